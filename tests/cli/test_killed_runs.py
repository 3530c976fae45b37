"""Runs that are killed while they write a file: the next one leaves no trace of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Final

import pytest

from bptip.files.writing import TEMPORARY
from conftest import clean_environment

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Process

# The kill comes when the whole file is written under its temporary name, and not yet in its place.
KILLED: Final = """
import os, signal, sys
left, fsync = [int(sys.argv[1])], os.fsync
def dying(handle):
    left[0] -= 1
    return fsync(handle) if left[0] else os.kill(os.getpid(), signal.SIGKILL)
os.fsync = dying
from bptip.cli import run
run(sys.argv[2:])
"""
"""Kills itself at its nth request to put a file, or a folder's entry, on the disk."""

COMMANDS: Final = {
    "update": ("update", "2.1", "--plan", "2025-2027", "--no-change"),
    "amend": ("amend", "2025-2027", "--on", "2027-01-01"),
    "report": ("report", "2025-2027", "-o", "report.md", "-f"),
    "report in Word": ("report", "2025-2027", "-o", "report.docx", "-f"),
    "new": ("new", "2030", "--title", "Next", "--start", "2030", "--end", "2030"),
    "init": ("init", "fresh"),
    "merge": ("merge", "copy.toml", "--plan", "2025-2027"),
}


def left(home: Path) -> list[str]:
    """Returns the temporary files in a folder, and below it."""
    return sorted(each.name for each in home.rglob("*") if fnmatch(each.name, TEMPORARY))


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
@pytest.mark.parametrize(
    ("nth", "arguments"),
    [*((1, each) for each in COMMANDS.values()), (3, COMMANDS["new"]), (5, COMMANDS["init"])],
    ids=[*COMMANDS, "new, later", "init, later"],
)
def test_what_a_killed_run_leaves_is_gone_with_the_next(
    process: Process, nth: int, arguments: tuple[str, ...]
) -> None:
    """It can be recognised by its name, and the plans are as they were."""
    home = process.home
    journal = home / "plans" / "2025-2027" / "progress.toml"
    (home / "copy.toml").write_bytes(
        journal.read_bytes()
        .replace(b'id = "', b'id = "x')
        .replace(b'retracts = "', b'retracts = "x')
    )
    plans = {file: file.read_bytes() for file in (home / "plans").rglob("*.toml")}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(nth), *arguments],
        cwd=home,
        env=clean_environment(),
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert len(left(home)) == 1
    assert {file: file.read_bytes() for file in plans} == plans
    outcome = process(*arguments)
    assert outcome.code == 0, outcome.err
    assert left(home) == []


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
@pytest.mark.parametrize("nth", [13, 15, 17])
def test_a_killed_init_goes_on_where_it_was_killed(process: Process, nth: int) -> None:
    """It was killed when the first plan was complete: the second one is not left out."""
    killed = [sys.executable, "-c", KILLED, str(nth), *COMMANDS["init"]]
    done = subprocess.run(killed, cwd=process.home, env=clean_environment(), check=False)
    assert done.returncode == -signal.SIGKILL
    assert process(*COMMANDS["init"]).code == 0
    assert process("init", "whole").code == 0
    folders = [process.home / name / "plans" for name in ("fresh", "whole")]
    fresh, whole = (
        {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*.toml")}
        for folder in folders
    )
    assert fresh == whole
    assert process(*COMMANDS["init"]).code == 2


def test_init_adds_nothing_to_a_copy_that_was_changed(process: Process) -> None:
    """It is somebody's workspace, and a plan that is missing may have been deleted."""
    assert process(*COMMANDS["init"]).code == 0
    plans = process.home / "fresh" / "plans"
    for file in (plans / "2022").iterdir():
        file.unlink()
    with (plans / "2024-2026" / "progress.toml").open("a", encoding="utf-8") as journal:
        journal.write("# A remark.\n")
    outcome = process(*COMMANDS["init"])
    assert (outcome.code, "contains plans already" in outcome.err) == (2, True)
    assert list((plans / "2022").iterdir()) == []
