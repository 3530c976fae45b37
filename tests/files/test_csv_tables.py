"""CSV files as tables: encodings, separators, line ends, and what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bptip.exchange.cells import TableFile
from bptip.files.exchange.csv_tables import MAX_RECORDS
from bptip.files.exchange.limits import MAX_CELL_LETTERS, MAX_CELLS, TableFault, TableFileError
from bptip.files.exchange.tables import read_table_file
from bptip.plan.errors import BptipError, ErrorCode
from bptip.render.csv import cell as cell_of_our_csv

TRACKER = "No,Activity,Status\n1.1,Entraîner les agents,Done\n1.2,Đào tạo,\n"


def read(folder: Path, content: str | bytes, name: str = "tracker.csv") -> TableFile:
    """Returns the tables of a file with this content."""
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table_file(file)


def texts(tables: TableFile) -> list[list[str]]:
    """Returns the texts of the only table."""
    (table,) = tables.tables
    return [[cell.text for cell in row] for row in table.rows]


def refusal(folder: Path, content: str | bytes, name: str = "tracker.csv") -> TableFileError:
    """Returns the error of a file that is refused."""
    with pytest.raises(TableFileError) as refused:
        read(folder, content, name)
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_encoding_and_line_end_gives_the_same_table(
    tmp_path: Path, encoding: str, line_end: str
) -> None:
    """With a byte order mark or without."""
    table = read(tmp_path, TRACKER.replace("\n", line_end).encode(encoding))
    assert texts(table) == [
        ["No", "Activity", "Status"],
        ["1.1", "Entraîner les agents", "Done"],
        ["1.2", "Đào tạo", ""],
    ]
    assert table.notices == ()


def test_windows_1252_is_read_and_said_to_be_a_guess(tmp_path: Path) -> None:
    """Excel writes it where "CSV" is chosen without UTF-8."""
    table = read(tmp_path, "No;Activity\n1;Élargir – “réseau”\n".encode("cp1252"))
    assert texts(table)[1] == ["1", "Élargir – “réseau”"]
    (notice,) = table.notices
    assert "Windows-1252" in notice


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_gives_rows_of_one_width(tmp_path: Path, mark: str) -> None:
    """Titles above the table, and the other signs within texts, do not count."""
    rows = [
        ["Regional work plan, 2026; draft"],
        [],
        ["No", "Activity", "Lead"],
        ["1", "Train officers, guards, and staff", "A; B"],
        ["2", "Map services; list gaps", "C"],
        ["3", "Report, then review", "D, E"],
    ]
    quoted = mark.join
    text = "\n".join(quoted(f'"{each}"' if mark in each else each for each in row) for row in rows)
    read_rows = texts(read(tmp_path, text))
    assert read_rows[2] == ["No", "Activity", "Lead"]
    assert read_rows[3:] == rows[3:]


def test_a_line_that_names_the_separator_is_followed_and_left_out(tmp_path: Path) -> None:
    """Excel reads "sep=;" in this way; lines are still counted from the file's first."""
    table = read(tmp_path, "sep=;\r\na,b;c\r\nd,e;f\r\n")
    assert texts(table) == [["a,b", "c"], ["d,e", "f"]]
    assert [row[0].place for row in table.tables[0].rows] == ["line 2", "line 3"]


def test_a_cell_keeps_its_line_breaks_and_a_row_the_line_in_which_it_begins(
    tmp_path: Path,
) -> None:
    """Whatever the line ends within the quotation marks are."""
    table = read(tmp_path, 'a,b\r\n"one\r\ntwo\nthree",x\r\nlast,y\r\n')
    assert texts(table)[1:] == [["one\ntwo\nthree", "x"], ["last", "y"]]
    assert [row[0].place for row in table.tables[0].rows] == ["line 1", "line 2", "line 5"]


def test_rows_have_one_width_and_empty_rows_and_columns_at_the_end_are_left_out(
    tmp_path: Path,
) -> None:
    """Spreadsheets write such rows and columns by the hundred; a row within the table stays."""
    table = read(tmp_path, "a,b,c,,\n1,,,,\n,,,,\n2,x\n,,,,\n,,,,\n")
    assert texts(table) == [["a", "b", "c"], ["1", "", ""], ["", "", ""], ["2", "x", ""]]


def test_only_trailing_blanks_are_left_out_of_a_text(tmp_path: Path) -> None:
    """Every script keeps its letters, its marks, and its invisible characters."""
    kept = ["  two  blanks", "e\u0301", "ខ្មែរ\u200bភាសា", "\u0645\u06cc\u200c\u062e", "[x](y)"]
    file = tmp_path / "tracker.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["a", "b"], *([each + "  ", "x"] for each in kept)])
    assert [row[0] for row in texts(read_table_file(file))[1:]] == kept


