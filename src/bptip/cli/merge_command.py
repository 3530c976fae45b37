"""`bptip merge`: another copy of a journal is taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import DryRunOption, PlanToWriteOption
from bptip.cli.output import say
from bptip.cli.running import writing

EXAMPLES: Final = (
    ("bptip merge from-a-colleague.toml --dry-run", "what would come, without writing it"),
    ("bptip merge from-a-colleague.toml", "take it in"),
)
"""What one types, and what one gets."""


@writing
def command(
    desk: CommandContext,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The other copy of the plan's progress.toml.")
    ],
    plan: PlanToWriteOption = None,
    dry_run: DryRunOption = False,
) -> Answer:
    """Take in another copy of a journal.

    What it has and the plan's journal lacks comes at the end of the journal, comments and all. If
    both say different things under one id, that is shown and nothing is written.
    """
    from bptip.files.journal.copies import read_copy, take_in
    from bptip.files.journal.writable import plan_to_write
    from bptip.pages.merged import VIEW, MergedSheet
    from bptip.plan.errors import REFUSED
    from bptip.plan.labels import labels_of
    from bptip.recording.statements import effects

    today = desk.today
    meant = plan_to_write(desk.workspace, plan, today, today, desk.here)
    copy = read_copy(file, meant.folder, desk.here)
    taken = take_in(meant.folder, copy, desk.here, dry_run=dry_run, tell=say)
    recorded, version = taken.recorded, meant.version
    added = recorded.added if recorded else ()
    within = {item.id for item in version.items}
    sheet = MergedSheet(
        plan=version.plan,
        added=added,
        there=taken.there,
        effects=effects(
            version,
            recorded.above if recorded else (),
            [each for each in added if each.item in within],
            today,
        ),
        conflicts=taken.conflicts,
        as_of=today,
        labels=labels_of(*meant.folder.versions, version),
        dry_run=dry_run,
        source=meant.source,
    )
    if not taken.conflicts:
        return Answer(VIEW, sheet, meant.notices)
    many = len(taken.conflicts)
    told = (
        "bptip: nothing was written, since the two copies say different things under "
        + ("one id." if many == 1 else f"{many} ids."),
        "  Settle it with who sent the copy: make both the same, or give one an id of its own.",
    )
    return Answer(VIEW, sheet, (*meant.notices, *told), REFUSED)
