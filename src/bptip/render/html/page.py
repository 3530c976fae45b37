"""HTML: one file that loads nothing, for screens, screen readers and paper, light and dark."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final

from bptip.pages import document as doc
from bptip.render.html.items import ItemAnchors
from bptip.render.html.lines import Citations, escape, escape_lines, html_line, html_text, link
from bptip.render.html.style import STYLE
from bptip.render.html.tables import table, timeline
from bptip.render.layout.canvas import Canvas
from bptip.render.layout.paper import paper_parts
from bptip.render.layout.plain_text import page_title, plain_text

_DIGEST: Final = b64encode(sha256(STYLE.encode()).digest()).decode()

POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
)
"""The page's permissions in a browser: its own style sheet, and nothing else."""

MANY_HEADINGS: Final = 6
"""Minimum number of headings of a page that has a table of contents."""

LISTED_LEVELS: Final = range(2, 4)
"""The levels of the headings in the contents."""

LOWEST_HEADING: Final = 6
"""Maximum level of a heading in HTML."""


def draw(document: doc.Document, _: Canvas) -> bytes:
    """Returns the page as an HTML file in UTF-8."""
    page = _HtmlPage(document)
    top, rest = _parted(document.blocks)
    landscape = (
        ' class="landscape"' if any(each.is_landscape for each in paper_parts(document)) else ""
    )
    header = page.blocks(top)
    # The contents come after the first page, so that a screen reader reads its message first.
    first, behind = _first_page(rest)
    message, main = page.blocks(first), page.blocks(behind)
    foot = html_line(document.foot, page.citations)
    return "\n".join(
        [
            *_head(document.title or page_title(document)),
            f"<body{landscape}>",
            '<a class="skip" href="#content">Skip to the content</a>',
            *(["<header>", *header, "</header>"] if header else []),
            *([] if message else page.contents()),
            '<main id="content">',
            *message,
            *(page.contents() if message else []),
            *main,
            "</main>",
            *([f"<footer><p>{foot}</p></footer>"] if foot else []),
            "</body>",
            "</html>",
            "",
        ]
    ).encode()


def _parted(blocks: Sequence[doc.Block]) -> tuple[Sequence[doc.Block], Sequence[doc.Block]]:
    """Returns the page's own heading with its notices, and the rest of the page."""
    if not blocks or not (isinstance(blocks[0], doc.Heading) and blocks[0].level == 1):
        return (), blocks
    end = next(
        (n for n, block in enumerate(blocks) if n and not isinstance(block, doc.Notice)), None
    )
    end = len(blocks) if end is None else end
    return blocks[:end], blocks[end:]


def _first_page(blocks: Sequence[doc.Block]) -> tuple[Sequence[doc.Block], Sequence[doc.Block]]:
    """Returns the blocks before the first heading that begins a page, and the other blocks."""
    begins = (
        place
        for place, block in enumerate(blocks)
        if isinstance(block, doc.Heading) and block.new_page
    )
    first = next(begins, 0)
    return blocks[:first], blocks[first:]


def _head(title: str) -> Iterator[str]:
    """Yields the lines before the body."""
    yield "<!doctype html>"
    yield '<html lang="en-GB">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"


