"""`bptip retract`: a mistaken update is taken back, and stays on record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import ByOption, DryRunOption, PlanToWriteOption
from bptip.cli.output import say
from bptip.cli.running import writing

if TYPE_CHECKING:
    from bptip.files.journal.appending import Recorded
    from bptip.files.journal.writable import Writable
    from bptip.plan.model import Update, Version


EXAMPLES: Final = (
    ('bptip retract 39c81c2 --note "Said of the wrong activity."', "by the end of the update's id"),
)
"""What one types, and what one gets."""


@writing
def command(
    desk: CommandContext,
    update_id: Annotated[
        str,
        typer.Argument(
            metavar="UPDATE-ID",
            help="The update's id, or its beginning or end, as `bptip log` shows it.",
            autocompletion=completion.updates,
        ),
    ],
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why.")] = None,
    by: ByOption = None,
    plan: PlanToWriteOption = None,
    dry_run: DryRunOption = False,
) -> Answer:
    """Take a mistaken update back.

    It stays on record, and what stood before it counts again. A retraction can be taken back too.
    """
    from bptip.cli.stating import answer, known_reporter
    from bptip.files.journal.appending import record
    from bptip.files.journal.retracting import find_update
    from bptip.plan.errors import Faults
    from bptip.problems.journal.context import context_of
    from bptip.recording.statements import some_text

    faults = Faults()
    found = faults.of(lambda: find_update(desk.workspace, update_id, plan, desk.today, desk.here))
    why = faults.of(lambda: some_text("--note", note)) if note is not None else None
    context = context_of(found[0].folder.versions if found else (), (), frozenset())
    party = known_reporter(desk, by, context, faults)
    faults.refuse()
    assert found is not None
    meant, target = found
    recorded = record(
        meant.folder,
        partial(_retraction, desk, target, party, why),
        desk.here,
        dry_run=dry_run,
        objection=partial(_refuse_twice, target),
        tell=say,
    )
    version = _version(meant, target)
    return answer(desk, meant, version, recorded, meant.notices, dry_run=dry_run, target=target)


def _retraction(
    desk: CommandContext, target: Update, by: str | None, note: str | None, latest: str | None
) -> tuple[Update, ...]:
    from bptip.plan.model import Update
    from bptip.recording.update_ids import new_ids

    moment = desk.now
    (name,) = new_ids(1, moment, desk.chance, latest)
    return (Update(name, target.item, target.on, moment, by=by, note=note, retracts=target.id),)


def _refuse_twice(target: Update, recorded: Recorded) -> None:
    """Raise BptipError where the update doesn't count any more already."""
    from bptip.plan.errors import BptipError
    from bptip.plan.vocabulary import day
    from bptip.progress.fold import retracted_ids

    if target.id not in retracted_ids(recorded.above):
        return
    gone = retracted_ids(recorded.above)
    back = next(
        each for each in recorded.above if each.retracts == target.id and each.id not in gone
    )
    by = f" by {back.by}" if back.by else ""
    raise BptipError(
        f"The update {target.id} was taken back already, on {day(back.recorded_on)}{by}.",
        f"To make it count again: bptip retract {back.id}",
    )


def _version(meant: Writable, target: Update) -> Version:
    """The version in force if it has the item, else the latest that has."""
    having = [
        each for each in meant.folder.versions if any(i.id == target.item for i in each.items)
    ]
    return meant.version if meant.version in having else having[-1]
