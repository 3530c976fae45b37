"""Tables of a plan's progress: by objective, by activity, by lead or theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bptip.pages import document as doc
from bptip.pages.parts import lines, statuses
from bptip.plan.model import Outlook, Status
from bptip.progress.attention import LATE_OR_AT_RISK
from bptip.progress.counts import Tally, tally
from bptip.progress.item_progress import ActivityProgress, ObjectiveProgress

if TYPE_CHECKING:
    from bptip.progress.selection import Group

STATUS_COLUMN: Final = doc.Column("Status", wrapping=True, least=16)

OUTLOOK_COLUMN: Final = doc.Column("Outlook", wrapping=True, least=20)

COLUMNS_OF_OBJECTIVES: Final = (
    doc.Column("#"),
    doc.Column("Objective", wrapping=True, least=22, wanted=32),
    STATUS_COLUMN._replace(priority=doc.EXTRA),
    doc.Column("Activities", priority=2, visual=True),
    doc.Column("Completed"),
    OUTLOOK_COLUMN._replace(least=16),
    doc.Column("Last update", doc.Align.RIGHT, priority=1),
)

COLUMNS_OF_ACTIVITIES: Final = (
    doc.Column("#"),
    doc.Column("Objective / activity", wrapping=True),
    STATUS_COLUMN,
    doc.Column("Completed", doc.Align.RIGHT, priority=3),
    doc.Column("Lead", wrapping=True, priority=2),
    doc.Column("Due", doc.Align.RIGHT, priority=4),
    OUTLOOK_COLUMN._replace(least=14),
    doc.Column("Last update", doc.Align.RIGHT, priority=1),
)


def objective_table(objectives: Sequence[ObjectiveProgress]) -> doc.Table:
    """Returns a row for each objective: its status, counts, outlook and last update."""
    totals = [tally(each.activities) for each in objectives]
    columns = counted_columns(COLUMNS_OF_OBJECTIVES, totals)
    return doc.Table(columns, tuple(map(objective_row, objectives)))


def counted_columns(
    columns: tuple[doc.Column, ...], totals: Sequence[Tally]
) -> tuple[doc.Column, ...]:
    """Returns columns; where all activities are standing commitments, none is "Completed"."""
    if any(total.countable for total in totals) or not any(total.standing for total in totals):
        return columns
    return tuple(
        column._replace(title="Commitments") if "completed" in column.title.lower() else column
        for column in columns
    )


def objective_row(progress: ObjectiveProgress) -> doc.Row:
    """Returns an objective with the statuses of its activities as a bar and as counts."""
    total = tally(progress.activities)
    return doc.row(
        lines.number(progress.objective),
        doc.plain(progress.objective.title),
        statuses.status(progress),
        bar(total),
        lines.done(total),
        statuses.outlook(progress),
        lines.optional_day(progress.last_update),
    )


def bar(total: Tally) -> doc.Line:
    """Returns the counts of the segments as a bar; a dash without activities."""
    return (doc.Bar(total.segments),) if total.activities else lines.DASH


def activity_table(objectives: Iterable[ObjectiveProgress], *, filtered: bool) -> doc.Table:
    """Returns every activity under its objective.

    If the activities are `filtered`, the objectives are headings without figures, since theirs are
    those of the whole objective.
    """
    rows = [row for each in objectives for row in rows_of_objective(each, filtered=filtered)]
    return doc.Table(COLUMNS_OF_ACTIVITIES, tuple(rows))


def rows_of_objective(progress: ObjectiveProgress, *, filtered: bool) -> Iterator[doc.Row]:
    """Yields an objective, then its activities."""
    figures = (
        statuses.status(progress),
        lines.done(tally(progress.activities)),
        (),
        (),
        statuses.outlook(progress),
        lines.optional_day(progress.last_update),
    )
    item = progress.objective
    cells = (
        lines.number(item),
        doc.plain(item.title),
        *(((),) * len(figures) if filtered else figures),
    )
    yield doc.Row(cells, heading=True)
    yield from map(activity_row, progress.activities)


def activity_row(progress: ActivityProgress) -> doc.Row:
    """Returns an activity: its status, progress, leads, due date, outlook and last update."""
    item = progress.activity
    return doc.row(
        lines.number(item),
        doc.plain(item.title),
        doc.joined([statuses.status(progress), statuses.contradiction(progress)], "; "),
        lines.share_done(progress),
        lines.lead_names(progress),
        lines.due_cell(item),
        statuses.outlook(progress),
        lines.optional_day(progress.last_update),
        level=1,
    )


def group_table(groups: Sequence[Group], by: str) -> doc.Table:
    """Returns a row for each lead or theme, with the counts of its activities."""
    columns = (
        doc.Column(by.capitalize(), wrapping=True),
        doc.Column("Activities", priority=1, visual=True),
        doc.Column("Completed"),
        doc.Column("Overdue", doc.Align.RIGHT),
        doc.Column("Late or at risk", wrapping=True),
        doc.Column("No recent report", wrapping=True, priority=1, least=16),
        doc.Column("Last update", doc.Align.RIGHT, priority=2),
    )
    rows = tuple(group_row(group, by) for group in groups)
    totals = [tally(group.activities) for group in groups]
    return doc.Table(counted_columns(columns, totals), rows)


def group_row(group: Group, by: str) -> doc.Row:
    """Returns a lead or a theme: its counts, and its activities that are late or at risk."""
    total = tally(group.activities)
    late = [each for each in group.activities if each.outlook in LATE_OR_AT_RISK]
    silent = [each for each in group.activities if each.outlook is Outlook.UNKNOWN]
    return doc.row(
        doc.plain(group.name) if group.name is not None else doc.muted(f"no {by} stated"),
        bar(total),
        lines.done(total),
        lines.optional_count(total.overdue),
        numbers(late),
        numbers(silent),
        lines.optional_day(total.last_update),
    )


def numbers(activities: Iterable[ActivityProgress]) -> doc.Line:
    """Returns the numbers of some activities as a cell; a dash without any."""
    return doc.joined([lines.number(each.activity) for each in activities], ", ") or lines.DASH


def group_notes(groups: Sequence[Group], by: str) -> doc.Line:
    """Returns the notes below a table of groups: overlaps, and who else called items completed."""
    said = dict.fromkeys(
        f"{each.activity.shown_number} by {each.reported.said_by}"
        for group in groups
        for each in group.activities
        if each.status is Status.COMPLETED and each.is_said_by_another
    )
    others = doc.muted(f"Completed as said by a party that does not lead: {', '.join(said)}.")
    return doc.joined([overlap(by), others if said else ()], " ")


def overlap(by: str) -> doc.Line:
    """Returns the note that an activity may be in several groups."""
    return doc.muted(f"An activity with several {by}s is in several rows.")
