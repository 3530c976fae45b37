"""Indicators as cells: baseline, latest value, target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from bptip.pages.document import Align, Column, Line, Row, plain
from bptip.pages.parts import lines
from bptip.plan import vocabulary
from bptip.plan.model import Number

if TYPE_CHECKING:
    from bptip.progress.fold import Figure
    from bptip.progress.item_progress import ActivityProgress

INDICATOR_COLUMNS: Final = (
    Column("Indicator", wrapping=True),
    Column("Unit", priority=2),
    Column("Baseline", Align.RIGHT, priority=1),
    Column("Latest", Align.RIGHT),
    Column("Target", Align.RIGHT),
    Column("Stated for", Align.RIGHT, priority=1),
)


def rows(progress: ActivityProgress, *before: Line) -> Iterator[Row]:
    """Yields the row of each indicator; if each lead has its own part, one for each stated value.

    Other cells may be `before` those of an indicator.
    """
    for indicator in progress.activity.indicators:
        latest = progress.reported.figures.get(indicator.id)
        facts = (
            plain(indicator.title),
            plain(indicator.unit or ""),
            optional_number(indicator.baseline),
            *_latest(latest, optional_number(indicator.target)),
        )
        yield Row((*before, *facts))
        for part in progress.parties if len(progress.parties) > 1 else ():
            if stated := part.reported.figures.get(indicator.id):
                own = (plain(part.party), (), (), *_latest(stated, ()))
                yield Row((*(() for _ in before), *own), level=1)


def _latest(figure: Figure | None, target: Line) -> tuple[Line, Line, Line]:
    """Returns the latest value, the target, and the day for which the value is true."""
    value, day = (figure.value, figure.on) if figure else (None, None)
    return optional_number(value), target, lines.optional_day(day)


def optional_number(value: Number | None) -> Line:
    """Returns a number as a cell; a dash for None."""
    return lines.DASH if value is None else plain(vocabulary.number(value))
