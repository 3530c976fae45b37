"""The Markdown parser, used for tables and for the user's own words in a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def markdown_parser() -> MarkdownIt:
    """Returns a parser of CommonMark with tables and HTML.

    The parser accepts every link, so that the caller can refuse a bad address.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "store_labels": True}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


def cells_written(row: str) -> int:
    """Returns the number of cells that a table's row is written with."""
    return len(re.split(r"(?<!\\)\|", row.strip().strip("|")))
