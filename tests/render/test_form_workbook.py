"""The workbook of a form: locked and free cells, lists, print settings, the same bytes twice."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from bptip.exchange.forms.form_words import HEADINGS, LOCKED, Place
from bptip.render.xlsx.form import render
from exchange.forms import form


@pytest.fixture(scope="module")
def book() -> Any:
    """The workbook of a form, read by another library."""
    return load_workbook(BytesIO(render(form())))


@pytest.fixture(scope="module")
def sheet(book: Any) -> Any:
    """The sheet to fill in."""
    return book["Return"]


def cells_of(sheet: Any) -> dict[tuple[str, Place], Any]:
    """Returns the cells of each row by its key and the column's."""
    keys = [cell.value for cell in sheet[5]]
    return {
        (row[keys.index("key")].value, Place(name)): cell
        for row in sheet.iter_rows(min_row=6)
        for name, cell in zip(keys, row, strict=True)
        if name in {*Place}
    }


def test_the_same_form_gives_the_same_bytes() -> None:
    assert render(form()) == render(form())


def test_the_sheets_are_the_form_the_help_and_the_hidden_keys(book: Any) -> None:
    assert book.sheetnames == ["Return", "How to fill this in", "_bptip"]
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible", "visible", "hidden"]


def test_the_header_has_every_column_in_words(sheet: Any) -> None:
    assert [cell.value for cell in sheet[4]][: len(HEADINGS)] == list(HEADINGS.values())
    assert sheet.column_dimensions["L"].hidden
    assert sheet.row_dimensions[5].hidden


def test_only_what_can_be_filled_in_is_unlocked(sheet: Any) -> None:
    """Protected without a password, so that nobody is locked out."""
    assert sheet.protection.sheet
    assert not sheet.protection.password
    cells = cells_of(sheet)
    free = {
        place for (key, place), cell in cells.items() if key == "1.1" and not cell.protection.locked
    }
    assert free == {*Place} - {*LOCKED} - {Place.VALUE}
    assert not cells["1.2#people", Place.VALUE].protection.locked
    assert cells["1.2#people", Place.STATUS].protection.locked


def test_each_status_is_chosen_from_a_range_of_the_hidden_sheet(book: Any, sheet: Any) -> None:
    cell = cells_of(sheet)["1.1", Place.STATUS]
    (rule,) = [
        each for each in sheet.data_validations.dataValidation if cell.coordinate in each.sqref
    ]
    assert rule.type == "list"
    place = rule.formula1.removeprefix("_bptip!")
    words = [row[0].value for row in book["_bptip"][place.replace("$", "")]]
    assert words[:2] == ["Not started", "In progress"]
    assert words[-1] == "No change since the last report"


def test_it_is_printed_on_landscape_a4_with_the_header_on_each_page(sheet: Any) -> None:
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.freeze_panes == "C6"
    assert sheet.print_area == f"'Return'!$A$1:$K${sheet.max_row}"


def test_what_is_locked_is_grey_and_what_is_private_stands_out(sheet: Any) -> None:
    """In lightness too, so that a grey print tells them apart."""
    cells = cells_of(sheet)
    colours = [
        cells["1.1", place].fill.fgColor.rgb
        for place in (Place.ACTIVITY, Place.NOTE, Place.SECRETARIAT)
    ]
    assert len({*colours}) == 3
    assert cells["1.1", Place.SECRETARIAT].font.italic


def test_rows_grow_when_more_is_typed() -> None:
    """Their heights are not marked as chosen by hand."""
    with ZipFile(BytesIO(render(form()))) as parts:
        text = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "customHeight" not in text
    assert ' ht="75"' in text


def test_texts_that_look_like_formulas_stay_texts() -> None:
    made = form()
    nasty = made._replace(plan_title='=HYPERLINK("http://example.org")\x1b[31m')
    cell = load_workbook(BytesIO(render(nasty)))["Return"]["H1"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://example.org")[U+001B][31m')


def test_the_hidden_sheet_has_what_was_shown(book: Any) -> None:
    rows = [[cell.value for cell in row[:8]] for row in book["_bptip"].iter_rows()]
    assert [row[:2] for row in rows[:7]] == [
        ["form", "1"], ["plan", "2026"], ["version", "1"], ["round", "R"],
        ["as-of", "2026-06-30"], ["due", "2026-07-31"], ["party", "Fiji"],
    ]  # fmt: skip
    header, first, *_ = rows[8:]
    assert header == ["key", "own", "shown", "promise", "number", "activity", "promised", "last"]
    assert first[0] == "1.1"
    assert first[2] == "a"
    assert first[4:] == ["1.1", "Hold a meeting", "Due: 30 Sep 2026", "In progress, 1 Mar 2026"]
