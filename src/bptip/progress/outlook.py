"""The flags and the outlook of an item on a day.

The outlook is kept apart from the status, so that a late item at 80 % does not look like a late
item at nothing. The order of `OUTLOOKS` is a contract: the first rule that fits decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.plan.model import Outlook, Status

if TYPE_CHECKING:
    from datetime import date

DUE_SOON_DAYS: Final = 60
"""Maximum time to its due date for an open item to be due soon (days), as the contract has it."""


class OutlookInput(NamedTuple):
    """The facts on which the flags and the outlook of one item rest.

    `due` is None for an objective; an activity without a due date is due at the plan's end. `end`
    is the plan's last day.
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
        """True if the plan has ended."""
        return self.as_of > self.end

    @property
    def pending(self) -> bool:
        """True if it is open and will end some day."""
        return self.status.is_open and self.status is not Status.CONTINUOUS

    @property
    def overdue(self) -> bool:
        """True if it is pending after its due date."""
        return self.pending and self.due is not None and self.due < self.as_of

    @property
    def due_soon(self) -> bool:
        """True if it is pending and due within the next `DUE_SOON_DAYS` days, today included."""
        if not self.pending or self.due is None:
            return False
        return 0 <= (self.due - self.as_of).days <= DUE_SOON_DAYS

    @property
    def stale(self) -> bool:
        """True if it is open and its last update is more than `stale_after` days old."""
        if not self.status.is_open or self.last_update is None:
            return False
        return (self.as_of - self.last_update).days > self.stale_after


def is_closed(item: OutlookInput) -> bool:
    """True if completed or discontinued, or continuous when the plan has ended."""
    return not item.status.is_open or (item.status is Status.CONTINUOUS and item.ended)


def is_unfinished(item: OutlookInput) -> bool:
    """True if the plan has ended (and no earlier rule fits)."""
    return item.ended


def is_off_track(item: OutlookInput) -> bool:
    """True if overdue, delayed, or expected after it is due."""
    expected_late = bool(item.expected and item.due and item.expected > item.due)
    return item.overdue or item.status is Status.DELAYED or expected_late


def is_at_risk(item: OutlookInput) -> bool:
    """True if on hold, or due soon while not started or not reported."""
    not_begun = item.status in (Status.NOT_STARTED, Status.NOT_REPORTED)
    return item.status is Status.ON_HOLD or (item.due_soon and not_begun)


def is_unknown(item: OutlookInput) -> bool:
    """True if not reported, or if the last report is old."""
    return item.status is Status.NOT_REPORTED or item.stale


def is_on_track(_: OutlookInput) -> bool:
    """True if no earlier rule fits."""
    return True


OUTLOOKS: Final[tuple[tuple[Callable[[OutlookInput], bool], Outlook], ...]] = (
    (is_closed, Outlook.CLOSED),
    (is_unfinished, Outlook.UNFINISHED),
    (is_off_track, Outlook.OFF_TRACK),
    (is_at_risk, Outlook.AT_RISK),
    (is_unknown, Outlook.UNKNOWN),
    (is_on_track, Outlook.ON_TRACK),
)
"""The rules in their order."""


def outlook_of(item: OutlookInput) -> Outlook:
    """Returns the outlook of the first rule that fits."""
    return next(outlook for fits, outlook in OUTLOOKS if fits(item))


OUTLOOKS_WORST_FIRST: Final = (
    Outlook.OFF_TRACK,
    Outlook.UNFINISHED,
    Outlook.AT_RISK,
    Outlook.UNKNOWN,
    Outlook.ON_TRACK,
    Outlook.CLOSED,
)
"""The order in which an objective takes the outlook of one of its activities."""


def worst(outlooks: Iterable[Outlook]) -> Outlook:
    """Returns the worst of one or more outlooks."""
    return min(outlooks, key=OUTLOOKS_WORST_FIRST.index)
