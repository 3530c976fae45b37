"""The tables of a Markdown file, with the headings above each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bptip.exchange.cells import HeadingAbove, SheetCell, SheetTable, TableFile
from bptip.files.exchange.csv_tables import decoded
from bptip.files.exchange.limits import Allowance, filled, too_large
from bptip.files.exchange.workbook_styles import PLAIN
from bptip.files.exchange.workbook_texts import TextPiece, styled_cell
from bptip.files.reading.markdown import cells_written, markdown_parser
from bptip.plan.vocabulary import first_three

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_MARKDOWN: Final = 4_000_000
"""Maximum length of a Markdown file (characters)."""

MAX_LINES: Final = 100_000
"""Maximum number of lines; parsing them takes three seconds."""

MAX_SIGNS: Final = 200_000
"""Maximum number of Markdown signs in the cells; parsing them takes three seconds."""

_BRACKETS_WORK: Final = 10
"""The parser's work for the sign "[", if its work for another sign is 1."""

_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
"""The front matter at the top of a web page, between two lines of three hyphens."""

_SIGNS: Final = re.compile(r"[\\`*_~<\[!&\n]")
"""The characters that can have a meaning in Markdown; a text without them is read as it is."""

_PIPE: Final = "\\|"
"""A pipe within a cell; for each pipe, the parser copies the cell's text before it."""

_TAG: Final = re.compile(r"<(/?)([a-zA-Z]+)\b([^>]*)>")
_ADDRESS: Final = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_FORMAT_TAGS: Final = {"s": "s", "del": "s", "strike": "s", "b": "strong", "strong": "strong"}
"""HTML tags for struck-out and bold text, with the parser's name for the same in Markdown."""

_SILENT_TAGS: Final = frozenset({"a", "i", "em", "u", "ins", "span", "font", "small", "sub", "sup"})
"""HTML tags that only change the look of a cell's text, and are left out."""


def read_markdown(file: Path, raw: bytes) -> TableFile:
    """Returns the tables of a Markdown file; raises TableFileError if the file cannot be read."""
    text, notices = decoded(file, raw)
    if len(text) > MAX_MARKDOWN:
        raise too_large(file, f"it has {len(text):,} characters, and can have {MAX_MARKDOWN:,}")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MAX_LINES:
        raise too_large(file, f"it has more than {MAX_LINES:,} lines")
    if text.count(_PIPE) > MAX_SIGNS:
        raise too_large(file, f'it has "{_PIPE}" more than {MAX_SIGNS:,} times')
    text = _FRONT_MATTER.sub(lambda match: "\n" * match[0].count("\n"), text)
    reader = _TableReader(file, text)
    tables = tuple(reader.tables())
    if reader.cut:
        where = first_three(reader.cut)
        notices = (*notices, f"Not read: cells beyond the last column of their table, in {where}.")
    return TableFile(file.name, tables, notices)


class _TableReader:
    """Reads the Markdown tokens once, in order; only headings and cells are read for their text."""

    def __init__(self, file: Path, text: str) -> None:
        self.allowance = Allowance(file)
        self.lines = text.split("\n")
        self.parser: MarkdownIt = markdown_parser().enable("strikethrough")
        self.parser.core.ruler.disable(["inline", "text_join"])
        self.links: dict[str, Any] = {}
        self.tokens = iter(self.parser.parse(text, self.links))
        self.parser.core.ruler.enable(["inline", "text_join"])
        self.cut: list[str] = []
        self.signs = 0

    def tables(self) -> Iterator[SheetTable]:
        """Yields the tables, numbered from 1."""
        headings: dict[int, HeadingAbove] = {}
        number = 0
        for token in self.tokens:
            if token.type == "heading_open":
                level, place = int(token.tag[1:]), _place(token)
                headings = {each: headings[each] for each in headings if each < level}
                title = self.cell(next(self.tokens).content, place).text
                headings[level] = HeadingAbove(level, title, place)
            elif token.type == "table_open":
                number += 1
                yield self.table(number, tuple(headings.values()))

    def table(self, number: int, headings: tuple[HeadingAbove, ...]) -> SheetTable:
        """Returns the table that begins with the last token."""
        rows: list[list[SheetCell]] = []
        place = ""
        for token in self.tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                place = _place(token)
                rows.append([])
                self.notice_lost(token, len(rows[0]))
            elif token.type in ("th_open", "td_open"):
                cell = self.cell(next(self.tokens).content, place)
                if cell.text:
                    self.allowance.check_place(len(rows) - 1, len(rows[-1]), place)
                    self.allowance.add(cell.text, place)
                rows[-1].append(cell)
        self.allowance.add_area(len(rows), len(rows[0]), f"table {number}")
        return SheetTable(str(number), filled(rows, len(rows[0])), headings=headings)

    def notice_lost(self, row: Token, columns: int) -> None:
        """Records a row with more cells than columns: Markdown leaves the additional cells out."""
        line = row.map[0] if row.map else 0
        if columns and cells_written(self.lines[line]) > columns:
            self.cut.append(_place(row))

    def cell(self, source: str, place: str) -> SheetCell:
        """Returns a cell; `source` is its text in Markdown."""
        if not _SIGNS.search(source):
            text = source.strip()
            return SheetCell(place, text, text or None)
        self.signs += len(_SIGNS.findall(source)) + source.count("[") * (_BRACKETS_WORK - 1)
        if self.signs > MAX_SIGNS:
            raise too_large(self.allowance.file, f"{place} has too many signs of Markdown")
        reader = _CellReader()
        for token in self.parser.parseInline(source, self.links)[0].children or ():
            reader.read(token)
        return reader.cell(place)


class _CellReader:
    """Collects the pieces of a cell's text, and its links."""

    def __init__(self) -> None:
        self.pieces: list[TextPiece] = []
        self.links: list[str] = []
        self.depth = {"s": 0, "strong": 0}

    def read(self, token: Token) -> None:
        """Reads a token of the cell."""
        mark = token.type.removesuffix("_open").removesuffix("_close")
        if mark in self.depth:
            self.depth[mark] += token.nesting
        elif token.type == "link_open":
            self.links.append(str(token.attrGet("href") or ""))
        elif token.type == "html_inline":
            self.tag(token.content)
        elif token.type.endswith("break"):
            self.write("\n")
        else:
            self.write(token.content)

    def tag(self, source: str) -> None:
        """Reads an HTML tag; an unknown tag is read as a text."""
        match = _TAG.fullmatch(source)
        name = match[2].lower() if match else ""
        nesting = -1 if match and match[1] else 1
        if name == "br":
            self.write("\n")
        elif name in _FORMAT_TAGS:
            mark = _FORMAT_TAGS[name]
            self.depth[mark] = max(0, self.depth[mark] + nesting)
        elif name in _SILENT_TAGS:
            address = _ADDRESS.search(match[3]) if match else None
            self.links += [next(filter(None, address.groups()), "")] if address else []
        elif not source.startswith("<!--"):
            self.write(source)

    def write(self, text: str) -> None:
        """Adds a text to the cell, with its present format."""
        self.pieces.append(TextPiece(text, bool(self.depth["s"]), bool(self.depth["strong"])))

    def cell(self, place: str) -> SheetCell:
        """Returns the cell, without blanks around its line breaks."""
        written = styled_cell(place, self.pieces, None, PLAIN)
        text = _tidy(written.text)
        return written._replace(
            text=text,
            value=text or None,
            struck=_tidy(written.struck),
            bold=_tidy(written.bold),
            links=tuple(link for link in self.links if link),
        )


def _tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _place(token: Token) -> str:
    return f"line {token.map[0] + 1}" if token.map else ""
