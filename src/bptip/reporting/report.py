"""The values of a progress report, for one day and the period that ends on it.

Nothing is counted here a second time: progress, changes and comparison are the values that
`status`, `changes` and `diff` show. Only the closing balance is the report's own: it says what
became of each commitment by the plan's end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from bptip.comparison.diff import Diff, ItemChange, diff_of
from bptip.plan.journal import PlanHistory
from bptip.plan.model import Outlook, Plan, Status, Version
from bptip.progress.continuation import Continuation, Continuations
from bptip.progress.counts import is_met, latest
from bptip.progress.fold import Reported
from bptip.progress.item_progress import ItemProgress, Part, PartyProgress, reported_parts
from bptip.progress.period import Changes, changes_between, year_before
from bptip.progress.plan_progress import Progress, progress_on
from bptip.progress.returns import RoundReturns, returns_on
from bptip.progress.rounds import RoundState
from bptip.progress.selection import Group, group

CLOSING_DAYS: Final = 60
"""Maximum time before the plan's end at which a report has a closing balance (days)."""


class ReportDates(NamedTuple):
    """The dates of a report: its day, the last day of receipt if any, the period's first day."""

    as_of: date
    known_at: date | None
    since: date


class Ending(StrEnum):
    """The outcome of a commitment by the plan's end."""

    COMPLETED = "completed"
    COMPLETED_LATER = "completed-later"
    NOT_ACHIEVED = "not-achieved"
    DISCONTINUED = "discontinued"
    NOT_APPLICABLE = "not-applicable"
    STANDING_MET = "standing-met"
    CARRIED_ON = "carried-on"
    NOT_REPORTED = "not-reported"
    NOT_KNOWN = "not-known"
    STANDING_NOT_MET = "standing-not-met"
    NOT_COMPLETED = "not-completed"
    NOT_BEGUN = "not-begun"
    UPCOMING = "upcoming"
    RUNNING = "running"


class ClosedItem(NamedTuple):
    """An item at the plan's end, with its day of completion and the items that carry it on."""

    progress: ItemProgress
    completed_on: date | None
    carried_on: tuple[Continuation, ...]
    plan: Plan

    @property
    def ending(self) -> Ending:
        """The outcome, by the first rule that fits."""
        return next(ending for fits, ending in ENDINGS if fits(self))


def is_completed_in_time(item: ClosedItem) -> bool:
    """True if the item has an end of its own, and was completed by the plan's last day."""
    day = item.completed_on
    return day is not None and day <= item.plan.end and not item.progress.basis.is_standing


def is_completed_late(item: ClosedItem) -> bool:
    """True if the item has an end of its own, and was completed after the plan's last day."""
    return item.completed_on is not None and not item.progress.basis.is_standing


def has_status(status: Status) -> Callable[[ClosedItem], bool]:
    """Returns the rule that fits an item with this status."""
    return lambda item: item.progress.status is status


def is_standing_and_met(item: ClosedItem) -> bool:
    """True if it is a standing commitment that is being met."""
    return item.progress.basis.is_standing and is_met(item.progress.status)


def is_carried_on(item: ClosedItem) -> bool:
    """True if the plan has ended, the item is open, and an item of another plan carries it on."""
    progress = item.progress
    return progress.basis.ended and progress.status.is_open and bool(item.carried_on)


def is_upcoming(item: ClosedItem) -> bool:
    """True if it is not yet due to begin."""
    return item.progress.outlook is Outlook.UPCOMING


def is_not_known(item: ClosedItem) -> bool:
    """True if every outstanding part lacks a recent report, or a report since the plan's end."""
    return all(map(is_silent, filter(is_outstanding, reported_parts(item.progress))))


def is_standing_and_not_met(item: ClosedItem) -> bool:
    """True if it is a standing commitment that is reported as not being met."""
    return item.progress.basis.is_standing


def is_not_completed(item: ClosedItem) -> bool:
    """True if it is reported as open at the plan's end or after it."""
    return item.progress.basis.ended


def is_running(_: ClosedItem) -> bool:
    """True if no earlier ending fits: the item is open, with a recent report, in a running plan."""
    return True


ENDINGS: Final[tuple[tuple[Callable[[ClosedItem], bool], Ending], ...]] = (
    (is_completed_in_time, Ending.COMPLETED),
    (is_completed_late, Ending.COMPLETED_LATER),
    (has_status(Status.NOT_ACHIEVED), Ending.NOT_ACHIEVED),
    (has_status(Status.DISCONTINUED), Ending.DISCONTINUED),
    (has_status(Status.NOT_APPLICABLE), Ending.NOT_APPLICABLE),
    (is_standing_and_met, Ending.STANDING_MET),
    (is_carried_on, Ending.CARRIED_ON),
    (is_upcoming, Ending.UPCOMING),
    (has_status(Status.NOT_REPORTED), Ending.NOT_REPORTED),
    (is_not_known, Ending.NOT_KNOWN),
    (is_standing_and_not_met, Ending.STANDING_NOT_MET),
    (is_not_completed, Ending.NOT_COMPLETED),
    (has_status(Status.NOT_STARTED), Ending.NOT_BEGUN),
    (is_running, Ending.RUNNING),
)
"""The outcome of an item at the plan's end, in order; the first rule that fits counts."""


