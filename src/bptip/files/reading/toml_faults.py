"""Turns errors of the TOML parser into plain words: what is wrong, and how to correct it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import tomli

from bptip.plan.addresses import name_of
from bptip.plan.dates import days_of
from bptip.plan.errors import BptipError
from bptip.problems.fault import Fault
from bptip.problems.shape import TOML_SYNTAX


class Translation(NamedTuple):
    """A pattern for messages of the parser, their meaning in plain words, and what to do."""

    pattern: str
    meaning: Callable[[re.Match[str]], str]
    hint: str | None = None


def _character(match: re.Match[str]) -> str:
    """Returns the meaning of a message about a character, with the character as "U+0000"."""
    shown = match[1].encode("latin-1", "backslashreplace").decode("unicode_escape")
    return f"the character U+{ord(shown[-1]):04X} is not allowed here"


def _dotted(keys: str) -> str:
    """Returns the parser's list of keys as a heading has them: "plan.x" for "'plan', 'x'"."""
    return keys.replace("'", "").replace(", ", ".")


NOT_CLOSED: Final = 'a list is not closed, or has no "," between two values'

TRANSLATIONS: Final = (
    Translation(
        r"Illegal character '\\n'",
        lambda _: "a text is not closed on its line",
        'Close it with ", or write it between """ and """.',
    ),
    Translation(r"(?:Illegal|Found invalid) character '(.+)'", _character),
    Translation(
        r"Cannot declare \((.+?),?\) twice",
        lambda match: f'the table "{_dotted(match[1])}" appears twice',
        "Put its keys together under one heading.",
    ),
    Translation(
        r"Unescaped '\\' in a string",
        lambda _: "a backslash begins a special character in a text, and this one is unknown",
        "Write \\\\ for a backslash, or put the text between ' and '.",
    ),
    Translation(r"Invalid date or datetime", lambda _: "this day or time does not exist"),
    Translation(r"Unclosed array", lambda _: NOT_CLOSED),
    Translation(
        r"Cannot overwrite a value",
        lambda _: "this key appears twice",
        "Keep one of the two lines.",
    ),
)


SLIPS: Final = (
    (
        r".*\0",
        "The file contains zero bytes: it was saved as UTF-16, or damaged. Save it as UTF-8.",
    ),
    (r".*\r", "A line ends with a carriage return only: save the file with Windows line endings."),
    (r"[<=>]{7}", "A merge was not finished: keep one of the two texts and delete the marks."),
    (r"[\w-]+\s*:", "Write = between a key and its value."),
    (r"[\w-]+\s*=\s*\d{1,4}[/.]\d|[\w-]+\s*=\s*\d{1,2} \w", "Write a date as 2025-04-03."),
    (r"[\w-]+\s*=\s*[^\W\d]", 'Put a text in quotes: "…".'),
    (r"[\w-]+\s*=\s*\d+,\d", "Write a number with a point: 0.5."),
)
"""Common mistakes: a pattern for the line, and what to do; the first match is used."""


def slip(text: str) -> str | None:
    """Returns what to do about a line with a common mistake; None for any other line."""
    if (value := _VALUE.fullmatch(text)) and (hint := _date_hint(value[1].strip())):
        return hint
    return next((hint for pattern, hint in SLIPS if re.match(pattern, text.strip())), None)


_VALUE: Final = re.compile(r"\s*[\w-]+\s*=\s*([^\"'\[{#]{1,40})(?:#.*)?")
"""A key with a value that is not a text, a list or a table."""


def _date_hint(value: str) -> str | None:
    """Returns how to write a value that is a date, a month or a year; None for other values."""
    try:
        days = days_of(value, date.min + timedelta(days=1))
    except BptipError:
        return None
    if days.first == days.last:
        return f"Write the date as {days.first.isoformat()}."
    return f'Put it in quotes: "{value}".'


# --- Characters that are not allowed outside of quotes and comments; some look like others.


