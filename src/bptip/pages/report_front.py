"""The first page of a report: how the plan stands, what moved, what needs attention, its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bptip.pages import status
from bptip.pages.document import (
    Block,
    Column,
    Day,
    Heading,
    Line,
    Notice,
    Paragraph,
    Role,
    Row,
    Table,
    Text,
    joined,
    muted,
    paragraph,
    plain,
)
from bptip.pages.parts import lines, period_changes
from bptip.pages.parts.attention import attention_blocks
from bptip.plan import vocabulary
from bptip.plan.model import Status
from bptip.progress.attention import attention
from bptip.progress.counts import tally
from bptip.progress.period import moves
from bptip.reporting.report import Ending

if TYPE_CHECKING:
    from bptip.pages.parts.lines import Cite
    from bptip.pages.report_sheet import ReportSheet
    from bptip.progress.period import Changes, ItemInPeriod
    from bptip.reporting.report import ClosedItem, Report

Section = tuple[str, Iterable[Block]]

FRONT_ROWS: Final = 8
"""Of many rows of a kind, so many stand on the first page, and all of them in the annex."""

WORST_FIRST: Final = (
    Ending.DROPPED,
    Ending.CARRIED_ON,
    Ending.NOT_BEGUN,
    Ending.DISCONTINUED,
    Ending.COMPLETED_LATER,
    Ending.RUNNING,
    Ending.COMPLETED,
)
"""What is to be told first, where there is no room for all."""

NEEDS_ATTENTION: Final = "Needs attention"
CLOSING_BALANCE: Final = "Closing balance"
LATE_ENTRIES: Final = "Late entries"
CHANGES_TO_THE_PLAN: Final = "Changes to the plan"


def head(sheet: ReportSheet) -> Iterator[Block]:
    """The title, what was asked, the notice, and how fresh the reports are."""
    progress = sheet.report.progress
    title = f"Progress report: {progress.plan.title}"
    yield Heading(plain(title), level=1, aside=lines.version_line(progress))
    if progress.plan.notice:
        yield Notice(plain(progress.plan.notice))
    group = (plain(progress.plan.group),) if progress.plan.group else ()
    yield Paragraph((*group, freshness(sheet.report)))


def freshness(report: Report) -> Line:
    """When the latest report is of, and how many items have no recent one."""
    progress = report.progress
    silent = attention(progress).no_recent_report
    last = lines.last_report(progress.last_update, progress.as_of)
    named = ", ".join(each.item.id for each in silent)
    ids = f" ({named})" if len(silent) <= period_changes.NAMED else ""
    return joined([last, plain(f"no recent report on {len(silent)}{ids}") if silent else ()])


def sections(sheet: ReportSheet, cite: Cite) -> Iterator[Section]:
    """The sections of the first page, each with its blocks; empty ones too."""
    report = sheet.report
    yield vocabulary.AT_A_GLANCE, at_a_glance(sheet)
    yield f"Since {vocabulary.day(report.changes.since)}", since_blocks(sheet, cite)
    yield NEEDS_ATTENTION, attentive_blocks(report, cite, FRONT_ROWS)
    yield CLOSING_BALANCE, balance_blocks(report, cite, FRONT_ROWS)


def attentive_blocks(report: Report, cite: Cite, most: int | None) -> Iterator[Block]:
    """What needs attention, with what bears it out."""
    yield from lowered(attention_blocks(report.progress, report.continued, cite, most))


def lowered(blocks: Iterable[Block], by: int = 1) -> Iterator[Block]:
    """The blocks of a screen within a section: its headings stand below the section's."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block._replace(level=block.level + by)
        else:
            yield block


def at_a_glance(sheet: ReportSheet) -> Iterator[Block]:
    """The counts, and a row an objective."""
    progress = sheet.report.progress
    counts = status.count_parts(tally(progress.activities), progress.plan.partial)
    yield paragraph(joined(counts))
    if progress.objectives:
        yield status.main_table(sheet.status)


def since_blocks(sheet: ReportSheet, cite: Cite) -> Iterator[Block]:
    """What moved, of what was in the plan all the time; what joined or left is told elsewhere."""
    moved, whole = sheet.report.changes.only_stayed, sheet.report.changes
    if moved.listed:
        yield from period_changes.summary_blocks(moved)
        yield from moved_blocks(sheet.report, cite, FRONT_ROWS)
    elif not whole.listed:
        yield paragraph(plain(period_changes.nothing_moved(whole)))
    else:
        yield paragraph(plain("Nothing moved of what was in the plan all the time."))
    if pointers := list(in_the_annex(sheet.report)):
        yield paragraph(muted(f"In the annex: {'; '.join(pointers)}."))


