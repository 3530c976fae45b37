"""Tables in HTML: each has a name, headers for columns and rows, and all columns on any screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bptip.pages import document as doc
from bptip.plan import vocabulary
from bptip.plan.model import Segment
from bptip.render.html.drawings import axis, span_drawing, swatch
from bptip.render.html.items import TITLES, ItemAnchors
from bptip.render.html.lines import Citations, escape, html_line, html_text
from bptip.render.layout.bars import segments_in_bars, strip_legend
from bptip.render.layout.columns import READABLE_WIDTH
from bptip.render.layout.plain_text import plain_text

UNBROKEN_LENGTH: Final = 32
"""Maximum length of figures that are kept on one line (characters)."""


NUMBER_LISTS: Final = (doc.NUMBERS, "Late or at risk", "No recent report")
"""The titles of the columns whose cells contain only numbers of items."""


def table(block: doc.Table, name: str, citations: Citations, items: ItemAnchors) -> str:
    """Returns the table; if it has no own name, the heading with the id `name` names it.

    On a screen that is too narrow for it, the table scrolls by itself.
    """
    titles = "".join(f'<th scope="col"{_classes(column, block)}>{html_text(column.title)}</th>'
                     for column in block.columns)  # fmt: skip
    rows = "\n".join(_row(row, block, citations, items) for row in block.rows)
    in_bars = segments_in_bars(block)
    legend = bar_legend(in_bars) if in_bars else html_line(strip_legend(block), citations)
    hidden = ' aria-hidden="true"' if in_bars else ""  # screen readers read each bar as words
    kinds = ["" if block.titled else "list", "keyed" if in_bars else ""]
    return "\n".join(
        [
            _opening(" ".join(filter(None, kinds)), name, block.name),
            f"<thead><tr>{titles}</tr></thead>",
            f"<tbody>\n{rows}\n</tbody>",
            "</table></div>",
            *([f'<p class="legend"{hidden}>{legend}</p>'] if legend else []),
        ]
    )


def bar_legend(segments: Iterable[Segment]) -> str:
    """Returns the colour of each segment with its word; the bars above then need no words."""
    return " ".join(
        f'<span class="key">{swatch(segment)} {html_text(vocabulary.SEGMENT[segment])}</span>'
        for segment in segments
    )


def timeline(block: doc.Timeline, name: str, items: ItemAnchors) -> str:
    """Returns the timeline as a table: the label, drawing and words of each span."""
    rows = "\n".join(_span(span, block, items) for span in block.spans)
    marked = any(span.mark for span in block.spans)
    return "\n".join(
        [
            _opening("timeline", name),
            f"<thead><tr><td></td><td>{axis(block)}</td><td></td></tr></thead>",
            f"<tbody>\n{rows}\n</tbody>",
            "</table></div>",
            f'<p class="legend">{vocabulary.timeline_key(block.today, marked=marked)}</p>',
        ]
    )


def _opening(kind: str, name: str, own_name: str = "") -> str:
    """Returns the start tags of a table of a class, in an area that scrolls."""
    named = f' aria-labelledby="{name}"' if name else ""
    named = f' aria-label="{escape(own_name)}"' if own_name else named
    kinds = [kind] if kind else []
    return f'<div class="scroll" role="group" tabindex="0"{named}>\n<table{_class(kinds)}{named}>'


def _span(span: doc.Span, block: doc.Timeline, items: ItemAnchors) -> str:
    """Returns the row of a span; its number leads to its item."""
    number, gap, title = span.label.partition("  ")
    link = items.links(number)
    label = f"{link}{gap}{html_text(title)}" if link else html_text(span.label)
    words = html_text(span.words)
    drawing = f"<td>{span_drawing(block, span)}</td>"
    return f'<tr><th scope="row">{label}</th>{drawing}<td>{words}</td></tr>'


def _row(row: doc.Row, block: doc.Table, citations: Citations, items: ItemAnchors) -> str:
    """Returns a row, with its level and kind as classes."""
    kinds = [f"level-{min(row.level, 3)}"] if row.level else []
    kinds += ["heading"] if row.heading else []
    kinds += ["struck"] if row.struck else []
    places = range(len(block.columns))
    cells = "".join(_cell(row, place, block, citations, items) for place in places)
    return f"<tr{items.attribute(row)}{_class(kinds)}>{cells}</tr>"


def _cell(
    row: doc.Row, place: int, block: doc.Table, citations: Citations, items: ItemAnchors
) -> str:
    """Returns a cell; if the first cell names the row, it is the header of the row."""
    column, cell = block.columns[place], row.cells[place]
    numbers = items.linked(cell, row) if column.title in NUMBER_LISTS else None
    shown = numbers or html_line(cell, citations)
    if row.struck and shown:
        shown = f"<s>{shown}</s>"
    if row.struck and not place:
        shown += f'<span class="unseen"> ({vocabulary.STRUCK})</span>'
    classes = _classes(column, block, unbroken=_is_short(cell))
    is_name = block.named and not place
    kind, scope = ("th", ' scope="row"') if is_name else ("td", "")
    has_label = block.titled and shown and column.title and column.title != doc.NUMBERS
    label = f' data-label="{escape(column.title)}"' if has_label else ""
    return f"<{kind}{scope}{classes}{label}>{shown}</{kind}>"


def _is_short(cell: doc.Line) -> bool:
    """True if a cell of figures fits on one line: it has no bar and no long name."""
    has_bar = any(isinstance(part, doc.Bar) for part in cell)
    words = plain_text(tuple(part for part in cell if not isinstance(part, doc.Strip)))
    return not has_bar and len(words) <= UNBROKEN_LENGTH


def _classes(column: doc.Column, block: doc.Table, *, unbroken: bool = True) -> str:
    """Returns the `class` attribute of a cell, from its alignment and whether its text wraps."""
    kinds = ["right"] if column.align is doc.Align.RIGHT else []
    if column.wrapping:
        return _class([*kinds, "text", *(["main"] if _is_main(column, block) else [])])
    return _class([*kinds, "whole"] if unbroken else [*kinds, "text"])


def _is_main(column: doc.Column, block: doc.Table) -> bool:
    """True if a column is the main one: the column of titles, if the table has it."""
    if any(each.title in TITLES for each in block.columns):
        return column.title in TITLES
    return column.priority == doc.ALWAYS and (column.least or READABLE_WIDTH) >= READABLE_WIDTH


def _class(kinds: Iterable[str]) -> str:
    """Returns the `class` attribute for a cell; "" if it has no classes."""
    names = " ".join(kinds)
    return f' class="{names}"' if names else ""
