"""Sorts the rows of a table: activities, objectives, and rows that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import zip_longest
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell, SheetTable
from bptip.exchange.tables.cell_texts import shows_nothing
from bptip.exchange.tables.headers import Header
from bptip.exchange.tables.numbers import clean_number
from bptip.exchange.tables.table_words import OF_REPORTS, ColumnRole
from bptip.plan.characters import letters_of, same_text


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
    WITHOUT_ROWS = auto()
    """A heading directly above another heading: a level above it."""


class TableRow(NamedTuple):
    """A row below the header: its kind and its cells; merged cells repeat their text downwards."""

    number: int
    kind: RowKind
    cells: tuple[SheetCell, ...]
    text: SheetCell | None = None
    """The only text of a heading."""


_TOTAL: Final = re.compile(r"(?:sub-?|grand )?totals?\b.*", re.IGNORECASE)


def rows_of(table: SheetTable, header: Header, *, can_be_numbers: bool = False) -> list[TableRow]:
    """Returns the rows below a header that have a text, each with its kind.

    With `can_be_numbers`, a number without a title names an activity.
    """
    filled = table.filled_down(header.body)
    names = [letters_of(cell.text) for cell in table.rows[header.row]]
    rows = []
    for number in range(header.body, len(table.rows)):
        written = table.rows[number]
        is_empty = all(cell.is_empty and not cell.struck for cell in written)
        is_header = [letters_of(cell.text) for cell in written] == names
        if not is_empty and not is_header:
            rows.append(_row(table, header, number, filled[number]))
    if can_be_numbers:
        rows = [_with_number(row, header) for row in rows]
    return list(_settled(rows, header))


def _with_number(row: TableRow, header: Header) -> TableRow:
    """Returns a row without a title as an activity, if it has a number."""
    numbering = _place(header, ColumnRole.NUMBER)
    has_number = numbering is not None and not row.cells[numbering].is_empty
    if row.kind is RowKind.WITHOUT_TITLE and has_number:
        return row._replace(kind=RowKind.ACTIVITY)
    return row


def _row(table: SheetTable, header: Header, number: int, cells: Sequence[SheetCell]) -> TableRow:
    written = table.rows[number]
    filled = _filled(header, written)
    title, numbering = _place(header, ColumnRole.ACTIVITY), _place(header, ColumnRole.NUMBER)
    kept = tuple(cells)
    if filled and _TOTAL.fullmatch(written[filled[0]].text.strip()) and filled[0] in (
        0, title, numbering,
    ):  # fmt: skip
        return TableRow(number, RowKind.TOTAL, kept)
    objective = _place(header, ColumnRole.OBJECTIVE)
    is_wide = _is_wide(table, number, title)
    is_before = len(filled) == 1 and filled[0] != objective and (title is None or filled[0] < title)
    if filled and (is_before or (is_wide and len(filled) <= 2)):
        return TableRow(number, RowKind.HEADING, kept, _widest(written, filled))
    if title is None:
        return TableRow(number, RowKind.ACTIVITY, kept)
    is_bare = title in filled and set(filled) <= {title, numbering, objective}
    if is_bare and not shows_nothing(written[title]):
        return TableRow(number, RowKind.BARE, kept, written[title])
    if shows_nothing(written[title]):
        is_merged = not shows_nothing(cells[title])
        return TableRow(number, RowKind.MORE if is_merged else RowKind.WITHOUT_TITLE, kept)
    return TableRow(number, RowKind.ACTIVITY, kept)


def _filled(header: Header, cells: Sequence[SheetCell]) -> list[int]:
    """Returns the places of the filled cells: with a text, or a colour for a status."""
    title = _place(header, ColumnRole.ACTIVITY)
    plain = None if title is None else cells[title].fill
    coloured = {
        column.at
        for column in header.columns
        if column.role in (ColumnRole.STATUS, ColumnRole.PLANNED)
        and cells[column.at].fill not in (None, plain)
    }
    return [at for at, cell in enumerate(cells) if not cell.is_empty or at in coloured]


def _is_wide(table: SheetTable, row: int, title: int | None) -> bool:
    """True if a merged cell of a row covers most of the table, and is not right of a title."""
    cells = table.rows[row]
    last = len(cells) if title is None or cells[title].is_empty else title
    return any(
        area.first_row == row
        and area.first_column <= last
        and area.last_column > area.first_column
        and area.last_column - area.first_column + 1 >= MIN_WIDTH * len(cells)
        for area in table.merged
    )


MIN_WIDTH: Final = 0.5
"""Minimum share of the columns that a merged cell of a heading covers."""


def _widest(cells: Sequence[SheetCell], filled: Sequence[int]) -> SheetCell:
    """Returns the cell with the longest text, after a number in the cell before it, if any."""
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
    """Yields the rows with kinds that depend on other rows.

    Texts below the last row of the table are not headings, unless the table has headings and bare
    rows follow. Bare rows are not headings if the other rows have more only in reports, or if bare
    rows are numbered like the activities. A row that repeats the activity above, or leaves it blank
    beside an indicator, belongs to the activity above.
    """
    ordinary = [row for row in rows if row.kind in (RowKind.ACTIVITY, RowKind.MORE)]
    last = ordinary[-1].number if ordinary else -1
    shapes = {_shape(row, header) for row in ordinary} - {""}
    can_be_heading = any(_has_more_than_reports(row, header) for row in ordinary)
    has_headings = any(row.kind is RowKind.HEADING and row.number < last for row in rows)
    end = next((r.number for r in rows if r.number > last and ordinary and _is_caption(r)), None)
    above = ""
    for row, below in zip_longest(rows, rows[1:]):
        kind = row.kind
        if end is not None and row.number >= end:
            kind = RowKind.BELOW
        elif kind in _HEADINGS and row.number > last:
            is_followed = has_headings and below is not None and below.kind is RowKind.BARE
            if kind is RowKind.BARE or not ordinary:
                kind = RowKind.ACTIVITY
            elif not is_followed:
                kind = RowKind.BELOW
        elif kind is RowKind.BARE and (not can_be_heading or _shape(row, header) in shapes):
            kind = RowKind.ACTIVITY
        elif kind is row.kind and below is not None and kind is below.kind in _HEADINGS:
            kind = RowKind.WITHOUT_ROWS
        kind = _joined(row, kind, above, header)
        if kind is RowKind.ACTIVITY:
            above = _title(row, header)
        elif kind in _HEADINGS:
            above = ""
        yield row._replace(kind=kind)


_HEADINGS: Final = (RowKind.HEADING, RowKind.BARE)

_CAPTION: Final = re.compile(
    r"(?:legend|key|notes?|n\.?b|sources?|abbreviations|acronyms|prepared by|approved by"
    r"|signed(?: by)?|signatures?|keterangan|catatan|légende|nota)\s*(?::.*|\.?)",
    re.IGNORECASE | re.DOTALL,
)
"""Texts below a table: a legend, notes, signatures."""


def _is_caption(row: TableRow) -> bool:
    return row.text is not None and _CAPTION.fullmatch(row.text.text.strip()) is not None


def _joined(row: TableRow, kind: RowKind, above: str, header: Header) -> RowKind:
    """Returns the kind of a row that may continue the activity above with another indicator."""
    indicator = _place(header, ColumnRole.INDICATOR)
    if indicator is None or row.cells[indicator].is_empty or not above:
        return kind
    is_repeated = kind is RowKind.ACTIVITY and _title(row, header) == above
    return RowKind.MORE if is_repeated or kind is RowKind.WITHOUT_TITLE else kind


def _title(row: TableRow, header: Header) -> str:
    title = _place(header, ColumnRole.ACTIVITY)
    return "" if title is None else same_text(row.cells[title].text)


def _has_more_than_reports(row: TableRow, header: Header) -> bool:
    """True if a row says more about the plan than its number and its title."""
    return any(
        column.role not in OF_REPORTS
        and column.role not in (ColumnRole.NUMBER, ColumnRole.ACTIVITY, ColumnRole.OBJECTIVE)
        and not row.cells[column.at].is_empty
        for column in header.columns
    )


def _shape(row: TableRow, header: Header) -> str:
    """Returns the form of a row's number, "0.0" for "1.1"; empty without a number."""
    numbering = _place(header, ColumnRole.NUMBER)
    text = "" if numbering is None else row.cells[numbering].text
    return re.sub(r"\d+", "0", clean_number(text))
