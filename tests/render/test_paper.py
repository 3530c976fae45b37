"""Tables on paper: every column stands, texts share the room, a wide table lays the page down."""

from __future__ import annotations

from hypothesis import given, settings

from bptip.document import Bar, Column, Document, Row, StatusMark, Strip, Table, plain
from bptip.model import Status
from bptip.render.columns import GAP, WIDEST
from bptip.render.paper import DRAWN, LYING, UPRIGHT, measured, width_of, widths
from render.arbitrary_documents import tables
from render.specimen import OBJECTIVES, SPECIMEN

TEXT = Column("Text", wrapping=True)
ID = Column("#")


def of_texts(*lengths: int, columns: tuple[Column, ...] = ()) -> Table:
    """A table of one row whose texts are so long."""
    cells = tuple(plain(("word " * length)[: length - 1] + "x") for length in lengths)
    return Table(columns or (TEXT,) * len(lengths), (Row(cells),))


def total(columns: dict[int, int]) -> int:
    return sum(columns.values()) + GAP * (len(columns) - 1)


def test_a_table_that_fits_is_as_wide_as_its_cells() -> None:
    assert widths(of_texts(4, 30), UPRIGHT) == {0: 4, 1: 30}


def test_figures_stay_whole_and_texts_get_the_rest() -> None:
    shared = widths(of_texts(5, 500, columns=(ID, TEXT)), UPRIGHT)
    assert shared == {0: 5, 1: UPRIGHT - GAP - 5}


def test_a_short_text_is_not_starved_by_a_long_one() -> None:
    """The long one gets more only when the short one stands on a line, or is as wide as reads."""
    assert widths(of_texts(45, 900), UPRIGHT)[0] > 24
    assert widths(of_texts(80, 900), LYING)[0] >= WIDEST


def test_no_column_steps_aside_and_the_page_is_full_at_most() -> None:
    columns = (ID, TEXT, *(Column("Late", wrapping=True, priority=n) for n in (1, 2, 3)))
    shared = widths(of_texts(5, 400, 400, 400, 400, columns=columns), UPRIGHT)
    assert list(shared) == [0, 1, 2, 3, 4]
    assert total(shared) == UPRIGHT


@given(tables())
@settings(max_examples=60)
def test_every_column_of_any_table_stands(table: Table) -> None:
    shared = widths(table, UPRIGHT)
    assert sorted(shared) == list(range(len(table.columns)))
    assert min(shared.values()) >= 1


def test_what_is_drawn_is_measured_as_drawn() -> None:
    marks = (StatusMark(Status.DELAYED, "late"),)
    cells = ((Bar(dict.fromkeys(Status, 1)),), (Strip((None, Status.DELAYED)),), marks)
    table = Table((Column(""), Column(""), Column("")), (Row(cells),))
    assert [each.natural for each in measured(table)] == [DRAWN, 4, 6]


def test_the_page_lies_down_for_a_table_that_would_be_crammed() -> None:
    columns = (ID, TEXT, *(Column("A date here", priority=n) for n in range(1, 9)))
    wide = of_texts(5, 200, *(11 for _ in range(8)), columns=columns)
    assert width_of(Document((of_texts(200, 200),))) == UPRIGHT
    assert width_of(Document((of_texts(200, 200), wide))) == LYING
    assert width_of(SPECIMEN) == width_of(Document((OBJECTIVES,))) == LYING
