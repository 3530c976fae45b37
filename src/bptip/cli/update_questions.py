"""Asks on a terminal what an update should say, and shows what is known so far.

Everything that an update can state is asked for; Enter skips a question. What will be written is
shown before it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.cli.context import CommandContext
from bptip.cli.output import say
from bptip.cli.questions import (
    STOPPED,
    as_typed,
    asked_until,
    is_answered,
    summary,
    yes,
    yes_or_enter,
)
from bptip.files.journal.appending import Base, look
from bptip.files.journal.writable import Writable
from bptip.files.workspace.evidence_files import as_kept
from bptip.pages.parts.statuses import status_words
from bptip.plan import vocabulary
from bptip.plan.dates import last_day
from bptip.plan.errors import BptipError, RefusedError
from bptip.plan.labels import labels_of
from bptip.plan.model import REPORTABLE, Activity, Indicator, Item, Reason, Status
from bptip.plan.parties import stated_status
from bptip.plan.search import find_item
from bptip.problems.journal.context import context_of
from bptip.progress.fold import Reported
from bptip.progress.item_progress import ItemProgress, Part
from bptip.progress.plan_progress import Progress, progress_on
from bptip.recording.effects import by_id, round_answers
from bptip.recording.statements import Statement, Typed, own_items, plan_named
from bptip.recording.typed_values import (
    address,
    day_reported,
    figure,
    number_in,
    percentage,
    reason_stated,
    reporter,
)

MOST_LISTED: Final = 20
"""Maximum number of open items listed to choose from: they fit on a small screen."""


class Asked(NamedTuple):
    """The items that a user is asked about, and the plan that the answers go to."""

    context: CommandContext
    journal: Writable
    items: tuple[ItemProgress, ...]

    def reporter(self, typed: Typed) -> str | None:
        """Returns the party that reports; raises BptipError for an unknown one."""
        known = context_of(self.journal.versions, (), frozenset())
        return reporter(
            typed.by, self.context.reporter, known.parties, self.context.parties, known.named
        )

    def day(self, typed: Typed) -> date:
        """Returns the day for which the update is true."""
        return day_reported(typed.on, self.context.today)


def refuse_unasked(items: tuple[str, ...]) -> None:
    """Raises BptipError if nobody is there to be asked, with what to type instead."""
    if is_answered():
        return
    missing = "Nothing was stated." if items else "No item was given, and nothing was stated."
    raise BptipError(
        missing,
        "For example: bptip update 1.2 --status in-progress --progress 40",
        "If nothing has changed: bptip update 1.2 --no-change",
    )


def ask_for(context: CommandContext, typed: Typed, journal: Writable) -> tuple[Typed, Base]:
    """Returns an update with the answers in it, and the journal that the user saw when deciding.

    Raises BptipError, before it asks anything, for whatever would refuse the update later.
    """
    asked = Asked(context, journal, ())
    asked.reporter(typed)
    base = look(journal.plan, context.here)
    progress = progress_on(journal.version, base.updates, context.today, returns=base.returns)
    items = [find_item(text, journal.version, journal.versions) for text in _bare(typed, journal)]
    if not items:
        say(*choice(progress))
        items = [asked_until("Which item (id or words of its title)?", _item_in(journal))]
    asked = asked._replace(items=tuple(by_id(progress)[item.id] for item in items))
    for item in asked.items:
        say("", *present(item))
    say("", "Press Enter to skip a question.")
    plan = plan_named(typed, context.workspace.plans)
    typed = typed._replace(items=tuple(item.id for item in items), plan=plan)
    typed = reporter_asked(typed, asked)
    typed = day_asked(typed, asked)
    return statement_asked(typed, asked), base


def _bare(typed: Typed, journal: Writable) -> Iterator[str]:
    """Yields the items that were typed, without their plan in front."""
    return (text.removeprefix(f"{journal.plan.id}/") for text in typed.items)


def _item_in(journal: Writable) -> Callable[[str], Item]:
    """Returns the function that finds an item in a plan."""

    def item_meant(text: str) -> Item:
        if not text:
            raise BptipError("Give an item, or press Ctrl-C to stop without writing anything.")
        return find_item(text, journal.version, journal.versions)

    return item_meant


# --- The items, as they are now.


def choice(progress: Progress) -> list[str]:
    """Returns the open items to choose from, overdue ones first, a line each."""
    items = open_items(progress)
    lines = [f"{progress.plan.title}: {vocabulary.count(len(items), 'open item')}"]
    lines += [f"  {option(item)}" for item in items[:MOST_LISTED]]
    more = len(items) - MOST_LISTED
    return [*lines, f"  … and {more} more"] if more > 0 else lines


def open_items(progress: Progress) -> list[ItemProgress]:
    """Returns the items that still need reports: open activities, and objectives without any."""
    items = [leaf for leaf in progress.leaves if leaf.status.is_open]
    return sorted(items, key=lambda leaf: not leaf.overdue)


def option(item: ItemProgress) -> str:
    """Returns an item to choose: its id, whether it is overdue, its status, its title."""
    late = "overdue, " if item.overdue else ""
    return f"{item.item.id:<6} {late}{status_words(item)}: {item.item.title}"


def present(item: ItemProgress) -> list[str]:
    """Returns the present position of an item, a line each."""
    reported = item.reported
    next_step = [f"  next step: {reported.next}"] if reported.next else []
    notes = [update.note for update in reported.updates if update.note]
    note = [f"  last note: {notes[-1]}"] if notes else []
    parts = item.parties if item.kind == "activity" else ()
    return [
        f"{item.item.id}  {item.item.title}",
        f"  now: {position(item, reported)}",
        *(f"  {part.party}: {position(part, part.reported)}" for part in parts),
        *next_step,
        *note,
    ]


def position(item: Part, reported: Reported) -> str:
    """Returns a status with what belongs to it, and the day of the last update."""
    parts = [status_words(item)]
    if reported.progress is not None:
        parts.append(f"{vocabulary.number(reported.progress)} %")
    if reported.reason:
        parts.append(vocabulary.REASON[reported.reason])
    if reported.expected:
        parts.append(f"expected {vocabulary.day(reported.expected)}")
    if item.last_update:
        parts.append(f"last update {vocabulary.day(item.last_update)}")
    return ", ".join(parts)


# --- The party and the day.


def reporter_asked(typed: Typed, asked: Asked) -> Typed:
    """Returns the update with the party that reports: BPTIP_BY, else one that the user chooses.

    The leads of the items are listed, and any other party can be typed. If each lead reports its
    own part, one must be named.
    """
    if asked.reporter(typed) is not None:
        return typed
    leads = tuple(dict.fromkeys(lead for item in asked.items for lead in _leads(item)))
    if leads:
        say("Who says so?", *(f"  {n}  {lead}" for n, lead in enumerate(leads, 1)))
    is_needed = any(item.kind == "activity" and item.parties for item in asked.items)

    def party_meant(text: str) -> str | None:
        if not text and is_needed:
            raise BptipError("Each lead reports on its own part. Say which lead this is.")
        if not text:
            return None
        number = number_in(text)
        if isinstance(number, int) and 0 < number <= len(leads):
            return leads[number - 1]
        return asked.reporter(typed._replace(by=text))

    question = "Party (a number or a name)?" if leads else "Who says so (a party)?"
    return typed._replace(by=asked_until(question, party_meant))


def with_party(context: CommandContext, typed: Typed, journal: Writable) -> Typed:
    """Returns a typed update with its party, asked for where each lead reports its own part.

    If BPTIP_BY names a party, or something else is wrong, it stays as it is.
    """
    if context.reporter is not None:
        return typed
    progress = progress_on(journal.version, (), context.today)
    try:
        items = [find_item(text, journal.version) for text in _bare(typed, journal)]
    except BptipError:
        return typed
    asked = Asked(context, journal, tuple(by_id(progress)[item.id] for item in items))
    needs_party = any(item.kind == "activity" and item.parties for item in asked.items)
    return reporter_asked(typed, asked) if needs_party else typed


def _leads(item: ItemProgress) -> tuple[str, ...]:
    return item.leads if item.kind == "activity" else ()


def day_asked(typed: Typed, asked: Asked) -> Typed:
    """Returns the update with the day for which it is true; the plan must be in force on it."""
    if typed.on is not None:
        return typed
    context, today = asked.context, asked.context.today

    def day_meant(text: str) -> Writable:
        return context.writable(typed.plan, day_reported(text, today))

    question = f"For which day (Enter: today, {vocabulary.day(today)})?"
    return typed._replace(on=asked_until(question, as_typed(day_meant)))


# --- The statement.


def statement_asked(typed: Typed, asked: Asked) -> Typed:
    """Returns the update with what the user states; if nothing, asks whether to report no change.

    Raises BptipError if nothing is to be reported.
    """
    parties = asked.context.parties
    own = own_items(asked.reporter(typed), asked.day(typed), asked.journal.versions)
    allowed = [
        status
        for status in REPORTABLE
        if status is not Status.NOT_APPLICABLE or own.issuperset(typed.items)
    ]
    words = [status.value for status in allowed] + [
        word for word, status in parties.statuses.items() if status in allowed
    ]
    say("", f"Statuses: {', '.join(words)}")
    status = asked_until("Status?", as_typed(lambda text: stated_status(text, parties, allowed)))
    typed = typed._replace(status=status)
    if status is not None:
        meant = stated_status(status, parties, allowed).status
        typed = circumstances_asked(typed, QUESTIONS_OF.get(meant, ()), asked.context.today)
    typed = typed._replace(value=tuple(values_asked(asked)))
    typed = typed._replace(note=asked_until("Note?", as_typed(str), takes_lines=True))
    typed = typed._replace(evidence=evidence_asked(asked))
    if typed.stating:
        return typed
    if not asked_until("Report that nothing has changed? (yes or no)", yes):
        raise RefusedError(STOPPED)
    return typed._replace(no_change=True)


RUNNING: Final = ("challenges", "progress", "next")
LATE: Final = ("reason", "challenges", "expected", "progress", "next")
QUESTIONS_OF: Final = {
    Status.IN_PROGRESS: RUNNING,
    Status.CONTINUOUS: ("challenges", "next"),
    Status.DELAYED: LATE,
    Status.ON_HOLD: LATE,
    Status.NOT_STARTED: ("expected", "next"),
    Status.NOT_ACHIEVED: ("reason", "challenges"),
    Status.DISCONTINUED: ("reason",),
}
"""The further questions, by status: a new status replaces what belonged to the one before."""


def circumstances_asked(typed: Typed, names: Sequence[str], today: date) -> Typed:
    """Returns the update with what belongs to its status, asked one after the other."""
    reasons = ", ".join(reason.value for reason in Reason)
    questions: dict[str, tuple[str, Callable[[str], object]]] = {
        "reason": (f"Reason ({reasons})?", reason_stated),
        "challenges": ("Challenges (the difficulties)?", str),
        "expected": ("Now expected (a date)?", lambda text: last_day(text, today)),
        "progress": ("Percentage done?", percentage),
        "next": ("Next step?", str),
    }
    answers: dict[str, str | None] = {}
    for name in names:
        question, meaning = questions[name]
        answers[name] = asked_until(question, as_typed(meaning), takes_lines=meaning is str)
    return typed._replace(
        reason=answers.get("reason"),
        challenges=answers.get("challenges"),
        expected=answers.get("expected"),
        progress=answers.get("progress"),
        next=answers.get("next"),
    )


def values_asked(asked: Asked) -> Iterator[str]:
    """Yields the value of each indicator that all of the items have, as --value takes it."""
    activities = [item.activity for item in asked.items if item.kind == "activity"]
    if len(activities) < len(asked.items):
        return
    for indicator in _indicators(activities):
        value = asked_until(_value_question(indicator, asked.items), as_typed(figure))
        if value is not None:
            yield f"{indicator.id}={value}"


def _indicators(activities: Sequence[Activity]) -> Iterable[Indicator]:
    """Returns the indicators that all of these activities have."""
    shared = [{each.id for each in activity.indicators} for activity in activities]
    return (each for each in activities[0].indicators if all(each.id in ids for ids in shared))


def _value_question(indicator: Indicator, items: Sequence[ItemProgress]) -> str:
    """Returns the question for an indicator, with its unit, its target and its last value."""
    unit = f" {indicator.unit}" if indicator.unit else ""
    last = [item.reported.figures.get(indicator.id) for item in items]
    targets = [] if indicator.target is None else [indicator.target]
    parts = [f"target {vocabulary.number(target)}{unit}" for target in targets]
    parts += [f"last {vocabulary.number(each.value)}{unit}" for each in last if each]
    known = f" ({', '.join(parts)})" if parts else f" (in{unit})" if unit else ""
    return f"{indicator.title}{known}?"


def evidence_asked(asked: Asked) -> tuple[str, ...]:
    """Returns the addresses of evidence: one after the other, until the user presses Enter."""
    root, here = asked.journal.plan.folder.path.parent, asked.context.here
    meant = as_typed(lambda text: as_kept(address(text), root, here))
    addresses: list[str] = []
    question = "Evidence (a web address or a file)?"
    while (answer := asked_until(question, meant)) is not None:
        addresses.append(answer)
        question = "More evidence?"
    return tuple(addresses)


def round_asked(
    statements: tuple[Statement, ...], journal: Writable, today: date
) -> tuple[Statement, ...]:
    """Returns the statements as answers to the open round, if the user says that they are."""
    answers = round_answers(journal.plan.history, statements, today)
    if answers is None or not asked_until(
        f"Is this the answer for the round {answers.round}? (Enter or yes, no)", yes_or_enter
    ):
        return statements
    return tuple(
        each._replace(round=answers.round) if each.item in answers.items else each
        for each in statements
    )


def confirm_statements(statements: Sequence[Statement], journal: Writable) -> None:
    """Shows all that will be written, and asks; raises BptipError if the answer is no."""
    labels = labels_of(*journal.versions)
    say("", "This will be written:")
    for statement in statements:
        say(*summary(statement, labels))
    if not asked_until("Write it? (Enter or yes, no to stop)", yes_or_enter):
        raise RefusedError(STOPPED)
