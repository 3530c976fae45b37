"""Filling in a form with another program than bptip: openpyxl, by the form's own headings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from bptip.exchange.forms.form_words import FIELDS, HEADINGS, Field, Place

if TYPE_CHECKING:
    from pathlib import Path

Answers = Mapping[str, Mapping[Place, object]]


def fill(
    form: Path, answers: Answers, fields: Mapping[Field, object] = {}, to: Path | None = None
) -> Path:
    """Returns the file after filling in rows by their numbers, and the cells that it has once.

    The row of an indicator is named "1.2#", after its activity.
    """
    book = load_workbook(form)
    sheet: Any = book["Return"]
    for number, cells in answers.items():
        row = row_of(sheet, number)
        for place, value in cells.items():
            sheet.cell(row, column_of(sheet, place)).value = value
    for field, value in fields.items():
        label = next(
            (row, column)
            for row, cells in enumerate(sheet.iter_rows(), start=1)
            for column, cell in enumerate(cells, start=1)
            if is_label(cell, field)
        )
        sheet.cell(label[0], label[1] + 1).value = value
    target = to or form
    book.save(target)
    return target


def is_label(cell: Any, field: Field) -> bool:
    """True if a cell has the words beside one that the form has once."""
    start, _, _ = FIELDS[field].partition("{")
    return str(cell.value or "").startswith(start.strip())


def header_of(sheet: Any) -> int:
    """Returns the number of the row with the headings."""
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    return next(number for number, row in rows if HEADINGS[Place.STATUS] in row)


def column_of(sheet: Any, place: Place) -> int:
    """Returns the number of a column, by its heading."""
    cells = sheet[header_of(sheet)]
    return [cell.value for cell in cells].index(HEADINGS[place]) + 1


def row_of(sheet: Any, number: str) -> int:
    """Returns the number of the row of an activity; with "#", of the indicator below it."""
    column = column_of(sheet, Place.NUMBER)
    start = header_of(sheet) + 1
    row = next(
        row
        for row in range(start, sheet.max_row + 1)
        if sheet.cell(row, column).value == number.rstrip("#")
    )
    return row + 1 if number.endswith("#") else row
