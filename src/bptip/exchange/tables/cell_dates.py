"""Reads dates in the cells of tables: a day, a span, ongoing, recurring, or words that are kept.

bptip never guesses a date without saying so. A text with two readings, or one that needs a calendar
that the map does not state, gives no date, and its words are kept.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell
from bptip.exchange.tables.cell_texts import MAX_WORDS, shows_nothing
from bptip.exchange.tables.date_orders import day_in_order, doubt_of
from bptip.exchange.tables.maps import TableMap, period_days
from bptip.exchange.tables.table_words import ONGOING as ONGOING_WORDS
from bptip.exchange.tables.table_words import RECURRING
from bptip.plan.characters import letters_of, with_plain_digits
from bptip.plan.dates import (
    CORRECT_ONE,
    WEEKDAY,
    Days,
    dates_in,
    days_of,
    span_words,
    without_lead_in,
    wrong_weekday,
)
from bptip.plan.errors import BptipError
from bptip.plan.model import ONGOING
from bptip.plan.months import BUDDHIST
from bptip.plan.vocabulary import day


class DateKind(StrEnum):
    """The kinds of dates in cells, which the preview counts."""

    DAY = "day"
    SPAN = "span"
    ONGOING = "ongoing"
    RECURRING = "recurring"
    WORDS = "words"
    NONE = "none"


class Calendar(NamedTuple):
    """The map's statements about dates: their order, the fiscal year's first month, the seasons.

    `periods` are words for a date, in the form that `date_words` returns, with their meanings.
    """

    order: str | None = None
    fiscal_year: int | None = None
    seasons: str | None = None
    periods: tuple[tuple[str, str], ...] = ()


NO_CALENDAR: Final = Calendar()


class CellDate(NamedTuple):
    """The date that a cell states.

    `days` are the first and the last day that the cell names. `first` are the days of the
    beginning, if the cell names a beginning and an end. `words` are the cell's words, unless it has
    a plain day. `doubt` has the code, the message and the line for the map if the text has several
    readings or none. `lacking` is the key of the map that would settle the date. `is_buddhist` is
    True if the year was a Buddhist one. `place` is the place of the cell.
    """

    kind: DateKind
    days: Days | None = None
    first: Days | None = None
    words: str | None = None
    doubt: tuple[str, str, str] | None = None
    lacking: str | None = None
    is_buddhist: bool = False
    place: str = ""

    @property
    def all_days(self) -> Days | None:
        """The days from the beginning to the end; None if the cell names no day."""
        return self.days and Days((self.first or self.days).first, self.days.last)

    @property
    def stored(self) -> date | str | None:
        """The value for a plan's file: a day, the words of a span, "ongoing"; None if undated."""
        if self.kind is DateKind.ONGOING:
            return ONGOING
        return None if self.days is None else stored(self.days, last=True)


NO_DATE: Final = CellDate(DateKind.NONE)


def stored(days: Days, *, last: bool) -> date | str:
    """Returns the value of days for a plan's file: a day, or a span's words or last (first) day."""
    if days.first == days.last:
        return days.first
    return span_words(days) or (days.last if last else days.first)


def calendar_of(table_map: TableMap) -> Calendar:
    """Returns a map's statements about dates."""
    periods = tuple((date_words(name), meant) for name, meant in table_map.periods.items())
    return Calendar(table_map.dates, table_map.fiscal_year, table_map.seasons, periods)


def date_words(text: str) -> str:
    """Returns the letters of a date's words, without "by" or "in the" at the beginning."""
    return letters_of(without_lead_in(text))


def date_in(cell: SheetCell, calendar: Calendar) -> CellDate:
    """Returns the date that a cell states."""
    if isinstance(cell.value, date):
        if MIN_BUDDHIST <= cell.value.year <= MAX_BUDDHIST:
            return date_in_text(f"{cell.value:%Y-%m-%d}", calendar)
        return CellDate(DateKind.DAY, Days(cell.value, cell.value))
    return NO_DATE if shows_nothing(cell) else date_in_text(cell.text.strip(), calendar)


