"""From the tables of a file to one draft: every table read, rows joined, objectives in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.exchange.cell_dates import calendar_of
from bptip.exchange.cell_parties import Names
from bptip.exchange.cell_statuses import StatusWords
from bptip.exchange.collected import Collected
from bptip.exchange.columns import plain_header
from bptip.exchange.contents import judged, kept, reports
from bptip.exchange.drafts import Draft, DraftActivity, DraftObjective, TableUse
from bptip.exchange.findings import Finding, SetAside, error
from bptip.exchange.headers import Header, header_of
from bptip.exchange.matrix import matrix_of
from bptip.exchange.numbers import have_numbers, numbered_title
from bptip.exchange.objectives import ObjectiveName, PlacedRow, placed_rows, source_of
from bptip.exchange.reading import RowReader
from bptip.exchange.rows import RowKind, TableRow, rows_of
from bptip.exchange.words import OF_REPORTS, ColumnRole
from bptip.plan.characters import same_text
from bptip.plan.errors import BptipError, ErrorCode
from bptip.plan.names import did_you_mean, nearest
from bptip.plan.parties import NO_PARTIES

if TYPE_CHECKING:
    from bptip.exchange.cells import SheetTable, TableFile
    from bptip.exchange.columns import TableColumn
    from bptip.exchange.maps import MatrixMap, TableMap
    from bptip.plan.parties import Parties


class Purpose(StrEnum):
    """The purpose of an import: a new plan, a plan's next version, or progress alone."""

    NEW = "plan"
    NEXT = "next-of"
    INTO = "into"


class Instructions(NamedTuple):
    """The user's instructions for reading a table.

    `known` are the names of parties that the plan has, and `year` that of its period, if it is one.
    """

    purpose: Purpose
    map: TableMap
    title: str
    on: date | None = None
    by: str | None = None
    known: tuple[str, ...] = ()
    office: Parties = NO_PARTIES
    year: str | None = None


class Assembled(NamedTuple):
    """The draft of a file, and what was collected on the way."""

    draft: Draft
    collected: Collected


def assembled(file: TableFile, wanted: Instructions) -> Assembled:
    """Returns what the tables of a file state; raises BptipError for a sheet that it lacks."""
    calendar = calendar_of(wanted.map)
    words = StatusWords(wanted.map, wanted.office)
    known = [*wanted.known, *wanted.map.parties.values()]
    also = {other: name for name, others in wanted.office.also.items() for other in others}
    collected = Collected(wanted.map, calendar, words, Names(known, {**also, **wanted.map.parties}))
    tables = chosen_tables(file, wanted.map)
    read = [(table, header_of(table, wanted.map, wanted.year)) for table in tables]
    if wanted.map.matrix is not None:
        return _of_matrix(file, read, wanted.map.matrix, collected, wanted)
    usable = [(table, header) for table, header in read if header and _is_usable(header, wanted)]
    _refuse_unknown_columns(wanted.map, [header for _, header in read if header])
    uses: list[TableUse] = []
    builder = _Objectives()
    title: str | None = None
    for table, header in read:
        if header is None or not _is_usable(header, wanted):
            uses.append(_passed_by(table, header, collected))
            continue
        title = title or header.title
        uses.append(_read_table(table, header, wanted, collected, builder, len(usable)))
    if not usable:
        collected.findings.append(_nothing_usable(file, read))
    _tell_undated(usable, collected)
    collected.findings = [*collected.with_likely_order(), *collected.unknown_statuses]
    headings = [each.text for table in tables for each in table.headings if each.level == 1]
    named = title or next(iter(headings), None)
    return Assembled(Draft(file, builder.objectives, tuple(uses), named), collected)


def _of_matrix(
    file: TableFile,
    read: Sequence[tuple[SheetTable, Header | None]],
    matrix: MatrixMap,
    collected: Collected,
    wanted: Instructions,
) -> Assembled:
    """Returns what a matrix states: an activity for each of its items, with a report a party."""
    activities, use = matrix_of(file, read, matrix, collected, wanted.on)
    collected.findings += collected.unknown_statuses
    title = next((header.title for _, header in read if header and header.title), None)
    objective = DraftObjective(file.name, title or wanted.title, None, activities)
    return Assembled(Draft(file, (objective,), (use,), title), collected)


def chosen_tables(file: TableFile, table_map: TableMap) -> tuple[SheetTable, ...]:
    """Returns the tables to read: all that have rows, or the one that the map names."""
    if table_map.sheet is None:
        return tuple(table for table in file.tables if table.rows)
    named = [table for table in file.tables if same_text(table.name) == same_text(table_map.sheet)]
    if not named:
        sheets = ", ".join(f'"{table.name}"' for table in file.tables)
        raise BptipError(
            f'{file.name} has no sheet "{table_map.sheet}".',
            f"It has: {sheets}.",
            code=ErrorCode.NOT_FOUND,
        )
    return tuple(named)


