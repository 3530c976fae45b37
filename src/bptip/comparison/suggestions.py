"""The nearest items of the other edition, for an item without a partner.

A suggestion is not a pair: it says where to look. Items that have a partner by their text or by a
declaration are suggested only after others that are as near, since work is sometimes merged or
split.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.comparison.acceptance import turned
from bptip.comparison.pairs import Match, new_work

if TYPE_CHECKING:
    from bptip.comparison.pairing import Matching
    from bptip.plan.model import Item

MOST_CANDIDATES: Final = 3
"""Maximum number of candidates for an item."""

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


def candidates_of(matching: Matching) -> Candidates:
    """Returns the candidates for each item of both editions that is in none of the pairs.

    New work has no candidates, and is not a candidate.
    """
    old, new = matching.resemblance.editions
    sure = {
        id(item)
        for pair in matching.pairs
        if pair.match in SURE_MATCHES
        for item in (pair.old, pair.new)
    }
    paired = {id(item) for pair in matching.pairs for item in (pair.old, pair.new)}
    sides = ((old, new, matching.scores), (new, old, turned(matching.scores)))
    excluded = paired | new_work(old, new)
    return {
        id(item): tuple(
            Candidate(near, score, matching.resemblance.texts.words_in_common(item, near))
            for near, score in _nearest(there.items, scores.get(id(item), {}), sure)
        )
        for here, there, scores in sides
        for item in here.items
        if id(item) not in excluded
    }


def _nearest(
    items: Iterable[Item], scores: Mapping[int, float], sure: AbstractSet[int]
) -> list[tuple[Item, float]]:
    """Returns the nearest of these items, with their resemblance; those with a sure partner later.

    Items that are equally near come in the order of their ids.
    """

    def rank(near: tuple[Item, float]) -> tuple[float, str]:
        item, score = near
        return -score * (WITH_SURE_PARTNER if id(item) in sure else 1), item.id

    near = [(item, round(min(scores[id(item)], 1.0), 4)) for item in items if id(item) in scores]
    return sorted(near, key=rank)[:MOST_CANDIDATES]
