"""Blocks with one id: the one statement that they are, or none if they contradict each other.

Blocks that differ only in when and from where they were recorded are one statement, recorded at
the earliest moment. A redacted block wins over the same id with its texts: what was taken off the
record never comes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

T = TypeVar("T")

PROVENANCE: Final = ("recorded", "taken_from", "redacted")
"""The keys in which the blocks of one statement may differ."""

_SAID: Final = "said"
"""The key in which redacted ones may differ too: not every office has the word in its scale."""


def one_of(statements: Sequence[T]) -> T | None:
    """Returns the one statement of several blocks with one id; None if they contradict.

    Neither the order of the blocks matters, nor which of them are compared first. An
    ill-formed block is a mapping of its keys.
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


def _rank(statement: object) -> tuple[str, str, datetime, str]:
    """Returns the order in which blocks of one statement win."""
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
