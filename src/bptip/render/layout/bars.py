"""Bars and strips of statuses: the number of signs of each status, and the legend of a strip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from bptip.pages.document import Bar, Line, StatusMark, Strip, Table, Text
from bptip.plan import vocabulary
from bptip.plan.model import Segment
from bptip.render import theme

S = TypeVar("S", bound=Segment)

BAR_WIDTH: Final = 12
"""Maximum width of a bar of signs (characters); up to this width, each activity has a sign."""

NARROW_BAR_WIDTH: Final = 10
"""Maximum width of a bar on a narrow page (characters): the width of the title "Activities"."""


def in_order(counts: Mapping[Segment, int]) -> dict[Segment, int]:
    """Returns the counts above zero, in the order in which a bar shows the segments."""
    return {status: counts[status] for status in theme.BAR_SIGNS if counts.get(status)}


def proportions(counts: Mapping[S, int], width: int) -> dict[S, int]:
    """Returns the number of signs of each segment of a bar.

    Each activity has a sign as long as all fit. Beyond that, the width is shared in proportion to
    the counts by largest remainder, and each segment that occurs keeps at least one sign.
    """
    present = {status: count for status, count in counts.items() if count}
    total = sum(present.values())
    if total <= width:
        return present
    shares = {status: max(1.0, count * width / total) for status, count in present.items()}
    signs = {status: int(share) for status, share in shares.items()}
    by_remainder = sorted(present, key=lambda status: signs[status] - shares[status])
    for status in by_remainder[: max(0, width - sum(signs.values()))]:
        signs[status] += 1
    while sum(signs.values()) > width:
        reducible = [status for status in signs if signs[status] > 1]
        signs[max(reducible, key=lambda status: signs[status] - shares[status])] -= 1
    return signs


def segments_in_bars(table: Table) -> list[Segment]:
    """Returns the segments that occur in the table's bars, in the order of a bar."""
    cells = (part for row in table.rows for cell in row.cells for part in cell)
    occurring: set[Segment] = set().union(
        *(in_order(part.counts) for part in cells if isinstance(part, Bar))
    )
    return [status for status in theme.BAR_SIGNS if status in occurring]


def strip_legend(table: Table) -> Line:
    """Returns each status in the table's strips with its word; () if the table has no strips."""
    parts = [part for row in table.rows for cell in row.cells for part in cell]
    occurring = {status for part in parts if isinstance(part, Strip) for status in part.statuses}
    marks = [
        StatusMark(status, vocabulary.STATUS[status])
        for status in theme.STATUS_SIGNS
        if status in occurring
    ]
    blanks = [Text("   ")] * len(marks)
    return tuple(part for pair in zip(marks, blanks, strict=True) for part in pair)[:-1]
