"""How tables stand on paper: whether the page is upright or lies, and how wide each column is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from bptip.document import ALWAYS, Bar, OutlookMark, StatusMark, Strip, Table
from bptip.render.columns import WIDEST, Measured, laid_out, needed
from bptip.render.in_words import in_words

if TYPE_CHECKING:
    from bptip.document import Document, Inline, Line, Row

UPRIGHT: Final = 100
"""The width of an A4 page that stands, in characters of a table's text."""

LYING: Final = 152
"""The same of one that lies."""

DRAWN: Final = 15
"""The width of a bar with its words below."""


COMFORTABLE: Final = 28
"""What a column of texts should have at least, if it never steps aside."""


def width_of(document: Document) -> int:
    """The page's width in characters: it lies if a table would be crammed on an upright one."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    upright = all(needed(_at_ease(measured(table))) <= UPRIGHT for table in tables)
    return UPRIGHT if upright else LYING


def _at_ease(columns: list[Measured]) -> list[Measured]:
    """The columns, those of texts not pressed as narrow as on a screen."""
    return [
        each._replace(column=each.column._replace(least=COMFORTABLE))
        if each.column.wrapping and each.column.priority == ALWAYS and not each.column.least
        else each
        for each in columns
    ]


def widths(table: Table, width: int) -> dict[int, int]:
    """The width of each column in characters, by its place, within a total; all of them stand.

    Paper is wide and read at leisure: what doesn't fit wraps, and no column steps aside. What is
    free goes to short and long texts alike first, up to a width that reads well, then to the long.
    """
    columns = [_standing(each, each.least) for each in measured(table)]
    first = laid_out([each._replace(natural=min(each.natural, WIDEST)) if each.column.wrapping
                      else each for each in columns], width)  # fmt: skip
    return laid_out([_standing(each, first[each.place]) for each in columns], width)


def _standing(measured: Measured, least: int) -> Measured:
    """The column as one that never steps aside, and is at least so wide."""
    return measured._replace(column=measured.column._replace(priority=ALWAYS, least=least))


def measured(table: Table) -> list[Measured]:
    """How wide the columns of a table want to be."""
    return [_measured(table, place) for place in range(len(table.columns))]


def _measured(table: Table, place: int) -> Measured:
    column = table.columns[place]
    cells = [_indent(row, place) + _extent(row.cells[place]) for row in table.rows]
    natural = max(1, cell_len(column.title), *cells) if cells else max(1, cell_len(column.title))
    parts = [column.title, *(in_words(row.cells[place]) for row in table.rows)]
    word = max((cell_len(each) for part in parts for each in part.split()), default=0)
    return Measured(place, column, natural, min(natural, word))


def _indent(row: Row, place: int) -> int:
    return 2 * row.level if place == 0 else 0


def _extent(line: Line) -> int:
    """The width of a line, its signs and drawings included."""
    return sum(map(_width, line))


def _width(part: Inline) -> int:
    match part:
        case Bar():
            return DRAWN
        case Strip(statuses):
            return 2 * len(statuses)
        case StatusMark() | OutlookMark():
            return 2 + cell_len(in_words((part,)))
        case _:
            return cell_len(in_words((part,)))
