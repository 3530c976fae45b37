"""Lines to type: a command of bptip in which no shell runs or expands anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_WORD: Final = re.compile(r"-{0,2}\w[\w.,/@-]*")
"""A word that needs no quotes."""

_QUOTED: Final = re.compile(r"""-{0,2}[\w./(][\w./,@+=~#&;:%?()' -]*""")
"""A word that Bash and PowerShell leave as it is between double quotes."""


def command_line(words: Sequence[str]) -> str | None:
    """Returns the line to type for a command of bptip; None if a shell would change a word."""
    if not all(map(_QUOTED.fullmatch, words)):
        return None
    quoted = (word if _WORD.fullmatch(word) else f'"{word}"' for word in words)
    return f"bptip {' '.join(quoted)}"
