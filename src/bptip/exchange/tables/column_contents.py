"""Judges columns by their content, since a name such as "Progress" or "Target" is ambiguous."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from bptip.exchange.cells import SheetCell
from bptip.exchange.tables.cell_dates import Calendar, DateKind, date_in
from bptip.exchange.tables.cell_figures import figure_in, percentage_in
from bptip.exchange.tables.cell_statuses import StatusWords
from bptip.exchange.tables.cell_texts import shows_nothing
from bptip.exchange.tables.columns import TableColumn, claims_of, plain_header
from bptip.exchange.tables.headers import Header
from bptip.exchange.tables.rows import RowKind, TableRow
from bptip.exchange.tables.table_words import LIGHTS, RANKS, ColumnRole
from bptip.plan.characters import letters_of, same_text
from bptip.plan.status_names import AMBIGUOUS

MOST: Final = 0.5
"""Minimum share of the cells of a column that must fit its meaning."""

SENTENCE: Final = 40
"""Minimum length of a sentence, which is too long for a word for a status (characters)."""

_OF_INDICATORS: Final = (ColumnRole.UNIT, ColumnRole.BASELINE, ColumnRole.TARGET, ColumnRole.VALUE)


def judged(
    header: Header, rows: Sequence[TableRow], words: StatusWords, calendar: Calendar
) -> Header:
    """Returns the header with roles that fit the cells; roles stated in the map stay."""
    columns = header.columns
    cells = {column.at: filled(column, rows) for column in columns}
    guessed = [column for column in header.guessed if cells[column.at]]
    roles = {column.at: column.role for column in columns}
    for column in sorted(guessed, key=lambda column: column.role is not ColumnRole.STATUS):
        wanted = _wanted(column, cells[column.at], words, calendar)
        if wanted:
            beside = [roles[each.at] for each in columns if each.period == column.period]
            roles[column.at] = _first_free(wanted, beside)
        if column.role is ColumnRole.OBJECTIVE and is_usual(cells[column.at], _is_rank):
            roles[column.at] = ColumnRole.KEEP
            roles |= {each.at: ColumnRole.OBJECTIVE for each in _next_claimants(guessed, roles)}
        if column.role is ColumnRole.PLANNED and is_usual(cells[column.at], _is_amount):
            roles[column.at] = ColumnRole.KEEP
    if ColumnRole.INDICATOR not in roles.values():
        for column in guessed:
            if column.role in _OF_INDICATORS and roles[column.at] is column.role:
                is_dated = is_usual(cells[column.at], lambda cell: _is_dated(cell, calendar))
                wanted = (ColumnRole.DUE,) if is_dated else ()
                roles[column.at] = _first_free(wanted, roles.values())
    statuses = [column for column in columns if roles[column.at] is ColumnRole.STATUS]
    lights = [
        column.at
        for column in statuses
        if column.at not in header.stated
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
    return header.with_roles(roles)


def filled(column: TableColumn, rows: Iterable[TableRow]) -> list[SheetCell]:
    """Returns the cells of a column that have a text."""
    return [row.cells[column.at] for row in rows if not row.cells[column.at].is_empty]


def _has_statuses(cells: Sequence[SheetCell], words: StatusWords, *, has_lights: bool) -> bool:
    """True if most cells of a column that bptip does not know have a word for a status.

    Beside a column of traffic lights, a few cells with different words are enough.
    """
    known = [cell for cell in cells if words.is_word_in(cell)]
    others = sum(_is_percentage(cell) or letters_of(cell.text) == AMBIGUOUS for cell in cells)
    if has_lights and _has_several(known, words):
        is_sentence = is_usual(cells, _is_sentence)
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


def is_usual(cells: Sequence[SheetCell], fits: Callable[[SheetCell], bool]) -> bool:
    """True if at least half of the cells fit; False without cells."""
    return bool(cells) and sum(map(fits, cells)) >= MOST * len(cells)


def _wanted(
    column: TableColumn, cells: Sequence[SheetCell], words: StatusWords, calendar: Calendar
) -> tuple[ColumnRole, ...]:
    """Returns the roles that fit the cells of a column better than its own; empty if none does."""
    is_percentage = is_usual(cells, _is_percentage)
    is_sentence = is_usual(cells, _is_sentence)
    is_told = is_sentence or _has_own_words(cells, words)
    is_of_lead = column.role is ColumnRole.LEAD and is_usual(cells, words.is_word_in)
    if is_of_lead or (column.role is ColumnRole.PROGRESS and not is_percentage):
        return (ColumnRole.NOTE,) if is_told else (ColumnRole.STATUS, ColumnRole.NOTE)
    if column.role is ColumnRole.VALUE and is_sentence:
        return (ColumnRole.NOTE,)
    if column.role is ColumnRole.STATUS:
        if is_usual(cells, lambda cell: _is_dated(cell, calendar)):
            return (ColumnRole.KEEP,)
        if is_percentage and not any(words.is_word_in(c) for c in cells if not _is_percentage(c)):
            return (ColumnRole.PROGRESS,)
        if is_sentence and not is_usual(cells, words.is_word_in):
            return (ColumnRole.NOTE,)
    return ()


def _has_own_words(cells: Sequence[SheetCell], words: StatusWords) -> bool:
    """True if all cells differ, and few begin with a word for a status."""
    texts = {letters_of(cell.text) for cell in cells}
    is_scale = is_usual(cells, words.is_word_in)
    return len(texts) == len(cells) >= FEWEST_RESULTS and not is_scale


def with_results_kept(header: Header, rows: Sequence[TableRow], source: str | None) -> Header:
    """Returns the header; a column of results that cannot be the objective is kept.

    If rows across the table name the objectives, this is a column with about one text for each
    activity, or an "Output" after the activity. Without such rows, it is an "Output" with a
    different text for each activity. If the map states the `source` of the objectives, the columns
    stay.
    """
    if source is not None:
        return header
    results = [
        column
        for column in header.guessed
        if column.role is ColumnRole.OBJECTIVE and _is_result(column, header, rows)
    ]
    return header.with_role(results, ColumnRole.KEEP)


def _is_result(column: TableColumn, header: Header, rows: Sequence[TableRow]) -> bool:
    activity = header.column(ColumnRole.ACTIVITY)
    is_behind = activity is not None and column.at > activity.at
    is_named = is_behind and plain_header(column.header) in _RESULTS
    if any(row.kind is RowKind.HEADING for row in rows):
        return is_named or _has_own_texts(column, rows, FILLED)
    return is_named and _has_own_texts(column, rows, 1)


def _has_own_texts(column: TableColumn, rows: Sequence[TableRow], least: float) -> bool:
    """True if at least this share of the activities has a different text in a column."""
    texts = [same_text(row.cells[column.at].text) for row in rows if row.kind is RowKind.ACTIVITY]
    return len(texts) >= FEWEST_RESULTS and len({*filter(None, texts)}) >= least * len(texts)


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