def date_in_text(text: str, calendar: Calendar) -> CellDate:
    """Returns the date that a text states; a text too long for a date is kept as words."""
    words = " ".join(text.split())
    if len(words) > MAX_WORDS:
        return CellDate(DateKind.WORDS, words=text)
    return _date_in_words(words, text, calendar)


@lru_cache(maxsize=4096)
def _date_in_words(words: str, text: str, calendar: Calendar) -> CellDate:
    """Returns the date of a short text, whose words have single blanks between them."""
    bare = _TIME.sub("", _FOOTNOTES.sub("", with_plain_digits(words)).strip())
    return _with_wrong_weekday(bare, text) or _date_of(bare, text, calendar)


def _date_of(bare: str, text: str, calendar: Calendar) -> CellDate:
    """Returns the date of a text from which footnote marks and the time of day were removed."""
    ours = _BUDDHIST.sub(lambda match: str(int(match[0]) - BUDDHIST), bare)
    if ours != bare and not _OUR_YEAR.search(bare):
        return date_in_text(ours, calendar)._replace(words=text, is_buddhist=True)
    without_weekday = _WEEKDAY.sub("", bare)
    if without_weekday != bare and (named := _plain_date(bare, text)) is not None:
        return named
    weekday = bare.removesuffix(without_weekday)
    bare = _SHORT_YEAR.sub(r" 20\1", without_weekday)
    if (stated := _stated_in_map(bare, text, calendar)) is not None:
        day_in_map = f"{weekday}{stated.days.last}" if weekday and stated.days else ""
        return _with_wrong_weekday(day_in_map, text) or stated
    if (doubt := doubt_of(bare)) is not None:
        return CellDate(DateKind.WORDS, words=text, doubt=doubt)
    remarked = _REMARK.fullmatch(bare)
    with_remark = _plain_date(remarked[1], text) if remarked else None
    if with_remark is not None:
        return with_remark._replace(words=text)
    return _plain_date(bare, text) or _in_words(bare, text, calendar)


def _with_wrong_weekday(dated: str, text: str) -> CellDate | None:
    """Returns the doubt about a date with a wrong day of the week; None for any other text."""
    wrong = wrong_weekday(dated)
    if wrong is None:
        return None
    return CellDate(DateKind.WORDS, words=text, doubt=("bad-date", wrong, CORRECT_ONE))


def _stated_in_map(bare: str, text: str, calendar: Calendar) -> CellDate | None:
    """Returns the date that the map states for a text, by its words or by an order of digits."""
    if calendar.periods and (meant := dict(calendar.periods).get(date_words(bare))):
        days = period_days(meant)
        return _of_days(days, text) if days else CellDate(DateKind.ONGOING, words=text)
    if calendar.order and (ordered := day_in_order(bare, calendar.order)):
        return CellDate(DateKind.DAY, Days(ordered, ordered))
    return None


MIN_BUDDHIST, MAX_BUDDHIST = 2493, 2643
"""The first and the last year that is read as a Buddhist year: 1950 to 2100."""

_BUDDHIST: Final = re.compile(r"\b(?:249[3-9]|25\d\d|26[0-3]\d|264[0-3])\b")
_OUR_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_TIME: Final = re.compile(
    r"(?<=\d)[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?$"
)
"""The time of day that programs export behind a date."""

_WEEKDAY: Final = re.compile(rf"^{WEEKDAY}\.?,? (?=\d)", re.IGNORECASE)
"""The day of the week before a day, as programs for projects export it: "Mon 1/5/26"."""

_REMARK: Final = re.compile(
    r"(.+\d) \((?:[^()\d]+|(?:was|formerly|previously|originally|initially) [^()]+)\)",
    re.IGNORECASE,
)
"""A date with a remark, or the former date, in brackets: "5 November 2026 (World Tsunami Day)"."""

_SHORT_YEAR: Final = re.compile(r"(?<=[^\W\d_]) ?['’](\d{2})$")
"""A year without its century behind the name of a month: "Jun'27"."""

_FOOTNOTES: Final = re.compile(r"(?:\[\^?[\w*]{1,4}\]|[*†‡¹²³]|\\\*)+$")
"""Marks of footnotes at the end of a cell."""

ORIGIN: Final = date(1970, 1, 1)


