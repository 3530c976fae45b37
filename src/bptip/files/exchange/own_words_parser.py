"""Turns Markdown tokens of own words into blocks of a report; refuses text that would be lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from bptip.files.exchange.own_words_lines import (
    BREAK,
    ROLES,
    link,
    other_address_in,
    text_of,
    text_part,
    with_block,
)
from bptip.files.exchange.own_words_sections import is_reserved, own_heading, section_name
from bptip.files.reading.markdown import cells_written
from bptip.pages import document as doc
from bptip.pages.own_words import CONTINUED, SECTION_LEVEL
from bptip.plan.addresses import is_link
from bptip.plan.characters import is_blank
from bptip.plan.vocabulary import OWN_WORDS
from bptip.reporting.verification import END_LINE, is_like_provenance

if TYPE_CHECKING:
    from markdown_it.token import Token

_SHORT_CELL: Final = 20
"""Maximum width of the cells of a table's column that is never wrapped (characters)."""

Refusal = tuple[int, str]
"""The number of a line, counted from 1, and the reason for refusing the line."""

REFUSED_PARTS: Final = {"image": "an image", "html_inline": "raw HTML"}
"""The reasons for refusing parts of a line, by the Markdown parser's names for them."""

REFUSED_BLOCKS: Final = {
    "html_block": "raw HTML",
    "blockquote_open": "a quotation: a reader would take it for your own words",
    "hr": "a horizontal line",
}
"""The reasons for refusing blocks, by the Markdown parser's names for them."""


_TEXT_TOKENS: Final = frozenset({
    "inline", "heading_open", "fence", "code_block", "html_block", "hr", "table_open",
})  # fmt: skip
"""The Markdown parser's tokens that have texts of their own, not only blocks with texts."""

_ONLY_SIGNS: Final = re.compile(r"[\s>*+-]*(?:[0-9]+[.)])?\s*")
"""A line without any text, such as an empty item of a list."""

_NUL: Final = "\0"


