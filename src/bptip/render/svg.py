"""SVG: the terminal page as a picture, in one file that loads nothing."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Final

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.terminal_theme import SVG_EXPORT_THEME

from bptip.render.terminal.lines import LineDrawer
from bptip.render.terminal.page import console_for, print_page

if TYPE_CHECKING:
    from bptip.pages.document import Document
    from bptip.render.layout.canvas import Canvas

PICTURE_WIDTH: Final = 100
"""Width of the page in a picture (characters)."""

_FONTS: Final = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)


def draw(document: Document, canvas: Canvas) -> bytes:
    """Returns the page in colour; the same page gives the same bytes."""
    page = canvas._replace(
        width=PICTURE_WIDTH, colour=True, encoding="utf-8", old=False, isolates=False, height=None
    )
    console = console_for(page, StringIO(), record=True)
    print_page(document, LineDrawer(page), console)
    picture = console.export_svg(
        title="bptip",
        theme=SVG_EXPORT_THEME,
        code_format=_FONTS.sub("", CONSOLE_SVG_FORMAT),
    )
    return picture.encode()
