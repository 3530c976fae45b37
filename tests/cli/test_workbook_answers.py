"""Answers as workbooks: the rows of CSV, in the programs that officials have."""

from __future__ import annotations

import csv
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING, Final

import pytest
from openpyxl import load_workbook

from bptip.files.exchange.tables import read_table_file
from bptip.render.layout.values import value_text
from cli.worlds import WORLDS, in_every_world

if TYPE_CHECKING:
    from pathlib import Path

    from cli.worlds import Ask, World
    from conftest import Bptip

READING: Final = (
    ("status", "-a"),
    ("plans",),
    ("find", "training"),
    ("log",),
    ("show", "1.1"),
    ("trend",),
    ("changes",),
    ("trace", "1.1"),
    ("check",),
    ("report",),
)


def sheet_rows(raw: bytes) -> list[list[str]]:
    """Returns the texts of the first sheet, as openpyxl reads them."""
    sheet = load_workbook(BytesIO(raw)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [
        ["" if value is None else value_text(value.date() if hasattr(value, "date") else value)
         for value in row]
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize("arguments", READING, ids=str)
def test_a_workbook_has_the_rows_of_csv(bptip: Bptip, arguments: tuple[str, ...]) -> None:
    """And a second sheet with the meaning of each of its columns."""
    outcome = bptip(*arguments, "--format", "xlsx")
    assert outcome.code == bptip(*arguments, "--format", "csv").code
    expected = list(csv.reader(bptip(*arguments, "--format", "csv").out.lstrip("\ufeff").splitlines(
        keepends=True)))  # fmt: skip
    assert sheet_rows(outcome.raw) == expected
    about = load_workbook(BytesIO(outcome.raw))["About"]
    explained = [row[0] for row in about.iter_rows(values_only=True)]
    assert explained[explained.index("Column") + 1 :] == expected[0]


@in_every_world
def test_the_same_answer_gives_the_same_bytes(ask: Ask, world: World) -> None:
    """On very different plans; bptip reads what it wrote without a notice."""
    arguments = ("status", world.plan, "--as-of", world.as_of, "--format", "xlsx")
    assert ask(world, *arguments).raw == ask(world, *arguments).raw


def test_texts_of_people_stay_texts(ask: Ask, bptip: Bptip, workspace: Path) -> None:
    """A title that begins like a formula, with no apostrophe before it."""
    rows = sheet_rows(ask(WORLDS[-1], "status", "odd", "--format", "xlsx").raw)
    titles = [row[rows[0].index("title")] for row in rows[1:]]
    assert titles[0].startswith("= not a formula")
    assert bptip("status", "-o", "x.xlsx").code == 0
    assert read_table_file(bptip.home / "x.xlsx").notices == ()


def test_without_the_extra_a_line_says_what_to_install(
    bptip: Bptip, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is read; other formats need nothing."""
    monkeypatch.setattr("bptip.files.exchange.office_extra.find_spec", lambda _: None)
    outcome = bptip("status", "-o", "x.xlsx")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        'bptip: A .xlsx file needs the extra "office", which is not installed.\n'
        '  Install bptip again with the line in its README: it has ".[office]".\n'
    )
    assert not (bptip.home / "x.xlsx").exists()
    assert bptip("status", "-o", "x.csv").code == 0


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_opens_a_workbook_without_a_loss(bptip: Bptip, workspace: Path) -> None:
    """Saved by it, the rows have the same cells, as bptip reads them; no other sheet is taken."""
    assert bptip("status", "-a", "-o", "x.xlsx").code == 0
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{bptip.home}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", str(bptip.home / "out"), str(bptip.home / "x.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    before = read_table_file(bptip.home / "x.xlsx")
    after = read_table_file(bptip.home / "out" / "x.xlsx")
    assert after == before
    assert [table.name for table in after.tables] == ["Activities"]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_status_writes_is_taken_in_without_a_change(
    bptip: Bptip, workspace: Path, ending: str
) -> None:
    """A row gathers what several updates stated last; none of it is stated again."""
    plan = "2025-2027"
    assert bptip("status", plan, "-a", "-o", f"x.{ending}").code == 0
    journal = workspace / "plans" / plan / "progress.toml"
    before = journal.read_bytes()
    preview = bptip("import", f"x.{ending}", "--into", plan, "--json")
    assert (preview.code, preview.json["problems"], preview.json["set_aside"]) == (0, [], [])
    assert preview.json["not_written"] == {"same": 15, "replaced": 0, "taken_back": 0}
    assert preview.json["counts"]["updates"] == 0
    written = bptip("import", f"x.{ending}", "--into", plan, "--write")
    assert written.code == 0
    assert journal.read_bytes() == before
