"""Records that several views share: the keys of the JSON contract, each written once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from bptip.plan.dates import moment
from bptip.progress.counts import tally
from bptip.progress.item_progress import ActivityProgress

if TYPE_CHECKING:
    from bptip.pages.view import Record
    from bptip.plan.labels import Labels
    from bptip.plan.model import Source, Update
    from bptip.plan.references import Continuations
    from bptip.progress.counts import Tally
    from bptip.progress.item_progress import ObjectiveProgress

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
        "overdue": total.overdue,
    }


def activity(progress: ActivityProgress, continued: Continuations) -> Record:
    """Returns an activity on a day."""
    item, reported = progress.activity, progress.reported
    return {
        "id": item.id,
        "title": item.title,
        "status": progress.status.value,
        "progress": reported.progress,
        "outlook": progress.outlook.value,
        "lead": list(item.lead),
        "partners": list(item.partners),
        "themes": list(item.themes),
        "start": item.start,
        "due": item.due,
        "expected": reported.expected,
        "reason": reported.reason.value if reported.reason else None,
        "next": reported.next,
        "overdue": progress.overdue,
        "due_soon": progress.due_soon,
        "stale": progress.stale,
        "last_update": progress.last_update,
        "updates": len(reported.updates),
        "continued_by": [each.reference for each in continued.get(item.id, ())],
    }


ACTIVITY_KEYS: Final = (
    "id", "title", "status", "progress", "outlook", "lead", "partners", "themes", "start", "due",
    "expected", "reason", "next", "overdue", "due_soon", "stale", "last_update", "updates",
    "continued_by",
)  # fmt: skip


def objective(progress: ObjectiveProgress, continued: Continuations) -> Record:
    """Returns an objective on a day, without its activities."""
    item = progress.objective
    figures = counts(tally(progress.activities))
    del figures["by_outlook"]
    return {
        "id": item.id,
        "title": item.title,
        "status": progress.status.value,
        "derived_status": progress.derived.value,
        "outlook": progress.outlook.value,
        **figures,
        "last_update": progress.last_update,
        "continued_by": [each.reference for each in continued.get(item.id, ())],
    }


UPDATE_KEYS: Final = (
    "id", "item", "title", "on", "recorded", "by", "status", "progress", "reason", "expected",
    "next", "note", "evidence", "values", "retracts", "retracted",
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
        "evidence": list(entry.evidence),
        "values": dict(entry.values),
        "retracts": entry.retracts,
        "retracted": entry.id in retracted,
    }


def updates(entries: Iterable[Update], labels: Labels, retracted: frozenset[str]) -> list[Record]:
    """Returns updates in the order given."""
    return [update(entry, labels, retracted) for entry in entries]
