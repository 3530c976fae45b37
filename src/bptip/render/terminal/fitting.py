"""Fits a page to a screen that is too short for it: cuts rows of tables and lines of texts.

These steps are tried in order, and the first page that fits is shown:

1. Each list keeps every row but not the details below it, with its texts on fewer lines.
2. The lists have fewer rows, down to their minimums, with the least important list cut first;
   then the titles in the other tables have two lines, then one.
3. Lists are left out with their headings, the least important list first, and then the legends.
   The foot names what is hidden, instead of the place of the plans.
4. The title and the notice have one line each.
5. The page has only its first blocks; the last block may have only its first facts.

The lists are the tables that state a minimum number of rows. If no table states a minimum, all
tables are lists, and so are facts with a heading at the end of the page. If no step makes the page
fit, it has its head and the rows of the tables that are not lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import starmap
from typing import Final, NamedTuple

from bptip.pages import document as doc
from bptip.plan import vocabulary
from bptip.render.terminal.breaking import break_places, width_of
from bptip.render.terminal.lines import LineDrawer
from bptip.render.terminal.tables import hidden_titles

Height = Callable[[doc.Document], int]
"""A function that returns the number of lines of a page."""

TITLE_LINES: Final = (0, 2, 1)
"""Maximum lines of a text in a table that is not a list, as tried in order; 0 for any number."""

LIST_LINES: Final = (3, 2, 1)
"""Maximum lines of a text in a list, as tried in order."""

SHORTEST_TITLE: Final = 20
"""Minimum width to which the plan's title is cut (characters)."""

LEAST_BLOCKS: Final = 2
"""Minimum number of blocks of a page: its title and one other block."""

SPARE_LINES: Final = 1
"""Number of lines that the foot may save if it does not name every list."""

MORE_GAPS: Final = 1
"""Maximum number of blank lines that a page needs only because it has lists."""

LEAST_ROWS: Final = 1
"""Minimum number of rows of each table, on a page where no table states a minimum."""


DETAIL_LEVEL: Final = 2
"""Minimum level of a row that is only a detail of a row above."""


class _List(NamedTuple):
    """A list that may be cut: its place among the page's blocks, its heading, and its rows."""

    place: int
    block: doc.Table | doc.Facts
    heading: doc.Heading | None
    total: int
    least: int


def fitted_page(document: doc.Document, lines: LineDrawer, height: Height) -> doc.Document:
    """Returns the page; if it is longer than the canvas, it is cut as far as possible."""
    least = sum(map(_least_lines, document.blocks))
    most = lines.canvas.height or 0
    if least <= most and height(document) <= most:
        return document
    return _Fitting(document, lines, height).page()


def _least_lines(block: doc.Block) -> int:
    """Returns the minimum number of lines of a block; a table has gaps around it."""
    return 1 + len(block.rows) + 2 * block.titled if isinstance(block, doc.Table) else 1


