"""Tiny plans and journals as text, so that what goes in and what is claimed stand on one screen.

`version` and `updates` read TOML as the files have it; what a version must have but a test doesn't
care for (`schema`, the `[plan]` keys, titles) may be left out. `journal` reads a shorter form, a
line an update:

    2025-03-01  1.1  in-progress  40%
    2025-06-01  1.1  delayed  reason=approvals  expected=2025-09-30  next="ask the ministers"
    2025-07-01  1.1  participants=74
    2025-08-01  1.1
    slip: 2025-09-01  1.1  completed  recorded=2025-09-03
    2025-09-01  1.1  retracts=slip

Day, item, then in any order a status, a percentage, and `key=value`; a key with a number is an
indicator. A line with nothing more is a nil return. An id stands before a colon, else it is u1,
u2 … by line; `recorded` is noon (UTC) of the day, if not given.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final, TypeVar

import tomli

from bptip.files.reading.validation import JournalFile, build
from bptip.plan.model import Item, PlanHistory, Status, Update, Version
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
"""What a plan is where the text says nothing else: three years, from January 2024."""


def version(text: str, *, number: int = 1) -> Version:
    """The version that the TOML text says."""
    data = tomli.loads(text)
    objectives = data.get("objective", [])
    for objective in objectives:
        objective.setdefault("title", f"Objective {objective['id']}")
        for activity in objective.get("activity", ()):
            activity.setdefault("title", f"Activity {activity['id']}")
    plan = PLAN | {"version": number} | data.get("plan", {})
    return _built(Version, {"schema": 1, **data, "plan": plan})


def history(*texts: str, updates: Iterable[Update] = ()) -> PlanHistory:
    """A plan of several versions, each as TOML text, numbered as they are given."""
    versions = tuple(version(text, number=number) for number, text in enumerate(texts, start=1))
    return PlanHistory(versions, tuple(updates))


def updates(text: str) -> tuple[Update, ...]:
    """The updates that the TOML text says."""
    return _built(JournalFile, {"schema": 1, "plan": PLAN["id"], **tomli.loads(text)}).updates


def journal(text: str) -> tuple[Update, ...]:
    """The updates of a table of lines, in the form that is told above."""
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
    """A word of a line as a key and its value."""
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
    """Noon of a day, UTC."""
    return datetime.combine(day, time(12), UTC)


def _built(kind: type[T], data: Mapping[str, Any]) -> T:
    value, faults = build(kind, data)
    assert value is not None, faults
    return value


# How it stands.


def stands(
    plan: Version, said: Iterable[Update], on: str, *, known_at: str | None = None
) -> Progress:
    """The plan's progress on a day, as known at a day."""
    known = date.fromisoformat(known_at) if known_at else None
    return progress_on(plan, said, date.fromisoformat(on), known)


def activity(progress: Progress, item: str) -> ActivityProgress:
    """The activity of this id, as it stands."""
    return next(each for each in progress.activities if each.activity.id == item)


def objective(progress: Progress, item: str) -> ObjectiveProgress:
    """The objective of this id, as it stands."""
    return next(each for each in progress.objectives if each.objective.id == item)


def item_of(plan: Version, item: str) -> Item:
    """The item of this id."""
    return next(each for each in plan.items if each.id == item)


def activities_with(statuses: str) -> tuple[Version, tuple[Update, ...]]:
    """A plan of one objective, "1", whose activities stand as these words say: 1.1, 1.2 …

    One that is not reported has no update at all.
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
    """The ids of items or updates, in their order."""
    return [
        each.item.id if isinstance(each, ActivityProgress | ObjectiveProgress) else each.id
        for each in items
    ]
