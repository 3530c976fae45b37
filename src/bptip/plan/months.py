"""The names of months in the languages of the region, and dates in them put in English order."""

from __future__ import annotations

import re
from typing import Final

MONTHS: Final = (
    ("january", "jan", "januari", "janvier", "janv", "enero", "ene", "janeiro"),
    ("february", "feb", "februari", "pebruari", "peb", "février", "fevrier", "févr", "fevr",
     "febrero", "fevereiro", "fev"),
    ("march", "mar", "maret", "mars", "marzo", "março", "marco", "mac"),
    ("april", "apr", "avril", "avr", "abril", "abr"),
    ("may", "mei", "mai", "mayo", "maio"),
    ("june", "jun", "juni", "juin", "junio", "junho"),
    ("july", "jul", "juli", "juillet", "juil", "julio", "julho", "julai"),
    ("august", "aug", "agustus", "agu", "agt", "août", "aout", "agosto", "ago", "ogos"),
    ("september", "sep", "sept", "septembre", "septiembre", "setiembre", "setembro"),
    ("october", "oct", "oktober", "okt", "octobre", "octubre", "outubro"),
    ("november", "nov", "novembre", "noviembre", "nopember", "nop", "novembro"),
    ("december", "dec", "desember", "des", "disember", "décembre", "decembre", "déc", "diciembre",
     "dic", "dezembro", "dez"),
)  # fmt: skip
"""The names of each month, long and short.

In English, Indonesian, Malay, French, Spanish and Portuguese."""

NUMBER_OF: Final = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
"""The number of the month (1 to 12) that each name means."""

_THAI: Final = (
    "มกราคม|ม.ค.", "กุมภาพันธ์|ก.พ.", "มีนาคม|มี.ค.", "เมษายน|เม.ย.", "พฤษภาคม|พ.ค.", "มิถุนายน|มิ.ย.",
    "กรกฎาคม|ก.ค.", "สิงหาคม|ส.ค.", "กันยายน|ก.ย.", "ตุลาคม|ต.ค.", "พฤศจิกายน|พ.ย.", "ธันวาคม|ธ.ค.",
)  # fmt: skip
"""The long and the short name of each month in Thai."""

_THAI_NUMBER: Final = {
    name: number for number, names in enumerate(_THAI, 1) for name in names.split("|")
}
_THAI_DATE: Final = (
    r"(?:วันที่ ?)?(?:(\d{1,2}) ?)?(?:เดือน ?)?(?P<month>"
    + "|".join(map(re.escape, _THAI_NUMBER))
    + r")(?:,| ?พ\.ศ\.| ?ปี)? ?(\d{4})"
)
_THAI_YEAR: Final = r"(?:พ\.ศ\.|ปี) ?(\d{4})"

_VIETNAMESE: Final = (
    "một|giêng", "hai", "ba", "tư|bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một",
    "mười hai|chạp",
)  # fmt: skip
"""The numbers of the months in Vietnamese, after "tháng"."""

_VIETNAMESE_NUMBER: Final = {
    name: number for number, names in enumerate(_VIETNAMESE, 1) for name in names.split("|")
}
_VIETNAMESE_DATE: Final = (
    r"(?:(?:ngày )?(\d{1,2}) )?tháng (?P<month>\d{1,2}|"
    + "|".join(sorted(_VIETNAMESE_NUMBER, key=len, reverse=True))
    + r")(?: năm|,| ?[-/])? ?(\d{4})"
)

_EAST_ASIAN_DATE: Final = r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日号일])?"
"""A date in Chinese, Japanese or Korean: "2026年3月31日", "2026년 3월 31일"."""

_BETWEEN: Final = (
    r"(?<=\d)((?:st|nd|rd|th|er)?) (?:of|de) |(?<=\b1)o de |(?<=[a-zç]) (?:of|del?) (?=\d{4})"
)
"""The word between the parts of a date: "12th of June 2026", "1º de junho de 2026".

Only the first day is read with an o: "3O June" is 30 June with a letter in place of the zero."""

BUDDHIST: Final = 543
"""The number of years by which Thailand's Buddhist era is ahead of ours."""


def in_our_order(text: str) -> str:
    """Returns a text in small letters with its dates rewritten in forms that English has.

    Beside a Thai word for a month or a year, a year of the Buddhist era becomes a year of ours.
    """
    plain = re.sub(_BETWEEN, lambda match: f"{match[1] or ''} ", text)
    if text.isascii():
        return plain
    plain = re.sub(_EAST_ASIAN_DATE, lambda match: _date(match[1], int(match[2]), match[3]), plain)
    if "tháng" in plain:
        plain = re.sub(_VIETNAMESE_DATE, _vietnamese, plain)
    return re.sub(_THAI_YEAR, lambda match: our_year(match[1]), re.sub(_THAI_DATE, _thai, plain))


def _thai(match: re.Match[str]) -> str:
    return _date(our_year(match[3]), _THAI_NUMBER[match["month"]], match[1])


def _vietnamese(match: re.Match[str]) -> str:
    written = match["month"]
    number = _VIETNAMESE_NUMBER.get(written) or int(written)
    return _date(match[3], number, match[1])


def _date(year: str, month: int, day: str | None) -> str:
    return f"{int(year)}-{month:02}" + (f"-{int(day):02}" if day else "")


def our_year(written: str) -> str:
    """Returns the year of our era; years from 2400 to 2699 are read as the Buddhist era."""
    year = int(written)
    return str(year - BUDDHIST) if 2400 <= year < 2700 else written