class _Fitting:
    """A page that is fitted to a canvas; `rows` has the number of rows of each list, in order."""

    def __init__(self, document: doc.Document, lines: LineDrawer, height: Height) -> None:
        self.document = document
        self.lines = lines
        self.canvas = lines.canvas
        self.height = height
        self.lists = self._lists()
        self._heights: dict[tuple[int, int], int] = {}
        self.no_rows = [0 for _ in self.lists]

    def page(self) -> doc.Document:
        """Returns the first page that fits; if no page fits, the page without any list."""
        return next(filter(self._fits, self._pages()), None) or self._bare()

    def _pages(self) -> Iterator[doc.Document]:
        """Yields the pages to try, in the order of the steps."""
        # 1. Every row of the lists without its details, and with texts on fewer lines.
        every_row = [each.total for each in self.lists]
        if sum(every_row) <= (self.canvas.height or 0):
            for lines in LIST_LINES:
                yield self._cut(every_row, lines_of_list=lines)
        # 2. Fewer rows in the lists, then shorter titles.
        for lines in TITLE_LINES:
            room = self._room(self._cut(self.no_rows, lines_of_title=lines))
            for gaps in range(MORE_GAPS + 1):
                rows = self._rows_within(room - gaps)
                if rows is not None:
                    yield self._cut(rows, lines_of_title=lines)
        # 3. Lists left out; if no list is left, the legends too.
        for has_legend in (True, False):
            room = self._room(self._with_lists(self.no_rows, has_legend=has_legend))
            for spare in range(SPARE_LINES, -MORE_GAPS - 1, -1):
                rows = self._lists_within(room + spare)
                if rows and rows[0]:
                    yield self._with_lists(rows, has_legend=has_legend)
        # 4. The head and the other tables, without any list.
        yield self._with_lists(self.no_rows)
        yield self._with_lists(self.no_rows, has_legend=False)
        yield self._bare()
        # 5. The first blocks.
        yield from self._beginnings()

    def _beginnings(self) -> Iterator[doc.Document]:
        """Yields the page with ever fewer blocks; facts that come last are cut one by one first."""
        blocks = self.document.blocks
        for number in range(len(blocks) - 1, LEAST_BLOCKS, -1):
            facts = blocks[number]
            if isinstance(facts, doc.Facts):
                for most in range(len(facts.facts) - 1, 0, -1):
                    yield self._first_blocks(number, facts._replace(facts=facts.facts[:most]))
            yield self._first_blocks(number)

    def _room(self, page: doc.Document) -> int:
        """Returns the number of lines that a page leaves free; negative if the page is too long."""
        return (self.canvas.height or 0) - self.height(page)

    def _fits(self, page: doc.Document) -> bool:
        return self._room(page) >= 0

    def _lists(self) -> list[_List]:
        """Returns the lists of the page: the blocks whose rows may be left out."""
        blocks = self.document.blocks
        tables = [(n, block) for n, block in enumerate(blocks) if isinstance(block, doc.Table)]
        stated = [(place, table) for place, table in tables if table.least is not None]
        lists = []
        for place, table in stated or tables:
            total = sum(each.level < DETAIL_LEVEL for each in table.rows)
            least = LEAST_ROWS if table.least is None else table.least
            lists.append(_List(place, table, self._heading_of(place), total, min(total, least)))
        heading = self._heading_of(len(blocks) - 1)
        if not stated and heading and isinstance(blocks[-1], doc.Facts):
            lists.append(_List(len(blocks) - 1, blocks[-1], heading, 1, 1))
        return lists

    def _heading_of(self, place: int) -> doc.Heading | None:
        """Returns the heading directly above a block; None if there is no heading."""
        before = self.document.blocks[place - 1] if place else None
        return before if isinstance(before, doc.Heading) else None

    def _rows_within(self, room: int) -> list[int] | None:
        """Returns the number of rows of each list so that all fit; None if the minimums do not."""
        rows = [min(each.total, self.canvas.height or 0) for each in self.lists]
        for number in reversed(range(len(rows))):
            while self._height(rows) > room and rows[number] > self.lists[number].least:
                rows[number] -= 1
        return rows if self._height(rows) <= room else None

    def _lists_within(self, room: int) -> list[int]:
        """Returns the number of rows of each list; the least important lists may have 0 rows.

        Each list in turn gets its minimum, or as many rows as fit; then each gets more in turn.
        """
        rows = list(self.no_rows)
        for number, measured in enumerate(self.lists):
            rows[number] = self._most(rows, number, measured.least, room)
        for number, measured in enumerate(self.lists):
            if rows[number]:
                rows[number] = self._most(rows, number, measured.total, room)
        return rows

    def _most(self, rows: Sequence[int], number: int, maximum: int, room: int) -> int:
        """Returns the number of rows that fit in one list, up to a maximum, if the others stay."""
        for more in range(min(maximum, room), 0, -1):
            if self._height([*rows[:number], more, *rows[number + 1 :]]) <= room:
                return more
        return 0

    def _height(self, rows: Sequence[int]) -> int:
        """Returns the number of lines of all lists with these numbers of rows."""
        return sum(starmap(self._height_of, zip(self.lists, rows, strict=True)))

    def _height_of(self, cut: _List, rows: int) -> int:
        """Returns the number of lines of a list with some rows, and with a blank line above it."""
        if not rows:
            return 0
        if (cut.place, rows) not in self._heights:
            block = self._first_rows(cut.block, rows, 1)
            blocks = (cut.heading, block) if cut.heading else (block,)
            self._heights[cut.place, rows] = 1 + self.height(doc.Document(blocks))
        return self._heights[cut.place, rows]

    def _cut(
        self, rows: Sequence[int], *, lines_of_title: int = 0, lines_of_list: int = 1
    ) -> doc.Document:
        """Returns the page with a number of rows of each list, and a maximum of lines of texts."""
        shown = {each.place: number for each, number in zip(self.lists, rows, strict=True)}
        hidden = {each.place - 1 for each in self.lists if each.heading and not shown[each.place]}
        blocks: list[doc.Block] = []
        for place, block in enumerate(self.document.blocks):
            if place in shown:
                rows_shown = shown[place]
                blocks += [self._first_rows(block, rows_shown, lines_of_list)] if rows_shown else []
            elif isinstance(block, doc.Table):
                blocks.append(_shortened(block, lines_of_title))
            elif place not in hidden:
                blocks.append(block)
        return self.document._replace(blocks=tuple(blocks))

    def _first_rows(self, block: doc.Block, rows: int, lines: int) -> doc.Block:
        """Returns the first rows of a list, the number of hidden rows, and the command to see them.

        The rows are without their details. A list whose latest rows come last keeps its last rows.
        """
        if not isinstance(block, doc.Table):
            return block
        heads = [each for each in block.rows if each.level < DETAIL_LEVEL]
        more = len(heads) - rows
        words = [f"{more} {'earlier' if block.latest_last else 'more'}"] if more else []
        words += ["with details"] if len(heads) < len(block.rows) else []
        kept = block._replace(rows=tuple(heads[-rows:] if block.latest_last else heads[:rows]))
        short = _shortened(kept, lines)
        words = words or (["texts in full"] if self._is_clipped(kept, short) else [])
        note = (doc.Text(f"… {', '.join(words)}: "), *self.document.whole) if words else ()
        return short._replace(more=note)

    def _is_clipped(self, table: doc.Table, short: doc.Table) -> bool:
        """True if the table with short texts has fewer lines than the table."""
        return self.height(doc.Document((table,))) > self.height(doc.Document((short,)))

    def _with_lists(self, rows: Sequence[int], *, has_legend: bool = True) -> doc.Document:
        """Returns the page with some of its lists; the foot names the hidden lists and columns."""
        cut = self._cut(rows, lines_of_title=1)
        tables = [each for each in cut.blocks if isinstance(each, doc.Table) and each.titled]
        columns = [title for table in tables for title in hidden_titles(table, self.lines)]
        blocks = (
            block._replace(has_legend=has_legend, has_hidden_note=False)
            if isinstance(block, doc.Table)
            else block
            for block in cut.blocks
        )
        left_out = [each for each, number in zip(self.lists, rows, strict=True) if not number]
        lists = [_words(each.heading.line) for each in left_out if each.heading]
        names = list(dict.fromkeys([*columns, *lists]))
        hidden = vocabulary.NO_LINES.format(vocabulary.listing(names)) if names else vocabulary.MORE
        return cut._replace(blocks=tuple(blocks), foot=self._foot(hidden))

    def _foot(self, words: str = vocabulary.MORE) -> doc.Line:
        """Returns a foot: words, the command for the whole page, and the warnings of the page."""
        warnings = [
            part
            for part in self.document.foot
            if isinstance(part, doc.Text) and part.role is doc.Role.WARNING
        ]
        hidden = (doc.Text(words), *self.document.whole)
        return doc.joined([hidden, *((each,) for each in warnings)])

    def _bare(self) -> doc.Document:
        """Returns the page without lists, with the blocks of its head on one line each."""
        cut = self._with_lists(self.no_rows, has_legend=False)
        blocks = tuple(map(self._short_block, cut.blocks))
        return cut._replace(blocks=blocks, foot=self._foot())

    def _first_blocks(self, number: int, *part: doc.Block) -> doc.Document:
        """Returns the first blocks of the page and a part of the next, with a new foot."""
        blocks = (*self.document.blocks[:number], *part)
        if isinstance(blocks[-1], doc.Heading):
            blocks = blocks[:-1]
        return self.document._replace(blocks=blocks, foot=self._foot())

    def _short_block(self, block: doc.Block) -> doc.Block:
        """Returns a heading, notice or paragraph on one line; any other block unchanged."""
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
        """Returns a text, cut between words if it is wider than a width."""
        if width_of(text) <= width:
            return text
        end = next(break_places(text, max(1, width - 1)), len(text))
        return f"{text[:end].rstrip()}…"


def _shortened(table: doc.Table, lines: int) -> doc.Table:
    """Returns a table whose texts have a maximum number of lines; 0 for any number.

    Statuses are never cut: without its last word, a change of status would mean another change.
    """
    if not lines:
        return table
    with_status = {
        place
        for row in table.rows
        for place, cell in enumerate(row.cells)
        if any(isinstance(part, doc.StatusMark) for part in cell)
    }
    columns = (
        column._replace(lines=min(column.lines or lines, lines))
        if column.wrapping and place not in with_status
        else column
        for place, column in enumerate(table.columns)
    )
    return table._replace(columns=tuple(columns))


def _words(line: doc.Line) -> str:
    """Returns the texts of a line, without their roles."""
    return "".join(part.text for part in line if isinstance(part, doc.Text))
