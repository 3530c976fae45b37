"""Reads columns of parties, one per party, with a mark if it leads an activity or helps with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bptip.exchange.cells import SheetCell
from bptip.exchange.tables.cell_texts import is_mark, shows_nothing
from bptip.exchange.tables.columns import TableColumn
from bptip.exchange.tables.headers import Header
from bptip.exchange.tables.rows import TableRow
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.characters import letters_of

LEADS: Final = frozenset({"l", "lead", "leads", "leading", "colead", "coleads"})
"""The marks of a party that leads, by their letters."""

HELPS: Final = frozenset(
    {"s", "support", "supports", "supporting", "p", "partner", "partners", "c", "contributes",
     "x", "participates"}
)  # fmt: skip
"""The marks of a party that helps, by their letters; a tick counts too."""

MARK_KEY: Final = "L"
"""The mark of a party that leads, as the key of the party's column."""


def with_party_marks(header: Header, rows: list[TableRow]) -> tuple[Header, list[TableRow]]:
    """Returns a table with its columns of parties as leads and partners, if it has no other leads.

    The first column gets the names of the parties that lead, the second those that help.
    """
    marked: list[TableColumn] = []
    for column in header.guessed:
        is_beside = bool(marked) and marked[-1].at == column.at - 1
        if column.role is ColumnRole.KEEP and _has_marks(column, rows, can_be_empty=is_beside):
            marked.append(column)
    has_lead = any(_leads(row.cells[column.at]) for column in marked for row in rows)
    has_others = header.column(ColumnRole.LEAD) or header.column(ColumnRole.PARTNERS)
    if len(marked) < 2 or not has_lead or has_others:
        return header, rows
    leads, helps = (column.at for column in marked[:2])
    columns = tuple(
        column._replace(
            role=ColumnRole.PARTNERS if column.at == helps else ColumnRole.LEAD, key=MARK_KEY
        )
        if column in marked
        else column
        for column in header.columns
    )
    settled = header._replace(columns=columns)
    return settled, [_with_names(row, marked, leads, helps) for row in rows]


def _has_marks(column: TableColumn, rows: Sequence[TableRow], *, can_be_empty: bool) -> bool:
    """True if a column has only marks of a party; the whole column may be empty if allowed."""
    cells = [row.cells[column.at] for row in rows]
    texts = [cell for cell in cells if not shows_nothing(cell)]
    return (bool(texts) or can_be_empty) and all(_leads(cell) or _helps(cell) for cell in texts)


def _leads(cell: SheetCell) -> bool:
    return letters_of(cell.text) in LEADS


def _helps(cell: SheetCell) -> bool:
    return letters_of(cell.text) in HELPS or is_mark(cell)


def _with_names(row: TableRow, marked: Sequence[TableColumn], leads: int, helps: int) -> TableRow:
    """Returns a row with the names of the parties in place of their marks."""
    filled = [column for column in marked if not shows_nothing(row.cells[column.at])]
    cells = list(row.cells)
    for at, is_lead in ((leads, True), (helps, False)):
        names = [each.header for each in filled if _leads(row.cells[each.at]) is is_lead]
        text = "; ".join(" ".join(name.split()) for name in names)
        cells[at] = cells[at]._replace(text=text, value=text or None)
    return row._replace(cells=tuple(cells))
