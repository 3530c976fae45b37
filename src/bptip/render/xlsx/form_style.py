"""The styles of a form's cells: locked cells are grey, and private cells also have a pattern.

The tones differ in lightness and the lines around cells in weight, so that the kinds of cells
differ in a grey print too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bptip.exchange.forms.form_words import LOCKED, Place

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format as CellFormat

FONT: Final = {"font_name": "Calibri", "font_size": 11}
PARTY_SIZE: Final = 16 / 11
"""Size of the party's name, as a multiple of the size of all other texts."""

DAY_FORMAT: Final = "d mmm yyyy"

DARK, MIDDLE, LIGHT, PAPER = "#1F3864", "#8EA9DB", "#E7E6E6", "#FFFFFF"
PRIVATE: Final = "#FFF2CC"
"""The tones behind headers, objectives, locked cells, cells to fill in, and private cells."""

_TEXT: Final[dict[str, Any]] = {**FONT, "text_wrap": True, "valign": "top"}
_BOX: Final[dict[str, Any]] = {**_TEXT, "border": 1, "border_color": "#808080"}


LOCKING: Final = {
    "format_cells": True, "format_columns": True, "format_rows": True, "insert_hyperlinks": True,
}  # fmt: skip
"""The rights that everybody has on a protected sheet, besides filling in cells."""


class Styles:
    """The formats of a form's cells, each created once for a workbook."""

    def __init__(self, book: Workbook) -> None:
        def style(**keys: object) -> CellFormat:
            return book.add_format(keys)

        self.label = style(**_TEXT, bold=True)
        self.label_right = style(**_TEXT, bold=True, align="right")
        self.party = style(**_TEXT | {"font_size": 11 * PARTY_SIZE}, bold=True)
        self.title = style(**_TEXT, bold=True, font_color=DARK)
        self.days = style(**FONT, bold=True)
        self.step = style(**_TEXT, bold=True)
        self.text = style(**_TEXT)
        self.key = style(**FONT, font_color="#808080")
        self.objective = style(**FONT, bold=True, bg_color=MIDDLE, top=1, bottom=1)
        self.locked = style(**_BOX, bg_color=LIGHT)
        self.closed = style(**_BOX, bg_color=LIGHT, font_color="#595959", italic=True)
        self.fill = style(**_BOX, bg_color=PAPER, locked=False)
        self.day = style(**_BOX, bg_color=PAPER, locked=False, num_format=DAY_FORMAT, align="left")
        self._private = style(**_BOX, bg_color=PRIVATE, locked=False, italic=True)
        header = {**_BOX, "bold": True}
        self._header_locked = style(**header, bg_color=LIGHT)
        self._header = style(**header, bg_color=DARK, font_color=PAPER)
        self._header_private = style(**header, bg_color=PRIVATE, italic=True)
        band = {**FONT, "bold": True}
        self._band_locked = style(**band, bg_color=LIGHT)
        self._band = style(**band, bg_color=DARK, font_color=PAPER)
        self._band_private = style(**band, bg_color=PRIVATE, italic=True, text_wrap=True)

    def fill_of(self, place: Place) -> CellFormat:
        """Returns the format of a cell to fill in."""
        return self._private if place is Place.SECRETARIAT else self.fill

    def header_of(self, place: Place) -> CellFormat:
        """Returns the format of a heading."""
        if place in LOCKED:
            return self._header_locked
        return self._header_private if place is Place.SECRETARIAT else self._header

    def band_of(self, place: Place) -> CellFormat:
        """Returns the format of the band above a heading."""
        if place in LOCKED:
            return self._band_locked
        return self._band_private if place is Place.SECRETARIAT else self._band
