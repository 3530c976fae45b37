"""Dates as people type them, in options, questions and tables; moments as files store them.

A span such as "2026-Q1" means its first day as a start and its last day as an end. bptip reads
every date that it prints, and every other text with one reading. It refuses a text with two
readings, and shows both.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from bptip.plan.characters import DASHES, normal_form, same_text
from bptip.plan.errors import BptipError
from bptip.plan.model import ONGOING
from bptip.plan.months import NUMBER_OF, in_our_order
from bptip.plan.quarters import quarter_in_digits
from bptip.plan.vocabulary import day as in_words

HOW_TO_WRITE: Final = (
    "Write 2027-03-31 or 31 Mar 2027. A month, quarter, half-year or year also works: 2027-03, "
    "2027-Q1, 2027-H1, 2027."
)


class Days(NamedTuple):
    """The first and the last day of a span; for a single day, both are that day."""

    first: date
    last: date


def first_day(text: str, today: date) -> date:
    """Returns the day that the text means as a start; raises BptipError if it is not a date."""
    return days_of(text, today).first


def last_day(text: str, today: date) -> date:
    """Returns the day that the text means as an end; raises BptipError if it is not a date."""
    return days_of(text, today).last


def days_of(text: str, today: date) -> Days:
    """Returns the days that the text means; raises BptipError if it is not a date."""
    written = _plain(text)
    relative = {"today": today, "yesterday": today - timedelta(days=1)}.get(written)
    if relative:
        return Days(relative, relative)
    try:
        days = next((days for days in _readings(written)), None)
    except ValueError:
        hints = (*_advice(written, today), HOW_TO_WRITE)
        raise BptipError(f'There is no such day as "{text}".', *hints) from None
    if days is None:
        raise BptipError(
            f'bptip cannot read "{text}" as a date.', *_advice(written, today), HOW_TO_WRITE
        )
    if wrong := wrong_weekday(text):
        raise BptipError(f'"{text}" {wrong}.', CORRECT_ONE)
    return days


def moment(value: datetime) -> str:
    """Returns a moment as files and data have it: in UTC, "2025-12-03T04:05:06Z".

    If UTC has no such day, the moment is returned as written.
    """
    try:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return value.isoformat()


# --- The forms. Patterns are compiled on first use: compiling all takes 2 ms of each start-up.

_NAME: Final = r"([^\W\d_]{3,10})\.?"
_ORDINAL: Final = r"(\d{1,2})(?:st|nd|rd|th|er|\.)?"
_YEAR: Final = r"\d{4}|[0-4]\d"
"""A year after a day and a month in digits. From 50 on, two digits are not read: they could mean
the 1900s or the Buddhist calendar (69 is 2026)."""


_ISOLATES: Final = " \u2066\u2067\u2068\u2069"
"""Signs around a text that was copied from a page with texts from right to left, and blanks."""


def _plain(text: str) -> str:
    """Returns the text without case, with plain spaces and hyphens."""
    folded = normal_form("NFKC", same_text(text.strip(_ISOLATES))).casefold()
    return in_our_order(" ".join(re.sub(DASHES, "-", folded).split())) if "\n" not in text else ""


def _day(year: str, month: int, day: str) -> Days:
    only = date(int(year), month, int(day))
    return Days(only, only)


def _months(year: str, first: int, count: int) -> Days:
    last = first + count - 1
    begin = date(int(year), first, 1)
    return Days(begin, date(begin.year, last, monthrange(begin.year, last)[1]))


def _named_day(year: str, name: str, day: str) -> Days | None:
    month = NUMBER_OF.get(name)
    return _day(year, month, day) if month else None


def _named_month(year: str, name: str) -> Days | None:
    month = NUMBER_OF.get(name)
    return _months(year, month, 1) if month else None


def _slashed(first: str, sign: str, second: str, year: str) -> Days | None:
    """Returns the day of a date with slashes ("31/3/2027"), if it can be read in only one way.

    Raises ValueError if there is no such day.
    """
    readings = slashed_readings(first, sign, second, year)
    lower, higher = sorted((int(first), int(second)))
    if not readings and lower <= 12 and higher <= 31:
        raise ValueError(first, second, year)
    return Days(readings[0], readings[0]) if len(readings) == 1 else None


def slashed_readings(first: str, sign: str, second: str, year: str) -> list[date]:
    """Returns the days that a date with slashes can mean: day first, then month first.

    A year of two digits is in this century. With hyphens the year may come first: "27-03-31".
    """
    orders = [(year, second, first), (year, first, second)]
    if can_be_year_first(first, sign, year):
        orders.append((first, second, year))
    readings: dict[date, None] = {}
    for written, month, day in orders:
        century = 2000 if len(written) == 2 else 0
        try:
            readings[date(century + int(written), int(month), int(day))] = None
        except ValueError:
            continue
    return list(readings)


def can_be_year_first(first: str, sign: str, year: str) -> bool:
    """True if a date in digits can have its day or its year first: "27-03-31".

    The year is not taken to be before 2020, so that "13-04-26" has one reading.
    """
    return sign == "-" and len(year) == 2 and 20 <= int(first) <= 31


def readings_in(text: str) -> list[date]:
    """Returns the days that a text such as "3/4/2027" can mean; empty for other texts."""
    match = re.fullmatch(rf"(\d{{1,2}})([/.-])(\d{{1,2}})[/.-]({_YEAR})", text)
    return slashed_readings(*match.groups()) if match else []


class _DateForm(NamedTuple):
    """A form of a date: its pattern, and a function from the pattern's groups to days."""

    pattern: str
    days: Callable[..., Days | None]


