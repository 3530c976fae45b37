"""Word: a file to read, edit and send on, with real headings, tables, lists and links."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bptip.pages import document as doc
from bptip.render.layout.bars import segments_in_bars, strip_legend
from bptip.render.layout.canvas import Canvas
from bptip.render.layout.paper import PaperPart, PaperWidths, paper_parts
from bptip.render.layout.plain_text import page_title, plain_text
from bptip.render.visible import on_one_line, visible
from bptip.render.word import styles
from bptip.render.word.contents import ContentsWriter
from bptip.render.word.elements import bookmark, paragraph, run
from bptip.render.word.lines import LineWriter, reference_name
from bptip.render.word.package import Contents, WordPage, packed, section
from bptip.render.word.tables import TableWriter
from bptip.render.word.tracked_changes import Revision

WIDTHS: Final = PaperWidths(98, 148)
"""Widths of the text (digits); tuned with LibreOffice on a font with the widths of Calibri."""

DRAWN_AS_TABLES: Final = (doc.Table, doc.Facts, doc.Timeline)
"""The blocks that become tables; a paragraph directly above such a block introduces it."""

MANY_REFERENCES: Final = 60
"""Minimum number of references for two columns; in one column, they would exceed a page."""

KEPT_REFERENCES: Final = 3
"""Minimum number of references on the page of the document's foot, if there are that many."""


def draw(document: doc.Document, _: Canvas) -> bytes:
    """Returns the page as a Word file."""
    title = on_one_line(document.title) or page_title(document)
    writer = _BlockWriter(document, title)
    parts = paper_parts(document, WIDTHS)
    last = parts[-1]
    body = "".join(
        (
            *(
                f"{writer.part(part, then)}"
                f"{_section_end(WordPage(part.is_landscape), continues=writer.is_below_columns)}"
                for part, then in pairwise(parts)
            ),
            writer.part(last),
            writer.paragraph(document.foot, styles.PAGE_FOOT),
            section(WordPage(last.is_landscape), continues=writer.is_below_columns),
        )
    )
    contents = Contents(writer.lines.relations, writer.lines.pictures, writer.first_numbers)
    return packed(title, document.author or "bptip", body, contents)


def _section_end(page: WordPage, *, columns: int = 1, continues: bool = False) -> str:
    """Returns the empty paragraph that ends a section, too low to spill onto a new page."""
    end = section(page, columns=columns, continues=continues)
    return paragraph(styles.SECTION_END, "", section=end)


