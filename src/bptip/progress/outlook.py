"""The flags and the outlook of an item on a day.

The outlook is kept apart from the status, so that a late item at 80 % does not look like a late
item at nothing. The order of `OUTLOOKS` is a contract: the first rule that fits decides. Silence
is not lateness: an item that was due and has not been reported on since is *unknown*, and every
unknown outlook has a cause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from bptip.plan.model import Outlook, Status

DUE_SOON_DAYS: Final = 60
"""Maximum time to its due date for an open item to be due soon (days), as the contract has it."""


class RoundAnswer(StrEnum):
    """The answer of an item's lead to the latest round whose due day has passed."""

    NOT_ASKED = "not-asked"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


class OutlookInput(NamedTuple):
    """The facts on which the flags and the outlook of one item rest.

    `uncounted_own` and `uncounted_whole` are the numbers of later reports that do not count: on
    parts, of an item without parts, and on the whole of one that each lead does for itself;
    `outside_notes` is the number of later notes by others than its leads and partners.
    `due` is the due date, the plan's end where an activity states none; an objective, and an
    activity that is ongoing or begins after the plan's end, have none. `is_standing` is true of a
    standing commitment. `is_stated` is false of a status that follows from a percentage.
    `last_update` is the day of the latest report. `end` is the plan's last day. `owing` are the
    leads that were asked in the latest round whose due day has passed and are not excused,
    `asked_on` is the day by which each of them had been asked, `asked_about` the as-of date of the
    round. `has_draft` is true if each of them has sent a draft, `is_excused` if each lead is
    excused from that round.
    """

    status: Status
    due: date | None
    expected: date | None
    last_update: date | None
    as_of: date
    end: date
    stale_after: int
    start: date | None = None
    is_standing: bool = False
    is_stated: bool = True
    answer: RoundAnswer = RoundAnswer.NOT_ASKED
    uncounted_own: int = 0
    uncounted_whole: int = 0
    outside_notes: int = 0
    owing: tuple[str, ...] = ()
    asked_on: date | None = None
    asked_about: date | None = None
    has_draft: bool = False
    is_excused: bool = False

    @property
    def ended(self) -> bool:
        """True if the plan has ended."""
        return self.as_of > self.end

    @property
    def pending(self) -> bool:
        """True if it is open and will end some day."""
        return self.status.is_open and not self.is_standing

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
        """True if it is open, was reported once, and has not been for a long time.

        The answer to the latest round decides, if there was one; else the age of the last update.
        """
        if not self.status.is_open or self.last_update is None:
            return False
        if self.answer is not RoundAnswer.NOT_ASKED:
            return self.answer is RoundAnswer.UNANSWERED
        return (self.as_of - self.last_update).days > self.stale_after

    @property
    def is_not_begun(self) -> bool:
        """True if it is not started or not reported."""
        return self.status in (Status.NOT_STARTED, Status.NOT_REPORTED)

    @property
    def has_started(self) -> bool:
        """True from the day after its start."""
        return self.start is not None and self.start < self.as_of

    @property
    def has_uncounted_report(self) -> bool:
        """True if a report was made that does not count in this version."""
        return bool(self.uncounted_own or self.uncounted_whole)

    @property
    def has_unasked_report(self) -> bool:
        """True if the latest round is unanswered, and a report is for its days or later."""
        if self.answer is not RoundAnswer.UNANSWERED or not self.asked_on or not self.asked_about:
            return False
        return self.is_reported_since(min(self.asked_on, self.asked_about))

    def is_reported_since(self, day: date) -> bool:
        """True if the latest report is for this day or a later one."""
        return self.last_update is not None and self.last_update >= day


def is_closed(item: OutlookInput) -> bool:
    """True if the status is closed, or a standing commitment is met when the plan has ended."""
    is_met = item.is_standing and item.status is Status.CONTINUOUS
    return not item.status.is_open or (is_met and item.ended)


