"""Judges columns by their content, since a name such as "Progress" or "Target" is ambiguous."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from bptip.exchange.cells import SheetCell, SheetTable
from bptip.exchange.tables.cell_dates import Calendar, DateKind, date_in
from bptip.exchange.tables.cell_statuses import StatusWords, figure_in, percentage_in
from bptip.exchange.tables.cell_texts import shows_nothing
from bptip.exchange.tables.columns import TableColumn, claims_of, plain_header
from bptip.exchange.tables.date_orders import ORDERS, day_in_order
from bptip.exchange.tables.headers import Header
from bptip.exchange.tables.instructions import Instructions
from bptip.exchange.tables.numbers import numbered_title
from bptip.exchange.tables.rows import RowKind, TableRow
from bptip.exchange.tables.words import LIGHTS, OF_REPORTS, RANKS, ColumnRole
from bptip.plan.characters import letters_of, same_text
from bptip.plan.status_names import AMBIGUOUS

MOST: Final = 0.5
"""Minimum share of the cells of a column that must fit its meaning."""

SENTENCE: Final = 40
"""Minimum length of a sentence, which is too long for a word for a status (characters)."""

_OF_INDICATORS: Final = (ColumnRole.UNIT, ColumnRole.BASELINE, ColumnRole.TARGET, ColumnRole.VALUE)


def judged(
    columns: Sequence[TableColumn],
    rows: Sequence[TableRow],
    stated: frozenset[int],
    words: StatusWords,
    calendar: Calendar,
) -> tuple[TableColumn, ...]:
    """Returns the columns with roles that fit their cells; roles stated in the map stay."""
    cells = {
        column.at: [row.cells[column.at] for row in rows if not row.cells[column.at].is_empty]
        for column in columns
    }
    guessed = [column for column in columns if column.at not in stated and cells[column.at]]
    roles = {column.at: column.role for column in columns}
    for column in sorted(guessed, key=lambda column: column.role is not ColumnRole.STATUS):
        wanted = _wanted(column, cells[column.at], words, calendar)
        if wanted:
            beside = [roles[each.at] for each in columns if each.period == column.period]
            roles[column.at] = _first_free(wanted, beside)
        if column.role is ColumnRole.OBJECTIVE and _share(cells[column.at], _is_rank) >= MOST:
            roles[column.at] = ColumnRole.KEEP
            roles |= {each.at: ColumnRole.OBJECTIVE for each in _next_claimants(guessed, roles)}
        if column.role is ColumnRole.PLANNED and _share(cells[column.at], _is_amount) >= MOST:
            roles[column.at] = ColumnRole.KEEP
    if ColumnRole.INDICATOR not in roles.values():
        for column in guessed:
            if column.role in _OF_INDICATORS and roles[column.at] is column.role:
                is_dated = _share(cells[column.at], lambda cell: _is_dated(cell, calendar)) >= MOST
                wanted = (ColumnRole.DUE,) if is_dated else ()
                roles[column.at] = _first_free(wanted, roles.values())
    statuses = [column for column in columns if roles[column.at] is ColumnRole.STATUS]
    lights = [
        column.at
        for column in statuses
        if column.at not in stated
        and column.period is None
        and _are_lights([row.cells[column.at] for row in rows], words)
    ]
    if len(lights) == len(statuses):
        fewest = FILLED * sum(row.kind is RowKind.ACTIVITY for row in rows)
        named = [
            column.at
            for column in guessed
            if roles[column.at] in (ColumnRole.KEEP, ColumnRole.NOTE)
            and len(stated_cells := [c for c in cells[column.at] if not shows_nothing(c)]) >= fewest
            and _has_statuses(stated_cells, words, has_lights=bool(lights))
            and (column.role is not ColumnRole.NOTE or _has_several(stated_cells, words))
        ]
        if len(named) == 1:
            roles |= dict.fromkeys(lights, ColumnRole.KEEP) | {named[0]: ColumnRole.STATUS}
    return tuple(_with_role(column, roles[column.at]) for column in columns)


def _has_statuses(cells: Sequence[SheetCell], words: StatusWords, *, has_lights: bool) -> bool:
    """True if most cells of a column that bptip does not know have a word for a status.

    Beside a column of traffic lights, a few cells with different words are enough.
    """
    known = [cell for cell in cells if words.is_word_in(cell)]
    others = sum(_is_percentage(cell) or letters_of(cell.text) == AMBIGUOUS for cell in cells)
    if has_lights and _has_several(known, words):
        is_sentence = _share(cells, _is_sentence) >= MOST
        return not is_sentence and len(known) >= FEW * len(cells)
    return bool(known) and len(known) + others > MOST * len(cells)


def _has_several(cells: Sequence[SheetCell], words: StatusWords) -> bool:
    """True if enough cells have different known words for a status."""
    return len({letters_of(c.text) for c in cells if words.is_word_in(c)}) >= FEWEST_WORDS


FEWEST_WORDS: Final = 2
"""Minimum number of different known words for a status, in a column beside traffic lights or in a
column of remarks."""

FEW: Final = 0.25
"""Minimum share of such a column's cells with a known word; both numbers were set by hand."""


