"""Rows of cells in columns of given widths, drawn straight into lines.

Rich's own table measures, copies and wraps every cell several times, which takes seconds for some
thousands of rows. Here the widths are known, and a cell that fits is not wrapped at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.text import Text as RichText

from bptip.render.direction import END_OF_ISOLATE, ISOLATE, isolated_lines
from bptip.render.terminal.breaking import width_of, wrapped_lines

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions


class GridColumn(NamedTuple):
    """The width of a column (characters), and whether its cells are aligned on the right."""

    width: int
    right: bool = False


class Grid:
    """Rows of cells, with a gap of blanks between the columns."""

    def __init__(
        self, columns: Sequence[GridColumn], rows: Iterable[Sequence[RichText]], gap: int
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.gap = gap

    def __rich_console__(self, console: Console, _: ConsoleOptions) -> Iterator[Segment]:
        """Yields the segments, line by line."""
        line_end = Segment.line()
        for row in self.rows:
            cells = [
                _lines(cell, column.width) for cell, column in zip(row, self.columns, strict=True)
            ]
            for number in range(max(map(len, cells), default=0)):
                yield from self._line(console, [cell[number : number + 1] for cell in cells])
                yield line_end

    def _line(self, console: Console, cells: Sequence[Sequence[RichText]]) -> Iterator[Segment]:
        """Yields one line of a row; blanks are written before the next text, none at the end."""
        pending = 0
        for column, texts in zip(self.columns, cells, strict=True):
            blank = column.width
            for text in texts:
                blank -= width_of(text.plain)
                if column.right:
                    pending, blank = pending + blank, 0
                if pending:
                    yield Segment(" " * pending)
                    pending = 0
                yield from _segments(console, text)
            pending += blank + self.gap


def _lines(cell: RichText, width: int) -> Sequence[RichText]:
    """Returns the cell in lines no longer than the width."""
    if width_of(cell.plain) <= width and "\n" not in cell.plain:
        return _isolated([cell])
    lines = wrapped_lines(cell, width)
    for line in lines:
        line.rstrip()
    return _isolated(lines)


def _isolated(lines: Sequence[RichText]) -> Sequence[RichText]:
    """Returns the lines of a cell, each isolated by itself if the cell was isolated."""
    if not any(ISOLATE in line.plain for line in lines):
        return lines
    texts = list(isolated_lines(line.plain for line in lines))
    return [_between_marks(line, text) for line, text in zip(lines, texts, strict=True)]


def _between_marks(line: RichText, text: str) -> RichText:
    """Returns a line in its styles with the marks that its text has in addition."""
    indent = len(line.plain) - len(line.plain.lstrip(" "))
    begun = ISOLATE * (text.count(ISOLATE) - line.plain.count(ISOLATE))
    ended = END_OF_ISOLATE * (text.count(END_OF_ISOLATE) - line.plain.count(END_OF_ISOLATE))
    return RichText.assemble(line[:indent], begun, line[indent:], ended)


def _segments(console: Console, text: RichText) -> Iterable[Segment]:
    """Returns the text in its styles, where the page has any."""
    if text.spans and console.color_system:
        return text.render(console)
    return (Segment(text.plain, console.get_style(text.style) if text.style else None),)
