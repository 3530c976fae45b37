"""The cells of a table, the same for every file format.

`files/exchange/` turns a workbook, a Word file, a CSV file or a Markdown file into these values.
All other modules here use these values and know nothing about files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from bptip.plan.characters import is_blank

CellValue: TypeAlias = str | int | float | bool | date | None
"""The value that a file stores in a cell; only workbooks have numbers and dates."""


ABOUT_SHEET: Final = "About"
ABOUT_MARK: Final = "About this workbook, which bptip wrote"
"""Name and first cell of the sheet that explains a workbook; the sheet is never imported."""


class SheetCell(NamedTuple):
    """A cell: its place, its text as the page shows it, and its value as the file stores it.

    `text` has no struck-out text, and its lines end with a line feed. A number is formatted as the
    page shows it: 4.1 can be "4.10". A date whose day the page shows is in ISO form, with the day
    as `value`. "Mar 2026" and "2026" are texts: nobody meant the day that a program stores with
    them.
    """

    place: str
    """"Plan!D17" in a workbook, "table 2, row 3, column 4" in a Word file, else "line 17"."""

    text: str = ""
    value: CellValue = None
    struck: str = ""
    """The text that is struck out."""

    bold: str = ""
    """The bold text with which the cell begins."""

    fill: str | None = None
    """The colour behind the cell, as six hexadecimal digits; None for no colour and for white."""

    links: tuple[str, ...] = ()
    """The addresses of the cell's links."""

    @property
    def is_empty(self) -> bool:
        """True if the cell shows no text; it may have struck-out text or a colour."""
        return is_blank(self.text)

    @property
    def number(self) -> int | float | None:
        """The number that the file stores; None for any other value."""
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return self.value
        return None

    @property
    def percentage(self) -> int | float | None:
        """The percentage that the page shows: 45 for 0.45 shown as "45%"; None for other cells."""
        if self.number is None or not self.text.endswith("%"):
            return None
        shown = round(self.number * 100, 6)
        return int(shown) if shown == int(shown) else shown


def column_letters(place: int) -> str:
    """Returns the name that workbooks give a column, counted from 0: "A", "Z", "AA"."""
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


class MergedArea(NamedTuple):
    """A rectangle of merged cells; rows and columns count from 0, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class HeadingAbove(NamedTuple):
    """A heading above a table of a Word or Markdown file; the title of a Word file has level 0."""

    level: int
    text: str
    place: str


NO_CHOICES: Final[Mapping[int, tuple[str, ...]]] = MappingProxyType({})


class SheetTable(NamedTuple):
    """A table: the rows of a visible sheet, or one table of a text file.

    All rows have the same number of cells. In a merged area the first cell has the text, and the
    other cells are empty.
    """

    name: str
    """The sheet's name; for a table of a Word or Markdown file its number, counted from 1."""

    rows: tuple[tuple[SheetCell, ...], ...]
    merged: tuple[MergedArea, ...] = ()
    headings: tuple[HeadingAbove, ...] = ()
    """The headings in force above the table: one for each level, the highest level first."""

    choices: Mapping[int, tuple[str, ...]] = NO_CHOICES
    """The words of a column's own drop-down list, by the column's number from 0."""

    def filled_down(self, start: int) -> Sequence[Sequence[SheetCell]]:
        """Returns the rows; from `start`, each merged cell's text is repeated in the rows below.

        A merged cell is true for each row that it covers.
        """
        rows = [list(row) for row in self.rows]
        for area in self.merged:
            if area.first_row < start or area.first_row == area.last_row:
                continue
            first = rows[area.first_row][area.first_column]
            for number in range(area.first_row + 1, area.last_row + 1):
                rows[number][area.first_column] = first
        return rows


class TableFile(NamedTuple):
    """The tables of a file, and notices for its reader.

    A notice is a sentence about macros or links to other files that were ignored, open changes in
    a Word file, or hidden sheets that were not read.
    """

    name: str
    """The file's name, without its folder."""

    tables: tuple[SheetTable, ...]
    notices: tuple[str, ...] = ()
    is_form: bool = False
    """True if a workbook has the sheet by which bptip knows its own forms."""
