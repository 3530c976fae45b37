"""Turns the cells of a row into reports: statuses, figures, remarks and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from bptip.exchange.cells import SheetCell
from bptip.exchange.tables.cell_dates import NO_DATE, DateKind
from bptip.exchange.tables.cell_figures import figure_in, percentage_in
from bptip.exchange.tables.cell_texts import cell_text, remarks_in, shows_nothing
from bptip.exchange.tables.drafts import RowReport, joined_report
from bptip.exchange.tables.row_cells import RowCells
from bptip.exchange.tables.rows import TableRow
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.model import Reason, Status
from bptip.plan.names import find_name


class ReportReader:
    """Reads the reports of rows; `on` and `by` are the defaults for a row's day and party."""

    def __init__(self, cells: RowCells, on: date | None, by: str | None) -> None:
        self._cells = cells
        self._collected = cells.collected
        self._on = on
        self._by = by
        self._has_band = any(
            column.role is ColumnRole.STATUS and column.period for column in cells.columns
        )

    def reports(self, row: TableRow, indicator: int) -> Iterator[RowReport]:
        """Yields the reports of a row: one for each period, and one for the row itself.

        A remark beside a band of periods is about the latest period that the row reports on.
        """
        banded = list(self._banded(row, indicator))
        cells = {role: row.cells[column.at] for role, column in self._cells.by_role.items()}
        report = self._dated(self._report(row, cells, None, indicator), cells.get(ColumnRole.ON))
        if self._has_band and report.on is None and report.status is None:
            if banded and (joined := joined_report(banded[-1], report)):
                banded[-1] = joined
        elif report.states_something:
            banded.append(report)
        yield from banded

    def _dated(self, report: RowReport, cell: SheetCell | None) -> RowReport:
        """Returns a report with the day of its row, or else the default day.

        If the row's date is in doubt, the report has no day: the doubt is an error if the row
        reports anything.
        """
        if cell is not None:
            dated = self._collected.date_in(cell, is_needed=report.states_something)
            if dated.days is not None:
                return report._replace(on=dated.days.last, has_own_day=True)
            if dated.doubt is not None:
                return report._replace(has_day_in_doubt=True)
            if dated.words is not None and self._on is not None and report.states_something:
                self._collected.not_a_day(cell, self._on)
        return report._replace(on=self._on)

    def _banded(self, row: TableRow, indicator: int) -> Iterator[RowReport]:
        """Yields the report in the columns of each period, for the period's last day."""
        for period in dict.fromkeys(c.period for c in self._cells.columns if c.period is not None):
            of_period = {c.role: row.cells[c.at] for c in self._cells.columns if c.period == period}
            if (indicator_column := self._cells.by_role.get(ColumnRole.INDICATOR)) is not None:
                of_period[ColumnRole.INDICATOR] = row.cells[indicator_column.at]
            report = self._report(row, of_period, period.last, indicator)
            if report.states_something:
                yield report._replace(has_own_day=True)

    def _report(
        self, row: TableRow, cells: Mapping[ColumnRole, SheetCell], on: date | None, indicator: int
    ) -> RowReport:
        """Returns the report in cells, given by role, for a day."""
        stated = {role: cell for role, cell in cells.items() if not shows_nothing(cell)}
        place = next((cells[role].place for role in _FIRST if role in cells), row.cells[0].place)
        report = RowReport(place, on, by=self._reporter(stated.get(ColumnRole.BY)))
        notes: list[str] = []
        addresses: list[str] = []
        if ColumnRole.STATUS in cells:
            report = self._with_status(report, cells[ColumnRole.STATUS], notes)
        for role in (ColumnRole.NOTE, ColumnRole.EVIDENCE):
            if role in stated:
                note, links = remarks_in(stated[role], is_evidence=role is ColumnRole.EVIDENCE)
                notes += [note] if note else []
                addresses += links
        report = self._with_figures(report, stated, indicator, notes)
        texts = {role: cell_text(cell) for role, cell in stated.items()}
        reason = find_name(texts.get(ColumnRole.REASON, ""), [each.value for each in Reason])
        if ColumnRole.REASON in texts and reason is None:
            notes.append(texts[ColumnRole.REASON])
        expected = (
            self._collected.date_in(stated[ColumnRole.EXPECTED])
            if ColumnRole.EXPECTED in stated
            else NO_DATE
        )
        if expected.kind is not DateKind.NONE and expected.days is None:
            notes.append(texts[ColumnRole.EXPECTED])
        return report._replace(
            reason=Reason(reason) if reason else None,
            expected=expected.days.last if expected.days else None,
            next=texts.get(ColumnRole.NEXT),
            note=_joined(notes),
            challenges=texts.get(ColumnRole.CHALLENGES),
            evidence=tuple(dict.fromkeys(addresses)),
        )

    def _reporter(self, cell: SheetCell | None) -> str | None:
        if cell is None:
            return self._by
        parties = self._cells.parties_in(cell)
        return parties[0] if len(parties) == 1 else self._by

    def _with_status(self, report: RowReport, cell: SheetCell, notes: list[str]) -> RowReport:
        """Returns a report with the status in a cell; text after the status goes to the notes."""
        stated = self._collected.words.status_in(cell)
        if stated is None:
            return report
        if stated.status is not None or stated.progress is None:
            self._collected.status(stated.word, stated.status, cell.place)
        notes += [stated.rest] if stated.rest else []
        if stated.status is Status.NOT_REPORTED:
            return report
        return report._replace(
            status=stated.status, said=stated.said, progress=stated.progress, place=cell.place
        )

    def _with_figures(
        self,
        report: RowReport,
        stated: Mapping[ColumnRole, SheetCell],
        indicator: int,
        notes: list[str],
    ) -> RowReport:
        """Returns a report with the row's percentage and value; other texts go to the notes."""
        if ColumnRole.PROGRESS in stated:
            cell = stated[ColumnRole.PROGRESS]
            share = percentage_in(cell, self._cells.scale)
            report = report._replace(progress=report.progress if share is None else share)
            if share is None:
                notes.append(self._collected.not_a_percentage(cell))
        if ColumnRole.VALUE in stated and ColumnRole.INDICATOR in stated:
            cell = stated[ColumnRole.VALUE]
            figure = figure_in(cell)
            if figure is None:
                notes.append(self._collected.not_a_figure(cell))
            else:
                report = report._replace(values={indicator: figure.number})
        return report


def _joined(notes: Sequence[str]) -> str | None:
    """Returns the texts of a row as one note, each on a line of its own and ended with a sign."""
    ended = [each if each.endswith(_SIGNS) else f"{each}." for each in notes[:-1]]
    return "\n".join([*ended, *notes[-1:]]) or None


_SIGNS: Final = (".", "!", "?", ":", ";", ",", "…", "。", "！", "？")
"""The signs after which a text needs no full stop."""

_FIRST: Final = (
    ColumnRole.STATUS,
    ColumnRole.PROGRESS,
    ColumnRole.NOTE,
    ColumnRole.VALUE,
    ColumnRole.CHALLENGES,
    ColumnRole.NEXT,
)
"""The roles of columns whose cell gives a report its place."""
