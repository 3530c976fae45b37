"""Signs and colours, which are defined only here; a page always has words beside both.

On a terminal, the colours are named colours of the terminal's theme, and words that are "dim"
elsewhere have the theme's text colour. Web pages and Word files have a colour value for each name.
A stream that cannot carry the signs gets ASCII.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from bptip.pages.document import Role
from bptip.plan.model import Outlook, Segment, Status
from bptip.render.layout.canvas import Canvas


class Sign(NamedTuple):
    """A sign, its replacement in ASCII, and its style."""

    sign: str
    ascii: str
    style: str

    def on(self, canvas: Canvas) -> str:
        """Returns the sign, or its replacement if the canvas cannot carry the signs."""
        return self.sign if carries(canvas, _ALL_SIGNS) else self.ascii


STATUS_SIGNS: Final = {
    Status.COMPLETED: Sign("✓", "+", "green"),
    Status.CONTINUOUS: Sign("∞", "=", "green"),
    Status.IN_PROGRESS: Sign("◐", ">", "blue"),
    Status.DELAYED: Sign("▲", "!", "red"),
    Status.ON_HOLD: Sign("‖", "|", "yellow"),
    Status.NOT_STARTED: Sign("○", "o", ""),
    Status.NOT_REPORTED: Sign("?", "?", "dim"),
    Status.NOT_ACHIEVED: Sign("✗", "X", "red"),
    Status.DISCONTINUED: Sign("×", "x", "dim"),
    Status.NOT_APPLICABLE: Sign("–", "-", "dim"),
}

ABSENT_SIGN: Final = Sign("–", "-", "dim")
"""The sign for a date on which an item was not in the plan."""

BAR_SIGNS: Final[Mapping[Segment, Sign]] = {
    Status.COMPLETED: Sign("█", "#", "green"),
    Status.CONTINUOUS: Sign("▓", "=", "green"),
    Status.IN_PROGRESS: Sign("▒", ">", "blue"),
    Status.DELAYED: Sign("▲", "!", "red"),
    Status.ON_HOLD: Sign("‖", "|", "yellow"),
    Status.NOT_STARTED: Sign("░", "o", ""),
    Status.NOT_REPORTED: Sign("·", ".", "dim"),
    Outlook.UPCOMING: Sign("○", "_", ""),
    Status.NOT_ACHIEVED: Sign("✗", "X", "red"),
    Status.DISCONTINUED: Sign("×", "x", "dim"),
    Status.NOT_APPLICABLE: Sign("–", "-", "dim"),
}
"""The sign for one activity in a bar; a bar shows the segments in this order."""

OUTLOOK_SIGNS: Final = {
    Outlook.OFF_TRACK: Sign("▲", "!", "red"),
    Outlook.UNFINISHED: Sign("■", "#", "red"),
    Outlook.AT_RISK: Sign("◆", "^", "yellow"),
    Outlook.UNKNOWN: Sign("?", "?", "dim"),
    Outlook.ON_TRACK: Sign("●", "*", "green"),
    Outlook.UPCOMING: Sign("○", "o", ""),
    Outlook.CLOSED: Sign("✓", "+", "dim"),
}

ROLE_STYLES: Final = {
    Role.PLAIN: "",
    Role.STRONG: "bold",
    Role.EMPHASIS: "italic",
    Role.STRONG_EMPHASIS: "bold italic",
    Role.FIGURE: "bold",
    Role.MUTED: "dim",
    Role.CODE: "bold",
    Role.PROVENANCE: "dim",
    Role.ADDED: "green underline",
    Role.REMOVED: "red strike",
    Role.GOOD: "green",
    Role.WARNING: "yellow",
    Role.ERROR: "bold red",
}

ASCII_MARKS: Final = {Role.ADDED: ("{+", "+}"), Role.REMOVED: ("[-", "-]")}
"""Marks around an added or removed text on a page without styles; a struck row has REMOVED."""


class Colour(NamedTuple):
    """A colour on a light page and on a dark page, each as six hexadecimal digits."""

    light: str
    dark: str


PAGE_COLOUR: Final = Colour("ffffff", "14181d")
"""Background of a page."""

TINT_COLOUR: Final = Colour("f3f5f8", "1f252c")
"""Background of a heading row, a notice and an example."""

TEXT_COLOURS: Final = {
    "": Colour("1c2127", "e4e8ec"),
    "dim": Colour("57606a", "a3adb8"),
    "green": Colour("17693a", "5fc98a"),
    "blue": Colour("0b57a4", "79b8ff"),
    "red": Colour("b3261e", "ff8f85"),
    "yellow": Colour("855500", "e3b341"),
}
"""Colours of text by terminal colour name; contrast at least 4.5 : 1 with both backgrounds.

