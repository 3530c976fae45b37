"""Turns the tables of a file into one draft: reads every table, joins rows, orders objectives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell, SheetTable, TableFile
from bptip.exchange.tables.cell_dates import Calendar, DateKind, calendar_of, date_in
from bptip.exchange.tables.cell_statuses import StatusWords
from bptip.exchange.tables.collected import Collected
from bptip.exchange.tables.columns import BY_LETTER, plain_header
from bptip.exchange.tables.drafts import Draft, DraftObjective, TableUse
from bptip.exchange.tables.findings import Finding, SetAside, error, shortened
from bptip.exchange.tables.former_columns import longest_texts, with_former_roles, with_titles
from bptip.exchange.tables.headers import Header, header_of
from bptip.exchange.tables.instructions import Instructions, Purpose
from bptip.exchange.tables.maps import MatrixMap, TableMap, option_or_line, typed_option
from bptip.exchange.tables.matrix import matrix_of, plain_matrix
from bptip.exchange.tables.numbers import is_part
from bptip.exchange.tables.party_names import Names
from bptip.exchange.tables.periods import period_of
from bptip.exchange.tables.plan_titles import is_plan_title
from bptip.exchange.tables.table_reading import ObjectiveBuilder, read_table
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.characters import same_text
from bptip.plan.dates import span_words
from bptip.plan.errors import BrokenFileError, NotFoundError
from bptip.plan.near_names import did_you_mean, nearest
from bptip.plan.vocabulary import listing


class Assembled(NamedTuple):
    """The draft of a file, and the findings collected while reading it."""

    draft: Draft
    collected: Collected


def assembled(file: TableFile, wanted: Instructions) -> Assembled:
    """Returns the draft of a file's tables; raises BptipError if the file lacks a named sheet."""
    calendar = calendar_of(wanted.map)
    words = StatusWords(wanted.map, wanted.office)
    known = [*wanted.known, *wanted.map.party_names]
    also = {other: name for name, others in wanted.office.also.items() for other in others}
    collected = Collected(wanted.map, calendar, words, Names(known, {**also, **wanted.map.parties}))
    collected.makes_version = wanted.purpose is not Purpose.INTO
    read: list[tuple[SheetTable, Header | None]] = []
    for table in chosen_tables(file, wanted.map):
        header = header_of(table, wanted.map, wanted.year)
        if header is None and read and _goes_on(table, *read[-1], calendar):
            above, header = read.pop()
            collected.notes.append(
                f"Table {table.name} has no header, so its rows continue the table above."
            )
            read.append((_continued(above, table), header))
        else:
            read.append((table, header and _as_before(header, table, wanted, collected)))
    if wanted.map.matrix is None and not any(h and h.column(ColumnRole.ACTIVITY) for _, h in read):
        wanted, read = _with_plain_matrix([table for table, _ in read], wanted, collected) or (
            wanted, read,
        )  # fmt: skip
    if wanted.map.matrix is not None:
        return _of_matrix(file, read, wanted.map.matrix, collected, wanted)
    usable = [(table, header) for table, header in read if header and _is_usable(header, wanted)]
    _refuse_unknown_columns(wanted.map, [header for _, header in read if header])
    uses: list[TableUse] = []
    builder = ObjectiveBuilder()
    for table, header in read:
        if header is None or not _is_usable(header, wanted):
            uses.append(_passed_by(table, header, collected))
            continue
        uses.append(read_table(table, header, wanted, collected, builder, len(usable)))
    if not usable:
        collected.findings.append(_nothing_usable(file, read))
    elif not builder.objectives and collected.makes_version:
        table, header = usable[0]
        message = "No row below the names of the columns has an activity."
        collected.findings.append(
            error("no-activity-column", table.rows[header.row][0].place, "", message)
        )
    _tell_undated(usable, collected)
    collected.findings = [*collected.with_likely_order(), *collected.unknown_statuses]
    return Assembled(Draft(file, builder.objectives, tuple(uses), _title_of(usable)), collected)


