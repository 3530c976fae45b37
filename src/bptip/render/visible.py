"""Characters that act instead of showing: made visible in every text and every link.

A control character can repaint a terminal, a bidi control can make "no" read as "on", a lone
surrogate can stop the output half way. Each is shown as its code point: "[U+001B]".
"""

from __future__ import annotations

import re
from typing import Final

_ACTING: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # bidi controls, invisible marks
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations, tags
    "\ufffe\uffff"  # no characters at all: XML knows no way to write them
    "\ud800-\udfff]"  # lone surrogates
)
"""A pattern; compiled when it is first needed, which on most pages it never is."""


def visible(text: str) -> str:
    """The text with every acting character shown as its code point; line ends become line feeds."""
    if text.isprintable():
        return text
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(_ACTING, lambda match: f"[U+{ord(match[0]):04X}]", unified)


def on_one_line(text: str) -> str:
    """The visible text with tabs and line ends as blanks, in a row as a single one."""
    shown = visible(text)
    return re.sub(r" *[\n\t]\s*", " ", shown) if "\n" in shown or "\t" in shown else shown
