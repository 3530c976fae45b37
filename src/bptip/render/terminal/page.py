"""The terminal page: tables, signs and colours; plain text of a fixed width where it is piped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from bptip.pages.document import (
    Align,
    Bar,
    Bullets,
    Citation,
    Day,
    Example,
    Facts,
    Heading,
    Link,
    Notice,
    OutlookMark,
    Paragraph,
    References,
    Role,
    StatusMark,
    Strip,
    Table,
    Text,
    Timeline,
)
from bptip.plan import vocabulary
from bptip.plan.addresses import is_link
from bptip.plan.model import Status
from bptip.render import theme
from bptip.render.layout.bars import BAR_WIDTH, proportions
from bptip.render.layout.columns import (
    COLUMN_GAP,
    NARROW,
    MeasuredColumn,
    column_widths,
    is_too_narrow,
    shown_columns,
)
from bptip.render.layout.marks import apart
from bptip.render.terminal.grid import Grid, GridColumn, width_of
from bptip.render.visible import on_one_line, visible

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bptip.pages.document import Block, Document, Inline, Line, Row
    from bptip.render.layout.canvas import Canvas


STRIP_WIDTH: Final = 16
"""Up to so many dates, the signs of a strip stand apart; more of them stand close together."""


def draw(document: Document, canvas: Canvas) -> bytes:
    """The page, with colour codes if the canvas has colours, in the canvas's encoding."""
    text = StringIO()
    print_page(document, canvas, console_for(canvas, text))
    shown = "\n".join(each.rstrip() for each in text.getvalue().splitlines())
    return (shown + "\n").encode(canvas.encoding, "replace")


def console_for(canvas: Canvas, text: StringIO, *, record: bool = False) -> Console:
    """A console that depends on nothing but the canvas; with `record`, it remembers its page."""
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
    """Print the page on a console."""
    for block in _TerminalPage(canvas).blocks(document):
        console.print(block)


