"""Tables in HTML: named, with headers for columns and rows, and whole on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptip import words
from bptip.document import Align, Bar
from bptip.render.columns import READABLE
from bptip.render.html_lines import Cited, escape, line
from bptip.render.inline_svg import axis, stretch
from bptip.render.strips import strip_legend

if TYPE_CHECKING:
    from bptip.document import Column, Row, Span, Table, Timeline


def table(block: Table, name: str, cited: Cited) -> str:
    """The table under the name of a heading's id; it scrolls by itself where it is too wide."""
    head = "".join(f'<th scope="col"{_classes(each)}>{escape(each.title)}</th>'
                   for each in block.columns)  # fmt: skip
    kind = "" if block.titled else ' class="list"'
    legend = line(strip_legend(block), cited)
    return "\n".join(
        [
            f'<div class="scroll" role="group" tabindex="0"{_named(name)}>',
            f"<table{kind}{_named(name)}>",
            f"<thead><tr>{head}</tr></thead>",
            "<tbody>",
            *(_row(row, block, cited) for row in block.rows),
            "</tbody>",
            "</table>",
            "</div>",
            *([f'<p class="legend">{legend}</p>'] if legend else []),
        ]
    )


def timeline(block: Timeline, name: str) -> str:
    """The stretches as a table: what, drawn, in words."""
    rows = [_span(span, block) for span in block.spans]
    marked = any(span.mark for span in block.spans)
    return "\n".join(
        [
            f'<div class="scroll" role="group" tabindex="0"{_named(name)}>',
            f'<table class="timeline"{_named(name)}>',
            f"<tbody><tr><td></td><td>{axis(block)}</td><td></td></tr>",
            *rows,
            "</tbody></table></div>",
            f'<p class="legend">{words.timeline_key(block.today, marked=marked)}</p>',
        ]
    )


def _span(span: Span, block: Timeline) -> str:
    told = words.stretch(span.start, span.end, span.status, span.mark)
    drawn = f"<td>{stretch(block, span)}</td>"
    return f'<tr><th scope="row">{escape(span.label)}</th>{drawn}<td>{told}</td></tr>'


def _named(name: str) -> str:
    return f' aria-labelledby="{name}"' if name else ""


def _row(row: Row, block: Table, cited: Cited) -> str:
    kinds = [f"level-{min(row.level, 3)}"] if row.level else []
    kinds += ["heading"] if row.heading else []
    kinds += ["struck"] if row.struck else []
    cells = "".join(_cell(row, place, block, cited) for place in range(len(block.columns)))
    return f"<tr{_class(kinds)}>{cells}</tr>"


def _cell(row: Row, place: int, block: Table, cited: Cited) -> str:
    """A cell; the first one names its row."""
    parts = row.cells[place]
    shown = line(parts, cited)
    if row.struck and shown:
        shown = f"<s>{shown}</s>"
    if row.struck and not place:
        shown += f'<span class="unseen"> ({words.STRUCK})</span>'
    classes = _classes(block.columns[place], drawn=any(isinstance(each, Bar) for each in parts))
    kind, scope = ("td", "") if place else ("th", ' scope="row"')
    return f"<{kind}{scope}{classes}>{shown}</{kind}>"


def _classes(column: Column, *, drawn: bool = False) -> str:
    """What a cell is for the style sheet: figures to the right, marks and figures unbroken."""
    kinds = ["right"] if column.align is Align.RIGHT else []
    if column.wrapping:
        main = not column.priority and (column.least or READABLE) >= READABLE
        return _class([*kinds, "text", *(["main"] if main else [])])
    return _class(kinds if drawn else [*kinds, "whole"])


def _class(kinds: list[str]) -> str:
    return f' class="{" ".join(kinds)}"' if kinds else ""
