"""`bptip update`: records what is true of items from a day on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import ByOption, DryRunOption, PlanToWriteOption, argument, flag, option
from bptip.cli.output import say
from bptip.cli.running import writing
from bptip.files.journal.writable import Writable, rounds_of
from bptip.plan.errors import ErrorCollector

if TYPE_CHECKING:
    from bptip.files.journal.appending import Base
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

_STATED: Final = "What is stated"

_statement = partial(option, panel=_STATED)


@writing
def command(
    context: CommandContext,
    item: Annotated[
        list[str] | None,
        argument(
            "[ITEM]...",
            "Items by id (1.2) or by words of the title. Each of several gets an update. "
            "The last word may be the status.",
            offers=completion.items,
        ),
    ] = None,
    status: Annotated[
        str | None,
        _statement(
            "STATUS",
            "The status: in-progress, delayed, completed …",
            offers=completion.stated_statuses,
        ),
    ] = None,
    progress: Annotated[str | None, _statement("N", "Percentage done, 0 to 100.")] = None,
    value: Annotated[
        list[str] | None,
        _statement("ID=N", "The value of an indicator: participants=74. Repeatable."),
    ] = None,
    reason: Annotated[
        str | None,
        _statement(
            "REASON",
            "Why it is late or on hold: funding, approvals, dependency …",
            offers=completion.reasons,
        ),
    ] = None,
    challenges: Annotated[str | None, _statement("TEXT", "The difficulties, in sentences.")] = None,
    expected: Annotated[
        str | None,
        _statement("DATE", "When completion is now expected. The due date stays as promised."),
    ] = None,
    next_: Annotated[str | None, _statement("TEXT", "The next step.", "--next")] = None,
    note: Annotated[str | None, _statement("TEXT", "What happened, in sentences.")] = None,
    evidence: Annotated[
        list[str] | None, _statement("URL", "A web address or a file that shows it. Repeatable.")
    ] = None,
    no_change: Annotated[
        bool, flag("--no-change", "Nothing new: the last report still holds.", panel=_STATED)
    ] = False,
    on: Annotated[
        str | None, option("DATE", "The day for which it is true (default: today).")
    ] = None,
    by: ByOption = None,
    round_: Annotated[
        str | None,
        option(
            "ROUND", "The reporting round that it answers.", "--round", offers=completion.rounds
        ),
    ] = None,
    from_: Annotated[
        str | None, option("TEXT", 'Where it was taken from: "e-mail, 3 Jul 2026".', "--from")
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
    from bptip.recording.effects import clock_notice, new_name_notice, round_answers
    from bptip.recording.statements import Typed

    typed = Typed(
        tuple(item or ()), status, progress, value or (), reason, expected, next_, note,
        evidence or (), no_change, on, by, plan, challenges, round_, from_,
    )  # fmt: skip
    typed, base = _completed(context, typed)
    journal, statements = _stated(context, typed)
    if base is not None:
        from bptip.cli.update_questions import confirm_statements, round_asked

        statements = round_asked(statements, journal, context.today)
        confirm_statements(statements, journal)
    recorded = append(
        journal.plan, statements, context.stamps, context.here,
        dry_run=dry_run, base=base, tell=say,
    )  # fmt: skip
    notices = [
        clock_notice(recorded.above, recorded.added),
        new_name_notice(journal.versions, recorded.above, recorded.added),
    ]
    if base is None:  # nobody was asked about the round
        history = journal.plan.history_with(recorded.above, recorded.returns)
        answers = round_answers(history, recorded.added, context.today)
        notices.append(answers and answers.notice)
    return before_and_after(context, journal, recorded, dry_run=dry_run, notices=notices)


def _completed(context: CommandContext, typed: Typed) -> tuple[Typed, Base | None]:
    """Returns what was typed, with a status as its last word, and with what the user was asked.

    The journal is returned if the user decided by it. Raises BptipError if nothing is stated and
    nobody can be asked.
    """
    from bptip.cli.questions import is_answered
    from bptip.recording.statements import items_named
    from bptip.recording.status_word import refuse_words, with_last_word

    errors = ErrorCollector()
    journal = _plan_to_write(context, typed, errors)
    if journal is not None:
        known = (journal.version, journal.versions, context.parties, context.today)
        if typed.status is None:
            typed = with_last_word(typed, *known)
        else:
            refuse_words(typed, *known)
    if typed.is_silent:
        from bptip.cli.update_questions import ask_for, refuse_unasked

        if typed.items and journal is not None:
            items_named(typed, journal.version, journal.versions, errors)
        if journal is None and len(typed.items) > 1:  # the last word may be a status
            errors.raise_any()
        errors.attempt(lambda: refuse_unasked(typed.items))
        errors.raise_any()
        assert journal is not None
        return ask_for(context, typed, journal)
    if journal is not None and typed.by is None and _has_parts(journal) and is_answered():
        from bptip.cli.update_questions import with_party

        typed = with_party(context, typed, journal)
    return typed, None


def _has_parts(journal: Writable) -> bool:
    """True if each lead of an activity reports on its own part."""
    return any(activity.each for activity in journal.version.activities)


def _plan_to_write(
    context: CommandContext, typed: Typed, errors: ErrorCollector
) -> Writable | None:
    """Returns the plan that is meant; without one, None, with the mistake in `errors`."""
    from bptip.recording.statements import plan_named
    from bptip.recording.typed_values import day_reported

    plans = context.workspace.plans
    on = errors.attempt(lambda: day_reported(typed.on, context.today))
    return errors.attempt(lambda: context.writable(plan_named(typed, plans), on))


def _stated(context: CommandContext, typed: Typed) -> tuple[Writable, tuple[Statement, ...]]:
    """Returns the plan and the statements that are meant; raises BptipError with every mistake."""
    from bptip.files.workspace.evidence_files import as_kept
    from bptip.recording.statements import statements_of
    from bptip.recording.typed_values import meanings_of

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
