"""The answer of `collect`: the answers in each file, the questions, and who has answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.exchange.forms.collecting import TWO_FILES, Return, cannot_be_read
from bptip.exchange.forms.conflicts import InForce
from bptip.exchange.forms.form_cells import UNREADABLE, ReturnQuestion
from bptip.exchange.forms.form_context import is_from_row
from bptip.exchange.forms.form_words import FIELDS, HEADINGS, REMARK_FIELDS, Field, Place
from bptip.exchange.statement_ids import Known
from bptip.pages import document as doc
from bptip.pages.parts import lines, records
from bptip.pages.parts.returns import standing_blocks, standing_record
from bptip.pages.parts.update_tables import status_cell
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.errors import NO, REFUSED
from bptip.plan.journal import PlanHistory, Update
from bptip.plan.labels import Labels, labels_of
from bptip.plan.model import EMPTY, Source, Version
from bptip.progress.returns import PartyReturn, asking_of_round, not_recorded, returns_of
from bptip.progress.rounds import RoundState

MOST_STATEMENTS: Final = 40
"""Maximum number of statements on the page."""

COLUMNS: Final = (
    doc.Column("Party", wrapping=True),
    doc.Column("New", doc.Align.RIGHT),
    doc.Column("No change", doc.Align.RIGHT, priority=2),
    doc.Column("Known", doc.Align.RIGHT, priority=3),
    doc.Column("Empty", doc.Align.RIGHT, priority=1),
    doc.Column("Questions", doc.Align.RIGHT),
    doc.Column("Received", wrapping=True, priority=4),
    doc.Column("File", wrapping=True, priority=5),
)

STATEMENT_COLUMNS: Final = (
    doc.Column("By"),
    doc.Column("#"),
    doc.Column("Status"),
    doc.Column("On", doc.Align.RIGHT, priority=1),
    doc.Column("What", wrapping=True, lines=2),
)


class CollectSheet(NamedTuple):
    """The files that came back, and each party's return with them.

    `state` is None if no form belongs to a round of the journal. `own_answers` are files that are
    not forms, by the party in their names. `written` is the number of updates that were written,
    and `remarks` the file with the remarks that are for the secretariat only.
    """

    version: Version
    state: RoundState | None
    returns: tuple[Return, ...]
    parties: tuple[PartyReturn, ...]
    source: Source
    nothing_read: bool
    own_answers: Mapping[str, str] = EMPTY
    command: tuple[str, ...] = ()
    is_written: bool = False
    written: int = 0
    remarks: str | None = None

    @property
    def exit_code(self) -> int:
        """The code with which the command ends."""
        if self.nothing_read:
            return REFUSED
        is_open = any(each.questions or each.refused for each in self.returns)
        return NO if is_open else 0

    @property
    def has_new_receipts(self) -> bool:
        """True if a return came for which the journal has no receipt."""
        known = {each.id for each in self.state.receipts} if self.state else set()
        return any(each.receipt and each.receipt.id not in known for each in self.returns)

    @property
    def unread(self) -> Mapping[str, str]:
        """The parties that sent a file but have no recorded return, each with its file."""
        return not_recorded({**self.own_answers, **cannot_be_read(self.returns)}, self.parties)

    @property
    def new(self) -> int:
        """The number of updates that are written, or would be."""
        return sum(len(each.new) + len(each.taken_back) for each in self.returns)


def standing_after(
    history: PlanHistory, state: RoundState, returns: tuple[Return, ...], today: date
) -> tuple[PartyReturn, ...]:
    """Returns each party's return as it is once these returns are taken in."""
    known = {each.id for each in state.receipts}
    receipts = [each.receipt for each in returns if each.receipt and each.receipt.id not in known]
    new = [taken.update for each in returns for taken in each.new]
    after = state._replace(receipts=(*state.receipts, *receipts))
    updates = (*history.updates, *new)
    return returns_of(asking_of_round(history, state), after, updates, today)


def page(sheet: CollectSheet) -> doc.Document:
    """Returns the page: a row for each file, statements, questions, then how the round stands."""
    labels = labels_of(sheet.version)
    blocks: list[doc.Block] = [
        doc.heading(sheet.version.plan.title, level=1, aside=aside(sheet)),
        *return_blocks(sheet),
        *refused_blocks(sheet),
        *statement_blocks(sheet, labels),
        *question_blocks(sheet, labels),
    ]
    for returned in sheet.returns:
        blocks += further_blocks(returned, labels)
    if sheet.state is not None:
        blocks.append(doc.heading(f"Reporting round {sheet.state.round}"))
        blocks += standing_blocks(sheet.parties, sheet.unread)
    blocks += next_steps(sheet)
    return doc.Document(tuple(blocks), lines.foot(sheet.source))


