"""A question of a review: two items of two editions side by side, with the evidence for a pair."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from bptip.comparison.review import Review, ReviewQuestion
from bptip.comparison.suggestions import Candidate
from bptip.pages import document as doc
from bptip.pages.parts import lines, pair_words
from bptip.plan import vocabulary
from bptip.plan.characters import capitalized
from bptip.plan.model import Activity, Item, Version

COLUMNS_FROM: Final = 100
"""Minimum width of a screen (characters) on which two texts are side by side."""


def page(review: Review, question: ReviewQuestion, width: int) -> doc.Document:
    """Returns the page: the question, both items, the evidence for a pair, and other candidates.

    `width` is that of the screen (characters).
    """
    return doc.Document(tuple(blocks(review, question, width)))


def blocks(review: Review, question: ReviewQuestion, width: int) -> Iterator[doc.Block]:
    """Yields the parts of the page."""
    nearest = question.nearest
    number = doc.plain(f"question {review.number} of {review.total}")
    yield doc.heading(asked(review, question), 1, number)
    sides = [(review.new, question.new)]
    if nearest is not None:
        sides.insert(0, (review.old, nearest.item))
    yield side_by_side(
        {edition_name(review, each): tuple(item_lines(each, item)) for each, item in sides},
        width,
    )
    if nearest is not None:
        yield doc.text_paragraph(
            f"{capitalized(evidence(question, nearest))}{_carriers(review, nearest)}"
        )
    if near := list(also_near(question)):
        yield doc.muted_paragraph(f"Also near: {'; '.join(near)}")


def together_page(
    review: Review, questions: tuple[ReviewQuestion, ...], width: int
) -> doc.Document:
    """Returns the page of the questions asked together, and the items not carried on so far."""
    first, last = review.number, review.number + len(questions) - 1
    old, new = (edition_name(review, version) for version in (review.old, review.new))
    title = f"Are these {len(questions)} items of {new} new work?"
    sides = {
        "Not carried on": tuple(title_line(item) for item in review.left),
        "Perhaps new": tuple(title_line(question.new) for question in questions),
    }
    return doc.Document(
        (
            doc.Heading(doc.plain(title), 1, doc.plain(f"questions {first} to {last}")),
            side_by_side({name: texts for name, texts in sides.items() if texts}, width),
            doc.paragraph(doc.plain(f"No item of {old} is clearly like any of these.")),
        )
    )


def side_by_side(sides: dict[str, tuple[doc.Line, ...]], width: int) -> doc.Block:
    """Returns texts by their headings: side by side, or on a narrow screen one below the other."""
    if width < COLUMNS_FROM:
        return doc.Facts(tuple(sides.items()))
    rows = zip_longest(*sides.values(), fillvalue=())
    return doc.Table(
        tuple(doc.Column(name, wrapping=True) for name in sides), tuple(map(doc.Row, rows))
    )


def also_near(question: ReviewQuestion) -> Iterator[str]:
    """Yields the other candidates that are clear."""
    for candidate in question.others:
        if candidate.is_clear:
            yield f"{candidate.item.id} {candidate.item.title}"


def asked(review: Review, question: ReviewQuestion) -> str:
    """Returns the question in a sentence."""
    new = f"{question.new.id} of {edition_name(review, review.new)}"
    if question.nearest is None:
        return f"Is {new} new work?"
    old = f"{question.nearest.item.id} of {edition_name(review, review.old)}"
    return (
        f"Is {new} the same as {old}?" if question.pair else f"Is {new} new work, or {old} again?"
    )


def edition_name(review: Review, version: Version) -> str:
    """Returns the name of an edition in a question: its plan, or its version within one plan."""
    is_one_plan = review.old.plan.id == review.new.plan.id
    return f"v{version.plan.version}" if is_one_plan else version.plan.id


def item_lines(version: Version, item: Item) -> Iterator[doc.Line]:
    """Yields an item's title, description, objective, leads and dates."""
    yield title_line(item)
    if item.description:
        yield doc.plain(item.description)
    if not isinstance(item, Activity):
        number = len(item.activities)
        activities = vocabulary.count(number, "activity", "activities")
        yield doc.muted(f"Objective with {activities if number else 'no activity'}")
        return
    parts = [
        f"Under {each.id} {each.title}"
        for each in version.objectives
        if any(activity.id == item.id for activity in each.activities)
    ]
    if item.lead:
        parts.append(f"Lead: {vocabulary.listing(item.lead)}")
    if item.due_words or item.due:
        due = item.due_words or (vocabulary.day(item.due) if item.due else "")
        parts.append(f"Due: {due}")
    yield doc.muted(" · ".join(parts))


def title_line(item: Item) -> doc.Line:
    """Returns an item's number and title."""
    return (*lines.number(item), doc.Text(f"  {item.title}", doc.Role.STRONG))


def evidence(question: ReviewQuestion, candidate: Candidate) -> str:
    """Returns the likeness of the nearest item, and the words that both items have."""
    if candidate.is_only_beside:
        return f"no distinctive word in common; {pair_words.beside(candidate)}"
    pair = question.pair
    alike = pair_words.match_of(pair) if pair else pair_words.alike(candidate.similarity)
    said = pair_words.both_say(pair) if pair else ", ".join(candidate.words)
    return f"{alike}, both say {said}" if said else alike


def choices(review: Review, question: ReviewQuestion) -> Iterator[str]:
    """Yields the candidates to choose from, a line each, with their numbers."""
    for number, candidate in enumerate(offered(question), start=1):
        yield f"  #{number}  {pair_words.candidate_of(candidate)}{_carriers(review, candidate)}"


def offered(question: ReviewQuestion) -> tuple[Candidate, ...]:
    """Returns the candidates to choose from; the candidate shown on the page comes first."""
    return (question.nearest, *question.others) if question.nearest else ()


def _carriers(review: Review, candidate: Candidate) -> str:
    """Returns the new items that already carry a candidate on."""
    carriers = review.carriers.get(candidate.item.id, ())
    if not carriers:
        return ""
    verb = "carries" if len(carriers) == 1 else "carry"
    new = edition_name(review, review.new)
    return f" ({vocabulary.listing(carriers)} of {new} {verb} it on already)"
