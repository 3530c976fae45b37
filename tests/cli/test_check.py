"""`bptip check`: its exit code, what it lists, and that one fault hides no other.

What each code means is tested with the checks; here only how the command answers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Bptip, Outcome, Plans

GOOD = '[[objective]]\nid = "1"\ntitle = "x"'
WARNED = GOOD + '\n[[objective.activity]]\nid = "1.1"\ntitle = "y"'
FAULTY = GOOD + '\n[[objective]]\nid = "1"\ntitle = "z"\nnotes = "w"'


def codes(outcome: Outcome) -> list[tuple[str, str]]:
    """Returns the severity and code of each problem in an answer."""
    return [(each["severity"], each["code"]) for each in outcome.json["problems"]]


def test_all_is_well(bptip: Bptip, plans: Plans) -> None:
    """Exit 0, said in words; also with --strict."""
    plans.add(GOOD)
    for options in ((), ("--strict",)):
        outcome = bptip("check", *options, cwd=plans.folder.parent)
        assert (outcome.code, outcome.err) == (0, "")
        assert "no errors" in outcome.out


def test_warnings_are_no_errors(bptip: Bptip, plans: Plans) -> None:
    """Exit 0, unless --strict says that they count."""
    plans.add(WARNED)
    outcome = bptip("check", "--json", cwd=plans.folder.parent)
    assert outcome.code == 0
    assert set(codes(outcome)) == {("warning", "no-lead"), ("warning", "no-due")}
    assert bptip("check", "--strict", cwd=plans.folder.parent).code == 1


def test_errors_are_a_no(bptip: Bptip, plans: Plans) -> None:
    """Exit 1, and the answer is on stdout: it is an answer, not a failure."""
    plans.add(FAULTY)
    outcome = bptip("check", cwd=plans.folder.parent)
    assert (outcome.code, outcome.err) == (1, "")
    assert "plans/tiny/v1.toml:14:1" in outcome.out
    assert "unknown-key" in outcome.out


def test_all_problems_of_all_files_come_at_once(bptip: Bptip, plans: Plans) -> None:
    """Nobody wants to correct a file fault by fault."""
    plans.add(FAULTY, id="faulty")
    plans.add(WARNED, id="warned", journal="[[update]]\nid = 1")
    plans.add(id="broken")
    (plans.folder / "broken" / "v1.toml").write_text("schema = \n", "utf-8")
    (plans.folder / "latin").mkdir()
    (plans.folder / "latin" / "v1.toml").write_bytes(b"schema = 1 # caf\xe9\n")
    outcome = bptip("check", "--json", cwd=plans.folder.parent)
    assert outcome.code == 1
    files = {each["file"] for each in outcome.json["problems"]}
    assert files == {
        "plans/broken/v1.toml",
        "plans/faulty/v1.toml",
        "plans/latin/v1.toml",
        "plans/warned/progress.toml",
        "plans/warned/v1.toml",
    }


def test_one_fault_hides_no_other_in_the_same_file(bptip: Bptip, plans: Plans) -> None:
    """A key that is unknown doesn't keep an id from being seen twice."""
    plans.add(FAULTY)
    outcome = bptip("check", "--json", cwd=plans.folder.parent)
    assert {code for _, code in codes(outcome)} == {"unknown-key", "duplicate-id"}


def test_a_place_counts_from_one_in_characters(bptip: Bptip, plans: Plans) -> None:
    """The line and column of the key; letters count, not bytes."""
    plans.add('[[objective]]\nid = "1"\ntitle = "x"\nextra = { "é日本" = 1, b = [] }')
    (plans.folder / "tiny" / "v1.toml").write_text(
        'schema = 1\nplan = { "é日本" = 1, id = "tiny", version = 1, title = "x",'
        " start = 2026-01-01, end = 2026-12-31 }\n",
        "utf-8",
    )
    (problem,) = bptip("check", "--json", cwd=plans.folder.parent).json["problems"]
    assert (problem["code"], problem["line"], problem["column"]) == ("unknown-key", 2, 10)


def test_files_are_relative_to_the_working_folder(bptip: Bptip, plans: Plans) -> None:
    """So that an editor opens what is clicked at."""
    plans.add(FAULTY)
    for cwd, file in (
        (plans.folder.parent, "plans/tiny/v1.toml"),
        (plans.folder, "tiny/v1.toml"),
        (plans.folder / "tiny", "v1.toml"),
    ):
        problems = bptip("check", "--plans", plans.folder, "--json", cwd=cwd).json["problems"]
        assert {each["file"] for each in problems} == {file}


def test_warnings_stand_by_code_unless_all(bptip: Bptip, plans: Plans) -> None:
    """Their places are there either way; with --all each has its message."""
    activity = '\n[[objective.activity]]\nid = "1.{0}"\ntitle = "y"\ndue = 2026-12-31'
    plans.add(GOOD + "".join(activity.format(n) for n in (1, 2, 3)))
    grouped = bptip("check", cwd=plans.folder.parent)
    each = bptip("check", "--all", cwd=plans.folder.parent)
    assert grouped.out.count("no-lead") == 1
    assert each.out.count("no-lead") == 3
    problems = bptip("check", "--json", cwd=plans.folder.parent).json["problems"]
    assert len(problems) == 3
    for problem in problems:
        assert re.search(rf"v1\.toml.*\b{problem['line']}\b", grouped.out)
        assert f"v1.toml:{problem['line']}:{problem['column']}" in each.out
    assert "Activity 1.2 has no lead." in each.out
    assert grouped.code == each.code == 0


