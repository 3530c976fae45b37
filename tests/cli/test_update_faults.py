"""Faults while a journal is written, with real processes, signals and limits.

`BPTIP_KILLS` is how often a process is killed (default: 6), each time at a random moment. To run it
by hand, and to see what became of the processes:

    BPTIP_KILLS=1000 python -m pytest -n0 -s tests/cli/test_update_faults.py -k kill
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Final

import pytest
import tomli

from conftest import clean_environment

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Outcome, Process

KILLS: Final = int(os.environ.get("BPTIP_KILLS", "6"))

ID_LENGTH: Final = 36
"""Length of an id that bptip writes (characters)."""

UPDATE: Final = ("update", "2.1", "--plan", "2025-2027", "--note", "What happened.")

on_posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")


@pytest.fixture
def journal(workspace: Path) -> Path:
    """The journal that is written to."""
    return workspace / "plans" / "2025-2027" / "progress.toml"


def ids(content: bytes) -> list[str]:
    """Returns the ids of a journal's updates."""
    return [each["id"] for each in tomli.loads(content.decode())["update"]]


def refused(process: Process, journal: Path, words: str, **options: Any) -> Outcome:
    """Returns the outcome of an update that is refused in one message; nothing is changed."""
    before = journal.read_bytes() if journal.is_file() else None
    outcome = process(*UPDATE, **options)
    assert (outcome.code, outcome.out) == (2, ""), outcome
    assert words in outcome.err
    assert "Traceback" not in outcome.err
    assert (journal.read_bytes() if journal.is_file() else None) == before
    left = [each.name for each in journal.parent.iterdir() if each.name.endswith(".tmp")]
    assert left == []
    return outcome


def test_sixteen_updates_at_one_moment_all_land(process: Process, journal: Path) -> None:
    """Each block is complete and after the old ones; the ids are unique and in order."""
    before = journal.read_bytes()
    running = [
        process.start(*UPDATE[:-1], f"Writer {n}.", stdout=subprocess.DEVNULL) for n in range(16)
    ]
    for each in running:
        _, said = each.communicate(timeout=150)
        assert each.returncode == 0, said
    after = journal.read_bytes()
    assert after.startswith(before)
    new = ids(after)[len(ids(before)) :]
    assert len(new) == 16
    assert new == sorted(set(new))
    assert all(f"Writer {n}.".encode() in after for n in range(16))
    assert process("check", "2025-2027").code == 0


# The process that is killed writes one update after the other, and prints the id of each.
WRITER: Final = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import randbits
from bptip.files.journal.appending import append
from bptip.files.workspace.folders import PlanFolder
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.recording.statements import Statement
from bptip.recording.update_ids import Stamps
here = Path(sys.argv[1])
plan = StoredPlan(PlanFolder(here))
stamps = Stamps(lambda: datetime.now(UTC), randbits)
statement = Statement("2.1", date(2025, 2, 1), note="x" * 50)
while True:
    for update in append(plan, [statement], stamps, here).added:
        print(update.id, flush=True)
"""


def test_a_kill_at_any_moment_leaves_a_whole_journal(process: Process, journal: Path) -> None:
    """It has every update whose id was printed, and at most one more; the next run works."""
    chance = random.Random(os.environ.get("BPTIP_SEED"))
    written: list[int] = []
    unprinted = 0
    for _ in range(KILLS):
        before = journal.read_bytes()
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(journal.parent)],
            env=clean_environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        first = writer.stdout.readline().strip()
        assert len(first) == ID_LENGTH
        time.sleep(chance.random() * 0.2)
        writer.kill()
        printed = [first, *writer.stdout.read().split()]
        writer.stdout.close()
        writer.wait()
        after = journal.read_bytes()
        assert after.startswith(before)
        new = ids(after)[len(ids(before)) :]
        # The last line that it printed may have been cut off by the kill.
        whole = [each for each in printed if len(each) == ID_LENGTH]
        assert new[: len(whole)] == whole
        assert len(new) - len(whole) <= 1
        written.append(len(new))
        unprinted += len(new) > len(whole)
        journal.write_bytes(before)
    sys.stdout.write(
        f"\n{KILLS} kills amid {sum(written)} writes: every journal whole, and no printed update "
        f"lost; {unprinted} journals had one update that was not printed yet.\n"
    )
    outcome = process(*UPDATE)
    assert outcome.code == 0, outcome.err
    assert [each.name for each in journal.parent.iterdir() if each.name.endswith(".tmp")] == []


def test_a_kill_of_the_command_leaves_the_old_or_the_new(process: Process, journal: Path) -> None:
    """At any moment of a whole run, from its start to its end."""
    began = time.monotonic()
    assert process(*UPDATE).code == 0
    takes = time.monotonic() - began
    chance = random.Random(os.environ.get("BPTIP_SEED"))
    landed = 0
    for _ in range(KILLS):
        before = journal.read_bytes()
        running = process.start(*UPDATE, stdout=subprocess.DEVNULL)
        time.sleep(takes * chance.uniform(0.3, 1.1))
        running.kill()
        running.communicate()
        after = journal.read_bytes()
        assert after.startswith(before)
        assert len(ids(after)) - len(ids(before)) in (0, 1)
        landed += after != before
    sys.stdout.write(
        f"\n{KILLS} kills of the command: {KILLS - landed} left the old journal, "
        f"{landed} the new.\n"
    )
    assert process(*UPDATE).code == 0
    assert process("check", "2025-2027").code == 0


HOLDER: Final = """
import sys, time
from pathlib import Path
from bptip.files.journal.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def holding(journal: Path) -> subprocess.Popen[str]:
    """Returns a process that holds the journal's lock until it is killed."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(journal.parent)],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


@on_posix
def test_waiting_is_said_and_ends_with_ctrl_c(process: Process, journal: Path) -> None:
    """It is said after a second, on stderr; the exit code is 130, and nothing is written."""
    before = journal.read_bytes()
    holder = holding(journal)
    running = process.start(*UPDATE, stdout=subprocess.PIPE)
    assert running.stderr is not None
    said = running.stderr.readline()
    running.send_signal(signal.SIGINT)
    out, rest = running.communicate(timeout=30)
    holder.kill()
    holder.communicate()
    assert said.startswith(b"Waiting for another bptip"), said
    assert (running.returncode, out, rest) == (130, b"", b"")
    assert journal.read_bytes() == before
    assert process(*UPDATE).code == 0


def test_a_dead_owners_lock_blocks_nobody(process: Process, journal: Path) -> None:
    """The lock's file stays behind, and the next run works at once."""
    holder = holding(journal)
    holder.kill()
    holder.communicate()
    assert (journal.parent / "progress.toml.lock").exists()
    began = time.monotonic()
    assert process(*UPDATE).code == 0
    assert time.monotonic() - began < 30


