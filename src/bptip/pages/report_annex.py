"""The annex of a report: objective by objective, figures, groups, amendments, how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bptip.pages import diff
from bptip.pages import report_front as front
from bptip.pages.document import (
    Align,
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Line,
    Link,
    Paragraph,
    Row,
    Span,
    Table,
    Text,
    Timeline,
    joined,
    muted,
    paragraph,
    plain,
)
from bptip.pages.parts import indicators, lines, period_changes
from bptip.pages.parts.dropped_items import dropped_blocks
from bptip.pages.parts.progress_tables import STATUS_COLUMN, group_table, overlap_note
from bptip.pages.parts.progress_tables import activity_row as progress_row
from bptip.pages.report_front import CHANGES_TO_THE_PLAN, LATE_ENTRIES, Section, lowered
from bptip.plan import vocabulary
from bptip.plan.model import Status
from bptip.progress.counts import tally
from bptip.progress.outlook import DUE_SOON_DAYS

if TYPE_CHECKING:
    from datetime import date

    from bptip.comparison.diff import ItemChange
    from bptip.pages.parts.lines import Cite
    from bptip.pages.report_sheet import ReportSheet
    from bptip.plan.model import Update
    from bptip.progress.item_progress import ActivityProgress, ItemProgress, ObjectiveProgress
    from bptip.reporting.report import IndicatorFigure, Report

ACTIVITY_COLUMNS: Final = (
    Column("#"),
    Column("Activity", wrapping=True, least=32),
    STATUS_COLUMN,
    Column("Done", Align.RIGHT),
    Column("Lead", wrapping=True),
    Column("Due", Align.RIGHT),
    Column("Outlook"),
    Column("Reported", wrapping=True, least=16),
)


def sections(sheet: ReportSheet, cite: Cite) -> Iterator[Section]:
    """The sections of the annex, each with its blocks; empty ones too."""
    yield from in_full(sheet.report, cite)
    for each in sheet.report.progress.objectives:
        item = each.objective
        yield f"Objective {item.id}: {item.title}", objective_blocks(sheet, each, cite)
    yield "Timeline", timeline_blocks(sheet)
    yield "Indicators", indicator_blocks(sheet.report.indicators)
    yield "By theme", group_blocks(sheet, "theme")
    yield "By lead", group_blocks(sheet, "lead")
    yield CHANGES_TO_THE_PLAN, amendment_blocks(sheet, cite)
    yield LATE_ENTRIES, late_blocks(sheet, cite)
    yield "Not reported", silent_blocks(sheet.report.not_reported)


LONG: Final = (
    ("All that moved", front.moved_blocks),
    ("All that needs attention", front.attentive_blocks),
    ("All of the closing balance", front.balance_blocks),
)
"""What the first page has the first rows of, where there are many."""


def in_full(report: Report, cite: Cite) -> Iterator[Section]:
    """All rows of what the first page has no room for."""
    for name, blocks_of in LONG:
        whole = tuple(blocks_of(report, Link, None))
        if whole != tuple(blocks_of(report, Link, front.FRONT_ROWS)):
            yield name, front.lowered(blocks_of(report, cite, None))


def objective_blocks(
    sheet: ReportSheet, objective: ObjectiveProgress, cite: Cite
) -> Iterator[Block]:
    """An objective: how it stands, its activities, and what was said of them in the period."""
    item = objective.objective
    counts = lines.done(tally(objective.activities)) if objective.activities else ()
    stands = lines.cited(lines.status(objective), lines.status_evidence(objective.reported), cite)
    done = (*counts, Text(" completed")) if counts else plain("no activities are known")
    if objective.derived is Status.COMPLETED and not objective.reported.status_from and counts:
        done = ()
    reported = reported_by(objective) if objective.reported.updates else ()
    reported = (Text("the objective itself: "), *reported) if reported else ()
    yield Paragraph(
        (
            *((plain(item.description),) if item.description else ()),
            joined([stands, lines.outlook(objective), done, reported]),
        )
    )
    if objective.activities:
        yield Table(
            ACTIVITY_COLUMNS, tuple(activity_row(each, cite) for each in objective.activities)
        )
    yield from said_blocks(sheet, objective, cite)


def activity_row(progress: ActivityProgress, cite: Cite) -> Row:
    """An activity as `status` shows it, with what bears it out and who reported it last."""
    number, title, *stands, _ = progress_row(progress).cells
    title = lines.cited(title, lines.status_evidence(progress.reported), cite)
    return Row((number, title, *stands, reported_by(progress)))


def reported_by(progress: ItemProgress) -> Line:
    """Of which day the latest report on an item is, and whose; a dash where there is none."""
    updates = progress.reported.updates
    if not updates:
        return lines.DASH
    by = updates[-1].by
    return joined([lines.optional_day(updates[-1].on), plain(by) if by else ()], ", ")


def said_blocks(sheet: ReportSheet, objective: ObjectiveProgress, cite: Cite) -> Iterator[Block]:
    """What was said in the period of an objective and its activities, by whom, of which day."""
    whole = sheet.report.changes
    here = {objective.objective.id, *(each.activity.id for each in objective.activities)}
    about = [each for each in whole.items if each.item.id in here]
    updates = [update for each in about for update in each.updates]
    if len(updates) > period_changes.QUOTED:
        yield paragraph(period_changes.not_quoted(whole, len(updates)))
    elif updates:
        since = vocabulary.day(whole.since)
        yield Heading(plain(f"What was said since {since}"), 4)
        yield said_table(updates, sheet, cite)


def said_table(updates: Sequence[Update], sheet: ReportSheet, cite: Cite) -> Table:
    """Updates: of which day, on what, saying what, with which status."""
    table = period_changes.late_table(updates, sheet.labels, cite)
    rows = (row._replace(cells=row.cells[:-1]) for row in table.rows)
    return Table(table.columns[:-1], tuple(rows))


def ends_on(progress: ActivityProgress) -> date | None:
    """The day on which an activity ended, else is expected to end, else is due; if any is known."""
    stated = progress.reported.status_from
    if stated and not progress.status.is_open:
        return stated.on
    return progress.reported.expected or progress.activity.due


def timeline_blocks(sheet: ReportSheet) -> Iterator[Block]:
    """The activities that have dates, on the plan's time; nothing where none has any."""
    plan, spans = sheet.report.progress.plan, []
    for each in sheet.report.progress.activities:
        item = each.activity
        if item.start or item.due:
            start, end = item.start or plan.start, ends_on(each) or plan.end
            mark = item.due if item.due != end else None
            label = f"{item.id}  {item.title}"
            spans.append(Span(label, start, max(start, end), each.status, mark))
    if spans:
        first = min([plan.start, *(span.start for span in spans)])
        last = max([plan.end, *(span.end for span in spans)])
        yield Timeline(first, last, sheet.report.progress.as_of, tuple(spans))


