"""Warnings: what is worth correcting in a plan and a journal that are in use.

Completed and discontinued activities have no warnings, since nobody acts on them any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from bptip.plan.dates import year_hint
from bptip.plan.model import Status
from bptip.problems import scenes
from bptip.problems.fault import Fault, FaultPath, warning
from bptip.problems.journal.against_plan import FAR_DATE
from bptip.problems.version import activities_with_paths

if TYPE_CHECKING:
    from bptip.plan.model import Activity, Update
    from bptip.progress.plan_progress import Progress

OUTSIDE_PLAN: Final = warning(
    name="outside-plan",
    what="an open activity starts or is due outside the plan's period",
    why="The activity counts as unfinished when the plan ends, or it belongs to another plan.",
    scene=scenes.LED_ACTIVITY,
    wrong="due = 2027-06-30",
    right="due = 2026-06-30",
)

NO_LEAD: Final = warning(
    name="no-lead",
    what="an open activity has no lead",
    why="Nobody is responsible for it, so there is nobody to ask about it.",
    scene=scenes.BARE_ACTIVITY,
    wrong="due = 2026-11-30",
    right='lead = ["Indonesia"]\ndue = 2026-11-30',
)

NO_DUE: Final = warning(
    name="no-due",
    what="an open activity has no due date",
    why="Without one, it is not late before the whole plan has ended.",
    scene=scenes.BARE_ACTIVITY,
    wrong='lead = ["Indonesia"]',
    right='lead = ["Indonesia"]\ndue = 2026-11-30',
)

NO_TARGET: Final = warning(
    name="no-target",
    what="an indicator of an open activity has no target",
    why="Without a target, a figure shows how much was done, and not whether it is enough.",
    scene=scenes.INDICATOR,
    wrong='unit = "people"',
    right='unit = "people"\ntarget = 60',
)

NO_EVIDENCE: Final = warning(
    name="no-evidence",
    what="an item was reported completed without evidence",
    why="Nobody can show afterwards that it was done.",
    scene=scenes.UPDATE,
    wrong='status = "completed"',
    right='status = "completed"\nevidence = ["https://example.org/minutes"]',
)

NO_REASON: Final = warning(
    name="no-reason",
    what="an item was reported delayed or on hold without a reason",
    why="Readers of the report will ask, and nobody can help without knowing the reason.",
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
    """Yields the open activities of a version with the paths of their headings."""
    status = {each.activity.id: each.status for each in progress.activities}
    for activity, path in activities_with_paths(progress.version):
        if status[activity.id].is_open:
            yield activity, path


def outside_plan(progress: Progress) -> Iterator[Fault]:
    """Yields a fault for each start and due date outside the plan's period."""
    plan = progress.plan
    for activity, path in open_activities(progress):
        for key, verb in (("start", "starts"), ("due", "is due")):
            day = getattr(activity, key)
            if day is not None and not plan.start <= day <= plan.end:
                name = f"Activity {activity.id} {verb} on {day.isoformat()}"
                message = f"{name}, outside the plan's period."
                runs = f"The plan runs from {plan.start.isoformat()} to {plan.end.isoformat()}."
                hint = year_hint(day, plan.start, plan.end) or runs
                yield Fault(OUTSIDE_PLAN, (*path, key), message, hint)


def far_period(progress: Progress) -> Iterator[Fault]:
    """Yields the fault of a plan that starts decades from now."""
    hint = year_hint(progress.plan.start, progress.as_of, progress.as_of)
    if hint and progress.plan.start > progress.as_of:
        message = f"The plan starts on {progress.plan.start.isoformat()}, decades from now."
        yield Fault(FAR_DATE, ("plan", "start"), message, hint)


def without_lead(progress: Progress) -> Iterator[Fault]:
    """Yields a fault for each activity without a lead."""
    for activity, path in open_activities(progress):
        if not activity.lead:
            message = f"Activity {activity.id} has no lead."
            yield Fault(NO_LEAD, path, message, 'Add a line to the activity: lead = ["…"]')


def without_due(progress: Progress) -> Iterator[Fault]:
    """Yields a fault for each activity without a due date."""
    for activity, path in open_activities(progress):
        if activity.due is None:
            message = f"Activity {activity.id} has no due date."
            hint = f"Add a line to the activity: due = {progress.plan.end.isoformat()}"
            yield Fault(NO_DUE, path, message, hint)


def without_target(progress: Progress) -> Iterator[Fault]:
    """Yields a fault for each indicator without a target."""
    for activity, path in open_activities(progress):
        for place, indicator in enumerate(activity.indicators):
            if indicator.target is None:
                message = f'Activity {activity.id}: the indicator "{indicator.id}" has no target.'
                hint = "Add a line to the indicator: target = 60"
                yield Fault(NO_TARGET, (*path, "indicator", place), message, hint)


VERSION_CHECKS: Final[tuple[Callable[[Progress], Iterator[Fault]], ...]] = (
    far_period,
    outside_plan,
    without_lead,
    without_due,
    without_target,
)
"""The checks of a version's file, for the progress on this day."""


def without_evidence(progress: Progress, places: Mapping[str, int]) -> Iterator[Fault]:
    """Yields a fault for each completed item whose current status has no evidence."""
    for update in _status_updates(progress, Status.COMPLETED):
        if not update.evidence:
            message = f"{_report(update)} without evidence."
            hint = _addition(progress, update, "--evidence ADDRESS")
            yield Fault(NO_EVIDENCE, ("update", places[update.id]), message, hint)


def without_reason(progress: Progress, places: Mapping[str, int]) -> Iterator[Fault]:
    """Yields a fault for each delayed or waiting item that has no reason."""
    reasons = {each.item.id: each.reported.reason for each in progress.items}
    for update in _status_updates(progress, Status.DELAYED, Status.ON_HOLD):
        if reasons[update.item] is None:
            message = f"{_report(update)} without a reason."
            hint = _addition(progress, update, "--reason REASON")
            yield Fault(NO_REASON, ("update", places[update.id]), message, hint)


def _report(update: Update) -> str:
    """Returns the beginning of a message about a status that was reported."""
    return f"Item {update.item} was reported {update.status} on {update.on.isoformat()}"


def _addition(progress: Progress, update: Update, option: str) -> str:
    """Returns the command that reports a status again, for the same day, with one more option."""
    command = f"bptip update {progress.plan.id}/{update.item} --status {update.status}"
    return f"Add it: {command} --on {update.on.isoformat()} {option}"


def _status_updates(progress: Progress, *statuses: Status) -> Iterator[Update]:
    """Yields the updates that the current status comes from, for items with these statuses."""
    for item in progress.items:
        update = item.reported.status_from
        if update is not None and update.status in statuses:
            yield update


JOURNAL_CHECKS: Final[tuple[Callable[[Progress, Mapping[str, int]], Iterator[Fault]], ...]] = (
    without_evidence,
    without_reason,
)
"""The checks of the journal, given the place of each update in its file."""


def version_warnings(progress: Progress) -> list[Fault]:
    """Returns the warnings of a version's file."""
    return [fault for check in VERSION_CHECKS for fault in check(progress)]


def journal_warnings(progress: Progress, places: Mapping[str, int]) -> list[Fault]:
    """Returns the warnings of the journal."""
    return [fault for check in JOURNAL_CHECKS for fault in check(progress, places)]
