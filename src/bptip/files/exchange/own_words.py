"""Own words for a report: a Markdown file whose sections become blocks of the report.

Sections have headings of level 2. They can contain paragraphs, lists, tables, code, subheadings,
emphasis and links. Anything else is refused with its line, all at once: when the report is made
again, nothing may be lost without notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bptip.files.reading.markdown import cells_written, markdown_parser
from bptip.files.reading.text_files import read_bytes, read_text
from bptip.pages import document as doc
from bptip.pages.own_words import CONTINUED, OBJECTIVE, SECTION_LEVEL
from bptip.pages.report.first_lists import COMPLETED_HEADING, PAST_DUE_HEADING
from bptip.pages.report.front import CLOSING_BALANCE, NEEDS_ATTENTION
from bptip.plan.addresses import is_link
from bptip.plan.characters import letters_of
from bptip.plan.errors import BptipError, ErrorCode
from bptip.plan.model import Version
from bptip.plan.near_names import did_you_mean, nearest
from bptip.plan.vocabulary import AT_A_GLANCE, OWN_WORDS, count, listing
from bptip.reporting.verification import END_LINE, is_like_provenance

if TYPE_CHECKING:
    from markdown_it.token import Token


SECTIONS: Final = ", ".join(f"## {name}" for name in (*OWN_WORDS, f"{OBJECTIVE}2"))
ALLOWED: Final = (
    f"Allowed: sections such as {SECTIONS}; in them paragraphs, lists, tables, subheadings (###), "
    "emphasis, code, and links to web and mail addresses."
)
ALLOWED_IN_WORD: Final = (
    f'Allowed: sections with headings (the style "Heading 1") such as {", ".join(OWN_WORDS)}, '
    f"{OBJECTIVE}2; in them paragraphs, lists, tables, subheadings (Heading 2), bold and italic "
    "text, and links to web and mail addresses."
)
WORD_FILES: Final = (".docx", ".docm")
"""The extensions of Word files with own words."""

MAX_LETTERS: Final = 200_000
"""Maximum length of own words (characters): some seventy pages, parsed in two seconds."""

_REFUSALS_SHOWN: Final = 20
"""Maximum number of refused lines that the message shows."""

_SHORT_CELL: Final = 20
"""Maximum width of the cells of a table's column that is never wrapped (characters)."""

Refusal = tuple[int, str]
"""A line, counted from 1, and why it is refused."""


NO_OBJECTIVES: Final[Mapping[str, str]] = MappingProxyType({})


class ParsedWords(NamedTuple):
    """Own words as blocks, the refused lines in their order, and what a reader should know.

    `notices` are about lines, `of_file` are about the whole file.
    """

    blocks: tuple[doc.Block, ...]
    refusals: tuple[Refusal, ...] = ()
    notices: tuple[str, ...] = ()
    of_file: tuple[str, ...] = ()


def load_own_words(file: Path, objectives: Mapping[str, str] = NO_OBJECTIVES) -> ParsedWords:
    """Returns the own words in a file; raises BptipError with every refused line."""
    is_word = file.suffix.lower() in WORD_FILES
    if is_word:
        parsed = own_words_in_word(file, objectives)
    else:
        parsed = own_words(read_text(file, "own words in Markdown"), objectives)
    at = f"{file}, paragraph " if is_word else f"{file}:"
    if not parsed.refusals:
        of_file = (f"{file}: {each}" for each in parsed.of_file)
        return parsed._replace(notices=(*(f"{at}{each}" for each in parsed.notices), *of_file))
    refusals = parsed.refusals
    shown = [f"{at}{line}: {why}" for line, why in refusals[:_REFUSALS_SHOWN]]
    hidden = len(refusals) - _REFUSALS_SHOWN
    more = [f"… and {hidden} more"] if hidden > 0 else []
    head = f'"{file}" can\'t be used in a report: {count(len(refusals), "mistake")}.'
    allowed = ALLOWED_IN_WORD if is_word else ALLOWED
    raise BptipError(head, *shown, *more, allowed, code=ErrorCode.BROKEN_FILE)


def own_words_in_word(file: Path, objectives: Mapping[str, str] = NO_OBJECTIVES) -> ParsedWords:
    """Returns the own words in a Word file as blocks; a refused line is a paragraph."""
    from bptip.files.exchange.word_words import word_tokens

    taken = word_tokens(file, read_bytes(file, "own words"))
    letters = sum(map(len, taken.texts))
    if letters > MAX_LETTERS:
        return ParsedWords((), ((1, _too_long(letters)),))
    words = _WordsParser(taken.tokens, taken.texts, objectives, is_report=False)
    words.place = "paragraph"
    return _parsed(words, taken.refusals)._replace(of_file=taken.notices)


