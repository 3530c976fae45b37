"""Characters that act instead of showing: made visible in every text and every link.

A control character can repaint a terminal, a bidi control can make "no" read as "on", a lone
surrogate can stop the output half way. Each is shown as its code point: "[U+001B]".
"""

from __future__ import annotations

import re
from typing import Final

NO_BREAK_SPACE: Final = "\u00a0"

_ACTING: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters except tab and line feed
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # bidi controls, invisible marks
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations, tags
    "\ufffe\uffff"  # noncharacters, which XML cannot hold
    "\ud800-\udfff]"  # lone surrogates
)
"""A pattern, compiled at its first use: most pages never need it."""


def visible(text: str) -> str:
    """Returns the text with acting characters as code points, and line feeds for line ends."""
    if text.isprintable():
        return text
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(_ACTING, lambda match: f"[U+{ord(match[0]):04X}]", unified)


def on_one_line(text: str) -> str:
    """Returns the visible text with one blank for each run of tabs and line ends."""
    shown = visible(text)
    if "\n" not in shown and "\t" not in shown:
        return shown
    # Without the look behind, each blank of a run would be tried as its first: quadratic work.
    return re.sub(r"(?<! ) *[\n\t]\s*", " ", shown)


def unbroken(text: str) -> str:
    """Returns the visible text on one line, with no place to break at: a date, a status."""
    return on_one_line(text).replace(" ", NO_BREAK_SPACE)
