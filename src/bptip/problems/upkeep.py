"""What is worth a look in a plan that is kept up: warnings, of open items where of items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from bptip.plan.model import Status
from bptip.problems import scenes
from bptip.problems.fault import Fault, FaultPath, warning
from bptip.problems.version import activities_with_paths

if TYPE_CHECKING:
    from bptip.plan.model import Activity, Update
    from bptip.progress.plan_progress import Progress

OUTSIDE_PLAN: Final = warning(
    name="outside-plan",
    what="an open activity starts or is due outside the plan's period",
    why="It would be counted as unfinished when the plan ends, or was meant for another plan.",
    scene=scenes.LED_ACTIVITY,
    wrong="due = 2027-06-30",
    right="due = 2026-06-30",
)

NO_LEAD: Final = warning(
    name="no-lead",
    what="an open activity has no lead",
    why="Nobody is answerable for it, so nobody can be asked.",
    scene=scenes.BARE_ACTIVITY,
    wrong="due = 2026-11-30",
    right='lead = ["Indonesia"]\ndue = 2026-11-30',
)

NO_DUE: Final = warning(
    name="no-due",
    what="an open activity has no due date",
    why="It can only be late when the plan is over.",
    scene=scenes.BARE_ACTIVITY,
    wrong='lead = ["Indonesia"]',
    right='lead = ["Indonesia"]\ndue = 2026-11-30',
)

NO_TARGET: Final = warning(
    name="no-target",
    what="an indicator of an open activity has no target",
    why="A figure without a target says how much, not whether it is enough.",
    scene=scenes.INDICATOR,
    wrong='unit = "people"',
    right='unit = "people"\ntarget = 60',
)

NO_EVIDENCE: Final = warning(
    name="no-evidence",
    what="an item was reported completed without evidence",
    why="The figure can't be borne out in front of anyone.",
    scene=scenes.UPDATE,
    wrong='status = "completed"',
    right='status = "completed"\nevidence = ["https://example.org/minutes"]',
)

NO_REASON: Final = warning(
    name="no-reason",
    what="an item was reported delayed or on hold without a reason",
    why="Who reads the report will ask, and nobody can help who doesn't know why.",
    scene=scenes.UPDATE,
    wrong='status = "delayed"',
    right='status = "delayed"\nreason = "approvals"',
)

CODES: Final = (
    OUTSIDE_PLAN,
    NO_LEAD,
    NO_DUE,
    NO_TARGET,
    NO_EVIDENCE,
    NO_REASON,
)


def open_activities(progress: Progress) -> Iterator[tuple[Activity, FaultPath]]:
    """The activities of a version that are open, with the paths of their headings."""
    status = {each.activity.id: each.status for each in progress.activities}
    for activity, path in activities_with_paths(progress.version):
        if status[activity.id].is_open:
            yield activity, path


def outside_plan(progress: Progress) -> Iterator[Fault]:
    """Starts and due dates outside the plan's period."""
    plan = progress.plan
    for activity, path in open_activities(progress):
        for key, word in (("start", "starts"), ("due", "is due")):
            day = getattr(activity, key)
            if day is not None and not plan.start <= day <= plan.end:
                period = f"{plan.start.isoformat()} to {plan.end.isoformat()}"
                message = f"Activity {activity.id} {word} on {day.isoformat()}, outside the plan."
                yield Fault(OUTSIDE_PLAN, (*path, key), message, f"The plan runs from {period}.")


def without_lead(progress: Progress) -> Iterator[Fault]:
    """Activities for which nobody is answerable."""
    for activity, path in open_activities(progress):
        if not activity.lead:
            yield Fault(NO_LEAD, path, f"Activity {activity.id} has no lead.")


def without_due(progress: Progress) -> Iterator[Fault]:
    """Activities without a due date."""
    for activity, path in open_activities(progress):
        if activity.due is None:
            yield Fault(NO_DUE, path, f"Activity {activity.id} has no due date.")


def without_target(progress: Progress) -> Iterator[Fault]:
    """Indicators without a target."""
    for activity, path in open_activities(progress):
        for k, indicator in enumerate(activity.indicators):
            if indicator.target is None:
                message = f'Activity {activity.id}: the indicator "{indicator.id}" has no target.'
                yield Fault(NO_TARGET, (*path, "indicator", k), message)


VERSION_CHECKS: Final[tuple[Callable[[Progress], Iterator[Fault]], ...]] = (
    outside_plan,
    without_lead,
    without_due,
    without_target,
)
"""What is looked at in the file of a version, as it stands today."""


def without_evidence(progress: Progress, places: dict[str, int]) -> Iterator[Fault]:
    """Completed items whose status in force has no evidence."""
    for update in _status_updates(progress, Status.COMPLETED):
        if not update.evidence:
            message = f"{_reported(update)} without evidence."
            yield Fault(NO_EVIDENCE, ("update", places[update.id]), message)


def without_reason(progress: Progress, places: dict[str, int]) -> Iterator[Fault]:
    """Delayed and waiting items for whose status in force no reason was given."""
    reasons = {each.item.id: each.reported.reason for each in progress.items}
    for update in _status_updates(progress, Status.DELAYED, Status.ON_HOLD):
        if reasons[update.item] is None:
            message = f"{_reported(update)} without a reason."
            yield Fault(NO_REASON, ("update", places[update.id]), message)


def _reported(update: Update) -> str:
    return f"Item {update.item} was reported {update.status} on {update.on.isoformat()}"


def _status_updates(progress: Progress, *statuses: Status) -> Iterator[Update]:
    """The updates that state the status in force of items that have one of these."""
    for each in progress.items:
        update = each.reported.status_from
        if update is not None and update.status in statuses:
            yield update


JOURNAL_CHECKS: Final[tuple[Callable[[Progress, dict[str, int]], Iterator[Fault]], ...]] = (
    without_evidence,
    without_reason,
)
"""What is looked at in the journal, given the place of each update in its file."""


def version_warnings(progress: Progress) -> list[Fault]:
    """What is worth a look in the file of a version."""
    return [fault for check in VERSION_CHECKS for fault in check(progress)]


def journal_warnings(progress: Progress, places: dict[str, int]) -> list[Fault]:
    """What is worth a look in the journal."""
    return [fault for check in JOURNAL_CHECKS for fault in check(progress, places)]
