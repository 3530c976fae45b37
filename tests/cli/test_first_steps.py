"""The first steps of a new user: in the folder of the README, in an empty one, in one's own."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from bptip.cli.commands import COMMANDS

if TYPE_CHECKING:
    from conftest import Bptip, Plans, Process

NO_PLANS = "No plans here: this is the public plan that came with bptip."


@pytest.fixture
def readme_folder(tmp_path: Path, repository: Path) -> Path:
    """The folder to which the README leads: bptip's source, with the public plans."""
    home = tmp_path / "bptip-main"
    (home / "src" / "bptip").mkdir(parents=True)
    shutil.copy(repository / "pyproject.toml", home)
    shutil.copytree(repository / "plans", home / "plans")
    return home


@pytest.mark.parametrize(
    "arguments",
    [
        ("update", "1.1", "--status", "completed"),
        ("update", "1.1", "--status", "completed", "--plan", "plans/2024-2026/v1.toml"),
        ("retract", "x"),
        ("amend", "2024-2026", "--on", "2026-12-01"),
        ("new", "2027", "--title", "Ours", "--start", "2027", "--end", "2027"),
    ],
)
def test_the_public_plans_in_the_source_are_not_written_to(
    bptip: Bptip, readme_folder: Path, arguments: tuple[str, ...]
) -> None:
    """They are refused as the installed copy is, with the command that copies them."""
    before = {each: each.stat().st_mtime_ns for each in readme_folder.rglob("*")}
    outcome = bptip(*arguments, cwd=readme_folder)
    assert outcome.code == 2
    assert "These plans came with bptip and are read-only." in outcome.err
    assert "bptip init FOLDER" in outcome.err
    assert {each: each.stat().st_mtime_ns for each in readme_folder.rglob("*")} == before


def test_a_copy_made_in_the_folder_of_the_readme_is_written_to(
    bptip: Bptip, readme_folder: Path
) -> None:
    """`bptip init FOLDER` works there, and says how the copy is reached."""
    made = bptip("init", "ours", cwd=readme_folder)
    assert made.code == 0
    assert "bptip status --plans ours/plans" in made.err
    update = ("update", "1.1", "--status", "completed")
    assert bptip(*update, "--plans", "ours/plans", cwd=readme_folder).code == 0
    assert bptip(*update, cwd=readme_folder / "ours").code == 0


def test_plans_in_a_project_of_ones_own_are_written_to(bptip: Bptip, readme_folder: Path) -> None:
    """Only bptip's own project is meant: a pyproject.toml beside plans is not enough."""
    project = readme_folder / "pyproject.toml"
    project.write_text(project.read_text("utf-8").replace('name = "bptip"', 'name = "ours"'))
    assert bptip("update", "1.1", "--status", "completed", cwd=readme_folder).code == 0


def test_where_there_are_no_plans_that_is_said_first(bptip: Bptip, elsewhere: Path) -> None:
    """Nobody takes the public figures for their own; a file that is written does not say it."""
    outcome = bptip("status", cwd=elsewhere)
    assert outcome.err.splitlines()[0] == NO_PLANS
    assert NO_PLANS not in outcome.out
    bptip("init", cwd=elsewhere)
    assert bptip("status", cwd=elsewhere).err == ""


def test_of_several_plans_in_force_the_other_is_named(bptip: Bptip, plans: Plans) -> None:
    """For reading and for writing; nothing is said where a plan is named."""
    items = '[[objective]]\nid = "1"\ntitle = "Share"'
    plans.add(items, id="public", start=date(2025, 1, 1))
    plans.add(items, id="ours")
    home = plans.folder.parent
    assert (
        "This is the plan ours; public is in force too: bptip status public"
        in bptip("status", cwd=home).err
    )
    written = bptip("update", "1", "--status", "on-hold", "--dry-run", cwd=home)
    assert "This is the plan ours; public is in force too: --plan public" in written.err
    assert "in force too" not in bptip("status", "ours", cwd=home).err


