"""Writes the map of a table: bptip's guesses, with a comment for each key.

Keys with a guess are active, so the map gives the same plan again. The others are examples after a
"#".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from bptip.exchange.importing.preview import Cells
from bptip.exchange.tables.cell_statuses import likely_meaning
from bptip.exchange.tables.collected import StatusCount
from bptip.exchange.tables.columns import plain_header
from bptip.exchange.tables.date_orders import ORDERS
from bptip.exchange.tables.drafts import Draft, TableUse
from bptip.exchange.tables.maps import NAMED_KEYS, NO_GUESS, SOURCES, TableMap
from bptip.exchange.tables.party_marks import MARK_KEY
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.dates import span_words
from bptip.plan.references import toml_text
from bptip.plan.vocabulary import count

HEAD: Final = """\
# How bptip reads this table. Correct what is wrong, then type the command again with --map.
# Lines that begin with "#" have no effect: delete the "#" of the lines that you need.
"""

ROLES: Final = ", ".join(role.value for role in ColumnRole)


class Guess(NamedTuple):
    """The values from which a map is written: the tables in use, their cells, the map so far."""

    tables: Sequence[TableUse]
    cells: Cells
    stated: TableMap

    @property
    def words(self) -> dict[str, str]:
        """The words of statuses whose meaning is known."""
        return {word: status for word, status, _ in self.cells.statuses if status is not None}


class MapKey(NamedTuple):
    """A key of the map: its comment, a function for its value, and an example.

    `likely` is a function for an example from the table itself.
    """

    key: str
    comment: str
    value: Callable[[Guess], str | None]
    example: str
    likely: Callable[[Guess], str | None] = lambda _: None


def map_text(draft: Draft, cells: Cells, stated: TableMap) -> str:
    """Returns the text of a map with bptip's guesses."""
    used = [table for table in draft.tables if table.header_row is not None]
    guess = Guess(used, cells, stated)
    return HEAD + "".join(_written(each, guess) for each in KEYS)


def _written(entry: MapKey, guess: Guess) -> str:
    """Returns a key with its comment; if there is no guess, with an example after a "#"."""
    value, likely = entry.value(guess), entry.likely(guess)
    line = f"{entry.key} = {value}" if value else f"# {entry.key} = {likely or entry.example}"
    if entry.key == "status" and any(each.status is None for each in guess.cells.statuses):
        line = "\n".join(_status_lines(guess.cells.statuses))
    return f"\n# {entry.comment}\n{line}\n"


def _status_lines(counted: Iterable[StatusCount]) -> Iterator[str]:
    """Yields a line for each word, unknown words first, with the number of its cells."""
    lines = {
        each.word: f"status.{toml_text(each.word)} = {toml_text(each.status or NO_GUESS)}"
        f"  # {count(each.cells, 'cell')}{_perhaps(each)}"
        for each in sorted(counted, key=lambda each: each.status is not None)
    }
    yield f'# Replace each "{NO_GUESS}".'
    yield from lines.values()


def _perhaps(counted: StatusCount) -> str:
    """Returns the likely status of an unknown word, as the end of its comment."""
    likely = NO_GUESS if counted.status else likely_meaning(counted.word)
    return "" if likely == NO_GUESS else f", perhaps {likely}"


def _sheet(guess: Guess) -> str | None:
    sheets = [table.sheet for table in guess.tables]
    sheet = guess.stated.sheet or (sheets[0] if len(sheets) == 1 else None)
    return sheet and toml_text(sheet)


def _first_sheet(guess: Guess) -> str | None:
    return toml_text(guess.tables[0].sheet) if guess.tables else None


def _header(guess: Guess) -> str | None:
    rows = {table.header_row for table in guess.tables}
    return str(rows.pop()) if len(rows) == 1 else None


def _objective(guess: Guess) -> str | None:
    sources = {table.source for table in guess.tables if table.source}
    return toml_text(sources.pop()) if len(sources) == 1 and guess.stated.matrix is None else None


def _fiscal_year(guess: Guess) -> str | None:
    month = guess.stated.fiscal_year
    return toml_text(f"{month:02}") if month else None


def _level(guess: Guess) -> str | None:
    return None if guess.stated.level is None else str(guess.stated.level)


def _stated(name: str) -> Callable[[Guess], str | None]:
    """Returns the function that gives a text of the present map in TOML."""

    def value(guess: Guess) -> str | None:
        text: str | None = getattr(guess.stated, name)
        return text and toml_text(text)

    return value


def _inside(values: Mapping[str, str]) -> str:
    return ", ".join(f"{toml_text(name)} = {toml_text(value)}" for name, value in values.items())


