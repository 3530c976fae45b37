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
    if _cells(line) <= width:
        return line
    indent = hanging or len(line) - len(line.lstrip(" ")) + 2
    if not line.isascii():
        return _wrapped_by_cells(line, width, " " * indent)
    from textwrap import wrap

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


def _wrapped_by_cells(line: str, width: int, indent: str) -> str:
    """Returns a line as lines that no letter of two cells makes too wide.

    The line is broken at blanks, and where a script without blanks allows a break.
    """
    from bptip.render.terminal.breaking import without_end, words_of

    lines = [line[: len(line) - len(line.lstrip(" "))]]
    for word in words_of(line.strip()):
        is_first = not lines[-1].strip()
        if not is_first and _cells(lines[-1]) + _cells(without_end(word)) > width:
            lines.append(indent + word)
        else:
            lines[-1] += word
    return "\n".join(map(without_end, lines))


def _cells(text: str) -> int:
    """Returns the width of a text on a screen (characters)."""
    if text.isascii():
        return len(text)
    from bptip.render.terminal import breaking

    return breaking.width_of(text)
