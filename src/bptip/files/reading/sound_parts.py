"""Builds the well-formed parts of an ill-formed file, so that one run finds every fault.

Ill-formed values are removed, or replaced by a stand-in, until the rest can be built and checked.
Every part keeps its place in the file, and no stand-in is ever shown.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import chain, count, repeat
from typing import Any, Final

from pydantic_core import ValidationError

from bptip.files.reading.validation import validator
from bptip.plan.journal import Update
from bptip.plan.model import Activity, Item, Objective, Version
from bptip.problems.fault import Fault
from bptip.problems.journal.context import NO_DAY, PlacedUpdate

MAX_ROUNDS: Final = 4
"""Maximum number of times that ill-formed values are removed; after that, nothing is checked."""

MAX_DEPTH: Final = 8
"""Maximum depth of tables and lists in a well-formed file (levels)."""


def sound_version(data: Mapping[str, Any]) -> Version | None:
    """Returns the well-formed part of a version's file; None if too little is well-formed."""
    rest: dict[str, Any] = _copied(data, MAX_DEPTH)
    for _ in range(MAX_ROUNDS):
        try:
            version: Version = validator(Version).validate_python(rest)
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_input=False):
                _remove(rest, detail["loc"])
        else:
            return _as_written(version, data)
    return None


def names_every_item(version: Version) -> bool:
    """True if every item and indicator of a version's well-formed part has its id."""
    indicators = (each for item in version.activities for each in item.indicators)
    return not any(isinstance(item.id, _Unnamed) for item in version.items) and not any(
        each.id.startswith(STAND_IN) for each in indicators
    )


STAND_IN: Final = "stand-in-"
"""The beginning of every stand-in's id."""


class _Unnamed(str):
    """A description that replaces the id of an item without a valid id; equal to no other id."""

    __slots__ = ()

    def __eq__(self, value: object) -> bool:
        return self is value

    def __ne__(self, value: object) -> bool:
        return self is not value

    def __hash__(self) -> int:
        return id(self)


def _as_written(version: Version, data: Mapping[str, Any]) -> Version:
    """Returns the version with the ids and titles of its items as in the file, without stand-ins.

    An item without an id gets its number instead; an item without a title gets an empty title.
    """
    tables = chain(_tables(data, "objective"), repeat(None))
    return version._replace(objectives=tuple(map(_objective, count(), version.objectives, tables)))


def _objective(number: int, objective: Objective, written: Any) -> Objective:  # noqa: ANN401
    name, title = _called(objective, written, number)
    tables = chain(_tables(written, "activity"), repeat(None))
    activities = tuple(map(_activity, count(), objective.activities, tables))
    return objective._replace(id=name, title=title, activities=activities)


def _activity(number: int, activity: Activity, written: Any) -> Activity:  # noqa: ANN401
    name, title = _called(activity, written, number)
    return activity._replace(id=name, title=title)


def _tables(holder: Any, name: str) -> Iterator[Any]:  # noqa: ANN401
    """Yields the elements of a list of tables as written, even those that are not tables."""
    written = holder.get(name) if isinstance(holder, Mapping) else None
    yield from written if isinstance(written, list) else ()


def _called(item: Item, written: Any, number: int) -> tuple[str, str]:  # noqa: ANN401
    """Returns the id and the title of an item as they are in its table."""
    table = written if isinstance(written, Mapping) else {}
    stated = table.get("id")
    label = stated if isinstance(stated, str) and stated else f"number {number + 1}"
    name = item.id if item.id == stated else _Unnamed(label)
    return name, item.title if item.title == table.get("title") else ""


def sound_updates(blocks: Sequence[Any], faults: Iterable[Fault]) -> list[PlacedUpdate]:
    """Returns the well-formed part of each ill-formed update, to be checked and never counted."""
    ill: dict[int, set[str | int]] = {}
    for fault in faults:
        ill.setdefault(int(fault.path[1]), set()).update(fault.path[2:3])
    return [
        PlacedUpdate(update, place)
        for place, keys in ill.items()
        if isinstance(blocks[place], Mapping) and (update := _sound_part(blocks[place], keys))
    ]


def _sound_part(block: Mapping[str, Any], ill: Container[str | int]) -> Update | None:
    """Returns the update with stand-ins for ill-formed keys; None if its item is among them."""
    sound = _STAND_INS_OF_UPDATE | {key: block[key] for key in block if key not in ill}
    try:
        update: Update = validator(Update).validate_python(sound)
    except ValidationError:
        return None
    return update


_STAND_INS_OF_UPDATE: Final[dict[str, Any]] = {
    "id": STAND_IN,
    "on": NO_DAY,
    "recorded": datetime.min.replace(tzinfo=UTC),
}
"""The stand-ins for the required keys of an update; a message without its item would be vague."""


def _copied(value: Any, deep: int) -> Any:  # noqa: ANN401  # TOML values of any kind
    """Returns a copy of tables and lists down to a depth; deeper values are shared, not copied."""
    if deep and isinstance(value, Mapping):
        return {key: _copied(inner, deep - 1) for key, inner in value.items()}
    if deep and isinstance(value, list):
        return [_copied(inner, deep - 1) for inner in value]
    return value


def _remove(data: dict[str, Any], path: Sequence[str | int]) -> None:
    """Removes the value at a path; replaces a required value by a stand-in."""
    holder: Any = data
    for n, step in enumerate(path[:-1]):
        inner = _at(holder, step)
        if isinstance(inner, list) and not isinstance(path[n + 1], int):
            return
        if not isinstance(inner, dict | list):
            holder[step] = {}
            return
        holder = inner
    last = path[-1]
    if isinstance(holder, list):
        _remove(data, path[:-1]) if not _is_listed_table(path) else _blank(holder, last)
    elif last in _STAND_INS:
        holder[last] = _STAND_INS[str(last)](path)
    else:
        holder.pop(last, None)


def _at(holder: Any, step: str | int) -> Any:  # noqa: ANN401  # TOML values of any kind
    if isinstance(holder, dict):
        return holder.get(str(step))
    return holder[step] if isinstance(step, int) and step < len(holder) else None


def _is_listed_table(path: Sequence[str | int]) -> bool:
    """True if a path leads to a table in a list: it stays, so that the others keep their index."""
    return len(path) > 1 and path[-2] in ("objective", "activity", "indicator")


def _blank(holder: list[Any], place: str | int) -> None:
    if isinstance(place, int) and place < len(holder):
        holder[place] = {}


_STAND_INS: Final[dict[str, Callable[[Sequence[str | int]], Any]]] = {
    "schema": lambda _: 1,
    "plan": lambda _: {},
    "id": lambda path: STAND_IN + "-".join(map(str, path)),
    "version": lambda _: 1,
    "title": lambda _: "stand-in",
    "start": lambda _: date.min,
    "end": lambda _: date.max,
}
"""The stand-in for each required key; a stand-in causes no fault."""
