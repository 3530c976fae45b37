"""The first page of a report: how the plan stands, what moved, what needs attention, its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bptip import words
from bptip.attention import attention
from bptip.document import (
    Block,
    Column,
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
from bptip.model import Objective, Status
from bptip.progress import tally
from bptip.report import Ending
from bptip.views import changes, lines, status
from bptip.views.attention import attention_blocks

if TYPE_CHECKING:
    from bptip.changes import Changes, ItemChange
    from bptip.report import Closed, Report
    from bptip.views.lines import Cite
    from bptip.views.report import ReportSheet

Section = tuple[str, Iterable[Block]]

NEEDS_ATTENTION: Final = "Needs attention"
LATE_ENTRIES: Final = "Late entries"
CHANGES_TO_THE_PLAN: Final = "Changes to the plan"


def head(sheet: ReportSheet) -> Iterator[Block]:
    """The title, what was asked, the notice, and how fresh the reports are."""
    progress = sheet.report.progress
    title = f"Progress report: {progress.plan.title}"
    yield Heading(plain(title), level=1, aside=lines.asked_of(progress))
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
    ids = f" ({named})" if len(silent) <= changes.NAMED else ""
    return joined([last, plain(f"no recent report on {len(silent)}{ids}") if silent else ()])


def sections(sheet: ReportSheet, cite: Cite) -> Iterator[Section]:
    """The sections of the first page, each with its blocks; empty ones too."""
    report = sheet.report
    yield words.AT_A_GLANCE, at_a_glance(sheet)
    yield f"Since {words.day(report.changes.since)}", since_blocks(sheet, cite)
    attentive = attention_blocks(report.progress, report.continued, cite)
    yield NEEDS_ATTENTION, lowered(attentive)
    yield "Closing balance", balance_blocks(report, cite)


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
        yield status.main_table(sheet.stands)


def since_blocks(sheet: ReportSheet, cite: Cite) -> Iterator[Block]:
    """What moved, of what was in the plan all the time; what joined or left is told elsewhere."""
    moved, whole = sheet.report.changes.stayed, sheet.report.changes
    if moved.listed:
        yield from changes.summary_blocks(moved)
        kept = only(moved, lambda each: each.moved)
        if kept.listed:
            yield moved_table(kept, cite)
    elif not whole.listed:
        yield paragraph(plain(changes.nothing_moved(whole)))
    else:
        yield paragraph(plain("Nothing moved of what was in the plan all the time."))
    if pointers := list(in_the_annex(whole)):
        yield paragraph(muted(f"In the annex: {'; '.join(pointers)}."))


def in_the_annex(whole: Changes) -> Iterator[str]:
    """What of the period stands further back."""
    if whole.joined or whole.left:
        done = [each.item.id for each in whole.joined if each.after is Status.COMPLETED]
        completed = f" (completed: {', '.join(done)})" if done else ""
        yield f"what joined the plan{completed} or left it, under {CHANGES_TO_THE_PLAN}"
    if whole.late or whole.taken_back:
        many = words.count(len(whole.late), "late entry", "late entries")
        yield f"{many} of earlier days, under {LATE_ENTRIES}"


def only(found: Changes, keep: Callable[[ItemChange], bool]) -> Changes:
    """The changes of some items alone; of the others, there is nothing to tell any more."""
    return found._replace(
        items=tuple(
            each if keep(each) else each._replace(before=each.after, updates=())
            for each in found.items
            if keep(each) or isinstance(each.item, Objective)
        )
    )


def moved_table(found: Changes, cite: Cite) -> Table:
    """Items, each with what became of its status, and what bears that out."""
    columns = (
        Column("#"),
        Column("Item", wrapping=True, least=32),
        Column("Status", wrapping=True, least=24),
    )
    return Table(columns, tuple(moved_row(each, cite) for each in changes.told_of(found)))


def moved_row(change: ItemChange, cite: Cite) -> Row:
    """An item and what became of it; its evidence of the period by number."""
    row = changes.item_row(change)
    number, title, became = row.cells
    addresses = dict.fromkeys(each for update in change.updates for each in update.evidence)
    return row._replace(cells=(number, title, lines.cited(became, tuple(addresses), cite)))


def balance_blocks(report: Report, cite: Cite) -> Iterator[Block]:
    """What became of each promise by the plan's end: in numbers, then one by one."""
    if not report.balance:
        return
    plan = report.progress.plan
    groups = {ending: [e for e in report.balance if e.ending is ending] for ending in Ending}
    told = [f"{len(found)} {words.ENDING[ending]}" for ending, found in groups.items() if found]
    yield paragraph((Text("; ".join(told), Role.STRONG), Text(".")))
    ended = "ended" if report.progress.ended else "ends"
    yield paragraph(muted(f"The plan {ended} on {words.day(plan.end)}."))
    rows = [row for ending, found in groups.items() for row in balance_rows(ending, found, cite)]
    columns = (
        Column("#"),
        Column("What became of it", wrapping=True, least=32),
        Column("Status", wrapping=True, least=16),
        Column("Carried on by", wrapping=True, least=16),
    )
    yield Table(columns, tuple(rows))


def balance_rows(ending: Ending, found: Sequence[Closed], cite: Cite) -> Iterator[Row]:
    """The items of which the same became, under a row that says what."""
    if found:
        name = words.ENDING[ending]
        yield Row(((), plain(name[0].upper() + name[1:]), (), ()), heading=True)
    for each in found:
        progress = each.progress
        day = f", {words.day(each.completed_on)}" if each.completed_on else ""
        stands = (*lines.status(progress), Text(day))
        yield Row(
            (
                plain(progress.item.id),
                plain(progress.item.title),
                lines.cited(stands, lines.grounds(progress.reported), cite),
                lines.carriers(each.carried_on) if each.carried_on else lines.NOTHING,
            ),
            level=1,
        )