class _HtmlPage:
    """The blocks of one page: tables are named after headings, citations lead to references."""

    def __init__(self, document: doc.Document) -> None:
        self.references = document.references
        self.items = ItemAnchors(document)
        self.citations = Citations(self.references.numbers, set(), self.items.links)
        self.headings = 0
        self.listed: list[tuple[int, str, str]] = []
        headings = (block for block in document.blocks if isinstance(block, doc.Heading))
        self.repeated = Counter(plain_text(heading.line) for heading in headings)
        self.sections: dict[int, str] = {}

    def blocks(self, blocks: Sequence[doc.Block]) -> list[str]:
        """Returns the blocks that are not empty."""
        return [element for block in blocks if (element := self.block(block))]

    def block(self, block: doc.Block) -> str:  # noqa: C901, PLR0911  # one case a kind
        """Returns a block as an element; "" for an empty one."""
        match block:
            case doc.Heading():
                return self._heading(block)
            case doc.Paragraph(lines):
                text = "<br>".join(filter(None, map(self._line, lines)))
                return f"<p>{text}</p>" if text else ""
            case doc.Notice(line):
                text = self._line(line)
                return f'<p class="notice" role="note">{text}</p>' if text else ""
            case doc.Bullets(items, numbered, first):
                start = f' start="{first}"' if numbered and first > 1 else ""
                return _list("ol" if numbered else "ul", map(self._line, items), start)
            case doc.Facts(facts):
                return f"<dl>\n{''.join(map(self._fact, facts))}</dl>"
            case doc.Table():
                return table(block, self._heading_id, self.citations, self.items)
            case doc.Timeline():
                return timeline(block, self._heading_id, self.items)
            case doc.References():
                return self._references(block)
            case doc.Example(text):
                return f"<pre><code>{escape_lines(text)}</code></pre>"
            case doc.Remark():
                return ""

    def contents(self) -> Iterator[str]:
        """Yields links to the headings written, if there are at least MANY_HEADINGS."""
        if len(self.listed) >= MANY_HEADINGS:
            yield '<nav aria-label="Contents"><details><summary>Contents</summary><ul>'
            for level, name, text in self.listed:
                yield f'<li class="level-{level}"><a href="#{name}">{text}</a></li>'
            yield "</ul></details></nav>"

    @property
    def _heading_id(self) -> str:
        """The id of the latest heading; "" before the first one."""
        return f"heading-{self.headings}" if self.headings else ""

    def _line(self, line: doc.Line) -> str:
        """Returns a line in HTML."""
        return html_line(line, self.citations)

    def _heading(self, block: doc.Heading) -> str:
        """Returns a heading and the line below it.

        A repeated heading also names its section, for users who hear a list of the headings.
        """
        text, below = self._line(block.line), self._line(block.aside)
        aside = f'<p class="aside">{below}</p>' if below else ""
        if not text:
            return aside
        self.headings += 1
        words = plain_text(block.line)
        if block.level in LISTED_LEVELS:
            self.listed.append((block.level, self._heading_id, html_text(words)))
        above = {level: name for level, name in self.sections.items() if level < block.level}
        self.sections = above | {block.level: words}
        if self.repeated[words] > 1 and above:
            text += f'<span class="unseen"> ({html_text(above[max(above)])})</span>'
        kind = f"h{max(1, min(block.level, LOWEST_HEADING))}"
        new_page = ' class="new-page"' if block.new_page else ""
        heading = f'<{kind} id="{self._heading_id}"{new_page}>{text}</{kind}>'
        return "\n".join(filter(None, (heading, aside)))

    def _fact(self, fact: doc.Fact) -> str:
        """Returns a label and its lines."""
        label, lines = fact
        values = "".join(f"<dd>{text}</dd>" for text in map(self._line, lines) if text)
        return f"<dt>{html_text(label)}</dt>{values or '<dd></dd>'}\n"

    def _references(self, block: doc.References) -> str:
        """Returns the addresses, each with a link back to its first citation."""
        if block is not self.references:
            return _list("ol", (link(doc.Link(address)) for address in block.addresses))
        entries = "\n".join(
            f'<li id="reference-{number}">{link(doc.Link(address))}{self._back(number)}</li>'
            for number, address in enumerate(block.addresses, 1)
        )
        return f'<ol class="references">\n{entries}\n</ol>'

    def _back(self, number: int) -> str:
        """Returns a link back to the first citation of a number; "" if it is not cited."""
        if number not in self.citations.cited:
            return ""
        name = f'aria-label="Back to the text from reference {number}"'
        return f' <a class="back" href="#cited-{number}" {name}>↩</a>'


def _list(kind: str, items: Iterable[str], start: str = "") -> str:
    """Returns a list, with each item on a line; `start` is the attribute of its first number."""
    entries = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<{kind}{start}>\n{entries}\n</{kind}>"