class _BlockWriter:
    """Writes the blocks of a document; tables are named after the heading above them."""

    def __init__(self, document: doc.Document, title: str) -> None:
        self.references = document.references
        cited, day = self.references.numbers, document.revised
        revision = Revision(cited.stop, document.author, day) if day else None
        self.lines = LineWriter(cited, revision)
        self.heading = title
        self.introduced_level = 0
        self.has_foot = bool(plain_text(document.foot))
        self.contents = ContentsWriter(document)
        self.first_numbers: list[int] = []
        self.is_below_columns = False

    def part(self, part: PaperPart, then: PaperPart | None = None) -> str:
        """Returns the blocks of a part, which begins a page; `then` is the part after it."""
        self.page = page = WordPage(part.is_landscape)
        self.is_below_columns = False
        width = WIDTHS.landscape if part.is_landscape else WIDTHS.portrait
        self.tables = TableWriter(self.lines, page.text_width, width)
        following = (*part.blocks[1:], then.blocks[0] if then else None)
        return "".join(
            self.block(block, after, begins=place == 0)
            for place, (block, after) in enumerate(zip(part.blocks, following, strict=False))
        )

    def block(  # noqa: C901, PLR0911  # one case a kind
        self, block: doc.Block, following: doc.Block | None, *, begins: bool = False
    ) -> str:
        """Returns a block; `begins` is True if the block is the first of its part.

        A block that introduces the following block stays on the same page.
        """
        if not isinstance(block, (doc.Paragraph, doc.Remark)):
            self.introduced_level = block.level if isinstance(block, doc.Heading) else 0
        match block:
            case doc.Heading():
                return self._heading(block, keep=following is not None, begins=begins)
            case doc.Paragraph(lines):
                return self._lines(lines, keep=self._introduces(following))
            case doc.Notice(line):
                return self.paragraph(line, styles.NOTICE)
            case doc.Bullets():
                return self._list(block)
            case doc.Facts(facts):
                return self.tables.facts(facts, self.heading) + self._below("", following)
            case doc.Table():
                table = self.tables.table(block, on_one_line(block.name) or self.heading)
                legend = self.lines.bar_legend(segments_in_bars(block), self.tables.width)
                legend = legend or self.lines.line(strip_legend(block))
                return table + self._below(legend, following)
            case doc.Timeline():
                return self.tables.timeline(block, self.heading) + self._below("", following)
            case doc.References():
                return self._references(block, keep=following is None and self.has_foot)
            case doc.Example(text):
                return paragraph(styles.EXAMPLE, run(visible(text).strip("\n")))
            case doc.Remark():
                return ""

    def paragraph(self, line: doc.Line, style: str, *, keep: bool = False) -> str:
        """Returns a line as a paragraph; "" if it is empty."""
        return paragraph(style, self.lines.line(line), keep=keep) if plain_text(line) else ""

    def _heading(self, block: doc.Heading, *, keep: bool, begins: bool) -> str:
        """Returns a heading and the line below it, after the contents if they belong here."""
        aside = self.paragraph(block.aside, styles.ASIDE, keep=keep)
        if not plain_text(block.line):
            return aside
        self.heading = plain_text(block.line)
        contents = self.contents.before(block, begins=begins)
        new_page = block.new_page and not begins and not contents
        runs = self.contents.marked(block, self.lines.line(block.line))
        style = styles.heading_style(block.level)
        return contents + paragraph(style, runs, new_page=new_page) + aside

    def _lines(self, lines: Sequence[doc.Line], *, keep: bool) -> str:
        """Returns a paragraph of the lines that are not empty; "" if all lines are empty."""
        runs = [self.lines.line(line) for line in lines if plain_text(line)]
        return paragraph(styles.NORMAL, run("\n").join(runs), keep=keep) if runs else ""

    def _list(self, block: doc.Bullets) -> str:
        """Returns a list; each numbered list begins its own count."""
        number = 0
        if block.numbered:
            self.first_numbers.append(block.first)
            number = styles.list_number(len(self.first_numbers))
        style = styles.NUMBER_ITEM if block.numbered else styles.BULLET_ITEM
        return "".join(
            paragraph(style, self.lines.line(item), numbering=number) for item in block.items
        )

    def _introduces(self, following: doc.Block | None) -> bool:
        """True if a paragraph must be on the same page as the block below.

        A heading and its first paragraph must not be alone at the end of a page, below which the
        first subheading follows. The document's foot must not be alone on the last page.
        """
        if isinstance(following, doc.Heading):
            return 0 < self.introduced_level < following.level
        return isinstance(following, DRAWN_AS_TABLES) or (following is None and self.has_foot)

    def _references(self, block: doc.References, *, keep: bool) -> str:
        """Returns the addresses by number; with `keep`, the last addresses are on the foot's page.

        References in columns ignore `keep`, which would make the columns unequal in length.
        """
        in_columns = len(block.addresses) >= MANY_REFERENCES
        kept_from = len(block.addresses)
        if keep and not in_columns:
            kept_from -= KEPT_REFERENCES
        listed = "".join(
            paragraph(
                styles.REFERENCE, self._reference(block, number, address), keep=number > kept_from
            )
            for number, address in enumerate(block.addresses, 1)
        )
        if not in_columns:
            return listed
        above = _section_end(self.page, continues=self.is_below_columns)
        self.is_below_columns = True
        return above + listed + _section_end(self.page, columns=2, continues=True)

    def _reference(self, block: doc.References, number: int, address: str) -> str:
        """Returns a reference; citations link to the first list of references of the document."""
        label = run(f"[{number}]")
        if block is self.references:
            label = bookmark(number, reference_name(number), label)
        return label + run("\t") + self.lines.link(doc.Link(address))

    def _below(self, legend: str, following: doc.Block | None) -> str:
        """Returns the paragraph below a table, which separates it from a next table.

        A table before a heading gets no empty paragraph: the heading has space above itself, and
        an empty paragraph could spill onto a page of its own before a heading that begins a page.
        """
        if legend:
            return paragraph(styles.LEGEND, legend)
        return "" if isinstance(following, doc.Heading) else paragraph(styles.TABLE_GAP, "")
