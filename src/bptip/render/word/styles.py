"""The styles of a Word file: fonts, sizes, colours, lists, and the language of its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from bptip.render import theme
from bptip.render.word.elements import RunStyle, fonts, light, run_properties, shading

FONT: Final = "Calibri"
CODE_FONT: Final = "Consolas"
LANGUAGE: Final = "en-GB"

NORMAL: Final = "Normal"
ASIDE: Final = "Subtitle"
NOTICE: Final = "Notice"
CELL: Final = "TableText"
CELL_HEADING: Final = "TableHeading"
CELL_STRUCK: Final = "TableStruck"
LEGEND: Final = "BelowTable"
TABLE_GAP: Final = "BetweenTables"
SECTION_END: Final = "SectionEnd"
CONTENTS_TITLE: Final = "ContentsTitle"
CONTENTS_LEVELS: Final = range(2, 4)
"""The levels of the headings in the contents."""
REFERENCE: Final = "Reference"
PAGE_FOOT: Final = "Origin"
EXAMPLE: Final = "Example"
BULLET_ITEM: Final = "ListBullet"
NUMBER_ITEM: Final = "ListNumber"
FOOTER: Final = "Footer"

HEADING_LEVELS: Final = 9
"""Maximum level of a heading."""

_HEADING_SIZES: Final = (20, 14, 12, 11, 11, 11, 11, 11, 11)
"""Sizes of the headings of each level, from 1 (points)."""

_SPACES_ABOVE: Final = (0, 14, 14, 8)
"""Spaces above the headings of each level, from 1; deeper levels have the last space (points)."""

_BULLETS: Final = 1
_NUMBERS: Final = 2
"""The ids of the two kinds of lists: bullets and numbers."""


class ParagraphStyle(NamedTuple):
    """A paragraph style; sizes and spaces in points, `line` in lines.

    A style with an `edge` has a tinted background and, on the left, a line of the edge's colour.
    `hanging` is the indent of all lines except the first (twentieths of a point).
    """

    name: str
    size: float
    before: float = 0
    after: float = 0
    line: float = 1.0
    bold: bool | None = None
    strike: bool = False
    colour: theme.Colour | None = None
    font: str = FONT
    edge: theme.Colour | None = None
    heading_level: int = 0
    list_kind: int = 0
    hanging: int = 0


_DIM: Final = theme.TEXT_COLOURS["dim"]


def _heading(level: int, size: float) -> ParagraphStyle:
    """Returns the style of the headings of a level."""
    return ParagraphStyle(
        f"heading {level}",
        size,
        before=_SPACES_ABOVE[min(level, len(_SPACES_ABOVE)) - 1],
        after=4,
        bold=True,
        colour=theme.TEXT_COLOURS["" if level > 1 else "blue"],
        heading_level=level,
    )


def heading_style(level: int) -> str:
    """Returns the id of the style of headings of a level; the deepest levels share a style."""
    return f"Heading{max(1, min(level, HEADING_LEVELS))}"


def contents_style(level: int) -> str:
    """Returns the id of the style of a line of the contents."""
    return f"TOC{level}"


_STYLES: Final = {
    NORMAL: ParagraphStyle("Normal", 10.5, after=6, line=1.1),
    **{heading_style(level): _heading(level, size)
       for level, size in enumerate(_HEADING_SIZES, 1)},
    ASIDE: ParagraphStyle("Subtitle", 10.5, after=8, colour=_DIM),
    NOTICE: ParagraphStyle(
        "Notice", 10.5, before=2, after=10, edge=theme.TEXT_COLOURS["yellow"]
    ),
    CELL: ParagraphStyle("Table Text", 9, before=1.5, after=1.5),
    CELL_HEADING: ParagraphStyle("Table Heading", 9, before=1.5, after=1.5, bold=True),
    CELL_STRUCK: ParagraphStyle(
        "Table Struck", 9, before=1.5, after=1.5, strike=True, colour=_DIM
    ),
    LEGEND: ParagraphStyle("Below Table", 9, before=3, after=6),
    TABLE_GAP: ParagraphStyle("Between Tables", 4),
    SECTION_END: ParagraphStyle("Section End", 1),
    CONTENTS_TITLE: ParagraphStyle("Contents Title", 14, before=14, after=4, bold=True),
    **{contents_style(level): ParagraphStyle(f"toc {level}", 10, after=1, hanging=0)
       for level in CONTENTS_LEVELS},
    REFERENCE: ParagraphStyle("Reference", 9.5, after=3, hanging=624),
    PAGE_FOOT: ParagraphStyle("Origin", 7, before=6, colour=_DIM),
    EXAMPLE: ParagraphStyle(
        "Example", 9, before=2, after=8, font=CODE_FONT, edge=theme.LINE_COLOUR
    ),
    BULLET_ITEM: ParagraphStyle("List Bullet", 10.5, after=3, list_kind=_BULLETS),
    NUMBER_ITEM: ParagraphStyle("List Number", 10.5, after=3, list_kind=_NUMBERS),
    FOOTER: ParagraphStyle("footer", 8.5, colour=_DIM),
}  # fmt: skip


def styles_xml() -> str:
    """Returns the part of the file that holds its styles."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FONT)}"
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    return defaults + "".join(_style(*each) for each in _STYLES.items())


