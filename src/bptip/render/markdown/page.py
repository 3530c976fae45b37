"""GitHub-flavoured Markdown: reads well aloud, draws well on GitHub, survives pandoc into Word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bptip.pages.document import (
    Align,
    Bullets,
    Example,
    Facts,
    Heading,
    Link,
    Notice,
    Paragraph,
    References,
    Table,
    Timeline,
)
from bptip.plan import vocabulary
from bptip.render.markdown.lines import STRONG, STRUCK, escape, line, opening
from bptip.render.markdown.widths import column_widths
from bptip.render.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bptip.pages.document import Block, Column, Document, Line, Row, Span
    from bptip.render.layout.canvas import Canvas

BULLETS: Final = ("-", "*")
NUMBERS: Final = ("{}.", "{})")
"""The signs of lists: lists in a row take turns in them, or they would be one."""


def draw(document: Document, _: Canvas) -> bytes:
    """The page as Markdown in UTF-8."""
    foot = line(document.foot)
    blocks = [*_blocks(document.blocks), *([f"_{foot}_"] if foot else [])]
    return ("\n\n".join(blocks) + "\n").encode()


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """The blocks that have anything to say; lists in a row take turns in their signs."""
    before, turn = None, 0
    for block in blocks:
        signs = _signs(block)
        taken = 1 - turn if signs and signs is before else 0
        if shown := _block(block, signs[taken] if signs else ""):
            yield shown
            before, turn = signs, taken


def _signs(block: Block) -> tuple[str, str] | None:
    """The signs that a block's items may have, if it is a list."""
    match block:
        case Bullets(numbered=True) | References():
            return NUMBERS
        case Bullets() | Facts() | Timeline():
            return BULLETS
        case _:
            return None


def _block(block: Block, sign: str) -> str:  # noqa: PLR0911  # one case a kind
    match block:
        case Heading(parts, level, aside):
            beside = opening(line(aside))
            return "\n\n".join(filter(None, [f"{'#' * level} {line(parts)}", beside]))
        case Paragraph(parts):
            return "  \n".join(filter(None, (opening(line(each)) for each in parts)))
        case Notice(parts):
            return f"> {opening(line(parts))}"
        case Bullets(items):
            return _list(map(line, items), sign)
        case Facts(facts):
            return _list((_fact(label, lines) for label, lines in facts), sign)
        case Table():
            return _table(block)
        case Timeline(spans=spans):
            return _list(map(_span, spans), sign)
        case References(addresses):
            return _list((line((Link(each),)) for each in addresses), sign)
        case Example(text):
            return _fenced(visible(text).strip("\n"))


def _list(items: Iterable[str], sign: str) -> str:
    return "\n".join(f"{sign.format(n)} {opening(each)}" for n, each in enumerate(items, 1))


def _fact(label: str, lines: Sequence[Line]) -> str:
    told = "; ".join(filter(None, map(line, lines)))
    return f"**{escape(label).strip()}:** {told}".rstrip()


def _span(span: Span) -> str:
    told = vocabulary.stretch(span.start, span.end, span.status, span.mark)
    return f"{escape(span.label).strip()}: {told}"


def _fenced(text: str) -> str:
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}\n{text}\n{fence}"


def _table(table: Table) -> str:
    """The table, without the columns that only draw; dashes say how wide pandoc makes each."""
    kept = [n for n, column in enumerate(table.columns) if not column.visual]
    columns = [table.columns[n] for n in kept]
    titles = [escape(column.title).strip() for column in columns]
    rule = map(_dashes, columns, column_widths(table, kept))
    body = [_cells(row, kept) for row in table.rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (titles, rule, *body))


def _dashes(column: Column, width: int) -> str:
    return "-" * (width - 1) + (":" if column.align is Align.RIGHT else "-")


def _cells(row: Row, kept: Sequence[int]) -> list[str]:
    around = STRUCK if row.struck else STRONG if row.heading else ""
    return [line(row.cells[n], around, pipe="\\|") for n in kept]
