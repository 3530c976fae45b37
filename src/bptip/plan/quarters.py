"""Quarters and halves of a year in words, in the languages of the region."""

from __future__ import annotations

import re
from typing import Final

from bptip.plan.characters import search_form
from bptip.plan.months import our_year

_THAI: Final = "ไตรมาส"

_QUARTER: Final = (
    r"(?:"
    r"(?P<nth>1st|2nd|3rd|4th|first|second|third|fourth|1er|[2-4](?:e|eme|nd)|[1-4]\.? ?[oa]"
    r"|premier|deuxieme|troisieme|quatrieme|primer|segundo|tercer|cuarto|primeiro|terceiro|quarto)"
    r" (?P<unit>quarter|half|semester|trimestre|semestre)"
    r"|(?P<before>[1-4])(?P<letter>[qh])"
    r"|(?P<named>quarter|qtr|q|triwulan|quy|kuartal|suku(?: tahun)?(?: ke)?|trimestre|tri"
    r"|semest(?:er|re)|half|h|t|s|tw"
    rf"|{_THAI}(?:ที่)?)[ .-]{{0,2}}"
    r"(?P<number>[1-4]|i{1,3}|iv))"
)
"""A quarter or a half in words, without accents: "first quarter", "Triwulan II"."""

_OF_YEAR: Final = r"(?:(?:,| of| de| do| du| del| tahun| nam)? |/)(?P<year>\d{4})"
"""The year after a quarter or a half: "first quarter of 2026"."""

_NUMBERS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "premier": 1, "deuxieme": 2, "troisieme": 3,
    "quatrieme": 4, "primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4, "primeiro": 1,
    "terceiro": 3, "quarto": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4,
}  # fmt: skip


def quarter_in_digits(text: str) -> str:
    """Returns a quarter or a half in words in the form "2026-q2"; any other text as it is."""
    match = re.fullmatch(_QUARTER + _OF_YEAR, search_form(text))
    if match is None:
        return text
    is_thai = (match["named"] or "").startswith(_THAI)
    return _in_digits(match, our_year(match["year"]) if is_thai else match["year"])


def leading_quarter(text: str, year: str) -> str | None:
    """Returns the quarter or half-year at the beginning of a text: "2026-q2" for "Q2 status".

    None if the text begins with anything else, or names a second quarter or half-year.
    """
    matches = list(re.finditer(rf"\b{_QUARTER}\b", search_form(text)))
    is_one = len(matches) == 1 and matches[0].start() == 0
    return _in_digits(matches[0], year) if is_one else None


def _in_digits(match: re.Match[str], year: str) -> str:
    written = match["nth"] or match["number"] or match["before"]
    number = _NUMBERS.get(written) or int(written[0])
    unit = match["unit"] or match["named"] or match["letter"]
    is_half = unit.startswith(("h", "sem")) or unit == "s"
    return f"{year}-{'h' if is_half else 'q'}{number}"
