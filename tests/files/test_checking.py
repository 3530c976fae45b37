"""`check`: every problem in every file, located, at once; what it exits with, and as data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from bptip.files.workspace.checking import file_count, problems_of
from bptip.files.workspace.folders import PlanFolder
from bptip.files.workspace.stored_plan import StoredPlan
from files.journal_blocks import update

if TYPE_CHECKING:
    from bptip.problems.fault import Problem
    from conftest import Bptip, Plans

ITEMS: Final = """
[[objective]]
id = "1"
title = "Share information"

[[objective.activity]]
id = "1.1"
title = "Annual meeting"
lead = ["Indonesia"]
due = 2026-11-30
"""

TODAY: Final = date(2026, 11, 24)


def problems(folder: Path, today: date = TODAY) -> list[Problem]:
    return list(problems_of(StoredPlan(PlanFolder(folder)), today, folder.parents[1]))


def codes(folder: Path, today: date = TODAY) -> list[str]:
    return [each.code.name for each in problems(folder, today)]


# All at once.


def test_all_files_of_a_plan_are_looked_at(plans: Plans) -> None:
    plans.add(ITEMS, titel="x")
    journal = update(status='"ongoing"') + update(id='"u2"', sttus='"x"')
    folder = plans.add(ITEMS, journal, version=2)
    assert [(each.file, each.code.name) for each in problems(folder)] == [
        ("plans/tiny/v1.toml", "unknown-key"),
        ("plans/tiny/progress.toml", "bad-value"),
        ("plans/tiny/progress.toml", "unknown-key"),
    ]
    assert file_count([StoredPlan(PlanFolder(folder))]) == 3


def test_a_version_that_cannot_be_read_hides_no_fault_of_another(plans: Plans) -> None:
    plans.add(ITEMS.replace("due", "sart"))
    folder = plans.add(ITEMS + ITEMS, version=2)
    assert codes(folder) == ["unknown-key", "duplicate-id", "duplicate-id"]


def test_a_version_that_cannot_be_read_hides_no_fault_that_the_journal_shows_alone(
    plans: Plans,
) -> None:
    """Which items there are cannot be said then; which updates there are, can."""
    journal = (
        update(evidence='["javascript:x"]')
        + update(id='"u2"', retracts='"u9"')
        + update(id='"u3"', retracts='"u3"')
        + update(id='"u4"', on="2026-12-01")
        + update(id='"u4"', on="2026-12-01")
    )
    folder = plans.add(ITEMS.replace("due", "sart"), journal)
    assert codes(folder) == [
        "unknown-key", "bad-value", "unknown-update", "bad-value", "on-after-recorded",
        "duplicate-update", "on-after-recorded",
    ]  # fmt: skip


def test_a_fault_of_form_hides_no_fault_of_reference(plans: Plans) -> None:
    """A misspelt key changes nothing about which items there are."""
    folder = plans.add(ITEMS.replace("due", 'continues = ["2022/1"]\nsart'), update(item='"9.9"'))
    assert codes(folder) == ["unknown-continues", "unknown-key", "unknown-item"]


def test_an_item_is_not_called_unknown_where_an_id_is_missing(plans: Plans) -> None:
    """The item without an id may be the one that is meant."""
    folder = plans.add(ITEMS.replace('id = "1.1"', ""), update(item='"9.9"'))
    assert codes(folder) == ["missing-key"]


def test_a_fault_of_syntax_hides_no_other_fault(plans: Plans) -> None:
    """The lines without one are checked: keys, references, and the journal beside them."""
    items = ITEMS.replace("due = 2026-11-30", "partnrs = []\ndue = 2026-6-30")
    folder = plans.add(items, update(item='"9.9"', note="not in quotes") + update(item='"8.8"'))
    assert codes(folder) == [
        "unknown-key", "toml-syntax", "unknown-item", "toml-syntax",
        "duplicate-update", "unknown-item",
    ]  # fmt: skip


def test_a_journal_that_cannot_be_read_hides_no_fault_of_a_version(plans: Plans) -> None:
    folder = plans.add(ITEMS.replace("due = 2026", "due = 2027"), "[[")
    assert codes(folder) == ["outside-plan", "toml-syntax"]


def test_problems_stand_in_the_order_of_their_places(plans: Plans) -> None:
    folder = plans.add(ITEMS, update(by='"x"', item='"9"', status='"late"') * 3, parties=["y"])
    places = [(each.line, each.column) for each in problems(folder)[1:]]
    assert places == sorted(places)


# Warnings: of what is open, in what is in force or will be.


def test_no_warning_of_a_version_that_was_replaced(plans: Plans) -> None:
    plans.add(ITEMS.replace("lead", "partners"))
    folder = plans.add(ITEMS, version=2, released=date(2026, 6, 1))
    assert codes(folder) == []
    assert codes(folder, today=date(2026, 5, 31)) == ["no-lead"]


def test_a_version_that_is_not_yet_released_is_looked_at(plans: Plans) -> None:
    plans.add(ITEMS)
    folder = plans.add(ITEMS.replace("lead", "partners"), version=2, released=date(2027, 1, 1))
    assert [(each.file, each.code.name) for each in problems(folder)] == [
        ("plans/tiny/v2.toml", "no-lead")
    ]


def test_what_is_reported_tomorrow_does_not_close_an_item_today(plans: Plans) -> None:
    stated = {"on": "2026-12-01", "recorded": "2026-12-01T09:00:00Z", "status": '"discontinued"'}
    folder = plans.add(ITEMS.replace("lead", "partners"), update(**stated))
    assert codes(folder) == ["no-lead"]
    assert codes(folder, today=date(2026, 12, 1)) == []


def test_a_retracted_status_has_no_warning(plans: Plans) -> None:
    folder = plans.add(ITEMS, update(status='"completed"') + update(id='"u2"', retracts='"u1"'))
    assert codes(folder) == []


def test_a_status_that_was_passed_by_has_no_warning(plans: Plans) -> None:
    """Its fault is reported; what it would mean is not."""
    folder = plans.add(ITEMS, update(status='"completed"', by='"x"'), parties=["Indonesia"])
    assert codes(folder) == ["unknown-party"]


def test_a_reason_that_was_given_later_is_a_reason(plans: Plans) -> None:
    late = update(status='"delayed"') + update(id='"u2"', on="2026-04-01", reason='"funding"')
    assert codes(plans.add(ITEMS, late)) == []


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("status", '"delayed"', "no-reason"),
        ("status", '"completed"', "no-evidence"),
        ("progress", "100", "not-declared"),
    ],
)
def test_the_part_of_an_only_lead_has_one_warning(
    plans: Plans, key: str, value: str, code: str
) -> None:
    """The activity has the same status, from the same update."""
    own = update(**{key: value}, own="true", by='"Indonesia"')
    assert codes(plans.add(ITEMS.replace("due =", "each = true\ndue ="), own)) == [code]


def test_the_item_that_evidence_is_missing_for_is_where_its_status_is_stated(plans: Plans) -> None:
    later = update(id='"u2"', on="2026-04-01", status='"completed"')
    (problem,) = problems(plans.add(ITEMS, update(status='"in-progress"') + later))
    text = (plans.folder / "tiny/progress.toml").read_text(encoding="utf-8").splitlines()
    assert problem.line is not None
    assert text[problem.line - 1 : problem.line + 1] == ["[[update]]", 'id = "u2"']


# The command.


@pytest.fixture
def check(bptip_in: Callable[[Path], Bptip], plans: Plans) -> Bptip:
    """Bptip, run beside this test's own plans/."""
    return bptip_in(plans.folder.parent)


