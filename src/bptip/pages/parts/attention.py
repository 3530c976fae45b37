"""The items that need attention, as blocks: late or at risk, no recent report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bptip.pages.document import (
    Block,
    Column,
    Heading,
    Line,
    Row,
    StatusMark,
    Table,
    Text,
    joined,
    muted,
    plain,
)
from bptip.pages.parts import lines, statuses
from bptip.plan import vocabulary
from bptip.plan.model import Outlook
from bptip.progress.attention import LATE_OR_AT_RISK, attention

if TYPE_CHECKING:
    from datetime import date

    from bptip.pages.parts.lines import Cite
    from bptip.plan.references import Continuations
    from bptip.progress.item_progress import ItemProgress, Part, PartyProgress
    from bptip.progress.plan_progress import Progress


def attention_blocks(
    progress: Progress,
    continued: Continuations,
    cite: Cite | None = None,
    maximum: int | None = None,
) -> Iterator[Block]:
    """Yields the items that are late or at risk, then those without a recent report.

    With `cite`, each statement is followed by its evidence. At most `maximum` rows of each table
    are shown, and the others are counted.
    """
    needs = attention(progress)
    if needs.late_or_at_risk:
        yield Heading(plain("Late or at risk"))
        first = lines.first_of(needs.late_or_at_risk, maximum)
        yield late_table(first, continued, cite)
        yield from lines.further(len(first), len(needs.late_or_at_risk))
    if needs.no_recent_report:
        yield Heading(plain("No recent report"))
        yield from first_rows(silent_table(needs.no_recent_report, progress.as_of), maximum)


def first_rows(table: Table, maximum: int | None) -> Iterator[Block]:
    """Yields the first rows of a table, and the number of the others."""
    shown = lines.first_of(table.rows, maximum)
    yield table._replace(rows=tuple(shown))
    yield from lines.further(len(shown), len(table.rows))


def late_table(
    items: Sequence[ItemProgress], continued: Continuations, cite: Cite | None = None
) -> Table:
    """Returns the items that are late or at risk, with their leads and what is known."""
    columns = (
        Column("#"),
        Column("Item", wrapping=True),
        Column("Lead", wrapping=True),
        Column("What is known", wrapping=True),
    )
    return Table(columns, tuple(late_row(each, continued, cite) for each in items), titled=False)


def late_row(progress: ItemProgress, continued: Continuations, cite: Cite | None = None) -> Row:
    """Returns an item that is late or at risk; once its plan has ended, with what carries it on."""
    carriers = continued.get(progress.item.id, ())
    carried = (Text("carried on by "), *lines.carriers(carriers)) if carriers else ()
    late = late_parties(progress)
    what = parties_line(late, progress) if late else status_line(progress)
    known = joined([what, carried], "; ")
    if cite:
        known = lines.cited(known, lines.status_evidence(progress.reported), cite)
    return Row(
        (
            lines.number(progress.item),
            plain(progress.item.title),
            lines.names([part.party for part in late]) if late else lines.leads(progress),
            (*statuses.outlook(progress), Text(": "), *known),
        )
    )


def late_parties(progress: ItemProgress) -> tuple[PartyProgress, ...]:
    """Returns the parties whose part of a shared activity is late or at risk."""
    if progress.kind == "objective":
        return ()
    return tuple(part for part in progress.parties if part.outlook in LATE_OR_AT_RISK)


def silent_parties(progress: ItemProgress) -> tuple[PartyProgress, ...]:
    """Returns the parties whose part of a shared activity has no recent report."""
    if progress.kind == "objective":
        return ()
    return tuple(part for part in progress.parties if part.outlook is Outlook.UNKNOWN)


def status_line(progress: ItemProgress) -> Line:
    """Returns the status of an item without its sign, and the circumstances."""
    return joined([status_words(progress), lines.circumstances(progress)], "; ")


def status_words(progress: Part) -> Line:
    """Returns the status of an item, or of a party's own part, without its sign."""
    parts = statuses.status(progress)
    return plain("".join(part.text for part in parts if isinstance(part, Text | StatusMark)))


def parties_line(late: Sequence[PartyProgress], progress: ItemProgress) -> Line:
    """Returns the due date, each party that is late or at risk, and the silent ones."""
    due = (Text("due "), *lines.due(progress)) if progress.kind == "activity" else ()
    lines_of_parties = [(*plain(f"{part.party}: "), *party_line(part)) for part in late]
    silent = [part.party for part in silent_parties(progress)]
    no_report = plain(f"no report: {', '.join(silent)}") if silent else ()
    return joined([due, *lines_of_parties, no_report])


def party_line(part: PartyProgress) -> Line:
    """Returns the status of a party's own part, and the circumstances."""
    return joined([status_words(part), lines.reasons(part.reported)], "; ")


def silent_table(items: Sequence[ItemProgress], as_of: date) -> Table:
    """Returns the items without a recent report, in one row for each lead."""
    columns = (
        Column("Lead", wrapping=True),
        Column("#", wrapping=True, least=24),
        Column("Last report", wrapping=True, least=46),
        Column("Items", wrapping=True, priority=1, least=24, lines=1),
    )
    by_lead: dict[Line, list[Silence]] = {}
    for item in items:
        parties = silent_parties(item)
        for part in parties:
            by_lead.setdefault(plain(part.party), []).append(Silence(item, part))
        if not parties:
            by_lead.setdefault(lines.leads(item), []).append(Silence(item, item))
    rows = [silent_row(lead, group, as_of) for lead, group in by_lead.items()]
    return Table(columns, tuple(rows), titled=False)


class Silence(NamedTuple):
    """An item without a recent report: as a whole, or a party's part of it."""

    item: ItemProgress
    part: Part


def silent_row(lead: Line, silences: Sequence[Silence], as_of: date) -> Row:
    """Returns a lead with its items that have no recent report, and why."""
    numbers = joined([lines.number(each.item.item) for each in silences], ", ")
    titles = " · ".join(each.item.item.title for each in silences)
    return Row((lead, numbers, causes(silences, as_of), plain(titles)))


def causes(silences: Sequence[Silence], as_of: date) -> Line:
    """Returns the cause that all have in common, else the days of the last reports."""
    words = {statuses.cause(each.part) for each in silences}
    cause = words.pop()
    if cause is not None and not words:
        return plain(cause)
    days = sorted(day for each in silences if (day := each.part.last_update))
    if not days:
        return muted("never reported")
    last = last_reports(days, as_of)
    silent = sum(each.part.last_update is None for each in silences)
    return (*last, *muted(f"; {silent} never")) if silent else last


def last_reports(days: Sequence[date], as_of: date) -> Line:
    """Returns the day of the last reports, or the first and the last such day."""
    if days[0] == days[-1]:
        return plain(vocabulary.since(days[0], as_of))
    return plain(f"{vocabulary.day(days[0])} to {vocabulary.day(days[-1])}")
