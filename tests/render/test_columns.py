"""Which columns of a table stand and how wide, whatever the table."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bptip.pages.document import ALWAYS, Column
from bptip.render.layout.columns import (
    COLUMN_GAP,
    READABLE_WIDTH,
    TIGHTEST_WIDTH,
    TOLERABLE_WIDTH,
    TOWER_SHARE,
    MeasuredColumn,
    column_widths,
    is_too_narrow,
)

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
        MeasuredColumn(place, column, natural) for place, (natural, column) in enumerate(columns)
    ]
)
widths = st.integers(40, 160)


def needed(columns: list[MeasuredColumn]) -> int:
    """Returns the least width of a table of these columns."""
    return sum(each.least for each in columns) + COLUMN_GAP * (len(columns) - 1)


def test_a_wide_canvas_gives_each_column_its_own_width() -> None:
    columns = [
        MeasuredColumn(0, Column("#"), 4),
        MeasuredColumn(1, Column("Title", wrapping=True), 50),
        MeasuredColumn(2, Column("By", wrapping=True, priority=1), 20),
    ]
    assert column_widths(columns, 120) == {0: 4, 1: 50, 2: 20}


def test_text_gives_way_before_a_column_steps_aside() -> None:
    columns = [
        MeasuredColumn(0, Column("#"), 4),
        MeasuredColumn(1, Column("Title", wrapping=True), 50),
        MeasuredColumn(2, Column("By", wrapping=True, priority=1), 20),
    ]
    least = 4 + 2 + READABLE_WIDTH + 2 + TOLERABLE_WIDTH
    assert column_widths(columns, least) == {0: 4, 1: READABLE_WIDTH, 2: TOLERABLE_WIDTH}
    assert set(column_widths(columns, least - 1)) == {0, 1}


@given(tables, widths)
@settings(max_examples=50)
def test_a_column_of_always_never_steps_aside(columns: list[MeasuredColumn], width: int) -> None:
    always = {each.place for each in columns if each.column.priority == ALWAYS}
    assert always <= set(column_widths(columns, width))


@given(tables, widths)
@settings(max_examples=50)
def test_the_least_telling_step_aside_first(columns: list[MeasuredColumn], width: int) -> None:
    standing = set(column_widths(columns, width))
    gone = [each.column.priority for each in columns if each.place not in standing]
    stayed = [each.column.priority for each in columns if each.place in standing]
    assert min(gone, default=9) >= max(stayed, default=0)


@given(tables, widths)
@settings(max_examples=50)
def test_no_column_steps_aside_without_need(columns: list[MeasuredColumn], width: int) -> None:
    """With the one that went last, the table would not fit."""
    standing = column_widths(columns, width)
    gone = [each for each in columns if each.place not in standing]
    if gone:
        dearest = min(each.column.priority for each in gone)
        back = [each for each in gone if each.column.priority == dearest]
        stayed = [each for each in columns if each.place in standing]
        assert needed([*stayed, back[-1]]) > width


@given(tables, widths)
@settings(max_examples=50)
def test_figures_have_their_own_width(columns: list[MeasuredColumn], width: int) -> None:
    given_widths = column_widths(columns, width)
    for each in columns:
        if not each.column.wrapping and each.place in given_widths:
            assert given_widths[each.place] == each.natural


@given(tables, widths)
@settings(max_examples=50)
def test_the_table_fits_where_that_can_be(columns: list[MeasuredColumn], width: int) -> None:
    """Where text pressed to TIGHTEST_WIDTH beside whole figures would fit."""
    given_widths = column_widths(columns, width)
    standing = [each for each in columns if each.place in given_widths]
    tightest = sum(
        min(each.least, TIGHTEST_WIDTH) if each.column.wrapping else each.natural
        for each in standing
    )
    if tightest + COLUMN_GAP * (len(standing) - 1) <= width:
        assert sum(given_widths.values()) + COLUMN_GAP * (len(standing) - 1) <= width


@given(tables, widths)
@settings(max_examples=50)
def test_no_column_is_wider_than_what_it_holds(columns: list[MeasuredColumn], width: int) -> None:
    given_widths = column_widths(columns, width)
    assert all(given_widths.get(each.place, 1) <= each.natural for each in columns)


@given(tables, widths)
@settings(max_examples=50)
def test_no_width_is_left_over_while_a_text_is_broken(
    columns: list[MeasuredColumn], width: int
) -> None:
    given_widths = column_widths(columns, width)
    standing = [each for each in columns if each.place in given_widths]
    used = sum(given_widths.values()) + COLUMN_GAP * (len(standing) - 1)
    if any(given_widths[each.place] < each.natural for each in standing):
        assert used >= width


@given(tables, widths)
@settings(max_examples=50)
def test_what_is_not_too_narrow_cuts_no_figure_and_has_no_tower(
    columns: list[MeasuredColumn], width: int
) -> None:
    """Then the table fits, and a text has at least the most part of what it should have."""
    if is_too_narrow(columns, width):
        return
    given_widths = column_widths(columns, width)
    assert sum(given_widths.values()) + COLUMN_GAP * (len(given_widths) - 1) <= width
    standing = [each for each in columns if each.place in given_widths]
    texts = [each for each in standing if each.column.wrapping]
    assert sum(given_widths[each.place] for each in texts) >= sum(each.tightest for each in texts)


@given(tables, widths)
@settings(max_examples=50)
def test_what_fits_is_never_too_narrow(columns: list[MeasuredColumn], width: int) -> None:
    assert needed(columns) > width or not is_too_narrow(columns, width)


def test_a_page_is_too_narrow_before_its_texts_are_towers() -> None:
    """Three texts of 24 letters at least beside an id: not where each has less than half."""
    columns = [
        MeasuredColumn(0, Column("#"), 4),
        *(MeasuredColumn(place, Column("Title", wrapping=True), 50, word=9) for place in (1, 2, 3)),
    ]
    tightest = 4 + 3 * COLUMN_GAP + 3 * round(TOWER_SHARE * READABLE_WIDTH)
    assert [is_too_narrow(columns, width) for width in (40, tightest - 1, tightest)] == [
        *(True, True, False)
    ]