def aside(sheet: CollectSheet) -> doc.Line:
    """Returns the number of updates that were written, or that would be."""
    if sheet.is_written:
        return doc.plain(f"{vocabulary.count(sheet.written, 'update')} written")
    if not sheet.new:
        refused = sum(bool(each.refused) for each in sheet.returns)
        unread = f"{vocabulary.count(refused, 'file')} cannot be read" if refused else "a preview"
        return doc.plain(f"{unread}: nothing new to write")
    what = f"{vocabulary.count(sheet.new, 'update')} to write; nothing is written yet"
    return (doc.Text(what, doc.Role.WARNING),)


def return_blocks(sheet: CollectSheet) -> Iterator[doc.Block]:
    """Yields a row for each file that answers something; blank forms are named below."""
    rows = tuple(row for returned in sheet.returns for row in return_row(returned))
    if rows:
        yield doc.Table(COLUMNS, rows)
    blank = [
        returned.file
        for returned in sheet.returns
        if returned.answers and returned.answers.is_blank
    ]
    if blank:
        yield doc.muted_paragraph(f"Nothing is filled in: {', '.join(blank)}")


def return_row(returned: Return) -> Iterator[doc.Row]:
    """Yields a file with the numbers of its answers, by kind, if it has any."""
    answers = returned.answers
    if answers is None or answers.is_blank:
        return
    known = (Known.SAME, Known.REPLACED, Known.TAKEN_BACK)
    no_change = no_changes(returned)
    counts = (
        len(returned.new) - len(no_change),
        len(no_change),
        sum(len(returned.items(each)) for each in known),
        0 if answers.is_draft else len(answers.unanswered),
        len(returned.questions),
    )
    party = doc.plain(answers.form.head.party)
    cells = map(lines.optional_count, counts)
    yield doc.row(party, *cells, doc.plain(state_of(returned)), doc.plain(returned.file))


def state_of(returned: Return) -> str:
    """Returns the day on which a return came, or the reason why the return does not count."""
    answers = returned.answers
    if answers is not None and answers.is_draft:
        return "a draft: nothing taken in"
    received = returned.receipt.received if returned.receipt else None
    day = vocabulary.day(received) if received else "day not known (--received)"
    via = answers.form.text(Field.VIA) if answers is not None else None
    return f"{day}, via {via}" if via else day


def no_changes(returned: Return) -> tuple[str, ...]:
    """Returns the items for which "no change" is new."""
    return tuple(taken.statement.item for taken in returned.new if taken.update.is_nil)


def refused_blocks(sheet: CollectSheet) -> Iterator[doc.Block]:
    """Yields the files that were refused and about which no party is asked, with the reason."""
    for returned in sheet.returns:
        if returned.refused and not returned.questions:
            head: doc.Line = (
                doc.Text(returned.file, doc.Role.STRONG),
                doc.Text(f"  {returned.refused}"),
            )
            yield doc.Paragraph((head, *((doc.muted(returned.hint),) if returned.hint else ())))


def statement_blocks(sheet: CollectSheet, labels: Labels) -> Iterator[doc.Block]:
    """Yields the first statements that are new."""
    new = [taken.update for returned in sheet.returns for taken in returned.new]
    if new:
        yield doc.heading("Statements")
        shown = lines.first_of(new, MOST_STATEMENTS)
        rows = tuple(statement_row(update, labels) for update in shown)
        yield doc.Table(STATEMENT_COLUMNS, rows)
        if len(shown) < len(new):
            yield doc.muted_paragraph(f"{len(new) - len(shown)} more: --json lists all.")


def statement_row(update: Update, labels: Labels) -> doc.Row:
    """Returns a statement on one row."""
    return doc.row(
        doc.plain(update.by or ""),
        lines.number_of(update.item, labels),
        status_cell(update, labels),
        lines.optional_day(update.on),
        lines.statement(update, labels),
    )


def question_blocks(sheet: CollectSheet, labels: Labels) -> Iterator[doc.Block]:
    """Yields the questions to take back to the parties."""
    questions = list(questions_once(sheet))
    if questions:
        yield doc.heading("Questions to take back")
        for file, question in questions:
            yield question_block(file, question, labels)


