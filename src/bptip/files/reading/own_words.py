"""The officials' own words: a Markdown file whose sections become blocks of the report.

Sections have headings of level 2, of known names; in them may stand paragraphs, lists, tables,
code, subheadings, emphasis and links. Whatever can't be taken in is refused, with its
line, all at once: in a report that is made again, nothing may be lost silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from bptip.files.reading.text_files import read_text
from bptip.pages.document import (
    Align,
    Block,
    Bullets,
    Column,
    Example,
    Heading,
    Inline,
    Line,
    Link,
    Paragraph,
    Role,
    Row,
    Table,
    Text,
    joined,
    plain,
)
from bptip.plan.addresses import is_link
from bptip.plan.errors import BptipError
from bptip.plan.names import folded
from bptip.plan.vocabulary import OWN_WORDS, count

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it.token import Token

SECTIONS: Final = ", ".join(f"## {name}" for name in OWN_WORDS)
ALLOWED: Final = (
    f"Allowed: the sections {SECTIONS}; in them paragraphs, lists, tables, subheadings (###), "
    "emphasis, code, and links to web and mail addresses."
)
_TOLD: Final = 20

_SHORT: Final = 20
"""A column of a table whose cells are no longer than this stands on one line."""

Fault = tuple[int, str]
"""The line, from 1, and what is wrong there."""


def load_own_words(file: Path) -> tuple[Block, ...]:
    """The blocks of a file of own words; raises BptipError with all that can't be taken in."""
    blocks, faults = own_words(read_text(file, "own words in Markdown"))
    if not faults:
        return blocks
    found = [f"{file}:{line}: {wrong}" for line, wrong in faults[:_TOLD]]
    more = [f"and {len(faults) - _TOLD} more"] if len(faults) > _TOLD else []
    head = f'"{file}" can\'t be taken in: {count(len(faults), "fault")}.'
    raise BptipError(head, *found, *more, ALLOWED)


def own_words(text: str) -> tuple[tuple[Block, ...], list[Fault]]:
    """The blocks of own words, and what in them can't be taken in, in the order of lines."""
    from markdown_it import MarkdownIt

    # Every link becomes one, so that a bad one is refused with its line and not shown as text.
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    reading = _Reading(parser.parse(text), text.splitlines())
    blocks = tuple(reading.blocks())
    return blocks, sorted(dict.fromkeys((*reading.faults, *_missing(reading, text))))


def _missing(reading: _Reading, text: str) -> list[Fault]:
    return [] if text.strip() or reading.faults else [(1, "it is empty")]


REFUSED: Final = {
    "html_block": "raw HTML",
    "blockquote_open": "a quotation: it would read as your own words",
    "hr": "a line across the page",
}
"""Blocks that can't be taken in, by the parser's names for them."""


def _cells(row: str) -> int:
    """How many cells a table's row has as it is written."""
    return len(re.split(r"(?<!\\)\|", row.strip().strip("|")))


