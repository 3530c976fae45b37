"""How a Word file looks: its page, its fonts and colours, the page numbers at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length, Mm, Pt, RGBColor

from bptip.render import theme
from bptip.render.visible import on_one_line
from bptip.render.word.lines import CODE, light

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

FONT: Final = "Calibri"
LANGUAGE: Final = "en-GB"

SHORT_SIDE: Final = Mm(210)
LONG_SIDE: Final = Mm(297)
MARGIN: Final = Mm(18)

HEADINGS: Final = {1: 20, 2: 14, 3: 12, 4: 11, 5: 11, 6: 11, 7: 11, 8: 11, 9: 11}
"""The size of a heading of each level, in points."""

ASIDE: Final = "Subtitle"
NOTICE: Final = "Notice"
CELL: Final = "Table Text"
CELL_HEADING: Final = "Table Heading"
CELL_STRUCK: Final = "Table Struck"
BELOW: Final = "Below Table"
BETWEEN: Final = "Between Tables"
REFERENCE: Final = "Reference"
ORIGIN: Final = "Origin"
EXAMPLE: Final = "Example"


def set_page(word: WordDocument, *, lying: bool) -> Length:
    """An A4 page, upright or lying; gives the width of its text."""
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width = LONG_SIDE if lying else SHORT_SIDE
    section.page_height = SHORT_SIDE if lying else LONG_SIDE
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    section.footer_distance = Mm(9)
    return Length(section.page_width - 2 * MARGIN)


def set_styles(word: WordDocument) -> None:
    """The styles that the blocks are written in."""
    _set_language(word)
    _style(word, "Normal", size=10.5, after=6, line=1.1)
    for level, size in HEADINGS.items():
        style = _style(word, f"Heading {level}", size=size, before=14 if level > 1 else 0, after=4)
        style.font.bold = True
        style.font.italic = False
        style.font.color.rgb = _rgb(theme.TEXT_COLOURS["" if level > 1 else "blue"])
    aside = _style(word, ASIDE, size=10.5, after=8)
    aside.font.italic = aside.font.bold = False
    aside.font.color.rgb = _rgb(theme.TEXT_COLOURS["dim"])
    _spaced_letters_out(aside)
    _style(word, CELL, size=9, before=1.5, after=1.5)
    heading = _style(word, CELL_HEADING, size=9, before=1.5, after=1.5)
    heading.font.bold = True
    struck = _style(word, CELL_STRUCK, size=9, before=1.5, after=1.5)
    struck.font.strike = True
    struck.font.color.rgb = _rgb(theme.TEXT_COLOURS["dim"])
    _style(word, BELOW, size=8, before=3, after=6)
    _style(word, BETWEEN, size=4)
    _style(word, ORIGIN, size=8.5, before=14).font.color.rgb = _rgb(theme.TEXT_COLOURS["dim"])
    reference = _style(word, REFERENCE, size=9.5, after=3)
    reference.paragraph_format.left_indent = Mm(11)
    reference.paragraph_format.first_line_indent = Mm(-11)
    notice = _style(word, NOTICE, size=10.5, before=2, after=10)
    _ground(notice, theme.TEXT_COLOURS["yellow"])
    example = _style(word, EXAMPLE, size=9, before=2, after=8)
    _set_font(example, CODE)
    _ground(example, theme.LINE_COLOUR)
    _set_compatibility(word)
    for name in ("List Bullet", "List Number"):
        _style(word, name, size=10.5, after=3)


def number_pages(word: WordDocument, title: str, width: Length) -> None:
    """The title and "Page 1 of 3" at the foot of each page."""
    foot = word.sections[0].footer.paragraphs[0]
    style = _style(word, "Footer", size=8.5, after=0)
    style.font.color.rgb = _rgb(theme.TEXT_COLOURS["dim"])
    style.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{on_one_line(title)}\tPage ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    """A figure that the word processor works out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    run.element.addprevious(field)
    field.append(run.element)


def _style(
    word: WordDocument,
    name: str,
    *,
    size: float,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
) -> ParagraphStyle:
    """A paragraph style in our font; it is made where the file has none of that name."""
    if name not in word.styles:
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style: Any = word.styles[name]
    style.font.size = Pt(size)
    _set_font(style, FONT)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = line
    chosen: ParagraphStyle = style
    return chosen


def _set_font(style: ParagraphStyle, font: str) -> None:
    """One font for all scripts that have it; the theme's own would win if it were still named."""
    style.font.name = font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), font)
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
    fonts.attrib.pop(qn("w:cstheme"), None)


def _ground(style: ParagraphStyle, edge: theme.Colour) -> None:
    """Paragraphs on a tint, with a coloured edge to their left."""
    properties = style.element.get_or_add_pPr()
    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for key, value in (("val", "single"), ("sz", "24"), ("space", "6")):
        left.set(qn(f"w:{key}"), value)
    left.set(qn("w:color"), light(edge))
    borders.append(left)
    ground = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", light(theme.TINT_COLOUR))):
        ground.set(qn(f"w:{key}"), value)
    _insert(properties, borders)
    _insert(properties, ground)


def _insert(properties: Any, child: Any) -> None:  # noqa: ANN401  # elements of lxml, untyped
    """Put a border or shading where the format wants it: before tabs, spacing and indents."""
    for later in ("w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"):
        found = properties.find(qn(later))
        if found is not None:
            found.addprevious(child)
            return
    properties.append(child)


def _spaced_letters_out(style: ParagraphStyle) -> None:
    """The template's subtitle has its letters apart."""
    for each in style.element.get_or_add_rPr().findall(qn("w:spacing")):
        each.getparent().remove(each)


def _set_language(word: WordDocument) -> None:
    for part, name in ((word.styles, "w:lang"), (word.settings, "w:themeFontLang")):
        for language in part.element.iter(qn(name)):
            language.set(qn("w:val"), LANGUAGE)


def _set_compatibility(word: WordDocument) -> None:
    """The template is of Word 2010; newer ones would say "Compatibility Mode" in the title bar."""
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _rgb(ink: theme.Colour) -> RGBColor:
    return RGBColor.from_string(light(ink))
