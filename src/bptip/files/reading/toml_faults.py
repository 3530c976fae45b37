"""What the TOML reader finds, in the user's words: what is wrong, and how it is mended."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from bptip.problems.fault import Fault
from bptip.problems.shape import TOML_SYNTAX


class Saying(NamedTuple):
    """A message of the reader, as a pattern, what it means, and what to do."""

    pattern: str
    means: Callable[[re.Match[str]], str]
    hint: str | None = None


def _character(match: re.Match[str]) -> str:
    """The character that a message shows as the reader writes it: "U+0000"."""
    shown = match[1].encode("latin-1", "backslashreplace").decode("unicode_escape")
    return f"the character U+{ord(shown[-1]):04X} can't stand here"


def _dotted(keys: str) -> str:
    """Keys as a heading has them: "plan.x" of "'plan', 'x'"."""
    return keys.replace("'", "").replace(", ", ".")


SAYINGS: Final = (
    Saying(
        r"Illegal character '\\n'",
        lambda _: "a text is not closed on its line",
        'Close it with ", or write it between """ and """.',
    ),
    Saying(r"(?:Illegal|Found invalid) character '(.+)'", _character),
    Saying(
        r"Cannot declare \((.+?),?\) twice",
        lambda match: f'the table "{_dotted(match[1])}" stands twice',
        "Put its keys together under one heading.",
    ),
    Saying(
        r"Unescaped '\\' in a string",
        lambda _: "a backslash in a text means that a special character follows",
        "Write it twice, or put the text between ' and '.",
    ),
    Saying(r"Invalid date or datetime", lambda _: "there is no such day or time"),
    Saying(r"Unclosed array", lambda _: 'a list is not closed, or a "," is missing in it'),
)


SLIPS: Final = (
    (r".*\0", "It has zero bytes: it was saved as UTF-16, or spoilt. Save it as UTF-8."),
    (r"\ufeff", "An invisible mark, U+FEFF, begins this line: delete it, or type the line anew."),
    (r".*\r", "A line ends with a carriage return alone: save it with the line ends of Windows."),
    (r"[<=>]{7}", "A merge was left unfinished: keep one of the two texts."),
    (r".*[“”„‘’]", 'Curly quotes can\'t be read: type straight ones, "…".'),
    (r"[\w-]+\s*:", "Write = between a key and its value."),
    (r"[\w-]+\s*=\s*\d{1,4}[/.]\d|[\w-]+\s*=\s*\d{1,2} \w", "Write a date as 2025-04-03."),
    (r"[\w-]+\s*=\s*[^\W\d]", 'Put a text in quotes: "…".'),
    (r"[\w-]+\s*=\s*\d+,\d", "Write a number with a point: 0.5."),
)
"""What is usually meant where a line looks so, tried in this order."""


def slip(text: str) -> str | None:
    """What to do about a line that can't be read, by the usual slips; None where none is seen."""
    return next((told for looks, told in SLIPS if re.match(looks, text.strip())), None)


def too_deep(text: str) -> Fault:
    """That brackets lie deeper within each other than anybody reads."""
    from bptip.files.reading.positions import deepest

    at = deepest(text)
    message = "The file is not valid TOML: it is nested too deeply."
    return Fault(TOML_SYNTAX, (), message, None, (at.line, at.column))


def too_long(text: str) -> Fault:
    """That a number has more digits than any program counts."""
    from bptip.files.reading.positions import longest_number

    at = longest_number(text)
    message = "The file is not valid TOML: a number is too long."
    return Fault(TOML_SYNTAX, (), message, None, (at.line, at.column))


def syntax_fault(message: str, line: int, column: int, text: str) -> Fault:
    """The fault that a message of the TOML reader tells of, at a place that counts from 1.

    `text` is the whole text, of which the line at fault is looked at for what was meant.
    """
    lines = text.split("\n")
    meant = slip(lines[line - 1]) if line <= len(lines) else None
    for saying in SAYINGS:
        if match := re.match(saying.pattern, message):
            told, hint = saying.means(match), saying.hint or meant
            if "twice" in told and lines[line - 1].strip() in ("[update]", "[objective]"):
                hint = "Write it with two brackets: [[update]], [[objective]]."
            break
    else:
        told, hint = (
            message[:1].lower()
            + message[1:].replace("an array", "a list").replace("array", "list"),
            meant,
        )
    at = (line, column)
    return Fault(TOML_SYNTAX, (), f"The file is not valid TOML: {told}.", hint, at)
