"""The flags of an item on a day (overdue, due soon, stale), and the facts behind them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from bptip.plan.model import EMPTY, Status

DUE_SOON_DAYS: Final = 60
"""Maximum time from the as-of date to the due date of an item that is due soon (days)."""


class RoundAnswer(StrEnum):
    """The answer of an item's lead to the latest round whose due day has passed."""

    NOT_ASKED = "not-asked"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


class ReturnCame(StrEnum):
    """The state of the return of a lead that still owes its answer on an item."""

    NOTHING = "nothing"
    DRAFT = "draft"
    RETURN = "return"


class ItemFacts(NamedTuple):
    """The facts behind the flags and the outlook of one item.

    `uncounted_own` is the number of later reports on parties' parts of an item that has no parts;
    `uncounted_whole` is the number of later reports on the whole of an item that each lead does
    for itself. Neither count. `outside_notes` is the number of later notes by parties that are
    neither leads nor partners. `due` is the due date, or the plan's end if an activity states no
    due date; it is None for an objective, and for an activity that is ongoing or begins after the
    plan's end. `is_standing` is true for a standing commitment. `is_stated` is false for a status
    that follows from a percentage.
    `last_update` is the day of the latest report. `plan_start` and `end` are the plan's first and
    last day. `owing` are the leads that were asked in the latest round whose due day has passed and
    are not excused, each with what it has sent: a draft, or a return that leaves the item open.
    `asked_on` is the day by which each of them had been asked, `asked_about` the as-of date of the
    round. `is_excused` is true if each lead is excused from that round.
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
    owing: Mapping[str, ReturnCame] = EMPTY
    asked_on: date | None = None
    asked_about: date | None = None
    is_excused: bool = False
    plan_start: date | None = None

    @property
    def ended(self) -> bool:
        """True if the plan has ended."""
        return self.as_of > self.end

    @property
    def pending(self) -> bool:
        """True if the item is open, and not a standing commitment."""
        return self.status.is_open and not self.is_standing

    @property
    def overdue(self) -> bool:
        """True if the item is pending after its due date."""
        return self.pending and self.due is not None and self.due < self.as_of

    @property
    def due_soon(self) -> bool:
        """True if the item is pending and due in `DUE_SOON_DAYS` days or less, today included."""
        if not self.pending or self.due is None:
            return False
        return 0 <= (self.due - self.as_of).days <= DUE_SOON_DAYS

    @property
    def stale(self) -> bool:
        """True if the item is open, and the last report on it is old.

        If there was a round, the answer to the latest round decides; else the report's age does.
        """
        if not self.status.is_open or self.last_update is None:
            return False
        if self.answer is not RoundAnswer.NOT_ASKED:
            return self.answer is RoundAnswer.UNANSWERED
        return (self.as_of - self.last_update).days > self.stale_after

    @property
    def is_not_begun(self) -> bool:
        """True if the item is not started or not reported."""
        return self.status in (Status.NOT_STARTED, Status.NOT_REPORTED)

    @property
    def has_started(self) -> bool:
        """True from the day after the item's start."""
        return self.start is not None and self.start < self.as_of

    @property
    def has_uncounted_report(self) -> bool:
        """True if a report was made that does not count in this version."""
        return bool(self.uncounted_own or self.uncounted_whole)

    @property
    def has_unasked_report(self) -> bool:
        """True if the latest round is unanswered, but there is a report for its day or later."""
        if self.answer is not RoundAnswer.UNANSWERED or not self.asked_on or not self.asked_about:
            return False
        return self.is_reported_since(min(self.asked_on, self.asked_about))

    def is_reported_since(self, day: date) -> bool:
        """True if the latest report is for this day or a later one."""
        return self.last_update is not None and self.last_update >= day