def test_no_workspace_is_made_inside_a_folder_of_plans(bptip: Bptip, elsewhere: Path) -> None:
    """Its plans would be found in place of one's own, by every command that is typed there."""
    assert bptip("init", cwd=elsewhere).code == 0
    for folder, inside in (("plans", elsewhere), (".", elsewhere / "plans")):
        outcome = bptip("init", folder, cwd=inside)
        assert (outcome.code, 'plans" contains plans already' in outcome.err) == (2, True)
    assert not (elsewhere / "plans" / "plans").exists()


def test_a_new_plan_has_the_parties_that_are_stated(bptip: Bptip, elsewhere: Path) -> None:
    """They are written into the file, in place of the example."""
    outcome = bptip(
        "new", "ours", "--title", "Ours", "--start", "2027", "--end", "2028",
        "--parties", "Fiji, Viet Nam,Fiji", cwd=elsewhere,
    )  # fmt: skip
    assert outcome.code == 0
    text = (elsewhere / "plans" / "ours" / "v1.toml").read_text("utf-8")
    assert tomli.loads(text)["plan"]["parties"] == ["Fiji", "Viet Nam"]
    assert "# parties" not in text


def test_of_four_that_start_one_plan_at_once_one_does(process: Process, elsewhere: Path) -> None:
    """The others read that the plan exists, whichever file each found missing."""
    period = ("--start", "2040", "--end", "2041")
    running = [
        process.start("new", "2040", "--title", f"Plan {n}", *period, cwd=elsewhere)
        for n in range(4)
    ]
    errors = [each.communicate(timeout=60)[1].decode() for each in running]
    codes = [each.returncode for each in running]
    assert sorted(codes) == [0, 2, 2, 2]
    told = [err for err, code in zip(errors, codes, strict=True) if code]
    assert all('The plan "2040" exists already' in err for err in told), errors
    written = tomli.loads((elsewhere / "plans" / "2040" / "v1.toml").read_text("utf-8"))
    assert written["plan"]["title"] == f"Plan {codes.index(0)}"


def test_of_four_that_copy_the_example_at_once_none_is_stopped_by_another(
    process: Process, elsewhere: Path, example: Path
) -> None:
    """One that comes late reads that the plans are there; every file is whole."""
    running = [process.start("init", "--example", cwd=elsewhere) for _ in range(4)]
    errors = [each.communicate(timeout=60)[1].decode() for each in running]
    for each, error in zip(running, errors, strict=True):
        assert (each.returncode, error[:6]) == (0, "Next: ") or (
            each.returncode == 2 and "contains plans already" in error
        ), error
    for file in example.rglob("*.toml"):
        copy = elsewhere / "plans" / file.relative_to(example)
        assert copy.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("command", [("new", "PLAN-a"), ("import", "t.csv", "--plan", "PLAN-a")])
def test_a_plan_that_differs_only_in_capitals_is_refused(
    bptip: Bptip, elsewhere: Path, command: tuple[str, ...]
) -> None:
    """Windows, macOS and OneDrive would take its folder for that of the other plan."""
    period = ("--title", "Ours", "--start", "2040", "--end", "2041")
    (elsewhere / "t.csv").write_text("No,Activity\n1.1,Wells\n", "utf-8")
    assert bptip("new", "Plan-A", *period, cwd=elsewhere).code == 0
    outcome = bptip(*command, *period, cwd=elsewhere)
    assert outcome.code == 2
    assert 'The plan "Plan-A" exists already; nothing was changed.' in outcome.err
    assert '"PLAN-a" would be the same folder' in outcome.err
    assert [each.name for each in (elsewhere / "plans").iterdir() if each.is_dir()] == ["Plan-A"]


