"""Signs and colours: the one place that knows them, with words beside both.

A terminal's colours are the sixteen that its own theme defines, so that they suit a dark and a
light one; web pages and Word have inks for them. Where a stream can't carry a sign, plain letters
and signs of ASCII stand in for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import Role
from bptip.plan.model import Outlook, Status

if TYPE_CHECKING:
    from bptip.render.layout.canvas import Canvas


class Sign(NamedTuple):
    """A sign, what stands in for it in ASCII, and its colour."""

    sign: str
    ascii: str
    style: str

    def on(self, canvas: Canvas) -> str:
        """The sign that the canvas can carry."""
        return self.sign if carries(canvas, SIGNS) else self.ascii


STATUS: Final = {
    Status.COMPLETED: Sign("✓", "+", "green"),
    Status.CONTINUOUS: Sign("∞", "=", "green"),
    Status.IN_PROGRESS: Sign("◐", ">", "blue"),
    Status.DELAYED: Sign("▲", "!", "red"),
    Status.ON_HOLD: Sign("‖", "|", "yellow"),
    Status.NOT_STARTED: Sign("○", "o", ""),
    Status.NOT_REPORTED: Sign("?", "?", "dim"),
    Status.DISCONTINUED: Sign("×", "x", "dim"),
}

ABSENT: Final = Sign("–", "-", "dim")
"""The sign of a date on which an item was not in the plan."""

BAR: Final = {
    Status.COMPLETED: Sign("█", "#", "green"),
    Status.CONTINUOUS: Sign("▓", "=", "green"),
    Status.IN_PROGRESS: Sign("▒", ">", "blue"),
    Status.DELAYED: Sign("▲", "!", "red"),
    Status.ON_HOLD: Sign("‖", "|", "yellow"),
    Status.NOT_STARTED: Sign("░", "o", ""),
    Status.NOT_REPORTED: Sign("·", ".", "dim"),
    Status.DISCONTINUED: Sign("×", "x", "dim"),
}
"""The sign of one activity in a stacked bar; the statuses stand in this order."""

OUTLOOK: Final = {
    Outlook.OFF_TRACK: Sign("▲", "!", "red"),
    Outlook.UNFINISHED: Sign("■", "#", "red"),
    Outlook.AT_RISK: Sign("◆", "^", "yellow"),
    Outlook.UNKNOWN: Sign("?", "?", "dim"),
    Outlook.ON_TRACK: Sign("●", "*", "green"),
    Outlook.CLOSED: Sign("✓", "+", "dim"),
}

ROLE: Final = {
    Role.PLAIN: "",
    Role.STRONG: "bold",
    Role.EMPHASIS: "italic",
    Role.STRONG_EMPHASIS: "bold italic",
    Role.MUTED: "dim",
    Role.CODE: "bold",
    Role.ADDED: "green underline",
    Role.REMOVED: "red strike",
    Role.GOOD: "green",
    Role.WARNING: "yellow",
    Role.ERROR: "bold red",
}

MARKS: Final = {Role.ADDED: ("{+", "+}"), Role.REMOVED: ("[-", "-]")}
"""What stands around such a text where it has no style; a row that is struck is marked so too."""


class Ink(NamedTuple):
    """A colour on a light page and on a dark one, each as six hexadecimal digits."""

    light: str
    dark: str


PAPER: Final = Ink("ffffff", "14181d")
"""What a page is written on."""

TINT: Final = Ink("f3f5f8", "1f252c")
"""What a heading row, a notice and an example are written on."""

INK: Final = {
    "": Ink("1c2127", "e4e8ec"),
    "dim": Ink("57606a", "a3adb8"),
    "green": Ink("17693a", "5fc98a"),
    "blue": Ink("0b57a4", "79b8ff"),
    "red": Ink("b3261e", "ff8f85"),
    "yellow": Ink("855500", "e3b341"),
}
"""A terminal's colours as inks for text: each at least 4.5 : 1 against paper and tint."""

RULE: Final = Ink("c4ccd4", "47515c")
"""The lines between a table's rows."""

FILL: Final = {
    Status.COMPLETED: Ink("1b7a43", "3fae6c"),
    Status.CONTINUOUS: Ink("7cc79a", "1f7a48"),
    Status.IN_PROGRESS: Ink("3d83c9", "5a9fe0"),
    Status.DELAYED: Ink("c23b32", "f0776c"),
    Status.ON_HOLD: Ink("e3ab2e", "c99a2e"),
    Status.NOT_STARTED: Ink("aab4bf", "717c88"),
    Status.NOT_REPORTED: Ink("dde2e7", "3a434d"),
    Status.DISCONTINUED: Ink("6b7580", "98a3ae"),
}
"""What a status fills its part of a bar with; the words beside a bar say the same."""


def ink(style: str) -> Ink:
    """The ink of a terminal's style: "bold red" is red."""
    return next((INK[word] for word in style.split() if word in INK), INK[""])


SIGNS: Final = "".join(sign.sign for table in (STATUS, BAR, OUTLOOK) for sign in table.values())

STAND_INS: Final = {
    "–": "-", "—": "-", "·": "-", "…": "~", "→": ">", "─": "-", "│": "|", "“": '"', "”": '"',
    "‘": "'", "’": "'", "\u00a0": " ", "↳": ">",
}  # fmt: skip
"""What stands in for characters of our own where the stream can't carry them: one for one."""


def carries(canvas: Canvas, text: str) -> bool:
    """Whether the canvas can show the text as it is."""
    if canvas.old:
        return text.isascii()
    try:
        text.encode(canvas.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def fitted(canvas: Canvas, text: str) -> str:
    """The text in characters that the canvas can carry; an accent goes before a letter does."""
    if text.isascii() or carries(canvas, text):
        return text
    return "".join(_stand_in(canvas, character) for character in text)


def _stand_in(canvas: Canvas, character: str) -> str:
    from unicodedata import normalize

    if carries(canvas, character):
        return character
    if character in STAND_INS:
        return STAND_INS[character]
    letters = "".join(each for each in normalize("NFKD", character) if carries(canvas, each))
    return letters or "?"
