"""Finds statements in the text of a plan's file, and inserts text beside them.

A person's file is never rewritten: new text is inserted at one place, and all other characters
stay.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from bptip.files.reading.fault_positions import positions
from bptip.files.reading.loading import BOM
from bptip.problems.fault import FaultPath

_TEXT: Final = r"""
    \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*'
"""
"""A TOML string in any of its four forms."""

# A key with its value: a date, a number, or a text.
_STATEMENT: Final = re.compile(
    rf"""(?P<key> [^\s=]+?) (?P<equals> [ \t]*=[ \t]*) (?P<value> {_TEXT} | [^\s,}}\#]+ )""",
    re.VERBOSE | re.DOTALL,
)
_INLINE: Final = re.compile(r"\s*[,}]")
_ELEMENT: Final = re.compile(_TEXT, re.VERBOSE | re.DOTALL)


class Insertion(NamedTuple):
    """A piece of text to insert, and its offset in characters."""

    offset: int
    text: str

    def made_in(self, text: str) -> str:
        """Returns a text with the piece inserted."""
        return text[: self.offset] + self.text + text[self.offset :]

    def undone_in(self, text: str) -> str | None:
        """Returns a text without the inserted piece; None if the piece is not at its offset."""
        end = self.offset + len(self.text)
        return text[: self.offset] + text[end:] if text[self.offset : end] == self.text else None


class KeyAndValue(NamedTuple):
    """A key with its value: the offsets of the key, of the value, and of the value's end.

    `equals` is the "=" between key and value, with the blanks around it.
    """

    start: int
    equals: str
    value: int
    end: int


def statement_at(text: str, path: FaultPath) -> KeyAndValue | None:
    """Returns the statement of a key whose value is a text, a date or a number.

    Returns None if no such statement is found.
    """
    start = _offset(text, path)
    match = _STATEMENT.match(text, start)
    if match is None:
        return None
    return KeyAndValue(start, match["equals"], match.start("value"), match.end())


def beside_statement(text: str, statement: KeyAndValue, added: str) -> Insertion:
    """Returns the insertion of a key: on the next line or, in an inline table, after a comma."""
    if _INLINE.match(text, statement.end):
        return Insertion(statement.end, f", {added}")
    rest = text[statement.end :].partition("\n")[0]
    indent = text[text.rfind("\n", 0, statement.start) + 1 : statement.start].removeprefix(BOM)
    end = statement.end + len(rest.removesuffix("\r"))
    return Insertion(end, _newline(text, end) + indent + added)


def beside_element(text: str, path: FaultPath, added: str) -> Insertion | None:
    """Returns the insertion of an element after an element of a list; None if that is not a text.

    If the element has a line of its own, the new element gets the next line.
    """
    start = _offset(text, path)
    match = _ELEMENT.match(text, start)
    if match is None:
        return None
    before = text[text.rfind("\n", 0, start) + 1 : start]
    separator = " " if before.strip() else _newline(text, match.end()) + before
    return Insertion(match.end(), f",{separator}{added}")


def _newline(text: str, start: int) -> str:
    """Returns the line end at an offset; for the last line, the line end of the other lines."""
    end = text.find("\n", start)
    return "\r\n" if text[:end].endswith("\r") or (end < 0 and "\r\n" in text) else "\n"


def _offset(text: str, path: FaultPath) -> int:
    """Returns the offset (characters) of a path's position."""
    at = positions(text, [path])[path]
    lines = text.removeprefix(BOM).split("\n")
    start = len(text) - len(text.removeprefix(BOM))
    return start + sum(len(line) + 1 for line in lines[: at.line - 1]) + at.column - 1