_SPANS: Final = (
    # 2027, 2027-03, 2027-Q1, 2027-H1.
    _DateForm(r"(\d{4})", lambda year: _months(year, 1, 12)),
    _DateForm(r"(\d{4})-(\d{1,2})", lambda year, month: _months(year, int(month), 1)),
    _DateForm(r"(\d{4})[ -]?q([1-4])", lambda year, n: _months(year, 3 * int(n) - 2, 3)),
    _DateForm(r"(\d{4})[ -]?h([12])", lambda year, n: _months(year, 6 * int(n) - 5, 6)),
)
"""The forms of spans that a plan's file may have in quotes."""

_FORMS: Final = (
    # 2027-3-31, 2027/03/31.
    _DateForm(
        r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})",
        lambda year, _, month, day: _day(year, int(month), day),
    ),
    *_SPANS,
    # Q1 2027, H1 2027, Mar 2027.
    _DateForm(r"q([1-4])[ /-]?(\d{4})", lambda n, year: _months(year, 3 * int(n) - 2, 3)),
    _DateForm(r"h([12])[ /-]?(\d{4})", lambda n, year: _months(year, 6 * int(n) - 5, 6)),
    _DateForm(_NAME + r"(?:, ?|[ -])(\d{4})", lambda name, year: _named_month(year, name)),
    # 31 Mar 2027, 31. Mar 2027, 31-Mar-2027, March 31, 2027, 31-Mar-27, 31 Mar 27.
    _DateForm(
        _ORDINAL + r"([ -]?)" + _NAME + r",?\2 ?(\d{4})",
        lambda day, _, name, year: _named_day(year, name, day),
    ),
    _DateForm(
        _NAME + " " + _ORDINAL + r",? (\d{4})", lambda name, d, year: _named_day(year, name, d)
    ),
    _DateForm(
        r"(\d{1,2})([-/ ])" + _NAME + r"\2([0-4]\d)",
        lambda d, _, name, y: _named_day(f"20{y}", name, d),
    ),
    # 03/2027, 3-2027.
    _DateForm(r"(\d{1,2})[/-](\d{4})", lambda month, year: _months(year, int(month), 1)),
    _DateForm(r"tháng (\d{1,2})[/ -](\d{4})", lambda month, year: _months(year, int(month), 1)),
    # 31/03/2027, 31.3.27: only with one reading.
    _DateForm(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2({_YEAR})", _slashed),
)


