"""Writing to a journal: completely or not at all, checked first, by one process at a time."""

from __future__ import annotations

import errno
import os
import stat
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import pytest

from bptip.files import writing
from bptip.files.journal.appending import Recorded, append, look
from bptip.files.journal.lock import LOCK_NAME, locked
from bptip.files.workspace.folders import PlanFolder
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.errors import BptipError
from bptip.plan.model import Status
from bptip.recording.statements import Statement
from bptip.recording.update_ids import Stamps

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Plans

NEW: Final = Statement("1.1", date(2026, 3, 1), status=Status.COMPLETED)
MOMENT: Final = datetime(2026, 3, 2, tzinfo=UTC)
OBJECTIVES: Final = """
[[objective]]
id = "1"
title = "One"
[[objective.activity]]
id = "1.1"
title = "One point one"
"""
OLD: Final = """# a comment that stays
[[update]]
id = "old"
item = "1.1"
on = 2026-02-01
recorded = 2026-02-01T10:00:00Z
"""


def write(
    folder: Path, *statements: Statement, meanwhile: Callable[[], object] = list, **options: Any
) -> Recorded:
    """Writes statements to a plan's journal; `meanwhile` happens once the journal is read."""

    def clock() -> datetime:
        meanwhile()
        return MOMENT

    stamps = Stamps(clock, Random(1).getrandbits)
    return append(StoredPlan(PlanFolder(folder)), statements or (NEW,), stamps, folder, **options)


def refusal(folder: Path, *statements: Statement, **options: Any) -> BptipError:
    """Returns why nothing was written; nothing in the folder has changed by it."""
    before = content(folder)
    with pytest.raises(BptipError) as refused:
        write(folder, *statements, **options)
    assert content(folder) == before
    return refused.value


def content(folder: Path) -> dict[str, bytes | None]:
    """Returns what the files of a folder hold, without the lock."""
    return {
        each.name: each.read_bytes() if each.is_file() else None
        for each in folder.iterdir()
        if each.name != LOCK_NAME
    }


def test_an_update_comes_at_the_end(plans: Plans) -> None:
    """The earlier updates are returned too, to compare before and after."""
    folder = plans.add(OBJECTIVES, OLD)
    before = (folder / "progress.toml").read_bytes()
    done = write(folder)
    after = (folder / "progress.toml").read_bytes()
    assert after.startswith(before)
    assert [each.id for each in done.above] == ["old"]
    (new,) = done.added
    assert (new.item, new.on, new.status) == (NEW.item, NEW.on, NEW.status)
    assert new.recorded == MOMENT
    assert [each.id for each in StoredPlan(PlanFolder(folder)).checked_journal.updates] == [
        "old",
        new.id,
    ]


def test_a_missing_journal_is_made(plans: Plans) -> None:
    """It begins with the number of the format and the plan's id."""
    folder = plans.add(OBJECTIVES)
    done = write(folder)
    assert done.above == ()
    text = (folder / "progress.toml").read_text("utf-8")
    assert text.startswith('schema = 1\nplan = "tiny"\n\n[[update]]\n')
    assert StoredPlan(PlanFolder(folder)).checked_journal.updates == done.added


def test_a_dry_run_leaves_no_trace(plans: Plans) -> None:
    """There is no journal, no lock and no temporary file."""
    folder = plans.add(OBJECTIVES)
    before = sorted(folder.iterdir())
    (update,) = write(folder, dry_run=True).added
    assert update.status is NEW.status
    assert sorted(folder.iterdir()) == before


BROKEN: Final = {
    "not TOML": ("update = [", "toml-syntax"),
    "a string that is never closed": ("[[update]]\nid = '''", "toml-syntax"),
    "an unknown status": (OLD + 'status = "ongoing"', "bad-value"),
    "an unknown item": (OLD.replace("1.1", "7.7"), "unknown-item"),
    "an unknown update": (OLD + 'retracts = "gone"', "unknown-update"),
    "an update twice": (OLD + OLD, "duplicate-update"),
    "evidence that is not an address": (OLD + 'evidence = ["javascript:1"]', "bad-value"),
    "an unknown key": (OLD + 'remark = "x"', "unknown-key"),
}


