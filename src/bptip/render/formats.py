"""The table of formats: name, file extensions, the part of an answer that is drawn, module."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from importlib import import_module
from typing import Any, Final, NamedTuple

from bptip.render.layout.canvas import Canvas

Draw = Callable[[Any, "Canvas"], bytes]


class Made(Enum):
    """The part of an answer that a format draws.

    A format draws the page, the record, the rows, or the rows together with the record.
    """

    PAGE = auto()
    RECORD = auto()
    ROWS = auto()
    TABLE = auto()


class Format(NamedTuple):
    """A format in which every answer can be given.

    A `binary` format is for a file or a pipe, not for a screen. `needs` is the library that it is
    written with, if that is part of the extra `office`. A format `tracks` changes if a reader can
    accept and reject them in it.
    """

    name: str
    extensions: tuple[str, ...]
    made_from: Made
    module: str
    binary: bool = False
    needs: str = ""
    tracks: bool = False

    def drawer(self) -> Draw:
        """Returns the function that draws the format; only this call imports its module."""
        draw: Draw = import_module(f"bptip.render.{self.module}").draw
        return draw


FORMATS: Final = {
    each.name: each
    for each in (
        Format("table", (".txt",), Made.PAGE, "terminal.page"),
        Format("markdown", (".md", ".markdown"), Made.PAGE, "markdown.page"),
        Format("html", (".html", ".htm"), Made.PAGE, "html.page"),
        Format("docx", (".docx",), Made.PAGE, "word.page", binary=True, tracks=True),
        Format("svg", (".svg",), Made.PAGE, "svg"),
        Format("json", (".json",), Made.RECORD, "json"),
        Format("csv", (".csv",), Made.ROWS, "csv"),
        Format("xlsx", (".xlsx",), Made.TABLE, "xlsx.answer", binary=True, needs="xlsxwriter"),
    )
}

BY_EXTENSION: Final = {
    extension: each for each in FORMATS.values() for extension in each.extensions
}
