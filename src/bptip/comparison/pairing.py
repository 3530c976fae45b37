"""Which item of an old edition became which item of a new one, and on what evidence.

The evidence, in this order: what the plans declare; the same text; within one plan, the same id;
the best assignment of all other items by resemblance; for activities that are left, a common
objective and lead; and, for objectives, the activities that they share. Each step sees only items
that have no partner yet. Without clear evidence there is no pair: an addition and a removal are
better than a guess.

The pairs don't depend on the order of the items in the files, or on which edition is the old one:
ties are broken by the items' texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from bptip.comparison.equal_texts import exact_pairs
from bptip.comparison.neighbours import Neighbours
from bptip.comparison.pairs import Match, Pair, Unpaired, text_of
from bptip.comparison.resemblance import (
    ACTIVITIES_SHARE,
    LEAST_LIKENESS,
    Resemblance,
    Scores,
)
from bptip.comparison.thresholds import SURE, Acceptance, best_of
from bptip.plan.model import Activity, Item, Objective, Version
from bptip.plan.references import declared

# The numbers below were tuned on the "choosing" half of benchmarks/pairing; tuning.py there shows
# what a change of each would do.

NOTHING_IN_COMMON: Final = 0.12
"""Minimum likeness (0 to 1) of the wording at which one id means the same item in both editions."""

SAME_ID_WITHIN_PLAN: Final = 0.15
"""Bonus for the same id within one plan, whose journal knows items by id."""

CLEAR: Final = 0.2
"""Minimum resemblance (0 to 1) of a pair that supports its neighbours."""

FEW: Final = 5
"""Maximum number of activities left under an objective for which one telling word is enough.

It was set by hand.
"""

TELLING_LEADS: Final = 0.2
"""Minimum weight (0 to 1) of the common leads of activities that are left.

Parties that lead most activities have less weight.
"""


def namesake_pairs(unpaired: Unpaired) -> Iterator[Pair]:
    """Yields, within one plan, the pairs of items that keep their id in a declared split or merge.

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
            if text_of(old) == text_of(new):
                yield Pair(old, new, Match.EXACT)
            elif unpaired.resemblance.wording(old, new) >= NOTHING_IN_COMMON:
                yield Pair(old, new, Match.ID)


def same_id_pairs(unpaired: Unpaired) -> Iterator[Pair]:
    """Yields, within one plan, the pairs of items with the same id, unless it now means another.

    An id means another item if the wording has nothing in common, or if both items fit clearly
    better with others.
    """
    if not unpaired.is_one_plan:
        return
    by_id = {item.id: item for item in unpaired.new.values()}
    scores, partners = unpaired.unpaired_scores(unpaired.all_scores()), unpaired.partners
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
    """Yields the accepted pairs of the best assignment.

    The assignment is done twice: the clear pairs of the first time support their neighbours.
    """
    resemblance, partners = unpaired.resemblance, unpaired.partners
    # 1. Find the pairs that are clear by themselves.
    scores = unpaired.all_scores()
    clear = {
        (id(old), id(new)) for old, new, score in _accepted(unpaired, scores) if score >= CLEAR
    }
    # 2. Find all pairs, with the support of the pairs beside them.
    raised = Neighbours(resemblance.editions).raised(scores, partners | clear)
    for old, new, score in _accepted(unpaired, raised):
        evidence = resemblance.evidence(old, new, partners)
        yield Pair(old, new, Match.SIMILAR, round(min(score, 1.0), 4), evidence)


def sharing_pairs(unpaired: Unpaired) -> Iterator[Pair]:
    """Yields the pairs of objectives without a partner that share most of their activities.

    Objectives are often renamed while their activities go on. Two objectives are a pair if most
    pairs with an activity of either are pairs between the two. A single pair of activities is
    enough only if one of the objectives has two activities and the other has no fewer.
    """
    resemblance = unpaired.resemblance
    shared, paired = _pairs_of_activities(unpaired.pairs, resemblance)
    # Two objectives that have most of their pairs together have no rival.
    for (old_key, new_key), number in shared.items():
        old, new = unpaired.old.get(old_key), unpaired.new.get(new_key)
        if not (isinstance(old, Objective) and isinstance(new, Objective)):
            continue
        sizes = len(old.activities), len(new.activities)
        is_most = 2 * number > max(paired[old_key], paired[new_key])
        if is_most and (number > 1 or 2 * number >= min(sizes) > 1):
            evidence = resemblance.evidence(old, new, unpaired.partners)
            wording = evidence.wording
            score = wording + (1 - wording) * ACTIVITIES_SHARE * number / max(sizes)
            evidence = evidence._replace(activities=number)
            if unpaired.is_one_plan and old.id == new.id:
                yield Pair(old, new, Match.ID, evidence=evidence)
            else:
                yield Pair(old, new, Match.SIMILAR, round(min(score, 1.0), 4), evidence)


def _pairs_of_activities(
    pairs: Iterable[Pair], resemblance: Resemblance
) -> tuple[Counter[tuple[int, int]], Counter[int]]:
    """Returns the numbers of pairs of activities, by pair of objectives and by objective."""
    parents = resemblance.parents
    shared = Counter(
        (id(parents[id(pair.old)]), id(parents[id(pair.new)]))
        for pair in pairs
        if id(pair.old) in parents and id(pair.new) in parents
    )
    paired: Counter[int] = Counter()
    for both, number in shared.items():
        paired.update(dict.fromkeys(both, number))
    return shared, paired


