"""The nearest items of the other edition, for an item without a partner.

A suggestion is not a pair: it says where to look. An item that was reworded altogether has hardly a
word in common with its former text, so candidates may be far less alike than pairs. Items without a
partner need no common word to be candidates if they are under the same objective, or if they are
objectives with activities that are pairs. Items with a partner are candidates too, since work is
sometimes merged or split, but rank lower. An item with neither a telling word nor such a place in
common is not a candidate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.comparison.pairs import Match, new_work
from bptip.comparison.resemblance import LEAST_LIKENESS
from bptip.comparison.thresholds import turned
from bptip.plan.model import Activity, Item, Objective, Version

if TYPE_CHECKING:
    from bptip.comparison.pairing import Matching
    from bptip.comparison.resemblance import Scores

MOST_CANDIDATES: Final = 3
"""Maximum number of candidates for an item."""

# The numbers below were tuned on the "choosing" half of benchmarks/pairing, so that most true
# partners are among the first three candidates.

CONSIDERED: Final = 30
"""Number of the nearest items that are considered; more would only take time."""

WITH_PARTNER: Final = 0.4
"""Factor on the likeness of a candidate that has a partner by likeness."""

WITH_SURE_PARTNER: Final = 0.2
"""Factor on the likeness of a candidate that has a partner by text, id or declaration."""

SAME_OBJECTIVE: Final = 0.1
"""Likeness that a common objective adds when candidates are ranked."""

SAME_LEADS: Final = 0.3
"""Maximum likeness that common leads add when candidates are ranked."""

CLEARLY_ALIKE: Final = 0.1
"""Minimum likeness (0 to 1) of a candidate that is shown to every reader.

On real editions, the nearest candidate was the true partner in 1 of 20 cases below this likeness,
and in 1 of 6 cases above. `diff --all` shows all candidates.
"""


class Candidate(NamedTuple):
    """An item of the other edition that may be the partner of an item without one.

    `similarity` is the resemblance of the two, 0 to 1. `words` are the rarest words that both items
    have, as the candidate writes them.
    """

    item: Item
    similarity: float
    words: tuple[str, ...]

    @property
    def is_clear(self) -> bool:
        """True if the candidate is shown to every reader."""
        return self.similarity >= CLEARLY_ALIKE

    @property
    def is_only_beside(self) -> bool:
        """True if the only evidence for the candidate is its place in the plan."""
        return not self.words and not self.is_clear


Candidates = Mapping[int, tuple[Candidate, ...]]
"""The candidates for each item without a partner, the nearest first, by the item's identity."""


def candidates_of(matching: Matching) -> Candidates:
    """Returns the candidates for each item of both editions that is not in a pair.

    New work has no candidates, and is not a candidate.
    """
    search = _Search(matching, of_unsure=False)
    old, new = matching.resemblance.editions
    return search.in_edition(old, new, matching.scores) | search.in_edition(
        new, old, turned(matching.scores)
    )


class CandidatesToReview:
    """The candidates for the items of the new edition without a sure partner, item by item.

    The partner of an item whose pair rests on likeness is mostly one of its candidates.
    """

    def __init__(self, matching: Matching) -> None:
        self._search = _Search(matching, of_unsure=True)
        self._old = matching.resemblance.editions[0]
        self._scores = turned(matching.scores)
        self._found: dict[int, tuple[Candidate, ...]] = {}

    def of(self, item: Item) -> tuple[Candidate, ...]:
        """Returns the candidates for an item."""
        if id(item) not in self._found:
            self._found |= self._search.of_items([item], self._old, self._scores)
        return self._found[id(item)]


