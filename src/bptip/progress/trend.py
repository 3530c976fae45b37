"""The counts of a plan on several dates.

Each date uses the version in force on that date, so that the past stays as it was reported.
Activities that joined or left between two dates are counted apart: without them, a plan that only
became shorter would seem to make progress.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from bptip.plan.journal import PlanHistory
from bptip.plan.model import Objective, Plan, Status, Version
from bptip.progress.counts import Tally, tally
from bptip.progress.plan_progress import Progress, RunningFold

MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
"""The length of each interval (months)."""

MAX_DATES: Final = 400
"""Maximum number of dates if the user gives no dates: a century of quarters."""


class Point(NamedTuple):
    """A plan on one of the dates: the version in force, and the counts of its activities.

    `joined` and `left` are the ids of the activities that came and went since the date before.
    """

    version: Version
    at: date
    total: Tally
    joined: tuple[str, ...]
    left: tuple[str, ...]


class ObjectiveTrend(NamedTuple):
    """An objective's status on each of the dates; None for a date on which no plan has it."""

    objective: Objective
    statuses: tuple[Status | None, ...]


class Trend(NamedTuple):
    """A plan on one or more dates, in ascending order.

    `objectives` has the objectives of the last date's version, then those that had left the plan.
    """

    points: tuple[Point, ...]
    objectives: tuple[ObjectiveTrend, ...]
    known_at: date | None

    @property
    def version(self) -> Version:
        """The version in force on the last date."""
        return self.points[-1].version


def trend_on(history: PlanHistory, days: Sequence[date], known_at: date | None = None) -> Trend:
    """Returns the plan on one or more days, in ascending order, as known on a day (None: today)."""
    running = RunningFold(history.updates, days[-1], known_at, history.returns)
    columns = [running.progress(history.version_on(day), day) for day in days]
    return Trend(tuple(_points(columns)), tuple(_objectives(columns)), known_at)


def _points(columns: Sequence[Progress]) -> Iterator[Point]:
    before = [activity.activity.id for activity in columns[0].activities]
    for progress in columns:
        activities = progress.activities
        now = [activity.activity.id for activity in activities]
        joined, left = _without(now, before), _without(before, now)
        yield Point(progress.version, progress.as_of, tally(activities), joined, left)
        before = now


def _without(ids: Sequence[str], excluded: Sequence[str]) -> tuple[str, ...]:
    """Returns the ids that are not among the excluded ids."""
    known = set(excluded)
    return tuple(each for each in ids if each not in known)


def _objectives(columns: Sequence[Progress]) -> Iterator[ObjectiveTrend]:
    """Yields every objective of these versions, worded as in the latest version that has it."""
    latest: dict[str, Objective] = {}
    for progress in reversed(columns):
        for objective in progress.version.objectives:
            latest.setdefault(objective.id, objective)
    statuses = [{each.objective.id: each.status for each in p.objectives} for p in columns]
    for id_, objective in latest.items():
        yield ObjectiveTrend(objective, tuple(on_day.get(id_) for on_day in statuses))


def interval_ends(every: str, plan: Plan, today: date) -> tuple[date, ...]:
    """Returns the last days of the calendar's months, quarters or years from the plan's start on.

    The last date is today or the plan's end, whichever is earlier. A plan that has not begun has
    today alone.
    """
    last = min(today, plan.end)
    ends = [day for day in _ends(MONTHS[every], plan.start, last) if day < last]
    return (*ends, last)


def _ends(months: int, first: date, last: date) -> Iterator[date]:
    """Yields the ends of the calendar's intervals of this many months between two days."""
    day = first
    while day <= last:
        month = day.month + (-day.month % months)
        end = date(day.year, month, monthrange(day.year, month)[1])
        yield end
        if end == date.max:
            return
        day = end + timedelta(days=1)
