"""The outlook of an item on a day, by rules in order, and the cause of an unknown outlook.

The outlook is kept apart from the status, so that a late item at 80 % does not look like a late
item at 0 %. The order of `OUTLOOKS` is a contract: the first rule that fits decides. Silence
is not lateness: an item that was due and has not been reported on since is *unknown*, and every
unknown outlook has a cause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final

from bptip.plan.model import Outlook, Status
from bptip.progress.flags import ItemFacts, RoundAnswer


def is_closed(item: ItemFacts) -> bool:
    """True if the status is closed, or a standing commitment is met when the plan has ended."""
    is_met = item.is_standing and item.status is Status.CONTINUOUS
    return not item.status.is_open or (is_met and item.ended)


def is_unfinished(item: ItemFacts) -> bool:
    """True if the plan has ended, and a report for its end or later leaves the item open."""
    return item.ended and item.is_reported_since(item.end)


def is_off_track(item: ItemFacts) -> bool:
    """True if delayed, expected after it is due, or reported as open on the due date or later."""
    if item.status is Status.DELAYED:
        return True
    if item.due is None:
        return False
    expected_late = item.expected is not None and item.expected > item.due
    return expected_late or (item.overdue and item.is_reported_since(item.due))


def is_upcoming(item: ItemFacts) -> bool:
    """True if not begun, with a start in the future."""
    return item.is_not_begun and item.start is not None and item.start > item.as_of


def is_at_risk(item: ItemFacts) -> bool:
    """True if on hold; or due soon and not begun; or stated as not started after its start."""
    is_late_to_begin = item.status is Status.NOT_STARTED and item.is_stated and item.has_started
    return (
        item.status is Status.ON_HOLD or (item.due_soon and item.is_not_begun) or is_late_to_begin
    )


def is_unknown(item: ItemFacts) -> bool:
    """True if not reported, stale, or not reported on since it was due or the plan ended."""
    return item.status is Status.NOT_REPORTED or item.stale or is_due_not_reported(item)


def is_on_track(_: ItemFacts) -> bool:
    """True if no earlier rule fits."""
    return True


OUTLOOKS: Final[tuple[tuple[Callable[[ItemFacts], bool], Outlook], ...]] = (
    (is_closed, Outlook.CLOSED),
    (is_unfinished, Outlook.UNFINISHED),
    (is_off_track, Outlook.OFF_TRACK),
    (is_upcoming, Outlook.UPCOMING),
    (is_at_risk, Outlook.AT_RISK),
    (is_unknown, Outlook.UNKNOWN),
    (is_on_track, Outlook.ON_TRACK),
)
"""The rules in their order."""


def outlook_of(item: ItemFacts) -> Outlook:
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


def is_unanswered(item: ItemFacts) -> bool:
    """True if the item's lead was asked in the latest round and has not answered."""
    return item.answer is RoundAnswer.UNANSWERED


def is_due_not_reported(item: ItemFacts) -> bool:
    """True if the item is open after its due date, or after the plan's end."""
    return item.overdue or (item.ended and item.status.is_open)


def is_late_start(item: ItemFacts) -> bool:
    """True if the item should have begun, and no status is reported."""
    return item.status is Status.NOT_REPORTED and item.has_started


def is_never_reported(item: ItemFacts) -> bool:
    """True if nobody has reported on the item at all."""
    return item.last_update is None


def is_without_status(item: ItemFacts) -> bool:
    """True if no status is stated."""
    return item.status is Status.NOT_REPORTED


CAUSE_ORDER: Final = tuple(Cause)
"""The causes by precedence: of its parts' causes, an activity shows the first in this order."""

CAUSES: Final[tuple[tuple[Callable[[ItemFacts], bool], Cause], ...]] = (
    (is_unanswered, Cause.UNANSWERED),
    (is_due_not_reported, Cause.DUE_NOT_REPORTED),
    (is_late_start, Cause.LATE_START),
    (is_never_reported, Cause.NEVER_REPORTED),
    (is_without_status, Cause.NO_STATUS),
)
"""The causes in their order; the first that fits is shown, else the report is stale."""


def cause_of(item: ItemFacts) -> Cause:
    """Returns the cause of an unknown outlook."""
    return next((cause for fits, cause in CAUSES if fits(item)), Cause.STALE)
