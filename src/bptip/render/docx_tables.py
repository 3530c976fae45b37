"""Tables in Word: what stands in which cell, and how wide the columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bptip import words
from bptip.render import theme
from bptip.render.columns import GAP
from bptip.render.docx_grid import Grid
from bptip.render.docx_lines import NO_BREAK, SMALL, add, ground
from bptip.render.docx_style import CELL, CELL_HEADING, CELL_STRUCK
from bptip.render.paper import widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

    from bptip.document import Line, Row, Span, Table, Timeline
    from bptip.render.docx_lines import Lines

INDENT: Final = 170
"""How far a row stands in for each level, in twentieths of a point."""

TWIP: Final = 635
"""A twentieth of a point, in the units of a length."""

DRAWN: Final = 90
"""The width of a timeline, in blanks."""


class Sheet:
    """Writes tables into a Word file, on pages `length` wide, which hold `width` characters."""

    def __init__(self, word: WordDocument, lines: Lines, length: int, width: int) -> None:
        self.word = word
        self.lines = lines
        self.width = width
        self.twips = length / TWIP / (width + GAP)

    def table(self, block: Table, name: str) -> None:
        """A table with its head, under the name of the heading that it stands under."""
        columns = widths(block, self.width)
        grid = self._grid([columns[n] for n in range(len(block.columns))], name, head=True)
        grid.add_row(head=True)
        for column in block.columns:
            grid.add_cell(theme.TINT if block.titled else None)
            add(grid.paragraph(CELL_HEADING, column.align), column.title)
        for row in block.rows:
            self._row(grid, block, row)

    def facts(self, facts: Sequence[tuple[str, Sequence[Line]]], name: str) -> None:
        """Labels to the left, what there is to say to the right."""
        longest = max((len(label) for label, _ in facts), default=0)
        label_width = min(self.width // 4, longest + GAP)
        grid = self._grid([label_width, self.width - label_width - GAP], name, ruled=False)
        for label, told in facts:
            grid.add_row()
            grid.add_cell()
            add(grid.paragraph(CELL_HEADING), label)
            grid.add_cell()
            for line in told or ((),):
                self.lines.write(grid.paragraph(CELL), line)

    def timeline(self, block: Timeline, name: str) -> None:
        """The stretches: what, drawn, in words; at the head, the period that is drawn."""
        drawn = self.width * 2 // 5
        label = min(self.width // 4, max((len(each.label) for each in block.spans), default=1))
        grid = self._grid([label, drawn, self.width - label - drawn - 2 * GAP], name, head=True)
        grid.add_row(head=True)
        for told in ("", words.period(block.start, block.end), ""):
            grid.add_cell()
            add(grid.paragraph(CELL_HEADING), told)
        for span in block.spans:
            grid.add_row()
            grid.add_cell()
            add(grid.paragraph(CELL_HEADING), span.label)
            grid.add_cell()
            _stretch(grid.paragraph(CELL), block, span)
            grid.add_cell()
            told = words.stretch(span.start, span.end, span.status, span.mark)
            add(grid.paragraph(CELL), told)

    def _grid(
        self, columns: Sequence[int], name: str, *, head: bool = False, ruled: bool = True
    ) -> Grid:
        """An empty table with the widths of its columns in characters."""
        twips = [round((each + GAP) * self.twips) for each in columns]
        return Grid(self.word, twips, name, head=head, ruled=ruled)

    def _row(self, grid: Grid, block: Table, row: Row) -> None:
        style = CELL_STRUCK if row.struck else CELL_HEADING if row.heading else CELL
        grid.add_row()
        for place, column in enumerate(block.columns):
            grid.add_cell(theme.TINT if row.heading else None)
            indent = 0 if place else row.level * INDENT
            self.lines.write(grid.paragraph(style, column.align, indent), row.cells[place])


def _stretch(paragraph: Paragraph, block: Timeline, span: Span) -> None:
    """A stretch of time as blanks, some of them on the ground of its status."""
    days = max(1, (block.end - block.start).days)
    ends = sorted((each - block.start).days / days for each in (span.start, span.end))
    first, last = (round(DRAWN * min(1.0, max(0.0, each))) for each in ends)
    first = min(first, DRAWN - 1)
    paragraph.add_run(NO_BREAK * first).font.size = SMALL
    ground(paragraph, span.status, max(1, last - first))