def questions_once(sheet: CollectSheet) -> Iterator[tuple[str, ReturnQuestion]]:
    """Yields the questions, each with its file; what two files answer differently is one question.

    The first of these files names the others.
    """
    asked: set[tuple[str, str]] = set()
    for returned in sheet.returns:
        for question in returned.questions:
            if returned.answers and question.code == TWO_FILES:
                subject = (returned.answers.form.head.party, str(question.item))
                if subject in asked:
                    continue
                asked.add(subject)
            yield returned.file, question


def question_block(file: str, question: ReturnQuestion, labels: Labels) -> doc.Block:
    """Returns a question: its cell, activity and code, what is wrong, what is allowed."""
    item = question.item and labels.number(question.item)
    place = file if question.code == UNREADABLE else f"{file}, {question.place}"
    head: doc.Line = (
        doc.Text(place, doc.Role.STRONG),
        doc.Text(f"  {item}" if item else ""),
        doc.Text("  "),
        doc.Text(question.code, doc.Role.WARNING),
    )
    hint = (doc.muted(question.hint),) if question.hint else ()
    return doc.Paragraph((head, doc.plain(question.message), *hint))


def further_blocks(returned: Return, labels: Labels) -> Iterator[doc.Block]:
    """Yields the rest of a return: updates in force, emptied rows, edits, texts."""
    if returned.answers is None:
        return
    parts: list[doc.Line] = [conflict_line(conflict, labels) for conflict in returned.conflicts]
    parts += [emptied_line(update, labels) for update in returned.emptied]
    parts += [
        doc.plain(f'{cell.place}: a locked cell was changed, now "{cell.text}". It was not read.')
        for cell in returned.answers.form.edited()
    ]
    on = {statement.item: statement.on for statement in returned.answers.statements}
    parts += [
        doc.plain(
            f"{labels.number(item)}: completed, without a day. {vocabulary.day(on[item])} "
            f"is recorded, after the due date, {vocabulary.day(due)}. The reminder asks for the "
            "day."
        )
        for item, due in returned.answers.undated.items()
    ]
    parts += [
        doc.plain(f"{labels.number(item)}: another file was preferred.")
        for item in returned.left_out
    ]
    for field in REMARK_FIELDS:
        text = returned.answers.form.text(field)
        if text:
            parts.append((doc.Text(f"{FIELDS[field]}: "), doc.Text(text, doc.Role.EMPHASIS)))
    if parts:
        yield doc.heading(f"{returned.answers.form.head.party} ({returned.file})", level=3)
        yield doc.Bullets(tuple(parts))


def conflict_line(conflict: InForce, labels: Labels) -> doc.Line:
    """Returns a statement beside the update that the form did not show."""
    theirs, ours, is_replaced, is_outdated = conflict
    place = "recorded" if is_replaced else "in force"
    kept = (doc.Text("Both are kept. "), *deciding(theirs, ours))
    if is_outdated:
        kept = doc.plain("That is from a later form and stays: this form is older.")
    return (
        doc.Text(f"{labels.number(theirs.item)}: the form says "),
        *status_cell(theirs, labels),
        doc.Text(f", {vocabulary.day(theirs.on)}; {place} is "),
        *(status_cell(ours, labels) or doc.plain("an update without a status")),
        doc.Text(f", {vocabulary.day_by(ours.on, ours.by)}. "),
        *(doc.plain(replacing(theirs, ours)) if is_replaced else kept),
    )


def replacing(theirs: Update, ours: Update) -> str:
    """Returns the sentences on the update that a form replaces: its retraction and its content."""
    gone = [
        f'"{HEADINGS[place]}"'
        for place, key in LEFT_OUT
        if getattr(ours, key) and not getattr(theirs, key)
    ]
    left_out = f" This form leaves {vocabulary.listing(gone)} empty." if gone else ""
    source = "is from a former form" if is_from_row(ours) else "was reported before this form,"
    return f"That {source} and is taken back: this form replaces it.{left_out}"


LEFT_OUT: Final = (
    (Place.DAY, "expected"),
    (Place.NOTE, "note"),
    (Place.CHALLENGES, "challenges"),
    (Place.EVIDENCE, "evidence"),
    (Place.VALUE, "values"),
)
"""The columns of answers and the keys of an update in which each is stored."""


def deciding(theirs: Update, ours: Update) -> doc.Line:
    """Returns which of two updates decides, and what to type if that is wrong."""
    if theirs.on >= ours.on:
        return doc.plain("What the form says is in force once it is written.")
    typed = lines.to_type(("retract", ours.id))
    return (
        doc.Text("The status in force stays, since its day is later. If the form is right: "),
        *typed,
    )


