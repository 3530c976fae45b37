"""Where an answer goes and in which format: -o, --format, --json, -f; the same for each command."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import pytest

from bptip.render import formats

if TYPE_CHECKING:
    from conftest import Bptip

pytestmark = pytest.mark.usefixtures("workspace")  # nearly all of them write files

READING: Final = {
    "status": ("status",),
    "show": ("show", "1.2"),
    "find": ("find", "flood"),
    "log": ("log", "--item", "1.2"),
    "plans": ("plans",),
    "check": ("check",),
}
FORMATS: Final = {name: each.extensions[0] for name, each in formats.FORMATS.items()}

every_command = pytest.mark.parametrize("command", READING.values(), ids=READING)
every_format = pytest.mark.parametrize(("format_", "extension"), FORMATS.items(), ids=FORMATS)


def as_in_a_file(page: bytes) -> bytes:
    """Returns a page on a pipe as a file has it: without the line that says where the plans are."""
    whole, gap, last = page.rpartition(b"\n\n")
    if not last.startswith(b"Plans: "):
        return page
    assert gap
    return whole + b"\n"


@every_command
@every_format
def test_the_extension_chooses(
    bptip: Bptip, command: tuple[str, ...], format_: str, extension: str
) -> None:
    """The file has the very bytes that the format gives on a pipe; stdout stays empty.

    Only a page on a screen, which a pipe gets too, says where the plans are.
    """
    file = bptip.home / f"out{extension}"
    outcome = bptip(*command, "-o", file)
    assert (outcome.code, outcome.out) == (0, "")
    assert str(file) in outcome.err
    piped = bptip(*command, "--format", format_).raw
    assert file.read_bytes() == as_in_a_file(piped)
    assert (piped != as_in_a_file(piped)) is (format_ == "table")
    assert b"Plans: " not in file.read_bytes()


@every_command
def test_the_table_is_the_default_and_json_has_a_short_name(
    bptip: Bptip, command: tuple[str, ...]
) -> None:
    """`-` is stdout."""
    table = bptip(*command, "--format", "table").raw
    assert bptip(*command).raw == table
    assert bptip(*command, "-o", "-").raw == table
    data = bptip(*command, "--format", "json").raw
    assert bptip(*command, "--json").raw == data
    assert bptip(*command, "--json", "--output", "-").raw == data
    assert not (bptip.home / "-").exists()


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("out.MD", "markdown"),
        ("out.markdown", "markdown"),
        ("a.b.json", "json"),
        ("out.TXT", "table"),
        ("out.htm", "html"),
        ("out.DOCX", "docx"),
        ("out.XLSX", "xlsx"),
    ],
)
def test_extensions_in_any_case(bptip: Bptip, name: str, format_: str) -> None:
    """As they come from another house."""
    assert bptip("status", "-o", name).code == 0
    piped = bptip("status", "--format", format_).raw
    assert (bptip.home / name).read_bytes() == as_in_a_file(piped)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("out.txt", ["--format", "json"]),
        ("out.txt", ["--format", "JSON"]),
        ("out.txt", ["--json"]),
        ("out.csv", ["--json"]),
        ("out.xyz", ["--format", "json"]),
        ("out", ["--json"]),
    ],
)
def test_the_named_format_wins(bptip: Bptip, name: str, options: list[str]) -> None:
    """Over the extension, known or not."""
    assert bptip("status", "-o", name, *options).code == 0
    assert (bptip.home / name).read_bytes() == bptip("status", "--json").raw


@pytest.mark.parametrize("name", ["out.xyz", "out.pdf", "out", ".json", "."])
def test_an_unknown_extension_is_refused_with_the_list(bptip: Bptip, name: str) -> None:
    """Nothing is written."""
    before = sorted(bptip.home.iterdir())
    outcome = bptip("status", "-o", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert f'"{name}"' in outcome.err
    assert all(extension in outcome.err for extension in FORMATS.values())
    assert sorted(bptip.home.iterdir()) == before


@pytest.mark.parametrize(
    ("typed", "separator"), [(";", ";"), (",", ","), ("tab", "\t"), ("TAB", "\t")]
)
def test_the_separator_of_csv(bptip: Bptip, typed: str, separator: str) -> None:
    """On the screen and in a file."""
    shown = bptip("status", "--format", "csv", "--separator", typed)
    header = separator.join(("id", "number", "title", "objective_title", "status", "said", ""))
    assert shown.raw.startswith(f"\ufeff{header}".encode())
    assert bptip("status", "-o", "out.csv", "--separator", typed).code == 0
    assert (bptip.home / "out.csv").read_bytes() == shown.raw


@pytest.mark.parametrize("typed", ["|", "", " ", "semicolon", ";;", "\\t", "'"])
def test_another_separator_is_refused_with_the_list(bptip: Bptip, typed: str) -> None:
    outcome = bptip("status", "-o", "out.csv", "--separator", typed)
    assert (outcome.code, outcome.out) == (2, "")
    assert f'bptip cannot separate the cells of a CSV file with "{typed}".' in outcome.err
    assert "',', ';', tab" in outcome.err
    assert not (bptip.home / "out.csv").exists()


@pytest.mark.parametrize("options", [[], ["--json"], ["-o", "out.md"], ["--format", "html"]])
def test_a_separator_of_another_format_is_refused(bptip: Bptip, options: list[str]) -> None:
    """It would change nothing, and a user who types it expects CSV."""
    outcome = bptip("status", *options, "--separator", ";")
    assert outcome.code == 2
    assert outcome.err == (
        "bptip: --separator is for CSV only.\n"
        "  Add --format csv or -o NAME.csv, or leave out --separator.\n"
    )
    assert not (bptip.home / "out.md").exists()


def test_no_extension_is_said_in_words(bptip: Bptip) -> None:
    """Not as an extension of nothing."""
    assert '""' not in bptip("status", "-o", "out").err


@pytest.mark.parametrize(
    ("name", "nearest"), [("jsn", "json"), ("mardown", "markdown"), ("xml", "")]
)
def test_an_unknown_format_is_refused_with_the_list(bptip: Bptip, name: str, nearest: str) -> None:
    """And with the nearest."""
    outcome = bptip("status", "--format", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert f'"{name}"' in outcome.err
    assert all(format_ in outcome.err for format_ in FORMATS)
    assert not nearest or f'Did you mean "{nearest}"?' in outcome.err


def test_a_file_for_word_is_not_written_to_a_screen(bptip: Bptip) -> None:
    """It says how to name a file; a pipe gets it, whoever reads from there."""
    for options in (["--format", "docx"], ["--format", "docx", "-o", "-"]):
        outcome = bptip("status", *options, terminal=True)
        assert (outcome.code, outcome.raw) == (2, b"")
        assert outcome.err == (
            "bptip: A docx file cannot be shown on the screen.\n  Name a file: -o NAME.docx\n"
        )
    assert bptip("status", "--format", "docx").raw.startswith(b"PK")
    assert bptip("status", "-o", "out.docx", terminal=True).code == 0


def test_a_format_is_refused_before_anything_is_read(bptip: Bptip) -> None:
    """Wrong usage is wrong usage, whatever the state of the plans."""
    (bptip.home / "plans" / "2025-2027" / "v2.toml").write_text("x", "utf-8")
    assert "format" in bptip("status", "2025-2027", "--format", "xml").err


def test_an_existing_file_is_kept(bptip: Bptip) -> None:
    """Unless -f or --force."""
    file = bptip.home / "out.md"
    file.write_text("mine", "utf-8")
    outcome = bptip("status", "-o", "out.md")
    assert (outcome.code, outcome.out) == (2, "")
    assert "out.md" in outcome.err
    assert "--force" in outcome.err
    assert file.read_text("utf-8") == "mine"
    for option in ("-f", "--force"):
        file.write_text("mine", "utf-8")
        assert bptip("status", "-o", "out.md", option).code == 0
        assert file.read_bytes() == bptip("status", "--format", "markdown").raw


@pytest.mark.parametrize(
    "name",
    [
        "2022-2024/progress.toml",
        "2025-2027/V2.toml",
        "2025-2027/v9.toml",
        "2025-2027/progress (1).toml",
        "parties.toml",
        "contacts.toml",
    ],
)
def test_a_file_of_a_plan_is_never_replaced_by_an_answer(bptip: Bptip, name: str) -> None:
    """Not by --force either, whether it is there or would be taken for one."""
    plans = bptip.home / "plans"
    journal = (plans / "2025-2027" / "progress.toml").read_bytes()
    (plans / "2025-2027" / "progress (1).toml").write_bytes(journal)
    before = {file: file.read_bytes() for file in plans.rglob("*") if file.is_file()}
    outcome = bptip("report", "--format", "markdown", "-o", f"plans/{name}", "-f")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        f'bptip: "plans/{name}" is a file of a plan, so nothing else is written to it.\n'
        "  Choose another file: -o NAME.md\n"
    )
    assert {file: file.read_bytes() for file in plans.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    "name", ["plan.schema.json", ".gitignore", ".gitattributes", "2025-2027/progress.toml.lock"]
)
def test_a_file_beside_the_plans_is_never_replaced_by_an_answer(bptip: Bptip, name: str) -> None:
    """Editors, Git and writers need it."""
    file = bptip.home / "plans" / name
    file.write_bytes(b"needed")
    outcome = bptip("report", "--format", "markdown", "-o", f"plans/{name}", "-f")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        f'bptip: "plans/{name}" is a file that bptip or Git needs, so nothing else is written to '
        "it.\n  Choose another file: -o NAME.md\n"
    )
    assert file.read_bytes() == b"needed"


def test_the_schema_can_be_written_again(bptip: Bptip) -> None:
    """`bptip schema` replaces the file of that name, as after an update of bptip."""
    file = bptip.home / "plans" / "plan.schema.json"
    file.write_bytes(b"old")
    assert bptip("schema", "-o", "plans/plan.schema.json", "-f").code == 0
    assert file.read_bytes() == bptip("schema").raw


def test_a_form_that_came_back_is_never_replaced_by_an_answer(bptip: Bptip) -> None:
    """Not by --force either; another workbook is."""
    assert bptip("request", "--round", "H1", "--due", "2027-01-31", "-o", "forms").code == 0
    form = min((bptip.home / "forms").glob("*.xlsx"))
    before = form.read_bytes()
    outcome = bptip("status", "-o", f"forms/{form.name}", "-f")
    assert (outcome.code, outcome.out) == (2, "")
    assert f'"forms/{form.name}" is a form of a round' in outcome.err
    assert form.read_bytes() == before
    for _ in range(2):
        assert bptip("status", "-o", "forms/status.xlsx", "-f").code == 0


@pytest.mark.parametrize(
    "command", [("report", "--words", "own.md"), ("verify", "own.md"), ("import", "own.md")]
)
def test_an_answer_never_replaces_what_it_was_made_from(
    bptip: Bptip, command: tuple[str, ...]
) -> None:
    """The words, the report or the table that a command reads, under whatever name."""
    file, same = bptip.home / "own.md", bptip.home / "same.md"
    text = "| No | Activity |\n| - | - |\n| 1.1 | Wells |\n"
    report = bptip("report").out
    file.write_text(report if command[0] == "verify" else text, "utf-8")
    if command[0] == "report":
        file.write_text("## Summary\n\nAll is well.\n", "utf-8")
    same.hardlink_to(file)
    before = file.read_bytes()
    options = ("--plan", "2030") if command[0] == "import" else ()
    for name in ("own.md", "same.md"):
        outcome = bptip(*command, *options, "-o", name, "-f")
        assert (outcome.code, outcome.out) == (2, "")
        assert f'"{name}" is a file that this command reads, so it was kept.' in outcome.err
    assert file.read_bytes() == before


def test_nothing_is_left_beside_the_file(bptip: Bptip) -> None:
    """No temporary file, whether it was written or refused."""
    bptip("status", "-o", "out.md")
    bptip("status", "-o", "out.md")
    bptip("status", "-o", "out.md", "-f")
    assert sorted(each.name for each in bptip.home.iterdir()) == ["out.md", "plans"]


def test_a_folder_that_is_missing_is_named(bptip: Bptip) -> None:
    """It isn't made: a slip of the finger would hide the file."""
    outcome = bptip("status", "-o", "nowhere/out.md")
    assert (outcome.code, outcome.out) == (2, "")
    assert "nowhere" in outcome.err
    assert not (bptip.home / "nowhere").exists()


