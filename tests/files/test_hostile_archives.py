"""Archives that would hang or fill a library: each is refused, or read in little work.

Nothing is timed. Work is bounded by counts: parts, bytes, elements, rows, columns, cells.
"""

from __future__ import annotations

import struct
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest

from bptip.exchange.cells import TableFile
from bptip.files.exchange import package
from bptip.files.exchange.limits import MAX_ELEMENTS, TableFault, TableFileError
from bptip.files.exchange.tables import read_table_file
from files.raw_workbooks import MAIN, archive, inline, raw_workbook, workbook_parts

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
CELL = inline("A1", "x")


def read(folder: Path, raw: bytes, name: str = "plan.xlsx") -> TableFile:
    """Returns the tables of a file with these bytes."""
    file = folder / name
    file.write_bytes(raw)
    return read_table_file(file)


def refusal(folder: Path, raw: bytes, name: str = "plan.xlsx") -> TableFileError:
    """Returns the error of a file that is refused."""
    with pytest.raises(TableFileError) as refused:
        read(folder, raw, name)
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml", "_rels/.rels",
             "xl/theme/x.bin"]
)  # fmt: skip
def test_a_document_type_is_refused_in_every_part_and_encoding(
    tmp_path: Path, part: str, encoding: str
) -> None:
    """Its entities could expand without end, or name another file."""
    head = f'<?xml version="1.0" encoding="{encoding}"?>{ENTITIES}<x>&b;</x>'
    parts = workbook_parts(f"<row>{CELL}</row>") | {part: head.encode(encoding)}
    error = refusal(tmp_path, archive(parts))
    assert error.fault is TableFault.UNREADABLE
    assert "declares a document type" in error.message


def test_a_picture_may_have_a_document_type(tmp_path: Path) -> None:
    """Drawing programs write one, and nothing parses the picture."""
    parts = workbook_parts(f"<row>{CELL}</row>") | {"xl/media/logo.svg": f"{ENTITIES}<svg/>"}
    assert read(tmp_path, archive(parts)).tables


def test_what_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted while it is unpacked: the sizes that an archive names are not believed."""
    monkeypatch.setattr(package, "MAX_UNPACKED_BYTES", 3_000_000)
    parts = workbook_parts(f"<row>{CELL}</row>") | {"xl/media/a.bin": b"\0" * 4_000_000}
    raw = archive(parts)
    assert len(raw) < 10_000
    error = refusal(tmp_path, raw)
    assert error.fault is TableFault.TOO_LARGE
    lie = raw.replace(struct.pack("<I", 4_000_000), struct.pack("<I", 10))
    assert lie != raw
    assert refusal(tmp_path, lie).fault is TableFault.UNREADABLE


@pytest.mark.parametrize("number", [2_001, 30_000])
def test_too_many_parts_are_refused(tmp_path: Path, number: int) -> None:
    """Before the list of parts becomes values, where there are tens of thousands."""
    raw = archive({str(n): "" for n in range(number)})
    assert "more than 2,000 parts" in refusal(tmp_path, raw).message


@pytest.mark.parametrize(
    ("place", "beyond"),
    [
        ("XFD1048576", "below row 20,000"),
        ("A20001", "below row 20,000"),
        ("KO1", "to the right of column 300"),
    ],
    ids=["last cell", "row", "column"],
)
def test_a_lone_cell_far_away_is_named(tmp_path: Path, place: str, beyond: str) -> None:
    """A library would make all the cells up to it."""
    raw = raw_workbook(f"<row>{CELL}</row><row>{inline(place, 'x')}</row>")
    error = refusal(tmp_path, raw)
    assert error.fault is TableFault.TOO_LARGE
    assert f"Plan!{place} is {beyond}" in error.message


def test_a_merged_area_over_the_whole_sheet_is_cut_to_the_table(tmp_path: Path) -> None:
    """A library would make 17 billion cells of it."""
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    rows = f"<row>{CELL}</row><row>{inline('B2', 'unseen')}</row>"
    (table,) = read(tmp_path, raw_workbook(rows, after=merged)).tables
    assert [[cell.text for cell in row] for row in table.rows] == [["x", ""], ["", ""]]
    assert table.merged == ((0, 0, 1, 1),)


def test_merged_areas_that_overlap_are_refused(tmp_path: Path) -> None:
    """No program writes them: together they cover more than the sheet has."""
    areas = '<mergeCell ref="A1:Z99"/>' * 2
    merged = f"<mergeCells>{areas}</mergeCells>"
    rows = f"<row>{CELL}</row><row>{inline('Z99', 'x')}</row>"
    assert "overlap" in refusal(tmp_path, raw_workbook(rows, after=merged)).message


def test_empty_rows_and_cells_do_not_count(tmp_path: Path) -> None:
    """A sheet that was formatted to its end; the size that it claims is not believed."""
    rows = "<row/>" * 300_000 + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    raw = raw_workbook(f"<row>{CELL}</row>{rows}", after='<dimension ref="A1:XFD1048576"/>')
    (table,) = read(tmp_path, raw).tables
    assert len(table.rows) == len(table.rows[0]) == 1


def test_a_sheet_of_elements_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are counted over all parts."""
    assert MAX_ELEMENTS <= 3_000_000
    monkeypatch.setattr(package, "MAX_ELEMENTS", 10_000)
    error = refusal(tmp_path, raw_workbook("<row/>" * 10_001))
    assert error.fault is TableFault.TOO_LARGE
    assert "elements" in error.message


