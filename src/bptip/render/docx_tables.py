"""Tables in Word: real ones, whose head stands on every page and whose rows stay whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph

from bptip import words
from bptip.document import Align
from bptip.render import theme
from bptip.render.columns import GAP
from bptip.render.docx_lines import NO_BREAK, SMALL, add, ground
from bptip.render.docx_style import CELL, CELL_HEADING, CELL_STRUCK
from bptip.render.paper import widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

    from bptip.document import Line, Row, Span, Table, Timeline
    from bptip.render.docx_lines import Lines


INDENT: Final = 170
"""How far a row stands in for each level, in twentieths of a point."""

TWIP: Final = 635
"""A twentieth of a point, in the units of a length."""

DRAWN: Final = 90
"""The width of a timeline, in blanks."""


class Sheet:
    """Writes tables into a Word file, on pages `length` wide, which hold `width` characters."""

    def __init__(self, word: WordDocument, lines: Lines, length: int, width: int) -> None:
        self.word = word
        self.lines = lines
        self.width = width
        self.twips = length / TWIP / (width + GAP)

    def table(self, block: Table, name: str) -> None:
        """A table with its head, under the name of the heading that it stands under."""
        columns = widths(block, self.width)
        element = self._begin([columns[n] for n in range(len(block.columns))], name, head=True)
        self._head(element, block)
        for row in block.rows:
            self._row(element, block, row)

    def facts(self, facts: Sequence[tuple[str, Sequence[Line]]], name: str) -> None:
        """Labels to the left, what there is to say to the right."""
        label_width = min(self.width // 4, max(len(label) for label, _ in facts) + GAP)
        element = self._begin([label_width, self.width - label_width - GAP], name, ruled=False)
        for label, told in facts:
            row = _add_row(element)
            add(self._paragraph(_add_cell(row), CELL_HEADING), label)
            cell = _add_cell(row)
            for line in told or ((),):
                self.lines.write(self._paragraph(cell), line)

    def timeline(self, block: Timeline, name: str) -> None:
        """The stretches: what, drawn, in words."""
        drawn = self.width * 2 // 5
        label = min(self.width // 4, max((len(each.label) for each in block.spans), default=1))
        element = self._begin([label, drawn, self.width - label - drawn - 2 * GAP], name, head=True)
        head = _add_row(element, head=True)
        for told in ("", words.period(block.start, block.end), ""):
            add(self._paragraph(_add_cell(head), CELL_HEADING), told)
        for span in block.spans:
            row = _add_row(element)
            add(self._paragraph(_add_cell(row), CELL_HEADING), span.label)
            _stretch(self._paragraph(_add_cell(row)), block, span)
            told = words.stretch(span.start, span.end, span.status, span.mark)
            add(self._paragraph(_add_cell(row)), told)

    def _begin(
        self, columns: Sequence[int], name: str, *, head: bool = False, ruled: bool = True
    ) -> BaseOxmlElement:
        """An empty table at the end of the file, with the widths of its columns in characters."""
        grid = [round((each + GAP) * self.twips) for each in columns]
        element: BaseOxmlElement = parse_xml(_table_xml(grid, head=head, ruled=ruled))
        caption = element.find(qn("w:tblPr") + "/" + qn("w:tblCaption"))
        assert caption is not None
        caption.set(qn("w:val"), name)
        self.word.element.body[-1].addprevious(element)
        return element

    def _head(self, element: BaseOxmlElement, block: Table) -> None:
        row = _add_row(element, head=True)
        for column in block.columns:
            cell = _add_cell(row, theme.TINT if block.titled else None)
            add(self._paragraph(cell, CELL_HEADING, column.align), column.title)

    def _row(self, element: BaseOxmlElement, block: Table, row: Row) -> None:
        style = CELL_STRUCK if row.struck else CELL_HEADING if row.heading else CELL
        made = _add_row(element)
        for place, column in enumerate(block.columns):
            cell = _add_cell(made, theme.TINT if row.heading else None)
            indent = 0 if place else row.level * INDENT
            paragraph = self._paragraph(cell, style, column.align, indent)
            self.lines.write(paragraph, row.cells[place])

    def _paragraph(
        self,
        cell: BaseOxmlElement,
        style: str = CELL,
        align: Align = Align.LEFT,
        indent: int = 0,
    ) -> Paragraph:
        """A new paragraph in a cell."""
        side = '<w:jc w:val="right"/>' if align is Align.RIGHT else ""
        stands = f'<w:ind w:left="{indent}"/>' if indent else ""
        known = self.word.styles[style].style_id
        element = parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{known}"/>{stands}{side}</w:pPr></w:p>'
        )
        cell.append(element)
        return Paragraph(element, self.word)


def _stretch(paragraph: Paragraph, block: Timeline, span: Span) -> None:
    """A stretch of time as blanks, some of them on the ground of its status."""
    days = max(1, (block.end - block.start).days)
    ends = sorted((each - block.start).days / days for each in (span.start, span.end))
    first, last = (round(DRAWN * min(1.0, max(0.0, each))) for each in ends)
    first = min(first, DRAWN - 1)
    paragraph.add_run(NO_BREAK * first).font.size = SMALL
    ground(paragraph, span.status, max(1, last - first))


def _add_row(table: BaseOxmlElement, *, head: bool = False) -> BaseOxmlElement:
    """A row that no page's end divides; a head is repeated on every page."""
    repeated = "<w:tblHeader/>" if head else ""
    row: BaseOxmlElement = parse_xml(
        f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{repeated}</w:trPr></w:tr>"
    )
    table.append(row)
    return row


def _add_cell(row: BaseOxmlElement, on: theme.Ink | None = None) -> BaseOxmlElement:
    """A cell, as wide as its column says."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{on.light.upper()}"/>' if on else ""
    table = row.getparent()
    assert table is not None
    column = table.findall(qn("w:tblGrid") + "/" + qn("w:gridCol"))[len(row) - 1]
    wide = column.get(qn("w:w"))
    cell: BaseOxmlElement = parse_xml(
        f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{shade}</w:tcPr></w:tc>'
    )
    row.append(cell)
    return cell


def _table_xml(grid: Sequence[int], *, head: bool, ruled: bool) -> str:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{theme.RULE.light.upper()}"'
    sides = ("top", "bottom", "insideH") if ruled else ()
    borders = "".join(f"<w:{side} {rule}/>" for side in sides)
    margins = "".join(f'<w:{side} w:w="85" w:type="dxa"/>' for side in ("left", "right"))
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in grid)
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0000" w:firstRow="{int(head)}" w:firstColumn="1" w:lastRow="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val=""/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid></w:tbl>"
    )
