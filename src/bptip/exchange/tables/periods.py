"""Reads periods in the headers of tables: quarters, months and years above their columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from bptip.exchange.tables.cell_dates import NO_CALENDAR, ORIGIN, date_in_text
from bptip.exchange.tables.cell_texts import MAX_WORDS
from bptip.exchange.tables.columns import MAX_NAME
from bptip.exchange.tables.maps import period_days
from bptip.plan.characters import letters_of
from bptip.plan.dates import Days, days_of, span_words
from bptip.plan.errors import BptipError
from bptip.plan.model import EMPTY
from bptip.plan.quarters import leading_quarter

_MONTH: Final = re.compile(r"([^\W\d_]{3,10})\.?(?:[ '-]*(\d{2}))?")


def period_of(text: str, year: str | None, stated: Mapping[str, str]) -> Days | None:
    """Returns the days of the period that a header names; None for any other header.

    The map decides first, then the header itself, with the `year` above it if it has no year.
    """
    wanted = letters_of(text)
    if not wanted:
        return None
    for name, words in stated.items():
        if letters_of(name) == wanted:
            return period_days(words)
    bare = re.sub(r"[(\[].*?[)\]]", " ", text).strip().casefold()
    for written in (text.casefold(), bare):
        own_year = re.search(r"(?:19|20)\d{2}", written)
        if (days := _named(written, own_year[0] if own_year else year)) is not None:
            return days
    return None


def is_period(text: str, stated: Mapping[str, str]) -> bool:
    """True if a header names a period, whether or not its year is known."""
    return len(text) <= MAX_NAME and period_of(text, "2000", stated) is not None


def is_year(text: str) -> bool:
    """True if a header is a year alone, or ends with one: "2025", "Year 2025"."""
    return re.fullmatch(r"(?:\D{0,12} )?(?:19|20)\d{2}", text.strip()) is not None


def year_in(text: str) -> str | None:
    """Returns the year in a header; None if the header has no year or several."""
    years = set(re.findall(r"\b(?:19|20)\d{2}\b", text))
    return years.pop() if len(years) == 1 else None


class SplitHeader(NamedTuple):
    """A header that names a period: its text without the period, the period's words and days."""

    name: str
    words: str
    days: Days | None


def split_period(
    header: str, year: str | None = None, stated: Mapping[str, str] = EMPTY
) -> SplitHeader | None:
    """Returns the name and the period of "Status (Jan-Jun 2026)"; None for any other header.

    The `year` above it is that of "Status (June)"; without one, such a period has no days.
    """
    if len(header) > MAX_WORDS:
        return None
    has_year = re.search(r"(?:19|20)\d{2}", header) is not None
    pieces = header.split()
    pairs = [(header.replace(m[0], " "), m[1]) for m in re.finditer(r"[(\[](.+?)[)\]]", header)]
    for count in range(min(5, len(pieces) - 1), 0, -1):
        pairs.append((" ".join(pieces[:-count]), " ".join(pieces[-count:])))
        pairs.append((" ".join(pieces[count:]), " ".join(pieces[:count])))
    for name, period in pairs:
        words = period.strip(" ()[]:–—-")
        dated = date_in_text(words, NO_CALENDAR).all_days if has_year else None
        days = dated if has_year else period_of(words, year, stated)
        if name.strip() and (days or (not has_year and is_period(words, stated))):
            bare = _CONNECTING.sub("", name.strip(" ()[]:–—-")).strip(" ()[]:–—-,")
            return SplitHeader(bare, words if days is None else period, days)
    return None


_CONNECTING: Final = re.compile(r"\s+(?:as (?:at|of)|for|in|of|by|until|at|to|on)$", re.IGNORECASE)


def _named(written: str, year: str | None) -> Days | None:
    """Returns the days of a header in lower case that names a period."""
    header = _JOINING.sub("–", written.strip())
    if (days := _dated(header)) is not None:
        return days
    month = _MONTH.fullmatch(header)
    if month and month[2]:
        return _dated(f"{month[1]} 20{month[2]}")
    if year is None:
        return None
    if month:
        return _dated(f"{month[1]} {year}")
    quarter = leading_quarter(header, year)
    return _dated(quarter) if quarter else _two_dated(f"{header} {year}")


_JOINING: Final = re.compile(r" ?(?:[&+]|\band\b) ?")


def _dated(text: str) -> Days | None:
    """Returns the days of a month, quarter, half or year, or of a range between two of these."""
    try:
        days = days_of(text, ORIGIN)
    except BptipError:
        return _two_dated(text)
    return days if span_words(days) and days.first.year != ORIGIN.year else None


def _two_dated(text: str) -> Days | None:
    """Returns the days from the first to the second of two dates; None for any other text."""
    dated = date_in_text(text, NO_CALENDAR)
    return dated.all_days if dated.first else None
