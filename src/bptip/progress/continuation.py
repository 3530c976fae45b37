"""The items that carry on others from plan to plan, and from version to version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bptip.plan.model import Item, Version
from bptip.plan.references import Reference, parse_reference, written_references
from bptip.progress.item_progress import ItemProgress
from bptip.progress.plan_progress import Progress


class Continuation(NamedTuple):
    """An item that carries on another item, and its progress (None if not looked up)."""

    plan: str
    item: Item
    progress: ItemProgress | None = None

    @property
    def reference(self) -> str:
        """The reference as written in data: "2024-2026/1.1"."""
        return f"{self.plan}/{self.item.id}"


Continuations = Mapping[str, tuple[Continuation, ...]]
"""The items of other plans that carry on an item of this plan, by the id of this plan's item."""


def continued_by(
    plan: str, others: Iterable[Version], progress: Mapping[str, Progress]
) -> Continuations:
    """Returns, for each item of a plan, the items of other plans' versions that carry it on.

    `progress` holds the progress of other plans by plan, where it is known.
    """
    carriers: dict[str, tuple[Continuation, ...]] = {}
    for version in others:
        known = progress.get(version.plan.id)
        by_id = {each.item.id: each for each in known.items} if known else {}
        for item in version.items:
            for text in written_references(item):
                reference = parse_reference(text, version.plan.id)
                if reference and reference.plan == plan and reference.version is None:
                    carrier = Continuation(version.plan.id, item, by_id.get(item.id))
                    carriers[reference.item] = (*carriers.get(reference.item, ()), carrier)
    return carriers


def refers_to(version: Version, plan_id: str) -> bool:
    """True if an item of a version declares to carry on an item of the plan `plan_id`."""
    parsed = (
        parse_reference(text, version.plan.id)
        for item in version.items
        for text in written_references(item)
    )
    return any(reference is not None and reference.plan == plan_id for reference in parsed)


def carries_on(
    item: Item, plan_id: str, editions: Sequence[Version]
) -> tuple[tuple[str, str | None], ...]:
    """Returns the references that an item declares to carry on, each with a title if found.

    `editions` are all known versions, each plan's in order of number: the latest gives the title.
    """
    parsed = ((text, parse_reference(text, plan_id)) for text in written_references(item))
    return tuple((text, _title(ref, editions) if ref else None) for text, ref in parsed)


def _title(reference: Reference, editions: Sequence[Version]) -> str | None:
    """Returns the title of an item in the latest version that has it."""
    titles = (
        item.title
        for version in reversed(editions)
        if version.plan.id == reference.plan and reference.version in (None, version.plan.version)
        for item in version.items
        if item.id == reference.item
    )
    return next(titles, None)


def continued_in_versions(
    item: Item, version: Version, versions: Sequence[Version]
) -> tuple[Continuation, ...]:
    """Returns the items of the plan's other versions that carry on an item of this version."""
    plan = version.plan
    reference = Reference(plan.id, item.id, plan.version)
    return tuple(
        Continuation(f"v{later.plan.version}", each)
        for later in versions
        for each in later.items
        if reference in [parse_reference(text, plan.id) for text in written_references(each)]
    )
