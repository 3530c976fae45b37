"""Two copies of a journal made one: the union of what they say, by the updates' ids.

Nothing is lost and nothing decided: an update that both have counts once, and where the copies say
different things under one id, that is a conflict, since nobody but a person can say which is meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from bptip.plan.model import Update

T = TypeVar("T")


class Union(NamedTuple):
    """What another copy brings, as places in it (from 0).

    `new` is what this copy lacks, `there` what it has already, `conflicts` what stands here under
    the same id and says something else.
    """

    new: tuple[int, ...]
    there: tuple[int, ...]
    conflicts: tuple[int, ...]


class Conflict(NamedTuple, Generic[T]):
    """What the two copies say under one id."""

    ours: T
    theirs: T


def union(ours: Iterable[tuple[str, T]], theirs: Iterable[tuple[str, T]]) -> Union:
    """What to take from another copy; both are statements by their ids, compared by value."""
    said: dict[str, list[T]] = {}
    for name, statement in ours:
        said.setdefault(name, []).append(statement)
    here = frozenset(said)
    new, there, conflicts = [], [], []
    for place, (name, statement) in enumerate(theirs):
        known = said.setdefault(name, [])
        if statement in known:
            there.append(place)
        elif name in here:
            conflicts.append(place)
        else:
            known.append(statement)
            new.append(place)
    return Union(tuple(new), tuple(there), tuple(conflicts))


def fields_that_differ(conflict: Conflict[Update]) -> tuple[str, ...]:
    """The keys in which the two copies of an update differ, in the order of the file."""
    ours, theirs = conflict
    return tuple(name for name in ours._fields if getattr(ours, name) != getattr(theirs, name))
