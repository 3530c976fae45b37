"""A Word table in the making: rows that stay whole, a head that stands on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph

from bptip.document import Align
from bptip.render import theme
from bptip.render.docx_style import CELL, CELL_HEADING, CELL_STRUCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement


class Grid:
    """A table at the end of a Word file, with the widths of its columns in twentieths of a point.

    It is made of elements, since the library's own tables look at every row for each cell.
    """

    def __init__(
        self, word: WordDocument, twips: Sequence[int], name: str, *, head: bool, ruled: bool
    ) -> None:
        self.word = word
        self.twips = twips
        self.styles = {each: word.styles[each].style_id
                       for each in (CELL, CELL_HEADING, CELL_STRUCK)}  # fmt: skip
        self.table: BaseOxmlElement = parse_xml(_table_xml(twips, head=head, ruled=ruled))
        for caption in self.table.iter(qn("w:tblCaption")):
            caption.set(qn("w:val"), name)
        word.element.body[-1].addprevious(self.table)

    def add_row(self, *, head: bool = False) -> None:
        """A row that no page's end divides; a head is repeated on every page."""
        repeated = "<w:tblHeader/>" if head else ""
        self.row: BaseOxmlElement = parse_xml(
            f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{repeated}</w:trPr></w:tr>"
        )
        self.table.append(self.row)
        self.free: Iterator[int] = iter(self.twips)

    def add_cell(self, ground: theme.Ink | None = None) -> None:
        """The next cell of the row, perhaps on a ground."""
        fill = ground.light.upper() if ground else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        wide = f'<w:tcW w:w="{next(self.free)}" w:type="dxa"/>'
        self.cell: BaseOxmlElement = parse_xml(
            f"<w:tc {nsdecls('w')}><w:tcPr>{wide}{shade}</w:tcPr></w:tc>"
        )
        self.row.append(self.cell)

    def paragraph(self, style: str, align: Align = Align.LEFT, indent: int = 0) -> Paragraph:
        """A new paragraph in the cell, which needs one at least."""
        side = '<w:jc w:val="right"/>' if align is Align.RIGHT else ""
        stands = f'<w:ind w:left="{indent}"/>' if indent else ""
        known = f'<w:pStyle w:val="{self.styles[style]}"/>'
        element = parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{known}{stands}{side}</w:pPr></w:p>")
        self.cell.append(element)
        return Paragraph(element, self.word)


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
