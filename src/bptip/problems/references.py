"""Faults of references to earlier plans and versions: they must lead to an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bptip.continuity import parse_reference
from bptip.names import nearest
from bptip.problems import scenes
from bptip.problems.fault import Code, Fault
from bptip.problems.version import items_with_paths

if TYPE_CHECKING:
    from bptip.continuity import Reference
    from bptip.model import Version

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


Wrong = tuple[str, str | None]
"""What is wrong with a reference, and a hint."""


def unknown_references(version: Version, editions: Editions) -> Iterator[Fault]:
    """Entries of `continues` that lead nowhere; what leads to an unreadable plan is left out."""
    for item, path in items_with_paths(version):
        for n, text in enumerate(item.continues):
            reference = parse_reference(text, version.plan.id)
            wrong = reference and _wrong_with(reference, version, editions)
            if wrong:
                message, hint = wrong
                told = f'Item {item.id} continues "{text}": {message}'
                yield Fault(UNKNOWN_CONTINUES, (*path, "continues", n), told, hint)


def _wrong_with(reference: Reference, version: Version, editions: Editions) -> Wrong | None:
    """What is wrong with a reference, and a hint; None where it leads to an item."""
    if reference.plan == version.plan.id:
        wrong = _wrong_within(reference, version)
        if wrong:
            return wrong
    versions = editions.get(reference.plan, ())
    if versions is None:
        return None
    if not versions:
        return f'there is no plan "{reference.plan}" here.', _nearest(reference.plan, editions)
    meant = [each for each in versions if reference.version in (None, each.plan.version)]
    if not meant:
        known = ", ".join(f"v{each.plan.version}" for each in versions)
        return f"there is no version {reference.version} of this plan.", f"There are: {known}."
    ids = list(dict.fromkeys(item.id for each in meant for item in each.items))
    return (
        None
        if reference.item in ids
        else (f"it has no item {reference.item}.", _nearest(reference.item, ids))
    )


def _wrong_within(reference: Reference, version: Version) -> Wrong | None:
    """What is wrong with a reference to the plan itself: it must name an earlier version."""
    number = version.plan.version
    if reference.version is None:
        hint = f'Name an earlier version: "v1/{reference.item}"; the same id needs no line at all.'
        return "that is an item of this very plan.", hint
    if reference.version >= number:
        return f"version {reference.version} is no earlier one than this, version {number}.", None
    return None


def _nearest(text: str, known: Iterable[str]) -> str | None:
    """What is most like a name that is not known."""
    found = nearest(text, list(known))
    return f'Did you mean "{found}"?' if found else None