WEEKDAY: Final = (
    r"\b(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\b"
)
"""The name of a day of the week, in full or short."""

_LEAD_IN: Final = (
    r"(?:(?:by|until|no later than|not later than|in|on|within|during|throughout|até|hasta"
    r"|paling lambat|ภายใน) )?(?:the )?"
    rf"(?:{WEEKDAY}\.?,? )?"
)
"""Words before a date that do not change a deadline ("by"), and the day of the week."""

_BEFORE: Final = r"(?:before|prior to) "
"""Words before a date that put the deadline on the day before it."""

_ENDING: Final = r"(?:end(?:-| of | )|close |(?:akhir|fin|fim) )(?:the |de |tahun )?|cuối |สิ้น ?"


def without_lead_in(text: str) -> str:
    """Returns the words for a date in small letters, without "by", "the" or such: "mid-2026"."""
    return re.sub(_LEAD_IN, "", _plain(text), count=1)


def _readings(written: str) -> Iterator[Days]:
    """Yields the days of a text by each form that fits; "by", "end of" and such may come before.

    "Before 1 October 2026" means the day before; "before the end of 2026" means that end.
    """
    if named := _on_weekday(written):
        yield Days(named, named)
    limit = re.match(_BEFORE, written)
    stated = re.sub(_LEAD_IN, "", written[limit.end() :] if limit else written, count=1)
    has_weekday = stated != written and re.search(WEEKDAY, written) is not None
    ending = re.match(_ENDING, stated)
    dated = quarter_in_digits(stated[ending.end() :] if ending else stated)
    for form in _FORMS:
        match = re.fullmatch(form.pattern, dated)
        days = form.days(*match.groups()) if match else None
        if days is not None and (days.first == days.last or not has_weekday):
            if ending:
                days = Days(days.last, days.last)
            elif limit:
                day_before = date.fromordinal(days.first.toordinal() - 1)
                days = Days(day_before, day_before)
            yield days


_ON_WEEKDAY: Final = rf"({WEEKDAY})\.?,? (\d{{1,2}})([/.-])(\d{{1,2}})\3({_YEAR})"


def _on_weekday(written: str) -> date | None:
    """Returns the only day that "Mon 1/5/2026" can mean; None for any other text."""
    match = re.fullmatch(_ON_WEEKDAY, written)
    readings = slashed_readings(*match.groups()[1:]) if match else []
    fitting = [day for day in readings if match and _is_on(day, match[1])]
    return fitting[0] if len(fitting) == 1 else None


_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _is_on(day: date, weekday: str) -> bool:
    """True if a day has this name, in full or short."""
    return _WEEKDAYS[day.weekday()].casefold().startswith(weekday[:3])


CORRECT_ONE: Final = "Correct the date, or the day of the week."

_LONGEST_DATE: Final = 40
"""Maximum length of a date beside the name of a day (characters): "30th of September, 2026"."""


def wrong_weekday(text: str) -> str | None:
    """Returns what is wrong if a text has a date beside the name of another day of the week.

    The name is before the date, or after it in brackets: "30 November 2026 (Friday)".
    """
    written = _plain(" ".join(text.split()))
    for match in re.finditer(rf"({WEEKDAY})\.?,? ?", written):
        start, end = match.span()
        dated = written[end : end + _LONGEST_DATE].removeprefix("the ").split()[:3]
        pieces = [" ".join(dated[:count]).rstrip(",.;:)") for count in (3, 2, 1)]
        if written[start - 1 : start] == "(" and written[end : end + 1] == ")":
            dated = written[max(start - 1 - _LONGEST_DATE, 0) : start - 1].split()[-3:]
            pieces = [" ".join(dated[-count:]) for count in (3, 2, 1)]
        seen = (days for piece in pieces for days in _days_seen(piece))
        day = next((days.first for days in seen if days.first == days.last), None)
        if day and not _is_on(day, match[1]):
            stated = next(name for name in _WEEKDAYS if name.casefold().startswith(match[1][:3]))
            meant = f"{in_words(day)} is a {_WEEKDAYS[day.weekday()]}"
            return f"names two days: {meant}, not a {stated}"
    return None


