"""HTML: one file that asks nothing of anybody, for screens, readers and paper, light and dark."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from bptip.pages.document import (
    Bullets,
    Example,
    Facts,
    Heading,
    Link,
    Notice,
    Paragraph,
    References,
    Table,
    Timeline,
)
from bptip.render.html.lines import Cited, escape, line, link, verbatim
from bptip.render.html.style import STYLE
from bptip.render.html.tables import table, timeline
from bptip.render.layout.paper import PORTRAIT_WIDTH, page_width
from bptip.render.layout.plain_text import page_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bptip.pages.document import Block, Document, Line
    from bptip.render.layout.canvas import Canvas

_DIGEST: Final = b64encode(sha256(STYLE.encode()).digest()).decode()

POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
)
"""What a browser may do with the page: show it, in its own style sheet, and nothing else."""

DEEPEST: Final = 6


def draw(document: Document, _: Canvas) -> bytes:
    """The page as an HTML file in UTF-8."""
    page = _HtmlPage(document, page_width(document))
    top, rest = _parted(document.blocks)
    lying = "" if page.width == PORTRAIT_WIDTH else ' class="lying"'
    header, body, foot = page.blocks(top), page.blocks(rest), line(document.foot, page.cited)
    return "\n".join(
        [
            *_head(page_title(document)),
            f"<body{lying}>",
            *(["<header>", *header, "</header>"] if header else []),
            "<main>",
            *body,
            "</main>",
            *([f"<footer><p>{foot}</p></footer>"] if foot else []),
            "</body>",
            "</html>",
            "",
        ]
    ).encode()


def _parted(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The page's own heading with its notices, and all the rest."""
    if not blocks or not (isinstance(blocks[0], Heading) and blocks[0].level == 1):
        return (), blocks
    end = next((n for n, each in enumerate(blocks) if n and not isinstance(each, Notice)), None)
    end = len(blocks) if end is None else end
    return blocks[:end], blocks[end:]


def _head(title: str) -> Iterator[str]:
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
    """The blocks of one page: tables have headings for names, citations lead to references."""

    def __init__(self, document: Document, width: int) -> None:
        self.width = width
        found = [each for each in document.blocks if isinstance(each, References)]
        self.references = found[0] if found else None
        many = len(self.references.addresses) if self.references else 0
        self.cited = Cited(frozenset(range(1, many + 1)), set())
        self.headings = 0

    def blocks(self, blocks: Sequence[Block]) -> list[str]:
        """The blocks that have anything to say."""
        return [shown for block in blocks if (shown := self.block(block))]

    def block(self, block: Block) -> str:  # noqa: PLR0911  # one case a kind
        """A block as an element."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(parts):
                told = "<br>".join(filter(None, map(self._line, parts)))
                return f"<p>{told}</p>" if told else ""
            case Notice(parts):
                told = self._line(parts)
                return f'<p class="notice" role="note">{told}</p>' if told else ""
            case Bullets(items, numbered):
                return _list("ol" if numbered else "ul", map(self._line, items))
            case Facts(facts):
                return f"<dl>\n{''.join(map(self._fact, facts))}</dl>"
            case Table():
                return table(block, self._name, self.cited, self.width)
            case Timeline():
                return timeline(block, self._name)
            case References():
                return self._references(block)
            case Example(text):
                return f"<pre><code>{verbatim(text)}</code></pre>"

    @property
    def _name(self) -> str:
        """The id of the heading that a table stands under; nothing where there is none yet."""
        return f"heading-{self.headings}" if self.headings else ""

    def _line(self, parts: Line) -> str:
        return line(parts, self.cited)

    def _heading(self, block: Heading) -> str:
        told, beside = self._line(block.line), self._line(block.aside)
        aside = f'<p class="aside">{beside}</p>' if beside else ""
        if not told:
            return aside
        self.headings += 1
        kind = f"h{max(1, min(block.level, DEEPEST))}"
        paged = ' class="new-page"' if block.new_page else ""
        heading = f'<{kind} id="{self._name}"{paged}>{told}</{kind}>'
        return "\n".join(filter(None, (heading, aside)))

    def _fact(self, fact: tuple[str, Sequence[Line]]) -> str:
        label, told = fact
        shown = "".join(f"<dd>{each}</dd>" for each in map(self._line, told) if each)
        return f"<dt>{escape(label)}</dt>{shown or '<dd></dd>'}\n"

    def _references(self, block: References) -> str:
        """The addresses; each leads back to where it is cited first."""
        if block is not self.references:
            return _list("ol", (link(Link(each)) for each in block.addresses))
        entries = "\n".join(
            f'<li id="reference-{n}">{link(Link(each))}{self._back(n)}</li>'
            for n, each in enumerate(block.addresses, 1)
        )
        return f'<ol class="references">\n{entries}\n</ol>'

    def _back(self, number: int) -> str:
        if number not in self.cited.seen:
            return ""
        return f' <a class="back" href="#cited-{number}" aria-label="Back to the text">↩</a>'


def _list(kind: str, items: Iterable[str]) -> str:
    entries = "\n".join(f"<li>{each}</li>" for each in items)
    return f"<{kind}>\n{entries}\n</{kind}>"