class _Search:
    """The search for candidates, with what is known about the pairs of two editions."""

    def __init__(self, matching: Matching, *, of_unsure: bool) -> None:
        self.resemblance = matching.resemblance
        pairs = matching.pairs
        self.paired = {id(item) for pair in pairs for item in (pair.old, pair.new)}
        similar = [pair for pair in pairs if pair.match is Match.SIMILAR]
        self.unsure = {id(item) for pair in similar for item in (pair.old, pair.new)}
        self.settled = self.paired - self.unsure if of_unsure else self.paired
        self.excluded = new_work(*matching.resemblance.editions)
        partners = {(id(pair.old), id(pair.new)) for pair in pairs}
        self.partners = partners | {(new, old) for old, new in partners}
        parents = self.resemblance.parents
        self.sharing = {
            (id(parents[before]), id(parents[after]))
            for before, after in self.partners
            if before in parents and after in parents
        }

    def in_edition(
        self, here: Version, there: Version, scores: Scores
    ) -> dict[int, tuple[Candidate, ...]]:
        """Returns the candidates for the items of an edition without a partner, by identity."""
        candidates: dict[int, tuple[Candidate, ...]] = {}
        for kind in (Objective, Activity):
            asked = [item for item in here.items if isinstance(item, kind) and self._asks(item)]
            candidates |= self.of_items(asked, there, scores)
        return candidates

    def _asks(self, item: Item) -> bool:
        """True if an item needs candidates."""
        return id(item) not in self.settled and id(item) not in self.excluded

    def of_items(
        self, asked: Sequence[Item], there: Version, scores: Scores
    ) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
        """Yields the candidates for items of one kind, among the items of another edition.

        `scores` are the known resemblances; for other items, the likeness of the wording is used.
        """
        if not asked:
            return
        kind = type(asked[0])
        others = {
            id(item): item
            for item in there.items
            if isinstance(item, kind) and id(item) not in self.excluded
        }
        left = [item for item in others.values() if id(item) not in self.paired]
        distant = self.resemblance.distant(asked, others, LEAST_LIKENESS)
        for item, alike in zip(asked, distant, strict=True):
            known = alike | scores.get(id(item), {})
            nearest = [others[key] for key in nlargest(CONSIDERED, known, key=known.__getitem__)]
            beside = [each for each in left if id(each) not in known]
            ranked = sorted(self._ranked(item, [*nearest, *beside], known), key=_rank)
            candidates = (self._candidate(item, near, known) for _, near in ranked)
            named = (each for each in candidates if each.words or self._is_beside(item, each.item))
            yield id(item), tuple(islice(named, MOST_CANDIDATES))

    def _ranked(
        self, item: Item, candidates: Sequence[Item], known: Mapping[int, float]
    ) -> Iterator[tuple[float, Item]]:
        """Yields candidates with the likeness by which they are ranked."""
        for candidate in candidates:
            likeness = known.get(id(candidate), 0.0)
            is_beside = self._is_beside(item, candidate)
            if not likeness and not is_beside:
                continue
            likeness += SAME_OBJECTIVE * is_beside
            if isinstance(item, Activity) and isinstance(candidate, Activity):
                likeness += SAME_LEADS * self.resemblance.common_leads(item, candidate)
            if id(candidate) in self.paired:
                likeness *= WITH_PARTNER if id(candidate) in self.unsure else WITH_SURE_PARTNER
            yield likeness, candidate

    def _is_beside(self, item: Item, candidate: Item) -> bool:
        """True if two activities have paired objectives, or two objectives paired activities."""
        if isinstance(item, Objective):
            return (id(item), id(candidate)) in self.sharing
        return self.resemblance.has_same_objective(item, candidate, self.partners)

    def _candidate(self, item: Item, near: Item, known: Mapping[int, float]) -> Candidate:
        """Returns a candidate with the words that it and the item have in common."""
        similarity = round(min(known.get(id(near), 0.0), 1.0), 4)
        return Candidate(near, similarity, self.resemblance.texts.words_in_common(item, near))


def _rank(ranked: tuple[float, Item]) -> tuple[float, str]:
    """Returns the sort key of a candidate: by likeness, the nearest first, then by id."""
    likeness, item = ranked
    return -likeness, item.id
