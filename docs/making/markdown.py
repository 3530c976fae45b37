"""Pieces of Markdown for the generated parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Returns a table of cells that are Markdown already."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def code(text: str) -> str:
    """Returns a code span for a cell of a table."""
    return f"`{text}`".replace("|", r"\|")


def block(language: str, text: str) -> str:
    """Returns a fenced block: lines to type, or the lines of a file or a screen."""
    return f"```{language}\n{text.strip(chr(10))}\n```\n"


def sentence(text: str) -> str:
    """Returns the text with a full stop, and a capital letter unless it begins with a file."""
    begins = text if "." in text.partition(" ")[0] else f"{text[:1].upper()}{text[1:]}"
    return begins + ("" if text.endswith((".", "…")) else ".")


def anchor(heading: str) -> str:
    """Returns the anchor of a heading, as GitHub makes it."""
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
