"""Faults of references to earlier plans and versions: they must lead to an item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from bptip.plan.names import listed, nearest, sparing
from bptip.plan.references import parse_reference
from bptip.problems import scenes
from bptip.problems.fault import Code, Fault
from bptip.problems.version import items_with_paths

if TYPE_CHECKING:
    from bptip.plan.model import Version
    from bptip.plan.references import Reference

UNKNOWN_CONTINUES: Final = Code(
    name="unknown-continues",
    what="a reference names a plan, a version or an item that is not there",
    why="The thread of the promise breaks: it would be shown as let fall, and this one as new.",
    scene=scenes.ACTIVITY,
    wrong='continues = ["2022/9.9"]',
    right='continues = ["2022/2.1"]',
)

CODES: Final = (UNKNOWN_CONTINUES,)

Editions = Mapping[str, Sequence["Version"] | None]
"""The versions of each plan that there is, by its id; None for a plan that can't be read."""


Known = Callable[[str, int | None], Mapping[str, None]]
"""Gives the ids of the items of a plan: of one of its versions, or of all."""


def unknown_references(version: Version, editions: Editions) -> Iterator[Fault]:
    """Entries of `continues` that lead nowhere; what leads to an unreadable plan is left out."""
    known = cache(partial(_items, editions))
    hint = sparing(partial(_hint, version, editions, known))
    for item, path in items_with_paths(version):
        for n, text in enumerate(item.continues):
            reference = parse_reference(text, version.plan.id)
            wrong = reference and _wrong_with(reference, version, editions, known)
            if wrong:
                told = f'Item {item.id} continues "{text}": {wrong}'
                yield Fault(UNKNOWN_CONTINUES, (*path, "continues", n), told, hint(text))


def _items(editions: Editions, plan: str, version: int | None) -> Mapping[str, None]:
    """The ids of a plan's items: of one of its versions, or of all."""
    versions = editions.get(plan) or ()
    meant = (each for each in versions if version in (None, each.plan.version))
    return dict.fromkeys(item.id for each in meant for item in each.items)


def _wrong_with(
    reference: Reference, version: Version, editions: Editions, known: Known
) -> str | None:
    """What is wrong with a reference; None where it leads to an item."""
    plan, item, number = reference
    if plan == version.plan.id:
        wrong = _wrong_within(number, version.plan.version)
        if wrong:
            return wrong
    versions = editions.get(plan, ())
    if versions is None:
        return None
    if not versions:
        return f'there is no plan "{plan}" here.'
    if number is not None and number not in _numbers(versions):
        return f"there is no version {number} of this plan."
    return None if item in known(plan, number) else f"it has no item {item}."


def _wrong_within(number: int | None, own: int) -> str | None:
    """What is wrong with a reference to the plan itself: it must name an earlier version."""
    if number is None:
        return "that is an item of this very plan."
    if number >= own:
        return f"version {number} is no earlier one than this, version {own}."
    return None


def _hint(version: Version, editions: Editions, known: Known, text: str) -> str | None:
    """What a reference that leads nowhere may mean."""
    reference = parse_reference(text, version.plan.id)
    assert reference is not None
    plan, item, number = reference
    if plan == version.plan.id and _wrong_within(number, version.plan.version):
        earlier = f'Name an earlier version: "v1/{item}"; the same id needs no line at all.'
        return earlier if number is None else None
    versions = editions.get(plan)
    if not versions:
        return _meant(nearest(plan, editions))
    if number is not None and number not in _numbers(versions):
        return f"There are: {listed([f'v{each}' for each in _numbers(versions)])}."
    return _meant(nearest(item, known(plan, number)))


def _numbers(versions: Sequence[Version]) -> list[int]:
    return [each.plan.version for each in versions]


def _meant(found: str | None) -> str | None:
    return f'Did you mean "{found}"?' if found else None
