"""What carries an item on, by the `continues` that plans declare: across plans and versions.

A reference is `PLAN/ITEM` ("2022/1.2") or, to an earlier version of the same plan, `vN/ITEM`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from bptip.model import Item, Status, Version

REFERENCE: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)/([A-Za-z0-9][A-Za-z0-9._-]*)")
VERSION_NAME: Final = re.compile(r"v([0-9]+)")


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
    third one carries on that one too. Within one plan, an id means the same item in all versions.
    No version carries itself on, whatever it declares.
    """
    if (old.plan.id, old.plan.version) == (new.plan.id, new.plan.version):
        return []
    before = {item.id: item for item in old.items}
    by_plan: dict[str, list[Version]] = {}
    for version in editions:
        by_plan.setdefault(version.plan.id, []).append(version)
    found = []
    for item in new.items:
        reached = _reached(item, new.plan.id, by_plan)
        found += [(before[each.item], item) for each in reached if _is_in(each, old, before)]
    return found


def references_of(item: Item, within: str) -> list[Reference]:
    """What an item of a plan declares to carry on, without what names no item.

    Nor does what names the item's own plan without one of its versions.
    """
    parsed = (parse_reference(text, within) for text in item.continues)
    return [each for each in parsed if each and (each.plan != within or each.version is not None)]


def _reached(item: Item, plan: str, by_plan: Mapping[str, Iterable[Version]]) -> set[Reference]:
    """All that an item of a plan carries on, straight or through others."""
    reached: set[Reference] = set()
    pending = references_of(item, plan)
    while pending:
        reference = pending.pop()
        if reference in reached:
            continue
        reached.add(reference)
        for version in by_plan.get(reference.plan, ()):
            if reference.version in (None, version.plan.version):
                there = (each for each in version.items if each.id == reference.item)
                pending += [more for each in there for more in references_of(each, reference.plan)]
    return reached


def _is_in(reference: Reference, version: Version, ids: Iterable[str]) -> bool:
    """Whether a reference names an item of a version, or of an earlier one that it still has."""
    if reference.plan != version.plan.id or reference.item not in ids:
        return False
    return reference.version is None or version.plan.version <= reference.version