def _refuse_unknown_columns(table_map: TableMap, headers: Sequence[Header]) -> None:
    """Raises BptipError for a column that the map names and no table has."""
    names = {plain_header(c.header): c.header for each in headers for c in each.columns}
    names |= {plain_header(c.key): c.key for each in headers for c in each.columns if c.key}
    for name in table_map.columns if headers else ():
        if not name.startswith("column:") and plain_header(name) not in names:
            near = nearest(name, list(names.values()))
            known = ", ".join(f'"{known}"' for known in names.values() if known)
            raise BptipError(
                f'The map: the table has no column "{name}".',
                did_you_mean(name, near),
                f"Its columns: {known}.",
                code=ErrorCode.BROKEN_FILE,
            )


def _is_usable(header: Header, wanted: Instructions) -> bool:
    """True if a table has a column of activities; for progress alone a number is enough."""
    if header.column(ColumnRole.ACTIVITY) is not None:
        return True
    return wanted.purpose is Purpose.INTO and header.column(ColumnRole.NUMBER) is not None


def _passed_by(table: SheetTable, header: Header | None, collected: Collected) -> TableUse:
    """Returns the use of a table that is passed by; it is named among the rows set aside."""
    place = table.rows[0][0].place if table.rows and table.rows[0] else table.name
    why = "no row with known column names" if header is None else "no column with activities"
    collected.set_aside.append(SetAside(place, f"the table {table.name} is passed by: {why}"))
    columns = header.columns if header else ()
    return TableUse(table.name, header.row + 1 if header else None, len(table.rows), columns)


def _nothing_usable(file: TableFile, read: Sequence[tuple[SheetTable, Header | None]]) -> Finding:
    """Returns the error that no table has a column of activities, with what could be one."""
    table, header = next(((t, h) for t, h in read if h), read[0] if read else (None, None))
    if table is None or not table.rows:
        return error("nothing-but-rows", file.name, "", f"{file.name} has no table with rows.")
    if header is None:
        return error(
            "no-activity-column",
            table.rows[0][0].place,
            table.rows[0][0].text,
            "No row of the table has column names that bptip knows.",
            'In the map: header = 3 (the row of the names), columns = { "…" = "activity" }',
        )
    first = next((c.header for c in header.columns if c.role in _CAN_BE), header.columns[0].header)
    return error(
        "no-activity-column",
        table.rows[header.row][0].place,
        ", ".join(column.header for column in header.columns),
        "No column has the activities.",
        f'In the map: columns = {{ "{first}" = "activity" }}',
    )


_CAN_BE: Final = (
    ColumnRole.KEEP,
    ColumnRole.OBJECTIVE,
    ColumnRole.INDICATOR,
    ColumnRole.DESCRIPTION,
)


def _tell_undated(usable: Sequence[tuple[SheetTable, Header]], collected: Collected) -> None:
    for table, header in usable:
        for column in header.undated[:1]:
            place = table.rows[header.row][column.at].place
            name = column.key or column.header
            message = f'"{name}" names a period without a year.'
            hint = f'In the map: periods = {{ "{name}" = "2026-Q1" }}'
            collected.findings.append(error("no-day", place, name, message, hint))


def _read_table(
    table: SheetTable,
    header: Header,
    wanted: Instructions,
    collected: Collected,
    builder: _Objectives,
    usable: int,
) -> TableUse:
    """Reads one table into the objectives; returns how it was read."""
    rows = rows_of(table, header, can_be_numbers=wanted.purpose is Purpose.INTO)
    stated = frozenset(_stated(header, wanted.map))
    columns = judged(header.columns, rows, stated, collected.words, collected.calendar)
    left_out: tuple[TableColumn, ...] = ()
    if wanted.purpose is not Purpose.INTO:
        if not reports(columns, rows):
            columns = tuple(kept(c) if c.role in OF_REPORTS else c for c in columns)
        elif wanted.purpose is Purpose.NEXT:
            left_out = tuple(c for c in columns if c.role in OF_REPORTS)
            columns = tuple(c for c in columns if c.role not in OF_REPORTS)
    elif wanted.purpose is Purpose.INTO:
        left_out = tuple(c for c in columns if c.role is ColumnRole.KEEP)
    header = header._replace(columns=columns)
    source = source_of(table, header, rows, wanted.map, is_one_of_sheets=usable > 1)
    reader = RowReader(
        columns,
        collected,
        wanted.known,
        has_numbers_in_titles=_has_numbers(header, rows),
        on=wanted.on,
        by=wanted.by,
    )
    for row in rows:
        if row.kind in _SET_ASIDE:
            place = next((c.place for c in row.cells if not c.is_empty), row.cells[0].place)
            collected.set_aside.append(SetAside(place, _SET_ASIDE[row.kind]))
    placed = list(placed_rows(table, header, rows, wanted.map, source, wanted.title))
    for row_placed in placed:
        _take(row_placed, reader, builder, wanted)
    taken = sum(each.row.kind is RowKind.ACTIVITY for each in placed)
    use_columns = (*columns, *left_out) if wanted.purpose is Purpose.NEXT else columns
    ordered = tuple(sorted(use_columns, key=lambda column: column.at))
    return TableUse(table.name, header.row + 1, taken, ordered, source, left_out)


