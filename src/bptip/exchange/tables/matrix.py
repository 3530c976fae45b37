"""Reads a matrix: a row per party, a column per item, and in each cell the party's own status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell, SheetTable, TableFile
from bptip.exchange.tables.cell_figures import figure_in
from bptip.exchange.tables.cell_statuses import StatusWords
from bptip.exchange.tables.collected import Collected
from bptip.exchange.tables.columns import TableColumn, claims_of, is_known, plain_header
from bptip.exchange.tables.drafts import DraftActivity, RowReport, TableUse
from bptip.exchange.tables.findings import SetAside, error, warning
from bptip.exchange.tables.headers import ROWS_SEARCHED, Header
from bptip.exchange.tables.instructions import Instructions, Purpose
from bptip.exchange.tables.maps import MatrixMap
from bptip.exchange.tables.numbers import numbered_title
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.characters import letters_of
from bptip.plan.model import Status


class MatrixRead(NamedTuple):
    """The items of a matrix as activities with each party's report, and the use of the table."""

    activities: tuple[DraftActivity, ...]
    use: TableUse


def matrix_of(
    file: TableFile,
    read: Sequence[tuple[SheetTable, Header | None]],
    matrix: MatrixMap,
    collected: Collected,
    on: date | None,
) -> MatrixRead:
    """Returns the reports in the cells of a matrix; adds unknown words to `collected`."""
    for table, header in read:
        party = header and _column(header, matrix.party)
        if header is None or party is None:
            continue
        items = {}
        for name, item in matrix.items.items():
            column = _column(header, name)
            if column is None:
                place = table.rows[header.row][0].place
                message = f'The table has no column "{name}", which the map names.'
                collected.findings.append(error("no-item", place, name, message))
            else:
                items[column.at] = (column, item)
        return _read(table, header, party, items, matrix, collected, on)
    first = file.tables[0].rows[0][0].place if file.tables and file.tables[0].rows else file.name
    message = f'No table has the column "{matrix.party}", which the map names.'
    collected.findings.append(error("no-activity-column", first, matrix.party, message))
    return MatrixRead((), TableUse(file.tables[0].name if file.tables else "", None, 0))


class PlainMatrix(NamedTuple):
    """A table that is a matrix without a map: what a map would say of it."""

    table: SheetTable
    header: int
    matrix: MatrixMap


def plain_matrix(
    tables: Iterable[SheetTable], wanted: Instructions, words: StatusWords
) -> PlainMatrix | None:
    """Returns the first table with a row a party and a column an item; None without one.

    For progress on a plan, two columns or more are called by the numbers or titles of activities.
    For a new plan, all columns but the party's have statuses alone, or yes and no.
    """
    for table in tables:
        for row, cells in enumerate(table.rows[:ROWS_SEARCHED]):
            names = [" ".join(cell.text.split()) for cell in cells]
            party = next((at for at, name in enumerate(names) if _names_parties(name)), None)
            if party is None:
                continue
            if wanted.purpose is Purpose.INTO:
                known = ((name, wanted.numbers.get(plain_header(name))) for name in names)
                items = {name: number for name, number in known if number is not None}
            else:
                items = _columns_of_statuses(table, row, party, words)
            if len(items) >= FEWEST_ITEMS:
                return PlainMatrix(table, row, MatrixMap(names[party], items))
    return None


FEWEST_ITEMS: Final = 2
"""Minimum number of columns with items, and of rows with parties, of such a table; set by hand."""


def _names_parties(name: str) -> bool:
    """True if a column is called like one of parties: "Agency", "Reported by"."""
    return is_known(name) and claims_of(name)[0].role in (ColumnRole.LEAD, ColumnRole.BY)


def _columns_of_statuses(
    table: SheetTable, row: int, party: int, words: StatusWords
) -> dict[str, str]:
    """Returns the numbers of the columns behind the party's by their names.

    Empty if a column has a name of another role, or anything else than statuses in its cells.
    """
    items = {}
    rows = [cells for cells in table.rows[row + 1 :] if not cells[party].is_empty]
    for at in range(party + 1, len(table.rows[row])):
        name = " ".join(table.rows[row][at].text.split())
        filled = [cells[at] for cells in rows if not cells[at].is_empty]
        fitting = [cell for cell in filled if _is_answer(cell) or words.is_word_in(cell)]
        if not name and not filled:
            continue
        if is_known(name) or len(fitting) < FEWEST_ITEMS or len(fitting) < len(filled) - 1:
            return {}
        items[name] = numbered_title(name)[0] or ""
    return items


