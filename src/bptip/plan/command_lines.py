"""Commands of bptip for the user to type, in which no shell runs or expands anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_WORD: Final = re.compile(r"-{0,2}\w[\w.,/@-]*")
"""A word that needs no quotes."""

_QUOTED: Final = re.compile(r"""-{0,2}[\w./(][\w./,@+=~#&;:%?()' -]*""")
"""A word that Bash and PowerShell do not change between double quotes."""


def command_line(words: Sequence[str]) -> str | None:
    """Returns the line to type for a command of bptip; None if a shell would change a word."""
    if not all(map(_QUOTED.fullmatch, words)):
        return None
    quoted = (word if _WORD.fullmatch(word) else f'"{word}"' for word in words)
    return f"bptip {' '.join(quoted)}"


def file_to_type(path: str) -> str:
    """Returns a file's path, with "./" before a leading "-", which would make it an option."""
    return f"./{path}" if path.startswith("-") else path


_ENDS_WITH_COMMAND: Final = re.compile(
    r"(?:.*(?:[:,] |\b(?:then|or) ))?bptip (?!init\b)[a-z][a-z-]*(?: .*)?(?<![.?!`])(?<!--help)",
    re.DOTALL,
)
"""A line that is a command of bptip about plans, or ends with such a command."""


def plans_option(folder: str | None) -> str:
    """Returns " --plans FOLDER", to append to a command; "" if no folder was named."""
    if not folder:
        return ""
    line = command_line(("--plans", folder.replace("\\", "/"))) or ""
    return line.removeprefix("bptip")


def about_plans(line: str, option: str) -> str:
    """Returns a line with the option `--plans` appended, if the line ends with a command."""
    is_whole = not option or " --plans" in line or not _ENDS_WITH_COMMAND.fullmatch(line)
    return line if is_whole else f"{line}{option}"
