"""SVG: the terminal page as a picture, in one file that loads nothing."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.terminal_theme import SVG_EXPORT_THEME

from bptip.plan.errors import BptipError
from bptip.render.layout.plain_text import page_title
from bptip.render.terminal.lines import LineDrawer
from bptip.render.terminal.page import console_for, print_page
from bptip.render.visible import on_one_line, visible

if TYPE_CHECKING:
    from bptip.pages.document import Document
    from bptip.render.layout.canvas import Canvas

PICTURE_WIDTH: Final = 100
"""Width of the page in a picture (characters)."""

MAX_LINES: Final = 200
"""Maximum number of lines of a page in a picture; nobody reads a longer one."""

_COLOURS: Final = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;.*?\x1b\\")
_FONTS: Final = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)


def draw(document: Document, canvas: Canvas) -> bytes:
    """Returns the page in colour; the same page gives the same bytes.

    Raises BptipError for a page that is too long for a picture.
    """
    page = canvas._replace(
        width=PICTURE_WIDTH, colour=True, encoding="utf-8", old=False, isolates=False, height=None
    )
    shown = StringIO()
    console = console_for(page, shown, record=True)
    print_page(document, LineDrawer(page), console)
    if (lines := shown.getvalue().count("\n")) > MAX_LINES:
        raise BptipError(
            f"The page has {lines:,} lines; a picture has at most {MAX_LINES}.",
            "Write it as a web page or a Word file: -o NAME.html or -o NAME.docx",
        )
    picture = console.export_svg(
        title="bptip",
        theme=SVG_EXPORT_THEME,
        code_format=_FONTS.sub("", CONSOLE_SVG_FORMAT),
    )
    start, tag, rest = picture.partition(">")
    named = ' role="img" aria-labelledby="page-title page-text"'
    return f"{start}{named}{tag}{_named(document, shown.getvalue())}{rest}".encode()


def _named(document: Document, page: str) -> str:
    """Returns the name of the picture, and the words of the page for those who cannot see it."""
    title = escape(on_one_line(document.title) or page_title(document))
    text = escape(visible(" ".join(_COLOURS.sub("", page).split())))
    return f'<title id="page-title">{title}</title><desc id="page-text">{text}</desc>'
