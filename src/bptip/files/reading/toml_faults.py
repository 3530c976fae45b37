"""The findings of the TOML parser in the user's words: what is wrong, and how to correct it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from bptip.problems.fault import Fault
from bptip.problems.shape import TOML_SYNTAX


class Translation(NamedTuple):
    """A message of the parser, as a pattern, its meaning in plain words, and what to do."""

    pattern: str
    meaning: Callable[[re.Match[str]], str]
    hint: str | None = None


def _character(match: re.Match[str]) -> str:
    """Returns the meaning of a message about a character, which is shown as "U+0000"."""
    shown = match[1].encode("latin-1", "backslashreplace").decode("unicode_escape")
    return f"the character U+{ord(shown[-1]):04X} is not allowed here"


def _dotted(keys: str) -> str:
    """Returns keys as a heading has them: "plan.x" for "'plan', 'x'"."""
    return keys.replace("'", "").replace(", ", ".")


TRANSLATIONS: Final = (
    Translation(
        r"Illegal character '\\n'",
        lambda _: "a text is not closed on its line",
        'Close it with ", or write it between """ and """.',
    ),
    Translation(r"(?:Illegal|Found invalid) character '(.+)'", _character),
    Translation(
        r"Cannot declare \((.+?),?\) twice",
        lambda match: f'the table "{_dotted(match[1])}" is there twice',
        "Put its keys together under one heading.",
    ),
    Translation(
        r"Unescaped '\\' in a string",
        lambda _: "a backslash in a text begins a special character, and this is not one",
        "Write \\\\ for a backslash, or put the text between ' and '.",
    ),
    Translation(r"Invalid date or datetime", lambda _: "this day or time does not exist"),
    Translation(r"Unclosed array", lambda _: 'a list is not closed, or a "," is missing in it'),
)


SLIPS: Final = (
    (
        r".*\0",
        "The file contains zero bytes: it was saved as UTF-16, or damaged. Save it as UTF-8.",
    ),
    (
        r"\ufeff",
        "This line begins with an invisible mark, U+FEFF: delete the line and type it again.",
    ),
    (
        r".*\r",
        "A line ends with a carriage return only: save the file with the line ends of Windows.",
    ),
    (r"[<=>]{7}", "A merge was not finished: keep one of the two texts and delete the marks."),
    (r".*[“”„‘’]", 'Curly quotes are not allowed: type straight ones, "…".'),
    (r"[\w-]+\s*:", "Write = between a key and its value."),
    (r"[\w-]+\s*=\s*\d{1,4}[/.]\d|[\w-]+\s*=\s*\d{1,2} \w", "Write a date as 2025-04-03."),
    (r"[\w-]+\s*=\s*[^\W\d]", 'Put a text in quotes: "…".'),
    (r"[\w-]+\s*=\s*\d+,\d", "Write a number with a point: 0.5."),
)
"""The usual mistakes: how the line looks, and what to do about it; the first that fits is used."""


def slip(text: str) -> str | None:
    """Returns what to do about a line with one of the usual mistakes; None for any other line."""
    return next((hint for pattern, hint in SLIPS if re.match(pattern, text.strip())), None)


def too_deep(text: str) -> Fault:
    """Returns the fault of a file whose brackets or keys are nested too deeply."""
    from bptip.files.reading.positions import deepest

    at = deepest(text)
    message = "The file is not valid TOML: it is nested too deeply."
    return Fault(TOML_SYNTAX, (), message, None, (at.line, at.column))


def too_long(text: str) -> Fault:
    """Returns the fault of a file with a number of too many digits."""
    from bptip.files.reading.positions import longest_number

    at = longest_number(text)
    message = "The file is not valid TOML: a number is too long."
    return Fault(TOML_SYNTAX, (), message, None, (at.line, at.column))


def syntax_fault(message: str, line: int, column: int, text: str) -> Fault:
    """Returns the fault for a message of the TOML parser; line and column count from 1.

    `text` is the whole text: the line at fault shows what was probably meant.
    """
    lines = text.split("\n")
    written = lines[line - 1].strip() if line <= len(lines) else ""
    meaning, hint = _translated(message)
    if written in ("[update]", "[objective]") and "twice" in meaning:
        hint = "Write it with two brackets: [[update]], [[objective]]."
    message = f"The file is not valid TOML: {meaning}."
    return Fault(TOML_SYNTAX, (), message, hint or slip(written), (line, column))


def _translated(message: str) -> tuple[str, str | None]:
    """Returns the meaning of a message of the TOML parser, and what to do about it, if known."""
    for translation in TRANSLATIONS:
        if match := re.match(translation.pattern, message):
            return translation.meaning(match), translation.hint
    meaning = message[:1].lower() + message[1:]
    return meaning.replace("an array", "a list").replace("array", "list"), None
