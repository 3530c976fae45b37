"""The second page of a report: what changed, what needs attention, and what has ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from bptip.pages import document as doc
from bptip.pages.own_words import lowered
from bptip.pages.parts import lines, period_changes, statuses
from bptip.pages.parts.attention import report_attention_blocks
from bptip.pages.parts.lines import Cite
from bptip.pages.report.sheet import ReportSheet
from bptip.plan import vocabulary
from bptip.plan.characters import capitalized
from bptip.plan.model import Outlook, Status
from bptip.progress.period import Changes, ItemInPeriod
from bptip.reporting.report import ClosedItem, Ending, Report

Section = tuple[str, Iterable[doc.Block]]

BALANCE_ROWS: Final = 12
"""Maximum number of items of a closing balance beside its counts; the annex lists more."""

NEEDS_ATTENTION: Final = "Needs attention"
CLOSING_BALANCE: Final = "Closing balance"
LATE_ENTRIES: Final = "Late entries"
CHANGES_TO_THE_PLAN: Final = "Changes to the plan"


def sections(sheet: ReportSheet, cite: Cite) -> Iterator[Section]:
    """Yields the sections behind the first page, each with its blocks; empty ones too."""
    report = sheet.report
    yield f"Since {vocabulary.day(report.changes.since)}", since_blocks(sheet, cite)
    needs_attention = report_attention_blocks(report.progress, report.continued, cite)
    yield NEEDS_ATTENTION, lowered(needs_attention, 1)
    yield CLOSING_BALANCE, balance_blocks(report, cite)


def since_blocks(sheet: ReportSheet, cite: Cite) -> Iterator[doc.Block]:
    """Yields what changed, of the items that were in the plan for the whole period."""
    moved, whole = sheet.report.changes.only_stayed, sheet.report.changes
    if moved.listed:
        among = " that were in the plan for the whole period" if whole.joined or whole.left else ""
        yield from period_changes.summary_blocks(moved, among)
        yield from moved_blocks(sheet.report, cite)
    elif not whole.listed:
        yield doc.text_paragraph(period_changes.nothing_moved(whole))
    else:
        yield doc.text_paragraph(
            "Nothing changed for the items that were in the plan for the whole period."
        )
    if pointers := list(in_the_annex(sheet.report)):
        yield doc.muted_paragraph(f"In the annex: {'; '.join(pointers)}.")


def moved_blocks(report: Report, cite: Cite) -> Iterator[doc.Block]:
    """Yields the changes of status below their objectives.

    Completed activities are left out: the sections of their objectives show them.
    """
    changes = only_moved(report.changes.only_stayed)
    listed = [*period_changes.listed_under_objectives(changes)]
    if listed:
        yield doc.Table(MOVED_COLUMNS, tuple(moved_row(each, cite) for each in listed))


MOVED_COLUMNS: Final = (
    doc.Column("#"),
    doc.Column("Item", wrapping=True, least=32),
    doc.Column("Status", wrapping=True, least=24),
)


def only_moved(changes: Changes) -> Changes:
    """Returns the changes of status, with the objectives above them, without the completed."""
    return changes._replace(
        items=tuple(
            each if is_shown(each) else each._replace(updates=())
            for each in changes.items
            if is_shown(each) or each.item.kind == "objective"
        )
    )


def is_shown(change: ItemInPeriod) -> bool:
    """True if the status of an item changed, and it is not an activity that was completed."""
    is_completed = change.item.kind == "activity" and change.after is Status.COMPLETED
    return change.has_moved and not is_completed


def in_the_annex(report: Report) -> Iterator[str]:
    """Yields what the annex says about the period, with its headings."""
    if news := report.came_and_went:
        done = [e.new.item.id for e in news if e.new and e.new.progress.status is Status.COMPLETED]
        completed = f" (completed: {', '.join(done)})" if done else ""
        yield (
            f"items that joined or left the plan, or were renumbered{completed}, "
            f"under {CHANGES_TO_THE_PLAN}"
        )
    whole = report.changes
    if whole.late or whole.retracted:
        entries = vocabulary.count(len(whole.late), "late entry", "late entries")
        yield f"{entries} for earlier days, under {LATE_ENTRIES}"


def moved_row(change: ItemInPeriod, cite: Cite) -> doc.Row:
    """Returns the row of an item: its status before and after, with its evidence by number.

    Evidence of an earlier status than the one in force is left out.
    """
    row = period_changes.item_row(change)
    number, title, became = row.cells
    stated = change.is_now.reported.status_from if change.is_now else None
    first = change.updates.index(stated) if stated in change.updates else 0
    updates = change.updates[first:]
    addresses = dict.fromkeys(each for update in updates for each in update.evidence)
    return row._replace(cells=(number, title, lines.cited(became, tuple(addresses), cite)))


def balance_blocks(report: Report, cite: Cite) -> Iterator[doc.Block]:
    """Yields the outcome of each commitment by the plan's end: in numbers, then one by one.

    If there are many, these are the numbers alone.
    """
    if not report.balance:
        return
    plan, groups = report.progress.plan, by_ending(report.balance)
    counts = [vocabulary.ending(ending, len(items)) for ending, items in groups.items() if items]
    yield doc.paragraph((doc.Text("; ".join(counts), doc.Role.STRONG), doc.Text(".")))
    ended = "ended" if report.progress.ended else "ends"
    bare = sum(each.progress.kind == "objective" for each in report.balance)
    activities = vocabulary.count(len(report.balance) - bare, "activity", "activities")
    objectives = f" and {vocabulary.count(bare, 'objective')} without activities" if bare else ""
    end = f"The plan {ended} on {vocabulary.day(plan.end)}."
    is_long = len(report.balance) > BALANCE_ROWS
    annex = " The annex lists all of them." if is_long else ""
    text = f"The balance covers {activities}{objectives}. {end}{annex}"
    yield doc.muted_paragraph(text)
    if not is_long:
        yield balance_table(groups, cite)


def whole_balance_blocks(report: Report, cite: Cite) -> Iterator[doc.Block]:
    """Yields the closing balance item by item, where there are too many for the front."""
    if len(report.balance) > BALANCE_ROWS:
        yield balance_table(by_ending(report.balance), cite)


def by_ending(items: Iterable[ClosedItem]) -> dict[Ending, list[ClosedItem]]:
    """Returns items by their outcome."""
    groups: dict[Ending, list[ClosedItem]] = {ending: [] for ending in Ending}
    for item in items:
        groups[item.ending].append(item)
    return groups


def balance_table(groups: Mapping[Ending, Sequence[ClosedItem]], cite: Cite) -> doc.Table:
    """Returns a table of items below their outcome, with what carries them on."""
    rows = [row for ending, items in groups.items() for row in balance_rows(ending, items, cite)]
    columns = (
        doc.Column("#"),
        doc.Column("Outcome", wrapping=True, least=32),
        doc.Column("Status", wrapping=True, least=16),
        doc.Column("Carried on by", wrapping=True, least=16),
    )
    return doc.Table(columns, tuple(rows))


def balance_rows(ending: Ending, items: Sequence[ClosedItem], cite: Cite) -> Iterator[doc.Row]:
    """Yields the items with one outcome, under a row that names it."""
    if items:
        name = capitalized(vocabulary.ENDING[ending])
        yield doc.row((), doc.plain(name), (), (), heading=True)
    for item in items:
        progress = item.progress
        day = (doc.Text(", "), doc.Day(item.completed_on)) if item.completed_on else ()
        is_unknown = progress.outlook is Outlook.UNKNOWN
        stated = doc.joined(
            [(*statuses.status(progress), *day), statuses.contradiction(progress)], "; "
        )
        shown = doc.joined([stated, statuses.outlook(progress) if is_unknown else ()])
        yield doc.row(
            lines.number(progress.item),
            doc.plain(progress.item.title),
            lines.cited(shown, lines.status_evidence(progress), cite),
            statuses.carriers(item.carried_on) if item.carried_on else lines.DASH,
            level=1,
        )