def _advice(written: str, today: date) -> tuple[str, ...]:
    """Returns a hint for a text that is nearly a date: what it could mean, or what to write.

    An example in the hint uses the year in the text, else the current year.
    """
    stated = re.sub(_LEAD_IN, "", written, count=1)
    if readings := readings_in(stated):
        listed = [f"{reading.isoformat()} ({in_words(reading)})" for reading in readings]
        return (f"It could mean {' or '.join(listed)}.",)
    if lacks_year(stated):
        return ("Write the year with four digits.",)
    if month := NUMBER_OF.get(re.sub(_ENDING, "", stated, count=1)):
        return (f"Add the year: {today.year}-{month:02}.",)
    year = _year_in(written) or today.year
    if spans := likely_spans(f"{written} {year}"):
        unit = "day or the month" if spans[0].count("-") > 1 else "month, quarter or half-year"
        return (f"Write the {unit} that is meant: {', '.join(spans)}.",)
    for pattern, hint in _VAGUE:
        if re.search(pattern, written):
            return (hint.format(year=year),)
    return ()


def likely_spans(text: str) -> tuple[str, ...]:
    """Returns the spans that "mid-2026", "early June 2026" and the like may mean, likeliest first.

    Empty for any other text, and for a text without a year.
    """
    written = _plain(text)
    year, names = _year_in(written), re.findall(r"[^\W\d_]+", written)
    month = next((NUMBER_OF[name] for name in names if name in NUMBER_OF), None)
    quarter = re.search(r"\b[qh]\d\b", written)
    for pattern, day, spans in _PARTS:
        if year and re.search(pattern, written):
            if quarter:
                return (f"{year}-{quarter[0].upper()}",)
            in_month = (f"{year}-{month:02}-{day}", f"{year}-{month:02}") if month else ()
            return in_month or tuple(f"{year}-{span}" for span in spans)
    return ()


_PARTS: Final = (
    (r"\bmid\b|\bmiddle\b", 15, ("06", "H1")),
    (r"\bearly\b|\bbeginning\b", 10, ("Q1",)),
    (r"\blate\b", 20, ("Q4",)),
)
"""Words for a part of a month or a year, with a day of the month and the spans of the year."""


def _year_in(written: str) -> int | None:
    """Returns the year in a text, the second year in "2025/26"; None if there is no year."""
    if match := re.search(r"(?<!\d)((?:19|20)\d\d)(?: ?[-/] ?(\d\d)$|(?!\d))", written):
        year = int(match[1])
        return year + (match[2] is not None and int(match[2]) == (year + 1) % 100)
    match = re.search(r"(?<!\d)\d\d$", written)
    return 2000 + int(match[0]) if match else None


def lacks_year(text: str) -> bool:
    """True if a text is a day or a month by name without a year of four digits: "Apr 13, 69"."""
    match = re.fullmatch(_WITHOUT_YEAR, _plain(text))
    return match is not None and (match[1] or match[2]) in NUMBER_OF


_WITHOUT_YEAR: Final = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?[ -]?{_NAME}(?:[ /-][5-9]\d)?|{_NAME}[ /-]\d{{1,2}}(?:,? \d{{2}})?"
)


