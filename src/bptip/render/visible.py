"""Characters that act instead of showing: made visible in every text and every link.

A control character can repaint a terminal, a bidi control can make "no" read as "on", a lone
surrogate can stop the output half way. Each is shown as its code point: "[U+001B]".
"""

from __future__ import annotations

import re
from typing import Final

_ACTING: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # bidi controls, invisible marks
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations, tags
    "\ud800-\udfff]"  # lone surrogates
)
_ENDS_OF_LINE: Final = re.compile("\r\n?")


def visible(text: str) -> str:
    """The text with every acting character shown as its code point; line ends become line feeds."""
    unified = _ENDS_OF_LINE.sub("\n", text)
    if not _ACTING.search(unified):
        return unified
    return _ACTING.sub(lambda match: f"[U+{ord(match[0]):04X}]", unified)


def on_one_line(text: str) -> str:
    """The visible text with tabs and line ends as single spaces."""
    return " ".join(visible(text).split()) if "\n" in text or "\t" in text else visible(text)
