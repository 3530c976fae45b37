"""CSV: the rows of an answer, for Excel.

UTF-8 with a byte order mark and CRLF, since Excel guesses wrongly otherwise. A text that Excel
would take for a formula gets a leading apostrophe; numbers don't.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from bptip.render.visible import visible

if TYPE_CHECKING:
    from bptip.pages.view import Rows
    from bptip.render.layout.canvas import Canvas

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would run."""


def draw(rows: Rows, _: Canvas) -> bytes:
    """The rows as CSV, the columns' names first."""
    columns = list(_columns(rows))
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_text(name) for name in columns)
    writer.writerows([cell(_value(row, name)) for name in columns] for row in rows.rows)
    return text.getvalue().encode("utf-8-sig")


def _columns(rows: Rows) -> Iterator[str]:
    """The columns; one that holds records becomes one for each of their keys, in order."""
    for column in rows.columns:
        records = [row[column] for row in rows.rows if isinstance(row.get(column), Mapping)]
        keys = dict.fromkeys(key for record in records for key in record)
        yield from [f"{column}.{key}" for key in keys] or [column]


def _value(row: Mapping[str, Any], column: str) -> Any:  # noqa: ANN401  # data of any kind
    if column in row:
        return row[column]
    outer, _, key = column.partition(".")
    return (row[outer] or {}).get(key)


def cell(value: Any) -> str:  # noqa: ANN401  # data of any kind
    """A value as a cell: lists joined by "; ", nothing for None and for an empty record."""
    told = _told(value)
    return told if isinstance(value, int | float) else _text(told)


def _told(value: Any) -> str:  # noqa: ANN401  # data of any kind
    """A value in words; a record within a list is "field: title, old: a, new: b"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_told(each)}" for key, each in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(_told(each) for each in value)
    return str(value)


def _text(text: str) -> str:
    return "'" + visible(text) if text.startswith(FORMULA) else visible(text)
