"""The answer of `request`: the parties asked, their forms, and the items nobody is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from bptip.exchange.forms.form import FormHead
from bptip.exchange.forms.requesting import Request
from bptip.exchange.tables.cell_dates import recurrence_in
from bptip.pages import document as doc
from bptip.pages.parts import lines, records
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.labels import labels_of
from bptip.plan.model import EMPTY, Source, Status
from bptip.plan.search import typed_number

COLUMNS: Final = (
    doc.Column("Party", wrapping=True),
    doc.Column("Asked", doc.Align.RIGHT),
    doc.Column("Overdue", doc.Align.RIGHT, priority=1),
    doc.Column("Form", wrapping=True),
)


class RequestSheet(NamedTuple):
    """A round as it is asked: the paths of the forms by party, and the files that were written.

    After a dry run, these are the files that would be written. `kept` are the forms that existed
    already, each with its own statement of its purpose; None if the file cannot be read.
    """

    request: Request
    forms: Mapping[str, str]
    folder: str
    written: tuple[str, ...]
    dry_run: bool
    source: Source
    kept: Mapping[str, FormHead | None] = EMPTY

    def is_new(self, party: str) -> bool:
        """True if the form of a party was made now."""
        return self.forms.get(party) in self.written


def page(sheet: RequestSheet) -> doc.Document:
    """Returns the page: a row for each party, the items nobody is asked about, what comes next."""
    request = sheet.request
    verb = "would be written" if sheet.dry_run else "written"
    forms = sum(map(sheet.is_new, request.parties))
    done = f"{vocabulary.count(forms, 'form')}{' and the messages' * bool(forms)} {verb}"
    blocks: list[doc.Block] = [
        *lines.head(request.version.plan, lines.written(done, dry_run=sheet.dry_run)),
        doc.paragraph(doc.joined(head_parts(sheet))),
        doc.Table(COLUMNS, tuple(party_row(sheet, party) for party in request.parties)),
        *nobody_blocks(request),
        *not_asked_blocks(request),
        *next_steps(sheet),
    ]
    return doc.Document(tuple(blocks), lines.foot(sheet.source))


def head_parts(sheet: RequestSheet) -> list[doc.Line]:
    """Returns the round, its days and the version that is asked about."""
    request = sheet.request
    return [
        (doc.Text(f"Reporting round {request.round}", doc.Role.STRONG),),
        doc.plain(f"status as at {vocabulary.day(request.as_of)}"),
        doc.plain(f"answers due {vocabulary.day(request.due)}"),
        doc.plain(f"version {request.version.plan.version}"),
    ]


def party_row(sheet: RequestSheet, party: str) -> doc.Row:
    """Returns a party with the number of its questions, and its form; the foot names the folder."""
    asked = sheet.request.asking.asked(party)
    overdue = sum(each.part.basis.overdue for each in asked)
    form = sheet.forms.get(party)
    # Without the folder of all forms, a name fits a narrow window.
    name = doc.plain(form.removeprefix(f"{sheet.folder}/")) if form else ()
    state = name or doc.muted("nothing to answer")
    if form is not None and not sheet.is_new(party):
        kept = doc.muted("was there already, and was kept")
        if sheet.kept.get(party) is None:
            kept = (
                doc.Text("cannot be read; it was there already, and was kept", doc.Role.WARNING),
            )
        state = doc.joined([state, kept])
    cells = (doc.plain(party), lines.optional_count(len(asked)), lines.optional_count(overdue))
    return doc.row(*cells, state)


def nobody_blocks(request: Request) -> Iterator[doc.Block]:
    """Yields the open items about which nobody is asked, since they name no lead."""
    if request.asking.nobody:
        labels = labels_of(request.version)
        yield doc.heading("Nobody is asked about these: they name no lead")
        yield doc.Bullets(
            tuple(
                doc.plain(f"{labels.number(item)}  {labels.titles[item]}")
                for item in request.asking.nobody
            )
        )


def not_asked_blocks(request: Request) -> Iterator[doc.Block]:
    """Yields the parties that get no form, with why, and closed work that comes again.

    Where the user named the parties to ask, there is nothing to explain.
    """
    if len(request.parties) < len(request.asking.parties):
        return
    plan, activities = request.asking.progress.plan, request.asking.progress.activities
    leads = dict.fromkeys(lead for each in activities for lead in each.leads)
    partners = [party for each in activities for party in each.activity.partners]
    others = [party for party in plan.spread((*plan.parties, *partners)) if party not in leads]
    closed = [lead for lead in leads if lead not in request.asking.parties]
    again = {
        typed_number(each.activity, request.version): f"{each.activity.shown_number} "
        f"({vocabulary.STATUS[each.status]}; {words})"
        for each in activities
        if not each.status.is_open and (words := recurrence_in(each.activity.extra.values()))
    }
    for why, names in (
        ("Not asked, since they lead nothing", list(dict.fromkeys(others))),
        ("Not asked, since all that they lead is closed", closed),
        ("Nobody is asked about these, which come again", list(again.values())),
    ):
        if names:
            yield doc.muted_paragraph(f"{why}: {', '.join(names)}.")
    if again and (
        line := lines.to_type(("update", *again, Status.CONTINUOUS.value, "--plan", plan.id))
    ):
        yield doc.Paragraph((doc.plain("If there is more to come, ask again after this:"), line))


def kept_blocks(sheet: RequestSheet) -> Iterator[doc.Block]:
    """Yields notes on the forms that existed already, and on what was written beside them.

    A form and a message that were made for another due day still name that day.
    """
    if sheet.request.block is not None and sheet.kept:
        until = vocabulary.day(sheet.request.due)
        noted = "would say" if sheet.dry_run else "now says"
        yield doc.text_paragraph(f"The journal {noted} that answers are due {until}.")
    elif not sheet.written:
        yield doc.text_paragraph("Every form exists already; nothing was written.")
    heads = {party: head for party, head in sheet.kept.items() if head is not None}
    for due in sorted({head.due for head in heads.values()} - {sheet.request.due}):
        parties = [party for party, head in heads.items() if head.due == due]
        yield doc.text_paragraph(
            f"Tell {vocabulary.listing(parties)} the new due day: their earlier forms and "
            f"messages say {vocabulary.day(due)}."
        )
    for party in (each for each in sheet.kept if each not in heads):
        yield doc.text_paragraph(
            f"{sheet.forms[party]} cannot be read as a form. To make a new one, rename "
            "this file and type the same again."
        )


def next_steps(sheet: RequestSheet) -> Iterator[doc.Block]:
    """Yields what to do with the files."""
    yield from kept_blocks(sheet)
    if not sheet.written:
        return
    send = doc.plain(f"Next: send each form with its message from {sheet.written[-1]}.")
    collect = lines.to_type(("collect", sheet.folder))
    later = (doc.Text("When they come back: "), *collect) if collect else ()
    yield doc.Paragraph((send, *([later] if later else [])))


def record(sheet: RequestSheet) -> Record:
    """Returns the round, the files that were written, and what each party is asked."""
    request = sheet.request
    return records.answer(
        sheet.source,
        plan=request.version.plan.id,
        round=request.round,
        as_of=request.as_of,
        due=request.due,
        version=request.version.plan.version,
        written=[] if sheet.dry_run else list(sheet.written),
        parties=[
            {
                "party": party,
                "file": sheet.forms.get(party),
                "asked": [each.item for each in request.asking.asked(party)],
            }
            for party in request.parties
        ],
        nobody=list(request.asking.nobody),
    )


VIEW: Final = View(
    page, record, MainList(("party", "file", "asked"), listed("parties"), kind="parties")
)
