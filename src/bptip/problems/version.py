"""Faults of a plan's version that can be seen in its file alone: one check a function."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bptip.plan.names import listed, nearest, sparing
from bptip.plan.references import parse_reference
from bptip.problems import scenes
from bptip.problems.fault import Code, Fault, FaultPath
from bptip.problems.shape import BAD_VALUE

if TYPE_CHECKING:
    from datetime import date

    from bptip.plan.model import Activity, Item, Version

DUPLICATE_ID: Final = Code(
    name="duplicate-id",
    what="two items of a version have one id",
    why="The journal knows items by id: an update about this id would count for both.",
    scene=scenes.SECOND_ACTIVITY,
    wrong='id = "1.1"',
    right='id = "1.2"',
)

UNKNOWN_PARTY: Final = Code(
    name="unknown-party",
    what="a lead, or who reports, is none of the plan's parties",
    why="Under two spellings, one party's work is counted as two parties' work.",
    scene=scenes.LISTED,
    wrong='lead = ["Indonsia"]',
    right='lead = ["Indonesia"]',
)

UNKNOWN_THEME: Final = Code(
    name="unknown-theme",
    what="an activity's theme is none of the plan's themes",
    why="Under two spellings, one theme is counted as two.",
    scene=scenes.LISTED,
    wrong='lead = ["Indonesia"]\nthemes = ["preventing"]',
    right='lead = ["Indonesia"]\nthemes = ["prevention"]',
)

DATE_ORDER: Final = Code(
    name="date-order",
    what="a start lies after the end or the due date",
    why="One of the two is a slip, and lateness is counted from it.",
    scene=scenes.LED_ACTIVITY,
    wrong="start = 2026-11-30\ndue = 2026-03-31",
    right="start = 2026-03-31\ndue = 2026-11-30",
)

CODES: Final = (
    DUPLICATE_ID,
    UNKNOWN_PARTY,
    UNKNOWN_THEME,
    DATE_ORDER,
)

_VERSION_LIKE: Final = re.compile(r"v[0-9]+")


def activities_with_paths(version: Version) -> Iterator[tuple[Activity, FaultPath]]:
    """Every activity with the path of its heading."""
    for i, objective in enumerate(version.objectives):
        for j, activity in enumerate(objective.activities):
            yield activity, ("objective", i, "activity", j)


def items_with_paths(version: Version) -> Iterator[tuple[Item, FaultPath]]:
    """Every objective and activity with the path of its heading."""
    for i, objective in enumerate(version.objectives):
        yield objective, ("objective", i)
        for j, activity in enumerate(objective.activities):
            yield activity, ("objective", i, "activity", j)


def duplicate_ids(version: Version) -> Iterator[Fault]:
    """Ids that stand twice: of items in the version, of indicators in an activity."""
    named: dict[str, str] = {}
    for item, path in items_with_paths(version):
        name = f'"{item.title}"' if item.title else "an item without a title"
        if item.id in named:
            message = f'The id "{item.id}" of {name} is already that of {named[item.id]}.'
            yield Fault(DUPLICATE_ID, (*path, "id"), message, "Give it an id of its own.")
        named.setdefault(item.id, name)
    for activity, path in activities_with_paths(version):
        seen: set[str] = set()
        for k, indicator in enumerate(activity.indicators):
            if indicator.id in seen:
                message = f'Activity {activity.id} has two indicators with the id "{indicator.id}".'
                yield Fault(DUPLICATE_ID, (*path, "indicator", k, "id"), message)
            seen.add(indicator.id)


def unknown_leads(version: Version) -> Iterator[Fault]:
    """Leads that are none of the plan's parties, where the plan lists these."""
    hint = sparing(lambda lead: allowed_hint(lead, version.plan.parties))
    for activity, path in activities_with_paths(version):
        for n in unlisted(activity.lead, version.plan.parties):
            lead = activity.lead[n]
            message = f'Activity {activity.id}: the lead "{lead}" is none of the plan\'s parties.'
            yield Fault(UNKNOWN_PARTY, (*path, "lead", n), message, hint(lead))


def unknown_themes(version: Version) -> Iterator[Fault]:
    """Themes that are none of the plan's, where the plan lists these."""
    hint = sparing(lambda theme: allowed_hint(theme, version.plan.themes))
    for activity, path in activities_with_paths(version):
        for n in unlisted(activity.themes, version.plan.themes):
            theme = activity.themes[n]
            message = f'Activity {activity.id}: the theme "{theme}" is none of the plan\'s themes.'
            yield Fault(UNKNOWN_THEME, (*path, "themes", n), message, hint(theme))


def unlisted(values: Sequence[str], allowed: Sequence[str]) -> Iterator[int]:
    """The places of the values that are not allowed; none where nothing is listed."""
    if allowed:
        yield from (n for n, value in enumerate(values) if value not in allowed)


def allowed_hint(value: str, allowed: Sequence[str]) -> str:
    """The nearest of what is allowed, and all of it, unless it is very much."""
    near = nearest(value, allowed)
    meant = f'Did you mean "{near}"? ' if near else ""
    return f"{meant}Allowed: {listed(allowed)}."


def dates_out_of_order(version: Version) -> Iterator[Fault]:
    """Starts after the plan's end or an activity's due date."""
    plan = version.plan
    if plan.start > plan.end:
        yield _out_of_order(("plan", "end"), "The plan", "ends", plan.start, plan.end)
    for activity, path in activities_with_paths(version):
        if activity.start and activity.due and activity.start > activity.due:
            where = f"Activity {activity.id}"
            yield _out_of_order((*path, "due"), where, "is due", activity.start, activity.due)


def _out_of_order(path: FaultPath, item: str, ends: str, start: date, end: date) -> Fault:
    message = f"{item} {ends} on {end.isoformat()}, before it starts on {start.isoformat()}."
    return Fault(DATE_ORDER, path, message)


def version_like_plan_id(version: Version) -> Iterator[Fault]:
    """A plan called "v1": as a reference, that means a version."""
    if _VERSION_LIKE.fullmatch(version.plan.id):
        message = f'A plan can\'t be called "{version.plan.id}": that is how versions are named.'
        yield Fault(BAD_VALUE, ("plan", "id"), message, 'For example: "2027-2029".')


def malformed_references(version: Version) -> Iterator[Fault]:
    """Entries of `continues` that name no item."""
    for item, path in items_with_paths(version):
        for n, text in enumerate(item.continues):
            if parse_reference(text, version.plan.id) is None:
                message = f'Item {item.id}: "{text}" names no item of a plan.'
                hint = 'Write the plan and the item: "2022/1.2", or "v1/1.2" within one plan.'
                yield Fault(BAD_VALUE, (*path, "continues", n), message, hint)


CHECKS: Final[tuple[Callable[[Version], Iterator[Fault]], ...]] = (
    duplicate_ids,
    unknown_leads,
    unknown_themes,
    dates_out_of_order,
    version_like_plan_id,
    malformed_references,
)
"""What is checked in each version's file."""


def version_faults(version: Version) -> list[Fault]:
    """All faults of a version's file that its values show."""
    return [fault for check in CHECKS for fault in check(version)]
