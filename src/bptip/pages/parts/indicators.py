"""Indicators as cells: baseline, latest value, target."""

from __future__ import annotations

from typing import Final

from bptip.pages.document import Align, Column, Line, plain
from bptip.pages.parts import lines
from bptip.plan import vocabulary
from bptip.plan.model import Indicator, Number
from bptip.progress.fold import Figure

INDICATOR_COLUMNS: Final = (
    Column("Indicator", wrapping=True),
    Column("Unit", priority=2),
    Column("Baseline", Align.RIGHT, priority=1),
    Column("Latest", Align.RIGHT),
    Column("Target", Align.RIGHT),
    Column("Stated for", Align.RIGHT, priority=1),
)


def cells(indicator: Indicator, latest: Figure | None) -> tuple[Line, ...]:
    """Returns an indicator as a row's cells."""
    return (
        plain(indicator.title),
        plain(indicator.unit or ""),
        optional_number(indicator.baseline),
        optional_number(latest.value if latest else None),
        optional_number(indicator.target),
        lines.optional_day(latest.on if latest else None),
    )


def optional_number(value: Number | None) -> Line:
    """Returns a number as a cell; a dash for None."""
    return lines.DASH if value is None else plain(vocabulary.number(value))
