"""Which item of an old edition became which item of a new one, and on what evidence.

The evidence, in this order: what the plans declare; the same text; within one plan, the same id;
and the best assignment of all other items by resemblance. Each step sees only items that have no
partner yet. Without clear evidence there is no pair: an addition and a removal are better than a
guess.

The pairs don't depend on the order of the items in the files, or on which edition is the old one:
ties are broken by the items' texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

from bptip.comparison.assignment import best_assignment
from bptip.comparison.resemblance import Resemblance
from bptip.plan.characters import same_text
from bptip.plan.model import Activity, Objective
from bptip.plan.references import declared, is_new_work

if TYPE_CHECKING:
    from datetime import date

    from bptip.comparison.resemblance import Likeness, Scores
    from bptip.plan.model import Item, Version

# The three numbers below were tuned on the "choosing" half of benchmarks/pairing; tuning.py there
# shows what a change of each would do.

NOTHING_IN_COMMON: Final = 0.12
"""Minimum likeness (0 to 1) of the wording for one id to name one item in both editions."""

SAME_ID_WITHIN_PLAN: Final = 0.15
"""Bonus for the same id within one plan, whose journal knows items by id."""

SURE: Final = 0.18
"""Minimum resemblance (0 to 1) of a pair for which either item has another candidate."""


class Match(StrEnum):
    """The evidence for a pair, from the strongest to the weakest."""

    DECLARED = "declared"
    EXACT = "exact"
    ID = "id"
    SIMILAR = "similar"


class Pair(NamedTuple):
    """An old item and the new item that it became.

    `similarity` (0 to 1) is given only for a pair by likeness alone. `evidence` is given unless the
    pair is declared or its texts are the same.
    """

    old: Item
    new: Item
    match: Match
    similarity: float | None = None
    evidence: Likeness | None = None


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
        self._remove(pairs)

    def leave_out_new_work(self) -> None:
        """Leaves out the items of the later edition that declare to carry on nothing."""
        for key in new_work(*self.resemblance.editions):
            self.old.pop(key, None)
            self.new.pop(key, None)

    def pair(self, pairs: Sequence[Pair]) -> None:
        """Adds pairs; their items are no longer unpaired."""
        self.pairs += pairs
        self._remove(pairs)

    def _remove(self, pairs: Iterable[Pair]) -> None:
        """Removes the items of pairs from the unpaired ones."""
        for pair in pairs:
            self.old.pop(id(pair.old), None)
            self.new.pop(id(pair.new), None)

    @property
    def partners(self) -> frozenset[tuple[int, int]]:
        """The pairs so far, by the identity of their items."""
        return frozenset((id(pair.old), id(pair.new)) for pair in self.pairs)

    @cached_property
    def _first_scores(self) -> Scores:
        """The scores of the items that were unpaired when scores were first needed."""
        return self.resemblance.scores([*self.old.values()], [*self.new.values()], self.partners)

    def scores(self) -> Scores:
        """Returns the resemblance of each unpaired old item to each unpaired new one."""
        return {
            old: {new: score for new, score in row.items() if new in self.new}
            for old, row in self._first_scores.items()
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


def exact_pairs(unpaired: Unpaired) -> Iterator[Pair]:
    """Yields items with the same title and description.

    If several items have one text, the parent, then the id, then the dates decide which is which.
    """
    # 1. Group the items by their text.
    groups: dict[tuple[str, str], tuple[list[Item], list[Item]]] = {}
    for side, items in enumerate((unpaired.old.values(), unpaired.new.values())):
        for item in items:
            groups.setdefault(_text(item), ([], []))[side].append(item)
    partners = unpaired.partners
    scores: dict[int, dict[int, float]] = {}
    for olds, news in groups.values():
        # 2. Pair the items of a group that are the same in everything.
        unmoved = _unmoved(unpaired, olds, news, partners)
        yield from (Pair(old, new, Match.EXACT) for old, new in unmoved.values())
        # 3. Score the others of the group; the assignment pairs those of all groups at once.
        taken = {id(new) for _, new in unmoved.values()}
        left = [new for new in news if id(new) not in taken]
        scores |= {
            id(old): {id(new): _twin_score(unpaired, old, new, partners) for new in left}
            for old in olds
            if left and id(old) not in unmoved
        }
    yield from (Pair(old, new, Match.EXACT) for old, new in unpaired.assigned(scores))


def _unmoved(
    unpaired: Unpaired,
    olds: Sequence[Item],
    news: Sequence[Item],
    partners: frozenset[tuple[int, int]],
) -> dict[int, tuple[Item, Item]]:
    """Returns the pairs of one text that have the highest score, by the old item's identity.

    The best assignment would find them too, but it takes long if there are many twins.
    """
    by_id = {new.id: new for new in news}
    unmoved = {}
    for old in olds:
        new = by_id.get(old.id)
        if new and _twin_score(unpaired, old, new, partners) == _twin_score(
            unpaired, old, old, None
        ):
            unmoved[id(old)] = (old, by_id.pop(old.id))
    return unmoved


def _twin_score(
    unpaired: Unpaired, old: Item, new: Item, partners: frozenset[tuple[int, int]] | None
) -> float:
    """Returns how well two items with one text fit together.

    Each criterion outweighs all those after it, and one more pair outweighs them all. Without
    `partners`, the parents count as a pair.
    """
    is_same_parent = is_same_dates = is_same_leads = False
    if isinstance(old, Activity) and isinstance(new, Activity):
        is_same_parent = partners is None or unpaired.resemblance.has_same_objective(
            old, new, partners
        )
        is_same_dates = (old.start, old.due) == (new.start, new.due)
        is_same_leads = {*old.lead} == {*new.lead}
    is_same_id = old.id == new.id
    return 32 + 8 * is_same_parent + 4 * is_same_id + 2 * is_same_dates + is_same_leads


def namesake_pairs(unpaired: Unpaired) -> Iterator[Pair]:
    """Yields, within one plan, what keeps its id when a split or a merge is declared.

    If 1.6 was split off from 1.1, then 1.1 goes on as 1.1. If 1.3 was merged into 1.2, then 1.2
    goes on as 1.2.
    """
    if not unpaired.is_one_plan:
        return
    declared_pairs = [pair for pair in unpaired.pairs if pair.match is Match.DECLARED]
    declared_old = {pair.old.id: pair.old for pair in declared_pairs}
    declared_new = {pair.new.id: pair.new for pair in declared_pairs}
    split = ((declared_old.get(new.id), new) for new in unpaired.new.values())
    merged = ((old, declared_new.get(old.id)) for old in unpaired.old.values())
    for old, new in (*split, *merged):
        if old and new and type(old) is type(new):
            if _text(old) == _text(new):
                yield Pair(old, new, Match.EXACT)
            elif unpaired.resemblance.wording(old, new) >= NOTHING_IN_COMMON:
                yield Pair(old, new, Match.ID)


def same_id_pairs(unpaired: Unpaired) -> Iterator[Pair]:
    """Yields, within one plan, items with the same id, unless the id now names another item.

    It names another item if the wording has nothing in common, or if both items fit clearly better
    with others.
    """
    if not unpaired.is_one_plan:
        return
    by_id = {item.id: item for item in unpaired.new.values()}
    scores, partners = unpaired.scores(), unpaired.partners
    # 1. Raise the scores of items with the same id.
    for item in unpaired.old.values():
        namesake = by_id.get(item.id)
        wording = unpaired.resemblance.wording(item, namesake) if namesake else 0.0
        if namesake is None or wording < NOTHING_IN_COMMON:
            continue
        row = scores[id(item)]
        row[id(namesake)] = max(wording, row.get(id(namesake), 0.0)) + SAME_ID_WITHIN_PLAN
    # 2. Assign all items, and keep only the pairs with the same id; a later step finds the others.
    for old, new in unpaired.assigned(scores):
        if old.id == new.id and unpaired.resemblance.wording(old, new) >= NOTHING_IN_COMMON:
            evidence = unpaired.resemblance.evidence(old, new, partners)
            yield Pair(old, new, Match.ID, evidence=evidence)


def similar_pairs(unpaired: Unpaired) -> Iterator[Pair]:
    """Yields the pairs of the best assignment that are sure, or without another candidate.

    A candidate is an item with a resemblance of at least `resemblance.THRESHOLD`.
    """
    scores, partners = unpaired.scores(), unpaired.partners
    candidates = Counter(new for row in scores.values() for new in row)
    for old, new in unpaired.assigned(scores):
        score = scores[id(old)][id(new)]
        has_no_rival = len(scores[id(old)]) == candidates[id(new)] == 1
        if score >= SURE or has_no_rival:
            evidence = unpaired.resemblance.evidence(old, new, partners)
            yield Pair(old, new, Match.SIMILAR, round(min(score, 1.0), 4), evidence)


PairingStep = Callable[[Unpaired], Iterable[Pair]]
"""Returns pairs of items that have no partner yet."""

STEPS: Final[tuple[PairingStep, ...]] = (
    exact_pairs,
    namesake_pairs,
    same_id_pairs,
    similar_pairs,
)
"""The pairing steps after declared pairs, in order; each sees only items without a partner."""


def pairs_of(
    old: Version,
    new: Version,
    others: Iterable[Version] = (),
    resemblance: Resemblance | None = None,
) -> tuple[Pair, ...]:
    """Returns the pairs of two editions; an item in no pair was removed, or added.

    An item is in one pair, unless the plans declare a split or a merge. `others` are the other
    known editions: a declaration can lead through them. `resemblance` is that of the two editions,
    if the caller needs it further.
    """
    pairs = declared_pairs(old, new, others)
    resemblance = resemblance or Resemblance(old, new)
    # Objectives come first: activities under objectives that are a pair resemble each other more.
    for kind in (Objective, Activity):
        unpaired = Unpaired(resemblance, kind, pairs)
        for step in STEPS:
            # New work has no partner in another plan, and none by likeness alone.
            if step is similar_pairs or not unpaired.is_one_plan:
                unpaired.leave_out_new_work()
            unpaired.pair(list(step(unpaired)))
        pairs = unpaired.pairs
    return tuple(pairs)


def new_work(old: Version, new: Version) -> frozenset[int]:
    """Returns the items of the later edition that declare to carry on nothing, by their identity.

    If both editions took effect on the same day, either can be the later one.
    """
    latest = max(map(_took_effect, (old, new)))
    later = [edition for edition in (old, new) if _took_effect(edition) == latest]
    return frozenset(id(i) for edition in later for i in edition.items if is_new_work(i))


def _took_effect(version: Version) -> tuple[date, date, int]:
    """Returns the sort key of an edition by the day on which it took effect."""
    return version.effective, version.plan.start, version.plan.version


def declared_pairs(old: Version, new: Version, others: Iterable[Version] = ()) -> list[Pair]:
    """Returns the pairs that `continues` declares in either edition, directly or through others."""
    editions = (old, new, *others)
    forward = ((before, after) for before, after in declared(old, new, editions))
    backward = ((after, before) for before, after in declared(new, old, editions))
    pairs = {(id(before), id(after)): (before, after) for before, after in (*forward, *backward)}
    return [Pair(before, after, Match.DECLARED) for before, after in pairs.values()]


def _text(item: Item) -> tuple[str, str]:
    """Returns an item's title and description, in the form that is compared."""
    return same_text(item.title), same_text(item.description or "")