def test_a_sound_plan_is_exit_0(check: Bptip, plans: Plans) -> None:
    plans.add(ITEMS, update())
    done = check("check")
    assert (done.code, done.err) == (0, "")
    assert done.out.split("\n")[0] == "no errors in 2 files"
    assert "Plans: plans\n" in done.out


def test_a_warning_is_exit_0_and_with_strict_1(check: Bptip, plans: Plans) -> None:
    plans.add(ITEMS.replace("due", "start"))
    assert check("check").code == 0
    assert check("check", "--strict").code == 1


def test_an_error_is_exit_1(check: Bptip, plans: Plans) -> None:
    plans.add(ITEMS, update(status='"ongoing"'))
    assert check("check").code == 1


def test_an_unreadable_file_is_exit_1(check: Bptip, plans: Plans) -> None:
    (plans.folder / "tiny/v1.toml").mkdir(parents=True)
    done = check("check")
    assert done.code == 1
    assert "plans/tiny/v1.toml  unreadable\n" in done.out


def test_an_unknown_plan_is_exit_2(check: Bptip, plans: Plans) -> None:
    plans.add(ITEMS)
    done = check("check", "tony")
    assert (done.code, done.out) == (2, "")
    assert 'Did you mean "tiny"?' in done.err


def test_a_folder_without_a_plan_is_exit_2(check: Bptip, plans: Plans) -> None:
    plans.add(ITEMS, titel="x")
    assert check("check", "plans/").code == 2


