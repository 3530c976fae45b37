"""Warnings: faults worth correcting in a plan and a journal that are in use.

Closed activities get no warnings about the plan's file, since nobody acts on them any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from bptip.plan.command_lines import command_line
from bptip.plan.dates import year_hint
from bptip.plan.journal import Update
from bptip.plan.model import FULL, Activity, Status
from bptip.problems.fault import Fault, FaultPath, Severity, warning
from bptip.problems.journal.against_plan import FAR_DATE
from bptip.problems.similar_names import similar_names, similar_reporters
from bptip.problems.version import activities_with_paths, activity_out_of_order
from bptip.progress.contradictions import contradictions, not_counted
from bptip.progress.fold import Reported
from bptip.progress.item_progress import reported_parts
from bptip.progress.plan_progress import Progress

OUTSIDE_PLAN: Final = warning(
    name="outside-plan",
    what="an open activity starts or is due outside the plan's period",
    why="The activity counts as unfinished when the plan ends, or it belongs to another plan.",
    scene="led-activity",
    wrong="due = 2027-06-30",
    right="due = 2026-06-30",
)

NO_LEAD: Final = warning(
    name="no-lead",
    what="an open activity has no lead",
    why="Nobody is responsible for it, so there is nobody to ask about it.",
    scene="bare-activity",
    wrong="due = 2026-11-30",
    right='lead = ["Indonesia"]\ndue = 2026-11-30',
)

NO_DUE: Final = warning(
    name="no-due",
    what="an open activity has no due date",
    why="Without a due date, it is not late until the whole plan has ended.",
    scene="bare-activity",
    wrong='lead = ["Indonesia"]',
    right='lead = ["Indonesia"]\ndue = 2026-11-30',
)

NO_TARGET: Final = warning(
    name="no-target",
    what="an indicator of an open activity has no target",
    why="Without a target, a figure shows how much was done, and not whether it is enough.",
    scene="indicator",
    wrong='unit = "people"',
    right='unit = "people"\ntarget = 60',
)

NO_EVIDENCE: Final = warning(
    name="no-evidence",
    what="an item was reported completed without evidence",
    why="Nobody can show afterwards that it was done.",
    scene="update",
    wrong='status = "completed"',
    right='status = "completed"\nevidence = ["https://example.org/minutes"]',
)

NO_REASON: Final = warning(
    name="no-reason",
    what="an item was reported delayed or on hold without a reason",
    why="Readers of the report will ask, and nobody can help without knowing the reason.",
    scene="update",
    wrong='status = "delayed"',
    right='status = "delayed"\nreason = "approvals"',
)

CONTRADICTION: Final = warning(
    name="contradiction",
    what="two parties reported different statuses of one item",
    why="The later report counts, though the other party may be right.",
    scene="rival-update",
    wrong='status = "on-hold"\nreason = "funding"',
    right='status = "in-progress"',
)

NOT_COUNTED: Final = warning(
    name="not-counted",
    what="an update does not count, because of what the plan says about its activity",
    why="If each lead reports on its own part, only such reports count; else they never count.",
    scene="update",
    wrong='by = "Indonesia"\nown = true\nstatus = "in-progress"',
    right='by = "Indonesia"\nstatus = "in-progress"',
)

NOT_DECLARED: Final = warning(
    name="not-declared",
    what="an item is reported at 100 %, and nobody has declared it completed",
    why="Without a declared status, it counts as in progress.",
    scene="update",
    wrong="progress = 100",
    right='status = "completed"\nprogress = 100\nevidence = ["https://example.org/minutes"]',
)

CONTINUOUS_WITH_DUE: Final = warning(
    name="continuous-with-due",
    what="an activity was reported continuous, and the plan states a due date",
    why="After its due date, it counts as overdue like any other activity.",
    scene="update",
    wrong='status = "continuous"',
    right='status = "in-progress"',
)


Places = Mapping[str, int]
"""The place of each update in the journal's file, by the update's id."""


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
            day, words = getattr(activity, key), getattr(activity, f"{key}_words")
            if day is not None and not plan.start <= day <= plan.end:
                span = f' ("{words}")' if words else ""
                name = f"Activity {activity.id} {verb} on {day.isoformat()}{span}"
                message = f"{name}, outside the plan's period."
                runs = f"The plan runs from {plan.start.isoformat()} to {plan.end.isoformat()}."
                hint = year_hint(day, plan.start, plan.end) or runs
                yield Fault(OUTSIDE_PLAN, (*path, key), message, hint, item=activity.id)


def far_period(progress: Progress) -> Iterator[Fault]:
    """Yields a fault if the plan starts decades from now."""
    hint = year_hint(progress.plan.start, progress.as_of, progress.as_of)
    if hint and progress.plan.start > progress.as_of:
        message = f"The plan starts on {progress.plan.start.isoformat()}, decades from now."
        yield Fault(FAR_DATE, ("plan", "start"), message, hint)


def without_lead(progress: Progress) -> Iterator[Fault]:
    """Yields a fault for each activity without a lead."""
    for activity, path in open_activities(progress):
        if not activity.lead:
            message = f"Activity {activity.id} has no lead."
            yield Fault(
                NO_LEAD, path, message, 'Add a line to the activity: lead = ["…"]', item=activity.id
            )


def without_due(progress: Progress) -> Iterator[Fault]:
    """Yields a fault for each activity without a due date that is not ongoing."""
    for activity, path in open_activities(progress):
        if activity.due is None and not activity.is_ongoing:
            message = f"Activity {activity.id} has no due date."
            day = activity.due_in(progress.plan) or activity.start or progress.plan.end
            hint = (
                f"Add a line to the activity: due = {day.isoformat()}, "
                'or due = "ongoing" if it has no end.'
            )
            yield Fault(NO_DUE, path, message, hint, item=activity.id)


def without_target(progress: Progress) -> Iterator[Fault]:
    """Yields a fault for each indicator without a target."""
    for activity, path in open_activities(progress):
        for place, indicator in enumerate(activity.indicators):
            if indicator.target is None:
                message = f'Activity {activity.id}: the indicator "{indicator.id}" has no target.'
                hint = "Add a line to the indicator: target = 60"
                yield Fault(NO_TARGET, (*path, "indicator", place), message, hint, item=activity.id)


def released_out_of_order(progress: Progress) -> Iterator[Fault]:
    """Yields a warning for each start after the due date, in a version that was released."""
    if progress.plan.released is not None:
        for activity, path in open_activities(progress):
            for fault in activity_out_of_order(activity, path):
                hint = "A released version is not edited: correct it in the next version."
                yield fault._replace(hint=hint, severity=Severity.WARNING)


VERSION_CHECKS: Final[tuple[Callable[[Progress], Iterator[Fault]], ...]] = (
    far_period,
    outside_plan,
    released_out_of_order,
    without_lead,
    without_due,
    without_target,
    similar_names,
)
"""The checks of a version's file, for the progress on this day."""