def is_unfinished(item: OutlookInput) -> bool:
    """True if the plan has ended, and a report for its end or later leaves the item open."""
    return item.ended and item.is_reported_since(item.end)


def is_off_track(item: OutlookInput) -> bool:
    """True if delayed, expected after it is due, or reported as open on the due date or later."""
    if item.status is Status.DELAYED:
        return True
    if item.due is None:
        return False
    expected_late = item.expected is not None and item.expected > item.due
    return expected_late or (item.overdue and item.is_reported_since(item.due))


def is_upcoming(item: OutlookInput) -> bool:
    """True if not begun, with a start in the future."""
    return item.is_not_begun and item.start is not None and item.start > item.as_of


def is_at_risk(item: OutlookInput) -> bool:
    """True if on hold; or due soon and not begun; or stated as not started after its start."""
    is_late_to_begin = item.status is Status.NOT_STARTED and item.is_stated and item.has_started
    return (
        item.status is Status.ON_HOLD or (item.due_soon and item.is_not_begun) or is_late_to_begin
    )


def is_unknown(item: OutlookInput) -> bool:
    """True if not reported, stale, or not reported on since it was due or the plan ended."""
    return item.status is Status.NOT_REPORTED or item.stale or is_due_not_reported(item)


def is_on_track(_: OutlookInput) -> bool:
    """True if no earlier rule fits."""
    return True


OUTLOOKS: Final[tuple[tuple[Callable[[OutlookInput], bool], Outlook], ...]] = (
    (is_closed, Outlook.CLOSED),
    (is_unfinished, Outlook.UNFINISHED),
    (is_off_track, Outlook.OFF_TRACK),
    (is_upcoming, Outlook.UPCOMING),
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
    Outlook.UPCOMING,
    Outlook.CLOSED,
)
"""The order in which an objective takes the outlook of one of its activities."""


def worst(outlooks: Iterable[Outlook]) -> Outlook:
    """Returns the worst of one or more outlooks."""
    return min(outlooks, key=OUTLOOKS_WORST_FIRST.index)


# --- The causes of an unknown outlook.


class Cause(StrEnum):
    """The cause of an unknown outlook; the value is the word in data."""

    UNANSWERED = "unanswered"
    DUE_NOT_REPORTED = "due-not-reported"
    LATE_START = "late-start"
    NEVER_REPORTED = "never-reported"
    NO_STATUS = "no-status"
    STALE = "stale"


def is_unanswered(item: OutlookInput) -> bool:
    """True if its lead was asked in the latest round and has not answered."""
    return item.answer is RoundAnswer.UNANSWERED


def is_due_not_reported(item: OutlookInput) -> bool:
    """True if it was due, or the plan has ended, and nothing has been reported since."""
    return item.overdue or (item.ended and item.status.is_open)


def is_late_start(item: OutlookInput) -> bool:
    """True if it should have begun, and no status is reported."""
    return item.status is Status.NOT_REPORTED and item.has_started


def is_never_reported(item: OutlookInput) -> bool:
    """True if nobody has reported on it at all."""
    return item.last_update is None


def is_without_status(item: OutlookInput) -> bool:
    """True if updates are about it, but no status is stated."""
    return item.status is Status.NOT_REPORTED


CAUSE_ORDER: Final = tuple(Cause)
"""The causes in the order in which one of them is shown for a whole."""

CAUSES: Final[tuple[tuple[Callable[[OutlookInput], bool], Cause], ...]] = (
    (is_unanswered, Cause.UNANSWERED),
    (is_due_not_reported, Cause.DUE_NOT_REPORTED),
    (is_late_start, Cause.LATE_START),
    (is_never_reported, Cause.NEVER_REPORTED),
    (is_without_status, Cause.NO_STATUS),
)
"""The causes in their order; the first that fits is shown, else the report is stale."""


def cause_of(item: OutlookInput) -> Cause:
    """Returns the cause of an unknown outlook."""
    return next((cause for fits, cause in CAUSES if fits(item)), Cause.STALE)
