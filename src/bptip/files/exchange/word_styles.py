"""The styles and the lists of a Word file: headings, struck-out and bold text, numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final, NamedTuple

from bptip.files.exchange.package import Attributes, Package, is_switched_on, value_of, whole_number
from bptip.files.exchange.workbook_styles import MIN_SIZE, TINY, WHITE, size_in
from bptip.files.exchange.workbook_texts import RAISED

_HEADING: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)
_COLOUR: Final = re.compile(r"[0-9A-Fa-f]{6}")
HIGHLIGHTED: Final = "808080"
"""The background colour recorded for any colour of a highlighter; all leave text visible."""

_MAX_BASES: Final = 20
"""Maximum number of styles that a style inherits from."""

_MAX_LETTERS: Final = 780
"""Maximum number that a list writes in letters: 30 times the alphabet."""

_MAX_LABEL: Final = 50
"""Maximum length of the pattern and of the label of a list (characters); set by hand.

A label is written before each paragraph of its list, so a long one takes minutes.
"""

BULLET: Final = "•"

DOCUMENT_TITLE: Final = 0
"""Level of the title of a document, above all headings (1 to 9)."""

BODY_TEXT: Final = 10
"""Level of texts that are not headings."""


class ListPlace(NamedTuple):
    """The list that a paragraph belongs to, by its number, and the level within it, from 0."""

    list_id: str
    level: int


class WordStyle(NamedTuple):
    """The properties of a style or a run that bptip uses; None for a property of its base style.

    `heading` is the level: DOCUMENT_TITLE, 1 to 9 for headings, BODY_TEXT or more for other texts.
    """

    based_on: str = ""
    heading: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    is_struck: bool | None = None
    is_bold: bool | None = None
    is_hidden: bool | None = None
    ink: str | None = None
    fill: str | None = None
    """The background colour; of a table style, the last colour that it names."""
    position: str | None = None

    def over(self, base: WordStyle) -> WordStyle:
        """Returns the style with the properties that it takes from a base style."""
        pairs = zip(self, base, strict=True)
        values: list[Any] = [below if own is None else own for own, below in pairs]
        return WordStyle(*values)

    def formatted(self, name: str, attributes: Attributes) -> WordStyle:
        """Returns the style after an element of the format of its text."""
        value = value_of(attributes) or ""
        changed: dict[str, Any] = {}
        match name:
            case "strike" | "dstrike":
                changed["is_struck"] = is_switched_on(attributes)
            case "b":
                changed["is_bold"] = is_switched_on(attributes)
            case "vanish":
                changed["is_hidden"] = is_switched_on(attributes)
            case "vertAlign":
                changed["position"] = value
            case "position" if whole_number(value, 0) > 0:
                changed["position"] = RAISED
            case "shd":
                changed["fill"] = fill_in(attributes) or self.fill
            case "highlight":
                changed["fill"] = None if value in ("none", "white") else HIGHLIGHTED
            case "sz" if size_in(attributes) < 2 * MIN_SIZE:
                changed["ink"] = TINY
            case "color" if self.ink != TINY:
                changed["ink"] = value if _COLOUR.fullmatch(value) else None
        return self._replace(**changed) if changed else self


def fill_in(attributes: Attributes) -> str | None:
    """Returns the colour of a shading; None for white, or without a colour."""
    fill = (value_of(attributes, "fill") or "").upper()
    return fill if _COLOUR.fullmatch(fill) and fill != WHITE else None


class WordStyles:
    """The styles of a Word file by their ids."""

    def __init__(self, package: Package, part: str) -> None:
        self._styles: dict[str, WordStyle] = {}
        self._whole: dict[str, WordStyle] = {}
        self._id = ""
        self._style = WordStyle()
        if part:
            package.parse(part, self._start, self._end)

    def _start(self, name: str, attributes: Attributes) -> None:
        style, value = self._style, value_of(attributes)
        if name == "style":
            self._id, self._style = value_of(attributes, "styleId") or "", WordStyle()
        elif name == "name" and value:
            self._style = style._replace(heading=_level_named(value))
        elif name == "basedOn" and value:
            self._style = style._replace(based_on=value)
        elif name == "outlineLvl" and style.heading is None:
            self._style = style._replace(heading=whole_number(value, BODY_TEXT - 1) + 1)
        elif name == "numId" and value:
            self._style = style._replace(list_id=value)
        elif name == "ilvl":
            self._style = style._replace(list_level=whole_number(value, 0))
        else:
            self._style = style.formatted(name, attributes)

    def _end(self, name: str) -> None:
        if name == "style":
            self._styles[self._id] = self._style

    def style(self, style_id: str) -> WordStyle:
        """Returns a style with the properties that it inherits from its base styles."""
        if style_id not in self._whole:
            whole = style = self._styles.get(style_id, WordStyle())
            for _ in range(_MAX_BASES):
                if style.based_on not in self._styles:
                    break
                style = self._styles[style.based_on]
                whole = whole.over(style)
            self._whole[style_id] = whole
        return self._whole[style_id]


def _level_named(name: str) -> int | None:
    """Returns the heading level of a style by its name, which no language of Word translates."""
    if name.lower() == "title":
        return DOCUMENT_TITLE
    match = _HEADING.fullmatch(name)
    return int(match[1]) if match else None


class ListLevel(NamedTuple):
    """A level of a list: the kind of its numbers, the text around each number, the first number."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1


