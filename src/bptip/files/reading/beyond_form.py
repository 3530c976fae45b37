"""What else is wrong in a file whose form has faults, so that one run tells everything.

What is ill-formed is taken out, or something harmless is put in its place, until the rest can be
built and checked. Places stay those of the file, and nothing that is put in is ever shown.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, count, repeat
from typing import Any, Final

from pydantic_core import ValidationError

from bptip.files.reading.shapes import validator
from bptip.plan.model import Activity, Item, Objective, Update, Version
from bptip.problems.fault import Fault
from bptip.problems.journal.context import PlacedUpdate
from bptip.problems.version import version_faults

ROUNDS: Final = 4
"""After so many attempts at taking out what is ill-formed, the rest is left unchecked."""

DEPTH: Final = 8
"""How deep a file's tables and lists lie within each other, where its form is right."""


def faults_beyond_form(data: Mapping[str, Any]) -> list[Fault]:
    """The faults that the well-formed part of a version's file shows."""
    rest: dict[str, Any] = _copied(data, DEPTH)
    for _ in range(ROUNDS):
        try:
            version: Version = validator(Version).validate_python(rest)
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_input=False):
                _take_out(rest, detail["loc"])
        else:
            return version_faults(_as_written(version, data))
    return []


class _Unnamed(str):
    """What stands for an item that has no sound id, in words; it is the id of no other item."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:
        return id(self)


def _as_written(version: Version, data: Mapping[str, Any]) -> Version:
    """The version with its items called as in the file, where a stand-in is in the place of that.

    One without an id is called by its number; one without a title has none.
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
    """The tables of a list of them as they are written; whatever else stands in their place."""
    written = holder.get(name) if isinstance(holder, Mapping) else None
    yield from written if isinstance(written, list) else ()


def _called(item: Item, written: Any, number: int) -> tuple[str, str]:  # noqa: ANN401
    """The id and the title of an item as its table has them."""
    table = written if isinstance(written, Mapping) else {}
    stated = table.get("id")
    told = stated if isinstance(stated, str) and stated else f"number {number + 1}"
    name = item.id if item.id == stated else _Unnamed(told)
    return name, item.title if item.title == table.get("title") else ""


def entries_beyond_form(blocks: Sequence[Any], faults: Iterable[Fault]) -> list[PlacedUpdate]:
    """The well-formed part of each ill-formed update, to be checked and never counted."""
    ill: dict[int, set[str | int]] = {}
    for fault in faults:
        ill.setdefault(int(fault.path[1]), set()).update(fault.path[2:3])
    return [
        PlacedUpdate(update, place)
        for place, keys in ill.items()
        if isinstance(blocks[place], Mapping) and (update := _sound_part(blocks[place], keys))
    ]


def _sound_part(block: Mapping[str, Any], ill: Container[str | int]) -> Update | None:
    """The update without its ill-formed keys; None where it isn't known what it is about."""
    sound = {key: value for key, value in block.items() if key not in ill}
    try:
        update: Update = validator(Update).validate_python(sound)
    except ValidationError:
        return None
    return update


def _copied(value: Any, deep: int) -> Any:  # noqa: ANN401  # TOML values of any kind
    """A copy of tables and lists so deep; what lies deeper has no right form, and stays shared."""
    if deep and isinstance(value, Mapping):
        return {key: _copied(inner, deep - 1) for key, inner in value.items()}
    if deep and isinstance(value, list):
        return [_copied(inner, deep - 1) for inner in value]
    return value


def _take_out(data: dict[str, Any], path: Sequence[str | int]) -> None:
    """Take out what stands at a path; what is required is replaced."""
    holder: Any = data
    for place, step in enumerate(path[:-1]):
        inner = _at(holder, step)
        if isinstance(inner, list) and not isinstance(path[place + 1], int):
            return
        if not isinstance(inner, dict | list):
            holder[step] = {}
            return
        holder = inner
    last = path[-1]
    if isinstance(holder, list):
        _take_out(data, path[:-1]) if not _is_table(path) else _blank(holder, last)
    elif last in _STAND_INS:
        holder[last] = _STAND_INS[str(last)](path)
    else:
        holder.pop(last, None)


def _at(holder: Any, step: str | int) -> Any:  # noqa: ANN401  # TOML values of any kind
    if isinstance(holder, dict):
        return holder.get(str(step))
    return holder[step] if isinstance(step, int) and step < len(holder) else None


def _is_table(path: Sequence[str | int]) -> bool:
    """Whether a place in a list is that of an item, which must stay so that the others do."""
    return len(path) > 1 and path[-2] in ("objective", "activity", "indicator")


def _blank(holder: list[Any], place: str | int) -> None:
    if isinstance(place, int) and place < len(holder):
        holder[place] = {}


_STAND_INS: Final[dict[str, Callable[[Sequence[str | int]], Any]]] = {
    "schema": lambda _: 1,
    "plan": lambda _: {},
    "id": lambda path: "stand-in-" + "-".join(map(str, path)),
    "version": lambda _: 1,
    "title": lambda _: "stand-in",
    "start": lambda _: date.min,
    "end": lambda _: date.max,
}
"""What is put in the place of a required key: it makes no fault of its own."""
