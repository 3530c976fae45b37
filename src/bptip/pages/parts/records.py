"""Records that several views share: the keys of the JSON contract, each written once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from bptip.plan.dates import moment
from bptip.plan.journal import Update
from bptip.plan.model import Objective, Plan, Source
from bptip.progress.counts import Tally, tally

if TYPE_CHECKING:
    from bptip.pages.view import Record
    from bptip.plan.labels import Labels
    from bptip.progress.continuation import Continuations
    from bptip.progress.item_progress import ActivityProgress, ObjectiveProgress, PartyProgress
    from bptip.progress.returns import RoundReturns

FORMAT: Final = 1
"""The number of the data format: it changes if a key changes its meaning or is removed."""


def answer(source: Source, **keys: object) -> Record:
    """Returns a whole answer: the number of the format, the place of the plans, and these keys."""
    return {"format": FORMAT, "source": source._asdict(), **keys}


def plan_answer(source: Source, plan: Plan, **keys: object) -> Record:
    """Returns a whole answer about a version of a plan."""
    return answer(source, plan=plan.id, version=plan.version, **keys)


def created_files(files: Iterable[str]) -> Record:
    """Returns the answer of a command that created files."""
    return {"format": FORMAT, "created": list(files)}


def error_answer(code: str, message: str, hints: Iterable[str], **keys: object) -> Record:
    """Returns the answer of a command that failed: the error, and any further keys."""
    error = {"code": str(code), "message": message, "hints": list(hints)}
    return {"format": FORMAT, "error": error, **keys}


def record_of(keys: Iterable[str], *sources: object, **stated: object) -> Record:
    """Returns each key with its stated value, else its value in the first source that has it."""
    return {
        key: _as_data(
            stated[key]
            if key in stated
            else getattr(next(each for each in sources if hasattr(each, key)), key)
        )
        for key in keys
    }


def _as_data(value: Any) -> Any:  # noqa: ANN401  # a value of the model
    """Returns the word of an enumeration, a list for a tuple; any other value as it is."""
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


COUNT_KEYS: Final = (
    "by_status", "by_outlook", "completed", "countable", "standing", "standing_met", "overdue",
    "overdue_not_reported", "reported",
)  # fmt: skip


def counts(total: Tally) -> Record:
    """Returns the counts that totals, objectives and groups have in common."""
    return record_of(
        COUNT_KEYS,
        total,
        by_status={status.value: number for status, number in total.by_status.items()},
        by_outlook={outlook.value: number for outlook, number in total.by_outlook.items()},
    )


ACTIVITY_KEYS: Final = (
    "id", "number", "title", "objective_title", "status", "said", "said_by", "progress", "outlook",
    "cause", "lead", "partners", "themes", "start", "start_words", "due", "due_words", "standing",
    "expected", "reason", "challenges", "next", "note", "overdue", "due_soon", "stale",
    "last_update", "updates", "each", "reported", "parties", "continued_by",
)  # fmt: skip


def activity(progress: ActivityProgress, under: Objective, continued: Continuations) -> Record:
    """Returns an activity of an objective on a day."""
    item, reported = progress.activity, progress.reported
    notes = (update.note for update in reversed(reported.updates) if update.note is not None)
    return record_of(
        ACTIVITY_KEYS,
        progress,
        reported,
        item,
        objective_title=under.title,
        lead=progress.leads,
        note=next(notes, None),
        updates=len(reported.updates),
        reported=progress.reported_parties,
        parties=[party(part) for part in progress.parties],
        continued_by=[each.reference for each in continued.get(item.id, ())],
    )


PARTY_KEYS: Final = (
    "party", "status", "said", "progress", "outlook", "cause", "reason", "challenges", "expected",
    "next", "last_update", "updates",
)  # fmt: skip


def party(part: PartyProgress) -> Record:
    """Returns a party's own part of an activity on a day."""
    return record_of(PARTY_KEYS, part, part.reported, updates=len(part.reported.updates))


OBJECTIVE_KEYS: Final = (
    "id", "number", "title", "status", "derived_status", "outlook", *COUNT_KEYS, "last_update",
    "continued_by",
)  # fmt: skip


def objective(progress: ObjectiveProgress, continued: Continuations) -> Record:
    """Returns an objective on a day, without its activities."""
    item = progress.objective
    return record_of(
        OBJECTIVE_KEYS,
        progress,
        item,
        derived_status=progress.derived,
        continued_by=[each.reference for each in continued.get(item.id, ())],
        **counts(tally(progress.activities)),
    )


def open_round(awaited: RoundReturns | None, as_of: date) -> Record | None:
    """Returns the round in which answers are awaited on the day; None if there is no such round."""
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
    return record_of(
        UPDATE_KEYS,
        entry,
        title=labels.titles.get(entry.item),
        recorded=moment(entry.recorded),
        values=dict(entry.values),
        retracted=entry.id in retracted,
    )


def updates(entries: Iterable[Update], labels: Labels, retracted: frozenset[str]) -> list[Record]:
    """Returns updates in the order given."""
    return [update(entry, labels, retracted) for entry in entries]
