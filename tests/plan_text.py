"""Tiny plans and journals as text, so that a test's input and its claim fit on one screen.

`version` and `updates` read TOML as in the files; required keys that a test does not need
(`schema`, the `[plan]` keys, titles) may be left out. `journal` reads a shorter form, a line for
each update:

    2025-03-01  1.1  in-progress  40%
    2025-06-01  1.1  delayed  reason=approvals  expected=2025-09-30  next="ask the ministers"
    2025-07-01  1.1  participants=74
    2025-08-01  1.1
    slip: 2025-09-01  1.1  completed  recorded=2025-09-03
    2025-09-01  1.1  retracts=slip

Day, item, then in any order a status, a percentage, and `key=value`; a key with a number is an
indicator. A line with only day and item is a nil return. An id comes first, before a colon; the
default is u1, u2 … by line. The default of `recorded` is noon (UTC) of the day.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final, TypeVar

import tomli

from bptip.files.reading.validation import JournalFile, build
from bptip.plan.journal import PlanHistory, Update
from bptip.plan.model import Item, Status, Version
from bptip.progress.item_progress import ActivityProgress, ObjectiveProgress
from bptip.progress.plan_progress import Progress, progress_on

T = TypeVar("T")

PLAN: Final = {
    "id": "2024-2026",
    "version": 1,
    "title": "Forward work plan",
    "start": date(2024, 1, 1),
    "end": date(2026, 12, 31),
}
"""The default of the `[plan]` keys: three years, from January 2024."""


def version(text: str, *, number: int = 1) -> Version:
    """Returns the version in a TOML text."""
    data = tomli.loads(text)
    objectives = data.get("objective", [])
    for objective in objectives:
        objective.setdefault("title", f"Objective {objective['id']}")
        for activity in objective.get("activity", ()):
            activity.setdefault("title", f"Activity {activity['id']}")
    plan = PLAN | {"version": number} | data.get("plan", {})
    return _built(Version, {"schema": 1, **data, "plan": plan})


def history(*texts: str, updates: Iterable[Update] = ()) -> PlanHistory:
    """Returns a plan of several versions, each as TOML text, numbered from 1."""
    versions = tuple(version(text, number=number) for number, text in enumerate(texts, start=1))
    return PlanHistory(versions, tuple(updates))


def updates(text: str) -> tuple[Update, ...]:
    """Returns the updates in a TOML text."""
    return _built(JournalFile, {"schema": 1, "plan": PLAN["id"], **tomli.loads(text)}).updates


def journal(text: str) -> tuple[Update, ...]:
    """Returns the updates in lines of the form above."""
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = [_block(line, number) for number, line in enumerate(lines, start=1)]
    return _built(JournalFile, {"schema": 1, "plan": PLAN["id"], "update": blocks}).updates


def _block(line: str, number: int) -> dict[str, Any]:
    first, *rest = shlex.split(line)
    named = first.endswith(":")
    on, item, *stated = rest if named else (first, *rest)
    day = date.fromisoformat(on)
    block: dict[str, Any] = {
        "id": first[:-1] if named else f"u{number}",
        "item": item,
        "on": day,
        "recorded": noon(day),
    }
    for key, value in map(_statement, stated):
        if isinstance(value, int | float) and key != "progress":
            block.setdefault("values", {})[key] = value
        else:
            block[key] = value
    return block


def _statement(word: str) -> tuple[str, Any]:
    """Returns the key and the value in a word of a line."""
    key, equals, text = word.partition("=")
    if not equals:
        return ("progress", _number(word[:-1])) if word.endswith("%") else ("status", word)
    if key == "recorded":
        moment = datetime.fromisoformat(text)
        return key, moment if "T" in text else noon(moment.date())
    if key == "expected":
        return key, date.fromisoformat(text)
    if key == "evidence":
        return key, [text]
    textual = key in {"by", "reason", "next", "note", "retracts"}
    return key, text if textual else _number(text)


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def noon(day: date) -> datetime:
    """Returns noon of a day, UTC."""
    return datetime.combine(day, time(12), UTC)


def _built(kind: type[T], data: Mapping[str, Any]) -> T:
    value, faults = build(kind, data)
    assert value is not None, faults
    return value


# Progress.


def stands(
    plan: Version, said: Iterable[Update], on: str, *, known_at: str | None = None
) -> Progress:
    """Returns the plan's progress on a day, as known on a day."""
    known = date.fromisoformat(known_at) if known_at else None
    return progress_on(plan, said, date.fromisoformat(on), known)


def activity(progress: Progress, item: str) -> ActivityProgress:
    """Returns the progress of the activity with this id."""
    return next(each for each in progress.activities if each.activity.id == item)


def objective(progress: Progress, item: str) -> ObjectiveProgress:
    """Returns the progress of the objective with this id."""
    return next(each for each in progress.objectives if each.objective.id == item)


def item_of(plan: Version, item: str) -> Item:
    """Returns the item with this id."""
    return next(each for each in plan.items if each.id == item)


def activities_with(statuses: str) -> tuple[Version, tuple[Update, ...]]:
    """Returns a plan with the objective 1, and a journal that gives 1.1, 1.2 … these statuses.

    An activity that is not reported has no update at all.
    """
    plan = version('[[objective]]\nid = "1"\nactivity = [' + ", ".join(_ids(statuses)) + "]")
    lines = (
        f"2025-06-01 {each.id} {word}"
        for each, word in zip(plan.activities, statuses.split(), strict=True)
        if word != Status.NOT_REPORTED
    )
    return plan, journal("\n".join(lines))


def _ids(statuses: str) -> Iterator[str]:
    return (f'{{ id = "1.{n}" }}' for n, _ in enumerate(statuses.split(), start=1))


def ids(items: Iterable[Item | ActivityProgress | ObjectiveProgress | Update]) -> list[str]:
    """Returns the ids of items or updates, in their order."""
    return [
        each.item.id if isinstance(each, ActivityProgress | ObjectiveProgress) else each.id
        for each in items
    ]