def _with_plain_matrix(
    tables: Sequence[SheetTable], wanted: Instructions, collected: Collected
) -> tuple[Instructions, list[tuple[SheetTable, Header | None]]] | None:
    """Returns what a map would say of a table that is plainly a matrix; None without one."""
    is_possible = wanted.purpose is not Purpose.NEXT and wanted.map.header is None
    plain = plain_matrix(tables, wanted, collected.words) if is_possible else None
    if plain is None:
        return None
    stated = wanted.map._replace(matrix=plain.matrix, header=plain.header + 1)
    items = listing([f'"{shortened(name)}"' for name in plain.matrix.items])
    collected.notes.append(
        f'Read as a matrix: "{plain.matrix.party}" is the party, and each of {items} an activity.'
    )
    header = header_of(plain.table, stated, wanted.year)
    return wanted._replace(map=stated), [(plain.table, header)]


def _as_before(
    header: Header, table: SheetTable, wanted: Instructions, collected: Collected
) -> Header:
    """Returns a header whose columns have the roles that they had for the plan; adds a note."""
    header, again = with_former_roles(header, table, wanted.former)
    if again:
        named = listing([f'"{column.header}" for the {column.role}' for column in again])
        collected.notes.append(f"Columns are taken as for the plan before: {named}.")
    return with_titles(header, table, wanted.titles)


def _goes_on(
    table: SheetTable, above: SheetTable, header: Header | None, calendar: Calendar
) -> bool:
    """True if a table of a document has no header and continues the table above it.

    Its first row has a number or a date in the same column as the table above, which a table of
    signatures does not.
    """
    is_alike = table.name.isdecimal() and len(table.rows[0]) == len(above.rows[0])
    if header is None or not is_alike or table.headings != above.headings:
        return False
    number, due = header.column(ColumnRole.NUMBER), header.column(ColumnRole.DUE)
    first = table.rows[0]
    if number is not None and any(map(str.isdigit, first[number.at].text)):
        return True
    return due is not None and date_in(first[due.at], calendar).kind not in _NO_DATE


_NO_DATE: Final = (DateKind.NONE, DateKind.WORDS)


def _continued(above: SheetTable, table: SheetTable) -> SheetTable:
    """Returns a table with the rows of the table that continues it."""
    shift = len(above.rows)
    areas = (
        area._replace(first_row=area.first_row + shift, last_row=area.last_row + shift)
        for area in table.merged
    )
    return above._replace(rows=above.rows + table.rows, merged=(*above.merged, *areas))


def _title_of(usable: Sequence[tuple[SheetTable, Header]]) -> str | None:
    """Returns the title above the columns of the tables, or else their topmost heading.

    A text that differs from table to table names a part of the plan, not the plan. So does
    "Objective 1: Prevention" above a single table.
    """
    above_columns = {header.title for _, header in usable if header.title}
    topmost = {table.headings[0].text for table, _ in usable if _has_topmost_heading(table)}
    for titles in (above_columns, topmost):
        title = next(iter(titles), "")
        if len(titles) == 1 and (is_plan_title(title) or not is_part(title)):
            return _SECTION.sub("", title, count=1)
    return None


_SECTION: Final = re.compile(r"^(?:\d{1,2}|[IVX]{1,4})\.\s+")
"""The number of a section of a document, which is not part of a plan's title."""


def _has_topmost_heading(table: SheetTable) -> bool:
    """True if the title of the document, or a heading of level 1, is above a table."""
    return bool(table.headings) and table.headings[0].level <= 1


def _of_matrix(
    file: TableFile,
    read: Sequence[tuple[SheetTable, Header | None]],
    matrix: MatrixMap,
    collected: Collected,
    wanted: Instructions,
) -> Assembled:
    """Returns the draft of a matrix: an activity for each item, with a report of each party."""
    activities, use = matrix_of(file, read, matrix, collected, wanted.on)
    collected.findings += collected.unknown_statuses
    title = next((header.title for _, header in read if header and header.title), None)
    objective = DraftObjective(file.name, title or wanted.title, None, activities)
    return Assembled(Draft(file, (objective,), (use,), title), collected)


def chosen_tables(file: TableFile, table_map: TableMap) -> tuple[SheetTable, ...]:
    """Returns the tables to read: all tables with rows, or the sheet that the map names."""
    if table_map.sheet is None:
        return tuple(table for table in file.tables if table.rows)
    named = [table for table in file.tables if same_text(table.name) == same_text(table_map.sheet)]
    if not named:
        sheets = ", ".join(f'"{table.name}"' for table in file.tables)
        raise NotFoundError(f'{file.name} has no sheet "{table_map.sheet}".', f"It has: {sheets}.")
    return tuple(named)


