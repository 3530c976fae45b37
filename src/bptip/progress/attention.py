"""What needs attention: two lists, which are empty only if all is well.

An objective stands in them by itself only where it has no activities; otherwise they speak for it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.plan.model import Outlook

if TYPE_CHECKING:
    from bptip.progress.fold import ItemProgress, Progress

LATE_OR_AT_RISK: Final = (Outlook.OFF_TRACK, Outlook.UNFINISHED, Outlook.AT_RISK)


class Attention(NamedTuple):
    """The items that are late or at risk, and those without a recent report.

    Of the former the worst stand first, and among these what is due longest.
    """

    late_or_at_risk: tuple[ItemProgress, ...]
    no_recent_report: tuple[ItemProgress, ...]


def _worst_first(item: ItemProgress) -> tuple[int, date]:
    """By the outlook, then by the day on which it is due: what is late longest comes first."""
    return LATE_OR_AT_RISK.index(item.outlook), item.standing.due or date.max


def attention(progress: Progress) -> Attention:
    """The items of a plan (or of a selection of it) that need attention."""
    answerable: list[ItemProgress] = []
    for objective in progress.objectives:
        answerable += [objective] if objective.bare else objective.activities
    late = [each for each in answerable if each.outlook in LATE_OR_AT_RISK]
    return Attention(
        late_or_at_risk=tuple(sorted(late, key=_worst_first)),
        no_recent_report=tuple(each for each in answerable if each.outlook is Outlook.UNKNOWN),
    )
