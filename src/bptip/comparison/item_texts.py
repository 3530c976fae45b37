"""The words of the items of two editions: as written, as stems, and as vectors.

An objective is compared by its own words and by the words of its activities. A long description is
also compared clause by clause: in a text of many words, one clause that matches hardly counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.comparison.wording import (
    CANDIDATE,
    PLAN_WORDS,
    Index,
    Vector,
    Weights,
    Words,
    common_among,
    features_of,
    joined,
    likeness,
    overlaps,
    spellings,
    stems_of,
    vectors,
    words_of,
)
from bptip.plan.characters import search_form

if TYPE_CHECKING:
    from bptip.plan.model import Item, Objective, Version


class Siblings(NamedTuple):
    """The items of one kind in one edition, with the index of their texts."""

    items: Sequence[Item]
    by_text: Index


MOST_WORDS: Final = 4
"""Maximum number of common words that a page shows as evidence for a pair."""

COMMON_WORD: Final = 0.2
"""Maximum share of the items in which a word shown as evidence may occur; set by hand."""

FEW_ITEMS: Final = 5
"""Number of items up to which a word is shown as evidence, whatever its share; set by hand."""

NEVER_SHOWN: Final = frozenset(
    {
        "against", "far", "objective", "two", "three", "four", "five", "six", "seven", "eight",
        "nine", "ten",
    }
)  # fmt: skip
"""Words without a subject that the pairing counts, since its numbers were tuned with them."""

LONG: Final = 40
"""Minimum number of words of a description that is compared clause by clause; set by hand."""

_CLAUSE_END: Final = re.compile(r"[.;:!?•·\n]\s+|\s[–—-]\s|[()。；]")


_BY_ITEM: Final = frozenset({"written", "stems", "distinct", "vectors", "pooled", "_clauses"})
"""The attributes of `ItemTexts` that are keyed by the identity of the items."""


class ItemTexts:
    """The words of the items of two editions."""

    def __init__(self, editions: Sequence[Version]) -> None:
        self.editions = editions
        self._clauses: dict[int, list[Vector]] = {}
        self._near: dict[tuple[int, float], dict[int, float]] = {}

    def renewed(self, editions: Sequence[Version], keys: Mapping[int, int]) -> ItemTexts:
        """Returns the words of other editions with the same texts, without computing them again.

        `keys` has the identity of each of their items, by the identity of the same item here.
        """
        renewed = ItemTexts(editions)
        for name, value in vars(self).items():
            if name in _BY_ITEM:
                setattr(renewed, name, {keys[key]: each for key, each in value.items()})
            elif name not in {"editions", "siblings", "_near"}:
                setattr(renewed, name, value)
        renewed._near = {(keys[key], least): near for (key, least), near in self._near.items()}
        return renewed

    @cached_property
    def written(self) -> Mapping[int, Words]:
        """The words of each item, before they are reduced to stems."""
        return {
            id(item): Words(words_of(item.title), words_of(item.description or ""))
            for edition in self.editions
            for item in edition.items
        }

    @cached_property
    def _stems(self) -> Mapping[str, str]:
        """The stem of each word of both editions, and of PLAN_WORDS."""
        return stems_of(chain(PLAN_WORDS, *chain(*self.written.values())))

    @cached_property
    def _plain(self) -> frozenset[str]:
        """The stems of PLAN_WORDS."""
        return frozenset(map(self._stems.__getitem__, PLAN_WORDS))

    @cached_property
    def stems(self) -> Mapping[int, Words]:
        """The words of each item, as stems."""
        stems = self._stems
        return {
            item: Words([stems[w] for w in words.title], [stems[w] for w in words.description])
            for item, words in self.written.items()
        }

    @cached_property
    def distinct(self) -> Mapping[int, frozenset[str]]:
        """The set of stems of each item."""
        return {
            item: frozenset(words.title) | frozenset(words.description)
            for item, words in self.stems.items()
        }

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """The rarity of each stem in both editions together."""
        return Weights([*self.distinct.values()], self._plain).rarity

    @cached_property
    def _untelling(self) -> frozenset[str]:
        """The stems that are not evidence: stems in NEVER_SHOWN, and stems that many items have."""
        texts_with = Counter(chain.from_iterable(self.distinct.values()))
        most = max(FEW_ITEMS, COMMON_WORD * len(self.stems))
        common = (word for word, texts in texts_with.items() if texts > most)
        return NEVER_SHOWN.union(common)

    @cached_property
    def vectors(self) -> Mapping[int, Vector]:
        """The vector of each item's title and description."""
        return dict(zip(self.stems, vectors([*self.stems.values()], self._plain), strict=True))

    @cached_property
    def common(self) -> frozenset[str]:
        """The features that are too common for items that share one to be candidates."""
        return common_among([*self.vectors.values()])

    @cached_property
    def _indexes(self) -> Sequence[Index]:
        """The indexes of the texts of each kind in each edition."""
        return [
            Index([self.vectors[id(item)] for item in items], self.common)
            for items in _by_kind(self.editions)
        ]

    @cached_property
    def siblings(self) -> Mapping[int, tuple[int, Siblings]]:
        """The place of each item among the items of its kind in its edition, and these items."""
        by_item: dict[int, tuple[int, Siblings]] = {}
        for items, index in zip(_by_kind(self.editions), self._indexes, strict=True):
            siblings = Siblings(items, index)
            by_item |= {id(item): (place, siblings) for place, item in enumerate(items)}
        return by_item

    def alike(
        self, item: Item, others: Mapping[int, Item], siblings: Siblings, least: float = CANDIDATE
    ) -> dict[int, float]:
        """Returns the likeness to an item of the siblings that are in `others`, by identity."""
        if (id(item), least) not in self._near:
            self._near[id(item), least] = siblings.by_text.like(self.vectors[id(item)], least)
        alike = self._near[id(item), least]
        near = ((id(siblings.items[place]), likeness) for place, likeness in alike.items())
        return {key: likeness for key, likeness in near if key in others}

    @cached_property
    def pooled(self) -> Mapping[int, Vector]:
        """The vector of all activities under each objective."""
        objectives = [each for edition in self.editions for each in edition.objectives]
        pools = [self._pool(objective) for objective in objectives]
        return dict(zip(map(id, objectives), vectors(pools, self._plain), strict=True))

    def _pool(self, objective: Objective) -> Words:
        """Returns the words of all activities under an objective.

        The activities are sorted by their words, so that their order in the file plays no part.
        """
        words = sorted(self.stems[id(activity)] for activity in objective.activities)
        return Words(
            [word for each in words for word in each.title],
            [word for each in words for word in each.description],
        )

    def likeness(self, old: Item, new: Item) -> float:
        """Returns the likeness of the wording of two items, 0 to 1."""
        return likeness(self.vectors[id(old)], self.vectors[id(new)])

    # The clauses of long descriptions.

    def is_long(self, item: Item) -> bool:
        """True if an item's description is long enough to be compared clause by clause."""
        return len(self.written[id(item)].description) >= LONG

    def clause_likeness(self, item: Item, candidate: Item) -> float:
        """Returns the likeness of one item's title to the nearest clause of the other, 0 to 1."""
        return max(self._nearest_clause(item, candidate), self._nearest_clause(candidate, item))

    def _nearest_clause(self, item: Item, described: Item) -> float:
        """Returns the likeness of a title and the nearest clause of a long description."""
        if not self.is_long(described):
            return 0.0
        title = self._clauses_of(item)[0]
        return max(likeness(title, clause) for clause in self._clauses_of(described))

    def _clauses_of(self, item: Item) -> list[Vector]:
        """Returns the vectors of the title and of each clause of the description."""
        if id(item) not in self._clauses:
            texts = (item.title, *_CLAUSE_END.split(item.description or ""))
            stems = self._stems
            self._clauses[id(item)] = [
                self._weights.vector(
                    features_of(Words([stems[w] for w in words_of(t) if w in stems]))
                )
                for t in texts
            ]
        return self._clauses[id(item)]

    @cached_property
    def _weights(self) -> Weights:
        """The weights of words in whole texts."""
        return Weights([features_of(words) for words in self.stems.values()], self._plain)

    # The words that two items have in common.

    @cached_property
    def _names(self) -> frozenset[str]:
        """The names of the parties of both plans."""
        return frozenset(name for edition in self.editions for name in edition.plan.parties)

    def words_in_common(self, old: Item, new: Item) -> tuple[str, ...]:
        """Returns the rarest words that two items have in common, as the new item writes them.

        Words that many items have are left out; words in PLAN_WORDS are shown only if there are no
        others. In a script without blanks, a piece of text that both items have counts as one word,
        however common the letters within it, and a shorter piece of such a piece does not count.
        """
        stems = self._stems
        shared = (self.distinct[id(old)] & self.distinct[id(new)]) - self._untelling
        text, compared = (f"{item.title}\n{item.description or ''}" for item in (new, old))
        within = "" if compared.isascii() else search_form(compared)
        rarity: dict[str, float] = {}
        written: dict[str, str] = {}
        runs: set[str] = set()
        for part in self.written[id(new)]:
            for piece in _pieces(part, within):
                if telling := shared.intersection(stems[word] for word in piece):
                    name = " ".join(stems[word] for word in piece)
                    written[name] = joined(piece)
                    rarity[name] = max(self.rarity[stem] for stem in telling)
                    if len(piece) > 1:
                        runs.add(written[name])
        whole = {
            name
            for name, text in written.items()
            if not any(text in run and text != run for run in runs)
        }
        names = whole - self._plain or whole
        rarest = sorted(names, key=lambda name: (-rarity[name], name))[:MOST_WORDS]
        spelled = spellings(text, compared, self._names) if rarest else {}
        words = (spelled.get(written[name], written[name]) for name in rarest)
        return tuple(dict.fromkeys(words))


def _by_kind(editions: Iterable[Version]) -> Iterator[Sequence[Item]]:
    """Yields the objectives, then the activities, of each edition."""
    for edition in editions:
        yield [*edition.objectives]
        yield [*edition.activities]


def _pieces(words: Sequence[str], text: str) -> Iterator[list[str]]:
    """Yields the words one by one, and overlapping pairs of letters as far as a text has them."""
    piece: list[str] = []
    for word in words:
        if piece and not (overlaps(piece[-1], word) and joined([*piece, word]) in text):
            yield piece
            piece = []
        piece.append(word)
    if piece:
        yield piece
