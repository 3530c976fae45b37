"""Records that several views share: the keys of the JSON contract, each written once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from bptip.plan.dates import moment
from bptip.plan.model import Objective, Source, Update
from bptip.progress.counts import Tally, tally

if TYPE_CHECKING:
    from bptip.pages.view import Record
    from bptip.plan.labels import Labels
    from bptip.progress.asking import RoundReturns
    from bptip.progress.continuation import Continuations
    from bptip.progress.item_progress import ActivityProgress, ObjectiveProgress, PartyProgress

FORMAT: Final = 1
"""The number of the data format: it changes if a key changes its meaning or is removed."""


def answer(source: Source, **keys: object) -> Record:
    """Returns a whole answer: the number of the format, where the plans were read, and the keys."""
    return {"format": FORMAT, "source": source._asdict(), **keys}


def created_files(files: Iterable[str]) -> Record:
    """Returns the answer of a command that created files."""
    return {"format": FORMAT, "created": list(files)}


def error_answer(code: str, message: str, hints: Iterable[str], **keys: object) -> Record:
    """Returns the answer of a command that failed, and the keys that may be beside the error."""
    error = {"code": str(code), "message": message, "hints": list(hints)}
    return {"format": FORMAT, "error": error, **keys}


def counts(total: Tally) -> Record:
    """Returns the counts that totals, objectives and groups have in common."""
    return {
        "by_status": {status.value: number for status, number in total.by_status.items()},
        "by_outlook": {outlook.value: number for outlook, number in total.by_outlook.items()},
        "completed": total.completed,
        "countable": total.countable,
        "standing": total.standing,
        "standing_met": total.standing_met,
        "overdue": total.overdue,
        "overdue_not_reported": total.overdue_not_reported,
        "reported": total.reported,
    }


COUNT_KEYS: Final = (
    "by_status", "by_outlook", "completed", "countable", "standing", "standing_met", "overdue",
    "overdue_not_reported", "reported",
)  # fmt: skip


def activity(progress: ActivityProgress, under: Objective, continued: Continuations) -> Record:
    """Returns an activity of an objective on a day."""
    item, reported = progress.activity, progress.reported
    notes = (update.note for update in reversed(reported.updates) if update.note is not None)
    return {
        "id": item.id,
        "number": item.number,
        "title": item.title,
        "objective_title": under.title,
        "status": progress.status.value,
        "said": reported.said,
        "said_by": reported.said_by,
        "progress": reported.progress,
        "outlook": progress.outlook.value,
        "cause": progress.cause.value if progress.cause else None,
        "lead": list(progress.leads),
        "partners": list(progress.partners),
        "themes": list(item.themes),
        "start": item.start,
        "start_words": item.start_words,
        "due": item.due,
        "due_words": item.due_words,
        "standing": progress.standing,
        "expected": reported.expected,
        "reason": reported.reason.value if reported.reason else None,
        "challenges": reported.challenges,
        "next": reported.next,
        "note": next(notes, None),
        "overdue": progress.overdue,
        "due_soon": progress.due_soon,
        "stale": progress.stale,
        "last_update": progress.last_update,
        "updates": len(reported.updates),
        "each": item.each,
        "reported": progress.reported_parties,
        "parties": [party(part) for part in progress.parties],
        "continued_by": [each.reference for each in continued.get(item.id, ())],
    }


ACTIVITY_KEYS: Final = (
    "id", "number", "title", "objective_title", "status", "said", "said_by", "progress", "outlook",
    "cause", "lead", "partners", "themes", "start", "start_words", "due", "due_words", "standing",
    "expected", "reason", "challenges", "next", "note", "overdue", "due_soon", "stale",
    "last_update", "updates", "each", "reported", "parties", "continued_by",
)  # fmt: skip


def party(part: PartyProgress) -> Record:
    """Returns a party's own part of an activity on a day."""
    reported = part.reported
    return {
        "party": part.party,
        "status": part.status.value,
        "said": reported.said,
        "progress": reported.progress,
        "outlook": part.outlook.value,
        "cause": part.cause.value if part.cause else None,
        "reason": reported.reason.value if reported.reason else None,
        "challenges": reported.challenges,
        "expected": reported.expected,
        "next": reported.next,
        "last_update": part.last_update,
        "updates": len(reported.updates),
    }


def objective(progress: ObjectiveProgress, continued: Continuations) -> Record:
    """Returns an objective on a day, without its activities."""
    item = progress.objective
    return {
        "id": item.id,
        "number": item.number,
        "title": item.title,
        "status": progress.status.value,
        "derived_status": progress.derived.value,
        "outlook": progress.outlook.value,
        **counts(tally(progress.activities)),
        "last_update": progress.last_update,
        "continued_by": [each.reference for each in continued.get(item.id, ())],
    }


def open_round(awaited: RoundReturns | None, as_of: date) -> Record | None:
    """Returns the reporting round in which answers are awaited on the day; None without one."""
    if awaited is None:
        return None
    state = awaited.state
    return {
        "round": state.round,
        "as_of": state.as_of,
        "due": state.due,
        "days_left": (state.due - as_of).days,
        "received": awaited.received,
        "asked": len(awaited.parties),
    }


UPDATE_KEYS: Final = (
    "id", "item", "title", "on", "recorded", "by", "status", "progress", "reason", "expected",
    "next", "note", "challenges", "said", "own", "round", "taken_from", "redacted", "evidence",
    "values", "retracts", "retracted",
)  # fmt: skip


def update(entry: Update, labels: Labels, retracted: frozenset[str]) -> Record:
    """Returns an update with the title of its item; None if no version has the item."""
    return {
        "id": entry.id,
        "item": entry.item,
        "title": labels.titles.get(entry.item),
        "on": entry.on,
        "recorded": moment(entry.recorded),
        "by": entry.by,
        "status": entry.status.value if entry.status else None,
        "progress": entry.progress,
        "reason": entry.reason.value if entry.reason else None,
        "expected": entry.expected,
        "next": entry.next,
        "note": entry.note,
        "challenges": entry.challenges,
        "said": entry.said,
        "own": entry.own,
        "round": entry.round,
        "taken_from": entry.taken_from,
        "redacted": entry.redacted,
        "evidence": list(entry.evidence),
        "values": dict(entry.values),
        "retracts": entry.retracts,
        "retracted": entry.id in retracted,
    }


def updates(entries: Iterable[Update], labels: Labels, retracted: frozenset[str]) -> list[Record]:
    """Returns updates in the order given."""
    return [update(entry, labels, retracted) for entry in entries]
