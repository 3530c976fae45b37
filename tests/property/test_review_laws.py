"""Laws of a review: what its answers declare, and what is left afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bptip.comparison.pairing import pairs_of
from bptip.comparison.pairs import Match
from bptip.comparison.review import Review, review_of

from .editions import Draw, compared, declaring_editions, editions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bptip.comparison.review import Declared, ReviewQuestion
    from bptip.plan.model import Item, Version


def an_answer(draw: Draw, review: Review, question: ReviewQuestion) -> Declared | None:
    """Draws an answer to a question: what the new item declares; None for *later*."""
    choices = ["another", "later"]
    choices += ["same"] if question.nearest else []
    choices += ["new work"] if question.can_be_new_work else []
    choice = draw(st.sampled_from(choices))
    if choice == "later":
        return None
    if choice == "new work":
        return ()
    if choice == "same" and question.nearest:
        return review.carrying_on(question, [question.nearest.item])
    by_id = {item.id: item for item in review.old.items}
    ids = st.lists(st.sampled_from([*by_id]), min_size=1, max_size=2, unique=True)
    return review.carrying_on(question, [by_id[name] for name in draw(ids)])


def steps(draw: Draw, review: Review, *, puts_off: bool) -> Iterator[Review]:
    """Yields a review with random answers after each of them, to the end."""
    yield review
    while (question := review.question) is not None:
        declared = an_answer(draw, review, question)
        if declared is not None:
            review = review.after(question, declared)
        elif puts_off:
            review = review.later(question)
        else:
            continue
        yield review


def likenesses(old: Version, new: Version) -> list[Item]:
    """Returns the new items whose pair rests on likeness."""
    return [pair.new for pair in pairs_of(old, new) if pair.match is Match.SIMILAR]


@compared
@given(declaring_editions(), st.data())
def test_nothing_put_off_leaves_no_likeness(
    two: tuple[Version, Version], data: st.DataObject
) -> None:
    """After a review in which nothing was put off, no pair rests on likeness."""
    *_, end = steps(data.draw, review_of(*two), puts_off=False)
    assert likenesses(end.old, end.new) == []


@compared
@given(editions(), st.data())
def test_the_next_review_asks_what_was_put_off(
    two: tuple[Version, Version], data: st.DataObject
) -> None:
    """Running the review again asks what was put off, and nothing else."""
    *_, end = steps(data.draw, review_of(*two), puts_off=True)
    again = review_of(end.old, end.new)
    assert {question.new.id for question in again.questions} <= end.put_off
    for item in likenesses(end.old, end.new):
        assert item.id in end.put_off


def asked(review: Review) -> list[tuple[object, ...]]:
    """Returns all that the questions of a review show, after its editions are compared."""
    return [
        (question.new, question.pair, question.candidates)
        for question in review.compared().questions
    ]


@compared
@given(declaring_editions(), st.data())
def test_an_answer_leaves_what_a_new_review_would_ask(
    two: tuple[Version, Version], data: st.DataObject
) -> None:
    """The texts kept between answers change no pair, no likeness and no candidate."""
    for review in steps(data.draw, review_of(*two), puts_off=True):
        new_review = review_of(review.old, review.new)._replace(put_off=review.put_off)
        assert asked(review) == asked(new_review)


@compared
@given(editions())
def test_the_same_is_declared(two: tuple[Version, Version]) -> None:
    """A pair that is confirmed as the same is declared, and nothing else about it changes."""
    review = review_of(*two)
    while (question := review.question) is not None:
        nearest = question.nearest
        if nearest is None:
            review = review.later(question)
            continue
        review = review.after(question, review.carrying_on(question, [nearest.item]))
        declared = {
            (pair.old.id, pair.new.id)
            for pair in pairs_of(review.old, review.new)
            if pair.match is Match.DECLARED
        }
        assert (nearest.item.id, question.new.id) in declared


@compared
@given(editions(), st.data())
def test_only_continues_changes(two: tuple[Version, Version], data: st.DataObject) -> None:
    """Answers change the `continues` of new items that were asked about, and nothing else."""
    old, new = two
    for review in steps(data.draw, review_of(old, new), puts_off=True):
        assert review.old is old
        assert _bare(review.new) == _bare(new)
        for before, after in zip(new.items, review.new.items, strict=True):
            assert {*(before.continues or ())} <= {*(after.continues or ())}


def _bare(version: Version) -> Version:
    """Returns a version without `continues`."""
    return version._replace(
        objectives=tuple(
            objective._replace(
                continues=None,
                activities=tuple(each._replace(continues=None) for each in objective.activities),
            )
            for objective in version.objectives
        )
    )


@compared
@given(editions(), st.data())
def test_nobody_is_asked_twice(two: tuple[Version, Version], data: st.DataObject) -> None:
    """A review asks about an item once, and its numbers count up to their total."""
    asked: list[str] = []
    for review in steps(data.draw, review_of(*two), puts_off=True):
        if review.question is None:
            break
        asked.append(review.question.new.id)
        assert review.number == len(asked)
        assert review.total >= review.number
    assert len(asked) == len({*asked})
