"""How wide the columns of a Markdown table become where pandoc makes a Word file of it.

Where a row is longer than a line of 72 characters, pandoc's own Markdown shares the page among the
columns as the dashes below the head are shared. Its page is narrow and its text large, so that a
wide table can't stand at ease. The rule: the column whose cells would be least tall gives first,
and none less than its longest word takes. If there is no room even for that, the words of texts
break, and those of figures don't. (Pandoc's reading of GitHub's Markdown knows no widths; what it
makes, a word processor lays out by itself.)
"""

from __future__ import annotations

from collections import Counter
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import OutlookMark, StatusMark
from bptip.render.layout.in_words import in_words
from bptip.render.layout.letters import printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bptip.pages.document import Table

PAGE: Final = 124
"""The width of pandoc's page, in half digits of its text."""

EDGES: Final = 3
"""What it keeps free at the two edges of a cell, in the same."""

LONGEST: Final = 40
"""A longer word may break: it is an address."""

TIGHT: Final = 12
"""What a column of texts gives to at the last, if words must break."""

SHORT: Final = 40
"""Cells with a status or an outlook are figures too, if they are no longer."""

BROKEN: Final = 3
"""How much taller a figure looks that doesn't stand on one line."""


class _Cells(NamedTuple):
    """How many cells of a column have each width, and how wide its longest word is.

    `figures` are what must not break where texts may: ids, dates, counts, statuses.
    """

    widths: Counter[int]
    word: int
    figures: bool

    def tallness(self, width: int) -> float:
        """How many lines a cell takes within a width, on the average."""
        lines = sum(many * ceil(each / width) for each, many in self.widths.items())
        average = lines / self.widths.total()
        return BROKEN * average if self.figures and average > 1 else average


def column_widths(table: Table, kept: Sequence[int]) -> list[int]:
    """The width of each of the columns that are kept, its edges included, in half digits."""
    columns = [_cells(table, place) for place in kept]
    room = PAGE - EDGES * len(columns)
    widths = [min(room, max(each.widths)) for each in columns]
    _press(widths, columns, [each.word for each in columns], room)
    last = [each.word if each.figures else min(each.word, TIGHT) for each in columns]
    _press(widths, columns, last, room)
    return [width + EDGES for width in widths]


def _cells(table: Table, place: int) -> _Cells:
    column, lines = table.columns[place], [row.cells[place] for row in table.rows]
    texts = [column.title, *map(in_words, lines)]
    # A text may break after a hyphen, too; "2024-2026/1.1" had better not.
    hyphen = "- " if column.wrapping else "-"
    parts = {part for text in texts for part in text.replace("-", hyphen).split()}
    widths = Counter(max(1, ceil(2 * printed(text))) for text in texts)
    word = ceil(2 * max(map(printed, parts), default=0))
    marks = any(isinstance(part, StatusMark | OutlookMark) for line in lines for part in line)
    figures = not column.wrapping or (marks and max(widths) <= SHORT)
    return _Cells(widths, max(1, min(LONGEST, word)), figures)


def _press(widths: list[int], columns: Sequence[_Cells], floors: Sequence[int], room: int) -> None:
    """Take from the widths what is more than there is room for, down to their floors."""
    giving = [n for n, width in enumerate(widths) if width > floors[n]]
    tall = {n: columns[n].tallness(widths[n] - 1) for n in giving}
    while tall and sum(widths) > room:
        least = min(tall, key=lambda n: (tall[n], -widths[n]))
        widths[least] -= 1
        if widths[least] > floors[least]:
            tall[least] = columns[least].tallness(widths[least] - 1)
        else:
            del tall[least]
