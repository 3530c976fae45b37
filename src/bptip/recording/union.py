"""The union of two copies of a journal, by the ids of its updates.

Nothing is lost and nothing is decided. An update in both copies counts once, with the earliest
moment of recording, and as redacted if it is redacted in either copy. If the copies say different
things under one id, that is a conflict, which only a person can settle.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from bptip.plan.duplicates import one_of
from bptip.plan.errors import BptipError, ConflictError
from bptip.plan.journal import Update

T = TypeVar("T")


class Conflict(NamedTuple, Generic[T]):
    """A contradiction: the two values that two copies have under one id."""

    ours: T
    theirs: T


class Union(NamedTuple, Generic[T]):
    """The blocks that another copy adds to ours, by their places in that copy (from 0).

    `new` has the places of blocks that our copy lacks, `known` of blocks that it has already, and
    `conflicts` of blocks that contradict ours under the same id. `replaced` has the statements that
    replace ours, since the other copy has them redacted or recorded earlier.
    """

    new: tuple[int, ...]
    known: tuple[int, ...]
    conflicts: Mapping[int, Conflict[T]]
    replaced: Mapping[int, T]


def union(ours: Iterable[tuple[Hashable, T]], theirs: Sequence[tuple[Hashable, T]]) -> Union[T]:
    """Returns the union of two copies, each given as pairs of an id and a statement."""
    said: dict[Hashable, list[T]] = {}
    for name, statement in ours:
        said.setdefault(name, []).append(statement)
    in_ours = frozenset(said)
    new, known = [], []
    conflicts: dict[int, Conflict[T]] = {}
    replaced: dict[int, T] = {}
    for place, (name, statement) in enumerate(theirs):
        same_id = said.setdefault(name, [])
        if statement in same_id:
            known.append(place)
        elif name not in in_ours:
            same_id.append(statement)
            new.append(place)
        elif (winner := one_of([*same_id, statement])) is None:
            conflicts[place] = Conflict(same_id[0], statement)
        elif winner == same_id[0]:
            known.append(place)
        else:
            same_id.insert(0, winner)
            replaced[place] = winner
    return Union(tuple(new), tuple(known), conflicts, replaced)


def conflict_error(conflicts: int) -> BptipError:
    """Returns the error for a number of ids under which two copies say different things."""
    ids = "one id" if conflicts == 1 else f"{conflicts} ids"
    return ConflictError(
        f"Nothing was written: the two copies say different things under {ids}.",
        "Agree with the sender of the copy: make both the same, or give one update another id.",
    )


def fields_that_differ(conflict: Conflict[Update]) -> tuple[str, ...]:
    """Returns the keys in which the two copies of an update differ, in the order of the file."""
    ours, theirs = conflict
    return tuple(name for name in ours._fields if getattr(ours, name) != getattr(theirs, name))
