"""Lines on a terminal, broken between words: what is said beside an answer, and the overview."""

from __future__ import annotations

import os
from typing import Final, TextIO

PIPED_WIDTH: Final = 120
"""The width of pages, and of help, that no terminal shows."""

NARROWEST: Final = 40
"""The width of pages on a terminal that is narrower than that."""


def width_of(stream: TextIO) -> int:
    """The width of a terminal in characters; of what is none, that of pages in a pipe."""
    if not stream.isatty():
        return PIPED_WIDTH
    from shutil import get_terminal_size

    try:
        columns = os.get_terminal_size(stream.fileno()).columns or PIPED_WIDTH
    except (OSError, ValueError):
        columns = get_terminal_size((80, 24)).columns
    return max(NARROWEST, columns)


def wrapped(line: str, width: int, hanging: int = 0) -> str:
    """The line in lines of that width, those after the first set in by so many blanks.

    By two more than the first, if nothing is said. No word is broken, so that an address stays one.
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
