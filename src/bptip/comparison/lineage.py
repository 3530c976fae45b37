"""The life of a promise: an item through every plan and version, back to its origin and on.

Editions stand in the order in which they took effect. From the item's own one, each neighbour is
searched for what it was or became, then the next; where one doesn't have it, the search goes on
from where it was last seen, since a later plan may take up what one between left out. An edition
of a plan is searched from that plan's own last step, whatever stood in other plans meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bptip.comparison.pairing import pairs_of

if TYPE_CHECKING:
    from bptip.comparison.pairing import Pair
    from bptip.plan.model import Item, Version


class Step(NamedTuple):
    """An item of one edition; `pair` is what ties it to the step before or after, nearer the item.

    The item that was asked for has none.
    """

    version: Version
    item: Item
    pair: Pair | None = None


def lineage(item: Item, version: Version, editions: Iterable[Version]) -> tuple[Step, ...]:
    """The steps of an item's life, earliest first; a split or a merge makes several at once."""
    others = [each for each in editions if edition_key(each) != edition_key(version)]
    in_order = sorted((version, *others), key=_place)
    here = in_order.index(version)
    origin = Step(version, item)
    before = _followed(origin, in_order[:here][::-1], in_order)
    after = _followed(origin, in_order[here + 1 :], in_order)
    return (*sorted(before, key=lambda step: _place(step.version)), origin, *after)


def edition_key(version: Version) -> tuple[str, int]:
    """What tells an edition from all others: its plan, and the version's number."""
    return version.plan.id, version.plan.version


def _place(version: Version) -> tuple[object, ...]:
    """The place of an edition among all: by the day it took effect, then by the plan's start."""
    plan = version.plan
    return version.effective, plan.start, plan.id, plan.version


def _followed(
    origin: Step, editions: Sequence[Version], known: Sequence[Version]
) -> Iterator[Step]:
    """The steps that follow an item through editions, each nearest first."""
    seen = [origin]
    in_plan = {origin.version.plan.id: seen}
    for edition in editions:
        plan = edition.plan.id
        steps = list(_reached(in_plan.get(plan, seen), edition, known))
        yield from steps
        seen = steps or seen
        if steps:
            in_plan[plan] = steps


def _reached(seen: Sequence[Step], edition: Version, known: Sequence[Version]) -> Iterator[Step]:
    """What items of one edition are in another."""
    last = seen[0].version
    earlier, later = sorted((last, edition), key=_place)
    items = {id(step.item) for step in seen}
    found: dict[int, Step] = {}
    for pair in pairs_of(earlier, later, known):
        near, far = (pair.new, pair.old) if later is last else (pair.old, pair.new)
        if id(near) in items:
            found.setdefault(id(far), Step(edition, far, pair))
    yield from found.values()
