"""What a page is made of: blocks of lines, and lines of parts that say what they are.

A view builds a `Document`; a renderer draws it. Nothing here says how a thing looks: a status is
a status, and each format has its own way to show one. Texts are as they were written: whatever
a format must escape, its renderer escapes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum, auto
from typing import Final, NamedTuple

from bptip.plan.model import Outlook, Status


class Role(Enum):
    """What a piece of text is to the reader."""

    PLAIN = auto()
    STRONG = auto()
    EMPHASIS = auto()
    STRONG_EMPHASIS = auto()
    MUTED = auto()
    CODE = auto()
    """Something to type or to paste, word for word."""
    ADDED = auto()
    REMOVED = auto()
    GOOD = auto()
    WARNING = auto()
    ERROR = auto()


class Text(NamedTuple):
    """A piece of text in one role."""

    text: str
    role: Role = Role.PLAIN


class StatusMark(NamedTuple):
    """A status, with the words that stand for it here ("all 5 completed")."""

    status: Status
    text: str


class OutlookMark(NamedTuple):
    """An outlook, with the words that stand for it here."""

    outlook: Outlook
    text: str


class Link(NamedTuple):
    """An address, with the text that stands for it; renderers link to safe addresses only."""

    address: str
    words: tuple[Text, ...] = ()

    @property
    def text(self) -> str:
        """What it says, whatever roles its words are in; empty where the address stands itself."""
        return "".join(part.text for part in self.words)


class Citation(NamedTuple):
    """A reference by number to an entry of the page's `References`."""

    number: int


class Day(NamedTuple):
    """A date."""

    date: date


class Bar(NamedTuple):
    """How many items have each status, as a stacked bar; its words stand beside it elsewhere."""

    counts: Mapping[Status, int]


class Strip(NamedTuple):
    """An item's status date by date; None where it wasn't in the plan."""

    statuses: tuple[Status | None, ...]


Inline = Text | StatusMark | OutlookMark | Link | Citation | Day | Bar | Strip
Line = tuple[Inline, ...]


class Heading(NamedTuple):
    """A heading; level 1 is the page's title, and `aside` what stands beside it.

    On paper, one with `new_page` begins a page.
    """

    line: Line
    level: int = 2
    aside: Line = ()
    new_page: bool = False


class Paragraph(NamedTuple):
    """A paragraph; with `parts`, several lines that belong together, each on its own."""

    parts: tuple[Line, ...]


class Notice(NamedTuple):
    """What the reader must know before anything else on the page."""

    line: Line


class Bullets(NamedTuple):
    """A list; with `numbered`, its order matters."""

    items: tuple[Line, ...]
    numbered: bool = False


class Facts(NamedTuple):
    """Labels, each with what there is to say under it: one line, or several."""

    facts: tuple[tuple[str, tuple[Line, ...]], ...]


class Align(Enum):
    """Where a column's cells stand."""

    LEFT = auto()
    RIGHT = auto()


ALWAYS: Final = 0
"""The priority of a column that never steps aside."""


class Column(NamedTuple):
    """A column of a table.

    Where space is short, the column of the highest `priority` number steps aside first; one of
    `ALWAYS` never does. A `wrapping` column breaks its text between words, the others hold
    figures and marks, which stand on one line. `least` is the width below which a wrapping column
    had better step aside (0: the format's own choice). `lines` is how many lines a cell may take,
    `narrow_lines` the same on a narrow page; 0 is as many as it needs. `visual` says that the
    column only shows again what others say in words, so a format that can't draw leaves it out.
    """

    title: str
    align: Align = Align.LEFT
    priority: int = ALWAYS
    wrapping: bool = False
    least: int = 0
    lines: int = 0
    narrow_lines: int = 0
    visual: bool = False


class Row(NamedTuple):
    """A row of a table; a `level` above 0 stands under the row before it of a lower level.

    A `struck` row no longer holds; a `heading` row only names what stands under it.
    """

    cells: tuple[Line, ...]
    level: int = 0
    heading: bool = False
    struck: bool = False


class Table(NamedTuple):
    """A table; one without `titled` columns is a list whose parts stand under each other."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    titled: bool = True


class Span(NamedTuple):
    """A stretch of a timeline: what, from when to when, how it stands; `mark` is a day in it."""

    label: str
    start: date
    end: date
    status: Status
    mark: date | None = None


class Timeline(NamedTuple):
    """Stretches of time within a period, above each other; `today` is the day looked from."""

    start: date
    end: date
    today: date
    spans: tuple[Span, ...]


class References(NamedTuple):
    """The numbered addresses that the page's citations lead to, from 1."""

    addresses: tuple[str, ...]


class Example(NamedTuple):
    """Lines to type or to paste, word for word."""

    text: str


Block = Heading | Paragraph | Notice | Bullets | Facts | Table | Timeline | References | Example


class Document(NamedTuple):
    """A page: its blocks, and the line at its foot that says where its figures come from."""

    blocks: tuple[Block, ...]
    foot: Line = ()


def plain(text: str) -> Line:
    """A line of plain text."""
    return (Text(text),)


def muted(text: str) -> Line:
    """A line of text that steps back."""
    return (Text(text, Role.MUTED),)


def paragraph(line: Line) -> Paragraph:
    """A paragraph of one line."""
    return Paragraph((line,))


def joined(lines: tuple[Line, ...] | list[Line], separator: str = " · ") -> Line:
    """Several lines in one, with a separator between those that aren't empty."""
    parts: list[Inline] = []
    for line in lines:
        if line:
            parts += [Text(separator, Role.MUTED)] if parts else []
            parts += line
    return tuple(parts)
