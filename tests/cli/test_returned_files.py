"""Forms that other programs have changed are still read: by their keys, not by place."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from bptip.exchange.forms.form_words import ANSWERS as ANSWER_COLUMNS
from bptip.exchange.forms.form_words import HEADINGS, NO_CHANGE, TO_FILL, Field, Place
from cli.returns_round import SIGNED, AskedRound
from exchange import forms
from exchange.filling import Answers, column_of, header_of, row_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Bptip, Plans

OFFICE: Final = shutil.which("soffice") or shutil.which("libreoffice") or ""

needs_libreoffice = pytest.mark.skipif(not OFFICE, reason="needs LibreOffice")

ANSWERS: Final[Answers] = {
    "1.1": {Place.STATUS: "Completed", Place.DAY: "12 Jun 2026", Place.NOTE: "Held.\nTwice."},
    "1.2": {Place.STATUS: "Delayed", Place.DAY: "Q4 2026"},
    "1.2#": {Place.VALUE: 33.5},
    "1.4": {Place.STATUS: "Continuous (no end of its own)"},
    "2.1": {Place.STATUS: "Not applicable"},
}


@pytest.fixture
def asked(bptip_in: Callable[[Path], Bptip], plans: Plans) -> AskedRound:
    """A round that was asked; the form of Fiji is filled in."""
    asked = AskedRound(bptip_in(plans.folder.parent), plans)
    asked.fill("Fiji", ANSWERS, {**SIGNED, Field.CORRECTIONS: "None."})
    return asked


def read(asked: AskedRound) -> dict[str, Any]:
    """Returns what was read from the form of Fiji, without its name and its places."""
    (answer,) = [each for each in asked.collect()["returns"] if each["party"] == "Fiji"]
    for statement in answer["statements"]:
        del statement["update"]["taken_from"]
    return {**answer, "file": ""}


def convert(file: Path, home: Path) -> None:
    """Opens a workbook in LibreOffice and saves it again in place."""
    target = home / "saved"
    subprocess.run(
        [
            OFFICE, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), str(file),
        ],
        env={**os.environ, "HOME": str(home)},
        capture_output=True,
        check=True,
        timeout=120,
    )  # fmt: skip
    shutil.copy(target / file.name, file)


@needs_libreoffice
def test_a_form_saved_by_libreoffice_is_read_the_same(asked: AskedRound, tmp_path: Path) -> None:
    before = read(asked)
    assert len(before["statements"]) == 4
    convert(asked.folder / "R_Fiji.xlsx", tmp_path)
    assert read(asked) == before


@needs_libreoffice
def test_an_untouched_form_saved_by_libreoffice_is_blank(asked: AskedRound, tmp_path: Path) -> None:
    convert(asked.folder / "R_Tonga.xlsx", tmp_path)
    (answer,) = [each for each in asked.collect()["returns"] if each["party"] == "Tonga"]
    assert (answer["unanswered"], answer["locked_edits"]) == (["2.1"], [])
    assert answer["refused"] is None


def test_sorted_rows_hidden_columns_and_new_names_do_not_matter(asked: AskedRound) -> None:
    before = read(asked)
    path = asked.folder / "R_Fiji.xlsx"
    book = load_workbook(path)
    sheet = book["Return"]
    start = header_of(sheet) + 2
    rows = [
        [cell.value for cell in row] for row in sheet.iter_rows(min_row=start, max_row=start + 7)
    ]
    for number, values in enumerate(reversed(rows), start=start):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value
    sheet.column_dimensions["D"].hidden = True
    sheet.title = "Копия Return"
    book.save(asked.folder / "our answer (2).xlsx")
    path.unlink()
    assert read(asked) == before


def test_a_column_that_was_moved_is_found(asked: AskedRound) -> None:
    before = read(asked)
    path = asked.folder / "R_Fiji.xlsx"
    book = load_workbook(path)
    sheet = book["Return"]
    for row in sheet.iter_rows(min_row=2, max_row=12):
        row[7].value, row[8].value = row[8].value, row[7].value
    book.save(path)
    after = read(asked)
    assert after["statements"] == before["statements"]
    assert after["questions"] == []


@pytest.mark.parametrize(
    "place", [*(each for each in TO_FILL if each is not Place.CHALLENGES), Place.ACTIVITY]
)
def test_a_deleted_column_of_answers_is_a_question(asked: AskedRound, place: Place) -> None:
    path = asked.folder / "R_Fiji.xlsx"
    book = load_workbook(path)
    sheet: Any = book["Return"]
    sheet.delete_cols(column_of(sheet, place))
    book.save(path)
    answer = read(asked)
    assert (answer["refused"], answer["locked_edits"]) == (None, [])
    questions = [each for each in answer["questions"] if each["code"] == "no-column"]
    asked_about = [HEADINGS[place]] if place in ANSWER_COLUMNS else []
    assert [each["value"] for each in questions] == asked_about
    for question in questions:
        assert "is not in the form any more" in question["message"]


def test_a_row_that_was_copied_with_another_answer_is_a_question(asked: AskedRound) -> None:
    path = asked.folder / "R_Fiji.xlsx"
    book = load_workbook(path)
    sheet = book["Return"]
    row = header_of(sheet) + 3
    below = sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(below, column).value = sheet.cell(row, column).value
    book.save(path)
    assert [each["code"] for each in read(asked)["questions"]] == []
    sheet.cell(below, 5).value = "Delayed"
    book.save(path)
    assert [each["code"] for each in read(asked)["questions"]] == ["twice"]


def test_a_row_that_was_deleted_is_unanswered(asked: AskedRound) -> None:
    path = asked.folder / "R_Fiji.xlsx"
    book = load_workbook(path)
    sheet = book["Return"]
    row = header_of(sheet) + 3
    for column in range(1, sheet.max_column + 1):
        sheet.cell(row, column).value = None
    book.save(path)
    assert read(asked)["unanswered"] == ["1.1"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("password.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")),
        ("pages.numbers", b"PK\x03\x04"),
        ("text.xlsx", b"Status;Note\n"),
        ("empty.xlsx", b""),
    ],
)
def test_a_file_that_is_no_form_hides_no_other(
    asked: AskedRound, name: str, content: bytes
) -> None:
    (asked.folder / name).write_bytes(content)
    outcome = asked.outcome("--write")
    assert outcome.code == 1
    refused = {each["file"]: each["refused"] for each in outcome.json["returns"]}
    assert refused[name]
    assert refused["R_Fiji.xlsx"] is None
    assert outcome.json["written"] == 4


def test_a_bomb_is_refused_before_it_is_unpacked(asked: AskedRound) -> None:
    from zipfile import ZIP_DEFLATED, ZipFile

    path = asked.folder / "bomb.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<a>" + b"<!--" + b"0" * 210_000_000)
    (bomb,) = [each for each in asked.collect()["returns"] if each["file"] == "bomb.xlsx"]
    assert bomb["refused"]


def test_no_change_survives_other_spellings(asked: AskedRound) -> None:
    asked.fill("Tonga", {"2.1": {Place.STATUS: NO_CHANGE.upper() + "."}})
    (tonga,) = [each for each in asked.collect()["returns"] if each["party"] == "Tonga"]
    assert tonga["no_change"] == ["2.1"]


@pytest.mark.parametrize("purpose", ["--plan", "--next-of", "--into"])
def test_import_refuses_a_form_and_names_collect(asked: AskedRound, purpose: str) -> None:
    before = asked.text
    outcome = asked.run("import", "returns-R/R_Fiji.xlsx", purpose, "2026", "--write")
    assert (outcome.code, asked.text) == (2, before)
    assert '"returns-R/R_Fiji.xlsx" is a form that bptip made' in outcome.err
    assert "type: bptip collect returns-R/R_Fiji.xlsx\n" in outcome.err


def test_answers_that_were_struck_out_are_named(asked: AskedRound) -> None:
    """The row counts as not answered, and the officer learns why."""
    path = asked.fill("Fiji", ANSWERS)
    book: Any = load_workbook(path)
    for cell in book["Return"][7][4:]:
        cell.font = Font(strike=True)
    book.save(path)
    said = 'R_Fiji.xlsx: Struck-out texts were not read: "Completed" in Return!E7, '
    assert said in " ".join(asked.run("collect", path).err.split())
    assert "1.1" in asked.one("Fiji")["unanswered"]


def test_comments_and_formulas_that_were_not_read_are_told(asked: AskedRound) -> None:
    path = asked.fill("Fiji", {"1.2#": {Place.VALUE: "=40+24"}})
    book: Any = load_workbook(path)
    book["Return"]["E7"].comment = Comment("Ask the desk.", "A. Officer")
    book.save(path)
    outcome = asked.run("collect", path)
    assert "R_Fiji.xlsx: Comments beside the cells were not read" in outcome.err
    assert "R_Fiji.xlsx: Formulas without a result were read as empty cells: Return!G9." in (
        " ".join(outcome.err.split())
    )


def test_a_copy_of_the_sheet_can_contradict_it_and_make_it_a_draft(
    asked: AskedRound,
) -> None:
    path = asked.folder / "R_Fiji.xlsx"
    book: Any = load_workbook(path)
    copy = book.copy_worksheet(book["Return"])
    draft = next(row[1].row for row in copy.iter_rows() if row[1].value == "Draft or final")
    copy.cell(draft - 1, 3).value = "5 July 2026"
    book.save(path)
    (question,) = asked.one("Fiji")["questions"]
    assert (question["code"], question["value"]) == ("no-item", "5 July 2026")
    copy.cell(draft, 3).value = "Draft: clearance awaited"
    book.save(path)
    assert asked.one("Fiji")["draft"] is True


def test_a_copy_of_the_sheet_in_the_same_workbook_is_read_too(asked: AskedRound) -> None:
    path = asked.fill("Fiji", {"1.4": {Place.STATUS: None}})
    book: Any = load_workbook(path)
    copy = book.copy_worksheet(book["Return"])
    copy.cell(row_of(copy, "1.4"), column_of(copy, Place.STATUS)).value = "Delayed"
    copy.cell(row_of(copy, "1.1"), column_of(copy, Place.NOTE)).value = "In June."
    book.save(path)
    taken = asked.one("Fiji")
    assert [each["item"] for each in taken["statements"]] == ["1.2", "1.4", "2.1"]
    assert [each["code"] for each in taken["questions"]] == ["twice"]


@pytest.mark.parametrize("what", ["the key stayed behind", "copied over another row"])
def test_a_row_that_shows_another_activity_than_its_key_is_a_question(
    asked: AskedRound, what: str
) -> None:
    """Whoever sorts or copies what can be seen leaves the hidden column with the keys as it is."""
    path = asked.folder / "R_Fiji.xlsx"
    book: Any = load_workbook(path)
    sheet = book["Return"]
    first, second = (row_of(sheet, number) for number in ("1.1", "1.4"))
    for column in range(1, column_of(sheet, Place.SECRETARIAT) + 1):
        above, below = sheet.cell(first, column), sheet.cell(second, column)
        above.value, below.value = (
            below.value,
            above.value if what == "the key stayed behind" else below.value,
        )
    book.save(path)
    taken = asked.one("Fiji")
    assert [each["item"] for each in taken["statements"]] == (
        ["1.2", "2.1"] if what == "the key stayed behind" else ["1.2", "1.4", "2.1"]
    )
    assert {(each["code"], each["place"]) for each in taken["questions"]} == {
        ("disagrees", f"Return!B{row}")
        for row in ((first, second) if what == "the key stayed behind" else (first,))
    }
    assert "but the form made it for 1.1. Which" in taken["questions"][0]["message"]


@pytest.mark.parametrize("word", ["preliminary", "ร่าง", "x"])
def test_a_word_that_is_neither_draft_nor_final_takes_nothing_in(
    asked: AskedRound, word: str
) -> None:
    asked.fill("Fiji", {}, {Field.DRAFT: word})
    outcome = asked.outcome("--write")
    assert outcome.code == 1
    (refused,) = [each for each in outcome.json["returns"] if each["refused"]]
    assert f'"Draft or final" says "{word}" (Return!C' in refused["refused"]
    assert (refused["party"], asked.answers) == ("Fiji", [])
    asked.fill("Fiji", {}, {Field.DRAFT: "Final version"})
    assert asked.collect("--write")["written"] == 4


def test_what_is_written_beside_a_cell_of_the_form_is_read_or_asked_about(
    asked: AskedRound,
) -> None:
    """A draft that says so in the next cell is a draft; what nobody asked for is a question."""
    path = asked.folder / "R_Fiji.xlsx"
    book: Any = load_workbook(path)
    sheet = book["Return"]
    labels = {str(row[1].value): row[1].row for row in sheet.iter_rows()}
    for area in [str(each) for each in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(area)
    name, draft = labels["Name and office"], labels["Draft or final"]
    sheet.cell(draft, 3).value, sheet.cell(draft, 4).value = None, "Draft: clearance awaited"
    sheet.cell(name, 5).value, sheet.cell(3, 15).value = "and B. Officer", "Our focal point left."
    book.create_sheet("Annex")["A1"].value = "Figures"
    book.save(path)
    assert asked.one("Fiji")["draft"] is True
    sheet.cell(draft, 4).value = "Final"
    book.save(path)
    outcome = asked.run("collect", path)
    assert 'R_Fiji.xlsx: Sheets that were added to the form were not read: "Annex".' in outcome.err
    asked_about = {each["place"]: each["value"] for each in asked.one("Fiji")["questions"]}
    assert asked_about == {
        f"Return!E{name}": "and B. Officer",
        "Return!O3": "Our focal point left.",
    }


def test_a_remark_above_the_columns_is_kept_for_the_secretariat(asked: AskedRound) -> None:
    path = asked.folder / "R_Fiji.xlsx"
    book: Any = load_workbook(path)
    sheet = book["Return"]
    for area in [str(each) for each in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(area)
    sheet.cell(2, column_of(sheet, Place.SECRETARIAT)).value = "Not before the meeting."
    book.save(path)
    asked.collect("--write")
    assert "> Not before the meeting.\n" in (asked.folder / "remarks-R.md").read_text("utf-8")


def test_the_blank_form_of_another_round_has_not_come_from_anybody(asked: AskedRound) -> None:
    """Forms of two rounds, or of two plans, may lie in one folder."""
    again = ("request", "--round", "S", "--as-of", "2026-06-30", "--due", "2026-08-31")
    assert asked.run(*again, "-o", "returns-R").code == 0
    message = asked.run("round", "--round", "R", "--messages", "2026-08-15").out
    assert "To: Samoa" in message
    assert "S_" not in message
    assert "came, not recorded: S_" not in asked.run("round", "--round", "R").out


@pytest.mark.parametrize(
    ("unit", "stored", "value"),
    [("%", 0.45, 45), ("per cent of courts", 0.455, 45.5), ("people", 0.45, None)],
)
def test_a_percentage_that_excel_made_of_a_figure_is_what_it_shows(
    bptip_in: Callable[[Path], Bptip],
    plans: Plans,
    monkeypatch: pytest.MonkeyPatch,
    unit: str,
    stored: float,
    value: float | None,
) -> None:
    """Excel stores 0.45 where 45% is typed; where no percentage is counted, it is a question."""
    counted = forms.OBJECTIVES.replace('unit = "people"', f'unit = "{unit}"')
    monkeypatch.setattr(forms, "OBJECTIVES", counted)
    asked = AskedRound(bptip_in(plans.folder.parent), plans)
    path = asked.fill("Fiji", {"1.2": {Place.STATUS: "Delayed"}, "1.2#": {Place.VALUE: stored}})
    book: Any = load_workbook(path)
    sheet = book["Return"]
    sheet.cell(row_of(sheet, "1.2#"), column_of(sheet, Place.VALUE)).number_format = "0.0%"
    book.save(path)
    taken = asked.one("Fiji")
    (statement,) = taken["statements"]
    assert statement["update"].get("values", {}) == ({"people": value} if value else {})
    assert [each["code"] for each in taken["questions"]] == ([] if value else ["bad-number"])


@pytest.mark.parametrize("first", ["1.1", "the heading above"])
def test_an_answer_merged_over_rows_is_that_of_each(asked: AskedRound, first: str) -> None:
    """In the rows that ask for it; the indicator between them and the heading above do not."""
    path = asked.fill("Fiji", {"1.1": {Place.DAY: None}, "1.2": {Place.DAY: None}})
    book: Any = load_workbook(path)
    sheet = book["Return"]
    status, note = (column_of(sheet, place) for place in (Place.STATUS, Place.NOTE))
    top, bottom = row_of(sheet, "1.1") - (first != "1.1"), row_of(sheet, "1.4")
    sheet.cell(top, status).value, sheet.cell(top, note).value = "Delayed", "Storm."
    for column in (status, note):
        sheet.merge_cells(None, top, column, bottom, column)
    book.save(path)
    taken = asked.one("Fiji")
    assert taken["questions"] == []
    answers = {each["item"]: each["update"] for each in taken["statements"]}
    assert {item: (each.get("status"), each.get("note")) for item, each in answers.items()} == {
        "1.1": ("delayed", "Storm."),
        "1.2": ("delayed", "Storm."),
        "1.4": ("delayed", "Storm."),
        "2.1": ("not-applicable", None),
    }


def test_an_error_of_the_spreadsheet_is_a_question(asked: AskedRound) -> None:
    """A remark that begins with a dash becomes one, and is never published."""
    asked.fill("Fiji", {"1.1": {Place.NOTE: "#NAME?"}, "1.2": {Place.CHALLENGES: "#REF!"}})
    taken = asked.one("Fiji")
    assert [(each["code"], each["value"]) for each in taken["questions"]] == [
        ("bad-text", "#NAME?"),
        ("bad-text", "#REF!"),
    ]
    updates = [each["update"] for each in taken["statements"]]
    assert [(each["item"], each["note"]) for each in updates[:2]] == [("1.1", None), ("1.2", None)]