def _without_contradicted(pairs: Sequence[Pair], resemblance: Resemblance) -> list[Pair]:
    """Returns the pairs, leaving out doubtful pairs of objectives that share no pair of activities.

    In such a pair, the activities of both objectives went on under other objectives.
    """
    shared, paired = _pairs_of_activities(pairs, resemblance)
    return [
        pair
        for pair in pairs
        if pair.similarity is None
        or pair.similarity >= SURE
        or (id(pair.old), id(pair.new)) in shared
        or not (paired[id(pair.old)] and paired[id(pair.new)])
    ]


def left_pairs(unpaired: Unpaired) -> Iterator[Pair]:
    """Yields the pairs of activities that are left under paired objectives, with a common lead.

    If such activities are few, one telling word in common is enough, if each of the two resembles
    the other more than anything else that is left, and neither is the near-twin of another item.
    """
    resemblance, partners = unpaired.resemblance, unpaired.partners
    parents = resemblance.parents
    old, new = [*unpaired.old.values()], [*unpaired.new.values()]
    scores = resemblance.scores(old, new, partners, LEAST_LIKENESS)
    best = best_of(scores)
    left = Counter(id(parents[id(item)]) for item in (*old, *new) if id(item) in parents)
    for before in old:
        for key, score in scores[id(before)].items():
            after = unpaired.new[key]
            is_best = all(best[id(item)].rival_of(score) < score for item in (before, after))
            if (
                is_best
                and isinstance(before, Activity)
                and isinstance(after, Activity)
                and resemblance.has_same_objective(before, after, partners)
                and all(left[id(parents[id(item)])] <= FEW for item in (before, after))
                and resemblance.common_leads(before, after) >= TELLING_LEADS
                and not resemblance.lack(before, after)
            ):
                evidence = resemblance.evidence(before, after, partners)
                if evidence.words:
                    yield Pair(before, after, Match.SIMILAR, round(min(score, 1.0), 4), evidence)


def _accepted(unpaired: Unpaired, scores: Scores) -> list[tuple[Item, Item, float]]:
    """Returns the best assignment of the pairs that are acceptable, with their resemblance.

    Other pairs take no part in the assignment: two weak pairs must not win against a clear one.
    """
    words = unpaired.resemblance.texts.distinct
    acceptance = Acceptance(scores, (*unpaired.old, *unpaired.new), words)
    acceptable = {
        old: {new: score for new, score in row.items() if acceptance.accepts(old, new, score)}
        for old, row in unpaired.unpaired_scores(scores).items()
    }
    return [(old, new, acceptable[id(old)][id(new)]) for old, new in unpaired.assigned(acceptable)]


PairingStep = Callable[[Unpaired], Iterable[Pair]]
"""A function that returns pairs of items that have no partner yet."""

STEPS: Final[tuple[PairingStep, ...]] = (
    exact_pairs,
    namesake_pairs,
    same_id_pairs,
    similar_pairs,
    left_pairs,
)
"""The pairing steps after declared pairs, in order; each sees only items without a partner."""


class Matching(NamedTuple):
    """The pairs of two editions, and the resemblance of the items that are not surely pairs."""

    pairs: tuple[Pair, ...]
    resemblance: Resemblance
    scores: Scores


def pairs_of(old: Version, new: Version, others: Iterable[Version] = ()) -> tuple[Pair, ...]:
    """Returns the pairs of two editions; an item in no pair was removed, or added.

    An item is in one pair, unless the plans declare a split or a merge. `others` are the other
    known editions: declarations are followed through them.
    """
    return matching_of(old, new, others).pairs


def matching_of(old: Version, new: Version, others: Iterable[Version] = ()) -> Matching:
    """Returns the pairs of two editions, with the resemblance of their items."""
    return matching_by(Resemblance(old, new), others)


def matching_by(resemblance: Resemblance, others: Iterable[Version] = ()) -> Matching:
    """Returns the pairs of the two editions of a resemblance."""
    old, new = resemblance.editions
    pairs = declared_pairs(old, new, others)
    scores: Scores = {}
    # Objectives come first: activities under objectives that are a pair resemble each other more.
    for kind in (Objective, Activity):
        unpaired = Unpaired(resemblance, kind, pairs)
        for step in STEPS:
            # New work has no partner in another plan, and no partner by likeness alone.
            if step is similar_pairs or not unpaired.is_one_plan:
                unpaired.leave_out_new_work()
            unpaired.pair(list(step(unpaired)))
        pairs = unpaired.pairs
        scores |= unpaired.all_scores()
    # Objectives that are still left may be pairs by their activities.
    unpaired = Unpaired(resemblance, Objective, _without_contradicted(pairs, resemblance))
    unpaired.leave_out_new_work()
    unpaired.pair(list(sharing_pairs(unpaired)))
    return Matching(tuple(unpaired.pairs), resemblance, scores)


def declared_pairs(old: Version, new: Version, others: Iterable[Version] = ()) -> list[Pair]:
    """Returns the pairs that `continues` declares in either edition, directly or through others."""
    editions = (old, new, *others)
    forward = ((before, after) for before, after in declared(old, new, editions))
    backward = ((after, before) for before, after in declared(new, old, editions))
    pairs = {(id(before), id(after)): (before, after) for before, after in (*forward, *backward)}
    return [Pair(before, after, Match.DECLARED) for before, after in pairs.values()]
