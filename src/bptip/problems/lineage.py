"""Faults that show between the versions of a plan: ids that are used again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bptip.comparison.pairing import pairs_of
from bptip.problems import scenes
from bptip.problems.fault import Code, Fault
from bptip.problems.version import items_with_paths

if TYPE_CHECKING:
    from bptip.plan.model import Item, Version

ID_REUSED: Final = Code(
    name="id-reused",
    what="an id names another item than it did in an earlier version of the plan",
    why="The journal knows items by their ids: it would credit this one with the other's progress.",
    scene=scenes.ITEM_OF_SECOND_VERSION,
    wrong='id = "1.1"',
    right='id = "1.2"',
)

CODES: Final = (ID_REUSED,)


def reused_ids(version: Version, earlier: Sequence[Version]) -> Iterator[Fault]:
    """Ids that named another item in the last earlier version that had them, by the texts."""
    before: dict[str, tuple[Version, Item]] = {}
    for each in sorted(earlier, key=lambda one: one.plan.version):
        before |= {item.id: (each, item) for item in each.items}
    became: dict[int, dict[int, list[Item]]] = {}
    for item, path in items_with_paths(version):
        if item.id not in before:
            continue
        last, old = before[item.id]
        number = last.plan.version
        if number not in became:
            became[number] = {}
            for pair in pairs_of(last, version, earlier):
                became[number].setdefault(id(pair.old), []).append(pair.new)
        now = became[number].get(id(old), [])
        if not any(each is item for each in now):
            yield _reused(item, old, number, now, (*path, "id"))


def _reused(
    item: Item, old: Item, number: int, now: Sequence[Item], path: tuple[str | int, ...]
) -> Fault:
    message = (
        f'The id "{item.id}" is that of "{old.title}" in version {number}; '
        f'here it names "{item.title}".'
    )
    own_ids = "Give each its own id: the journal knows them by it."
    if now:
        hint = f'"{old.title}" stands under {now[0].id} here. {own_ids}'
    else:
        hint = f'{own_ids} If it is one and the same, say so: continues = ["v{number}/{item.id}"].'
    return Fault(ID_REUSED, path, message, hint)
