"""Reads dates in digits, such as 03/04/2026, in the order of day, month and year that is stated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from bptip.plan.dates import (
    can_be_year_first,
    days_of,
    lacks_year,
    slashed_readings,
    span_words,
)
from bptip.plan.vocabulary import day

ORDERS: Final = {"day-first": "%d%m%y", "month-first": "%m%d%y", "year-first": "%y%m%d"}
"""The words for each order of day, month and year, with the order's codes; likeliest first."""


class OpenDates(NamedTuple):
    """The dates whose order nobody stated: an example, their number, the likely order."""

    text: str
    cells: int
    order: str

    @property
    def readings(self) -> dict[str, date]:
        """The day that the example means in each order in which it is a date."""
        days = {order: day_in_order(self.text, order) for order in ORDERS}
        return {order: meant for order, meant in days.items() if meant}


def open_dates(texts: Sequence[str], *, is_month_first: bool) -> OpenDates | None:
    """Returns the texts that are dates in some order of digits; None if no text is.

    The likely order is the order in which most of the texts are dates.
    """
    counts = {order: sum(day_in_order(t, order) is not None for t in texts) for order in ORDERS}
    order = "month-first" if is_month_first else max(counts, key=lambda order: counts[order])
    meant = [text for text in texts if day_in_order(text, order)]
    return OpenDates(meant[0], len(meant), order) if meant else None


def is_order(text: str) -> bool:
    """True if a text states an order of day, month and year: "day-first" or "%d/%m/%Y"."""
    has_all = {"%d", "%m"} <= {*re.findall("%.", text)} and re.search("%[yY]", text) is not None
    return text in ORDERS or has_all


def day_in_order(text: str, order: str) -> date | None:
    """Returns the day that a text means in an order; short digits get leading zeros."""
    form = _form_of(text, order) if order in ORDERS else order
    digits = sum({"Y": 4, "y": 2}.get(code, 2) for code in re.findall("%(.)", form))
    is_bare = form.replace("%", "").isalpha()
    written = text.zfill(digits) if is_bare and text.isdecimal() else text
    try:
        return datetime.strptime(written, form).date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None


def _form_of(text: str, order: str) -> str:
    """Returns the format of a date in digits in an order; empty for another text."""
    codes = ORDERS[order]
    if match := _SLASHED.fullmatch(text):
        if order == "year-first" and not can_be_year_first(match[1], match[2], match[4]):
            return ""
        codes = match[2].join(re.findall("%.", codes))
        return codes.replace("%y", "%Y") if len(match[4]) == 4 else codes
    if _INTEGER.fullmatch(text):
        return codes.replace("%y", "%Y") if len(text) > 6 else codes
    return ""


def doubt_of(text: str) -> tuple[str, str, str] | None:
    """Returns the code, message and hint for an unclear date in digits; None for any other text."""
    if match := _SLASHED.fullmatch(text):
        readings = slashed_readings(*match.groups())
        form = f"%d{match[2]}%m{match[2]}%{'Yy'[len(match[4]) == 2]}"
        hint = f'Add --dates day-first. In the map: dates = "{form}"'
        if not readings:
            return "bad-date", "is not a day that exists", "Correct the date in the table."
        if len(readings) > 1 or "50" <= match[4] <= "99":
            return "ambiguous-date", f"can be {' or '.join(map(day, readings))}", hint
    if _INTEGER.fullmatch(text):
        days = [day_in_order(text, order) for order in ("day-first", "year-first")]
        readings = list(dict.fromkeys(each for each in days if each))
        meant = f"can be {' or '.join(map(day, readings))}" if readings else "is a number"
        return "ambiguous-date", meant, 'Add --dates day-first. In the map: dates = "%d%m%y"'
    if match := _ISO.fullmatch(text):
        try:
            date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return "bad-date", "is not a day that exists", "Correct the date in the table."
    if lacks_year(text):
        hint = "Write the whole year in the table."
        if month := likely_month(text):
            hint += f' If it is that month, add --dates "{text}={month}"'
        return "bad-date", "has no year of four digits", hint
    return None


def likely_month(text: str) -> str | None:
    """Returns the month that "Dec-26" means if its year has two digits; None for other texts."""
    month = _MONTH.fullmatch(text) if lacks_year(text) else None
    return span_words(days_of(f"{month[1]} 20{month[2]}", date(2000, 1, 1))) if month else None


def sure_order(text: str) -> str | None:
    """Returns the only possible order of a date in digits; None if several or none are possible.

    "2/15/2026" must have the month first, and "15.2.2026" the day.
    """
    match = _SLASHED.fullmatch(text.strip())
    if match is None or len(slashed_readings(*match.groups())) > 1:
        return None
    if (int(match[1]) > 12) == (int(match[3]) > 12):
        return None
    return "month-first" if int(match[3]) > 12 else "day-first"


_SLASHED: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_MONTH: Final = re.compile(r"([^\W\d_]{3,10})\.?[ /-](\d{2})")
"""A month with two digits, which can be a year or a day: "Feb-26"."""

_INTEGER: Final = re.compile(r"\d{5,8}")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
