"""The terminal page: tables, signs and colours; in a pipe, plain text of a fixed width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby, pairwise
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.text import Text as RichText

from bptip.pages import document as doc
from bptip.render import theme
from bptip.render.direction import isolated_lines
from bptip.render.layout.canvas import Canvas
from bptip.render.layout.columns import COLUMN_GAP
from bptip.render.terminal.breaking import width_of
from bptip.render.terminal.grid import Grid, GridColumn
from bptip.render.terminal.lines import LineDrawer
from bptip.render.terminal.tables import draw_table
from bptip.render.visible import on_one_line

LEAST_TIMELINE: Final = 10
"""Minimum width of the drawing of a timeline (characters)."""

EXAMPLE_INDENT: Final = 2
"""Number of blanks before each line of an example."""


def draw(document: doc.Document, canvas: Canvas) -> bytes:
    """Returns the page in the canvas's encoding, with colour codes if the canvas has colours.

    A page that is longer than the screen is cut, if the page allows this.
    """
    may_be_cut = canvas.height is not None and bool(document.whole)
    drawer = LineDrawer(canvas, may_be_cut=may_be_cut)
    if may_be_cut:
        from bptip.render.terminal.fitting import fitted_page

        document = fitted_page(document, drawer, PageHeight(drawer).of)
    text = StringIO()
    print_page(document, drawer, console_for(canvas, text))
    lines = "\n".join(line.rstrip() for line in isolated_lines(text.getvalue().splitlines()))
    return (lines + "\n").encode(canvas.encoding, "replace")


class PageHeight:
    """Measures pages that have many blocks in common; each block is drawn only once."""

    def __init__(self, lines: LineDrawer) -> None:
        self.lines = lines
        self._heights: dict[doc.Block, int] = {}

    def of(self, document: doc.Document) -> int:
        """Returns the number of lines of a page."""
        foot = (doc.Paragraph((document.foot,)),) if document.foot else ()
        blocks = (*(each for each in document.blocks if not isinstance(each, doc.Remark)), *foot)
        gaps = sum(_has_gap(before, block) for before, block in pairwise(blocks))
        return gaps + sum(map(self._height, blocks))

    def _height(self, block: doc.Block) -> int:
        """Returns the number of lines of a block."""
        if block not in self._heights:
            text = StringIO()
            console = console_for(self.lines.canvas, text)
            print_page(doc.Document((block,)), self.lines, console)
            self._heights[block] = len(text.getvalue().splitlines())
        return self._heights[block]


def console_for(canvas: Canvas, text: StringIO, *, record: bool = False) -> Console:
    """Returns a console that depends only on the canvas; with `record`, it records its output."""
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


def print_page(document: doc.Document, lines: LineDrawer, console: Console) -> None:
    """Prints the page on a console."""
    for block in _TerminalPage(lines).blocks(document):
        console.print(block, crop=False)


class _TerminalPage:
    """The blocks of a page on one canvas."""

    def __init__(self, lines: LineDrawer) -> None:
        self.canvas = lines.canvas
        self.lines = lines

    def blocks(self, document: doc.Document) -> Iterator[RenderableType]:
        """Yields the blocks, with blank lines between the sections."""
        blocks = [each for each in document.blocks if not isinstance(each, doc.Remark)]
        for number, block in enumerate(blocks):
            before = blocks[number - 1] if number else None
            if before is not None and _has_gap(before, block):
                yield ""
            yield self.block(block)
        if document.foot:
            yield ""
            yield self._whole(self.lines.line(document.foot))

    def block(self, block: doc.Block) -> RenderableType:  # noqa: C901, PLR0911  # one case a kind
        """Returns a block, as Rich prints it."""
        match block:
            case doc.Heading():
                return self._heading(block)
            case doc.Paragraph(lines):
                return Group(*self._paragraph(lines))
            case doc.Notice(line):
                notice = self.lines.line(line)
                notice.stylize("italic")
                return self._whole(notice)
            case doc.Bullets(items, numbered, first):
                signs = [f"{n}." if numbered else "-" for n, _ in enumerate(items, first)]
                return self._list(signs, items)
            case doc.Facts(facts):
                return self._facts(facts)
            case doc.Table():
                return Group(*draw_table(block, self.lines))
            case doc.Timeline():
                return self._timeline(block)
            case doc.References(addresses):
                signs = [f"[{n}]" for n, _ in enumerate(addresses, 1)]
                return self._list(signs, [(doc.Link(address),) for address in addresses])
            case doc.Example(text):
                shown = self.lines.fit(text.expandtabs()).strip("\n")
                return self._beside([RichText()], [RichText(shown)], EXAMPLE_INDENT, gap=0)
            case doc.Remark():
                return Group()

    def _paragraph(self, lines: Sequence[doc.Line]) -> Iterator[Grid]:
        """Yields the lines of a paragraph; a command to type is never broken.

        The terminal shows a longer command on several lines, and copies it as one line.
        """
        for is_typed, group in groupby(lines, is_to_type):
            drawn = RichText("\n").join(map(self.lines.line, group))
            yield self._whole(drawn, max(map(width_of, drawn.plain.split("\n"))) if is_typed else 0)

    def _whole(self, text: RichText, width: int = 0) -> Grid:
        """Returns a text on the whole width of the page, or on a larger `width`.

        Rich can draw texts too, but searches the rest of the text again for each line.
        """
        return Grid([GridColumn(max(self.canvas.width, width))], [[text]], gap=0)

    def _beside(
        self, first: Sequence[RichText], second: Sequence[RichText], width: int, gap: int
    ) -> Grid:
        """Returns texts in two columns; the first has a given width, the second the rest."""
        columns = [GridColumn(width), GridColumn(max(1, self.canvas.width - width - gap))]
        return Grid(columns, zip(first, second, strict=True), gap)

    def _heading(self, block: doc.Heading) -> Grid:
        """Returns a heading, with its aside on the same line."""
        heading = self.lines.line(block.line)
        heading.stylize("bold")
        aside = [self.lines.line(block.aside)] if block.aside else []
        return self._whole(RichText(self.lines.fit(" · ")).join([heading, *aside]))

    def _list(self, signs: Sequence[str], items: Sequence[doc.Line]) -> Grid:
        """Returns a list with a sign before each item."""
        width = max(map(len, signs), default=0)
        texts = [self.lines.line(item) for item in items]
        return self._beside([RichText(sign) for sign in signs], texts, width, gap=1)

    def _facts(self, facts: Sequence[tuple[str, Sequence[doc.Line]]]) -> Grid:
        """Returns facts with the labels on the left and their lines on the right."""
        labels = [self.lines.isolated(on_one_line(label)) for label, _ in facts]
        width = min(max(map(width_of, labels), default=0), self.canvas.width // 3)
        values = [RichText("\n").join(map(self.lines.line, lines)) for _, lines in facts]
        shown = [RichText(label) for label in labels]
        return self._beside(shown, values, width, COLUMN_GAP)

    def _timeline(self, timeline: doc.Timeline) -> Grid:
        """Returns a row for each span: its label, its drawing, its words."""
        rows = [
            (
                RichText(self.lines.isolated(on_one_line(span.label))),
                self._span(timeline, span),
                RichText(self.lines.isolated(on_one_line(span.words))),
            )
            for span in timeline.spans
        ]
        label, drawing, words = (
            max((width_of(row[place].plain) for row in rows), default=0) for place in range(3)
        )
        # The drawings stay whole. If the texts do not fit beside them, the longer texts wrap.
        rest = max(2, self.canvas.width - drawing - 2 * COLUMN_GAP)
        label = max(1, min(label, max((rest - COLUMN_GAP) // 2, rest - words)))
        columns = [GridColumn(label), GridColumn(drawing), GridColumn(rest - label)]
        return Grid(columns, rows, COLUMN_GAP)

    def _span(self, timeline: doc.Timeline, span: doc.Span) -> RichText:
        """Returns the signs of a span, with blanks for the days before it.

        A span within the period has a sign, however short it is.
        """
        width = max(LEAST_TIMELINE, self.canvas.width // 3)
        days = sorted((span.start, span.end))
        first, last = (round(width * timeline.share_until(day)) for day in days)
        if days[0] <= timeline.end and days[1] >= timeline.start:
            first = min(first, width - 1)
            last = max(first + 1, last)
        sign = theme.BAR_SIGNS[span.status]
        signs = sign.on(self.canvas) * (last - first)
        return RichText(" " * first).append(signs, style=theme.on_terminal(sign.style))


def is_to_type(line: doc.Line) -> bool:
    """True if a line is only a command to type."""
    return bool(line) and all(
        isinstance(part, doc.Text) and part.role is doc.Role.CODE for part in line
    )


def _has_gap(before: doc.Block, block: doc.Block) -> bool:
    """True if there is a blank line between two blocks; the blocks of a page's head have none."""
    if isinstance(before, doc.Heading) and before.level > 1:
        return isinstance(block, doc.Heading)
    if isinstance(before, doc.Heading | doc.Notice):
        return not isinstance(block, doc.Paragraph | doc.Notice)
    return not isinstance(block, doc.Notice)