_QUOTES: Final = "“”„‟‘’‚‛«»‹›＂＇`´"
_OUTSIDE: Final = re.compile(
    r"""\"[^\"\\\n]*(?:\\.[^\"\\\n]*)*\"? | '[^'\n]*'? | \#.* | (?P<odd>[^\x00-\x7f])""", re.VERBOSE
)
"""Quoted texts and comments, then any character that TOML allows only inside them."""


MAX_SHOWN: Final = 200
"""Maximum length of a line that a hint shows corrected (characters)."""


class _OddCharacter(NamedTuple):
    """A non-ASCII character outside of quotes: its column, and what to do about it."""

    column: int
    message: str
    hint: str


def _odd_character(line: str) -> _OddCharacter | None:
    """Returns the first non-ASCII character outside of quotes in a line; None if it has none."""
    odd = next((match for match in _OUTSIDE.finditer(line) if match["odd"]), None)
    if odd is None:
        return None
    character = odd["odd"]
    advice = _advice(character)
    message = f"the character {name_of(character)} is not allowed here"
    if _plain(character) and len(line) <= MAX_SHOWN:
        advice = f"{advice} Write: {_OUTSIDE.sub(_as_plain, line).strip()}"
    return _OddCharacter(odd.start() + 1, message, advice)


def _advice(character: str) -> str:
    """Returns what to do about a character that is not allowed."""
    if character == "\ufeff":
        return "It is an invisible mark: delete the line and type it again."
    if character in _QUOTES:
        return "Curly quotes are not allowed: type straight quotes."
    if _plain(character) == "-":
        return "Type a plain hyphen."
    return _ADVICE.get(unicodedata.category(character)[0], "Type a plain sign, or delete it.")


_ADVICE: Final = {
    "Z": "It looks like a space: replace it by a plain space.",
    "C": "It is invisible: delete it, or delete the line and type it again.",
    "M": "It may be invisible: delete it, or delete the line and type it again.",
    "N": "Type the digits 0 to 9.",
    "L": 'Put a text in quotes: "…".',
}
"""Advice about a character, by the first letter of its category in Unicode."""


def _plain(character: str) -> str:
    """Returns the visible ASCII text that a character stands for; an empty text if none."""
    if character in _QUOTES:
        return '"'
    if unicodedata.category(character) == "Pd" or character == "\u2212":
        return "-"
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    normal = unicodedata.normalize("NFKC", character)
    return normal if normal.isascii() and normal.isprintable() and normal != " " else ""


def _as_plain(match: re.Match[str]) -> str:
    odd = match["odd"]
    if not odd:
        return match[0]
    return _plain(odd) or (" " if unicodedata.category(odd) == "Zs" else "")


# --- Faults.


def too_deep(text: str) -> Fault:
    """Returns the fault of a file whose brackets or keys are nested too deeply."""
    from bptip.files.reading.fault_positions import deepest

    message = "The file is not valid TOML: it is nested too deeply."
    return Fault(TOML_SYNTAX, (), message, None, deepest(text))


def too_long(text: str) -> Fault:
    """Returns the fault of a file with a number of too many digits."""
    from bptip.files.reading.fault_positions import longest_number

    message = "The file is not valid TOML: a number is too long."
    return Fault(TOML_SYNTAX, (), message, None, longest_number(text))


class SyntaxFaults(NamedTuple):
    """The syntax faults in a text, and the rest of the text without the lines that have them.

    `data` are the TOML values of the rest, for further checks; None if they could mislead.
    """

    faults: tuple[Fault, ...]
    rest: str
    data: dict[str, Any] | None


MAX_SYNTAX_FAULTS: Final = 20
"""Maximum number of syntax faults that one run reports for a file."""

MAX_SEARCHED: Final = 2_000_000
"""Maximum length of a text that is searched for further syntax faults (characters).

The text is parsed again after each fault: at most twenty times 50 ms.
"""

_STATEMENT: Final = re.compile(r"""\s*(?:[\w.-]+|"[^"]*"|'[^']*')\s*=""")
_HEADING: Final = re.compile(r"\s*\[{1,2}\s*[A-Za-z_\"']")


