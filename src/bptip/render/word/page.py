"""Word: a file to be read, edited and sent on, with real headings, tables, lists and links."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx

from bptip.pages.document import (
    Bullets,
    Example,
    Facts,
    Heading,
    Link,
    Notice,
    Paragraph,
    References,
    Table,
    Timeline,
)
from bptip.render.layout.bars import strip_legend
from bptip.render.layout.paper import PORTRAIT_WIDTH, page_width
from bptip.render.layout.plain_text import page_title, plain_text
from bptip.render.visible import visible
from bptip.render.word import style as docx_style
from bptip.render.word.lines import Lines, marked, paragraph, run
from bptip.render.word.tables import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument

    from bptip.pages.document import Block, Document, Line
    from bptip.render.layout.canvas import Canvas

NORMAL: Final = "Normal"
DEEPEST: Final = 9
LONGEST: Final = 255
"""How many characters Word keeps of a title."""

TABLES: Final = (Table, Facts, Timeline)
"""What is drawn as a table: a paragraph that stands right above one leads up to it."""

_OF_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest day that an archive can name: the same page gives the same bytes on any day."""

_PAGES: Final = b"<w:sectPr"
"""What the template's body, which is empty, begins with."""

_DATES: Final = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>")


def draw(document: Document, _: Canvas) -> bytes:
    """The page as a Word file."""
    word, width = docx.Document(), page_width(document)
    title = page_title(document)
    length = docx_style.set_page(word, lying=width != PORTRAIT_WIDTH)
    docx_style.set_styles(word)
    docx_style.number_pages(word, title, length)
    _set_properties(word, title)
    page = _WordPage(word, document, length, width)
    written = [
        *(page.block(block, keep=isinstance(following, TABLES))
          for block, following in zip_longest(document.blocks, document.blocks[1:])),
        page.paragraph(document.foot, docx_style.ORIGIN),
    ]  # fmt: skip
    return _packed(word, "".join(written))


class _WordPage:
    """The blocks of one page in one Word file, each as the format writes it."""

    def __init__(self, word: WordDocument, document: Document, length: int, width: int) -> None:
        found = [each for each in document.blocks if isinstance(each, References)]
        self.references = found[0] if found else None
        many = len(self.references.addresses) if self.references else 0
        self.word = word
        self.styles = {each.name: each.style_id for each in word.styles}
        self.lines = Lines(word.part, frozenset(range(1, many + 1)))
        self.sheet = Sheet(self.styles, self.lines, length, width)
        self.name = page_title(document)

    def block(self, block: Block, *, keep: bool) -> str:  # noqa: PLR0911  # one case a kind
        """A block; a paragraph is perhaps kept on the page of what follows."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(parts):
                return self._lines(parts, keep=keep)
            case Notice(parts):
                return self.paragraph(parts, docx_style.NOTICE)
            case Bullets(items, numbered):
                return self._list(items, numbered=numbered)
            case Facts(facts):
                return self.sheet.facts(facts, self.name) + self._below(())
            case Table():
                return self.sheet.table(block, self.name) + self._below(strip_legend(block))
            case Timeline():
                return self.sheet.timeline(block, self.name) + self._below(())
            case References():
                return self._references(block)
            case Example(text):
                return self._styled(docx_style.EXAMPLE, run(visible(text).strip("\n")))

    def paragraph(
        self, parts: Line, style: str = NORMAL, *, keep: bool = False, new_page: bool = False
    ) -> str:
        """A paragraph, if there is anything to say in it; with `new_page`, on a page's top."""
        if not plain_text(parts):
            return ""
        runs = self.lines.line(parts)
        return paragraph(self.styles[style], runs, keep=keep, new_page=new_page)

    def _styled(self, style: str, runs: str, *, keep: bool = False, numbering: int = 0) -> str:
        return paragraph(self.styles[style], runs, keep=keep, numbering=numbering)

    def _heading(self, block: Heading) -> str:
        if name := plain_text(block.line):
            self.name = name
        style = f"Heading {max(1, min(block.level, DEEPEST))}"
        heading = self.paragraph(block.line, style, new_page=block.new_page)
        return heading + self.paragraph(block.aside, docx_style.ASIDE)

    def _lines(self, parts: Sequence[Line], *, keep: bool) -> str:
        """A paragraph, its lines each on its own."""
        told = [self.lines.line(each) for each in parts if plain_text(each)]
        return self._styled(NORMAL, run("\n").join(told), keep=keep) if told else ""

    def _list(self, items: Sequence[Line], *, numbered: bool) -> str:
        style = "List Number" if numbered else "List Bullet"
        number = _new_numbering(self.word, style) if numbered else 0
        return "".join(
            self._styled(style, self.lines.line(item), numbering=number) for item in items
        )

    def _references(self, block: References) -> str:
        """The addresses by number; citations lead to those of the page's own references."""
        return "".join(
            self._styled(docx_style.REFERENCE, self._reference(block, number, address))
            for number, address in enumerate(block.addresses, 1)
        )

    def _reference(self, block: References, number: int, address: str) -> str:
        label = run(f"[{number}]")
        label = marked(number, label) if block is self.references else label
        return label + run("\t") + self.lines.link(Link(address))

    def _below(self, parts: Line) -> str:
        """What stands below a table; two tables without anything between would be one."""
        style = docx_style.BELOW if parts else docx_style.BETWEEN
        return self._styled(style, self.lines.line(parts))


def _new_numbering(word: WordDocument, style: str) -> int:
    """A numbering of its own for a list: it begins at 1, whatever lists stood before."""
    numbering: Any = word.part.numbering_part.element
    used: Any = word.styles[style].element
    known = numbering.num_having_numId(used.pPr.numPr.numId.val)
    new = numbering.add_num(known.abstractNumId.val)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)


def _set_properties(word: WordDocument, title: str) -> None:
    """What the file says of itself; nothing that it can't know, such as who made it."""
    properties = word.core_properties
    properties.title = title[:LONGEST]
    properties.language = docx_style.LANGUAGE
    properties.author = "bptip"
    properties.comments = ""


def _packed(word: WordDocument, written: str) -> bytes:
    """The file's bytes, what is written in its place: before what describes the file's pages.

    They are the same for the same page: the archive's days are of no day.
    """
    saved, packed = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as steady:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename == "docProps/core.xml":
                content = _DATES.sub(b"", content)
            elif part.filename == "word/document.xml":
                content = content.replace(_PAGES, written.encode() + _PAGES, 1)
            steady.writestr(ZipInfo(part.filename, _OF_NO_DAY), content, ZIP_DEFLATED)
    return packed.getvalue()