def _plain_date(bare: str, text: str) -> CellDate | None:
    """Returns the date of a text that is exactly one date; None for any other text."""
    try:
        days = days_of(bare, ORIGIN)
    except BptipError:
        return None
    if not any(map(str.isdigit, bare)):
        return None  # "today" and "yesterday" name no day in a table
    if days.first == days.last:
        is_plain = not _NOT_PLAIN.match(bare) and re.search(rf"{days.first:%y}\b", bare)
        return CellDate(DateKind.DAY, days, words=None if is_plain else text)
    return CellDate(DateKind.SPAN, days, words=text)


_NOT_PLAIN: Final = re.compile(
    r"(?:by|until|no|not|in|within|during|before|prior|the|end|fin|fim|akhir|até|hasta|paling)\b",
    re.IGNORECASE,
)
"""The beginning of a text that states a day as a limit."""

_LIMIT: Final = "(?:by |in |within |during )?(?:the )?(?:end of )?(?:the )?"
"""The words before a season or a fiscal year that is a limit."""


# --- Words.

_SEPARATORS: Final = re.compile(r"\s*(?:[;,&()\n]|\band\b|\bthen\b|\bet\b|\bdan\b)\s*")
_RECURRING: Final = re.compile(rf"(?:{RECURRING})\.?", re.IGNORECASE)
_RECURRING_UNTIL: Final = re.compile(
    rf"(?:{RECURRING})[,;]? (?:until|till|to|by|through) .*", re.IGNORECASE
)
_VAGUE: Final = re.compile(r"\b(?:early|mid|late|beginning|middle)\b", re.IGNORECASE)
_RELATIVE: Final = re.compile(
    r"\b(?:within|after|following|upon|before|prior to|since) ", re.IGNORECASE
)


def recurrence_in(texts: Iterable[object]) -> str | None:
    """Returns the first text for a recurrence, such as "annually"; None if no text is one."""
    written = (each.strip() for each in texts if isinstance(each, str))
    return next(filter(_RECURRING.fullmatch, written), None)


def _in_words(bare: str, text: str, calendar: Calendar) -> CellDate:
    """Returns the date of a text with several dates, with other words or without a date."""
    pieces = [piece for piece in _SEPARATORS.split(bare.casefold().rstrip(".")) if piece]
    ongoing = [piece for piece in pieces if piece in ONGOING_WORDS]
    recurring = [piece for piece in pieces if _RECURRING.fullmatch(piece)]
    if pieces and len(ongoing) + len(recurring) == len(pieces):
        return CellDate(DateKind.ONGOING if ongoing else DateKind.RECURRING, words=text)
    if _RECURRING_UNTIL.fullmatch(bare):
        return CellDate(DateKind.RECURRING, words=text)
    if (meant := _season(bare, text, calendar) or _fiscal_year(bare, text, calendar)) is not None:
        return meant
    if (span := _range(bare)) is not None:
        return CellDate(DateKind.SPAN, span[1], span[0], words=text)
    dates = dates_in(bare)
    is_sentence = len(dates) == 1 and not ongoing
    if _VAGUE.search(bare) or _RELATIVE.search(bare) or is_sentence or not dates:
        return CellDate(DateKind.WORDS, words=text)
    days = max(dates, key=lambda each: (each.last, each.first))
    return _of_days(days, text)


def _of_days(days: Days, text: str) -> CellDate:
    kind = DateKind.DAY if days.first == days.last else DateKind.SPAN
    return CellDate(kind, days, words=text)


_RANGE: Final = re.compile(
    r"(.{2,}?)\s*(?:\s[-–—]\s|[–—]|\bto\b|\buntil\b|(?<=\d{4})-(?=\d{4}$))\s*(.{4,})"
)
_MONTHS_RANGE: Final = re.compile(
    r"([^\W\d_]{3,10}|q[1-4]|h[12])\.?\s*[-–—/&]\s*([^\W\d_]{3,10}|q[1-4]|h[12])\.?,? (\d{4})"
)