_SET_ASIDE: Final = {
    RowKind.TOTAL: "a row of totals",
    RowKind.BELOW: "a text below the table",
    RowKind.WITHOUT_TITLE: "the row names no activity",
    RowKind.WITHOUT_ROWS: "a heading directly above another heading",
}


def _stated(header: Header, table_map: TableMap) -> list[int]:
    """Returns the places of the columns whose roles the map states."""
    named = {same_text(name).casefold() for name in table_map.columns}
    return [
        column.at
        for column in header.columns
        if same_text(column.header).casefold() in named
        or f"column:{column.letter}".casefold() in named
    ]


def _has_numbers(header: Header, rows: Sequence[TableRow]) -> bool:
    title = header.column(ColumnRole.ACTIVITY)
    if title is None:
        return False
    cells = [row.cells[title.at] for row in rows if row.kind is RowKind.ACTIVITY]
    return have_numbers([cell.text for cell in cells], [cell.bold for cell in cells])


def _take(
    placed: PlacedRow,
    reader: RowReader,
    builder: _Objectives,
    wanted: Instructions,
) -> None:
    """Adds a row to its objective: as activities, or to the activity above."""
    row = placed.row
    if row.kind is RowKind.MORE and builder.last is not None:
        builder.add_to_last(row, reader)
        return
    name = placed.objective or ObjectiveName(wanted.title, None, row.cells[0].place)
    activity = reader.activity(row, placed.heading)
    pieces = _split(activity) if wanted.map.split == "numbered" else [activity]
    for piece in pieces:
        builder.add(name, piece)


def _split(activity: DraftActivity) -> list[DraftActivity]:
    """Returns an activity for each numbered line of a cell; a line without one goes on."""
    pieces: list[tuple[str | None, str]] = []
    for line in activity.title.split("\n"):
        number, title = numbered_title(line)
        if number is None and pieces:
            pieces[-1] = (pieces[-1][0], f"{pieces[-1][1]}\n{line}".strip())
        elif line.strip():
            pieces.append((number, title))
    if len(pieces) < 2:
        return [activity]
    prefix = f"{activity.number}." if activity.number else ""
    return [
        activity._replace(number=f"{prefix}{number}" if number else None, title=title)
        for number, title in pieces
    ]


class _Objectives:
    """The objectives of all tables, in the order in which they first come."""

    def __init__(self) -> None:
        self._names: dict[tuple[str | None, str], ObjectiveName] = {}
        self._activities: dict[tuple[str | None, str], list[DraftActivity]] = {}
        self.last: list[DraftActivity] | None = None

    def add(self, name: ObjectiveName, activity: DraftActivity) -> None:
        """Adds an activity below an objective."""
        key = (name.number, same_text(name.title).casefold())
        self._names.setdefault(key, name)
        self.last = self._activities.setdefault(key, [])
        self.last.append(activity)

    def add_to_last(self, row: TableRow, reader: RowReader) -> None:
        """Adds a further row to the activity above: its indicators, parties and reports."""
        assert self.last is not None
        above = self.last[-1]
        indicators = tuple(reader.indicators(row))
        added = reader.reports(row, len(above.indicators))
        lead = reader.lead(row)
        self.last[-1] = above._replace(
            indicators=above.indicators + indicators,
            reports=above.reports + tuple(added),
            lead=tuple(dict.fromkeys((*above.lead, *lead))),
            extra={**reader.notes_of_indicator(row), **above.extra},
        )

    @property
    def objectives(self) -> tuple[DraftObjective, ...]:
        """The objectives with their activities."""
        return tuple(
            DraftObjective(name.place, name.title, name.number, tuple(self._activities[key]))
            for key, name in self._names.items()
        )