def test_a_new_plan_without_its_dates_is_answered_with_an_example(
    bptip: Bptip, elsewhere: Path
) -> None:
    """Where nobody can be asked."""
    outcome = bptip("new", "ours", "--title", "Ours", cwd=elsewhere)
    assert outcome.code == 2
    assert "A new plan needs --start and --end." in outcome.err
    assert "bptip new 2027-2029 --title" in outcome.err


# Guesses: what is typed by somebody who does not know the commands yet.


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (("status", "objective", "2"), "Type this: bptip status --objective 2"),
        (("status", "Goal", "2"), "Type this: bptip status --objective 2"),
        (("status", "activity", "2.1"), "Type this: bptip show 2.1"),
        (("show", "pillar", "2"), "Type this: bptip show 2"),
        (("retract", "2.1"), "2.1 is an item. Its updates: bptip log 2025-2027 --item 2.1"),
        (("import", ".", "--plan", "2030"), 'bptip: "." cannot be read: it is a folder.'),
        (("status", "2025-2027", "lead", "Fiji"), "bptip status 2025-2027 --lead Fiji"),
        (("report", "report.md"), "To write a file: bptip report -o report.md"),
        (("report", "2025-2027", "r.docx"), "To write a file: bptip report 2025-2027 -o r.docx"),
        (("status", "2.1"), "2.1 is an item: bptip show 2.1"),
        (("status", "4.6"), "2025-2027 has an item 4.6: bptip show 2025-2027/4.6"),
        (("show", "2022-2024/4.6"), "2025-2027 has an item 4.6: bptip show 2025-2027/4.6"),
        (
            ("show", "2025-2027@v1/4.6"),
            '"4.6".\n  Version 2 has it: add --plan 2025-2027@v2\n  Did',
        ),
        (("show", "objective", "2"), "Type this: bptip show 2"),
        (("update", "Activity", "2.1", "done"), "Type this: bptip update 2.1 done"),
        (("export",), 'Did you mean "bptip report"?'),
        (("undo",), 'Did you mean "bptip retract"?'),
        (("version",), "For the version: bptip --version"),
        (("status", "help"), "For help: bptip status --help"),
        (("status", "river board"), 'River Board is a party: bptip status --party "River Board"'),
        (("status", "2026"), "2026 is a year of the plan 2025-2027. For a date: --as-of 2026"),
        (("round", "2026"), "of 2025-2027: bptip round 2025-2027 --round 2026"),
        (("changes", "2026"), "2026 is a year of the plan 2025-2027. For a date: --until 2026"),
        (("status", "2026-06-30"), "For a date: bptip status --as-of 2026-06-30"),
        (("changes", "--as-of", "2026-06-30"), "For a date: --until"),
        (("update", "1.1", "status", "done"), "Type this: bptip update 1.1 done"),
        (("update", "1.1", "note", "We met"), 'Type this: bptip update 1.1 --note "We met"'),
        (("update", "1.1", "50"), "Type this: bptip update 1.1 --progress 50"),
        (("update", "1.1", "done", "We met"), 'Type this: bptip update 1.1 done --note "We met"'),
        (("import", "2025-2027", "a.csv"), "Type this: bptip import a.csv --into 2025-2027"),
        (("import", "a.csv", "2025-2027"), "Type this: bptip import a.csv --into 2025-2027"),
        (("diff", "v1", "v2"), "Write a version after its plan: 2025-2027@v1"),
        (("status", "V2"), "Write a version after its plan: 2025-2027@v2"),
        (("diff", "2025-2027", "V1", "v2"), "bptip diff 2025-2027@v1 2025-2027@v2"),
        (("plans", "2025-2027"), "It takes: bptip plans"),
        (("trace", "1.1", "2022-2024"), "A plan is named by its option: --plan PLAN"),
        (("trace", "joint", "drills"), "Put words that belong together in quotes"),
        (("check", "plans"), '"plans" is a folder: --plans plans'),
        (("status", "--on", "2026-06-30"), "For a date: --as-of"),
        (("changes", "--on", "2026-06-30"), "For a date: --until"),
        (("status", "-o", "status.pdf"), "For a PDF file: write .docx or .html"),
        (("update", "2025-2027", "2.1", "--no-change"), "Type --plan 2025-2027 in its place."),
        (("update", "2.1", "50%"), "Type this: bptip update 2.1 --progress 50"),
        (("update", "2.1", "--progress", "50", "%"), "bptip update 2.1 --progress 50"),
        (("update", "2.1", "to", "50", "percent"), "bptip update 2.1 --progress 50"),
        (("update", "2.1", "50", "%", "done"), "bptip update 2.1 --progress 50"),
        (("update", "2.1", "0.5"), "may mean 50 % or 0.5 %"),
        (("update", "2.1=done"), "Type this: bptip update 2.1 done"),
        (("update", "2.1 done"), "Type this: bptip update 2.1 done"),
        (("update", "1.1", "and", "2.1", "done"), "Type this: bptip update 1.1 2.1 done"),
        (("update", "1.1", "done", "2.1"), 'There is no item "done".'),
        (("update", "2.1", "is", "done", "--by", "x"), "bptip update 2.1 done --by x"),
        (("update", "2.1", "in", "progress"), "Type this: bptip update 2.1 in-progress"),
        (("update", "2.1", "no", "change"), "Type this: bptip update 2.1 --no-change"),
        (("update", "2.1", "done", "on", "2 Nov 2026"), '2.1 done --on "2 Nov 2026"'),
        (("update", "2.1", "late", "until", "2027-03"), "2.1 delayed --expected 2027-03"),
        (("update", "2.1", "done", "03/04/2026"), "It could mean 2026-04-03"),
        (("update", "2.1", "delayed", "by", "Fiji"), "bptip update 2.1 delayed --by Fiji"),
        (("update", "2.1", "delayed", "because", "of", "funding"), "delayed --reason funding"),
        (("update", "2.1", "done", "not", "cheap"), '2.1 done --note "not cheap"'),
        (("update", "2.1", "https://a.example/b"), '--evidence "https://a.example/b"'),
        (("update", "2.1", "metres=5"), "bptip update 2.1 --value"),
        (("update", "2.1", "done", "2.2", "delayed"), 'There is no item "done".'),
        (("report", "word"), "To write a file: bptip report -o report.docx"),
        (("report", "2025-2027", "to", "pdf"), "bptip report 2025-2027 -o report.docx"),
        (("status", "Excel"), "To write a file: bptip status -o status.xlsx"),
        (("report", "--docx", "x.docx"), "To write a file: -o answer.docx"),
        (("update", "2.1", "--delayed"), "For the status: --status delayed"),
        (("update", "2.1", "--percent", "50"), "The option is called --progress."),
        (("status", "--country", "Fiji"), "The option is called --party."),
        (("status", "as", "of", "30", "June", "2026"), 'bptip status --as-of "30 June 2026"'),
        (("report", "2025-2027", "Q3", "2026"), 'report 2025-2027 --as-of "Q3 2026"'),
        (("status", "on", "2026-06-30"), "For a date: bptip status --as-of 2026-06-30"),
        (("changes", "since", "June", "2026"), 'Type this: bptip changes --since "June 2026"'),
        (("status", "delayed"), "delayed is a status: bptip status --status delayed"),
        (("status", "overdue"), "that are overdue: bptip status --overdue"),
        (("show", "2025-2027"), "2025-2027 is a plan: bptip status 2025-2027"),
        (("show", "river board"), 'River Board is a party: bptip status --party "River Board"'),
        (("done", "2.1"), "Type this: bptip update 2.1 done"),
        (("2.1", "delayed"), "Type this: bptip update 2.1 delayed"),
        (("2.1",), "Type this: bptip show 2.1"),
        (("parties",), 'Did you mean "bptip status"?'),
        (("new",), "For example: bptip new 20"),
        (("show",), "For example: bptip show 2.1"),
        (("collect",), "For example: bptip collect "),
        (("amend", "2025-2027"), "For example: bptip amend "),
        (("update", "all", "done"), "Name each item, with a blank between them."),
        (("update", "2.2-2.4", "done"), "Name each item, with a blank between them."),
        (("update", "2.*", "done"), "Name each item, with a blank between them."),
        (("update", "2.1", "not", "done"), '"not" is a part of the title of 4, Recover'),
        (("update", "set", "2.1", "done"), "name that item by its id too: 4.4."),
        (("update", "2.1", "sluice", "--status", "done"), "name that item by its id too: 2.3."),
        (("update", "2.1", "never", "done"), 'There is no item "never done".'),
        (("update", "2.1", "selesai"), 'There is no item "selesai".\n  It is not a status'),
        (("update", "2.1", "2.3", "2.3", "selesai"), 'There is no item "selesai".'),
        (("update", "2.1", "and", "selesai"), 'There is no item "selesai".'),
        (("update", "2.1", "hoàn", "thành"), "It is not a status either. Known: not-"),
        (("update", "2.1", "seewall", "--note", "x"), 'There is no item "seewall".'),
        (("status", "2026/2027"), 'There is no plan "2026/2027".'),
        (("redact", "39c81c2"), "For example: bptip redact "),
        (("update", "activity", "2.1", "--status", "done"), "bptip update 2.1 --status done"),
    ],
)
def test_a_guess_is_answered_with_what_to_type(
    bptip: Bptip, typed: tuple[str, ...], answer: str
) -> None:
    """Nothing is done, and nothing else is suggested."""
    outcome = bptip(*typed)
    assert outcome.code == 2
    assert answer in outcome.err