def test_errors_are_always_listed_one_by_one(bptip: Bptip, plans: Plans) -> None:
    """Each with its place, its message and what would be right."""
    plans.add(GOOD + '\ndescripton = "w"\nsource = []')
    page = bptip("check", cwd=plans.folder.parent).out
    assert page.count("unknown-key") == 2
    assert '"description"' in page
    assert '"sources"' in page


def test_only_the_plans_that_are_named(bptip: Bptip, plans: Plans) -> None:
    """By id, by folder, by file; a fault elsewhere doesn't count."""
    plans.add(GOOD, id="good")
    plans.add(FAULTY, id="faulty")
    there = plans.folder.parent
    assert bptip("check", cwd=there).code == 1
    assert bptip("check", "good", cwd=there).code == 0
    assert bptip("check", "plans/good", cwd=there).code == 0
    assert bptip("check", "plans/good/v1.toml", cwd=there).code == 0
    assert bptip("check", "good", "faulty", cwd=there).code == 1
    assert bptip("check", "plans/faulty/v1.toml", cwd=there).code == 1


def test_an_unknown_plan_is_wrong_usage(bptip: Bptip) -> None:
    """The exit code is 2, not 1: nothing was checked."""
    for name in ("2025-2028", "nowhere/v1.toml", "nowhere/"):
        outcome = bptip("check", name)
        assert (outcome.code, outcome.out) == (2, ""), name
        assert name.rstrip("/") in outcome.err


def test_a_file_that_cannot_be_read_is_an_error(bptip: Bptip, plans: Plans) -> None:
    """A folder where a file should be: exit 1, without a place."""
    (plans.folder / "tiny" / "v1.toml").mkdir(parents=True)
    outcome = bptip("check", "--json", cwd=plans.folder.parent)
    assert (outcome.code, codes(outcome)) == (1, [("error", "unreadable")])
    (problem,) = outcome.json["problems"]
    assert (problem["line"], problem["column"]) == (None, None)


def test_errors_go_into_every_format(bptip: Bptip, plans: Plans) -> None:
    """The exit code is the same in each."""
    plans.add(FAULTY)
    for format_ in ("table", "markdown", "json", "csv"):
        outcome = bptip("check", "--format", format_, cwd=plans.folder.parent)
        assert outcome.code == 1
        assert "unknown-key" in outcome.out
    written = bptip("check", "-o", "problems.csv", cwd=plans.folder.parent)
    assert (written.code, written.out) == (1, "")


def test_the_plans_that_come_with_bptip_have_no_errors(bptip: Bptip, elsewhere: Path) -> None:
    """Neither the example nor the public ones."""
    assert bptip("check").code == 0
    assert bptip("check", cwd=elsewhere).code == 0


@pytest.mark.usefixtures("workspace")
def test_an_update_with_several_kinds_of_faults_is_told_all_of_them(bptip: Bptip) -> None:
    """Its form, its item and its party, in one run: the file is corrected once."""
    journal = bptip.home / "plans" / "2025-2027" / "progress.toml"
    block = """
[[update]]
id = "zz"
item = "2.99"
on = 2026-11-01
recorded = 2026-11-02T00:00:00Z
by = "River Bord"
status = "ongoing"
"""
    journal.write_text(journal.read_text("utf-8") + block, encoding="utf-8")
    found = bptip("check", "2025-2027", "--json").json["problems"]
    errors = {each["code"] for each in found if each["severity"] == "error"}
    assert errors == {"unknown-item", "unknown-party", "bad-value"}


@pytest.mark.usefixtures("workspace")
def test_a_key_that_every_update_needs_hides_no_other_fault_of_its_update(bptip: Bptip) -> None:
    """Its party, its value and its evidence are checked; the day that it lacks is not invented."""
    journal = bptip.home / "plans" / "2025-2027" / "progress.toml"
    block = """
[[update]]
item = "2.1"
on = "2026-11-01"
recorded = 2026-11-02T00:00:00
by = "River Bord"
evidence = ["the minutes"]
values = { meters = 5 }
"""
    journal.write_text(journal.read_text("utf-8") + block, encoding="utf-8")
    outcome = bptip("check", "2025-2027", "--json")
    errors = [each for each in outcome.json["problems"] if each["severity"] == "error"]
    assert sorted(each["code"] for each in errors) == [
        "bad-value", "missing-key", "unknown-indicator", "unknown-party", "wrong-type", "wrong-type"
    ]  # fmt: skip
    assert 'The update about 2.1 is by "River Bord"' in str(errors)
    assert "9999" not in str(errors)


@pytest.mark.usefixtures("workspace")
def test_two_names_of_one_state_are_called_so(bptip: Bptip) -> None:
    """For --by, Laos means the Lao PDR: a plan that lists both counts one party as two."""
    plan = bptip.home / "plans" / "2025-2027" / "v2.toml"
    text = plan.read_text("utf-8").replace("parties = [", 'parties = ["Lao PDR", "Laos", ', 1)
    plan.write_text(text, encoding="utf-8")
    problems = bptip("check", "2025-2027", "--json").json["problems"]
    assert [each["message"] for each in problems if each["code"] == "similar-names"] == [
        '"Laos" and "Lao PDR" look like two names of one party.'
    ]


@pytest.mark.parametrize("command", [("schema",), ("init", "mine")])
@pytest.mark.usefixtures("workspace")
def test_every_command_takes_the_options_of_all(bptip: Bptip, command: tuple[str, ...]) -> None:
    """Also those that have no use for them."""
    assert bptip(*command, "--plans", "plans", "--color", "never").code == 0
