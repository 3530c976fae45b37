"""Reads the numbers of items in documents: in their own column, or before a title."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell
from bptip.plan.characters import with_plain_digits
from bptip.plan.model import ID_PATTERN

_WORDS: Final = (
    r"(?:strategic |specific |key |priority )?(?:action|activity|objective|goal|pillar|output"
    r"|outcome|axis|component|priority|area|task|milestone|deliverable|commitment|promise|measure"
    r"|initiative|recommendation|phase|stage|thematic area|priority area|focus area|chapter|result"
    r"|key result area|result area|kra"
    r"|line of effort|project|work ?stream|no|nr|item|ref|kegiatan|tujuan|sasaran|pilar"
    r"|axe|objectif|objetivo|eje|actividad|acci[oó]n)"
)
_NUMBER: Final = r"(?:[A-Za-z]{0,3}[.-]?\d+(?:[.-]\d+)*[a-z]?|[A-Z]|[IVX]{1,5})"
_NAMED: Final = re.compile(
    rf"{_WORDS}\.?[ #]*(\d[\w.-]*|[A-Z]\d*(?:\.\d+)*|[IVX]+)\b", re.IGNORECASE
)
_IN_TITLE: Final = re.compile(
    rf"(?:(?P<named>{_WORDS}\.? ?#?(?:\d+(?:\.\d+)*(?=\s+[^\W\d_])|(?:\d+(?:\.\d+)*|[A-Z]|[IVX]+)"
    r"(?=\s*[.:)]|\s*[–—]|\s+-\s)))\s*[.:)–—-]*\s*"
    rf"|(?P<signed>\(?{_NUMBER})(?:[):]|\.(?=\s)|\s[–—-](?=\s))\s*"
    r"|(?P<levels>[A-Z]?\d+(?:\.\d+)+)\.?\s+)(?=\S)",
    re.IGNORECASE,
)

COMMON: Final = 0.5
"""Minimum share of titles beginning with a number at which these count as items' numbers."""


class Numbered(NamedTuple):
    """A title without its number, and the number."""

    number: str | None
    title: str


def clean_number(text: str) -> str:
    """Returns the number that a cell has: "1" for "1.", "1)" and "Action 1"."""
    plain = with_plain_digits(text)
    bare = " ".join(plain.split()).strip("()[] .:–—-")
    match = _NAMED.fullmatch(bare)
    return match[1].rstrip(".") if match else bare


def is_sound(number: str) -> bool:
    """True if a number can be the id of an item."""
    return re.fullmatch(ID_PATTERN, number) is not None


def numbered_title(text: str, bold: str = "") -> Numbered:
    """Returns a title without the number at its beginning, and the number.

    A title of several numbered lines keeps their numbers.
    """
    plain = with_plain_digits(text)
    if any(map(_IN_TITLE.match, plain.strip().split("\n")[1:])):
        return Numbered(None, text)
    if bold and len(bold) < len(text):
        number = clean_number(bold)
        has_digit = any(map(str.isdigit, number))
        if is_sound(number) and has_digit and len(number) <= MAX_LENGTH:
            return Numbered(number, text.strip()[len(bold.strip()) :].lstrip(" \t.:)–—-"))
    match = _IN_TITLE.match(plain.lstrip())
    if match is None:
        return Numbered(None, text)
    number = clean_number(match["named"] or match["signed"] or match["levels"])
    if not is_sound(number):
        return Numbered(None, text)
    return Numbered(number, text.lstrip()[match.end() :])


def is_part(text: str) -> bool:
    """True if a text names a part by its number: "Objective 1: Prevention", not "Phase 2026"."""
    match = _IN_TITLE.match(with_plain_digits(text).lstrip())
    return match is not None and match["named"] is not None and _YEAR.search(match[0]) is None


_YEAR: Final = re.compile(r"\d{4}")

MAX_LENGTH: Final = 12
"""Maximum length of a number in bold before a title (characters)."""


def have_numbers(cells: Collection[SheetCell]) -> bool:
    """True if most cells begin with a number; a figure before a single title does not count."""
    numbered = [numbered_title(cell.text, cell.bold).number is not None for cell in cells]
    return bool(cells) and sum(numbered) >= COMMON * len(cells)
