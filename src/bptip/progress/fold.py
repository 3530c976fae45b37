"""Progress of a plan on a day: its journal folded over one version.

Two clocks run. The as-of date asks what was true: updates with `on` up to that day count. The
known-at date asks what we knew: updates written down later don't count. A later `on` wins, then a
later `recorded`, then the later id; so *the order of the blocks in the file never matters*.

Silence is kept: an item whose status no update states is *not reported*, never *not started*.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.plan.model import Outlook, Status
from bptip.progress.outlook import OutlookInput, outlook_of, worst
from bptip.progress.rollup import NO_ACTIVITIES, STATED, roll_up

if TYPE_CHECKING:
    from datetime import date, datetime

    from bptip.plan.model import Activity, Number, Objective, Plan, Reason, Update, Version


def place(update: Update) -> tuple[date, datetime, str]:
    """The place of an update in the fold: the day it is true for, the moment, the id."""
    return update.on, update.recorded, update.id


def in_order(updates: Iterable[Update]) -> list[Update]:
    """The updates, earliest first, in the fold's order."""
    return sorted(updates, key=place)


def known(updates: Iterable[Update], as_of: date, known_at: date | None) -> list[Update]:
    """The updates that are true by the as-of date and written down by the known-at date (UTC)."""
    return [
        update
        for update in updates
        if update.on <= as_of and (known_at is None or update.recorded_on <= known_at)
    ]


def retracted_ids(updates: Sequence[Update]) -> frozenset[str]:
    """The ids of the updates that a retraction among these takes back.

    A retraction can be taken back itself; then what it took back counts again. Loading sees to
    it that retractions make no circle.
    """
    retractions: dict[str, list[str]] = {}
    for update in updates:
        if update.retracts is not None:
            retractions.setdefault(update.retracts, []).append(update.id)
    stands: dict[str, bool] = {}
    pending = list(retractions)
    while pending:
        unsettled = [r for r in retractions.get(pending[-1], ()) if r not in stands]
        if unsettled:
            pending += unsettled
        else:
            settled = pending.pop()
            stands[settled] = not any(stands[r] for r in retractions.get(settled, ()))
    return frozenset(target for target in retractions if not stands[target])


def counting(updates: Iterable[Update], as_of: date, known_at: date | None) -> list[Update]:
    """The updates that count on a day, in the fold's order: known and not taken back."""
    candidates = known(updates, as_of, known_at)
    return in_order(not_taken_back(candidates, retracted_ids(candidates)))


def not_taken_back(updates: Iterable[Update], retracted: frozenset[str]) -> list[Update]:
    """The updates that neither are taken back nor take one back."""
    return [update for update in updates if update.retracts is None and update.id not in retracted]


class Figure(NamedTuple):
    """The latest value of an indicator, and the day for which it was stated."""

    value: Number
    on: date


class Reported(NamedTuple):
    """What the updates that count say of one item; `updates` are these, in the fold's order.

    `reason`, `expected` and `next` belong to the status in force; `progress` (per cent) and
    `figures` (by indicator) are as last stated. `status_from` is the update that states the status.
    """

    status: Status = Status.NOT_REPORTED
    status_from: Update | None = None
    progress: Number | None = None
    reason: Reason | None = None
    expected: date | None = None
    next: str | None = None
    figures: Mapping[str, Figure] = MappingProxyType({})
    updates: tuple[Update, ...] = ()

    @property
    def last_update(self) -> date | None:
        """The day of the latest update, or None where there is none."""
        return self.updates[-1].on if self.updates else None


SILENCE: Final = Reported()
"""What is known of an item that no update is about."""


def fold(updates: Sequence[Update], before: Reported = SILENCE) -> Reported:
    """What these updates about one item, in the fold's order, add up to.

    They go on from `before`, what the updates that stand before them add up to.
    """
    status, status_from, progress, reason, expected, next_step, known_figures, earlier = before
    figures = dict(known_figures)
    for update in updates:
        if update.status is not None:
            status, status_from = update.status, update
            reason, expected, next_step = update.reason, update.expected, update.next
        else:
            reason = reason if update.reason is None else update.reason
            expected = expected if update.expected is None else update.expected
            next_step = next_step if update.next is None else update.next
        if update.progress is not None:
            progress = update.progress
        for indicator, value in update.values.items():
            figures[indicator] = Figure(value, update.on)
    told = (*earlier, *updates)
    return Reported(status, status_from, progress, reason, expected, next_step, figures, told)