def _is_answer(cell: SheetCell) -> bool:
    return letters_of(cell.text) in {"y", "n", "yes", "no"} or cell.text.strip() in {"✓", "✗", "✘"}


def _column(header: Header, name: str) -> TableColumn | None:
    wanted = plain_header(name)
    return next((each for each in header.columns if plain_header(each.header) == wanted), None)


def _read(
    table: SheetTable,
    header: Header,
    party: TableColumn,
    items: dict[int, tuple[TableColumn, str]],
    matrix: MatrixMap,
    collected: Collected,
    on: date | None,
) -> MatrixRead:
    reports: dict[int, list[RowReport]] = {at: [] for at in items}
    parties: dict[str, None] = {}
    completed = dict.fromkeys(items, 0)
    totals: Sequence[SheetCell] | None = None
    rows = 0
    for cells in table.rows[header.body :]:
        name = " ".join(cells[party.at].text.split())
        if not name:
            continue
        if _has_totals(name, [cells[at] for at in items], matrix):
            totals = cells
            collected.set_aside.append(SetAside(cells[party.at].place, "a row of totals"))
            continue
        rows += 1
        by = collected.names.name(name, cells[party.at].place)
        parties[by] = None
        for at in items:
            report = _report(cells[at], by, collected, on)
            if report is not None:
                reports[at].append(report)
                completed[at] += report.status is Status.COMPLETED
    if totals is not None:
        _compare(totals, completed, items, collected)
    columns = tuple(_as_used(each, party, items) for each in header.columns)
    use = TableUse(table.name, header.row + 1, rows, columns)
    activities = (
        DraftActivity(
            place=table.rows[header.row][at].place,
            title=column.header,
            number=item or None,
            lead=tuple(parties),
            reports=tuple(reports[at]),
            each=True,
        )
        for at, (column, item) in items.items()
    )
    return MatrixRead(tuple(activities), use)


def _has_totals(name: str, cells: Sequence[SheetCell], matrix: MatrixMap) -> bool:
    """True if a row has totals: by the map, or by its name if its other cells are numbers."""
    if matrix.totals is not None:
        return matrix.totals in name
    filled = [cell for cell in cells if not cell.is_empty]
    is_named = not _TOTALS.isdisjoint(re.findall(r"\w+", name.casefold()))
    return is_named and bool(filled) and all(map(figure_in, filled))


_TOTALS: Final = frozenset(
    {"total", "totals", "subtotal", "totaux", "summary", "sum", "jumlah", "somme", "suma", "soma"}
)
"""The words in the names of rows of totals."""


def _report(cell: SheetCell, by: str, collected: Collected, on: date | None) -> RowReport | None:
    """Returns the report in a cell; None if the cell is empty or has only an unknown word."""
    stated = collected.words.status_in(cell)
    if stated is None:
        return None
    if stated.status is not None or stated.progress is None:
        collected.status(stated.word, stated.status, cell.place)
    report = RowReport(cell.place, on, by=by, note=stated.rest or None)
    if stated.status is not Status.NOT_REPORTED:
        report = report._replace(status=stated.status, said=stated.said, progress=stated.progress)
    return report if report.states_something else None


def _compare(
    totals: Sequence[SheetCell],
    completed: dict[int, int],
    items: dict[int, tuple[TableColumn, str]],
    collected: Collected,
) -> None:
    """Adds a warning for a total other than the number of parties that completed their part."""
    for at, (column, item) in items.items():
        total = figure_in(totals[at])
        if total is not None and total.number != completed[at]:
            message = (
                f'The total of "{column.header}" is {total.number}; {completed[at]} of the rows '
                f"above say that {item} is completed."
            )
            collected.findings.append(
                warning("totals", totals[at].place, totals[at].text.strip(), message)
            )


def _as_used(
    column: TableColumn, party: TableColumn, items: dict[int, tuple[TableColumn, str]]
) -> TableColumn:
    if column.at == party.at:
        return column._replace(role=ColumnRole.BY, key=None)
    if column.at in items:
        return column._replace(role=ColumnRole.STATUS, key=items[column.at][1])
    return column._replace(role=ColumnRole.SKIP, key=None)
