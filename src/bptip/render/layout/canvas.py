"""What a format draws on: how wide, whether in colour, and which characters there are."""

from __future__ import annotations

from typing import Final, NamedTuple

PIPED_WIDTH: Final = 120
"""The width of a page that no terminal shows, in characters."""


class Canvas(NamedTuple):
    """Where a page goes: its width in characters, whether it has colours, its encoding.

    `old` says that it is a Windows console that knows neither colour codes nor most signs.
    """

    width: int = PIPED_WIDTH
    colour: bool = False
    encoding: str = "utf-8"
    old: bool = False
