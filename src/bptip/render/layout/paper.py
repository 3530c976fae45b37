"""Tables on paper: whether a page is portrait or landscape, and the width of each column.

Widths are in digits of a table's text: see `letters`. The figures were tuned on the reports of the
example workspace and of the public plans, drawn by LibreOffice with DejaVu Sans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final, NamedTuple

from bptip.pages import document as doc
from bptip.render import theme
from bptip.render.layout.columns import WIDEST_TEXT, MeasuredColumn, column_widths, needed_width
from bptip.render.layout.letters import BOLD, printed
from bptip.render.layout.plain_text import part_text
from bptip.render.layout.printed_words import printed_words
from bptip.render.visible import NO_BREAK_SPACE, unbroken

PORTRAIT_WIDTH: Final = 84
"""Width of the text of a web page printed on portrait A4 (digits)."""

LANDSCAPE_WIDTH: Final = 127
"""Width of the text of a web page printed on landscape A4 (digits)."""


class PaperWidths(NamedTuple):
    """Widths of the text on a portrait and on a landscape page (digits)."""

    portrait: int
    landscape: int


PRINTED_WIDTHS: Final = PaperWidths(PORTRAIT_WIDTH, LANDSCAPE_WIDTH)
"""Widths of the text of printed web pages."""

BAR_LIMITS: Final = (18, 22)
"""Minimum and maximum width of a bar with its words below it (digits)."""

_BAR_TEXT_SIZE: Final = 0.9
"""Size of the words below a bar, as a multiple of the size of other text."""

_COMFORTABLE_WIDTH: Final = 28
"""Minimum width of a text column that is always shown, on a portrait page (digits)."""

LONGEST_WORD: Final = 30
"""Maximum width of a word that is never broken; longer words are addresses (digits)."""

LONGEST_MARK: Final = 20
"""Maximum length of a status or an outlook that stays on one line (characters)."""

_PAGE_LINES: Final = 44
_ROW_LINES: Final = 1.7
_HEADING_LINES: Final = 3
_TEXT_LINES: Final = 1.2
"""Heights of a page, a table row, a heading and a line of text in `estimated_pages` (lines)."""

_LEVEL_INDENT: Final = 1.5
"""Indent of a row for each level (digits)."""


class PaperPart(NamedTuple):
    """Blocks on pages of one orientation: portrait or landscape."""

    blocks: Sequence[doc.Block]
    is_landscape: bool = False


def paper_parts(document: doc.Document, widths: PaperWidths = PRINTED_WIDTHS) -> list[PaperPart]:
    """Returns the blocks of a page in parts, each on portrait or on landscape pages.

    Pages are landscape if a table would be crammed on a portrait page. The pages before the last
    heading that begins a page are for decision-makers, and are portrait. After this heading, the
    pages are landscape from the section of the first crammed table to the section of the last.
    If no heading begins a page, all pages are landscape as soon as one table is crammed.
    """
    blocks = document.blocks
    crammed = [place for place, block in enumerate(blocks)
               if isinstance(block, doc.Table)
               and needed_width(_comfortable(block)) > widths.portrait]  # fmt: skip
    begun = [place for place, block in enumerate(blocks)
             if isinstance(block, doc.Heading) and block.new_page]  # fmt: skip
    if not begun:
        return [PaperPart(blocks, is_landscape=bool(crammed))]
    annex = begun[-1]
    crammed = [place for place in crammed if place > annex]
    if not crammed:
        return [PaperPart(blocks)]
    starts = [annex, *_sections(blocks, annex), len(blocks)]
    first = max(place for place in starts if place < crammed[0])
    last = min(place for place in starts if place > crammed[-1])
    first = annex if first == starts[1] else first
    parts = (
        PaperPart(blocks[:first]),
        PaperPart(blocks[first:last], is_landscape=True),
        PaperPart(blocks[last:]),
    )
    return [part for part in parts if part.blocks]


def estimated_pages(document: doc.Document) -> int:
    """Returns the number of pages that a page takes on paper, estimated from its blocks."""
    lines = 0.0
    for block in document.blocks:
        match block:
            case doc.Table(rows=rows):
                lines += 3 + _ROW_LINES * len(rows)
            case doc.Heading():
                lines += _HEADING_LINES
            case doc.Timeline(spans=spans):
                lines += 3 + _TEXT_LINES * len(spans)
            case (
                doc.Bullets(parts) | doc.References(parts) | doc.Facts(parts) | doc.Paragraph(parts)
            ):
                lines += _TEXT_LINES * len(parts)
            case _:
                lines += _TEXT_LINES
    return ceil(lines / _PAGE_LINES)


def _sections(blocks: Sequence[doc.Block], annex: int) -> Iterator[int]:
    """Yields the places of the headings at most one level below the annex's heading."""
    top = blocks[annex]
    for place, block in enumerate(blocks[annex + 1 :], annex + 1):
        if (
            isinstance(block, doc.Heading)
            and isinstance(top, doc.Heading)
            and block.level <= top.level + 1
        ):
            yield place