class ActivityProgress(NamedTuple):
    """An activity as it stands on a day; `standing` has its flags."""

    activity: Activity
    reported: Reported
    standing: OutlookInput
    outlook: Outlook

    @property
    def item(self) -> Activity:
        """The activity, as an item."""
        return self.activity

    @property
    def status(self) -> Status:
        """The status in force."""
        return self.reported.status

    @property
    def rule(self) -> str:
        """The name of what made the status: always the update that states it."""
        return "update"


class ObjectiveProgress(NamedTuple):
    """An objective as it stands on a day.

    `reported` is what updates say of the objective itself; `derived` is the status that its
    activities add up to, and `rule` the name of what made the status shown. Status, outlook, last
    update and `countable` (its activities less the discontinued) are of the whole objective, also
    where `activities` is a selection.
    """

    objective: Objective
    reported: Reported
    standing: OutlookInput
    status: Status
    derived: Status
    rule: str
    outlook: Outlook
    last_update: date | None
    countable: int
    activities: tuple[ActivityProgress, ...]

    @property
    def item(self) -> Objective:
        """The objective, as an item."""
        return self.objective

    @property
    def bare(self) -> bool:
        """Whether the plan has no activities under it."""
        return not self.objective.activities


ItemProgress = ObjectiveProgress | ActivityProgress


class Progress(NamedTuple):
    """A version of a plan as it stands on a day.

    `updates` are those that count and are about an item of this version, in the fold's order.
    """

    version: Version
    as_of: date
    known_at: date | None
    objectives: tuple[ObjectiveProgress, ...]
    updates: tuple[Update, ...]

    @property
    def plan(self) -> Plan:
        """The version's statements of the plan as a whole."""
        return self.version.plan

    @property
    def activities(self) -> tuple[ActivityProgress, ...]:
        """The activities of all objectives, in the plan's order."""
        return tuple(each for objective in self.objectives for each in objective.activities)

    @property
    def items(self) -> tuple[ItemProgress, ...]:
        """Every objective, each followed by its activities."""
        found: list[ItemProgress] = []
        for objective in self.objectives:
            found += [objective, *objective.activities]
        return tuple(found)

    @property
    def last_update(self) -> date | None:
        """The day of the latest update about an item of this version."""
        return self.updates[-1].on if self.updates else None

    @property
    def ended(self) -> bool:
        """Whether the plan has ended."""
        return self.as_of > self.plan.end

    @property
    def elapsed(self) -> float:
        """The part of the plan's period that has gone by, 0 to 1."""
        whole = (self.plan.end - self.plan.start).days
        gone = (self.as_of - self.plan.start).days
        if whole <= 0:
            return 0.0 if gone < 0 else 1.0
        return min(1.0, max(0.0, gone / whole))


class Tally(NamedTuple):
    """Counts over a list of activities, which can be shown.

    `countable` leaves out the discontinued; `last_update` is the latest of them all.
    """

    activities: int
    by_status: Mapping[Status, int]
    by_outlook: Mapping[Outlook, int]
    overdue: int
    last_update: date | None

    @property
    def completed(self) -> int:
        """How many are completed."""
        return self.by_status[Status.COMPLETED]

    @property
    def countable(self) -> int:
        """How many are not discontinued."""
        return self.activities - self.by_status[Status.DISCONTINUED]

    @property
    def not_reported(self) -> int:
        """How many have no stated status."""
        return self.by_status[Status.NOT_REPORTED]

    @property
    def percentage(self) -> int | None:
        """Completed of countable, rounded down; None where nothing is countable."""
        return 100 * self.completed // self.countable if self.countable else None


def tally(activities: Sequence[ActivityProgress]) -> Tally:
    """The counts over these activities; every status and outlook is there, with its zero."""
    statuses = [activity.status for activity in activities]
    outlooks = [activity.outlook for activity in activities]
    return Tally(
        activities=len(activities),
        by_status={status: statuses.count(status) for status in Status},
        by_outlook={outlook: outlooks.count(outlook) for outlook in Outlook},
        overdue=sum(activity.standing.overdue for activity in activities),
        last_update=latest(activity.reported.last_update for activity in activities),
    )


def latest(days: Iterable[date | None]) -> date | None:
    """The latest of the days that are known."""
    return max((day for day in days if day is not None), default=None)


def progress_on(
    version: Version, updates: Iterable[Update], as_of: date, known_at: date | None = None
) -> Progress:
    """The version's progress on a day, as known at a day (None: as known today).

    Updates about items that this version doesn't have are left out.
    """
    return RunningFold(updates, as_of, known_at).progress(version, as_of)