def test_plans_that_have_a_year_as_their_name_are_no_dates(bptip: Bptip, elsewhere: Path) -> None:
    """A comparison of two of them is not refused."""
    for year in ("2040", "2041"):
        period = ("--title", year, "--start", year, "--end", year)
        assert bptip("new", year, *period, cwd=elsewhere).code == 0
    assert bptip("diff", "2040", "2041", cwd=elsewhere).code == 0
    assert bptip("status", "2041", cwd=elsewhere).code == 0


def test_a_command_that_does_not_exist_is_near_one_with_its_first_letter_only(
    bptip: Bptip,
) -> None:
    """Others are alike by chance."""
    assert "Did you mean" not in bptip("omend").err
    assert 'Did you mean "bptip status"?' in bptip("STAUTS").err


@pytest.mark.parametrize(
    ("extension", "uses"), [("md", ["verify", "import"]), ("docx", ["import"]), ("html", [])]
)
def test_a_report_in_place_of_a_plan_is_answered_with_what_can_be_done_with_it(
    bptip: Bptip, plans: Plans, extension: str, uses: list[str]
) -> None:
    """Only a report in Markdown can be checked."""
    report = plans.folder.parent / f"report.{extension}"
    assert bptip("report", "-o", report).code == 0
    said = bptip("status", report).err
    assert re.findall(r": bptip (verify|import) ", said) == uses