def _are_lights(cells: Iterable[SheetCell], words: StatusWords) -> bool:
    """True if most cells have a traffic light (a word or a colour) without a stated meaning."""
    shown = [cell for cell in cells if cell.fill or not shows_nothing(cell)]
    lights = [cell for cell in shown if _is_light(cell)]
    return len(lights) > MOST * len(shown) and not any(map(words.is_word_in, lights))


def _is_light(cell: SheetCell) -> bool:
    return shows_nothing(cell) or cell.text.strip().casefold() in LIGHTS


FILLED: Final = 0.75
"""Minimum share of the activities with a cell in such a column, or a text of its own; set by hand.

A column of one party is filled where the party has a part.
"""


def _next_claimants(
    columns: Sequence[TableColumn], roles: Mapping[int, ColumnRole]
) -> Sequence[TableColumn]:
    """Returns the first further column that has the name of an objective; empty if none has.

    This is a kept column, or a column whose name is nearest to that of an objective: "Epic Link".
    """
    claim = ColumnRole.OBJECTIVE
    for column in columns:
        claims = [each.role for each in claims_of(column.header)]
        is_free = roles[column.at] is column.role is ColumnRole.KEEP
        if claim in claims and (is_free or (claims[0] is claim is not column.role)):
            return [column]
    return []


def _first_free(wanted: Iterable[ColumnRole], taken: Collection[ColumnRole]) -> ColumnRole:
    """Returns the first wanted role that no column has; if all are taken, KEEP."""
    return next((role for role in wanted if role not in taken), ColumnRole.KEEP)


def _share(cells: Sequence[SheetCell], fits: Callable[[SheetCell], bool]) -> float:
    return sum(map(fits, cells)) / len(cells)


def _wanted(
    column: TableColumn, cells: Sequence[SheetCell], words: StatusWords, calendar: Calendar
) -> tuple[ColumnRole, ...]:
    """Returns the roles that fit the cells of a column better than its own; empty if none does."""
    is_percentage = _share(cells, _is_percentage) >= MOST
    is_sentence = _share(cells, _is_sentence) >= MOST
    is_told = is_sentence or _has_own_words(cells, words)
    is_of_lead = column.role is ColumnRole.LEAD and _share(cells, words.is_word_in) >= MOST
    if is_of_lead or (column.role is ColumnRole.PROGRESS and not is_percentage):
        return (ColumnRole.NOTE,) if is_told else (ColumnRole.STATUS, ColumnRole.NOTE)
    if column.role is ColumnRole.VALUE and is_sentence:
        return (ColumnRole.NOTE,)
    if column.role is ColumnRole.STATUS:
        if _share(cells, lambda cell: _is_dated(cell, calendar)) >= MOST:
            return (ColumnRole.KEEP,)
        if is_percentage and not any(words.is_word_in(c) for c in cells if not _is_percentage(c)):
            return (ColumnRole.PROGRESS,)
        if is_sentence and _share(cells, words.is_word_in) < MOST:
            return (ColumnRole.NOTE,)
    return ()


def _has_own_words(cells: Sequence[SheetCell], words: StatusWords) -> bool:
    """True if all cells differ, and few begin with a word for a status."""
    texts = {letters_of(cell.text) for cell in cells}
    is_scale = _share(cells, words.is_word_in) >= MOST
    return len(texts) == len(cells) >= FEWEST_RESULTS and not is_scale


def _with_role(column: TableColumn, role: ColumnRole) -> TableColumn:
    if role is column.role:
        return column
    return column._replace(role=role, key=column.header if role is ColumnRole.KEEP else column.key)


def kept(column: TableColumn) -> TableColumn:
    """Returns a column with the role KEEP, under its own name."""
    return _with_role(column, ColumnRole.KEEP)


