"""Rows of cells in columns of given widths, drawn straight into lines.

Rich's own table measures, copies and wraps every cell several times over, which takes seconds for
some thousands of rows; here the widths are known, and a cell that fits is not wrapped at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text as RichText

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions


class GridColumn(NamedTuple):
    """A column: its width in characters, and whether its cells stand at its right edge."""

    width: int
    right: bool = False


class Grid:
    """Rows of cells, a gap of blanks between the columns."""

    def __init__(
        self, columns: Sequence[GridColumn], rows: Iterable[Sequence[RichText]], gap: int
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.gap = gap

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> Iterator[Segment]:
        """The segments, line by line."""
        line_end = Segment.line()
        for row in self.rows:
            cells = [
                _lines(console, cell, column.width)
                for cell, column in zip(row, self.columns, strict=True)
            ]
            for number in range(max(map(len, cells), default=0)):
                yield from self._line(console, [cell[number : number + 1] for cell in cells])
                yield line_end

    def _line(self, console: Console, cells: Sequence[Sequence[RichText]]) -> Iterator[Segment]:
        """One line of a row; blanks stand before the next text, and none at the end."""
        due = 0
        for column, texts in zip(self.columns, cells, strict=True):
            blank = column.width
            for text in texts:
                blank -= width_of(text.plain)
                if column.right:
                    due, blank = due + blank, 0
                if due:
                    yield Segment(" " * due)
                    due = 0
                yield from _segments(console, text)
            due += blank + self.gap


def width_of(text: str) -> int:
    """The width of a text in characters of a screen: of its letters alone, where all are ASCII."""
    return len(text) if text.isascii() else cell_len(text)


def _lines(console: Console, cell: RichText, width: int) -> Sequence[RichText]:
    """The cell in lines of no more than the width."""
    if width_of(cell.plain) <= width and "\n" not in cell.plain:
        return (cell,)
    return [_trimmed(line) for line in cell.wrap(console, width, overflow="fold")]


def _trimmed(line: RichText) -> RichText:
    line.rstrip()
    return line


def _segments(console: Console, text: RichText) -> Iterable[Segment]:
    """The text in its styles, where the page has any."""
    if text.spans and console.color_system:
        return text.render(console)
    return (Segment(text.plain, console.get_style(text.style) if text.style else None),)
