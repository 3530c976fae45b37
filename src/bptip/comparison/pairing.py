"""Which item of an old edition became which item of a new one, and on what evidence.

Evidence is tried in this order, each on what the former left: what the plans declare; the same
text; within one plan the same id; and the best assignment of all the rest by resemblance. Where
nothing speaks clearly for a pair it is none: better an addition and a removal than a guess.

The order of the items in their files plays no part, and old and new could change places: ties are
broken by what is said.
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
from bptip.comparison.wording import same_text
from bptip.plan.model import Activity, Objective
from bptip.plan.references import declared

if TYPE_CHECKING:
    from bptip.comparison.resemblance import Likeness, Scores
    from bptip.plan.model import Item, Version

NOTHING_IN_COMMON: Final = 0.12
"""Likeness of the wording below which an id now names another item."""

ID_COUNTS: Final = 0.15
"""What the same id adds to a resemblance within one plan, where the journal knows items by it."""

SURE: Final = 0.18
"""The resemblance from which a pair of the best assignment is taken though there are rivals."""


class Match(StrEnum):
    """The evidence on which two items are a pair, the surest first."""

    DECLARED = "declared"
    EXACT = "exact"
    ID = "id"
    SIMILAR = "similar"


class Pair(NamedTuple):
    """An old item and what it became; `similarity`, 0 to 1, where nothing but likeness says so.

    `evidence` tells what speaks for a pair that is neither declared nor of the same text.
    """

    old: Item
    new: Item
    match: Match
    similarity: float | None = None
    evidence: Likeness | None = None


class Unpaired:
    """The items of one kind that have no partner yet, and all that helps to find them one."""

    def __init__(self, known: Resemblance, kind: type[Item], pairs: Sequence[Pair]) -> None:
        self.known = known
        self.pairs = list(pairs)
        old, new = known.editions
        self.within_one_plan = old.plan.id == new.plan.id
        self.old = {id(item): item for item in old.items if isinstance(item, kind)}
        self.new = {id(item): item for item in new.items if isinstance(item, kind)}
        self._leave_out(pairs)

    def take(self, pairs: Sequence[Pair]) -> None:
        """Make pairs of items that are left."""
        self.pairs += pairs
        self._leave_out(pairs)

    def _leave_out(self, pairs: Iterable[Pair]) -> None:
        for pair in pairs:
            self.old.pop(id(pair.old), None)
            self.new.pop(id(pair.new), None)

    @property
    def partners(self) -> frozenset[tuple[int, int]]:
        """The pairs so far, by their items' identity."""
        return frozenset((id(pair.old), id(pair.new)) for pair in self.pairs)

    @cached_property
    def _scores(self) -> Scores:
        return self.known.scores([*self.old.values()], [*self.new.values()], self.partners)

    def scores(self) -> Scores:
        """How much the old items that are left resemble the new ones that are."""
        return {
            old: {new: score for new, score in row.items() if new in self.new}
            for old, row in self._scores.items()
            if old in self.old
        }

    def assigned(self, scores: Scores) -> Iterator[tuple[Item, Item]]:
        """The old and new items that the best assignment brings together."""
        gains = {
            old: {new: _gain(score, self.old[old], self.new[new]) for new, score in row.items()}
            for old, row in scores.items()
        }
        for old, new in best_assignment(gains):
            yield self.old[old], self.new[new]


def _gain(score: float, old: Item, new: Item) -> int:
    """A score as a whole number, with a tie broken by what the two items say, whichever is old.

    The checksum is squared, since by itself it is linear: of four twins, both ways to pair them
    could have one sum.
    """
    one, other = sorted((f"{old.id} {old.title}", f"{new.id} {new.title}"))
    tie = crc32(f"{one} {other}".encode("utf-8", "surrogatepass"))
    return (round(score * 1_000_000) << 64) + tie**2


def exact_pairs(rest: Unpaired) -> Iterator[Pair]:
    """Items of the same title and description; twins told apart by parent, then id, then dates."""
    texts: dict[tuple[str, str], tuple[list[Item], list[Item]]] = {}
    for side, items in enumerate((rest.old.values(), rest.new.values())):
        for item in items:
            texts.setdefault(_text(item), ([], []))[side].append(item)
    partners = rest.partners
    scores: dict[int, dict[int, float]] = {}
    for olds, news in texts.values():
        unmoved = _unmoved(rest, olds, news, partners)
        yield from (Pair(old, new, Match.EXACT) for old, new in unmoved.values())
        taken = {id(new) for _, new in unmoved.values()}
        left = [new for new in news if id(new) not in taken]
        scores |= {
            id(old): {id(new): _twin_score(rest, old, new, partners) for new in left}
            for old in olds
            if left and id(old) not in unmoved
        }
    yield from (Pair(old, new, Match.EXACT) for old, new in rest.assigned(scores))


