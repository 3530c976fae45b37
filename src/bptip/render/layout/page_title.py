"""A page's title, for the formats whose files have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptip.pages.document import Heading, Notice, Paragraph
from bptip.render.layout.in_words import in_words

if TYPE_CHECKING:
    from bptip.pages.document import Block, Document, Line


def title_of(document: Document) -> str:
    """The first heading of level 1 that says anything, else the first words of the page."""
    titles = [block.line for block in document.blocks
              if isinstance(block, Heading) and block.level == 1]  # fmt: skip
    told = [in_words(each) for each in (*titles, *map(_opening, document.blocks))]
    return next(filter(None, told), "bptip")


def _opening(block: Block) -> Line:
    """The line that a block of text begins with."""
    match block:
        case Heading(parts, _, _) | Notice(parts):
            return parts
        case Paragraph(parts):
            return next(iter(parts), ())
        case _:
            return ()
