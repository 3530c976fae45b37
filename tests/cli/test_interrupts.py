"""Ctrl-C at any moment: exit 130, not a word, and nothing half written.

How many moments are tried is `BPTIP_INTERRUPTS` (8 of each command, if nothing is said), spread
over all that is loaded and done. What comes before the first line of bptip is Python's own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

import pytest
import tomli

from bptip.files import writing
from bptip.files.writing import put_in_place
from conftest import clean_environment

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Bptip, Process

MOMENTS: Final = int(os.environ.get("BPTIP_INTERRUPTS", "8"))

LOADED: Final = 200
"""Minimum number of modules that a run loads after it answers to Ctrl-C."""

AFTERWARDS: Final = 0.08
"""Time that goes by after the last of them (about, seconds)."""

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")


def interrupted(process: Process, nth: int, *arguments: str) -> tuple[int, bytes, list[bytes]]:
    """Returns exit code, stdout and messages of a run that Ctrl-C meets at its nth moment.

    Python tells on stderr of every module that is loaded, which makes a clock of its own.
    """
    running = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "bptip", *arguments],
        cwd=process.home,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stderr is not None
    said = []
    for line in running.stderr:
        said.append(line)
        if line.split()[-1:] == [b"signal"]:
            break
    waited = nth * (LOADED + 40) // MOMENTS + 1
    for _, line in zip(range(min(waited, LOADED)), running.stderr, strict=False):
        said.append(line)
    if waited > LOADED:
        time.sleep(AFTERWARDS * (waited - LOADED) / 40)
    running.send_signal(signal.SIGINT)
    out, rest = running.communicate(timeout=60)
    told = b"".join((*said, rest)).splitlines()
    return running.returncode, out, [e for e in told if not e.startswith(b"import time:")]


@posix
def test_it_ends_a_reading_command(process: Process) -> None:
    """Whatever is being loaded or read; a file is there whole, or not at all."""
    page = process.home / "page.txt"
    codes = []
    for nth in range(MOMENTS):
        code, out, said = interrupted(process, nth, "status", "-o", "page.txt")
        codes.append(code)
        assert code == 130 or (code == 0 and said == [b"Written: page.txt"]), (nth, code, said)
        assert code == 0 or said in ([], [b"Written: page.txt"]), (nth, said)
        assert out == b""
        assert {each.name for each in process.home.iterdir()} <= {"plans", "page.txt"}
        if page.exists():
            assert page.read_text("utf-8").splitlines()[-1].startswith("Plans: ")
            page.unlink()
    assert codes.count(130) >= MOMENTS // 2


@posix
def test_it_ends_a_writing_command(process: Process) -> None:
    """The journal is the old one or the new one, whole."""
    journal = process.home / "plans" / "2025-2027" / "progress.toml"
    words = ("update", "2.1", "--plan", "2025-2027", "--note", "What happened.")
    codes = []
    for nth in range(MOMENTS):
        before = journal.read_bytes()
        code, _, said = interrupted(process, nth, *words)
        codes.append(code)
        assert code in (0, 130), (nth, code, said)
        assert said == [], nth
        after = journal.read_bytes()
        many = len(tomli.loads(after.decode())["update"])
        assert after.startswith(before)
        assert many - len(tomli.loads(before.decode())["update"]) == (after != before)
        assert code == 130 or after != before
        assert [each.name for each in journal.parent.glob(".*.tmp")] == []
    assert codes.count(130) >= MOMENTS // 2


def at(moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes Ctrl-C come when a file is flushed, or is put in place."""
    place, name = {"flushed": (os, "fsync"), "put": (writing, "share")}[moment]
    real = getattr(place, name)

    def interrupting(*arguments: object) -> object:
        signal.raise_signal(signal.SIGINT)
        return real(*arguments)

    monkeypatch.setattr(place, name, interrupting)


@pytest.mark.parametrize("moment", ["flushed", "put"])
def test_a_file_that_is_being_written_is_finished_first(
    tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C then ends the run all the same."""
    at(moment, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        put_in_place(tmp_path / "page.md", b"whole")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [
        ("page.md", b"whole")
    ]


def test_a_workspace_that_is_being_made_is_made_whole(
    bptip: Bptip, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not with some of the plans."""
    (elsewhere / "whole").mkdir()
    assert bptip("init", "whole", "--example", cwd=elsewhere).code == 0
    at("flushed", monkeypatch)
    assert bptip("init", "part", "--example", cwd=elsewhere).code == 130
    made, whole = (
        sorted(each.relative_to(elsewhere / name) for each in (elsewhere / name).rglob("*"))
        for name in ("part", "whole")
    )
    assert made == whole
