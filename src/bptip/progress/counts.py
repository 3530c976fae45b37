"""Counts over a list of activities: by status, by outlook, completed, overdue.

Standing commitments are counted apart, so that an activity without an end does not keep a plan
from being completed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bptip.plan.model import Outlook, Segment, Status
from bptip.progress.rollup import SET_ASIDE

if TYPE_CHECKING:
    from bptip.progress.item_progress import ActivityProgress, ItemProgress, Part


class Tally(NamedTuple):
    """The counts over a list of activities, and the day of the latest update on any of them.

    `completed` and `countable` leave out standing commitments, and activities that are discontinued
    or not applicable. `standing` counts the standing commitments, `standing_met` those that are
    met, `standing_silent` those of them on which no party has a recent report.
    `overdue_not_reported` counts overdue activities with an unknown outlook, `overdue_in_part`
    those on which some parties have reported. `continuous_with_due` counts continuous activities
    that are not standing commitments.
    `upcoming_not_reported` and `upcoming_not_started` count activities not yet due to begin.
    """

    activities: int
    by_status: Mapping[Status, int]
    by_outlook: Mapping[Outlook, int]
    completed: int
    countable: int
    standing: int
    standing_met: int
    overdue: int
    overdue_not_reported: int
    last_update: date | None
    continuous_with_due: int = 0
    standing_silent: int = 0
    upcoming_not_reported: int = 0
    upcoming_not_started: int = 0
    overdue_in_part: int = 0

    @property
    def shown_by_status(self) -> Mapping[Status, int]:
        """The counts by status, in which *continuous* with a due date counts as in progress."""
        moved = self.continuous_with_due
        return {
            **self.by_status,
            Status.CONTINUOUS: self.by_status[Status.CONTINUOUS] - moved,
            Status.IN_PROGRESS: self.by_status[Status.IN_PROGRESS] + moved,
        }

    @property
    def segments(self) -> Mapping[Segment, int]:
        """The counts of a bar: work not yet due to begin has a segment of its own."""
        begun = {
            **self.shown_by_status,
            Status.NOT_REPORTED: self.not_reported - self.upcoming_not_reported,
            Status.NOT_STARTED: self.by_status[Status.NOT_STARTED] - self.upcoming_not_started,
        }
        upcoming = self.upcoming_not_reported + self.upcoming_not_started
        return begun | {Outlook.UPCOMING: upcoming}

    @property
    def not_reported(self) -> int:
        """The number of activities without a status."""
        return self.by_status[Status.NOT_REPORTED]

    @property
    def reported(self) -> int:
        """The number of activities with a status."""
        return self.activities - self.not_reported

    @property
    def percentage(self) -> int | None:
        """The percentage of countable activities that are completed, rounded down; else None."""
        return 100 * self.completed // self.countable if self.countable else None


def is_countable(activity: ActivityProgress) -> bool:
    """True if the activity counts for completion: neither set aside nor a standing commitment."""
    return activity.status not in SET_ASIDE and not activity.standing


def tally(activities: Sequence[ActivityProgress]) -> Tally:
    """Returns the counts over these activities, with every status and outlook, zeros included."""
    statuses = [activity.status for activity in activities]
    outlooks = [activity.outlook for activity in activities]
    kept = [activity for activity in activities if activity.status not in SET_ASIDE]
    standing = [activity for activity in kept if activity.standing]
    met = [activity for activity in standing if is_met(activity.status)]
    met_unheard = [activity for activity in met if activity.outlook is Outlook.UNKNOWN]
    countable = [activity.status for activity in activities if is_countable(activity)]
    overdue = [activity for activity in activities if activity.overdue]
    unheard = [activity for activity in overdue if activity.outlook is Outlook.UNKNOWN]
    upcoming = [each.status for each in activities if each.outlook is Outlook.UPCOMING]
    return Tally(
        activities=len(activities),
        by_status={status: statuses.count(status) for status in Status},
        by_outlook={outlook: outlooks.count(outlook) for outlook in Outlook},
        completed=countable.count(Status.COMPLETED),
        countable=len(countable),
        standing=len(standing),
        standing_met=len(met),
        overdue=len(overdue),
        overdue_not_reported=len(unheard),
        last_update=latest(activity.last_update for activity in activities),
        continuous_with_due=countable.count(Status.CONTINUOUS),
        standing_silent=sum(not is_reported_in_part(each) for each in met_unheard),
        upcoming_not_reported=upcoming.count(Status.NOT_REPORTED),
        upcoming_not_started=upcoming.count(Status.NOT_STARTED),
        overdue_in_part=sum(map(is_reported_in_part, unheard)),
    )


class Reach(NamedTuple):
    """The numbers of items by how recent the reports on them are.

    `recent` items have a recent report, `old` items a status and no recent report, `no_status`
    items neither. `not_begun` items are not yet due to begin, and nobody has reported on them.
    `in_part` are shared activities on which some parties have reported, and too few for a recent
    report. An item is in one of these five. `partly` are the recent items on which some parties
    have not reported.
    """

    recent: int
    old: int
    no_status: int
    not_begun: int
    partly: int
    in_part: int

    @property
    def expected(self) -> int:
        """The number of items on which a report is expected."""
        return self.recent + self.old + self.no_status + self.in_part


def reach(items: Sequence[ItemProgress]) -> Reach:
    """Returns the numbers of these items by how recent the reports on them are."""
    not_begun = sum(item.outlook is Outlook.UPCOMING and item.last_update is None for item in items)
    silent = [item for item in items if _is_silent(item)]
    no_status = sum(item.status is Status.NOT_REPORTED for item in silent)
    in_part = sum(map(is_reported_in_part, silent))
    return Reach(
        recent=len(items) - not_begun - len(silent),
        old=len(silent) - no_status - in_part,
        no_status=no_status,
        not_begun=not_begun,
        partly=sum(map(is_reported_in_part, items)) - in_part,
        in_part=in_part,
    )


def is_reported_in_part(item: ItemProgress) -> bool:
    """True if some parties of a shared activity have no recent report, and others have one.

    Parts that are discontinued or not applicable are set aside.
    """
    parts = item.parties if item.kind == "activity" else ()
    return len({_is_silent(part) for part in parts if part.status not in SET_ASIDE}) > 1


def _is_silent(part: Part) -> bool:
    """True if a report on an item, or on a party's part of it, is missing."""
    is_late = part.outlook is Outlook.AT_RISK and part.last_update is None
    return part.outlook is Outlook.UNKNOWN or is_late


def is_met(status: Status) -> bool:
    """True if a standing commitment with this status is met."""
    return status in (Status.CONTINUOUS, Status.COMPLETED)


def latest(days: Iterable[date | None]) -> date | None:
    """Returns the latest of the known days; None if no day is known."""
    return max((day for day in days if day is not None), default=None)
