"""The format and the destination of an answer. Messages go to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

from bptip.cli.wrapping import width_of, wrapped
from bptip.plan.errors import BptipError, ErrorCode, RefusedError, code_of
from bptip.plan.names import known_name
from bptip.render.formats import BY_EXTENSION, FORMATS, Format, Made
from bptip.render.layout.canvas import PIPED_WIDTH, Canvas

if TYPE_CHECKING:
    from bptip.pages.view import View

COLORS: Final = ("auto", "always", "never")
SCREEN: Final = "-"

SEPARATORS: Final = {",": ",", ";": ";", "tab": "\t"}
"""The separators of CSV, as they are typed."""

SEPARATORS_TO_TYPE: Final = "',', ';', tab"
"""The separators of CSV as every shell takes them: a bare ; would end the command."""


class Output(NamedTuple):
    """The format and the file that the user named, and whether it may be replaced; colours.

    `default` is the format on the screen where the user names none. `separator` is the one of CSV,
    as typed, and `plans` the folder of plans, if the user named one. `rewritten` is a file of
    bptip's own that this answer may replace.
    """

    format: str | None = None
    json: bool = False
    file: str | None = None
    force: bool = False
    color: str | None = None
    separator: str | None = None
    default: str = "table"
    plans: str | None = None
    rewritten: Path | None = None

    @property
    def to_file(self) -> bool:
        """True if the answer goes to a file."""
        return self.file is not None and self.file != SCREEN

    def chosen(self) -> Format:
        """Returns the format: as named, else by the file's extension, else the default.

        Raises BptipError where there is no such format, or where a screen cannot show it.
        """
        chosen = self._named()
        if chosen.needs:
            from bptip.files.exchange.office_extra import need_library

            need_library(chosen.needs, f"A {chosen.extensions[0]} file")
        if chosen.binary and not self.to_file and sys.stdout is not None and sys.stdout.isatty():
            raise BptipError(
                f"A {chosen.name} file cannot be shown on the screen.",
                f"Name a file: -o NAME{chosen.extensions[0]}",
            )
        return chosen

    def _named(self) -> Format:
        if self.json and self.format not in (None, "json"):
            raise BptipError(f"--json and --format {self.format} cannot be used together.")
        if self.json:
            return FORMATS["json"]
        if self.format is not None:
            return FORMATS[known_name("format", self.format, FORMATS)]
        if not self.to_file:
            return FORMATS[self.default]
        extension = Path(str(self.file)).suffix.lower()
        if extension not in BY_EXTENSION:
            known = ", ".join(f"{end} ({each.name})" for end, each in BY_EXTENSION.items())
            wrong = (
                f'bptip cannot write "{extension}" files.'
                if extension
                else "The name has no extension, which would choose the format."
            )
            raise BptipError(
                f'"{self.file}": {wrong}',
                "For a PDF file: write .docx or .html, and save that as PDF."
                if extension == ".pdf"
                else "",
                f"Use one of these: {known}.",
                "Or add --format.",
            )
        return BY_EXTENSION[extension]

    def refuse_kept(self) -> None:
        """Raises BptipError if the answer would replace a plan's file, or one that was read."""
        if self.to_file:
            from bptip.files.exchange.kept_files import refuse_kept

            instead = f"-o NAME{self.chosen().extensions[0]}"
            refuse_kept(Path(str(self.file)), instead, rewritten=self.rewritten)

    def cell_separator(self) -> str:
        """Returns the separator of CSV; raises BptipError for another, or for another format."""
        if self.separator is None:
            return SEPARATORS[","]
        separator = SEPARATORS.get(self.separator.casefold())
        if separator is None:
            raise BptipError(
                f'bptip cannot separate the cells of a CSV file with "{self.separator}".',
                f"Use one of these: {SEPARATORS_TO_TYPE}.",
            )
        if self._named().name != "csv":
            raise BptipError(
                "--separator is for CSV only.",
                "Add --format csv or -o NAME.csv, or leave out --separator.",
            )
        return separator

    @property
    def is_screen(self) -> bool:
        """True if the answer is a page on a screen, which has a last line."""
        return not self.to_file and self.chosen().name == "table"

    @property
    def is_on_terminal(self) -> bool:
        """True if the answer is a page that a terminal shows: no file and no program gets it."""
        return self.is_screen and sys.stdout is not None and sys.stdout.isatty()

    def canvas(self) -> Canvas:
        """Returns what the answer is drawn on; raises BptipError for an unknown colour setting."""
        color = known_name("colour setting", self.color or "auto", COLORS)
        if self.to_file:
            return Canvas(colour=color == "always", separator=self.cell_separator())
        if sys.stdout is None:
            raise RefusedError("There is no screen to write to.", "Name a file: -o FILE")
        return screen(sys.stdout, color)._replace(separator=self.cell_separator())


