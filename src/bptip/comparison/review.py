"""The review of a comparison: the questions to the user, and the declarations by the answers.

Each question asks whether an item of the new edition is the item of the old edition that it
resembles. The answers are `continues` of new items, so no question starts from an item that was
dropped. A review is immutable: an answer gives the next review, and the user can return to a former
review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from bptip.comparison.pairing import Matching, matching_by
from bptip.comparison.pairs import Match, Pair
from bptip.comparison.resemblance import Resemblance
from bptip.comparison.suggestions import Candidate, CandidatesToReview
from bptip.plan.model import Item, Version
from bptip.plan.references import reference_from, written_references

Declared = tuple[str, ...]
"""The references in the `continues` of an item; an empty tuple declares new work."""

LEAST_TOGETHER: Final = 3
"""Minimum number of questions without a clear likeness that are asked together."""


class ReviewQuestion(NamedTuple):
    """An item of the new edition to judge, and the items of the old one that it may carry on.

    `pair` is its pair by likeness, if it has one. `near` looks for the nearest items of the old
    edition.
    """

    new: Item
    pair: Pair | None
    near: CandidatesToReview

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The nearest items of the old edition, without the old item of the pair."""
        partner = self.pair.old if self.pair else None
        return tuple(each for each in self.near.of(self.new) if each.item is not partner)

    @property
    def nearest(self) -> Candidate | None:
        """The old item to compare with: the pair's, else the nearest; None if no item is near."""
        if self.pair is None:
            return self.candidates[0] if self.candidates else None
        words = self.pair.evidence.words if self.pair.evidence else ()
        return Candidate(self.pair.old, self.pair.similarity or 0.0, words)

    @property
    def others(self) -> tuple[Candidate, ...]:
        """The candidates that are not the item to compare with."""
        return self.candidates if self.pair else self.candidates[1:]

    @property
    def is_clear(self) -> bool:
        """True if an item of the old edition is clearly like the new one."""
        return self.pair is not None or any(each.is_clear for each in self.candidates)

    @property
    def can_be_new_work(self) -> bool:
        """True if the item declares nothing yet; a declaration is never taken away."""
        return self.new.continues is None


class Review(NamedTuple):
    """Two editions with the answers so far, and the questions that are left.

    `carriers` has the ids of the new items that surely carry on each old item, by the old item's
    id. `resemblance` was computed before the answers, which change no texts.
    """

    old: Version
    new: Version
    others: tuple[Version, ...]
    questions: tuple[ReviewQuestion, ...]
    carriers: Mapping[str, tuple[str, ...]]
    resemblance: Resemblance
    put_off: frozenset[str] = frozenset()
    answered: int = 0

    @property
    def question(self) -> ReviewQuestion | None:
        """The question to ask now, clear likenesses first; None if no question is left."""
        clear = (each for each in self.questions if each.is_clear)
        return next(clear, self.questions[0] if self.questions else None)

    @property
    def unlike(self) -> tuple[ReviewQuestion, ...]:
        """All questions, if they are several and all lack a clear likeness; else empty."""
        is_short = len(self.questions) < LEAST_TOGETHER
        return () if is_short or any(each.is_clear for each in self.questions) else self.questions

    @property
    def number(self) -> int:
        """The number of the question to ask now, from 1 on."""
        return self.answered + len(self.put_off) + 1

    @property
    def total(self) -> int:
        """The number of questions, as far as they are known now."""
        return self.number - 1 + len(self.questions)

    def references_to(self, items: Iterable[Item]) -> Declared:
        """Returns the references by which the new edition names items of the old one."""
        return tuple(reference_from(self.new.plan, self.old.plan, item) for item in items)

    def carrying_on(self, question: ReviewQuestion, items: Iterable[Item]) -> Declared:
        """Returns the declaration of an item that carries on these items of the old edition."""
        known = written_references(question.new)
        added = dict.fromkeys(self.references_to(items))
        return (*known, *(reference for reference in added if reference not in known))

    def after(self, question: ReviewQuestion, declared: Declared) -> Review:
        """Returns the review after an answer.

        The expected answer is *the same* for a pair, and *new work* for an item without a pair. Any
        other answer can free an item for another pair or take an item from a pair, so the editions
        are compared again.
        """
        new = with_declared(self.new, question.new.id, declared)
        review = self._replace(new=new, answered=self.answered + 1)
        pair = question.pair
        if declared != (self.carrying_on(question, [pair.old]) if pair else ()):
            return review.compared()
        carried = {pair.old.id: (question.new.id,)} if pair else {}
        return review._replace(carriers={**self.carriers, **carried}).advanced(question)

    def later(self, question: ReviewQuestion) -> Review:
        """Returns the review after a question was put off: it is not asked again in this review."""
        return self._replace(put_off=self.put_off | {question.new.id}).advanced(question)

    def advanced(self, done: ReviewQuestion) -> Review:
        """Returns the review without a question; after the last, editions are compared again."""
        rest = tuple(each for each in self.questions if each.new.id != done.new.id)
        return self._replace(questions=rest) if rest else self.compared()

    def of_changed(self, new: Version) -> Review:
        """Returns the review of a new edition whose texts may have changed meanwhile."""
        return self._replace(new=new, resemblance=Resemblance(self.old, new)).compared()

    def compared(self) -> Review:
        """Returns the review with new questions, from the editions as they are now."""
        resemblance = self.resemblance.renewed(self.new)
        matching = matching_by(resemblance, self.others)
        carriers: dict[str, tuple[str, ...]] = {}
        for pair in matching.pairs:
            if pair.match is not Match.SIMILAR:
                carriers[pair.old.id] = (*carriers.get(pair.old.id, ()), pair.new.id)
        questions = tuple(_questions(matching, self.new, self.put_off))
        return self._replace(questions=questions, carriers=carriers, resemblance=resemblance)

    @property
    def left(self) -> tuple[Item, ...]:
        """The items of the old edition that no item of the new edition surely carries on."""
        return tuple(item for item in self.old.items if item.id not in self.carriers)


def review_of(old: Version, new: Version, others: Iterable[Version] = ()) -> Review:
    """Returns the review of two editions, at its first question.

    `others` are the other known editions: declarations are followed through them.
    """
    known = tuple(each for each in others if _name(each) not in (_name(old), _name(new)))
    return Review(old, new, known, (), {}, Resemblance(old, new)).compared()


def _name(version: Version) -> tuple[str, int]:
    """Returns the key of an edition: its plan and the number of its version."""
    return version.plan.id, version.plan.version


def _questions(
    matching: Matching, new: Version, put_off: frozenset[str]
) -> Iterator[ReviewQuestion]:
    """Yields the questions about the items of the new edition, in its order.

    An item is asked about if its pair rests on likeness, or if it has no partner and declares
    nothing.
    """
    pairs = {id(pair.new): pair for pair in matching.pairs}
    near = CandidatesToReview(matching)
    for item in new.items:
        pair = pairs.get(id(item))
        is_open = item.continues is None if pair is None else pair.match is Match.SIMILAR
        if is_open and item.id not in put_off:
            yield ReviewQuestion(item, pair, near)


def with_declared(version: Version, item: str, declared: Declared | None) -> Version:
    """Returns a version in which an item declares to carry on these items."""

    def changed(known: Any) -> Any:  # noqa: ANN401  # an objective or an activity
        return known._replace(continues=declared) if known.id == item else known

    objectives = (
        objective._replace(activities=tuple(map(changed, objective.activities)))
        for objective in version.objectives
    )
    return version._replace(objectives=tuple(map(changed, objectives)))
