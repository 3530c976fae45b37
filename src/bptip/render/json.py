"""JSON: the record of an answer, for programs.

All characters beyond ASCII are escaped: no text can control a terminal, and no code page can lose
a character.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from bptip.render.layout.canvas import Canvas

if TYPE_CHECKING:
    from bptip.pages.view import Record


def draw(record: Record, _: Canvas) -> bytes:
    """Returns the record as JSON, indented, with a line feed at its end."""
    return (json.dumps(record, indent=2, default=_json_value) + "\n").encode("ascii")


def _json_value(value: Any) -> str:  # noqa: ANN401  # any type that JSON lacks
    """Returns a date as an ISO string; raises TypeError for a value of any other type."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
