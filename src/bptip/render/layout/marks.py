"""Marks around a text, and a blank between a removed text and its replacement."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from bptip.pages.document import Inline, Line, Role, Text


def marked(text: str, mark: Callable[[str], str]) -> str:
    """Returns the text with `mark` applied to all of it except the blanks at its ends."""
    core = text.strip()
    lead, _, trail = text.partition(core) if core else (text, "", "")
    return f"{lead}{mark(core)}{trail}" if core else text


def apart(parts: Line) -> Line:
    """Returns the parts with a blank between a removed text and its replacement.

    Without it, "40" struck and "48" underlined would read "4048" when copied without styles.
    """
    spaced: list[Inline] = [*parts[:1]]
    for before, after in pairwise(parts):
        spaced += [Text(" "), after] if _is_replacement(before, after) else [after]
    return tuple(spaced)


def _is_replacement(before: Inline, after: Inline) -> bool:
    """True if the second part replaces the first, with no blank between the two."""
    if not (isinstance(before, Text) and isinstance(after, Text)):
        return False
    replaced = (before.role, after.role) == (Role.REMOVED, Role.ADDED)
    return replaced and not (before.text[-1:].isspace() or after.text[:1].isspace())
