"""Links to the items of a web page: each item's row has an anchor, and its number links to it."""

from __future__ import annotations

import re
from typing import Final

from bptip.pages.document import NUMBERS, Document, Line, Row, Table, Text
from bptip.render.html.lines import escape
from bptip.render.layout.plain_text import plain_text

ACTIVITIES: Final = "Activity"
"""The title of the column of titles in a table of activities."""

TITLES: Final = (ACTIVITIES, "Objective", "Item", "Outcome", "What")
"""The titles of the columns whose cells begin with the title of the row's item."""

_NUMBER: Final = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")
"""An item's number that can be the name of an anchor without changes."""


class ItemAnchors:
    """The row of each item on a page: its row in a table of activities, if there is one.

    Otherwise it is the item's first row in the table with the most columns.
    """

    def __init__(self, document: Document) -> None:
        self.rows: dict[str, Row] = {}
        self.titles: dict[str, str] = {}
        tables = [block for block in document.blocks if isinstance(block, Table)]
        for table in sorted(tables, key=_order):
            titles = [column.title for column in table.columns]
            if NUMBERS in titles:
                titled = next((n for n, title in enumerate(titles) if title in TITLES), None)
                for row in table.rows:
                    number = plain_text(row.cells[titles.index(NUMBERS)])
                    if _NUMBER.fullmatch(number):
                        self.rows.setdefault(number, row)
                        words = row.cells[titled] if titled is not None else ()
                        self.titles.setdefault(number, _title(words))
        self.anchors = {id(row): number for number, row in self.rows.items()}

    def attribute(self, row: Row) -> str:
        """Returns the `id` attribute of a row; "" if the row is not the anchor of an item."""
        number = self.anchors.get(id(row))
        return f' id="a-{number}"' if number else ""

    def linked(self, cell: Line, row: Row) -> str | None:
        """Returns the numbers in a cell as links; None for other words or the row's own number."""
        text = plain_text(cell)
        return None if self.rows.get(text.split(", ")[0]) is row else self.links(text)

    def links(self, text: str) -> str | None:
        """Returns the numbers that a text lists as links; None if the text is not such a list.

        Screen readers can list the links of a page, so each link is named with its item's title.
        """
        numbers = text.split(", ")
        is_known = all(number in self.rows for number in numbers)
        return ", ".join(map(self._link, numbers)) if is_known else None

    def _link(self, number: str) -> str:
        """Returns the link to an item; its spoken name begins with the number that is visible."""
        name = escape(f"{number} {self.titles[number]}".strip())
        return f'<a href="#a-{number}" aria-label="{name}">{number}</a>'


def _title(cell: Line) -> str:
    """Returns the title at the beginning of a cell; "" without any."""
    return cell[0].text if cell and isinstance(cell[0], Text) else ""


def _order(table: Table) -> tuple[bool, int]:
    """Returns the sort key of a table in the order in which tables are searched for an item."""
    return not any(column.title == ACTIVITIES for column in table.columns), -len(table.columns)
