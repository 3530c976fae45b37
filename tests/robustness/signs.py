"""Runs of signs that a text may consist of, for the tests of how time grows with its length."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

SIGNS: Final = {
    "blank": " ", "tab": "\t", "line feed": "\n", "no-break space": "\u00a0", "star": "*",
    "underscore": "_", "backtick": "`", "tilde": "~", "bracket": "[", "closing bracket": "]",
    "parenthesis": "(", "closing parenthesis": ")", "less": "<", "ampersand": "&", "pipe": "|",
    "number sign": "#", "backslash": "\\", "slash": "/", "exclamation mark": "!", "dash": "-",
    "equals": "=", "at": "@", "colon": ":", "semicolon": ";", "dot": ".", "percent": "%",
    "apostrophe": "'", "quote": '"', "digit": "0", "letter": "a", "combining mark": "\u0301",
    "emoji": "\U0001f600", "joiner": "\u200d", "ideograph": "漢", "thai mark": "\u0e31",
    "arabic": "ع", "override": "\u202e", "escape": "\x1b", "dotted i": "İ",
}  # fmt: skip
"""A character of each class."""

SHAPES: Final[dict[str, Callable[[str, int], str]]] = {
    "inside": lambda sign, length: f"x{sign * length}y\nz",
    "with letters": lambda sign, length: f"{sign}a" * (length // 2),
}
"""Texts of a length, made of a sign."""
