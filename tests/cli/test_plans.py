"""`bptip plans`: a row for each version, and the versions in force on the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Bptip, Plans


@pytest.mark.parametrize(
    ("as_of", "in_force"),
    [
        ("2021-12-31", []),
        ("2022-01-01", ["2022-2024@v1"]),
        ("2024-12-31", ["2022-2024@v1"]),
        ("2025-01-01", ["2025-2027@v1"]),
        ("2026-02", ["2025-2027@v1"]),
        ("2026-03-01", ["2025-2027@v2"]),
        ("2028-01-01", []),
    ],
)
def test_the_day_decides_what_is_in_force(bptip: Bptip, as_of: str, in_force: list[str]) -> None:
    """It is the version of each plan whose period has the day."""
    rows = bptip("plans", "--as-of", as_of, "--json").json["plans"]
    actual = [f"{each['plan']}@v{each['version']}" for each in rows if each["in_force"]]
    assert actual == in_force


def test_every_version_has_a_row(bptip: Bptip) -> None:
    """With its period, its release and its counts."""
    rows = bptip("plans", "--json").json["plans"]
    assert [(each["plan"], each["version"]) for each in rows] == [
        ("2022-2024", 1),
        ("2025-2027", 1),
        ("2025-2027", 2),
    ]
    assert rows[0] == {
        "plan": "2022-2024",
        "version": 1,
        "title": "Coastal Flood Plan 2022–2024",
        "start": "2022-01-01",
        "end": "2024-12-31",
        "released": "2022-01-20",
        "in_force": False,
        "objectives": 4,
        "activities": 11,
        "completed": 5,
        "countable": 9,
    }


def test_counts_are_as_of_the_day(bptip: Bptip) -> None:
    """Nothing was completed before anything was reported."""
    rows = bptip("plans", "--as-of", "2022-02-01", "--json").json["plans"]
    assert [each["completed"] for each in rows] == [0, 0, 0]


def test_the_page_says_which_is_in_force(bptip: Bptip) -> None:
    """In words."""
    page = bptip("plans", "--format", "markdown").words
    (row,) = [line for line in page.splitlines() if "in force" in line and "2025" in line]
    assert "2025-2027" in row
    assert "v2" in row
    assert "5 of 15" in row


def test_the_page_names_the_strategies_of_each_plan(bptip: Bptip, plans: Plans) -> None:
    """Those of its latest version; a plan without any is not listed."""
    plans.add(id="one", aligned_with=["Old Strategy"])
    plans.add(
        id="one", version=2, released=date(2026, 1, 1), aligned_with=["Strategy 2030", "Charter"]
    )
    plans.add(id="two")
    page = bptip("plans", cwd=plans.folder.parent).out
    _, _, aligned = page.partition("Aligned with\n")
    assert aligned.split("\n\n")[0].split() == ["one", "Strategy", "2030", "Charter"]


def test_no_plan_is_aligned_with_anything(bptip: Bptip, plans: Plans) -> None:
    """Then the page has no such heading."""
    plans.add(id="two")
    assert "Aligned with" not in bptip("plans", cwd=plans.folder.parent).out


def test_what_is_not_stated_is_null(bptip: Bptip, plans: Plans) -> None:
    """A version without a release counts from the plan's start."""
    plans.add(id="a", start=date(2026, 1, 1))
    plans.add(id="a", version=2, released=date(2026, 7, 1))
    rows = bptip("plans", "--json", cwd=plans.folder.parent).json["plans"]
    assert [each["released"] for each in rows] == [None, "2026-07-01"]
    assert [each["in_force"] for each in rows] == [False, True]


def test_two_plans_may_be_in_force(bptip: Bptip, plans: Plans) -> None:
    """Then `status` means the one that started later."""
    plans.add(id="long", start=date(2020, 1, 1), end=date(2030, 12, 31))
    plans.add(id="short", start=date(2026, 1, 1))
    there = plans.folder.parent
    rows = bptip("plans", "--json", cwd=there).json["plans"]
    assert [each["in_force"] for each in rows] == [True, True]
    assert bptip("status", "--json", cwd=there).json["plan"] == "short"


