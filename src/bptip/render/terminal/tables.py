"""Tables on a terminal: cells in columns, or stacked where the screen is too narrow for columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat, zip_longest
from typing import Final

from rich.console import RenderableType
from rich.text import Text as RichText

from bptip.pages import document as doc
from bptip.plan import vocabulary
from bptip.render import theme
from bptip.render.layout.bars import segments_in_bars
from bptip.render.layout.canvas import PIPED_WIDTH
from bptip.render.layout.columns import (
    COLUMN_GAP,
    NARROW,
    MeasuredColumn,
    column_widths,
    is_too_narrow,
    shown_columns,
)
from bptip.render.terminal.breaking import width_of, wrapped_lines
from bptip.render.terminal.grid import Grid, GridColumn
from bptip.render.terminal.lines import LineDrawer
from bptip.render.visible import PLACE_TO_BREAK

LETTERS_IN_CELL: Final = 3
"""Maximum number of code points of one character on a screen, in common scripts."""


def draw_table(table: doc.Table, lines: LineDrawer) -> Iterator[RenderableType]:
    """Yields the lines of a table, and the notes below it."""
    drawer, width = _drawer(table, lines), lines.canvas.width
    if drawer.has_rows_below():
        yield from drawer.above_and_below()
    elif is_too_narrow(drawer.measured, width):
        yield from drawer.stacked()
        yield from drawer.struck_note()
    else:
        yield from drawer.in_columns()
        yield from drawer.struck_note()
        yield from drawer.hidden_note()
    if table.more:
        yield Grid([GridColumn(width)], [[lines.line(table.more)]], gap=0)


def hidden_titles(table: doc.Table, lines: LineDrawer) -> list[str]:
    """Returns the titles of hidden columns; none if the rows are stacked."""
    drawer = _drawer(table, lines)
    return [] if is_too_narrow(drawer.measured, lines.canvas.width) else drawer.hidden_titles


def _drawer(table: doc.Table, lines: LineDrawer) -> _TableDrawer:
    """Returns the drawer of a table, with short words if they may be used and the page is tight."""
    drawer = _TableDrawer(table, lines)
    shorter = short_cells(table) if lines.may_be_cut and drawer.is_tight else table
    return drawer if shorter == table else _TableDrawer(shorter, lines)


def short_cells(table: doc.Table) -> doc.Table:
    """Returns a table with the short words of each status and outlook that has short words."""
    rows = (
        row._replace(cells=tuple(tuple(map(_short, cell)) for cell in row.cells))
        for row in table.rows
    )
    return table._replace(rows=tuple(rows))


def _short(part: doc.Inline) -> doc.Inline:
    """Returns a part of a line, with its short words if it has them."""
    if isinstance(part, doc.StatusMark | doc.OutlookMark) and part.short is not None:
        return part._replace(text=part.short, short=None)
    return part


class _TableDrawer:
    """Draws one table; `place` is the position of a column, from 0."""

    def __init__(self, table: doc.Table, lines: LineDrawer) -> None:
        self.table = table
        self.lines = lines
        self.canvas = lines.canvas
        places = range(len(table.columns))
        self.cells = [[self._cell(row, place) for place in places] for row in table.rows]
        self.measured = [self._measured(place) for place in places]

    @property
    def hidden_titles(self) -> list[str]:
        """The titles of hidden columns, except columns that only draw."""
        return [column.title for column in self.hidden if not column.visual]

    @property
    def is_tight(self) -> bool:
        """True if a column is hidden, or a column wraps its statuses or outlooks."""
        if self.hidden:
            return True
        widths = column_widths(self.measured, self.canvas.width)
        return any(
            width < self.measured[place].natural and self._has_short_words(place)
            for place, width in widths.items()
        )

    def _has_short_words(self, place: int) -> bool:
        """True if a cell of a column has short words for a narrow screen."""
        cells = (row.cells[place] for row in self.table.rows)
        return any(_short(part) is not part for cell in cells for part in cell)

    @property
    def hidden(self) -> Sequence[doc.Column]:
        """The columns for which the page is too narrow."""
        shown = {column.place for column in shown_columns(self.measured, self.canvas.width)}
        return [each for place, each in enumerate(self.table.columns) if place not in shown]

    def _cell(self, row: doc.Row, place: int) -> RichText:
        """Returns a cell on one line, in the style of its row."""
        cell = self.lines.line(row.cells[place])
        if "\n" in cell.plain:
            cell.plain = cell.plain.replace("\n", " ")
        if row.heading:
            cell.stylize("bold")
        if row.struck:
            cell = self._struck(cell, place)
        is_indented = row.level and place == 0
        return RichText("  " * row.level).append_text(cell) if is_indented else cell

    def _struck(self, cell: RichText, place: int) -> RichText:
        """Returns a cell of a struck row; without styles, the first cell of the row gets marks."""
        cell.stylize("strike")
        before, after = theme.ASCII_MARKS[doc.Role.REMOVED]
        has_marks = place == 0 and not self.canvas.colour
        return RichText(f"{before}{cell.plain}{after}") if has_marks else cell

    def _measured(self, place: int) -> MeasuredColumn:
        """Returns a column with the widths of its cells and its title."""
        column = self.table.columns[place]
        title = [self.lines.isolated(column.title)] if self.table.titled else []
        texts = [*title, *(row[place].plain for row in self.cells if row[place])]
        natural = max(map(width_of, texts), default=0)
        word = max(map(_longest_word, texts), default=0)
        return MeasuredColumn(place, column, max(1, natural), word)

    def in_columns(self) -> Iterator[RenderableType]:
        """Yields the rows, each cell below the title of its column."""
        widths = column_widths(self.measured, self.canvas.width)
        columns = [self._grid_column(place, width) for place, width in widths.items()]
        rows = (
            [self._clamped(row[place], place, width) for place, width in widths.items()]
            for row in self.cells
        )
        yield from self._head(widths, columns)
        yield Grid(columns, rows, COLUMN_GAP)
        yield from self._bar_legend(widths)

    def has_rows_below(self) -> bool:
        """True if columns go below the others, since the page is too narrow for one line a row."""
        is_narrow = self.canvas.width < PIPED_WIDTH
        needed = sum(each.natural + COLUMN_GAP for each in self.measured) - COLUMN_GAP
        has_below = {column.below for column in self.table.columns} == {True, False}
        return has_below and is_narrow and needed > self.canvas.width

    def above_and_below(self) -> Iterator[RenderableType]:
        """Yields each row: its first columns, and below them the cells of the `below` columns."""
        above = [each for each in self.measured if not each.column.below]
        below = [each for each in self.measured if each.column.below]
        widths = column_widths(above, self.canvas.width)
        if is_too_narrow(above, self.canvas.width) or not widths:
            yield from self.stacked()
            return
        columns = [self._grid_column(place, width) for place, width in widths.items()]
        indent = next(iter(widths.values()))
        rest = self.canvas.width - indent - COLUMN_GAP
        yield from self._head(widths, columns)
        for row in self.cells:
            cells = [self._clamped(row[place], place, width) for place, width in widths.items()]
            yield Grid(columns, [cells], COLUMN_GAP)
            texts = [each.place for each in below if row[each.place].plain.strip()]
            titled = [self._titled(place, row[place]) for place in texts]
            lines = map(self._clamped, titled, texts, repeat(rest))
            beside = [GridColumn(indent), GridColumn(rest)]
            yield Grid(beside, [[RichText(), line] for line in lines], COLUMN_GAP)

    def stacked(self) -> Iterator[RenderableType]:
        """Yields the rows with their cells stacked.

        The second cell is beside the first if the first is short. Each cell below begins with the
        title of its column.
        """
        first, *others = range(len(self.table.columns))
        width = self.measured[first].natural
        is_beside = not self.table.columns[first].wrapping and width <= self.canvas.width // 2
        width = width if is_beside else 0
        whole = [GridColumn(self.canvas.width)]
        columns = [
            self._grid_column(first, width),
            GridColumn(self.canvas.width - width - COLUMN_GAP),
        ]
        titled = others[1:] if is_beside else others
        heads = [first, *others[:1]] if is_beside else [first]
        yield from self._head(heads, columns if is_beside else whole)
        for row in self.cells:
            cells = {place: row[place] for place in others if row[place].plain.strip()}
            cells |= {n: self._titled(n, cell) for n, cell in cells.items() if n in titled}
            lines = [self._clamped(cells[place], place, columns[1].width) for place in cells]
            if not is_beside:
                yield Grid(whole, [[row[first]]], COLUMN_GAP)
            beside = [row[first]] if is_beside else []
            yield Grid(columns, zip_longest(beside, lines, fillvalue=RichText()), COLUMN_GAP)
        yield from self._bar_legend(others)

    def _titled(self, place: int, cell: RichText) -> RichText:
        """Returns a stacked cell after the title of its column."""
        if not self.table.titled:
            return cell
        title = self.lines.isolated(self.table.columns[place].title)
        return RichText(f"{title}: ") + cell

    def _grid_column(self, place: int, width: int) -> GridColumn:
        """Returns a column of the grid."""
        return GridColumn(width, right=self.table.columns[place].align is doc.Align.RIGHT)

    def _head(
        self, places: Iterable[int], columns: Sequence[GridColumn]
    ) -> Iterator[RenderableType]:
        """Yields the titles of the shown columns, and the line below them."""
        if self.table.titled:
            titles = [self.lines.isolated(self.table.columns[place].title) for place in places]
            yield Grid(columns, [list(map(RichText, titles))], COLUMN_GAP)
            whole = sum(column.width for column in columns) + COLUMN_GAP * (len(columns) - 1)
            yield RichText(self.lines.fit("─") * whole)

    def _clamped(self, cell: RichText, place: int, width: int) -> RichText:
        """Returns the cell in the lines that its column allows, cut between words with "…"."""
        column = self.table.columns[place]
        narrow_lines = self.canvas.width < NARROW and column.narrow_lines
        most = narrow_lines or column.lines
        if not most or width_of(cell.plain) <= width:
            return cell
        # Text far beyond the lines allowed is dropped first: wrapping it would be wasted work.
        start = cell[: LETTERS_IN_CELL * (most + 1) * width]
        lines = wrapped_lines(start, width)
        if len(lines) <= most and len(start) == len(cell):
            return cell
        *kept, last = lines[:most]
        last.rstrip()
        if width_of(last.plain) == width:
            last = wrapped_lines(last, max(1, width - 1))[0]
            last.rstrip()
        last.append(self.lines.fit("…"))
        return RichText("\n").join([*kept, last])

    def _bar_legend(self, places: Iterable[int]) -> Iterator[RichText]:
        """Yields the signs in the table's bars with their words, if a column of bars is shown."""
        has_bars = any(self.table.columns[place].visual for place in places)
        if not has_bars or not self.table.has_legend:
            return
        legend, width = RichText(), 0
        for segment in segments_in_bars(self.table):
            sign = theme.BAR_SIGNS[segment]
            entry = RichText().append(sign.on(self.canvas), style=theme.on_terminal(sign.style))
            entry.append(f" {vocabulary.SEGMENT[segment]}")
            gap = "  " if width else ""
            if width and width + len(gap) + entry.cell_len > self.canvas.width:
                gap, width = "\n", 0
            legend.append(gap).append_text(entry)
            width += len(gap) + entry.cell_len
        if legend:
            yield legend

    def struck_note(self) -> Iterator[RichText]:
        """Yields the line that explains the marks of struck rows, if the table has struck rows."""
        if not self.canvas.colour and any(row.struck for row in self.table.rows):
            marks = " ".join(theme.ASCII_MARKS[doc.Role.REMOVED])
            yield RichText(f"{marks} {vocabulary.STRUCK}")

    def hidden_note(self) -> Iterator[RichText]:
        """Yields the line that names the hidden columns, except columns that only draw."""
        titles = self.hidden_titles
        if self.table.titled and titles and self.table.has_hidden_note:
            note = vocabulary.NO_ROOM.format(vocabulary.listing(titles))
            yield RichText(self.lines.fit(note))


def _longest_word(text: str) -> int:
    """Returns the width of the longest word; the blanks at the start belong to the first word."""
    indent = len(text) - len(text.lstrip(" "))
    words = text.replace(PLACE_TO_BREAK, " ").split()
    return indent + max(map(len if text.isascii() else width_of, words), default=0)
