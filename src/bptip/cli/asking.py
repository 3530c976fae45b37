"""Asking on a terminal for what an update is to say, with what is known so far shown beside.

Questions stand on stderr, so that stdout holds the answer alone. Where stdin is no terminal,
nobody could answer, and nothing is asked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from bptip.cli.output import say
from bptip.cli.stating import item_meant, items_by_plan, known_reporter
from bptip.plan import vocabulary
from bptip.plan.dates import last_day
from bptip.plan.errors import BptipError, Faults
from bptip.plan.model import REPORTABLE, Reason, Status
from bptip.progress.plan_progress import progress_on
from bptip.recording.statements import Typed, address, by_id, day_reported, per_cent, reason_stated

if TYPE_CHECKING:
    from datetime import date

    from bptip.cli.context import CommandContext
    from bptip.cli.stating import Asked
    from bptip.files.journal.writable import Writable
    from bptip.progress.item_progress import ItemProgress
    from bptip.progress.plan_progress import Progress

T = TypeVar("T")

LISTED: Final = 20
"""So many open items are listed to choose from; any other can be named all the same."""


def refuse_unasked(items: tuple[str, ...]) -> None:
    """Raise BptipError where nobody is there to be asked, with what to give instead."""
    if sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None:
        return
    missing = "Nothing was stated." if items else "No item was named, and nothing was stated."
    raise BptipError(
        missing,
        "For example: bptip update 1.2 --status in-progress --progress 40",
        "If nothing has changed, say so: bptip update 1.2 --no-change",
    )


def ask_for(desk: CommandContext, asked: Asked) -> Asked:
    """What was asked for, with the answers; raises BptipError where there are none."""
    from bptip.files.journal.appending import look
    from bptip.files.journal.writable import plan_to_write
    from bptip.problems.journal.context import context_of

    refuse_unasked(asked.items)
    on = day_reported(asked.on, desk.today)
    plan, names = items_by_plan(desk, asked) if asked.items else (asked.plan, ())
    meant = plan_to_write(desk.workspace, plan, on, desk.today, desk.here)
    faults = Faults()
    known_reporter(desk, asked.by, context_of(meant.folder.versions, (), frozenset()), faults)
    faults.refuse()
    base = look(meant.folder, desk.here)
    progress = progress_on(meant.version, base.updates, desk.today)
    if names:
        items = tuple(item_meant(meant, name).id for name in names)
    else:
        say(*choice(progress))
        items = (asked_until("Which item (id or part of title)?", _item(meant)),)
    for item in items:
        say("", *present(by_id(progress)[item]))
    typed, no_change = statement_asked(desk.today)
    return asked._replace(items=items, typed=typed, no_change=no_change, plan=plan, base=base)


def _item(meant: Writable) -> Callable[[str], str]:
    def named(text: str) -> str:
        if not text:
            raise BptipError("Name an item; Ctrl-C ends this, and nothing is written.")
        return item_meant(meant, text).id

    return named


def choice(progress: Progress) -> list[str]:
    """The open items to choose from, overdue ones first, a line each."""
    listed = open_items(progress)
    lines = [f"{progress.plan.title}: {vocabulary.count(len(listed), 'open item')}"]
    lines += [f"  {option(each)}" for each in listed[:LISTED]]
    more = len(listed) - LISTED
    return [*lines, f"  … and {more} more"] if more > 0 else lines


def open_items(progress: Progress) -> list[ItemProgress]:
    """What is still to be reported on: open activities, and objectives that have none."""
    items = [leaf for leaf in progress.leaves if leaf.status.is_open]
    return sorted(items, key=lambda leaf: not leaf.overdue)


def option(each: ItemProgress) -> str:
    """An item to choose: its id, where it stands, whether it is late, its title."""
    late = "overdue, " if each.overdue else ""
    return f"{each.item.id:<6} {late}{vocabulary.STATUS[each.status]}: {each.item.title}"


def present(each: ItemProgress) -> list[str]:
    """An item as it stands now."""
    reported = each.reported
    parts = [vocabulary.STATUS[each.status]]
    if reported.progress is not None:
        parts.append(f"{vocabulary.number(reported.progress)} %")
    if reported.reason:
        parts.append(vocabulary.REASON[reported.reason])
    if reported.expected:
        parts.append(f"expected {vocabulary.day(reported.expected)}")
    last = f"last update {vocabulary.day(reported.last_update)}" if reported.last_update else ""
    next_step = [f"  next step: {reported.next}"] if reported.next else []
    notes = [update.note for update in reported.updates if update.note]
    note = [f"  last note: {notes[-1]}"] if notes else []
    return [
        f"{each.item.id}  {each.item.title}",
        "  now: " + ", ".join(filter(None, (*parts, last))),
        *next_step,
        *note,
    ]


def statement_asked(today: date) -> tuple[Typed, bool]:
    """What is to be stated; without anything, whether that is the report."""
    known = ", ".join(status.value for status in REPORTABLE)
    say("", f"Statuses: {known}", "Enter alone states nothing about a thing.")
    status = asked_until("Status?", _status)
    typed = Typed(status=status)
    if status in QUESTIONS_OF:
        typed = circumstances_asked(typed, QUESTIONS_OF[status], today)
    note = asked_until("Note?", lambda text: text or None)
    evidence = asked_until("Evidence (an address)?", lambda text: address(text) if text else None)
    typed = typed._replace(note=note, evidence=(evidence,) if evidence else ())
    if typed.given:
        return typed, False
    if not asked_until("Nothing new: report that? (yes or no)", _yes):
        raise BptipError("Nothing was written.")
    return typed, True


RUNNING: Final = ("progress", "next")
LATE: Final = ("reason", "expected", "progress", "next")
QUESTIONS_OF: Final = {
    Status.IN_PROGRESS.value: RUNNING,
    Status.CONTINUOUS.value: ("next",),
    Status.DELAYED.value: LATE,
    Status.ON_HOLD.value: LATE,
    Status.NOT_STARTED.value: ("expected", "next"),
}
"""What is asked besides, by the status: it replaces what belonged to the one before."""


def circumstances_asked(typed: Typed, names: Sequence[str], today: date) -> Typed:
    """The statement with what belongs to its status, asked one after the other."""
    reasons = ", ".join(each.value for each in Reason)
    questions: dict[str, tuple[str, Callable[[str], object]]] = {
        "reason": (f"Reason ({reasons})?", reason_stated),
        "expected": ("Now expected (a date)?", lambda text: last_day(text, today)),
        "progress": ("Per cent done?", per_cent),
        "next": ("Next step?", str),
    }
    told = {name: asked_until(questions[name][0], _as_typed(questions[name][1])) for name in names}
    return typed._replace(
        reason=told.get("reason"),
        expected=told.get("expected"),
        progress=told.get("progress"),
        next=told.get("next"),
    )


def _as_typed(meaning: Callable[[str], object]) -> Callable[[str], str | None]:
    """Takes an answer as it stands, if it has a meaning; None for an empty one."""

    def taken(text: str) -> str | None:
        if text:
            meaning(text)
        return text or None

    return taken


def _status(text: str) -> str | None:
    from bptip.plan.meanings import status_word

    return status_word(text, REPORTABLE).value if text else None


def _yes(text: str) -> bool:
    if text.casefold() not in ("y", "yes", "n", "no", ""):
        raise BptipError('Answer "yes" or "no".')
    return text.casefold() in ("y", "yes")


def asked_until(question: str, meaning: Callable[[str], T]) -> T:
    """The meaning of the first answer that has one; of any other, what is wrong is told."""
    while True:
        print(question, end=" ", file=sys.stderr, flush=True)  # noqa: T201
        line = sys.stdin.readline()
        if not line:
            raise BptipError("The input ended, so nothing was written.")
        try:
            return meaning(line.strip())
        except BptipError as error:
            say(error.message, *(f"  {hint}" for hint in error.hints))
