"""Lines on a terminal, broken between words: messages beside an answer, and the overview."""

from __future__ import annotations

import os
from typing import Final, TextIO

HELP_WIDTH: Final = 120
"""Width of help that goes to a file or a pipe (characters)."""

NARROWEST: Final = 40
"""Minimum width of pages on a terminal, however narrow it is (characters)."""


def width_of(stream: TextIO) -> int | None:
    """Returns the width of a terminal in characters; None where the stream is not a terminal."""
    if not stream.isatty():
        return None
    from shutil import get_terminal_size

    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        columns = get_terminal_size((80, 24)).columns
    return max(NARROWEST, columns) if columns else None


def wrapped(line: str, width: int, hanging: int = 0) -> str:
    """Returns a line as lines of a width, all after the first indented by `hanging` blanks.

    The default is two blanks more than the first line has. No word is broken, so that an address
    can be copied.
    """
    if len(line) <= width:
        return line
    from textwrap import wrap

    indent = hanging or len(line) - len(line.lstrip(" ")) + 2
    return "\n".join(
        wrap(
            line,
            width,
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
            replace_whitespace=False,
        )
    )
