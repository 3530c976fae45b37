"""How wide letters are in print: word processors give no measure, and a letter is no unit of it.

The unit is a digit of a wide face. DejaVu Sans is the widest of those that stand in where a file's
own font is missing; what has room in it has room in Calibri, Carlito, Arial and Segoe UI.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from rich.cells import cell_len

BOLD: Final = 1.12
"""How much wider bold letters are."""

SIGN: Final = 1.4
"""The width of a sign: an arrow, a dot, a triangle."""

_WIDTHS: Final = (
    (" \u00a0ijlIJ'", 0.5),
    (".,:;’·|", 0.55),
    ("frt()[]-!/\\", 0.7),
    ("–“”", 0.85),
    ("mwMW%@…&", 1.5),
    ("#+<=>~^", SIGN),
)
_OTHERS: Final = {letter: width for letters, width in _WIDTHS for letter in letters}
_WIDE: Final = 1.6


def printed(text: str) -> float:
    """The width of a text on one line, in digits of the same size."""
    return sum(map(_width, text))


@cache
def _width(letter: str) -> float:
    """The width of a character; what stands on another one has none."""
    if letter in _OTHERS:
        return _OTHERS[letter]
    cells = cell_len(letter)
    if cells != 1:
        return cells and _WIDE
    if letter.isupper():
        return 1.2
    return 1.0 if letter.isalnum() or letter.isascii() else SIGN
