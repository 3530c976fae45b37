"""The words that distinguish an item from its near-twins in its own edition.

Many plans have near-twins, such as one training for each country. An item that lacks the words
which distinguish a twin fits another twin as well, so its resemblance is lower.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bptip.comparison.item_texts import ItemTexts
    from bptip.plan.model import Item

# The numbers below were tuned on the "choosing" half of benchmarks/pairing.

TWINS: Final = 0.5
"""Minimum likeness of the wording of two near-twins in one edition."""

HALF_SHARED_TWINS: Final = 0.25
"""Minimum likeness of two near-twins that share half of their words.

The more twins an item has, the less rare are their common words, and the less alike the twins.
"""


class NearTwins:
    """The near-twins of the items of two editions."""

    def __init__(self, texts: ItemTexts) -> None:
        self.texts = texts
        self._distinguishing: dict[int, Collection[frozenset[str]]] = {}

    def renewed(self, texts: ItemTexts, keys: Mapping[int, int]) -> NearTwins:
        """Returns the near-twins of items with the same texts; `keys` are their identities."""
        renewed = NearTwins(texts)
        renewed._distinguishing = {keys[key]: words for key, words in self._distinguishing.items()}
        return renewed

    def lack(self, item: Item, candidate: Item) -> float:
        """Returns the part (0 to 1) of the distinguishing words of two items that is missing.

        This is the mean of the part of the item's words that the candidate lacks, and the reverse.
        """
        return (self._lack(item, candidate) + self._lack(candidate, item)) / 2

    def _lack(self, item: Item, candidate: Item) -> float:
        """Returns the part (0 to 1) of an item's distinguishing words that a candidate lacks.

        With several near-twins, the largest part decides: the candidate fits that twin as well as
        it fits the item.
        """
        present = self.texts.distinct[id(candidate)]
        parts = (self._part_missing(words, present) for words in self._distinguishing_words(item))
        return max(parts, default=0)

    def _part_missing(self, words: frozenset[str], present: frozenset[str]) -> float:
        """Returns the part (0 to 1) of words that is not present, weighted by their rarity."""
        weights = {word: self.texts.rarity[word] for word in sorted(words)}
        missing = sum(weight for word, weight in weights.items() if word not in present)
        return missing / sum(weights.values())

    def _distinguishing_words(self, item: Item) -> Collection[frozenset[str]]:
        """Returns the words that distinguish an item from its near-twins: a set for each twin."""
        if id(item) not in self._distinguishing:
            own = self.texts.distinct[id(item)]
            self._distinguishing[id(item)] = {
                words for twin in self._twins(item) if (words := own - twin)
            }
        return self._distinguishing[id(item)]

    def _twins(self, item: Item) -> Iterator[frozenset[str]]:
        """Yields the words of each near-twin of an item in its own edition."""
        place, siblings = self.texts.siblings[id(item)]
        distinct = self.texts.distinct
        words = distinct[id(item)]
        # Near-twins are very much alike, or are somewhat less alike and share half of their words.
        near = siblings.by_text.near(self.texts.vectors[id(item)], HALF_SHARED_TWINS)
        near.pop(place, None)
        for at, like in near.items():
            twin = distinct[id(siblings.items[at])]
            if like >= TWINS or _half_shared(words, twin):
                yield twin


def _half_shared(words: frozenset[str], twin: frozenset[str]) -> bool:
    """True if two items share at least half of all words that either of them has."""
    return 2 * len(words & twin) >= len(words | twin)
