"""SVG: the terminal page as a picture, in one file that loads nothing."""

from __future__ import annotations

import re
from html import escape
from io import StringIO
from typing import Final

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.terminal_theme import TerminalTheme

from bptip.pages.document import Document
from bptip.plan.errors import BptipError
from bptip.render import theme
from bptip.render.layout.canvas import Canvas
from bptip.render.layout.plain_text import page_title
from bptip.render.terminal.lines import LineDrawer
from bptip.render.terminal.page import console_for, print_page
from bptip.render.visible import on_one_line, visible

PICTURE_WIDTH: Final = 100
"""Width of the page in a picture (characters)."""

MAX_LINES: Final = 200
"""Maximum number of lines of a page in a picture; nobody reads a longer picture."""

_NO_WORDS: Final = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;.*?\x1b\\|─+")
"""Codes of colours, links and rules on a screen, which a screen reader must not read out."""

_FONTS: Final = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)


ANSI_COLOURS: Final = ("dim", "red", "green", "yellow", "blue", "blue", "blue", "")
"""The theme's names of the eight colours of a terminal, in the terminal's order."""


def _dark_theme() -> TerminalTheme:
    """Returns the dark colours of a page as a theme for terminals; every word is readable."""
    colours = [_red_green_blue(theme.TEXT_COLOURS[name].dark) for name in ANSI_COLOURS]
    ground, ink = theme.PAGE_COLOUR.dark, theme.TEXT_COLOURS[""].dark
    return TerminalTheme(_red_green_blue(ground), _red_green_blue(ink), colours)


def _red_green_blue(digits: str) -> tuple[int, int, int]:
    """Returns the red, green and blue parts of a colour of six hexadecimal digits."""
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


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
        title="bptip", theme=_dark_theme(), code_format=_FONTS.sub("", CONSOLE_SVG_FORMAT)
    )
    start, tag, rest = picture.partition(">")
    named = ' role="img" aria-labelledby="page-title page-text"'
    return f"{start}{named}{tag}{_named(document, shown.getvalue())}{rest}".encode()


def _named(document: Document, page: str) -> str:
    """Returns the picture's name, and the words of the page for readers who cannot see it."""
    title = escape(on_one_line(document.title) or page_title(document))
    text = escape(visible(" ".join(_NO_WORDS.sub("", page).split())))
    return f'<title id="page-title">{title}</title><desc id="page-text">{text}</desc>'
