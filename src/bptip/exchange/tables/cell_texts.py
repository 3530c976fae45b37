"""Returns the stored text of a cell, and the web addresses in the text."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell
from bptip.exchange.tables.table_words import EMPTY_MARKS, MARKS, TICKS
from bptip.plan.addresses import as_web_address, is_link
from bptip.plan.characters import letters_of


def cell_text(cell: SheetCell) -> str:
    """Returns the exact text of a cell, without blanks around it and at the ends of lines."""
    return "\n".join(line.rstrip() for line in cell.text.strip().split("\n"))


def shows_nothing(cell: SheetCell) -> bool:
    """True if a cell has no text, only a dash, or only an error of the spreadsheet."""
    return cell.is_empty or cell.text.strip() in EMPTY_MARKS or is_error(cell)


def is_error(cell: SheetCell) -> bool:
    """True if a cell shows a spreadsheet's error, which even a typed "- held in May" can cause."""
    return cell.text.strip() in _ERRORS


_ERRORS: Final = frozenset({
    "#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "Err:502", "Err:508",
    "Err:509", "Err:511", "Err:522",
})  # fmt: skip
"""The errors of Excel and LibreOffice, as cells show them."""


def is_mark(cell: SheetCell) -> bool:
    """True if the text of a cell is a mark, such as an X or a tick."""
    text = cell.text.strip()
    return text.casefold() in MARKS or text in TICKS


MAX_WORDS: Final = 200
"""Maximum length of a date, a word for a status or a party's name in a cell (characters).

Longer texts are not searched, so that the work does not grow with the square of the length.
"""


class Remarks(NamedTuple):
    """The text of a cell without its web addresses, and the addresses."""

    text: str
    addresses: tuple[str, ...]


def remarks_in(cell: SheetCell, *, is_evidence: bool) -> Remarks:
    """Returns the text of a cell without its web addresses, and the addresses.

    In a column of evidence, an address may lack its scheme ("www.example.org").
    """
    addresses = [address for address in cell.links if is_link(address)]
    text = cell_text(cell)
    for match in _ADDRESS.findall(text):
        address = match.rstrip(_CLOSING)
        if is_link(address):
            addresses.append(address)
            text = text.replace(address, "", 1)
    if is_evidence:
        kept = []
        for piece in re.split(r"\s\|\s|[;\n]", text):
            bare = piece.strip().strip(_AROUND)
            web = as_web_address(bare) or bare
            if bare and " " not in bare and is_link(web):
                addresses.append(web)
            elif bare:
                kept.append(bare)
        text = "\n".join(kept)
    text = _LEFT_OVER.sub(" ", text).strip().strip("|").strip()
    return Remarks(text if letters_of(text) else "", tuple(dict.fromkeys(addresses)))


_ADDRESS: Final = re.compile(r"https?://[^\s<>\"|]+")
_CLOSING: Final = ".,;:)]}>\"'"
_AROUND: Final = " \t.,;:()[]|"

_LEFT_OVER: Final = re.compile(r"(?<![ \t])[ \t]+\|(?=\s*(?:\||$))")
"""The signs that remain between removed addresses."""
