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
