"""Tables and forms of a story as files, made and filled in by other programs than bptip."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

Rows = list[list[str]]


def rows_of(lines: str) -> Rows:
    """Returns the rows of a pipe table, without the line below its header."""
    tables = (line.strip()[1:-1] for line in lines.splitlines() if line.startswith("|"))
    rows = [[cell.strip() for cell in line.split("|")] for line in tables]
    return [row for row in rows if any(cell.strip("-: ") for cell in row)]


def workbook(file: Path, lines: str) -> None:
    """Writes a pipe table as the sheet of a workbook."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Tracker"
    for row in rows_of(lines):
        sheet.append(row)
    book.save(file)


def word_file(file: Path, lines: str) -> None:
    """Writes a pipe table as the table of a Word file."""
    from docx import Document

    rows = rows_of(lines)
    document = Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(file))


def fill_in(form: Path, lines: str) -> None:
    """Fills in a form: a pipe table has its rows, "label: text" a cell that it has once."""
    from openpyxl import load_workbook

    book = load_workbook(form)
    sheet: Any = book["Return"]
    header, *rows = rows_of(lines)
    top = next(row for row in sheet.iter_rows() if "Status" in [cell.value for cell in row])
    columns = {cell.value: cell.column for cell in top if cell.value}
    for row in rows:
        number = _row(sheet, columns["No."], row[0])
        for heading, text in zip(header[1:], row[1:], strict=True):
            if text:
                sheet.cell(number, columns[heading]).value = _value(text)
    for line in lines.splitlines():
        label, colon, text = line.partition(": ")
        if colon and not line.startswith("|"):
            _fill_once(sheet, label, _value(text))
    book.save(form)


def _row(sheet: Any, column: int, number: str) -> int:  # noqa: ANN401  # a sheet of the library
    cells = (row[column - 1] for row in sheet.iter_rows())
    return next(cell.row for cell in cells if cell.value == number)  # type: ignore[no-any-return]


def _fill_once(sheet: Any, label: str, value: object) -> None:  # noqa: ANN401
    cells = (cell for row in sheet.iter_rows() for cell in row)
    beside = next(cell for cell in cells if str(cell.value or "").startswith(label))
    sheet.cell(beside.row, beside.column + 1).value = value


def _value(text: str) -> date | str:
    """Returns a day as a program stores it in a cell; any other text as it is."""
    try:
        return datetime.strptime(text, "%d %b %Y").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return text
