"""Indicators as cells: baseline, latest value, target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bptip.pages import document as doc
from bptip.pages.parts import lines
from bptip.plan import vocabulary
from bptip.plan.model import Number
from bptip.progress.fold import Figure
from bptip.progress.item_progress import ActivityProgress

INDICATOR_COLUMNS: Final = (
    doc.Column("Indicator", wrapping=True),
    doc.Column("Unit", priority=2),
    doc.Column("Baseline", doc.Align.RIGHT, priority=1),
    doc.Column("Latest", doc.Align.RIGHT),
    doc.Column("Target", doc.Align.RIGHT),
    doc.Column("Stated for", doc.Align.RIGHT, priority=1),
)


def rows(progress: ActivityProgress, *before: doc.Line) -> Iterator[doc.Row]:
    """Yields a row for each indicator; if each lead has its own part, a row for each stated value.

    Other cells may be `before` those of an indicator.
    """
    for indicator in progress.activity.indicators:
        latest = progress.reported.figures.get(indicator.id)
        facts = (
            doc.plain(indicator.title),
            doc.plain(indicator.unit or ""),
            optional_number(indicator.baseline),
            *_latest(latest, optional_number(indicator.target)),
        )
        yield doc.row(*before, *facts)
        for part in progress.parties if len(progress.parties) > 1 else ():
            if stated := part.reported.figures.get(indicator.id):
                own = (doc.plain(part.party), (), (), *_latest(stated, ()))
                yield doc.row(*(() for _ in before), *own, level=1)


def _latest(figure: Figure | None, target: doc.Line) -> tuple[doc.Line, doc.Line, doc.Line]:
    """Returns the latest value, the target, and the day for which the value is true."""
    value, day = (figure.value, figure.on) if figure else (None, None)
    return optional_number(value), target, lines.optional_day(day)


def optional_number(value: Number | None) -> doc.Line:
    """Returns a number as a cell; a dash for None."""
    return lines.DASH if value is None else doc.plain(vocabulary.number(value))
