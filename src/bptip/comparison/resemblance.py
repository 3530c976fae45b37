"""How much an item of one edition resembles an item of another: the wording, and what supports it.

The likeness of title and description comes first. A common objective, common leads, dates and the
id add to it, but are nothing without it. Leads add more if they lead little else.

Many plans have near-twins, such as one training for each country. An item that lacks the words
which distinguish a twin fits another twin as well, so its resemblance is lower.

An objective is known by its own words and by the words of its activities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.comparison.wording import (
    Index,
    Vector,
    Words,
    common_among,
    likeness,
    stems_of,
    vectors,
    words_of,
)
from bptip.plan.model import Activity, Objective

if TYPE_CHECKING:
    from bptip.plan.model import Item, Version

# The numbers below, except MOST_WORDS, were tuned on the "choosing" half of benchmarks/pairing;
# tuning.py there shows what a change of each would do. A likeness is a cosine, from 0 to 1.

SAME_OBJECTIVE: Final = 0.12
"""Part of the distance to a likeness of 1 that a common objective adds."""

SAME_LEADS: Final = 0.4
"""Maximum part of that distance that common leads add: if they lead nothing else."""

SAME_DATES: Final = 0.05
"""Part of that distance that a common start or due date adds."""

SAME_ID: Final = 0.06
"""Part of that distance that a common id adds; it is small, because people renumber plans."""

ENOUGH_WORDS: Final = 0.15
"""Minimum likeness of the wording at which all this counts in full; below, in proportion."""

TWINS: Final = 0.5
"""Minimum likeness of the wording of two near-twins in one edition."""

HALF_SHARED_TWINS: Final = 0.25
"""Minimum likeness of two near-twins that share half of their words.

The more twins an item has, the less rare are their common words, and the less alike the twins.
"""

CLOSEST: Final = 0.8
"""Minimum likeness of an item's near-twins, as a part of that of its nearest twin."""

NOT_THIS_TWIN: Final = 0.8
"""Maximum part of a resemblance that is subtracted, if all distinguishing words are missing."""

THRESHOLD: Final = 0.14
"""Minimum resemblance (0 to 1) of two items that are candidates for a pair."""

ACTIVITIES_SHARE: Final = 0.5
"""Maximum share of an objective's likeness that comes from the words of its activities."""

MOST_WORDS: Final = 4
"""Maximum number of common words that a page shows as evidence for a pair."""


class Likeness(NamedTuple):
    """The evidence that two items are one, as a page shows it.

    `wording` is the likeness of the wording alone, 0 to 1. `words` are the rarest words that both
    items have, as the new item writes them.
    """

    wording: float
    words: tuple[str, ...]
    has_same_objective: bool
    leads: tuple[str, ...]
    has_same_dates: bool


Scores = dict[int, dict[int, float]]
"""The resemblance (0 to 1) of old items to new ones, both by their identity."""

Partners = AbstractSet[tuple[int, int]]
"""The pairs of old and new items that are known, by their identity."""


class _Neighbours(NamedTuple):
    """The items of one kind in one edition, with the index of their texts."""

    items: Sequence[Item]
    by_text: Index


