"""A stray copy of a journal: every screen names it, with the command that takes it in."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip, Plans

ITEMS = """
[[objective]]
id = "1"
title = "Share information"

[[objective.activity]]
id = "1.1"
title = "Annual meeting"
"""

UPDATE = """
[[update]]
id = "{id}"
item = "1.1"
on = 2026-03-0{day}
recorded = 2026-03-05T09:00:00Z
status = "in-progress"
"""

HEAD = 'schema = 1\nplan = "tiny"\n'


@pytest.fixture
def folder(plans: Plans) -> Path:
    """Returns the folder of a plan whose journal has one update, and a copy of it two more."""
    folder = plans.add(ITEMS)
    one, two, three = (UPDATE.format(id=f"u{day}", day=day) for day in (1, 2, 3))
    (folder / "progress.toml").write_text(HEAD + one, "utf-8")
    (folder / "progress (1).toml").write_text(HEAD + one + two + three, "utf-8")
    return folder


@pytest.fixture
def here(folder: Path, bptip_in: Callable[[Path], Bptip]) -> Bptip:
    """Bptip, run in the folder above the plans."""
    return bptip_in(folder.parent.parent)


SAID = "plans/tiny/progress (1).toml has 2 updates that the journal lacks"


def test_a_screen_says_it_on_its_last_line(here: Bptip) -> None:
    shown = here("status", "tiny")
    *_, last = shown.out.rstrip().split("\n\n")
    assert f"Plans: plans · {SAID}: bptip merge" in " ".join(last.split())
    assert shown.err == ""


@pytest.mark.parametrize("options", [["--json"], ["--format", "markdown"], ["-o", "status.md"]])
def test_any_other_answer_has_it_on_stderr(options: list[str], here: Bptip, folder: Path) -> None:
    shown = here("status", "tiny", *options)
    assert SAID in shown.err
    assert SAID not in shown.out


def test_after_a_merge_nothing_is_said(here: Bptip) -> None:
    assert here("merge", "plans/tiny/progress (1).toml", "--plan", "tiny").code == 0
    assert "lacks" not in here("status", "tiny").out
    checked = here("check", "--strict", "tiny")
    assert checked.code == 1
    assert "The journal has all of its updates." in here("check", "--all", "tiny").out


def test_two_journals_that_differ_by_case_are_refused(here: Bptip, folder: Path) -> None:
    (folder / "Progress.toml").write_text(HEAD, "utf-8")
    if len(list(folder.glob("[pP]rogress.toml"))) == 1:
        pytest.skip("needs names that differ by case")
    assert here("status", "tiny").code == 2
    refused = here("update", "1.1", "--no-change", "--plan", "tiny")
    assert refused.code == 2
    assert "differ only by case" in refused.err
    assert "stray-file" in here("check", "tiny").out


@pytest.mark.parametrize("name", ["parties (1).toml", "Contacts - Copy.toml", "v1.toml"])
def test_a_file_beside_the_plans_that_nothing_reads_is_named(
    here: Bptip, folder: Path, name: str
) -> None:
    text = (folder / "v1.toml").read_text("utf-8") if name == "v1.toml" else ""
    (folder.parent / name).write_text(text, "utf-8")
    (folder.parent / "pyproject.toml").write_text('[project]\nname = "ours"\n', "utf-8")
    problems = here("check", "--json").json["problems"]
    named = [(each["file"], each["code"]) for each in problems if "tiny" not in each["file"]]
    assert named == [(f"plans/{name}", "stray-file")]


def test_a_journal_in_capitals_is_written_to(here: Bptip, folder: Path) -> None:
    (folder / "progress.toml").rename(folder / "Progress.toml")
    assert here("update", "1.1", "--no-change", "--plan", "tiny").code == 0
    assert [file.name for file in folder.glob("[pP]rogress.toml")] == ["Progress.toml"]
    assert "Rename it: progress.toml" in here("check", "--all", "tiny").out


def test_a_copy_of_a_plans_folder_is_moved_away_or_renamed(here: Bptip, folder: Path) -> None:
    """Its name, as a file manager makes it, cannot be the id of a plan."""
    copytree(folder, folder.with_name("tiny - Copy"))
    page = " ".join(here("check").out.split())
    assert 'Rename the folder: "tiny". If it is a copy of that plan, move it elsewhere.' in page
    assert '`bptip check "tiny - Copy"` says why.' in here("status").err