class WordLists:
    """The lists of a Word file, and the count of paragraphs read so far in each list."""

    def __init__(self, package: Package, part: str) -> None:
        self._abstract: dict[str, dict[int, ListLevel]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._id, self._list_id, self._level = "", "", 0
        if part:
            package.parse(part, self._start)

    def _start(self, name: str, attributes: Attributes) -> None:
        value = value_of(attributes)
        if name == "abstractNum":
            self._id, self._list_id = value_of(attributes, "abstractNumId") or "", ""
        elif name == "num":
            self._list_id = value_of(attributes, "numId") or ""
        elif name == "abstractNumId":
            self._lists[self._list_id] = value or ""
        elif name in ("lvl", "lvlOverride"):
            self._level = whole_number(value_of(attributes, "ilvl"), 0)
        elif name == "startOverride":
            self._starts.setdefault(self._list_id, {})[self._level] = whole_number(value, 1)
        elif not self._list_id:
            self._start_level(name, value or "")

    def _start_level(self, name: str, value: str) -> None:
        levels = self._abstract.setdefault(self._id, {})
        level = levels.get(self._level, ListLevel())
        if name == "numFmt":
            levels[self._level] = level._replace(kind=value)
        elif name == "lvlText":
            levels[self._level] = level._replace(text=value[:_MAX_LABEL])
        elif name == "start":
            levels[self._level] = level._replace(start=whole_number(value, 1))

    def label(self, place: ListPlace) -> str:
        """Returns the label of the next paragraph of a list: "1.", "(a)", "•"; "" if unknown."""
        abstract = self._lists.get(place.list_id, "")
        levels = self._abstract.get(abstract, {})
        level = levels.get(place.level)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        starts = self._starts.get(place.list_id, {})
        if place.list_id not in self._begun:
            self._begun.add(place.list_id)
            for begun in starts:
                counts.pop(begun, None)
        first = starts.get(place.level, level.start)
        counts[place.level] = counts[place.level] + 1 if place.level in counts else first
        for deeper in [each for each in counts if each > place.level]:
            del counts[deeper]
        if level.kind == "bullet":
            return BULLET
        label = re.sub(
            r"%([1-9])",
            lambda match: self._number(levels, counts, int(match[1]) - 1, starts),
            level.text,
        )
        return label[:_MAX_LABEL]

    @staticmethod
    def _number(
        levels: dict[int, ListLevel], counts: dict[int, int], place: int, starts: dict[int, int]
    ) -> str:
        level = levels.get(place, ListLevel())
        return written_number(counts.get(place, starts.get(place, level.start)), level.kind)


@lru_cache(maxsize=64)  # the numbers of the upper levels are written before each paragraph
def written_number(number: int, kind: str) -> str:
    """Returns a number as a list of a kind writes it; in digits if the kind is unknown."""
    if kind == "none":
        return ""
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= _MAX_LETTERS:
        times, place = divmod(number - 1, 26)
        letters = chr(97 + place) * (times + 1)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman.lower() if kind == "lowerRoman" else roman
    if kind == "decimalZero":
        return f"{number:02}"
    return str(number)


_ROMAN: Final = {
    1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X",
    9: "IX", 5: "V", 4: "IV", 1: "I",
}  # fmt: skip


def _roman(number: int) -> str:
    letters = []
    for value, sign in _ROMAN.items():
        times, number = divmod(number, value)
        letters.append(sign * times)
    return "".join(letters)
