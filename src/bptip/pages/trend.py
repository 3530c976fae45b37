"""The progress of a plan date by date: counts, and each objective's status as a strip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from bptip.pages import document as doc
from bptip.pages.parts import lines, records
from bptip.pages.parts.progress_tables import bar, counted_columns
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.characters import capitalized
from bptip.plan.model import Source, Status
from bptip.progress.trend import ObjectiveTrend, Point, Trend

COUNTED: Final = {
    Status.IN_PROGRESS: 3,
    Status.DELAYED: 2,
    Status.ON_HOLD: 4,
    Status.NOT_STARTED: 5,
    Status.CONTINUOUS: 6,
    Status.DISCONTINUED: 7,
    Status.NOT_ACHIEVED: 8,
}
"""The statuses that have a column if they occur, with the column's priority."""


class TrendSheet(NamedTuple):
    """A plan on several dates; `every` is the interval between them, if there is one."""

    trend: Trend
    source: Source
    every: str | None


def page(sheet: TrendSheet) -> doc.Document:
    """Returns the page: a table of the dates, activities that joined or left, objectives."""
    trend = sheet.trend
    blocks: list[doc.Block] = [
        *lines.head(trend.version.plan, head_line(sheet)),
        doc.paragraph(share_line(trend)),
        point_table(trend.points),
        *joined_and_left(trend.points),
        *strip_blocks(trend),
    ]
    plan = trend.version.plan
    return lines.plan_page(f"Trend of {plan.title}", plan, blocks, sheet.source)


def head_line(sheet: TrendSheet) -> doc.Line:
    """Returns the version on the last date, the dates, and the known-at date."""
    trend = sheet.trend
    days = [point.at for point in trend.points]
    by = f", by {sheet.every}" if sheet.every else ""
    spread = (
        f"{vocabulary.period(days[0], days[-1])}{by}" if len(days) > 1 else vocabulary.day(days[0])
    )
    return lines.dated(trend.version.plan, f"trend {spread}", trend.known_at)


def share_line(trend: Trend) -> doc.Line:
    """Returns the completed activities on the last date and on the first."""
    first, last = trend.points[0], trend.points[-1]
    completion = doc.joined(lines.whole_completion(last.total, last.version.plan.partial))
    is_alike = bool(first.total.countable) == bool(last.total.countable)
    if first is last or not first.total.activities or not is_alike:
        return completion
    on = doc.Text(f" on {vocabulary.day(first.at)}")
    return doc.joined([completion, (doc.Text("was "), *lines.done(first.total), on)])


def point_table(points: Sequence[Point]) -> doc.Table:
    """Returns a row for each date, with its activities by status."""
    statuses = [s for s in COUNTED if any(point.total.shown_by_status[s] for point in points)]
    columns = (
        doc.Column("On", doc.Align.RIGHT),
        doc.Column("Activities", priority=1, visual=True),
        doc.Column("Completed"),
        *(
            doc.Column(capitalized(vocabulary.STATUS[s]), doc.Align.RIGHT, priority=COUNTED[s])
            for s in statuses
        ),
        doc.Column("Not reported", doc.Align.RIGHT),
        doc.Column("Overdue", doc.Align.RIGHT),
    )
    rows = tuple(point_row(point, statuses) for point in points)
    columns = counted_columns(columns, [point.total for point in points])
    return doc.Table(columns, rows, latest_last=True)


def point_row(point: Point, statuses: Sequence[Status]) -> doc.Row:
    """Returns a date with its counts."""
    total = point.total
    counts = [
        *(total.shown_by_status[status] for status in statuses),
        total.not_reported,
        total.overdue,
    ]
    cells = map(lines.optional_count, counts)
    return doc.row(lines.optional_day(point.at), bar(total), lines.done(total), *cells)


def joined_and_left(points: Sequence[Point]) -> Iterator[doc.Block]:
    """Yields the activities that joined and left the plan, by date."""
    changed = [
        doc.plain(f"{vocabulary.day(point.at)} ({in_force(point)}): {moves(point)}")
        for point in points
        if point.joined or point.left
    ]
    if changed:
        yield doc.text_paragraph("The plan itself changed:")
        yield doc.Bullets(tuple(changed))


def in_force(point: Point) -> str:
    """Returns the version of a date, and the day from which it is in force."""
    effective = vocabulary.day(point.version.effective)
    return f"version {point.version.plan.version}, in force since {effective}"


def moves(point: Point) -> str:
    """Returns the activities that joined and left since the date before."""
    return vocabulary.listing(
        [
            f"{vocabulary.count(len(ids), 'activity', 'activities')} {what} ({', '.join(ids)})"
            for ids, what in ((point.joined, "joined"), (point.left, "left"))
            if ids
        ]
    )


def strip_blocks(trend: Trend) -> Iterator[doc.Block]:
    """Yields the objectives: their statuses date by date, as a strip and in words."""
    days = [point.at for point in trend.points]
    if not trend.objectives:
        return
    columns = (
        doc.Column("#"),
        doc.Column("Objective", wrapping=True, narrow_lines=2),
        doc.Column("Date by date", priority=1, visual=True),
        doc.Column("Status", wrapping=True, least=22),
    )
    yield doc.heading("Objectives")
    yield doc.Table(columns, tuple(strip_row(each, days) for each in trend.objectives))


def strip_row(objective: ObjectiveTrend, days: Sequence[date]) -> doc.Row:
    """Returns an objective with its statuses."""
    item, statuses = objective.objective, objective.statuses
    return doc.row(
        lines.number(item),
        doc.plain(item.title),
        (doc.Strip(statuses),),
        in_words(statuses, days),
    )


def in_words(statuses: Sequence[Status | None], days: Sequence[date]) -> doc.Line:
    """Returns statuses date by date in words: "in progress; by 30 Sep 2026 delayed"."""
    parts: list[doc.Line] = []
    for status, group in groupby(zip(statuses, days, strict=True), key=lambda pair: pair[0]):
        _, first = next(group)
        since = doc.plain(f"by {vocabulary.day(first)} ") if parts else ()
        mark = lines.status_mark(status) if status else doc.plain("not in the plan")
        parts.append((*since, *mark))
    return doc.joined(parts, "; ")


def record(sheet: TrendSheet) -> Record:
    """Returns a record for each date, and each objective's statuses in the same order."""
    trend = sheet.trend
    return records.plan_answer(
        sheet.source,
        trend.version.plan,
        known_at=trend.known_at,
        columns=[point_record(point) for point in trend.points],
        objectives=[
            {
                "id": each.objective.id,
                "title": each.objective.title,
                "statuses": [status.value if status else None for status in each.statuses],
            }
            for each in trend.objectives
        ],
    )


def point_record(point: Point) -> Record:
    """Returns a date with its counts; `joined` and `left` are numbers of activities."""
    return {
        "at": point.at,
        **records.counts(point.total),
        "not_reported": point.total.not_reported,
        "joined": len(point.joined),
        "left": len(point.left),
    }


VIEW: Final = View(
    page,
    record,
    MainList(
        ("at", *records.COUNT_KEYS, "not_reported", "joined", "left"),
        listed("columns"),
        kind="dates",
    ),
)
