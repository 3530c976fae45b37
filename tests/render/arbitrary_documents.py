"""Strategies of pages: any blocks in any order, with any texts in them."""

from __future__ import annotations

from datetime import date
from typing import Final

from hypothesis import strategies as st

from bptip.pages import document as doc
from bptip.plan.model import Outlook, Status
from render.hostile_texts import addresses, texts

statuses: Final = st.sampled_from(Status)
dates: Final = st.dates(date(1990, 1, 1), date(2060, 12, 31))
counts: Final = st.dictionaries(statuses, st.integers(0, 400))

pieces: Final = st.builds(doc.Text, texts, st.sampled_from(doc.Role))

inlines: Final[st.SearchStrategy[doc.Inline]] = st.one_of(
    pieces,
    pieces,
    st.builds(doc.StatusMark, statuses, texts),
    st.builds(doc.OutlookMark, st.sampled_from(Outlook), texts),
    st.builds(doc.Link, addresses, st.lists(pieces, max_size=2).map(tuple)),
    st.builds(doc.Citation, st.integers(1, 999)),
    st.builds(doc.Day, dates),
    st.builds(doc.Bar, counts),
    st.builds(doc.Strip, st.lists(st.none() | statuses, max_size=6).map(tuple)),
)

lines: Final[st.SearchStrategy[doc.Line]] = st.lists(inlines, max_size=4).map(tuple)

columns: Final = st.builds(
    doc.Column,
    texts,
    st.sampled_from(doc.Align),
    st.integers(0, 4),
    st.booleans(),
    st.integers(0, 20),
    st.integers(0, 3),
    st.integers(0, 3),
    st.booleans(),
)


@st.composite
def tables(draw: st.DrawFn) -> doc.Table:
    """Draws a table: its rows have a cell for each column, and not all columns are drawings."""
    first = draw(columns)._replace(visual=False)
    head = (first, *draw(st.lists(columns, max_size=4)))
    cells = st.tuples(*(lines for _ in head))
    rows = st.builds(doc.Row, cells, st.integers(0, 2), st.booleans(), st.booleans())
    return doc.Table(head, tuple(draw(st.lists(rows, max_size=3))), draw(st.booleans()))


spans: Final = st.builds(doc.Span, texts, dates, dates, statuses, st.none() | dates)

blocks: Final[st.SearchStrategy[doc.Block]] = st.one_of(
    st.builds(doc.Heading, lines, st.integers(1, 6), st.just(()) | lines),
    st.builds(doc.Paragraph, st.lists(lines, min_size=1, max_size=3).map(tuple)),
    st.builds(doc.Notice, lines),
    st.builds(
        doc.Bullets,
        st.lists(lines, min_size=1, max_size=3).map(tuple),
        st.booleans(),
        st.integers(1, 9),
    ),
    st.builds(
        doc.Facts,
        st.lists(
            st.tuples(texts, st.lists(lines, max_size=2).map(tuple)), min_size=1, max_size=3
        ).map(tuple),
    ),
    tables(),
    st.builds(
        doc.Timeline, dates, dates, dates, st.lists(spans, min_size=1, max_size=3).map(tuple)
    ),
    st.builds(doc.References, st.lists(addresses, min_size=1, max_size=3).map(tuple)),
    st.builds(doc.Example, texts),
)

documents: Final = st.builds(doc.Document, st.lists(blocks, max_size=4).map(tuple), lines)