def _refuse_unknown_columns(table_map: TableMap, headers: Sequence[Header]) -> None:
    """Raises BptipError for a column that the map names and no table has."""
    names = {plain_header(c.header): c.header for each in headers for c in each.columns}
    names |= {plain_header(c.key): c.key for each in headers for c in each.columns if c.key}
    for name in table_map.columns if headers else ():
        if not name.startswith(BY_LETTER) and plain_header(name) not in names:
            near = nearest(name, list(names.values()))
            known = ", ".join(f'"{known}"' for known in names.values() if known)
            raise BrokenFileError(
                f'The map: the table has no column "{name}".',
                did_you_mean(name, near),
                f"Its columns: {known}.",
            )


def _is_usable(header: Header, wanted: Instructions) -> bool:
    """True if a table has a column of activities; to import progress, a number column is enough."""
    if header.column(ColumnRole.ACTIVITY) is not None:
        return True
    return wanted.purpose is Purpose.INTO and header.column(ColumnRole.NUMBER) is not None


def _passed_by(table: SheetTable, header: Header | None, collected: Collected) -> TableUse:
    """Returns the use of a table that is left out, and adds the table to the rows set aside."""
    place = table.rows[0][0].place if table.rows and table.rows[0] else table.name
    why = "no row has known column names" if header is None else "no column has activities"
    name = f"table {table.name}" if table.name.isdecimal() else f'sheet "{table.name}"'
    collected.set_aside.append(SetAside(place, f"{name} is left out: {why}"))
    columns = header.columns if header else ()
    return TableUse(table.name, header.row + 1 if header else None, len(table.rows), columns)


def _nothing_usable(file: TableFile, read: Sequence[tuple[SheetTable, Header | None]]) -> Finding:
    """Returns the error that no table has a column of activities; the hint proposes a column."""
    table, header = next(((t, h) for t, h in read if h), read[0] if read else (None, None))
    if table is None or not table.rows:
        return error("no-activity-column", file.name, "", f"{file.name} has no table with rows.")
    if header is None:
        row = next((n for n, cells in enumerate(table.rows) if _can_be_header(cells)), 0)
        name = table.rows[row][longest_texts(table, row + 1, range(len(table.rows[row])))].text
        option = typed_option("columns", name, ColumnRole.ACTIVITY)
        return error(
            "no-activity-column",
            table.rows[0][0].place,
            table.rows[0][0].text,
            "No row of the table has column names that bptip knows.",
            f"If row {row + 1} has the names, add: {option}. "
            'In the map: header = 3 (the row of the names), columns = { "…" = "activity" }',
        )
    claiming = [c.at for c in header.columns if c.role in _CAN_BE]
    places = claiming or [column.at for column in header.columns]
    at = longest_texts(table, header.body, places)
    first = next(column.header for column in header.columns if column.at == at)
    return error(
        "no-activity-column",
        table.rows[header.row][0].place,
        ", ".join(column.header for column in header.columns),
        "No column has the activities.",
        f"Add {option_or_line('columns', first, ColumnRole.ACTIVITY)}",
    )


def _can_be_header(cells: Sequence[SheetCell]) -> bool:
    """True if a row has several texts, as the row with the names of the columns has."""
    return sum(not cell.is_empty for cell in cells) > 1


_CAN_BE: Final = (
    ColumnRole.KEEP,
    ColumnRole.OBJECTIVE,
    ColumnRole.INDICATOR,
    ColumnRole.DESCRIPTION,
)


EXAMPLE_YEAR: Final = "2026"
"""The year in the example of a period's line for the map."""


def _tell_undated(usable: Sequence[tuple[SheetTable, Header]], collected: Collected) -> None:
    for table, header in usable:
        for column in header.undated[:1]:
            place = table.rows[header.row][column.at].place
            name = column.key or column.header
            message = f'"{name}" names a period without a year.'
            days = period_of(name, EXAMPLE_YEAR, {})
            words = (days and span_words(days)) or f"{EXAMPLE_YEAR}-Q1"
            hint = (
                "If the plan has one year, add it: --start 2026-01-01 --end 2026-12-31. "
                f"Or say what each means: {option_or_line('periods', name, words)}"
            )
            collected.findings.append(error("no-day", place, name, message, hint))
