"""How alike two items of the best assignment must be to be a pair: surely, or standing out.

A fixed threshold would be wrong, since plans differ. In a plan on one subject with standard
phrases, unrelated items resemble each other; in a short plan on many subjects, a third of that
resemblance is a clear sign. So the threshold comes from the two editions themselves: from the
resemblance of items to their second-best candidates, which are mostly wrong.

A pair that is not sure must also be the best for both of its items, even compared with items that
already have a partner: items left over from a merger or a split resemble many others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from bptip.comparison.resemblance import Scores

# The numbers below were tuned on the "choosing" half of benchmarks/pairing.

SURE: Final = 0.45
"""Minimum resemblance (0 to 1) of a pair that is accepted whatever its rivals."""

QUIET: Final = 0.1
"""Minimum resemblance (0 to 1) of a pair in the plans with the least noise."""

LOUD: Final = 0.15
"""Minimum resemblance (0 to 1) of a pair in the plans with the most noise."""

WORDS: Final = 2
"""Minimum number of common words of a pair whose resemblance is below LOUD."""

NOISE: Final = 0.75
"""Quantile (0 to 1) of the resemblances to second-best candidates that counts as the noise."""

ABOVE_NOISE: Final = 2.2
"""Minimum resemblance of a pair, as a multiple of the noise, between QUIET and LOUD."""


class Best(NamedTuple):
    """The resemblance of an item to its best and its second-best candidate; 0 if there is none."""

    first: float = 0.0
    second: float = 0.0

    def rival_of(self, score: float) -> float:
        """Returns the best resemblance to a candidate other than the one with this score."""
        return self.second if score >= self.first else self.first


class Acceptance:
    """The best candidates of the items of one kind, and the threshold that follows from them.

    `scores` include items with a partner, which can be rivals; `unpaired` are the items without.
    `words` has the different words of each item. All items are keyed by their identity.
    """

    def __init__(
        self, scores: Scores, unpaired: Iterable[int], words: Mapping[int, frozenset[str]]
    ) -> None:
        self._words = words
        self._best = best_of(scores)
        self.threshold = threshold(self._best.get(item, Best()) for item in unpaired)

    def accepts(self, old: int, new: int, score: float) -> bool:
        """True if two items with this resemblance are a pair."""
        if score >= SURE:
            return True
        if score < self.threshold:
            return False
        if score < LOUD and len(self._words[old] & self._words[new]) < WORDS:
            return False
        return all(self._best[item].rival_of(score) < score for item in (old, new))


def threshold(best: Iterable[Best]) -> float:
    """Returns the minimum resemblance of a pair, from the noise of the second-best candidates."""
    seconds = sorted(each.second for each in best)
    noise = seconds[int(NOISE * (len(seconds) - 1))] if seconds else 0.0
    return min(LOUD, max(QUIET, ABOVE_NOISE * noise))


def best_of(scores: Scores) -> Mapping[int, Best]:
    """Returns the best two scores of each old and of each new item."""
    rows = (*scores.items(), *turned(scores).items())
    return {item: _best(row.values()) for item, row in rows}


def _best(scores: Iterable[float]) -> Best:
    """Returns the two highest scores."""
    return Best(*sorted(scores, reverse=True)[:2])


def turned(scores: Scores) -> Scores:
    """Returns the scores by new item, then by old item."""
    turned: Scores = {}
    for old, row in scores.items():
        for new, score in row.items():
            turned.setdefault(new, {})[old] = score
    return turned
