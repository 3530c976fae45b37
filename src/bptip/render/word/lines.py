"""A line in Word: runs of text, each in the look of what it is; links that lead where they say.

Everything is written as the format's own XML. The library's way, an object for each run and each
of its looks, takes several times as long, and a long table put into its tree takes minutes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE

from bptip.pages.document import (
    Align,
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
from bptip.plan import vocabulary
from bptip.plan.addresses import is_link
from bptip.render import theme
from bptip.render.layout.bars import in_order, proportions
from bptip.render.layout.link_targets import target
from bptip.render.layout.marks import apart
from bptip.render.layout.plain_text import counts_text
from bptip.render.visible import on_one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.parts.document import DocumentPart

    from bptip.pages.document import Inline, Line
    from bptip.plan.model import Status

SIGNS: Final = "Segoe UI Symbol"
"""A font that has the signs; where it is missing, the next one that has them stands in."""

CODE: Final = "Consolas"
SMALL: Final = 8
"""The size, in points, of a bar and of the words below it."""

BLANKS: Final = 40
"""The width of a bar in blanks, which are narrow."""

NO_BREAK: Final = "\u00a0"


class Look(NamedTuple):
    """How a run looks, where it looks otherwise than its paragraph; `size` is in points."""

    font: str = ""
    bold: bool | None = None
    italic: bool = False
    strike: bool = False
    ink: theme.Colour | None = None
    size: int = 0
    underline: bool = False
    ground: theme.Colour | None = None


PLAIN: Final = Look()


def _look(role: Role) -> Look:
    style = theme.ROLE_STYLES[role].split()
    if role is Role.CODE:
        return Look(font=CODE)
    ink = theme.colour_of(theme.ROLE_STYLES[role])
    return Look(
        bold=True if "bold" in style else None,
        italic="italic" in style,
        strike="strike" in style,
        ink=None if ink == theme.TEXT_COLOURS[""] else ink,
        underline="underline" in style,
    )


LOOK: Final = {role: _look(role) for role in Role}
"""How a text in each role looks."""


_TEXT: Final = '<w:t xml:space="preserve">'
_INSTEAD: Final = {"\n": f"</w:t><w:br/>{_TEXT}", "\t": f"</w:t><w:tab/>{_TEXT}"}


def run(text: str, look: Look = PLAIN) -> str:
    """A run; in its text, which holds visible characters, a line feed is a new line."""
    return f"<w:r>{_described(look)}{_TEXT}{escape(text, _INSTEAD)}</w:t></w:r>"


@cache
def _described(look: Look) -> str:
    """The properties of a run, in the order that the format wants; nothing where there are none."""
    fonts = " ".join(f'w:{kind}="{look.font}"' for kind in ("ascii", "hAnsi", "cs"))
    parts = (
        f"<w:rFonts {fonts}/>" if look.font else "",
        "" if look.bold is None else f'<w:b w:val="{int(look.bold)}"/>',
        "<w:i/>" if look.italic else "",
        "<w:strike/>" if look.strike else "",
        f'<w:color w:val="{light(look.ink)}"/>' if look.ink else "",
        f'<w:sz w:val="{2 * look.size}"/>' if look.size else "",
        '<w:u w:val="single"/>' if look.underline else "",
        shading(look.ground) if look.ground else "",
    )
    told = "".join(parts)
    return f"<w:rPr>{told}</w:rPr>" if told else ""


def light(ink: theme.Colour) -> str:
    """A colour as the format writes it; paper is light."""
    return ink.light.upper()


def shading(ink: theme.Colour) -> str:
    """What a run, a paragraph or a cell stands on."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{light(ink)}"/>'


def paragraph(
    style: str,
    runs: str,
    *,
    align: Align = Align.LEFT,
    indent: int = 0,
    numbering: int = 0,
    keep: bool = False,
    new_page: bool = False,
) -> str:
    """A paragraph in the style of an id, `indent` in twentieths of a point.

    `keep` holds it on a page with what follows, `new_page` puts it on top of one; `numbering` is
    the list that it is an item of.
    """
    item = f'<w:ilvl w:val="0"/><w:numId w:val="{numbering}"/>'
    parts = (
        f'<w:pStyle w:val="{style}"/>',
        "<w:keepNext/>" if keep else "",
        "<w:pageBreakBefore/>" if new_page else "",
        f"<w:numPr>{item}</w:numPr>" if numbering else "",
        f'<w:ind w:left="{indent}"/>' if indent else "",
        '<w:jc w:val="right"/>' if align is Align.RIGHT else "",
    )
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{runs}</w:p>"


