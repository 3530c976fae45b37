"""Ids of updates: unique for ever, and in the order in which they are written (UUIDv7, RFC 9562).

An id is the moment in milliseconds, then 74 random bits. Ids decide the order only of updates with
the same day and moment. Each new id is greater than every id in the journal, so that the update
written later wins, even if the clock was put back in between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

Chance = Callable[[int], int]
"""A function that returns a random whole number with the given number of bits."""


class Stamps(NamedTuple):
    """The sources of the moment and the ids of new updates: a clock, and random numbers.

    The moment is taken once the journal is locked: while a writer waits for another, time passes.
    """

    clock: Callable[[], datetime]
    chance: Chance


_WRITTEN: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CHANCE_BITS: Final = 74
_STRIDE_BITS: Final = 32
_END: Final = 1 << (48 + _CHANCE_BITS)


def latest_id(text: str) -> str | None:
    """Returns the latest UUIDv7 in a text, else None: ids of other kinds have no moment."""
    return max(_WRITTEN.findall(text), default=None)


def new_ids(count: int, moment: datetime, chance: Chance, after: str | None = None) -> list[str]:
    """Returns ids for a moment, each later than the previous id, and than `after`.

    If no later id exists, which only an invented id can cause, `after` is ignored.
    """
    numbers: list[int] = []
    milliseconds = max(0, (moment - _EPOCH) // timedelta(milliseconds=1))
    last = -1 if after is None else _number(after)
    for _ in range(count):
        number = milliseconds << _CHANCE_BITS | chance(_CHANCE_BITS)
        later = last + 1 + chance(_STRIDE_BITS)
        last = later if number <= last and later < _END else number
        numbers.append(last)
    return [_text(number) for number in numbers]


def _number(written: str) -> int:
    """Returns an id as a number without its fixed bits: the moment, then the random bits."""
    value = UUID(written).int
    return value >> 80 << _CHANCE_BITS | (value >> 64 & 0xFFF) << 62 | value & ((1 << 62) - 1)


def _text(number: int) -> str:
    moment, high, low = number >> _CHANCE_BITS, number >> 62 & 0xFFF, number & ((1 << 62) - 1)
    return str(UUID(int=moment << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low))


def ids_that_match(text: str, ids: Iterable[str]) -> list[str]:
    """Returns the ids that equal a text, or begin or end with it; "…" is ignored.

    Pages show the end of an id: time-ordered ids begin with the same digits for days.
    """
    listed = list(ids)
    wanted = text.strip().strip("….").casefold()
    whole = [each for each in listed if each in (text, text.strip())]
    if whole or len(wanted) < SHORTEST_PIECE:
        return whole
    folded_ids = [(each, each.casefold()) for each in listed]
    return [each for each, name in folded_ids if name.startswith(wanted) or name.endswith(wanted)]


SHORTEST_PIECE: Final = 4
"""Minimum length of a piece of an id (characters)."""