@pytest.mark.parametrize(("journal", "code"), BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("dry_run", [False, True], ids=["write", "dry run"])
def test_nothing_is_written_through_a_broken_journal(
    plans: Plans, journal: str, code: str, dry_run: bool
) -> None:
    """Its errors are shown with their places, as `check` shows them."""
    folder = plans.add(OBJECTIVES, journal)
    refused = refusal(folder, dry_run=dry_run)
    assert refused.message.startswith("The journal has 1 error")
    assert refused.hints[0].startswith("progress.toml:")
    assert f": {code}: " in refused.hints[0]


def test_many_errors_are_shown_in_part(plans: Plans) -> None:
    """The message has the first forty, and the number of the others."""
    faulty = [OLD.replace('"old"', f'"{n}"').replace("1.1", "7.7") for n in range(44)]
    refused = refusal(plans.add(OBJECTIVES, "\n".join(faulty)))
    assert len(refused.hints) == 41
    assert "4 more" in refused.hints[-1]


_INLINE: Final = (
    "update = []",
    """update = [
        {id = "a", item = "1.1", on = 2026-01-01, recorded = 2026-01-01T00:00:00Z},
    ]""",
)


@pytest.mark.parametrize("inline", _INLINE)
def test_an_inline_list_is_refused(plans: Plans, inline: str) -> None:
    """It is a valid journal, but nothing can be appended to it."""
    refused = refusal(plans.add(OBJECTIVES, inline))
    assert "inline list" in refused.message
    assert "[[update]]" in refused.hints[0]


def test_another_plans_journal_is_refused(plans: Plans) -> None:
    """It is in the wrong folder."""
    folder = plans.add(OBJECTIVES)
    (folder / "progress.toml").write_text('schema = 1\nplan = "other"\n')
    assert ": plan-id: " in refusal(folder).hints[0]


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        (NEW._replace(item="7.7"), "no version of the plan has an item with this id"),
        (NEW._replace(status=None, retracts="gone"), "but the journal has no update with this id"),
        (
            NEW._replace(retracts="old"),
            'takes back another update, so it cannot also have "status"',
        ),
    ],
)
def test_a_new_update_with_a_fault_is_refused(
    plans: Plans, statement: Statement, wrong: str
) -> None:
    """It is checked by the same rules as the updates in the journal."""
    refused = refusal(plans.add(OBJECTIVES, OLD), statement)
    assert wrong in refused.message


def test_one_refused_update_refuses_them_all(plans: Plans) -> None:
    """The others are not written either."""
    folder = plans.add(OBJECTIVES, OLD)
    refusal(folder, NEW, NEW._replace(item="7.7"))


def test_a_changed_base_is_refused(plans: Plans) -> None:
    """The user decided by a journal that has changed since."""
    folder = plans.add(OBJECTIVES, OLD)
    base = look(StoredPlan(PlanFolder(folder)), folder)
    assert [each.id for each in base.updates] == ["old"]
    write(folder)
    refused = refusal(folder, base=base)
    assert "while this command was running; nothing was written" in refused.message
    write(folder, base=look(StoredPlan(PlanFolder(folder)), folder))


def test_an_update_is_taken_back_once(plans: Plans) -> None:
    """The journal under the lock decides, not the one that the user looked at."""
    folder = plans.add(OBJECTIVES, OLD)
    retraction = Statement("1.1", date(2026, 2, 1), by="Us", retracts="old")
    done = write(folder, retraction)
    refused = refusal(folder, retraction)
    assert refused.message == "The update old was already taken back, on 2 Mar 2026 by Us."
    assert refused.hints == (f"To make it count again: bptip retract {done.added[0].id}",)


# --- The file on the disk.

on_posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")