class RunningFold:
    """A journal folded day after day, as known at a day (None: as known today).

    It is put in order once, and the fold of each item goes on from the day before; so a year of
    months takes little more than a day. `last` is the last of the days.
    """

    def __init__(self, updates: Iterable[Update], last: date, known_at: date | None = None) -> None:
        self.known_at = known_at
        self._ordered = in_order(known(updates, last, known_at))
        self._reached = 0
        self._retracted: frozenset[str] = frozenset()
        self._folded: dict[str, Reported] = {}
        self.counted: list[Update] = []
        """The updates that count on the day reached, of whatever item, in the fold's order."""

    @property
    def taken_back(self) -> list[tuple[Update, Update]]:
        """The updates that are taken back on the day reached, each with what takes it back."""
        reached = self._ordered[: self._reached]
        retracted = {update.id: update for update in reached if update.id in self._retracted}
        return [
            (retracted[update.retracts], update)
            for update in reached
            if update.retracts in retracted and update.id not in self._retracted
        ]

    def progress(self, version: Version, as_of: date) -> Progress:
        """The version's progress on a day, which is none before the last one asked for.

        Updates about items that this version doesn't have are left out.
        """
        self._go_on_to(as_of)
        reported = {item.id: self._folded.get(item.id, SILENCE) for item in version.items}
        objectives = tuple(
            _objective_progress(objective, reported, version.plan, as_of)
            for objective in version.objectives
        )
        relevant = tuple(update for update in self.counted if update.item in reported)
        return Progress(version, as_of, self.known_at, objectives, relevant)

    def _go_on_to(self, day: date) -> None:
        """Fold what has become true since the day before."""
        done = self._reached
        self._reached = bisect_right(self._ordered, day, lo=done, key=lambda update: update.on)
        new = self._ordered[done : self._reached]
        again: list[Update] = []
        if any(update.retracts for update in new):
            again = self._taken_back(self._ordered[:done], self._ordered[: self._reached])
        fresh = not_taken_back(new, self._retracted)
        self.counted += fresh
        by_item: dict[str, list[Update]] = {}
        for update in (*again, *fresh):
            by_item.setdefault(update.item, []).append(update)
        for item, about in by_item.items():
            self._folded[item] = fold(about, self._folded.get(item, SILENCE))

    def _taken_back(self, folded: Sequence[Update], reached: Sequence[Update]) -> list[Update]:
        """What is to be folded anew, since some of its item no longer count, or count again."""
        before, self._retracted = self._retracted, retracted_ids(reached)
        turned = before ^ self._retracted
        items = {update.item for update in folded if update.id in turned}
        for item in items:
            self._folded.pop(item, None)
        self.counted = not_taken_back(folded, self._retracted)
        return [update for update in self.counted if update.item in items]


def _standing(
    reported: Reported, due: date | None, plan: Plan, as_of: date, status: Status
) -> OutlookInput:
    return OutlookInput(
        status=status,
        due=due,
        expected=reported.expected,
        last_update=reported.last_update,
        as_of=as_of,
        end=plan.end,
        stale_after=plan.stale_after,
    )


def _activity_progress(
    activity: Activity, reported: Reported, plan: Plan, as_of: date
) -> ActivityProgress:
    standing = _standing(reported, activity.due or plan.end, plan, as_of, reported.status)
    return ActivityProgress(activity, reported, standing, outlook_of(standing))


def _objective_progress(
    objective: Objective, by_item: Mapping[str, Reported], plan: Plan, as_of: date
) -> ObjectiveProgress:
    reported = by_item[objective.id]
    activities = tuple(
        _activity_progress(activity, by_item[activity.id], plan, as_of)
        for activity in objective.activities
    )
    if activities:
        rule = roll_up([activity.status for activity in activities])
        derived, name = rule.status, rule.name
    else:
        derived, name = reported.status, NO_ACTIVITIES
    status = reported.status if reported.status_from else derived
    standing = _standing(reported, None, plan, as_of, status)
    outlooks = [activity.outlook for activity in activities] or [outlook_of(standing)]
    own_and_theirs = (reported, *(activity.reported for activity in activities))
    return ObjectiveProgress(
        objective=objective,
        reported=reported,
        standing=standing,
        status=status,
        derived=derived,
        rule=STATED if reported.status_from else name,
        outlook=worst(outlooks),
        last_update=latest(each.last_update for each in own_and_theirs),
        countable=tally(activities).countable,
        activities=activities,
    )
