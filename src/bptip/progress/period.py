"""What moved in a period: each item's status before and after it, and what was said in between.

The period has both its days in it, and is of the days for which updates are true. What is true of
an earlier day but was written down in the period is a late entry: it is in both statuses already,
so it stands apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.plan.model import Activity, Status
from bptip.progress.fold import RunningFold

if TYPE_CHECKING:
    from bptip.plan.model import Item, PlanHistory, Update, Version
    from bptip.progress.fold import Progress


class ItemInPeriod(NamedTuple):
    """What a period did to an item; `objective` is the id of the one that it stands under.

    `before` and `after` are its statuses on the day before the period and on its last day: None
    where it was not in the plan's version in force on that day. `updates` are those about it that
    count and are dated in the period, in the fold's order.
    """

    item: Item
    objective: str | None
    before: Status | None
    after: Status | None
    updates: tuple[Update, ...]

    @property
    def moved(self) -> bool:
        """Whether its status differs."""
        return self.before is not self.after

    @property
    def listed(self) -> bool:
        """Whether there is anything to tell of it."""
        return self.moved or bool(self.updates)

    @property
    def answerable(self) -> bool:
        """Whether it is an activity, or an objective without any, which stands for itself."""
        return isinstance(self.item, Activity) or not self.item.activities


class Changes(NamedTuple):
    """What a period did to a plan.

    `earlier` and `later` are the plan's progress on the day before the period and on its last day.
    `items` has every item of every version, whether or not there is anything to tell: in the order
    of the version in force on the last day, what left the plan at the end of its objective. `late`
    are the late entries, `taken_back` the updates that were known before the period, are true of
    days before it, and were taken back in it: so `earlier` differs from what was told then.
    """

    since: date
    earlier: Progress
    later: Progress
    items: tuple[ItemInPeriod, ...]
    late: tuple[Update, ...]
    taken_back: tuple[Update, ...]

    @property
    def version(self) -> Version:
        """The version in force on the period's last day."""
        return self.later.version

    @property
    def until(self) -> date:
        """The last day of the period."""
        return self.later.as_of

    @property
    def known_at(self) -> date | None:
        """The day on which all this was known; None for today."""
        return self.later.known_at

    @property
    def listed(self) -> tuple[ItemInPeriod, ...]:
        """The items of which there is something to tell."""
        return tuple(each for each in self.items if each.listed)

    @property
    def unchanged(self) -> tuple[ItemInPeriod, ...]:
        """The activities of the plan on the last day of which there is nothing to tell."""
        return tuple(
            each
            for each in self.items
            if isinstance(each.item, Activity) and each.after is not None and not each.listed
        )

    @property
    def joined(self) -> tuple[ItemInPeriod, ...]:
        """The activities that came into the plan."""
        return tuple(each for each in self._moved_activities if each.before is None)

    @property
    def left(self) -> tuple[ItemInPeriod, ...]:
        """The activities that went out of the plan."""
        return tuple(each for each in self._moved_activities if each.after is None)

    @property
    def stayed(self) -> Changes:
        """The same without what came into the plan and what went out of it."""
        there = (each for each in self.items if each.before is not None and each.after is not None)
        return self._replace(items=tuple(there))

    @property
    def _moved_activities(self) -> Iterator[ItemInPeriod]:
        return (each for each in self.items if each.moved and isinstance(each.item, Activity))


def changes_between(
    history: PlanHistory, since: date, until: date, known_at: date | None = None
) -> Changes:
    """What the period did to the plan, as known at a day (None: as known today)."""
    course = RunningFold(history.updates, until, known_at)
    eve = day_before(since)
    earlier = course.progress(history.version_on(eve), eve)
    later = course.progress(history.version_on(until), until)
    items = dict(_items(history, later.version))
    said: dict[str, list[Update]] = {}
    for update in course.counted:
        if update.on >= since:
            said.setdefault(update.item, []).append(update)
    before, after = _statuses(earlier), _statuses(later)
    return Changes(
        since,
        earlier,
        later,
        tuple(
            ItemInPeriod(item, under, before.get(id_), after.get(id_), tuple(said.get(id_, ())))
            for id_, (item, under) in items.items()
        ),
        tuple(each for each in late(course.counted, since, until) if each.item in items),
        tuple(
            update
            for update, by in course.taken_back
            if update.on < since and update.item in items
            if update.recorded_on < since <= by.recorded_on <= until
        ),
    )


def _statuses(progress: Progress) -> dict[str, Status]:
    return {each.item.id: each.status for each in progress.items}


def late(updates: Iterable[Update], since: date, until: date) -> Iterator[Update]:
    """The updates that are true of a day before the period, and were written down in it."""
    return (each for each in updates if each.on < since <= each.recorded_on <= until)


def _items(history: PlanHistory, version: Version) -> Iterator[tuple[str, tuple[Item, str | None]]]:
    """Every item of the plan by its id, with its objective's: this version's first.

    One that only other versions have stands at the end of its objective, as the latest has it.
    """
    latest_first = sorted(history.versions, key=lambda each: each.effective, reverse=True)
    found: dict[str, tuple[Item, str | None]] = {}
    for each in (version, *latest_first):
        for item, under in each.items_with_objective:
            found.setdefault(item.id, (item, under))
    groups: dict[str, list[str]] = {}
    for id_, (_, under) in found.items():
        groups.setdefault(under or id_, []).append(id_)
    return ((id_, found[id_]) for group in groups.values() for id_ in group)


def day_before(day: date) -> date:
    """The day before; the first day that there is has none but itself."""
    return day - timedelta(days=1) if day > date.min else day


def year_before(day: date) -> date:
    """The same day a year earlier; of 29 February the 28th."""
    if day.year == date.min.year:
        return date.min
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year - 1, day.month, 28 if leap_day else day.day)


class Move(NamedTuple):
    """A kind of change of status: its name, and which statuses before and after it fits."""

    name: str
    fits: Callable[[Status, Status], bool]


SILENT: Final = (Status.NOT_REPORTED, Status.NOT_STARTED)
"""The statuses of what nobody says has begun."""

MOVES: Final = (
    Move("completed", lambda _, after: after is Status.COMPLETED),
    Move("delayed", lambda _, after: after is Status.DELAYED),
    Move("on-hold", lambda _, after: after is Status.ON_HOLD),
    Move("discontinued", lambda _, after: after is Status.DISCONTINUED),
    Move("continuous", lambda _, after: after is Status.CONTINUOUS),
    Move("begun", lambda before, after: after is Status.IN_PROGRESS and before in SILENT),
    Move("resumed", lambda _, after: after is Status.IN_PROGRESS),
    Move("not-started", lambda _, after: after is Status.NOT_STARTED),
    Move("not-reported", lambda _, after: after is Status.NOT_REPORTED),
)
"""The kinds of change, in the order in which a reader wants them; the first that fits counts."""


def moves(changes: Changes) -> dict[str, list[ItemInPeriod]]:
    """The activities (and objectives without any) whose status differs, by the kind of change.

    What came into the plan has moved if somebody has stated its status; what went out has not.
    """
    found: dict[str, list[ItemInPeriod]] = {move.name: [] for move in MOVES}
    for each in changes.items:
        before = each.before or Status.NOT_REPORTED
        if each.answerable and each.after is not None and before is not each.after:
            move = next(move for move in MOVES if move.fits(before, each.after))
            found[move.name].append(each)
    return {name: moved for name, moved in found.items() if moved}
