"""Blocks with the same id: they make one statement, or contradict each other.

Blocks that differ only in their provenance make one statement, recorded at the earliest moment. A
redacted block wins over a block that still has its texts, so redacted texts never come back. A
redaction under another id contradicts such a block: one of the two ids was edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from bptip.plan.journal import Update

T = TypeVar("T")

REDACTED_KEYS: Final = ("note", "next", "challenges", "evidence", "taken_from", "said")
"""The keys of an update that a redaction removes: they can name people."""

PROVENANCE: Final = ("recorded", "taken_from", "redacted")
"""The keys of provenance, in which the blocks of one statement may differ."""

_SAID: Final = "said"
"""Redacted blocks may differ in this key too: not every office has the word in its scale."""


def one_of(statements: Sequence[T]) -> T | None:
    """Returns the one statement of blocks with the same id; None if they contradict each other.

    The order of the blocks does not matter. An ill-formed block is given as a mapping of its keys.
    """
    redacted = [each for each in statements if _key(each, "redacted") is not None]
    candidates = redacted or list(statements)
    first = min(candidates, key=_rank)
    if any(_stated(each) != _stated(first) for each in candidates):
        return None
    moments = [moment for each in statements if _is_moment(moment := _key(each, "recorded"))]
    if isinstance(first, Mapping) or not moments:
        return first
    earliest: T = first._replace(recorded=min(moments))  # type: ignore[attr-defined]  # a named tuple
    return earliest


def redacted_under_two_ids(
    ours: Iterable[Update], theirs: Iterable[Update]
) -> tuple[str, str] | None:
    """Returns the ids of two updates of two copies that agree in all that a redaction leaves.

    The first one is redacted, and each copy lacks the other's id: somebody has edited an id, and
    the texts would be back under it. None if there are no such updates.
    """
    here, there = ({each.id: each for each in copy} for copy in (ours, theirs))
    only_ours = [each for name, each in here.items() if name not in there]
    only_theirs = [each for name, each in there.items() if name not in here]
    for redacted, with_texts in ((only_ours, only_theirs), (only_theirs, only_ours)):
        ids = {_left(each): each.id for each in redacted if each.redacted is not None}
        for update in with_texts if ids else ():
            if update.redacted is None and (name := ids.get(_left(update))) is not None:
                return name, update.id
    return None


def _left(update: Update) -> tuple[object, ...]:
    """Returns the values of an update that a redaction leaves, without its id."""
    free = ("id", "redacted", "values", *REDACTED_KEYS)
    left = (value for name, value in update._asdict().items() if name not in free)
    return (*left, *sorted(update.values.items()))


def _rank(statement: object) -> tuple[str, str, datetime, str]:
    """Returns the sort key of a block; the first block of a statement wins."""
    recorded, redacted = _key(statement, "recorded"), _key(statement, "redacted")
    moment = recorded if _is_moment(recorded) else _LATEST
    said = "" if redacted is None else str(_key(statement, _SAID) or "")
    return said, str(redacted), moment, str(_key(statement, "taken_from") or "")


_LATEST: Final = datetime.fromisoformat("9999-12-31T00:00:00+00:00")


def _is_moment(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


def _key(statement: object, name: str) -> Any:  # noqa: ANN401  # any value of a file
    if isinstance(statement, Mapping):
        return statement.get(name)
    return getattr(statement, name, None)


def _stated(statement: object) -> object:
    """Returns a statement without its provenance."""
    keys = statement if isinstance(statement, Mapping) else statement._asdict()  # type: ignore[attr-defined]  # a named tuple
    free = PROVENANCE if keys.get("redacted") is None else (*PROVENANCE, _SAID)
    return type(statement), {name: value for name, value in keys.items() if name not in free}
