"""Changes in a period: each item's status before and after it, and its updates in between.

A period includes both its days and selects updates by the day they are true for. An update that is
true for an earlier day but was recorded in the period is a late entry: it is part of both statuses
already, so it is listed apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from bptip.plan.journal import PlanHistory, Update
from bptip.plan.model import Activity, Item, Outlook, Status, Version
from bptip.progress.counts import is_met
from bptip.progress.item_progress import ActivityProgress, ItemProgress, PartyProgress
from bptip.progress.plan_progress import Progress, RunningFold


class PartyInPeriod(NamedTuple):
    """A party's own part before and after a period; None if the party did not lead on that day."""

    party: str
    was: PartyProgress | None
    is_now: PartyProgress | None

    @property
    def before(self) -> Status | None:
        """The status on the day before the period."""
        return self.was.status if self.was else None

    @property
    def after(self) -> Status | None:
        """The status on the last day of the period."""
        return self.is_now.status if self.is_now else None


class ItemInPeriod(NamedTuple):
    """An item before and after a period; `objective` is the id of an activity's objective.

    `was` is the item's progress on the day before the period, `is_now` on the period's last day:
    None if the version in force on that day does not have the item. `updates` are the updates
    about it that count and are for days of the period, oldest first. `parties` are the leads of the
    two days, if each of them did it for itself on both. `is_reported` is true if an update of the
    period is a report; an outsider's note is not a report. `silent` are the leads on the last day
    whose own parts are open and due to begin, and were not reported on in the period. For an item
    that has left the plan, `last` is its progress on the last day in the version in force before
    the period.
    """

    item: Item
    objective: str | None
    was: ItemProgress | None
    is_now: ItemProgress | None
    updates: tuple[Update, ...]
    parties: tuple[PartyInPeriod, ...] = ()
    is_reported: bool = False
    silent: tuple[str, ...] = ()
    last: ItemProgress | None = None

    @property
    def before(self) -> Status | None:
        """The status on the day before the period."""
        return self.was.status if self.was else None

    @property
    def after(self) -> Status | None:
        """The status on the last day of the period."""
        return self.is_now.status if self.is_now else None

    @property
    def has_ended_before(self) -> bool:
        """True if it was closed before the period: completed, discontinued and so on."""
        return self.was is not None and not self.was.status.is_open

    @property
    def is_upcoming(self) -> bool:
        """True if it is not yet due to begin on the last day."""
        return self.is_now is not None and self.is_now.outlook is Outlook.UPCOMING

    @property
    def has_moved(self) -> bool:
        """True if its status has changed, and not only because of the plan's next version.

        It has not moved if only its leads differ. If they report on it in another way, an update
        of the period must state the status; what was reported before is not newly under way.
        """
        if self.before is self.after:
            return False
        if self.is_redivided:
            is_first = self.before is Status.NOT_REPORTED
            return self._is_stated and (is_first or self.after not in FIRST_REPORTED)
        return self.has_same_parties or self.has_party_moved

    @property
    def has_same_parties(self) -> bool:
        """True if no party joined or left, or the item is not divided into parts of parties."""
        return not self.parties_joined and not self.parties_left

    @property
    def has_party_moved(self) -> bool:
        """True if the status of a party that led on both days differs."""
        return any(
            party.before is not party.after
            for party in self.parties
            if party.before is not None and party.after is not None
        )

    @property
    def parties_joined(self) -> tuple[str, ...]:
        """The parties that led it on the last day, and not before the period."""
        return tuple(each.party for each in self.parties if each.before is None)

    @property
    def parties_left(self) -> tuple[str, ...]:
        """The parties that led it before the period, and not on the last day."""
        return tuple(each.party for each in self.parties if each.after is None)

    @property
    def is_listed(self) -> bool:
        """True if its status has changed or an update is about it."""
        return self.before is not self.after or bool(self.updates)

    @property
    def is_newly_shared(self) -> bool:
        """True if each of its leads does it for itself on the last day, and they did not before."""
        return self.is_redivided and bool(_own_parts(self.is_now))

    @property
    def _is_stated(self) -> bool:
        """True if an update of the period states a status, or a percentage."""
        return any(e.status is not None or e.progress is not None for e in self.updates)

    @property
    def is_redivided(self) -> bool:
        """True if each of its leads does it for itself on one of the two days only."""
        both = self.as_activity
        return both is not None and bool(both[0].parties) is not bool(both[1].parties)

    @property
    def as_activity(self) -> tuple[ActivityProgress, ActivityProgress] | None:
        """The progress of an activity that is in the plan on both days; None for other items."""
        was, is_now = self.was, self.is_now
        if was is None or is_now is None or was.kind == "objective" or is_now.kind == "objective":
            return None
        return was, is_now

    @property
    def has_other_leads(self) -> bool:
        """True if an activity that is in the plan on both days has other leads on the last day."""
        both = self.as_activity
        return both is not None and {*both[0].leads} != {*both[1].leads}


