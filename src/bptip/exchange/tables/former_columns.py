"""Finds the columns whose texts a plan has: its titles, and the former roles of its columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from bptip.exchange.cells import SheetCell, SheetTable
from bptip.exchange.tables.column_contents import MOST
from bptip.exchange.tables.columns import TableColumn
from bptip.exchange.tables.headers import Header
from bptip.exchange.tables.numbers import numbered_title
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.characters import letters_of

ROWS_JUDGED: Final = 50
"""Maximum number of rows whose texts are compared with the texts of a plan."""


def with_titles(header: Header, table: SheetTable, titles: Sequence[str]) -> Header:
    """Returns a header without activities, in which the column with the plan's titles has them."""
    if not titles or header.column(ColumnRole.ACTIVITY) is not None:
        return header
    words = [frozenset(_words(title)) for title in titles]
    kept = [column for column in header.guessed if column.role is ColumnRole.KEEP]
    shares = _shares(kept, header, table, lambda cell: _is_like_any(cell, words))
    best = _greatest(shares)
    return header if best is None else header.with_roles({best: ColumnRole.ACTIVITY})


def with_former_roles(
    header: Header, table: SheetTable, former: Mapping[ColumnRole, frozenset[str]]
) -> tuple[Header, tuple[TableColumn, ...]]:
    """Returns a header with the roles that its columns had for the plan, and the changed columns.

    A column gets a role again if most of its cells have texts that the plan has in that role, and
    more than the column that has the role by its name. `former` are the letters of these texts. The
    roles of the map stay.
    """
    stated = {column.role for column in header.columns if column.at in header.stated}
    again: list[TableColumn] = []
    for role, known in former.items():
        columns = [
            column
            for column in header.guessed
            if role is ColumnRole.ACTIVITY or column.role in (role, ColumnRole.KEEP)
        ]
        shares = _shares(columns, header, table, partial(_has_any, known))
        best, now = _greatest(shares), header.column(role)
        if best is None or role in stated or (now and shares[best] <= shares[now.at]):
            continue
        header = header.with_role([now] if now else [], ColumnRole.KEEP).with_roles({best: role})
        again += [column for column in header.columns if column.at == best]
    return header, tuple(again)


def _shares(
    columns: Iterable[TableColumn],
    header: Header,
    table: SheetTable,
    fits: Callable[[SheetCell], bool],
) -> dict[int, float]:
    """Returns the share of each column's filled cells that fit, by the column's place."""
    rows = table.rows[header.body : header.body + ROWS_JUDGED]
    shares: dict[int, float] = {}
    for column in columns:
        cells = [row[column.at] for row in rows if not row[column.at].is_empty]
        shares[column.at] = sum(map(fits, cells)) / len(cells) if cells else 0
    return shares


def _greatest(shares: Mapping[int, float]) -> int | None:
    """Returns the place of the column with the greatest share; None if it is below MOST."""
    best = max(shares, key=lambda at: shares[at], default=None)
    return None if best is None or shares[best] < MOST else best


def _has_any(known: frozenset[str], cell: SheetCell) -> bool:
    """True if a cell's text, the text without its number, or a name in it has known letters."""
    texts = (cell.text, numbered_title(cell.text)[1], *re.split("[;,/&\n]", cell.text))
    return not known.isdisjoint(map(letters_of, texts))


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