@pytest.mark.parametrize("options", [[], ["--force"]])
def test_a_folder_in_the_place_of_the_file_is_refused(bptip: Bptip, options: list[str]) -> None:
    """Also with --force: a folder is never replaced."""
    (bptip.home / "out.md").mkdir()
    outcome = bptip("status", "-o", "out.md", *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert "folder" in outcome.err


def test_a_file_in_the_place_of_the_folder_is_refused(bptip: Bptip) -> None:
    """In one clear message."""
    (bptip.home / "file").write_text("mine", "utf-8")
    outcome = bptip("status", "-o", "file/out.md")
    assert (outcome.code, outcome.out) == (2, "")
    assert "Traceback" not in outcome.err


def test_a_file_is_plain_and_of_fixed_width(bptip: Bptip) -> None:
    """Whatever the terminal is: a .txt is for others too."""
    env = {"FORCE_COLOR": "1", "COLUMNS": "60"}
    bptip("status", "-o", "out.txt", env=env, terminal=True)
    text = (bptip.home / "out.txt").read_text("utf-8")
    assert "\x1b" not in text
    assert text.encode() == as_in_a_file(bptip("status").raw)
    assert 100 < max(map(len, text.splitlines())) <= 120


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_a_file_has_the_usual_permissions(bptip: Bptip) -> None:
    """Those that any new file gets; one that is replaced keeps its own."""
    before = os.umask(0o027)
    try:
        bptip("status", "-o", "out.md")
        file = bptip.home / "out.md"
        assert file.stat().st_mode & 0o777 == 0o640
        file.chmod(0o604)
        bptip("status", "-o", "out.md", "-f")
        assert file.stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_a_link_is_written_through(bptip: Bptip) -> None:
    """The link stays; the file that it leads to is replaced."""
    shared = bptip.home / "shared.md"
    shared.write_text("old", "utf-8")
    (bptip.home / "out.md").symlink_to(shared)
    assert bptip("status", "-o", "out.md", "-f").code == 0
    assert (bptip.home / "out.md").is_symlink()
    assert shared.read_bytes() == bptip("status", "--format", "markdown").raw


def test_an_answer_of_exit_code_one_is_written_too(bptip: Bptip) -> None:
    """The file is there, and the code says what it says."""
    assert bptip("check", "--strict", "-o", "problems.json").code == 1
    assert (bptip.home / "problems.json").read_bytes() == bptip("check", "--json").raw
