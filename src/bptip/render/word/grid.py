"""A Word table in the making: rows that stay whole, a head that stands on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import quoteattr

from bptip.render import theme
from bptip.render.word.lines import light, shading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Cell(NamedTuple):
    """The paragraphs of a cell, as the format writes them, perhaps on a ground."""

    paragraphs: str
    ground: theme.Colour | None = None


class WordTable:
    """A table with the widths of its columns in twentieths of a point, under a name."""

    def __init__(self, twips: Sequence[int], name: str, *, head: bool, ruled: bool) -> None:
        self.widths = [f'<w:tcW w:w="{each}" w:type="dxa"/>' for each in twips]
        self.parts = [_opening(twips, name, head=head, ruled=ruled)]

    def add_row(self, cells: Iterable[Cell], *, head: bool = False) -> None:
        """A row that no page's end divides; a head is repeated on every page."""
        repeated = "<w:tblHeader/>" if head else ""
        self.parts.append(f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>")
        for width, cell in zip(self.widths, cells, strict=True):
            shade = shading(cell.ground) if cell.ground else ""
            self.parts.append(f"<w:tc><w:tcPr>{width}{shade}</w:tcPr>{cell.paragraphs}</w:tc>")
        self.parts.append("</w:tr>")

    def whole(self) -> str:
        """The table as the format writes it."""
        return "".join([*self.parts, "</w:tbl>"])


def _opening(grid: Sequence[int], name: str, *, head: bool, ruled: bool) -> str:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{light(theme.LINE_COLOUR)}"'
    sides = ("top", "bottom", "insideH") if ruled else ()
    borders = "".join(f"<w:{side} {rule}/>" for side in sides)
    margins = "".join(f'<w:{side} w:w="85" w:type="dxa"/>' for side in ("left", "right"))
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in grid)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>"
        f'<w:tblLook w:val="0000" w:firstRow="{int(head)}" w:firstColumn="1" w:lastRow="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={quoteattr(name)}/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )
