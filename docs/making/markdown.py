"""Pieces of Markdown that the made parts are put together from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def code(text: str) -> str:
    """A code span for a cell of a table."""
    return f"`{text}`".replace("|", r"\|")


def block(language: str, text: str) -> str:
    """A block of lines to be typed, or that a file or a screen has."""
    return f"```{language}\n{text.strip(chr(10))}\n```\n"


def sentence(text: str) -> str:
    """The text with a capital letter, unless it begins with a file's name, and a full stop."""
    begins = text if "." in text.partition(" ")[0] else f"{text[:1].upper()}{text[1:]}"
    return begins + ("" if text.endswith((".", "…")) else ".")


def anchor(heading: str) -> str:
    """What a link within a page to a heading is called, as GitHub makes it."""
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
