"""What changed within a text, word by word: what is kept, what is struck out, what is put in.

Marks are made to be read: two changes with nothing but a short word between them are one, and two
texts with little in common are the old one struck and the new one put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from bptip.wording import same_text

_PIECE: Final = re.compile(r"\s+|[^\W_]+(?:['’.-][^\W_]+)*|.", re.DOTALL)

LITTLE: Final = 0.35
"""The share of letters in common below which two texts are told one after the other."""

SHORT: Final = 3
"""Letters up to which what two changes leave standing between them is part of both."""

LONG: Final = 4000
"""Pieces from which the comparison takes short cuts, so that nobody waits for it."""


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
    from difflib import SequenceMatcher

    before, after = _PIECE.findall(same_text(old)), _PIECE.findall(same_text(new))
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) + len(after) > LONG)
    common = [_Stretch(*block) for block in matcher.get_matching_blocks()]
    stretches = list(_readable(before, after, common))
    kept = sum(_letters(before[each.old : each.old + each.many]) for each in stretches)
    if kept < LITTLE * max(_letters(before), _letters(after)):
        stretches = []
    return tuple(_pieces(before, after, [*stretches, common[-1]]))


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
    return sum(character.isalnum() for piece in pieces for character in piece)


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
