"""Tables in HTML: named, with headers for columns and rows, and whole on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bptip.pages.document import ALWAYS, Align, Bar, Strip
from bptip.plan import vocabulary
from bptip.render.html.drawings import axis, stretch
from bptip.render.html.lines import Cited, escape, line
from bptip.render.html.style import SHARE
from bptip.render.layout.bars import strip_legend
from bptip.render.layout.columns import COLUMN_GAP, READABLE_WIDTH
from bptip.render.layout.paper import paper_widths
from bptip.render.layout.plain_text import plain_text

if TYPE_CHECKING:
    from bptip.pages.document import Column, Line, Row, Span, Table, Timeline

LONGEST_WHOLE: Final = 32
"""Beyond so many characters, what should stand on one line may take several."""


def table(block: Table, name: str, cited: Cited, width: int) -> str:
    """The table under the name of a heading's id, for a page `width` characters wide on paper.

    On a screen it scrolls by itself where it is too wide.
    """
    head = "".join(f'<th scope="col"{_classes(each)}>{escape(each.title)}</th>'
                   for each in block.columns)  # fmt: skip
    kind = "" if block.titled else ' class="list"'
    legend = line(strip_legend(block), cited)
    return "\n".join(
        [
            f'<div class="scroll" role="group" tabindex="0"{_named(name)}>',
            f"<table{kind}{_named(name)}>",
            _columns(block, width),
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
            f"<thead><tr><td></td><td>{axis(block)}</td><td></td></tr></thead>",
            "<tbody>",
            *rows,
            "</tbody></table></div>",
            f'<p class="legend">{vocabulary.timeline_key(block.today, marked=marked)}</p>',
        ]
    )


def _span(span: Span, block: Timeline) -> str:
    told = vocabulary.stretch(span.start, span.end, span.status, span.mark)
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
        shown += f'<span class="unseen"> ({vocabulary.STRUCK})</span>'
    classes = _classes(block.columns[place], whole=_stands_whole(parts))
    kind, scope = ("td", "") if place else ("th", ' scope="row"')
    return f"<{kind}{scope}{classes}>{shown}</{kind}>"


def _stands_whole(parts: Line) -> bool:
    """Whether figures and marks fit on one line: not the words below a bar, nor a long name."""
    drawn = any(isinstance(each, Bar) for each in parts)
    told = plain_text(tuple(each for each in parts if not isinstance(each, Strip)))
    return not drawn and len(told) <= LONGEST_WHOLE


def _columns(block: Table, width: int) -> str:
    """How much of a wide page, or of paper, each column gets, in steps that the style has."""
    on_paper = paper_widths(block, width)
    whole = (width + COLUMN_GAP) * SHARE / 100
    shares = [
        f' class="share-{max(1, round((on_paper[place] + COLUMN_GAP) / whole))}"'
        for place in range(len(block.columns))
    ]
    return f"<colgroup>{''.join(f'<col{each}>' for each in shares)}</colgroup>"


def _classes(column: Column, *, whole: bool = True) -> str:
    """What a cell is for the style sheet: figures to the right, marks and figures unbroken."""
    kinds = ["right"] if column.align is Align.RIGHT else []
    if column.wrapping:
        main = column.priority == ALWAYS and (column.least or READABLE_WIDTH) >= READABLE_WIDTH
        return _class([*kinds, "text", *(["main"] if main else [])])
    return _class([*kinds, "whole"] if whole else [*kinds, "text"])


def _class(kinds: list[str]) -> str:
    return f' class="{" ".join(kinds)}"' if kinds else ""