def syntax_faults(error: tomli.TOMLDecodeError, text: str) -> SyntaxFaults:
    """Returns the syntax faults in a text, beginning with the parser's first error.

    After each error its lines are emptied and the text is parsed again. The search ends at an
    error above those lines, or one that the emptied lines could have caused.
    """
    lines = text.split("\n")
    faults: list[Fault] = []
    is_sound = True
    while True:
        written = "\n".join(lines)
        fault = syntax_fault(error.msg, error.lineno, error.colno, written)
        assert fault.at is not None
        faults.append(fault)
        first, last = _lines_at_fault(error, lines)
        is_sound = is_sound and bool(_STATEMENT.match(lines[first]))
        lines[first : last + 1] = _emptied(lines[first : last + 1], len(faults))
        rest = "\n".join(lines)
        try:
            data = tomli.loads(rest)
        except tomli.TOMLDecodeError as following:
            is_done = following.lineno - 1 <= last or len(faults) == MAX_SYNTAX_FAULTS
            is_done = is_done or "\0" in text or len(text) > MAX_SEARCHED
            if is_done or _REPEATED.match(following.msg):
                return SyntaxFaults(tuple(faults), rest, None)
            error = following
        except (RecursionError, ValueError):
            return SyntaxFaults(tuple(faults), rest, None)
        else:
            return SyntaxFaults(tuple(faults), rest, data if is_sound else None)


_REPEATED: Final = re.compile("Cannot|Unterminated")
"""Errors of the parser that emptied lines above can cause."""


def _lines_at_fault(error: tomli.TOMLDecodeError, lines: list[str]) -> tuple[int, int]:
    """Returns the indexes of the first and the last line to empty."""
    at = min(error.lineno, len(lines)) - 1
    if _is_list_left_open(error.msg, error.lineno, error.colno, lines):
        above = (n for n in range(at - 1, -1, -1) if _STATEMENT.match(lines[n]))
        return next(above, at), at - 1
    return at, at


def _is_list_left_open(message: str, line: int, column: int, lines: list[str]) -> bool:
    """True if the parser took a statement or a heading for the next value of a list above it."""
    written = lines[min(line, len(lines)) - 1]
    begins = _STATEMENT.match(written) or _HEADING.match(written)
    is_at_beginning = not written[: column - 1].strip(" \t[")
    is_value = message.startswith(("Unclosed array", "Invalid value"))
    return bool(begins) and is_at_beginning and is_value


def _emptied(lines: list[str], number: int) -> Iterator[str]:
    """Yields an empty line for each line, and a stand-in heading for each heading.

    The stand-in keeps the keys below it apart from the table above.
    """
    for line in lines:
        yield f"[stand-in-{number}]" if line.lstrip().startswith("[") else ""


_OUTSIDE_OF_TEXTS: Final = re.compile("Invalid (statement|value|initial)|Expected|Unclosed")
"""Errors of the parser that concern text outside of quotes."""


def syntax_fault(message: str, line: int, column: int, text: str) -> Fault:
    """Returns the fault for a message of the TOML parser; line and column count from 1.

    `text` is the whole text: from the line at fault, the hint guesses what was meant.
    """
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    is_outside = _OUTSIDE_OF_TEXTS.match(message) and "\0" not in written
    odd = _odd_character(written) if is_outside else None
    hint: str | None
    if odd is not None:
        meaning, hint, column = odd.message, odd.hint, odd.column
    elif _is_list_left_open(message, line, column, lines):
        meaning, hint = NOT_CLOSED, "Check the lines above this one."
    else:
        meaning, own_hint = _translated(message)
        hint = own_hint or slip(written.strip())
    if written.strip().strip("[]") in ("update", "objective") and "twice" in meaning:
        hint = "Write this heading with two brackets everywhere: [[update]], [[objective]]."
    return Fault(TOML_SYNTAX, (), f"The file is not valid TOML: {meaning}.", hint, (line, column))


def _translated(message: str) -> tuple[str, str | None]:
    """Returns the meaning of a message of the TOML parser, and what to do about it, if known."""
    for translation in TRANSLATIONS:
        if match := re.match(translation.pattern, message):
            return translation.meaning(match), translation.hint
    meaning = message[:1].lower() + message[1:]
    return meaning.replace("an array", "a list").replace("array", "list"), None
