"""The table of formats: each one's name, file extensions, what it is made from, and its module."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from bptip.render.canvas import Canvas

Draw = Callable[[Any, "Canvas"], bytes]


class Made(Enum):
    """What a format is made from."""

    PAGE = auto()
    RECORD = auto()
    ROWS = auto()


class Format(NamedTuple):
    """A format that every answer can be given in."""

    name: str
    extensions: tuple[str, ...]
    made_from: Made
    module: str

    def drawer(self) -> Draw:
        """What draws it; its module is imported now, and not before."""
        draw: Draw = import_module(f"bptip.render.{self.module}").draw
        return draw


FORMATS: Final = {
    each.name: each
    for each in (
        Format("table", (".txt",), Made.PAGE, "terminal"),
        Format("markdown", (".md", ".markdown"), Made.PAGE, "markdown"),
        Format("svg", (".svg",), Made.PAGE, "svg"),
        Format("json", (".json",), Made.RECORD, "json"),
        Format("csv", (".csv",), Made.ROWS, "csv"),
    )
}

BY_EXTENSION: Final = {
    extension: each for each in FORMATS.values() for extension in each.extensions
}
