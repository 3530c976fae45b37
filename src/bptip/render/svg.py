"""The terminal page as a picture: one SVG file that asks nothing of the network."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Final

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.terminal_theme import SVG_EXPORT_THEME

from bptip.render.terminal.page import console_for, print_page

if TYPE_CHECKING:
    from bptip.pages.document import Document
    from bptip.render.layout.canvas import Canvas

WIDTH: Final = 100
"""The width of the page in the picture, in characters."""

_FONTS: Final = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)


def draw(document: Document, canvas: Canvas) -> bytes:
    """The page in colour, as an SVG picture; the same page gives the same bytes."""
    page = canvas._replace(width=WIDTH, colour=True, encoding="utf-8", old=False)
    console = console_for(page, StringIO(), record=True)
    print_page(document, page, console)
    picture = console.export_svg(
        title="bptip",
        theme=SVG_EXPORT_THEME,
        code_format=_FONTS.sub("", CONSOLE_SVG_FORMAT),
    )
    return picture.encode()
