"""A page as a value: blocks of lines, and lines of parts with a meaning.

A view builds a `Document`, and a renderer draws it. Nothing here says how a part looks: a status is
a status, and each format shows it in its own way. Texts are kept as they were written, and the
renderer escapes whatever its format requires.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum, auto
from typing import Final, NamedTuple

from bptip.plan import vocabulary
from bptip.plan.model import Outlook, Segment, Status


class Role(Enum):
    """The meaning of a piece of text."""

    PLAIN = auto()
    STRONG = auto()
    EMPHASIS = auto()
    STRONG_EMPHASIS = auto()
    FIGURE = auto()
    """A number that the eye finds first."""
    MUTED = auto()
    CODE = auto()
    """Something to type or to paste, word for word."""
    PROVENANCE = auto()
    """The line that a program reads again, word for word."""
    ADDED = auto()
    REMOVED = auto()
    GOOD = auto()
    WARNING = auto()
    ERROR = auto()


VERBATIM: Final = (Role.CODE, Role.PROVENANCE)
"""The roles of texts that are shown word for word."""


class Text(NamedTuple):
    """A piece of text in one role; a `private` one is for a screen alone: no file has it."""

    text: str
    role: Role = Role.PLAIN
    private: bool = False


class StatusMark(NamedTuple):
    """A status, and the words that show it ("all 5 completed").

    `short` are fewer words for a narrow screen; None if there are none.
    """

    status: Status
    text: str
    short: str | None = None


class OutlookMark(NamedTuple):
    """An outlook, and the words that show it; `short` are fewer words for a narrow screen."""

    outlook: Outlook
    text: str
    short: str | None = None


class Link(NamedTuple):
    """An address, and the words that show it; renderers link to safe addresses only."""

    address: str
    words: tuple[Text, ...] = ()

    @property
    def text(self) -> str:
        """The words without their roles; empty if the address itself is shown."""
        return "".join(part.text for part in self.words)


class Citation(NamedTuple):
    """A reference by number to an entry of the page's `References`."""

    number: int


class Day(NamedTuple):
    """A date."""

    date: date


class Bar(NamedTuple):
    """The number of items in each segment, as a stacked bar; a column beside it has the words."""

    counts: Mapping[Segment, int]

    def __hash__(self) -> int:
        """Returns the hash of the counts in any order, so that a line is a value like any other."""
        return hash(frozenset(self.counts.items()))


class Strip(NamedTuple):
    """An item's status date by date; None for a date on which the plan did not have it."""

    statuses: tuple[Status | None, ...]


Inline = Text | StatusMark | OutlookMark | Link | Citation | Day | Bar | Strip
Line = tuple[Inline, ...]


class Heading(NamedTuple):
    """A heading; level 1 is the page's title, and `aside` a line beside it.

    On paper, a heading with `new_page` begins a page.
    """

    line: Line
    level: int = 2
    aside: Line = ()
    new_page: bool = False


class Paragraph(NamedTuple):
    """A paragraph; with `parts`, several lines that belong together, each on its own."""

    parts: tuple[Line, ...]


class Notice(NamedTuple):
    """A warning or explanation to read before the rest of the page."""

    line: Line


class Bullets(NamedTuple):
    """A list, with bullets or numbers; a numbered one begins with `first`."""

    items: tuple[Line, ...]
    numbered: bool = False
    first: int = 1


Fact = tuple[str, tuple[Line, ...]]
"""A label, and its value in one line or several."""


class Facts(NamedTuple):
    """Labels, each with its value."""

    facts: tuple[Fact, ...]


class Align(Enum):
    """The alignment of a column's cells."""

    LEFT = auto()
    RIGHT = auto()


NUMBERS: Final = "#"
"""The title of a column with the numbers of items."""

ALWAYS: Final = 0
"""The priority of a column that is never hidden."""

EXTRA: Final = 3
"""The minimum priority number of a column that is hidden before a text becomes hard to read."""