class _Reading:
    """The tokens of a text, read once from the first to the last; `faults` are found on the way."""

    def __init__(self, tokens: Sequence[Token], lines: Sequence[str]) -> None:
        self.tokens = tokens
        self.lines = lines
        self.at = 0
        self.line = 1
        self.faults: list[Fault] = []
        self.section = ""
        self.known: dict[str, int] = {}

    def wrong(self, what: str, line: int | None = None) -> None:
        self.faults.append((line or self.line, what))

    def next(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        if token.map:
            self.line = token.map[0] + 1
        return token

    def until(self, end: str) -> Iterator[Token]:
        """The tokens up to one that ends what they stand in, at the same depth."""
        level = self.tokens[self.at - 1].level
        while (token := self.next()).type != end or token.level != level:
            yield token

    def blocks(self) -> Iterator[Block]:
        """Every block, one after the other."""
        while self.at < len(self.tokens):
            token = self.next()
            if token.type == "heading_open" and token.tag == "h2":
                self.empty_section()
            if not self.section and token.type != "heading_open" and token.nesting >= 0:
                self.wrong("this stands above the first section")
                self.section = "?"
            yield from self.block(token)
        self.empty_section()

    def empty_section(self) -> None:
        """Refuse a section that ends with nothing in it."""
        begun = self.known.get(self.section)
        if begun is None:
            return
        at_the_end = self.at == len(self.tokens)
        before = self.tokens[self.at - 1 if at_the_end else self.at - 2]
        if before.type == "heading_close" and before.tag == "h2":
            self.wrong(f"the section {self.section} is empty", begun)

    def block(self, token: Token) -> Iterator[Block]:
        """What a token begins."""
        match token.type:
            case "heading_open":
                yield from self.heading(token)
            case "paragraph_open":
                yield Paragraph(tuple(self.paragraph()))
            case "bullet_list_open" | "ordered_list_open":
                numbered = token.type == "ordered_list_open"
                if numbered and token.attrGet("start") not in (None, 1):
                    self.wrong("a numbered list begins with 1")
                yield Bullets(tuple(self.items(token.type.replace("open", "close"))), numbered)
            case "table_open":
                yield self.table()
            case "fence":
                self.fence(token)
                yield Example(token.content)
            case "code_block":
                yield Example(token.content)
            case kind if kind in REFUSED:
                self.wrong(REFUSED[kind])

    def heading(self, token: Token) -> Iterator[Block]:
        """A section's heading in its own spelling, or a subheading."""
        level, line = int(token.tag[1:]), self.line
        told = self.inline(self.next())
        self.next()
        name = "".join(part.text for part in told if isinstance(part, Text | Link)).strip()
        if level == 1:
            self.wrong("a heading of level 1: the report has a title of its own", line)
        elif level == 2:
            yield from self.begin(name, line)
        elif not self.section:
            self.wrong("a subheading above the first section", line)
        else:
            yield Heading(told, level)

    def begin(self, name: str, line: int) -> Iterator[Block]:
        """A section, known by its name whatever its case."""
        found = next((each for each in OWN_WORDS if folded(each) == folded(name)), None)
        self.section = found or "?"
        if found is None:
            self.wrong(f'there is no section "{name}"', line)
        elif found in self.known:
            self.wrong(f"the section {found} stands in line {self.known[found]} already", line)
        else:
            self.known[found] = line
            yield Heading(plain(found))

    def paragraph(self) -> Iterator[Line]:
        """A paragraph's lines, as its hard breaks part them."""
        parts: list[Inline] = []
        for token in self.until("paragraph_close"):
            for part in self.inline(token):
                if part == _BREAK:
                    yield tuple(parts)
                    parts = []
                else:
                    parts.append(part)
        yield tuple(parts)

    def items(self, end: str) -> Iterator[Line]:
        """A list's items, a line each; what stands in a list within it follows in its line."""
        for token in self.until(end):
            if token.type == "list_item_open":
                yield self.item()

    def item(self) -> Line:
        told: Line = ()
        for token in self.until("list_item_close"):
            for block in self.block(token):
                told = _and(told, block)
                if not isinstance(block, Paragraph | Bullets):
                    self.wrong("in a list, only paragraphs and lists can stand")
                elif isinstance(block, Bullets) and block.numbered:
                    self.wrong("a numbered list within a list: its numbers would be lost")
        return told

    def table(self) -> Table:
        """A table; its first row has the titles."""
        rows: list[list[Line]] = []
        right: list[bool] = []
        for token in self.until("table_close"):
            if token.type == "tr_open":
                rows.append([])
                if right and _cells(self.lines[self.line - 1]) > len(right):
                    self.wrong("a row with more cells than the table has columns")
            elif token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    right.append("right" in str(token.attrGet("style")))
                rows[-1].append(self.inline(self.next()))
        titles = [_all(cell) for cell in rows[0]]
        widest = [max(len(_all(row[n])) for row in rows) for n in range(len(titles))]
        columns = tuple(
            Column(title, Align.RIGHT if at_right else Align.LEFT, wrapping=width > _SHORT)
            for title, at_right, width in zip(titles, right, widest, strict=True)
        )
        return Table(columns, tuple(Row(tuple(cells)) for cells in rows[1:]))

    def fence(self, token: Token) -> None:
        first, last = token.map or (0, 0)
        closing = self.lines[last - 1].strip().lstrip("> ") if last <= len(self.lines) else ""
        closed = closing.startswith(token.markup) and not closing.strip(token.markup[0])
        if last - first < 2 or not closed:
            self.wrong(f"a code block that begins with {token.markup} and never ends")

    def inline(self, token: Token) -> Line:
        """The parts of a line of text: plain, strong, emphasis, code, links."""
        parts: list[Inline] = []
        line, begun, target = self.line, 0, ""
        depth = {"strong": 0, "em": 0}
        for child in token.children or ():
            mark = child.type.removesuffix("_open").removesuffix("_close")
            if child.type in _REFUSED:
                self.wrong(_REFUSED[child.type], line)
            elif mark in depth:
                depth[mark] += child.nesting
            elif child.type == "link_open":
                target, begun = str(child.attrGet("href") or ""), len(parts)
                if not is_link(target):
                    self.wrong(f'a link to "{target}", no web or mail address', line)
            elif child.type == "link_close":
                parts[begun:] = [_link(target, parts[begun:])]
            else:
                line += child.type.endswith("break")
                parts.append(_part(child, _ROLES[bool(depth["strong"]), bool(depth["em"])]))
        return tuple(part for part in parts if not isinstance(part, Text) or part.text)


_REFUSED: Final = {"image": "an image", "html_inline": "raw HTML"}

_ROLES: Final = {
    (False, False): Role.PLAIN,
    (True, False): Role.STRONG,
    (False, True): Role.EMPHASIS,
    (True, True): Role.STRONG_EMPHASIS,
}
"""The role of a text, by whether it is strong and whether it is emphasised."""

_BREAK: Final = Text("\n")
"""Where a line ends for good, until it is made one of a paragraph's lines."""


def _part(child: Token, role: Role) -> Inline:
    """A piece of text, or what parts two pieces."""
    if child.type == "code_inline":
        return Text(child.content, Role.CODE)
    if child.type == "softbreak":
        return Text(" ")
    return _BREAK if child.type == "hardbreak" else Text(child.content, role)


def _link(target: str, parts: Sequence[Inline]) -> Link:
    """A link with its words in their roles, on one line; none where they are the address itself."""
    told = tuple(part._replace(text=part.text.replace("\n", " "))
                 for part in parts if isinstance(part, Text) and part.text)  # fmt: skip
    return Link(target, () if _all(told) == target else told)


def _text(part: Inline) -> str:
    return part.text if isinstance(part, Text | Link) else ""


def _all(line: Line) -> str:
    return "".join(map(_text, line))


def _and(told: Line, block: Any) -> Line:  # noqa: ANN401  # a paragraph or a list; others are refused
    """An item's line with a further block of it."""
    if isinstance(block, Bullets):
        return (*told, Text(" – " if told else ""), *joined(list(block.items), "; "))
    if isinstance(block, Paragraph):
        return joined([told, *block.parts], " ")
    return told
