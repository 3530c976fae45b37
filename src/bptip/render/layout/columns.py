"""The columns of a table: which columns are shown, and the width of each.

Rich's own table never hides a column, and squeezes all of them. Here the columns with the highest
priority number are hidden first, so that no figure is cut and no title becomes a tower of
syllables. If the page is still too narrow, the cells of each row are stacked instead.

The widths were tuned on the screens of the example workspace and of the public plans, at 40, 60,
80, 100 and 140 columns (`tests/cli/test_screens.py` shows them).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Final, NamedTuple

from bptip.pages.document import ALWAYS, EXTRA, Column

NARROW: Final = 100
"""Minimum width of a page on which long titles are not cut (characters)."""

COLUMN_GAP: Final = 2
"""Blanks between two columns."""

READABLE_WIDTH: Final = 24
"""Default minimum width of a text column that is always shown (characters)."""

TOLERABLE_WIDTH: Final = 12
"""Default minimum width of a text column that may be hidden (characters)."""

TIGHTEST_WIDTH: Final = 8
"""Minimum width of a text column on a page too narrow for all minimum widths (characters)."""

TOWER_SHARE: Final = 0.5
"""Minimum share of its minimum width at which a text column is still readable as a column."""

WIDEST_TEXT: Final = 60
"""Maximum width up to which a wider text column is easier to read (characters)."""


class MeasuredColumn(NamedTuple):
    """A column, its place in the table, and the width of its widest cell or its title.

    `word` is the width of its longest word, or 0 if the column has no place to break at.
    """

    place: int
    column: Column
    natural: int
    word: int = 0

    @property
    def least(self) -> int:
        """Minimum width of the column; with less room, a column that may be hidden is hidden."""
        if not self.column.wrapping:
            return self.natural
        default = READABLE_WIDTH if self.column.priority == ALWAYS else TOLERABLE_WIDTH
        return min(self.natural, self.column.least or default)

    @property
    def wanted(self) -> int:
        """Minimum width of the column while columns that are extra are shown."""
        return max(self.least, min(self.natural, self.column.wanted))

    @property
    def unbroken(self) -> int:
        """Minimum width at which no word of the column breaks."""
        if not self.column.wrapping:
            return self.word or self.natural
        return max(TIGHTEST_WIDTH, min(self.word, self.least))

    @property
    def tightest(self) -> int:
        """Minimum width of the column on a page whose rows are not stacked."""
        if not self.column.wrapping:
            return self.natural
        return min(self.least, max(ceil(TOWER_SHARE * self.least), self.word))


def column_widths(columns: Sequence[MeasuredColumn], width: int) -> dict[int, int]:
    """Returns the width of each shown column, by its place, within a total width."""
    # 1. Hide columns until the minimum widths fit, or no other column may be hidden.
    shown = shown_columns(columns, width)
    # 2. Start from the minimum widths: figures whole, texts as narrow as allowed.
    widths = {each.place: each.least for each in shown}
    spare = width - needed_width(shown)
    if spare < 0:
        # 3a. Too little room: narrow the columns, the widest first.
        _narrow(widths, shown, -spare)
    else:
        # 3b. Room to spare: widen the texts, first the text that lacks most.
        _widen(widths, [each for each in shown if each.column.wrapping], spare)
    return widths


def shown_columns(columns: Sequence[MeasuredColumn], width: int) -> list[MeasuredColumn]:
    """Returns the columns that are shown; the highest priority number is hidden first."""
    shown = list(columns)
    while wanted_width(shown) > width and any(each.column.priority >= EXTRA for each in shown):
        shown.remove(max(shown, key=lambda each: each.column.priority))
    while needed_width(shown) > width and any(each.column.priority for each in shown):
        # `max` takes the first of equals: if two columns have the same priority, the left one goes.
        shown.remove(max(shown, key=lambda each: each.column.priority))
    return shown


def is_too_narrow(columns: Sequence[MeasuredColumn], width: int) -> bool:
    """True if rows must be stacked, since a figure would break or a text would become a tower."""
    shown = shown_columns(columns, width)
    return sum(each.tightest for each in shown) + _gaps(shown) > width


def needed_width(columns: Sequence[MeasuredColumn]) -> int:
    """Returns the sum of the minimum widths, with the gaps between the columns."""
    return sum(each.least for each in columns) + _gaps(columns)


def wanted_width(columns: Sequence[MeasuredColumn]) -> int:
    """Returns the sum of the widths at which every text is easy to read, with the gaps."""
    return sum(each.wanted for each in columns) + _gaps(columns)


def _gaps(columns: Sequence[MeasuredColumn]) -> int:
    """Returns the total width of the gaps between the columns."""
    return COLUMN_GAP * (len(columns) - 1)


def _narrow(widths: dict[int, int], columns: Sequence[MeasuredColumn], missing: int) -> None:
    """Narrows the columns until the table fits; `missing` is the width to save.

    A column of figures without a blank, such as ids, keeps its width: half an id is another id.
    """
    texts = [each for each in columns if each.column.wrapping]
    figures = [each for each in columns if not each.column.wrapping]
    for floors in (
        # 1. Texts, as long as they break between words.
        {each.place: each.unbroken for each in texts},
        # 2. Figures, as long as they break between words: "31 Dec / 2026".
        {each.place: each.unbroken for each in figures},
        # 3. Texts again, within their words.
        dict.fromkeys((each.place for each in texts), TIGHTEST_WIDTH),
    ):
        missing -= _taken(widths, floors, missing)


def _taken(widths: dict[int, int], floors: Mapping[int, int], wanted: int) -> int:
    """Takes width, each time from the widest column above its floor; returns the width taken."""
    for taken in range(wanted):
        above = [place for place, floor in floors.items() if widths[place] > floor]
        if not above:
            return taken
        widths[max(above, key=widths.__getitem__)] -= 1
    return wanted


def _widen(widths: dict[int, int], texts: Sequence[MeasuredColumn], spare: int) -> None:
    """Gives the spare width to the texts, each time to the text that lacks most."""
    for _ in range(spare):
        lacking = max(texts, key=lambda each: each.natural - widths[each.place], default=None)
        if lacking is None or lacking.natural <= widths[lacking.place]:
            return
        widths[lacking.place] += 1
