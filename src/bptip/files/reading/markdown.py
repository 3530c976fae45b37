"""The Markdown parser, which own words for a report and tables have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def markdown_parser() -> MarkdownIt:
    """Returns a parser of CommonMark with tables and HTML.

    It takes every link: a bad address is judged by the reader of the tokens, not shown as text.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "store_labels": True}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


def cells_written(row: str) -> int:
    """Returns the number of cells of a table's row as it is written."""
    return len(re.split(r"(?<!\\)\|", row.strip().strip("|")))
