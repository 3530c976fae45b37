"""The answer of a command that failed, for programs: an error with a code, as JSON on stdout."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bptip.pages.parts.records import error_answer
from bptip.plan.errors import BptipError
from bptip.plan.names import find_name
from bptip.render.formats import BY_EXTENSION, FORMATS
from bptip.render.json import draw
from bptip.render.layout.canvas import Canvas


def answer_error(error: BptipError, arguments: Sequence[str]) -> None:
    """Writes an error on stdout as JSON, if the command line asks for JSON.

    If nothing can be written to stdout, stderr and the exit code say enough.
    """
    if sys.stdout is None or not is_json_asked(arguments):
        return
    content = draw(error_answer(error.code, error.message, error.hints), Canvas())
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def is_json_asked(arguments: Sequence[str]) -> bool:
    """True if a command line asks for JSON, also one that bptip cannot parse.

    As for an answer, --json and --format win over the extension of the file after -o.
    """
    values = list(options_in(arguments))
    if ("--json", "") in values:
        return True
    formats = [value for name, value in values if name == "--format"]
    if formats:
        return find_name(formats[-1], FORMATS) == "json"
    files = [value for name, value in values if name in ("--output", "-o")]
    extension = Path(files[-1]).suffix.lower() if files else ""
    return BY_EXTENSION.get(extension) is FORMATS["json"]


def options_in(arguments: Sequence[str]) -> list[tuple[str, str]]:
    """Returns the options of a command line in either spelling, each with its possible value."""
    options: list[tuple[str, str]] = []
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        following = arguments[place + 1] if place + 1 < len(arguments) else ""
        if argument == "--json":
            options.append((argument, ""))
        elif argument.startswith("--"):
            name, sign, value = argument.partition("=")
            options.append((name, value if sign else following))
        elif argument.startswith("-o"):
            options.append(("-o", argument[2:] or following))
    return options