@pytest.mark.parametrize(
    ("name", "usage"),
    [
        ("status", "[OPTIONS] [PLAN]"),
        ("find", "[OPTIONS] WORDS..."),
        ("check", "[OPTIONS] [PLAN]..."),
        ("update", "[OPTIONS] [ITEM]..."),
    ],
)
def test_usage_shows_what_can_be_left_out_in_brackets(bptip: Bptip, name: str, usage: str) -> None:
    """One pair of brackets, no braces."""
    lines = [line.strip() for line in bptip(name, "--help").out.splitlines()]
    assert f"Usage: bptip {name} {usage}" in lines


def test_help_wraps_the_sentences_of_a_command_at_the_width_of_the_window(bptip: Bptip) -> None:
    """The line breaks of the source are not those of the screen."""
    lines = [line.strip() for line in bptip("trend", "--help").out.splitlines()]
    assert (
        "Shows the counts by status on each date, in the version in force then, and the statuses "
        "of each objective. Items that"
    ) in lines


def test_the_examples_in_the_help_can_be_pasted(bptip: Bptip) -> None:
    """Each is on a line of its own, as it is typed."""
    for name, command in COMMANDS.items():
        if not command.hidden:
            shown = [line.strip() for line in bptip(name, "--help").out.splitlines()]
            examples = getattr(import_module(f"bptip.cli.{name}_command"), "EXAMPLES", ())
            for typed, _ in examples:
                assert typed in shown


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("return.docx", b"PK\x03\x04....word/document.xml", "a Word file"),
        ("return.xlsx", b"PK\x03\x04....xl/workbook.xml", "an Excel file"),
        ("return.doc", b"\xd0\xcf\x11\xe0....", "a file in an old Word or Excel format"),
        ("return.pdf", b"%PDF-1.7", "a PDF file"),
        ("tracker.csv", b"No.,Status\n1.1,Completed\n", "a table"),
        ("report.md", b"# Progress\n", "a text in Markdown"),
        ("v1.toml", b'schema = 1\n[plan]\nid = "2025-2027"\n', "a plan"),
    ],
)
def test_a_file_that_is_no_journal_is_called_what_it_is(
    bptip: Bptip, tmp_path: Path, name: str, content: bytes, kind: str
) -> None:
    """`merge` does not advise to save a Word file as UTF-8; nor do other commands.

    `report --words` reads Word files, and says that this one is damaged.
    """
    file = tmp_path / name
    file.write_bytes(content)
    outcome = bptip("merge", file)
    assert outcome.code == 2
    assert f'{name}" is {kind}' in outcome.err
    assert "UTF-8" not in outcome.err
    if name.startswith("return"):
        found = "is damaged." if kind == "a Word file" else f"is {kind}."
        assert f'{name}" {found}' in bptip("report", "--words", file).err