def test_only_what_was_named_is_looked_at(check: Bptip, plans: Plans) -> None:
    plans.add(ITEMS, id="2022", titel="x")
    plans.add(ITEMS, id="2026")
    assert check("check", "2026").code == 0
    assert check("check", "2022").code == 1
    assert check("check", "plans/2022/v1.toml").code == 1
    assert check("check").code == 1


def test_a_problem_as_data(check: Bptip, plans: Plans) -> None:
    folder = plans.add(ITEMS, update(status='"delaid"'))
    (folder / "v2.toml").mkdir()
    answer = check("check", "--json").json
    assert answer["format"] == 1
    unreadable, misspelt = answer["problems"]
    assert unreadable == {
        "severity": "error", "code": "unreadable", "file": "plans/tiny/v2.toml", "line": None,
        "column": None, "message": unreadable["message"], "hint": None,
    }  # fmt: skip
    assert misspelt == {
        "severity": "error", "code": "bad-value", "file": "plans/tiny/progress.toml", "line": 9,
        "column": 1, "message": 'The update of 2026-03-31 about 1.1: "delaid" is not a status.',
        "hint": misspelt["hint"],
    }  # fmt: skip
    assert misspelt["hint"].startswith('Did you mean "delayed"? Allowed: ')


def test_no_problem_as_data(check: Bptip, plans: Plans) -> None:
    plans.add(ITEMS)
    assert check("check", "--json").json["problems"] == []


def test_files_are_named_from_where_one_stands(check: Bptip, plans: Plans) -> None:
    folder = plans.add(ITEMS, titel="x")
    (problem,) = check("check", "--json", cwd=folder).json["problems"]
    assert problem["file"] == "v1.toml"
    (problem,) = check("check", "--json", "--plans", plans.folder, cwd=Path("/")).json["problems"]
    assert problem["file"] == folder.joinpath("v1.toml").relative_to("/").as_posix()


def test_a_row_a_problem(check: Bptip, plans: Plans) -> None:
    plans.add(ITEMS.replace("lead", "partners"), update(status='"x"'))
    rows = check("check", "--format", "csv").rows
    assert [(row["severity"], row["code"], row["line"]) for row in rows] == [
        ("warning", "no-lead", rows[0]["line"]),
        ("error", "bad-value", "9"),
    ]


def test_warnings_stand_together_by_code_unless_all_are_asked_for(
    check: Bptip, plans: Plans
) -> None:
    leaderless = ITEMS.replace("lead", "partners")
    plans.add(leaderless + leaderless.replace('"1', '"2'))
    together, apart = check("check").out, check("check", "--all").out
    assert "no-lead (2)  an open activity has no lead\n" in together
    assert together.count("no-lead") == 1
    assert apart.count("no-lead") == 2
    assert "Activity 2.1 has no lead.\n" in apart


def test_a_fault_in_one_plan_hides_no_other(check: Bptip, plans: Plans) -> None:
    (plans.folder / "2022/v1.toml").mkdir(parents=True)
    plans.add(ITEMS, id="2026", titel="x")
    assert [each["file"] for each in check("check", "--json").json["problems"]] == [
        "plans/2022/v1.toml",
        "plans/2026/v1.toml",
    ]


def test_what_a_file_holds_does_nothing_to_the_terminal(check: Bptip, plans: Plans) -> None:
    plans.add(ITEMS, update(item='"[bold red]\\u001b[31m\\u202e"'))
    out = check("check", "--color", "always").out
    assert "\x1b[31m\\" not in out
    assert "\u202e" not in out
    assert "[bold red][U+001B][31m[U+202E]" in out


def test_the_public_plans_and_the_example_have_no_errors(
    check: Bptip, repository: Path, example: Path
) -> None:
    for folder in (repository / "plans", example):
        assert check("check", "--plans", folder).code == 0
