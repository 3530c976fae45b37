"""The fold: which updates count on a day, and the state of an item after its updates.

Two dates decide which updates count. The as-of date asks what was true: updates with `on` up to
that day count. The known-at date asks what was known: updates recorded later do not count. A later
`on` wins, then a later `recorded`, then the later id; so *the order of the blocks in the file never
matters*.

An item whose status no update states is *not reported*, never *not started*; a percentage makes it
in progress, or not started at 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from bptip.plan.journal import Update
from bptip.plan.model import Number, Reason, Status


def in_order(updates: Iterable[Update]) -> list[Update]:
    """Returns the updates in the order of the fold, the oldest first: by day, moment, and id."""
    return sorted(updates, key=attrgetter("on", "recorded", "id"))


def known(updates: Iterable[Update], as_of: date, known_at: date | None) -> list[Update]:
    """Returns the updates true by the as-of date and recorded by the known-at date (in UTC)."""
    return [
        update
        for update in updates
        if update.on <= as_of and (known_at is None or update.recorded_on <= known_at)
    ]


def retracted_ids(updates: Sequence[Update]) -> frozenset[str]:
    """Returns the ids of the updates that a retraction among these takes back.

    A retraction can itself be retracted: then the update that it took back counts again. The loader
    skips retractions that form a cycle.
    """
    retractions: dict[str, list[str]] = {}
    for update in updates:
        if update.retracts is not None:
            retractions.setdefault(update.retracts, []).append(update.id)
    # An update counts if no retraction of it counts. The pending list is a stack, in place of a
    # recursion: an id is settled once every retraction of it is settled.
    counts: dict[str, bool] = {}
    pending = list(retractions)
    while pending:
        unsettled = [r for r in retractions.get(pending[-1], ()) if r not in counts]
        if unsettled:
            pending += unsettled
        else:
            settled = pending.pop()
            counts[settled] = not any(counts[r] for r in retractions.get(settled, ()))
    return frozenset(target for target in retractions if not counts[target])


def counting(updates: Iterable[Update], as_of: date, known_at: date | None) -> list[Update]:
    """Returns the updates that count on a day, in the order of the fold."""
    candidates = known(updates, as_of, known_at)
    return in_order(not_retracted(candidates, retracted_ids(candidates)))


def not_retracted(updates: Iterable[Update], retracted: frozenset[str]) -> list[Update]:
    """Returns the updates that are neither retracted nor a retraction."""
    return [update for update in updates if update.retracts is None and update.id not in retracted]


class Figure(NamedTuple):
    """The latest value of an indicator, and the day for which it was stated."""

    value: Number
    on: date


class Reported(NamedTuple):
    """The statements in force about one item; `updates` are all that count, oldest first.

    `reason`, `expected`, `next`, `challenges` and `said` belong to the status in force, which
    `status_from` states (None where the status follows from a percentage). `progress` (per cent)
    and `figures` (by indicator) are as last stated.
    """

    status: Status = Status.NOT_REPORTED
    status_from: Update | None = None
    progress: Number | None = None
    reason: Reason | None = None
    expected: date | None = None
    next: str | None = None
    challenges: str | None = None
    said: str | None = None
    figures: Mapping[str, Figure] = MappingProxyType({})
    updates: tuple[Update, ...] = ()

    @property
    def said_by(self) -> str | None:
        """The party that stated the status in force; None if no party did, or none is named."""
        return self.status_from.by if self.status_from else None

    @property
    def last_update(self) -> date | None:
        """The day of the latest update, be it a note; None if there is no update."""
        return self.updates[-1].on if self.updates else None

    def amended_by(self, key: str) -> str | None:
        """Returns the party that last stated a key after the status in force; else None."""
        for update in reversed(self.updates):
            if update.status is not None:
                return None
            if getattr(update, key) is not None:
                return update.by
        return None

    @property
    def noted(self) -> Update | None:
        """The latest update with a note since the status was stated; None if there is no note."""
        for update in reversed(self.updates):
            if update.note or update.status is not None:
                return update if update.note else None
        return None

    def after(self, day: date | None) -> Iterator[Update]:
        """Yields the updates for days after this day (None: all updates), the latest first."""
        return takewhile(lambda update: day is None or update.on > day, reversed(self.updates))

    def last_report(self, parties: tuple[str, ...]) -> Update | None:
        """Returns the latest update that renews the last-update date; None if no update does.

        A note alone renews the date only if one of `parties` wrote it, or if `parties` is empty.
        """
        for update in reversed(self.updates):
            if not update.is_note or not parties or update.by in parties:
                return update
        return None


NOTHING_REPORTED: Final = Reported()
"""The state of an item without updates."""


def fold(updates: Sequence[Update], before: Reported = NOTHING_REPORTED) -> Reported:
    """Returns the state of an item after these updates, oldest first, have followed `before`."""
    status, status_from, progress, reason, expected, next_step = before[:6]
    challenges, said, figures = before.challenges, before.said, dict(before.figures)
    for update in updates:
        if update.status is not None:
            # A stated status replaces everything that belonged to the status before.
            status, status_from = update.status, update
            reason, expected, next_step = update.reason, update.expected, update.next
            challenges, said = update.challenges, update.said
        else:
            # An update without a status amends what belongs to the status in force.
            reason = reason if update.reason is None else update.reason
            expected = expected if update.expected is None else update.expected
            next_step = next_step if update.next is None else update.next
            challenges = challenges if update.challenges is None else update.challenges
        if update.progress is not None:
            progress = update.progress
        if update.values:  # most have none, and there are thousands
            for indicator, value in update.values.items():
                figures[indicator] = Figure(value, update.on)
    if status_from is None and progress is not None:
        status = Status.IN_PROGRESS if progress > 0 else Status.NOT_STARTED
    return Reported(
        status,
        status_from,
        progress,
        reason,
        expected,
        next_step,
        challenges,
        said,
        figures,
        (*before.updates, *updates),
    )
