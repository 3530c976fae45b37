"""A line in Word: runs of text, each in the look of what it is; links that lead where they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor
from docx.text.run import Run

from bptip import words
from bptip.addresses import links
from bptip.document import (
    Bar,
    Citation,
    Day,
    Link,
    OutlookMark,
    Role,
    StatusMark,
    Strip,
    Text,
)
from bptip.render import theme
from bptip.render.bars import in_order, proportions
from bptip.render.in_words import counted
from bptip.render.link_targets import target
from bptip.render.marks import apart
from bptip.render.visible import on_one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

    from bptip.document import Inline, Line
    from bptip.model import Status

SIGNS: Final = "Segoe UI Symbol"
"""A font that has the signs; where it is missing, the next one that has them stands in."""

CODE: Final = "Consolas"
SMALL: Final = Pt(8)

BLANKS: Final = 36
"""The width of a bar in blanks, which are narrow."""

NO_BREAK: Final = "\u00a0"


class Lines:
    """Writes lines into paragraphs; `bookmarks` are the numbers that the references have."""

    def __init__(self, bookmarks: frozenset[int]) -> None:
        self.bookmarks = bookmarks

    def write(self, paragraph: Paragraph, parts: Line) -> None:
        """Add a line's parts to a paragraph."""
        for part in apart(parts):
            self._write(paragraph, part)

    def _write(self, paragraph: Paragraph, part: Inline) -> None:
        match part:
            case Text(text, role):
                dress(add(paragraph, text), role)
            case StatusMark(status, text):
                _signed(paragraph, theme.STATUS[status], text)
            case OutlookMark(outlook, text):
                _signed(paragraph, theme.OUTLOOK[outlook], text)
            case Link():
                link(paragraph, part)
            case Citation(number):
                self._cite(paragraph, number)
            case Day(date):
                add(paragraph, words.day(date).replace(" ", NO_BREAK))
            case Bar(counts):
                _bar(paragraph, in_order(counts))
            case Strip(statuses):
                for each in statuses:
                    _square(paragraph, each)

    def _cite(self, paragraph: Paragraph, number: int) -> None:
        run = add(paragraph, f"[{number}]")
        if number in self.bookmarks:
            inked(run, theme.INK["blue"])
            _within(run, {"w:anchor": bookmark(number)})


def add(paragraph: Paragraph, text: str) -> Run:
    """A run with the text on one line, its acting characters visible."""
    return paragraph.add_run(on_one_line(text))


def dress(run: Run, role: Role) -> None:
    """Give a run the look of its role."""
    style = theme.ROLE[role].split()
    run.bold = True if "bold" in style and role is not Role.CODE else None
    run.italic = True if "italic" in style else None
    run.underline = True if "underline" in style else None
    run.font.strike = True if "strike" in style else None
    if role is Role.CODE:
        run.font.name = CODE
    elif theme.ink(theme.ROLE[role]) != theme.INK[""]:
        inked(run, theme.ink(theme.ROLE[role]))


def inked(run: Run, ink: theme.Ink) -> None:
    """Give a run a colour."""
    run.font.color.rgb = RGBColor.from_string(ink.light.upper())


def shaded(properties: BaseOxmlElement, ink: theme.Ink) -> None:
    """Give a cell, a paragraph or a run its background, through its properties."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", ink.light.upper())):
        shade.set(qn(f"w:{name}"), value)
    properties.append(shade)


def link(paragraph: Paragraph, part: Link) -> None:
    """A link, where the address is a web or mail address; else its text."""
    told = part.told if part.text.strip() else ()
    if not links(part.address):
        for each in (*told, Text(f" {part.address}" if told else part.address)):
            dress(add(paragraph, each.text), each.role)
        return
    relation = paragraph.part.relate_to(
        target(part.address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    for each in told or (Text(part.address),):
        run = add(paragraph, each.text)
        dress(run, each.role)
        inked(run, theme.INK["blue"])
        run.underline = True
        _within(run, {"r:id": relation})


def bookmark(number: int) -> str:
    """The name of a reference's bookmark."""
    return f"reference-{number}"


def _within(run: Run, attributes: Mapping[str, str]) -> None:
    """Put a run into a link."""
    around = OxmlElement("w:hyperlink")
    for name, value in attributes.items():
        around.set(qn(name), value)
    run.element.addprevious(around)
    around.append(run.element)


def _signed(paragraph: Paragraph, sign: theme.Sign, text: str) -> None:
    drawn, told = add(paragraph, sign.sign), add(paragraph, NO_BREAK + on_one_line(text))
    drawn.font.name = SIGNS
    for run in (drawn, told):
        inked(run, theme.ink(sign.style))


def _square(paragraph: Paragraph, status: Status | None) -> None:
    """A sign of a strip; two blanks where there is none."""
    if status is None:
        add(paragraph, NO_BREAK * 3)
        return
    sign = theme.STATUS[status]
    drawn = add(paragraph, sign.sign)
    drawn.font.name = SIGNS
    inked(drawn, theme.ink(sign.style))
    add(paragraph, NO_BREAK)


def _bar(paragraph: Paragraph, counts: Mapping[Status, int]) -> None:
    """A bar of blanks on a ground of their status's colour, and its words below."""
    if not counts:
        return
    signs = proportions(counts, BLANKS)
    for status, many in signs.items():
        ground(paragraph, status, many * (BLANKS // sum(signs.values())))
    words_below = paragraph.add_run()
    words_below.add_break()
    words_below.add_text(counted(counts))
    words_below.font.size = SMALL
    words_below.bold = False
    inked(words_below, theme.INK["dim"])


def ground(paragraph: Paragraph, status: Status, many: int) -> None:
    """So many blanks in the colour of a status."""
    run = paragraph.add_run(NO_BREAK * many)
    run.font.size = SMALL
    shaded(run.element.get_or_add_rPr(), theme.FILL[status])
