"""Reads the cells of a workbook's sheet, by parsing its part as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.exchange.cells import CellValue, MergedArea, SheetCell, SheetTable, column_letters
from bptip.files.exchange.limits import (
    MAX_AREA,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Allowance,
    too_large,
    unreadable,
)
from bptip.files.exchange.number_formats import NumberFormat
from bptip.files.exchange.package import DAMAGED, Attributes, Package, relation_id, whole_number
from bptip.files.exchange.sheet_areas import Place, is_in, place_of, reference_of
from bptip.files.exchange.workbook_styles import PLAIN, CellStyle, Colours, is_unseen
from bptip.files.exchange.workbook_texts import PieceReader, TextPiece, styled_cell, unescaped
from bptip.plan.characters import is_blank

_MAX_LINKS: Final = 20
"""Maximum number of links of a cell."""

_MAX_LISTS: Final = 10_000
"""Maximum number of areas of a sheet that have drop-down lists."""

_LINK_FORMULA: Final = re.compile(r'\s*HYPERLINK\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)

_VALUES: Final = frozenset({"v", "f", "formula1", "sqref"})
"""The elements with a value, a formula or an area; PieceReader reads the other texts."""


_TEXTS: Final = frozenset({"s", "str", "inlineStr"})
"""The kinds of cells whose value is a text."""


class CellMeanings(NamedTuple):
    """The shared texts and the styles, by their numbers in cells."""

    texts: Sequence[tuple[TextPiece, ...]]
    styles: Sequence[CellStyle]
    colours: Colours
    is_1904: bool

    def style(self, number: str) -> CellStyle:
        """Returns the style with a number."""
        place = whole_number(number, 0)
        return self.styles[place] if place < len(self.styles) else PLAIN

    def text(self, number: str) -> Sequence[TextPiece] | None:
        """Returns the shared text with a number; None if no text has this number."""
        place = whole_number(number, len(self.texts))
        return self.texts[place] if place < len(self.texts) else None

    def number(self, written: str, style: CellStyle) -> tuple[str, CellValue]:
        """Returns a number as the page shows it, and its value."""
        try:
            return style.number_format.shown(float(written), is_1904=self.is_1904)
        except (ValueError, OverflowError):
            return written, None


class RawCell(NamedTuple):
    """The attributes of a cell: its place, the kind of its value, the number of its style."""

    place: Place
    address: str
    kind: str
    style: str


class DropDown(NamedTuple):
    """A drop-down list: its source (words, an area or a name), and the areas that offer it."""

    source: str
    areas: str


class Sheet:
    """The cells of one sheet that have a text or a colour, by their places."""

    def __init__(
        self, package: Package, part: str, name: str, meanings: CellMeanings, allowance: Allowance
    ) -> None:
        self.name = name
        self.cells: dict[Place, SheetCell] = {}
        self.lists: list[DropDown] = []
        self.has_hidden_places = False
        self.unfinished: list[str] = []
        self.unseen: list[str] = []
        self._file = package.file
        self._meanings = meanings
        self._allowance = allowance
        self._coloured: dict[Place, str] = {}
        self._merged: list[MergedArea] = []
        self._links: list[tuple[Place, str]] = []
        self._relations = package.relations(part)
        self._cell = RawCell((-1, -1), "", "n", "0")
        self._texts = PieceReader(package.file, meanings.colours)
        self._value: list[str] | None = None
        self._written = self._formula = ""
        self._is_calculated = False
        self._list: DropDown | None = None
        package.parse(part, self._start, self._end, self._text)

    # --- The elements of the part, in their order.

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in _VALUES:
            self._value = []
            self._is_calculated |= name == "f"
        elif name == "row":
            row = whole_number(attributes.get("r"), self._cell.place[0] + 2) - 1
            self._cell = self._cell._replace(place=(row, -1))
            self._notice_hidden(attributes)
        elif name == "col":
            self._notice_hidden(attributes)
        elif name == "mergeCell":
            reference = reference_of(attributes.get("ref", ""))
            self._merged += [reference.area] if reference else []
            if len(self._merged) > MAX_CELLS:
                raise too_large(self._file, f"it has more than {MAX_CELLS:,} merged areas")
        elif name == "hyperlink":
            self._start_link(attributes)
        elif name == "dataValidation" and attributes.get("type") == "list":
            self._list = DropDown("", attributes.get("sqref", ""))
        else:
            self._texts.start(name, attributes)

    def _notice_hidden(self, attributes: Attributes) -> None:
        size = attributes.get("ht") or attributes.get("width") or "1"
        self.has_hidden_places |= attributes.get("hidden", "0") in ("1", "true") or not size.strip(
            "0."
        )

    def _start_link(self, attributes: Attributes) -> None:
        reference = reference_of(attributes.get("ref", ""))
        relation = self._relations.get(relation_id(attributes))
        if reference is None or relation is None or not relation.is_external:
            return
        if not relation.target.startswith("#") and len(self._links) < MAX_CELLS:
            place = (reference.area.first_row, reference.area.first_column)
            self._links.append((place, relation.target))

    def _start_cell(self, attributes: Attributes) -> None:
        address = attributes.get("r", "")
        place = place_of(address)
        if place is None:
            row, column = self._cell.place
            place = row, column + 1
            address = f"{column_letters(column + 1)}{row + 1}"
        kind, style = attributes.get("t", "n"), attributes.get("s", "0")
        self._cell = RawCell(place, address, kind, style)
        self._written = self._formula = ""
        self._is_calculated = False
        self._texts.begin()

    def _text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)
        else:
            self._texts.text(text)

    def _end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif self._value is not None and name in _VALUES:
            text, self._value = "".join(self._value), None
            self._end_value(name, text)
        elif name == "dataValidation" and self._list is not None:
            if len(self.lists) < _MAX_LISTS:
                self.lists.append(self._list)
            self._list = None
        else:
            self._texts.end(name)

    def _end_value(self, name: str, text: str) -> None:
        if name == "v":
            self._written = text
        elif self._list is None:
            self._formula = text
        elif name == "sqref":
            self._list = self._list._replace(areas=text)
        elif text.strip():
            self._list = self._list._replace(source=text.strip())

    def _end_cell(self) -> None:
        place, address, kind, number = self._cell
        style = self._meanings.style(number)
        if not style.fill and not self._written and not self._texts.pieces:
            self._notice_unfinished()
            return
        pieces, value = self._shown(style)
        if kind in _TEXTS:
            pieces = _as_shown(pieces, style.number_format)
        cell = styled_cell(f"{self.name}!{address}", pieces, value, style)
        if cell.text or cell.struck:
            if any(_is_unseen(piece, style) for piece in pieces):
                self.unseen.append(cell.place)
            self._allowance.check_place(*place, cell.place)
            self._allowance.add(cell.text + cell.struck, cell.place)
            link = _LINK_FORMULA.match(self._formula)
            self.cells[place] = cell._replace(links=(link[1].replace('""', '"'),)) if link else cell
        elif style.fill and place[0] < MAX_ROWS and place[1] < MAX_COLUMNS:
            self._coloured[place] = style.fill
            if len(self._coloured) > MAX_AREA:
                raise too_large(
                    self._file,
                    f'the sheet "{self.name}" has more than {MAX_AREA:,} coloured cells',
                    "Delete the empty rows below the table, save the file, and try again.",
                )

    def _notice_unfinished(self) -> None:
        """Notes a formula without a result; an empty text counts as a result."""
        if self._is_calculated and self._cell.kind != "str":
            self.unfinished.append(f"{self.name}!{self._cell.address}")

    def _shown(self, style: CellStyle) -> tuple[Sequence[TextPiece], CellValue]:
        """Returns the pieces of the cell's text, and its value; None for the value of a text."""
        kind, written = self._cell.kind, self._written
        if kind == "inlineStr":
            return self._texts.pieces, None
        if not written:
            self._notice_unfinished()
            return (), None
        if kind == "s":
            return self._shared_text(written.strip()), None
        text = unescaped(written)
        value: CellValue = None
        if kind == "b":
            text, value = ("TRUE", True) if written.strip() == "1" else ("FALSE", False)
        elif kind == "d":
            day = _iso_day(written)
            text, value = (day.isoformat(), day) if day else (written, None)
        elif kind not in ("str", "e"):
            text, value = self._meanings.number(written, style)
        return (TextPiece(text),), value

    def _shared_text(self, number: str) -> Sequence[TextPiece]:
        pieces = self._meanings.text(number)
        if pieces is None:
            raise unreadable(self._file, "is damaged: texts of its cells are missing", DAMAGED)
        return pieces

    # --- The table.

    def texts_of(self, area: MergedArea) -> Iterator[str]:
        """Yields the texts in an area, row by row."""
        places = sorted(place for place in self.cells if is_in(area, place))
        yield from (self.cells[place].text for place in places)

    def table(self) -> SheetTable:
        """Returns the sheet as a table, up to its last row and its last column with a text.

        Coloured cells to the right of the texts are included; coloured cells below them are not.
        """
        rows = max((row + 1 for row, _ in self.cells), default=0)
        coloured = {place: fill for place, fill in self._coloured.items() if place[0] < rows}
        columns = max((column + 1 for _, column in (*self.cells, *coloured)), default=0)
        self._allowance.add_area(rows, columns, f'the sheet "{self.name}"')
        merged = tuple(self._clipped(rows, columns))
        cells = self._linked(self._shown_cells(merged))
        letters = [column_letters(column) for column in range(columns)]
        table = tuple(
            tuple(
                cells.get((row, column))
                or SheetCell(f"{self.name}!{letter}{row + 1}", fill=coloured.get((row, column)))
                for column, letter in enumerate(letters)
            )
            for row in range(rows)
        )
        return SheetTable(self.name, table, merged)

    def _clipped(self, rows: int, columns: int) -> Iterator[MergedArea]:
        """Yields the merged areas, cut off at the end of the table."""
        total = 0
        for area in self._merged:
            last_row, last_column = min(area.last_row, rows - 1), min(area.last_column, columns - 1)
            height, width = last_row - area.first_row + 1, last_column - area.first_column + 1
            if height > 0 and width > 0 and height * width > 1:
                total += height * width
                if total > rows * columns:
                    raise too_large(
                        self._file, f'the merged cells of the sheet "{self.name}" overlap'
                    )
                yield MergedArea(area.first_row, area.first_column, last_row, last_column)

    def _shown_cells(self, merged: Sequence[MergedArea]) -> dict[Place, SheetCell]:
        """Returns the cells without the cells that a merged area hides."""
        cells = dict(self.cells)
        for area in merged:
            first = (area.first_row, area.first_column)
            for row in range(area.first_row, area.last_row + 1):
                for column in range(area.first_column, area.last_column + 1):
                    if (row, column) != first:
                        cells.pop((row, column), None)
        return cells

    def _linked(self, cells: dict[Place, SheetCell]) -> dict[Place, SheetCell]:
        """Returns the cells with their links to addresses outside the file."""
        for place, address in self._links:
            cell = cells.get(place)
            if cell is not None and address not in cell.links and len(cell.links) < _MAX_LINKS:
                cells[place] = cell._replace(links=(*cell.links, address))
        return cells


def _as_shown(pieces: Sequence[TextPiece], number_format: NumberFormat) -> Sequence[TextPiece]:
    """Returns the pieces of a text with the signs that its number format adds around the text."""
    around = number_format.around_text
    if around is None:
        return ()
    before, behind = (tuple(TextPiece(text) for text in (each,) if text) for each in around)
    return (*before, *pieces, *behind) if pieces and (before or behind) else pieces


def _is_unseen(piece: TextPiece, style: CellStyle) -> bool:
    """True if a piece of a cell's text can hardly be seen."""
    ink = style.ink if piece.ink is None else piece.ink
    return (ink is not None or style.fill is not None) and (
        is_unseen(ink, style.fill) and not is_blank(piece.text)
    )


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
