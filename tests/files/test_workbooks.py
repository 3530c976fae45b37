"""Workbooks as tables: each cell as the page shows it, and what is beside the cells."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bptip.exchange.cells import MergedArea, SheetCell, SheetTable, TableFile
from bptip.files.exchange.tables import read_table_file
from files.raw_workbooks import MAIN, archive, inline, raw_workbook, relations, workbook_parts


@pytest.fixture
def book() -> Workbook:
    """A workbook whose first sheet is "Plan"."""
    book = Workbook()
    first_sheet(book).title = "Plan"
    return book


def first_sheet(book: Workbook) -> Worksheet:
    """Returns the sheet that a new workbook has."""
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def saved(book: Workbook, folder: Path) -> TableFile:
    """Returns the tables of a workbook that openpyxl has saved."""
    file = folder / "plan.xlsx"
    book.save(file)
    return read_table_file(file)


def read(folder: Path, raw: bytes, name: str = "plan.xlsx") -> TableFile:
    """Returns the tables of a workbook with these bytes."""
    file = folder / name
    file.write_bytes(raw)
    return read_table_file(file)


def only(tables: TableFile) -> SheetTable:
    """Returns the only table."""
    (table,) = tables.tables
    return table


def cell_of(book: Workbook, folder: Path, value: Any, number_format: str = "") -> SheetCell:
    """Returns the cell that shows a value in a number format."""
    cell = first_sheet(book).cell(1, 1, value)
    if number_format:
        cell.number_format = number_format
    return only(saved(book, folder)).rows[0][0]


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("General", "Done"),
        ("0.00", "Done"),
        ('"late"', "Done"),
        ("@", "Done"),
        ("0;-0;;@", "Done"),
        (";;;", ""),
        ('0;0;0;"late"', ""),
        ('"Not "@', "Not Done"),
        ('0;0;0;@" (late)"', "Done (late)"),
    ],
)
def test_a_text_is_read_as_the_page_shows_it(
    book: Workbook, tmp_path: Path, number_format: str, text: str
) -> None:
    """A number format can hide a text, or add words to it."""
    first_sheet(book).cell(2, 1, "below")
    cell = cell_of(book, tmp_path, "Done", number_format)
    assert (cell.text, cell.value) == (text, text or None)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (4.1, "0.00", "4.10"),
        (4.1, "General", "4.1"),
        (4, "General", "4"),
        (1 / 3, "General", "0.333333333333333"),
        (7, "000", "007"),
        (41, "0\\.0", "4.1"),
        (2.5, "0", "3"),
        (0.4, "0%", "40%"),
        (0.405, "0.0%", "40.5%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (5000, '"USD "#,##0', "USD 5,000"),
        (12.5, "[$€-407] #,##0.00", "€ 12.50"),
        (90, '0" days"', "90 days"),
        (3, '"Q"0', "Q3"),
        (-5, "0;(0);-", "(5)"),
        (0, "0;(0);-", "-"),
        (-1.25, "[Red]0.0", "-1.3"),
        (0.5, "# ?/?", "0.5"),
        (5, "[>=1]0;0.0", "5"),
        (123456, "#,##0,", "123"),
    ],
)
def test_a_number_is_written_as_the_page_shows_it(
    book: Workbook, tmp_path: Path, value: float, number_format: str, text: str
) -> None:
    """Its value is the number: 4.10 is not 4.1 where it is the number of an activity."""
    cell = cell_of(book, tmp_path, value, number_format)
    assert (cell.text, cell.value) == (text, value)


@pytest.mark.parametrize(
    "number_format",
    ["yyyy-mm-dd", "dd/mm/yyyy", "d-mmm", "mm-dd-yy", "[$-409]d\\-mmm\\-yy;@",
     "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "yyyy-mm-dd h:mm:ss"],
)  # fmt: skip
def test_a_date_that_shows_its_day_is_that_day(
    book: Workbook, tmp_path: Path, number_format: str
) -> None:
    """Whatever the order on the page."""
    cell = cell_of(book, tmp_path, datetime(2026, 3, 31, 14, 30), number_format)  # noqa: DTZ001
    assert (cell.text, cell.value) == ("2026-03-31", date(2026, 3, 31))


@pytest.mark.parametrize(
    ("number_format", "text"),
    [("mmm-yy", "Mar 2026"), ("mmmm yyyy", "Mar 2026"), ("yyyy", "2026"), ("h:mm", "14:30")],
)
def test_a_date_that_hides_its_day_is_no_day(
    book: Workbook, tmp_path: Path, number_format: str, text: str
) -> None:
    """Excel makes 1 March of "Mar 2026": nobody meant the first day."""
    value = datetime(2026, 3, 1, 14, 30)  # noqa: DTZ001
    if number_format == "h:mm":
        assert cell_of(book, tmp_path, value.time(), number_format).text == text
    else:
        cell = cell_of(book, tmp_path, value, number_format)
        assert (cell.text, cell.value) == (text, text)


def test_days_are_counted_as_the_workbook_counts_them(book: Workbook, tmp_path: Path) -> None:
    """From 1904 on in workbooks of old Macs; 1900 had no 29 February."""
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
    assert cell_of(book, tmp_path, date(2026, 3, 31)).value == date(2026, 3, 31)
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    rows = "".join(f'<row><c s="0"><v>{day}</v></c></row>' for day in (1, 59, 61, 46112))
    days = [row[0].value for row in only(read(tmp_path, raw_workbook(rows, styles=styles))).rows]
    assert days == [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2026, 3, 31)]


@pytest.mark.parametrize(("value", "text"), [(True, "TRUE"), (False, "FALSE")])
def test_true_and_false_are_words(
    book: Workbook, tmp_path: Path, *, value: bool, text: str
) -> None:
    """As a workbook shows them."""
    cell = cell_of(book, tmp_path, value)
    assert (cell.text, cell.value) == (text, value)


def test_texts_are_kept_exactly_but_for_trailing_blanks(tmp_path: Path) -> None:
    """In every script; line ends are line feeds, and characters by number are characters."""
    kept = ["  two  blanks", "e\u0301", "ខ្មែរ\u200bភាសា", "می\u200cخواهم", "=1+1", "one\ntwo"]
    written = [*kept[:-1], "one_x000D_\ntwo  "]
    rows = "".join(f"<row>{inline(f'A{n}', each)}</row>" for n, each in enumerate(written, 1))
    table = only(read(tmp_path, raw_workbook(rows)))
    assert [row[0].text for row in table.rows] == kept


RAISED = Font(vertAlign="superscript")


def test_raised_digits_stay_raised(book: Workbook, tmp_path: Path) -> None:
    """5 with a mark for a footnote is not 51; each run by itself."""
    sheet, raised = first_sheet(book), InlineFont(vertAlign="superscript")
    sheet["A1"] = CellRichText("5", TextBlock(raised, "1"), TextBlock(InlineFont(), " of 20"), " 3")
    sheet["A2"] = CellRichText(TextBlock(InlineFont(vertAlign="subscript"), "2"), "0")
    sheet["A3"], sheet["A3"].font = CellRichText("1", TextBlock(InlineFont(), "5")), RAISED
    sheet["A4"], sheet["A4"].font = 5, RAISED
    cells = [row[0] for row in only(saved(book, tmp_path)).rows]
    assert [each.text for each in cells] == ["5¹ of 20 3", "20", "¹5", "5"]
    assert cells[3].value == 5


def test_struck_out_text_is_kept_apart(book: Workbook, tmp_path: Path) -> None:
    """A whole cell, or a part of it; bold text at the start is known too."""
    sheet = first_sheet(book)
    sheet["A1"], sheet["A1"].font = "30 June", Font(strike=True)
    struck, bold = InlineFont(strike=True), InlineFont(b=True)
    sheet["A2"] = CellRichText(TextBlock(struck, "30 June"), " 31 July")
    sheet["A3"] = CellRichText(TextBlock(bold, "1.2"), " Train ", TextBlock(bold, "all"))
    sheet["A4"], sheet["A4"].font = 4.1, Font(strike=True)
    sheet["A5"], sheet["A5"].font = "Bold", Font(bold=True)
    cells = [row[0] for row in only(saved(book, tmp_path)).rows]
    assert [(cell.text, cell.struck, cell.bold) for cell in cells] == [
        ("", "30 June", ""),
        (" 31 July", "30 June", ""),
        ("1.2 Train all", "", "1.2"),
        ("", "4.1", ""),
        ("Bold", "", "Bold"),
    ]
    assert cells[3].value is None


def test_merged_cells_are_areas_within_the_table(book: Workbook, tmp_path: Path) -> None:
    """Only the first cell has a text; what an area covers outside the table does not count."""
    sheet = first_sheet(book)
    sheet["A1"], sheet["A3"], sheet["C3"] = "Objective", "1.1", "x"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A9")
    table = only(saved(book, tmp_path))
    assert table.merged == (MergedArea(0, 0, 0, 2),)
    hidden = f"<row>{inline('A1', 'seen')}{inline('B1', 'unseen')}{inline('C1', 'x')}</row>"
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    table = only(read(tmp_path, raw_workbook(hidden, after=merged)))
    assert [cell.text for cell in table.rows[0]] == ["seen", "", "x"]


def test_colours_behind_cells_are_known(book: Workbook, tmp_path: Path) -> None:
    """Also those of a theme, lighter or darker, and of the old palette; white is not a colour."""
    sheet = first_sheet(book)
    sheet.append(["No", "Q1", "Q2", "Q3", "Q4"])
    sheet.append(["1.1"])
    colours: list[str | Color] = ["00B050", Color(theme=4, tint=0.4), Color(indexed=10), "FFFFFF"]
    for column, colour in enumerate(colours, 2):
        sheet.cell(2, column).fill = PatternFill("solid", fgColor=colour)
        sheet.cell(9, column).fill = PatternFill("solid", fgColor=colour)
    table = only(saved(book, tmp_path))
    assert [cell.fill for cell in table.rows[1]] == [None, "00B050", "95B3D7", "FF0000", None]
    assert len(table.rows) == 2


def test_drop_down_lists_are_the_choices_of_their_column(book: Workbook, tmp_path: Path) -> None:
    """Written in the list, in an area of any sheet, or in an area with a name."""
    sheet = first_sheet(book)
    sheet.append(["Status", "Lead", "Region", "Other"])
    lists = book.create_sheet("The lists")
    lists.sheet_state = "hidden"
    for row in (["Thailand", "North"], ["Viet Nam", "South"], ["", ""]):
        lists.append(row)
    book.defined_names["Regions"] = DefinedName("Regions", attr_text="'The lists'!$B$1:$B$9")
    for area, source in (
        ("A2:A90", '"Done, Not yet"'),
        ("B2:B90", "'The lists'!$A$1:$A$3"),
        ("C2:C90", "Regions"),
        ("D2:D90", "INDIRECT(A1)"),
    ):
        choices = DataValidation(type="list", formula1=source)
        choices.add(area)
        sheet.add_data_validation(choices)
    assert only(saved(book, tmp_path)).choices == {
        0: ("Done", "Not yet"),
        1: ("Thailand", "Viet Nam"),
        2: ("North", "South"),
    }


def test_lists_on_other_sheets_are_read_as_new_excel_writes_them(tmp_path: Path) -> None:
    """Excel puts them behind the sheet, in an extension of the format."""
    extension = (
        '<extLst><ext><x14:dataValidations xmlns:x14="urn:x14" xmlns:xm="urn:xm">'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>Plan!$B$1:$B$2</xm:f></x14:formula1>'
        "<xm:sqref>A2:A9 D4</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    rows = (
        f"<row>{inline('A1', 'Status')}{inline('B1', 'Met')}</row>"
        f"<row>{inline('B2', 'Missed')}</row>"
    )
    table = only(read(tmp_path, raw_workbook(rows, after=extension)))
    assert table.choices == {0: ("Met", "Missed")}


def test_links_are_kept_beside_the_text(book: Workbook, tmp_path: Path) -> None:
    """Links of a cell and of the function for links; a place in the workbook is not an address."""
    sheet = first_sheet(book)
    sheet["A1"], sheet["A1"].hyperlink = "report", "https://a.example/x?y=1"
    sheet["A2"], sheet["A2"].hyperlink = "elsewhere", "#Plan!A1"
    table = only(saved(book, tmp_path))
    assert [row[0].links for row in table.rows] == [("https://a.example/x?y=1",), ()]
    formula = '<f>HYPERLINK("https://b.example","text")</f><v>text</v>'
    table = only(read(tmp_path, raw_workbook(f'<row><c r="A1" t="str">{formula}</c></row>')))
    assert (table.rows[0][0].text, table.rows[0][0].links) == ("text", ("https://b.example",))


def test_formulas_have_their_last_result(tmp_path: Path) -> None:
    """One without a result is empty, and its place is named; an empty text is a result."""
    rows = (
        '<row><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>NOW()</f></c>'
        '<c r="C1"><f>A9</f><v></v></c><c r="D1" t="str"><f>""</f><v></v></c>'
        '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    found = read(tmp_path, raw_workbook(rows))
    assert [cell.text for cell in only(found).rows[0]] == ["2", "", "", "", "#DIV/0!"]
    (notice,) = found.notices
    assert notice.startswith(
        "Formulas without a result were read as empty cells: Plan!B1, Plan!C1."
    )


def test_only_visible_sheets_with_a_text_are_tables(book: Workbook, tmp_path: Path) -> None:
    """Hidden ones are named; hidden rows and columns are read, and it is said."""
    first_sheet(book)["A1"] = "x"
    for name, state in (("A", "hidden"), ("B", "veryHidden"), ("Empty", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        if name != "Empty":
            sheet["A1"] = name
    first_sheet(book).row_dimensions[3].hidden = True
    first_sheet(book)["A3"] = "hidden row"
    found = saved(book, tmp_path)
    assert [table.name for table in found.tables] == ["Plan"]
    assert len(only(found).rows) == 3
    assert found.notices == (
        'Hidden sheets were not read: "A", "B".',
        'Hidden rows or columns were read too, on "Plan".',
    )
    everything = read_table_file(tmp_path / "plan.xlsx", with_hidden=True)
    assert [table.name for table in everything.tables] == ["Plan", "A", "B"]


def test_text_that_can_hardly_be_seen_is_read_and_named(book: Workbook, tmp_path: Path) -> None:
    """In the colour of its cell, or nearly, or tiny; in a part of a cell too."""
    sheet = first_sheet(book)
    unseen: list[tuple[str | Color | None, str | None, float]] = [
        ("FFFFFF", None, 11), ("FFFEFE", None, 11), (Color(theme=0), None, 11),
        ("1F3864", "1F3864", 11), (None, "000001", 11), (None, None, 1),
    ]  # fmt: skip
    seen = ("FFFFFF", "1F3864", 11), ("808080", None, 8), (None, None, 11), (None, "FFFFFF", 11)
    for row, (ink, fill, size) in enumerate((*unseen, *seen), 1):
        cell = sheet.cell(row, 1, "Completed")
        cell.font = Font(color=ink, sz=size)
        cell.fill = PatternFill("solid", fgColor=fill) if fill else PatternFill()
    white = InlineFont(color=Color("FFFFFF"))
    sheet["B1"] = CellRichText("Done", TextBlock(white, " in part"), TextBlock(InlineFont(), "."))
    sheet["B2"] = CellRichText(TextBlock(white, "  "), TextBlock(InlineFont(), "Done"))
    found = saved(book, tmp_path)
    assert [row[0].text for row in only(found).rows] == ["Completed"] * 10
    assert only(found).rows[0][1].text == "Done in part."
    assert found.notices == (
        "Text that can hardly be seen was read too: Plan!A1, Plan!B1, Plan!A2 and 4 more.",
    )


@pytest.mark.parametrize(
    ("code", "shown"),
    [("dd/mm/yyyy", "0"), ("mmm yyyy", "0"), ("dd/mm/yyyy;;", ""), ("[h]:mm", "0:00")],
)
def test_a_number_that_no_day_has_is_shown(
    book: Workbook, tmp_path: Path, code: str, shown: str
) -> None:
    """A formula that refers to an empty cell is 0: nobody may take it for an empty cell."""
    sheet = first_sheet(book)
    sheet["A1"], sheet["B1"] = 0, "x"
    sheet["A1"].number_format = code
    assert only(saved(book, tmp_path)).rows[0][0].text == shown


def test_a_row_without_height_is_hidden(tmp_path: Path) -> None:
    """And a column without width."""
    for rows in (
        f'<row ht="0" customHeight="1">{inline("A1", "x")}</row>',
        f'<row ht="0.00">{inline("A1", "x")}</row>',
    ):
        notices = read(tmp_path, raw_workbook(rows)).notices
        assert notices == ('Hidden rows or columns were read too, on "Plan".',)
    assert read(tmp_path, raw_workbook(f'<row ht="10">{inline("A1", "x")}</row>')).notices == ()


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/vbaProject.bin", "has macros. bptip did not run them"),
        ("xl/externalLinks/externalLink1.xml", "bptip did not open them"),
        ("xl/connections.xml", "bptip did not open them"),
        ("xl/comments1.xml", "Comments beside the cells were not read"),
    ],
)
def test_what_is_beside_the_cells_is_said(tmp_path: Path, part: str, words: str) -> None:
    """Nothing of it is run, opened or read."""
    parts = workbook_parts(f"<row>{inline('A1', 'x')}</row>") | {part: "<x/>"}
    (notice,) = read(tmp_path, archive(parts), "plan.xlsm").notices
    assert words in notice


def test_places_are_counted_where_cells_do_not_say_them(tmp_path: Path) -> None:
    """Some programs leave them out; a place that is said counts, in any order."""
    rows = (
        '<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>'
        f'<row r="4">{inline("C4", "d")}{inline("B4", "c")}</row>'
    )
    table = only(read(tmp_path, raw_workbook(rows)))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["a", "b", ""],
        ["", "", ""],
        ["", "", ""],
        ["", "c", "d"],
    ]
    assert table.rows[3][2].place == "Plan!C4"


def test_the_strict_form_of_the_format_is_read(tmp_path: Path) -> None:
    """Excel offers it; its namespaces are other ones."""
    parts = workbook_parts(f"<row>{inline('A1', 'x')}</row>")
    strict = {
        name: str(part)
        .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace(
            "schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument"
        )
        for name, part in parts.items()
    }
    assert only(read(tmp_path, archive({**strict}))).rows[0][0].text == "x"


def test_charts_are_no_tables(tmp_path: Path) -> None:
    """A workbook can have a sheet that is a chart."""
    parts = workbook_parts() | {
        "xl/_rels/workbook.xml.rels": relations(("chartsheet", "chartsheets/sheet1.xml"))
    }
    assert read(tmp_path, archive(parts)).tables == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_workbook_that_libreoffice_has_saved_is_the_same_table(
    book: Workbook, tmp_path: Path
) -> None:
    """Texts, numbers, dates, strikes, merged cells, colours, choices and links."""
    sheet = first_sheet(book)
    sheet.append(["No", "Activity", "Due", "Done", "Status"])
    sheet.append([4.1, "Đào tạo\nខ្មែរ", date(2026, 3, 31), 0.4, "Met"])
    sheet["A2"].number_format, sheet["D2"].number_format = "0.00", "0%"
    sheet["B3"] = CellRichText(TextBlock(InlineFont(strike=True), "old"), " new")
    sheet["C3"], sheet["C3"].hyperlink = "report", "https://a.example/"
    sheet["E3"].fill = PatternFill("solid", fgColor="00B050")
    sheet["A5"] = "Objective"
    sheet.merge_cells("A5:E5")
    choices = DataValidation(type="list", formula1='"Met,Missed"')
    choices.add("E2:E9")
    sheet.add_data_validation(choices)
    before = only(saved(book, tmp_path))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(tmp_path / "plan.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert only(read_table_file(tmp_path / "out" / "plan.xlsx")) == before
