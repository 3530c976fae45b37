"""The room of a sheet of paper, estimated: how many lines the blocks of a first page take.

Nothing is measured: pages know no letters. The numbers were tuned on the Word files (LibreOffice,
Carlito) and the printed web pages (Chromium) of four plans, of 5 to 20 objectives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, sqrt
from typing import Final

from bptip.pages import document as doc
from bptip.plan.vocabulary import SEGMENT

PAGE_LINES: Final = 61.5
"""Room of an upright A4 page (lines of a list)."""

LINE_LENGTH: Final = 95
"""Length of a line (characters).

Tuned on the Word file of the example workspace, whose lines have 92 to 101 characters.
"""

HEADING_LINES: Final = 2.5
"""Height of a heading with the space above it (lines)."""

TITLE_LENGTH: Final = 58
"""Length of a line of the page's title (characters)."""

BAR_LENGTH: Final = 20
"""Width of a bar in a table (characters)."""

TABLE_LENGTH: Final = 114
GAP: Final = 2
"""Width of a table, and of the gap between two of its columns (characters)."""

SPACE: Final = 0.6
"""Height of the space below a block (lines)."""

ROW_LINES: Final = 0.86
ROW_SPACE: Final = 0.22
"""Height of a line in a table, and of the space of a row (lines)."""

SWATCH_LENGTH: Final = 6
"""Width of a status in the legend below bars, with the gap to the next one (characters)."""


def lines_of(block: doc.Block) -> int:
    """Returns the number of lines of text that a block takes."""
    match block:
        case doc.Paragraph(lines):
            return sum(map(text_lines, filter(None, lines)))
        case doc.Bullets(items):
            return sum(map(text_lines, items))
        case doc.Table(rows=rows):
            return 1 + len(rows)
        case doc.Example(text):
            return text.count("\n") + 1
        case _:
            return 1


def text_lines(line: doc.Line) -> int:
    """Returns the number of lines that a text takes."""
    return max(1, ceil(length(line) / LINE_LENGTH))


def length(line: Iterable[doc.Inline]) -> int:
    """Returns the length of a line (characters)."""
    return sum(map(_part_length, line))


def _part_length(part: doc.Inline) -> int:
    match part:
        case doc.Link(address):
            return len(part.text or address)
        case doc.Text(text) | doc.StatusMark(_, text) | doc.OutlookMark(_, text):
            return len(text)
        case doc.Bar():
            return BAR_LENGTH
        case _:
            return len("[10]")


def heights(blocks: Iterable[doc.Block]) -> float:
    """Returns the height of blocks on paper (lines)."""
    return sum(map(height, blocks))


def height(block: doc.Block) -> float:
    """Returns the height of a block on paper, with the space around it (lines)."""
    match block:
        case doc.Heading(line, level, aside):
            rows = ceil(length(line) / TITLE_LENGTH) if level == 1 else 1
            return HEADING_LINES * rows + (1.4 * text_lines(aside) if aside else 0)
        case doc.Remark():
            return 0
        case doc.Table():
            return _table_height(block)
        case _:
            return lines_of(block) + SPACE


def _table_height(table: doc.Table) -> float:
    """Returns the height of a table: each row has the lines of its longest cell."""
    widths = _widths(table)
    titles = tuple(doc.plain(column.title) for column in table.columns)
    rows = (_row_height(cells, widths) for cells in (titles, *(row.cells for row in table.rows)))
    return sum(rows) + SPACE + _legend_height(table)


def _legend_height(table: doc.Table) -> float:
    """Returns the height of the legend below a table with bars; 0 without any."""
    segments = {
        segment
        for row in table.rows
        for cell in row.cells
        for bar in cell
        if isinstance(bar, doc.Bar)
        for segment, count in bar.counts.items()
        if count
    }
    lines = ceil(sum(len(SEGMENT[each]) + SWATCH_LENGTH for each in segments) / LINE_LENGTH)
    return lines * ROW_LINES + SPACE if lines else 0


def _row_height(cells: Sequence[doc.Line], widths: Sequence[float]) -> float:
    lines = max(ceil(length(cell) / (width + 1)) for cell, width in zip(cells, widths, strict=True))
    return ROW_LINES * max(1, lines) + ROW_SPACE


def _widths(table: doc.Table) -> list[float]:
    """Returns the widths of the columns: texts share what figures and bars leave.

    A text's share grows with the root of its length, so that a long one does not take all.
    """
    natural = [max(map(length, column)) for column in _columns(table)]
    is_text = [column.wrapping and not column.visual for column in table.columns]
    fixed = sum(width for width, wraps in zip(natural, is_text, strict=True) if not wraps)
    room = max(float(BAR_LENGTH), TABLE_LENGTH - fixed - GAP * (len(natural) - 1))
    roots = sum(sqrt(width) for width, wraps in zip(natural, is_text, strict=True) if wraps)
    return [
        max(1.0, min(width, room * sqrt(width) / roots) if wraps else width)
        for width, wraps in zip(natural, is_text, strict=True)
    ]


def _columns(table: doc.Table) -> Iterator[tuple[doc.Line, ...]]:
    """Yields the cells of each column; of a text's title, which may wrap, the longest word."""
    for place, column in enumerate(table.columns):
        words = column.title.split() if column.wrapping else [column.title]
        title = doc.plain(max(words, key=len, default=""))
        yield (title, *(row.cells[place] for row in table.rows))
