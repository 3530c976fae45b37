"""The items that need attention, as blocks: late or at risk, no recent report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.pages import document as doc
from bptip.pages.parts import lines, statuses
from bptip.pages.parts.lines import Cite
from bptip.plan import vocabulary
from bptip.plan.model import Outlook
from bptip.plan.parties import key_of_name
from bptip.progress.attention import LATE_OR_AT_RISK, attention
from bptip.progress.continuation import Continuations
from bptip.progress.counts import latest
from bptip.progress.item_progress import ItemProgress, Part, PartyProgress
from bptip.progress.outlook import Cause
from bptip.progress.plan_progress import Progress

LEAST_LATE: Final = 3
"""Minimum number of items that are late or at risk on a screen that has lines for the list."""

LEAST_SILENT: Final = 2
"""Minimum number of leads without a recent report on a screen that has lines for the list."""

LEAST_CONTACTS: Final = 1
"""Minimum number of parties to call on a screen that has lines for the list."""


LATE: Final = "Late or at risk"
SILENT: Final = "No recent report"


def attention_blocks(progress: Progress, continued: Continuations) -> Iterator[doc.Block]:
    """Yields the items that are late or at risk, then those without a recent report."""
    needs = attention(progress)
    if needs.late_or_at_risk:
        yield doc.heading(LATE)
        yield late_table(needs.late_or_at_risk, continued)._replace(least=LEAST_LATE)
    if silent := silent_items(progress):
        yield doc.heading(SILENT)
        yield silent_table(silent, progress.as_of)._replace(least=LEAST_SILENT)


def report_attention_blocks(
    progress: Progress, continued: Continuations, cite: Cite
) -> Iterator[doc.Block]:
    """Yields these items for a report, with the known facts in columns and their evidence."""
    needs = attention(progress)
    if needs.late_or_at_risk:
        yield doc.heading(LATE)
        yield late_columns(needs.late_or_at_risk, continued, cite)
    if silent := silent_items(progress):
        yield doc.heading(SILENT)
        table = silent_table(silent, progress.as_of, titles=SILENT_TITLES)
        columns = zip(table.columns, PORTRAIT_WIDTHS, strict=True)
        yield table._replace(
            columns=tuple(column._replace(least=least) for column, least in columns), titled=True
        )


SILENT_TITLES: Final = 3
"""Maximum number of titles in a row of silent items in a report; the annex has all titles."""

PORTRAIT_WIDTHS: Final = (12, 12, 16, 44)
"""Minimum widths of the columns of silent items on a portrait page (characters)."""


def contact_blocks(
    progress: Progress, contacts: Mapping[str, tuple[str, ...]]
) -> Iterator[doc.Block]:
    """Yields whom to call about the items that need attention; nothing without contacts."""
    needs = attention(progress) if contacts else None
    items = (*needs.late_or_at_risk, *needs.no_recent_report) if needs else ()
    parties = dict.fromkeys(party for item in items for party in parties_to_call(item))
    by_key = {key_of_name(party): texts for party, texts in contacts.items()}
    rows = [
        doc.row(doc.plain(party), doc.plain("; ".join(by_key[key_of_name(party)])))
        for party in parties
        if key_of_name(party) in by_key
    ]
    if rows:
        yield doc.heading("Whom to call")
        columns = (doc.Column("Party", wrapping=True), doc.Column("Contact", wrapping=True))
        yield doc.Table(columns, tuple(rows), titled=False, least=LEAST_CONTACTS)


def parties_to_call(progress: ItemProgress) -> Iterator[str]:
    """Yields the leads of an item, also under the name of their group.

    If each lead does the item for itself, only the leads that are late or without a recent report
    are yielded; if only some leads owe an answer, only those leads are.
    """
    if progress.kind == "activity":
        parts = (*late_parties(progress), *silent_parties(progress))
        named = [part.party for part in parts] or statuses.owing_parties(progress)
        yield from named or (*progress.activity.lead, *progress.leads)


def late_table(items: Sequence[ItemProgress], continued: Continuations) -> doc.Table:
    """Returns the items that are late or at risk, with their leads and what is known."""
    columns = (
        doc.Column("#"),
        doc.Column("Item", wrapping=True),
        doc.Column("Lead", wrapping=True),
        doc.Column("What is known", wrapping=True, below=True),
    )
    return doc.Table(columns, tuple(late_row(each, continued) for each in items), titled=False)


def late_row(progress: ItemProgress, continued: Continuations) -> doc.Row:
    """Returns an item that is late or at risk; after the plan ends, with what carries it on."""
    late = late_parties(progress)
    what = parties_line(late, progress) if late else status_line(progress)
    known = doc.joined([what, carried_on(progress, continued)], "; ")
    is_counted = len(statuses.parts_of(progress)) > 1
    outlook = statuses.outlook(progress) if is_counted else lines.outlook_mark(progress.outlook)
    return doc.row(
        lines.number(progress.item),
        doc.plain(progress.item.title),
        leads_to_ask(progress),
        (*outlook, doc.Text(": "), *known),
    )


def leads_to_ask(progress: ItemProgress) -> doc.Line:
    """Returns the leads of an item; if each lead has its own part, only the leads that are late."""
    late = late_parties(progress)
    return lines.names([part.party for part in late]) if late else lines.leads(progress)


def carried_on(progress: ItemProgress, continued: Continuations) -> doc.Line:
    """Returns the items of later plans that carry an item on; empty if there are none."""
    carriers = continued.get(progress.item.id, ())
    return (doc.Text("carried on by "), *statuses.carriers(carriers)) if carriers else ()


COLUMNS_OF_LATE: Final = (
    doc.Column("#"),
    doc.Column("Item", wrapping=True, least=22),
    doc.Column("Due", doc.Align.RIGHT),
    doc.Column("Now expected", doc.Align.RIGHT, wrapping=True, least=10),
    doc.Column("Difficulties", wrapping=True, least=12),
    doc.Column("Next step", wrapping=True, least=16),
)


def late_columns(items: Sequence[ItemProgress], continued: Continuations, cite: Cite) -> doc.Table:
    """Returns the items that are late or at risk, under their outlook, with a column a fact."""
    rows, before = list[doc.Row](), None
    for item in items:
        if item.outlook is not before:
            name = lines.outlook_mark(item.outlook)
            rows.append(doc.row((), name, (), (), (), (), heading=True))
            before = item.outlook
        rows.append(late_facts(item, continued, cite))
    return doc.Table(COLUMNS_OF_LATE, tuple(rows))


def late_facts(progress: ItemProgress, continued: Continuations, cite: Cite) -> doc.Row:
    """Returns the row of an item: due, now expected, difficulties, next step."""
    late, next_step = late_parties(progress), lines.stated(progress, "next")
    following = doc.plain(next_step) if next_step else ()
    status = () if late else doc.plain(statuses.status_in_context(progress))
    beside = doc.joined([leads_to_ask(progress), status, statuses.contradiction(progress)], "; ")
    title = (*doc.plain(progress.item.title), doc.Text(" – "), *beside)
    due = progress.basis.due if progress.kind == "activity" else None
    difficulties = doc.plain(lines.difficulties(progress))
    if late:
        parties = [(*doc.plain(f"{part.party}: "), *party_line(part)) for part in late]
        difficulties = doc.joined(parties)
    return doc.row(
        lines.number(progress.item),
        lines.cited(title, lines.status_evidence(*(late or (progress,))), cite),
        lines.optional_day(due),
        lines.expected_cell(progress),
        difficulties,
        doc.joined([following, carried_on(progress, continued)], "; "),
        level=1,
    )


def late_parties(progress: ItemProgress) -> tuple[PartyProgress, ...]:
    """Returns the parties whose part of a shared activity is late or at risk."""
    return tuple(part for part in progress.parties if part.outlook in LATE_OR_AT_RISK)


def silent_parties(progress: ItemProgress) -> tuple[PartyProgress, ...]:
    """Returns the parties whose part of a shared activity has no recent report."""
    return tuple(part for part in progress.parties if part.outlook is Outlook.UNKNOWN)


def silent_items(progress: Progress) -> tuple[ItemProgress, ...]:
    """Returns the items without a recent report, as a whole or of some of their parties.

    A party that is silent about a shared activity is among them, not among the late.
    """
    return tuple(
        item for item in progress.leaves if item.outlook is Outlook.UNKNOWN or silent_parties(item)
    )


def status_line(progress: ItemProgress) -> doc.Line:
    """Returns the status of an item without its sign, and the circumstances."""
    words = statuses.status_in_context(progress)
    rival = statuses.contradiction(progress)
    return doc.joined([doc.plain(words), rival, lines.circumstances(progress)], "; ")


def parties_line(late: Sequence[PartyProgress], progress: ItemProgress) -> doc.Line:
    """Returns the due date, and each party that is late or at risk."""
    is_due = progress.kind == "activity" and not progress.activity.is_ongoing
    due = (doc.Text("due "), *lines.due(progress)) if progress.kind == "activity" and is_due else ()
    lines_of_parties = [(*doc.plain(f"{part.party}: "), *party_line(part)) for part in late]
    return doc.joined([due, *lines_of_parties])


def party_line(part: PartyProgress) -> doc.Line:
    """Returns the status of a party's own part, and the circumstances."""
    return doc.joined([doc.plain(statuses.status_in_context(part)), lines.reasons(part)], "; ")


