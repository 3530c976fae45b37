"""`bptip collect`: reads the forms that came back, and takes in what is sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import PlanToWriteOption, argument, flag, option
from bptip.cli.output import say
from bptip.cli.running import writing
from bptip.files.journal.writable import Writable
from bptip.files.reading.contents import real_path
from bptip.files.reading.locating import shown_path
from bptip.plan.errors import BptipError
from bptip.plan.journal import Returns
from bptip.plan.vocabulary import day as in_words

if TYPE_CHECKING:
    from bptip.files.exchange.filled_files import ReadFile
    from bptip.pages.collect import CollectSheet
    from bptip.progress.rounds import RoundState

EXAMPLES: Final = (
    ("bptip collect returns-2026", "what came back, before anything is written"),
    ("bptip collect returns-2026 --write", "take in all that is sound"),
)


@writing
def command(
    context: CommandContext,
    file: Annotated[list[str], argument("FILE|FOLDER", "Forms that came back, or their folder.")],
    plan: PlanToWriteOption = None,
    received: Annotated[
        str | None, option("DATE", "The day on which they came (default: the form's).")
    ] = None,
    prefer: Annotated[
        str | None, option("FILE", "Take this one of two files of a party that differ.")
    ] = None,
    again: Annotated[
        bool, flag("--again", "Take in again what was replaced or taken back since.")
    ] = False,
    write: Annotated[bool, flag("--write", "Write to the journal; without it, only show.")] = False,
) -> Answer:
    """Read the forms that came back, and take in what is sound.

    Nothing is written without --write. A cell that cannot be understood becomes a question to
    take back to the party; all that is sound goes in.
    """
    from bptip.files.exchange.filled_files import files_named, not_read, read_forms
    from bptip.files.exchange.returned_forms import own_answers
    from bptip.pages.collect import VIEW

    day = _day_received(context, received)
    came = files_named([Path(each) for each in file])
    preferred = _preferred(prefer, came.forms)
    read = read_forms(came.forms)
    writable, state = _round_of(context, plan, read)
    sheet = _collected(context, writable, state, read, received=day, prefer=preferred, again=again)
    sheet = sheet._replace(
        own_answers=own_answers(state, came.others),
        command=_typed(file, plan, received, prefer, again=again),
    )
    if write:
        sheet = _written(context, writable, sheet, [*came.forms, *came.others][0].parent)
    return Answer(
        VIEW,
        sheet,
        (*writable.notices, *not_read(came.others), *_notices(read)),
        exit_code=sheet.exit_code,
    )


def _notices(read: Sequence[ReadFile]) -> Iterator[str]:
    """Yields a notice for each part of a form that was not read, after the name of its file."""
    for file in read:
        if file.form is not None:
            yield from (f"{file.path.name}: {notice}" for notice in file.form.notices)


def _day_received(context: CommandContext, text: str | None) -> date | None:
    """Returns the day on which the forms came; raises BptipError for a future day."""
    day = context.day(text, "--received")
    if day is not None and day > context.today:
        raise BptipError(
            f"--received {in_words(day)} is in the future.", "Give the day on which the forms came."
        )
    return day


def _typed(
    files: Sequence[str], plan: str | None, received: str | None, prefer: str | None, *, again: bool
) -> tuple[str, ...]:
    """Returns the words of the command as they were typed."""
    options = {"--plan": plan, "--received": received, "--prefer": prefer}
    named = [word for name, value in options.items() if value for word in (name, value)]
    return (*files, *named, *(["--again"] if again else []))


def _preferred(prefer: str | None, files: Sequence[Path]) -> str | None:
    """Returns the preferred file's name as pages show it; raises BptipError for an unknown file.

    The file is found by its path, or by its name alone if no other file has that name.
    """
    from bptip.files.exchange.filled_files import shown_names

    if prefer is None:
        return None
    names = shown_names(files)
    wanted = real_path(Path(prefer))
    by_path = (name for path, name in names.items() if real_path(path) == wanted)
    meant = next(by_path, Path(prefer).name)
    if meant not in names.values():
        raise BptipError(
            f'--prefer "{prefer}" is not one of the files.',
            f"Name one of these: {', '.join(names.values())}.",
        )
    return meant


def _round_of(
    context: CommandContext, plan: str | None, read: Sequence[ReadFile]
) -> tuple[Writable, RoundState | None]:
    """Returns the plan that the forms belong to, and their round; None if the journal lacks it.

    Where forms of several plans or rounds lie in one folder, those of most forms are meant; the
    latest round where no form of the plan could be read.
    """
    from bptip.progress.rounds import rounds_on

    heads = [each.form.head for each in read if each.form]
    if plan is None:
        known = Counter(head.plan for head in heads if head.plan in context.workspace.plans)
        plan = next((name for name, _ in known.most_common(1)), None)
    writable = context.writable(plan)
    states = {state.round: state for state in rounds_on(writable.plan.history.returns, None)}
    if states and not any(head.plan == writable.plan.id for head in heads):
        return writable, list(states.values())[-1]
    rounds = Counter(
        head.round for head in heads if head.plan == writable.plan.id and head.round in states
    )
    return writable, next((states[name] for name, _ in rounds.most_common(1)), None)


def _collected(
    context: CommandContext,
    writable: Writable,
    state: RoundState | None,
    read: Sequence[ReadFile],
    *,
    received: date | None,
    prefer: str | None,
    again: bool,
) -> CollectSheet:
    """Returns what came back, and how the round stands with it."""
    from bptip.files.exchange.returned_forms import returns_in
    from bptip.pages.collect import CollectSheet, standing_after

    history = writable.plan.history
    ordered = returns_in(
        writable.plan, state, read, context.today, received=received, prefer=prefer, again=again
    )
    return CollectSheet(
        version=writable.version,
        state=state,
        returns=ordered,
        parties=standing_after(history, state, ordered, context.today) if state else (),
        source=writable.source,
        nothing_read=not any(each.is_workbook for each in read),
    )


def _written(
    context: CommandContext, writable: Writable, sheet: CollectSheet, folder: Path
) -> CollectSheet:
    """Writes what is new into the journal, and the remarks beside the forms."""
    from bptip.exchange.forms.collecting import entries_of
    from bptip.files.exchange.remarks_file import write_remarks
    from bptip.files.journal.sole_writer import sole_writer
    from bptip.files.journal.taking_in import Entries, Identified, append_entries

    if sheet.state is None:
        return sheet
    new, receipts = entries_of(sheet.returns, writable.version)
    statements = tuple(Identified(each.identity.id, each.statement) for each in new)
    entries = Entries(statements, Returns(receipts=receipts))
    append_entries(writable.plan, entries, context.stamps, context.here, dry_run=True)
    forms = [each.answers.form for each in sheet.returns if each.answers]
    plan = writable.plan
    # Others may collect into the same folder at this moment.
    with sole_writer(plan.folder.path, say, plan.version_files[0].file):
        remarks = write_remarks(folder, forms, sheet.state.round)
    recorded = append_entries(writable.plan, entries, context.stamps, context.here, tell=say)
    return sheet._replace(
        is_written=True,
        written=len(recorded.added),
        remarks=shown_path(remarks, context.here) if remarks else None,
    )
