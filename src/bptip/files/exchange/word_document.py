"""The parts of a Word file that every reader of its text needs: styles, lists, links, signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bptip.files.exchange.package import Attributes, Package, relation_id, value_of, whole_number
from bptip.files.exchange.word_styles import (
    BODY_TEXT,
    ListPlace,
    WordLists,
    WordStyle,
    WordStyles,
)

SIGNS: Final = {
    "F0FC": "✓", "F0FB": "✗", "F0FE": "☑", "F0FD": "☒", "F0A8": "☐", "F06F": "☐", "F0B7": "•",
    "F0E0": "→", "F052": "☑", "F0A3": "☐",
}  # fmt: skip
"""Signs of the fonts Wingdings and Symbol, by their numbers in Word."""

NOT_SHOWN: Final = frozenset({
    "Fallback", "rPrChange", "pPrChange", "tcPrChange", "trPrChange", "tblPrChange",
    "sectPrChange", "tblGridChange", "tblPrExChange", "numberingChange", "rt",
})  # fmt: skip
"""Elements that repeat a text or format: for older programs, before a change, as pronunciation."""

BREAKS: Final = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011"}
LINK_FIELD: Final = re.compile(r'HYPERLINK\s+"([^"]+)"')


class WordDocument:
    """The styles and the lists of a Word file, and the addresses of its links."""

    def __init__(self, package: Package, main: str) -> None:
        self.relations = package.relations(main)
        parts = {each.kind: each.target for each in self.relations.values()}
        known = {kind: part for kind, part in parts.items() if package.has(part)}
        self._styles = WordStyles(package, known.get("styles", ""))
        self._lists = WordLists(package, known.get("numbering", ""))

    def style(self, style_id: str | None) -> WordStyle:
        """Returns a style with all its properties."""
        return self._styles.style(style_id or "")

    def label(self, place: ListPlace) -> str:
        """Returns the label of the next paragraph of a list; "" if unknown."""
        return self._lists.label(place)

    def address(self, attributes: Attributes) -> str:
        """Returns the address outside the file that an element links to; "" without one."""
        relation = self.relations.get(relation_id(attributes))
        return relation.target if relation and relation.is_external else ""


class StyledParagraph:
    """The properties of a paragraph being read that its style can have too."""

    def __init__(self) -> None:
        self.style_id = ""
        self.heading: int | None = None
        self.list_id: str | None = None
        self.list_level: int | None = None

    def read(self, name: str, value: str | None) -> None:
        """Reads an element of the paragraph's properties."""
        if name == "pStyle":
            self.style_id = value or ""
        elif name == "outlineLvl":
            self.heading = whole_number(value, BODY_TEXT - 1) + 1
        elif name == "numId":
            self.list_id = value
        elif name == "ilvl":
            self.list_level = whole_number(value, 0)

    def list_place(self, style: WordStyle) -> ListPlace | None:
        """Returns the paragraph's place in a list, by its own properties or else by its style."""
        list_id = style.list_id if self.list_id is None else self.list_id
        level = style.list_level if self.list_level is None else self.list_level
        return ListPlace(list_id, level or 0) if list_id and list_id != "0" else None


def sign_in(attributes: Attributes) -> str:
    """Returns the sign of an element that names a font and a number; "" for an unknown sign."""
    return SIGNS.get((value_of(attributes, "char") or "").upper(), "")


def word_notices(package: Package) -> Iterator[str]:
    """Yields a sentence for each kind of unread content beside a Word file's text."""
    yield from package.notices()
    if any("comments" in each for each in package.parts):
        yield "Comments in the margin were not read."
