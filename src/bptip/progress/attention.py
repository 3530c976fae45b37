"""The two lists of items that need attention; if all is well, both are empty.

The lists have activities, and objectives without activities.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.plan.model import Outlook

if TYPE_CHECKING:
    from bptip.progress.item_progress import ItemProgress
    from bptip.progress.plan_progress import Progress

LATE_OR_AT_RISK: Final = (Outlook.OFF_TRACK, Outlook.UNFINISHED, Outlook.AT_RISK)
"""The outlooks of the first list, in its order."""


class Attention(NamedTuple):
    """The items that are late or at risk, the worst first, and items without a recent report."""

    late_or_at_risk: tuple[ItemProgress, ...]
    no_recent_report: tuple[ItemProgress, ...]


def _worst_first(item: ItemProgress) -> tuple[int, date]:
    """Returns the sort key: by outlook, then by due date, the earliest first."""
    return LATE_OR_AT_RISK.index(item.outlook), item.basis.due or date.max


def attention(progress: Progress) -> Attention:
    """Returns the items of a plan, or of a selection of it, that need attention."""
    late = [each for each in progress.leaves if each.outlook in LATE_OR_AT_RISK]
    unknown = [each for each in progress.leaves if each.outlook is Outlook.UNKNOWN]
    return Attention(tuple(sorted(late, key=_worst_first)), tuple(unknown))