class Lines:
    """Writes lines as runs, for a file's part; `bookmarks` are the references' numbers."""

    def __init__(self, part: DocumentPart, bookmarks: frozenset[int]) -> None:
        self.part = part
        self.bookmarks = bookmarks
        self.relations: dict[str, str] = {}

    def line(self, parts: Line) -> str:
        """The runs of a line."""
        return "".join(map(self._inline, apart(parts)))

    def _inline(self, part: Inline) -> str:  # noqa: PLR0911  # one case a kind
        match part:
            case Text(text, role):
                return run(on_one_line(text), LOOK[role]) if text else ""
            case StatusMark(status, text):
                return _signed(theme.STATUS_SIGNS[status], text)
            case OutlookMark(outlook, text):
                return _signed(theme.OUTLOOK_SIGNS[outlook], text)
            case Link():
                return self.link(part)
            case Citation(number):
                return self._citation(number)
            case Day(date):
                return run(vocabulary.day(date).replace(" ", NO_BREAK))
            case Bar(counts):
                return _bar(in_order(counts))
            case Strip(statuses):
                return "".join(map(_square, statuses))

    def link(self, part: Link) -> str:
        """A link, where the address is a web or mail address; else its text."""
        told = part.words if part.text.strip() else ()
        if not is_link(part.address):
            return self.line((*told, Text(f" {part.address}" if told else part.address)))
        shown = "".join(
            run(
                on_one_line(text),
                LOOK[role]._replace(ink=theme.TEXT_COLOURS["blue"], underline=True),
            )
            for text, role in told or (Text(part.address),)
        )
        return f'<w:hyperlink r:id="{self._relation(target(part.address))}">{shown}</w:hyperlink>'

    def _relation(self, address: str) -> str:
        """The id under which the file knows an address.

        The ids are our own: for a free one, the library looks at all there are, each time.
        """
        if address not in self.relations:
            self.relations[address] = f"rLink{len(self.relations) + 1}"
            self.part.load_rel(
                RELATIONSHIP_TYPE.HYPERLINK, address, self.relations[address], is_external=True
            )
        return self.relations[address]

    def _citation(self, number: int) -> str:
        if number not in self.bookmarks:
            return run(f"[{number}]")
        shown = run(f"[{number}]", Look(ink=theme.TEXT_COLOURS["blue"]))
        return f'<w:hyperlink w:anchor="{_bookmark(number)}">{shown}</w:hyperlink>'


def marked(number: int, runs: str) -> str:
    """The runs of a reference, as the place to which its citations lead."""
    mark = f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(number)}"/>'
    return f'{mark}{runs}<w:bookmarkEnd w:id="{number}"/>'


def _bookmark(number: int) -> str:
    return f"reference-{number}"


def _signed(sign: theme.Sign, text: str) -> str:
    ink = theme.colour_of(sign.style)
    drawn = run(sign.sign, Look(font=SIGNS, ink=ink))
    return drawn + run(NO_BREAK + on_one_line(text), Look(ink=ink))


def _square(status: Status | None) -> str:
    """A sign of a strip; blanks where there is none."""
    if status is None:
        return run(NO_BREAK * 3)
    sign = theme.STATUS_SIGNS[status]
    return run(sign.sign, Look(font=SIGNS, ink=theme.colour_of(sign.style))) + run(NO_BREAK)


def _bar(counts: Mapping[Status, int]) -> str:
    """A bar of blanks on a ground of their status's colour, and its words below."""
    if not counts:
        return ""
    # So many blanks for each activity are more than there are: they are shared in proportion.
    shares = proportions({status: many * BLANKS for status, many in counts.items()}, BLANKS)
    drawn = "".join(ground(status, many) for status, many in shares.items())
    below = Look(size=SMALL, bold=False, ink=theme.TEXT_COLOURS["dim"])
    return drawn + run(f"\n{counts_text(counts)}", below)


def ground(status: Status, many: int) -> str:
    """So many blanks in the colour of a status."""
    return run(NO_BREAK * many, Look(size=SMALL, ground=theme.FILL_COLOURS[status]))
