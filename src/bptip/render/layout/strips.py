"""What the signs of a table's strips mean, where a page shows them without their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptip.pages.document import StatusMark, Strip, Text
from bptip.plan import vocabulary
from bptip.render import theme

if TYPE_CHECKING:
    from bptip.pages.document import Line, Table


def strip_legend(table: Table) -> Line:
    """Each status that a strip of the table has, with its word; nothing without strips."""
    parts = [part for row in table.rows for cell in row.cells for part in cell]
    there = {status for part in parts if isinstance(part, Strip) for status in part.statuses}
    marks = [StatusMark(each, vocabulary.STATUS[each]) for each in theme.STATUS if each in there]
    blanks = [Text("   ")] * len(marks)
    return tuple(each for pair in zip(marks, blanks, strict=True) for each in pair)[:-1]