_VAGUE: Final = (
    (
        r"\bfy|\bfiscal|\bfinancial|^20\d\d[/-][2-9]\d$",
        "Write the last day of the financial year: {year}-06-30.",
    ),
    (
        r"spring|summer|autumn|\bfall\b|winter",
        "Seasons differ by hemisphere. Write the quarter that is meant: {year}-Q1 to {year}-Q4.",
    ),
    (r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$", "Write the year with four digits, and the month by name."),
)
"""Texts that people take for dates, with what to write instead."""


# --- Spans in a plan's file.


class DateSpan(NamedTuple):
    """A span of days in a plan's file; `days` is None for "ongoing"."""

    words: str
    days: Days | None


def span_in_file(text: str) -> DateSpan | None:
    """Returns the span that a quoted text in a plan's file names; None for other texts."""
    if text == ONGOING:
        return DateSpan(text, None)
    for form in _SPANS:
        match = re.fullmatch(form.pattern, text.casefold())
        if match:
            try:
                return DateSpan(text, form.days(*match.groups()))
            except ValueError:
                return None
    return None


def span_words(days: Days) -> str | None:
    """Returns the words for a span as a plan's file writes it: "2025", "2025-H1", "2025-Q2".

    None if the days are not a year, half-year, quarter or month.
    """
    year = days.first.year
    months = {12: "{year}", 6: "{year}-H{half}", 3: "{year}-Q{quarter}", 1: "{year}-{month:02}"}
    name = months.get(days.last.month - days.first.month + 1, "")
    first = days.first.month
    words = name.format(year=year, half=first // 6 + 1, quarter=first // 3 + 1, month=first)
    span = span_in_file(words) if words and year == days.last.year else None
    return words if span and span.days == days else None


# --- Dates in a text.

_SIGHTINGS: Final = (
    r"\b(?:end(?: of)? )?(?:"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?[ -]?[^\W\d_]{3,10}\.?,?[ -]?\d{4}"
    r"|[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|[^\W\d_]{3,10}\.?[ -]\d{4}|\d{4}[ -]?[qh][1-4]|[qh][1-4][ /-]?\d{4}|\d{4}-\d{2}|\d{4}"
    r")\b"
)


def dates_in(text: str) -> list[Days]:
    """Returns the dates in a text, in its order; a bare year is left out if another date has it."""
    written = _plain(" ".join(text.split()))
    sightings = [
        days for match in re.finditer(_SIGHTINGS, written) for days in _days_seen(match[0])
    ]
    exact = [days for days in sightings if not _is_year(days)]
    years = {days.last.year for days in exact}
    return [days for days in sightings if not _is_year(days) or days.last.year not in years]


def _days_seen(written: str) -> list[Days]:
    """Returns the days of a matched text, or of the year at its end if the rest is not a date."""
    for piece in (written, written[-4:]):
        try:
            days = next((days for days in _readings(piece)), None)
        except ValueError:
            continue
        if days is not None and _is_likely(days):
            return [days]
    return []


def _is_year(days: Days) -> bool:
    return span_words(days) == str(days.first.year)


def _is_likely(days: Days) -> bool:
    """True if the year is likely in a plan: a number of four digits is often not a year."""
    return 1950 <= days.first.year <= 2150


# --- Years of another calendar.

MAX_YEARS_AWAY: Final = 30
"""Maximum number of years between a date and the plan's period: more is a typing mistake."""

_CALENDARS: Final = (("Buddhist", 543), ("Minguo", -1911), ("Persian", -621), ("Islamic", -579))
"""Calendars of the region, and the number of years by which each is ahead of ours in 2026."""


def year_hint(day: date, start: date, end: date) -> str | None:
    """Returns a hint about a date decades away from a period; None for a nearer date.

    The year may be of another calendar: "2569 is 543 years after 2026. The Buddhist year 2569 is
    2026."
    """
    near = start if day < start else end
    away = day.year - near.year
    if start <= day <= end or abs(away) <= MAX_YEARS_AWAY:
        return None
    apart = f"{day.year} is {abs(away)} years {'after' if away > 0 else 'before'} {near.year}."
    meant = other_calendar(day, near)
    return f"{apart} {meant}" if meant else apart


def other_calendar(day: date, near: date) -> str | None:
    """Returns a sentence with the year that is meant, if it is of another calendar; else None."""
    if abs(day.year - near.year) <= MAX_YEARS_AWAY:
        return None
    years = ((calendar, day.year - ahead) for calendar, ahead in _CALENDARS)
    near_years = ((name, ours) for name, ours in years if abs(ours - near.year) <= MAX_YEARS_AWAY)
    name, ours = next(near_years, (None, 0))
    return f"The {name} year {day.year} is {ours}." if name else None
