"""What a progress report says: the values of the screens, put together for one day and one period.

Nothing is counted here a second time: progress, changes and comparison are the values that
`status`, `changes` and `diff` show. What is the report's own is the closing balance: what became of
each promise by the plan's end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.comparison.diff import diff_of
from bptip.plan.model import Outlook, Status
from bptip.progress.period import NOT_BEGUN, changes_between, year_before
from bptip.progress.plan_progress import progress_on
from bptip.progress.selection import group

if TYPE_CHECKING:
    from bptip.comparison.diff import Diff, ItemChange
    from bptip.plan.model import Indicator, Plan, PlanHistory, Version
    from bptip.plan.references import Continuation, Continuations
    from bptip.progress.fold import Figure, Reported
    from bptip.progress.item_progress import ActivityProgress, ItemProgress
    from bptip.progress.period import Changes
    from bptip.progress.plan_progress import Progress
    from bptip.progress.selection import Group

CLOSING_DAYS: Final = 60
"""From so many days before the plan's end on, a report closes its balance."""


class Ending(StrEnum):
    """What became of a promise by the plan's end."""

    COMPLETED = "completed"
    COMPLETED_LATER = "completed-later"
    DISCONTINUED = "discontinued"
    NOT_BEGUN = "not-begun"
    RUNNING = "running"
    CARRIED_ON = "carried-on"
    LET_FALL = "let-fall"


class Closed(NamedTuple):
    """An item at the plan's end: how it stands, what became of it, what carries it on.

    `completed_on` is the day from which on it has been completed, where it is.
    """

    progress: ItemProgress
    completed_on: date | None
    carried_on: tuple[Continuation, ...]
    plan: Plan

    @property
    def ending(self) -> Ending:
        """What became of it: of the first rule that fits."""
        return next(ending for fits, ending in ENDINGS if fits(self))


def in_time(item: Closed) -> bool:
    """Completed on the plan's last day, or before."""
    return item.completed_on is not None and item.completed_on <= item.plan.end


def too_late(item: Closed) -> bool:
    """Completed after the plan's last day."""
    return item.completed_on is not None


def given_up(item: Closed) -> bool:
    """Somebody has said that it is not to be done."""
    return item.progress.status is Status.DISCONTINUED


def not_begun(item: Closed) -> bool:
    """Nobody has said that it has begun, and the plan isn't over."""
    return item.progress.status in NOT_BEGUN and item.progress.outlook is not Outlook.UNFINISHED


def still_running(item: Closed) -> bool:
    """Continuous, or not finished while the plan isn't over either."""
    return item.progress.outlook is not Outlook.UNFINISHED


def taken_up(item: Closed) -> bool:
    """Unfinished, and an item of another plan declares to carry it on."""
    return bool(item.carried_on)


def otherwise(_: Closed) -> bool:
    """None of the others: unfinished, and no plan here says that it carries it on."""
    return True


ENDINGS: Final[tuple[tuple[Callable[[Closed], bool], Ending], ...]] = (
    (in_time, Ending.COMPLETED),
    (too_late, Ending.COMPLETED_LATER),
    (given_up, Ending.DISCONTINUED),
    (not_begun, Ending.NOT_BEGUN),
    (still_running, Ending.RUNNING),
    (taken_up, Ending.CARRIED_ON),
    (otherwise, Ending.LET_FALL),
)
"""What can have become of an item; the first that fits counts."""


class IndicatorFigure(NamedTuple):
    """An indicator with its latest value, if any was stated, and the activity that it is of."""

    activity: ActivityProgress
    indicator: Indicator
    latest: Figure | None


class Report(NamedTuple):
    """A plan on a day and what a period has done to it.

    `diff` is there where a new version was released in the period; `balance` has an entry an item
    (activities, and objectives without any) where the plan ends soon or has ended, else none.
    """

    changes: Changes
    diff: Diff | None
    continued: Continuations
    balance: tuple[Closed, ...]

    @property
    def progress(self) -> Progress:
        """The plan as it stands on the as-of date."""
        return self.changes.later

    @property
    def came_and_went(self) -> tuple[ItemChange, ...]:
        """What joined the plan with a new version, left it, or has another number in it."""
        every = self.diff.changes if self.diff else ()
        return tuple(each for each in every if not (each.old and each.new) or each.renumbered)

    @property
    def not_reported(self) -> tuple[ItemProgress, ...]:
        """The activities (and objectives without any) whose status nobody has stated."""
        silent = Status.NOT_REPORTED
        return tuple(each for each in self.progress.leaves if each.status is silent)

    @property
    def indicators(self) -> tuple[IndicatorFigure, ...]:
        """Every indicator, in the plan's order."""
        return tuple(
            IndicatorFigure(each, indicator, each.reported.figures.get(indicator.id))
            for each in self.progress.activities
            for indicator in each.activity.indicators
        )

    def grouped(self, by: str) -> tuple[Group, ...]:
        """The activities by lead or theme; nothing where none is stated for any."""
        groups = group(self.progress, by)
        return groups if any(each.name is not None for each in groups) else ()


def report_of(
    history: PlanHistory,
    since: date,
    as_of: date,
    known_at: date | None,
    continued: Continuations,
    editions: Iterable[Version] = (),
) -> Report:
    """The report on a plan for a day and the period that ends on it.

    `editions` are all that are known: what is declared can lead through them.
    """
    changes = changes_between(history, since, as_of, known_at)
    return Report(
        changes=changes,
        diff=_amendment(history, changes, editions),
        continued=continued,
        balance=closing_balance(changes.later, continued),
    )


def usual_start(plan: Plan, as_of: date) -> date:
    """The first day of a report's period where nobody names one.

    It is a year before the as-of date, or the plan's start if that is later.
    """
    year = year_before(as_of)
    return max(year, plan.start) if plan.start <= as_of else year


def _amendment(history: PlanHistory, changes: Changes, editions: Iterable[Version]) -> Diff | None:
    """What another version, released in the period, has changed; a first one changes nothing."""
    before, now = changes.earlier.version, changes.later
    if before.plan.version == now.version.plan.version:
        return None
    was = progress_on(before, history.updates, now.as_of, now.known_at)
    return diff_of(was, now, editions)


def is_closing(plan: Plan, as_of: date) -> bool:
    """Whether the plan ends within `CLOSING_DAYS` of the day, or has ended."""
    return plan.end - as_of <= timedelta(days=CLOSING_DAYS)


def closing_balance(progress: Progress, continued: Continuations) -> tuple[Closed, ...]:
    """What became of each item; nothing where the plan's end is still far."""
    plan = progress.plan
    if not is_closing(plan, progress.as_of):
        return ()
    return tuple(
        Closed(each, completed_on(each.reported), tuple(continued.get(each.item.id, ())), plan)
        for each in progress.leaves
    )


def completed_on(reported: Reported) -> date | None:
    """The day from which on an item has been completed; None where it isn't.

    To say again that it is completed makes it no later.
    """
    if reported.status is not Status.COMPLETED:
        return None
    day: date | None = None
    for update in reported.updates:
        if update.status is Status.COMPLETED:
            day = day or update.on
        elif update.status is not None:
            day = None
    return day
