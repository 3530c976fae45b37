"""Finds the header of a table: its row, the bands of periods above it, and its columns' roles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell, SheetTable, column_letters
from bptip.exchange.tables.columns import (
    BY_LETTER,
    MAX_NAME,
    TableColumn,
    claims_of,
    is_known,
    numbers_of,
    plain_header,
    roles_of,
    unique_names,
)
from bptip.exchange.tables.maps import TableMap
from bptip.exchange.tables.numbers import is_part
from bptip.exchange.tables.periods import is_period, is_year, period_of, split_period, year_in
from bptip.exchange.tables.plan_titles import plan_title
from bptip.exchange.tables.table_words import OF_REPORTS, ColumnRole
from bptip.plan.characters import letters_of
from bptip.plan.errors import BrokenFileError

ROWS_SEARCHED: Final = 15
"""Maximum number of rows that are searched for the header."""


class Header(NamedTuple):
    """The header of a table: its row, the first row below it, and the columns.

    Rows count from 0. `title` is the text above the header. `part` is the nearest line above it
    that names a part of the plan: "Objective 1: Prevention". `undated` are the headers of periods
    without a known year. `stated` are the places of the columns whose roles the map states.
    """

    row: int
    body: int
    columns: tuple[TableColumn, ...]
    title: str | None = None
    undated: tuple[TableColumn, ...] = ()
    stated: frozenset[int] = frozenset()
    part: str | None = None

    def column(self, role: ColumnRole) -> TableColumn | None:
        """Returns the first column with a role."""
        return next((column for column in self.columns if column.role is role), None)

    @property
    def guessed(self) -> Sequence[TableColumn]:
        """The columns whose roles the map does not state."""
        return [column for column in self.columns if column.at not in self.stated]

    def with_role(self, columns: Iterable[TableColumn], role: ColumnRole) -> Header:
        """Returns the header with another role for some of its columns."""
        return self.with_roles({column.at: role for column in columns})

    def with_roles(self, roles: Mapping[int, ColumnRole]) -> Header:
        """Returns the header with other roles for its columns, given by their places."""
        columns = (each.with_role(roles.get(each.at, each.role)) for each in self.columns)
        return self._replace(columns=tuple(columns))


def header_of(table: SheetTable, table_map: TableMap, year: str | None) -> Header | None:
    """Returns the header of a table; None if no row looks like one.

    `year` is the year of the plan, if it has only one: a header such as "Q1" belongs to that year.
    """
    row = _header_row(table, table_map)
    if row is None:
        return None
    names, bands, body = _names_below(table, row, table_map)
    bands = _without_items(names, bands)
    stated = _stated_roles(table_map.columns, names)
    years = _years_above(table, row)
    lines = _lines_above(table, row)
    title = plan_title(lines) or next(iter(lines), None)
    part = next(filter(is_part, reversed(lines)), None)
    above = [title or "", *(each.text for each in table.headings), table.name]
    year = year or next(filter(None, map(year_in, above)), None)
    periods = {
        index: period_of(text, years.get(index) or year, table_map.periods)
        for index, name in enumerate(names)
        if index not in stated
        and (text := bands.get(index) or name)
        and is_period(text, table_map.periods)
    }
    dated = _dated_reports(names, {*stated, *periods}, year, table_map.periods)
    ordinary = ["" if index in periods or index in dated else n for index, n in enumerate(names)]
    roles = roles_of(ordinary, stated)
    if ColumnRole.ACTIVITY not in roles.values():
        roles |= _activity_column(ordinary, roles)
    numbered = numbers_of(ordinary, roles)
    columns, undated = [], []
    used = {
        index
        for cells in table.rows[row:]
        for index, cell in enumerate(cells)
        if cell.text or cell.fill
    }
    repeated = {index for index in periods if names.count(names[index]) > 1}
    above_it = {**{index: years[index] for index in repeated if index in years}, **bands}
    for index, unique in enumerate(unique_names(_shown(names, above_it))):
        if index not in used:
            continue
        column = TableColumn(
            index, names[index], roles.get(index, ColumnRole.KEEP), None, periods.get(index)
        )
        if index in numbered:
            column = column._replace(role=ColumnRole.NUMBER, key=numbered[index].value)
        elif index in dated:
            column = dated[index]._replace(header=unique)
            undated += [column] if column.role in DATED_ROLES and column.period is None else []
        elif index in periods:
            column = column._replace(header=unique, role=_role_in_band(names, bands, index))
            column = column._replace(key=bands.get(index) or names[index])
            undated += [column] if column.period is None else []
        if column.role is ColumnRole.KEEP and column.key is None:
            column = column._replace(key=unique)
        columns.append(column)
    return Header(row, body, tuple(columns), title, tuple(undated), frozenset(stated), part)


def _dated_reports(
    names: Sequence[str],
    others: Collection[int],
    year: str | None,
    stated: Mapping[str, str],
) -> dict[int, TableColumn]:
    """Returns the columns that report for a period in their header: "Status (Jan-Jun 2026)".

    If two have one role and period, the second is kept under its own name. A lone
    "Status (June)" is about no period where nothing states its year.
    """
    dated: dict[int, TableColumn] = {}
    for index, name in enumerate(names):
        split = None if index in others else split_period(name, year, stated)
        role = roles_of([split.name], {}).get(0) if split else None
        if split is None or role not in DATED_ROLES:
            continue
        column = TableColumn(index, name, role, split.words, split.days)
        same = (role, split.days, None if split.days else split.words)
        if any((e.role, e.period, None if e.period else e.key) == same for e in dated.values()):
            column = TableColumn(index, name, ColumnRole.KEEP, " ".join(name.split()))
        dated[index] = column
    roles = [column.role for column in dated.values()]
    return {
        index: column
        for index, column in dated.items()
        if column.role is ColumnRole.KEEP or column.period or roles.count(column.role) > 1
    }


DATED_ROLES: Final = OF_REPORTS - {ColumnRole.ON, ColumnRole.BY, ColumnRole.EXPECTED}
"""The roles of columns whose header can name a period."""


def _shown(names: Sequence[str], above: Mapping[int, str]) -> list[str]:
    """Returns the header of each column after the band or the year above it."""
    return [
        f"{above[index]} {name}" if index in above else name for index, name in enumerate(names)
    ]


def _header_row(table: SheetTable, table_map: TableMap) -> int | None:
    """Returns the row that the map names, or else the row with the most known short cells."""
    if table_map.header is not None:
        if table_map.header > len(table.rows):
            raise BrokenFileError(
                f"The map: header = {table_map.header}, and the table has {len(table.rows)} rows."
            )
        return table_map.header - 1
    known = {letters_of(name) for name in _named_in(table_map)}
    row = _row_of_names(table, table_map, known, _is_name)
    row = _row_of_names(table, table_map, known, _is_like_a_name) if row is None else row
    return row if row is None else _upper_row(table, row, known)


def _row_of_names(
    table: SheetTable,
    table_map: TableMap,
    known: set[str],
    is_name: Callable[[str, set[str]], bool],
) -> int | None:
    """Returns the first row with the most names of columns; None if no row has several."""
    best, most = None, 0
    for row, cells in enumerate(table.rows[:ROWS_SEARCHED]):
        texts = {cell.text.strip() for cell in cells if not cell.is_empty}
        count = sum(is_name(text, known) for text in texts)
        if count == 1 and not any(_can_stand_alone(text, known) for text in texts):
            continue
        count += sum(is_period(text, table_map.periods) for text in texts) if count else 0
        if count > most:
            best, most = row, count
    return best


def _upper_row(table: SheetTable, row: int, known: set[str]) -> int:
    """Returns the row above a row with names, if it names the columns that are blank below.

    Not every table merges such cells downwards. The row above has fewer names, since it has one
    for each group of columns.
    """
    names = [cell.text.strip() for cell in table.rows[row - 1]] if row else []
    below = table.rows[row]
    over_blanks = [name for at, name in enumerate(names) if name and below[at].is_empty]
    is_header = len(over_blanks) >= FEWEST_ABOVE and all(_is_name(n, known) for n in over_blanks)
    return row - 1 if is_header else row


FEWEST_ABOVE: Final = 2
"""Minimum number of names above blank cells in the first row of a header."""


def _can_stand_alone(text: str, known: set[str]) -> bool:
    """True if one such cell makes a row a header: a name in the map, or a name of activities."""
    is_activity = is_known(text) and claims_of(text)[0].role is ColumnRole.ACTIVITY
    return letters_of(text) in known or is_activity


def _named_in(table_map: TableMap) -> Iterator[str]:
    """Yields the names of columns in a map."""
    yield from (name for name in table_map.columns if not name.startswith(BY_LETTER))
    if table_map.matrix is not None:
        yield table_map.matrix.party
        yield from table_map.matrix.items


def _is_name(text: str, known: set[str]) -> bool:
    first = text.split("\n", 1)[0]
    return letters_of(text) in known or (len(first) <= MAX_NAME and is_known(text))


def _is_like_a_name(text: str, known: set[str]) -> bool:
    """True if a short text ends or begins with the name of a column: "Concerned ministry"."""
    return _is_name(text, known) or (len(text) <= MAX_NAME and bool(text and claims_of(text)))


def _names_below(
    table: SheetTable, row: int, table_map: TableMap
) -> tuple[list[str], dict[int, str], int]:
    """Returns the name of each column, the periods in the row above, and the first row below.

    Names may be in a second row, below a merged cell or a blank one.
    """
    names = [_name_of(cell) for cell in table.rows[row]]
    bands = _band_above(table, row, table_map)
    body = row + 1
    reach = max((area.last_row for area in table.merged if area.first_row == row), default=row)
    reach = min(reach, row + 2)
    while body < len(table.rows) and (body <= reach or _continues(table, body, names, table_map)):
        above = _spread(table, row, names)
        texts = [cell.text.strip() for cell in table.rows[body]]
        for index, text in enumerate(texts):
            if text:
                is_in_band = is_period(above[index], table_map.periods) and not is_period(
                    text, table_map.periods
                )
                bands |= {index: above[index]} if is_in_band else {}
                has_group = above[index] and not is_in_band and texts.count(text) > 1
                names[index] = f"{above[index]} {text}" if has_group else text
        body += 1
    return names, bands, body


def _name_of(cell: SheetCell) -> str:
    """Returns the name in a header cell; a date on the first of a month is the month."""
    is_month = isinstance(cell.value, date) and cell.value.day == 1
    return f"{cell.value:%Y-%m}" if is_month else cell.text.strip()


def _continues(table: SheetTable, row: int, names: Sequence[str], table_map: TableMap) -> bool:
    """True if a row below the header only names columns that the header leaves blank or groups."""
    cells = table.rows[row]
    filled = [index for index, cell in enumerate(cells) if not cell.is_empty]
    groups = {at for at in filled if at + 1 in filled and names[at] and not names[at + 1]}
    if not filled or any(is_known(names[at]) and names[at] for at in {*filled[1:]} - groups):
        return False
    texts = [cells[index].text.strip() for index in filled]
    is_named = all(
        len(text) <= MAX_NAME and (is_known(text) or is_period(text, table_map.periods))
        for text in texts
    )
    return is_named and len(filled) > 1


def _spread(table: SheetTable, row: int, names: Sequence[str]) -> list[str]:
    """Returns the texts of a row; merged cells, and blanks after a text, repeat the text."""
    spread = list(names)
    for area in table.merged:
        if area.first_row <= row <= area.last_row:
            for index in range(area.first_column, area.last_column + 1):
                spread[index] = spread[area.first_column]
    return spread


def _band_above(table: SheetTable, row: int, table_map: TableMap) -> dict[int, str]:
    """Returns the period above each column: "Q1" over "planned" and "status", merged or not."""
    if row == 0:
        return {}
    texts = [cell.text.strip() for cell in table.rows[row - 1]]
    starts = [
        index
        for index, cell in enumerate(table.rows[row - 1])
        if is_period(cell.text.strip(), table_map.periods)
    ]
    if not starts or (len(starts) == 1 and not is_year(texts[starts[0]])):
        return {}
    below = [cell.text.strip() for cell in table.rows[row]]
    if any(is_period(text, table_map.periods) for text in below):
        return {}
    ends = {
        area.first_column: area.last_column for area in table.merged if area.last_row == row - 1
    }
    widths = [after - before for before, after in pairwise(starts)] or [len(texts)]
    bands: dict[int, str] = {}
    for start in starts:
        end = ends.get(start, start + widths[-1] - 1)
        later = [other for other in starts if other > start]
        if start not in ends and later:
            end = later[0] - 1
        bands |= dict.fromkeys(range(start, min(end + 1, len(texts))), texts[start])
    return bands


_OF_ITEMS: Final = frozenset(
    {ColumnRole.NUMBER, ColumnRole.OBJECTIVE, ColumnRole.ACTIVITY, ColumnRole.DESCRIPTION,
     ColumnRole.LEAD, ColumnRole.PARTNERS}
)  # fmt: skip
"""The roles of columns that describe an item in all periods."""


def _without_items(names: Sequence[str], bands: Mapping[int, str]) -> dict[int, str]:
    """Returns the bands without the columns that describe an item in all periods.

    A single year above a table spans these columns too. A column that is repeated below several
    bands belongs to their periods, whatever its name.
    """
    headers = [plain_header(name) for name in names]
    return {
        index: band
        for index, band in bands.items()
        if headers.count(headers[index]) > 1 or roles_of([names[index]], {}).get(0) not in _OF_ITEMS
    }


def _years_above(table: SheetTable, row: int) -> dict[int, str]:
    """Returns the year above each column, from the rows above the header and the header itself."""
    years: dict[int, str] = {}
    for above in range(max(0, row - 3), row + 1):
        texts = [cell.text.strip() for cell in table.rows[above]]
        current: str | None = None
        for index, text in enumerate(texts):
            current = year_in(text) if text else current
            if current:
                years[index] = current
    return years


def _stated_roles(columns: Mapping[str, ColumnRole], names: Sequence[str]) -> dict[int, ColumnRole]:
    """Returns the roles that the map states for names or letters of columns, by place."""
    stated: dict[int, ColumnRole] = {}
    for name, role in columns.items():
        is_letter = name.startswith(BY_LETTER)
        letter = name.removeprefix(BY_LETTER).strip().upper() if is_letter else ""
        for index, header in enumerate(names):
            is_named = plain_header(header) == plain_header(name) != ""
            if is_named or column_letters(index) == letter:
                stated[index] = role
    return stated


def _activity_column(
    names: Sequence[str], roles: Mapping[int, ColumnRole]
) -> dict[int, ColumnRole]:
    """Returns the column of activities; if no header names one, the description."""
    described = [index for index, role in roles.items() if role is ColumnRole.DESCRIPTION]
    return {described[0]: ColumnRole.ACTIVITY} if described and len(names) > 1 else {}


def _role_in_band(names: Sequence[str], bands: Mapping[int, str], index: int) -> ColumnRole:
    """Returns the role of a column in a period: PLANNED (marks), unless its header says another."""
    if index not in bands:
        return ColumnRole.PLANNED
    return roles_of([names[index]], {}).get(0, ColumnRole.KEEP)


def _lines_above(table: SheetTable, row: int) -> list[str]:
    """Returns the texts above the header, from rows that have only one text."""
    texts = ([cell.text for cell in cells if not cell.is_empty] for cells in table.rows[:row])
    return [" ".join(each[0].split()) for each in texts if len(each) == 1]
