"""Right-to-left texts on left-to-right pages: each is isolated from the text beside it.

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
"""The mark before an isolated text, whose first letter decides its direction."""

END_OF_ISOLATE: Final = "\u2069"

_WORD_CHARACTER: Final = r"[^\W_]"
_MARKS: Final = "[\u061c\u200e\u200f]*"
_STRETCH: Final = f"({_MARKS}{RIGHT_TO_LEFT}(?:[^A-Za-z]*{RIGHT_TO_LEFT})?{_MARKS})"
"""Right-to-left letters and everything between them, except Latin letters."""

_LETTER: Final = r"[^\W\d_]"

MAX_PIECES: Final = 500
"""Maximum number of pieces of a text. In Word, each piece is several elements, of 5 KB in all."""


def isolated(text: str) -> str:
    """Returns the text with its right-to-left pieces between isolating marks."""
    return "".join(
        marked(piece, _isolate) if runs_left else piece for runs_left, piece in by_direction(text)
    )


def _isolate(text: str) -> str:
    return f"{ISOLATE}{text}{END_OF_ISOLATE}"


def isolated_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yields the lines of an isolated text that was wrapped, each line isolated by itself."""
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
    """Returns the stretches of a line, each with True if it is to be isolated as a whole.

    Neighbouring right-to-left texts are one stretch, with the signs and the changed words between
    them: if each text were isolated by itself, they would be drawn in the wrong order.
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
    """Yields a part of a line; a plain text is cut into pieces of one direction.

    A text in marks is not cut: each of its pieces would get marks of its own.
    """
    pieces = pieces_of(part) if isinstance(part, Text) else []
    if isinstance(part, Text) and (part.role is Role.PLAIN or len(pieces) == 1):
        for runs_left, piece in pieces:
            yield runs_left, part._replace(text=piece)
    else:
        yield False, part


def pieces_of(part: Text, *, is_isolated: bool = False) -> list[tuple[bool, str]]:
    """Returns the pieces of a text, each with True if it is to be isolated inside the text's marks.

    A text in an isolated stretch is one piece, and so is a text to paste.
    """
    if is_isolated or not _is_right_to_left(part):
        return [(False, part.text)]
    return by_direction(part.text)


def _without_outer_blanks(is_isolated: bool, parts: list[Inline]) -> Iterator[tuple[bool, Line]]:
    """Yields a stretch; blanks at its ends are not isolated, since they would change places."""
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
    """True if a part is a text that runs from right to left and is not for pasting."""
    return (
        isinstance(part, Text)
        and not part.text.isascii()
        and part.role not in VERBATIM
        and is_right_to_left(part.text)
    )


def _joins(part: Inline) -> bool:
    """True if a part joins the right-to-left texts before and after it into one stretch."""
    return isinstance(part, Text) and (
        part.role in (Role.ADDED, Role.REMOVED) or not re.search(_WORD_CHARACTER, part.text)
    )


def by_direction(text: str) -> list[tuple[bool, str]]:
    """Returns the pieces of a text, each with True if it runs from right to left.

    A text that begins with a right-to-left letter is one piece if most of its letters run from
    right to left. In any other text, only the stretches without Latin letters run the other way.
    A text with too many such stretches is one piece too: the viewer orders its letters.
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
