"""Where a fault stands: its path turned into the line and column of a TOML text.

The text is cut at its headings, and tree-sitter reads only the sections in which a fault may lie:
a journal of 20,000 updates, read whole, takes it a second and 200 MB. A section that it can't
read is given to it statement by statement, so that one which is beyond it hides no other. What
is still not found stands where the nearest thing around it stands.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import tomli

from bptip.problems.fault import FaultPath

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node, Parser

__all__ = ["FaultPath", "Position", "deepest", "longest_number", "positions", "sections"]

# A string that is never closed ends with its line or with the text, so nothing is tried twice.
_STRING: Final = r"""
    "{3} [^"\\]* (?: (?: \\.? | "(?!"") ) [^"\\]* )* (?: "{3,5} | \Z )
  | '{3} .*? (?: '{3,5} | \Z )
  | " [^"\\\n]* (?: \\[^\n] [^"\\\n]* )* "?
  | ' [^'\n]* '?
"""
_COMMENT: Final = r"\#[^\n]*"
_KEYS: Final = frozenset({"bare_key", "quoted_key", "dotted_key"})


def _pattern(verbose: str) -> re.Pattern[str]:
    return re.compile(verbose, re.VERBOSE | re.DOTALL)


# Each pattern steps over what can't be a boundary, up to 99 strides at a time, and stops (with
# its group) at brackets and boundaries. Possessive groups would need no limit, but they go wrong
# in Python before 3.11.5.
_HEADINGS: Final = _pattern(
    rf"""(?: [^][{{}}"'\#\n]+ | \n(?![ \t]*\[) | {_STRING} | {_COMMENT} ){{1,99}}
         | ( \n[ \t]*\[{{1,2}} [^][{{}}"'\#\n]* \]* | [][{{}}] )"""
)
_STATEMENTS: Final = _pattern(
    rf"""(?: [^][{{}}"'\#\n]+ | {_STRING} | {_COMMENT} ){{1,99}} | ( [][{{}}\n] )"""
)
_LAYOUT: Final = _pattern(
    rf"""({_STRING}) | {_COMMENT} | [\r\n] | ,(?= (?: \s | {_COMMENT} \n )* \}} )"""
)
_BRACKETS: Final = _pattern(rf"{_STRING} | {_COMMENT} | ( [][{{}}] )")
_DOTTED: Final = _pattern(
    rf"{_STRING} | {_COMMENT} | ( [\w-]+ (?: [ \t]*\.[ \t]* [\w-]+ ){{99,}} )"
)
_NUMBERS: Final = _pattern(rf"{_STRING} | {_COMMENT} | ( [0-9][0-9_]{{999,}} )")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text: both numbers start at 1, and columns count characters."""

    line: int
    column: int


@dataclass(slots=True)
class _Place:
    """A step on the way to a fault: where it stands, once that is known, and the steps after it."""

    offset: int | None = None
    elements: int = 0
    inner: dict[str | int, _Place] = field(default_factory=dict)

    def mark(self, offset: int) -> None:
        """Note where the place stands, unless it was met before."""
        if self.offset is None:
            self.offset = offset

    def latest(self) -> _Place | None:
        """Its last element so far, if it is an array of tables; nothing if no fault lies there."""
        return self.inner.get(self.elements - 1) if self.elements else self


class _Heading(NamedTuple):
    """The names in a heading, each with whether it adds an element, and how far it is indented."""

    steps: tuple[tuple[str, bool], ...]
    indent: int


class _Token(NamedTuple):
    """A part of a text, and the offset in the whole at which it starts."""

    text: str
    start: int

    def offset(self, node: Node) -> int:
        """Where the node starts in the whole text."""
        return self.start + node.start_byte

    def name(self, key: Node) -> str:
        """What a bare or quoted key is called."""
        written = self.text[key.start_byte : key.end_byte]
        return written if key.type == "bare_key" else _unquoted(written)


def positions(text: str, paths: Iterable[FaultPath]) -> dict[FaultPath, Position]:
    """Where each path stands in the text: its key, its value in a list, or its table's heading.

    A path that isn't found stands where its deepest part that is found does; the empty path, and
    one of which nothing is found, at the start. A byte order mark takes up no column.
    """
    wanted = list(paths)
    if not wanted:
        return {}
    # Every line, the first and the last too, has a newline before it and one after it.
    lines = "\n" + text.removeprefix("\ufeff") + "\n"
    document = _places(wanted)
    _mark_sections(lines, document)
    offsets = {path: _deepest_offset(path, document) for path in wanted}
    located = _located(lines, offsets.values())
    return {path: located[offset] for path, offset in offsets.items()}


def _places(paths: Iterable[FaultPath]) -> _Place:
    """The document as the place from which every path starts."""
    document = _Place(offset=1)
    for path in paths:
        place = document
        for step in path:
            place = place.inner.setdefault(step, _Place())
    return document


def _deepest_offset(path: FaultPath, document: _Place) -> int:
    """Where the last place on the path that was found stands."""
    place, offset = document, 1
    for step in path:
        place = place.inner[step]
        offset = offset if place.offset is None else place.offset
    return offset


def _located(lines: str, offsets: Iterable[int]) -> dict[int, Position]:
    """The position of each offset, from one pass over the lines."""
    located = {}
    line = newline = seen = 0
    for offset in sorted(set(offsets)):
        line += lines.count("\n", seen, offset)
        newline = max(newline, lines.rfind("\n", seen, offset))
        seen = offset
        located[offset] = Position(line, offset - newline)
    return located


def _mark_sections(lines: str, document: _Place) -> None:
    """Mark what stands above the first heading, then each heading and what stands under it."""
    spans = _spans(lines, _HEADINGS)
    _, end = next(spans)
    _mark_body(_Token(lines[: end + 1], 0), document)
    for start, end in spans:
        body = lines.index("\n", start + 1) + 1
        place = _mark_heading(_Token(lines[start:body], start), document)
        if place is not None:
            _mark_body(_Token(lines[body : end + 1], body), place)


def sections(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands above the first heading, then of each heading and its lines.

    In characters; a heading's start is that of its line. What looks like a heading within a text
    or a comment is none.
    """
    end = len(text)
    spans = _spans("\n" + text + "\n", _HEADINGS)
    return [(min(start, end), min(stop, end)) for start, stop in spans]


def deepest(text: str) -> Position:
    """Where the key of the most parts begins; where all are short, the value of most brackets."""
    dotted = [match for match in _DOTTED.finditer(text) if match[1]]
    if dotted:
        return _at(text, max(dotted, key=lambda match: match[1].count(".")).start())
    depth = most = start = found = 0
    for match in _BRACKETS.finditer(text):
        if match[1] is None:
            continue
        if not depth:
            start = match.start()
        depth = max(0, depth + _nesting(match[1]))
        if depth > most:
            most, found = depth, start
    return _at(text, found)


def longest_number(text: str) -> Position:
    """Where the number of the most digits begins, of those of a thousand digits or more."""
    found = [match for match in _NUMBERS.finditer(text) if match[1]]
    longest = max(found, key=lambda match: len(match[1].replace("_", "")), default=None)
    return _at(text, longest.start() if longest else 0)


def _at(text: str, offset: int) -> Position:
    lines = "\n" + text
    return _located(lines, [offset + 1])[offset + 1]


def _spans(text: str, boundaries: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each part of a text; the first is what stands before all boundaries."""
    return pairwise(chain([0], _cuts(text, boundaries), [len(text)]))


def _cuts(text: str, boundaries: re.Pattern[str]) -> Iterator[int]:
    """The newlines at which boundaries stand, outside all strings, comments and brackets."""
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
    """How many more brackets are opened than closed."""
    return mark.count("[") + mark.count("{") - mark.count("]") - mark.count("}")


def _mark_heading(line: _Token, document: _Place) -> _Place | None:
    """Mark the places that a heading passes through; gives the one that it opens, if wanted."""
    heading = _heading(line.text)
    if heading is None:
        return None
    offset, place = line.start + heading.indent, document
    for name, adds in heading.steps:
        named = place.inner.get(name)
        if named is None:
            return None
        named.mark(offset)
        named.elements += adds
        latest = named.latest()
        if latest is None:
            return None
        place = latest
    # Its own heading is a table's place, even where one of a table within it came first.
    place.offset = offset
    return place


@lru_cache
def _heading(line: str) -> _Heading | None:
    """The heading in a line, if it can be read."""
    root = _read(line)
    if root.has_error:
        return None
    table = root.children[0]
    names = [_Token(line, 0).name(part) for part in _key_parts(table.children[1])]
    adds = [False] * (len(names) - 1) + [table.type == "table_array_element"]
    return _Heading(tuple(zip(names, adds, strict=True)), table.start_byte)


def _mark_body(body: _Token, place: _Place) -> None:
    """Mark the wanted places among the statements under a heading."""
    if not place.inner:
        return
    root = _read(body.text)
    if not root.has_error:
        _mark_values(body, root, place)
        return
    for start, end in _spans(body.text, _STATEMENTS):
        _mark_statement(_Token(body.text[start:end], body.start + start), place)


def _mark_statement(statement: _Token, place: _Place) -> None:
    """Mark the wanted places in one statement; its key alone, if it can't be read."""
    root = _read(_in_toml_1_0(statement.text))
    if not root.has_error:
        _mark_values(statement, root, place)
    elif (key := _first_key(root)) is not None:
        _mark_key(statement, key, place)


def _in_toml_1_0(statement: str) -> str:
    """The statement, character for character, without what inline tables may hold since TOML 1.1.

    Which is newlines, comments and a comma at the end; tree-sitter knows TOML 1.0.
    """
    return _LAYOUT.sub(lambda match: match[1] or " " * len(match[0]), statement)


def _first_key(root: Node) -> Node | None:
    """The key with which a text begins, if that can be read though not the whole."""
    node: Node | None = root
    while node is not None and node.type not in _KEYS:
        node = next(iter(node.children), None)
    return None if node is None or node.has_error else node


def _mark_values(piece: _Token, root: Node, place: _Place) -> None:
    """Mark the wanted places at any depth; by a list of what is left, for brackets nest deep."""
    left = deque([(root, place)])
    while left:
        left.extend(_mark_inside(piece, *left.popleft()))


def _mark_inside(piece: _Token, node: Node, place: _Place) -> Iterator[tuple[Node, _Place]]:
    """Mark the wanted places right inside a node; gives their values, to look into."""
    if node.type == "array":
        yield from _mark_elements(piece, node, place)
    else:
        yield from _mark_pairs(piece, node, place)


def _mark_elements(piece: _Token, array: Node, place: _Place) -> Iterator[tuple[Node, _Place]]:
    """Mark the wanted values of a list."""
    values = (node for node in array.named_children if node.type != "comment")
    for index, value in enumerate(values):
        element = place.inner.get(index)
        if element is not None:
            element.mark(piece.offset(value))
            yield value, element


def _mark_pairs(piece: _Token, table: Node, place: _Place) -> Iterator[tuple[Node, _Place]]:
    """Mark the wanted keys of a document or an inline table."""
    for pair in table.named_children:
        if pair.type == "pair":
            key, _, value, *_ = pair.children
            named = _mark_key(piece, key, place)
            if named is not None:
                yield value, named


def _mark_key(piece: _Token, key: Node, place: _Place) -> _Place | None:
    """Mark the places that the parts of a key lead through; gives the last, if it is wanted."""
    for part in _key_parts(key):
        named = place.inner.get(piece.name(part))
        if named is None:
            return None
        named.mark(piece.offset(part))
        place = named
    return place


def _key_parts(key: Node) -> list[Node]:
    """The parts of a key from the left, which tree-sitter nests: ((a.b).c).d."""
    parts = []
    while key.type == "dotted_key":
        key, part = key.named_children
        parts.append(part)
    return [key, *reversed(parts)]


def _unquoted(key: str) -> str:
    """What a quoted key is called; as it is written, if it isn't TOML."""
    try:
        return next(iter(tomli.loads(f"{key} = 0")))
    except tomli.TOMLDecodeError:
        return key


def _read(text: str) -> Node:
    """The syntax tree of a text; with a byte a character, its offsets in bytes are the text's."""
    return _parser().parse(text.encode("ascii", errors="replace")).root_node


@cache
def _parser() -> Parser:
    """The parser of TOML, whose libraries are imported only when there is a fault."""
    from tree_sitter import Language, Parser
    from tree_sitter_toml import language

    return Parser(Language(language()))
