"""A folder that several accounts share, with real accounts: nobody is locked out by another."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from typing import TYPE_CHECKING, Final

import pytest

from conftest import clean_environment

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Process

COLLEAGUE: Final = (
    "setpriv", "--bounding-set=-all", "--inh-caps=-all", "--groups=64000", "sh", "-c",
    'umask 022; exec "$@"', "sh",
)  # fmt: skip
"""Runs a command as an account without powers, which is a member of the group 64000 only."""

GROUP: Final = 64_000
NOTE: Final = ("update", "2.1", "--plan", "2025-2027", "--note")


@pytest.fixture
def shared(workspace: Path) -> Path:
    """The folder of a plan that belongs to another account and to the group."""
    if shutil.which("setpriv") is None or os.geteuid() != 0:
        pytest.skip("needs another account")
    folder = workspace / "plans" / "2025-2027"
    for place in (workspace / "plans", folder, *folder.iterdir()):
        os.chown(place, 64_001, GROUP)
        place.chmod(0o2775 if place.is_dir() else 0o664)
    return folder


def as_colleague(process: Process, *arguments: str, groups: str = "64000") -> tuple[int, str]:
    """Returns the exit code and the messages of a command line that a colleague types."""
    account = [word.replace("64000", groups) for word in COLLEAGUE]
    done = subprocess.run(
        [*account, *process.command(*arguments)],
        cwd=process.home,
        env=clean_environment({"PYTHONDONTWRITEBYTECODE": "1"}),
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stderr.decode()


def rights(file: Path) -> tuple[int, str]:
    """Returns the group of a file, and its mode."""
    state = file.stat()
    return state.st_gid, oct(stat.S_IMODE(state.st_mode))


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
@pytest.mark.parametrize("folder_mode", [0o2775, 0o775])
def test_accounts_record_in_turn(process: Process, shared: Path, folder_mode: int) -> None:
    """Each finds the lock and the journal of the one before it, with the group's rights."""
    shared.chmod(folder_mode)
    (shared / "progress.toml").unlink()
    for account in (64_002, 64_003, 64_004):
        code, said = as_colleague(process, *NOTE, f"by {account}")
        assert (code, "Traceback" in said) == (0, False), said
        for name in ("progress.toml", "progress.toml.lock"):
            assert rights(shared / name) == (GROUP, oct(0o664))
            os.chown(shared / name, account, -1)
    text = (shared / "progress.toml").read_text("utf-8")
    assert [f"by {account}" in text for account in (64_002, 64_003, 64_004)] == [True] * 3
    code, said = as_colleague(process, "amend", "2025-2027", "--on", "2027-01-01")
    assert code == 0, said
    assert rights(shared / "v3.toml") == (GROUP, oct(0o664))


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
def test_the_group_of_a_private_journal_stays(process: Process, shared: Path) -> None:
    """Only the group can read it: the same afterwards."""
    (shared / "progress.toml").chmod(0o660)
    code, said = as_colleague(process, *NOTE, "a member's")
    assert code == 0, said
    assert rights(shared / "progress.toml") == (GROUP, oct(0o660))


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
def test_a_lock_that_only_its_maker_can_write_keeps_nobody_out(
    process: Process, shared: Path
) -> None:
    """As an older bptip, or another program, made it."""
    lock = shared / "progress.toml.lock"
    lock.write_text("")
    lock.chmod(0o644)
    os.chown(lock, 64_001, GROUP)
    code, said = as_colleague(process, *NOTE, "a member's")
    assert code == 0, said
    lock.chmod(0o600)
    code, said = as_colleague(process, *NOTE, "a member's")
    assert code == 2
    assert "Another account created the lock file. When nobody is writing, delete the file" in said


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
def test_who_is_no_member_of_the_group_is_refused(process: Process, shared: Path) -> None:
    """Everybody may write here, but the group's right to write would be gone."""
    shared.chmod(0o777)
    journal = shared / "progress.toml"
    journal.chmod(0o676)
    before = journal.read_bytes()
    os.chown(journal, 0, GROUP)
    code, said = as_colleague(process, *NOTE, "a stranger's", groups="64009")
    assert code == 2
    assert "belongs to the group 64000, and you are not a member" in said
    assert (journal.read_bytes(), rights(journal)) == (before, (GROUP, oct(0o676)))


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
@pytest.mark.parametrize("mode", [0o111, 0o333])
def test_a_folder_that_cannot_be_listed_gives_no_figures(
    process: Process, shared: Path, mode: int
) -> None:
    """Nobody can say which version is in force."""
    shared.chmod(mode)
    for command in ("status", "report", "log", "changes", "trend", "show"):
        item = ["2.1"] if command == "show" else []
        plan = ["--plan"] if command == "show" else []
        code, said = as_colleague(process, command, *item, *plan, "2025-2027")
        assert code == 2, command
        assert (
            "plans/2025-2027: unreadable: The folder cannot be listed: permission denied." in said
        )
    code, said = as_colleague(process, *NOTE, "a member's")
    assert (code, "cannot be listed" in said) == (2, True)
    assert as_colleague(process, "check")[0] == 1
    shared.chmod(0o2775)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
def test_a_new_plan_in_a_shared_folder_is_everybodys(process: Process, shared: Path) -> None:
    """Colleagues can record progress of a plan that one of them has started."""
    code, said = as_colleague(
        process, "new", "2030", "--title", "Next", "--start", "2030", "--end", "2030"
    )
    assert code == 0, said
    folder = shared.parent / "2030"
    assert rights(folder) == (GROUP, oct(0o2775))
    assert rights(folder / "v1.toml") == (GROUP, oct(0o664))
