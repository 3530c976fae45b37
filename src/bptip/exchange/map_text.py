"""The map of a table as text: what bptip guessed, with a comment for each key.

Keys that say what bptip guessed are active, so the map gives the same plan again. The others are
examples behind a "#".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bptip.exchange.cell_statuses import likely_meaning
from bptip.exchange.columns import plain_header
from bptip.exchange.maps import SOURCES
from bptip.exchange.words import ColumnRole
from bptip.plan.dates import span_words

if TYPE_CHECKING:
    from bptip.exchange.drafts import Draft, TableUse
    from bptip.exchange.maps import TableMap
    from bptip.exchange.preview import Cells

HEAD: Final = """\
# How bptip reads this table. Correct what is wrong, then type the command again with --map.
# Lines that begin with "#" say nothing: delete the "#" of the lines that you need.
"""

ROLES: Final = ", ".join(role.value for role in ColumnRole)


def map_text(draft: Draft, cells: Cells, stated: TableMap) -> str:
    """Returns the text of a map that says what was guessed."""
    return HEAD + "".join(_parts(draft, cells, stated))


def _parts(draft: Draft, cells: Cells, stated: TableMap) -> Iterator[str]:
    used = [table for table in draft.tables if table.header_row is not None]
    sheets = [table.sheet for table in used]
    sheet = stated.sheet or (sheets[0] if len(sheets) == 1 else None)
    example = f"sheet = {_text(sheets[0] if sheets else 'Work plan')}"
    yield _key("The sheet to read (default: each).", "sheet", sheet and _text(sheet), example)
    rows = {table.header_row for table in used}
    row = str(rows.pop()) if len(rows) == 1 else None
    yield _key(
        "The row with the names of the columns, counted from 1.", "header", row, "header = 3"
    )
    sources = {table.source for table in used if table.source}
    source = _text(sources.pop()) if len(sources) == 1 and stated.matrix is None else None
    yield _key(
        f"The objective of a row: from its column, or from {', '.join(SOURCES[1:])}.",
        "objective", source, 'objective = "column"',
    )  # fmt: skip
    matches = stated.objective_matches
    yield _key(
        "Only cells with this text begin an objective.",
        "objective-matches", matches and _text(matches), 'objective-matches = "Pillar"',
    )  # fmt: skip
    columns = {} if stated.matrix else _columns(used)
    yield _key(
        f"What each column is. Roles: {ROLES}.",
        "columns", _table(columns), 'columns = { "Pillar" = "objective", "column:A" = "number" }',
    )  # fmt: skip
    yield _key(
        "What each period means: 2026-Q1, 2026-H1, 2026-03 or 2026.",
        "periods", _table(_periods(used)), 'periods = { "Q1" = "2026-Q1" }',
    )  # fmt: skip
    words = {word: status for word, status, _ in cells.statuses if status is not None}
    unknown = {word: likely_meaning(word) for word, status, _ in cells.statuses if status is None}
    yield _key(
        "The status that each word means: " + ", ".join(_STATUSES) + ".",
        "status", _table(words),
        f"status = {_table(unknown)}" if unknown else 'status = { "Started" = "in-progress" }',
    )  # fmt: skip
    if unknown and words:
        yield f"# Not known yet, to be added there: {_inside(unknown)}\n"
    yield _key(
        "The status that a colour means, where a cell has no text.",
        "colours", _table(stated.colours), 'colours = { "00B050" = "completed" }',
    )  # fmt: skip
    near = dict(cells.near)
    yield _key(
        "Other spellings of a party, with its name.",
        "parties", _table(stated.parties),
        f"parties = {_table(near)}" if near else 'parties = { "Vietnam" = "Viet Nam" }',
    )  # fmt: skip
    yield _key(
        "A table with a row a party and a column an item.",
        "matrix", _matrix(stated),
        'matrix = { party = "Agency", items = { "Trained?" = "2.1" }, totals = "Total" }',
    )  # fmt: skip
    for comment, key, value, line in (
        ("The order of day, month and year in dates such as 03/04/2026.", "dates",
         stated.dates and _text(stated.dates), 'dates = "%d/%m/%Y"'),
        ("The month in which a fiscal year begins.", "fiscal-year",
         _text(f"{stated.fiscal_year:02}") if stated.fiscal_year else None,
         'fiscal-year = "04"'),
        ("The hemisphere of spring, summer, autumn and winter.", "seasons",
         stated.seasons and _text(stated.seasons), 'seasons = "north"'),
        ("The sign between two parties in a cell.", "separator",
         stated.separator and _text(stated.separator), 'separator = ";"'),
        ("Several numbered lines in a cell are several activities.", "split",
         stated.split and _text(stated.split), 'split = "numbered"'),
        ("The level of the heading that is the objective.", "level",
         None if stated.level is None else str(stated.level), "level = 3"),
        ("Headings between the objective and its activities are themes.", "middle",
         stated.middle and _text(stated.middle), 'middle = "theme"'),
    ):  # fmt: skip
        yield _key(comment, key, value, line)


_STATUSES: Final = (
    "not-started", "in-progress", "continuous", "completed", "delayed", "on-hold", "not-achieved",
    "discontinued",
)  # fmt: skip


def _key(comment: str, key: str, value: str | None, example: str) -> str:
    """Returns a key with its comment; an example behind a "#" if nothing was guessed."""
    return f"\n# {comment}\n" + (f"{key} = {value}\n" if value else f"# {example}\n")


def _text(text: str) -> str:
    """Returns a text as TOML has it: its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _inside(values: Mapping[str, str]) -> str:
    return ", ".join(f"{_text(name)} = {_text(value)}" for name, value in values.items())


def _table(values: Mapping[str, str]) -> str | None:
    """Returns names and values as an inline table; None for none."""
    return f"{{ {_inside(values)} }}" if values else None


def _columns(tables: Sequence[TableUse]) -> dict[str, str]:
    """Returns the role of each column by its name; by its letter where two have one name."""
    roles: dict[str, str] = {}
    for table in tables:
        names = [plain_header(column.header) for column in table.columns]
        for column in table.columns:
            name = plain_header(column.header)
            is_alone = bool(name) and names.count(name) == 1
            if column.period is None and (is_alone or len(tables) == 1):
                key = column.header if is_alone else f"column:{column.letter}"
                roles.setdefault(" ".join(key.split()), column.role.value)
    return roles


def _periods(tables: Sequence[TableUse]) -> dict[str, str]:
    """Returns the words of each period by the header that names it."""
    return {
        column.key: words
        for table in tables
        for column in table.columns
        if column.period and column.key and (words := span_words(column.period))
    }


def _matrix(stated: TableMap) -> str | None:
    if stated.matrix is None:
        return None
    party, items, totals = stated.matrix
    end = f", totals = {_text(totals)}" if totals else ""
    return f"{{ party = {_text(party)}, items = {_table(items)}{end} }}"
