"""CSV: Excel and Python read back what was there, and a text is never a formula."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from io import StringIO
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bptip.pages.view import Rows
from bptip.plan.model import Status
from bptip.render.csv import draw
from bptip.render.layout.canvas import Canvas
from bptip.render.visible import visible
from render.hostile_texts import HOSTILE, texts

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")


SEPARATORS: Final = (",", ";", "\t")


def drawn(columns: tuple[str, ...], *rows: Mapping[str, Any], separator: str = ",") -> bytes:
    return draw(Rows(columns, rows), Canvas(separator=separator))


def read(content: bytes, separator: str = ",", *, strict: bool = True) -> list[list[str]]:
    """Returns the cells, as Python reads them."""
    text = StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=separator, strict=strict))


def cell(value: object) -> str:
    """Returns a value's cell."""
    _, (found, _) = read(drawn(("value", "beside"), {"value": value, "beside": 1}))
    return found


def test_a_file_has_a_mark_and_windows_ends_of_lines() -> None:
    assert drawn(("a", "b"), {"a": 1, "b": "x"}) == b"\xef\xbb\xbfa,b\r\n1,x\r\n"


def test_the_header_stands_without_rows() -> None:
    assert read(drawn(("id", "title"))) == [["id", "title"]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-74, "-74"),
        (0.5, "0.5"),
        (-1.5, "-1.5"),
        (date(2026, 3, 31), "2026-03-31"),
        (Status.IN_PROGRESS, "in-progress"),
        ([], ""),
        (["Indonesia", "Viet Nam"], "Indonesia; Viet Nam"),
        ([date(2026, 3, 31), date(2026, 4, 1)], "2026-03-31; 2026-04-01"),
        ([True, None, 1], "true; ; 1"),
        ("two\nlines", "two\nlines"),
        ('a "word", a; b', 'a "word", a; b'),
        ("", ""),
    ],
    ids=repr,
)
def test_a_value_as_a_cell(value: object, expected: str) -> None:
    assert cell(value) == expected


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_a_text_that_looks_like_a_formula_is_guarded(sign: str) -> None:
    assert cell(f"{sign}1+1") == f"'{sign}1+1"
    assert cell([f"{sign}1+1", "b"]) == f"'{sign}1+1; b"


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("a;=1", "a;'=1"),
        ("a,＝1", "a,'＝1"),
        ("a\t@b", "a\t'@b"),
        ('a;"=1"', 'a;"\'=1"'),
        ("a\n=1", "a\n'=1"),
        ("a\x0b=1", "a\n'=1"),
        ("a\u2028;@1", "a\n;'@1"),
        ("a\n- b(1)", "a\n'- b(1)"),
        ("a\n- b\n- c", "a\n- b\n- c"),
        ("a; -1, +2", "a; -1, +2"),
        ("a=1, b;c", "a=1, b;c"),
    ],
    ids=repr,
)
def test_where_a_cell_could_begin_for_a_reader_elsewhere_no_formula_begins(
    text: str, guarded: str
) -> None:
    """After a separator of any country; an item of a list that runs nothing stays as it is."""
    assert cell(text) == guarded


@pytest.mark.parametrize("written", SEPARATORS, ids=repr)
@pytest.mark.parametrize("reader", SEPARATORS, ids=repr)
@given(st.lists(st.text(",;\t\n\r\"'=+-@a", max_size=12), min_size=2, max_size=2))
@settings(max_examples=150)
def test_no_cell_is_a_formula_whatever_the_reader_takes_for_a_separator(
    written: str, reader: str, values: list[str]
) -> None:
    content = drawn(("a", "b"), dict(zip("ab", values, strict=True)), separator=written)
    cells = [each for row in read(content, reader, strict=False) for each in row]
    assert not [each for each in cells if each.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("separator", SEPARATORS, ids=repr)
def test_another_separator_gives_the_same_cells(separator: str) -> None:
    row = {"a": f"x{separator}y", "b": 1.5}
    assert read(drawn(("a", "b"), row, separator=separator), separator) == [
        ["a", "b"], [f"x{separator}y", "1.5"]
    ]  # fmt: skip


def test_a_name_that_looks_like_a_formula_is_guarded() -> None:
    assert read(drawn(("values",), {"values": {"=1": 2}})) == [["values.=1"], ["2"]]
    assert read(drawn(("=1",), {"=1": 2})) == [["'=1"], ["2"]]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_a_visible_text(text: str) -> None:
    guard = "'" if text.startswith((*FORMULA_SIGNS, "\r")) else ""
    assert cell(text) == guard + visible(text)


def test_records_within_records_have_columns_of_their_own() -> None:
    rows: list[dict[str, Any]] = [
        {"id": "1", "by": {"completed": 1, "delayed": 0}, "late": False},
        {"id": "2", "by": {"completed": 0, "delayed": 3}, "late": True},
    ]
    assert read(drawn(("id", "by", "late"), *rows)) == [
        ["id", "by.completed", "by.delayed", "late"],
        ["1", "1", "0", "false"],
        ["2", "0", "3", "true"],
    ]


def test_records_may_have_different_keys_or_none() -> None:
    """Values of indicators; an update may have none."""
    rows: list[dict[str, Any]] = [
        {"values": {"sites": 2}},
        {"values": {}},
        {"values": {"people": 74, "sites": 3}},
    ]
    assert read(drawn(("values",), *rows)) == [
        ["values.sites", "values.people"],
        ["2", ""],
        ["", ""],
        ["3", "74"],
    ]


def test_where_a_record_may_be_missing_its_cells_are_empty() -> None:
    """An item that a comparison found only in one of two plans."""
    rows: list[dict[str, Any]] = [
        {"old": {"id": "1", "title": "a"}, "new": None},
        {"old": None, "new": {"id": "2", "title": "b"}},
    ]
    assert read(drawn(("old", "new"), *rows)) == [
        ["old.id", "old.title", "new.id", "new.title"],
        ["1", "a", "", ""],
        ["", "", "2", "b"],
    ]


def test_a_list_of_records_is_no_program_text() -> None:
    """The fields of a change: neither braces nor quotation marks of Python."""
    fields = [{"field": "title", "old": "a", "new": "b"}, {"field": "due", "old": None, "new": "c"}]
    assert not set("{}'") & set(cell(fields))


def test_a_key_may_have_a_dot() -> None:
    assert read(drawn(("values",), {"values": {"a.b": 1}})) == [["values.a.b"], ["1"]]


values: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    texts,
    st.lists(texts, max_size=3),
)


@given(st.lists(st.tuples(values, values, texts), max_size=5))
@settings(max_examples=50)
def test_every_row_has_all_columns_and_every_text(rows: list[tuple[Any, Any, str]]) -> None:
    columns = ("one", "two", "text")
    content = drawn(columns, *(dict(zip(columns, row, strict=True)) for row in rows))
    head, *found = read(content)
    assert head == list(columns)
    assert [len(row) for row in found] == [3] * len(rows)
    for (*_, told), (*_, text) in zip(found, rows, strict=True):
        assert told in (visible(text), "'" + visible(text))
    for row in found:
        for one in row:
            assert not one.startswith(FORMULA_SIGNS) or is_number(one)


@given(values)
@settings(max_examples=50)
def test_a_cell_begins_like_a_formula_only_if_it_is_a_number(value: object) -> None:
    assert not cell(value).startswith(FORMULA_SIGNS) or isinstance(value, int | float)


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