def _comfortable(table: doc.Table) -> list[MeasuredColumn]:
    """Returns the columns of a table, with main texts wider than a screen requires."""
    return [
        _always(each, max(each.least, _COMFORTABLE_WIDTH)) if _is_main(column) else each
        for each, column in zip(measured(table), table.columns, strict=True)
    ]


def _is_main(column: doc.Column) -> bool:
    """True if the column holds texts, is always shown, and has no minimum width of its own."""
    return column.wrapping and column.priority == doc.ALWAYS and not column.least


def paper_widths(table: doc.Table, width: int) -> list[int]:
    """Returns the widths of the columns within a total, in order; none is hidden.

    A cell that is wider than its column wraps: paper is wide, and readers have time.
    """
    columns = [_always(each, each.least) for each in measured(table)]
    # 1. Share the room among all texts, each up to the width at which it reads well.
    readable = [
        each._replace(natural=min(each.natural, WIDEST_TEXT)) if each.column.wrapping else each
        for each in columns
    ]
    least = column_widths(readable, width)
    # 2. Give the remaining room to the long texts.
    widths = column_widths([_always(each, least[each.place]) for each in columns], width)
    return [widths[each.place] for each in columns]


def _always(measured: MeasuredColumn, least: int) -> MeasuredColumn:
    """Returns the column with a minimum width, and made to be always shown."""
    return measured._replace(column=measured.column._replace(priority=doc.ALWAYS, least=least))


def measured(table: doc.Table) -> list[MeasuredColumn]:
    """Returns the columns of a table, measured in print."""
    return [_measured(table, place) for place in range(len(table.columns))]


def _measured(table: doc.Table, place: int) -> MeasuredColumn:
    """Returns a measured column; a text column's minimum width has room for its longest word."""
    column = table.columns[place]
    cells = {(row.cells[place], row.heading, row.level) for row in table.rows}
    extents = [
        _extent((doc.Text(column.title),), bold=True),
        *(
            _extent(cell, bold=heading, indent=0 if place else _LEVEL_INDENT * level)
            for cell, heading, level in cells
        ),
    ]
    natural, word = (max(1, ceil(max(each))) for each in zip(*extents, strict=True))
    if any(isinstance(part, doc.Bar) for row in table.rows for part in row.cells[place]):
        least, most = BAR_LIMITS
        column = column._replace(wrapping=True, least=least)
        natural, word = min(most, max(least, natural)), max(least, word)
    printed_column = MeasuredColumn(place, column, natural, min(natural, word))
    if not column.wrapping:
        return printed_column
    least = max(printed_column.least, min(word, LONGEST_WORD))
    return printed_column._replace(column=column._replace(least=least))


def _extent(line: doc.Line, *, bold: bool, indent: float = 0) -> tuple[float, float]:
    """Returns the widths of a line and of its longest word, each with the indent of the line.

    Parts without a blank between them are one word.
    """
    pieces = list(_pieces(line, bold=bold))
    words = "".join(text for text, _ in pieces).split(" ")
    largest = max((size for _, size in pieces), default=1.0)
    natural = sum(size * printed(text) for text, size in pieces)
    return indent + natural, indent + largest * max(map(printed, words))


def _pieces(line: doc.Line, *, bold: bool) -> Iterator[tuple[str, float]]:
    """Yields the texts of a line with their sizes; a line may break at a blank."""
    usual = BOLD if bold else 1.0
    for part in line:
        match part:
            case doc.Text(text, role):
                yield (
                    printed_words(text, role),
                    BOLD if "bold" in theme.ROLE_STYLES[role] else usual,
                )
            case doc.Link() if part.words:
                yield from _pieces(part.words, bold=bold)
            case doc.StatusMark(status):
                yield _signed(theme.STATUS_SIGNS[status], part_text(part)), usual
            case doc.OutlookMark(outlook):
                yield _signed(theme.OUTLOOK_SIGNS[outlook], part_text(part)), usual
            case doc.Strip(statuses):
                yield unbroken("● " * len(statuses)), usual
            case doc.Bar():
                yield part_text(part), _BAR_TEXT_SIZE
            case _:
                yield unbroken(part_text(part)), usual


def _signed(sign: theme.Sign, words: str) -> str:
    """Returns a sign and its words, which may wrap only if they are long."""
    if len(words) <= LONGEST_MARK:
        return unbroken(f"{sign.sign} {words}")
    return f"{sign.sign}{NO_BREAK_SPACE}{printed_words(words)}"
