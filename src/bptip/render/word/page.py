"""Word: a file to read, edit and send on, with real headings, tables, lists and links."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from bptip.pages import document as doc
from bptip.render.layout.bars import strip_legend
from bptip.render.layout.paper import PORTRAIT_WIDTH, page_width
from bptip.render.layout.plain_text import page_title, plain_text
from bptip.render.visible import visible
from bptip.render.word import styles
from bptip.render.word.elements import Revision, paragraph, run
from bptip.render.word.lines import LineWriter, bookmark
from bptip.render.word.package import WordPage, packed
from bptip.render.word.tables import TableWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bptip.render.layout.canvas import Canvas

DRAWN_AS_TABLES: Final = (doc.Table, doc.Facts, doc.Timeline)
"""The blocks that become tables; a paragraph right above one introduces it."""


def draw(document: doc.Document, _: Canvas) -> bytes:
    """Returns the page as a Word file."""
    width = page_width(document)
    page = WordPage(page_title(document), is_landscape=width != PORTRAIT_WIDTH)
    writer = _BlockWriter(document, page, width)
    written = [
        writer.block(block, keep=isinstance(following, DRAWN_AS_TABLES))
        for block, following in zip_longest(document.blocks, document.blocks[1:])
    ]
    foot = writer.paragraph(document.foot, styles.PAGE_FOOT)
    return packed(page, "".join((*written, foot)), writer.lines.relations, writer.first_numbers)


class _BlockWriter:
    """Writes the blocks of one page; tables are named after the heading above them."""

    def __init__(self, document: doc.Document, page: WordPage, width: int) -> None:
        lists = [block for block in document.blocks if isinstance(block, doc.References)]
        self.references = lists[0] if lists else doc.References(())
        cited = range(1, len(self.references.addresses) + 1)
        day = document.revised
        revision = Revision(cited.stop, document.author, day) if day else None
        self.lines = LineWriter(cited, revision)
        self.tables = TableWriter(self.lines, page.text_width, width)
        self.heading = page.title
        self.first_numbers: list[int] = []

    def block(self, block: doc.Block, *, keep: bool) -> str:  # noqa: C901, PLR0911  # one case a kind
        """Returns a block; a paragraph with `keep` stays on the page of the next block."""
        match block:
            case doc.Heading():
                return self._heading(block)
            case doc.Paragraph(lines):
                return self._lines(lines, keep=keep)
            case doc.Notice(line):
                return self.paragraph(line, styles.NOTICE)
            case doc.Bullets():
                return self._list(block)
            case doc.Facts(facts):
                return self.tables.facts(facts, self.heading) + self._below(())
            case doc.Table():
                table = self.tables.table(block, self.heading)
                return table + self._below(strip_legend(block))
            case doc.Timeline():
                return self.tables.timeline(block, self.heading) + self._below(())
            case doc.References():
                return self._references(block)
            case doc.Example(text):
                return paragraph(styles.EXAMPLE, run(visible(text).strip("\n")))
            case doc.Remark():
                return ""

    def paragraph(self, line: doc.Line, style: str, *, new_page: bool = False) -> str:
        """Returns a line as a paragraph, with `new_page` at the top of a page; "" if empty."""
        if not plain_text(line):
            return ""
        return paragraph(style, self.lines.line(line), new_page=new_page)

    def _heading(self, block: doc.Heading) -> str:
        """Returns a heading and the line below it."""
        self.heading = plain_text(block.line) or self.heading
        style = styles.heading_style(block.level)
        heading = self.paragraph(block.line, style, new_page=block.new_page)
        return heading + self.paragraph(block.aside, styles.ASIDE)

    def _lines(self, lines: Sequence[doc.Line], *, keep: bool) -> str:
        """Returns a paragraph of several lines, without the empty ones; "" if all are."""
        runs = [self.lines.line(line) for line in lines if plain_text(line)]
        return paragraph(styles.NORMAL, run("\n").join(runs), keep=keep) if runs else ""

    def _list(self, block: doc.Bullets) -> str:
        """Returns a list; each numbered one has numbers of its own."""
        number = 0
        if block.numbered:
            self.first_numbers.append(block.first)
            number = styles.list_number(len(self.first_numbers))
        style = styles.NUMBER_ITEM if block.numbered else styles.BULLET_ITEM
        return "".join(
            paragraph(style, self.lines.line(item), numbering=number) for item in block.items
        )

    def _references(self, block: doc.References) -> str:
        """Returns the addresses by number."""
        return "".join(
            paragraph(styles.REFERENCE, self._reference(block, number, address))
            for number, address in enumerate(block.addresses, 1)
        )

    def _reference(self, block: doc.References, number: int, address: str) -> str:
        """Returns a reference; the citations of a page lead to its first list of references."""
        label = run(f"[{number}]")
        label = bookmark(number, label) if block is self.references else label
        return label + run("\t") + self.lines.link(doc.Link(address))

    def _below(self, legend: doc.Line) -> str:
        """Returns the paragraph below a table; without it, the next table would continue it."""
        style = styles.LEGEND if legend else styles.TABLE_GAP
        return paragraph(style, self.lines.line(legend))