def test_a_party_has_the_spelling_of_the_plan_where_none_are_listed(
    bptip: Bptip, plans: Plans
) -> None:
    """The leads are known; another name is taken as it is typed."""
    items = (
        '[[objective]]\nid = "1"\ntitle = "Share"\n'
        '[[objective.activity]]\nid = "1.1"\ntitle = "Meet"\nlead = ["Fiji"]\n'
    )
    plans.add(items)
    home = plans.folder.parent
    update = ("update", "1.1", "--status", "on-hold", "--dry-run", "--by")
    assert "by Fiji" in bptip(*update, "fiji", cwd=home).out
    assert "by Tuvalu" in bptip(*update, "Tuvalu", cwd=home).out


@pytest.mark.parametrize("name", ["v1.toml.txt", "v1.txt", "V1.toml.bak"])
def test_a_plan_that_notepad_has_named_is_found(bptip: Bptip, elsewhere: Path, name: str) -> None:
    """It is not read; every command says what to rename."""
    folder = elsewhere / "plans" / "2026"
    folder.mkdir(parents=True)
    (folder / name).write_text("schema = 1\n")
    said = f'"plans/2026/{name}" is not read: rename it to v1.toml.'
    assert said in bptip("status", cwd=elsewhere).err
    assert said in bptip("status", "2026", cwd=elsewhere).err
    assert said in bptip("status", "--plans", "plans", cwd=elsewhere).err


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        ('status = "Done"', "This is recorded in the journal: bptip update ID --status."),
        ('note = "Held."', "This is recorded in the journal: bptip update ID --note."),
    ],
)
def test_progress_in_a_plan_is_answered_with_the_command_that_records_it(
    bptip: Bptip, plans: Plans, lines: str, hint: str
) -> None:
    """The nearest key would be another thing."""
    plans.add(f'[[objective]]\nid = "1"\ntitle = "Share"\n{lines}')
    outcome = bptip("check", cwd=plans.folder.parent)
    assert hint in " ".join(outcome.out.split())
    assert "Did you mean" not in outcome.out