class Column(NamedTuple):
    """A column of a table.

    Where space is short, the column with the highest `priority` number is hidden first; a column
    with `ALWAYS` never is. A `wrapping` column breaks its text between words; the others hold
    figures and marks on one line. `least` is the width in characters below which a wrapping column
    is hidden (0: the format's own choice), and `wanted` the width below which the columns that are
    `EXTRA` are hidden. `lines` is the maximum number of lines of a cell, and `narrow_lines` the
    maximum on a narrow page (0: no maximum). A `visual` column only draws what other columns say in
    words, so a format that cannot draw leaves it out. A `private` column is for a screen only, and
    never in a file. On a screen too narrow for one line a row, a `below` column has lines of its
    own, below the other columns of the row. A `kept` column stays even if all its cells are empty,
    since an empty side of a comparison is an answer.
    """

    title: str
    align: Align = Align.LEFT
    priority: int = ALWAYS
    wrapping: bool = False
    least: int = 0
    wanted: int = 0
    lines: int = 0
    narrow_lines: int = 0
    visual: bool = False
    private: bool = False
    below: bool = False
    kept: bool = False


class Row(NamedTuple):
    """A row of a table; a row of a `level` above 0 belongs to the last row of a lower level.

    A `struck` row is no longer valid; a `heading` row only names the rows below it.
    """

    cells: tuple[Line, ...]
    level: int = 0
    heading: bool = False
    struck: bool = False


class Table(NamedTuple):
    """A table; without `titled` columns, a list whose parts are aligned.

    The first cell of a row names the row, unless the table has no `named` rows: then only its
    columns have names.

    On a screen that is too short for the page, a table with a minimum number of rows, `least`, may
    be cut to this minimum, or left out with its heading. The last rows are cut, or with
    `latest_last` the first rows. Below the table are its
    legend, the names of hidden columns, and `more`, a line about the rows that are left out.

    A table without a `name` is named after the heading above, for users who hear the page.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    titled: bool = True
    named: bool = True
    least: int | None = None
    has_legend: bool = True
    has_hidden_note: bool = True
    more: Line = ()
    latest_last: bool = False
    name: str = ""


class Span(NamedTuple):
    """A bar of a timeline: its label, first and last day and status; `mark` is the due date.

    `status_words` are the status in words, if these are not its usual ones. The item of an
    `overdue` bar is open after its due date.
    """

    label: str
    start: date
    end: date
    status: Status
    mark: date | None = None
    status_words: str | None = None
    overdue: bool = False

    @property
    def words(self) -> str:
        """The time that the bar spans, and its status."""
        status = self.status_words or vocabulary.STATUS[self.status]
        return vocabulary.stretch(self.start, self.end, status, self.mark, overdue=self.overdue)


class Timeline(NamedTuple):
    """Bars within a period, one above the other; `today` is the as-of date."""

    start: date
    end: date
    today: date
    spans: tuple[Span, ...]

    def share_until(self, day: date) -> float:
        """Returns how much of the period has passed on a day: 0 before it, 1 after it."""
        days = max(1, (self.end - self.start).days)
        return min(1.0, max(0.0, (day - self.start).days / days))


class References(NamedTuple):
    """The addresses that the page's citations refer to, numbered from 1."""

    addresses: tuple[str, ...]

    @property
    def numbers(self) -> range:
        """The numbers of the addresses."""
        return range(1, len(self.addresses) + 1)


class Example(NamedTuple):
    """Lines to type or to paste, word for word."""

    text: str


class Remark(NamedTuple):
    """A line for programs: a comment in Markdown, and nothing in any other format."""

    text: str


Block = (
    Heading
    | Paragraph
    | Notice
    | Bullets
    | Facts
    | Table
    | Timeline
    | References
    | Example
    | Remark
)