def moved_blocks(report: Report, cite: Cite, most: int | None) -> Iterator[Block]:
    """What became of the items, each below its objective; of many, the first kinds of change."""
    moved = report.changes.only_stayed
    every = [each for items in moves(moved).values() for each in items]
    first = lines.first_of(every, most)
    if len(first) < len(every):
        rows = (moved_row(each, cite)._replace(level=0) for each in first)
        yield Table(MOVED_COLUMNS, tuple(rows))
        yield from lines.further(len(first), len(every))
    elif any(each.has_moved for each in moved.items):
        told = period_changes.listed_under_objectives(only_moved(moved))
        yield Table(MOVED_COLUMNS, tuple(moved_row(each, cite) for each in told))


MOVED_COLUMNS: Final = (
    Column("#"),
    Column("Item", wrapping=True, least=32),
    Column("Status", wrapping=True, least=24),
)


def only_moved(found: Changes) -> Changes:
    """The changes of status alone; of the other items, there is nothing to tell any more."""
    return found._replace(
        items=tuple(
            each if each.has_moved else each._replace(updates=())
            for each in found.items
            if each.has_moved or each.item.kind == "objective"
        )
    )


def in_the_annex(report: Report) -> Iterator[str]:
    """What of the period stands further back."""
    if news := report.came_and_went:
        done = [e.new.item.id for e in news if e.new and e.new.progress.status is Status.COMPLETED]
        completed = f" (completed: {', '.join(done)})" if done else ""
        yield (
            f"what joined the plan, left it or has another number{completed}, "
            f"under {CHANGES_TO_THE_PLAN}"
        )
    whole = report.changes
    if whole.late or whole.retracted:
        many = vocabulary.count(len(whole.late), "late entry", "late entries")
        yield f"{many} of earlier days, under {LATE_ENTRIES}"


def moved_row(change: ItemInPeriod, cite: Cite) -> Row:
    """An item and what became of it; its evidence of the period by number."""
    row = period_changes.item_row(change)
    number, title, became = row.cells
    addresses = dict.fromkeys(each for update in change.updates for each in update.evidence)
    return row._replace(cells=(number, title, lines.cited(became, tuple(addresses), cite)))


def balance_blocks(report: Report, cite: Cite, most: int | None) -> Iterator[Block]:
    """What became of each promise by the plan's end: in numbers, then one by one."""
    if not report.balance:
        return
    plan, groups = report.progress.plan, by_ending(report.balance)
    told = [
        f"{len(found)} {vocabulary.ENDING[ending]}" for ending, found in groups.items() if found
    ]
    yield paragraph((Text("; ".join(told), Role.STRONG), Text(".")))
    ended = "ended" if report.progress.ended else "ends"
    bare = sum(each.progress.kind == "objective" for each in report.balance)
    activities = vocabulary.count(len(report.balance) - bare, "activity", "activities")
    besides = f" and {vocabulary.count(bare, 'objective')} without any" if bare else ""
    of = f"Of {activities}{besides}. The plan {ended} on {vocabulary.day(plan.end)}."
    yield paragraph(muted(of))
    worst = [each for ending in WORST_FIRST for each in groups[ending]]
    first = lines.first_of(worst, most)
    whole = len(first) == len(worst)
    yield balance_table(groups if whole else by_ending(first), cite)
    yield from lines.further(len(first), len(worst))


def by_ending(items: Iterable[ClosedItem]) -> dict[Ending, list[ClosedItem]]:
    """Items by what became of them."""
    found: dict[Ending, list[ClosedItem]] = {ending: [] for ending in Ending}
    for each in items:
        found[each.ending].append(each)
    return found


def balance_table(groups: Mapping[Ending, Sequence[ClosedItem]], cite: Cite) -> Table:
    """Items, below what became of them, with what carries them on."""
    rows = [row for ending, found in groups.items() for row in balance_rows(ending, found, cite)]
    columns = (
        Column("#"),
        Column("What became of it", wrapping=True, least=32),
        Column("Status", wrapping=True, least=16),
        Column("Carried on by", wrapping=True, least=16),
    )
    return Table(columns, tuple(rows))


def balance_rows(ending: Ending, found: Sequence[ClosedItem], cite: Cite) -> Iterator[Row]:
    """The items of which the same became, under a row that says what."""
    if found:
        name = vocabulary.ENDING[ending]
        yield Row(((), plain(name[0].upper() + name[1:]), (), ()), heading=True)
    for each in found:
        progress = each.progress
        day = (Text(", "), Day(each.completed_on)) if each.completed_on else ()
        stands = (*lines.status(progress), *day)
        yield Row(
            (
                plain(progress.item.id),
                plain(progress.item.title),
                lines.cited(stands, lines.status_evidence(progress.reported), cite),
                lines.carriers(each.carried_on) if each.carried_on else lines.DASH,
            ),
            level=1,
        )
