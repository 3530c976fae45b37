"""A line in HTML: every text is text, every mark an element that says what it is."""

from __future__ import annotations

from html import escape as as_text
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import (
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
from bptip.render.html.drawings import bar
from bptip.render.layout.bars import in_order
from bptip.render.layout.link_targets import target
from bptip.render.layout.marks import apart
from bptip.render.layout.plain_text import counts_text, part_text
from bptip.render.visible import on_one_line, visible

if TYPE_CHECKING:
    from bptip.pages.document import Inline, Line
    from bptip.plan.model import Status

ROLE: Final = {
    Role.PLAIN: ("", ""),
    Role.STRONG: ("<strong>", "</strong>"),
    Role.EMPHASIS: ("<em>", "</em>"),
    Role.STRONG_EMPHASIS: ("<strong><em>", "</em></strong>"),
    Role.MUTED: ('<span class="muted">', "</span>"),
    Role.CODE: ("<code>", "</code>"),
    Role.ADDED: ("<ins>", "</ins>"),
    Role.REMOVED: ("<del>", "</del>"),
    Role.GOOD: ('<span class="good">', "</span>"),
    Role.WARNING: ('<strong class="warning">', "</strong>"),
    Role.ERROR: ('<strong class="error">', "</strong>"),
}
"""What stands around a text in a role."""


class Cited(NamedTuple):
    """The numbers that the page's references have, and those of them that are cited so far.

    The first citation of a number is where its reference leads back to.
    """

    numbers: frozenset[int]
    seen: set[int]


def escape(text: str) -> str:
    """The text so that nothing in it is HTML; on one line, its acting characters visible."""
    return as_text(on_one_line(text))


def verbatim(text: str) -> str:
    """The text with its lines and tabs, so that nothing in it is HTML."""
    return as_text(visible(text).strip("\n"))


def line(parts: Line, cited: Cited) -> str:
    """A line's parts in a row."""
    return "".join(_inline(part, cited) for part in apart(parts)).strip()


def link(part: Link) -> str:
    """A link, where the address is a web or mail address; else its text."""
    told = "".join(map(_text, part.words)).strip() if part.text.strip() else ""
    if not is_link(part.address):
        return " ".join(filter(None, (told, escape(part.address))))
    href = as_text(target(part.address))
    return f'<a href="{href}" rel="noopener noreferrer">{told or escape(part.address)}</a>'


def _inline(part: Inline, cited: Cited) -> str:  # noqa: PLR0911  # one case a kind
    match part:
        case Text():
            return _text(part)
        case StatusMark(status, text):
            return _signed("status", status.value, theme.STATUS_SIGNS[status], text)
        case OutlookMark(outlook, text):
            return _signed("outlook", outlook.value, theme.OUTLOOK_SIGNS[outlook], text)
        case Link():
            return link(part)
        case Citation(number):
            return _citation(number, cited)
        case Day(date):
            return f'<time datetime="{date.isoformat()}">{vocabulary.day(date)}</time>'
        case Bar(counts):
            drawn = bar(counts)
            beside = f'<span class="counts">{counts_text(in_order(counts))}</span>'
            return f'<span class="bar">{drawn} {beside}</span>' if drawn else ""
        case Strip(statuses):
            signs = "".join(map(_square, statuses))
            said = escape(part_text(part))
            return f'<span class="strip" role="img" aria-label="{said}">{signs}</span>'


def _text(part: Text) -> str:
    before, after = ROLE[part.role]
    return f"{before}{escape(part.text)}{after}" if part.text else ""


def _signed(kind: str, value: str, sign: theme.Sign, text: str) -> str:
    """A sign and its words; the sign is for the eye alone."""
    drawn = f'<span class="sign" aria-hidden="true">{sign.sign}</span>'
    return f'<span class="{kind} {value}">{drawn} {escape(text)}</span>'


def _square(status: Status | None) -> str:
    if status is None:
        return "<span></span>"
    return f'<span class="status {status.value}">{theme.STATUS_SIGNS[status].sign}</span>'


def _citation(number: int, cited: Cited) -> str:
    if number not in cited.numbers:
        return f"[{number}]"
    mark = "" if number in cited.seen else f' id="cited-{number}"'
    cited.seen.add(number)
    return f'<a class="citation"{mark} href="#reference-{number}">[{number}]</a>'
