"""The items that need attention, as blocks: late or at risk, no recent report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bptip.pages.document import (
    Block,
    Column,
    Heading,
    Line,
    Row,
    Table,
    Text,
    joined,
    muted,
    plain,
)
from bptip.pages.parts import lines
from bptip.plan import vocabulary
from bptip.progress.attention import attention

if TYPE_CHECKING:
    from datetime import date

    from bptip.pages.parts.lines import Cite
    from bptip.plan.references import Continuations
    from bptip.progress.item_progress import ItemProgress
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
    status = vocabulary.STATUS[progress.status]
    carriers = continued.get(progress.item.id, ())
    carried = (Text("carried on by "), *lines.carriers(carriers)) if carriers else ()
    known = joined([plain(status), lines.circumstances(progress), carried], "; ")
    if cite:
        known = lines.cited(known, lines.status_evidence(progress.reported), cite)
    return Row(
        (
            plain(progress.item.id),
            plain(progress.item.title),
            lines.leads(progress),
            (*lines.outlook(progress), Text(": "), *known),
        )
    )


def silent_table(items: Sequence[ItemProgress], as_of: date) -> Table:
    """Returns the items without a recent report, in one row for each lead."""
    columns = (
        Column("Lead", wrapping=True),
        Column("#", wrapping=True, least=24),
        Column("Last report"),
        Column("Items", wrapping=True, priority=1, least=24, lines=1),
    )
    by_lead: dict[Line, list[ItemProgress]] = {}
    for item in items:
        by_lead.setdefault(lines.leads(item), []).append(item)
    rows = [silent_row(lead, group, as_of) for lead, group in by_lead.items()]
    return Table(columns, tuple(rows), titled=False)


def silent_row(lead: Line, items: Sequence[ItemProgress], as_of: date) -> Row:
    """Returns a lead with its items that have no recent report, and the dates of the last ones."""
    return Row(
        (
            lead,
            plain(", ".join(each.item.id for each in items)),
            last_reports(items, as_of),
            plain(" · ".join(each.item.title for each in items)),
        )
    )


def last_reports(items: Sequence[ItemProgress], as_of: date) -> Line:
    """Returns the day of the last reports on some items, or the first and the last such day."""
    days = sorted(day for each in items if (day := each.last_update))
    if not days:
        return muted("never reported")
    if days[0] == days[-1]:
        return plain(vocabulary.since(days[0], as_of))
    return plain(f"{vocabulary.day(days[0])} to {vocabulary.day(days[-1])}")