class Changes(NamedTuple):
    """The changes of a plan in a period.

    `earlier` and `later` are the plan's progress on the day before the period and on its last day.
    `items` holds every item of every version, changed or not: in the order of the version in force
    on the last day, with items that left the plan at the end of their objective. `late` are the
    late entries. `retracted` are updates known before the period, about days before it, that were
    retracted in it: so `earlier` differs from what was reported at the time.
    """

    since: date
    earlier: Progress
    later: Progress
    items: tuple[ItemInPeriod, ...]
    late: tuple[Update, ...]
    retracted: tuple[Update, ...]

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
        """The known-at date; None for today."""
        return self.later.known_at

    @property
    def listed(self) -> tuple[ItemInPeriod, ...]:
        """The items whose status has changed, and items with updates."""
        return tuple(each for each in self.items if each.is_listed)

    @property
    def unchanged(self) -> tuple[ItemInPeriod, ...]:
        """The activities of the plan on the last day that are not listed."""
        return tuple(
            each for each in self._activities if each.after is not None and not each.is_listed
        )

    @property
    def joined(self) -> tuple[ItemInPeriod, ...]:
        """The activities that joined the plan in the period."""
        return tuple(e for e in self._activities if e.before is None and e.after is not None)

    @property
    def left(self) -> tuple[ItemInPeriod, ...]:
        """The activities that left the plan in the period."""
        return tuple(e for e in self._activities if e.after is None and e.before is not None)

    @property
    def with_other_leads(self) -> tuple[ItemInPeriod, ...]:
        """The activities with other leads than before the period."""
        return tuple(each for each in self.items if each.has_other_leads)

    @property
    def with_other_due(self) -> tuple[tuple[Activity, Activity], ...]:
        """The activities whose due date in the plan has changed: as they were, as they are."""
        both = (each.as_activity for each in self.items)
        pairs = ((was.activity, is_now.activity) for was, is_now in filter(None, both))
        return tuple(
            (was, is_now)
            for was, is_now in pairs
            if (was.due, was.is_ongoing) != (is_now.due, is_now.is_ongoing)
        )

    @property
    def only_stayed(self) -> Changes:
        """The same changes, without items that joined or left the plan."""
        stayed = (each for each in self.items if each.before is not None and each.after is not None)
        return self._replace(items=tuple(stayed))

    @property
    def _activities(self) -> Iterator[ItemInPeriod]:
        return (each for each in self.items if each.item.kind == "activity")


def changes_between(
    history: PlanHistory, since: date, until: date, known_at: date | None = None
) -> Changes:
    """Returns the changes of a plan in a period, as known on a day (None: as known today)."""
    # 1. One fold for both days: it continues from the day before the period to the last day.
    running = RunningFold(history.updates, until, known_at, history.returns)
    eve = day_before(since)
    earlier = running.progress(history.version_on(eve), eve)
    later = running.progress(history.version_on(until), until)
    # 2. The updates of the period that count on its last day, by item.
    items = dict(_items(history, later.version))
    after = {each.item.id: each for each in later.items}
    gone = (update for update in running.counted if update.item not in after)
    updates: dict[str, list[Update]] = {}
    for update in (*later.updates, *gone):
        if update.on >= since:
            updates.setdefault(update.item, []).append(update)
    # 3. Each item of any version, with its two statuses.
    before = {each.item.id: each for each in earlier.items}
    last = {}
    if not before.keys() <= after.keys():
        as_before = running.progress(earlier.version, until)
        last = {each.item.id: each for each in as_before.items if each.item.id not in after}
    return Changes(
        since,
        earlier,
        later,
        tuple(
            _in_period(
                item, under, before.get(id_), after.get(id_), updates.get(id_, ()), since
            )._replace(last=last.get(id_))
            for id_, (item, under) in items.items()
        ),
        # 4. What changed about the past: late entries, and updates retracted in the period.
        tuple(update for update in late(running.counted, since, until) if update.item in items),
        tuple(
            update
            for update, retraction in running.retractions
            if update.on < since and update.item in items
            if update.recorded_on < since <= retraction.recorded_on <= until
        ),
    )


def _in_period(
    item: Item,
    under: str | None,
    was: ItemProgress | None,
    is_now: ItemProgress | None,
    updates: Sequence[Update],
    since: date,
) -> ItemInPeriod:
    """Returns an item with its progress and its parties' progress on the two days."""
    parts = _own_parts(is_now).items()
    return ItemInPeriod(
        item,
        under,
        was,
        is_now,
        tuple(updates),
        _parties(was, is_now),
        is_now.basis.is_reported_since(since) if is_now else bool(updates),
        tuple(party for party, part in parts if _is_silent(part, since)),
    )


def _is_silent(part: PartyProgress, since: date) -> bool:
    """True if a part is open and due to begin, and its party has not reported on it since a day."""
    is_awaited = part.status.is_open and part.outlook is not Outlook.UPCOMING
    return is_awaited and not part.basis.is_reported_since(since)


