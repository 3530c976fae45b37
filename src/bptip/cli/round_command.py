"""`bptip round`: who has answered in a reporting round, and who has not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import PlanArgument, option
from bptip.cli.output import say
from bptip.cli.running import reading_by_screen
from bptip.files.workspace.opening import OpenPlan
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.errors import BptipError, NotFoundError
from bptip.plan.journal import Returns
from bptip.plan.model import Source
from bptip.plan.names import known_name, known_party
from bptip.plan.vocabulary import day as in_words

if TYPE_CHECKING:
    from bptip.pages.round import RoundMessages, RoundSheet
    from bptip.progress.rounds import RoundState

EXAMPLES: Final = (
    ("bptip round", "the latest round"),
    ("bptip round --messages 2026-08-15 -o reminders.md", "a message to every party"),
)

_RECEIPTS: Final = "Answers that came without a form"


@reading_by_screen
def command(
    context: CommandContext,
    plan: PlanArgument = None,
    round_: Annotated[
        str | None,
        option(
            "ROUND",
            "The name of the round (default: the latest).",
            "--round",
            offers=completion.rounds,
        ),
    ] = None,
    messages: Annotated[
        str | None,
        option(
            "DATE",
            "Write a message to each party: a reminder, or what will be printed, with "
            "objections by this date.",
        ),
    ] = None,
    returns: Annotated[
        str | None,
        option(
            "FOLDER",
            "Folder of the forms; their open questions are repeated (default: returns-ROUND).",
        ),
    ] = None,
    received: Annotated[
        str | None,
        option(
            "PARTY",
            "Note that a party answered by telephone, e-mail or in a file of its own.",
            offers=completion.listed_parties,
            panel=_RECEIPTS,
        ),
    ] = None,
    on: Annotated[
        str | None, option("DATE", "The day on which it came (default: today).", panel=_RECEIPTS)
    ] = None,
    excused: Annotated[
        str | None, option("TEXT", "Why the party will not answer.", panel=_RECEIPTS)
    ] = None,
) -> Answer:
    """Show who has answered in a reporting round, and what is open.

    One lead's answer about an activity serves all its leads. With --received, a receipt is
    written; record what the party said with bptip update --round.
    """
    from bptip.pages.round import VIEW

    opened = context.open(plan, context.today)
    state = _state(opened, round_)
    notices, source = opened.notices, opened.source
    if received is not None:
        _write_receipt(context, plan, state, (received, on, excused))
        # The journal is read again, with the receipt.
        written = StoredPlan(opened.plan.folder, context.workspace.parties_file)
        opened = opened._replace(plan=written)
        state = _state(opened, state.round)
    elif on is not None or excused is not None:
        raise BptipError("--on and --excused need a party.", "Name it: --received PARTY")
    contacts, left_out = context.contacts(opened.plan)
    notices = (*notices, *left_out)
    sheet = _sheet(context, opened, state, source, returns)
    is_in_force = opened.plan.outline.is_in_force_on(context.today)
    sheet = sheet._replace(
        contacts=contacts, named=plan or (None if is_in_force else opened.plan.id)
    )
    if messages is not None:
        from bptip.pages.round import MESSAGES_VIEW

        sent = _messages(context, opened, sheet, messages)
        return Answer(MESSAGES_VIEW, sent, notices, is_whole=True)
    return Answer(VIEW, sheet, notices, is_whole=received is not None)


def _state(opened: OpenPlan, name: str | None) -> RoundState:
    """Returns the round that is meant; raises BptipError if the journal has none, or not this."""
    from bptip.progress.rounds import rounds_on

    states = rounds_on(opened.plan.history.returns, None)
    if not states:
        raise NotFoundError(
            f"The journal of {opened.plan.id} has no reporting round.",
            "To ask the parties: bptip request --round ROUND --due DATE",
        )
    if name is None:
        return states[-1]
    by_name = {state.round: state for state in states}
    return by_name[known_name("reporting round", name, by_name, NotFoundError)]


def _sheet(
    context: CommandContext, opened: OpenPlan, state: RoundState, source: Source, folder: str | None
) -> RoundSheet:
    """Returns the round with what each party has answered, and what its form leaves open."""
    from bptip.exchange.forms.collecting import cannot_be_read, open_questions
    from bptip.files.exchange.filled_files import read_forms
    from bptip.files.exchange.returned_forms import files_of_round, own_answers, returns_in
    from bptip.pages.round import RoundSheet
    from bptip.progress.returns import returns_on

    plan, history, today = opened.plan, opened.plan.history, context.today
    files = files_of_round(state, plan.id, folder)
    came = returns_in(plan, state, read_forms(files.forms), today)
    return RoundSheet(
        version=opened.version,
        state=state,
        returns=returns_on(history, state, today).parties,
        questions=open_questions(came),
        files={**own_answers(state, files.others), **cannot_be_read(came)},
        today=today,
        source=source,
    )


def _messages(
    context: CommandContext, opened: OpenPlan, sheet: RoundSheet, text: str
) -> RoundMessages:
    """Returns the round with a message to each party."""
    from bptip.exchange.forms.messages import Reminding, reminders
    from bptip.pages.messages import MessagesSheet
    from bptip.pages.round import RoundMessages
    from bptip.progress.plan_progress import progress_on

    until = _awaited_until(context, sheet.state, text)
    progress = progress_on(opened.version, opened.updates, context.today)
    title = opened.version.plan.title
    now = Reminding(
        title, sheet.state, progress, until, sheet.contacts, sheet.questions, sheet.files
    )
    intro = "A message for each party, to paste into an e-mail."
    heading = f"Messages about the reporting round {sheet.state.round}"
    written = tuple(reminders(sheet.returns, now))
    return RoundMessages(sheet, MessagesSheet(heading, intro, written))


def _awaited_until(context: CommandContext, state: RoundState, text: str) -> date:
    """Returns the last day for answers, and prints a notice if it is in the past.

    Raises BptipError for a past day on which the answers were not even due.
    """
    until = context.day(text, "--messages")
    assert until is not None
    if until < context.today:
        past = f"--messages {in_words(until)} is in the past."
        if until < state.due:
            raise BptipError(past, "Give the last day for answers: today or later.")
        say(past)
    return until


def _write_receipt(
    context: CommandContext,
    plan: str | None,
    state: RoundState,
    typed: tuple[str, str | None, str | None],
) -> None:
    """Writes a receipt for a return that came by another way than a form."""
    from bptip.exchange.forms.receipts import receipt_by_hand
    from bptip.files.journal.taking_in import Entries, append_entries
    from bptip.recording.typed_values import day_reported, some_text

    named, on, excused = typed
    writable = context.writable(plan)
    party = known_party(writable.plan.spellings.typed(named), state.asked)
    day = day_reported(on, context.today)
    excuse = None if excused is None else some_text("--excused", excused).strip()
    receipt = receipt_by_hand(writable.plan.id, state.round, party, day, excuse)
    entries = Entries(returns=Returns(receipts=(receipt,)))
    append_entries(writable.plan, entries, context.stamps, context.here)
    answer = f"is excused ({excuse})" if excuse else "answered"
    say(f"Recorded: {party} {answer} on {in_words(day)}.")
