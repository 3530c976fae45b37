"""The merge driver by itself: whatever goes wrong in it, Git shows a conflict and loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Final

import pytest

from bptip.files.journal import git_merging
from bptip.files.journal.git_merging import merge_for_git
from bptip.files.journal.lock import LOCK_NAME, locked
from bptip.files.reading.contents import MAX_PLAN_BYTES
from conftest import clean_environment

from .journal_blocks import update

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conftest import Bptip

HEAD: Final = 'schema = 1\nplan = "tiny"\n'
BASE: Final = HEAD + update(id='"first"')
OURS: Final = BASE + update(id='"ours"')
THEIRS: Final = BASE + update(id='"theirs"')
on_posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")


def sides(folder: Path, *texts: str) -> tuple[Path, Path, Path]:
    """Writes the files that Git hands to the driver: the ancestor, ours, theirs."""
    base, ours, theirs = (folder / f".merge_file_{name}" for name in "bot")
    for file, text in zip((base, ours, theirs), texts, strict=True):
        file.write_text(text, "utf-8")
    return base, ours, theirs


def is_between_marks(ours: Path, *texts: str) -> bool:
    """True if a file holds the two texts, whole, between Git's marks."""
    above, _, rest = ours.read_text("utf-8").partition("=======\n")
    return (above, rest) == (
        f"<<<<<<< ours\n{texts[0].rstrip()}\n",
        f"{texts[1].rstrip()}\n>>>>>>> theirs\n",
    )


def padded(text: str, size: int) -> str:
    """Returns a journal of a size, with a long comment in it."""
    return text + "#" + "x" * (size - len(text) - 2) + "\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        (padded(OURS, MAX_PLAN_BYTES + 1), THEIRS, "the journal of ours is larger than 32 MB"),
        (OURS, padded(THEIRS, MAX_PLAN_BYTES + 1), "the journal of theirs is larger than 32 MB"),
        (padded(OURS, MAX_PLAN_BYTES), THEIRS, "together, the journals are larger than 32 MB"),
    ],
    ids=["ours", "theirs", "together"],
)
def test_what_is_too_large_is_left_between_marks(
    tmp_path: Path, ours: str, theirs: str, why: str
) -> None:
    """Neither side is lost, and nobody takes the file for a journal until it is settled."""
    files = sides(tmp_path, BASE, ours, theirs)
    outcome = merge_for_git(*files)
    assert not outcome.is_clean
    assert outcome.notices[0].startswith(f"bptip: {why}")
    assert is_between_marks(files[1], ours, theirs)


def test_a_side_that_is_missing_is_said_between_the_marks(tmp_path: Path) -> None:
    """Ours is not left as if it were the result."""
    files = sides(tmp_path, BASE, OURS, THEIRS)
    files[2].unlink()
    assert not merge_for_git(*files).is_clean
    text = files[1].read_text("utf-8")
    assert OURS.rstrip() in text
    assert "# bptip could not read this side: it does not exist" in text


