"""The annex of a report: objective by objective, figures, groups, amendments, how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bptip.comparison.diff import ItemChange
from bptip.pages import diff
from bptip.pages import document as doc
from bptip.pages.own_words import lowered
from bptip.pages.parts import indicators, lines, period_changes, statuses
from bptip.pages.parts.dropped_items import dropped_blocks
from bptip.pages.parts.lines import Cite
from bptip.pages.parts.progress_tables import group_notes, group_table, overlap
from bptip.pages.parts.returns import received_blocks
from bptip.pages.report import front
from bptip.pages.report.front import CHANGES_TO_THE_PLAN, LATE_ENTRIES, Section
from bptip.pages.report.objective import objective_blocks, report_table, reported_by
from bptip.pages.report.sheet import ReportSheet
from bptip.plan import vocabulary
from bptip.plan.model import Outlook, Plan, Status
from bptip.progress.counts import latest
from bptip.progress.flags import DUE_SOON_DAYS
from bptip.progress.item_progress import ActivityProgress, reported_parts
from bptip.progress.outlook import Cause
from bptip.reporting.report import Report, Unreported

CLOSING, INDICATORS, BY_THEME, BY_LEAD, NOT_REPORTED, RETURNS = (
    "All of the closing balance", "Indicators", "By theme", "By lead", "Not reported",
    "Returns received",
)  # fmt: skip
HOW_TO_READ: Final = "How to read this"

OF_FIGURES: Final = (
    CLOSING, INDICATORS, BY_THEME, BY_LEAD, CHANGES_TO_THE_PLAN, LATE_ENTRIES, NOT_REPORTED,
    RETURNS, HOW_TO_READ,
)  # fmt: skip
"""The headings behind the objectives whose sections have figures, or say how they are counted."""


def sections(sheet: ReportSheet, cite: Cite) -> Iterator[Section]:
    """Yields the sections of the annex, each with its blocks; empty ones too."""
    for progress in sheet.report.progress.objectives:
        item = progress.objective
        title = lines.objective_heading(item.shown_number, item.title)
        yield title, objective_blocks(sheet, progress, cite)
    yield CLOSING, front.whole_balance_blocks(sheet.report, cite)
    yield "Timeline", timeline_blocks(sheet)
    yield INDICATORS, indicator_blocks(sheet.report.progress.activities)
    yield BY_THEME, group_blocks(sheet, "theme")
    yield BY_LEAD, group_blocks(sheet, "lead")
    yield CHANGES_TO_THE_PLAN, amendment_blocks(sheet, cite)
    yield LATE_ENTRIES, late_blocks(sheet, cite)
    yield NOT_REPORTED, silent_blocks(sheet.report.not_reported)
    yield RETURNS, returns_blocks(sheet)


def ends_on(progress: ActivityProgress) -> date | None:
    """Returns the day on which an activity ended; for an open activity, its expected end.

    This is the expected date, else the due date. The bar of an activity that is open after this
    date runs to the as-of day, so that the activity never looks finished.
    """
    due, parts = progress.activity.due, reported_parts(progress)
    if not progress.status.is_open:
        return latest(part.reported.status_from.on for part in parts if part.reported.status_from)
    in_sight = latest(part.reported.expected or due for part in parts if part.status.is_open)
    return max(in_sight, progress.basis.as_of) if in_sight else None


TITLED_SPANS: Final = 40
"""Maximum number of bars whose labels have the titles, which the sections above have too."""


def timeline_blocks(sheet: ReportSheet) -> Iterator[doc.Block]:
    """Yields a timeline of the activities that have dates; nothing if no activity has a date."""
    plan, activities = sheet.report.progress.plan, sheet.report.progress.activities
    dated = (each for each in activities if each.activity.start or each.activity.due)
    spans = [span_of(each, plan) for each in dated]
    if len(spans) > TITLED_SPANS:
        spans = [span._replace(label=span.label.partition("  ")[0]) for span in spans]
    if spans:
        first = min([plan.start, *(span.start for span in spans)])
        last = max([plan.end, *(span.end for span in spans)])
        yield doc.Timeline(first, last, sheet.report.progress.as_of, tuple(spans))


def span_of(progress: ActivityProgress, plan: Plan) -> doc.Span:
    """Returns the bar of an activity, with a mark on the due date if it does not end there."""
    item = progress.activity
    end = ends_on(progress) or plan.end
    start = item.start or min(plan.start, end)
    return doc.Span(
        f"{item.shown_number}  {item.title}",
        start,
        max(start, end),
        drawn_status(progress),
        mark=item.due if item.due != end else None,
        status_words=statuses.status_words(progress, has_party=False),
        overdue=progress.overdue,
    )


def drawn_status(progress: ActivityProgress) -> Status:
    """Returns the status that a bar shows: *continuous* with a due date is in progress."""
    is_dated = progress.status is Status.CONTINUOUS and not progress.standing
    return Status.IN_PROGRESS if is_dated else progress.status


def indicator_blocks(activities: Sequence[ActivityProgress]) -> Iterator[doc.Block]:
    """Yields every indicator with its baseline, its latest value and its target."""
    rows = [
        row for each in activities for row in indicators.rows(each, lines.number(each.activity))
    ]
    if rows:
        columns = (doc.Column("#"), *map(portrait, indicators.INDICATOR_COLUMNS))
        yield doc.Table(columns, tuple(rows))


def group_blocks(sheet: ReportSheet, by: str) -> Iterator[doc.Block]:
    """Yields a row for each lead or theme; nothing where none is stated.

    Below the leads alone it says who else called items completed.
    """
    groups = sheet.report.grouped(by)
    if groups:
        table = doc.without_drawings(group_table(groups, by))
        yield table._replace(columns=tuple(map(portrait, table.columns)))
        yield doc.paragraph(group_notes(groups, by) if by == "lead" else overlap(by))


def portrait(column: doc.Column) -> doc.Column:
    """Returns a column with a minimum width for a portrait page."""
    return column._replace(least=12) if column.wrapping else column


def amendment_blocks(sheet: ReportSheet, cite: Cite) -> Iterator[doc.Block]:
    """Yields what a new version changed: in numbers, then what joined, left or was dropped.

    Activities with other leads or another due date are named with the numbers.
    """
    amendment, whole = sheet.report.diff, sheet.report.changes
    if amendment is None:
        return
    yield doc.text_paragraph(which_versions(sheet))
    yield diff.counts_block(amendment)
    if promises := [*period_changes.promises_changed(whole, with_days=True)]:
        yield doc.text_paragraph(f"Activities: {vocabulary.listing(promises)}.")
    if sheet.report.came_and_went:
        yield doc.heading("Joined, left or renumbered", 4)
        if any(each.is_renumbered for each in sheet.report.came_and_went):
            yield doc.muted_paragraph(vocabulary.BY_NUMBER)
        yield doc.Table(front.MOVED_COLUMNS, tuple(came_and_went_rows(sheet.report, cite)))
    gone = [u for each in whole.items if each.after is None for u in each.updates]
    if gone and len(gone) <= period_changes.QUOTED:
        yield doc.heading("Reports under numbers that are no longer in the plan", 4)
        yield report_table(gone, sheet, cite)
    yield from lowered(dropped_blocks(amendment, cite), 2)


def came_and_went_rows(report: Report, cite: Cite) -> Iterator[doc.Row]:
    """Yields the items that joined, left or were renumbered, with status and evidence."""
    updates = {each.item.id: each.updates for each in report.changes.items}
    for change in report.came_and_went:
        sides = [side for side in (change.new, change.old) if side]
        ids = dict.fromkeys(side.item.id for side in sides)
        addresses = (a for id_ in ids for update in updates.get(id_, ()) for a in update.evidence)
        became = lines.cited(became_of(change), tuple(dict.fromkeys(addresses)), cite)
        yield doc.row(doc.plain(sides[0].item.id), doc.plain(sides[0].item.title), became)


def became_of(change: ItemChange) -> doc.Line:
    """Returns an item's status, with "new", "left the plan" or its former number."""
    if change.new is None:
        left = statuses.status(change.old.progress) if change.old else ()
        return (*left, doc.Text(" → "), *doc.muted("left the plan"))
    status = statuses.status(change.new.progress)
    if change.old is None:
        return (*doc.muted("new in the plan"), doc.Text(" → "), *status)
    return (*status, *doc.muted(f", was {change.old.item.id}"))