def test_the_example_of_an_id_is_one_of_the_kind_of_item(bptip: Bptip, plans: Plans) -> None:
    """An objective's is a whole number."""
    plans.add('[[objective]]\ntitle = "Share"\n[[objective.activity]]\ntitle = "Meet"')
    shown = bptip("check", cwd=plans.folder.parent).out
    assert shown.index('id = "1".') < shown.index('id = "1.1".')


def test_items_may_have_commas_between_them(bptip: Bptip) -> None:
    """People list them as in a sentence."""
    outcome = bptip("update", "2.1,", "2.3", "--no-change", "--dry-run")
    assert outcome.code == 0
    assert "2 updates" in outcome.out


@pytest.mark.parametrize(
    "items",
    [("2025-2027/2.1", "๒.3,"), ("2.1", "sluice gates"), ("sea", "sluice"), ("id 2.1", "4")],
)
def test_items_may_be_named_beside_each_other(bptip: Bptip, items: tuple[str, str]) -> None:
    """By ids in any digits, or by parts of their titles: of several words, where ids are there."""
    outcome = bptip("update", *items, "done", "--dry-run")
    assert outcome.code == 0
    assert "2 updates" in outcome.out


def test_an_installation_without_the_public_plans_says_so(
    bptip: Bptip, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when bptip is run from a ZIP archive; `init` makes no empty workspace."""
    monkeypatch.setattr("bptip.files.workspace.finding.plan_folders", lambda _: [])
    for arguments in (("status",), ("init",), ("init", "--example")):
        outcome = bptip(*arguments, cwd=elsewhere)
        assert outcome.code == 2
        assert "missing from this installation" in outcome.err
    assert list(elsewhere.iterdir()) == []


# Dates: one grammar for every option.

FORMS = (
    "2026-06-30", "2026-6-30", "2026/06/30", "30 Jun 2026", "30 June 2026", "June 30, 2026",
    "30-Jun-26", "30/06/2026", "Jun 2026", "2026-06", "Q2 2026", "2026-Q2", "H1 2026", "2026-H1",
    "end of June 2026",
)  # fmt: skip
"""Texts that name 30 June 2026, or a span that ends on that day."""

AS_AN_END = (
    ("status", "--as-of"), ("status", "--known-at"), ("show", "2.1", "--as-of"),
    ("log", "--until"), ("changes", "--until"), ("trend", "--at"), ("report", "--as-of"),
    ("update", "2.1", "--no-change", "-n", "--on"), ("update", "2.1", "-n", "--expected"),
)  # fmt: skip


@pytest.mark.parametrize("arguments", AS_AN_END, ids=" ".join)
def test_every_option_takes_every_form_of_a_date(bptip: Bptip, arguments: tuple[str, ...]) -> None:
    """The answer is the same as for the day itself."""
    expected = bptip(*arguments, FORMS[0], "--json").json
    for form in FORMS[1:]:
        outcome = bptip(*arguments, form, "--json")
        assert outcome.code == 0, (form, outcome.err)
        assert without_ids(outcome.json) == without_ids(expected), form


def without_ids(answer: Any) -> Any:
    """Returns an answer without the ids of new updates, which chance decides."""
    return json.loads(re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", json.dumps(answer)))


def test_several_dates_of_a_trend_may_have_commas_in_them(bptip: Bptip) -> None:
    """A comma separates dates, and belongs to the American form of one."""
    typed = "Jun 30, 2026,31 Dec 2025"
    columns = bptip("trend", "--at", typed, "--json").json["columns"]
    assert [column["at"] for column in columns] == ["2025-12-31", "2026-06-30"]
