"""Markdown as GitHub defines it: readable as source, rendered by GitHub, converted by pandoc."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Final

from bptip.pages import document as doc
from bptip.plan.addresses import is_link
from bptip.render.layout.canvas import Canvas
from bptip.render.layout.columns import COLUMN_GAP, READABLE_WIDTH
from bptip.render.layout.paper import paper_widths
from bptip.render.layout.plain_text import plain_text
from bptip.render.layout.printed_words import kept_together
from bptip.render.markdown.lines import (
    STRONG_MARK,
    STRUCK_MARK,
    escape_start,
    markdown_line,
    markdown_text,
)
from bptip.render.visible import visible

PANDOC_WIDTH: Final = 69
"""Width of the page of a Word file that pandoc writes (digits of its text).

Tuned with pandoc 2.17 and LibreOffice on the report of the example workspace, which takes 16 pages
at this width, and 17 at 67.
"""

FIGURE_LENGTH: Final = 18
"""Maximum length of the cells of a column whose words never break: "not reported" (characters)."""

BULLET_SIGNS: Final = ("-", "*")
NUMBER_SIGNS: Final = ("{}.", "{})")
"""The signs of list items; neighbouring lists alternate, since equal signs make one list."""


def draw(document: doc.Document, _: Canvas) -> bytes:
    """Returns the page as Markdown in UTF-8."""
    linked = [_with_links(block, document.references) for block in document.blocks]
    blocks = [*_blocks(linked), *filter(None, [_foot(document.foot)])]
    return ("\n\n".join(blocks) + "\n").encode()


def _with_links(block: doc.Block, references: doc.References) -> doc.Block:
    """Returns a block with citations as links, the only form that works on GitHub and in pandoc."""

    def linked(line: doc.Line) -> doc.Line:
        return tuple(_cited(part, references) for part in line)

    match block:
        case doc.Paragraph(parts):
            return doc.Paragraph(tuple(map(linked, parts)))
        case doc.Bullets(items):
            return block._replace(items=tuple(map(linked, items)))
        case doc.Table(rows=rows):
            cells = (row._replace(cells=tuple(map(linked, row.cells))) for row in rows)
            return block._replace(rows=tuple(cells))
        case _:
            return block


def _cited(part: doc.Inline, references: doc.References) -> doc.Inline:
    """Returns a citation as a link if its address can be opened; other parts unchanged."""
    if not isinstance(part, doc.Citation) or part.number not in references.numbers:
        return part
    address = references.addresses[part.number - 1]
    words = doc.Text(f"[{part.number}]")
    return doc.Link(address, (words,)) if is_link(address) else words


def _foot(line: doc.Line) -> str:
    """Returns the foot of a page in emphasis; a provenance is in a code span, without escapes."""
    source = markdown_line(line)
    is_provenance = any(isinstance(part, doc.Text) and part.role is doc.Role.PROVENANCE
                        for part in line)  # fmt: skip
    return source if is_provenance or not source else f"_{source}_"


def _blocks(blocks: Sequence[doc.Block]) -> Iterator[str]:
    """Yields the blocks that are not empty; neighbouring lists alternate their signs."""
    previous, turn = None, 0
    for block in blocks:
        signs = _signs(block)
        sign = 1 - turn if signs and signs is previous else 0
        if source := _block(block, signs[sign] if signs else ""):
            yield source
            previous, turn = signs, sign


def _signs(block: doc.Block) -> tuple[str, str] | None:
    """Returns the two signs between which neighbouring lists alternate; None for other blocks."""
    match block:
        case doc.Bullets(numbered=True) | doc.References():
            return NUMBER_SIGNS
        case doc.Bullets() | doc.Facts() | doc.Timeline():
            return BULLET_SIGNS
        case _:
            return None


def _block(block: doc.Block, sign: str) -> str:  # noqa: C901, PLR0911  # one case a kind
    """Returns the source of a block; "" for an empty one."""
    match block:
        case doc.Heading(line, level, aside):
            below = escape_start(markdown_line(aside))
            return "\n\n".join(filter(None, [f"{'#' * level} {markdown_line(line)}", below]))
        case doc.Paragraph(lines):
            return "  \n".join(filter(None, (escape_start(markdown_line(line)) for line in lines)))
        case doc.Notice(line):
            return f"> {escape_start(markdown_line(line))}"
        case doc.Bullets(items, first=first):
            return _list(map(markdown_line, items), sign, first)
        case doc.Facts(facts):
            return _list((_fact(label, lines) for label, lines in facts), sign)
        case doc.Table():
            return _table(block)
        case doc.Timeline(spans=spans):
            return _list(map(_span, spans), sign)
        case doc.References(addresses):
            return _list((markdown_line((doc.Link(address),)) for address in addresses), sign)
        case doc.Example(text):
            return _fenced(visible(text).strip("\n"))
        case doc.Remark(text):
            return f"<!-- {text} -->"


def _list(items: Iterable[str], sign: str, first: int = 1) -> str:
    """Returns a list; {} in the sign is replaced by the item's number, counted from `first`."""
    return "\n".join(
        f"{sign.format(number)} {escape_start(item)}" for number, item in enumerate(items, first)
    )


