"""Writes the numbers and dates of a workbook as the page shows them, by their number formats.

4.1 is "4.10" where the format is 0.00. A date with a day is written as 2026-03-31, in whatever
order the page shows it; a date without a day on the page is written as a month or a year.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

from bptip.exchange.cells import CellValue
from bptip.plan.vocabulary import month

GENERAL: Final = "General"

BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "$#,##0", 6: "$#,##0", 7: "$#,##0.00",
    8: "$#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58), "yyyy-mm-dd"),
}  # fmt: skip
"""The formats that a workbook names only by number; 27 to 36 and 50 to 58 are Asian dates."""

_TOKEN: Final = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | \\(?P<escaped>.)
    | _. | \*.                                # a blank of some width, a filling
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | (?P<elapsed>\[(?:h+|m+|s+)\])
    | (?P<bracket>\[[^\]]*\])                 # a colour, a condition
    | (?P<general>General)
    | (?P<am>AM/PM|A/P)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|e+|b+|g+)
    | (?P<mark>[0\#?.,%/@;])
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_MAX_CODE: Final = 255
"""Maximum length of a number format (characters), as in a workbook."""

_MAX_DIGITS: Final = 30
"""Maximum number of decimals in a number format."""

_FIRST_DAYS: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
"""The day with the number 0, by `is_1904`; 30 December 1899 fits days from 1 March 1900 on."""

_LEAP_DAY: Final = 60
"""The number of 29 February 1900, which never existed; earlier days count from 31 December."""


class Token(NamedTuple):
    """A part of a number format: its kind and its text."""

    kind: str
    text: str


_TEXT: Final = Token("mark", "@")
"""The token in whose place a text is shown."""


class NumberFormat(NamedTuple):
    """A number format: its sections, and the parts of a date that it shows."""

    sections: tuple[tuple[Token, ...], ...]
    has_day: bool
    has_month: bool
    has_year: bool
    has_time: bool

    @property
    def is_date(self) -> bool:
        """True if the format shows a part of a date."""
        return self.has_day or self.has_month or self.has_year

    def shown(self, number: float, *, is_1904: bool = False) -> tuple[str, CellValue]:
        """Returns a number as the page shows it, and its value: a day for a date format."""
        if self.is_date:
            day = day_of(number, is_1904=is_1904)
            if day is not None:
                return self._date(day)
        elif self.has_time:
            return _time(number), _time(number)
        value = int(number) if number.is_integer() and abs(number) < 1e15 else number
        is_no_day = any(token.kind == "date" for token in self._section(number)[0])
        return general(number) if is_no_day else self._number(number), value

    @property
    def around_text(self) -> tuple[str, str] | None:
        """The signs that the page shows before and after a text; None if it hides the text.

        Only a fourth section, or a section with "@", applies to texts.
        """
        section = self.sections[3] if len(self.sections) > 3 else self.sections[-1]
        if _TEXT in section:
            place = section.index(_TEXT)
            before, behind = section[:place], section[place + 1 :]
            return "".join(map(_literal, before)), "".join(map(_literal, behind))
        return None if len(self.sections) > 3 else ("", "")

    def _date(self, day: date) -> tuple[str, CellValue]:
        if self.has_day:
            return day.isoformat(), day
        text = month(day) if self.has_month else str(day.year)
        return text, text

    def _number(self, number: float) -> str:
        section, is_signed = self._section(number)
        try:
            return _formatted(section, number, is_signed=is_signed)
        except (InvalidOperation, ValueError, OverflowError):
            return general(number)

    def _section(self, number: float) -> tuple[tuple[Token, ...], bool]:
        """Returns the section for a number, and True if a minus sign must be added."""
        if any(token.kind == "condition" for section in self.sections for token in section):
            return (Token("general", ""),), True
        if number < 0 and len(self.sections) > 1:
            return self.sections[1], False
        if number == 0 and len(self.sections) > 2:
            return self.sections[2], True
        return self.sections[0], True


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    """Returns the number format with a code."""
    sections: list[list[Token]] = [[]]
    letters: list[str] = []
    for match in _TOKEN.finditer(code[:_MAX_CODE]):
        kind, text = match.lastgroup or "", match[0]
        if kind == "mark" and text == ";":
            sections.append([])
        elif kind in ("quoted", "escaped", "currency"):
            sections[-1].append(Token("text", match[kind]))
        elif kind == "bracket":
            if text[1:2] in "<>=":
                sections[-1].append(Token("condition", text))
        elif kind in ("date", "elapsed", "am"):
            letters.append(text.lower())
            sections[-1].append(Token(kind, text))
        elif kind:
            sections[-1].append(Token("text" if kind == "other" else kind, text))
    months = [
        each for n, each in enumerate(letters) if each[0] == "m" and not _is_minute(letters, n)
    ]
    return NumberFormat(
        tuple(map(tuple, sections)),
        has_day=any(each[0] == "d" for each in letters),
        has_month=bool(months),
        has_year=any(each[0] in "yeb" for each in letters),
        has_time=any(each[0] in "hs[a" for each in letters) or (bool(letters) and not months),
    )


def _is_minute(letters: list[str], place: int) -> bool:
    """True if the letters m at a place mean minutes: after hours or before seconds."""
    before, after = letters[:place][-1:], letters[place + 1 :][:1]
    return len(letters[place]) < 3 and (
        bool(before and before[0].strip("[")[0] == "h") or bool(after and after[0][0] == "s")
    )


def day_of(number: float, *, is_1904: bool = False) -> date | None:
    """Returns the day with a number; None if no day has this number."""
    if not 0 < number < 2_958_466:
        return None
    days = int(number) + (0 < number < _LEAP_DAY and not is_1904)
    try:
        return _FIRST_DAYS[is_1904] + timedelta(days)
    except OverflowError:
        return None


def general(number: float) -> str:
    """Returns a number as a workbook shows it without a format, in a wide column."""
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}".replace("e", "E")


def _time(number: float) -> str:
    """Returns a time of day, or a duration, in hours and minutes."""
    minutes = round(number * 24 * 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def _formatted(section: tuple[Token, ...], number: float, *, is_signed: bool) -> str:
    """Returns a number as a section of a format shows it."""
    kinds = {token.kind for token in section}
    marks = "".join(token.text for token in section if token.kind == "mark")
    if "general" in kinds or "@" in marks:
        shown = general(number if is_signed else abs(number))
        return "".join(
            shown if token.kind == "general" or token.text == "@" else _literal(token)
            for token in section
        )  # fmt: skip
    if not set(marks) & set("0#?"):
        return "".join(map(_literal, section))
    if "/" in marks or "exponent" in kinds:
        return general(number)
    whole_marks, _, decimal_marks = marks.partition(".")
    scale = len(whole_marks.rstrip("%")) - len(whole_marks.rstrip("%").rstrip(","))
    amount = abs(Decimal(repr(number))) * 100 ** marks.count("%") / 1000**scale
    decimals = min(sum(decimal_marks.count(each) for each in "0#?"), _MAX_DIGITS)
    rounded = amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, decimal = f"{rounded:f}".partition(".")
    sign = "-" if number < 0 and is_signed and rounded else ""
    required = decimal_marks.count("0")
    decimal = decimal[:required] + decimal[required:].rstrip("0")
    grouped = "," in whole_marks.rstrip("%").rstrip(",")
    return sign + _placed(section, whole.lstrip("0"), decimal, is_grouped=grouped)


def _literal(token: Token) -> str:
    return token.text if token.kind == "text" else ""


def _placed(section: tuple[Token, ...], whole: str, decimal: str, *, is_grouped: bool) -> str:
    """Returns a section with the digits in their places, filled from the decimal point outwards."""
    point = next((n for n, token in enumerate(section) if token == ("mark", ".")), len(section))
    places = [n for n, token in enumerate(section) if token.kind == "mark" and token.text in "0#?"]
    before = [place for place in places if place < point]
    required = min((place for place in before if section[place].text == "0"), default=None)
    parts = [_literal(token) for token in section]
    parts = [part or ("%" if token == ("mark", "%") else "")
             for part, token in zip(parts, section, strict=True)]  # fmt: skip
    digits = whole
    count = 0
    for place in reversed(before):
        is_first = place == before[0]
        taken = digits if is_first else digits[-1:]
        digits = "" if is_first else digits[:-1]
        if not taken and required is not None and place >= required:
            taken = "0"
        shown = ""
        for digit in reversed(taken):
            shown = digit + ("," if is_grouped and count and count % 3 == 0 else "") + shown
            count += 1
        parts[place] = shown
    after = [place for place in places if place > point]
    if point < len(section) and decimal:
        parts[point] = "."
        for place, digit in zip(after, decimal, strict=False):
            parts[place] = digit
    return "".join(parts)
