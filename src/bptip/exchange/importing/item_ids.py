"""Makes the ids of a table's items: their numbers if these are valid and unique, else new ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bptip.exchange.tables.drafts import DraftObjective
from bptip.exchange.tables.numbers import is_sound


class ItemIds(NamedTuple):
    """The ids of the objectives, and of each objective's activities, in order."""

    objectives: tuple[str, ...]
    activities: tuple[tuple[str, ...], ...]


def ids_of(objectives: Sequence[DraftObjective]) -> ItemIds:
    """Returns an id for each item: its number, if all numbers can be ids."""
    of_objectives = _ids_of_objectives(objectives)
    numbers = [each.number for objective in objectives for each in objective.activities]
    stated = [number for number in numbers if number is not None]
    taken = [*of_objectives, *stated]
    are_ids = len(set(taken)) == len(taken) and all(map(is_sound, stated))
    used = UsedIds(taken if are_ids else of_objectives)
    of_activities = []
    for objective, objective_id in zip(objectives, of_objectives, strict=True):
        ids = []
        for activity in objective.activities:
            own = activity.number if are_ids else None
            ids.append(own or used.new_below(objective_id))
        of_activities.append(tuple(ids))
    return ItemIds(tuple(of_objectives), tuple(of_activities))


class UsedIds:
    """The ids that are used, with the greatest number below each objective."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids: set[str] = set()
        self._last: dict[str, int] = {}
        for used in ids:
            self.add(used)

    def __contains__(self, text: object) -> bool:
        """True if an id is used."""
        return text in self._ids

    def __len__(self) -> int:
        """Returns the number of used ids."""
        return len(self._ids)

    def add(self, used: str) -> None:
        """Adds an id."""
        self._ids.add(used)
        objective, _, number = used.rpartition(".")
        if number.isascii() and number.isdecimal() and len(number) < 10:
            self._last[objective] = max(int(number), self._last.get(objective, 0))

    def new_below(self, objective: str) -> str:
        """Adds the next unused id below an objective ("2.1", "2.2"), and returns it."""
        made = f"{objective}.{self._last.get(objective, 0) + 1}"
        self.add(made)
        return made


def _ids_of_objectives(objectives: Sequence[DraftObjective]) -> list[str]:
    """Returns the objectives' own numbers, or else the prefixes of their activities' numbers."""
    own = [objective.number for objective in objectives]
    for numbers in (own, [_common_prefix(objective) for objective in objectives]):
        sound = [number for number in numbers if number is not None and is_sound(number)]
        if len(set(sound)) == len(objectives):
            return sound
    return [str(number) for number, _ in enumerate(objectives, 1)]


def _common_prefix(objective: DraftObjective) -> str | None:
    """Returns the number before the last dot if it is the same in all activities; else None."""
    prefixes = {(each.number or "").rpartition(".")[0] for each in objective.activities}
    return prefixes.pop() or None if len(prefixes) == 1 else None
