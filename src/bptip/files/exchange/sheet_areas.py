"""Places and areas of a sheet, as workbooks write them: "D17", "A1:B3", "Lists!$A$1:$A$9"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from bptip.exchange.cells import MergedArea

Place = tuple[int, int]
"""A row and a column, counted from 0."""

_REFERENCE: Final = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?\$?([A-Za-z]{1,3})\$?([0-9]{1,7})"
    r"(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?"
)


class AreaReference(NamedTuple):
    """A reference to an area, with its sheet's name; "" is the sheet that has the reference."""

    sheet: str
    area: MergedArea


def place_of(written: str) -> Place | None:
    """Returns a place; None for a text that is not a place."""
    letters = written.rstrip("0123456789")
    row = written[len(letters) :]
    if not 0 < len(row) < 8 or not 0 < len(letters) < 4:
        return None
    if not (letters.isascii() and letters.isalpha()):
        return None
    return int(row) - 1, column_number(letters)


def reference_of(written: str) -> AreaReference | None:
    """Returns a reference to an area; None for a text that is not a reference."""
    match = _REFERENCE.fullmatch(written)
    if match is None:
        return None
    sheet = (match[1] or "").replace("''", "'") or match[2] or ""
    rows = sorted(int(each) - 1 for each in (match[4], match[6] or match[4]))
    columns = sorted(column_number(each) for each in (match[3], match[5] or match[3]))
    return AreaReference(sheet, MergedArea(rows[0], columns[0], rows[1], columns[1]))


def is_in(area: MergedArea, place: Place) -> bool:
    """True if a place is in an area."""
    row, column = place
    return (
        area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column
    )


@cache
def column_number(letters: str) -> int:
    """Returns the number of a column, counted from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