def _parsed(words: _WordsParser, refused: Sequence[Refusal] = (), **links: Any) -> ParsedWords:  # noqa: ANN401  # as the parser notes them
    """Returns own words as blocks, once all of them are read."""
    blocks = tuple(words.blocks())
    words.refuse_lost(links)
    if not any(line.strip() for line in words.lines):
        words.refuse("it is empty", 1)
    notices = tuple(f"{line}: {what}" for line, what in words.notices)
    return ParsedWords(blocks, tuple(sorted({*words.refusals, *refused})), notices)


def _too_long(letters: int) -> str:
    return f"{letters:,} characters: own words can have {MAX_LETTERS:,}"


def own_words(
    text: str, objectives: Mapping[str, str] = NO_OBJECTIVES, *, is_report: bool = False
) -> ParsedWords:
    """Returns own words as blocks; with `is_report`, those that a report has.

    `objectives` are the ids of a plan's objectives by their names (`objectives_by_name`).

    In a file that people write, headings and lists may be written as word processors do.
    """
    if len(text) > MAX_LETTERS:
        return ParsedWords((), ((1, _too_long(len(text))),))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    notices = [] if is_report else list(correct_signs(lines))
    links: dict[str, Any] = {}
    tokens = markdown_parser().parse("\n".join(lines), links)
    words = _WordsParser(tokens, lines, objectives, is_report=is_report)
    parsed = _parsed(words, **links)
    return parsed._replace(notices=(*notices, *parsed.notices))


_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING: Final = re.compile(
    r"( {0,3}#{2,6})"
    r"(?:[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff][\s\u200b\ufeff]*|(?=[^\s#]))"
)
"""A heading whose signs have another blank behind them than a plain one, or none."""

_BULLET: Final = re.compile(
    r"(\s*)(?:[\u2022\u2023\u25aa\u25ab\u25cf\u25cb\u25e6\u25a0\uf0b7]\s+|o\t+)"
)
"""The sign of a list item as word processors have it: a bullet, or "o" and a tab."""


def correct_signs(lines: list[str]) -> Iterator[str]:
    """Corrects headings and list signs as word processors write them; yields what to say.

    Lines within a code block stay as they are.
    """
    fence = ""
    for number, line in enumerate(lines):
        if match := _FENCE.match(line):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence):
                fence = ""
        elif not fence and (match := _HEADING.match(line)):
            lines[number] = f"{match[1]} {line[match.end() :]}"
            signs = match[1].strip()
            yield f'{number + 1}: "{signs}" has no plain blank behind it; it is read as a heading.'
        elif not fence and (match := _BULLET.match(line)):
            lines[number] = f"{match[1]}- {line[match.end() :]}"


RESERVED: Final = frozenset(
    map(
        letters_of,
        (
            AT_A_GLANCE, COMPLETED_HEADING, PAST_DUE_HEADING, NEEDS_ATTENTION, CLOSING_BALANCE,
            "Returns", "Annex",
        ),
    )
)  # fmt: skip
"""The letters of the report's own headings: a reader would take such a section for its figures."""


def objectives_by_name(version: Version) -> Mapping[str, str]:
    """Returns the ids of a version's objectives by their ids, and by their numbers."""
    numbers = {each.number: each.id for each in version.objectives if each.number}
    return {**numbers, **{each.id: each.id for each in version.objectives}}


REFUSED_BLOCKS: Final = {
    "html_block": "raw HTML",
    "blockquote_open": "a quotation: a reader would take it for your own words",
    "hr": "a horizontal line",
}
"""Why blocks are refused, by the Markdown parser's names for them."""


_TEXT_TOKENS: Final = frozenset({
    "inline", "heading_open", "fence", "code_block", "html_block", "hr", "table_open",
})  # fmt: skip
"""The Markdown parser's tokens that have texts of their own, not only blocks with texts."""

_ONLY_SIGNS: Final = re.compile(r"[\s>*+-]*(?:[0-9]+[.)])?\s*")
"""A line without any text, such as an empty item of a list."""

_NUL: Final = "\0"


