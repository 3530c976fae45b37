"""How much an item of one edition resembles one of another: wording first, then what supports it.

The wording of title and description makes the likeness. That the objectives are a pair, that the
leads are the same (the more the rarer they lead), the dates and the id add to it, but are nothing
by themselves. Where a plan has near-twins, such as one training for each country, an item that
lacks what tells the twin apart is as good as another twin: that takes from it.

An objective is known by its own words and by those of the activities under it.
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

SAME_OBJECTIVE: Final = 0.12
"""What it adds that the objectives are a pair, as a part of what is missing to full likeness."""

SAME_LEADS: Final = 0.4
"""The same of leads that lead nothing else; the more they lead, the less."""

SAME_DATES: Final = 0.05
SAME_ID: Final = 0.06
"""The same of a start or due date, and of the id, which is a weak hint: people renumber."""

ENOUGH_WORDS: Final = 0.15
"""Likeness of the wording from which all this counts in full; below, in proportion."""

TWINS: Final = 0.5
"""Likeness of the wording from which two items of one edition are near-twins."""

PERHAPS_TWINS: Final = 0.25
"""The same where half of all their words are shared.

What several twins say is no longer rare, and so makes them less alike the more they are.
"""

CLOSEST: Final = 0.8
"""An item's near-twins are at least so near, as a part of the likeness of the nearest one."""

NOT_THIS_TWIN: Final = 0.8
"""What is taken from a likeness, at most, where nothing of what tells a twin apart is there."""

THRESHOLD: Final = 0.14
"""The resemblance below which two items are no candidates for a pair."""

TELLING: Final = 4
"""How many words a page is told that two items share."""

ACTIVITIES_TELL: Final = 0.5
"""The share of an objective's likeness that its activities' wording can make up."""


class Likeness(NamedTuple):
    """Why two items are thought to be one, as a page tells it.

    `wording` is the likeness of the wording alone, 0 to 1; `words` are the most telling ones that
    both have, as the new item writes them.
    """

    wording: float
    words: tuple[str, ...]
    same_objective: bool
    leads: tuple[str, ...]
    same_dates: bool
    same_id: bool


Scores = dict[int, dict[int, float]]
"""How much an old item resembles new ones, 0 to 1; items by their identity."""

Partners = AbstractSet[tuple[int, int]]
"""The old and new items that are pairs, by their identity."""


