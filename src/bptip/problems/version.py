"""Faults that a version's file shows by itself: one check a function."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from bptip.plan.model import Activity, Item, Version
from bptip.plan.near_names import cached_hint, did_you_mean, listed, nearest
from bptip.plan.parties import NO_PARTIES, Parties, key_of_name, spelled_version, spellings_of
from bptip.plan.references import parse_reference, written_references
from bptip.problems.fault import Code, Fault, FaultPath
from bptip.problems.parties import DUPLICATE_PARTY
from bptip.problems.shape import BAD_VALUE, MISSING_KEY

DUPLICATE_ID: Final = Code(
    name="duplicate-id",
    what="two items of a version have the same id",
    why="An update names its item by id, so it would count for both items.",
    scene="second-activity",
    wrong='id = "1.1"',
    right='id = "1.2"',
)

UNKNOWN_PARTY: Final = Code(
    name="unknown-party",
    what="a lead, or the party that reports, is not one of the plan's parties",
    why="If a name is spelt in two ways, the work of one party is counted as the work of two.",
    scene="plan-with-lists",
    wrong='lead = ["Indonsia"]',
    right='lead = ["Indonesia"]',
)

UNKNOWN_THEME: Final = Code(
    name="unknown-theme",
    what="an activity's theme is not one of the plan's themes",
    why="If a theme is spelt in two ways, it is counted as two themes.",
    scene="plan-with-lists",
    wrong='lead = ["Indonesia"]\nthemes = ["preventing"]',
    right='lead = ["Indonesia"]\nthemes = ["prevention"]',
)

DATE_ORDER: Final = Code(
    name="date-order",
    what="a start date is later than the end or due date",
    why="One of the two dates must be wrong, and bptip needs both to work out what is late.",
    scene="led-activity",
    wrong="start = 2026-11-30\ndue = 2026-03-31",
    right="start = 2026-03-31\ndue = 2026-11-30",
)

_FOLLOWS: Final = re.compile(r"v([0-9]{1,18}) ([0-9a-f]{16})")
_VERSION_LIKE: Final = re.compile(r"v[0-9]+")


def activities_with_paths(version: Version) -> Iterator[tuple[Activity, FaultPath]]:
    """Yields every activity with the path of its heading."""
    for row, objective in enumerate(version.objectives):
        for place, activity in enumerate(objective.activities):
            yield activity, ("objective", row, "activity", place)


def items_with_paths(version: Version) -> Iterator[tuple[Item, FaultPath]]:
    """Yields every objective and activity with the path of its heading."""
    for row, objective in enumerate(version.objectives):
        yield objective, ("objective", row)
        for place, activity in enumerate(objective.activities):
            yield activity, ("objective", row, "activity", place)


def duplicate_ids(version: Version) -> Iterator[Fault]:
    """Yields a fault for each id that an earlier item, or indicator of the activity, also has."""
    owners: dict[str, str] = {}
    for item, path in items_with_paths(version):
        name = f'"{item.title}"' if item.title else "an item without a title"
        if item.id in owners:
            message = f'Two items have the id "{item.id}": {owners[item.id]} and {name}.'
            yield Fault(DUPLICATE_ID, (*path, "id"), message, "Give each item its own id.")
        owners.setdefault(item.id, name)
    for activity, path in activities_with_paths(version):
        ids: set[str] = set()
        for place, indicator in enumerate(activity.indicators):
            if indicator.id in ids:
                message = f'Activity {activity.id} has two indicators with the id "{indicator.id}".'
                hint = "Give each indicator its own id."
                yield Fault(DUPLICATE_ID, (*path, "indicator", place, "id"), message, hint)
            ids.add(indicator.id)


def unknown_leads(version: Version) -> Iterator[Fault]:
    """Yields a fault for each lead that is not in the plan's list of parties, if it has one."""
    yield from _unlisted(version, "lead", version.plan.reporters, "parties", UNKNOWN_PARTY)


def unknown_members(version: Version) -> Iterator[Fault]:
    """Yields a fault for each member of a group that is not a party."""
    plan = version.plan
    parties = frozenset(plan.parties)
    for group, members in plan.groups.items():
        for place, member in enumerate(members):
            if member in plan.groups or (parties and member not in parties):
                message = f'The group "{group}": "{member}" is not one of the plan\'s parties.'
                hint = allowed_hint(member, plan.parties) if plan.parties else "List parties only."
                yield Fault(UNKNOWN_PARTY, ("plan", "groups", group, place), message, hint)


def groups_called_like_parties(version: Version) -> Iterator[Fault]:
    """Yields a fault for each group that has the name of a party."""
    parties = {key_of_name(party): party for party in version.plan.parties}
    for group in version.plan.groups:
        if key_of_name(group) in parties:
            message = f'The group "{group}" has the name of a party.'
            hint = "Give the group a name of its own."
            yield Fault(DUPLICATE_PARTY, ("plan", "groups", group), message, hint)


