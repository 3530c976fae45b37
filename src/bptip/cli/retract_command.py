"""`bptip retract`: takes a mistaken update back; it stays on record."""

from __future__ import annotations

from typing import Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import (
    UPDATE_ID,
    ByOption,
    DryRunOption,
    PlanToWriteOption,
    argument,
    flag,
    option,
)
from bptip.cli.output import say
from bptip.cli.running import writing
from bptip.files.journal.writable import Writable
from bptip.plan.dates import moment
from bptip.plan.errors import BptipError, ErrorCollector
from bptip.plan.journal import Update
from bptip.plan.model import Version
from bptip.problems.journal.context import context_of

EXAMPLES: Final = (
    ('bptip retract 39c81c2 --note "Reported for the wrong activity."', "by the end of the id"),
    ("bptip retract --last", "the update that was recorded last"),
)


@writing
def command(
    context: CommandContext,
    update_id: Annotated[
        str | None, argument("[UPDATE-ID]", UPDATE_ID, offers=completion.updates)
    ] = None,
    last: Annotated[
        bool, flag("--last", "The update recorded last in the plan; it is shown first.")
    ] = False,
    note: Annotated[str | None, option("TEXT", "Why.")] = None,
    by: ByOption = None,
    plan: PlanToWriteOption = None,
    dry_run: DryRunOption = False,
) -> Answer:
    """Take a mistaken update back.

    It stays in the journal, but what was reported before it counts again. A retraction can itself
    be taken back.
    """
    from bptip.cli.before_and_after import before_and_after
    from bptip.cli.questions import confirm, summary
    from bptip.files.journal.appending import append, look
    from bptip.files.journal.retracting import find_update, last_update
    from bptip.plan.labels import labels_of
    from bptip.recording.statements import Statement
    from bptip.recording.typed_values import reporter, some_text

    errors, today = ErrorCollector(), context.today
    workspace = context.workspace

    def named() -> tuple[Writable, Update]:
        if last and update_id in workspace.plans:
            raise BptipError(
                f'"{update_id}" is a plan, and not an update.',
                f"Type --plan {update_id} in its place.",
            )
        if last == (update_id is not None):
            raise BptipError(
                "Give the id of the update, or add --last.", "`bptip log` lists the ids."
            )
        if update_id is None:
            return last_update(workspace, plan, today)
        return find_update(workspace, update_id, plan, today)

    update_found = errors.attempt(named)
    why = errors.attempt(lambda: some_text("--note", note)) if note is not None else None
    known = context_of(update_found[0].versions if update_found else (), (), frozenset())
    party = errors.attempt(
        lambda: reporter(by, context.reporter, known.parties, context.parties, known.named)
    )
    errors.raise_any()
    assert update_found is not None
    journal, target = update_found
    base = look(journal.plan, context.here) if last else None
    if last:
        say(*summary(target, labels_of(*journal.versions)))
        say(f"  recorded {moment(target.recorded)}")
        if not dry_run:
            confirm("Take it back?")
    retraction = Statement(target.item, target.on, by=party, note=why, retracts=target.id)
    recorded = append(
        journal.plan, [retraction], context.stamps, context.here,
        dry_run=dry_run, base=base, tell=say,
    )  # fmt: skip
    version = _version_with(target.item, journal)
    return before_and_after(
        context, journal, recorded, dry_run=dry_run, version=version, target=target
    )


def _version_with(item: str, journal: Writable) -> Version:
    """Returns the version in force if it has the item, else the latest version that has it."""
    having = [
        version for version in journal.versions if any(each.id == item for each in version.items)
    ]
    return journal.version if journal.version in having else having[-1]
