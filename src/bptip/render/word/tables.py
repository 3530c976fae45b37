"""Tables in Word: what stands in which cell, and how wide the columns are."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final, TypeVar

from bptip.pages.document import Align, plain
from bptip.plan import vocabulary
from bptip.render import theme
from bptip.render.layout.columns import COLUMN_GAP
from bptip.render.layout.letters import BOLD, printed
from bptip.render.layout.paper import paper_widths
from bptip.render.visible import on_one_line
from bptip.render.word.grid import Cell, WordTable
from bptip.render.word.lines import NO_BREAK, SMALL, Look, ground, paragraph, run
from bptip.render.word.style import CELL, CELL_HEADING, CELL_STRUCK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bptip.pages.document import Line, Row, Span, Table, Timeline
    from bptip.render.word.lines import Lines

Item = TypeVar("Item")

INDENT: Final = 170
"""How far a row stands in for each level, in twentieths of a point."""

TWIP: Final = 635
"""A twentieth of a point, in the units of a length."""

DRAWN: Final = 90
"""The width of a timeline, in blanks."""

DRAWN_WIDTH: Final = 40
"""The same in digits, where blanks are wide."""

KEPT: Final = 6
"""A table of no more rows than this stands on one page."""


class Sheet:
    """Writes tables, on pages `length` wide, which hold `width` digits of a table's text.

    `styles` are the ids of the styles, by their names.
    """

    def __init__(self, styles: Mapping[str, str], lines: Lines, length: int, width: int) -> None:
        self.styles = styles
        self.lines = lines
        self.width = width
        self.twips = length / TWIP / (width + COLUMN_GAP)

    def table(self, block: Table, name: str) -> str:
        """A table with its head, under the name of the heading that it stands under."""
        columns = paper_widths(block, self.width)
        grid = self._grid([columns[n] for n in range(len(block.columns))], name, head=True)
        ground = theme.TINT_COLOUR if block.titled else None
        grid.add_row(
            (Cell(self._head(each.title, each.align), ground) for each in block.columns), head=True
        )
        for row, keep in _kept(block.rows):
            grid.add_row(self._cells(block, row, keep=keep))
        return grid.whole()

    def facts(self, facts: Sequence[tuple[str, Sequence[Line]]], name: str) -> str:
        """Labels to the left, what there is to say to the right."""
        label_width = self._label_width(label for label, _ in facts)
        grid = self._grid([label_width, self.width - label_width - COLUMN_GAP], name, ruled=False)
        for (label, lines), keep in _kept(facts):
            told = "".join(self._text(line, keep=keep) for line in lines or ((),))
            grid.add_row((Cell(self._label(label, keep=keep)), Cell(told)))
        return grid.whole()

    def timeline(self, block: Timeline, name: str) -> str:
        """The stretches: what, drawn, in words; at the head, the period that is drawn."""
        told = [
            vocabulary.stretch(each.start, each.end, each.status, each.mark) for each in block.spans
        ]
        grid = self._grid(self._timeline_widths(block, told), name, head=True)
        titles = ("", vocabulary.period(block.start, block.end), "")
        grid.add_row((Cell(self._head(each)) for each in titles), head=True)
        for (span, stretch), keep in _kept(list(zip(block.spans, told, strict=True))):
            drawn = paragraph(self.styles[CELL], _stretch(block, span), keep=keep)
            label, beside = (self._text(plain(each), keep=keep) for each in (span.label, stretch))
            grid.add_row(map(Cell, (label, drawn, beside)))
        return grid.whole()

    def _timeline_widths(self, block: Timeline, told: Sequence[str]) -> tuple[int, int, int]:
        """What is told stands on one line, if that leaves a third of the room to the labels."""
        room = self.width - DRAWN_WIDTH - 2 * COLUMN_GAP
        label = ceil(max((printed(each.label) for each in block.spans), default=1))
        beside = ceil(max(map(printed, told), default=1))
        label = min(label, max(room - beside, room // 3))
        return label, DRAWN_WIDTH, room - label

    def _grid(
        self, columns: Sequence[int], name: str, *, head: bool = False, ruled: bool = True
    ) -> WordTable:
        """An empty table with the widths of its columns in digits."""
        twips = [round((each + COLUMN_GAP) * self.twips) for each in columns]
        return WordTable(twips, name, head=head, ruled=ruled)

    def _label_width(self, labels: Iterable[str]) -> int:
        """The width of a column of labels, which are bold."""
        return min(self.width // 3, ceil(BOLD * max(map(printed, labels), default=1)))

    def _head(self, title: str, align: Align = Align.LEFT) -> str:
        """The head of a column, on the page of what it stands above."""
        return paragraph(self.styles[CELL_HEADING], run(on_one_line(title)), align=align, keep=True)

    def _label(self, label: str, *, keep: bool) -> str:
        return paragraph(self.styles[CELL_HEADING], run(on_one_line(label)), keep=keep)

    def _text(self, line: Line, *, keep: bool) -> str:
        return paragraph(self.styles[CELL], self.lines.line(line), keep=keep)

    def _cells(self, block: Table, row: Row, *, keep: bool) -> Iterator[Cell]:
        style = CELL_STRUCK if row.struck else CELL_HEADING if row.heading else CELL
        for place, column in enumerate(block.columns):
            told = paragraph(
                self.styles[style],
                self.lines.line(row.cells[place]),
                align=column.align,
                indent=0 if place else row.level * INDENT,
                keep=keep or row.heading,
            )
            yield Cell(told, theme.TINT_COLOUR if row.heading else None)


def _kept(rows: Sequence[Item]) -> Iterator[tuple[Item, bool]]:
    """The rows of a table, each with whether it is kept on the page of the next.

    Those of a small table are; of others, the first and the last have another beside them.
    """
    small, last = len(rows) <= KEPT, len(rows)
    for number, row in enumerate(rows, 1):
        yield row, number < last and (small or number in (1, last - 1))


def _stretch(block: Timeline, span: Span) -> str:
    """A stretch of time as blanks, some of them on the ground of its status."""
    days = max(1, (block.end - block.start).days)
    ends = sorted((each - block.start).days / days for each in (span.start, span.end))
    first, last = (round(DRAWN * min(1.0, max(0.0, each))) for each in ends)
    first = min(first, DRAWN - 1)
    before = run(NO_BREAK * first, Look(size=SMALL))
    return before + ground(span.status, max(1, last - first))
