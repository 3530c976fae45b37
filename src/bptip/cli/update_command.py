"""`bptip update`: records what is true of items from a day on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import ByOption, DryRunOption, PlanToWriteOption
from bptip.cli.output import say
from bptip.cli.running import writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bptip.files.journal.appending import Base
    from bptip.files.journal.writable import Writable
    from bptip.plan.errors import ErrorCollector
    from bptip.recording.statements import Statement, Typed

EXAMPLES: Final = (
    (
        'bptip update 2.1 --status in-progress --progress 40 --note "Two workshops held."',
        "progress made",
    ),
    (
        "bptip update 2.1 --status delayed --reason approvals --expected 2026-12-31",
        "why it is late, and when it is now expected",
    ),
    ("bptip update 2.1 completed --evidence https://example.org/report", "the same, shorter"),
    ("bptip update 2.1 2.2 --no-change", "nothing new: the last report still holds"),
)
"""Command lines for the help, each with what it does."""

_STATED = "What is stated"


@writing
def command(
    context: CommandContext,
    item: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ITEM",
            help="Items by id (1.2) or by words of the title. Each of several gets an update. "
            "The last word may be the status.",
            autocompletion=completion.items,
            show_default=False,
        ),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="The status: in-progress, delayed, completed …",
            autocompletion=completion.stated_statuses,
            rich_help_panel=_STATED,
        ),
    ] = None,
    progress: Annotated[
        str | None,
        typer.Option(
            "--progress", metavar="N", help="Percentage done, 0 to 100.", rich_help_panel=_STATED
        ),
    ] = None,
    value: Annotated[
        list[str] | None,
        typer.Option(
            "--value",
            metavar="ID=N",
            help="The value of an indicator: participants=74. Repeatable.",
            rich_help_panel=_STATED,
        ),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reason",
            metavar="REASON",
            help="Why it is late or on hold: funding, approvals, dependency …",
            autocompletion=completion.reasons,
            rich_help_panel=_STATED,
        ),
    ] = None,
    challenges: Annotated[
        str | None,
        typer.Option(
            "--challenges",
            metavar="TEXT",
            help="The difficulties, in sentences.",
            rich_help_panel=_STATED,
        ),
    ] = None,
    expected: Annotated[
        str | None,
        typer.Option(
            "--expected",
            metavar="DATE",
            help="When completion is now expected. The due date stays as promised.",
            rich_help_panel=_STATED,
        ),
    ] = None,
    next_: Annotated[
        str | None,
        typer.Option("--next", metavar="TEXT", help="The next step.", rich_help_panel=_STATED),
    ] = None,
    note: Annotated[
        str | None,
        typer.Option(
            "--note", metavar="TEXT", help="What happened, in sentences.", rich_help_panel=_STATED
        ),
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            "--evidence",
            metavar="URL",
            help="A web address or a file that shows it. Repeatable.",
            rich_help_panel=_STATED,
        ),
    ] = None,
    no_change: Annotated[
        bool,
        typer.Option(
            "--no-change", help="Nothing new: the last report still holds.", rich_help_panel=_STATED
        ),
    ] = False,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The day for which it is true; default: today."),
    ] = None,
    by: ByOption = None,
    round_: Annotated[
        str | None,
        typer.Option(
            "--round",
            metavar="ROUND",
            help="The reporting round that it answers.",
            autocompletion=completion.rounds,
        ),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="TEXT", help='Where it was taken from: "e-mail, 3 Jul 2026".'
        ),
    ] = None,
    plan: PlanToWriteOption = None,
    dry_run: DryRunOption = False,
) -> Answer:
    """Record what is true of items, and show before and after.

    The update is added to the plan's journal; nothing in the journal is changed. If nothing is
    stated, bptip asks, on a terminal.
    """
    from bptip.cli.before_and_after import before_and_after
    from bptip.files.journal.appending import append
    from bptip.recording.effects import clock_notice
    from bptip.recording.statements import Typed

    typed = Typed(
        tuple(item or ()), status, progress, value or (), reason, expected, next_, note,
        evidence or (), no_change, on, by, plan, challenges, round_, from_,
    )  # fmt: skip
    typed, base = _completed(context, typed)
    journal, statements = _stated(context, typed)
    if base is not None:
        from bptip.cli.asking import confirm_statements

        confirm_statements(statements, journal)
    recorded = append(
        journal.plan, statements, context.stamps, context.here,
        dry_run=dry_run, base=base, tell=say,
    )  # fmt: skip
    notice = clock_notice(recorded.above, recorded.added)
    return before_and_after(context, journal, recorded, dry_run=dry_run, notices=[notice])


def _completed(context: CommandContext, typed: Typed) -> tuple[Typed, Base | None]:
    """Returns what was typed, with a status as its last word, and with what the user was asked.

    The journal is returned if the user decided by it. Raises BptipError if nothing is stated and
    nobody can be asked.
    """
    from bptip.cli.questions import is_answered
    from bptip.plan.errors import ErrorCollector
    from bptip.recording.last_word import with_last_word
    from bptip.recording.statements import items_named

    errors = ErrorCollector()
    journal = _plan_to_write(context, typed, errors)
    if journal is not None and typed.status is None:
        typed = with_last_word(typed, journal.version, journal.versions, context.parties)
    if typed.is_silent:
        from bptip.cli.asking import ask_for, refuse_unasked

        if typed.items and journal is not None:
            items_named(typed, journal.version, journal.versions, errors)
        if journal is None and len(typed.items) > 1:  # the last word may be a status
            errors.raise_any()
        errors.attempt(lambda: refuse_unasked(typed.items))
        errors.raise_any()
        assert journal is not None
        return ask_for(context, typed, journal)
    if journal is not None and typed.by is None and any(_each_in(journal)) and is_answered():
        from bptip.cli.asking import with_party

        typed = with_party(context, typed, journal)
    return typed, None


def _each_in(journal: Writable) -> Iterator[bool]:
    return (activity.each for activity in journal.version.activities)


def _plan_to_write(
    context: CommandContext, typed: Typed, errors: ErrorCollector
) -> Writable | None:
    """Returns the plan that is meant; notes in `errors` why none is."""
    from bptip.files.journal.writable import plan_to_write
    from bptip.recording.meanings import day_reported
    from bptip.recording.statements import plan_named

    today, workspace = context.today, context.workspace
    on = errors.attempt(lambda: day_reported(typed.on, today)) or today
    return errors.attempt(
        lambda: plan_to_write(workspace, plan_named(typed, workspace.plans), on, today)
    )


def _stated(context: CommandContext, typed: Typed) -> tuple[Writable, tuple[Statement, ...]]:
    """Returns the plan and the statements that are meant; raises BptipError with every mistake."""
    from bptip.files.journal.writable import rounds_of
    from bptip.files.workspace.evidence_files import as_kept
    from bptip.plan.errors import ErrorCollector
    from bptip.recording.meanings import meanings_of
    from bptip.recording.statements import statements_of

    errors = ErrorCollector()
    journal = _plan_to_write(context, typed, errors)
    if journal is not None:
        root, here = journal.plan.folder.path.parent, context.here
        kept = meanings_of(typed.evidence, lambda text: as_kept(text, root, here), errors)
        typed = typed._replace(evidence=kept)
    statements = statements_of(
        typed,
        journal and journal.version,
        journal.versions if journal else (),
        today=context.today,
        default_reporter=context.reporter,
        errors=errors,
        parties=context.parties,
        rounds=rounds_of(journal.plan) if journal and typed.round else (),
    )
    errors.raise_any()
    assert journal is not None
    return journal, statements
