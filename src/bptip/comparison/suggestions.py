"""The nearest items of the other edition, for an item without a partner.

A suggestion is not a pair: it says where to look. Items that have a partner by their text or by a
declaration are suggested only after others that are as near, since work is sometimes merged or
split.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.comparison.pairing import Match, new_work
from bptip.plan.model import Activity, Objective

if TYPE_CHECKING:
    from bptip.comparison.pairing import Pair
    from bptip.comparison.resemblance import Resemblance
    from bptip.plan.model import Item

MOST_CANDIDATES: Final = 3
"""Maximum number of candidates for an item."""

LEAST_SIMILARITY: Final = 0.04
"""Minimum resemblance (0 to 1) of a candidate."""

WITH_SURE_PARTNER: Final = 0.5
"""Factor by which the similarity of a candidate counts that has a sure partner already."""

SURE_MATCHES: Final = frozenset({Match.DECLARED, Match.EXACT})
"""The kinds of pairs that leave little room for another partner."""


class Candidate(NamedTuple):
    """An item of the other edition that may be the partner of an item without one.

    `similarity` is their resemblance, 0 to 1. `words` are the rarest words that both items have, as
    the candidate writes them.
    """

    item: Item
    similarity: float
    words: tuple[str, ...]


Candidates = Mapping[int, tuple[Candidate, ...]]
"""The candidates for each item without a partner, the nearest first, by the item's identity."""


def candidates_of(resemblance: Resemblance, pairs: Sequence[Pair]) -> Candidates:
    """Returns the candidates for each item of both editions that is in none of the pairs.

    New work has no candidates, and is not a candidate.
    """
    paired = {id(item) for pair in pairs for item in (pair.old, pair.new)}
    sure = {id(pair.old) for pair in pairs if pair.match in SURE_MATCHES}
    sure |= {id(pair.new) for pair in pairs if pair.match in SURE_MATCHES}
    excluded = new_work(*resemblance.editions)
    old, new = ([i for i in e.items if id(i) not in excluded] for e in resemblance.editions)
    both_ways = {(id(pair.old), id(pair.new)) for pair in pairs}
    both_ways |= {(after, before) for before, after in both_ways}
    candidates: dict[int, tuple[Candidate, ...]] = {}
    for items, others in ((old, new), (new, old)):
        for kind in (Objective, Activity):
            asked = [item for item in items if isinstance(item, kind) and id(item) not in paired]
            there = [item for item in others if isinstance(item, kind)]
            scores = resemblance.scores(asked, there, both_ways, LEAST_SIMILARITY)
            for item in asked:
                near = _nearest(there, scores[id(item)], sure)
                candidates[id(item)] = tuple(
                    Candidate(
                        each,
                        round(min(similarity, 1.0), 4),
                        resemblance.words_in_common(item, each),
                    )
                    for each, similarity in near
                )
    return candidates


def _nearest(
    items: Sequence[Item], scores: Mapping[int, float], sure: AbstractSet[int]
) -> list[tuple[Item, float]]:
    """Returns the nearest of these items, with their resemblance; those with a sure partner later.

    Items that are equally near come in the order of their ids.
    """

    def rank(near: tuple[Item, float]) -> tuple[float, str]:
        item, similarity = near
        return -similarity * (WITH_SURE_PARTNER if id(item) in sure else 1), item.id

    near = [(item, scores[id(item)]) for item in items if id(item) in scores]
    return sorted(near, key=rank)[:MOST_CANDIDATES]
