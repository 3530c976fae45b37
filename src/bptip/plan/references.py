"""The `continues` of items: which item of an earlier plan or version an item carries on.

A reference is `PLAN/ITEM` ("2022/1.2") or, to an earlier version of the same plan, `vN/ITEM`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from bptip.plan.model import Item, Plan, Version

REFERENCE: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)/([A-Za-z0-9][A-Za-z0-9._-]*)")
VERSION_NAME: Final = re.compile(r"v([0-9]{1,18})")


class Reference(NamedTuple):
    """An item as named in `continues`; `version` is set for a version of the same plan."""

    plan: str
    item: str
    version: int | None = None

    def __str__(self) -> str:
        """Returns the reference as it is written: "2022/1.2" or "v1/1.2"."""
        return f"{self.plan if self.version is None else f'v{self.version}'}/{self.item}"


def parse_reference(text: str, within: str) -> Reference | None:
    """Parses a `continues` entry of the plan `within`; returns None if it is malformed."""
    match = REFERENCE.fullmatch(text)
    if match is None:
        return None
    plan, item = match.groups()
    version = VERSION_NAME.fullmatch(plan)
    if version:
        return Reference(within, item, int(version[1]))
    return Reference(plan, item)


def written_references(item: Item) -> tuple[str, ...]:
    """Returns the references that an item declares; empty for new work or without `continues`."""
    return item.continues or ()


def is_new_work(item: Item) -> bool:
    """True if an item declares that it carries on nothing: `continues = []`."""
    return item.continues == ()


def reference_from(later: Plan, earlier: Plan, item: Item) -> str:
    """Returns the reference by which a plan names an item of an earlier plan or version."""
    name = f"v{earlier.version}" if later.id == earlier.id else earlier.id
    return f"{name}/{item.id}"


def declaration(references: Iterable[str]) -> str:
    """Returns the line of a plan's file that declares what an item carries on."""
    return f"continues = [{', '.join(map(toml_text, references))}]"


def toml_text(text: str) -> str:
    """Returns a text as a TOML string of one line."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def declared(old: Version, new: Version, editions: Iterable[Version]) -> list[tuple[Item, Item]]:
    """Returns the pairs of an old item and a new item that declares to carry it on.

    Declarations add up through the other `editions`: if C carries on B, and B carries on A, then C
    carries on A. Within one plan an id means the same item in all versions. A version paired with
    itself gives no pairs.
    """
    if (old.plan.id, old.plan.version) == (new.plan.id, new.plan.version):
        return []
    before = {item.id: item for item in old.items}
    by_plan: dict[str, list[Version]] = {}
    for version in editions:
        by_plan.setdefault(version.plan.id, []).append(version)
    # 1. A declaration of the old version is settled, even if the new version repeats it.
    settled = {ref for item in old.items for ref in references_of(item, old.plan.id)}
    between = [each for each in by_plan.get(new.plan.id, ()) if _is_between(old, each, new)]
    pairs: list[tuple[Item, Item]] = []
    for item in new.items:
        # 2. Start from what the new item declares, and from what the same id declares in the
        #    versions between, which the new version need not repeat.
        #    Declared new work carries on nothing.
        known = () if is_new_work(item) else between
        namesakes = (same for version in known for same in version.items if same.id == item.id)
        declares = [ref for each in (item, *namesakes) for ref in references_of(each, new.plan.id)]
        # 3. Follow these through all editions; keep the references to items of the old version.
        pairs += [
            (before[ref.item], item)
            for ref in _reached(declares, by_plan)
            if ref.plan == old.plan.id and ref.item in before
            if _is_valid_in(ref, old) or ref not in settled
        ]
    return pairs


def _is_between(old: Version, version: Version, new: Version) -> bool:
    """True if a version is between two others of its plan."""
    of_one_plan = old.plan.id == version.plan.id == new.plan.id
    return of_one_plan and old.plan.version < version.plan.version < new.plan.version


def _is_valid_in(reference: Reference, version: Version) -> bool:
    """True if a reference is to the plan as a whole, to this version, or to a later one."""
    return reference.version is None or version.plan.version <= reference.version


def references_of(item: Item, within: str) -> list[Reference]:
    """Returns the references to the items that an item of a plan declares to carry on.

    Malformed entries are left out, and so are references to the item's own plan without a version.
    """
    parsed = (parse_reference(text, within) for text in written_references(item))
    return [ref for ref in parsed if ref and (ref.plan != within or ref.version is not None)]


def _reached(
    begin: Iterable[Reference], by_plan: Mapping[str, Iterable[Version]]
) -> Iterable[Reference]:
    """Returns these references and all that they lead to, each once.

    The order depends on nothing except the files, so that the same plans give the same pages.
    """
    reached: dict[Reference, None] = {}
    # A breadth-first walk. `reached` also ends it where declarations form a cycle.
    pending = list(begin)
    while pending:
        reference = pending.pop(0)
        if reference in reached:
            continue
        reached[reference] = None
        for version in by_plan.get(reference.plan, ()):
            if reference.version in (None, version.plan.version):
                items = (item for item in version.items if item.id == reference.item)
                pending += [ref for item in items for ref in references_of(item, reference.plan)]
    return reached
