"""Finds the line and column of a fault in the TOML text, given its path through the values.

The text is cut at its headings. Only sections that may contain a fault are read further: statement
by statement, then token by token in a value that contains a fault. Only the structure of TOML is
read, since the parser has already accepted the text. A path that is not found gets the position of
the innermost table, list or key around it that is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final, NamedTuple

import tomli

from bptip.problems.fault import FaultPath

__all__ = [
    "FaultPath",
    "Position",
    "comments",
    "deepest",
    "longest_number",
    "positions",
    "sections",
    "statements",
]

# A string that is never closed ends with its line or with the text, so no text is read twice.
_STRING: Final = r"""
    "{3} [^"\\]* (?: (?: \\.? | "(?!"") ) [^"\\]* )* (?: "{3,5} | \Z )
  | '{3} .*? (?: '{3,5} | \Z )
  | " [^"\\\n]* (?: \\[^\n] [^"\\\n]* )* "?
  | ' [^'\n]* '?
"""
_COMMENT: Final = r"\#[^\n]*"


def _pattern(verbose: str) -> re.Pattern[str]:
    return re.compile(verbose, re.VERBOSE | re.DOTALL)


# Each pattern skips up to 99 pieces of text that cannot be a boundary, and matches its group at
# brackets and boundaries. The limit keeps the matcher from backtracking over a whole file;
# possessive groups would do the same, but are faulty in Python before 3.11.5.
_HEADINGS: Final = _pattern(
    rf"""(?: [^][{{}}"'\#\n]+ | \n(?![ \t]*\[) | {_STRING} | {_COMMENT} ){{1,99}}
         | ( \n[ \t]*\[{{1,2}} [^][{{}}"'\#\n]* \]* | [][{{}}] )"""
)
_STATEMENTS: Final = _pattern(
    rf"""(?: [^][{{}}"'\#\n]+ | {_STRING} | {_COMMENT} ){{1,99}} | ( [][{{}}\n] )"""
)
_BRACKETS: Final = _pattern(rf"{_STRING} | {_COMMENT} | ( [][{{}}] )")
_DOTTED: Final = _pattern(
    rf"{_STRING} | {_COMMENT} | ( (?<![\w-]) [\w-]+ (?: [ \t]*\.[ \t]* [\w-]+ ){{99,}} )"
)
_NUMBERS: Final = _pattern(rf"{_STRING} | {_COMMENT} | ( [0-9][0-9_]{{999,}} )")
_KEY_PART: Final = _pattern(
    r"""\s* (?P<part> [A-Za-z0-9_-]+ | "(?:\\[^\n]|[^"\\\n])*" | '[^'\n]*' )
        [ \t]* (?P<after> [.=\]]? )"""
)
_TOKENS: Final = _pattern(
    rf"""\s+ | {_COMMENT} | (?P<mark> [][{{}},] ) | (?P<text> {_STRING} | [^][{{}},"'\#\s]+ )"""
)


class Position(NamedTuple):
    """A line and a column of a text, both counted from 1; columns count characters."""

    line: int
    column: int


@dataclass(slots=True)
class _PathStep:
    """A step of a fault's path: its offset in the text once found, and the steps after it."""

    offset: int | None = None
    elements: int = 0
    inner: dict[str | int, _PathStep] = field(default_factory=dict)

    def mark(self, offset: int) -> None:
        """Records the offset of the step, unless an earlier offset is known."""
        if self.offset is None:
            self.offset = offset

    def latest(self) -> _PathStep | None:
        """Returns the step itself; for an array of tables, its latest element, None if unwanted."""
        return self.inner.get(self.elements - 1) if self.elements else self


_Marks = list[tuple[_PathStep, int]]
"""Wanted steps of paths, each with its offset."""


class _ParsedKey(NamedTuple):
    """A key: its parts with their offsets, the character after it, and the offset after both."""

    parts: tuple[tuple[str, int], ...]
    after: str
    end: int


@dataclass(slots=True)
class _Level:
    """An open bracket: its step, None if unwanted, its kind, and the index of the next entry."""

    place: _PathStep | None
    is_table: bool
    index: int = 0


def positions(text: str, paths: Iterable[FaultPath]) -> dict[FaultPath, Position]:
    """Returns the position of each path: a key, a value in a list, or the heading of a table.

    A path that is not found gets the position of its deepest part that is found. The empty path,
    and a path without any part that is found, get the start of the text. A byte order mark takes
    up no column.
    """
    wanted = list(paths)
    if not wanted:
        return {}
    # With these newlines, every line has a newline before it and after it.
    lines = "\n" + text.removeprefix("\ufeff") + "\n"
    document = _places(wanted)
    _mark_sections(lines, document)
    offsets = {path: _deepest_offset(path, document) for path in wanted}
    located = _located(lines, offsets.values())
    return {path: located[offset] for path, offset in offsets.items()}


def _places(paths: Iterable[FaultPath]) -> _PathStep:
    """Returns the document as the first step, with the steps of every path below it."""
    document = _PathStep(offset=1)
    for path in paths:
        place = document
        for step in path:
            place = place.inner.setdefault(step, _PathStep())
    return document


def _deepest_offset(path: FaultPath, document: _PathStep) -> int:
    """Returns the offset of the last step of a path that was found."""
    place, offset = document, 1
    for step in path:
        place = place.inner[step]
        offset = offset if place.offset is None else place.offset
    return offset


def _located(lines: str, offsets: Iterable[int]) -> dict[int, Position]:
    """Returns the position of each offset, from one pass over the lines."""
    located = {}
    line = newline = seen = 0
    for offset in sorted(set(offsets)):
        line += lines.count("\n", seen, offset)
        newline = max(newline, lines.rfind("\n", seen, offset))
        seen = offset
        located[offset] = Position(line, offset - newline)
    return located


def _mark_sections(lines: str, document: _PathStep) -> None:
    """Marks the steps above the first heading, then each heading and the steps under it."""
    spans = _spans(lines, _HEADINGS)
    _, end = next(spans)
    _mark_body(lines[: end + 1], 0, document)
    for start, end in spans:
        body = lines.index("\n", start + 1) + 1
        place = _mark_heading(lines[start:body], start, document)
        if place is not None:
            _mark_body(lines[body : end + 1], body, place)


def sections(text: str) -> list[tuple[int, int]]:
    """Returns the start and end of the text above the first heading, then of each section.

    Both are offsets in characters; a section starts with the line of its heading. A heading inside
    a string or a comment does not count.
    """
    end = len(text)
    spans = _spans("\n" + text + "\n", _HEADINGS)
    return [(min(start, end), min(stop, end)) for start, stop in spans]


def statements(text: str) -> list[tuple[str | None, int, int]]:
    """Returns the key, start and end of each statement; blank lines and comments have the key None.

    Start and end are offsets in characters; a statement ends with its last line, comment included.
    The text must have no headings.
    """
    cuts = [cut + 1 for cut in _cuts(text, _STATEMENTS)]
    spans = [(start, end) for start, end in pairwise((0, *cuts, len(text))) if start < end]
    return [(_first_part(text[start:end]), start, end) for start, end in spans]


def comments(text: str) -> list[tuple[int, int]]:
    """Returns the start and end of each comment (offsets in characters), without its line end."""
    return [match.span() for match in _BRACKETS.finditer(text) if match[0].startswith("#")]


def _first_part(statement: str) -> str | None:
    key = _key(statement, 0)
    return key.parts[0][0] if key is not None and key.after == "=" else None


def deepest(text: str) -> Position:
    """Returns the start of the dotted key with the most parts, or of the most deeply nested value.

    Only dotted keys of a hundred parts or more count.
    """
    dotted = [match for match in _DOTTED.finditer(text) if match[1]]
    if dotted:
        return _at(text, max(dotted, key=lambda match: match[1].count(".")).start())
    depth = most = start = deepest_start = 0
    for match in _BRACKETS.finditer(text):
        if match[1] is None:
            continue
        if not depth:
            start = match.start()
        depth = max(0, depth + _nesting(match[1]))
        if depth > most:
            most, deepest_start = depth, start
    return _at(text, deepest_start)


def longest_number(text: str) -> Position:
    """Returns the start of the longest number that has a thousand digits or more."""
    numbers = [match for match in _NUMBERS.finditer(text) if match[1]]
    longest = max(numbers, key=lambda match: len(match[1].replace("_", "")), default=None)
    return _at(text, longest.start() if longest else 0)


def _at(text: str, offset: int) -> Position:
    lines = "\n" + text
    return _located(lines, [offset + 1])[offset + 1]


def _spans(text: str, boundaries: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yields the start and end of each part of a text; the first part is before all boundaries."""
    return pairwise(chain([0], _cuts(text, boundaries), [len(text)]))


def _cuts(text: str, boundaries: re.Pattern[str]) -> Iterator[int]:
    """Yields the newlines that are boundaries, outside all strings, comments and brackets."""
    depth = 0
    for match in boundaries.finditer(text):
        mark = match[1]
        if mark is None:
            continue
        if not depth and mark[0] == "\n":
            yield match.start()
        else:
            depth = max(0, depth + _nesting(mark))


def _nesting(mark: str) -> int:
    """Returns the number of opening brackets minus the number of closing brackets."""
    return mark.count("[") + mark.count("{") - mark.count("]") - mark.count("}")


def _mark_heading(line: str, start: int, document: _PathStep) -> _PathStep | None:
    """Marks the steps that a heading names; returns the last one, None if it is not wanted."""
    heading = _heading(line)
    if heading is None:
        return None
    names, is_element, indent = heading
    place = document
    for name in names:
        named = place.inner.get(name)
        if named is None:
            return None
        named.mark(start + indent)
        if is_element and name is names[-1]:
            named.elements += 1
        latest = named.latest()
        if latest is None:
            return None
        place = latest
    # The position of a table is its own heading, even if a table within it has a heading above.
    place.offset = start + indent
    return place


@lru_cache
def _heading(line: str) -> tuple[tuple[str, ...], bool, int] | None:
    """Returns the names in a heading, True for [[…]], and its indent; None if it is not one."""
    indent = len(line) - len(line.lstrip())
    brackets = 2 if line.startswith("[[", indent) else 1
    key = _key(line, indent + brackets)
    if key is None or not line.startswith("]" * brackets, key.end - 1):
        return None
    return tuple(name for name, _ in key.parts), brackets > 1, indent


def _key(text: str, at: int) -> _ParsedKey | None:
    """Returns the key that begins at an offset; None if no key begins there."""
    parts = []
    while (match := _KEY_PART.match(text, at)) is not None:
        parts.append((_unquoted(match["part"]), match.start("part")))
        at = match.end()
        if match["after"] != ".":
            return _ParsedKey(tuple(parts), match["after"], at)
    return None


def _unquoted(key: str) -> str:
    """Returns the name of a bare or quoted key; a key that is not valid TOML stays as written."""
    if key[0] not in "\"'":
        return key
    try:
        return next(iter(tomli.loads(f"{key} = 0")))
    except tomli.TOMLDecodeError:
        return key


def _mark_body(body: str, start: int, table: _PathStep) -> None:
    """Marks the wanted steps among the statements under a heading."""
    if not table.inner:
        return
    for begin, end in _spans(body, _STATEMENTS):
        statement = body[begin:end]
        key = _key(statement, 0)
        if key is not None and key.after == "=":
            place, marks = _along(key, table)
            if place is not None and place.inner:
                marks += _marks_in_value(statement, key.end, place)
            for marked, offset in marks:
                marked.mark(start + begin + offset)


def _along(key: _ParsedKey, table: _PathStep | None) -> tuple[_PathStep | None, _Marks]:
    """Returns the step of a key, None if unwanted, and the offset of each step on the way to it."""
    place, marks = table, []
    for name, offset in key.parts:
        place = place.inner.get(name) if place else None
        if place is not None:
            marks.append((place, offset))
    return place, marks


def _marks_in_value(statement: str, at: int, place: _PathStep) -> _Marks:
    """Returns the wanted steps at any depth in the value that begins at an offset.

    Returns an empty list if a bracket is never closed. Brackets can be nested too deeply for
    recursion, so this is a loop.
    """
    marks: _Marks = []
    levels = [_Level(None, is_table=False)]  # the statement itself, then each open bracket
    current: _PathStep | None = place
    is_entry = False
    while (token := _TOKENS.match(statement, at)) is not None:
        at, mark = token.end(), token["mark"]
        if token.lastgroup is None:  # blanks, or a comment
            continue
        if mark == ",":
            levels[-1].index += 1
            is_entry = True
        elif mark in ("]", "}"):
            levels.pop()
            is_entry = False
        elif is_entry:
            current, along, at = _entry(levels[-1], statement, token.start())
            is_entry = False
            marks += along
        elif mark is not None:
            levels.append(_Level(current, is_table=mark == "{"))
            is_entry = True
        if len(levels) < 2:
            return marks
    return []


def _entry(level: _Level, statement: str, at: int) -> tuple[_PathStep | None, _Marks, int]:
    """Returns the step of a list's value or a table's key, its marks, and the value's offset."""
    if not level.is_table:
        place = level.place.inner.get(level.index) if level.place else None
        return place, [(place, at)] if place else [], at
    key = _key(statement, at)
    if key is None:
        return None, [], len(statement)
    return *_along(key, level.place), key.end
