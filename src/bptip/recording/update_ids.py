"""Ids of updates: unique for ever, and in the order in which they are written (UUIDv7, RFC 9562).

An id is the moment in milliseconds, then 74 bits of chance. Ids only decide between updates of
one day and one moment; so that the one written later wins there, each is later than all that
stand in the journal, even if the clock was put back in between.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

Chance = Callable[[int], int]
"""Gives a whole number of so many bits, by chance."""

_WRITTEN: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CHANCE_BITS: Final = 74
_STRIDE_BITS: Final = 32
_END: Final = 1 << (48 + _CHANCE_BITS)


def latest_id(text: str) -> str | None:
    """The latest such id that stands in a text; ids of other kinds have no time to go by."""
    return max(_WRITTEN.findall(text), default=None)


def new_ids(many: int, moment: datetime, chance: Chance, after: str | None = None) -> list[str]:
    """So many ids for a moment, each later than the one before it, and than `after`.

    Where no later one is left, which only an id that was made up can bring about, `after` is
    passed over.
    """
    numbers: list[int] = []
    last = -1 if after is None else _number(after)
    for _ in range(many):
        number = _milliseconds(moment) << _CHANCE_BITS | chance(_CHANCE_BITS)
        later = last + 1 + chance(_STRIDE_BITS)
        last = later if number <= last and later < _END else number
        numbers.append(last)
    return [_text(number) for number in numbers]


def _milliseconds(moment: datetime) -> int:
    return max(0, (moment - _EPOCH) // timedelta(milliseconds=1))


def _number(written: str) -> int:
    """An id without the bits that are the same in all: the moment, then the chance."""
    value = UUID(written).int
    return value >> 80 << _CHANCE_BITS | (value >> 64 & 0xFFF) << 62 | value & ((1 << 62) - 1)


def _text(number: int) -> str:
    moment, high, low = number >> _CHANCE_BITS, number >> 62 & 0xFFF, number & ((1 << 62) - 1)
    return str(UUID(int=moment << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low))
