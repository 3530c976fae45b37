"""What carries an item on, by the `continues` that plans declare: across plans and versions.

A reference is `PLAN/ITEM` ("2022/1.2") or, to an earlier version of the same plan, `vN/ITEM`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from bptip.plan.model import Item, Status, Version

REFERENCE: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)/([A-Za-z0-9][A-Za-z0-9._-]*)")
VERSION_NAME: Final = re.compile(r"v([0-9]{1,18})")


class Reference(NamedTuple):
    """An item of a plan, as `continues` names it; `version` is set for a version of this plan."""

    plan: str
    item: str
    version: int | None = None

    def __str__(self) -> str:
        """As it is written: "2022/1.2" or "v1/1.2"."""
        return f"{self.plan if self.version is None else f'v{self.version}'}/{self.item}"


def parse_reference(text: str, within: str) -> Reference | None:
    """The item that a `continues` entry of the plan `within` names; None where it is malformed."""
    match = REFERENCE.fullmatch(text)
    if match is None:
        return None
    plan, item = match.groups()
    version = VERSION_NAME.fullmatch(plan)
    if version:
        return Reference(within, item, int(version[1]))
    return Reference(plan, item)


class Continuation(NamedTuple):
    """An item that declares to carry another on, and how it stands (None where not looked up)."""

    plan: str
    item: Item
    status: Status | None = None

    @property
    def reference(self) -> str:
        """As data names it: "2024-2026/1.1"."""
        return f"{self.plan}/{self.item.id}"


Continuations = Mapping[str, tuple[Continuation, ...]]
"""By the id of an item of the plan that is looked at: what carries it on."""


def continued_by(
    plan: str, others: Iterable[Version], statuses: Mapping[str, Mapping[str, Status]]
) -> Continuations:
    """What carries each item of a plan on, among the items of other plans' versions.

    `statuses` has, by plan and item, the statuses that are known.
    """
    found: dict[str, tuple[Continuation, ...]] = {}
    for version in others:
        for item in version.items:
            status = statuses.get(version.plan.id, {}).get(item.id)
            for text in item.continues:
                reference = parse_reference(text, version.plan.id)
                if reference and reference.plan == plan and reference.version is None:
                    carried = Continuation(version.plan.id, item, status)
                    found[reference.item] = (*found.get(reference.item, ()), carried)
    return found


def declared(old: Version, new: Version, editions: Iterable[Version]) -> list[tuple[Item, Item]]:
    """The items of an earlier edition with those of a later one that declare to carry them on.

    A declaration can lead through the other `editions`: what carries on an item that carries on a
    third one carries on that one too. Within one plan, an id means the same item in all versions;
    but what the earlier edition declares itself is done, though the later one repeats it. No
    version carries itself on, whatever it declares.
    """
    if (old.plan.id, old.plan.version) == (new.plan.id, new.plan.version):
        return []
    before = {item.id: item for item in old.items}
    by_plan: dict[str, list[Version]] = {}
    for version in editions:
        by_plan.setdefault(version.plan.id, []).append(version)
    done = {each for item in old.items for each in references_of(item, old.plan.id)}
    between = [each for each in by_plan.get(new.plan.id, ()) if _is_between(old, each, new)]
    found = []
    for item in new.items:
        namesakes = (each for one in between for each in one.items if each.id == item.id)
        begin = [ref for each in (item, *namesakes) for ref in references_of(each, new.plan.id)]
        reached = _reached(begin, by_plan)
        found += [
            (before[each.item], item)
            for each in reached
            if each.plan == old.plan.id
            and each.item in before
            and (_holds_in(each, old) or each not in done)
        ]
    return found


def _is_between(old: Version, version: Version, new: Version) -> bool:
    """Whether a version stands between two others of its plan."""
    of_one_plan = old.plan.id == version.plan.id == new.plan.id
    return of_one_plan and old.plan.version < version.plan.version < new.plan.version


def _holds_in(reference: Reference, version: Version) -> bool:
    """Whether a reference is of the plan as a whole, of this version, or of a later one."""
    return reference.version is None or version.plan.version <= reference.version


def references_of(item: Item, within: str) -> list[Reference]:
    """What an item of a plan declares to carry on, without what names no item.

    Nor does what names the item's own plan without one of its versions.
    """
    parsed = (parse_reference(text, within) for text in item.continues)
    return [each for each in parsed if each and (each.plan != within or each.version is not None)]


def _reached(
    begin: Iterable[Reference], by_plan: Mapping[str, Iterable[Version]]
) -> Iterable[Reference]:
    """All that an item with these references carries on, straight or through others.

    In an order that follows from the files alone, so that the same plans give the same pages.
    """
    reached: dict[Reference, None] = {}
    pending = list(begin)
    while pending:
        reference = pending.pop(0)
        if reference in reached:
            continue
        reached[reference] = None
        for version in by_plan.get(reference.plan, ()):
            if reference.version in (None, version.plan.version):
                there = (each for each in version.items if each.id == reference.item)
                pending += [more for each in there for more in references_of(each, reference.plan)]
    return reached