`tests/render/test_colours.py` computes the contrast as WCAG 2 defines it.
"""

LINE_COLOUR: Final = Colour("c4ccd4", "47515c")
"""Colour of the lines between the rows of a table."""

FILL_COLOURS: Final[Mapping[Segment, Colour]] = {
    Status.COMPLETED: Colour("1b7a43", "3fae6c"),
    Status.CONTINUOUS: Colour("4ba274", "2f9159"),
    Status.IN_PROGRESS: Colour("3d83c9", "5a9fe0"),
    Status.DELAYED: Colour("c23b32", "f0776c"),
    Status.ON_HOLD: Colour("b8841c", "c99a2e"),
    Status.NOT_STARTED: Colour("8a95a1", "717c88"),
    Status.NOT_REPORTED: Colour("dde2e7", "3a434d"),
    Outlook.UPCOMING: Colour("bcd3ec", "2f4a66"),
    Status.NOT_ACHIEVED: Colour("7d2a26", "c9635c"),
    Status.DISCONTINUED: Colour("6b7580", "98a3ae"),
    Status.NOT_APPLICABLE: Colour("eef1f4", "2b333b"),
}
"""Colour of each segment of a bar; the words beside the bar say the same.

Each colour has a contrast of at least 3 : 1 to the page, or an outline with this contrast.
"""

PALE_FILLS: Final = frozenset({Status.NOT_REPORTED, Outlook.UPCOMING, Status.NOT_APPLICABLE})
"""The segments whose colour has an outline."""


@cache
def on_terminal(style: str) -> str:
    """Returns a style for a terminal: without "dim", which few themes keep readable."""
    return " ".join(word for word in style.split() if word != "dim")


def colour_of(style: str) -> Colour:
    """Returns the text colour of a terminal style: red for "bold red"."""
    named = (TEXT_COLOURS[word] for word in style.split() if word in TEXT_COLOURS)
    return next(named, TEXT_COLOURS[""])


_ALL_SIGNS: Final = "".join(
    sign.sign for table in (STATUS_SIGNS, BAR_SIGNS, OUTLOOK_SIGNS) for sign in table.values()
)

REPLACEMENTS: Final = {
    "–": "-", "—": "-", "·": "-", "…": "~", "→": ">", "─": "-", "│": "|", "“": '"', "”": '"',
    "‘": "'", "’": "'", "\u00a0": " ", "↳": ">", "‐": "-",
    "‑": "-", "−": "-", "⁄": "/",
}  # fmt: skip
"""Replacements of bptip's own characters on a stream that cannot carry them, each of one width."""


def carries(canvas: Canvas, text: str) -> bool:
    """True if the canvas can show the text as it is."""
    if canvas.old:
        return text.isascii()
    try:
        text.encode(canvas.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def fitted(canvas: Canvas, text: str) -> str:
    """Returns the text in characters that the canvas can carry; letters may lose their accents."""
    if text.isascii() or carries(canvas, text):
        return text
    from bptip.plan.characters import normal_form

    return "".join(_replacement(canvas, character) for character in normal_form("NFC", text))


def _replacement(canvas: Canvas, character: str) -> str:
    """Returns a character, or a replacement that the canvas can carry: a letter without its accent.

    Accents and characters without width that the canvas cannot carry are left out.
    """
    from unicodedata import category, normalize

    if carries(canvas, character):
        return character
    if character in REPLACEMENTS:
        return REPLACEMENTS[character]
    parts = normalize("NFKD", character)
    if parts != character:
        return _composed(canvas, parts)
    return "" if category(character) in ("Mn", "Me", "Cf") else "?"


def _composed(canvas: Canvas, parts: str) -> str:
    """Returns the parts of a letter, each with the accents that the canvas can carry."""
    from unicodedata import combining, normalize

    letters: list[str] = []
    accents: list[str] = []
    for part in parts:
        whole = normalize("NFC", letters[-1] + part) if letters else part
        if combining(part) and len(whole) == 1 and carries(canvas, whole):
            letters[-1] = whole
        elif combining(part):
            accents += [part] if carries(canvas, part) else []
        else:
            letters += [*accents, _replacement(canvas, part)]
            accents = []
    shown = "".join((*letters, *accents))
    return shown if shown.strip("?") else "?"
