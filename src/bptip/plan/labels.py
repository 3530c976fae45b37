"""Titles of items and units of indicators, from all versions of a plan with one journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bptip.plan.model import EMPTY, Version
from bptip.plan.references import Reference


class Labels(NamedTuple):
    """The title of each item, and the unit of each of its indicators, by the item's id.

    `numbers` holds the numbers that a version prints in place of ids. `dated` holds the ids of the
    activities with a stated due date.
    """

    titles: Mapping[str, str]
    units: Mapping[str, Mapping[str, str]]
    numbers: Mapping[str, str] = EMPTY
    dated: frozenset[str] = frozenset()

    def number(self, item: str) -> str:
        """Returns the number that the plan prints for an item: its id, unless it has another."""
        return self.numbers.get(item, item)


def labels_of(*versions: Version) -> Labels:
    """Returns the labels of every item; the last version that has an item decides its labels."""
    items = [item for version in versions for item in version.items]
    return Labels(
        titles={item.id: item.title for item in items},
        units={
            item.id: {each.id: each.unit for each in item.indicators if each.unit}
            for item in items
            if item.kind == "activity"
        },
        numbers={item.id: item.number for item in items if item.number and item.number != item.id},
        dated=frozenset(item.id for item in items if item.kind == "activity" and item.due),
    )


def with_another_plan(labels: Labels, plan: str, others: Labels) -> Labels:
    """Returns the labels, and another plan's labels under names such as "2024-2026/1.1"."""
    return Labels(
        titles={**labels.titles, **{str(Reference(plan, i)): t for i, t in others.titles.items()}},
        units={**labels.units, **{str(Reference(plan, i)): u for i, u in others.units.items()}},
        numbers=labels.numbers,
        dated=labels.dated,
    )
