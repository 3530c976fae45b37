"""The contents of a long Word file: a field that is filled in, and that Word updates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bptip.pages.document import Document, Heading
from bptip.render.layout.paper import estimated_pages
from bptip.render.layout.plain_text import plain_text
from bptip.render.layout.printed_words import printed_words
from bptip.render.word.elements import bookmark, paragraph, run
from bptip.render.word.styles import CONTENTS_LEVELS, CONTENTS_TITLE, contents_style

LONG_PAGE: Final = 10
"""Minimum estimated number of pages of a file with contents."""

_FIRST_BOOKMARK: Final = 1_000_000
"""The number of the first heading's bookmark, above those of references and tracked changes."""

INDENT: Final = 240
"""Indent of a line of the contents for each level below the first (twentieths of a point)."""


class ContentsWriter:
    """Writes the contents of a page above its first listed heading, and marks the headings.

    The contents come directly before the first heading that begins a page, so that they do not
    divide the first page.
    """

    def __init__(self, document: Document) -> None:
        is_long = estimated_pages(document) >= LONG_PAGE
        headings = (block for block in document.blocks if isinstance(block, Heading) and is_long)
        listed = (each for each in headings if each.level in CONTENTS_LEVELS)
        self.headings = [each for each in listed if plain_text(each.line)]
        begun = (each for each in self.headings if each.new_page)
        self.first = next(begun, self.headings[0] if self.headings else None)
        self.names = {id(each): f"_Toc{number}" for number, each in enumerate(self.headings, 1)}

    def marked(self, heading: Heading, runs: str) -> str:
        """Returns the runs of a heading in a bookmark, to which its line in the contents links."""
        name = self.names.get(id(heading))
        if name is None:
            return runs
        return bookmark(_FIRST_BOOKMARK + int(name.removeprefix("_Toc")), name, runs)

    def before(self, heading: Heading, *, begins: bool) -> str:
        """Returns the contents if they belong above this heading, else ""."""
        if heading is not self.first:
            return ""
        new_page = heading.new_page and not begins
        title = paragraph(CONTENTS_TITLE, run("Contents"), keep=True, new_page=new_page)
        return title + "".join(self._lines())

    def _lines(self) -> Iterator[str]:
        """Yields a line for each heading, from the beginning of the field to its end."""
        levels = f"{CONTENTS_LEVELS[0]}-{CONTENTS_LEVELS[-1]}"
        begin = (
            f'{_mark("begin", is_dirty=True)}<w:r><w:instrText xml:space="preserve">'
            rf' TOC \o "{levels}" \h \z \u </w:instrText></w:r>{_mark("separate")}'
        )
        for place, heading in enumerate(self.headings):
            name = self.names[id(heading)]
            words = run(printed_words(plain_text(heading.line)))
            link = f'<w:hyperlink w:anchor="{name}">{words}</w:hyperlink>'
            is_last = place == len(self.headings) - 1
            runs = f"{'' if place else begin}{link}{_mark('end') if is_last else ''}"
            indent = INDENT * (heading.level - CONTENTS_LEVELS[0])
            yield paragraph(contents_style(heading.level), runs, indent=indent)


def _mark(kind: str, *, is_dirty: bool = False) -> str:
    """Returns a mark of the field; Word updates a dirty field when it opens the file."""
    dirty = ' w:dirty="true"' if is_dirty else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{dirty}/></w:r>'
