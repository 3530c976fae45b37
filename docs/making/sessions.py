"""A page with a story in commands: they are run in order, and the page shows their output.

Below a block of commands, a block `text` has the output. Marks that no reader sees say what else is
done, or how much is shown; each is in the line above its block:

    <!-- written to FILE -->      the file has these lines
    <!-- added to FILE -->        they are added at its end
    <!-- replaced in FILE -->     these lines of it are replaced by those of the next block
    <!-- a workbook FILE -->      the file is a workbook with this table
    <!-- a Word file FILE -->     the file is a Word file with this table
    <!-- filled in FILE -->       these answers are written into the form
    <!-- ends with 1 -->          the exit code of the last command; without it, all end with 0
    <!-- the first 9 lines -->    only these are shown; the same for the last
    <!-- lines 3 to 9 -->         only these are shown

`bptip retract` takes back the update that was shown last, whatever id the page has.
"""

from __future__ import annotations

import os
import re
import shlex
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime, time
from io import BytesIO, TextIOWrapper
from pathlib import Path
from random import Random
from typing import Final
from unittest.mock import patch

from bptip.cli import run
from bptip.cli.context import CommandContext
from bptip.render.layout.canvas import Canvas
from making import office_files
from making.markdown import block

TODAY: Final = date(2026, 11, 24)
"""The day on which the stories take place."""

WIDTH: Final = 100
"""The width of the screen that is shown."""

_BLOCK: Final = re.compile(
    r"(?:<!-- (?P<mark>[^>]+?) -->\n)?"
    r"```(?P<language>sh|text|toml|markdown)\n(?P<lines>.*?)^```\n"
    r"(?P<shown>\n```text\n.*?^```\n)?",
    re.DOTALL | re.MULTILINE,
)


def with_output(page: str) -> str:
    """Returns the page with the output of its commands.

    Raises AssertionError for a command that ends with another exit code than expected.
    """
    with _a_day(), tempfile.TemporaryDirectory() as folder, chdir(folder):
        return _BLOCK.sub(Story(), page)


class Story:
    """Runs the blocks of a page in their order, in a folder that is empty at first."""

    def __init__(self) -> None:
        self._replaced: tuple[Path, str] | None = None
        self._last = ""

    def __call__(self, match: re.Match[str]) -> str:
        """Does everything that a block says, and returns the block as it should be."""
        mark, lines = match["mark"] or "", match["lines"]
        if match["language"] == "sh":
            return self._commands(match)
        if self._replaced:
            file, old = self._replaced
            _edit(file, lambda text: text.replace(old, lines), once=old)
            self._replaced = None
        elif mark.startswith("replaced in "):
            self._replaced = (Path(mark.removeprefix("replaced in ")), lines)
        elif mark.startswith("written to "):
            Path(mark.removeprefix("written to ")).write_text(lines, encoding="utf-8")
        elif maker := next((each for each in OFFICE_FILES if mark.startswith(each)), None):
            OFFICE_FILES[maker](Path(mark.removeprefix(maker)), lines)
        elif mark.startswith("added to "):
            _edit(Path(mark.removeprefix("added to ")), lambda text: f"{text}\n{lines}")
        return match[0]

    def _commands(self, match: re.Match[str]) -> str:
        """Runs a block of commands, and returns it with its output if the page shows that."""
        mark = match["mark"] or ""
        lines = re.sub(r"(?<=bptip retract )(?!--)\S+", self._last, match["lines"])
        code = int(mark.removeprefix("ends with")) if mark.startswith("ends with") else 0
        shown = "".join(_shown(lines.splitlines(), code))
        self._last = (re.findall(r"bptip retract (\S+)", shown) or [self._last])[-1]
        whole = match[0].removesuffix(match["shown"] or "").replace(match["lines"], lines)
        return f"{whole}\n{block('text', _part(shown, mark))}" if match["shown"] else whole


OFFICE_FILES: Final = {
    "a workbook ": office_files.workbook,
    "a Word file ": office_files.word_file,
    "filled in ": office_files.fill_in,
}
"""The makers of workbooks and Word files, by the words before the name of the file."""


def _edit(file: Path, change: Callable[[str], str], once: str = "") -> None:
    text = file.read_text(encoding="utf-8")
    assert not once or text.count(once) == 1, f"{file}: {once!r} occurs {text.count(once)} times"
    file.write_text(change(text), encoding="utf-8", newline="")


def _part(shown: str, mark: str) -> str:
    """Returns the lines that a mark says, or all of them without a mark."""
    lines = shown.splitlines()
    if span := re.fullmatch(r"lines (\d+) to (\d+)", mark):
        return "\n".join(lines[int(span[1]) - 1 : int(span[2])])
    match = re.fullmatch(r"the (first|last) (\d+) lines", mark)
    if match is None or len(lines) <= int(match[2]):
        return shown
    number = int(match[2])
    kept = [*lines[:number], "…"] if match[1] == "first" else ["…", *lines[-number:]]
    return "\n".join(kept)


def _shown(lines: list[str], code: int) -> Iterator[str]:
    """Yields the output of each command; the last ends with the code, the others with 0."""
    for place, line in enumerate(lines):
        words = shlex.split(line)
        if words[0] == "cd":
            os.chdir(words[1])
        elif words[0] == "bptip":
            ended, shown = command(words[1:])
            expected = code if place == len(lines) - 1 else 0
            assert ended == expected, f"{line} ends with {ended}: {shown}"
            yield shown


def command(arguments: list[str]) -> tuple[int, str]:
    """Returns the exit code of a command, and its output."""
    screen = BytesIO()
    with TextIOWrapper(screen, encoding="utf-8", newline="\n", write_through=True) as stream:
        with redirect_stdout(stream), redirect_stderr(stream):
            try:
                code = run(arguments)
            except SystemExit as leaving:
                code = int(leaving.code or 0)
        shown = screen.getvalue().decode("utf-8")
    return code, "".join(f"{line.rstrip()}\n" for line in shown.splitlines())


@contextmanager
def _a_day() -> Iterator[None]:
    """Fixes the day, the random numbers, the screen and the settings during a block."""
    chance = Random(1)  # noqa: S311  # only has to be the same each time
    fixed = {
        "today": lambda _: TODAY,
        "now": lambda _: datetime.combine(TODAY, time(12), UTC),
        "chance": lambda _: chance.getrandbits,
    }
    own = {name: value for name, value in os.environ.items() if not name.startswith("BPTIP_")}
    with ExitStack() as stack:
        for name, value in fixed.items():
            stack.enter_context(patch.object(CommandContext, name, property(value)))
        stack.enter_context(patch("bptip.cli.output.screen", lambda *_: Canvas(width=WIDTH)))
        stack.enter_context(patch.dict(os.environ, own, clear=True))
        yield