class Resemblance:
    """How the items of an old edition resemble those of a new one."""

    def __init__(self, old: Version, new: Version) -> None:
        self.editions = (old, new)
        self._told: dict[int, Collection[frozenset[str]]] = {}
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
        """The words of each item, each once."""
        return {
            item: frozenset(words.title) | frozenset(words.description)
            for item, words in self.words.items()
        }

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """How rare each word is in both editions together."""
        texts_with = Counter(chain.from_iterable(self._distinct.values()))
        return {word: log((len(self.words) + 1) / many) for word, many in texts_with.items()}

    @cached_property
    def texts(self) -> Mapping[int, Vector]:
        """What each item's title and description hold."""
        return dict(zip(self.words, vectors(list(self.words.values())), strict=True))

    @cached_property
    def _common(self) -> frozenset[str]:
        """What so many items hold that it makes no two of them candidates."""
        return common_among([*self.texts.values()])

    @cached_property
    def pooled(self) -> Mapping[int, Vector]:
        """What the activities under each objective hold together."""
        objectives = [each for edition in self.editions for each in edition.objectives]
        pools = [self._pool(objective) for objective in objectives]
        return dict(zip(map(id, objectives), vectors(pools), strict=True))

    def _pool(self, objective: Objective) -> Words:
        words = sorted(self.words[id(activity)] for activity in objective.activities)
        return Words(
            [word for each in words for word in each.title],
            [word for each in words for word in each.description],
        )

    @cached_property
    def _leads_tell(self) -> Mapping[str, float]:
        """How much it says that two activities have a lead: the more, the rarer it leads.

        As a part of what it would say if it led one activity of both editions.
        """
        leading = Counter(
            lead
            for edition in self.editions
            for activity in edition.activities
            for lead in set(activity.lead)
        )
        all_told = sum(leading.values()) + 1
        return {lead: log(all_told / many, all_told) for lead, many in leading.items()}

    def wording(self, old: Item, new: Item) -> float:
        """How alike the wording of two items is, 0 to 1."""
        return likeness(self.texts[id(old)], self.texts[id(new)])

    def scores(self, old: Sequence[Item], new: Sequence[Item], partners: Partners) -> Scores:
        """How much these old items resemble these new ones, without what isn't worth a thought.

        `partners` are the pairs that are known, of the objectives above all.
        """
        found: Scores = {}
        for item, alike in zip(old, self._wordings(old, new), strict=True):
            row = {}
            for place, wording in alike.items():
                other = new[place]
                score = self._supported(item, other, wording, partners)
                if score < THRESHOLD:
                    continue
                missing = max(self._missing(item, other), self._missing(other, item))
                score *= 1 - NOT_THIS_TWIN * missing
                if score >= THRESHOLD:
                    row[id(other)] = score
            found[id(item)] = row
        return found

    def _wordings(self, old: Sequence[Item], new: Sequence[Item]) -> Iterator[dict[int, float]]:
        """For each old item, the places of the new ones with like wording, and how alike it is."""
        own = _likenesses(self.texts, self._common, old, new)
        if not (old and isinstance(old[0], Objective)):
            yield from own
            return
        common = common_among([*self.pooled.values()])
        theirs = _likenesses(self.pooled, common, old, new)
        for alike, pooled in zip(own, theirs, strict=True):
            yield {
                place: max(
                    alike.get(place, 0.0),
                    (1 - ACTIVITIES_TELL) * alike.get(place, 0.0)
                    + ACTIVITIES_TELL * pooled.get(place, 0.0),
                )
                for place in alike.keys() | pooled.keys()
            }

    def _supported(self, old: Item, new: Item, wording: float, partners: Partners) -> float:
        """The likeness of the wording with what supports it."""
        support = SAME_ID * (old.id == new.id)
        if isinstance(old, Activity) and isinstance(new, Activity):
            support += SAME_OBJECTIVE * self.same_objective(old, new, partners)
            support += SAME_LEADS * self._same_leads(old, new)
            support += SAME_DATES * _same_dates(old, new)
        return wording + (1 - wording) * support * min(1, wording / ENOUGH_WORDS)

    def same_objective(self, old: Item, new: Item, partners: Partners) -> bool:
        """Whether two activities stand under objectives that are a pair."""
        parents = self.parents.get(id(old)), self.parents.get(id(new))
        return (id(parents[0]), id(parents[1])) in partners

    def _same_leads(self, old: Activity, new: Activity) -> float:
        """How much it says that two activities have leads in common: 1 for what they alone lead."""
        shared, both = {*old.lead} & {*new.lead}, {*old.lead} | {*new.lead}
        if not shared:
            return 0.0
        in_common = sorted(self._leads_tell[lead] for lead in shared)
        share = sum(in_common) / sum(sorted(self._leads_tell[lead] for lead in both))
        return share * in_common[-1]

    @cached_property
    def _neighbours(self) -> Mapping[int, tuple[int, Sequence[Item], Index]]:
        """Of each item: its place among those of its kind in its edition, their texts."""
        found: dict[int, tuple[int, Sequence[Item], Index]] = {}
        for edition in self.editions:
            for items in ([*edition.objectives], [*edition.activities]):
                index = Index([self.texts[id(item)] for item in items])
                found |= {id(item): (place, items, index) for place, item in enumerate(items)}
        return found

    def _tells_apart(self, item: Item) -> Collection[frozenset[str]]:
        """What tells an item apart from each of its near-twins: the words that the twin lacks."""
        if id(item) not in self._told:
            own, items, index = self._neighbours[id(item)]
            words = self._distinct[id(item)]
            near = index.near(self.texts[id(item)], PERHAPS_TWINS)
            near.pop(own, None)
            alike = {
                at: like
                for at, like in near.items()
                if like >= TWINS or _half_the_same(words, self._distinct[id(items[at])])
            }
            nearest = CLOSEST * max(alike.values(), default=0.0)
            twins = (self._distinct[id(items[at])] for at, like in alike.items() if like >= nearest)
            self._told[id(item)] = {words - twin for twin in twins if words - twin}
        return self._told[id(item)]

    def _missing(self, item: Item, other: Item) -> float:
        """The part that another lacks of what tells an item apart from its near-twins.

        Of the twin from which it can be told least: the other is then as good as that twin.
        """
        there = self._distinct[id(other)]
        return max((self._part_missing(each, there) for each in self._tells_apart(item)), default=0)

    def _part_missing(self, telling: frozenset[str], there: frozenset[str]) -> float:
        weights = {word: self.rarity[word] for word in sorted(telling)}
        return sum(w for word, w in weights.items() if word not in there) / sum(weights.values())

    def evidence(self, old: Item, new: Item, partners: Partners) -> Likeness:
        """Why two items are thought to be one."""
        leads: tuple[str, ...] = ()
        same_dates = False
        if isinstance(old, Activity) and isinstance(new, Activity):
            leads = tuple(lead for lead in new.lead if lead in old.lead)
            same_dates = _same_dates(old, new)
        return Likeness(
            wording=self.wording(old, new),
            words=tuple(self._telling_words(old, new)),
            same_objective=self.same_objective(old, new, partners),
            leads=leads,
            same_dates=same_dates,
            same_id=old.id == new.id,
        )

    def _telling_words(self, old: Item, new: Item) -> list[str]:
        there = self._distinct[id(old)]
        words = self._written[id(new)]
        written = {self._stems[word]: word for word in (*words.title, *words.description)}
        shared = [each for each in written if each in there]
        rarest = sorted(shared, key=lambda each: (-self.rarity[each], each))[:TELLING]
        return [written[each] for each in rarest]


def _likenesses(
    texts: Mapping[int, Vector],
    common: frozenset[str],
    some: Sequence[Item],
    others: Sequence[Item],
) -> Iterator[dict[int, float]]:
    """For each of some items, the places of the others that are like it, and how alike they are."""
    index = Index([texts[id(item)] for item in others], common)
    return (index.like(texts[id(item)]) for item in some)


def _half_the_same(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two items share at least half of all the words that either has."""
    return 2 * len(words & others) >= len(words | others)


def _same_dates(old: Activity, new: Activity) -> bool:
    """Whether two activities are due, or begin, on the same stated day."""
    return any(
        before is not None and before == after
        for before, after in ((old.due, new.due), (old.start, new.start))
    )