LIMITED: Final = """
import os, resource, sys
most = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
os.execv(sys.argv[2], sys.argv[2:])
"""
# Half of a file of bytecode, which Python would leave there, breaks every later run.
NO_BYTECODE: Final = {"PYTHONDONTWRITEBYTECODE": "1"}


@on_posix
def test_a_full_disk_is_reported(process: Process, journal: Path) -> None:
    """Nothing more fits: here, a file may not become larger than it is."""
    before = journal.read_bytes()
    limit = [sys.executable, "-c", LIMITED, str(len(before) + 10)]
    done = subprocess.run(
        [*limit, *process.command(*UPDATE)],
        cwd=process.home,
        env=clean_environment(NO_BYTECODE),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"cannot be written: File too large" in done.stderr
    assert b"Traceback" not in done.stderr
    assert journal.read_bytes() == before
    assert [each.name for each in journal.parent.iterdir() if each.name.endswith(".tmp")] == []
    assert process(*UPDATE).code == 0


# In a space of its own, which is gone with the process: a file system of 64 kB, filled up.
FULL: Final = """
mount -t tmpfs -o size=64k tmpfs "$1" 2>/dev/null || exit 77
cp "$2"/* "$1"/
cat /dev/zero > "$1"/ballast 2>/dev/null
place="$1" kept="$2"
shift 2
"$@"
code=$?
cmp "$place"/progress.toml "$kept"/progress.toml || exit 78
rm "$place"/ballast
"$@" > /dev/null || exit 79
exit $code
"""


@on_posix
def test_a_full_file_system_is_reported(process: Process, journal: Path, tmp_path: Path) -> None:
    """Uses a real one, if this machine allows it; with room again, the update works."""
    if shutil.which("unshare") is None:
        pytest.skip("needs a file system to mount")
    kept = shutil.copytree(journal.parent, tmp_path / "kept")
    shell = ["unshare", "--mount", "--map-root-user", "sh", "-c", FULL, "sh"]
    done = subprocess.run(
        [*shell, str(journal.parent), str(kept), *process.command(*UPDATE)],
        cwd=process.home,
        env=clean_environment(NO_BYTECODE),
        capture_output=True,
        check=False,
        timeout=60,
    )
    if done.returncode in (1, 77):
        pytest.skip("needs a file system to mount")
    assert (done.returncode, done.stdout) == (2, b""), done.stderr
    assert b"cannot be " in done.stderr
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_broken_journal_is_reported(process: Process, journal: Path) -> None:
    """The message names the line."""
    journal.write_bytes(journal.read_bytes() + b"[[update]\n")
    outcome = refused(process, journal, "toml-syntax")
    assert "progress.toml:" in outcome.err


def test_a_folder_instead_of_a_file_is_reported(process: Process, journal: Path) -> None:
    """A folder has the name of the journal."""
    journal.unlink()
    journal.mkdir()
    refused(process, journal, "is a folder")


@on_posix
@pytest.mark.parametrize("place", ["journal", "folder"])
def test_a_read_only_place_is_reported(process: Process, journal: Path, place: str) -> None:
    """The journal's file or its folder may be read-only."""
    closed = journal if place == "journal" else journal.parent
    mode = closed.stat().st_mode
    closed.chmod(mode & ~0o222)
    try:
        refused(process, journal, "is read-only")
    finally:
        closed.chmod(mode)


def test_a_lone_surrogate_is_reported(process: Process, journal: Path) -> None:
    """An argument that isn't UTF-8 cannot be stored exactly, so it isn't stored at all."""
    if os.name == "nt":
        pytest.skip("needs POSIX")
    before = journal.read_bytes()
    done = subprocess.run(
        [*(os.fsencode(each) for each in process.command(*UPDATE[:-1])), b"caf\xe9"],
        cwd=process.home,
        env=clean_environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert b"lone surrogate" in done.stderr
    assert journal.read_bytes() == before