def which_versions(sheet: ReportSheet) -> str:
    """Returns a sentence about the two versions that are compared."""
    whole = sheet.report.changes
    plan, before = whole.version.plan, whole.earlier.plan.version
    endorsed = f" ({plan.authority})" if plan.authority else ""
    since = vocabulary.day(whole.version.effective)
    return (
        f"Version {plan.version}, in force since {since}{endorsed}, is compared with version "
        f"{before}, which was in force when the period began."
    )


def late_blocks(sheet: ReportSheet, cite: Cite) -> Iterator[doc.Block]:
    """Yields late entries and retracted updates, without the headings that the screen has."""
    whole = sheet.report.changes
    listing = bool(whole.late)
    for block in period_changes.late_blocks(whole, sheet.labels, cite, listing=listing):
        if not isinstance(block, doc.Heading):
            yield block


MOST_SILENT: Final = 40
"""Maximum number of items without a status that are listed again below their objectives."""


def silent_blocks(silent: Sequence[Unreported]) -> Iterator[doc.Block]:
    """Yields the items without a status, with their leads, or the parties without one."""
    if not silent:
        return
    if len(silent) > MOST_SILENT:
        yield doc.text_paragraph(
            f"The status of {len(silent)} items has not been stated. The tables of their "
            "objectives show them, with their leads."
        )
        return
    columns = (
        doc.Column("#"),
        doc.Column("Item", wrapping=True, least=32),
        doc.Column("Lead", wrapping=True, least=14),
        doc.Column("Last report", wrapping=True, least=14),
    )
    rows = (
        doc.row(
            lines.number(each.progress.item),
            doc.plain(each.progress.item.title),
            lines.names([part.party for part in each.parties])
            if each.parties
            else lines.leads(each.progress),
            last_words(each),
        )
        for each in silent
    )
    yield doc.Table(columns, tuple(rows))


