"""A page on a screen that is too short for it: which rows stay, and how long their texts may be.

The steps, in order; the first page that fits is shown:

1. Every row, with the texts of the lists on fewer lines.
2. Fewer rows in the lists, the least important list first, each down to its minimum; then the
   titles in the other tables on two lines, then on one.
3. Lists left out with their headings, the least important first, then the legends. The foot says
   what is hidden, and no longer where the plans are.
4. Title and notice on one line each.

A page that does not fit even then is shown whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages import document as doc
from bptip.plan import vocabulary
from bptip.render.terminal.breaking import break_places, width_of
from bptip.render.terminal.tables import hidden_titles

if TYPE_CHECKING:
    from bptip.render.terminal.lines import LineDrawer

Height = Callable[[doc.Document], int]
"""A function that returns the number of lines of a page."""

TITLE_LINES: Final = (0, 2, 1)
"""Maximum numbers of lines of a text in a table whose rows all stay; 0 for any number."""

LIST_LINES: Final = (3, 2, 1)
"""Maximum numbers of lines of a text in a list."""

SHORTEST_TITLE: Final = 20
"""Minimum width of the plan's title where it is cut (characters)."""

SPARE_LINES: Final = 1
"""Number of lines that the foot may save, where it names fewer lists than all."""

HEAD_OF_LIST: Final = 2
"""Number of lines before a list: a blank one and its heading."""


class _List(NamedTuple):
    """A list that may be cut: its place among the page's blocks, its rows, the lines of a row."""

    place: int
    total: int
    least: int
    lines_of_row: int

    def height(self, rows: int) -> int:
        """Returns the number of lines of the list with some of its rows."""
        if not rows:
            return 0
        return HEAD_OF_LIST + rows * self.lines_of_row + (rows < self.total)


MEASURED_ROWS: Final = 3
"""Maximum number of rows of a list that are drawn to learn how many lines a row needs."""


def fitted_page(document: doc.Document, lines: LineDrawer, height: Height) -> doc.Document:
    """Returns the page, cut to the height of the canvas if it is longer and can be cut so far."""
    least = sum(map(_least_lines, document.blocks))
    most = lines.canvas.height or 0
    if least <= most and height(document) <= most:
        return document
    return _Fitting(document, lines, height).page()


def _least_lines(block: doc.Block) -> int:
    """Returns the number of lines that a block has at least; a table has a gap around it."""
    return 1 + len(block.rows) + 2 * block.titled if isinstance(block, doc.Table) else 1