def indicator_blocks(measured: Sequence[IndicatorFigure]) -> Iterator[Block]:
    """Every indicator: where it began, where it is, what is aimed at."""
    if measured:
        rows = (
            Row((plain(each.activity.activity.id), *indicators.cells(each.indicator, each.latest)))
            for each in measured
        )
        yield Table((Column("#"), *indicators.INDICATOR_COLUMNS), tuple(rows))


def group_blocks(sheet: ReportSheet, by: str) -> Iterator[Block]:
    """A row a lead or a theme; nothing where none is stated."""
    groups = sheet.report.grouped(by)
    if groups:
        yield group_table(groups, by)
        yield paragraph(overlap_note(by))


def amendment_blocks(sheet: ReportSheet, cite: Cite) -> Iterator[Block]:
    """What a new version changed: in numbers, what joined and left, what was let fall."""
    found, whole = sheet.report.diff, sheet.report.changes
    if found is None:
        return
    yield paragraph(plain(which_versions(sheet)))
    yield diff.counts_block(found)
    if sheet.report.came_and_went:
        yield Heading(plain("Joined, left, or with another number"), 4)
        if any(each.is_renumbered for each in sheet.report.came_and_went):
            yield paragraph(muted(vocabulary.BY_NUMBER))
        yield Table(front.MOVED_COLUMNS, tuple(came_and_went_rows(sheet.report, cite)))
    gone = [u for each in whole.items if each.after is None for u in each.updates]
    if gone and len(gone) <= period_changes.QUOTED:
        yield Heading(plain("What was said under numbers that are no more"), 4)
        yield said_table(gone, sheet, cite)
    yield from lowered(dropped_blocks(found, cite), by=2)