def screen(stream: TextIO, color: str = "auto") -> Canvas:
    """Returns what a stream can show: its width, its encoding, and whether it has colours."""
    terminal = stream.isatty()
    old = terminal and _old_windows_console()
    dumb = os.environ.get("TERM", "") in ("dumb", "unknown")
    wanted = {"always": True, "never": False}.get(color)
    if wanted is None and os.environ.get("NO_COLOR"):
        wanted = False
    if wanted is None and os.environ.get("FORCE_COLOR"):
        wanted = True
    return Canvas(
        width=width_of(stream) or PIPED_WIDTH,
        height=_height_of(stream),
        colour=(terminal and not dumb if wanted is None else wanted) and not old,
        encoding=stream.encoding or "utf-8",
        old=old,
    )


def _height_of(stream: TextIO) -> int | None:
    """Returns the lines of a terminal that a page can fill; None where it is not a terminal.

    The last line is left for what is typed next.
    """
    if not stream.isatty():
        return None
    from shutil import get_terminal_size

    try:
        lines = os.get_terminal_size(stream.fileno()).lines
    except (OSError, ValueError):
        lines = get_terminal_size((80, 24)).lines
    return lines - 1 if lines else None


def lines_on_screen(texts: Sequence[str]) -> int:
    """Returns the number of lines that messages take above a page on the same terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        return 0
    width = width_of(sys.stderr)
    return sum(wrapped(text, width).count("\n") + 1 if width else 1 for text in texts)


def _old_windows_console() -> bool:
    """True if this is an old Windows console, without colour codes and most signs."""
    if os.name != "nt":
        return False
    from rich.console import detect_legacy_windows

    return detect_legacy_windows()


def rendered(
    view: View[Any],
    value: object,
    output: Output,
    last_line: Sequence[str],
    before: Sequence[str],
    to_see_all: Sequence[str],
) -> bytes:
    """Returns an answer in the format of an output, made from its page, its record or its rows.

    `last_line` is what a screen says on the last line of its page, and `before` what it says above
    the page. `to_see_all` is the command that shows all of a page that is longer than the screen;
    a page without such a command is never cut.
    """
    chosen = output.chosen()
    make = {
        Made.PAGE: (chosen.tracks and view.tracked_page) or view.page,
        Made.RECORD: view.record,
        Made.ROWS: view.rows,
        Made.TABLE: view.table,
    }
    made: Any = make[chosen.made_from](value)
    if chosen.made_from is Made.PAGE:
        from bptip.pages.document import without_empty_columns, without_private

        made = without_empty_columns(made if output.is_screen else without_private(made))
    if last_line:
        from bptip.pages.document import Role, Text, joined

        warnings = ((Text(each, Role.WARNING),) for each in last_line)
        made = made._replace(foot=joined([made.foot, *warnings]))
    canvas = output.canvas()
    if to_see_all and output.is_screen and canvas.height is not None:
        from bptip.pages.parts.lines import to_type

        made = made._replace(whole=to_type(to_see_all))
    if canvas.height is not None:
        canvas = canvas._replace(height=canvas.height - lines_on_screen(before))
    if output.is_screen:
        from bptip.plan.command_lines import plans_option

        canvas = canvas._replace(plans=plans_option(output.plans))
    return chosen.drawer()(made, canvas)


def write_created(files: Sequence[str], *, as_json: bool, more: str = "") -> None:
    """Prints the files that a command created, a line each, or as JSON; `more` ends each line."""
    if not as_json:
        tell(*(f"Created {file}{more}" for file in files))
        return
    from bptip.pages.parts.records import created_files
    from bptip.render.json import draw

    write(draw(created_files(files), Canvas()), Output())


def write(content: bytes, output: Output) -> None:
    """Writes bytes to the file that was named, else to the screen."""
    if output.to_file:
        from bptip.files.journal.git_working_tree import write_beside_git

        output.refuse_kept()
        write_beside_git(Path(str(output.file)), content, replace=output.force, tell=say)
        say(f"Written: {output.file}")
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _no_answer(error) from error


def tell(*lines: str) -> None:
    """Prints lines on stdout, in characters that it can show and that do nothing there."""
    try:
        _print(lines, sys.stdout)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _no_answer(error) from error


def _no_answer(error: OSError) -> BptipError:
    """Returns the error for an answer that cannot be printed, and discards the rest of it."""
    discard(sys.stdout)
    return BptipError(
        f"bptip cannot write the answer: {error.strerror}.", code=code_of(error, ErrorCode.REFUSED)
    )


def discard(stream: TextIO | None) -> None:
    """Discards what a stream still holds, so that Python closes it without an error message."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]


def say(*lines: str) -> None:
    """Prints lines on stderr; if stderr is closed or full, they are lost."""
    try:
        _print(lines, sys.stderr)
    except OSError:
        discard(sys.stderr)


def _print(lines: Iterable[str], stream: TextIO | None) -> None:
    """Prints lines in characters that a stream can show; a terminal gets them wrapped."""
    from bptip.render.direction import isolated, isolated_lines
    from bptip.render.theme import fitted
    from bptip.render.visible import visible

    if stream is None:
        return
    canvas = Canvas(encoding=stream.encoding or "utf-8")
    for line in lines:
        shown = fitted(canvas, isolated(visible(line)))
        width = width_of(stream)
        lines = wrapped(shown, width).split("\n") if width else [shown]
        print(*isolated_lines(lines), sep="\n", file=stream)
    stream.flush()