class Resemblance:
    """The resemblance of the items of an old edition to those of a new one."""

    def __init__(self, old: Version, new: Version) -> None:
        self.editions = (old, new)
        self._distinguishing: dict[int, Collection[frozenset[str]]] = {}
        self.parents = {
            id(activity): objective
            for edition in self.editions
            for objective in edition.objectives
            for activity in objective.activities
        }

    @cached_property
    def _written(self) -> Mapping[int, Words]:
        """The words of each item, as they are written."""
        return {
            id(item): Words(words_of(item.title), words_of(item.description or ""))
            for edition in self.editions
            for item in edition.items
        }

    @cached_property
    def _stems(self) -> Mapping[str, str]:
        """The stem of each word of both editions."""
        return stems_of(chain.from_iterable(chain(*self._written.values())))

    @cached_property
    def words(self) -> Mapping[int, Words]:
        """The words of each item, as stems."""
        stems = self._stems
        return {
            item: Words([stems[w] for w in words.title], [stems[w] for w in words.description])
            for item, words in self._written.items()
        }

    @cached_property
    def _distinct(self) -> Mapping[int, frozenset[str]]:
        """The stems of each item, without their number and order."""
        return {
            item: frozenset(words.title) | frozenset(words.description)
            for item, words in self.words.items()
        }

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """How rare each stem is in both editions together."""
        texts_with = Counter(chain.from_iterable(self._distinct.values()))
        return {word: log((len(self.words) + 1) / texts) for word, texts in texts_with.items()}

    @cached_property
    def texts(self) -> Mapping[int, Vector]:
        """The vector of each item's title and description."""
        return dict(zip(self.words, vectors(list(self.words.values())), strict=True))

    @cached_property
    def _common(self) -> frozenset[str]:
        """The features that too many items have to make any two of them candidates."""
        return common_among([*self.texts.values()])

    @cached_property
    def pooled(self) -> Mapping[int, Vector]:
        """The vector of all activities under each objective."""
        objectives = [each for edition in self.editions for each in edition.objectives]
        pools = [self._pool(objective) for objective in objectives]
        return dict(zip(map(id, objectives), vectors(pools), strict=True))

    def _pool(self, objective: Objective) -> Words:
        """Returns the words of all activities under an objective, in an order of their own.

        The words are sorted by activity, so that the order of the activities plays no part.
        """
        words = sorted(self.words[id(activity)] for activity in objective.activities)
        return Words(
            [word for each in words for word in each.title],
            [word for each in words for word in each.description],
        )

    @cached_property
    def _lead_weights(self) -> Mapping[str, float]:
        """How much each lead says about an activity, 0 to 1: 1 if it leads only one."""
        leading = Counter(
            lead
            for edition in self.editions
            for activity in edition.activities
            for lead in set(activity.lead)
        )
        total = sum(leading.values()) + 1
        return {lead: log(total / activities, total) for lead, activities in leading.items()}

    def wording(self, old: Item, new: Item) -> float:
        """Returns the likeness of the wording of two items, 0 to 1."""
        return likeness(self.texts[id(old)], self.texts[id(new)])

    def scores(
        self,
        old: Sequence[Item],
        new: Sequence[Item],
        partners: Partners,
        least: float = THRESHOLD,
    ) -> Scores:
        """Returns the resemblance of each old item to each new one, leaving out lower ones.

        `partners` are the known pairs; those of objectives support the resemblance of activities.
        """
        scores: Scores = {}
        for item, wordings in zip(old, self._wordings(old, new), strict=True):
            row = {}
            for place, wording in wordings.items():
                candidate = new[place]
                # 1. The wording, with everything that supports it.
                score = self._supported(item, candidate, wording, partners)
                if score < least:
                    continue
                # 2. Less, if either lacks what distinguishes the other from its near-twins.
                lack = max(self._lack(item, candidate), self._lack(candidate, item))
                score *= 1 - NOT_THIS_TWIN * lack
                if score >= least:
                    row[id(candidate)] = score
            scores[id(item)] = row
        return scores

    def _wordings(self, old: Sequence[Item], new: Sequence[Item]) -> Iterator[dict[int, float]]:
        """Yields, for each old item, the likeness of the wording of new items, by their places."""
        own = _likenesses(self.texts, self._common, old, new)
        if not (old and isinstance(old[0], Objective)):
            yield from own
            return
        # The words of its activities may raise the likeness of an objective, and never lower it.
        common = common_among([*self.pooled.values()])
        pools = _likenesses(self.pooled, common, old, new)
        for alike, pooled in zip(own, pools, strict=True):
            yield {
                place: max(
                    alike.get(place, 0.0),
                    (1 - ACTIVITIES_SHARE) * alike.get(place, 0.0)
                    + ACTIVITIES_SHARE * pooled.get(place, 0.0),
                )
                for place in alike.keys() | pooled.keys()
            }

    def _supported(self, old: Item, new: Item, wording: float, partners: Partners) -> float:
        """Returns the likeness of the wording, raised by what supports it."""
        support = SAME_ID * (old.id == new.id)
        if isinstance(old, Activity) and isinstance(new, Activity):
            support += SAME_OBJECTIVE * self.has_same_objective(old, new, partners)
            support += SAME_LEADS * self._common_leads(old, new)
            support += SAME_DATES * _has_same_dates(old, new)
        return wording + (1 - wording) * support * min(1, wording / ENOUGH_WORDS)

    def has_same_objective(self, old: Item, new: Item, partners: Partners) -> bool:
        """True if the objectives of two activities are a pair."""
        parents = self.parents.get(id(old)), self.parents.get(id(new))
        return (id(parents[0]), id(parents[1])) in partners

    def _common_leads(self, old: Activity, new: Activity) -> float:
        """Returns how much common leads say, 0 to 1: 1 if all are common and lead nothing else.

        This is the share of the common leads in the weight of all leads, times the weight of the
        common lead that says most.
        """
        shared, both = {*old.lead} & {*new.lead}, {*old.lead} | {*new.lead}
        if not shared:
            return 0.0
        weights = sorted(self._lead_weights[lead] for lead in shared)
        share = sum(weights) / sum(sorted(self._lead_weights[lead] for lead in both))
        return share * weights[-1]

    @cached_property
    def _neighbours(self) -> Mapping[int, tuple[int, _Neighbours]]:
        """The place of each item among those of its kind in its edition, and these items."""
        by_item: dict[int, tuple[int, _Neighbours]] = {}
        for edition in self.editions:
            for items in ([*edition.objectives], [*edition.activities]):
                neighbours = _Neighbours(items, Index([self.texts[id(item)] for item in items]))
                by_item |= {id(item): (place, neighbours) for place, item in enumerate(items)}
        return by_item

    def _distinguishing_words(self, item: Item) -> Collection[frozenset[str]]:
        """Returns the words that distinguish an item from its near-twins: a set for each twin."""
        if id(item) not in self._distinguishing:
            self._distinguishing[id(item)] = {
                words for twin in self._twins(item) if (words := self._distinct[id(item)] - twin)
            }
        return self._distinguishing[id(item)]

    def _twins(self, item: Item) -> Iterator[frozenset[str]]:
        """Yields the words of each near-twin of an item in its own edition."""
        place, neighbours = self._neighbours[id(item)]
        words = self._distinct[id(item)]
        # 1. Near-twins are very much alike, or somewhat less and share half of their words.
        near = neighbours.by_text.near(self.texts[id(item)], HALF_SHARED_TWINS)
        near.pop(place, None)
        twins = {
            at: like
            for at, like in near.items()
            if like >= TWINS or _half_shared(words, self._distinct[id(neighbours.items[at])])
        }
        # 2. Only the nearest ones count: what distinguishes an item from them is what matters.
        nearest = CLOSEST * max(twins.values(), default=0.0)
        for at, like in twins.items():
            if like >= nearest:
                yield self._distinct[id(neighbours.items[at])]

    def _lack(self, item: Item, candidate: Item) -> float:
        """Returns the part (0 to 1) of an item's distinguishing words that a candidate lacks.

        With several near-twins, the one that the candidate fits best decides: it fits this twin as
        well as it fits the item.
        """
        present = self._distinct[id(candidate)]
        parts = (self._part_missing(words, present) for words in self._distinguishing_words(item))
        return max(parts, default=0)

    def _part_missing(self, words: frozenset[str], present: frozenset[str]) -> float:
        """Returns the part of the rarity of words that belongs to words which are not present."""
        weights = {word: self.rarity[word] for word in sorted(words)}
        missing = sum(weight for word, weight in weights.items() if word not in present)
        return missing / sum(weights.values())

    def evidence(self, old: Item, new: Item, partners: Partners) -> Likeness:
        """Returns the evidence that two items are one."""
        leads: tuple[str, ...] = ()
        has_same_dates = False
        if isinstance(old, Activity) and isinstance(new, Activity):
            leads = tuple(lead for lead in new.lead if lead in old.lead)
            has_same_dates = _has_same_dates(old, new)
        return Likeness(
            wording=self.wording(old, new),
            words=self.words_in_common(old, new),
            has_same_objective=self.has_same_objective(old, new, partners),
            leads=leads,
            has_same_dates=has_same_dates,
        )

    def words_in_common(self, old: Item, new: Item) -> tuple[str, ...]:
        """Returns the rarest words that two items have in common, as the new item writes them."""
        words = self._written[id(new)]
        written = {self._stems[word]: word for word in (*words.title, *words.description)}
        shared = [stem for stem in written if stem in self._distinct[id(old)]]
        rarest = sorted(shared, key=lambda stem: (-self.rarity[stem], stem))[:MOST_WORDS]
        return tuple(written[stem] for stem in rarest)


def _likenesses(
    texts: Mapping[int, Vector],
    common: frozenset[str],
    old: Sequence[Item],
    new: Sequence[Item],
) -> Iterator[dict[int, float]]:
    """Returns, for each old item, the likeness of the new items that are like it, by place."""
    index = Index([texts[id(item)] for item in new], common)
    return (index.like(texts[id(item)]) for item in old)


def _half_shared(words: frozenset[str], twin: frozenset[str]) -> bool:
    """True if two items share at least half of all words that either of them has."""
    return 2 * len(words & twin) >= len(words | twin)


def _has_same_dates(old: Activity, new: Activity) -> bool:
    """True if two activities are due, or start, on the same stated day."""
    return any(
        before is not None and before == after
        for before, after in ((old.due, new.due), (old.start, new.start))
    )
