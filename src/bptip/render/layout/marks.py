"""Marks in a text: they touch what they mark, so blanks at its ends stand outside.

Where styles stand for marks, what was removed and what stands in its place are kept apart.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bptip.pages.document import Role, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bptip.pages.document import Inline, Line


def marked(text: str, mark: Callable[[str], str]) -> str:
    """The text, all but the blanks at its ends put through `mark`."""
    core = text.strip()
    lead, _, trail = text.partition(core) if core else (text, "", "")
    return f"{lead}{mark(core)}{trail}" if core else text


def apart(parts: Line) -> Line:
    """The parts, a blank between what was removed and what was added in its place.

    Of "40" struck and "48" underlined, who copies it without the styles would have "4048".
    """
    kept: list[Inline] = [*parts[:1]]
    for before, after in pairwise(parts):
        kept += [Text(" "), after] if _replaced(before, after) else [after]
    return tuple(kept)


def _replaced(before: Inline, after: Inline) -> bool:
    """Whether the second part stands in the place of the first, right behind it."""
    if not (isinstance(before, Text) and isinstance(after, Text)):
        return False
    in_place = (before.role, after.role) == (Role.REMOVED, Role.ADDED)
    return in_place and not (before.text[-1:].isspace() or after.text[:1].isspace())