class _TerminalPage:
    """The blocks of a page on one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def blocks(self, document: Document) -> Iterator[RenderableType]:
        """The blocks, with a blank line where a new thought begins."""
        for number, block in enumerate(document.blocks):
            before = document.blocks[number - 1] if number else None
            if before is not None and self._apart(before, block):
                yield ""
            yield self.block(block)
        if document.foot:
            yield ""
            yield self.line(document.foot)

    def _apart(self, before: Block, block: Block) -> bool:
        """Whether a blank line stands between two blocks: the lines of a page's head are one."""
        if isinstance(before, Heading) and before.level > 1:
            return isinstance(block, Heading)
        if isinstance(before, Heading | Notice):
            return not isinstance(block, Paragraph | Notice)
        return not isinstance(block, Notice)

    def block(self, block: Block) -> RenderableType:  # noqa: PLR0911  # one case a kind
        """A block, as the library draws it."""
        match block:
            case Heading(title, _, aside):
                heading = self.line(title)
                heading.stylize("bold")
                return RichText(self.fit(" · ")).join(
                    [heading, self.line(aside)] if aside else [heading]
                )
            case Paragraph(parts):
                return RichText("\n").join(self.line(each) for each in parts)
            case Notice(parts):
                notice = self.line(parts)
                notice.stylize("italic")
                return notice
            case Bullets(items, numbered):
                marks = [f"{n}." if numbered else "-" for n, _ in enumerate(items, 1)]
                return self._listed([(RichText(m), i) for m, i in zip(marks, items, strict=True)])
            case Facts(facts):
                return self._facts(facts)
            case Table():
                return self._table(block)
            case Timeline():
                return self._timeline(block)
            case References(addresses):
                entries = [((Link(each),)) for each in addresses]
                numbers = [RichText(f"[{n}]") for n, _ in enumerate(addresses, 1)]
                return self._listed(list(zip(numbers, entries, strict=True)))
            case Example(text):
                return Padding(RichText(self.fit(text.expandtabs()).strip("\n")), (0, 0, 0, 2))

    def fit(self, text: str) -> str:
        """The text in visible characters that the canvas can carry; a tab is a blank."""
        return theme.fitted(self.canvas, visible(text)).replace("\t", " ")

    def line(self, parts: Line) -> RichText:
        """A line's parts in a row."""
        if len(parts) == 1:
            return self._inline(parts[0])
        told = apart(parts) if self.canvas.colour else parts
        return RichText().join(self._inline(part) for part in told)

    def _inline(self, part: Inline) -> RichText:  # noqa: PLR0911  # one case a kind
        match part:
            case Text(text, role):
                return RichText(self._told(self.fit(text), role), style=theme.ROLE_STYLES[role])
            case StatusMark(status, text):
                return self._signed(theme.STATUS_SIGNS[status], text)
            case OutlookMark(outlook, text):
                return self._signed(theme.OUTLOOK_SIGNS[outlook], text)
            case Link():
                return self._link(part)
            case Citation(number):
                return RichText(f"[{number}]", style="dim")
            case Day(date):
                return RichText(vocabulary.day(date))
            case Bar(counts):
                return self._bar(proportions(counts, BAR_WIDTH))
            case Strip(statuses):
                gap = " " if len(statuses) <= STRIP_WIDTH else ""
                return RichText(gap).join(self._square(each) for each in statuses)

    def _told(self, text: str, role: Role) -> str:
        """The text, in marks where a style alone would say what was added and removed."""
        if self.canvas.colour or role not in theme.ASCII_MARKS:
            return text
        from bptip.render.layout.marks import marked

        before, after = theme.ASCII_MARKS[role]
        return marked(text, lambda core: f"{before}{core}{after}")

    def _signed(self, sign: theme.Sign, text: str) -> RichText:
        return RichText(f"{sign.on(self.canvas)} {self.fit(text)}", style=sign.style)

    def _link(self, link: Link) -> RichText:
        """What a link says, and its address; both underlined where it leads there."""
        told = tuple(Text(on_one_line(text), role) for text, role in link.words)
        shown = self.line(
            (*told, *([Text(" ")] if link.text else []), Text(on_one_line(link.address)))
        )
        if is_link(link.address):
            shown.stylize("underline")
            if self.canvas.colour:
                shown.stylize(f"link {visible(link.address)}")
        return shown

    def _bar(self, counts: dict[Status, int]) -> RichText:
        bar = RichText()
        for status, sign in theme.BAR_SIGNS.items():
            bar.append(sign.on(self.canvas) * counts.get(status, 0), style=sign.style)
        return bar

    def _square(self, status: Status | None) -> RichText:
        sign = theme.STATUS_SIGNS[status] if status else theme.ABSENT_SIGN
        return RichText(sign.on(self.canvas), style=sign.style)

    def _listed(self, entries: Sequence[tuple[RichText, Line]]) -> RichTable:
        grid = RichTable.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for mark, parts in entries:
            grid.add_row(mark, self.line(parts))
        return grid

    def _facts(self, facts: Sequence[tuple[str, Sequence[Line]]]) -> RichTable:
        grid = RichTable.grid(padding=(0, COLUMN_GAP, 0, 0))
        grid.add_column(style="dim", max_width=self.canvas.width // 3, overflow="fold")
        grid.add_column(overflow="fold")
        for label, told in facts:
            grid.add_row(
                RichText(self.fit(on_one_line(label))),
                RichText("\n").join(self.line(each) for each in told),
            )
        return grid

    def _table(self, table: Table) -> RenderableType:
        cells = [[self._cell(row, n) for n in range(len(table.columns))] for row in table.rows]
        measured = self._measured(table, cells)
        narrow = is_too_narrow(measured, self.canvas.width)
        told = (self._stacked if narrow else self._in_columns)(table, cells, measured)
        no_room = [] if narrow else self._no_room(table, measured)
        return Group(*told, *self._struck_means(table), *no_room)

    def _in_columns(
        self, table: Table, cells: Sequence[Sequence[RichText]], measured: Sequence[MeasuredColumn]
    ) -> Iterator[RenderableType]:
        """The rows of a table, each cell below the title of its column."""
        widths = column_widths(measured, self.canvas.width)
        columns = [self._grid_column(table, n, width) for n, width in widths.items()]
        rows = ([self._clamped(row[n], table, n, w) for n, w in widths.items()] for row in cells)
        yield from self._head(table, widths, columns)
        yield Grid(columns, rows, COLUMN_GAP)
        yield from self._legend(table, widths)

    def _stacked(
        self, table: Table, cells: Sequence[Sequence[RichText]], measured: Sequence[MeasuredColumn]
    ) -> Iterator[RenderableType]:
        """The rows of a table that is too wide: all cells of each, one below the other.

        The second stands beside the first, if that is short; those below say what they are.
        """
        first, *others = range(len(table.columns))
        mark = measured[first].natural
        beside = not table.columns[first].wrapping and mark <= self.canvas.width // 2
        mark = mark if beside else 0
        alone = [GridColumn(self.canvas.width)]
        columns = [
            self._grid_column(table, first, mark),
            GridColumn(self.canvas.width - mark - COLUMN_GAP),
        ]
        named = others[1:] if beside else others
        headed = [first, *others[:1]] if beside else [first]
        yield from self._head(table, headed, columns if beside else alone)
        for row in cells:
            told = {n: row[n] for n in others if row[n].plain.strip()}
            told |= {n: self._named(table, n, cell) for n, cell in told.items() if n in named}
            lines = [self._clamped(told[n], table, n, columns[1].width) for n in told]
            if not beside:
                yield Grid(alone, [[row[first]]], COLUMN_GAP)
            marks = [row[first]] if beside else []
            yield Grid(columns, zip_longest(marks, lines, fillvalue=RichText()), COLUMN_GAP)
        yield from self._legend(table, others)

    def _named(self, table: Table, place: int, cell: RichText) -> RichText:
        """A cell that doesn't stand below its column's title: the title stands before it."""
        if not table.titled:
            return cell
        return RichText(f"{self.fit(table.columns[place].title)}: ", style="dim") + cell

    def _grid_column(self, table: Table, place: int, width: int) -> GridColumn:
        return GridColumn(width, right=table.columns[place].align is Align.RIGHT)

    def _head(
        self, table: Table, places: Iterable[int], columns: Sequence[GridColumn]
    ) -> Iterator[RenderableType]:
        """The titles of the columns that stand, and the line below them."""
        if table.titled:
            titles = [RichText(self.fit(table.columns[n].title), style="dim") for n in places]
            yield Grid(columns, [titles], COLUMN_GAP)
            whole = sum(column.width for column in columns) + COLUMN_GAP * (len(columns) - 1)
            yield RichText(self.fit("─") * whole)

    def _cell(self, row: Row, place: int) -> RichText:
        cell = self.line(row.cells[place])
        if "\n" in cell.plain:
            cell = RichText(" ").join(cell.split("\n", allow_blank=True))
        if row.heading:
            cell.stylize("bold")
        if row.struck:
            cell = self._struck(cell, place)
        indented = row.level and place == 0
        return RichText("  " * row.level).append_text(cell) if indented else cell

    def _struck(self, cell: RichText, place: int) -> RichText:
        """A cell of a row that no longer holds; without styles, its first cell stands in marks."""
        cell.stylize("dim strike")
        before, after = theme.ASCII_MARKS[Role.REMOVED]
        marked = place == 0 and not self.canvas.colour
        return RichText(f"{before}{cell.plain}{after}") if marked else cell

    def _struck_means(self, table: Table) -> list[RichText]:
        """The line under a table that says what those marks mean, if it has them."""
        marks = " ".join(theme.ASCII_MARKS[Role.REMOVED])
        marked = not self.canvas.colour and any(row.struck for row in table.rows)
        return [RichText(f"{marks} {vocabulary.STRUCK}")] if marked else []

    def _no_room(self, table: Table, measured: Sequence[MeasuredColumn]) -> list[RichText]:
        """The line under a table that names what stepped aside and is said by no other column."""
        standing = {each.place for each in shown_columns(measured, self.canvas.width)}
        aside = (each for n, each in enumerate(table.columns) if n not in standing)
        gone = [each.title for each in aside if not each.visual]
        if not table.titled or not gone:
            return []
        return [
            RichText(self.fit(vocabulary.NO_ROOM.format(vocabulary.listing(gone))), style="dim")
        ]

    def _measured(self, table: Table, cells: Sequence[Sequence[RichText]]) -> list[MeasuredColumn]:
        measured = []
        for place, column in enumerate(table.columns):
            title = [RichText(self.fit(column.title))] if table.titled else []
            texts = [*title, *(row[place] for row in cells)]
            natural = max((width_of(text.plain) for text in texts), default=0)
            word = max((_longest_word(text.plain) for text in texts), default=0)
            measured.append(MeasuredColumn(place, column, max(1, natural), word))
        return measured

    def _clamped(self, cell: RichText, table: Table, place: int, width: int) -> RichText:
        """The cell in no more lines than its column allows, cut with an ellipsis between words."""
        column = table.columns[place]
        narrow = self.canvas.width < NARROW and column.narrow_lines
        most = narrow or column.lines
        if not most or width_of(cell.plain) <= width:
            return cell
        console = Console(file=StringIO(), width=width, _environ={})
        if len(cell.wrap(console, width)) <= most:
            return cell
        *kept, last = cell.wrap(console, width)[:most]
        last.rstrip()
        if width_of(last.plain) == width:
            last = last.wrap(console, max(1, width - 1))[0]
            last.rstrip()
        last.append(self.fit("…"))
        return RichText("\n").join([*kept, last])

    def _legend(self, table: Table, places: Iterable[int]) -> Iterator[RichText]:
        """The signs of the bars that the table has, with their words, if their column stands."""
        if not any(table.columns[n].visual for n in places):
            return
        bars = [part for row in table.rows for cell in row.cells for part in cell]
        there = {
            s for bar in bars if isinstance(bar, Bar) for s, many in bar.counts.items() if many
        }
        legend, width = RichText(style="dim"), 0
        for status, sign in theme.BAR_SIGNS.items():
            if status not in there:
                continue
            entry = RichText(sign.on(self.canvas), style=sign.style)
            entry.append(f" {vocabulary.STATUS[status]}", style="dim")
            apart = "  " if width else ""
            if width and width + len(apart) + entry.cell_len > self.canvas.width:
                apart, width = "\n", 0
            legend.append(apart).append_text(entry)
            width += len(apart) + entry.cell_len
        if legend:
            yield legend

    def _timeline(self, timeline: Timeline) -> RichTable:
        grid = RichTable.grid(padding=(0, COLUMN_GAP, 0, 0))
        grid.add_column(overflow="fold")
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        width = max(10, self.canvas.width // 3)
        days = max(1, (timeline.end - timeline.start).days)
        for span in timeline.spans:
            first = round(width * (span.start - timeline.start).days / days)
            last = max(first + 1, round(width * (span.end - timeline.start).days / days))
            sign = theme.BAR_SIGNS[span.status]
            bar = RichText(" " * max(0, first))
            bar.append(sign.on(self.canvas) * (min(last, width) - max(0, first)), style=sign.style)
            told = vocabulary.stretch(span.start, span.end, span.status, span.mark)
            grid.add_row(RichText(self.fit(span.label)), bar, RichText(self.fit(told)))
        return grid


def _longest_word(text: str) -> int:
    """The width of the longest word, with the blanks that the text begins with."""
    indent = len(text) - len(text.lstrip(" "))
    return indent + max(map(width_of, text.split()), default=0)
