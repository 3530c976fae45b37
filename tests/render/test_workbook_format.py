"""An answer as a workbook: values of their kinds, texts that never act, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bptip.files.exchange.tables import read_table_file
from bptip.pages.document import Document, Heading, plain
from bptip.pages.view import AnswerTable, Rows
from bptip.plan.model import Status
from bptip.render.layout.canvas import Canvas
from bptip.render.theme import FILL_COLOURS
from bptip.render.visible import visible
from bptip.render.xlsx.answer import draw
from bptip.render.xlsx.cell_text import CUT, MAX_UNITS, cell_text, units
from bptip.render.xlsx.sheets import ink
from render.hostile_texts import HOSTILE

RECORD: Final = {
    "plan": "2026",
    "version": 2,
    "title": "Work plan",
    "as_of": date(2026, 6, 30),
    "notice": "A draft",
}

PAGE: Final = Document((Heading(plain("Work plan"), level=1, aside=plain("v2, only delayed")),))


def drawn(*rows: Mapping[str, Any], kind: str = "activities") -> bytes:
    """Returns the workbook of rows with one set of keys."""
    columns = tuple(rows[0]) if rows else ("id", "title")
    return draw(AnswerTable(kind, Rows(columns, rows), RECORD, PAGE), Canvas())


def opened(content: bytes) -> Workbook:
    """Returns a workbook as openpyxl reads it."""
    return load_workbook(BytesIO(content))


def first(content: bytes) -> Worksheet:
    """Returns the sheet with the rows."""
    sheet = opened(content).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_the_rows_are_a_table_with_a_filter_and_a_header_that_stays() -> None:
    """The sheet has the name of what its rows are."""
    sheet = first(drawn({"id": "2026/1.1", "title": "Train"}, {"id": "2026/1.2", "title": "Map"}))
    assert sheet.title == "Activities"
    assert sheet.freeze_panes == "A2"
    (table,) = sheet.tables.values()
    assert (table.ref, table.autoFilter.ref) == ("A1:B3", "A1:B3")
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["id", "title"],
        ["2026/1.1", "Train"],
        ["2026/1.2", "Map"],
    ]


def test_without_rows_the_header_has_a_filter() -> None:
    """A table of Excel cannot be without rows."""
    sheet = first(drawn())
    assert [cell.value for cell in sheet[1]] == ["id", "title"]
    assert (dict(sheet.tables), sheet.auto_filter.ref) == ({}, "A1:B1")


@pytest.mark.parametrize(
    ("value", "expected", "number_format"),
    [
        (date(2026, 3, 31), datetime(2026, 3, 31), "yyyy-mm-dd"),  # noqa: DTZ001
        (date(1899, 1, 1), "1899-01-01", "General"),
        (40, 40, "General"),
        (0.5, 0.5, "General"),
        (float("nan"), "nan", "General"),
        ("1.10", "1.10", "General"),
        (True, "true", "General"),
        (["A", "B"], "A; B", "General"),
        (Status.DELAYED, "delayed", "General"),
        ("one\ntwo", "one\ntwo", "General"),
        ([], None, "General"),
        ("", None, "General"),
        (None, None, "General"),
    ],
    ids=repr,
)
def test_values_are_of_their_kind(value: object, expected: object, number_format: str) -> None:
    """Dates and numbers count and sort as such; all else is text."""
    cell = first(drawn({"value": value}))["A2"]
    assert (cell.value, cell.number_format) == (expected, number_format)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "{=1}", "<r><t>x</t></r>", "<r>", "internal:A1", "_x0041_"]
)
def test_a_text_is_never_a_formula_and_never_changed(text: str) -> None:
    """Not even one that the writing library has a meaning for."""
    content = drawn({"title": text})
    cell = first(content)["A2"]
    assert (str(cell.value).rstrip(), cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_acting_characters_are_shown(tmp_path: Path, text: str) -> None:
    """As in every other format; bptip's own reader finds what is shown."""
    file = tmp_path / "x.xlsx"
    file.write_bytes(drawn({"id": "x", "title": text}))
    table = read_table_file(file).tables[0]
    assert table.rows[1][1].text == visible(text).rstrip()


def test_an_address_leads_to_its_place() -> None:
    """Web and mail addresses alone; several in one cell are text."""
    links = ["https://example.org/a?b=1#c", "mailto:a@example.org", "javascript:x", "file:///etc",
             "see https://example.org", "https://example.org/" + "x" * 3_000]  # fmt: skip
    sheet = first(drawn(*({"evidence": link} for link in links)))
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == links
    assert [bool(cell.hyperlink) for cell in cells] == [True, True, False, False, False, False]


def test_a_status_is_coloured_in_its_column_alone() -> None:
    """In the theme's colours, with ink that can be read on them."""
    sheet = first(drawn(*({"status": each.value, "note": each.value} for each in Status)))
    for row, status in zip(sheet.iter_rows(min_row=2), Status, strict=True):
        fill = FILL_COLOURS[status].light
        assert row[0].fill.fgColor.rgb == f"FF{fill.upper()}"
        assert row[0].font.color.rgb == f"FF{ink(fill)[1:]}"
        assert row[1].fill.fill_type is None


def test_a_text_too_long_for_a_cell_is_cut_visibly() -> None:
    """Counted as workbooks count: an emoji is two."""
    assert cell_text("x" * MAX_UNITS) == "x" * MAX_UNITS
    for text in ("x" * (MAX_UNITS + 1), "😀" * MAX_UNITS, "x" + "😀" * MAX_UNITS):
        cut = cell_text(text)
        assert cut.endswith(CUT)
        assert text.startswith(cut.removesuffix(CUT))
        assert MAX_UNITS - 2 <= units(cut) <= MAX_UNITS
    cell = first(drawn({"title": "x" * 40_000}))["A2"]
    assert str(cell.value).endswith(CUT)


def test_columns_that_excel_takes_for_one_are_no_table() -> None:
    """Excel would repair a table in which two columns have one name."""
    sheet = first(drawn({"values.a": 1, "values.A": 2}))
    assert [cell.value for cell in sheet[1]] == ["values.a", "values.A"]
    assert (dict(sheet.tables), sheet.auto_filter.ref) == ({}, "A1:B2")


def test_a_second_sheet_says_what_the_rows_are() -> None:
    """The plan, its version, the day, the notice, and the meaning of each column."""
    about = opened(drawn({"id": "x", "values": {"a": 1}, "due_words": "x"}))["About"]
    rows = [tuple(cell.value for cell in row) for row in about.iter_rows(min_row=2)]
    assert rows == [
        ("A row is", "an activity of the plan"),
        ("Answer", "Work plan: v2, only delayed"),
        ("Plan", "2026"),
        ("Version", 2),
        ("Position on", datetime(2026, 6, 30)),  # noqa: DTZ001
        ("Notice", "A draft"),
        (None, None),
        ("Column", "Meaning"),
        ("id", "the id in the plan"),
        ("values.a", None),
        ("due_words", "the deadline as the plan has it, if that is not a day: 2025-Q2, ongoing"),
    ]
