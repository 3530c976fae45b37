"""Tables in Word: the contents of their cells, and the widths of their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Final, TypeVar

from bptip.pages.document import Align, Line, Row, Span, Table, Timeline, plain
from bptip.plan import vocabulary
from bptip.render import theme
from bptip.render.layout.columns import COLUMN_GAP
from bptip.render.layout.letters import BOLD, printed
from bptip.render.layout.paper import paper_widths
from bptip.render.layout.plain_text import plain_text
from bptip.render.layout.printed_words import printed_words
from bptip.render.word.elements import Cell, paragraph, run, table, table_row
from bptip.render.word.lines import LineWriter
from bptip.render.word.pictures import SPAN_SIZE, span_picture
from bptip.render.word.styles import CELL, CELL_HEADING, CELL_STRUCK

AnyRow = TypeVar("AnyRow")

ROW_INDENT: Final = 170
"""Indent of a row for each level (twentieths of a point)."""

TIMELINE_WIDTH: Final = 30
"""Width of the drawing of a timeline (digits)."""

SMALL_TABLE: Final = 6
"""Maximum number of rows of a table that is never divided between pages."""

LONG_CELL: Final = 600
"""Minimum length of a text whose row may be divided between pages (characters).

It takes six lines where the text has a whole page's width.
"""


class TableWriter:
    """Writes tables for pages that hold `width` digits of a table's text.

    `text_width` is this width in twentieths of a point, and `digit` the width of one digit.
    """

    def __init__(self, lines: LineWriter, text_width: int, width: int) -> None:
        self.lines = lines
        self.width = width
        self.digit = text_width / (width + COLUMN_GAP)

    def table(self, block: Table, name: str) -> str:
        """Returns a table with its head, named after the heading above it."""
        widths = self._in_twips(paper_widths(block, self.width))
        background = theme.TINT_COLOUR if block.titled else None
        titles = (Cell(_head(each.title, each.align), background) for each in block.columns)
        self.lines.has_legend = True
        rows = [
            table_row(widths, self._cells(block, row, keep=keep), divided=_is_long(row))
            for row, keep in _kept(block.rows)
        ]
        self.lines.has_legend = False
        return table(name, widths, [table_row(widths, titles, head=True), *rows], head=True)

    def _cells(self, block: Table, row: Row, *, keep: bool) -> Iterator[Cell]:
        """Yields the cells of a row."""
        style = CELL_STRUCK if row.struck else CELL_HEADING if row.heading else CELL
        for place, column in enumerate(block.columns):
            text = paragraph(
                style,
                self.lines.line(row.cells[place]),
                align=column.align,
                indent=0 if place else row.level * ROW_INDENT,
                keep=keep or row.heading,
            )
            yield Cell(text, theme.TINT_COLOUR if row.heading else None)

    def facts(self, facts: Sequence[tuple[str, Sequence[Line]]], name: str) -> str:
        """Returns a table of facts: labels on the left, their lines on the right."""
        longest = ceil(BOLD * max((printed(label) for label, _ in facts), default=1))
        label_width = min(self.width // 3, longest)
        widths = self._in_twips([label_width, self.width - label_width - COLUMN_GAP])
        rows = (
            table_row(
                widths,
                (
                    Cell(paragraph(CELL_HEADING, run(printed_words(label)), keep=keep)),
                    Cell("".join(self._text(line, keep=keep) for line in lines or ((),))),
                ),
            )
            for (label, lines), keep in _kept(facts)
        )
        return table(name, widths, rows, ruled=False)

    def timeline(self, block: Timeline, name: str) -> str:
        """Returns a timeline: its period as head, and the label, drawing and words of each span."""
        words = [span.words for span in block.spans]
        widths = self._in_twips(self._timeline_widths(block, words))
        titles = ("", vocabulary.period(block.start, block.end), "")
        rows = (
            table_row(
                widths,
                (
                    Cell(self._text(plain(span.label), keep=keep)),
                    Cell(paragraph(CELL, self._drawing(block, span), keep=keep)),
                    Cell(self._text(plain(text), keep=keep)),
                ),
            )
            for (span, text), keep in _kept(list(zip(block.spans, words, strict=True)))
        )
        head = table_row(widths, (Cell(_head(title)) for title in titles), head=True)
        return table(name, widths, [head, *rows], head=True)

    def _drawing(self, block: Timeline, span: Span) -> str:
        """Returns the drawing of a span."""
        return self.lines.picture(span_picture(block, span), SPAN_SIZE, span.words)

    def _timeline_widths(self, block: Timeline, words: Sequence[str]) -> tuple[int, int, int]:
        """Returns the widths of a timeline's columns (digits).

        The words are on one line if this leaves half of the room for the labels.
        """
        room = self.width - TIMELINE_WIDTH - 2 * COLUMN_GAP
        label = ceil(max((printed(span.label) for span in block.spans), default=1))
        longest = ceil(max(map(printed, words), default=1))
        label = min(label, max(room - longest, room // 2))
        return label, TIMELINE_WIDTH, room - label

    def _in_twips(self, widths: Iterable[int]) -> list[int]:
        """Returns columns' widths in twentieths of a point, each with the gap to its right."""
        return [int((width + COLUMN_GAP) * self.digit) for width in widths]

    def _text(self, line: Line, *, keep: bool) -> str:
        """Returns a line as a paragraph of a cell."""
        return paragraph(CELL, self.lines.line(line), keep=keep)


def _is_long(row: Row) -> bool:
    """True if a row may be divided between pages."""
    return any(len(plain_text(cell)) >= LONG_CELL for cell in row.cells)


def _head(title: str, align: Align = Align.LEFT) -> str:
    """Returns the title of a column; it stays on the same page as the row below it."""
    return paragraph(CELL_HEADING, run(printed_words(title)), align=align, keep=True)


def _kept(rows: Sequence[AnyRow]) -> Iterator[tuple[AnyRow, bool]]:
    """Yields each row, with True if it must stay on the page of the next row.

    All rows of a small table stay together; in a longer table, the first and the last row are
    never alone.
    """
    is_small, last = len(rows) <= SMALL_TABLE, len(rows)
    for number, row in enumerate(rows, 1):
        yield row, number < last and (is_small or number in (1, last - 1))
