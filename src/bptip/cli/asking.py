"""Asks on a terminal what an update should say, and shows what is known so far.

Questions go to stderr, so that stdout holds only the answer. If stdin is not a terminal, nobody
could answer, so nothing is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from bptip.cli.output import say
from bptip.cli.questions import as_typed, asked_until, is_answered, yes
from bptip.plan import vocabulary
from bptip.plan.dates import last_day
from bptip.plan.errors import BptipError, ErrorCollector
from bptip.plan.model import REPORTABLE, Reason, Status
from bptip.plan.names import known_status
from bptip.plan.search import find_item
from bptip.progress.plan_progress import progress_on
from bptip.recording.effects import by_id
from bptip.recording.statements import (
    Typed,
    address,
    day_reported,
    items_named,
    percentage,
    plan_named,
    reason_stated,
    reporter,
)

if TYPE_CHECKING:
    from bptip.cli.context import CommandContext
    from bptip.files.journal.appending import Base
    from bptip.files.journal.writable import Writable
    from bptip.progress.item_progress import ItemProgress
    from bptip.progress.plan_progress import Progress

T = TypeVar("T")

MOST_LISTED: Final = 20
"""Maximum number of open items listed to choose from: they fit on a small screen."""


def refuse_unasked(items: tuple[str, ...]) -> None:
    """Raises BptipError if nobody is there to be asked, with what to type instead."""
    if is_answered():
        return
    missing = "Nothing was stated." if items else "No item was named, and nothing was stated."
    raise BptipError(
        missing,
        "For example: bptip update 1.2 --status in-progress --progress 40",
        "If nothing has changed: bptip update 1.2 --no-change",
    )


def ask_for(context: CommandContext, typed: Typed) -> tuple[Typed, Base]:
    """Returns an update with the answers in it, and the journal by which the user decided.

    Raises BptipError if nobody can be asked, and for whatever would refuse the update later.
    """
    from bptip.files.journal.appending import look
    from bptip.files.journal.writable import plan_to_write
    from bptip.files.workspace.evidence_files import as_kept
    from bptip.problems.journal.context import context_of

    refuse_unasked(typed.items)
    today, workspace, errors = context.today, context.workspace, ErrorCollector()
    on = day_reported(typed.on, today)
    plan = plan_named(typed, workspace.plans)
    journal = plan_to_write(workspace, plan, on, today)
    parties = context_of(journal.versions, (), frozenset()).parties
    errors.attempt(lambda: reporter(typed.by, context.reporter, parties))
    errors.raise_any()
    base = look(journal.plan, context.here)
    progress = progress_on(journal.version, base.updates, today)
    if typed.items:
        named = items_named(typed, journal.version, journal.versions, errors)
        errors.raise_any()
        items = tuple(item.id for item in named)
    else:
        say(*choice(progress))
        items = (asked_until("Which item (id or words of its title)?", _item_in(journal)),)
    for item in items:
        say("", *present(by_id(progress)[item]))
    root = journal.plan.folder.path.parent
    answered = statement_asked(
        typed._replace(items=items, plan=plan),
        today,
        lambda text: as_kept(address(text), root, context.here),
    )
    return answered, base


def _item_in(journal: Writable) -> Callable[[str], str]:
    """Returns the function that finds the id of an item in a plan."""

    def item_id(text: str) -> str:
        if not text:
            raise BptipError("Name an item, or press Ctrl-C to stop; nothing is written then.")
        return find_item(text, journal.version, journal.versions).id

    return item_id


def choice(progress: Progress) -> list[str]:
    """Returns the open items to choose from, overdue ones first, a line each."""
    listed = open_items(progress)
    lines = [f"{progress.plan.title}: {vocabulary.count(len(listed), 'open item')}"]
    lines += [f"  {option(item)}" for item in listed[:MOST_LISTED]]
    more = len(listed) - MOST_LISTED
    return [*lines, f"  … and {more} more"] if more > 0 else lines


def open_items(progress: Progress) -> list[ItemProgress]:
    """Returns what is still to be reported on: open activities, and objectives without any."""
    items = [leaf for leaf in progress.leaves if leaf.status.is_open]
    return sorted(items, key=lambda leaf: not leaf.overdue)


def option(item: ItemProgress) -> str:
    """Returns an item to choose: its id, whether it is overdue, its status, its title."""
    late = "overdue, " if item.overdue else ""
    return f"{item.item.id:<6} {late}{vocabulary.STATUS[item.status]}: {item.item.title}"


def present(item: ItemProgress) -> list[str]:
    """Returns the present position of an item, a line each."""
    reported = item.reported
    parts = [vocabulary.STATUS[item.status]]
    if reported.progress is not None:
        parts.append(f"{vocabulary.number(reported.progress)} %")
    if reported.reason:
        parts.append(vocabulary.REASON[reported.reason])
    if reported.expected:
        parts.append(f"expected {vocabulary.day(reported.expected)}")
    last = f"last update {vocabulary.day(item.last_update)}" if item.last_update else ""
    next_step = [f"  next step: {reported.next}"] if reported.next else []
    notes = [update.note for update in reported.updates if update.note]
    note = [f"  last note: {notes[-1]}"] if notes else []
    return [
        f"{item.item.id}  {item.item.title}",
        "  now: " + ", ".join(filter(None, (*parts, last))),
        *next_step,
        *note,
    ]


def statement_asked(typed: Typed, today: date, evidence_meant: Callable[[str], str]) -> Typed:
    """Returns the update with what the user states; if that is nothing, asks whether to report it.

    `evidence_meant` refuses evidence that is not allowed. Raises BptipError if nothing is to be
    reported.
    """
    known = ", ".join(status.value for status in REPORTABLE)
    say("", f"Statuses: {known}", "Press Enter to skip a question.")
    status = asked_until("Status?", _status)
    typed = typed._replace(status=status)
    if status in QUESTIONS_OF:
        typed = circumstances_asked(typed, QUESTIONS_OF[status], today)
    note = asked_until("Note?", as_typed(str))
    evidence = asked_until("Evidence (a web address or a file)?", as_typed(evidence_meant))
    typed = typed._replace(note=note, evidence=(evidence,) if evidence else ())
    if typed.stating:
        return typed
    if not asked_until("Report that nothing has changed? (yes or no)", yes):
        raise BptipError("Nothing was written.")
    return typed._replace(no_change=True)


RUNNING: Final = ("progress", "next")
LATE: Final = ("reason", "expected", "progress", "next")
QUESTIONS_OF: Final = {
    Status.IN_PROGRESS.value: RUNNING,
    Status.CONTINUOUS.value: ("next",),
    Status.DELAYED.value: LATE,
    Status.ON_HOLD.value: LATE,
    Status.NOT_STARTED.value: ("expected", "next"),
}
"""The further questions, by status: a new status replaces what belonged to the one before."""


def circumstances_asked(typed: Typed, names: Sequence[str], today: date) -> Typed:
    """Returns the update with what belongs to its status, asked one after the other."""
    reasons = ", ".join(reason.value for reason in Reason)
    questions: dict[str, tuple[str, Callable[[str], object]]] = {
        "reason": (f"Reason ({reasons})?", reason_stated),
        "expected": ("Now expected (a date)?", lambda text: last_day(text, today)),
        "progress": ("Percentage done?", percentage),
        "next": ("Next step?", str),
    }
    answers: dict[str, str | None] = {}
    for name in names:
        question, meaning = questions[name]
        answers[name] = asked_until(question, as_typed(meaning))
    return typed._replace(
        reason=answers.get("reason"),
        expected=answers.get("expected"),
        progress=answers.get("progress"),
        next=answers.get("next"),
    )


def _status(text: str) -> str | None:
    return known_status(text, REPORTABLE).value if text else None