def silent_table(
    items: Sequence[ItemProgress], as_of: date, titles: int | None = None
) -> doc.Table:
    """Returns the items without a recent report, in one row for each lead.

    A row has the first `titles` of its items, and all their numbers.
    """
    columns = (
        doc.Column("Lead", wrapping=True),
        doc.Column("#", wrapping=True, least=24),
        doc.Column("Last report", wrapping=True, least=46),
        doc.Column("Items", wrapping=True, priority=1, least=24, lines=1),
    )
    by_lead: dict[doc.Line, list[WithoutReport]] = {}
    for item in items:
        parties = silent_parties(item)
        for part in parties:
            by_lead.setdefault(doc.plain(part.party), []).append(WithoutReport(item, part))
        if not parties:
            owing = statuses.owing_parties(item)
            lead = lines.names(owing) if owing else lines.leads(item)
            by_lead.setdefault(lead, []).append(WithoutReport(item, item))
    rows = [silent_row(lead, group, as_of, titles) for lead, group in by_lead.items()]
    return doc.Table(columns, tuple(rows), titled=False)


class WithoutReport(NamedTuple):
    """An item without a recent report: as a whole, or a party's part of it."""

    item: ItemProgress
    part: Part


def silent_row(
    lead: doc.Line, silences: Sequence[WithoutReport], as_of: date, most: int | None
) -> doc.Row:
    """Returns a lead with its items that have no recent report, and why."""
    numbers = doc.joined([lines.number(each.item.item) for each in silences], ", ")
    named = silences if most is None or len(silences) <= most + 1 else silences[:most]
    rest = [f"{len(silences) - len(named)} more"] if len(named) < len(silences) else []
    titles = " · ".join([*(each.item.item.title for each in named), *rest])
    return doc.row(lead, numbers, causes(silences, as_of), doc.plain(titles))