def returns_blocks(sheet: ReportSheet) -> Iterator[doc.Block]:
    """Yields the parties that sent a return in the last finished round, then in the open one."""
    has_names = not sheet.provenance.shown.has_no_names
    for returns in (sheet.report.due_round, sheet.report.open_round):
        if returns is not None:
            yield from received_blocks(returns, has_names=has_names)


def last_words(silent: Unreported) -> doc.Line:
    """Returns the day and the party of the latest reports without a status, or why none came."""
    if not silent.parties and silent.progress.last_report:
        return reported_by(silent.progress)
    heard = [
        doc.plain(vocabulary.day_by(part.last_update, part.party))
        for part in silent.parties
        if part.last_update
    ]
    none = statuses.no_report([silent.progress], vocabulary.CAUSE[Cause.NEVER_REPORTED])
    if silent.progress.outlook is Outlook.UPCOMING:
        none = vocabulary.OUTLOOK[Outlook.UPCOMING]
    is_never = len(heard) < max(1, len(silent.parties))
    never = doc.muted(f"the others: {none}" if heard else none) if is_never else ()
    return doc.joined([doc.joined(heard, ", "), never], "; ")


def how_to_read(sheet: ReportSheet, empty: Sequence[str]) -> Iterator[doc.Block]:
    """Yields the meaning of the words, the rules of the counts, and the names of empty sections."""
    plan = sheet.report.progress.plan
    yield doc.heading(HOW_TO_READ, 3)
    yield doc.text_paragraph("A status is taken from the latest update:")
    yield doc.Facts(
        tuple(
            (vocabulary.STATUS[status], (doc.plain(meaning),))
            for status, meaning in vocabulary.STATUS_MEANING.items()
        )
    )
    yield doc.text_paragraph("An outlook is derived. The first of these rules that fits decides:")
    numbers = {"soon": DUE_SOON_DAYS, "stale": plan.stale_after}
    rules = vocabulary.OUTLOOK_MEANING.items()
    yield doc.Facts(
        tuple(
            (vocabulary.OUTLOOK[outlook], (doc.plain(rule.format(**numbers)),))
            for outlook, rule in rules
        )
    )
    yield doc.Bullets(tuple(map(doc.plain, counted_how(sheet))))
    if empty:
        yield doc.muted_paragraph(f"Left out because they are empty: {', '.join(empty)}.")


def counted_how(sheet: ReportSheet) -> Iterator[str]:
    """Yields a sentence for each rule of the counts and of the dates."""
    progress = sheet.report.progress
    yield "Discontinued activities are left out of the count."
    if any(each.standing for each in progress.activities):
        yield "Standing commitments, which have no end of their own, have a count of their own."
    if any(each.parties for each in progress.activities):
        yield (
            "An activity that each of its leads does for itself is completed when all have "
            "completed their parts; a part that does not apply to its party is left out."
        )
    if progress.plan.partial:
        yield "Not all activities are known, so there are no percentages."
    yield "An objective's status follows from its activities, unless an update states it itself."
    yield "An activity without a due date is due at the plan's end."
    if any(each.basis.due is None and not each.standing for each in progress.activities):
        yield "An activity that begins after the plan's end is not due within the plan."
    if any(leaf.kind == "objective" for leaf in progress.leaves):
        yield "An objective without activities is not in any count of activities."
    since, until = vocabulary.day(sheet.report.changes.since), vocabulary.day(progress.as_of)
    yield f"The period is {since} – {until}, both days included, by the day that a report is about."
    if progress.plan.aligned_with:
        yield f"The plan is aligned with: {'; '.join(progress.plan.aligned_with)}."
    if progress.known_at:
        known_at = vocabulary.day(progress.known_at)
        yield f"Only reports received by {known_at} are used."
