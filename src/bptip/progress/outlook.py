"""What is to be expected of an item on a day: the flags, and the outlook with its one stated rule.

The outlook is kept apart from the status, so that a late item at 80 % doesn't look like a late
item at nothing. The order of `OUTLOOKS` is the contract: the first rule that fits wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.plan.model import Outlook, Status

if TYPE_CHECKING:
    from datetime import date

DUE_SOON_DAYS: Final = 60
"""An open item that is due within this many days is due soon."""


class OutlookInput(NamedTuple):
    """What the flags and the outlook of one item are decided on.

    `due` is the day on which it is due (an activity without a due date is due at the plan's end),
    or None for an objective, which has none. `end` is the plan's last day.
    """

    status: Status
    due: date | None
    expected: date | None
    last_update: date | None
    as_of: date
    end: date
    stale_after: int

    @property
    def ended(self) -> bool:
        """Whether the plan has ended."""
        return self.as_of > self.end

    @property
    def pending(self) -> bool:
        """Whether it is open and is to be finished some day."""
        return self.status.open and self.status is not Status.CONTINUOUS

    @property
    def overdue(self) -> bool:
        """Whether it should have been finished before the as-of date."""
        return self.pending and self.due is not None and self.due < self.as_of

    @property
    def due_soon(self) -> bool:
        """Whether it is due within the next `DUE_SOON_DAYS` days, today included."""
        if not self.pending or self.due is None:
            return False
        return 0 <= (self.due - self.as_of).days <= DUE_SOON_DAYS

    @property
    def stale(self) -> bool:
        """Whether it is open and its last update is more than `stale_after` days old."""
        if not self.status.open or self.last_update is None:
            return False
        return (self.as_of - self.last_update).days > self.stale_after


def closed(item: OutlookInput) -> bool:
    """Completed, discontinued, or continuous when the plan has ended."""
    return not item.status.open or (item.status is Status.CONTINUOUS and item.ended)


def plan_has_ended(item: OutlookInput) -> bool:
    """Still open although the plan has ended."""
    return item.ended


def late(item: OutlookInput) -> bool:
    """Overdue; or delayed; or expected after it is due."""
    expected_late = bool(item.expected and item.due and item.expected > item.due)
    return item.overdue or item.status is Status.DELAYED or expected_late


def waiting(item: OutlookInput) -> bool:
    """On hold; or due soon while not started or not reported."""
    idle = item.status in (Status.NOT_STARTED, Status.NOT_REPORTED)
    return item.status is Status.ON_HOLD or (item.due_soon and idle)


def silent(item: OutlookInput) -> bool:
    """Not reported; or the last report is old."""
    return item.status is Status.NOT_REPORTED or item.stale


def otherwise(_: OutlookInput) -> bool:
    """None of the others."""
    return True


OUTLOOKS: Final[tuple[tuple[Callable[[OutlookInput], bool], Outlook], ...]] = (
    (closed, Outlook.CLOSED),
    (plan_has_ended, Outlook.UNFINISHED),
    (late, Outlook.OFF_TRACK),
    (waiting, Outlook.AT_RISK),
    (silent, Outlook.UNKNOWN),
    (otherwise, Outlook.ON_TRACK),
)


def outlook_of(item: OutlookInput) -> Outlook:
    """The outlook of the first rule that fits."""
    return next(outlook for fits, outlook in OUTLOOKS if fits(item))


WORST_FIRST: Final = (
    Outlook.OFF_TRACK,
    Outlook.UNFINISHED,
    Outlook.AT_RISK,
    Outlook.UNKNOWN,
    Outlook.ON_TRACK,
    Outlook.CLOSED,
)
"""The order in which an objective takes its activities' outlooks."""


def worst(outlooks: Iterable[Outlook]) -> Outlook:
    """The worst of one or more outlooks."""
    return min(outlooks, key=WORST_FIRST.index)
