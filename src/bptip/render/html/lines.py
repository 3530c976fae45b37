"""A line in HTML: texts are escaped, and each mark is an element with that meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape as escape_html
from typing import Final, NamedTuple

from bptip.pages import document as doc
from bptip.plan import vocabulary
from bptip.plan.addresses import is_link
from bptip.plan.model import Status
from bptip.render import theme
from bptip.render.direction import by_direction, pieces_of, stretches
from bptip.render.html.drawings import bar
from bptip.render.layout.bars import in_order
from bptip.render.layout.link_targets import target
from bptip.render.layout.marks import apart
from bptip.render.layout.plain_text import counts_text, part_text
from bptip.render.layout.printed_words import printed_words
from bptip.render.visible import on_one_line, visible

ROLE_TAGS: Final = {
    doc.Role.PLAIN: ("", ""),
    doc.Role.STRONG: ("<strong>", "</strong>"),
    doc.Role.EMPHASIS: ("<em>", "</em>"),
    doc.Role.STRONG_EMPHASIS: ("<strong><em>", "</em></strong>"),
    doc.Role.FIGURE: ('<strong class="figure">', "</strong>"),
    doc.Role.MUTED: ('<span class="muted">', "</span>"),
    doc.Role.CODE: ("<code>", "</code>"),
    doc.Role.PROVENANCE: ('<span class="muted">', "</span>"),
    doc.Role.ADDED: ("<ins>", "</ins>"),
    doc.Role.REMOVED: ("<del>", "</del>"),
    doc.Role.GOOD: ('<span class="good">', "</span>"),
    doc.Role.WARNING: ('<strong class="warning">', "</strong>"),
    doc.Role.ERROR: ('<strong class="error">', "</strong>"),
}
"""The tags around a text in a role."""


class Citations(NamedTuple):
    """The numbers of the page's references, and those that have been cited so far.

    A reference links back to the first citation of its number. `items` returns links to the items
    whose numbers a text lists, or None if the text lists no such numbers.
    """

    numbers: range
    cited: set[int]
    items: Callable[[str], str | None] = lambda _: None


NO_CITATIONS: Final = Citations(range(0), set())


def escape(text: str) -> str:
    """Returns the text on one line, escaped as HTML, with control characters made visible."""
    return escape_html(on_one_line(text))


def escape_lines(text: str) -> str:
    """Returns the text with its lines and tabs, escaped as HTML."""
    return escape_html(visible(text).strip("\n"))


def html_line(line: doc.Line, citations: Citations) -> str:
    """Returns a line in HTML."""
    return "".join(
        _isolated(
            "".join(_inline(part, citations, is_isolated=is_isolated) for part in parts),
            is_isolated=is_isolated,
        )
        for is_isolated, parts in stretches(apart(line))
    ).strip()


def html_text(text: str) -> str:
    """Returns the text, escaped as HTML, and isolated if it runs from right to left."""
    return _of_pieces(by_direction(on_one_line(text)))


def _of_pieces(pieces: Iterable[tuple[bool, str]], role: doc.Role = doc.Role.PLAIN) -> str:
    """Returns the pieces of a text in HTML, those that run from right to left isolated."""
    return "".join(
        _isolated(escape_html(printed_words(piece, role)), is_isolated=runs_left)
        for runs_left, piece in pieces
    )


def _isolated(element: str, *, is_isolated: bool) -> str:
    """Returns the HTML; if it is isolated, in an element with its own direction."""
    return f"<bdi>{element}</bdi>" if is_isolated else element


def link(part: doc.Link) -> str:
    """Returns a link to a web or mail address; for any other address, the words alone."""
    words = html_line(part.words, NO_CITATIONS) if part.text.strip() else ""
    if not is_link(part.address):
        return " ".join(filter(None, (words, escape(part.address))))
    href = escape_html(target(part.address))
    return f'<a href="{href}" rel="noopener noreferrer">{words or escape(part.address)}</a>'


def _inline(  # noqa: PLR0911  # one case a kind
    part: doc.Inline, citations: Citations, *, is_isolated: bool
) -> str:
    """Returns one part of a line; `is_isolated` is True if its stretch is isolated already."""
    match part:
        case doc.Text():
            return _text(part, citations, is_isolated=is_isolated)
        case doc.StatusMark(status, text):
            drawn = html_text(text)
            return _signed("status", status.value, theme.STATUS_SIGNS[status], drawn)
        case doc.OutlookMark(outlook, text):
            drawn = _with_numbers(text, citations)
            return _signed("outlook", outlook.value, theme.OUTLOOK_SIGNS[outlook], drawn)
        case doc.Link():
            return link(part)
        case doc.Citation(number):
            return _citation(number, citations)
        case doc.Day(date):
            return f'<time datetime="{date.isoformat()}">{vocabulary.day(date)}</time>'
        case doc.Bar(counts):
            drawing = bar(counts)
            words = f'<span class="counts">{counts_text(in_order(counts))}</span>'
            return f'<span class="bar">{drawing} {words}</span>' if drawing else ""
        case doc.Strip(statuses):
            signs = "".join(map(_strip_sign, statuses))
            label = escape(part_text(part))
            return f'<span class="strip" role="img" aria-label="{label}">{signs}</span>'


def _text(part: doc.Text, citations: Citations, *, is_isolated: bool) -> str:
    """Returns a text in the tags of its role; if it lists items' numbers, as links to the items."""
    before, after = ROLE_TAGS[part.role]
    inner = _of_pieces(pieces_of(part, is_isolated=is_isolated), part.role)
    if part.role is not doc.Role.CODE:
        inner = _LISTED.sub(lambda listed: _linked(listed, citations), inner)
    numbers = citations.items(part.text.strip()) if is_item_number(part) else None
    if numbers is not None:
        inner = f"{numbers} " if part.text.endswith(" ") else numbers
    return f"{before}{inner}{after}" if part.text else ""


