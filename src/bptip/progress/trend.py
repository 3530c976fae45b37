"""How a plan went, date by date.

Each date uses the plan's version in force then, so that the past stays as it was told; what joined
and left between two dates is counted apart, so that a better share isn't merely a shorter plan.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.progress.fold import RunningFold, tally

if TYPE_CHECKING:
    from bptip.plan.model import Objective, Plan, PlanHistory, Status, Version
    from bptip.progress.fold import Progress, Tally

MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
"""How many months lie between two dates, by the name of the interval."""

MOST: Final = 400
"""So many dates at most, where none are named: a century of quarters."""


class Point(NamedTuple):
    """A plan on one of the dates: its version in force then, and the counts of its activities.

    `joined` and `left` are the ids of the activities that came and went since the date before.
    """

    version: Version
    at: date
    total: Tally
    joined: tuple[str, ...]
    left: tuple[str, ...]


class ObjectiveTrend(NamedTuple):
    """An objective's status on each of the dates; None where it was not in the plan."""

    objective: Objective
    statuses: tuple[Status | None, ...]


class Trend(NamedTuple):
    """A plan on one date or several, in their order.

    `objectives` are those of the last date's version, in its order, and after them those that had
    left by then.
    """

    points: tuple[Point, ...]
    objectives: tuple[ObjectiveTrend, ...]
    known_at: date | None

    @property
    def version(self) -> Version:
        """The version in force on the last date."""
        return self.points[-1].version


def trend_on(history: PlanHistory, days: Sequence[date], known_at: date | None = None) -> Trend:
    """The plan on one or more days in ascending order, as known at a day (None: as known today)."""
    course = RunningFold(history.updates, days[-1], known_at)
    stands = [course.progress(history.version_on(day), day) for day in days]
    return Trend(tuple(_points(stands)), tuple(_objectives(stands)), known_at)


def _points(stands: Sequence[Progress]) -> Iterator[Point]:
    before = [each.activity.id for each in stands[0].activities]
    for progress in stands:
        activities = progress.activities
        now = [each.activity.id for each in activities]
        joined, left = _missing_in(before, now), _missing_in(now, before)
        yield Point(progress.version, progress.as_of, tally(activities), joined, left)
        before = now


def _missing_in(some: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Those of the others that are not among these."""
    there = set(some)
    return tuple(each for each in others if each not in there)


def _objectives(stands: Sequence[Progress]) -> Iterator[ObjectiveTrend]:
    """Every objective of these versions, as the latest that has it words it."""
    found: dict[str, Objective] = {}
    for progress in reversed(stands):
        for objective in progress.version.objectives:
            found.setdefault(objective.id, objective)
    statuses = [{each.objective.id: each.status for each in p.objectives} for p in stands]
    for id_, objective in found.items():
        yield ObjectiveTrend(objective, tuple(on_day.get(id_) for on_day in statuses))


def interval_ends(every: str, plan: Plan, today: date) -> tuple[date, ...]:
    """The last days of the months, quarters or years of the calendar, from the plan's start on.

    The last is today or the plan's end, whichever is earlier; of a plan that hasn't begun, today
    alone.
    """
    last = min(today, plan.end)
    ends = [day for day in _ends(MONTHS[every], plan.start, last) if day < last]
    return (*ends, last)


def _ends(months: int, first: date, last: date) -> Iterator[date]:
    """The ends of the calendar's stretches of so many months, from one day to another."""
    day = first
    while day <= last:
        month = day.month + (-day.month % months)
        end = date(day.year, month, monthrange(day.year, month)[1])
        yield end
        if end == date.max:
            return
        day = end + timedelta(days=1)
