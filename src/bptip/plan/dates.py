"""Dates as people type them (ISO days, months, quarters, years), and moments as files have them.

A text that names a span means its first day as a beginning and its last day as an end. A date with
slashes has two readings, day first or month first; it is refused with both.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bptip.plan.errors import BptipError
from bptip.plan.vocabulary import day as in_words

_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH: Final = re.compile(r"(\d{4})-(\d{1,2})")
_QUARTER: Final = re.compile(r"(\d{4})-?[qQ]([1-4])")
_YEAR: Final = re.compile(r"\d{4}")
_SLASHED: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")

FORMS: Final = "Write 2025-06-30, 2025-06, 2025-Q2, 2025, today or yesterday."


def first_day(text: str, today: date) -> date:
    """Returns the day that the text means as a beginning; raises BptipError if it is not a date."""
    return _span(text, today)[0]


def last_day(text: str, today: date) -> date:
    """Returns the day that the text means as an end; raises BptipError if it is not a date."""
    return _span(text, today)[1]


def moment(value: datetime) -> str:
    """Returns a moment as files and data have it: in UTC, "2025-12-03T04:05:06Z".

    It is returned as written where UTC has no such day.
    """
    try:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return value.isoformat()


def _span(text: str, today: date) -> tuple[date, date]:
    """Returns the first and the last day of what the text names."""
    word = text.strip().casefold()
    relative = {"today": today, "yesterday": today - timedelta(days=1)}.get(word)
    if relative:
        return relative, relative
    try:
        span = _named_span(word)
    except ValueError:
        raise BptipError(f'There is no such day as "{text}".', FORMS) from None
    if span is None:
        raise BptipError(f'bptip cannot read "{text}" as a date.', *_readings(word), FORMS)
    return span


def _named_span(word: str) -> tuple[date, date] | None:
    if match := _DAY.fullmatch(word):
        day = date(*map(int, match.groups()))
        return day, day
    if match := _MONTH.fullmatch(word):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _QUARTER.fullmatch(word):
        return _months(int(match[1]), 3 * int(match[2]) - 2, 3)
    if _YEAR.fullmatch(word):
        return _months(int(word), 1, 12)
    return None


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _readings(word: str) -> tuple[str, ...]:
    """Returns a hint with the readings of a date with slashes: day first, and month first."""
    match = _SLASHED.fullmatch(word)
    if match is None:
        return ()
    first, second, year = map(int, match.groups())
    readings: dict[date, None] = {}
    for month, day in ((second, first), (first, second)):
        try:
            readings[date(year, month, day)] = None
        except ValueError:
            continue
    written = [f"{reading.isoformat()} ({in_words(reading)})" for reading in readings]
    return (f"It could mean {' or '.join(written)}.",) if written else ()
