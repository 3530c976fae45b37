"""Pairs of items of two editions, and the items that have no partner yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from bptip.comparison.assignment import best_assignment
from bptip.plan.characters import same_text
from bptip.plan.references import is_new_work

if TYPE_CHECKING:
    from bptip.comparison.resemblance import Likeness, Resemblance, Scores
    from bptip.plan.model import Item, Version


class Match(StrEnum):
    """The evidence for a pair, from the strongest to the weakest."""

    DECLARED = "declared"
    EXACT = "exact"
    ID = "id"
    SIMILAR = "similar"


class Pair(NamedTuple):
    """An old item and the new item that it became.

    `similarity` (0 to 1) is given only for a pair by likeness alone. `evidence` is given unless the
    pair is declared or its texts are the same. `is_by_number` is True if several items have one
    text and only their ids decided which is which.
    """

    old: Item
    new: Item
    match: Match
    similarity: float | None = None
    evidence: Likeness | None = None
    is_by_number: bool = False


class Unpaired:
    """The items of one kind that have no partner yet, and what is known about them.

    `old` and `new` are these items by their identity; `pairs` are all pairs so far.
    """

    def __init__(self, resemblance: Resemblance, kind: type[Item], pairs: Sequence[Pair]) -> None:
        self.resemblance = resemblance
        self.pairs = list(pairs)
        old, new = resemblance.editions
        self.is_one_plan = old.plan.id == new.plan.id
        self.old = {id(item): item for item in old.items if isinstance(item, kind)}
        self.new = {id(item): item for item in new.items if isinstance(item, kind)}
        self._paired_old: dict[int, Item] = {}
        self._paired_new: dict[int, Item] = {}
        self._left_out: frozenset[int] = frozenset()
        self._remove(pairs)

    def leave_out_new_work(self) -> None:
        """Leaves out the items of the later edition that declare to carry on nothing."""
        self._left_out = new_work(*self.resemblance.editions)
        for key in self._left_out:
            self.old.pop(key, None)
            self.new.pop(key, None)

    def pair(self, pairs: Sequence[Pair]) -> None:
        """Adds pairs; their items are no longer unpaired."""
        self.pairs += pairs
        self._remove(pairs)

    def _remove(self, pairs: Iterable[Pair]) -> None:
        """Removes the items of pairs from the unpaired items."""
        for pair in pairs:
            if self.old.pop(id(pair.old), None):
                self._paired_old[id(pair.old)] = pair.old
            if self.new.pop(id(pair.new), None):
                self._paired_new[id(pair.new)] = pair.new

    @property
    def partners(self) -> frozenset[tuple[int, int]]:
        """The pairs so far, by the identity of their items."""
        return frozenset((id(pair.old), id(pair.new)) for pair in self.pairs)

    @cached_property
    def _first_scores(self) -> Scores:
        """The scores of the items that were unpaired when scores were first needed.

        Each item is also scored with the items that had a partner by then: these can be rivals.
        """
        old, new = [*self.old.values()], [*self.new.values()]
        with_paired = [*new, *self._paired_new.values()]
        of_paired = [*self._paired_old.values()]
        scores = self.resemblance.scores
        return scores(old, with_paired, self.partners) | scores(of_paired, new, self.partners)

    def all_scores(self) -> Scores:
        """Returns the scores of the items that had no partner at first, with all others."""
        return {
            old: {new: score for new, score in row.items() if new not in self._left_out}
            for old, row in self._first_scores.items()
            if old not in self._left_out
        }

    def unpaired_scores(self, scores: Scores) -> Scores:
        """Returns the scores of each unpaired old item with each unpaired new one."""
        return {
            old: {new: score for new, score in row.items() if new in self.new}
            for old, row in scores.items()
            if old in self.old
        }

    def assigned(self, scores: Scores) -> Iterator[tuple[Item, Item]]:
        """Yields the old and new items that the best assignment brings together."""
        gains = {
            old: {new: _gain(score, self.old[old], self.new[new]) for new, score in row.items()}
            for old, row in scores.items()
        }
        for old, new in best_assignment(gains):
            yield self.old[old], self.new[new]


def _gain(score: float, old: Item, new: Item) -> int:
    """Returns a score as a whole number; its last 64 bits break ties by the two items' texts.

    The checksum is squared because sums of plain checksums can be equal: with two old and two new
    twins, both ways to pair them could have the same sum. The two texts are sorted, so the gain is
    the same if old and new change places.
    """
    first, second = sorted((f"{old.id} {old.title}", f"{new.id} {new.title}"))
    tie_break = crc32(f"{first} {second}".encode("utf-8", "surrogatepass"))
    return (round(score * 1_000_000) << 64) + tie_break**2


def new_work(old: Version, new: Version) -> frozenset[int]:
    """Returns the items of the later edition that declare to carry on nothing, by their identity.

    If both editions took effect on the same day, either can be the later one.
    """
    latest = max(map(took_effect, (old, new)))
    later = [edition for edition in (old, new) if took_effect(edition) == latest]
    return frozenset(id(i) for edition in later for i in edition.items if is_new_work(i))


def took_effect(version: Version) -> tuple[date, date, int]:
    """Returns the sort key of an edition by the day on which it took effect."""
    return version.effective, version.plan.start, version.plan.version


def text_of(item: Item) -> tuple[str, str]:
    """Returns an item's title and description, in the form that is compared."""
    return same_text(item.title), same_text(item.description or "")