def _parties(was: ItemProgress | None, is_now: ItemProgress | None) -> tuple[PartyInPeriod, ...]:
    """Returns the leads of the two days, if each lead did the activity for itself on both."""
    before, after = _own_parts(was), _own_parts(is_now)
    if not before or not after:
        return ()
    return tuple(
        PartyInPeriod(party, before.get(party), after.get(party))
        for party in dict.fromkeys((*after, *before))
    )


def _own_parts(item: ItemProgress | None) -> dict[str, PartyProgress]:
    if item is None or item.kind == "objective":
        return {}
    return {part.party: part for part in item.parties}


def late(updates: Iterable[Update], since: date, until: date) -> Iterator[Update]:
    """Yields the updates that are true for a day before the period and were recorded in it."""
    return (each for each in updates if each.on < since <= each.recorded_on <= until)


def _items(history: PlanHistory, version: Version) -> Iterator[tuple[str, tuple[Item, str | None]]]:
    """Yields the id of every item of the plan, with the item and its objective's id.

    The items of `version` come first, in its order. An item that only other versions have comes at
    the end of its objective, as in the latest of these versions.
    """
    # 1. Each item under the first version that has it: this one, then the others, latest first.
    latest_first = sorted(history.versions, key=lambda each: each.effective, reverse=True)
    items: dict[str, tuple[Item, str | None]] = {}
    for source in (version, *latest_first):
        for item, under in source.items_with_objective:
            items.setdefault(item.id, (item, under))
    # 2. Regroup by objective: an item that only an older version has was appended after all of
    # this version's objectives, and belongs at the end of its own.
    groups: dict[str, list[str]] = {}
    for id_, (_, under) in items.items():
        groups.setdefault(under or id_, []).append(id_)
    return ((id_, items[id_]) for group in groups.values() for id_ in group)


def day_before(day: date) -> date:
    """Returns the day before; the first day of the calendar for itself."""
    return day - timedelta(days=1) if day > date.min else day


def year_before(day: date) -> date:
    """Returns the same day a year earlier; 28 February for 29 February."""
    if day.year == date.min.year:
        return date.min
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year - 1, day.month, 28 if leap_day else day.day)


class Move(NamedTuple):
    """A kind of change of status; `fits` tests the statuses before and after."""

    name: str
    fits: Callable[[Status, Status], bool]


BEGUN: Final = (Status.NOT_STARTED, Status.IN_PROGRESS)
"""The statuses of an item that was reported as not begun before, and is under way."""

FIRST_REPORTED: Final = (Status.NOT_REPORTED, Status.IN_PROGRESS)
"""The statuses of an item that nobody had reported on before: the day it began is not known."""

HALTED: Final = frozenset(Status) - {Status.NOT_REPORTED, *BEGUN, Status.CONTINUOUS}
"""The statuses of an item that was waiting, late or closed before it is under way again."""

MOVES: Final = (
    Move("completed", lambda _, after: after is Status.COMPLETED),
    Move("delayed", lambda _, after: after is Status.DELAYED),
    Move("on-hold", lambda _, after: after is Status.ON_HOLD),
    Move("discontinued", lambda _, after: after is Status.DISCONTINUED),
    Move("not-achieved", lambda _, after: after is Status.NOT_ACHIEVED),
    Move("not-applicable", lambda _, after: after is Status.NOT_APPLICABLE),
    Move("continuous", lambda _, after: after is Status.CONTINUOUS),
    Move("begun", lambda before, after: (before, after) == BEGUN),
    Move("first-reported", lambda before, after: (before, after) == FIRST_REPORTED),
    Move("resumed", lambda before, after: after is Status.IN_PROGRESS and before in HALTED),
    Move("in-progress", lambda _, after: after is Status.IN_PROGRESS),
    Move("not-started", lambda _, after: after is Status.NOT_STARTED),
    Move("not-reported", lambda _, after: after is Status.NOT_REPORTED),
)
"""The kinds of change, in the order in which a reader wants them; the first that fits decides."""


def moves(changes: Changes) -> dict[str, list[ItemInPeriod]]:
    """Returns the activities, and objectives without any, whose status changed, by kind of change.

    An item that joined the plan has moved if its status has been stated; an item that left the
    plan has not moved.
    """
    moved: dict[str, list[ItemInPeriod]] = {move.name: [] for move in MOVES}
    for item in changes.items:
        if not item.item.is_leaf or item.is_now is None or not item.has_moved:
            continue
        before = _seen(item.was) if item.was else Status.NOT_REPORTED
        after = _seen(item.is_now)
        if before is not after:
            move = next(move for move in MOVES if move.fits(before, after))
            moved[move.name].append(item)
    return {name: items for name, items in moved.items() if items}


def _seen(item: ItemProgress) -> Status:
    """Returns the status by which a change is counted.

    *Continuous* with a due date counts as in progress; *completed* in a standing commitment counts
    as continuous.
    """
    is_standing = item.basis.is_standing
    if item.status is Status.CONTINUOUS and not is_standing:
        return Status.IN_PROGRESS
    return Status.CONTINUOUS if is_standing and is_met(item.status) else item.status