def _unmoved(
    rest: Unpaired, olds: Sequence[Item], news: Sequence[Item], partners: frozenset[tuple[int, int]]
) -> dict[int, tuple[Item, Item]]:
    """Of one text, the items that nothing tells apart; by the old one's identity.

    The best assignment would bring them together too, but could take long over many twins.
    """
    by_id = {new.id: new for new in news}
    found = {}
    for old in olds:
        new = by_id.get(old.id)
        if new and _twin_score(rest, old, new, partners) == _twin_score(rest, old, old, None):
            found[id(old)] = (old, by_id.pop(old.id))
    return found


def _twin_score(
    rest: Unpaired, old: Item, new: Item, partners: frozenset[tuple[int, int]] | None
) -> float:
    """Which of several twins is meant; that each has a partner counts more than which.

    Without `partners`, the objectives are taken for a pair.
    """
    same_parent = same_dates = same_leads = False
    if isinstance(old, Activity) and isinstance(new, Activity):
        same_parent = partners is None or rest.known.same_objective(old, new, partners)
        same_dates = (old.start, old.due) == (new.start, new.due)
        same_leads = {*old.lead} == {*new.lead}
    return 32 + 8 * same_parent + 4 * (old.id == new.id) + 2 * same_dates + same_leads


def namesake_pairs(rest: Unpaired) -> Iterator[Pair]:
    """Within one plan, what a declared split or merge leaves standing under its id.

    Of 1.1, from which 1.6 was split off, 1.1 goes on itself; so does 1.2, with which 1.3 merged.
    """
    if not rest.within_one_plan:
        return
    declared = [pair for pair in rest.pairs if pair.match is Match.DECLARED]
    taken_old = {pair.old.id: pair.old for pair in declared}
    taken_new = {pair.new.id: pair.new for pair in declared}
    split = ((taken_old.get(new.id), new) for new in rest.new.values())
    merged = ((old, taken_new.get(old.id)) for old in rest.old.values())
    for old, new in (*split, *merged):
        if old and new and type(old) is type(new):
            if _text(old) == _text(new):
                yield Pair(old, new, Match.EXACT)
            elif rest.known.wording(old, new) >= NOTHING_IN_COMMON:
                yield Pair(old, new, Match.ID)


def same_id_pairs(rest: Unpaired) -> Iterator[Pair]:
    """Within one plan, items of the same id, unless the wording says that it now names another.

    It says so where it has nothing in common, or where both items go clearly better with others.
    """
    if not rest.within_one_plan:
        return
    by_id = {item.id: item for item in rest.new.values()}
    scores, partners = rest.scores(), rest.partners
    for item in rest.old.values():
        namesake = by_id.get(item.id)
        wording = rest.known.wording(item, namesake) if namesake else 0.0
        if namesake is None or wording < NOTHING_IN_COMMON:
            continue
        row = scores[id(item)]
        row[id(namesake)] = max(wording, row.get(id(namesake), 0.0)) + ID_COUNTS
    for old, new in rest.assigned(scores):
        if old.id == new.id and rest.known.wording(old, new) >= NOTHING_IN_COMMON:
            evidence = rest.known.evidence(old, new, partners)
            yield Pair(old, new, Match.ID, evidence=evidence)


def similar_pairs(rest: Unpaired) -> Iterator[Pair]:
    """The pairs of the best assignment that are sure, or that have no rival at all."""
    scores, partners = rest.scores(), rest.partners
    resembled = Counter(new for row in scores.values() for new in row)
    for old, new in rest.assigned(scores):
        score = scores[id(old)][id(new)]
        alone = len(scores[id(old)]) == resembled[id(new)] == 1
        if score >= SURE or alone:
            evidence = rest.known.evidence(old, new, partners)
            yield Pair(old, new, Match.SIMILAR, round(min(score, 1.0), 4), evidence)


Step = Callable[[Unpaired], Iterable[Pair]]

STEPS: Final[tuple[Step, ...]] = (exact_pairs, namesake_pairs, same_id_pairs, similar_pairs)
"""What is tried after what is declared, in this order, each on what the former left."""


def pairs_of(old: Version, new: Version, others: Iterable[Version] = ()) -> tuple[Pair, ...]:
    """Which old item became which new one; those in no pair went, or came.

    An item is in one pair, unless the plans declare a split or a merge. `others` are the other
    editions that are known: what is declared can lead through them.
    """
    pairs = declared_pairs(old, new, others)
    known = Resemblance(old, new)
    for kind in (Objective, Activity):
        rest = Unpaired(known, kind, pairs)
        for step in STEPS:
            rest.take(list(step(rest)))
        pairs = rest.pairs
    return tuple(pairs)


def declared_pairs(old: Version, new: Version, others: Iterable[Version] = ()) -> list[Pair]:
    """The pairs that `continues` declares, in either edition, straight or through others."""
    editions = (old, new, *others)
    forth = ((before, after) for before, after in declared(old, new, editions))
    back = ((after, before) for before, after in declared(new, old, editions))
    found = {(id(before), id(after)): (before, after) for before, after in (*forth, *back)}
    return [Pair(before, after, Match.DECLARED) for before, after in found.values()]


def _text(item: Item) -> tuple[str, str]:
    """What an item says, as it is compared for being the same."""
    return same_text(item.title), same_text(item.description or "")
