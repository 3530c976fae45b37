"""The room of a sheet of paper, estimated: how many lines the blocks of a first page take.

Nothing is measured: pages know no letters. Heights are those of the styles of a Word file, in lines
of a list (12.8 points); lengths were tuned on the Word files (LibreOffice, Carlito) and the printed
web pages (Chromium) of nine plans, of 1 to 20 objectives. Web pages have four more lines of room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Final

from bptip.pages import document as doc
from bptip.plan.vocabulary import SEGMENT

PAGE_LINES: Final = 61.3
"""Room of a portrait A4 page (lines of a list): 57.8, and the excess of the other estimates."""

LINE_LENGTH: Final = 95
"""Length of a line (characters).

Tuned on the Word file of the example workspace, whose lines have 92 to 101 characters.
"""

HEADING_LINES: Final = 2.75
"""Height of a heading with the space around it (lines)."""

TITLE_LINES: Final = 1.9
ASIDE_LINES: Final = 1.6
"""Height of a line of the page's title, and of the line below it (lines)."""

TITLE_LENGTH: Final = 58
"""Length of a line of the page's title (characters)."""

BAR_LENGTH: Final = 20
"""Width of a bar in a table (characters)."""

SHARE: Final = 0.4
"""Power of a text's length by which its share of a table's width grows."""

TABLE_LENGTH: Final = 109
GAP: Final = 2
"""Width of a table, and of the gap between two of its columns (characters)."""

SPACE: Final = 0.5
"""Height of the space below a block (lines)."""

PARAGRAPH_LENGTH: Final = 110
"""Length of a line of a paragraph, which has no indent (characters)."""

PARAGRAPH_LINES: Final = 1.1
"""Height of a line of a paragraph (lines of a list)."""

ROW_LINES: Final = 0.86
ROW_SPACE: Final = 0.27
FIGURE_SPACE: Final = 0.6
"""Height of a line in a table, of the space of a row, and of that of large figures (lines)."""

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


def height(block: doc.Block) -> float:
    """Returns the height of a block on paper, with the space around it (lines)."""
    match block:
        case doc.Heading(line, level, aside):
            title = TITLE_LINES * ceil(length(line) / TITLE_LENGTH)
            below = ASIDE_LINES * text_lines(aside) if aside else SPACE
            return title + below if level == 1 else HEADING_LINES
        case doc.Remark():
            return 0
        case doc.Paragraph(lines):
            rows = sum(ceil(length(line) / PARAGRAPH_LENGTH) for line in lines)
            return PARAGRAPH_LINES * rows + SPACE
        case doc.Table():
            return _table_height(block)
        case _:
            return lines_of(block) + SPACE


def _table_height(table: doc.Table) -> float:
    """Returns the height of a table: each row has the lines of its longest cell."""
    widths = _widths(table)
    titles = tuple(doc.plain(column.title) for column in table.columns)
    figures = sum(FIGURE_SPACE for row in table.rows if any(map(_has_figure, row.cells)))
    rows = (_row_height(cells, widths) for cells in (titles, *(row.cells for row in table.rows)))
    return sum(rows) + figures + SPACE + _legend_height(table)


def _has_figure(cell: doc.Line) -> bool:
    return any(isinstance(part, doc.Text) and part.role is doc.Role.FIGURE for part in cell)


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

    A text's share grows more slowly than its length, so that a long text does not take all. The
    room that a shorter text does not need goes to the longer texts.
    """
    widths = [max(1.0, *map(length, column)) for column in _columns(table)]
    texts = [p for p, each in enumerate(table.columns) if each.wrapping and not each.visual]
    fixed = sum(width for place, width in enumerate(widths) if place not in texts)
    room = max(float(BAR_LENGTH), TABLE_LENGTH - fixed - GAP * (len(widths) - 1))
    shares = {place: widths[place] ** SHARE for place in texts}
    for place in sorted(texts, key=widths.__getitem__):
        widths[place] = max(1.0, min(widths[place], room * shares[place] / sum(shares.values())))
        room -= widths[place]
        del shares[place]
    return widths


def _columns(table: doc.Table) -> Iterator[tuple[doc.Line, ...]]:
    """Yields the cells of each column; of a text's title, which may wrap, the longest word."""
    for place, column in enumerate(table.columns):
        words = column.title.split() if column.wrapping else [column.title]
        title = doc.plain(max(words, key=len, default=""))
        yield (title, *(row.cells[place] for row in table.rows))
