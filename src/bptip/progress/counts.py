"""Counts over a list of activities: by status, by outlook, completed of how many, overdue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bptip.plan.model import Outlook, Status

if TYPE_CHECKING:
    from datetime import date

    from bptip.progress.item_progress import ActivityProgress


class Tally(NamedTuple):
    """The counts over a list of activities; `last_update` is the latest of theirs."""

    activities: int
    by_status: Mapping[Status, int]
    by_outlook: Mapping[Outlook, int]
    overdue: int
    last_update: date | None

    @property
    def completed(self) -> int:
        """The number of completed activities."""
        return self.by_status[Status.COMPLETED]

    @property
    def countable(self) -> int:
        """The number of activities that are not discontinued."""
        return self.activities - self.by_status[Status.DISCONTINUED]

    @property
    def not_reported(self) -> int:
        """The number of activities without a stated status."""
        return self.by_status[Status.NOT_REPORTED]

    @property
    def percentage(self) -> int | None:
        """Completed of countable in per cent, rounded down; None if nothing is countable."""
        return 100 * self.completed // self.countable if self.countable else None


def tally(activities: Sequence[ActivityProgress]) -> Tally:
    """Returns the counts over these activities, with every status and outlook, zeros included."""
    statuses = [activity.status for activity in activities]
    outlooks = [activity.outlook for activity in activities]
    return Tally(
        activities=len(activities),
        by_status={status: statuses.count(status) for status in Status},
        by_outlook={outlook: outlooks.count(outlook) for outlook in Outlook},
        overdue=sum(activity.overdue for activity in activities),
        last_update=latest(activity.last_update for activity in activities),
    )


def latest(days: Iterable[date | None]) -> date | None:
    """Returns the latest of the days that are known; None if none is."""
    return max((day for day in days if day is not None), default=None)
