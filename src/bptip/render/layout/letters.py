"""Estimated widths of printed text: a Word file states column widths, but nothing measures text.

The unit is the width of a digit in DejaVu Sans, the widest of the fonts that replace a missing
font: a text that fits by this measure also fits in Calibri, Carlito, Arial and Segoe UI. The
figures are from the tables of DejaVu Sans 2.37 (`tests/render/test_letters.py` compares them).
"""

from __future__ import annotations

from functools import cache
from typing import Final

from rich.cells import cell_len

BOLD: Final = 1.12
"""Width of bold text, as a multiple of the same text in regular letters."""

_SYMBOL: Final = 1.4
"""Width of a symbol, such as an arrow, a dot or a triangle (digits)."""

_WIDTHS: Final = (
    (" \u00a0ijlIJ'", 0.5),
    (".,:;’·|", 0.55),
    ("frt()[]-!/\\", 0.7),
    ("–“”", 0.85),
    ("mwMW%@…&", 1.5),
    ("#+<=>~^", _SYMBOL),
)
_WIDTH_OF: Final = {letter: width for letters, width in _WIDTHS for letter in letters}
_WIDE: Final = 1.6
"""Width of a character that takes two cells of a terminal (digits)."""


def printed(text: str) -> float:
    """Returns the width of a text on one line (digits of the same size)."""
    return sum(map(_width, text))


@cache
def _width(letter: str) -> float:
    """Returns the width of a character; 0 if it combines with the character before it."""
    if letter in _WIDTH_OF:
        return _WIDTH_OF[letter]
    cells = cell_len(letter)
    if cells != 1:
        return cells and _WIDE
    if letter.isupper():
        return 1.2
    return 1.0 if letter.isalnum() or letter.isascii() else _SYMBOL
