"""Word: a file to be read, edited and sent on, with real headings, tables, lists and links."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from bptip.document import (
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
from bptip.render import docx_style
from bptip.render.docx_lines import Lines, add, bookmark, link
from bptip.render.docx_tables import Sheet
from bptip.render.in_words import in_words
from bptip.render.page_title import title_of
from bptip.render.paper import UPRIGHT, width_of
from bptip.render.strips import strip_legend
from bptip.render.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

    from bptip.document import Block, Document, Line
    from bptip.render.canvas import Canvas

DEEPEST: Final = 9
LONGEST: Final = 255
"""How many characters Word keeps of a title."""

_OF_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest day that an archive can name: the same page gives the same bytes on any day."""

_DATES: Final = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>")


def draw(document: Document, _: Canvas) -> bytes:
    """The page as a Word file."""
    word, width = docx.Document(), width_of(document)
    title = title_of(document)
    length = docx_style.set_page(word, lying=width != UPRIGHT)
    docx_style.set_styles(word)
    docx_style.number_pages(word, title, length)
    _set_properties(word, title)
    page = _Page(word, document, length, width)
    for block in document.blocks:
        page.block(block)
    page.paragraph(document.origin, docx_style.ORIGIN)
    return _packed(word)


class _Page:
    """The blocks of one page in one Word file."""

    def __init__(self, word: WordDocument, document: Document, length: int, width: int) -> None:
        found = [each for each in document.blocks if isinstance(each, References)]
        self.references = found[0] if found else None
        many = len(self.references.addresses) if self.references else 0
        self.word = word
        self.lines = Lines(frozenset(range(1, many + 1)))
        self.sheet = Sheet(word, self.lines, length, width)
        self.name = title_of(document)

    def block(self, block: Block) -> None:
        """Add a block."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph(parts):
                self._lines(parts)
            case Notice(parts):
                self.paragraph(parts, docx_style.NOTICE)
            case Bullets(items, numbered):
                self._list(items, numbered=numbered)
            case Facts(facts):
                self.sheet.facts(facts, self.name)
                self._below(())
            case Table():
                self.sheet.table(block, self.name)
                self._below(strip_legend(block))
            case Timeline():
                self.sheet.timeline(block, self.name)
                self._below(())
            case References():
                self._references(block)
            case Example(text):
                self.word.add_paragraph(visible(text).strip("\n"), docx_style.EXAMPLE)

    def paragraph(self, parts: Line, style: str = "Normal", *, new_page: bool = False) -> None:
        """A paragraph, if there is anything to say in it; with `new_page`, on a page's top."""
        if in_words(parts):
            made = self.word.add_paragraph(style=style)
            made.paragraph_format.page_break_before = new_page or None
            self.lines.write(made, parts)

    def _heading(self, block: Heading) -> None:
        if name := in_words(block.line):
            self.name = name
        style = f"Heading {max(1, min(block.level, DEEPEST))}"
        self.paragraph(block.line, style, new_page=block.new_page)
        self.paragraph(block.aside, docx_style.ASIDE)

    def _lines(self, parts: Sequence[Line]) -> None:
        """A paragraph, its lines each on its own."""
        told = [each for each in parts if in_words(each)]
        made = self.word.add_paragraph() if told else None
        for number, each in enumerate(told):
            if made is not None:
                if number:
                    made.add_run().add_break()
                self.lines.write(made, each)

    def _list(self, items: Sequence[Line], *, numbered: bool) -> None:
        style = "List Number" if numbered else "List Bullet"
        number = _new_numbering(self.word, style) if numbered else None
        for item in items:
            made = self.word.add_paragraph(style=style)
            if number is not None:
                properties: Any = made.paragraph_format.element.get_or_add_pPr()
                properties.get_or_add_numPr().get_or_add_numId().val = number
            self.lines.write(made, item)

    def _references(self, block: References) -> None:
        """The addresses by number; citations lead to those of the page's own references."""
        for number, address in enumerate(block.addresses, 1):
            made = self.word.add_paragraph(style=docx_style.REFERENCE)
            add(made, f"[{number}]")
            if block is self.references:
                _mark(made, number)
            made.add_run("\t")
            link(made, Link(address))

    def _below(self, parts: Line) -> None:
        """What stands below a table; two tables without anything between would be one."""
        style = docx_style.BELOW if parts else docx_style.BETWEEN
        self.lines.write(self.word.add_paragraph(style=style), parts)


def _new_numbering(word: WordDocument, style: str) -> int:
    """A numbering of its own for a list: it begins at 1, whatever lists stood before."""
    numbering: Any = word.part.numbering_part.element
    used: Any = word.styles[style].element
    known = numbering.num_having_numId(used.pPr.numPr.numId.val)
    new = numbering.add_num(known.abstractNumId.val)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)


def _mark(paragraph: WordParagraph, number: int) -> None:
    """Make a bookmark of a paragraph's first run."""
    run = paragraph.runs[0].element
    for kind, place in (("Start", run.addprevious), ("End", run.addnext)):
        mark = OxmlElement(f"w:bookmark{kind}")
        mark.set(qn("w:id"), str(number))
        if kind == "Start":
            mark.set(qn("w:name"), bookmark(number))
        place(mark)


def _set_properties(word: WordDocument, title: str) -> None:
    """What the file says of itself; nothing that it can't know, such as who made it."""
    properties = word.core_properties
    properties.title = title[:LONGEST]
    properties.language = docx_style.LANGUAGE
    properties.author = "bptip"
    properties.comments = ""


def _packed(word: WordDocument) -> bytes:
    """The file's bytes, the same for the same page: the archive's days are of no day."""
    saved, packed = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as steady:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename == "docProps/core.xml":
                content = _DATES.sub(b"", content)
            steady.writestr(ZipInfo(part.filename, _OF_NO_DAY), content, ZIP_DEFLATED)
    return packed.getvalue()