def with_results_kept(
    columns: Sequence[TableColumn],
    rows: Sequence[TableRow],
    stated: frozenset[int],
    source: str | None,
) -> tuple[TableColumn, ...]:
    """Returns the columns; a column of results that cannot be the objective is kept.

    If rows across the table name the objectives, this is a column with about one text for each
    activity, or an "Output" after the activity. Without such rows, it is an "Output" with a
    different text for each activity. If the map states the `source` of the objectives, the columns
    stay.
    """
    if source is not None:
        return tuple(columns)
    has_headings = any(row.kind is RowKind.HEADING for row in rows)
    activity = next((c.at for c in columns if c.role is ColumnRole.ACTIVITY), None)
    return tuple(
        kept(column)
        if column.role is ColumnRole.OBJECTIVE
        and column.at not in stated
        and (
            (has_headings and _has_about_one_each(column, rows))
            or (
                activity is not None
                and column.at > activity
                and plain_header(column.header) in _RESULTS
                and (has_headings or _has_own_texts(column, rows))
            )
        )
        else column
        for column in columns
    )


def _has_about_one_each(column: TableColumn, rows: Sequence[TableRow]) -> bool:
    """True if a column has a different text for nearly every activity."""
    texts = [same_text(row.cells[column.at].text) for row in rows if row.kind is RowKind.ACTIVITY]
    return len(texts) >= FEWEST_RESULTS and len({*filter(None, texts)}) >= FILLED * len(texts)


def _has_own_texts(column: TableColumn, rows: Sequence[TableRow]) -> bool:
    """True if each activity has a text in a column, and all these texts differ."""
    texts = [same_text(row.cells[column.at].text) for row in rows if row.kind is RowKind.ACTIVITY]
    return len(texts) >= FEWEST_RESULTS and all(texts) and len({*texts}) == len(texts)


FEWEST_RESULTS: Final = 3
"""Minimum number of activities whose texts can prove that their column has no objectives, or no
words for a status; set by hand."""

_RESULTS: Final = frozenset(
    {"output", "outputs", "expected output", "expected outputs", "expected result",
     "expected results", "outcome", "outcomes", "expected outcome"}
)  # fmt: skip
"""Names of an objective that are also names of what an activity produces."""


def _is_percentage(cell: SheetCell) -> bool:
    return percentage_in(cell) is not None


def _is_rank(cell: SheetCell) -> bool:
    return cell.text.strip().casefold() in RANKS


def _is_amount(cell: SheetCell) -> bool:
    """True if a cell has a figure other than 1, such as a target or a budget, not a mark.

    A figure with words, such as "50 officers trained", is a milestone.
    """
    figure = figure_in(cell)
    has_words = figure is not None and len(figure.unit or "") > MAX_CURRENCY
    return figure is not None and figure.number != 1 and not has_words


MAX_CURRENCY: Final = 3
"""Maximum length of the unit of an amount (characters): "USD", "%"; longer ones are words."""


def _is_sentence(cell: SheetCell) -> bool:
    return len(cell.text) >= SENTENCE


def _is_dated(cell: SheetCell, calendar: Calendar) -> bool:
    dated = date_in(cell, calendar)
    return dated.kind in (DateKind.DAY, DateKind.SPAN) and cell.number is None


def with_titles(header: Header, table: SheetTable, titles: Sequence[str]) -> Header:
    """Returns a header without activities, in which the column with the plan's titles has them."""
    if not titles or header.column(ColumnRole.ACTIVITY) is not None:
        return header
    words = [frozenset(_words(title)) for title in titles]
    rows = table.rows[header.body : header.body + ROWS_JUDGED]
    shares: dict[int, float] = {}
    for column in header.columns:
        cells = [row[column.at] for row in rows if not row[column.at].is_empty]
        if column.role is ColumnRole.KEEP and column.at not in header.stated and cells:
            shares[column.at] = _share(cells, lambda cell: _is_like_any(cell, words))
    best = max(shares, key=lambda at: shares[at], default=None)
    if best is None or shares[best] < MOST:
        return header
    named = (
        c._replace(role=ColumnRole.ACTIVITY, key=None) if c.at == best else c
        for c in header.columns
    )
    return header._replace(columns=tuple(named))


ROWS_JUDGED: Final = 50
"""Maximum number of rows whose texts are compared with the titles of a plan."""