def _style(style_id: str, style: ParagraphStyle) -> str:
    """Returns a paragraph style, with its properties in the order that the format requires."""
    is_normal, is_heading = style_id == NORMAL, style.heading_level > 0
    spaces = f'w:before="{round(20 * style.before)}" w:after="{round(20 * style.after)}"'
    indents = f'w:left="{style.hanging}" w:hanging="{style.hanging}"'
    paragraph = (
        "<w:keepNext/><w:keepLines/>" if is_heading else "",
        f'<w:numPr><w:numId w:val="{style.list_kind}"/></w:numPr>' if style.list_kind else "",
        _edge(style.edge) if style.edge else "",
        f'<w:spacing {spaces} w:line="{round(240 * style.line)}" w:lineRule="auto"/>',
        f"<w:ind {indents}/>" if style.hanging else "",
        "<w:contextualSpacing/>" if style.list_kind else "",
        f'<w:outlineLvl w:val="{style.heading_level - 1}"/>' if is_heading else "",
    )
    letters = RunStyle(
        style.font, style.bold, strike=style.strike, colour=style.colour, size=style.size
    )
    parts = (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"',
        ' w:default="1">' if is_normal else ">",
        f'<w:name w:val="{style.name}"/>',
        "" if is_normal else f'<w:basedOn w:val="{NORMAL}"/>',
        f'<w:next w:val="{NORMAL}"/>' if is_heading else "",
        f"<w:qFormat/><w:pPr>{''.join(paragraph)}</w:pPr>{run_properties(letters)}</w:style>",
    )
    return "".join(parts)


def _edge(colour: theme.Colour) -> str:
    """Returns a line on the left of a paragraph, and a tinted background."""
    line = f'w:val="single" w:sz="24" w:space="6" w:color="{light(colour)}"'
    return f"<w:pBdr><w:left {line}/></w:pBdr>{shading(theme.TINT_COLOUR)}"


def numbering_xml(first_numbers: Sequence[int]) -> str:
    """Returns the part that holds bullets and numbers, for the numbered lists of a page.

    Each list has its own id, the first being `list_number(1)`, and its own first number.
    """
    restarted = "".join(
        f'<w:num w:numId="{list_number(place)}"><w:abstractNumId w:val="{_NUMBERS}"/>'
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{first}"/></w:lvlOverride></w:num>'
        for place, first in enumerate(first_numbers, 1)
    )
    kinds = ((_BULLETS, "bullet", "•"), (_NUMBERS, "decimal", "%1."))
    forms = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
        for number, form, text in kinds
    )
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number, _, _ in kinds
    )
    return forms + used + restarted


def list_number(place: int) -> int:
    """Returns the id of a numbered list in the file from its place on the page, from 1."""
    return _NUMBERS + place


def settings_xml() -> str:
    """Returns the settings, which name Word 2013, so that Word shows no "Compatibility Mode"."""
    values = {
        "compatibilityMode": "15",
        "overrideTableStyleFontSizeAndJustification": "1",
        "enableOpenTypeFeatures": "1",
        "doNotFlipMirrorIndents": "1",
    }
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in values.items()
    )
    return (
        f'<w:defaultTabStop w:val="720"/><w:compat>{compatibility}</w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGE}"/>'
    )
