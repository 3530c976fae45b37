"""Links among the items of a web page: each has an anchor, and its number elsewhere leads there."""

from __future__ import annotations

import re
from typing import Final

from bptip.pages.document import NUMBERS, Document, Line, Row, Table
from bptip.render.layout.plain_text import plain_text

ACTIVITIES: Final = "Activity"
"""The title of the column of titles in a table of activities."""

_NUMBER: Final = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")
"""A number of an item that can be the name of an anchor as it is."""


class ItemAnchors:
    """The row of each item on a page: in a table of activities if one has it.

    In other tables it is the first row of the table with the most columns, which says most.
    """

    def __init__(self, document: Document) -> None:
        self.rows: dict[str, Row] = {}
        tables = [block for block in document.blocks if isinstance(block, Table)]
        for table in sorted(tables, key=_order):
            for place, column in enumerate(table.columns):
                if column.title == NUMBERS:
                    for row in table.rows:
                        number = plain_text(row.cells[place])
                        if _NUMBER.fullmatch(number):
                            self.rows.setdefault(number, row)
        self.anchors = {id(row): number for number, row in self.rows.items()}

    def attribute(self, row: Row) -> str:
        """Returns the `id` attribute of a row; "" if it is not the place of an item."""
        number = self.anchors.get(id(row))
        return f' id="a-{number}"' if number else ""

    def linked(self, cell: Line, row: Row) -> str | None:
        """Returns the numbers in a cell as links; None if they are others, or this row's own."""
        numbers = plain_text(cell).split(", ")
        if not all(number in self.rows for number in numbers) or self.rows[numbers[0]] is row:
            return None
        return ", ".join(f'<a href="#a-{number}">{number}</a>' for number in numbers)


def _order(table: Table) -> tuple[bool, int]:
    """Returns the place of a table among those in which an item is looked for."""
    return not any(column.title == ACTIVITIES for column in table.columns), -len(table.columns)