@on_posix
@pytest.mark.parametrize("mode", [0o644, 0o664, 0o600])
def test_the_mode_is_kept(plans: Plans, mode: int) -> None:
    """Every user who could read it can still read it."""
    journal = plans.add(OBJECTIVES, OLD) / "progress.toml"
    journal.chmod(mode)
    write(journal.parent)
    assert stat.S_IMODE(journal.stat().st_mode) == mode


@on_posix
def test_a_link_stays_a_link(plans: Plans, tmp_path: Path) -> None:
    """The file that it leads to is replaced, and the lock is beside that file."""
    folder = plans.add(OBJECTIVES, OLD)
    shared = tmp_path / "shared"
    shared.mkdir()
    real = shared / "progress.toml"
    (folder / "progress.toml").rename(real)
    (folder / "progress.toml").symlink_to(real)
    write(folder)
    assert (folder / "progress.toml").is_symlink()
    assert real.read_text("utf-8").count("[[update]]") == 2
    assert (shared / LOCK_NAME).exists()
    assert not (folder / LOCK_NAME).exists()


@on_posix
@pytest.mark.parametrize("place", ["progress.toml", "."])
def test_what_is_read_only_is_refused(plans: Plans, place: str) -> None:
    """The journal may be read-only in a writable folder, or the folder itself."""
    folder = plans.add(OBJECTIVES, OLD)
    closed = folder / place
    mode = stat.S_IMODE(closed.stat().st_mode)
    closed.chmod(mode & ~0o222)
    try:
        assert "is read-only" in refusal(folder).message
        assert "is read-only" in refusal(folder, dry_run=True).message
    finally:
        closed.chmod(mode)


@on_posix
def test_a_cycle_of_links_is_refused(plans: Plans) -> None:
    """The links lead to no file."""
    folder = plans.add(OBJECTIVES)
    (folder / "progress.toml").symlink_to("progress.toml")
    with pytest.raises(BptipError, match="cannot be read"):
        write(folder)


def test_a_folder_in_the_journals_place_is_refused(plans: Plans) -> None:
    """It is refused in one message."""
    folder = plans.add(OBJECTIVES)
    (folder / "progress.toml").mkdir()
    assert "is a folder" in refusal(folder).message


def test_a_folder_in_the_locks_place_is_refused(plans: Plans) -> None:
    """The lock cannot be taken, and the message says so."""
    folder = plans.add(OBJECTIVES, OLD)
    (folder / LOCK_NAME).mkdir()
    assert f"because it cannot lock the file {LOCK_NAME}: " in refusal(folder).message


def test_a_lock_file_that_nobody_holds_blocks_nobody(plans: Plans) -> None:
    """The file means nothing by itself, whatever it holds."""
    folder = plans.add(OBJECTIVES, OLD)
    (folder / LOCK_NAME).write_text("999999\n")
    write(folder)


