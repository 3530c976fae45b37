"""Turns one table into objectives and activities of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bptip.exchange.cells import SheetCell, SheetTable
from bptip.exchange.tables.cell_texts import cell_text, is_error
from bptip.exchange.tables.collected import Collected
from bptip.exchange.tables.coloured_columns import with_colours
from bptip.exchange.tables.column_contents import judged, with_results_kept
from bptip.exchange.tables.columns import TableColumn
from bptip.exchange.tables.drafts import DraftActivity, DraftObjective, TableUse
from bptip.exchange.tables.findings import SetAside, shortened
from bptip.exchange.tables.headers import Header
from bptip.exchange.tables.instructions import Instructions, Purpose
from bptip.exchange.tables.numbers import numbered_title
from bptip.exchange.tables.objectives import PlacedRow, placed_rows, source_of
from bptip.exchange.tables.party_marks import with_party_marks
from bptip.exchange.tables.report_days import (
    days_in,
    reports,
    with_days_of_reports,
    with_due_dates,
)
from bptip.exchange.tables.row_activities import RowReader
from bptip.exchange.tables.rows import RowKind, TableRow, rows_of
from bptip.exchange.tables.summaries import with_summaries
from bptip.exchange.tables.table_words import OF_REPORTS, ColumnRole
from bptip.exchange.tables.ticks import with_ticks
from bptip.plan.characters import same_text


def read_table(
    table: SheetTable,
    header: Header,
    wanted: Instructions,
    collected: Collected,
    builder: ObjectiveBuilder,
    usable: int,
) -> TableUse:
    """Reads one table into the objectives; returns the use that was made of the table."""
    can_be_numbers = wanted.purpose is Purpose.INTO
    rows = with_summaries(rows_of(table, header, can_be_numbers=can_be_numbers), header)
    header, rows = _with_roles(header, rows, wanted, collected)
    if header.column(ColumnRole.ON) is None:
        header = _dated(header, rows, wanted, collected)
    for column in header.columns:
        if column.role is ColumnRole.STATUS:
            collected.choices.update(dict.fromkeys(table.choices.get(column.at, ())))
    reporting = [column for column in header.columns if column.role in OF_REPORTS]
    left_out: Sequence[TableColumn] = ()
    if wanted.purpose is Purpose.INTO:
        left_out = [column for column in header.columns if column.role is ColumnRole.KEEP]
    elif not reports(header, rows, has_day=wanted.on is not None):
        header = header.with_role(reporting, ColumnRole.KEEP)
    elif wanted.purpose is Purpose.NEXT:
        left_out = reporting
    columns = header.columns
    if wanted.purpose is Purpose.NEXT:
        header = header._replace(columns=tuple(each for each in columns if each not in left_out))
    source = source_of(table, header, rows, wanted.map, is_one_of_sheets=usable > 1)
    _set_aside(table, header, rows, collected)
    reader = RowReader(header, rows, collected, wanted)
    placed = list(placed_rows(table, header, rows, wanted.map, source, wanted.title))
    for row_placed in placed:
        _take(row_placed, reader, builder, wanted)
    collected.set_aside += _unused(rows, placed)
    taken = sum(each.row.kind is RowKind.ACTIVITY for each in placed)
    return TableUse(table.name, header.row + 1, taken, columns, source, tuple(left_out))


def _set_aside(
    table: SheetTable, header: Header, rows: Sequence[TableRow], collected: Collected
) -> None:
    """Sets aside the rows that are not taken; records struck-out texts and error values."""
    used = [column.at for column in header.columns if column.role is not ColumnRole.SKIP]
    title = header.column(ColumnRole.ACTIVITY)
    for row in rows:
        written = table.rows[row.number]
        struck = list(_struck((written[at] for at in used), collected))
        if row.kind in _NOT_TAKEN:
            place = next((c.place for c in written if not c.is_empty), written[0].place)
            is_struck = title is not None and written[title.at] in struck
            why = "its activity is struck out" if is_struck else _NOT_TAKEN[row.kind]
            collected.set_aside.append(SetAside(place, why))


def _struck(cells: Iterable[SheetCell], collected: Collected) -> Iterator[SheetCell]:
    """Yields the cells with struck-out text; records these and the errors of the spreadsheet."""
    for cell in cells:
        if is_error(cell):
            collected.not_a_text(cell)
        if cell.struck.strip():
            collected.struck.append((cell.place, cell.struck.strip()))
            yield cell


def _with_roles(
    header: Header, rows: list[TableRow], wanted: Instructions, collected: Collected
) -> tuple[Header, list[TableRow]]:
    """Returns the header with roles that fit the cells, and the rows with words for their marks."""
    header, rows = with_ticks(header, rows, collected.words)
    header = judged(header, rows, collected.words, collected.calendar)
    header = with_results_kept(header, rows, wanted.map.objective)
    if wanted.purpose is not Purpose.INTO:
        header, rows = with_party_marks(header, rows)
        header = with_due_dates(header)
    return with_colours(header, rows, collected), rows


def _dated(
    header: Header, rows: Sequence[TableRow], wanted: Instructions, collected: Collected
) -> Header:
    """Returns the header with the column that dates the reports; adds a note on the guess."""
    calendar = collected.calendar
    if wanted.purpose is Purpose.INTO:
        header = with_days_of_reports(header, rows, calendar, wanted)
    guessed = header.column(ColumnRole.ON)
    if guessed is not None:
        collected.took_days(guessed)
    elif (possible := days_in(header, rows, calendar, wanted.today)) is not None:
        collected.day_column = collected.day_column or possible.header
    return header


def _unused(rows: Sequence[TableRow], placed: Sequence[PlacedRow]) -> Iterator[SetAside]:
    """Yields the rows whose single text was used neither as an objective nor as a heading."""
    places = {each.objective.place for each in placed if each.objective}
    headings = {each.heading for each in placed}
    for row in rows:
        text = row.text if row.kind in _SINGLE_TEXTS else None
        if text and text.place not in places and cell_text(text) not in headings:
            yield SetAside(text.place, f'"{shortened(text.text)}" is not taken for an objective')


_SINGLE_TEXTS: Final = (RowKind.HEADING, RowKind.BARE, RowKind.WITHOUT_ROWS)

_NOT_TAKEN: Final = {
    RowKind.TOTAL: "a row of totals",
    RowKind.BELOW: "a text below the table",
    RowKind.WITHOUT_TITLE: "the row names no activity",
}


def _take(
    placed: PlacedRow, reader: RowReader, builder: ObjectiveBuilder, wanted: Instructions
) -> None:
    """Adds a row to its objective: as activities, or to the activity above."""
    row = placed.row
    if row.kind is RowKind.MORE and builder.last is not None:
        builder.add_to_last(row, reader)
        return
    objective = placed.objective or DraftObjective(row.cells[0].place, wanted.title)
    activity = reader.activity(row, placed.heading)
    pieces = _split(activity) if wanted.map.split == "numbered" else [activity]
    for piece in pieces:
        builder.add(objective, piece)


def _split(activity: DraftActivity) -> list[DraftActivity]:
    """Returns an activity for each numbered line of a cell; other lines continue the one above."""
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


class ObjectiveBuilder:
    """The objectives of all tables, in order of their first occurrence."""

    def __init__(self) -> None:
        self._objectives: dict[tuple[str | None, str], DraftObjective] = {}
        self._activities: dict[tuple[str | None, str], list[DraftActivity]] = {}
        self.last: list[DraftActivity] | None = None

    def add(self, objective: DraftObjective, activity: DraftActivity) -> None:
        """Adds an activity below an objective."""
        key = (objective.number, same_text(objective.title).casefold())
        self._objectives.setdefault(key, objective)
        self.last = self._activities.setdefault(key, [])
        self.last.append(activity)

    def add_to_last(self, row: TableRow, reader: RowReader) -> None:
        """Adds a further row to the activity above: its indicators, parties and reports."""
        assert self.last is not None
        above = self.last[-1]
        indicators = tuple(reader.indicators(row))
        added = reader.reports(row, len(above.indicators))
        named = reader.lead(row)
        lead = tuple(dict.fromkeys((*above.lead, *named.names)))
        partners = dict.fromkeys((*above.partners, *named.partners))
        self.last[-1] = above._replace(
            indicators=above.indicators + indicators,
            reports=above.reports + tuple(added),
            lead=lead,
            partners=tuple(party for party in partners if party not in lead),
            extra={**reader.notes_of_indicator(row), **above.extra},
        )

    @property
    def objectives(self) -> tuple[DraftObjective, ...]:
        """The objectives with their activities."""
        return tuple(
            objective._replace(activities=tuple(self._activities[key]))
            for key, objective in self._objectives.items()
        )
