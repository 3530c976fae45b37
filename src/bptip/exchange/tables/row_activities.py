"""Turns the rows of a table into activities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from bptip.exchange.cells import SheetCell
from bptip.exchange.tables.cell_dates import CellDate, DateKind, stored
from bptip.exchange.tables.cell_figures import figure_in, figure_named
from bptip.exchange.tables.cell_parties import PartyCell
from bptip.exchange.tables.cell_texts import cell_text, is_mark, shows_nothing
from bptip.exchange.tables.collected import Collected
from bptip.exchange.tables.columns import claims_of
from bptip.exchange.tables.drafts import DraftActivity, DraftIndicator, RowReport
from bptip.exchange.tables.findings import warning
from bptip.exchange.tables.headers import Header
from bptip.exchange.tables.instructions import Instructions
from bptip.exchange.tables.numbers import clean_number, have_numbers, numbered_title
from bptip.exchange.tables.row_cells import RowCells
from bptip.exchange.tables.row_reports import ReportReader
from bptip.exchange.tables.rows import RowKind, TableRow
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.characters import same_text
from bptip.plan.model import ExtraValue


class RowReader:
    """Reads the rows of one table by the roles of its columns."""

    def __init__(
        self,
        header: Header,
        rows: Sequence[TableRow],
        collected: Collected,
        wanted: Instructions,
    ) -> None:
        known = (*wanted.known, *wanted.map.parties, *wanted.map.party_names)
        self._cells = RowCells(header.columns, rows, collected, known)
        self._reports = ReportReader(self._cells, wanted.on, wanted.by)
        self._columns = header.columns
        self._collected = collected
        title = header.column(ColumnRole.ACTIVITY)
        self._has_numbers_in_titles = title is not None and have_numbers(
            [row.cells[title.at] for row in rows if row.kind is RowKind.ACTIVITY]
        )
        own = (
            column
            for column in header.columns
            if column.role is ColumnRole.NUMBER and column.key == ColumnRole.ACTIVITY.value
        )
        self._number = next(own, self._cells.by_role.get(ColumnRole.NUMBER))
        indicator = self._cells.by_role.get(ColumnRole.INDICATOR)
        claimed = {claim.role for claim in claims_of(indicator.header)} if indicator else ()
        has_column = ColumnRole.TARGET in self._cells.by_role
        self._has_targets_in_titles = ColumnRole.TARGET in claimed and not has_column

    def activity(self, row: TableRow, heading: str | None) -> DraftActivity:
        """Returns the activity of a row; `heading` is the heading between it and its objective."""
        cell = self._cells.cell(row, ColumnRole.ACTIVITY)
        title = cell_text(cell) if cell else ""
        number = self._number_in(row)
        if cell is not None and number is None and self._has_numbers_in_titles:
            number, title = numbered_title(title, cell.bold)
        start, due = (
            self._cells.date_of(row, ColumnRole.START),
            self._cells.date_of(row, ColumnRole.DUE),
        )
        extra: dict[str, ExtraValue] = {}
        for role, dated in ((ColumnRole.START, start), (ColumnRole.DUE, due)):
            if dated.words is not None:
                extra[self._cells.by_role[role].header] = dated.words
        begins = start.days or due.first
        marked = self._marked(row)
        if marked and begins is None and due.kind is DateKind.NONE:
            begins = marked[0].days
            due = marked[-1]
        themes: tuple[str, ...] = ()
        if theme := self._cells.text(row, ColumnRole.THEME):
            themes = tuple(dict.fromkeys(filter(None, map(same_text, re.split(r"[;\n]", theme)))))
        if heading is not None and self._collected.map.middle == "theme":
            themes = tuple(dict.fromkeys((same_text(heading), *themes)))
        elif heading is not None:
            extra[HEADING] = heading
        extra |= self._kept(row)
        named = self.lead(row)
        helping = self._cells.parties(row, ColumnRole.PARTNERS)
        lead = named.names
        partners = dict.fromkeys((*named.partners, *helping.names, *helping.partners))
        return DraftActivity(
            place=(cell or row.cells[0]).place,
            title=title,
            number=number,
            description=self._cells.text(row, ColumnRole.DESCRIPTION),
            lead=lead,
            partners=tuple(party for party in partners if party not in lead),
            start=stored(begins, last=False) if begins else None,
            due=due._replace(first=begins),
            themes=themes,
            extra=extra,
            indicators=tuple(self.indicators(row)),
            reports=tuple(self._reports.reports(row, 0)),
        )

    def _number_in(self, row: TableRow) -> str | None:
        cell = row.cells[self._number.at] if self._number else None
        if cell is not None and isinstance(cell.value, date):
            self._collected.findings.append(
                warning(
                    "bad-number", cell.place, cell.text,
                    f'"{cell.text}" is a date, and not the number of an activity. Excel makes '
                    "dates of numbers such as 1-2.",
                    "In the table, format the column as text and write the numbers again.",
                )
            )  # fmt: skip
            return None
        number = clean_number(cell.text) if cell else ""
        return number or None

    def lead(self, row: TableRow) -> PartyCell:
        """Returns the parties in the column of leads; parties that only help are partners."""
        return self._cells.parties(row, ColumnRole.LEAD)

    def _marked(self, row: TableRow) -> list[CellDate]:
        """Returns the periods in which a row plans work, in order."""
        periods = [
            CellDate(DateKind.SPAN, column.period)
            for column in self._columns
            if column.role is ColumnRole.PLANNED
            and column.period
            and _is_marked(row.cells[column.at])
        ]
        return sorted(periods, key=lambda each: each.days or ())

    def _kept(self, row: TableRow) -> Iterator[tuple[str, ExtraValue]]:
        """Yields the values of kept columns, and texts where marks or figures are expected."""
        for column in self._columns:
            cell = row.cells[column.at]
            if shows_nothing(cell):
                continue
            if column.role is ColumnRole.KEEP:
                yield column.key or column.header, _value(cell)
            elif column.role in _FIGURES and figure_in(cell) is None:
                yield column.header, self._collected.not_a_figure(cell)
            elif column.role is ColumnRole.PLANNED and not is_mark(cell):
                yield column.header, cell_text(cell)

    def indicators(self, row: TableRow) -> Iterator[DraftIndicator]:
        """Yields the indicator of a row, if it has one."""
        title = self._cells.text(row, ColumnRole.INDICATOR)
        if title is None:
            return
        figures = {}
        unit = self._cells.text(row, ColumnRole.UNIT)
        for role in (ColumnRole.BASELINE, ColumnRole.TARGET):
            cell = self._cells.cell(row, role)
            figure = figure_in(cell) if cell else None
            if role is ColumnRole.TARGET and self._has_targets_in_titles:
                figure = figure_named(title)
            figures[role] = figure and figure.number
            unit = unit or (figure.unit if figure else None)
        yield DraftIndicator(title, unit, figures[ColumnRole.BASELINE], figures[ColumnRole.TARGET])

    def notes_of_indicator(self, row: TableRow) -> Mapping[str, ExtraValue]:
        """Returns the values to keep from a further row of an activity, beside its indicator."""
        return dict(self._kept(row))

    def reports(self, row: TableRow, indicator: int) -> Iterator[RowReport]:
        """Yields the reports of a row; `indicator` is the index of the row's indicator."""
        return self._reports.reports(row, indicator)


HEADING: Final = "Heading"
"""The key for storing a heading between the objective and its activities."""

_FIGURES: Final = (ColumnRole.BASELINE, ColumnRole.TARGET)


def _value(cell: SheetCell) -> ExtraValue:
    """Returns the value of a cell for a kept column: a day, or else the text."""
    if isinstance(cell.value, date):
        return cell.value
    return cell_text(cell)


def _is_marked(cell: SheetCell) -> bool:
    """True if a cell marks a period: it has a mark, a text or a colour."""
    if cell.is_empty:
        return cell.fill is not None
    return not shows_nothing(cell) and cell.text.strip().casefold() not in ("n", "no", "0")
