"""The elements of a Word file as XML: runs of text, paragraphs, tables.

The elements are written as text. python-docx creates an object for each run and property, takes
several times as long, and needs minutes for a long table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from bptip.pages.document import Align
from bptip.render import theme
from bptip.render.direction import by_direction

_TEXT: Final = '<w:t xml:space="preserve">'
_CONTROLS: Final = {"\n": f"</w:t><w:br/>{_TEXT}", "\t": f"</w:t><w:tab/>{_TEXT}"}


class RunStyle(NamedTuple):
    """The properties in which a run differs from its paragraph; `size` is in points."""

    font: str = ""
    bold: bool | None = None
    italic: bool = False
    strike: bool = False
    colour: theme.Colour | None = None
    size: float = 0
    underline: bool = False
    background: theme.Colour | None = None
    right_to_left: bool = False


PLAIN: Final = RunStyle()


def run(text: str, style: RunStyle = PLAIN) -> str:
    """Returns visible text as runs of one direction each; a line feed begins a line."""
    return "".join(
        _run(piece, style._replace(right_to_left=True) if runs_left else style)
        for runs_left, piece in by_direction(text)
    )


def _run(text: str, style: RunStyle) -> str:
    """Returns a run of visible text in one direction."""
    return f"<w:r>{run_properties(style)}{_TEXT}{escape(text, _CONTROLS)}</w:t></w:r>"


@cache
def run_properties(style: RunStyle) -> str:
    """Returns the properties of a run in the order that the format requires; "" if it has none."""
    properties = "".join(
        (
            fonts(style.font) if style.font else "",
            "" if style.bold is None else _of_all_scripts("b", int(style.bold)),
            "<w:i/><w:iCs/>" if style.italic else "",
            "<w:strike/>" if style.strike else "",
            f'<w:color w:val="{light(style.colour)}"/>' if style.colour else "",
            _of_all_scripts("sz", round(2 * style.size)) if style.size else "",
            '<w:u w:val="single"/>' if style.underline else "",
            shading(style.background) if style.background else "",
            "<w:rtl/>" if style.right_to_left else "",
        )
    )
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def fonts(font: str) -> str:
    """Returns the element that sets one font for all scripts."""
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'


def _of_all_scripts(key: str, value: int) -> str:
    """Returns a property of letters twice: the second is for scripts such as Arabic and Thai."""
    return f'<w:{key} w:val="{value}"/><w:{key}Cs w:val="{value}"/>'


def light(colour: theme.Colour) -> str:
    """Returns the colour on a light page, in the notation of the format."""
    return colour.light.upper()


def shading(colour: theme.Colour) -> str:
    """Returns the background of a run, a paragraph or a cell."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{light(colour)}"/>'


def paragraph(
    style: str,
    runs: str,
    *,
    align: Align = Align.LEFT,
    indent: int = 0,
    numbering: int = 0,
    keep: bool = False,
    new_page: bool = False,
    section: str = "",
) -> str:
    """Returns a paragraph in a style, `indent` in twentieths of a point.

    With `keep`, the paragraph stays on the page of the next paragraph; with `new_page`, it begins
    a page. `numbering` is the number of the list to which the paragraph belongs. `section` is the
    format of the section that ends with the paragraph.
    """
    properties = (
        f'<w:pStyle w:val="{style}"/>',
        "<w:keepNext/>" if keep else "",
        "<w:pageBreakBefore/>" if new_page else "",
        f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>'
        if numbering
        else "",
        f'<w:ind w:left="{indent}"/>' if indent else "",
        '<w:jc w:val="right"/>' if align is Align.RIGHT else "",
        section,
    )
    return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{runs}</w:p>"


def bookmark(number: int, name: str, runs: str) -> str:
    """Returns runs in a bookmark, to which links lead by its name."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>'


class Cell(NamedTuple):
    """The paragraphs of a table's cell, as XML, and its background."""

    paragraphs: str
    background: theme.Colour | None = None


def table_row(
    widths: Sequence[int], cells: Iterable[Cell], *, head: bool = False, divided: bool = False
) -> str:
    """Returns a row; a head row repeats on every page.

    Only a row that is `divided` may continue on the next page.
    """
    whole = "" if divided else "<w:cantSplit/>"
    repeated = "<w:tblHeader/>" if head else ""
    columns = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f"{shading(cell.background) if cell.background else ''}</w:tcPr>{cell.paragraphs}</w:tc>"
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr>{whole}{repeated}</w:trPr>{columns}</w:tr>"


def table(
    name: str, widths: Sequence[int], rows: Iterable[str], *, head: bool = False, ruled: bool = True
) -> str:
    """Returns a table with a name; the widths of its columns are in twentieths of a point."""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{light(theme.LINE_COLOUR)}"'
    sides = ("top", "bottom", "insideH") if ruled else ()
    borders = "".join(f"<w:{side} {line}/>" for side in sides)
    margins = "".join(f'<w:{side} w:w="85" w:type="dxa"/>' for side in ("left", "right"))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>"
        f'<w:tblLook w:val="0000" w:firstRow="{int(head)}" w:firstColumn="1" w:lastRow="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={quoteattr(name)}/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
