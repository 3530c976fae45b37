"""Faults that show when versions are compared: ids that are used again for another item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bptip.comparison.pairing import pairs_of
from bptip.plan.model import Item, Version
from bptip.problems.fault import Code, Fault, FaultPath
from bptip.problems.version import items_with_paths

ID_REUSED: Final = Code(
    name="id-reused",
    what="an id means a different item than in an earlier version of the plan",
    why="An update names its item by id, so what was reported on the old item counts for this one.",
    scene="item-of-second-version",
    wrong='id = "1.1"',
    right='id = "1.2"',
)

Successors = dict[int, list["Item"]]
"""The items that each item of an earlier version became, by the earlier item's identity."""


def reused_ids(version: Version, earlier: Sequence[Version]) -> Iterator[Fault]:
    """Yields a fault for each id that meant another item in the last version that had it.

    The pairing of the versions decides whether an item is another item, mostly by the wording.
    """
    last_use: dict[str, tuple[Version, Item]] = {}
    for edition in sorted(earlier, key=lambda edition: edition.plan.version):
        last_use |= {item.id: (edition, item) for item in edition.items}
    successors: dict[int, Successors] = {}
    for item, path in items_with_paths(version):
        if item.id in last_use:
            last, before = last_use[item.id]
            number = last.plan.version
            if number not in successors:
                successors[number] = _successors(last, version, earlier)
            after = successors[number].get(id(before), [])
            if not any(each is item for each in after):
                yield _reused(item, before, number, after, (*path, "id"))


def _successors(last: Version, version: Version, known: Sequence[Version]) -> Successors:
    """Returns the items of a version that the items of an earlier version became."""
    successors: Successors = {}
    for pair in pairs_of(last, version, known):
        successors.setdefault(id(pair.old), []).append(pair.new)
    return successors


def _reused(item: Item, before: Item, number: int, after: Sequence[Item], path: FaultPath) -> Fault:
    """Returns the fault of an id that meant another item in version `number`."""
    message = (
        f'The id {item.id} means "{before.title}" in version {number}; '
        f'here it means "{item.title}".'
    )
    if after:
        hint = f'"{before.title}" has the id {after[0].id} here. Give this item an unused id.'
    else:
        hint = (
            "Give this item an unused id. If it is the same item, add a line to it: "
            f'continues = ["v{number}/{item.id}"]'
        )
    return Fault(ID_REUSED, path, message, hint)
