"""The canvas that a page is drawn on: its width, colours and encoding."""

from __future__ import annotations

from typing import Final, NamedTuple

PIPED_WIDTH: Final = 120
"""Width of a page that is written to a file or a pipe (characters)."""


class Canvas(NamedTuple):
    """The width of a page in characters, whether it has colours, and its encoding.

    `old` is True for a Windows console that knows neither colour codes nor most signs.
    `separator` separates the cells of CSV. `isolates` is False for a picture, in which each text
    has its own place. `height` is the number of lines that the screen has for the page, None for a
    page that no screen shows. `plans` is what a command on the page needs to be about the same
    plans when it is typed: the option `--plans` as the user gave it, or nothing.
    """

    width: int = PIPED_WIDTH
    colour: bool = False
    encoding: str = "utf-8"
    old: bool = False
    separator: str = ","
    isolates: bool = True
    height: int | None = None
    plans: str = ""
