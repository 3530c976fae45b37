"""Where an answer goes and in which format; what is said beside it goes to stderr."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

from bptip.cli.wrapping import width_of, wrapped
from bptip.plan.errors import BptipError
from bptip.plan.names import unknown_name
from bptip.render.formats import BY_EXTENSION, FORMATS, Format, Made
from bptip.render.layout.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bptip.pages.view import View

COLORS: Final = ("auto", "always", "never")
SCREEN: Final = "-"


class Output(NamedTuple):
    """What was asked for: a format by name, a file, whether it may be replaced, colours.

    `usual` is the format of an answer to the screen for which none is named.
    """

    format: str | None = None
    json: bool = False
    file: str | None = None
    force: bool = False
    color: str | None = None
    usual: str = "table"

    @property
    def to_file(self) -> bool:
        """Whether the answer goes to a file."""
        return self.file is not None and self.file != SCREEN

    def chosen(self) -> Format:
        """The format: as named, else by the file's extension, else the usual one.

        Raises BptipError where there is no such format, or where a screen can't show it.
        """
        chosen = self._named()
        if chosen.binary and not self.to_file and sys.stdout is not None and sys.stdout.isatty():
            given = f"-o NAME{chosen.extensions[0]}"
            raise BptipError(f"A {chosen.name} file is not for a screen: name a file, {given}.")
        return chosen

    def _named(self) -> Format:
        if self.json and self.format not in (None, "json"):
            raise BptipError(f"--json and --format {self.format} can't both be.")
        if self.json:
            return FORMATS["json"]
        if self.format is not None:
            named = FORMATS.get(self.format.casefold())
            if named is None:
                raise unknown_name("format", self.format, list(FORMATS))
            return named
        if not self.to_file:
            return FORMATS[self.usual]
        extension = Path(str(self.file)).suffix.lower()
        if extension not in BY_EXTENSION:
            known = ", ".join(f"{end} ({each.name})" for end, each in BY_EXTENSION.items())
            wrong = f'the extension "{extension}" is of no format' if extension else "no extension"
            raise BptipError(f'"{self.file}": {wrong}.', f"Known: {known}.", "Or name a --format.")
        return BY_EXTENSION[extension]

    def canvas(self) -> Canvas:
        """What the answer is drawn on; raises BptipError where the colours make no sense."""
        color = (self.color or "auto").casefold()
        if color not in COLORS:
            raise unknown_name("colour setting", str(self.color), list(COLORS))
        if self.to_file:
            return Canvas(colour=color == "always")
        if sys.stdout is None:
            raise BptipError("There is no screen to write to.", "Name a file: -o FILE.")
        return screen(sys.stdout, color)


def screen(stream: TextIO, color: str = "auto") -> Canvas:
    """What a stream can show: a terminal's width, else a fixed one; its encoding; colours."""
    terminal = stream.isatty()
    old = terminal and _old_windows_console()
    dumb = os.environ.get("TERM", "") in ("dumb", "unknown")
    wanted = {"always": True, "never": False}.get(color)
    if wanted is None and os.environ.get("NO_COLOR"):
        wanted = False
    if wanted is None and os.environ.get("FORCE_COLOR"):
        wanted = True
    return Canvas(
        width=width_of(stream),
        colour=(terminal and not dumb if wanted is None else wanted) and not old,
        encoding=stream.encoding or "utf-8",
        old=old,
    )


def _old_windows_console() -> bool:
    """Whether this is a Windows console from before colour codes and most signs."""
    if os.name != "nt":
        return False
    from rich.console import detect_legacy_windows

    return detect_legacy_windows()


def drawn(view: View[Any], value: object, chosen: Format, canvas: Canvas) -> bytes:
    """An answer in a format: its page, its record or its rows, whichever that is made from."""
    make = {Made.PAGE: view.page, Made.RECORD: view.record, Made.ROWS: view.rows}[chosen.made_from]
    return chosen.drawer()(make(value), canvas)


def give(view: View[Any], value: object, output: Output) -> None:
    """Write an answer to where it was asked for."""
    chosen = output.chosen()
    write(drawn(view, value, chosen, output.canvas()), output)


def write(content: bytes, output: Output) -> None:
    """Write to the file that was named, else to the screen."""
    if output.to_file:
        from bptip.files.writing import write_file

        write_file(Path(str(output.file)), content, replace=output.force)
        say(f"Written: {output.file}")
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up(sys.stdout)
        raise BptipError(f"The answer can't be written: {error.strerror}.") from error


def tell(*lines: str) -> None:
    """Print lines on stdout, in characters that it can show and that can do nothing there."""
    _print(lines, sys.stdout)


def give_up(stream: TextIO | None) -> None:
    """Let what a stream still holds go nowhere, so that Python's end of it is silent."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]


def say(*lines: str) -> None:
    """The same on stderr; what it can't take is let go."""
    try:
        _print(lines, sys.stderr)
    except OSError:
        give_up(sys.stderr)


def _print(lines: Iterable[str], stream: TextIO | None) -> None:
    """Print lines in characters that a stream can show; on a terminal they break between words."""
    from bptip.render.theme import fitted
    from bptip.render.visible import visible

    if stream is None:
        return
    canvas = Canvas(encoding=stream.encoding or "utf-8")
    for line in lines:
        shown = fitted(canvas, visible(line))
        print(wrapped(shown, width_of(stream)) if stream.isatty() else shown, file=stream)
    stream.flush()
