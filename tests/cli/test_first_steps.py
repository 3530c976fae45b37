"""The first steps of a new user: in the folder of the README, in an empty one, in one's own."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tomli

if TYPE_CHECKING:
    from conftest import Bptip, Plans

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


def test_a_new_plan_without_its_dates_is_answered_with_an_example(
    bptip: Bptip, elsewhere: Path
) -> None:
    """Where nobody can be asked."""
    outcome = bptip("new", "ours", "--title", "Ours", cwd=elsewhere)
    assert outcome.code == 2
    assert "A new plan needs --start and --end." in outcome.err
    assert "bptip new 2027-2029 --title" in outcome.err
