"""Small drawings within a web page: a bar of statuses, a stretch of time; words stand beside both.

Their colours come from the page's style sheet; the attributes are for readers that drop it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from bptip.render import theme
from bptip.render.layout.bars import in_order

if TYPE_CHECKING:
    from bptip.pages.document import Span, Timeline
    from bptip.plan.model import Status

BAR: Final = (132, 9)
"""Width and height of a bar, in pixels."""

_BETWEEN: Final = 1.5
_LEAST: Final = 3.0

STRETCH: Final = (360, 18)
"""Width and height of a row of a timeline, in pixels."""

_MOST_YEARS: Final = 9


def bar(counts: Mapping[Status, int]) -> str:
    """A bar whose parts are as long as the counts are large; nothing if there are none."""
    there = in_order(counts)
    if not there:
        return ""
    free = BAR[0] - _BETWEEN * (len(there) - 1) - _LEAST * len(there)
    total = sum(there.values())
    parts, left = [], 0.0
    for status, many in there.items():
        width = _LEAST + free * many / total
        parts.append(_filled(status, left, 0, width, BAR[1]))
        left += width + _BETWEEN
    return _drawing(*BAR, parts)


def stretch(timeline: Timeline, span: Span) -> str:
    """A stretch of time within the timeline's period; a line is today, a lozenge its own mark."""
    width, height = STRETCH
    today, ink = _at(timeline, timeline.today), theme.TEXT_COLOURS[""].light
    first, last = sorted((_at(timeline, span.start), _at(timeline, span.end)))
    parts = [
        *(f'<path class="year" d="M{_n(x)} 0V{height}" stroke="#{theme.LINE_COLOUR.light}"/>'
          for x, _ in _years(timeline)),
        _filled(span.status, min(first, width - _LEAST), 4, max(_LEAST, last - first), height - 8),
        f'<path class="today" d="M{_n(today)} 0V{height}" stroke="#{ink}" stroke-dasharray="3 2"/>',
    ]  # fmt: skip
    if span.mark:
        x = _n(_at(timeline, span.mark))
        parts.append(f'<path class="mark" d="M{x} 3l6 6-6 6-6-6z" fill="#{ink}"/>')
    return _drawing(width, height, parts)


def axis(timeline: Timeline) -> str:
    """The years of a timeline, each where it begins."""
    width, height = STRETCH
    years = [
        f'<text x="{_n(x)}" y="{height - 5}" font-size="11">{year}</text>'
        for x, year in _years(timeline)
        if x <= width - 24
    ]
    return _drawing(width, height, years)


def _years(timeline: Timeline) -> Iterator[tuple[float, int]]:
    """Where each year begins, the period's first one where the period does; not too many."""
    first, last = sorted((timeline.start.year, timeline.end.year))
    step = 1 + (last - first) // _MOST_YEARS
    for year in range(first, last + 1, step):
        yield _at(timeline, date(year, 1, 1)), year


def _at(timeline: Timeline, day: date) -> float:
    """Where a day lies on the drawing, from its left edge; what lies beyond stands at the edge."""
    days = max(1, (timeline.end - timeline.start).days)
    return min(1.0, max(0.0, (day - timeline.start).days / days)) * STRETCH[0]


def _filled(status: Status, left: float, top: int, width: float, height: int) -> str:
    return (
        f'<rect class="{status.value}" x="{_n(left)}" y="{top}" width="{_n(width)}"'
        f' height="{height}" fill="#{theme.FILL_COLOURS[status].light}"/>'
    )


def _drawing(width: int, height: int, parts: list[str]) -> str:
    """A drawing that only shows again what stands beside it, so nobody hears of it."""
    return (
        f'<svg aria-hidden="true" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
    )


def _n(value: float) -> str:
    """A number in as few digits as a drawing needs."""
    return f"{value:.1f}".removesuffix(".0")