@on_posix
def test_a_driver_that_is_killed_leaves_a_conflict(tmp_path: Path) -> None:
    """At the worst moment: before the result is written. No temporary file stays for long."""
    files = sides(tmp_path, BASE, OURS, THEIRS)
    killed = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from bptip.files.journal import git_merging\n"
        "git_merging.union = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "git_merging.merge_for_git(*map(Path, sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", killed, *map(str, files)], env=clean_environment(), check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert is_between_marks(files[1], OURS, THEIRS)


@pytest.mark.parametrize("fault", [RuntimeError("boom"), MemoryError()])
def test_a_fault_of_our_own_leaves_a_conflict(
    bptip: Bptip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """Git sees an exit code that is not 0, and a file that is not ours."""
    files = sides(tmp_path, BASE, OURS, THEIRS)

    def broken(*_: object) -> None:
        raise fault

    monkeypatch.setattr(git_merging, "union", broken)
    assert bptip("merge-driver", *files).code == 70
    assert is_between_marks(files[1], OURS, THEIRS)


def test_a_result_that_cannot_be_written_stops_git(
    bptip: Bptip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From an exit code of 129 on, Git sees a failure instead of a conflict."""
    files = sides(tmp_path, BASE, OURS, THEIRS)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = bptip("merge-driver", *files)
    assert (outcome.code, outcome.out) == (129, "")
    assert "No space left on device" in outcome.err


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A journal in the working tree."""
    file = tmp_path / "plans" / "tiny" / "progress.toml"
    file.parent.mkdir(parents=True)
    file.write_text(OURS, "utf-8")
    return file


def merging(files: Sequence[Path], journal: Path) -> threading.Thread:
    """Starts a driver, as if Git had called it for a journal."""
    thread = threading.Thread(target=merge_for_git, args=files, kwargs={"journal": journal})
    thread.start()
    return thread


def test_the_lock_of_the_journal_is_held(tmp_path: Path, journal: Path) -> None:
    """A writer that has it finishes first; afterwards it is free again."""
    files = sides(tmp_path, BASE, OURS, THEIRS)
    with locked(journal.parent):
        thread = merging(files, journal)
        thread.join(0.3)
        assert thread.is_alive()
        assert files[1].read_text("utf-8") == OURS
    thread.join()
    assert '"theirs"' in files[1].read_text("utf-8")
    with locked(journal.parent, wait=0):
        pass


def test_a_merge_does_not_fail_for_want_of_a_lock(
    tmp_path: Path, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If it is held for too long, or cannot be made, or the journal is in no working tree."""
    monkeypatch.setattr(git_merging, "LOCK_WAIT", 0.1)
    with locked(journal.parent):
        files = sides(tmp_path, BASE, OURS, THEIRS)
        assert merge_for_git(*files, journal=journal).is_clean
    (journal.parent / LOCK_NAME).unlink()
    (journal.parent / LOCK_NAME).mkdir()
    for place in (journal, tmp_path / "nowhere" / "progress.toml", None):
        files = sides(tmp_path, BASE, OURS, THEIRS)
        assert merge_for_git(*files, journal=place).is_clean
        assert '"theirs"' in files[1].read_text("utf-8")


ASKED: Final = (
    '\n[[round]]\nid = "r1"\nround = "2026"\nas_of = 2026-06-30\ndue = 2026-07-31\n'
    'version = 1\nasked = ["Fiji"]\nrecorded = 2026-06-01T08:00:00Z\n'
)
RECEIVED: Final = (
    '\n[[receipt]]\nid = "c1"\nround = "2026"\nparty = "Fiji"\nreceived = 2026-07-03\n'
    "recorded = 2026-07-20T09:00:00Z\n"
)


@pytest.mark.parametrize(
    ("block", "blocks", "name"),
    [
        (ASKED, "1 round", "round r1"),
        (RECEIVED, "1 receipt", "receipt c1"),
        (update(id='"u1"', on="2026-07-03"), "1 update", "u1"),
    ],
    ids=["round", "receipt", "update"],
)
def test_a_conflict_is_called_what_it_is(
    tmp_path: Path, block: str, blocks: str, name: str
) -> None:
    """A round and a receipt are not updates."""
    other = block.replace("07-31", "08-31").replace("07-03", "07-04")
    outcome = merge_for_git(*sides(tmp_path, BASE, BASE + block, BASE + other))
    assert not outcome.is_clean
    assert outcome.notices[0] == f"bptip: {blocks} with one id and different values: {name}."


def test_a_redacted_text_does_not_come_back_under_another_id(tmp_path: Path) -> None:
    """A person decides, whichever side has the redaction."""
    redacted = BASE + update(id='"ours"', redacted='"2026-01-01: a name"')
    with_texts = BASE + update(id='"edited"', note='"A name."')
    for one, other in ((redacted, with_texts), (with_texts, redacted)):
        base, ours, theirs = sides(tmp_path, BASE, one, other)
        outcome = merge_for_git(base, ours, theirs)
        assert not outcome.is_clean
        assert outcome.notices[0].startswith(
            "bptip: edited has the texts of ours, which was redacted, so the file now contains both"
        )
        assert is_between_marks(ours, one, other)


def test_several_kinds_of_conflict_are_counted_apart(tmp_path: Path) -> None:
    """In one sentence, with the names in the order of the file."""
    ours = BASE + RECEIVED + ASKED + update(id='"u1"', on="2026-07-03")
    theirs = ours.replace("07-31", "08-31").replace("07-03", "07-04")
    outcome = merge_for_git(*sides(tmp_path, BASE, ours, theirs))
    assert outcome.notices[0] == (
        "bptip: 1 update, 1 round and 1 receipt with one id and different values: "
        "receipt c1, round r1, u1."
    )


def test_the_ids_of_two_kinds_of_block_never_meet(tmp_path: Path) -> None:
    """An update may be called as a round is in a notice."""
    files = sides(tmp_path, BASE, BASE + ASKED, BASE + update(id='"round r1"'))
    assert merge_for_git(*files).is_clean
    text = files[1].read_text("utf-8")
    assert ('id = "r1"' in text, 'id = "round r1"' in text) == (True, True)


def test_a_round_that_was_deleted_cannot_be_retracted(tmp_path: Path) -> None:
    """So the notice does not say how."""
    outcome = merge_for_git(*sides(tmp_path, BASE + ASKED, BASE, BASE + ASKED))
    assert outcome.notices == (
        "bptip: deleted on one side, but kept: round r1.",
        "  A journal never loses an entry.",
    )
