"""Items with the same title and description are pairs; their other fields tell twins apart.

For example, each member of a group may hold a workshop with the same title. Between two plans, the
leads, the partners and the themes come first as evidence, then the objective, the dates and the id.
Within one plan, the objective and the id come first, since the journal knows items by their ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

from bptip.comparison.pairs import Match, Pair, Unpaired, text_of
from bptip.plan.model import Activity, Item

Profile = tuple[Hashable, ...]
"""The values that can distinguish an item from its twins, apart from its id."""


def exact_pairs(unpaired: Unpaired) -> Iterator[Pair]:
    """Yields the pairs of items with the same title and description."""
    # 1. Group the items by their text.
    groups: dict[tuple[str, str], tuple[list[Item], list[Item]]] = {}
    for side, items in enumerate((unpaired.old.values(), unpaired.new.values())):
        for item in items:
            groups.setdefault(text_of(item), ([], []))[side].append(item)
    twins = Twins(unpaired)
    scores: dict[int, dict[int, float]] = {}
    pairs: list[tuple[Item, Item]] = []
    for olds, news in groups.values():
        # 2. Pair the items of a group that are the same in everything.
        unmoved = twins.unmoved(olds, news)
        pairs += unmoved.values()
        # 3. Score the others of the group; the assignment pairs those of all groups at once.
        taken = {id(new) for _, new in unmoved.values()}
        left = [new for new in news if id(new) not in taken]
        scores |= {
            id(old): {id(new): float(twins.score(old, new)) for new in left}
            for old in olds
            if left and id(old) not in unmoved
        }
    pairs += unpaired.assigned(scores)
    # 4. Note which pairs rest only on the items' numbers.
    by_number = set(twins.by_number(pairs, groups.values()))
    for old, new in pairs:
        yield Pair(old, new, Match.EXACT, is_by_number=id(new) in by_number)


class Twins:
    """Items with the same text in two editions, and the fields that distinguish them."""

    def __init__(self, unpaired: Unpaired) -> None:
        self.is_one_plan = unpaired.is_one_plan
        self._resemblance = unpaired.resemblance
        self._partners = unpaired.partners

    def unmoved(self, olds: Sequence[Item], news: Sequence[Item]) -> dict[int, tuple[Item, Item]]:
        """Returns the pairs of twins that have the highest score, by the old item's identity.

        The best assignment would find these pairs too, but it takes long if there are many twins.
        """
        by_id = {new.id: new for new in news}
        unmoved = {}
        for old in olds:
            new = by_id.get(old.id)
            if new and self._is_same_in_everything(old, new):
                unmoved[id(old)] = (old, by_id.pop(old.id))
        return unmoved

    def _is_same_in_everything(self, old: Item, new: Item) -> bool:
        """True if two items with the same text have the same id and meet every criterion."""
        return old.id == new.id and all(self._criteria(old, new))

    def score(self, old: Item, new: Item) -> int:
        """Returns the score of a pair of items with the same text.

        Each criterion outweighs all later criteria, and one more pair outweighs all criteria.
        """
        leads, partners, themes, parent, dates = self._criteria(old, new)
        is_same_id = old.id == new.id
        if self.is_one_plan:
            order = (parent, is_same_id, dates, leads, partners, themes)
        else:
            order = (leads, partners, themes, parent, dates, is_same_id)
        score = 1
        for criterion in order:
            score = 2 * score + criterion
        return score

    def _criteria(self, old: Item, new: Item) -> tuple[bool, bool, bool, bool, bool]:
        """Returns which of these are the same: leads, partners, themes, objective, dates."""
        if not (isinstance(old, Activity) and isinstance(new, Activity)):
            return (True,) * 5
        leads, partners = self._resemblance.parties[id(old)]
        return (
            leads == self._resemblance.parties[id(new)][0],
            partners == self._resemblance.parties[id(new)][1],
            {*old.themes} == {*new.themes},
            self._resemblance.has_same_objective(old, new, self._partners),
            (old.start, old.due) == (new.start, new.due),
        )

    def by_number(
        self,
        pairs: Iterable[tuple[Item, Item]],
        groups: Iterable[tuple[Sequence[Item], Sequence[Item]]],
    ) -> Iterator[int]:
        """Yields the new items, by identity, that would fit another twin's partner as well.

        Within one plan, items with the same id are not among them.
        """
        partner = {id(old): new for old, new in pairs}
        for olds, news in groups:
            if len(olds) == len(news) == 1:
                continue
            both = [(old, partner[id(old)]) for old in olds if id(old) in partner]
            profiles = Counter((self._profile(old), self._profile(new)) for old, new in both)
            examples = {(self._profile(old), self._profile(new)): (old, new) for old, new in both}
            alone_old = [old for old in olds if id(old) not in partner]
            paired_new = {id(new) for _, new in both}
            alone_new = [new for new in news if id(new) not in paired_new]
            for old, new in both:
                if self.is_one_plan and old.id == new.id:
                    continue
                own = (self._profile(old), self._profile(new))
                others = (examples[each] for each in examples if each != own or profiles[own] > 1)
                if (
                    any(self._is_exchangeable((old, new), other) for other in others)
                    or any(self._fit(other, new) == self._fit(old, new) for other in alone_old)
                    or any(self._fit(old, other) == self._fit(old, new) for other in alone_new)
                ):
                    yield id(new)

    def _is_exchangeable(self, pair: tuple[Item, Item], second: tuple[Item, Item]) -> bool:
        """True if two pairs would fit as well with their partners exchanged."""
        (old, new), (second_old, second_new) = pair, second
        return self._fit(old, second_new) + self._fit(second_old, new) == self._fit(
            old, new
        ) + self._fit(second_old, second_new)

    def _fit(self, old: Item, new: Item) -> int:
        """Returns how many criteria a pair of items with the same text meets, without the id."""
        return sum(self._criteria(old, new))

    def _profile(self, item: Item) -> Profile:
        """Returns the values that can distinguish an item from its twins, apart from its id."""
        if not isinstance(item, Activity):
            return ()
        parent = self._resemblance.parents[id(item)]
        parties = self._resemblance.parties[id(item)]
        return (*parties, frozenset(item.themes), id(parent), item.start, item.due)
