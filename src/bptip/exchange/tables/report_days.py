"""Decides from the cells whether a table has reports, and which column has their days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bptip.exchange.cells import SheetCell
from bptip.exchange.tables.cell_dates import Calendar, DateKind, date_in
from bptip.exchange.tables.column_contents import MOST, filled, is_usual
from bptip.exchange.tables.columns import TableColumn, claims_of, plain_header
from bptip.exchange.tables.date_orders import ORDERS, day_in_order
from bptip.exchange.tables.headers import Header
from bptip.exchange.tables.instructions import Instructions
from bptip.exchange.tables.rows import TableRow
from bptip.exchange.tables.table_words import OF_REPORTS, ColumnRole


def days_in(
    header: Header, rows: Sequence[TableRow], calendar: Calendar, today: date
) -> TableColumn | None:
    """Returns the column without a role that may have the days of the reports."""
    without_role = (column for column in header.columns if column.role is ColumnRole.KEEP)
    return next((each for each in without_role if _has_days(each, rows, calendar, today)), None)


def with_days_of_reports(
    header: Header, rows: Sequence[TableRow], calendar: Calendar, wanted: Instructions
) -> Header:
    """Returns the header of a table of reports, in which "Date" is the day of each report.

    "Date" is the due date if the map says so, or if most of its days are in the future or are due
    dates of the plan.
    """
    if not reports(header, rows, has_day=True):
        return header
    days = (
        column
        for column in header.guessed
        if column.role is ColumnRole.DUE
        and any(claim.role is ColumnRole.ON for claim in claims_of(column.header))
        and _has_days(column, rows, calendar, wanted.today)
        and not _has_dues(column, rows, calendar, wanted.dues)
    )
    return header.with_role(days, ColumnRole.ON)


def _has_days(
    column: TableColumn, rows: Sequence[TableRow], calendar: Calendar, today: date
) -> bool:
    """True if most filled cells of a column have a day up to today."""
    return is_usual(filled(column, rows), lambda cell: _is_day(cell, calendar, today))


def _has_dues(
    column: TableColumn, rows: Sequence[TableRow], calendar: Calendar, dues: frozenset[date]
) -> bool:
    """True if most days of a column are due dates of the plan; one day alone proves nothing."""
    dated = (date_in(row.cells[column.at], calendar).days for row in rows)
    days = {each.last for each in dated if each is not None}
    return len(days) > 1 and len(days & dues) > MOST * len(days)


def _is_day(cell: SheetCell, calendar: Calendar, today: date) -> bool:
    """True if a cell has a day up to today, or may have one, as in 03/04/2026 without an order."""
    text = cell.text.strip()
    dated = date_in(cell, calendar)
    if dated.kind is DateKind.DAY and dated.days is not None:
        return dated.days.last <= today
    ordered = () if text.isdecimal() else (day_in_order(text, order) for order in ORDERS)
    return any(day is not None and day <= today for day in ordered)


def with_due_dates(header: Header) -> Header:
    """Returns the header of a plan; "Expected completion" is the due date if no other column is.

    Columns of periods also give due dates. A "Revised date" reports on a date in the plan.
    """
    if header.column(ColumnRole.DUE) or header.column(ColumnRole.PLANNED):
        return header
    expected = (
        column
        for column in header.guessed
        if column.role is ColumnRole.EXPECTED and plain_header(column.header).startswith("expected")
    )
    return header.with_role(expected, ColumnRole.DUE)


def reports(header: Header, rows: Sequence[TableRow], *, has_day: bool = False) -> bool:
    """True if a table has reports: a status, a percentage, a figure, a day, or news for a period.

    If the user states the day of the reports, remarks alone count as reports.
    """
    reporting = [
        column.at
        for column in header.columns
        if column.role in _REPORTING
        or (column.role in OF_REPORTS and column.period)
        or (column.role in _REMARKS and has_day)
    ]
    return any(
        not row.cells[at].is_empty or row.cells[at].fill is not None
        for row in rows
        for at in reporting
    )


_REPORTING: Final = (ColumnRole.STATUS, ColumnRole.PROGRESS, ColumnRole.VALUE, ColumnRole.ON)
"""The roles of columns that only tables of reports have."""

_REMARKS: Final = (ColumnRole.NOTE, ColumnRole.CHALLENGES, ColumnRole.NEXT)
"""The roles of columns of remarks, which plans can have too."""
