"""How tables stand on paper: whether the page is upright or lies, and how wide each column is.

Widths are in digits of a table's text, as a wide face prints them: see `letters`.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from bptip.pages.document import ALWAYS, Bar, Link, OutlookMark, StatusMark, Strip, Table, Text
from bptip.render import theme
from bptip.render.layout.in_words import told
from bptip.render.layout.letters import BOLD, printed
from bptip.render.terminal.columns import WIDEST, MeasuredColumn, laid_out, needed
from bptip.render.visible import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bptip.pages.document import Column, Document, Line, Row

UPRIGHT: Final = 84
"""The width of an A4 page that stands."""

LYING: Final = 127
"""The same of one that lies."""

DRAWN: Final = (18, 40)
"""The width of a bar with its words below: what it has at least, and what suffices."""

SMALLER: Final = 0.9
"""The size of those words, of the text's."""

COMFORTABLE: Final = 28
"""What a column of texts should have at least, if it never steps aside."""

LONGEST: Final = 30
"""A word that is no longer than this isn't broken: beyond are addresses, which may be."""

INDENT: Final = 1.5
"""How far a row stands in for each level."""

NO_BREAK: Final = "\u00a0"


def width_of(document: Document) -> int:
    """The page's width: it lies if a table would be crammed on an upright one."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    upright = all(needed(_at_ease(table)) <= UPRIGHT for table in tables)
    return UPRIGHT if upright else LYING


def _at_ease(table: Table) -> list[MeasuredColumn]:
    """The columns, those of texts not pressed as narrow as on a screen."""
    return [
        _standing(each, max(each.least, COMFORTABLE)) if _is_main(column) else each
        for each, column in zip(measured(table), table.columns, strict=True)
    ]


def _is_main(column: Column) -> bool:
    """Whether it holds texts, always stands, and states no width of its own."""
    return column.wrapping and column.priority == ALWAYS and not column.least


def widths(table: Table, width: int) -> dict[int, int]:
    """The width of each column, by its place, within a total; all of them stand.

    Paper is wide and read at leisure: what doesn't fit wraps, and no column steps aside. What is
    free goes to short and long texts alike first, up to a width that reads well, then to the long.
    """
    columns = [_standing(each, each.least) for each in measured(table)]
    first = laid_out([each._replace(natural=min(each.natural, WIDEST)) if each.column.wrapping
                      else each for each in columns], width)  # fmt: skip
    return laid_out([_standing(each, first[each.place]) for each in columns], width)


def _standing(measured: MeasuredColumn, least: int) -> MeasuredColumn:
    """The column as one that never steps aside, and is at least so wide."""
    return measured._replace(column=measured.column._replace(priority=ALWAYS, least=least))


def measured(table: Table) -> list[MeasuredColumn]:
    """How wide the columns of a table want to be."""
    return [_measured(table, place) for place in range(len(table.columns))]


def _measured(table: Table, place: int) -> MeasuredColumn:
    """A column; one of texts is at least as wide as its words, so that none breaks."""
    column = table.columns[place]
    extents = [
        _extent((Text(column.title),), bold=True),
        *(_cell(row, place) for row in table.rows),
    ]
    natural, word = (max(1, ceil(max(each))) for each in zip(*extents, strict=True))
    if any(isinstance(part, Bar) for row in table.rows for part in row.cells[place]):
        column = column._replace(wrapping=True, least=DRAWN[0])
        natural, word = min(DRAWN[1], max(DRAWN[0], natural)), max(DRAWN[0], word)
    found = MeasuredColumn(place, column, natural, min(natural, word))
    if not column.wrapping:
        return found
    return found._replace(column=column._replace(least=max(found.least, min(word, LONGEST))))


def _cell(row: Row, place: int) -> tuple[float, float]:
    """How far a cell extends, with the indent of the row's level, and its longest word."""
    indent = 0 if place else INDENT * row.level
    natural, word = _extent(row.cells[place], bold=row.heading)
    return indent + natural, indent + word


def _extent(line: Line, *, bold: bool) -> tuple[float, float]:
    """The width of a line, and that of its longest word; what touches is one word."""
    pieces = list(_pieces(line, bold=bold))
    words = "".join(text for text, _ in pieces).split(" ")
    largest = max((size for _, size in pieces), default=1.0)
    return sum(size * printed(text) for text, size in pieces), largest * max(map(printed, words))


def _pieces(line: Line, *, bold: bool) -> Iterator[tuple[str, float]]:
    """What a line says, with a blank where it may break, and the size of the letters."""
    usual = BOLD if bold else 1.0
    for part in line:
        match part:
            case Text(text, role):
                yield on_one_line(text), BOLD if "bold" in theme.ROLE[role] else usual
            case Link() if part.words:
                yield from _pieces(part.words, bold=bold)
            case StatusMark(status):
                yield _whole(f"{theme.STATUS[status].sign} {told(part)}"), usual
            case OutlookMark(outlook):
                yield _whole(f"{theme.OUTLOOK[outlook].sign} {told(part)}"), usual
            case Strip(statuses):
                yield _whole("● " * len(statuses)), usual
            case Bar():
                yield told(part), SMALLER
            case _:
                yield _whole(told(part)), usual


def _whole(text: str) -> str:
    """The text with no place to break at: a date, a status."""
    return on_one_line(text).replace(" ", NO_BREAK)
