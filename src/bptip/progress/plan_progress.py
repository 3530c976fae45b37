"""The progress of a version of a plan on a day: its journal folded, item by item."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from bptip.plan.journal import NO_RETURNS, Returns, Update
from bptip.plan.model import Plan, Version
from bptip.progress.counts import latest
from bptip.progress.fold import (
    NOTHING_REPORTED,
    Reported,
    fold,
    in_order,
    known,
    not_retracted,
    retracted_ids,
)
from bptip.progress.item_progress import (
    ActivityProgress,
    Folded,
    ItemProgress,
    ObjectiveProgress,
    objective_progress,
)
from bptip.progress.rounds import RoundState, latest_due, latest_open, rounds_on


class Progress(NamedTuple):
    """The progress of a version of a plan on a day.

    `updates` are the updates that count and are about items of this version, oldest first.
    `last_update` is the day of the latest report on the whole plan, even if `objectives` is a
    selection. `open_round` is the reporting round in which answers are awaited on the day,
    `due_round` the latest one whose due day has passed.
    """

    version: Version
    as_of: date
    known_at: date | None
    objectives: tuple[ObjectiveProgress, ...]
    updates: tuple[Update, ...]
    last_update: date | None
    open_round: RoundState | None = None
    due_round: RoundState | None = None

    @property
    def plan(self) -> Plan:
        """The `[plan]` table of the version."""
        return self.version.plan

    @property
    def activities(self) -> tuple[ActivityProgress, ...]:
        """The activities of all objectives, in the plan's order."""
        return tuple(each for objective in self.objectives for each in objective.activities)

    @property
    def items(self) -> tuple[ItemProgress, ...]:
        """Every objective, each followed by its activities."""
        items: list[ItemProgress] = []
        for objective in self.objectives:
            items += [objective, *objective.activities]
        return tuple(items)

    @property
    def leaves(self) -> tuple[ItemProgress, ...]:
        """The activities, and the objectives without activities, in the plan's order."""
        return tuple(each for each in self.items if each.is_leaf)

    @property
    def ended(self) -> bool:
        """True if the plan has ended."""
        return self.as_of > self.plan.end

    @property
    def elapsed(self) -> float:
        """The part of the plan's period that has gone by, from 0 to 1."""
        whole = (self.plan.end - self.plan.start).days
        gone = (self.as_of - self.plan.start).days
        if whole <= 0:
            return 0.0 if gone < 0 else 1.0
        return min(1.0, max(0.0, gone / whole))


def progress_on(
    version: Version,
    updates: Iterable[Update],
    as_of: date,
    known_at: date | None = None,
    returns: Returns = NO_RETURNS,
) -> Progress:
    """Returns a version's progress on a day, as known on `known_at` (None: as known today).

    Updates about items that this version does not have are left out.
    """
    return RunningFold(updates, as_of, known_at, returns).progress(version, as_of)


class RunningFold:
    """A journal folded for one day after another, as known on `known_at` (None: as known today).

    The updates are sorted once, and the fold of each item continues from the day before, so that
    twelve months take little longer than one day. `last` is the last day that will be asked for.
    """

    def __init__(
        self,
        updates: Iterable[Update],
        last: date,
        known_at: date | None = None,
        returns: Returns = NO_RETURNS,
    ) -> None:
        self.known_at = known_at
        self._rounds = rounds_on(returns, known_at) if returns.rounds else ()
        self._versions = returns.versions
        self._ordered = in_order(known(updates, last, known_at))
        self._reached = 0
        self._retracted: frozenset[str] = frozenset()
        self._folded: dict[str, Reported] = {}
        self._own: dict[str, dict[str, Reported]] = {}
        self.counted: list[Update] = []  # on the day reached, about any item, oldest first

    @property
    def retractions(self) -> list[tuple[Update, Update]]:
        """Each update that is retracted on the day reached, with the update that retracts it."""
        reached = self._ordered[: self._reached]
        retracted = {update.id: update for update in reached if update.id in self._retracted}
        return [
            (retracted[update.retracts], update)
            for update in reached
            if update.retracts in retracted and update.id not in self._retracted
        ]

    def progress(self, version: Version, as_of: date) -> Progress:
        """Returns a version's progress on a day, which must not be before the day reached.

        Updates about items that this version does not have are left out.
        """
        self._advance_to(as_of)
        rounds = [each.seen_from(version, self._versions) for each in self._rounds]
        due_round = latest_due(rounds, as_of)
        due_round = due_round.heard(self.counted, version.plan) if due_round else None
        spread = cache(version.plan.spread)
        folded = Folded(version.plan, spread, as_of, self._folded, self._own, due_round)
        objectives = tuple(objective_progress(each, folded) for each in version.objectives)
        updates = self._counting_in(version, spread)
        awaited = latest_open(rounds, as_of)
        last_update = latest(objective.last_update for objective in objectives)
        return Progress(
            version, as_of, self.known_at, objectives, updates, last_update, awaited, due_round
        )

    def _counting_in(
        self, version: Version, spread: Callable[[tuple[str, ...]], tuple[str, ...]]
    ) -> tuple[Update, ...]:
        """Returns the updates that count in a version.

        For an item that each lead does for itself, these are the leads' own statements; for any
        other item, the statements about the whole.
        """
        items = {item.id for item in version.items}
        leads_of = {
            activity.id: activity.lead
            for activity in version.activities
            if activity.each and activity.lead
        }
        members = {lead: frozenset(spread(lead)) for lead in frozenset(leads_of.values())}
        leads = {item: members[lead] for item, lead in leads_of.items()}
        if not leads and not self._own:
            return tuple([update for update in self.counted if update.item in items])
        return tuple(
            update
            for update in self.counted
            if update.item in items
            if update.own is (update.item in leads)
            if not update.own or update.by in leads[update.item]
        )

    def _advance_to(self, day: date) -> None:
        """Folds the updates that have become true since the last day reached."""
        done = self._reached
        self._reached = bisect_right(self._ordered, day, lo=done, key=lambda update: update.on)
        new = self._ordered[done : self._reached]
        again: list[Update] = []
        if any(update.retracts for update in new):
            again = self._unfold(self._ordered[:done], self._ordered[: self._reached])
        fresh = not_retracted(new, self._retracted)
        self.counted += fresh
        by_item: dict[str, list[Update]] = {}
        for update in (*again, *fresh):
            by_item.setdefault(update.item, []).append(update)
        for item, about in by_item.items():
            has_own = any(update.own for update in about)
            whole = self._without_own(item, about) if has_own else about
            self._folded[item] = fold(whole, self._folded.get(item, NOTHING_REPORTED))

    def _without_own(self, item: str, about: Sequence[Update]) -> list[Update]:
        """Folds the parties' statements about their own parts; returns the other updates."""
        by_party: dict[str, list[Update]] = {}
        for update in about:
            if update.own and update.by is not None:
                by_party.setdefault(update.by, []).append(update)
        parts = self._own.setdefault(item, {})
        for party, own in by_party.items():
            parts[party] = fold(own, parts.get(party, NOTHING_REPORTED))
        return [update for update in about if not update.own]

    def _unfold(self, folded: Sequence[Update], reached: Sequence[Update]) -> list[Update]:
        """Drops the items whose retractions have changed; returns their updates, to fold again."""
        before, self._retracted = self._retracted, retracted_ids(reached)
        changed = before ^ self._retracted
        items = {update.item for update in folded if update.id in changed}
        for item in items:
            self._folded.pop(item, None)
            self._own.pop(item, None)
        self.counted = not_retracted(folded, self._retracted)
        return [update for update in self.counted if update.item in items]
