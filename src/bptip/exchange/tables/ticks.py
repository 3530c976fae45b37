"""Reads columns of ticks, one per status: "Done", "Under way", with an X in one of the columns."""

from __future__ import annotations

from collections.abc import Sequence

from bptip.exchange.cells import SheetCell
from bptip.exchange.tables.cell_statuses import StatusWords
from bptip.exchange.tables.cell_texts import is_mark, shows_nothing
from bptip.exchange.tables.columns import TableColumn
from bptip.exchange.tables.headers import Header
from bptip.exchange.tables.rows import TableRow
from bptip.exchange.tables.table_words import ColumnRole


def with_ticks(
    header: Header, rows: list[TableRow], words: StatusWords
) -> tuple[Header, list[TableRow]]:
    """Returns a table with its columns of ticks as the status, if it has no other status column.

    The first of these columns gets the headers of the columns that a row ticks.
    """
    ticked = [column for column in header.columns if _has_ticks(column, rows, words)]
    statuses = [column for column in header.columns if column.role is ColumnRole.STATUS]
    is_ticked = any(not shows_nothing(row.cells[column.at]) for column in ticked for row in rows)
    if len(ticked) < 2 or not is_ticked or any(column not in ticked for column in statuses):
        return header, rows
    settled = header.with_role(ticked, ColumnRole.STATUS)
    return settled, [_with_word(row, ticked) for row in rows]


def _has_ticks(column: TableColumn, rows: Sequence[TableRow], words: StatusWords) -> bool:
    """True if the header of a column is a word for a status, and its cells are marks or empty."""
    cells = [row.cells[column.at] for row in rows]
    is_named = column.period is None and words.is_word_in(SheetCell("", column.header))
    return is_named and all(shows_nothing(cell) or is_mark(cell) for cell in cells)


def _with_word(row: TableRow, ticked: Sequence[TableColumn]) -> TableRow:
    marks = [column for column in ticked if not shows_nothing(row.cells[column.at])]
    if not marks:
        return row
    word = " / ".join(column.header for column in marks)
    cell = row.cells[marks[0].at]._replace(text=word, value=word)
    at = ticked[0].at
    return row._replace(cells=(*row.cells[:at], cell, *row.cells[at + 1 :]))
