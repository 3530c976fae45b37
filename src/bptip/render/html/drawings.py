"""Small drawings in a web page: a bar of statuses and a span of time; words repeat them.

The colours come from the page's style sheet; the attributes are for readers that ignore it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from bptip.pages.document import Span, Timeline
from bptip.plan.model import Segment
from bptip.render import theme
from bptip.render.layout.bars import in_order

BAR_SIZE: Final = (132, 12)
"""Width and height of a bar (pixels)."""

_PART_GAP: Final = 1.5
"""Width of the gap between two parts of a bar (pixels)."""

_LEAST_WIDTH: Final = 3.0
"""Minimum width of a part of a bar, and of a span (pixels)."""

SPAN_SIZE: Final = (360, 18)
"""Width and height of a row of a timeline (pixels)."""

_MOST_YEARS: Final = 9
"""Maximum number of years of a timeline that shows every year; longer ones show every second."""


def bar(counts: Mapping[Segment, int]) -> str:
    """Returns a bar with parts in proportion to the counts; "" if there are no counts."""
    present = in_order(counts)
    if not present:
        return ""
    free = BAR_SIZE[0] - _PART_GAP * (len(present) - 1) - _LEAST_WIDTH * len(present)
    total = sum(present.values())
    parts, left = [], 0.0
    for segment, count in present.items():
        width = _LEAST_WIDTH + free * count / total
        parts.append(_filled(segment, left, 0, width, BAR_SIZE[1]))
        left += width + _PART_GAP
    return _drawing(*BAR_SIZE, parts)


def swatch(segment: Segment) -> str:
    """Returns a square in the colour of a segment, for the legend below bars."""
    return _drawing(BAR_SIZE[1], BAR_SIZE[1], [_filled(segment, 0, 0, BAR_SIZE[1], BAR_SIZE[1])])


def span_drawing(timeline: Timeline, span: Span) -> str:
    """Returns the drawing of a span in a timeline, with a line for today and the span's mark."""
    width, height = SPAN_SIZE
    today, colour = _position(timeline, timeline.today), theme.TEXT_COLOURS[""].light
    first, last = sorted((_position(timeline, span.start), _position(timeline, span.end)))
    line, dots = theme.LINE_COLOUR.light, f'stroke="#{colour}" stroke-dasharray="3 2"'
    parts = [
        *(f'<path class="year" d="M{_short(x)} 0V{height}" stroke="#{line}"/>'
          for x, _ in _years(timeline)),
        _filled(span.status, min(first, width - _LEAST_WIDTH), 4,
                max(_LEAST_WIDTH, last - first), height - 8),
        f'<path class="today" d="M{_short(today)} 0V{height}" {dots}/>',
    ]  # fmt: skip
    if span.mark:
        x = _short(_position(timeline, span.mark))
        parts.append(f'<path class="mark" d="M{x} 3l6 6-6 6-6-6z" fill="#{colour}"/>')
    return _drawing(width, height, parts)


def axis(timeline: Timeline) -> str:
    """Returns the years of a timeline, each where it begins."""
    width, height = SPAN_SIZE
    years = [
        f'<text x="{_short(x)}" y="{height - 5}" font-size="11">{year}</text>'
        for x, year in _years(timeline)
        if x <= width - 24
    ]
    return _drawing(width, height, years)


def _years(timeline: Timeline) -> Iterator[tuple[float, int]]:
    """Yields the position and number of the years that are shown."""
    first, last = sorted((timeline.start.year, timeline.end.year))
    step = 1 + (last - first) // _MOST_YEARS
    for year in range(first, last + 1, step):
        yield _position(timeline, date(year, 1, 1)), year


def _position(timeline: Timeline, day: date) -> float:
    """Returns the distance of a day from the left edge; a day outside the period is at an edge."""
    return timeline.share_until(day) * SPAN_SIZE[0]


def _filled(segment: Segment, left: float, top: int, width: float, height: int) -> str:
    """Returns a rectangle in the colour of a segment."""
    return (
        f'<rect class="{segment.value}" x="{_short(left)}" y="{top}" width="{_short(width)}"'
        f' height="{height}" fill="#{theme.FILL_COLOURS[segment].light}"/>'
    )


def _drawing(width: int, height: int, parts: list[str]) -> str:
    """Returns a drawing that screen readers skip: the words beside it say the same."""
    return (
        f'<svg aria-hidden="true" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
    )


def _short(value: float) -> str:
    """Returns a number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
