"""Reads the rows of a returned form: answers, and texts in cells that ask for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell
from bptip.exchange.forms.form_words import ANSWERS, FIELDS, KEY, Field, Place
from bptip.exchange.tables.table_words import EMPTY_MARKS
from bptip.plan.characters import letters_of

EMPTY_CELL: Final = SheetCell("")
"""The cell in place of a cell that the form lacks."""


class ShownRow(NamedTuple):
    """A row as the form showed it, kept on its hidden sheet."""

    key: str
    is_own: bool
    shown: str | None
    promise: str | None
    locked: Mapping[Place, str]

    @property
    def number(self) -> str:
        """The number that the row showed."""
        return self.locked[Place.NUMBER]


class FilledRow(NamedTuple):
    """A row of a returned form: its key, and its cells by the keys of their columns."""

    key: str
    cells: Mapping[Place, SheetCell]
    number: int

    @property
    def item(self) -> str:
        """The id of the row's activity; in an indicator's row, of the indicator's activity."""
        return self.key.partition("#")[0]

    @property
    def is_answered(self) -> bool:
        """True if any cell to be published has a text."""
        return any(not self.cell(place).is_empty for place in ANSWERS)

    def cell(self, place: Place) -> SheetCell:
        """Returns a cell of the row; an empty cell if its column is missing."""
        return self.cells.get(place, EMPTY_CELL)


def _is_asked(key: str, place: Place) -> bool:
    """True if a row uses a column; the row of an indicator has a value as its only answer."""
    return "#" not in key or place not in ANSWERS or place is Place.VALUE


def _answer(place: Place, cell: SheetCell) -> SheetCell:
    """Returns a cell; for an answer that is a dash, or "n/a" except as a status, an empty cell."""
    text = cell.text.strip()
    is_mark = text in EMPTY_MARKS and (place is not Place.STATUS or not letters_of(text))
    return SheetCell(cell.place) if place in ANSWERS and is_mark else cell


def place_of(field: Field) -> Place:
    """Returns the column of a field."""
    return Place.CHALLENGES if field is Field.NOTHING else Place.PROMISED


class FormLine(NamedTuple):
    """A row of a form's sheet: its cells, and the places of the sheet's columns by their keys."""

    cells: Sequence[SheetCell]
    columns: Mapping[str, int]

    @property
    def key(self) -> str:
        """The key of the row; "" for a row that a person added."""
        return self.cells[self.columns[KEY]].text.strip()

    @property
    def field(self) -> Field | None:
        """The field in the row; None for a row without a field."""
        return Field(self.key) if self.key in {*Field} else None

    def rows(self, number: int, merged: Sequence[SheetCell]) -> Iterator[FilledRow]:
        """Yields the row of an activity or an indicator; `merged` has its merged answers too."""
        key = self.key
        if key and not key.startswith("@"):
            by_place = {
                place: _answer(place, cell) if _is_asked(key, place) else cell._replace(text="")
                for name, n in self.columns.items()
                if name != KEY
                for place in [Place(name)]
                for cell in [merged[n] if place in ANSWERS else self.cells[n]]
            }
            yield FilledRow(key, by_place, number)

    def cell_of(self, field: Field) -> SheetCell:
        """Returns the cell of the row's field; if it is empty, the first text beside it."""
        own = self.cells[self.columns[place_of(field)]]
        return next(self._beside(field), own) if own.is_empty else own

    def _beside(self, field: Field) -> Iterator[SheetCell]:
        """Yields the texts to the right of a field's cell, without the form's own words."""
        label = FIELDS[field].partition("{")[0].strip()
        private = (self.columns.get(Place.SECRETARIAT), self.columns[KEY])
        for n, cell in enumerate(self.cells):
            is_ours = n in private or cell.text.startswith(label) or field is Field.PARTY
            if n > self.columns[place_of(field)] and not is_ours and not cell.is_empty:
                yield cell

    def strays(self) -> Iterator[SheetCell]:
        """Yields texts in cells that are not to be filled in; a row without a key is one text."""
        key, field, secretariat = self.key, self.field, self.columns.get(Place.SECRETARIAT)
        written = {
            n: cell
            for n, cell in enumerate(self.cells)
            if n not in (secretariat, self.columns[KEY]) and not cell.is_empty
        }
        if field is not None:
            taken = self.cell_of(field)
            yield from (cell for cell in self._beside(field) if cell is not taken)
        elif key:
            places = {n: Place(name) for name, n in self.columns.items() if name != KEY}
            for n, cell in written.items():
                place = places.get(n)
                is_closed = key.startswith("@") and place in ANSWERS
                if place is None or is_closed or not _is_asked(key, place):
                    yield cell
        elif written:
            texts = [cell.text.strip() for cell in written.values()]
            yield SheetCell(next(iter(written.values())).place, " · ".join(texts))

    def strays_above(self) -> Iterator[SheetCell]:
        """Yields texts that are not to be filled in, in a row above the headings."""
        yield from self.strays() if self.key else ()
        last = max(self.columns.values())
        yield from (cell for cell in self.cells[last + 1 :] if not cell.is_empty)

    def remarks(self) -> Iterator[tuple[str, SheetCell]]:
        """Yields the text for the secretariat only, with the key of the row."""
        place = self.columns.get(Place.SECRETARIAT)
        if place is not None and not self.cells[place].is_empty:
            yield self.key, self.cells[place]
