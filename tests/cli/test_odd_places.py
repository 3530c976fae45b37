"""Folders, files and names that no command was made for: one message, and nothing is touched."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Bptip, Outcome

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")

LONG = "x" * 300
"""A name that no file system takes."""


pytestmark = pytest.mark.usefixtures("workspace")  # nearly all change what is there


def refused(outcome: Outcome, words: str) -> None:
    """Checks that there is one message, with these words, and no answer."""
    assert (outcome.code, outcome.raw) == (2, b""), outcome
    assert outcome.err.startswith("bptip: ")
    assert words in outcome.err


# Where one is.


def test_a_working_folder_that_is_gone_is_told(
    bptip: Bptip, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever reads the plans needs one; help needs none."""

    def gone() -> Path:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "cwd", gone)
    for arguments in (["status"], ["check"], ["update", "1.1", "--no-change"]):
        refused(bptip(*arguments), "The folder that you are in was deleted")
    assert bptip("--help").code == 0


def test_a_folder_that_may_not_be_looked_into_is_told(
    bptip: Bptip, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its name, without a traceback. Simulated: an administrator may look everywhere."""

    def closed(self: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "is_dir", closed)
    refused(bptip("status", "--plans", "kept"), 'bptip cannot use "kept": Permission denied')


def test_a_name_that_is_too_long_is_told(bptip: Bptip) -> None:
    """Wherever a file or a folder is named."""
    for arguments in (
        ["status", "--plans", LONG],
        ["status", f"{LONG}.toml"],
        ["check", f"{LONG}/{LONG}"],
        ["verify", LONG],
        ["merge", LONG],
        ["report", "--words", LONG],
        ["status", "-o", f"{LONG}.md"],
        ["init", LONG],
    ):
        refused(bptip(*arguments), LONG[:200])


@pytest.mark.parametrize("name", ["../..", "/", "/etc/passwd", "..", "../plans", "2025-2027/.."])
def test_what_is_no_plan_is_not_read_as_one(bptip: Bptip, name: str) -> None:
    """Not in any folder, and nothing of what is there is shown."""
    outcome = bptip("status", name)
    refused(outcome, "")
    assert "root" not in outcome.err


def test_names_that_do_something_on_a_terminal_do_nothing(bptip: Bptip) -> None:
    """On stdout either, where files that were made are named."""
    for arguments in (
        ["init", "\x1b[31mred"],
        ["new", "2030", "--title", "x", "--start", "2030", "--end", "2031", "--plans", "\x1b]0;x"],
    ):
        outcome = bptip(*arguments)
        assert outcome.code == 0, outcome.err
        assert "\x1b" not in outcome.out + outcome.err
        assert "[U+001B]" in outcome.out


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "lpt9.x", "plan.", "..", ".", "a/b", "v2"])
def test_a_new_plan_is_called_what_a_folder_can_be_called_everywhere(
    bptip: Bptip, name: str
) -> None:
    """On Windows too, and as no version is called."""
    dates = ("--title", "x", "--start", "2030", "--end", "2031")
    refused(bptip("new", name, *dates), "cannot be a plan's id")


def test_a_new_plans_name_has_no_line_break(bptip: Bptip) -> None:
    """Not at its end either."""
    dates = ("--title", "x", "--start", "2030", "--end", "2031")
    refused(bptip("new", "2030\n", *dates), "cannot be a plan's id")


# Where an answer goes.


@on_posix
def test_what_is_no_file_is_not_replaced_by_one(bptip: Bptip) -> None:
    """A pipe, or a device: not even with --force."""
    pipe = bptip.home / "pipe.md"
    if sys.platform != "win32":
        os.mkfifo(pipe)
    for force in ((), ("-f",)):
        refused(bptip("status", "-o", "pipe.md", *force), "is not an ordinary file")
    assert pipe.is_fifo()


@on_posix
def test_a_link_in_an_answers_place_leads_nowhere_else(bptip: Bptip, tmp_path: Path) -> None:
    """To no file of another folder, whether it is there or not, and not in a circle."""
    there = tmp_path / "start-up.md"
    (bptip.home / "report.md").symlink_to(there)
    (bptip.home / "circle.md").symlink_to("circle.md")
    for force in ((), ("-f",)):
        refused(bptip("report", "-o", "report.md", *force), "is a link to")
        refused(bptip("report", "-o", "circle.md", *force), "is a link to")
    assert not there.exists()
    there.write_text("mine")
    refused(bptip("report", "-o", "report.md", "-f"), "Use the name of that file instead.")
    assert there.read_text() == "mine"


# What a folder of plans may contain.


@pytest.mark.parametrize(
    "name", ["plan.schema.json", ".gitignore", ".bptip", "bptip.toml", "README.md", "v1.toml"]
)
def test_a_folder_by_the_name_of_a_file_changes_nothing(bptip: Bptip, name: str) -> None:
    """Beside the plans it has no meaning."""
    before = bptip("status").raw
    (bptip.home / "plans" / name).mkdir()
    assert bptip("status").raw == before
    made = bptip("new", "2030", "--title", "x", "--start", "2030", "--end", "2031")
    assert made.code == 0, made.err
    assert (bptip.home / "plans" / name).is_dir()


@on_posix
@pytest.mark.parametrize("there", ["plans", "not connected/plans"])
def test_plans_that_are_a_link_to_nothing_are_not_taken_for_none(bptip: Bptip, there: str) -> None:
    """No other plans are shown in their place, and none are made."""
    shutil.rmtree(bptip.home / "plans")
    (bptip.home / "plans").symlink_to(there)
    for typed in (("plans",), ("status", "--plans", "plans"), ("init",)):
        refused(bptip(*typed), "it is a link to a place that does not exist")


@on_posix
@pytest.mark.parametrize("there", ["2025-2027", "not connected/2025-2027"])
def test_a_plan_that_is_a_link_to_nothing_is_not_taken_for_none(bptip: Bptip, there: str) -> None:
    """Otherwise another plan would be shown as the one in force.

    A link with a file's name is passed over.
    """
    shutil.rmtree(bptip.home / "plans" / "2025-2027")
    (bptip.home / "plans" / "notes.md").symlink_to("gone.md")
    assert bptip("status").code == 0
    (bptip.home / "plans" / "2025-2027").symlink_to(there)
    assert bptip("check").code == 1
    refused(bptip("status"), "The plan 2025-2027 has 1 error, so it cannot be read.")
    refused(bptip("update", "1.1", "completed"), "The plan 2025-2027 cannot be read, so bptip")


@on_posix
def test_nothing_is_recorded_in_a_journal_whose_link_leads_nowhere(bptip: Bptip) -> None:
    """A new journal there would lack the updates of the one that is not connected."""
    journal = bptip.home / "plans" / "2025-2027" / "progress.toml"
    moved = journal.rename(bptip.home / "moved.toml")
    journal.symlink_to(bptip.home / "shared.toml")
    for typed in (("update", "1.1", "completed"), ("merge", str(moved))):
        refused(bptip(*typed), "which does not exist.")
    assert not (bptip.home / "shared.toml").exists()


def test_a_version_number_without_end_is_no_version(bptip: Bptip) -> None:
    """Nor is one in a reference."""
    refused(bptip("status", "2025-2027@v" + "9" * 5000), "has no version")