def _fact(label: str, lines: Sequence[doc.Line]) -> str:
    """Returns a label and its lines as a list item."""
    values = "; ".join(filter(None, map(markdown_line, lines)))
    return f"**{markdown_text(label)}:** {values}".rstrip()


def _span(span: doc.Span) -> str:
    """Returns a stretch of time as a list item."""
    return f"{markdown_text(span.label)}: {markdown_text(span.words)}"


def _fenced(text: str) -> str:
    """Returns a code block, its fence longer than any run of backticks in the text."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}\n{text}\n{fence}"


def _table(table: doc.Table) -> str:
    """Returns the table without the columns that only draw.

    If a row is longer than a line, pandoc divides the page among the columns in proportion to
    their dashes. With "---" in every column, an id would be as wide as a title.
    """
    columns, rows, *_ = doc.without_drawings(table)
    dashes = map(_dashes, columns, _pandoc_widths(columns, rows))
    titles = [markdown_text(column.title) for column in columns]
    source = cache(partial(markdown_line, pipe="\\|"))
    cells = (_cells(row, source) for row in rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in (titles, dashes, *cells))


def _pandoc_widths(columns: Sequence[doc.Column], rows: Sequence[doc.Row]) -> list[int]:
    """Returns the widths of the columns on the page of a Word file that pandoc writes.

    Statuses are plain text there, and may break at every blank. The width that the longest words
    leave goes to the longest texts, so that a title is wider than a status. The titles of columns
    also break if no column is wide enough for a text.
    """
    plain = cache(lambda cell: doc.plain(kept_together(plain_text(cell))))
    words = [row._replace(cells=tuple(map(plain, row.cells)), level=0) for row in rows]
    longest = [max((len(plain_text(row.cells[place])) for row in words), default=0)
               for place in range(len(columns))]  # fmt: skip
    fixed = [column._replace(wrapping=column.wrapping and length > FIGURE_LENGTH, least=1)
             for column, length in zip(columns, longest, strict=True)]  # fmt: skip
    whole = doc.Table(tuple(fixed), tuple(words))
    widths = paper_widths(whole, PANDOC_WIDTH)
    if max(widths) >= READABLE_WIDTH:
        return widths
    titles = (max(column.title.split(), key=len, default="") for column in columns)
    broken = (column._replace(title=word) for column, word in zip(fixed, titles, strict=True))
    return paper_widths(whole._replace(columns=tuple(broken)), PANDOC_WIDTH)


def _dashes(column: doc.Column, width: int) -> str:
    """Returns the dashes below a column's title, with a colon where figures are right-aligned."""
    return "-" * (width + COLUMN_GAP - 1) + (":" if column.align is doc.Align.RIGHT else "-")


def _cells(row: doc.Row, source: Callable[[doc.Line, str], str]) -> list[str]:
    """Returns the cells of a row; `source` gives the source of a line in a mark."""
    mark = STRUCK_MARK if row.struck else STRONG_MARK if row.heading else ""
    return [source(cell, mark) for cell in row.cells]