def emptied_line(update: Update, labels: Labels) -> doc.Line:
    """Returns an answer of an earlier form that is empty in this one, with the line to type."""
    return (
        doc.Text(
            f"{labels.number(update.item)}: answered in an earlier form, empty in this one. "
            "It stays. "
        ),
        doc.Text("To take it back: "),
        *lines.to_type(("retract", update.id)),
    )


def remark_kinds(returns: Sequence[Return]) -> Iterator[str]:
    """Yields the headings of the remarks that are kept beside the forms, not in a journal."""
    forms = [each.answers.form for each in returns if each.answers]
    if any(form.remarks for form in forms):
        yield HEADINGS[Place.SECRETARIAT]
    for field in REMARK_FIELDS:
        if any(form.text(field) for form in forms):
            yield FIELDS[field]


def next_steps(sheet: CollectSheet) -> Iterator[doc.Block]:
    """Yields the headings of remarks kept beside the forms, and the command that writes."""
    if kinds := [f'"{kind}"' for kind in remark_kinds(sheet.returns)]:
        where = (
            f"Kept in {sheet.remarks}" if sheet.remarks else "Kept beside the forms with --write"
        )
        yield doc.text_paragraph(f"{where}: {vocabulary.listing(kinds)}")
    if not sheet.is_written and (sheet.new or sheet.has_new_receipts):
        typed = lines.to_type(("collect", *sheet.command, "--write"))
        if typed:
            yield doc.paragraph((doc.Text("To write this: "), *typed))
    if sheet.state and sheet.unread:
        receipt = ("round", sheet.version.plan.id, "--round", sheet.state.round, "--received")
        receipts = (lines.to_type((*receipt, party)) for party in sheet.unread)
        say = doc.plain("If an answer came in another way, record the answer, then its receipt:")
        yield doc.Paragraph((say, *receipts))


def record(sheet: CollectSheet) -> Record:
    """Returns what came back in each file, who has answered, and the number of updates written."""
    labels = labels_of(sheet.version)
    return records.answer(
        sheet.source,
        plan=sheet.version.plan.id,
        round=sheet.state.round if sheet.state else None,
        returns=[return_record(returned, labels) for returned in sheet.returns],
        parties=standing_record(sheet.parties, sheet.unread),
        written=sheet.written,
    )


def return_record(returned: Return, labels: Labels) -> Record:
    """Returns what came back in a file."""
    answers, receipt = returned.answers, returned.receipt
    form = answers.form if answers else None

    def update(value: Update) -> Record:
        return records.update(value, labels, frozenset())

    return {
        "file": returned.file,
        "party": returned.party,
        "version": form.head.version if form else None,
        "draft": answers.is_draft if answers else False,
        "received": receipt.received if receipt else None,
        "signed": answers.signed if answers else None,
        "via": form.text(Field.VIA) if form else None,
        "statements": [
            {"item": taken.statement.item, "update": update(taken.update)}
            for taken in returned.new
            if not taken.update.is_nil
        ],
        "no_change": list(no_changes(returned)),
        "unanswered": list(answers.unanswered) if answers else [],
        "same": list(returned.items(Known.SAME)),
        "replaced": list(returned.items(Known.REPLACED)),
        "taken_back": list(returned.items(Known.TAKEN_BACK)),
        "conflicts": [
            {"item": theirs.item, "theirs": update(theirs), "ours": update(ours)}
            for theirs, ours, *_ in returned.conflicts
        ],
        "questions": [
            {key: value for key, value in question._asdict().items() if key != "item"}
            for question in returned.questions
        ],
        "emptied": [{"item": gone.item, "update": update(gone)} for gone in returned.emptied],
        "locked_edits": [
            {"place": cell.place, "value": cell.text} for cell in (form.edited() if form else ())
        ],
        "corrections": form.text(Field.CORRECTIONS) if form else None,
        "other_activities": form.text(Field.OTHER) if form else None,
        "refused": returned.refused,
    }


VIEW: Final = View(
    page,
    record,
    MainList(
        (
            "file", "party", "version", "draft", "received", "signed", "via", "no_change",
            "unanswered", "same", "replaced", "taken_back", "corrections", "other_activities",
            "refused",
        ),
        listed("returns"),
        kind="returns",
    ),
)  # fmt: skip