def is_outstanding(part: Part) -> bool:
    """True if an item or a party's part is open, and not a standing commitment that is met."""
    return part.status.is_open and not (part.basis.is_standing and is_met(part.status))


def is_silent(part: Part) -> bool:
    """True if there is no recent report; after the plan's end, no report since that day."""
    basis = part.basis
    if basis.ended:
        return not basis.is_reported_since(basis.end)
    return part.outlook is Outlook.UNKNOWN or basis.stale or part.status is Status.NOT_REPORTED


class Unreported(NamedTuple):
    """An item without a status; if each lead does it for itself, the parties without a status."""

    progress: ItemProgress
    parties: tuple[PartyProgress, ...]


def parties_without_status(progress: ItemProgress) -> tuple[PartyProgress, ...]:
    """Returns the parties that have not stated the status of their own parts."""
    return tuple(part for part in progress.parties if part.status is Status.NOT_REPORTED)


class Report(NamedTuple):
    """A plan on a day, and what happened to it in a period.

    `diff` is None unless a new version was released in the period. `balance` has an entry for each
    item (activities, and objectives without any) if the plan ends soon or has ended. `due_round` is
    the latest round of the period whose due day has passed, `open_round` the round in which answers
    are awaited.
    """

    changes: Changes
    diff: Diff | None
    continued: Continuations
    balance: tuple[ClosedItem, ...]
    due_round: RoundReturns | None = None
    open_round: RoundReturns | None = None

    @property
    def progress(self) -> Progress:
        """The progress of the plan on the as-of date."""
        return self.changes.later

    @property
    def came_and_went(self) -> tuple[ItemChange, ...]:
        """The items that joined the plan with a new version, left it, or were renumbered in it."""
        every = self.diff.changes if self.diff else ()
        return tuple(each for each in every if not (each.old and each.new) or each.is_renumbered)

    @property
    def not_reported(self) -> tuple[Unreported, ...]:
        """The activities, and objectives without any, for which a status is missing."""
        unreported = (
            Unreported(each, parties_without_status(each)) for each in self.progress.leaves
        )
        silent = Status.NOT_REPORTED
        return tuple(e for e in unreported if e.parties or e.progress.status is silent)

    def grouped(self, by: str) -> tuple[Group, ...]:
        """Returns the activities by lead or theme; empty if no activity states a lead or theme."""
        groups = group(self.progress, by)
        return groups if any(each.name is not None for each in groups) else ()


def report_of(
    history: PlanHistory,
    dates: ReportDates,
    continued: Continuations,
    editions: Iterable[Version] = (),
) -> Report:
    """Returns the report on a plan for a day and the period that ends on it.

    `editions` are all known editions: declarations are followed through them.
    """
    changes = changes_between(history, dates.since, dates.as_of, dates.known_at)
    due, awaited = changes.later.due_round, changes.later.open_round
    is_of_period = due is not None and due.as_of >= dates.since
    return Report(
        changes=changes,
        diff=_amendment(history, changes, editions),
        continued=continued,
        balance=closing_balance(changes.later, continued),
        due_round=_returns(history, due if is_of_period else None, dates),
        open_round=_returns(history, awaited, dates),
    )


def _returns(
    history: PlanHistory, state: RoundState | None, dates: ReportDates
) -> RoundReturns | None:
    """Returns the returns of a round on the day of the report; None without a round."""
    return returns_on(history, state, dates.as_of, dates.known_at) if state is not None else None


def default_start(plan: Plan, as_of: date) -> date:
    """Returns the first day of a report's period if the user gives no day.

    This is a year before the as-of date, or the plan's start if that is later.
    """
    year = year_before(as_of)
    return max(year, plan.start) if plan.start <= as_of else year


def _amendment(history: PlanHistory, changes: Changes, editions: Iterable[Version]) -> Diff | None:
    """Returns the changes by a new version released in the period; None without a new version."""
    before, now = changes.earlier.version, changes.later
    if before.plan.version == now.version.plan.version:
        return None
    was = progress_on(before, history.updates, now.as_of, now.known_at, history.returns)
    return diff_of(was, now, editions)


def is_closing(plan: Plan, as_of: date) -> bool:
    """True if the plan ends within `CLOSING_DAYS` of the day, or has ended."""
    return plan.end - as_of <= timedelta(days=CLOSING_DAYS)


def closing_balance(progress: Progress, continued: Continuations) -> tuple[ClosedItem, ...]:
    """Returns the outcome of each item; empty if the plan's end is still far."""
    plan = progress.plan
    if not is_closing(plan, progress.as_of):
        return ()
    return tuple(
        ClosedItem(each, completed_on(each), tuple(continued.get(each.item.id, ())), plan)
        for each in progress.leaves
    )


def completed_on(progress: ItemProgress) -> date | None:
    """Returns the day on which an item was completed; None if it is not completed.

    An activity that each lead does for itself is completed when the last lead has completed it.
    """
    if progress.status is not Status.COMPLETED:
        return None
    return latest(day_of_completion(part.reported) for part in reported_parts(progress))


def day_of_completion(reported: Reported) -> date | None:
    """Returns the day since which the stated status is *completed*; None if it is another status.

    A later update that repeats the status does not change the day.
    """
    day: date | None = None
    for update in reported.updates:
        if update.status is Status.COMPLETED:
            day = day or update.on
        elif update.status is not None:
            day = None
    return day