def _range(text: str) -> tuple[Days, Days] | None:
    """Returns the beginning and the end of "January – March 2025"; None for any other text."""
    folded = re.sub("^from ", "", text.casefold())
    if match := _MONTHS_RANGE.fullmatch(folded):
        first, last = f"{match[1]} {match[3]}", f"{match[2]} {match[3]}"
    elif match := _RANGE.fullmatch(folded):
        first, last = match[1], match[2]
        if not re.search(r"\d{4}", first) and (year := re.search(r"\d{4}", last)):
            first = f"{first} {year[0]}"
    else:
        return None
    try:
        begin, end = days_of(first, ORIGIN), days_of(last, ORIGIN)
    except BptipError:
        return None
    return (begin, end) if begin.first <= end.last else None


_SEASONS: Final = {"spring": 0, "summer": 1, "autumn": 2, "fall": 2, "winter": 3}
_LAST_MONTH: Final = {"north": (5, 8, 11, 2), "south": (11, 2, 5, 8)}
"""The last month of spring, summer, autumn and winter."""

_SEASON: Final = re.compile(
    _LIMIT + r"(spring|summer|autumn|fall|winter)(?: of)? (\d{4})", re.IGNORECASE
)


def _season(bare: str, text: str, calendar: Calendar) -> CellDate | None:
    """Returns the date of a season: its last day; in doubt without the map's hemisphere."""
    match = _SEASON.fullmatch(bare)
    if match is None:
        return None
    ends = {
        side: _last_day(int(match[2]), months[_SEASONS[match[1].casefold()]])
        for side, months in _LAST_MONTH.items()
    }
    if calendar.seasons is None:
        meant = f"ends on {day(ends['north'])} in the north, on {day(ends['south'])} in the south"
        hint = 'Add --set seasons=north or --set seasons=south. In the map: seasons = "north"'
        doubt = ("ambiguous-date", meant, hint)
        return CellDate(DateKind.WORDS, words=text, doubt=doubt, lacking="seasons")
    end = ends[calendar.seasons]
    return CellDate(DateKind.SPAN, Days(end, end), words=text)


_PART: Final = _LIMIT + r"(?:(?P<part>q[1-4]|h[12]),? (?:of )?)?"
_FISCAL_YEAR: Final = re.compile(
    _PART + r"(?:fy|fiscal year|financial year) ?(?P<first>\d{4}|\d{2})"
    r"(?: ?[-–/] ?(?P<last>\d{2}|\d{4}))?",
    re.IGNORECASE,
)


_TWO_YEARS: Final = re.compile(
    _PART + r"(?P<first>20\d{2}) ?(?:[-–/] ?|/ ?20)(?P<last>\d{2})", re.IGNORECASE
)
"""Two years that follow each other, as fiscal years are written: "2026-27", "2026/2027"."""


def _fiscal_year(bare: str, text: str, calendar: Calendar) -> CellDate | None:
    """Returns the date of a fiscal year: its last day; in doubt without the map's first month."""
    match = _FISCAL_YEAR.fullmatch(bare) or _TWO_YEARS.fullmatch(bare)
    if match is None or _is_longer(match):
        return None
    year, part = match["first"], (match["part"] or "").casefold()
    begun = int(year) if len(year) == 4 else 2000 + int(year)
    if calendar.fiscal_year is None:
        ends = date(begun, 12, 31)
        if part:
            ends = days_of(f"{begun}-{part}", ORIGIN).last
        meant = f"ends on {day(ends)} if it is the calendar year, or months later"
        hint = "Add the month in which it begins, such as April: --set fiscal-year=04. "
        doubt = ("ambiguous-date", meant, f'{hint}In the map: fiscal-year = "04"')
        return CellDate(DateKind.WORDS, words=text, doubt=doubt, lacking="fiscal-year")
    month = calendar.fiscal_year
    begun -= 0 if match["last"] else month > 1
    months = int(part[1]) * (3 if part[0] == "q" else 6) if part else 12
    after, last = divmod(month - 2 + months, 12)
    end = _last_day(begun + after, last + 1)
    return CellDate(DateKind.SPAN, Days(end, end), words=text)


def _is_longer(match: re.Match[str]) -> bool:
    """True if two years in a text do not follow each other."""
    after = match["last"] if match.re is _TWO_YEARS else None
    return after is not None and int(match["first"]) + 1 != int(match["first"][:2] + after)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
