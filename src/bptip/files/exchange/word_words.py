"""Reads own words in a Word file as the tokens of own words in Markdown.

A paragraph counts as a line, so that the rules for Markdown apply; refusals name the paragraph.
The highest headings are sections. Content that a report cannot show is refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.files.exchange.limits import too_large
from bptip.files.exchange.own_words_lines import TYPED_BULLET
from bptip.files.exchange.package import Attributes, Package, is_switched_on, value_of
from bptip.files.exchange.word_document import (
    BREAKS,
    LINK_FIELD,
    NOT_SHOWN,
    WordDocument,
    sign_in,
    word_notices,
)
from bptip.files.exchange.word_styles import BULLET, WordStyle, fill_in
from bptip.files.exchange.word_tokens import Table, WordParagraph, WordPiece, tokens_of
from bptip.files.exchange.workbook_styles import is_unseen
from bptip.files.exchange.workbook_texts import written

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_PARAGRAPHS: Final = 20_000
"""Maximum number of paragraphs in own words, empty ones and those of tables too; set by hand."""

_REFUSED: Final = {
    "drawing": "an image", "pict": "an image", "object": "an image or an embedded file",
    "oMath": "an equation", "footnoteReference": "a footnote: its text would be lost",
    "endnoteReference": "an endnote: its text would be lost",
    "ins": "a tracked change: accept or reject it first",
    "del": "a tracked change: accept or reject it first",
    "moveFrom": "a tracked change: accept or reject it first",
    "moveTo": "a tracked change: accept or reject it first",
    "hidden": "a hidden row of a table", "showingPlcHdr": "a field that is not filled in",
    "altChunk": "text from another file: save the file in Word again",
    "subDoc": "text from another file: copy it in", "rt": "a reading above characters",
    "gridSpan": "merged cells of a table", "vMerge": "merged cells of a table",
    "txbxContent": "a text box",
}  # fmt: skip
"""The reasons for refusing elements, by the names of the elements."""

_SWITCHES: Final = frozenset({"hidden", "showingPlcHdr"})
_LEFT_OUT: Final = NOT_SHOWN | {
    "drawing", "pict", "object", "oMath", "del", "moveFrom", "txbxContent"
}  # fmt: skip
"""Elements whose texts do not belong to the paragraph."""


class WordTokens(NamedTuple):
    """Own words of a Word file: tokens, the text of each paragraph, refusals and notices."""

    tokens: tuple[Token, ...]
    texts: tuple[str, ...]
    refusals: tuple[tuple[int, str], ...]
    notices: tuple[str, ...]


def word_tokens(file: Path, raw: bytes) -> WordTokens:
    """Returns the own words in a Word file; raises BptipError if the file cannot be read."""
    package = Package(file, raw)
    reader = _Reader(package, package.main_part())
    package.parse(reader.main, reader.start, reader.end, reader.characters)
    return WordTokens(
        tuple(tokens_of(reader.blocks)),
        tuple(reader.texts),
        tuple(reader.refusals),
        tuple(word_notices(package)),
    )


class _Reader:
    """Reads the elements of a document in order: paragraphs, and tables of paragraphs."""

    def __init__(self, package: Package, main: str) -> None:
        self.main = main
        self.document = WordDocument(package, main)
        self.blocks: list[WordParagraph | Table] = []
        self.texts: list[str] = []
        self.refusals: list[tuple[int, str]] = []
        self._path: list[str] = []
        self._left_out = 0
        self._file = package.file
        self._table: Table | None = None
        self._depth = 0
        self._paragraph = WordParagraph(0)
        self._run = WordStyle()
        self._em = False
        self._fill: str | None = None
        self._table_fill: str | None = None
        self._target = self._field = ""
        self._collects = ""

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: C901, PLR0912  # one case a kind
        """Reads the start of an element."""
        is_in_run = self._path[-1:] == ["rPr"] and "pPr" not in self._path
        self._path.append(name)
        if name in _REFUSED and (name not in _SWITCHES or is_switched_on(attributes)):
            self._refuse(_REFUSED[name])
        self._left_out += name in _LEFT_OUT
        match name:
            case _ if self._left_out:
                return
            case "p":
                if len(self.texts) == MAX_PARAGRAPHS:
                    raise too_large(self._file, f"it has more than {MAX_PARAGRAPHS:,} paragraphs")
                self._paragraph = WordParagraph(len(self.texts) + 1)
                self.texts.append("")
                self._fill = self._fill if self._table else None
            case "pStyle" | "outlineLvl" | "numId" | "ilvl":
                self._paragraph.read(name, value_of(attributes))
            case "r":
                self._run, self._em = WordStyle(), False
            case "rStyle" if is_in_run:
                self._run = self._run.over(self.document.style(value_of(attributes)))
            case "i" if is_in_run:
                self._em = is_switched_on(attributes)
            case _ if is_in_run:
                self._run = self._run.formatted(name, attributes)
            case "tblStyle":
                self._table_fill = self.document.style(value_of(attributes)).fill
            case "shd":
                self._fill = fill_in(attributes) or self._fill
            case "t" | "instrText":
                self._collects = name
            case "sym":
                self._write(sign_in(attributes))
            case "hyperlink":
                self._target = self.document.address(attributes)
            case "fldSimple":
                self._target = _linked(value_of(attributes, "instr") or "")
            case "fldChar":
                self._start_field(value_of(attributes, "fldCharType") or "")
            case "tbl" | "tr" | "tc":
                self._start_table(name)
            case _ if name in BREAKS and self._path[-2:-1] == ["r"]:
                self._write(BREAKS[name])

    def end(self, name: str) -> None:
        """Reads the end of an element."""
        self._path.pop()
        self._left_out -= name in _LEFT_OUT
        if self._left_out:
            return
        if name in ("t", "instrText"):
            self._collects = ""
        elif name in ("hyperlink", "fldSimple"):
            self._target = ""
        elif name == "p":
            self._end_paragraph()
        elif name == "tbl":
            self._depth -= 1
            if not self._depth and self._table is not None:
                self.blocks.append([row for row in self._table if row])
                self._table = None

    def characters(self, text: str) -> None:
        """Reads the characters of a text, or of a field that may be a link."""
        if self._left_out:
            return
        if self._collects == "t":
            self._write(text)
        elif self._collects:
            self._field += text

    def _write(self, text: str) -> None:
        """Adds a text to the paragraph; refuses the paragraph if a reader cannot see the text."""
        style = self._run.over(self.document.style(self._paragraph.style_id))
        if style.is_struck:
            self._refuse("struck-out text")
        if style.is_hidden:
            self._refuse("hidden text")
        elif (
            style.ink is not None
            and text.strip()
            and is_unseen(style.ink, style.fill or self._fill)
        ):
            self._refuse("text that can hardly be seen")
        text = written(text, style.position)
        is_strong = bool(self._run.is_bold)
        self._paragraph.pieces.append(WordPiece(text, is_strong, self._em, self._target))

    def _start_field(self, kind: str) -> None:
        if kind == "separate":
            self._target = _linked(self._field)
        else:
            self._field = self._target = ""

    def _refuse(self, why: str) -> None:
        """Refuses the present paragraph."""
        self.refusals.append((max(1, len(self.texts)), why))

    def _start_table(self, name: str) -> None:
        if name == "tbl":
            self._depth += 1
            if self._depth > 1:
                self._refuse("a table within a table")
            else:
                self._table, self._table_fill = [], None
        elif self._table is not None and name == "tr":
            self._table.append([])
        elif self._table:
            self._table[-1].append(WordParagraph(len(self.texts) + 1))
            self._fill = self._table_fill

    def _end_paragraph(self) -> None:
        paragraph, style = self._paragraph, self.document.style(self._paragraph.style_id)
        if paragraph.heading is None:
            paragraph.heading = style.heading
        if place := paragraph.list_place(style):
            paragraph.list_level = place.level
            paragraph.label = self.document.label(place)
        elif paragraph.heading is None and (match := TYPED_BULLET.match(paragraph.written)):
            paragraph.label, paragraph.list_level = BULLET, 0
            paragraph.remove_start(match.end())
        if self._table is None:
            self.texts[paragraph.number - 1] = paragraph.text
            self.blocks.append(paragraph)
        elif self._table and self._table[-1]:
            cell = self._table[-1][-1]
            blank = [WordPiece(" ", strong=False, em=False, target="")] if cell.pieces else []
            label = [WordPiece(f"{paragraph.label} ", strong=False, em=False, target="")]
            cell.pieces += [*blank, *(label if paragraph.label else []), *paragraph.pieces]


def _linked(field: str) -> str:
    """Returns the address that a field links to; "" for a field that is not a link."""
    match = LINK_FIELD.search(field)
    return match[1] if match else ""
