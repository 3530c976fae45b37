"""How items go on from one plan or version to the next, by the `continues` that they declare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bptip.plan.model import Item, Returns, Status, Update, Version
from bptip.plan.references import Continuation, Reference, parse_reference, written_references
from bptip.progress.plan_progress import progress_on


def refers_to(version: Version, plan_id: str) -> bool:
    """True if an item of a version declares to carry on an item of that plan."""
    parsed = (
        parse_reference(text, version.plan.id)
        for item in version.items
        for text in written_references(item)
    )
    return any(reference is not None and reference.plan == plan_id for reference in parsed)


def statuses_on(
    version: Version,
    updates: Sequence[Update],
    as_of: date,
    known_at: date | None,
    returns: Returns,
) -> Mapping[str, Status]:
    """Returns the status of each item of a version on a day, by the item's id."""
    progress = progress_on(version, updates, as_of, known_at, returns)
    return {each.item.id: each.status for each in progress.items}


def carries_on(
    item: Item, plan_id: str, editions: Sequence[Version]
) -> tuple[tuple[str, str | None], ...]:
    """Returns what an item of a plan declares to carry on, each with its title if it is found.

    `editions` are all known versions, those of one plan by number: the latest gives the title.
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
    """Returns what carries an item of a version on in the other versions of the same plan."""
    plan = version.plan
    reference = Reference(plan.id, item.id, plan.version)
    return tuple(
        Continuation(f"v{later.plan.version}", each)
        for later in versions
        for each in later.items
        if reference in [parse_reference(text, plan.id) for text in written_references(each)]
    )