_LISTED: Final = re.compile(
    r"\((?P<numbers>[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)+(?:, [A-Za-z0-9]+(?:\.[A-Za-z0-9]+)+)*)\)"
)
"""Numbers of activities in brackets: "3 completed (1.1, 3.1, 2.4)"."""


def _linked(listed: re.Match[str], citations: Citations) -> str:
    """Returns numbers in brackets as links; as plain numbers if any of them belongs to no item."""
    links = citations.items(listed["numbers"])
    return f"({links})" if links else listed[0]


def is_item_number(part: doc.Text) -> bool:
    """True if a text may be an item's number: it has a dot, or a blank before the title."""
    return part.role is doc.Role.STRONG and (part.text.endswith(" ") or "." in part.text)


def _with_numbers(text: str, citations: Citations) -> str:
    """Returns words in HTML, the numbers in "2 off track: 1.2, 1.3 and 1 more" as links."""
    words, colon, listed = text.partition(": ")
    numbers, more, rest = listed.partition(" and ")
    links = citations.items(numbers) if colon else None
    if links is None:
        return html_text(text)
    after = f" and {html_text(rest)}" if more else ""
    return f"{html_text(words)}: {links}{after}"


def _signed(kind: str, value: str, sign: theme.Sign, words: str) -> str:
    """Returns a sign and words in HTML; a screen reader reads only the words."""
    drawn = f'<span class="sign" aria-hidden="true">{sign.sign}</span>'
    return f'<span class="{kind} {value}">{drawn} {words}</span>'


def _strip_sign(status: Status | None) -> str:
    """Returns the sign of one date in a strip; an empty element if the item was not in the plan."""
    if status is None:
        return "<span></span>"
    return f'<span class="status {status.value}">{theme.STATUS_SIGNS[status].sign}</span>'


def _citation(number: int, citations: Citations) -> str:
    """Returns a citation, linked to its reference if the page has that reference."""
    if number not in citations.numbers:
        return f"[{number}]"
    mark = "" if number in citations.cited else f' id="cited-{number}"'
    citations.cited.add(number)
    name = f'aria-label="Reference {number}"'
    return f'<a class="citation"{mark} href="#reference-{number}" {name}>[{number}]</a>'
