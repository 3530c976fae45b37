"""`bptip merge`: takes in another copy of a journal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import DryRunOption, PlanToWriteOption, argument
from bptip.cli.output import say
from bptip.cli.running import writing

EXAMPLES: Final = (
    ("bptip merge from-a-colleague.toml --dry-run", "show what would be added, without writing"),
    ("bptip merge from-a-colleague.toml", "take it in"),
)


@writing
def command(
    context: CommandContext,
    file: Annotated[Path, argument("FILE", "The other copy of the plan's progress.toml.")],
    plan: PlanToWriteOption = None,
    dry_run: DryRunOption = False,
) -> Answer:
    """Take in another copy of a journal.

    What the copy has and the plan's journal lacks is added at the end of the journal, with its
    comments. If both say different things under one id, this is shown and nothing is written.
    """
    from bptip.files.journal.appending import Recorded, take_in
    from bptip.files.journal.copies import read_copy
    from bptip.pages.merge import VIEW, MergeSheet
    from bptip.plan.labels import labels_of
    from bptip.recording.effects import effects
    from bptip.recording.union import conflict_error

    today, here = context.today, context.here
    journal = context.writable(plan)
    copy = read_copy(file, journal.plan, here)
    taken = take_in(journal.plan, copy, here, dry_run=dry_run, tell=say)
    recorded = taken.recorded or Recorded((), (), file)
    version = journal.version
    within = {item.id for item in version.items}
    sheet = MergeSheet(
        plan=version.plan,
        added=recorded.added,
        known=taken.known,
        effects=effects(
            version,
            recorded.above,
            [each for each in recorded.added if each.item in within],
            today,
            recorded.returns,
        ),
        conflicts=taken.conflicts,
        as_of=today,
        labels=labels_of(*journal.versions, version),
        dry_run=dry_run,
        source=journal.source,
        redacted=taken.redacted,
        returns=taken.returns,
        is_changed=taken.is_changed,
    )
    if not taken.conflicts:
        return Answer(VIEW, sheet, journal.notices)
    error = conflict_error(len(taken.conflicts))
    message, *hints = error.lines
    return Answer(VIEW, sheet, (*journal.notices, f"bptip: {message}", *hints), error.exit_code)
