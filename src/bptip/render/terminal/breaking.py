"""Lines of a cell: broken at blanks and places to break, and within a word only if it is long.

Rich breaks only at blanks, separates a Thai or Lao letter from its vowel ำ, and is half as fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Final
from unicodedata import category

from rich.cells import cell_len
from rich.text import Text as RichText

from bptip.plan.characters import letter_clusters
from bptip.render.visible import PLACE_TO_BREAK

_WORD: Final = re.compile(
    rf"(?:^[\s{PLACE_TO_BREAK}]+)?[^\s{PLACE_TO_BREAK}]+[\s{PLACE_TO_BREAK}]*"
)
"""A word with the blanks and places to break after it; a first word also has those before it."""


_FIRST_SPACING_MARK: Final = "\u0903"


def width_of(text: str) -> int:
    """Returns the width of a text on a screen (characters).

    Vowel signs that are drawn beside their letter, as in Khmer and Burmese, have a width of 1 on
    most terminals. Rich counts them as 0, so its lines would be too long.
    """
    if text.isascii():
        return len(text)
    width = cell_len(text)
    if max(text) >= _FIRST_SPACING_MARK:
        width += sum(category(character) == "Mc" for character in text)
    return width


def wrapped_lines(cell: RichText, width: int) -> list[RichText]:
    """Returns a cell in lines that are no wider than a width."""
    ends = _line_ends(cell.plain, width)
    return [*cell.divide(chain.from_iterable(ends))][1::2]


def wrapped_texts(text: str, width: int) -> list[str]:
    """Returns a text in lines that are no wider than a width."""
    return [text[start:end] for start, end in _line_ends(text, width)]


def _line_ends(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yields the start and the end of each line of a text, without the blanks at the end."""
    start = 0
    for line in text.split("\n"):
        fits = line.isascii() and len(line) <= width
        places = () if fits else break_places(line, width)
        for first, last in pairwise((0, *places, len(line))):
            yield start + first, start + first + len(without_end(line[first:last]))
        start += len(line) + 1


def without_end(text: str) -> str:
    """Returns a line without the useless blanks and places to break at its end."""
    return text.rstrip(f" \t{PLACE_TO_BREAK}")


def words_of(text: str) -> list[str]:
    """Returns the words of a text, each with the blanks and places to break that follow it."""
    return _WORD.findall(text)


def break_places(text: str, width: int) -> Iterator[int]:
    """Yields the places in a text at which a new line begins.

    A word that is longer than a line begins a new line; a text in a script without blanks
    continues on the line of the word before it.
    """
    place, used = 0, 0
    for word in words_of(text):
        needed = width_of(word.rstrip())
        is_run_on = needed > width and not word.isascii()
        if used and used + needed > width and not is_run_on:
            yield place
            used = 0
        if needed <= width:
            place += len(word)
            used += width_of(word)
            continue
        for cluster in letter_clusters(word):
            if used and used + width_of(cluster) > width and cluster.strip():
                yield place
                used = 0
            place += len(cluster)
            used += width_of(cluster)
