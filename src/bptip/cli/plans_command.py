"""`bptip plans`: the plans that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import AsOfOption
from bptip.cli.running import reading
from bptip.plan.errors import REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bptip.files.workspace.folders import PlanFolder
    from bptip.pages.plans import VersionRow


EXAMPLES: Final = (("bptip plans", "every plan and version, and which is in force"),)
"""What one types, and what one gets."""


@reading
def command(context: CommandContext, as_of: AsOfOption = None) -> Answer:
    """List the plans and their versions.

    Each with its period, its release, whether it is in force, and its counts.
    """
    from bptip.files.workspace.opening import unreadable_notices
    from bptip.pages.plans import VIEW, PlansSheet

    day = context.as_of(as_of)
    folders = context.workspace.folders.values()
    whole = [folder for folder in folders if folder.whole]
    entries = tuple(entry for folder in whole for entry in _entries(folder, day))
    sheet = PlansSheet(entries, day, context.workspace.source)
    code = 0 if len(whole) == len(folders) else REFUSED
    return Answer(VIEW, sheet, unreadable_notices(context.workspace, with_journals=True), code)


def _entries(folder: PlanFolder, day: date) -> Iterator[VersionRow]:
    from bptip.pages.plans import VersionRow
    from bptip.progress.plan_progress import progress_on

    history = folder.history
    current = history.version_on(day) if history.is_in_force_on(day) else None
    for version in history.versions:
        yield VersionRow(progress_on(version, history.updates, day), version is current)
