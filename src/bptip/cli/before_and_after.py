"""The answer of the commands that write updates: each item before and after them."""

from __future__ import annotations

from collections.abc import Iterable

from bptip.cli.context import Answer, CommandContext
from bptip.files.journal.appending import Recorded
from bptip.files.journal.writable import Writable
from bptip.pages.update import VIEW, UpdateSheet
from bptip.plan.journal import Update
from bptip.plan.labels import labels_of
from bptip.plan.model import Version
from bptip.recording.effects import ahead_notices, effects, far_notices


def before_and_after(
    context: CommandContext,
    plan: Writable,
    recorded: Recorded,
    *,
    dry_run: bool,
    version: Version | None = None,
    notices: Iterable[str | None] = (),
    target: Update | None = None,
) -> Answer:
    """Returns the answer; `version` is the one to show, if it is not the plan's current one."""
    shown = version or plan.version
    sheet = UpdateSheet(
        plan=shown.plan,
        effects=effects(shown, recorded.above, recorded.added, context.today, recorded.returns),
        as_of=context.today,
        labels=labels_of(*plan.versions, shown),
        dry_run=dry_run,
        source=plan.source,
        target=target,
    )
    about = {update.item for update in recorded.added}
    ahead = ahead_notices(recorded.above, about, context.today)
    far = far_notices(shown.plan, recorded.added)
    said = (*plan.notices, *(notice for notice in notices if notice), *far, *ahead)
    return Answer(VIEW, sheet, said)
