"""Right-to-left texts on left-to-right pages: each is isolated from what is beside it.

By the bidirectional algorithm of Unicode (UAX 9), the day of a date that follows an Arabic title
would be drawn before the title, away from its month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from bptip.pages.document import VERBATIM, Inline, Line, Role, Text
from bptip.plan.characters import RIGHT_TO_LEFT, is_right_to_left
from bptip.render.layout.marks import marked

ISOLATE: Final = "\u2068"
"""Begins a text with a direction of its own, which its first letter decides."""

END_OF_ISOLATE: Final = "\u2069"

_WORD_CHARACTER: Final = r"[^\W_]"
_MARKS: Final = "[\u061c\u200e\u200f]*"
_STRETCH: Final = f"({_MARKS}{RIGHT_TO_LEFT}(?:[^A-Za-z]*{RIGHT_TO_LEFT})?{_MARKS})"
"""Right-to-left letters with what is between them, other than Latin letters."""

_LETTER: Final = r"[^\W\d_]"

MAX_PIECES: Final = 500
"""Maximum number of pieces of a text. In Word, each is several elements: 5 KB for two letters."""


def isolated(text: str) -> str:
    """Returns the text with its right-to-left pieces between isolating marks."""
    return "".join(
        marked(piece, _isolate) if runs_left else piece for runs_left, piece in by_direction(text)
    )


def _isolate(text: str) -> str:
    return f"{ISOLATE}{text}{END_OF_ISOLATE}"


def isolated_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yields the lines of a text that was isolated and then wrapped, each isolated by itself."""
    is_open = False
    for line in lines:
        if not line.strip(" "):
            yield line
            continue
        indent = len(line) - len(line.lstrip(" "))
        begun = f"{line[:indent]}{ISOLATE}{line[indent:]}" if is_open else line
        is_open = begun.count(ISOLATE) > begun.count(END_OF_ISOLATE)
        yield f"{begun}{END_OF_ISOLATE}" if is_open else begun


def stretches(line: Line) -> Sequence[tuple[bool, Line]]:
    """Returns the parts of a line in stretches, with True for one to isolate as a whole.

    Neighbouring right-to-left texts are one stretch, with the signs and the changed words between
    them: isolated one by one, they would be drawn in the wrong order.
    """
    for part in line:
        if _is_right_to_left(part):
            break
    else:
        return ((False, line),)
    pieces = [piece for part in line for piece in _pieces(part)]
    inside = [runs_left for runs_left, _ in pieces]
    first = None
    for place, (runs_left, part) in enumerate(pieces):
        if runs_left:
            if first is not None:
                inside[first:place] = [True] * (place - first)
            first = place
        elif not _joins(part):
            first = None
    grouped = groupby(zip(inside, pieces, strict=True), key=lambda each: each[0])
    return [
        stretch
        for is_isolated, group in grouped
        for stretch in _without_outer_blanks(is_isolated, [part for _, (_, part) in group])
    ]


def _pieces(part: Inline) -> Iterator[tuple[bool, Inline]]:
    """Yields a part of a line; a plain text in pieces by their direction.

    A text in marks is one piece, or each of its pieces would be in marks of its own.
    """
    pieces = pieces_of(part) if isinstance(part, Text) else []
    if isinstance(part, Text) and (part.role is Role.PLAIN or len(pieces) == 1):
        for runs_left, piece in pieces:
            yield runs_left, part._replace(text=piece)
    else:
        yield False, part


def pieces_of(part: Text, *, is_isolated: bool = False) -> list[tuple[bool, str]]:
    """Returns a text in pieces, with True for one to isolate inside the marks of the text.

    A text in an isolated stretch is one piece; so is something to paste.
    """
    if is_isolated or not _is_right_to_left(part):
        return [(False, part.text)]
    return by_direction(part.text)


def _without_outer_blanks(is_isolated: bool, parts: list[Inline]) -> Iterator[tuple[bool, Line]]:
    """Yields a stretch; blanks at its ends are not isolated, or they would change places."""
    if not is_isolated:
        yield False, tuple(parts)
        return
    before, parts[0] = _cut(parts[0], len(_text(parts[0])) - len(_text(parts[0]).lstrip()))
    parts[-1], after = _cut(parts[-1], len(_text(parts[-1]).rstrip()))
    for piece_is_isolated, piece in ((False, (before,)), (True, tuple(parts)), (False, (after,))):
        if any(map(_text, piece)):
            yield piece_is_isolated, piece


def _text(part: Inline) -> str:
    return part.text if isinstance(part, Text) else ""


def _cut(part: Inline, place: int) -> tuple[Inline, Inline]:
    """Returns a text in two parts."""
    assert isinstance(part, Text)
    return part._replace(text=part.text[:place]), part._replace(text=part.text[place:])


def _is_right_to_left(part: Inline) -> bool:
    """True if a part is a text that runs from right to left, and not something to paste."""
    return (
        isinstance(part, Text)
        and not part.text.isascii()
        and part.role not in VERBATIM
        and is_right_to_left(part.text)
    )


def _joins(part: Inline) -> bool:
    """True if a part belongs to the right-to-left texts on both sides of it."""
    return isinstance(part, Text) and (
        part.role in (Role.ADDED, Role.REMOVED) or not re.search(_WORD_CHARACTER, part.text)
    )


def by_direction(text: str) -> list[tuple[bool, str]]:
    """Returns a text in pieces, with True for one that runs from right to left.

    A text that begins with a right-to-left letter is one piece if most of its letters are such. In
    any other, only the stretches without Latin letters run the other way. One that has too many of
    these is a piece too: a viewer orders what is inside.
    """
    if not is_right_to_left(text):
        return [(False, text)]
    letters = re.findall(_LETTER, text)
    from_right = [re.match(RIGHT_TO_LEFT, letter) is not None for letter in letters]
    if not letters or (from_right[0] and sum(from_right) > len(letters) / 2):
        return [(True, text)]
    pieces = re.split(_STRETCH, text)
    if len(pieces) > MAX_PIECES:
        return [(True, text)]
    return [(place % 2 == 1, piece) for place, piece in enumerate(pieces) if piece]
