"""Rows of cells in columns of given widths, drawn straight into lines.

Rich's own table measures, copies and wraps every cell several times, which takes seconds for some
thousands of rows. Here the widths are known, and a cell that fits is not wrapped at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from rich.text import Text as RichText

from bptip.render.direction import END_OF_ISOLATE, ISOLATE, isolated_lines
from bptip.render.terminal.breaking import width_of, wrapped_lines, wrapped_texts


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
        for row in self.rows:
            cells = [
                _lines(cell, column.width, is_styled=bool(console.color_system))
                for cell, column in zip(row, self.columns, strict=True)
            ]
            parts = (part for line in zip_longest(*cells) for part in self._line(line))
            for is_text, run in groupby(parts, lambda part: isinstance(part, str)):
                if is_text:
                    yield Segment("".join(map(str, run)))
                    continue
                for text in run:
                    yield from _segments(console, text)

    def _line(self, cells: Sequence[str | RichText | None]) -> Iterator[str | RichText]:
        """Yields one line of a row; blanks come only before a text, so no line ends in blanks."""
        pending = 0
        for column, text in zip(self.columns, cells, strict=True):
            blank = column.width
            if text is not None:
                blank -= width_of(str(text))
                if column.right:
                    pending, blank = pending + blank, 0
                if pending:
                    yield " " * pending
                    pending = 0
                yield text
            pending += blank + self.gap
        yield "\n"


def _lines(cell: RichText, width: int, *, is_styled: bool) -> Sequence[str | RichText]:
    """Returns the cell in lines no longer than the width; as plain strings if it has no styles."""
    text = cell.plain
    fits = width_of(text) <= width and "\n" not in text
    if not is_styled or not (cell.spans or cell.style):
        lines = [text] if fits else [line.rstrip() for line in wrapped_texts(text, width)]
        return [*isolated_lines(lines)] if ISOLATE in text else lines
    if fits:
        return _isolated([cell])
    wrapped = wrapped_lines(cell, width)
    for line in wrapped:
        line.rstrip()
    return _isolated(wrapped)


def _isolated(lines: Sequence[RichText]) -> Sequence[RichText]:
    """Returns the lines of a cell; if the cell was isolated, each line is isolated by itself."""
    if not any(ISOLATE in line.plain for line in lines):
        return lines
    texts = list(isolated_lines(line.plain for line in lines))
    return [_between_marks(line, text) for line, text in zip(lines, texts, strict=True)]


def _between_marks(line: RichText, text: str) -> RichText:
    """Returns a line in its styles, with the isolating marks that `text` has in addition."""
    indent = len(line.plain) - len(line.plain.lstrip(" "))
    begun = ISOLATE * (text.count(ISOLATE) - line.plain.count(ISOLATE))
    ended = END_OF_ISOLATE * (text.count(END_OF_ISOLATE) - line.plain.count(END_OF_ISOLATE))
    return RichText.assemble(line[:indent], begun, line[indent:], ended)


def _segments(console: Console, text: RichText | str) -> Iterable[Segment]:
    """Returns the segments of a text, in its styles if it has styles."""
    if isinstance(text, str):
        return (Segment(text),)
    return (
        text.render(console)
        if text.spans
        else (Segment(text.plain, console.get_style(text.style)),)
    )
