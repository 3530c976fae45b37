"""Faults of references to earlier plans and versions: they must lead to an item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Final

from bptip.plan.model import Version
from bptip.plan.near_names import cached_hint, did_you_mean, listed, nearest
from bptip.plan.references import Reference, parse_reference, written_references
from bptip.problems.fault import Code, Fault
from bptip.problems.version import items_with_paths

UNKNOWN_CONTINUES: Final = Code(
    name="unknown-continues",
    what="a `continues` entry names a plan, version or item that is not there",
    why="The older item would be shown as dropped, and this one as new.",
    scene="activity",
    wrong='continues = ["2022/9.9"]',
    right='continues = ["2022/2.1"]',
)

Editions = Mapping[str, Sequence["Version"] | None]
"""The versions of each known plan, by the plan's id; None for a plan that cannot be read."""

KnownIds = Callable[[str, int | None], Mapping[str, None]]
"""A function that returns the item ids of a plan: of one version, or of all versions."""


def unknown_references(version: Version, editions: Editions) -> Iterator[Fault]:
    """Yields a fault for each entry of `continues` that leads to no item.

    Entries that name a plan which cannot be read are left out: its items are not known.
    """
    known = cache(partial(_ids, editions))
    hint = cached_hint(partial(_hint, version, editions, known))
    for item, path in items_with_paths(version):
        for place, text in enumerate(written_references(item)):
            reference = parse_reference(text, version.plan.id)
            wrong = reference and _wrong_with(reference, version, editions, known)
            if wrong:
                message = f'Item {item.id} continues "{text}", but {wrong}.'
                yield Fault(UNKNOWN_CONTINUES, (*path, "continues", place), message, hint(text))


def _ids(editions: Editions, plan: str, number: int | None) -> Mapping[str, None]:
    """Returns the ids of a plan's items, in one version or in all versions."""
    versions = (each for each in editions.get(plan) or () if number in (None, each.plan.version))
    return dict.fromkeys(item.id for version in versions for item in version.items)


def _wrong_with(
    reference: Reference, version: Version, editions: Editions, known: KnownIds
) -> str | None:
    """Returns what is wrong with a reference, or None if it leads to an item."""
    plan, item, number = reference
    if plan == version.plan.id:
        wrong = _wrong_within_plan(number, version.plan.version)
        if wrong:
            return wrong
    versions = editions.get(plan, ())
    if versions is None:
        return None
    if not versions:
        return f'there is no plan "{plan}" here'
    if number is not None and number not in _numbers(versions):
        return f"that plan has no version {number}"
    return None if item in known(plan, number) else f"that plan has no item {item}"


def _wrong_within_plan(number: int | None, own: int) -> str | None:
    """Returns what is wrong with a reference to the plan itself; earlier versions are allowed."""
    if number is None:
        return "that is an item of this plan itself"
    if number >= own:
        return f"version {number} is not earlier than this version, {own}"
    return None


def _hint(version: Version, editions: Editions, known: KnownIds, text: str) -> str | None:
    """Returns what the author of a reference probably meant, or what may be written."""
    reference = parse_reference(text, version.plan.id)
    assert reference is not None
    plan, item, number = reference
    if plan == version.plan.id and _wrong_within_plan(number, version.plan.version):
        hint = f'Give an earlier version: "v1/{item}". An item that keeps its id needs no entry.'
        return hint if number is None else None
    versions = editions.get(plan)
    if not versions:
        return did_you_mean(plan, nearest(plan, editions)) or None
    if number is not None and number not in _numbers(versions):
        return (
            f"Versions: {listed([f'v{version_number}' for version_number in _numbers(versions)])}."
        )
    return did_you_mean(item, nearest(item, known(plan, number))) or None


def _numbers(versions: Sequence[Version]) -> list[int]:
    """Returns the numbers of versions."""
    return [version.plan.version for version in versions]
