"""An activity or an objective on a day: its status and the rule behind it, flags and outlook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from bptip.progress.counts import latest, tally
from bptip.progress.outlook import OutlookInput, outlook_of, worst
from bptip.progress.rollup import NO_ACTIVITIES_RULE, STATED_RULE, roll_up

if TYPE_CHECKING:
    from datetime import date

    from bptip.plan.model import Activity, Objective, Outlook, Plan, Status
    from bptip.progress.fold import Reported


class ActivityProgress(NamedTuple):
    """An activity on a day; `reported` is what updates say, `basis` what its flags rest on."""

    activity: Activity
    reported: Reported
    basis: OutlookInput
    outlook: Outlook

    @property
    def kind(self) -> Literal["activity"]:
        """The kind of the item, which tells the two classes apart."""
        return "activity"

    @property
    def item(self) -> Activity:
        """The activity, as an item."""
        return self.activity

    @property
    def is_leaf(self) -> bool:
        """True: an activity has nothing below it."""
        return True

    @property
    def status(self) -> Status:
        """The status in force."""
        return self.reported.status

    @property
    def rule(self) -> str:
        """The name of the rule that made the status: the update that states it."""
        return "update"

    @property
    def last_update(self) -> date | None:
        """The day of the latest update about it; None without any."""
        return self.reported.last_update

    @property
    def overdue(self) -> bool:
        """True if it is open after its due date."""
        return self.basis.overdue


class ObjectiveProgress(NamedTuple):
    """An objective on a day.

    `reported` is what updates say about the objective itself; `derived` is the status rolled up
    from its activities, and `rule` the name of the rule that made the status shown. Status,
    outlook, last update and `countable` (its activities except the discontinued ones) are those of
    the whole objective, also where `activities` is a selection.
    """

    objective: Objective
    reported: Reported
    basis: OutlookInput
    status: Status
    derived: Status
    rule: str
    outlook: Outlook
    last_update: date | None
    countable: int
    activities: tuple[ActivityProgress, ...]

    @property
    def kind(self) -> Literal["objective"]:
        """The kind of the item, which tells the two classes apart."""
        return "objective"

    @property
    def item(self) -> Objective:
        """The objective, as an item."""
        return self.objective

    @property
    def is_leaf(self) -> bool:
        """True if the plan has no activities under it."""
        return self.objective.is_leaf

    @property
    def overdue(self) -> bool:
        """False: an objective has no due date."""
        return self.basis.overdue


ItemProgress = ObjectiveProgress | ActivityProgress
"""Both have: item, kind, is_leaf, reported, status, rule, outlook, last_update, overdue, basis."""


def activity_progress(
    activity: Activity, reported: Reported, plan: Plan, as_of: date
) -> ActivityProgress:
    """Returns an activity of the plan on a day."""
    basis = _basis(reported, activity.due or plan.end, plan, as_of, reported.status)
    return ActivityProgress(activity, reported, basis, outlook_of(basis))


def objective_progress(
    objective: Objective, by_item: Mapping[str, Reported], plan: Plan, as_of: date
) -> ObjectiveProgress:
    """Returns an objective of the plan on a day, with its activities."""
    reported = by_item[objective.id]
    activities = tuple(
        activity_progress(activity, by_item[activity.id], plan, as_of)
        for activity in objective.activities
    )
    if activities:
        rule = roll_up([activity.status for activity in activities])
        derived, name = rule.status, rule.name
    else:
        derived, name = reported.status, NO_ACTIVITIES_RULE
    status = reported.status if reported.status_from else derived
    basis = _basis(reported, None, plan, as_of, status)
    outlooks = [activity.outlook for activity in activities] or [outlook_of(basis)]
    own_and_theirs = (reported, *(activity.reported for activity in activities))
    return ObjectiveProgress(
        objective=objective,
        reported=reported,
        basis=basis,
        status=status,
        derived=derived,
        rule=STATED_RULE if reported.status_from else name,
        outlook=worst(outlooks),
        last_update=latest(each.last_update for each in own_and_theirs),
        countable=tally(activities).countable,
        activities=activities,
    )


def _basis(
    reported: Reported, due: date | None, plan: Plan, as_of: date, status: Status
) -> OutlookInput:
    return OutlookInput(
        status=status,
        due=due,
        expected=reported.expected,
        last_update=reported.last_update,
        as_of=as_of,
        end=plan.end,
        stale_after=plan.stale_after,
    )