def without_evidence(progress: Progress, places: Places) -> Iterator[Fault]:
    """Yields a fault for each completed item whose current status was stated without evidence."""
    for update, _ in _in_force(progress, Status.COMPLETED):
        if not update.evidence and not update.redacted:
            message = f"{_report(update)} without evidence."
            hint = _addition(progress, update, "--evidence ADDRESS")
            yield Fault(NO_EVIDENCE, ("update", places[update.id]), message, hint, item=update.item)


def without_reason(progress: Progress, places: Places) -> Iterator[Fault]:
    """Yields a fault for each delayed or waiting item with neither a reason nor challenges.

    Redacted updates are left out, since they may have had a reason.
    """
    for update, reported in _in_force(progress, *(each for each in Status if each.needs_reason)):
        if reported.reason is None and reported.challenges is None and not update.redacted:
            message = f"{_report(update)} without a reason."
            hint = _addition(progress, update, "--reason REASON")
            yield Fault(NO_REASON, ("update", places[update.id]), message, hint, item=update.item)


def contradicting(progress: Progress, places: Places) -> Iterator[Fault]:
    """Yields a fault for each status in force that contradicts the report of another party."""
    for in_force, contradicted in contradictions(progress):
        message = (
            f"{_report(in_force)} by {in_force.by}, "
            f"but {contradicted.status} on {contradicted.on.isoformat()} by {contradicted.by}."
        )
        hint = "Ask both parties, and record the status that is right."
        yield Fault(CONTRADICTION, ("update", places[in_force.id]), message, hint)