@pytest.mark.usefixtures("workspace")
def test_a_fault_in_one_plan_hides_no_other(bptip: Bptip) -> None:
    """The others are listed, one line says what is left out, and the exit code says that it is."""
    (bptip.home / "plans" / "2022-2024" / "v1.toml").write_text("schema = \n", "utf-8")
    outcome = bptip("plans", "--json")
    assert outcome.code == 2
    assert {each["plan"] for each in outcome.json["plans"]} == {"2025-2027"}
    assert len(outcome.err.splitlines()) == 1
    assert "2022-2024" in outcome.err


# --- Where the plans are.


@pytest.mark.usefixtures("workspace")
def test_the_nearest_folder_above_is_taken(bptip: Bptip) -> None:
    """As Git does."""
    deep = bptip.home / "a" / "b"
    deep.mkdir(parents=True)
    outcome = bptip("plans", "--json", cwd=deep)
    assert {each["plan"] for each in outcome.json["plans"]} == {"2022-2024", "2025-2027"}
    assert outcome.json["source"]["bundled"] is False


@pytest.mark.usefixtures("workspace")
def test_a_folder_plans_that_holds_none_is_passed_by(bptip: Bptip) -> None:
    """A folder of that name may be anything."""
    inner = bptip.home / "inner"
    (inner / "plans" / "of the house").mkdir(parents=True)
    assert len(bptip("plans", "--json", cwd=inner).json["plans"]) == 3


def test_option_then_environment_then_folder_then_bundled(
    bptip: Bptip, plans: Plans, tmp_path: Path
) -> None:
    """The first that is given wins, before the command or after it; after wins."""
    plans.add(id="tiny")
    empty = tmp_path / "empty"
    empty.mkdir()
    tiny, example = str(plans.folder), str(bptip.home / "plans")

    def asked(*arguments: str, cwd: Path = bptip.home, **env: str) -> str:
        return str(bptip(*arguments, "--json", cwd=cwd, env=env).json["plans"][0]["plan"])

    assert asked("plans") == "2022-2024"
    assert asked("plans", BPTIP_PLANS=tiny) == "tiny"
    assert asked("plans", "--plans", example, BPTIP_PLANS=tiny) == "2022-2024"
    assert asked("plans", "--plans", tiny) == "tiny"
    assert asked("--plans", tiny, "plans") == "tiny"
    assert asked("--plans", example, "plans", "--plans", tiny) == "tiny"
    assert asked("plans", BPTIP_PLANS="") == "2022-2024"
    assert asked("plans", cwd=empty) == "2022"


def test_every_page_says_where_its_plans_were_read(bptip: Bptip, elsewhere: Path) -> None:
    """On its last line; so nobody takes the public copy for their own figures."""
    for command in (("plans",), ("status",), ("show", "1"), ("find", "a"), ("log",), ("check",)):
        own = bptip(*command).out.splitlines()[-1]
        assert own == "Plans: plans"
        public = bptip(*command, cwd=elsewhere).out.splitlines()[-1]
        assert public == "Plans: the copy that came with bptip, read-only"


@pytest.mark.parametrize(
    ("folder", "shown"),
    [
        ("nowhere", "nowhere"),
        (".", "plans"),
        ("plans/2022-2024", "plans"),
        ("plans/2022-2024/v1.toml", "v1.toml"),
    ],
)
def test_a_folder_without_plans_is_refused(bptip: Bptip, folder: str, shown: str) -> None:
    """With the one that was probably meant."""
    for arguments, env in (
        (("plans", "--plans", folder), {}),
        (("plans",), {"BPTIP_PLANS": folder}),
    ):
        outcome = bptip(*arguments, env=env)
        assert (outcome.code, outcome.out) == (2, "")
        assert shown in outcome.err
        assert ("BPTIP_PLANS" if env else "--plans") in outcome.err