class WordsParser:
    """Reads the Markdown tokens of own words once, in order, and collects the refused lines.

    `place` is the word for a line in messages: "paragraph" for a Word file.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        lines: Sequence[str],
        objectives: Mapping[str, str],
        *,
        is_report: bool = False,
        place: str = "line",
    ) -> None:
        self.tokens = tokens
        self.lines = lines
        self.objectives = objectives
        self.usual = (*OWN_WORDS, CONTINUED) if is_report else OWN_WORDS
        self.notices: list[Refusal] = []
        self.at = 0
        self.line = 1
        self.refusals: list[Refusal] = []
        self.section = ""
        self.known: dict[str, int] = {}
        self.is_empty = False
        self.accepted: set[int] = set()
        self.labels: set[str] = set()
        self.place = place

    def refuse(self, why: str, line: int | None = None) -> None:
        """Refuses a line; by default, the current one."""
        self.refusals.append((line or self.line, why))

    def next(self) -> Token:
        """Returns the next token, and records its line."""
        token = self.tokens[self.at]
        self.at += 1
        if token.map:
            self.line = token.map[0] + 1
            if token.type in _TEXT_TOKENS:
                self.accepted.update(range(*token.map))
        return token

    def refuse_lost(self, links: Mapping[str, Any]) -> None:
        """Refuses the lines that the Markdown parser read without a token: they would be lost.

        `links` has the definitions of links ("[label]: address"), as the parser records them.
        """
        defined, again = links.get("references", {}), links.get("duplicate_refs", [])
        for definition in (*defined.values(), *again):
            self.accepted.update(range(*definition["map"]))
        for label, definition in defined.items():
            if label not in self.labels:
                self.refuse("no link uses this address", definition["map"][0] + 1)
        for definition in again:
            self.refuse("this link has an address already", definition["map"][0] + 1)
        is_lost = False
        for number, line in enumerate(self.lines, 1):
            if _NUL in line:
                self.refuse("a character that is not text: [U+0000]", number)
            if line.strip() == END_LINE:
                self.refuse("the end of own words: the text behind it would not be yours", number)
            if is_like_provenance(line):
                self.refuse("a report's last line: readers would take it for this one's", number)
            was_lost, is_lost = is_lost, number - 1 not in self.accepted
            if is_lost and not was_lost and not _ONLY_SIGNS.fullmatch(line):
                self.refuse("too deep inside other lists", number)

    def until(self, end: str) -> Iterator[Token]:
        """Yields the tokens up to the end of the block that contains them, at the same depth."""
        level = self.tokens[self.at - 1].level
        while (token := self.next()).type != end or token.level != level:
            yield token

    def blocks(self) -> Iterator[doc.Block]:
        """Yields every block, in order."""
        while self.at < len(self.tokens):
            token = self.next()
            if token.type == "heading_open" and token.tag == "h2":
                self.empty_section()
            if not self.section and token.type != "heading_open" and token.nesting >= 0:
                self.refuse("this is above the first section")
                self.section = "?"
            for block in self.block(token):
                self.is_empty = isinstance(block, doc.Heading) and block.level == SECTION_LEVEL
                yield block
        self.empty_section()

    def empty_section(self) -> None:
        """Refuses the section that ends here if it is empty and no line in it was refused."""
        begun = self.known.get(self.section)
        if self.is_empty and begun and not any(line > begun for line, _ in self.refusals):
            self.refuse(f"the section {self.section} is empty", begun)

    def block(self, token: Token) -> Iterator[doc.Block]:
        """Yields the blocks that begin with a token."""
        match token.type:
            case "heading_open":
                yield from self.heading(token)
            case "paragraph_open":
                if lines := tuple(line for line in self.paragraph() if text_of(line).strip()):
                    yield doc.Paragraph(lines)
            case "bullet_list_open" | "ordered_list_open":
                numbered = token.type == "ordered_list_open"
                first = int(token.attrGet("start") or 1) if numbered else 1
                if first != 1 and self.section != CONTINUED:
                    self.refuse("a numbered list begins with 1")
                items = tuple(self.items(token.type.replace("open", "close")))
                yield doc.Bullets(items, numbered, first)
            case "table_open":
                yield self.table()
            case "fence":
                self.fence(token)
                yield doc.Example(token.content)
            case "code_block":
                yield doc.Example(token.content)
            case kind if kind in REFUSED_BLOCKS:
                self.refuse(REFUSED_BLOCKS[kind])

    def heading(self, token: Token) -> Iterator[doc.Block]:
        """Yields a section's heading in its usual spelling, or a subheading."""
        level, line = int(token.tag[1:]), self.line
        title = self.inline(self.next())
        self.next()
        name = "".join(part.text for part in title if isinstance(part, doc.Text | doc.Link)).strip()
        if level == 1:
            self.refuse("a heading of level 1: the report already has a title", line)
        elif level == SECTION_LEVEL:
            yield from self.begin(name, line)
        elif not self.section:
            self.refuse("a subheading above the first section", line)
        elif is_reserved(name):
            self.refuse(own_heading(name), line)
        else:
            yield doc.Heading(title, level)

    def begin(self, name: str, line: int) -> Iterator[doc.Block]:
        """Yields the heading of the section with this name, in its usual spelling."""
        section = self.named(name, line)
        self.section = section or "?"
        if section in self.known:
            where = f"{self.place} {self.known[section]}"
            self.refuse(f"the section {section} is in {where} already", line)
        elif section:
            self.known[section] = line
            yield doc.Heading(doc.plain(section))

    def named(self, name: str, line: int) -> str | None:
        """Returns the name of a section, in its usual spelling; None if it is refused."""
        section = section_name(name, self.usual, self.objectives)
        if section.refused:
            self.refuse(section.refused, line)
        if section.notice:
            self.notices.append((line, section.notice))
        return section.name

    def paragraph(self) -> Iterator[doc.Line]:
        """Yields the lines of a paragraph, split at its hard breaks."""
        parts: list[doc.Inline] = []
        for token in self.until("paragraph_close"):
            for part in self.inline(token):
                if part == BREAK:
                    yield tuple(parts)
                    parts = []
                else:
                    parts.append(part)
        yield tuple(parts)

    def items(self, end: str) -> Iterator[doc.Line]:
        """Yields a line for each item of a list; a list inside an item continues its line."""
        for token in self.until(end):
            if token.type == "list_item_open":
                yield self.item()

    def item(self) -> doc.Line:
        """Returns the line of one item of a list."""
        line: doc.Line = ()
        for token in self.until("list_item_close"):
            for block in self.block(token):
                line = with_block(line, block)
                if not isinstance(block, doc.Paragraph | doc.Bullets):
                    self.refuse("a list can contain only paragraphs and lists")
                elif isinstance(block, doc.Bullets) and block.numbered:
                    self.refuse("a numbered list within a list: its numbers would be lost")
        return line

    def table(self) -> doc.Table:
        """Returns a table; its first row has the titles."""
        rows: list[list[doc.Line]] = []
        right: list[bool] = []
        for token in self.until("table_close"):
            if token.type == "tr_open":
                rows.append([])
                if right and cells_written(self.lines[self.line - 1]) > len(right):
                    self.refuse("a row with more cells than the table has columns")
            elif token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    right.append("right" in str(token.attrGet("style")))
                rows[-1].append(self.inline(self.next()))
        titles = [text_of(cell) for cell in rows[0]]
        widest = [max(len(text_of(row[n])) for row in rows) for n in range(len(titles))]
        columns = tuple(
            doc.Column(
                title,
                doc.Align.RIGHT if at_right else doc.Align.LEFT,
                wrapping=width > _SHORT_CELL,
                kept=True,
            )
            for title, at_right, width in zip(titles, right, widest, strict=True)
        )
        return doc.Table(columns, tuple(doc.Row(tuple(cells)) for cells in rows[1:]))

    def fence(self, token: Token) -> None:
        """Refuses a code block that is never closed."""
        first, last = token.map or (0, 0)
        closing = self.lines[last - 1].strip().lstrip("> ") if last <= len(self.lines) else ""
        closed = closing.startswith(token.markup) and not closing.strip(token.markup[0])
        if last - first < 2 or not closed:
            self.refuse(f"a code block that begins with {token.markup} and never ends")
        if token.info.strip():
            self.refuse(f'"{token.info.strip()}" behind {token.markup}, which would be lost')

    def inline(self, token: Token) -> doc.Line:
        """Returns the parts of a line of text: plain, strong, emphasis, code, links."""
        parts: list[doc.Inline] = []
        line, begun, target = self.line, 0, ""
        depth = {"strong": 0, "em": 0}
        for child in token.children or ():
            mark = child.type.removesuffix("_open").removesuffix("_close")
            if child.type in REFUSED_PARTS:
                self.refuse(REFUSED_PARTS[child.type], line)
            elif mark in depth:
                depth[mark] += child.nesting
            elif child.type == "link_open":
                target, begun = str(child.attrGet("href") or ""), len(parts)
                self.labels.add(child.meta.get("label", ""))
                if child.attrGet("title"):
                    self.refuse(f'the title "{child.attrGet("title")}" of a link: it would be lost',
                                line)  # fmt: skip
                if not is_link(target):
                    self.refuse(f'a link to "{target}", which is not a web or mail address', line)
            elif child.type == "link_close":
                shown = text_of(parts[begun:])
                if is_blank(shown):
                    self.refuse(f'a link to "{target}" without a text: it would be lost', line)
                elif (named := other_address_in(shown, target)) is not None:
                    self.refuse(f'a link to "{target}" under another address, "{named}"', line)
                parts[begun:] = [link(target, parts[begun:])]
            else:
                line += child.type.endswith("break")
                parts.append(text_part(child, ROLES[bool(depth["strong"]), bool(depth["em"])]))
        return tuple(part for part in parts if not isinstance(part, doc.Text) or part.text)