def unknown_themes(version: Version) -> Iterator[Fault]:
    """Yields a fault for each theme that is not in the plan's list of themes, if it has one."""
    yield from _unlisted(version, "themes", version.plan.themes, "themes", UNKNOWN_THEME)


def _unlisted(
    version: Version, key: str, allowed: Sequence[str], kind: str, code: Code
) -> Iterator[Fault]:
    """Yields a fault for each name under `key` that `allowed` lacks; none if it is empty."""
    hint = cached_hint(lambda name: allowed_hint(name, allowed))
    known = frozenset(allowed)
    for activity, path in activities_with_paths(version) if allowed else ():
        for place, name in enumerate(getattr(activity, key)):
            if name not in known:
                what = f'Activity {activity.id}: the {key.removesuffix("s")} "{name}"'
                message = f"{what} is not one of the plan's {kind}."
                yield Fault(code, (*path, key, place), message, hint(name))


def allowed_hint(value: str, allowed: Sequence[str]) -> str:
    """Returns the allowed value that is most like this one, and the list of allowed values."""
    near = nearest(value, allowed)
    return f"{did_you_mean(value, near)} Allowed: {listed(allowed)}.".lstrip()


def dates_out_of_order(version: Version) -> Iterator[Fault]:
    """Yields a fault for each start later than the plan's end or the activity's due date.

    Activities of a released version get a warning instead: an endorsed version is not edited.
    """
    plan = version.plan
    if plan.start > plan.end:
        yield _out_of_order(("plan", "end"), "The plan", "ends", plan.start, plan.end)
    if plan.released is None:
        for activity, path in activities_with_paths(version):
            yield from activity_out_of_order(activity, path)


def activity_out_of_order(activity: Activity, path: FaultPath) -> Iterator[Fault]:
    """Yields a fault if an activity is due before it starts."""
    if activity.start and activity.due and activity.start > activity.due:
        name = f"Activity {activity.id}"
        yield _out_of_order((*path, "due"), name, "is due", activity.start, activity.due)


def _out_of_order(path: FaultPath, item: str, ends: str, start: date, end: date) -> Fault:
    """Returns the fault that an item ends before it starts."""
    message = f"{item} {ends} on {end.isoformat()}, before it starts on {start.isoformat()}."
    return Fault(DATE_ORDER, path, message, "Correct the date that is wrong.")


def each_without_lead(version: Version) -> Iterator[Fault]:
    """Yields a fault for each activity that has `each` and no lead."""
    for activity, path in activities_with_paths(version):
        if activity.each and not activity.lead:
            message = f'Activity {activity.id} has "each" and no lead.'
            hint = 'Write, for example: lead = ["Australia", "Indonesia"].'
            yield Fault(MISSING_KEY, path, message, hint)


def version_like_plan_id(version: Version) -> Iterator[Fault]:
    """Yields a fault if the plan is called "v1", which means a version in a reference."""
    if _VERSION_LIKE.fullmatch(version.plan.id):
        message = f'A plan cannot have the id "{version.plan.id}": that is the name of a version.'
        yield Fault(BAD_VALUE, ("plan", "id"), message, 'For example: "2027-2029".')


def malformed_references(version: Version) -> Iterator[Fault]:
    """Yields a fault for each entry of `continues` that cannot be parsed."""
    for item, path in items_with_paths(version):
        for place, text in enumerate(written_references(item)):
            if parse_reference(text, version.plan.id) is None:
                message = f'Item {item.id}: "{text}" is not a reference to an item.'
                hint = (
                    'Write the plan and the item, "2022/1.2", or the version and the item, '
                    '"v1/1.2".'
                )
                yield Fault(BAD_VALUE, (*path, "continues", place), message, hint)


def malformed_follows(version: Version) -> Iterator[Fault]:
    """Yields a fault if `follows` cannot be parsed."""
    follows = version.plan.follows
    if follows is not None and parse_follows(follows) is None:
        message = f'The plan: "follows" cannot be "{follows}".'
        hint = "`bptip amend` writes this key. Delete it if you made this version by hand."
        yield Fault(BAD_VALUE, ("plan", "follows"), message, hint)


def parse_follows(text: str) -> tuple[int, str] | None:
    """Returns the number of the version before and the digest of its values; None if malformed."""
    match = _FOLLOWS.fullmatch(text)
    return (int(match[1]), match[2]) if match else None


CHECKS: Final[tuple[Callable[[Version], Iterator[Fault]], ...]] = (
    duplicate_ids,
    unknown_leads,
    unknown_members,
    groups_called_like_parties,
    unknown_themes,
    dates_out_of_order,
    each_without_lead,
    version_like_plan_id,
    malformed_references,
    malformed_follows,
)
"""The checks of each version's file."""


def version_faults(version: Version, parties: Parties = NO_PARTIES) -> list[Fault]:
    """Returns all faults in the values of a version's file; parties may be in any spelling."""
    spellings = spellings_of(parties, [version])
    spelled = spelled_version(version, spellings.in_place) if spellings else version
    return [fault for check in CHECKS for fault in check(spelled)]
