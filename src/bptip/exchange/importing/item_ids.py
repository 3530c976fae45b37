"""Ids of the items of a table: their numbers if these are sound and unique, else made ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bptip.exchange.tables.numbers import is_sound

if TYPE_CHECKING:
    from bptip.exchange.tables.drafts import DraftObjective


class ItemIds(NamedTuple):
    """The ids of the objectives, and of the activities of each, in their order."""

    objectives: tuple[str, ...]
    activities: tuple[tuple[str, ...], ...]


def ids_of(objectives: Sequence[DraftObjective]) -> ItemIds:
    """Returns an id for each item: the number that it has, if all numbers can be ids."""
    of_objectives = _ids_of_objectives(objectives)
    numbers = [each.number for objective in objectives for each in objective.activities]
    stated = [number for number in numbers if number is not None]
    taken = [*of_objectives, *stated]
    are_ids = len(set(taken)) == len(taken) and all(map(is_sound, stated))
    used = set(taken) if are_ids else set(of_objectives)
    of_activities = []
    for objective, objective_id in zip(objectives, of_objectives, strict=True):
        ids = []
        for activity in objective.activities:
            own = activity.number if are_ids else None
            ids.append(own or new_id(objective_id, used))
            used.add(ids[-1])
        of_activities.append(tuple(ids))
    return ItemIds(tuple(of_objectives), tuple(of_activities))


def new_id(objective: str, used: Collection[str]) -> str:
    """Returns the next id below an objective that is not used: "2.1", "2.2"."""
    prefix = f"{objective}."
    numbers = [int(each[len(prefix) :]) for each in used if _is_below(each, prefix)]
    return f"{prefix}{max(numbers, default=0) + 1}"


def _is_below(used: str, prefix: str) -> bool:
    rest = used[len(prefix) :]
    return used.startswith(prefix) and rest.isascii() and rest.isdecimal() and len(rest) < 10


def _ids_of_objectives(objectives: Sequence[DraftObjective]) -> list[str]:
    """Returns the objectives' own numbers, else what their activities' numbers begin with."""
    own = [objective.number for objective in objectives]
    for numbers in (own, [_common_prefix(objective) for objective in objectives]):
        sound = [number for number in numbers if number is not None and is_sound(number)]
        if len(set(sound)) == len(objectives):
            return sound
    return [str(number) for number, _ in enumerate(objectives, 1)]


def _common_prefix(objective: DraftObjective) -> str | None:
    """Returns the number before the last dot, if it is the same in all activities."""
    prefixes = {(each.number or "").rpartition(".")[0] for each in objective.activities}
    return prefixes.pop() or None if len(prefixes) == 1 else None