def test_a_text_that_all_cells_share_counts_for_each(tmp_path: Path) -> None:
    """Twenty megabytes of text in a file of some kilobytes."""
    cells = "".join(f'<row><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 702))
    raw = raw_workbook(cells, texts=f"<si><t>{'x' * 30_000}</t></si>")
    assert "more than 20,000,000 characters" in refusal(tmp_path, raw).message
    raw = raw_workbook(f"<row>{CELL}</row>", texts=f"<si><t>{'x' * 21_000_000}</t></si>")
    assert refusal(tmp_path, raw).fault is TableFault.TOO_LARGE


def test_lists_and_links_without_end_are_cut(tmp_path: Path) -> None:
    """Fifty thousand areas of a drop-down list; each is looked at once."""
    areas = " ".join(["A1:XFD1048576"] * 50_000)
    lists = (
        f'<dataValidations><dataValidation type="list" sqref="{areas}"><formula1>"a,b"</formula1>'
        "</dataValidation></dataValidations>"
    )
    (table,) = read(tmp_path, raw_workbook(f"<row>{CELL}</row>", after=lists)).tables
    assert table.choices == {0: ("a", "b")}


def test_deep_nesting_is_read(tmp_path: Path) -> None:
    """Elements within elements, a hundred thousand deep."""
    deep = "<x>" * 100_000 + "</x>" * 100_000
    assert read(tmp_path, raw_workbook(f"<row>{CELL}</row>", after=deep)).tables


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_damaged_archive_is_refused(tmp_path: Path, cut: float) -> None:
    """A file that was not copied whole."""
    raw = raw_workbook(f"<row>{CELL}</row>")
    assert "is damaged" in refusal(tmp_path, raw[: int(len(raw) * cut)]).message


def test_an_archive_that_asks_for_a_newer_program_is_refused(tmp_path: Path) -> None:
    raw = bytearray(raw_workbook(f"<row>{CELL}</row>"))
    raw[raw.index(b"PK\x01\x02") + 6] = 235
    assert "is damaged" in refusal(tmp_path, bytes(raw)).message


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    """One whose XML ends too early, and one whose bytes are not those that were packed."""
    parts = workbook_parts() | {"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetDa'}
    assert "is damaged" in refusal(tmp_path, archive(parts)).message
    raw = raw_workbook(f"<row>{CELL}</row>")
    place = raw.index(b"sheet1.xml") + 30
    broken = raw[:place] + bytes(255 - byte for byte in raw[place : place + 40]) + raw[place + 40 :]
    assert "is damaged" in refusal(tmp_path, broken).message


def test_texts_that_are_missing_are_not_read_as_empty_cells(tmp_path: Path) -> None:
    """A cell names a shared text by its number; a file without it has lost its texts."""
    cell = '<row><c r="A1" t="s"><v>{}</v></c></row>'
    text = "<si><t>x</t></si>"
    assert read(tmp_path, raw_workbook(cell.format(0), texts=text)).tables
    for number in ("1", "-1", "x"):
        error = refusal(tmp_path, raw_workbook(cell.format(number), texts=text))
        assert "texts of its cells are missing" in error.message


def test_other_packing_and_twin_parts_are_refused(tmp_path: Path) -> None:
    """No office program writes them: they can only mislead."""
    file = tmp_path / "lzma.xlsx"
    with ZipFile(file, "w", ZIP_LZMA) as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(TableFileError, match="is damaged"):
        read_table_file(file)
    parts = workbook_parts() | {"XL/WORKBOOK.XML": "<x/>"}
    assert "is damaged" in refusal(tmp_path, archive(parts)).message


@pytest.mark.parametrize(
    ("name", "raw", "words", "hint"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a workbook of an older Excel", ".xlsx"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a file in an old Word format", ".docx"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password",
            "without the password",
        ),
        (
            "a.ods",
            archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "an OpenDocument spreadsheet",
            ".xlsx",
        ),
        (
            "a.odt",
            archive({"mimetype": "application/vnd.oasis.opendocument.text"}),
            "an OpenDocument text",
            ".docx",
        ),
        ("a.pages", archive({"Index/Document.iwa": "x"}), "Numbers or Pages", "Export"),
        ("a.xlsb", archive({"xl/workbook.bin": "x"}), "a binary workbook", ".xlsx"),
        ("a.zip", archive({"x": "y"}), "is not a workbook and not a Word file", ".xlsx"),
        ("a.docx", raw_workbook(f"<row>{CELL}</row>"), "is an Excel workbook", ".xlsx"),
        ("a.csv", raw_workbook(f"<row>{CELL}</row>"), "is an Excel workbook", ".xlsx"),
        ("a.pdf", b"%PDF-1.7", "is a PDF file", "Word or Excel"),
        ("a.xls", b"<html><table>", "is a web page", ".xlsx"),
        ("a.xlsx", b"No,Activity", "is not a .xlsx file", ".csv"),
        ("a.xlsx", b"", "is not a .xlsx file", ".csv"),
    ],
)
def test_files_of_other_kinds_are_named_with_what_to_do(
    tmp_path: Path, name: str, raw: bytes, words: str, hint: str
) -> None:
    """By what they contain, whatever their names say."""
    error = refusal(tmp_path, raw, name)
    assert error.fault is TableFault.UNREADABLE
    assert words in error.message
    assert hint in " ".join(error.hints)