@pytest.mark.parametrize("text", ["=1+1", "-5 %", "+84 24", "@home", "\uff1d1", "a;=b", "a\n=b"])
def test_the_apostrophes_of_our_own_csv_are_taken_off(tmp_path: Path, text: str) -> None:
    """bptip writes them against formulas: the text comes back as it was."""
    written = cell_of_our_csv(text)
    assert written != text
    quoted = written.replace('"', '""')
    table = read(tmp_path, f'plan,title,last_update\n2026,"{quoted}",2026-01-31\n')
    assert texts(table)[1][1] == text


def test_an_apostrophe_within_a_text_of_others_stays(tmp_path: Path) -> None:
    """Only at its start does a spreadsheet's apostrophe guard a text."""
    table = read(tmp_path, "No,Activity\n'-1,\"Name it, '+Plus'\"\n")
    assert texts(table)[1] == ["-1", "Name it, '+Plus'"]


def test_an_empty_file_has_no_table(tmp_path: Path) -> None:
    """Neither has a file of separators."""
    assert read(tmp_path, "").tables == ()
    assert read(tmp_path, ",,,\n" * 10).tables == ()


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("a,b\n" + "1,2\n" * 20_000, "line 20001 is below row 20,000"),
        ("a," * 300 + "x\n", "to the right of column 300"),
        (("x," * 250 + "\n") * (MAX_CELLS // 250 + 1), "more than 200,000 cells"),
        ("a,b\n" * 10_000 + "," * 60 + "x\n", "10,001 rows × 61 columns"),
        ("a," + "x" * (MAX_CELL_LETTERS + 1), "32,768 characters"),
        (("x" * 32_000 + ",\n") * 626, "more than 20,000,000 characters"),
        ("\n" * (MAX_RECORDS + 1), "more than 1,100,000 lines"),
    ],
    ids=["rows", "columns", "cells", "area", "cell", "letters", "empty rows"],
)
def test_a_table_beyond_the_limits_is_refused(tmp_path: Path, content: str, part: str) -> None:
    """The message says what is too large, and where."""
    error = refusal(tmp_path, content)
    assert error.fault is TableFault.TOO_LARGE
    assert part in error.message


def test_rows_without_a_text_do_not_count(tmp_path: Path) -> None:
    """A spreadsheet that was formatted to its end is exported with a million of them."""
    table = read(tmp_path, "a,b\n1,2\n" + ",\n" * 100_000)
    assert texts(table) == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    ("content", "name", "part"),
    [
        (b"a,\x81b\xff\x9d", "tracker.csv", "is a text in an unknown encoding"),
        (b"\xff\xfea\x00b", "tracker.csv", "is not a text in UTF-16"),
        (b"a,b\n\0\0\0,c\n", "tracker.csv", "is not a text"),
        (b"%PDF-1.7", "tracker.csv", "is a PDF file"),
        (b'a,"b\n' + b"x\n" * 70_000, "tracker.csv", "cannot be split into cells at line 1"),
        (b'a,b\n1,"Train,x\n2,Write,y\n', "tracker.csv", "cannot be split into cells at line 2"),
        (b'a,b\n1,"Train,x\n2,"Write",y\n', "tracker.csv", "cannot be split into cells at line 2"),
        (b'a,b\n1,x\n2,"Write', "tracker.csv", "cannot be split into cells at line 3"),
        (b"a,b", "tracker.tex", "is not a file with tables"),
    ],
    ids=[
        "encoding",
        "utf-16",
        "nul",
        "pdf",
        "quotation mark",
        "to the end",
        "to the next mark",
        "in the last line",
        "extension",
    ],
)
def test_what_is_no_csv_file_is_refused(
    tmp_path: Path, content: bytes, name: str, part: str
) -> None:
    """The message says what is wrong with it, and the hint what to do.

    A reminder has the message too: its reader does not know the program.
    """
    error = refusal(tmp_path, content, name)
    assert "bptip" not in error.message
    assert (error.fault, error.code) == (TableFault.UNREADABLE, ErrorCode.BROKEN_FILE)
    assert part in error.message
    assert error.hints


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    """As every other file that the user names."""
    with pytest.raises(BptipError, match="does not exist"):
        read_table_file(tmp_path / "none.csv")
    with pytest.raises(TableFileError, match="is a folder"):
        read_table_file(tmp_path)


def test_quotation_marks_within_a_line_are_text(tmp_path: Path) -> None:
    table = read(tmp_path, 'a,b\n5" pipes,x\nTrain "the judges" now,y\n"two\nlines",6" pipes\n')
    assert texts(table) == [
        ["a", "b"],
        ['5" pipes', "x"],
        ['Train "the judges" now', "y"],
        ["two\nlines", '6" pipes'],
    ]
