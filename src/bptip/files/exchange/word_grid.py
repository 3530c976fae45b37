"""Builds a table of a Word file cell by cell; spans become columns and merged areas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bptip.exchange.cells import HeadingAbove, MergedArea, SheetCell, SheetTable
from bptip.files.exchange.limits import MAX_COLUMNS, Allowance
from bptip.files.exchange.workbook_styles import PLAIN
from bptip.files.exchange.workbook_texts import TextPiece, styled_cell


class WordCell:
    """A cell being read: the pieces of its paragraphs, its spans, its colour, its links."""

    def __init__(self) -> None:
        self.pieces: list[TextPiece] = []
        self.span = 1
        self.continues_above = False
        self.continues_left = False
        self.is_deleted = False
        self.fill: str | None = None
        self.links: list[str] = []
        self.choices: list[str] = []
        self._has_paragraph = False
        self._is_last_struck = False

    def add_paragraph(self, pieces: list[TextPiece], *, joins: bool) -> None:
        """Adds a paragraph on a new line; with `joins`, on the last line."""
        if self._has_paragraph and not joins:
            self.pieces.append(TextPiece("\n", self._is_last_struck))
        self._has_paragraph = True
        self._is_last_struck = bool(pieces) and all(piece.is_struck for piece in pieces)
        self.pieces += pieces

    @property
    def text(self) -> str:
        """The text of the cell without its struck-out parts."""
        return styled_cell("", self.pieces, None, PLAIN).text.strip("\n")


class PlacedCell(NamedTuple):
    """A cell and the first column that it covers, counted from 0."""

    column: int
    cell: WordCell


class WordTable:
    """A table being read; `bold_line` is the last paragraph above it that is wholly bold.

    `fill` is the colour of cells in the table's style.
    """

    def __init__(
        self, headings: tuple[HeadingAbove, ...], bold_line: HeadingAbove | None = None
    ) -> None:
        self.headings = headings
        self.bold_line = bold_line
        self.rows: list[list[PlacedCell]] = []
        self.column = 0
        self.is_row_left_out = False
        self.fill: str | None = None
        self.nested: list[WordTable] = []

    def begin_row(self) -> None:
        """Begins a row."""
        self.rows.append([])
        self.column = 0
        self.is_row_left_out = False

    def end_row(self) -> None:
        """Ends a row; a deleted or hidden row is left out."""
        if self.is_row_left_out:
            self.rows.pop()

    def add(self, cell: WordCell) -> None:
        """Adds a cell at the end of the row; a deleted cell is left out."""
        if cell.is_deleted:
            return
        if cell.continues_left and self.rows[-1]:
            self.rows[-1][-1].cell.span += cell.span
        else:
            self.rows[-1].append(PlacedCell(self.column, cell))
        self.column += cell.span

    @property
    def is_frame(self) -> bool:
        """True if the table has one cell with tables in it, which it only places on the page."""
        return bool(self.nested) and [len(row) for row in self.rows] == [1]

    def lines(self) -> Iterator[str]:
        """Yields the rows as lines of text, for the cell that contains the table."""
        for row in self.rows:
            yield " | ".join(placed.cell.text.replace("\n", " ") for placed in row)

    def finished(
        self, number: int, allowance: Allowance, *, uses_bold_lines: bool = False
    ) -> SheetTable:
        """Returns the table; a column in which no cell begins is left out.

        With `uses_bold_lines`, for a file without headings, the bold line counts as a heading.
        """
        headings = self.headings
        titles = [heading.text for heading in headings]
        if uses_bold_lines and self.bold_line and self.bold_line.text not in titles:
            headings = (*headings, self.bold_line)
        starts = sorted({placed.column for row in self.rows for placed in row})
        columns = {start: column for column, start in enumerate(starts)}
        width = len(starts)
        allowance.add_area(len(self.rows), width, f"table {number}")
        merged: list[MergedArea] = []
        open_above: dict[int, int] = {}
        rows: list[tuple[SheetCell, ...]] = []
        choices: dict[int, tuple[str, ...]] = {}
        for row_number, row in enumerate(self.rows):
            places = [f"table {number}, row {row_number + 1}, column {n + 1}" for n in range(width)]
            cells = [SheetCell(place) for place in places]
            for start, cell in row:
                column = columns[start]
                last = max(column, *(columns[each] for each in starts if each < start + cell.span))
                above = open_above.get(column)
                if cell.continues_above and above is not None and merged[above].last_column == last:
                    merged[above] = merged[above]._replace(last_row=row_number)
                    continue
                allowance.check_place(row_number, column, places[column])
                cells[column] = _shown(cell, places[column], allowance)
                open_above[column] = len(merged)
                merged.append(MergedArea(row_number, column, row_number, last))
                if cell.choices:
                    known = choices.get(column, ())
                    choices[column] = tuple(dict.fromkeys((*known, *cell.choices)))
            rows.append(tuple(cells))
        areas = tuple(area for area in merged if area[:2] != area[2:])
        return SheetTable(str(number), tuple(rows), areas, headings, choices)


def widest(span: int) -> int:
    """Returns a cell's number of columns, limited to the columns that a table can have."""
    return max(1, min(span, MAX_COLUMNS + 1))


def _shown(cell: WordCell, place: str, allowance: Allowance) -> SheetCell:
    shown = styled_cell(place, cell.pieces, None, PLAIN)
    text = shown.text.lstrip("\n")
    if text or shown.struck:
        allowance.add(text + shown.struck, place)
    return shown._replace(
        text=text, value=text or None, fill=cell.fill, links=tuple(dict.fromkeys(cell.links))
    )