class Document(NamedTuple):
    """A page: its blocks, and the line at its foot that says where its figures come from.

    `title` is the name of the page as a file, if its heading does not identify it.
    `author` is the group that owns the plan. A page that is `revised` on a day has its added and
    removed texts as tracked changes by this author on this day, if the format has such changes.
    `whole` is the command that shows the page without cuts; only a page with it is ever cut. The
    tables that may be cut are in the order of their importance.
    """

    blocks: tuple[Block, ...]
    foot: Line = ()
    title: str = ""
    author: str = ""
    revised: date | None = None
    whole: Line = ()

    @property
    def references(self) -> References:
        """The references that citations refer to: the first ones of the page, or none."""
        lists = (block for block in self.blocks if isinstance(block, References))
        return next(lists, References(()))


def without_private(document: Document) -> Document:
    """Returns a page as it may be sent, without the parts that are for a screen only.

    It has no private columns, no private text in a paragraph, and no foot that is private.
    """
    foot = tuple(part for part in document.foot if not _is_private(part))
    return document._replace(blocks=tuple(map(_without_private, document.blocks)), foot=foot)


def _is_private(part: Inline) -> bool:
    """True if a part of a line is for a screen alone."""
    return isinstance(part, Text) and part.private


def _without_private(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(
            tuple(tuple(part for part in line if not _is_private(part)) for line in block.parts)
        )
    if not isinstance(block, Table) or not any(column.private for column in block.columns):
        return block
    return with_columns(block, lambda _, column: not column.private)


def without_drawings(table: Table) -> Table:
    """Returns a table without the columns that only draw."""
    return with_columns(table, lambda _, column: not column.visual)


def without_empty_columns(document: Document) -> Document:
    """Returns a page whose tables have only columns in which something is written.

    The first column and `kept` columns stay, and so do all columns of a table without rows.
    """
    blocks = (_filled(block) if isinstance(block, Table) else block for block in document.blocks)
    return document._replace(blocks=tuple(blocks))


def _filled(table: Table) -> Table:
    def is_kept(place: int, column: Column) -> bool:
        is_filled = any(is_written(row.cells[place]) for row in table.rows)
        return not place or column.kept or is_filled

    return with_columns(table, is_kept) if table.rows else table


NOTHING: Final = "–"
"""The dash of a cell in which nothing is stated."""


def is_written(cell: Line) -> bool:
    """True if a cell says something: it is not empty, and not a dash."""
    return any(
        not isinstance(part, Text) or part.text.strip() not in ("", NOTHING) for part in cell
    )


def with_columns(table: Table, is_kept: Callable[[int, Column], bool]) -> Table:
    """Returns a table with the columns for which `is_kept` returns True."""
    kept = [place for place, column in enumerate(table.columns) if is_kept(place, column)]
    return table._replace(
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(
            row._replace(cells=tuple(row.cells[place] for place in kept)) for row in table.rows
        ),
    )


def plain(text: str) -> Line:
    """Returns a line of plain text."""
    return (Text(text),)


def muted(text: str) -> Line:
    """Returns a line of less prominent text."""
    return (Text(text, Role.MUTED),)


def paragraph(line: Line) -> Paragraph:
    """Returns a paragraph of one line."""
    return Paragraph((line,))


def text_paragraph(text: str) -> Paragraph:
    """Returns a paragraph of plain text."""
    return paragraph(plain(text))


def muted_paragraph(text: str) -> Paragraph:
    """Returns a paragraph of less prominent text."""
    return paragraph(muted(text))


def heading(text: str, level: int = 2, aside: Line = ()) -> Heading:
    """Returns a heading of plain text; level 1 is the page's title."""
    return Heading(plain(text), level, aside)


def row(*cells: Line, level: int = 0, heading: bool = False, struck: bool = False) -> Row:
    """Returns a row of these cells."""
    return Row(cells, level, heading, struck)


def joined(lines: tuple[Line, ...] | list[Line], separator: str = " · ") -> Line:
    """Returns several lines as one, with a separator between those that are not empty."""
    parts: list[Inline] = []
    for line in lines:
        if line:
            parts += [Text(separator, Role.MUTED)] if parts else []
            parts += line
    return tuple(parts)
