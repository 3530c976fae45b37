"""The words for how two items were paired, and for the candidates of an item without a partner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bptip.comparison.pairs import Pair
from bptip.pages import document as doc
from bptip.plan import vocabulary
from bptip.plan.model import Objective

if TYPE_CHECKING:
    from bptip.comparison.suggestions import Candidate


def match_of(pair: Pair) -> str:
    """Returns how a pair was found; for a similar pair, also its similarity from 0 to 1."""
    name = vocabulary.MATCH[pair.match.value]
    if pair.is_by_number:
        return f"{name} as others, matched by number"
    if pair.similarity is None:
        return name
    if pair.evidence and (number := pair.evidence.activities):
        shared = vocabulary.count(number, "activity", "activities")
        return f"{shared} in common ({pair.similarity:.2f})"
    return alike(pair.similarity)


def both_say(pair: Pair) -> str:
    """Returns the words that both items have; of objectives without any, where the likeness is."""
    likeness = pair.evidence
    if likeness is None:
        return ""
    is_by_activities = isinstance(pair.old, Objective) and round(likeness.wording, 2) == 0
    if is_by_activities and not likeness.activities:
        return vocabulary.ACTIVITIES_ALIKE
    return ", ".join(likeness.words)


def alike(similarity: float) -> str:
    """Returns a likeness in words, with its figure: "very like (0.83)".

    The word is that of the figure as it is shown, so that 0.597 is not "fairly like (0.60)". Texts
    that are only alike differ, so no figure is 1.00.
    """
    shown = min(round(similarity, 2), 0.99)
    word = next(word for least, word in vocabulary.LIKE if shown >= least)
    return f"{word} ({shown:.2f})"


def nearest(candidates: Iterable[Candidate]) -> list[doc.Line]:
    """Returns a line for each candidate for an item without a partner."""
    return [doc.muted(f"Perhaps: {candidate_of(each)}") for each in candidates]


def candidate_of(candidate: Candidate) -> str:
    """Returns a candidate with the evidence for it: its likeness and common words, or its place."""
    reasons = beside(candidate) if candidate.is_only_beside else alike(candidate.similarity)
    both = f", both say {', '.join(candidate.words)}" if candidate.words else ""
    return f"{candidate.item.id} {candidate.item.title}: {reasons}{both}"


def beside(candidate: Candidate) -> str:
    """Returns the evidence for a candidate that has no word in common with an item."""
    is_objective = isinstance(candidate.item, Objective)
    return vocabulary.SHARED_ACTIVITIES if is_objective else vocabulary.BESIDE
