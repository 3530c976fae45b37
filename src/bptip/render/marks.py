"""Marks in a text: they touch what they mark, so blanks at its ends stand outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def marked(text: str, mark: Callable[[str], str]) -> str:
    """The text, all but the blanks at its ends put through `mark`."""
    core = text.strip()
    lead, _, trail = text.partition(core) if core else (text, "", "")
    return f"{lead}{mark(core)}{trail}" if core else text
