"""CSV: the rows of an answer, for Excel.

The file is UTF-8 with a byte order mark, without which Excel guesses the encoding wrongly, and has
CRLF line ends. A text that Excel would run as a formula gets a leading apostrophe; a number does
not. With the list separator of another country, a cell can begin in the middle of a text.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import Any, Final

from bptip.pages.view import Rows, value_in
from bptip.plan.characters import FORMULA_SIGNS
from bptip.render.layout.canvas import Canvas
from bptip.render.layout.values import value_text
from bptip.render.visible import visible

_CELL_START: Final = re.compile(
    rf"""
    (?: ^ (?= [\t\r{FORMULA_SIGNS}] )  # at the start of a text
      | (?<= [,;\t\r\n] ) "* (?= [{FORMULA_SIGNS}] )  # after a separator or a line end,
        (?! (?<= [\r\n] ) -\x20 [^(|!\r\n]* (?: [\r\n] | $ ) )  # except in a list: "- item"
    )
    """,
    re.VERBOSE,
)
"""The places at which a spreadsheet may find the start of a formula, whatever its separator."""


def draw(rows: Rows, canvas: Canvas) -> bytes:
    """Returns the rows as CSV, after a row with the names of the columns."""
    columns = rows.names()
    text = StringIO()
    writer = csv.writer(text, delimiter=canvas.separator, lineterminator="\r\n")
    writer.writerow(_safe_text(name) for name in columns)
    writer.writerows([cell(value_in(row, name)) for name in columns] for row in rows.rows)
    return text.getvalue().encode("utf-8-sig")


def cell(value: Any) -> str:  # noqa: ANN401  # data of any kind
    """Returns a value as a cell: a list joined by "; ", and "" for None or an empty record."""
    text = value_text(value)
    return text if isinstance(value, int | float) else _safe_text(text)


def _safe_text(text: str) -> str:
    """Returns a text in visible characters, with an apostrophe before each start of a formula."""
    return _CELL_START.sub(r"\g<0>'", visible(text))
