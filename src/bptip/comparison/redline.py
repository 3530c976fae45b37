"""What changed within a text, word by word: what is kept, what is struck out, what is put in.

Marks are made to be read: two changes with nothing but a short word between them are one, and two
texts with little in common are the old one struck and the new one put in its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise
from typing import Final, NamedTuple

from bptip.comparison.wording import same_text

_PIECE: Final = re.compile(r"\s+|[^\W_]+(?:['’.-][^\W_]+)*|.", re.DOTALL)

LITTLE: Final = 0.35
"""The share of letters in common below which two texts are told one after the other."""

SHORT: Final = 3
"""Letters up to which what two changes leave standing between them is part of both."""

BLANK: Final = " "

MANY: Final = 100_000
"""How often one word of the old text and the same in the new are tried, so that nobody waits."""


LONGEST: Final = 60_000
"""Pieces of two texts beyond which they are told one after the other: nobody reads such marks."""


class Mark(Enum):
    """What became of a piece of text."""

    KEPT = auto()
    REMOVED = auto()
    ADDED = auto()


class Piece(NamedTuple):
    """A piece of text, and what became of it."""

    text: str
    mark: Mark


class _Stretch(NamedTuple):
    """Pieces that both texts have: where they begin in each, and how many they are."""

    old: int
    new: int
    many: int


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """The old and the new text in one: all but the removed is the new text.

    Blanks and line breaks count as one blank.
    """
    before, after = _PIECE.findall(same_text(old)), _PIECE.findall(same_text(new))
    common = [] if len(before) + len(after) > LONGEST else _common(before, after)
    stretches = list(_readable(before, after, common))
    kept = sum(_letters(before[each.old : each.old + each.many]) for each in stretches)
    if kept < LITTLE * max(_letters(before), _letters(after)):
        stretches = []
    return tuple(_pieces(before, after, list(_with_blanks(before, after, stretches))))


def _common(before: Sequence[str], after: Sequence[str]) -> list[_Stretch]:
    """The stretches that both texts have, from a word to a word, in their order."""
    found = [_Stretch(0, 0, 0)]
    for old, new in _common_words(before, after):
        last = found[-1]
        start, other_start = last.old + last.many, last.new + last.many
        if before[start:old] == after[other_start:new]:
            found[-1] = last._replace(many=old + 1 - last.old)
        else:
            found.append(_Stretch(old, new, 1))
    return found


def _common_words(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of the words that both texts have, in their order.

    Blanks are left out, since there are so many of them; so are, in long texts, the words that
    stand there most often, but for those beside a rarer one that is common.
    """
    from difflib import SequenceMatcher

    olds = [place for place, piece in enumerate(before) if piece != BLANK]
    news = [place for place, piece in enumerate(after) if piece != BLANK]
    words, others = [before[place] for place in olds], [after[place] for place in news]
    left_out = _commonest(words, others)
    matcher = SequenceMatcher(left_out.__contains__, words, others, autojunk=False)
    for old, new, many in matcher.get_matching_blocks():
        yield from zip(olds[old : old + many], news[new : new + many], strict=True)


def _commonest(words: Sequence[str], others: Sequence[str]) -> frozenset[str]:
    """The words that stand so often in both texts that it would take long to try them all."""
    here, there = Counter(words), Counter(others)
    often = {word: many * there[word] for word, many in here.items() if word in there}
    tries = sum(often.values())
    found = set()
    for word in sorted(often, key=lambda word: (-often[word], word)):
        if tries <= MANY:
            break
        tries -= often[word]
        found.add(word)
    return frozenset(found)


def _with_blanks(
    before: Sequence[str], after: Sequence[str], stretches: Iterable[_Stretch]
) -> Iterator[_Stretch]:
    """The stretches with the blanks around them that both texts have, and an empty one at the end.

    A blank between two of them is the second one's.
    """

    def blank(old: int, new: int) -> bool:
        return before[old : old + 1] == after[new : new + 1] == [BLANK]

    led = False
    for each, following in pairwise([*stretches, _Stretch(len(before), len(after), 0)]):
        end, other_end = each.old + each.many, each.new + each.many
        leads = end < following.old and other_end < following.new
        leads = leads and blank(following.old - 1, following.new - 1)
        taken = leads and (end == following.old - 1 or other_end == following.new - 1)
        trails = blank(end, other_end) and not taken
        yield _Stretch(each.old - led, each.new - led, each.many + led + trails)
        led = leads
    yield _Stretch(len(before), len(after), 0)


def _readable(
    before: Sequence[str], after: Sequence[str], stretches: Sequence[_Stretch]
) -> Iterator[_Stretch]:
    """The stretches that a reader can rest on: both ends, and what is more than a short word."""
    ends = (len(before), len(after))
    for each in stretches:
        at_an_end = (
            each.old == each.new == 0 or (each.old + each.many, each.new + each.many) == ends
        )
        if at_an_end or _letters(before[each.old : each.old + each.many]) > SHORT:
            yield each


def _letters(pieces: Iterable[str]) -> int:
    return sum(map(str.isalnum, "".join(pieces)))


def _pieces(
    before: Sequence[str], after: Sequence[str], stretches: Sequence[_Stretch]
) -> Iterator[Piece]:
    old = new = 0
    for each in stretches:
        for pieces, mark in (
            (before[old : each.old], Mark.REMOVED),
            (after[new : each.new], Mark.ADDED),
            (before[each.old : each.old + each.many], Mark.KEPT),
        ):
            if pieces:
                yield Piece("".join(pieces), mark)
        old, new = each.old + each.many, each.new + each.many