def _table(values: Mapping[str, str]) -> str | None:
    """Returns names and values as an inline table; None if there are no names."""
    return f"{{ {_inside(values)} }}" if values else None


def _columns(tables: Sequence[TableUse]) -> dict[str, str]:
    """Returns the role of each column by its name, or by its letter if two have the same name."""
    roles: dict[str, str] = {}
    for table in tables:
        names = [plain_header(column.header) for column in table.columns]
        for column in table.columns:
            name = plain_header(column.header)
            is_alone = bool(name) and names.count(name) == 1
            is_guessed_again = column.period is not None or column.key == MARK_KEY
            if not is_guessed_again and (is_alone or len(tables) == 1):
                key = column.header if is_alone else column.by_letter
                roles.setdefault(" ".join(key.split()), column.role.value)
    return roles


def _periods(guess: Guess) -> dict[str, str]:
    """Returns the periods in the map, then the words of each period by its header."""
    return dict(guess.stated.periods) | {
        column.key: words
        for table in guess.tables
        for column in table.columns
        if column.period and column.key and (words := span_words(column.period))
    }


def _matrix(stated: TableMap) -> str | None:
    if stated.matrix is None:
        return None
    party, items, totals = stated.matrix
    end = f", totals = {toml_text(totals)}" if totals else ""
    return f"{{ party = {toml_text(party)}, items = {_table(items)}{end} }}"


KEYS: Final = (
    MapKey("sheet", "The sheet to read (default: each).", _sheet, '"Work plan"', _first_sheet),
    MapKey("header", "The row with the names of the columns, counted from 1.", _header, "3"),
    MapKey(
        "objective",
        f"The objective of a row: from its column, or from {', '.join(SOURCES[1:])}.",
        _objective,
        '"column"',
    ),
    MapKey(
        "objective-matches",
        "Only cells with this text begin an objective.",
        _stated("objective_matches"),
        '"Pillar"',
    ),
    MapKey(
        "columns",
        f"What each column is. Roles: {ROLES}.",
        lambda guess: None if guess.stated.matrix else _table(_columns(guess.tables)),
        '{ "Pillar" = "objective", "column:A" = "number" }',
    ),
    MapKey(
        "periods",
        "What a period or words for a date mean: 2026-Q1, 2026-H1, 2026-03, 2026-03-31, 2026.",
        lambda guess: _table(_periods(guess)),
        '{ "Q1" = "2026-Q1", "mid-2026" = "2026-06" }',
    ),
    MapKey(
        "status",
        f"The status that each word means: {', '.join(NAMED_KEYS['status'].meanings)}.",
        lambda guess: _table(guess.words),
        '{ "Started" = "in-progress" }',
    ),
    MapKey(
        "colours",
        "The status that a colour means, where a cell has no text.",
        lambda guess: _table(guess.stated.colours),
        '{ "00B050" = "completed" }',
    ),
    MapKey(
        "parties",
        "Other spellings of a party, with its name.",
        lambda guess: _table(guess.stated.parties),
        '{ "Vietnam" = "Viet Nam" }',
        lambda guess: _table(dict(guess.cells.near)),
    ),
    MapKey(
        "items",
        "The item of the plan that a row is about, if its text is not the plan's.",
        lambda guess: _table(guess.stated.items),
        '{ "Train local staff" = "2.1" }',
    ),
    MapKey(
        "matrix",
        "A table with a row for each party and a column for each item.",
        lambda guess: _matrix(guess.stated),
        '{ party = "Agency", items = { "Trained?" = "2.1" }, totals = "Total" }',
    ),
    MapKey(
        "dates",
        f"The order in dates such as 03/04/2026: {', '.join(ORDERS)}.",
        _stated("dates"),
        '"day-first"',
        lambda guess: guess.cells.dates and toml_text(guess.cells.dates.order),
    ),
    MapKey("fiscal-year", "The month in which a fiscal year begins.", _fiscal_year, '"04"'),
    MapKey("seasons", "The hemisphere of the seasons.", _stated("seasons"), '"north"'),
    MapKey("separator", "The sign between two parties in a cell.", _stated("separator"), '";"'),
    MapKey(
        "split",
        "Several numbered lines in a cell are several activities.",
        _stated("split"),
        '"numbered"',
    ),
    MapKey("level", "The level of the heading that is the objective.", _level, "3"),
    MapKey(
        "middle",
        "Headings between the objective and its activities are themes.",
        _stated("middle"),
        '"theme"',
    ),
)
"""The keys of a map, in order."""
