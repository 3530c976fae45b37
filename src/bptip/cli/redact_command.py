"""`bptip redact`: takes the texts of an update off the record."""

from __future__ import annotations

from typing import Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import UPDATE_ID, DryRunOption, PlanToWriteOption, argument, option
from bptip.cli.output import say
from bptip.cli.running import writing
from bptip.plan.errors import ErrorCollector

EXAMPLES: Final = (
    ('bptip redact 39c81c2 --why "Names a victim." -n', "show what would be removed"),
    ('bptip redact 39c81c2 --why "Names a victim."', "remove it"),
)


@writing
def command(
    context: CommandContext,
    update_id: Annotated[str, argument("UPDATE-ID", UPDATE_ID, offers=completion.updates)],
    why: Annotated[str, option("TEXT", "The reason, which everybody can read.")],
    plan: PlanToWriteOption = None,
    dry_run: DryRunOption = False,
) -> Answer:
    """Take the texts of an update off the record.

    Its note, next step, challenges, evidence and source are removed from the journal, with the
    comments of its block and a word for the status that is not in parties.toml. Nothing brings them
    back. Its status, dates and figures stay. To take the whole update back, use `bptip retract`.
    Copies of the journal, Git's history and reports still hold the texts.
    """
    from bptip.files.journal.redacting import redact
    from bptip.files.journal.retracting import find_update
    from bptip.pages.redact import VIEW, RedactSheet
    from bptip.plan.labels import labels_of
    from bptip.recording.typed_values import some_text

    errors, today = ErrorCollector(), context.today
    errors.attempt(lambda: some_text("--why", why))
    target = errors.attempt(lambda: find_update(context.workspace, update_id, plan, today))
    errors.raise_any()
    assert target is not None
    journal, update = target
    words = f"{today.isoformat()}: {why}"
    redacted = redact(journal.plan, update, words, context.here, dry_run=dry_run, tell=say)
    sheet = RedactSheet(
        plan=journal.version.plan,
        update=redacted.after,
        removed=redacted.removed,
        as_of=today,
        labels=labels_of(*journal.versions),
        dry_run=dry_run,
        source=journal.source,
    )
    return Answer(VIEW, sheet, journal.notices)
