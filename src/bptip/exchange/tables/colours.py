"""Columns that say something by colours alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bptip.exchange.tables.words import ColumnRole

if TYPE_CHECKING:
    from bptip.exchange.cells import SheetCell
    from bptip.exchange.tables.collected import Collected
    from bptip.exchange.tables.columns import TableColumn
    from bptip.exchange.tables.rows import TableRow


def with_colours(
    columns: Sequence[TableColumn], rows: Sequence[TableRow], collected: Collected
) -> tuple[TableColumn, ...]:
    """Returns the columns, with one of colours alone as the status if the map names colours.

    Without the map, a note says which column has colours, and which.
    """
    coloured = [column for column in columns if _has_colours_alone(column, columns, rows)]
    has_status = any(column.role is ColumnRole.STATUS for column in columns)
    if collected.map.colours and coloured and not has_status:
        status = coloured[0]._replace(role=ColumnRole.STATUS, key=None)
        return tuple(status if column.at == status.at else column for column in columns)
    if not collected.map.colours:
        for column in coloured:
            fills = dict.fromkeys(row.cells[column.at].fill for row in rows)
            named = ", ".join(f'"{fill}" = "…"' for fill in fills if fill)
            collected.notes.append(
                f"Column {column.letter} has colours and no text. In the map: "
                f"colours = {{ {named} }}"
            )
    return tuple(columns)


def _has_colours_alone(
    column: TableColumn, columns: Sequence[TableColumn], rows: Sequence[TableRow]
) -> bool:
    """True if cells of a column are coloured, other than their rows, and none has a text."""
    title = next((each.at for each in columns if each.role is ColumnRole.ACTIVITY), None)
    cells = [row.cells[column.at] for row in rows]
    is_coloured = any(_stands_out(row.cells[column.at], row, title) for row in rows)
    return column.period is None and is_coloured and all(cell.is_empty for cell in cells)


def _stands_out(cell: SheetCell, row: TableRow, title: int | None) -> bool:
    return cell.fill is not None and (title is None or cell.fill != row.cells[title].fill)