class _Fitting:
    """A page that is fitted on a canvas; a number of rows is given for each list, in order."""

    def __init__(self, document: doc.Document, lines: LineDrawer, height: Height) -> None:
        self.document = document
        self.canvas = lines.canvas
        self.height = height
        self.lists = [
            self._measured(place, block)
            for place, block in enumerate(document.blocks)
            if isinstance(block, doc.Table) and block.least is not None
        ]
        self.no_rows = [0 for _ in self.lists]
        self.hidden_columns = [
            title
            for block in document.blocks
            if isinstance(block, doc.Table) and block.titled
            for title in hidden_titles(block, lines)
        ]

    def page(self) -> doc.Document:
        """Returns the first page that fits."""
        return next(filter(self._fits, self._pages()), self.document)

    def _pages(self) -> Iterator[doc.Document]:
        """Yields the pages to try, in the order of the steps."""
        # 1. Every row, with the texts of the lists on fewer lines.
        every_row = [each.total for each in self.lists]
        if self._height(every_row) <= self._room(self._cut(self.no_rows)):
            for lines in LIST_LINES:
                yield self._cut(every_row, lines_of_list=lines)
        # 2. Fewer rows in the lists, then shorter titles.
        for lines in TITLE_LINES:
            rows = self._rows_within(self._room(self._cut(self.no_rows, lines_of_title=lines)))
            if rows is not None:
                yield self._cut(rows, lines_of_title=lines)
        # 3. Lists left out; then the legends, if no list is left.
        for has_legend in (True, False):
            room = self._room(self._with_lists(self.no_rows, has_legend=has_legend))
            for spare in range(SPARE_LINES, -1, -1):
                rows = self._lists_within(room + spare)
                if rows and rows[0]:
                    yield self._with_lists(rows, has_legend=has_legend)
        # 4. The head and the rows that stay, without any list.
        yield self._with_lists(self.no_rows)
        yield self._with_lists(self.no_rows, has_legend=False)
        yield self._bare()

    def _room(self, page: doc.Document) -> int:
        """Returns the number of lines that a page leaves free; negative if it is too long."""
        return (self.canvas.height or 0) - self.height(page)

    def _fits(self, page: doc.Document) -> bool:
        return self._room(page) >= 0

    def _measured(self, place: int, table: doc.Table) -> _List:
        """Returns a list with the number of lines that each of its rows needs at least."""
        first = _shortened(table, 1)._replace(rows=table.rows[:MEASURED_ROWS])
        lines = ceil(self.height(doc.Document((first,))) / max(1, len(first.rows)))
        total = len(table.rows)
        return _List(place, total, min(total, table.least or 0), lines)

    def _rows_within(self, room: int) -> list[int] | None:
        """Returns the rows of each list with which all fit; None if their minimums do not."""
        rows = [each.total for each in self.lists]
        for number in reversed(range(len(rows))):
            while self._height(rows) > room and rows[number] > self.lists[number].least:
                rows[number] -= 1
        return rows if self._height(rows) <= room else None

    def _lists_within(self, room: int) -> list[int]:
        """Returns the rows of each list, where the least important lists may be left out.

        Each list in turn gets its minimum, or as many rows as fit; then the rest is shared out.
        """
        rows = list(self.no_rows)
        for number, measured in enumerate(self.lists):
            rows[number] = self._most(rows, number, measured.least, room)
        for number, measured in enumerate(self.lists):
            if rows[number]:
                rows[number] = self._most(rows, number, measured.total, room)
        return rows

    def _most(self, rows: Sequence[int], number: int, maximum: int, room: int) -> int:
        """Returns how many rows a list can have beside the others, up to a maximum."""
        for more in range(maximum, 0, -1):
            if self._height([*rows[:number], more, *rows[number + 1 :]]) <= room:
                return more
        return 0

    def _height(self, rows: Sequence[int]) -> int:
        """Returns the number of lines of the lists with some of their rows."""
        return sum(each.height(number) for each, number in zip(self.lists, rows, strict=True))

    def _cut(
        self, rows: Sequence[int], *, lines_of_title: int = 0, lines_of_list: int = 1
    ) -> doc.Document:
        """Returns the page with some rows of each list, and texts of a number of lines."""
        shown = {each.place: number for each, number in zip(self.lists, rows, strict=True)}
        blocks: list[doc.Block] = []
        for place, block in enumerate(self.document.blocks):
            if not isinstance(block, doc.Table):
                blocks += [block] if shown.get(place + 1, 1) else []
            elif place not in shown:
                blocks.append(_shortened(block, lines_of_title))
            elif shown[place]:
                blocks.append(self._first_rows(block, shown[place], lines_of_list))
        return self.document._replace(blocks=tuple(blocks))

    def _first_rows(self, table: doc.Table, rows: int, lines: int) -> doc.Table:
        """Returns the first rows of a list, and the number of the others with what shows them."""
        more = len(table.rows) - rows
        note = (doc.Text(f"… {more} more: "), *self.document.whole) if more else ()
        return _shortened(table, lines)._replace(rows=table.rows[:rows], more=note)

    def _with_lists(self, rows: Sequence[int], *, has_legend: bool = True) -> doc.Document:
        """Returns the page with some lists only; its foot names the others, and hidden columns."""
        cut = self._cut(rows, lines_of_title=1)
        blocks = (
            block._replace(has_legend=has_legend, has_hidden_note=False)
            if isinstance(block, doc.Table)
            else block
            for block in cut.blocks
        )
        left_out = [each for each, number in zip(self.lists, rows, strict=True) if not number]
        headings = [self.document.blocks[each.place - 1] for each in left_out]
        lists = [_words(each.line) for each in headings if isinstance(each, doc.Heading)]
        hidden = vocabulary.NO_LINES.format(vocabulary.listing([*self.hidden_columns, *lists]))
        foot = self._foot((doc.Text(hidden), *self.document.whole))
        return cut._replace(blocks=tuple(blocks), foot=foot)

    def _foot(self, line: doc.Line) -> doc.Line:
        """Returns a foot with what it must say: of the page's own foot the warnings alone."""
        warnings = [
            part
            for part in self.document.foot
            if isinstance(part, doc.Text) and part.role is doc.Role.WARNING
        ]
        return doc.joined([line, *((each,) for each in warnings)])

    def _bare(self) -> doc.Document:
        """Returns the head of the page, on few lines, and the rows that stay."""
        cut = self._with_lists(self.no_rows, has_legend=False)
        foot = self._foot((doc.Text(vocabulary.MORE), *self.document.whole))
        return cut._replace(blocks=tuple(map(self._short_block, cut.blocks)), foot=foot)

    def _short_block(self, block: doc.Block) -> doc.Block:
        """Returns a block of the head on as few lines as it needs."""
        match block:
            case doc.Heading(line, _, aside):
                room = max(SHORTEST_TITLE, self.canvas.width - width_of(f" · {_words(aside)}"))
                return block._replace(line=doc.plain(self._on_one_line(_words(line), room)))
            case doc.Notice(line):
                return doc.Notice(doc.plain(self._on_one_line(_words(line), self.canvas.width)))
            case doc.Paragraph(lines):
                return doc.paragraph(doc.joined(lines))
            case _:
                return block

    def _on_one_line(self, text: str, width: int) -> str:
        """Returns a text that is cut between words so that it fits within a width."""
        if width_of(text) <= width:
            return text
        end = next(break_places(text, max(1, width - 1)), len(text))
        return f"{text[:end].rstrip()}…"


def _shortened(table: doc.Table, lines: int) -> doc.Table:
    """Returns a table whose texts have a maximum number of lines; 0 for any number."""
    if not lines:
        return table
    columns = (
        column._replace(lines=min(column.lines or lines, lines)) if column.wrapping else column
        for column in table.columns
    )
    return table._replace(columns=tuple(columns))


def _words(line: doc.Line) -> str:
    """Returns the text of a line without its roles."""
    return "".join(part.text for part in line if isinstance(part, doc.Text))
