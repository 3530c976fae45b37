"""JSON: the record of an answer, for programs.

Everything beyond ASCII is escaped, so that no text in it can act on a terminal, and so that it
arrives whole through any code page.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bptip.pages.view import Record
    from bptip.render.layout.canvas import Canvas


def draw(record: Record, _: Canvas) -> bytes:
    """The record as JSON, indented, with a line feed at its end."""
    return (json.dumps(record, indent=2, default=_plain) + "\n").encode("ascii")


def _plain(value: Any) -> str:  # noqa: ANN401  # whatever JSON has no form of its own for
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
