"""The items before and after an item, in the order of their numbers.

Few plans are put in a wholly different order. If the activities before and after two activities
are pairs, these two are more likely a pair. The order is that of the ids under one objective, so
the order of the items in a file plays no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bptip.comparison.resemblance import Partners, Scores
    from bptip.plan.model import Item, Version

SAME_NEIGHBOURS: Final = 0.1
"""Part of the distance to a resemblance of 1 that two pairs of neighbours add; one pair adds half.

It was tuned on the "choosing" half of benchmarks/pairing.
"""

NOBODY: Final = 0
"""The identity in place of the neighbour that a first or last item lacks."""


class Neighbours:
    """The neighbours of the items of two editions, by their identity."""

    def __init__(self, editions: Iterable[Version]) -> None:
        self._around: dict[int, tuple[int, int]] = {}
        for edition in editions:
            self._add(edition.objectives)
            for objective in edition.objectives:
                self._add(objective.activities)

    def _add(self, siblings: Sequence[Item]) -> None:
        """Adds the neighbours of items that are under one objective, or are objectives."""
        in_order = [id(item) for item in sorted(siblings, key=_number)]
        padded = [NOBODY, *in_order, NOBODY]
        for before, item, after in zip(padded, in_order, padded[2:], strict=False):
            self._around[item] = (before, after)

    def raised(self, scores: Scores, partners: Partners) -> Scores:
        """Returns the scores, raised if neighbours of the two items are known pairs."""
        raised: Scores = {}
        for old, row in scores.items():
            around = self._around[old]
            raised[old] = {
                new: score + (1 - score) * SAME_NEIGHBOURS * common / 2 if common else score
                for new, score in row.items()
                for common in (_common(around, self._around[new], partners),)
            }
        return raised


def _common(around: tuple[int, int], others: tuple[int, int], partners: Partners) -> int:
    """Returns how many of the neighbours before and after two items are pairs (0 to 2)."""
    before, after = zip(around, others, strict=True)
    return (before in partners) + (after in partners)


def _number(item: Item) -> list[tuple[int, str]]:
    """Returns the sort key of an item by its id: 1.2 comes before 1.10.

    A number is its length and its digits, since an id may have more digits than Python converts.
    """
    parts = re.findall(r"0*(\d+)|(\D+)", item.id)
    return [(len(digits), digits or text) for digits, text in parts]