def with_former_roles(
    header: Header, table: SheetTable, former: Mapping[ColumnRole, frozenset[str]]
) -> tuple[Header, tuple[TableColumn, ...]]:
    """Returns a header with the roles that its columns had for the plan, and the changed columns.

    A column gets a role again if most of its cells have texts that the plan has in that role, and
    more than the column that has the role by its name. `former` are the letters of these texts. The
    roles of the map stay.
    """
    columns = {column.at: column for column in header.columns}
    stated = {columns[at].role for at in header.stated if at in columns}
    again: list[TableColumn] = []
    for role, known in former.items():
        shares = {
            column.at: _share_known(table, header.body, column.at, known)
            for column in columns.values()
            if column.at not in header.stated
            and (role is ColumnRole.ACTIVITY or column.role in (role, ColumnRole.KEEP))
        }
        now = next((column for column in columns.values() if column.role is role), None)
        best = max(shares, key=lambda at: shares[at], default=None)
        if best is None or role in stated or shares[best] < MOST:
            continue
        if now is None or shares[best] > shares[now.at]:
            columns |= {now.at: kept(now)} if now else {}
            columns[best] = columns[best]._replace(role=role, key=None)
            again.append(columns[best])
    return header._replace(columns=tuple(columns.values())), tuple(again)


def _share_known(table: SheetTable, row: int, at: int, known: frozenset[str]) -> float:
    """Returns the share of a column's filled cells whose texts, or listed names, are known."""
    cells = [cells[at] for cells in table.rows[row : row + ROWS_JUDGED] if not cells[at].is_empty]
    return _share(cells, lambda c: not known.isdisjoint(_parts(c.text))) if cells and known else 0


def _parts(text: str) -> Iterable[str]:
    """Yields the letters of a text with and without its number, and of each name in it."""
    yield from map(letters_of, (text, numbered_title(text)[1], *re.split("[;,/&\n]", text)))


def _words(text: str) -> Iterable[str]:
    return filter(None, map(letters_of, text.split()))


def _is_like_any(cell: SheetCell, titles: Sequence[frozenset[str]]) -> bool:
    """True if a cell and any title share half of their words."""
    words = frozenset(_words(cell.text))
    return any(len(words & title) >= MOST * len(words | title) for title in titles)


def longest_texts(table: SheetTable, row: int, places: Iterable[int]) -> int:
    """Returns the column with the longest texts from a row on."""
    rows = table.rows[row : row + ROWS_JUDGED]
    return max(places, key=lambda at: sum(len(cells[at].text) for cells in rows))


def days_in(
    columns: Sequence[TableColumn], rows: Sequence[TableRow], calendar: Calendar, today: date
) -> TableColumn | None:
    """Returns the column without a role that may have the days of the reports."""
    without_role = (column for column in columns if column.role is ColumnRole.KEEP)
    return next((each for each in without_role if _has_days(each, rows, calendar, today)), None)


def with_days_of_reports(
    columns: Sequence[TableColumn],
    rows: Sequence[TableRow],
    stated: frozenset[int],
    calendar: Calendar,
    wanted: Instructions,
) -> tuple[TableColumn, ...]:
    """Returns the columns of a table of reports, in which "Date" is the day of each report.

    "Date" is the due date if the map says so, or if most of its days are in the future or are due
    dates of the plan.
    """
    has_reports = reports(columns, rows, has_day=True)
    return tuple(
        column._replace(role=ColumnRole.ON)
        if has_reports
        and column.role is ColumnRole.DUE
        and column.at not in stated
        and any(claim.role is ColumnRole.ON for claim in claims_of(column.header))
        and _has_days(column, rows, calendar, wanted.today)
        and not _has_dues(column, rows, calendar, wanted.dues)
        else column
        for column in columns
    )


def _has_days(
    column: TableColumn, rows: Sequence[TableRow], calendar: Calendar, today: date
) -> bool:
    """True if most filled cells of a column have a day up to today."""
    cells = [row.cells[column.at] for row in rows if not row.cells[column.at].is_empty]
    return bool(cells) and _share(cells, lambda cell: _is_day(cell, calendar, today)) >= MOST


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


def with_due_dates(
    columns: Sequence[TableColumn], stated: frozenset[int]
) -> tuple[TableColumn, ...]:
    """Returns the columns of a plan; "Expected completion" is the due date if no other column is.

    Columns of periods also give due dates. A "Revised date" reports on a date in the plan.
    """
    has_dates = any(column.role in (ColumnRole.DUE, ColumnRole.PLANNED) for column in columns)
    return tuple(
        column._replace(role=ColumnRole.DUE)
        if column.role is ColumnRole.EXPECTED
        and column.at not in stated
        and not has_dates
        and plain_header(column.header).startswith("expected")
        else column
        for column in columns
    )


def reports(
    columns: Sequence[TableColumn], rows: Sequence[TableRow], *, has_day: bool = False
) -> bool:
    """True if a table has reports: a status, a percentage, a figure, a day, or news for a period.

    If the user states the day of the reports, remarks alone count as reports.
    """
    reporting = [
        column.at
        for column in columns
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