class _WordsParser:
    """Reads the Markdown tokens of own words once, in order, and collects the refused lines."""

    def __init__(
        self,
        tokens: Sequence[Token],
        lines: Sequence[str],
        objectives: Mapping[str, str],
        *,
        is_report: bool,
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
        self.place = "line"

    def refuse(self, why: str, line: int | None = None) -> None:
        """Refuses a line, or the present one."""
        self.refusals.append((line or self.line, why))

    def next(self) -> Token:
        """Returns the next token, and notes its line."""
        token = self.tokens[self.at]
        self.at += 1
        if token.map:
            self.line = token.map[0] + 1
            if token.type in _TEXT_TOKENS:
                self.accepted.update(range(*token.map))
        return token

    def refuse_lost(self, links: Mapping[str, Any]) -> None:
        """Refuses the lines that the Markdown parser read without a token: they would be lost.

        `links` has the definitions of links ("[label]: address"), as the parser notes them.
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
        """Refuses the section that ends here if nothing is in it, and nothing in it is refused."""
        begun = self.known.get(self.section)
        if self.is_empty and begun and not any(line > begun for line, _ in self.refusals):
            self.refuse(f"the section {self.section} is empty", begun)

    def block(self, token: Token) -> Iterator[doc.Block]:
        """Yields the blocks that begin with a token."""
        match token.type:
            case "heading_open":
                yield from self.heading(token)
            case "paragraph_open":
                if lines := tuple(line for line in self.paragraph() if _all(line).strip()):
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
        """Returns the name of a section, in its usual spelling; None where it is refused."""
        letters = letters_of(name)
        for usual in self.usual:
            if letters_of(usual) == letters:
                return usual
        if letters in RESERVED or name.casefold().startswith("since "):
            self.refuse(f'the report has a section "{name}" of its own', line)
            return None
        word, _, rest = name.partition(" ")
        if letters_of(word) == letters_of(OBJECTIVE) and rest:
            wanted = rest.partition(":")[0].strip()
            if wanted in self.objectives:
                return OBJECTIVE + self.objectives[wanted]
            known = listing([*self.objectives]) or "none"
            self.refuse(f'the plan has no objective "{wanted}"; it has {known}', line)
            return None
        if not letters:
            self.refuse("a section without a name", line)
            return None
        near = did_you_mean(name, nearest(name, self.usual))
        unusual = f'"{name}" is not a usual section, so it is behind them. {near}'
        self.notices.append((line, unusual.strip()))
        return name

    def paragraph(self) -> Iterator[doc.Line]:
        """Yields the lines of a paragraph, which hard breaks separate."""
        parts: list[doc.Inline] = []
        for token in self.until("paragraph_close"):
            for part in self.inline(token):
                if part == _BREAK:
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
                line = _and(line, block)
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
        titles = [_all(cell) for cell in rows[0]]
        widest = [max(len(_all(row[n])) for row in rows) for n in range(len(titles))]
        columns = tuple(
            doc.Column(
                title, doc.Align.RIGHT if at_right else doc.Align.LEFT, wrapping=width > _SHORT_CELL
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
                parts[begun:] = [_link(target, parts[begun:])]
            else:
                line += child.type.endswith("break")
                parts.append(_part(child, _ROLES[bool(depth["strong"]), bool(depth["em"])]))
        return tuple(part for part in parts if not isinstance(part, doc.Text) or part.text)


REFUSED_PARTS: Final = {"image": "an image", "html_inline": "raw HTML"}
"""Why parts of a line are refused, by the Markdown parser's names for them."""

_ROLES: Final = {
    (False, False): doc.Role.PLAIN,
    (True, False): doc.Role.STRONG,
    (False, True): doc.Role.EMPHASIS,
    (True, True): doc.Role.STRONG_EMPHASIS,
}
"""The role of a text, by whether it is strong and whether it is emphasised."""

_BREAK: Final = doc.Text("\n")
"""A hard break, until it separates two lines of a paragraph."""


def _part(child: Token, role: doc.Role) -> doc.Inline:
    """Returns a piece of text, or a break."""
    if child.type == "code_inline":
        return doc.Text(child.content, doc.Role.CODE)
    if child.type == "softbreak":
        return doc.Text(" ")
    return _BREAK if child.type == "hardbreak" else doc.Text(child.content, role)


def _link(target: str, parts: Sequence[doc.Inline]) -> doc.Link:
    """Returns a link with its text on one line, or without a text that only repeats the address."""
    words = tuple(part._replace(text=part.text.replace("\n", " "))
                 for part in parts if isinstance(part, doc.Text) and part.text)  # fmt: skip
    return doc.Link(target, () if _all(words) == target else words)


def _text(part: doc.Inline) -> str:
    return part.text if isinstance(part, doc.Text | doc.Link) else ""


def _all(line: doc.Line) -> str:
    return "".join(map(_text, line))


def _and(line: doc.Line, block: Any) -> doc.Line:  # noqa: ANN401  # a paragraph or a list; others are refused
    """Returns the line of a list's item with another block of the item."""
    if isinstance(block, doc.Bullets):
        return (*line, doc.Text(" – " if line else ""), *doc.joined(list(block.items), "; "))
    if isinstance(block, doc.Paragraph):
        return doc.joined([line, *block.parts], " ")
    return line
