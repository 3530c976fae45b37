"""How a stacked bar is drawn in signs: how many each status gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from bptip.render import theme

if TYPE_CHECKING:
    from bptip.plan.model import Status

BAR_WIDTH: Final = 12
"""Up to so many activities, a bar has a sign for each; beyond, it shows their proportions."""


def in_order(counts: Mapping[Status, int]) -> dict[Status, int]:
    """The statuses that occur, in the order in which a bar shows them."""
    return {status: counts[status] for status in theme.BAR if counts.get(status)}


def proportions(counts: Mapping[Status, int], width: int) -> dict[Status, int]:
    """How many signs of a bar each status gets: one for each activity, as long as they fit.

    Beyond, the width is shared in proportion, by largest remainder, with a sign at least for each
    status that occurs.
    """
    there = {status: many for status, many in counts.items() if many}
    total = sum(there.values())
    if total <= width:
        return there
    shares = {status: max(1.0, many * width / total) for status, many in there.items()}
    signs = {status: int(share) for status, share in shares.items()}
    by_remainder = sorted(there, key=lambda status: signs[status] - shares[status])
    for status in by_remainder[: max(0, width - sum(signs.values()))]:
        signs[status] += 1
    while sum(signs.values()) > width:
        several = [status for status in signs if signs[status] > 1]
        signs[max(several, key=lambda status: signs[status] - shares[status])] -= 1
    return signs
