"""Finds the cells of a row by the roles of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bptip.exchange.cells import SheetCell
from bptip.exchange.tables.cell_dates import NO_DATE, CellDate
from bptip.exchange.tables.cell_figures import scale_of
from bptip.exchange.tables.cell_parties import PartyCell
from bptip.exchange.tables.cell_texts import cell_text, shows_nothing
from bptip.exchange.tables.collected import Collected
from bptip.exchange.tables.columns import TableColumn
from bptip.exchange.tables.rows import TableRow
from bptip.exchange.tables.table_words import ColumnRole

NO_PARTIES_NAMED: Final = PartyCell(())


class RowCells:
    """Finds the cells in one table's rows by role; cells of periods by period."""

    def __init__(
        self,
        columns: Sequence[TableColumn],
        rows: Sequence[TableRow],
        collected: Collected,
        known: Sequence[str],
    ) -> None:
        self.columns = columns
        self.collected = collected
        self._known = known
        self.by_role: dict[ColumnRole, TableColumn] = {}
        for column in columns:
            if column.period is None and column.key != ColumnRole.OBJECTIVE.value:
                self.by_role.setdefault(column.role, column)
        progress = [column.at for column in columns if column.role is ColumnRole.PROGRESS]
        self.scale = scale_of(row.cells[at] for row in rows for at in progress)

    def cell(self, row: TableRow, role: ColumnRole) -> SheetCell | None:
        """Returns the cell of a role in a row; None if the cell shows nothing."""
        column = self.by_role.get(role)
        cell = row.cells[column.at] if column else None
        return None if cell is None or shows_nothing(cell) else cell

    def text(self, row: TableRow, role: ColumnRole) -> str | None:
        """Returns the text of a role in a row; None if the cell shows nothing."""
        cell = self.cell(row, role)
        return cell_text(cell) if cell else None

    def date_of(self, row: TableRow, role: ColumnRole) -> CellDate:
        """Returns the date of a role in a row."""
        column = self.by_role.get(role)
        return self.collected.planned_date(row.cells[column.at]) if column else NO_DATE

    def parties(self, row: TableRow, role: ColumnRole) -> PartyCell:
        """Returns the parties that a role names in a row."""
        cell = self.cell(row, role)
        return self.collected.parties(cell, self._known) if cell else NO_PARTIES_NAMED

    def parties_in(self, cell: SheetCell) -> tuple[str, ...]:
        """Returns all the parties that a cell names."""
        named = self.collected.parties(cell, self._known)
        return (*named.names, *named.partners)
