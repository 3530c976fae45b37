"""Finds summary tasks: rows of a project schedule that group the rows below them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bptip.exchange.tables.columns import plain_header
from bptip.exchange.tables.headers import Header
from bptip.exchange.tables.numbers import clean_number
from bptip.exchange.tables.rows import RowKind, TableRow
from bptip.exchange.tables.table_words import ColumnRole

LEVELS: Final = frozenset({"outline level"})
OUTLINES: Final = frozenset({"wbs", "outline number", "wbs code"})
"""The names of columns with the level of a row, and of columns with numbers such as 1.2.1."""


def with_summaries(rows: Sequence[TableRow], header: Header) -> list[TableRow]:
    """Returns the rows with summary tasks as objectives, and deeper summary tasks as headings.

    A row is a summary task if the next row has a deeper level. A single row above all others is
    the project.
    """
    names = {plain_header(column.header): column.at for column in header.columns}
    at = next((names[name] for name in names if name in LEVELS), None)
    outline = next((names[name] for name in names if name in OUTLINES), None)
    title = header.column(ColumnRole.ACTIVITY)
    place = outline if at is None else at
    if title is None or place is None or header.column(ColumnRole.OBJECTIVE) is not None:
        return list(rows)
    tasks = [row for row in rows if row.kind in (RowKind.ACTIVITY, RowKind.BARE)]
    levels = {row.number: _level(row.cells[place].text, is_number=at is None) for row in tasks}
    numbers = [row.number for row in tasks]
    summaries = {
        row: levels[row] for row, below in pairwise(numbers) if 0 < levels[row] < levels[below]
    }
    tops = sorted(set(summaries.values()))
    is_project = len(tops) > 1 and list(levels.values()).count(tops[0]) == 1
    top = tops[is_project] if tops else 0
    settled = []
    for row in rows:
        if row.number in summaries:
            level = summaries[row.number]
            kind = RowKind.HEADING if level == top else RowKind.BARE
            kind = RowKind.WITHOUT_ROWS if level < top else kind
            text = row.cells[title.at]
            number = clean_number(row.cells[outline].text) if outline is not None else ""
            if number and kind is RowKind.HEADING:
                text = text._replace(text=f"{number}. {text.text.strip()}")
            settled.append(row._replace(kind=kind, text=text))
        else:
            settled.append(row)
    return settled


def _level(text: str, *, is_number: bool) -> int:
    """Returns a row's level, from 1: the parts of its number, or the level itself; 0 for none."""
    if is_number:
        return len([part for part in clean_number(text).split(".") if part])
    return int(text) if text.strip().isdecimal() else 0
