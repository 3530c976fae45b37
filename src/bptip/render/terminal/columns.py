"""Which columns of a table stand, and how wide: decided before anything is drawn.

The library that draws would drop no column and squeeze all; here the least telling ones step
aside first, so that no figure is cut and no title becomes a tower of syllables. Where a screen is
too narrow even so, a row is no line of cells: they stand one below the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import ALWAYS

if TYPE_CHECKING:
    from bptip.pages.document import Column

NARROW: Final = 100
"""Below this width, in characters, a page is narrow: long titles are cut to keep it on a screen."""

GAP: Final = 2
"""Blanks between two columns."""

READABLE: Final = 24
"""A wrapping column that never steps aside keeps at least this width, if its text is so long."""

TOLERABLE: Final = 12
"""The same for the wrapping columns that may step aside."""

TIGHT: Final = 8
"""What a wrapping column is pressed to where nothing else can step aside."""

TOWER: Final = 0.5
"""The part of what it should keep at least below which a wrapping column is a tower of words."""


WIDEST: Final = 60
"""Beyond this width a column of texts reads no better; proportions count it no wider."""


class MeasuredColumn(NamedTuple):
    """A column, its place in the table, and the width of its widest cell or its title.

    `word` is the width of its longest word; 0 where it has no place to break at.
    """

    place: int
    column: Column
    natural: int
    word: int = 0

    @property
    def least(self) -> int:
        """The width below which the column had better step aside."""
        if not self.column.wrapping:
            return self.natural
        own = READABLE if self.column.priority == ALWAYS else TOLERABLE
        return min(self.natural, self.column.least or own)

    @property
    def unbroken(self) -> int:
        """The width below which a word would break."""
        if not self.column.wrapping:
            return self.word or self.natural
        return max(TIGHT, min(self.word, self.least))

    @property
    def tightest(self) -> int:
        """The width below which it had better not be a column at all."""
        if not self.column.wrapping:
            return self.natural
        return min(self.least, max(ceil(TOWER * self.least), self.word))


def laid_out(columns: Sequence[MeasuredColumn], width: int) -> dict[int, int]:
    """The width of each column that stands, by its place, within a total width."""
    standing = those_that_stand(columns, width)
    widths = {each.place: each.least for each in standing}
    free = width - GAP * (len(standing) - 1) - sum(widths.values())
    if free < 0:
        _press(widths, standing, -free)
    else:
        _spread(widths, [each for each in standing if each.column.wrapping], free)
    return widths


def those_that_stand(columns: Sequence[MeasuredColumn], width: int) -> list[MeasuredColumn]:
    """The columns without those that step aside, as all of them need more than the width."""
    standing = list(columns)
    while needed(standing) > width and any(each.column.priority for each in standing):
        standing.remove(max(standing, key=lambda each: each.column.priority))
    return standing


def too_narrow(columns: Sequence[MeasuredColumn], width: int) -> bool:
    """Whether those that stand can't be columns: a figure would break, or a text be a tower."""
    standing = those_that_stand(columns, width)
    return sum(each.tightest for each in standing) + GAP * (len(standing) - 1) > width


def needed(columns: Sequence[MeasuredColumn]) -> int:
    """The width below which one of the columns had better step aside."""
    return sum(each.least for each in columns) + GAP * (len(columns) - 1)


def _press(widths: dict[int, int], columns: Sequence[MeasuredColumn], missing: int) -> None:
    """Take what is missing: between the words of texts, then of figures, then within texts' words.

    A column without a blank, of ids, gives nothing: half an id is another item's.
    """
    texts = [each for each in columns if each.column.wrapping]
    figures = [each for each in columns if not each.column.wrapping]
    for floors in (
        {each.place: each.unbroken for each in texts},
        {each.place: each.unbroken for each in figures},
        dict.fromkeys((each.place for each in texts), TIGHT),
    ):
        missing -= _taken(widths, floors, missing)


def _taken(widths: dict[int, int], floors: Mapping[int, int], wanted: int) -> int:
    """How much could be taken from the widths, always from the widest, down to their floors."""
    for taken in range(wanted):
        above = [place for place, floor in floors.items() if widths[place] > floor]
        if not above:
            return taken
        widths[max(above, key=widths.__getitem__)] -= 1
    return wanted


def _spread(widths: dict[int, int], wrapping: Sequence[MeasuredColumn], free: int) -> None:
    """Give what is free to the wrapping columns, always to the one that lacks most."""
    for _ in range(free):
        lacking = max(wrapping, key=lambda each: each.natural - widths[each.place], default=None)
        if lacking is None or lacking.natural <= widths[lacking.place]:
            return
        widths[lacking.place] += 1