def causes(silences: Sequence[WithoutReport], as_of: date) -> doc.Line:
    """Returns why a lead has no recent report: the cause of all, or each with its items' numbers.

    The days of old reports are one cause. A row has the first causes, and the number of items that
    have others.
    """
    groups: dict[str | None, list[WithoutReport]] = {}
    for silence in silences:
        is_age = silence.part.cause is Cause.STALE
        words = Cause.STALE if is_age else statuses.bare_cause(silence.part)
        groups.setdefault(words, []).append(silence)
    if len(groups) == 1:
        return cause_of_all(silences, as_of)
    texts = [(*cause_of_all(group, as_of), *numbers_of(group)) for group in groups.values()]
    shown = lines.first_of(texts, CAUSES)
    rest = sum(len(group) for group in [*groups.values()][len(shown) :])
    return doc.joined([*shown, doc.muted(f"{rest} more") if rest else ()])


CAUSES: Final = 3
"""Maximum number of causes in a row of silent items."""


def numbers_of(silences: Sequence[WithoutReport]) -> doc.Line:
    """Returns the numbers of items, after a statement about them."""
    return doc.muted(f" ({', '.join(each.item.item.shown_number for each in silences)})")


def cause_of_all(silences: Sequence[WithoutReport], as_of: date) -> doc.Line:
    """Returns the cause that all have in common; of old reports, their days.

    The parties of the last reports are named if none of them leads; a cause that is only the age
    of such a report is its day.
    """
    by = reporters(silences)
    words = {statuses.cause_alone(each.part) for each in silences}
    if len(words) > 1:
        words = {statuses.bare_cause(each.part) for each in silences}
    cause = words.pop()
    is_age = bool(by) and all(each.part.cause is Cause.STALE for each in silences)
    if cause is not None and not words and not is_age:
        unasked = [each.part for each in silences if each.part.basis.has_unasked_report]
        latest_day = latest(part.last_update for part in unasked)
        if unasked:
            by = reporters([e for e in silences if e.part.last_update == latest_day])
        when = f" {vocabulary.day(latest_day)}" if latest_day else ""
        return doc.plain(f"{cause}; last report{when}{by}" if when or by else cause)
    days = sorted(day for each in silences if (day := each.part.last_update))
    return (*last_reports(days, as_of), *(doc.plain(f",{by}") if by else ()))


def reporters(silences: Sequence[WithoutReport]) -> str:
    """Returns " by UNODC" if no lead has made the last reports on these items, else ""."""
    reported = [each.part for each in silences if each.part.last_update]
    others = [part.other_reporter if part.kind == "activity" else None for part in reported]
    named = [party for party in dict.fromkeys(others) if party is not None]
    return f" by {lines.some_parties(named)}" if named and None not in others else ""


def last_reports(days: Sequence[date], as_of: date) -> doc.Line:
    """Returns the day of the last reports, or the first and the last such day."""
    if days[0] == days[-1]:
        return doc.plain(vocabulary.since(days[0], as_of))
    return doc.plain(f"{vocabulary.day(days[0])} to {vocabulary.day(days[-1])}")
