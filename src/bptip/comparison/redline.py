"""The changes within a text, word by word: pieces that are kept, removed and added.

The marks are made for reading. Two changes with only a short word between them become one change,
and two texts with little in common become one removal and one addition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise
from typing import Final, NamedTuple

from bptip.comparison.alignment import common_places
from bptip.plan.characters import WITHOUT_BLANKS, letter_clusters, same_text

_PIECE: Final = re.compile(r"\s+|[^\W_]+(?:['’.-][^\W_]+)*|.", re.DOTALL)
"""A blank, a word ("don't", "2.1", "follow-up"), or a single other character."""

LITTLE_IN_COMMON: Final = 0.35
"""Minimum share of letters in common for marks within the text; set by hand, no bench covers it.

With less, the whole old text is removed and the whole new text is added.
"""

SHORT_WORD: Final = 3
"""Maximum length (letters) of a word over which two changes join, such as "the"; set by hand."""

BLANK: Final = " "

MAX_PIECES: Final = 60_000
"""Maximum number of pieces in both texts for marks within them; nobody reads marks in a book."""


class Mark(Enum):
    """The mark of a piece of text: kept, removed or added."""

    KEPT = auto()
    REMOVED = auto()
    ADDED = auto()


class Piece(NamedTuple):
    """A piece of text with its mark."""

    text: str
    mark: Mark


class _Stretch(NamedTuple):
    """Pieces that both texts have: where they begin in each text, and their number."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """The place after the stretch in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """The place after the stretch in the new text."""
        return self.new + self.length


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """Returns both texts as one row of pieces; without the removed pieces, it is the new text.

    Any blanks and line breaks count as one blank.
    """
    # 1. Cut both texts into pieces: words, blanks, other characters.
    before, after = _cut(same_text(old)), _cut(same_text(new))
    # 2. Find the stretches of words that both texts have, in the same order.
    common = [] if len(before) + len(after) > MAX_PIECES else _common(before, after)
    # 3. Leave out the stretches that are too short to read between two changes.
    stretches = list(_readable(before, after, common))
    # 4. If little is left in common, leave out everything.
    kept = sum(_letters(before[stretch.old : stretch.old_end]) for stretch in stretches)
    if kept < LITTLE_IN_COMMON * max(_letters(before), _letters(after)):
        stretches = []
    # 5. Add the blanks around the stretches, which step 2 ignored; the rest is removed or added.
    return tuple(_pieces(before, after, list(_with_blanks(before, after, stretches))))


def _common(before: Sequence[str], after: Sequence[str]) -> list[_Stretch]:
    """Returns the stretches that both texts have, in order; each begins and ends with a word."""
    stretches = [_Stretch(0, 0, 0)]
    for old, new in _common_words(before, after):
        last = stretches[-1]
        # Two common words belong to one stretch if both texts have the same pieces between them.
        if before[last.old_end : old] == after[last.new_end : new]:
            stretches[-1] = last._replace(length=old + 1 - last.old)
        else:
            stretches.append(_Stretch(old, new, 1))
    return stretches


def _common_words(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yields the places of the words that both texts have, in their order.

    Blanks are ignored, since every second piece is one. So are the most frequent words of long
    texts, unless they are next to a rarer word that both texts have.
    """
    olds = [place for place, piece in enumerate(before) if piece != BLANK]
    news = [place for place, piece in enumerate(after) if piece != BLANK]
    old_words, new_words = [before[place] for place in olds], [after[place] for place in news]
    for old, new in common_places(old_words, new_words):
        yield olds[old], news[new]


def _with_blanks(
    before: Sequence[str], after: Sequence[str], stretches: Iterable[_Stretch]
) -> Iterator[_Stretch]:
    """Yields the stretches with the blanks around them that both texts have, and an empty last one.

    If only one blank separates two stretches in either text, it belongs to the second stretch.
    """

    def is_blank(old: int, new: int) -> bool:
        return before[old : old + 1] == after[new : new + 1] == [BLANK]

    end = _Stretch(len(before), len(after), 0)
    leads = False
    for stretch, following in pairwise([*stretches, end]):
        # 1. Both texts have a blank in front of the following stretch: it will lead that stretch.
        has_gap = stretch.old_end < following.old and stretch.new_end < following.new
        next_leads = has_gap and is_blank(following.old - 1, following.new - 1)
        # 2. Both have a blank after this stretch: it trails this one, unless it is the blank of
        #    step 1 in either text.
        is_same_blank = next_leads and (
            stretch.old_end == following.old - 1 or stretch.new_end == following.new - 1
        )
        trails = is_blank(stretch.old_end, stretch.new_end) and not is_same_blank
        yield _Stretch(stretch.old - leads, stretch.new - leads, stretch.length + leads + trails)
        leads = next_leads
    yield end


def _cut(text: str) -> list[str]:
    """Returns the pieces of a text: words, blanks, other characters with their marks.

    In scripts without blanks, each letter with its marks is a piece.
    """
    if text.isascii():
        return _PIECE.findall(text)
    clusters = letter_clusters(text)
    kinds = "".join(map(_kind, clusters))
    return ["".join(clusters[slice(*match.span())]) for match in _PIECE.finditer(kinds)]


def _kind(cluster: str) -> str:
    """Returns a character for a cluster: "a" or "|" for a letter, else the cluster's first."""
    if not cluster[0].isalnum():
        return cluster[0]
    return "|" if re.match(WITHOUT_BLANKS, cluster) else "a"


def _readable(
    before: Sequence[str], after: Sequence[str], stretches: Sequence[_Stretch]
) -> Iterator[_Stretch]:
    """Yields the stretches that are longer than a short word, or at either end of both texts."""
    for stretch in stretches:
        is_at_start = stretch.old == stretch.new == 0
        is_at_end = (stretch.old_end, stretch.new_end) == (len(before), len(after))
        letters = _letters(before[stretch.old : stretch.old_end])
        if is_at_start or is_at_end or letters > SHORT_WORD:
            yield stretch


def _letters(pieces: Iterable[str]) -> int:
    """Returns the number of letters and digits in pieces."""
    return sum(map(str.isalnum, "".join(pieces)))


def _pieces(
    before: Sequence[str], after: Sequence[str], stretches: Sequence[_Stretch]
) -> Iterator[Piece]:
    """Yields the pieces removed and added before each stretch, and the stretch itself."""
    old = new = 0
    for stretch in stretches:
        for pieces, mark in (
            (before[old : stretch.old], Mark.REMOVED),
            (after[new : stretch.new], Mark.ADDED),
            (before[stretch.old : stretch.old_end], Mark.KEPT),
        ):
            if pieces:
                yield Piece("".join(pieces), mark)
        old, new = stretch.old_end, stretch.new_end
