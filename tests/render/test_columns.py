"""Which columns of a table stand and how wide, whatever the table."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bptip.document import ALWAYS, Column
from bptip.render.columns import GAP, READABLE, TIGHT, TOLERABLE, Measured, held, laid_out

measured = st.builds(
    lambda natural, priority, wrapping, least: (
        natural,
        Column("", priority=priority, wrapping=wrapping, least=least),
    ),
    st.integers(1, 120),
    st.integers(0, 4),
    st.booleans(),
    st.integers(0, 30),
)
tables = st.lists(measured, min_size=1, max_size=7).map(
    lambda columns: [
        Measured(place, column, natural) for place, (natural, column) in enumerate(columns)
    ]
)
widths = st.integers(40, 160)


def needed(columns: list[Measured]) -> int:
    """The least width of a table of these columns."""
    return sum(each.least for each in columns) + GAP * (len(columns) - 1)


def test_a_wide_canvas_gives_each_column_its_own_width() -> None:
    columns = [
        Measured(0, Column("#"), 4),
        Measured(1, Column("Title", wrapping=True), 50),
        Measured(2, Column("By", wrapping=True, priority=1), 20),
    ]
    assert laid_out(columns, 120) == {0: 4, 1: 50, 2: 20}


def test_text_gives_way_before_a_column_steps_aside() -> None:
    columns = [
        Measured(0, Column("#"), 4),
        Measured(1, Column("Title", wrapping=True), 50),
        Measured(2, Column("By", wrapping=True, priority=1), 20),
    ]
    assert laid_out(columns, 4 + 2 + READABLE + 2 + TOLERABLE) == {0: 4, 1: READABLE, 2: TOLERABLE}
    assert set(laid_out(columns, 4 + 2 + READABLE + 2 + TOLERABLE - 1)) == {0, 1}


@given(tables, widths)
@settings(max_examples=50)
def test_a_column_of_always_never_steps_aside(columns: list[Measured], width: int) -> None:
    always = {each.place for each in columns if each.column.priority == ALWAYS}
    assert always <= set(laid_out(columns, width))


@given(tables, widths)
@settings(max_examples=50)
def test_the_least_telling_step_aside_first(columns: list[Measured], width: int) -> None:
    standing = set(laid_out(columns, width))
    gone = [each.column.priority for each in columns if each.place not in standing]
    stayed = [each.column.priority for each in columns if each.place in standing]
    assert min(gone, default=9) >= max(stayed, default=0)


@given(tables, widths)
@settings(max_examples=50)
def test_no_column_steps_aside_without_need(columns: list[Measured], width: int) -> None:
    """With the one that went last, the table would not fit."""
    standing = laid_out(columns, width)
    gone = [each for each in columns if each.place not in standing]
    if gone:
        dearest = min(each.column.priority for each in gone)
        back = [each for each in gone if each.column.priority == dearest]
        stayed = [each for each in columns if each.place in standing]
        assert needed([*stayed, back[-1]]) > width


@given(tables, widths)
@settings(max_examples=50)
def test_figures_have_their_own_width(columns: list[Measured], width: int) -> None:
    given_widths = laid_out(columns, width)
    for each in columns:
        if not each.column.wrapping and each.place in given_widths:
            assert given_widths[each.place] == each.natural


@given(tables, widths)
@settings(max_examples=50)
def test_the_table_fits_where_that_can_be(columns: list[Measured], width: int) -> None:
    """Where text pressed to TIGHT beside whole figures would fit."""
    given_widths = laid_out(columns, width)
    standing = [each for each in columns if each.place in given_widths]
    tightest = sum(
        min(each.least, TIGHT) if each.column.wrapping else each.natural for each in standing
    )
    if tightest + GAP * (len(standing) - 1) <= width:
        assert sum(given_widths.values()) + GAP * (len(standing) - 1) <= width


@given(tables, widths)
@settings(max_examples=50)
def test_no_column_is_wider_than_what_it_holds(columns: list[Measured], width: int) -> None:
    given_widths = laid_out(columns, width)
    assert all(given_widths.get(each.place, 1) <= each.natural for each in columns)


@given(tables, widths)
@settings(max_examples=50)
def test_no_width_is_left_over_while_a_text_is_broken(columns: list[Measured], width: int) -> None:
    given_widths = laid_out(columns, width)
    standing = [each for each in columns if each.place in given_widths]
    used = sum(given_widths.values()) + GAP * (len(standing) - 1)
    if any(given_widths[each.place] < each.natural for each in standing):
        assert used >= width


@given(st.lists(st.integers(1, 60), min_size=1, max_size=7), widths)
@settings(max_examples=50)
def test_what_no_page_can_hold_is_taken_from_the_widest(natural: list[int], width: int) -> None:
    """Nothing is taken where all fits; else the page is full, and no column gets wider or goes."""
    given = held(dict(enumerate(natural)), width)
    whole = sum(natural) + GAP * (len(natural) - 1)
    assert sum(given.values()) + GAP * (len(natural) - 1) == min(whole, width)
    assert all(1 <= given[place] <= most for place, most in enumerate(natural))
    cut = [given[place] for place, most in enumerate(natural) if given[place] < most]
    assert not cut or max(given.values()) - min(cut) <= 1
