"""The rows of a table: which are activities, which name an objective, and which belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.exchange.numbers import clean_number
from bptip.exchange.words import ColumnRole
from bptip.plan.characters import letters_of, same_text

if TYPE_CHECKING:
    from bptip.exchange.cells import SheetCell, SheetTable
    from bptip.exchange.headers import Header


class RowKind(Enum):
    """The kind of a row."""

    ACTIVITY = auto()
    MORE = auto()
    """More about the activity above: another indicator, or further lines."""
    HEADING = auto()
    """A row with a single text, across the table or in its first column."""
    BARE = auto()
    """A row with a title, perhaps a number, and nothing else."""
    TOTAL = auto()
    BELOW = auto()
    """A text below the table: a note, a signature."""
    WITHOUT_TITLE = auto()


class TableRow(NamedTuple):
    """A row of a table below its header: its kind and its cells, merged ones filled downwards."""

    number: int
    kind: RowKind
    cells: tuple[SheetCell, ...]
    text: SheetCell | None = None
    """The only text of a heading."""


_TOTAL: Final = re.compile(r"(?:sub-?|grand )?totals?\b.*", re.IGNORECASE)


def rows_of(table: SheetTable, header: Header) -> list[TableRow]:
    """Returns the rows below a header that have a text, each with its kind."""
    filled = _filled_down(table, header)
    names = [letters_of(cell.text) for cell in table.rows[header.row]]
    rows = []
    for number in range(header.body, len(table.rows)):
        written = table.rows[number]
        is_empty = all(cell.is_empty and not cell.struck for cell in written)
        is_header = [letters_of(cell.text) for cell in written] == names
        if not is_empty and not is_header:
            rows.append(_row(table, header, number, filled[number]))
    return list(_settled(rows, header))


def _filled_down(table: SheetTable, header: Header) -> Sequence[Sequence[SheetCell]]:
    """Returns the rows with each cell of a merged column below its first one filled like it."""
    rows = [list(row) for row in table.rows]
    for area in table.merged:
        if area.first_row < header.body or area.first_row == area.last_row:
            continue
        first = rows[area.first_row][area.first_column]
        for number in range(area.first_row + 1, area.last_row + 1):
            rows[number][area.first_column] = first
    return rows


def _row(table: SheetTable, header: Header, number: int, cells: Sequence[SheetCell]) -> TableRow:
    written = table.rows[number]
    filled = [place for place, cell in enumerate(written) if not cell.is_empty]
    title, numbering = _place(header, ColumnRole.ACTIVITY), _place(header, ColumnRole.NUMBER)
    kept = tuple(cells)
    if filled and _TOTAL.fullmatch(written[filled[0]].text.strip()) and filled[0] in (
        0, title, numbering,
    ):  # fmt: skip
        return TableRow(number, RowKind.TOTAL, kept)
    is_wide = any(
        area.first_row <= number <= area.last_row
        and area.last_column - area.first_column + 1 >= MIN_WIDTH * len(written)
        for area in table.merged
    )
    if filled and (is_wide or (len(filled) == 1 and filled[0] != title)) and len(filled) <= 2:
        objective = _place(header, ColumnRole.OBJECTIVE)
        if is_wide or filled[0] != objective:
            return TableRow(number, RowKind.HEADING, kept, _widest(written, filled))
    if title is None:
        return TableRow(number, RowKind.ACTIVITY, kept)
    if filled and set(filled) <= {title, numbering} and title in filled:
        return TableRow(number, RowKind.BARE, kept, written[title])
    if written[title].is_empty:
        is_merged = not cells[title].is_empty
        return TableRow(number, RowKind.MORE if is_merged else RowKind.WITHOUT_TITLE, kept)
    return TableRow(number, RowKind.ACTIVITY, kept)


MIN_WIDTH: Final = 0.5
"""Minimum share of the columns that a merged cell of a heading covers."""


def _widest(cells: Sequence[SheetCell], filled: Sequence[int]) -> SheetCell:
    """Returns the cell with the longest text: a heading may have its number in a cell before."""
    texts = [cells[place] for place in filled]
    longest = max(texts, key=lambda cell: len(cell.text))
    before = " ".join(cell.text.strip() for cell in texts if cell is not longest)
    return longest._replace(text=f"{before} {longest.text}".strip()) if before else longest


def _place(header: Header, role: ColumnRole) -> int | None:
    column = next(
        (c for c in header.columns if c.role is role and c.key in (None, "activity", "period")),
        None,
    )
    return column.at if column else None


def _settled(rows: Sequence[TableRow], header: Header) -> Iterator[TableRow]:
    """Yields the rows with the kinds that show only beside other rows.

    Texts below the last row of the table are not headings. Bare rows are none if all rows are bare,
    or if they are numbered like the activities. A row that repeats the activity above, or leaves it
    blank beside an indicator, belongs to it.
    """
    ordinary = [row.number for row in rows if row.kind in (RowKind.ACTIVITY, RowKind.MORE)]
    last = ordinary[-1] if ordinary else None
    shapes = {_shape(row, header) for row in rows if row.kind is RowKind.ACTIVITY} - {""}
    title, indicator = _place(header, ColumnRole.ACTIVITY), _place(header, ColumnRole.INDICATOR)
    above = ""
    for row in rows:
        kind = row.kind
        if kind is RowKind.HEADING and last is not None and row.number > last:
            kind = RowKind.BELOW
        if kind is RowKind.BARE:
            shape = _shape(row, header)
            is_alike = bool(shape) and shape in shapes
            if last is None or is_alike or row.number > last:
                kind = RowKind.ACTIVITY
        if indicator is not None and title is not None and not row.cells[indicator].is_empty:
            text = same_text(row.cells[title].text)
            if kind is RowKind.WITHOUT_TITLE or (kind is RowKind.ACTIVITY and text == above):
                kind = RowKind.MORE if above else kind
        if kind is RowKind.ACTIVITY and title is not None:
            above = same_text(row.cells[title].text)
        elif kind in (RowKind.HEADING, RowKind.BARE):
            above = ""
        yield row._replace(kind=kind)


def _shape(row: TableRow, header: Header) -> str:
    """Returns the form of a row's number, "1.1" as "0.0"; empty without one."""
    numbering = _place(header, ColumnRole.NUMBER)
    text = "" if numbering is None else row.cells[numbering].text
    return re.sub(r"\d+", "0", clean_number(text))