def uncounted(progress: Progress, counted: Iterable[Update], places: Places) -> Iterator[Fault]:
    """Yields a fault for each of the journal's updates that the version in force does not count."""
    activities = {each.activity.id: each.activity for each in progress.activities}
    for update in not_counted(progress, counted):
        activity = activities.get(update.item)
        has_each = activity is not None and activity.each
        name = f"The update of {update.on.isoformat()} about {update.item}"
        if not has_each:
            why = f"it is about the own part of {update.by or 'a party'}, and the item has no parts"
            hint = (
                "Remove own = true if it is about the whole item; only an activity with "
                "each = true has parts."
            )
        elif update.own:
            why = f"{update.by or 'nobody'} is not one of the activity's leads"
            hint = 'Correct "by", or add the party to the leads in the next version of the plan.'
        else:
            why = "each lead of this activity reports for itself"
            hint = 'Add own = true and by = "…" if it states the part of one lead.'
        message = f"{name} does not count: {why}."
        yield Fault(NOT_COUNTED, ("update", places[update.id]), message, hint, item=update.item)


def undeclared(progress: Progress, places: Places) -> Iterator[Fault]:
    """Yields a fault for each item at 100 % whose status nobody has stated."""
    for item in progress.items:
        for reported in (part.reported for part in reported_parts(item)):
            if reported.status_from is None and reported.progress == FULL:
                update = next(each for each in reversed(reported.updates) if each.progress == FULL)
                message = (
                    f"Item {update.item} was reported at 100 % on {update.on.isoformat()}, "
                    "and nobody has declared it completed."
                )
                completed = update._replace(status=Status.COMPLETED)
                hint = f"If it is completed: {_command(progress, completed)} --evidence ADDRESS"
                yield Fault(
                    NOT_DECLARED,
                    ("update", places[update.id], "progress"),
                    message,
                    hint,
                    item=update.item,
                )


def continuous_with_due(progress: Progress, places: Places) -> Iterator[Fault]:
    """Yields a fault for each activity with a due date that was reported as continuous."""
    due = {each.id: each.due for each in progress.version.activities if not each.is_ongoing}
    for update, _ in _in_force(progress, Status.CONTINUOUS):
        day = due.get(update.item)
        if day is not None:
            message = f"{_report(update)}, and it is due on {day.isoformat()}."
            hint = (
                "Report it in-progress or completed, "
                'or write due = "ongoing" in the next version of the plan.'
            )
            path = ("update", places[update.id], "status")
            yield Fault(CONTINUOUS_WITH_DUE, path, message, hint, item=update.item)


def _report(update: Update) -> str:
    """Returns the beginning of a message about a status that was reported."""
    return f"Item {update.item} was reported {update.status} on {update.on.isoformat()}"


def _addition(progress: Progress, update: Update, option: str) -> str:
    """Returns the command that reports a status again, for the same day, with one more option."""
    return f"Add it: {_command(progress, update)} {option}"


def _command(progress: Progress, update: Update) -> str:
    """Returns the command that reports a status for the same day, by the same party.

    If a shell would change the name of the party, the user has to type it.
    """
    item = f"{progress.plan.id}/{update.item}"
    words = ("update", item, "--status", str(update.status), "--on", update.on.isoformat())
    by = ("--by", update.by) if update.by else ()
    return command_line((*words, *by)) or f"{command_line(words)} --by PARTY"


def _in_force(progress: Progress, *statuses: Status) -> Iterator[tuple[Update, Reported]]:
    """Yields the updates that state the current statuses of items and of parties' own parts."""
    for item in progress.items:
        for part in reported_parts(item):
            update = part.reported.status_from
            if update is not None and update.status in statuses:
                yield update, part.reported


JOURNAL_CHECKS: Final[tuple[Callable[[Progress, Places], Iterator[Fault]], ...]] = (
    without_evidence,
    without_reason,
    contradicting,
    undeclared,
    continuous_with_due,
    similar_reporters,
)
"""The checks of the journal, given the place of each update in its file."""


def version_warnings(progress: Progress) -> list[Fault]:
    """Returns the warnings of a version's file."""
    return [fault for check in VERSION_CHECKS for fault in check(progress)]


def journal_warnings(progress: Progress, counted: Iterable[Update], places: Places) -> list[Fault]:
    """Returns the warnings of the journal; `counted` are its updates that count."""
    faults = [fault for check in JOURNAL_CHECKS for fault in check(progress, places)]
    return [*faults, *uncounted(progress, counted, places)]
