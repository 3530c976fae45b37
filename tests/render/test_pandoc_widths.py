"""Columns of a Markdown table, as pandoc shares its page among them: figures stay whole."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from hypothesis import given, settings

from bptip.pages.document import Column, Day, Line, Row, StatusMark, Table, plain
from bptip.plan.model import Status
from bptip.render.layout.letters import printed
from bptip.render.markdown.widths import EDGES, PAGE, TIGHT, column_widths
from render.arbitrary_documents import tables

TEXT: Final = Column("Text", wrapping=True)
FIGURE: Final = Column("#")

LONG: Final = plain(
    "Train the staff of consulates to identify and protect victims of trafficking " * 2
)
STATUS: Final[Line] = (StatusMark(Status.NOT_REPORTED, "not reported"),)
DAY: Final[Line] = ((Day(date(2026, 12, 31))),)


def shared(*cells: Line, columns: tuple[Column, ...] = ()) -> list[int]:
    """The widths of the columns of a table of one row, without their edges."""
    columns = columns or tuple(TEXT if cell is LONG else FIGURE for cell in cells)
    return [
        each - EDGES for each in column_widths(Table(columns, (Row(cells),)), range(len(cells)))
    ]


def holds(width: int, text: str) -> bool:
    """Whether a text stands on one line."""
    return width >= 2 * printed(text)


def test_figures_stay_whole_and_texts_get_the_rest() -> None:
    number, text, day = shared(plain("12.13"), LONG, DAY)
    assert holds(number, "12.13")
    assert holds(day, "31 Dec 2026")
    assert number + text + day + 3 * EDGES == PAGE


def test_a_table_that_fits_is_as_wide_as_its_cells() -> None:
    assert shared(plain("0123456789"), plain("01234")) == [20, 10]


def test_where_room_is_short_no_word_of_a_figure_breaks() -> None:
    """However many columns: a date may stand on three lines, a status on two."""
    columns = (FIGURE, TEXT, TEXT, FIGURE, TEXT, FIGURE, FIGURE, TEXT)
    cells = (plain("1-2/1.10"), LONG, STATUS, plain("100 %"), LONG, DAY, plain("off track"), LONG)
    widths = shared(*cells, columns=columns)
    assert sum(widths) + EDGES * len(widths) <= PAGE
    for place, word in ((0, "1-2/1.10"), (2, "reported"), (3, "100"), (5, "2026"), (6, "track")):
        assert holds(widths[place], word), word
    assert min(widths[1], widths[4], widths[7]) >= TIGHT


def test_a_figure_breaks_only_beside_a_tall_text() -> None:
    assert holds(shared(DAY, LONG)[0], "31 Dec 2026")
    many = (plain("1 of 12"), plain("1 of 12"), LONG, plain("unknown"), DAY, DAY, DAY)
    assert not holds(shared(*many)[-1], "31 Dec 2026")


def test_of_two_texts_the_longer_gets_more() -> None:
    short, long = shared(plain("a few words in a row " * 4), LONG, columns=(TEXT, TEXT))
    assert TIGHT < short < long


def test_a_column_that_is_left_out_takes_nothing() -> None:
    table = Table((FIGURE, FIGURE), (Row((plain("01"), plain("0123"))),))
    assert column_widths(table, [1]) == [8 + EDGES]


@pytest.mark.parametrize("many", [1, 40])
def test_the_same_rows_again_change_nothing(many: int) -> None:
    row = Row((plain("1"), LONG, STATUS))
    once, again = (Table((Column(""), Column("", wrapping=True), Column("")), (row,) * n)
                   for n in (1, many))  # fmt: skip
    assert column_widths(once, range(3))[0] == column_widths(again, range(3))[0]


@given(tables())
@settings(max_examples=60)
def test_every_column_of_any_table_stands(table: Table) -> None:
    widths = column_widths(table, range(len(table.columns)))
    assert len(widths) == len(table.columns)
    assert min(widths) > EDGES
    assert all(each <= PAGE for each in widths)
