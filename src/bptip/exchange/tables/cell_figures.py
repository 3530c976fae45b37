"""Reads figures in the cells of tables: percentages, shares of 1, and numbers with units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell
from bptip.plan.characters import with_plain_digits
from bptip.plan.model import Number
from bptip.recording.typed_values import grouping_hint, number_in

_PERCENT: Final = re.compile(r"([^\s%]+)\s*(?:%|per ?cent)?", re.IGNORECASE)


def percentage_in(cell: SheetCell, scale: int | None = 1) -> Number | None:
    """Returns the percentage in a cell; None for any other text.

    `scale` is the factor for the column's plain numbers up to 1; None if it is unclear.
    """
    match = _PERCENT.fullmatch(cell.text.strip())
    if match is None or (cell.number is None and grouping_hint(match[1])):
        return None
    value = number_in(match[1].replace(",", "."))
    if value is None or not 0 <= value <= 100:
        return None
    if value == 0 or value > 1 or _plain_number(cell) is None:
        return value
    if scale is None:
        return None
    percentage = round(value * scale, 6)
    return int(percentage) if percentage == int(percentage) else percentage


def _plain_number(cell: SheetCell) -> Number | None:
    """Returns the number in a cell without a percent sign; None for any other text."""
    return number_in(cell.text.strip().replace(",", "."))


def scale_of(cells: Iterable[SheetCell]) -> int | None:
    """Returns 100 if the plain numbers of a column are shares, 1 if they are percentages.

    They are shares if no number is above 1 and at least one has a fraction. Returns None if they
    can be shares or percentages: fractions beside larger numbers, or only the number 1.
    """
    plain = [_plain_number(cell) or 0 for cell in cells]
    is_above, has_fraction = any(value > 1 for value in plain), any(0 < v < 1 for v in plain)
    if has_fraction:
        return None if is_above else 100
    return None if 1 in plain and not is_above else 1


_FIGURE: Final = re.compile(
    r"(-? ?(?:\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+|\d{1,3}(?:,\d{3}){2,}"
    r"|(?![1-9]\d{0,2}\.\d{3}(?!\d))\d*)(?:\.\d+)?)\s*"
    r"(%|[^\W\d_][^\d]{0,40})?"
)
"""A number and its unit; commas separate thousands only if the number has two or more commas.

"1.234" is not read: its point may separate thousands too."""


class CellFigure(NamedTuple):
    """A number in a cell, and the unit behind it."""

    number: Number
    unit: str | None = None


def figure_in(cell: SheetCell) -> CellFigure | None:
    """Returns the number in a cell, with its unit; None for a text without one clear number."""
    if cell.percentage is not None:
        return CellFigure(cell.percentage, "%")
    if cell.number is not None:
        return CellFigure(cell.number)
    match = _FIGURE.fullmatch(with_plain_digits(cell.text.strip()))
    if match is None:
        return None
    value = number_in(re.sub(r"[ \u00a0\u202f'’,]", "", match[1]))
    return None if value is None else CellFigure(value, match[2] and match[2].strip())


def figure_named(title: str) -> CellFigure | None:
    """Returns the target in an indicator's name: "64 events", "People trained: 100"."""
    named, _, target = title.rpartition(":")
    return figure_in(SheetCell("", target)) if named or target[:1].isdigit() else None