def test_a_lock_that_is_held_is_waited_for_in_vain(
    plans: Plans, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the maximum wait, the message says who is writing."""
    folder = plans.add(OBJECTIVES, OLD)
    monkeypatch.setattr("bptip.files.journal.lock.WAIT", 0.2)
    with locked(folder):
        assert "Another bptip is writing" in refusal(folder).message
    write(folder)


def test_waiting_for_another_writer_is_shown(plans: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user sees one line; then the write goes on as usual."""
    folder = plans.add(OBJECTIVES, OLD)
    monkeypatch.setattr("bptip.files.journal.lock.NOTICE_AFTER", 0.1)
    shown: list[str] = []
    held = locked(folder)
    held.__enter__()

    def heard(line: str) -> None:
        shown.append(line)
        held.__exit__(None, None, None)

    write(folder, tell=heard)
    assert len(shown) == 1
    assert shown[0].startswith("Waiting for another bptip")
    assert (folder / "progress.toml").read_text("utf-8").count("[[update]]") == 2
    write(folder, tell=heard)
    assert len(shown) == 1


@on_posix
@pytest.mark.parametrize("code", ["ENOLCK", "ENOSYS", "EOPNOTSUPP", "EIO"])
def test_where_the_system_has_no_locks_nothing_is_written(
    plans: Plans, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """Some network folders have none; the message says what to do instead."""
    folder = plans.add(OBJECTIVES, OLD)
    before = (folder / "progress.toml").read_bytes()

    def refused(*_: object) -> None:
        number = getattr(errno, code)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", refused)
    error = refusal(folder)
    assert f"because it cannot lock the file {LOCK_NAME}: " in error.message
    assert any("bptip merge" in hint for hint in error.hints) == (code != "EIO")
    assert (folder / "progress.toml").read_bytes() == before


@on_posix
def test_a_link_in_the_locks_place_is_not_followed(plans: Plans, tmp_path: Path) -> None:
    """The file that it leads to stays as it is, and nothing is written."""
    folder = plans.add(OBJECTIVES, OLD)
    (tmp_path / "mine").write_text("precious")
    (folder / LOCK_NAME).symlink_to(tmp_path / "mine")
    assert f"cannot lock the file {LOCK_NAME}: it is a link." in refusal(folder).message
    assert (tmp_path / "mine").read_text() == "precious"


@on_posix
def test_a_journals_link_leads_to_no_other_kind_of_file(plans: Plans, tmp_path: Path) -> None:
    """This holds for an existing file and for a new one."""
    folder = plans.add(OBJECTIVES)
    (tmp_path / "profile").write_text("mine")
    for name in ("profile", "start-up"):
        (folder / "progress.toml").symlink_to(tmp_path / name)
        assert "is not a .toml file" in refusal(folder).message
        (folder / "progress.toml").unlink()
    assert (tmp_path / "profile").read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["profile"]


def test_what_an_editor_saves_between_reading_and_writing_is_kept(plans: Plans) -> None:
    """An editor ignores the lock: the write is refused, and what was saved stays."""
    folder = plans.add(OBJECTIVES, OLD)
    journal = folder / "progress.toml"
    edited = journal.read_bytes() + b"# by hand\n"

    with pytest.raises(BptipError, match="Somebody else changed"):
        write(folder, meanwhile=lambda: journal.write_bytes(edited))
    assert journal.read_bytes() == edited
    write(folder)
    assert journal.read_bytes().startswith(edited)


def test_a_journal_that_appears_between_reading_and_writing_is_kept(plans: Plans) -> None:
    """There was no journal when the write began."""
    folder = plans.add(OBJECTIVES)
    journal = folder / "progress.toml"

    with pytest.raises(BptipError, match="Somebody else changed"):
        write(folder, meanwhile=lambda: journal.write_bytes(b"# by hand"))
    assert journal.read_bytes() == b"# by hand"


def _failing(times: int, error: OSError) -> Callable[..., Any]:
    """Returns a `Path.replace` that fails a number of times first."""
    real, left = Path.replace, [times]

    def replace(self: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise error
        return real(self, target)

    return replace


def test_a_file_that_is_held_for_a_moment_is_tried_again(
    plans: Plans, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel or a scanner may hold it on Windows; after the last attempt nothing is left behind."""
    folder = plans.add(OBJECTIVES, OLD)
    monkeypatch.setattr(writing, "PAUSE", 0)
    held = PermissionError(13, "The process cannot access the file")
    monkeypatch.setattr(Path, "replace", _failing(3, held))
    write(folder)
    monkeypatch.setattr(Path, "replace", _failing(1000, held))
    assert "cannot be written: The process cannot" in refusal(folder).message


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    """Even a file that appears at the last moment is not replaced."""
    file = tmp_path / "v2.toml"
    writing.put_in_place(file, b"first", replace=False)
    with pytest.raises(FileExistsError):
        writing.put_in_place(file, b"second", replace=False)
    assert [each.name for each in tmp_path.iterdir()] == ["v2.toml"]
    assert file.read_bytes() == b"first"
