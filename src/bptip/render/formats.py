"""The table of formats: each one's name, file extensions, what it is made from, and its module."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bptip.plan.errors import BptipError

if TYPE_CHECKING:
    from bptip.render.layout.canvas import Canvas

Draw = Callable[[Any, "Canvas"], bytes]


class Made(Enum):
    """What a format is made from."""

    PAGE = auto()
    RECORD = auto()
    ROWS = auto()


class Format(NamedTuple):
    """A format that every answer can be given in.

    `extra` is that of the package which brings what it needs, if it needs more than all have;
    a `binary` format is for a file or a pipe, not for a screen.
    """

    name: str
    extensions: tuple[str, ...]
    made_from: Made
    module: str
    extra: str = ""
    binary: bool = False

    def drawer(self) -> Draw:
        """What draws it; its module is imported now, and not before.

        Raises BptipError where its extra isn't installed.
        """
        try:
            draw: Draw = import_module(f"bptip.render.{self.module}").draw
        except ModuleNotFoundError as missing:
            if not self.extra or (missing.name or "").startswith("bptip"):
                raise
            needs = f'The format {self.name} needs more than is installed: pip install "bptip'
            raise BptipError(f'{needs}[{self.extra}]"') from missing
        return draw


FORMATS: Final = {
    each.name: each
    for each in (
        Format("table", (".txt",), Made.PAGE, "terminal.page"),
        Format("markdown", (".md", ".markdown"), Made.PAGE, "markdown.page"),
        Format("html", (".html", ".htm"), Made.PAGE, "html.page"),
        Format("docx", (".docx",), Made.PAGE, "word.page", extra="office", binary=True),
        Format("svg", (".svg",), Made.PAGE, "svg"),
        Format("json", (".json",), Made.RECORD, "json"),
        Format("csv", (".csv",), Made.ROWS, "csv"),
    )
}

BY_EXTENSION: Final = {
    extension: each for each in FORMATS.values() for extension in each.extensions
}