def came_and_went_rows(report: Report, cite: Cite) -> Iterator[Row]:
    """What joined the plan, left it, or has another number, how it stands, what bears that out."""
    said = {each.item.id: each.updates for each in report.changes.items}
    for each in report.came_and_went:
        sides = [side for side in (each.new, each.old) if side]
        ids = dict.fromkeys(side.item.id for side in sides)
        addresses = (a for id_ in ids for update in said.get(id_, ()) for a in update.evidence)
        became = lines.cited(became_of(each), tuple(dict.fromkeys(addresses)), cite)
        yield Row((plain(sides[0].item.id), plain(sides[0].item.title), became))


def became_of(change: ItemChange) -> Line:
    """That an item is new, or gone, or what its number was; with its status."""
    if change.new is None:
        left = lines.status(change.old.progress) if change.old else ()
        return (*left, Text(" → "), *muted("left the plan"))
    stands = lines.status(change.new.progress)
    if change.old is None:
        return (*muted("new in the plan"), Text(" → "), *stands)
    return (*stands, *muted(f", was {change.old.item.id}"))


def which_versions(sheet: ReportSheet) -> str:
    """Which version is compared with which, from when on it holds, and who endorsed it."""
    whole = sheet.report.changes
    plan, before = whole.version.plan, whole.earlier.plan.version
    endorsed = f" ({plan.authority})" if plan.authority else ""
    since = vocabulary.day(whole.version.effective)
    return (
        f"Version {plan.version}, in force since {since}{endorsed}, is compared with version "
        f"{before}, which was in force when the period began."
    )


def late_blocks(sheet: ReportSheet, cite: Cite) -> Iterator[Block]:
    """What came in late, and what was taken back; under the section's own heading."""
    whole = sheet.report.changes
    listing = bool(whole.late)
    for block in period_changes.late_blocks(whole, sheet.labels, cite, listing=listing):
        if not isinstance(block, Heading):
            yield block


def silent_blocks(silent: Sequence[ItemProgress]) -> Iterator[Block]:
    """What nobody has stated the status of, and whom to ask."""
    if not silent:
        return
    columns = (
        Column("#"),
        Column("Item", wrapping=True, least=32),
        Column("Lead", wrapping=True),
        Column("Last report", wrapping=True),
    )
    rows = (
        Row(
            (
                plain(each.item.id),
                plain(each.item.title),
                lines.leads(each),
                reported_by(each) if each.reported.updates else muted("never reported"),
            )
        )
        for each in silent
    )
    yield Table(columns, tuple(rows))


def how_to_read(sheet: ReportSheet, empty: Sequence[str]) -> Iterator[Block]:
    """What the words mean, what a count leaves out, and which sections have nothing to say."""
    plan = sheet.report.progress.plan
    yield Heading(plain("How to read this"), 3)
    yield paragraph(plain("A status is what the latest update states:"))
    yield Facts(
        tuple(
            (vocabulary.STATUS[each], (plain(told),))
            for each, told in vocabulary.STATUS_MEANING.items()
        )
    )
    yield paragraph(plain("An outlook is worked out; the first of these rules that fits counts:"))
    numbers = {"soon": DUE_SOON_DAYS, "stale": plan.stale_after}
    rules = vocabulary.OUTLOOK_MEANING.items()
    yield Facts(
        tuple((vocabulary.OUTLOOK[e], (plain(told.format(**numbers)),)) for e, told in rules)
    )
    yield Bullets(tuple(map(plain, counted_how(sheet))))
    if empty:
        yield paragraph(muted(f"Left out, as there is nothing to tell: {', '.join(empty)}."))


def counted_how(sheet: ReportSheet) -> Iterator[str]:
    """What the counts are of, and what they leave out."""
    progress = sheet.report.progress
    yield "Completed is counted of the activities that are not discontinued."
    if progress.plan.partial:
        yield "Only known activities are listed, so there are no percentages."
    yield "An objective's status follows from its activities, unless an update states it itself."
    yield "An activity without a due date is due at the plan's end."
    if any(leaf.kind == "objective" for leaf in progress.leaves):
        yield "An objective without activities stands for itself, and is in no count of activities."
    since, until = vocabulary.day(sheet.report.changes.since), vocabulary.day(progress.as_of)
    yield f"The period is {since} – {until}, both days included, by the day of which a report is."
    if progress.plan.aligned_with:
        yield f"The plan is aligned with: {'; '.join(progress.plan.aligned_with)}."
    if progress.known_at:
        known_at = vocabulary.day(progress.known_at)
        yield f"Only what had been written down by {known_at} is known here."
