"""`bptip plans`: all plans and their versions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import AsOfOption
from bptip.cli.running import reading_by_screen
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.files.workspace.unreadable import unreadable_notices
from bptip.plan.errors import REFUSED

if TYPE_CHECKING:
    from bptip.pages.plans import VersionRow

EXAMPLES: Final = (("bptip plans", "all plans and versions, and which is in force"),)


@reading_by_screen
def command(context: CommandContext, as_of: AsOfOption = None) -> Answer:
    """List the plans and their versions.

    Shows the period of each, its release, whether it is in force, and its counts.
    """
    from bptip.pages.plans import VIEW, PlansSheet

    day = context.as_of(as_of)
    plans = context.workspace.plans.values()
    whole = [plan for plan in plans if plan.is_whole]
    entries = tuple(entry for plan in whole for entry in _entries(plan, day))
    sheet = PlansSheet(entries, day, context.workspace.source)
    code = 0 if len(whole) == len(plans) else REFUSED
    return Answer(VIEW, sheet, unreadable_notices(context.workspace, with_journals=True), code)


def _entries(plan: StoredPlan, day: date) -> Iterator[VersionRow]:
    from bptip.pages.plans import VersionRow
    from bptip.progress.plan_progress import progress_on

    history = plan.history
    current = history.version_on(day) if history.is_in_force_on(day) else None
    for version in history.versions:
        yield VersionRow(
            progress_on(version, history.updates, day, returns=history.returns), version is current
        )
