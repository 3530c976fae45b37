"""Sheets of a workbook that are tables, laid out from plain values.

The same values give the same bytes, since the file does not say when it was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bptip.plan.addresses import is_link
from bptip.render.layout.values import value_text
from bptip.render.theme import FILL_COLOURS
from bptip.render.xlsx.cell_text import cell_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

EARLIEST: Final = datetime(1980, 1, 1)  # noqa: DTZ001  # the library takes no time zone
"""The date on which every workbook says that it was made, so that its bytes do not vary."""

MAX_LINK: Final = 2_000
"""Maximum length of an address to which a cell links (characters); Excel allows slightly more."""

MAX_LINKS: Final = 60_000
"""Maximum number of links in a sheet; Excel allows slightly more."""

WIDTH: Final = (7, 55)
"""Minimum and maximum width of a column (characters)."""

FIRST_DAY: Final = date(1900, 3, 1)
"""The first day that is written as a date: from it on, all programs count days alike."""

MAX_HEIGHT: Final = 300.0
"""Maximum height of a row (points): twenty lines; a longer text is read by opening its cell."""

MAX_SHOWN: Final = 2_000
"""Maximum length of a text that is measured (characters)."""

MAX_PAGE: Final = 220
"""Maximum width of a sheet that is printed on one page across (characters)."""

_MEASURED: Final = 1_000
"""Maximum number of rows from which the width of a column is measured."""

_DATE_WIDTH: Final = 12


class SheetOfRows(NamedTuple):
    """A sheet: its name, the names of its columns, its rows.

    Values in the columns `statuses` have colours. A sheet that is a `table` has a filter.
    """

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    statuses: frozenset[str] = frozenset()
    is_table: bool = True


def workbook(title: str, sheets: Sequence[SheetOfRows]) -> bytes:
    """Returns a workbook with these sheets."""
    from xlsxwriter import Workbook

    from bptip.render.xlsx.growing_rows import GrowingSheet

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"title": cell_text(title)[:255], "created": EARLIEST})
    styles = CellStyles(book)
    for sheet in sheets:
        _SheetWriter(book.add_worksheet(sheet.name, GrowingSheet), styles, sheet).write()
    book.close()
    return stream.getvalue()


class CellStyles:
    """The formats of cells, each created once for a workbook."""

    def __init__(self, book: Workbook) -> None:
        wrapped: dict[str, Any] = {"text_wrap": True, "valign": "top"}
        self.text = book.add_format(wrapped)
        self.number = book.add_format({"valign": "top"})
        self.day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
        self.link = book.add_format({**wrapped, "font_color": "#0563C1", "underline": 1})
        self.header = book.add_format(
            {**wrapped, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864"}
        )
        self.statuses = {
            status.value: book.add_format(
                {"valign": "top", "bg_color": f"#{fill.light}", "font_color": ink(fill.light)}
            )
            for status, fill in FILL_COLOURS.items()
        }


def ink(colour: str) -> str:
    """Returns black or white, whichever is easier to read on a colour."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (0, 2, 4))
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if light > 0.179 else "#FFFFFF"


def _linear(part: float) -> float:
    """Returns the linear light of a part of a colour, as WCAG 2 defines it."""
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4


class _SheetWriter:
    """Writes one sheet: its header, its rows, its filter and its print settings."""

    def __init__(self, target: Worksheet, styles: CellStyles, sheet: SheetOfRows) -> None:
        self.target = target
        self.styles = styles
        self.sheet = sheet
        self.links = 0

    def write(self) -> None:
        """Writes the whole sheet."""
        header = [cell_text(name)[:255] for name in self.sheet.header]
        for column, name in enumerate(header):
            self.target.write_string(0, column, name, self.styles.header)
        widths = self.widths()
        for column, width in enumerate(widths):
            self.target.set_column(column, column, width)
        for place, row in enumerate(self.sheet.rows, 1):
            for column, value in enumerate(row):
                self.cell(place, column, value)
            self.target.set_row(place, self.height(row, widths))
        self.lay_out(header, is_narrow=sum(widths) <= MAX_PAGE)

    @staticmethod
    def height(row: Sequence[Any], widths: Sequence[int]) -> float:
        """Returns the height of a row (points): the height of its longest text, within a limit."""
        from bptip.render.xlsx.growing_rows import height_of

        texts = [(value, width) for value, width in zip(row, widths, strict=True)
                 if isinstance(value, str) and (len(value) >= width or "\n" in value)]  # fmt: skip
        return min(height_of(((text[:MAX_SHOWN], width) for text, width in texts)), MAX_HEIGHT)

    def lay_out(self, header: Sequence[str], *, is_narrow: bool) -> None:
        """Makes the rows a table with a filter, keeps the header in view, and sets up printing."""
        last_row, last_column = len(self.sheet.rows), len(header) - 1
        has_twins = len({name.casefold() for name in header}) < len(header)
        if self.sheet.is_table and last_row and not has_twins:
            columns = [{"header": name, "header_format": self.styles.header} for name in header]
            options = {"columns": columns, "style": "Table Style Light 1"}
            self.target.add_table(0, 0, last_row, last_column, options)
        elif self.sheet.is_table:
            self.target.autofilter(0, 0, last_row, last_column)
        self.target.freeze_panes(1, 0)
        self.target.set_landscape()
        self.target.set_paper(9)  # A4
        if is_narrow:
            self.target.fit_to_pages(1, 0)
        self.target.repeat_rows(0)

    def cell(self, row: int, column: int, value: Any) -> None:  # noqa: ANN401  # data of any kind
        """Writes a value: a date as a date, a number as a number, any other value as a text.

        True and False become words, as in CSV: programs show them as 1 and 0 or translate them.
        """
        if value is None:
            return
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and isfinite(value):
            self.target.write_number(row, column, value, self.styles.number)
        elif isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_DAY:
            self.target.write_datetime(row, column, value, self.styles.day)
        else:
            self.text(row, column, value_text(value))

    def text(self, row: int, column: int, value: str) -> None:
        """Writes a text, which is never a formula; an address becomes a link."""
        if not value:
            return
        text = cell_text(value)
        style = self.styles.text
        if self.sheet.header[column] in self.sheet.statuses:
            style = self.styles.statuses.get(value, style)
        elif self.is_address(text) and self.links < MAX_LINKS:
            self.links += 1
            self.target.write_url(row, column, text, self.styles.link, text)
            return
        self.target.write_string(row, column, text, style)

    @staticmethod
    def is_address(text: str) -> bool:
        """True if a text is a single web or mail address."""
        is_short = len(text) <= MAX_LINK and " " not in text and ":" in text
        return is_short and text.isprintable() and is_link(text)

    def widths(self) -> list[int]:
        """Returns the width of each column: the width of its longest line, within limits."""
        least, most = WIDTH
        widths = [len(name) + 3 for name in self.sheet.header]
        for row in self.sheet.rows[:_MEASURED]:
            for column, value in enumerate(row):
                widths[column] = max(widths[column], _width(value))
        return [max(least, min(width, most)) for width in widths]


def _width(value: Any) -> int:  # noqa: ANN401  # data of any kind
    if value is None:
        return 0
    if isinstance(value, date):
        return _DATE_WIDTH
    return max(len(line) for line in value_text(value).split("\n")) + 1
