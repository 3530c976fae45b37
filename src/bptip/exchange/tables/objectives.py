"""Finds the objective of each row: in a column, rows, headings, the sheet, or the title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bptip.exchange.cells import HeadingAbove, SheetCell, SheetTable
from bptip.exchange.tables.cell_texts import cell_text, shows_nothing
from bptip.exchange.tables.drafts import DraftObjective
from bptip.exchange.tables.headers import Header
from bptip.exchange.tables.maps import TableMap
from bptip.exchange.tables.numbers import clean_number, have_numbers, numbered_title
from bptip.exchange.tables.rows import RowKind, TableRow
from bptip.exchange.tables.table_words import ColumnRole


class PlacedRow(NamedTuple):
    """A row with its objective (without activities), and the heading between the two, if any."""

    row: TableRow
    objective: DraftObjective | None
    heading: str | None = None


def source_of(
    table: SheetTable,
    header: Header,
    rows: Sequence[TableRow],
    table_map: TableMap,
    *,
    is_one_of_sheets: bool,
) -> str:
    """Returns the source of a table's objectives, by its word in a map."""
    if table_map.objective is not None:
        return table_map.objective
    kinds = {row.kind for row in rows}
    if header.column(ColumnRole.OBJECTIVE) is not None:
        return "column"
    if RowKind.HEADING in kinds:
        return "rows"
    if RowKind.BARE in kinds and not is_one_of_sheets and table_map.level is None:
        return "bare"
    has_level = table_map.level is not None or len(table.headings) > 1
    if table.headings and (has_level or not header.title):
        return "headings"
    otherwise = "bare" if RowKind.BARE in kinds else "title"
    return "sheet" if is_one_of_sheets else otherwise


def placed_rows(
    table: SheetTable,
    header: Header,
    rows: Sequence[TableRow],
    table_map: TableMap,
    source: str,
    default: str,
) -> Iterator[PlacedRow]:
    """Yields each row that is an activity, or continues an activity, with its objective."""
    place = table.rows[header.row][0].place
    current = _from_text(header.title, place) if header.title else None
    fixed = {
        "headings": _heading(table.headings, table_map.level),
        "sheet": _from_text(header.part or table.name, table.name),
        "title": _from_text(header.title or default, place),
    }.get(source)
    starts = {"rows": RowKind.HEADING, "bare": RowKind.BARE}.get(source)
    cells = {row.number: row.text for row in rows if row.kind is starts and row.text}
    numbered = have_numbers(cells.values())
    heading: str | None = None
    upper: str | None = None
    for row in rows:
        if row.kind is RowKind.WITHOUT_ROWS and row.text is not None:
            upper = cell_text(row.text)
        if row.number in cells:
            current = _from_cell(cells[row.number], _number_beside(row, header), numbered)
            heading = None
        elif row.kind in (RowKind.HEADING, RowKind.BARE) and row.text is not None:
            heading = cell_text(row.text)
        if source == "column":
            before = current
            current = _from_column(row, header, table_map, before)
            heading = heading if current == before or row.kind is not RowKind.ACTIVITY else None
        if row.kind in (RowKind.ACTIVITY, RowKind.MORE):
            yield PlacedRow(row, fixed or current, heading or upper)


def _from_text(text: str, place: str) -> DraftObjective:
    number, title = numbered_title(" ".join(text.split()))
    return DraftObjective(place, title, number)


def _heading(headings: Sequence[HeadingAbove], level: int | None) -> DraftObjective | None:
    """Returns the nearest heading, or the heading of a level, with its own number."""
    fitting = [each for each in headings if level is None or each.level == level]
    return _from_text(fitting[-1].text, fitting[-1].place) if fitting else None


def _from_cell(cell: SheetCell, number: str | None, numbered: bool) -> DraftObjective:
    text = " ".join(cell_text(cell).split("\n"))
    if number is None and numbered:
        number, text = numbered_title(text, cell.bold)
    return DraftObjective(cell.place, text, number)


def _number_beside(row: TableRow, header: Header) -> str | None:
    """Returns the number in the number column of a bare row; None without a number."""
    column = header.column(ColumnRole.NUMBER)
    if column is None or row.kind is not RowKind.BARE:
        return None
    return clean_number(row.cells[column.at].text) or None


def _from_column(
    row: TableRow, header: Header, table_map: TableMap, before: DraftObjective | None
) -> DraftObjective | None:
    """Returns the objective in a row's column; a blank cell repeats the objective above."""
    column = header.column(ColumnRole.OBJECTIVE)
    cell = row.cells[column.at] if column else None
    if cell is None or shows_nothing(cell):
        return before
    if table_map.objective_matches and table_map.objective_matches not in cell.text:
        return before
    numbering = next((c for c in header.columns if c.key == ColumnRole.OBJECTIVE.value), None)
    number = clean_number(row.cells[numbering.at].text) or None if numbering else None
    named = _from_text(cell_text(cell), cell.place)
    return DraftObjective(cell.place, cell_text(cell), number) if number else named
