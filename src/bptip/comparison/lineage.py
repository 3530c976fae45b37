"""The lineage of an item: the items that it came from and became in every plan and version.

Editions are in the order in which they took effect. The search starts at the item's own edition and
goes through the earlier editions, then through the later ones. If an edition does not have the
item, the search goes on from the edition that last had it, since a later plan may take up an item
that an earlier plan left out. An edition of a plan is compared with the last step within that plan,
whatever happened in other plans meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bptip.comparison.pairing import pairs_of
from bptip.comparison.pairs import Pair
from bptip.plan.model import Item, Version


class Step(NamedTuple):
    """An item of one edition in a lineage.

    `pair` links the step to the next step towards the item that the lineage is of; the step of that
    item has no pair.
    """

    version: Version
    item: Item
    pair: Pair | None = None


def lineage(item: Item, version: Version, editions: Iterable[Version]) -> tuple[Step, ...]:
    """Returns the steps of an item's lineage, earliest first; a split or a merge adds several."""
    others = [each for each in editions if edition_key(each) != edition_key(version)]
    in_order = sorted((version, *others), key=_order)
    here = in_order.index(version)
    origin = Step(version, item)
    before = _followed(origin, in_order[:here][::-1], in_order)
    after = _followed(origin, in_order[here + 1 :], in_order)
    return (*sorted(before, key=lambda step: _order(step.version)), origin, *after)


def edition_key(version: Version) -> tuple[str, int]:
    """Returns the key of an edition: its plan and the number of its version."""
    return version.plan.id, version.plan.version


def _order(version: Version) -> tuple[object, ...]:
    """Returns the sort key of an edition: the day it took effect, then the plan's start."""
    plan = version.plan
    return version.effective, plan.start, plan.id, plan.version


def _followed(
    origin: Step, editions: Sequence[Version], known: Sequence[Version]
) -> Iterator[Step]:
    """Yields the steps that follow an item through editions, nearest first."""
    last_seen = [origin]
    seen_in_plan = {origin.version.plan.id: last_seen}
    for edition in editions:
        plan = edition.plan.id
        steps = list(_reached(seen_in_plan.get(plan, last_seen), edition, known))
        if steps:
            yield from steps
            last_seen = seen_in_plan[plan] = steps


def _reached(steps: Sequence[Step], edition: Version, known: Sequence[Version]) -> Iterator[Step]:
    """Yields the steps of an edition whose items are paired with these steps, each item once."""
    last = steps[0].version
    earlier, later = sorted((last, edition), key=_order)
    items = {id(step.item) for step in steps}
    reached: dict[int, Step] = {}
    for pair in pairs_of(earlier, later, known):
        near, far = (pair.new, pair.old) if later is last else (pair.old, pair.new)
        if id(near) in items:
            reached.setdefault(id(far), Step(edition, far, pair))
    yield from reached.values()
