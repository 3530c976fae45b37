"""The terminal page: tables, signs and colours; in a pipe plain text of a fixed width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Final

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from bptip.pages.document import (
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
from bptip.render import theme
from bptip.render.direction import isolated_lines
from bptip.render.layout.columns import COLUMN_GAP
from bptip.render.terminal.lines import LineDrawer
from bptip.render.terminal.tables import draw_table
from bptip.render.visible import on_one_line

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bptip.pages.document import Block, Document, Line, Span
    from bptip.render.layout.canvas import Canvas

LEAST_TIMELINE: Final = 10
"""Minimum width of the drawing of a timeline (characters)."""


def draw(document: Document, canvas: Canvas) -> bytes:
    """Returns the page in the canvas's encoding, with colour codes if the canvas has colours."""
    text = StringIO()
    print_page(document, canvas, console_for(canvas, text))
    lines = "\n".join(line.rstrip() for line in isolated_lines(text.getvalue().splitlines()))
    return (lines + "\n").encode(canvas.encoding, "replace")


def console_for(canvas: Canvas, text: StringIO, *, record: bool = False) -> Console:
    """Returns a console that depends on the canvas alone; with `record` it keeps its page."""
    return Console(
        file=text,
        width=canvas.width,
        color_system="standard" if canvas.colour else None,
        force_terminal=canvas.colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        record=record,
        _environ={},
    )


def print_page(document: Document, canvas: Canvas, console: Console) -> None:
    """Prints the page on a console."""
    for block in _TerminalPage(canvas).blocks(document):
        console.print(block)


class _TerminalPage:
    """The blocks of a page on one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.lines = LineDrawer(canvas)

    def blocks(self, document: Document) -> Iterator[RenderableType]:
        """Yields the blocks, with blank lines between the sections."""
        for number, block in enumerate(document.blocks):
            before = document.blocks[number - 1] if number else None
            if before is not None and _has_gap(before, block):
                yield ""
            yield self.block(block)
        if document.foot:
            yield ""
            yield self.lines.line(document.foot)

    def block(self, block: Block) -> RenderableType:  # noqa: PLR0911  # one case a kind
        """Returns a block, as Rich prints it."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(lines):
                return RichText("\n").join(map(self.lines.line, lines))
            case Notice(line):
                notice = self.lines.line(line)
                notice.stylize("italic")
                return notice
            case Bullets(items, numbered):
                signs = [f"{n}." if numbered else "-" for n, _ in enumerate(items, 1)]
                return self._list(signs, items)
            case Facts(facts):
                return self._facts(facts)
            case Table():
                return Group(*draw_table(block, self.lines))
            case Timeline():
                return self._timeline(block)
            case References(addresses):
                signs = [f"[{n}]" for n, _ in enumerate(addresses, 1)]
                return self._list(signs, [(Link(address),) for address in addresses])
            case Example(text):
                shown = self.lines.fit(text.expandtabs()).strip("\n")
                return Padding(RichText(shown), (0, 0, 0, 2))

    def _heading(self, block: Heading) -> RichText:
        """Returns a heading, its aside on the same line."""
        heading = self.lines.line(block.line)
        heading.stylize("bold")
        aside = [self.lines.line(block.aside)] if block.aside else []
        return RichText(self.lines.fit(" · ")).join([heading, *aside])

    def _list(self, signs: Sequence[str], items: Sequence[Line]) -> RichTable:
        """Returns a list with a sign before each item."""
        grid = RichTable.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for sign, item in zip(signs, items, strict=True):
            grid.add_row(RichText(sign), self.lines.line(item))
        return grid

    def _facts(self, facts: Sequence[tuple[str, Sequence[Line]]]) -> RichTable:
        """Returns labels on the left, their lines on the right."""
        grid = RichTable.grid(padding=(0, COLUMN_GAP, 0, 0))
        grid.add_column(style="dim", max_width=self.canvas.width // 3, overflow="fold")
        grid.add_column(overflow="fold")
        for label, lines in facts:
            values = RichText("\n").join(map(self.lines.line, lines))
            grid.add_row(RichText(self.lines.isolated(on_one_line(label))), values)
        return grid

    def _timeline(self, timeline: Timeline) -> RichTable:
        """Returns a row for each span: its label, its drawing, its words."""
        grid = RichTable.grid(padding=(0, COLUMN_GAP, 0, 0))
        grid.add_column(overflow="fold")
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for span in timeline.spans:
            stretch = vocabulary.stretch(span.start, span.end, span.status, span.mark)
            label, words = (RichText(self.lines.isolated(text)) for text in (span.label, stretch))
            grid.add_row(label, self._span(timeline, span), words)
        return grid

    def _span(self, timeline: Timeline, span: Span) -> RichText:
        """Returns the signs of a span, with blanks for the days before it."""
        width = max(LEAST_TIMELINE, self.canvas.width // 3)
        days = max(1, (timeline.end - timeline.start).days)
        first = round(width * (span.start - timeline.start).days / days)
        last = max(first + 1, round(width * (span.end - timeline.start).days / days))
        sign = theme.BAR_SIGNS[span.status]
        drawing = RichText(" " * max(0, first))
        signs = min(last, width) - max(0, first)
        return drawing.append(sign.on(self.canvas) * signs, style=sign.style)


def _has_gap(before: Block, block: Block) -> bool:
    """True if there is a blank line between two blocks; there is none within a page's head."""
    if isinstance(before, Heading) and before.level > 1:
        return isinstance(block, Heading)
    if isinstance(before, Heading | Notice):
        return not isinstance(block, Paragraph | Notice)
    return not isinstance(block, Notice)
