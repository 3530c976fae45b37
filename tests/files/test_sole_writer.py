"""The only writer: neither another bptip nor Git writes meanwhile, and what is written stays."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import pytest

from bptip.files.journal import appending, git_state
from bptip.files.journal.appending import append, look, take_in
from bptip.files.journal.copies import read_copy
from bptip.files.journal.git_working_tree import write_beside_git
from bptip.files.journal.lock import LOCK_NAME, locked
from bptip.files.workspace.amending import amend
from bptip.files.workspace.folders import PlanFolder
from bptip.files.workspace.review_answers import VersionFile
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.files.writing import Prepared
from bptip.plan.errors import BptipError
from bptip.recording.statements import Statement
from bptip.recording.update_ids import Stamps

if TYPE_CHECKING:
    from collections.abc import Callable

    from bptip.files.journal.appending import Recorded
    from conftest import Plans

OBJECTIVES: Final = """
[[objective]]
id = "1"
title = "One"
[[objective.activity]]
id = "1.1"
title = "One point one"
"""
OLD: Final = """
[[update]]
id = "old"
item = "1.1"
on = 2026-02-01
recorded = 2026-02-01T10:00:00Z
"""
MOMENT: Final = datetime(2026, 3, 2, tzinfo=UTC)
on_posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")


@pytest.fixture
def folder(plans: Plans) -> Path:
    """The folder of a plan whose journal has an update."""
    return plans.add(OBJECTIVES, OLD)


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge that waits for a person is recognised sooner."""
    monkeypatch.setattr(git_state, "NOTICE_AFTER", 0.05)
    monkeypatch.setattr(git_state, "WAIT_UNDER_WAY", 0.2)
    monkeypatch.setattr(git_state, "QUIET", 0.1)


@pytest.fixture
def git(folder: Path) -> Path:
    """Git's folder, where the folder of plans is below the top of a working tree."""
    made = folder.parents[1] / ".git"
    made.mkdir()
    (made / "HEAD").write_text("ref: refs/heads/main\n")
    (made.parent / ".gitignore").write_text("*.lock\n*.tmp\n")
    os.utime(made, (0, 0))
    return made


def record(folder: Path, note: str, **options: Any) -> Recorded:
    """Records a note in a plan's journal."""
    statement = Statement("1.1", date(2026, 3, 1), note=note)
    stamps = Stamps(lambda: MOMENT, Random(note).getrandbits)
    return append(StoredPlan(PlanFolder(folder)), (statement,), stamps, folder, **options)


def notes(folder: Path) -> list[str]:
    """Returns the notes in a plan's journal, in their order."""
    journal = StoredPlan(PlanFolder(folder)).journal
    assert journal is not None
    return [placed.update.note for placed in journal.updates if placed.update.note]


def meanwhile(monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], object]) -> None:
    """Lets something happen right before a journal is moved into its place: once each time."""
    real, left = Prepared.move, [*steps]

    def move(self: Prepared, *, replace: bool) -> None:
        if left:
            left.pop(0)()
        real(self, replace=replace)

    monkeypatch.setattr(Prepared, "move", move)


# --- The lock.


def test_a_lock_whose_file_is_deleted_is_not_current(tmp_path: Path) -> None:
    """Another one can then be made, and held, beside it."""
    with locked(tmp_path) as first:
        states = [first.is_current]
        (tmp_path / LOCK_NAME).unlink()
        states.append(first.is_current)
        with locked(tmp_path, wait=0) as second:
            states += [first.is_current, second.is_current]
    assert states == [True, False, False, True]


@on_posix
def test_who_waits_for_a_deleted_lock_takes_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system gives the lock of a deleted file, which is nobody's concern any more."""
    import fcntl

    real = fcntl.flock
    deleted: list[int] = []

    def flock(handle: int, how: int) -> None:
        if not deleted:
            (tmp_path / LOCK_NAME).unlink()
            deleted.append(handle)
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with locked(tmp_path) as lock:
        assert deleted
        assert lock.is_current


def test_two_writers_both_land_though_the_lock_is_deleted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first finds out before it writes, waits for the second, and writes again."""
    real = appending.checked

    def checked(*arguments: Any) -> Any:
        monkeypatch.setattr(appending, "checked", real)
        (folder / LOCK_NAME).unlink()
        record(folder, "second")
        return real(*arguments)

    monkeypatch.setattr(appending, "checked", checked)
    done = record(folder, "first")
    assert notes(folder) == ["second", "first"]
    assert [update.id for update in done.above] == ["old", *_ids(folder, "second")]


def _ids(folder: Path, note: str) -> list[str]:
    journal = StoredPlan(PlanFolder(folder)).journal
    assert journal is not None
    return [placed.update.id for placed in journal.updates if placed.update.note == note]


def test_what_was_overwritten_at_the_same_instant_is_written_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock was deleted, and another put its journal in place, right after ours."""
    theirs = (folder / "progress.toml").read_bytes() + OLD.replace("old", "other").encode()
    real = Prepared.move

    def move(self: Prepared, *, replace: bool) -> None:
        monkeypatch.setattr(Prepared, "move", real)
        real(self, replace=replace)
        (folder / LOCK_NAME).unlink()
        (folder / "progress.toml").write_bytes(theirs)

    monkeypatch.setattr(Prepared, "move", move)
    done = record(folder, "ours")
    assert notes(folder) == ["ours"]
    assert [update.id for update in done.above] == ["old", "other"]


def test_what_was_written_is_not_written_twice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If only the lock was deleted, the journal has the update already."""
    meanwhile(monkeypatch, (folder / LOCK_NAME).unlink)
    assert [update.note for update in record(folder, "ours").added] == ["ours"]
    assert notes(folder) == ["ours"]


@pytest.mark.parametrize("writers", [8])
def test_all_land_while_the_lock_is_deleted_again_and_again(folder: Path, writers: int) -> None:
    """As by `git clean -X` in a loop."""
    over = threading.Event()

    def delete() -> None:
        while not over.is_set():
            (folder / LOCK_NAME).unlink(missing_ok=True)

    deleting = threading.Thread(target=delete)
    writing = [
        threading.Thread(target=record, args=(folder, f"writer {n}")) for n in range(writers)
    ]
    deleting.start()
    for thread in writing:
        thread.start()
    for thread in writing:
        thread.join()
    over.set()
    deleting.join()
    assert sorted(notes(folder)) == [f"writer {n}" for n in range(writers)]


@on_posix
def test_a_lock_that_can_only_be_read_is_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another account made it; simulated, since an administrator may write everywhere."""
    (folder / LOCK_NAME).write_text("")
    real = os.open

    def opened(path: Any, flags: int, mode: int = 0o777) -> int:
        if Path(path).name == LOCK_NAME and flags & os.O_RDWR and not flags & os.O_EXCL:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", opened)
    record(folder, "ours")
    assert notes(folder) == ["ours"]
    with locked(folder), pytest.raises(BptipError, match="Another bptip is writing"):
        locked(folder, wait=0).__enter__()


@on_posix
def test_a_lock_that_cannot_be_opened_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do about it."""
    (folder / LOCK_NAME).write_text("")
    real = os.open

    def opened(path: Any, flags: int, mode: int = 0o777) -> int:
        if Path(path).name == LOCK_NAME and not flags & os.O_EXCL:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", opened)
    with pytest.raises(BptipError) as refused:
        record(folder, "ours")
    assert "it cannot lock the file progress.toml.lock: Permission denied" in refused.value.message
    assert "delete the file" in refused.value.hints[0]


@on_posix
@pytest.mark.parametrize(("mode", "lock"), [(0o664, 0o664), (0o644, 0o664), (0o660, 0o660)])
def test_the_lock_is_as_open_as_the_journal_and_its_folder(
    folder: Path, mode: int, lock: int
) -> None:
    """Else its first writer would keep all others out for good."""
    folder.chmod(0o2775)
    (folder / "progress.toml").chmod(mode)
    before = os.umask(0o077)
    try:
        record(folder, "ours")
    finally:
        os.umask(before)
    assert oct(stat.S_IMODE((folder / LOCK_NAME).stat().st_mode)) == oct(lock)


@on_posix
def test_a_new_journal_and_a_next_version_are_as_open_as_the_plan(plans: Plans) -> None:
    """Whatever mask their writer has."""
    folder = plans.add(OBJECTIVES)
    folder.chmod(0o2775)
    (folder / "v1.toml").chmod(0o664)
    before = os.umask(0o077)
    try:
        record(folder, "ours")
        amend(StoredPlan(PlanFolder(folder)), date(2026, 6, 1), None, folder)
    finally:
        os.umask(before)
    modes = {each.name: oct(stat.S_IMODE(each.stat().st_mode)) for each in folder.iterdir()}
    assert modes == dict.fromkeys(modes, oct(0o664))
    assert set(modes) == {"v1.toml", "v2.toml", "progress.toml", LOCK_NAME}


@on_posix
def test_a_pipe_in_the_locks_place_is_refused(folder: Path) -> None:
    """It is not waited for."""
    os.mkfifo(folder / LOCK_NAME)
    with pytest.raises(BptipError, match="it is not an ordinary file"):
        record(folder, "ours")


# --- Git.

UNDER_WAY: Final = {
    "MERGE_HEAD": "merge",
    "rebase-merge/": "rebase",
    "rebase-apply/": "rebase",
    "rebase-apply/applying": "am",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "sequencer/": "cherry-pick",
}


def begin(git: Path, name: str) -> None:
    """Leaves what Git leaves while a command waits for a person."""
    place = git / name
    if name.endswith("/"):
        place.mkdir()
    else:
        place.parent.mkdir(exist_ok=True)
        place.write_text("")


def refused(write: Callable[[], object], folder: Path) -> BptipError:
    """Returns the error of a write that is refused; nothing is changed, and nothing is left."""
    before = {each.name: each.read_bytes() for each in folder.iterdir() if each.name != LOCK_NAME}
    with pytest.raises(BptipError) as error:
        write()
    after = {each.name: each.read_bytes() for each in folder.iterdir() if each.name != LOCK_NAME}
    assert after == before
    return error.value


@pytest.mark.parametrize(("name", "command"), UNDER_WAY.items(), ids=UNDER_WAY)
def test_nothing_is_recorded_while_git_waits_for_a_person(
    folder: Path, git: Path, name: str, command: str
) -> None:
    """Undoing the merge would undo it too."""
    begin(git, name)
    error = refused(lambda: record(folder, "ours"), folder)
    assert error.message == (
        f"A `git {command}` is not finished. Git could undo an update recorded now, "
        "so nothing was written."
    )
    assert error.hints == (
        f"Finish it: git {command} --continue",
        f"Or undo it: git {command} --abort",
    )


def test_no_writer_writes_while_a_merge_waits(folder: Path, git: Path, tmp_path: Path) -> None:
    """Nor does one ask questions, or say what would be written, to refuse it in the end."""
    copy = tmp_path / "copy.toml"
    shutil.copy(folder / "progress.toml", copy)
    begin(git, "MERGE_HEAD")
    plan = StoredPlan(PlanFolder(folder))
    for write in (
        lambda: record(folder, "ours", dry_run=True),
        lambda: look(plan, folder),
        lambda: take_in(plan, read_copy(copy, plan, folder), folder),
        lambda: amend(plan, date(2026, 6, 1), None, folder),
    ):
        assert "git merge" in refused(write, folder).message
    error = refused(lambda: amend(plan, date(2026, 6, 1), None, folder), folder)
    assert "could undo a version started now" in error.message


def test_a_second_working_tree_has_a_state_of_its_own(folder: Path, tmp_path: Path) -> None:
    """There, `.git` is a file that names a folder, relative to it or not."""
    own = tmp_path / "main" / ".git" / "worktrees" / "second"
    own.mkdir(parents=True)
    (own / "HEAD").write_text("ref: refs/heads/second\n")
    top = folder.parents[1]
    for named in (own, Path(os.path.relpath(own, top))):
        (top / ".git").write_text(f"gitdir: {named}\n")
        record(folder, "before")
        begin(own, "MERGE_HEAD")
        assert "git merge" in refused(lambda: record(folder, "ours"), folder).message
        (own / "MERGE_HEAD").unlink()


@pytest.mark.parametrize("content", [None, "", "gitdir: /nowhere\n", "\0\xff"])
def test_what_is_not_git_changes_nothing(folder: Path, content: str | None) -> None:
    """An empty folder, a file that leads nowhere; and the search goes on above it."""
    place = folder.parents[1] / ".git"
    if content is None:
        place.mkdir()
    else:
        place.write_text(content, "latin-1")
    above = folder.parents[2] / ".git"
    above.mkdir()
    (above / "HEAD").write_text("")
    record(folder, "ours")
    assert notes(folder) == ["ours"]
    begin(above, "MERGE_HEAD")
    refused(lambda: record(folder, "more"), folder)


def test_the_tree_of_a_linked_journal_counts(plans: Plans, tmp_path: Path) -> None:
    """Git replaces the file that the link leads to."""
    folder = plans.add(OBJECTIVES)
    shared = tmp_path / "shared"
    (shared / ".git").mkdir(parents=True)
    (shared / ".git" / "HEAD").write_text("")
    (shared / "progress.toml").write_text("schema = 1\n")
    (folder / "progress.toml").symlink_to(shared / "progress.toml")
    begin(shared / ".git", "MERGE_HEAD")
    with pytest.raises(BptipError, match="git merge"):
        record(folder, "ours")


def test_a_running_command_is_waited_for(
    folder: Path, git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Updates that it has brought meanwhile are read, and the new one comes after them."""
    (git / "index.lock").write_text("")
    journal = folder / "progress.toml"
    lines: list[str] = []

    def finish(line: str) -> None:
        lines.append(line)
        assert not (folder / LOCK_NAME).exists(), "the driver needs the lock"
        journal.write_bytes(journal.read_bytes() + OLD.replace("old", "pulled").encode())
        (git / "index.lock").unlink()

    done = record(folder, "ours", tell=finish)
    assert lines == ["Waiting for Git (Ctrl-C stops waiting, and nothing is written) …"]
    assert [update.id for update in done.above] == ["old", "pulled"]
    assert notes(folder) == ["ours"]


def test_git_is_waited_for_until_it_is_quiet(
    folder: Path, git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two steps of one command, no lock is there: its own folder has just changed."""
    monkeypatch.setattr(git_state, "QUIET", 0.6)
    lines: list[str] = []
    os.utime(git)
    record(folder, "ours", tell=lines.append)
    assert lines == ["Waiting for Git (Ctrl-C stops waiting, and nothing is written) …"]
    os.utime(git, (0, 0))
    record(folder, "more", tell=lines.append)
    assert len(lines) == 1
    assert notes(folder) == ["ours", "more"]


def test_what_is_overwritten_by_a_command_that_has_just_begun_is_written_again(
    folder: Path, git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had looked at the journal before ours was put in its place, and had no lock yet."""
    before = (folder / "progress.toml").read_bytes()
    meanwhile(monkeypatch, lambda: os.utime(git))
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        if not slept:
            (folder / "progress.toml").write_bytes(before)
        slept.append(seconds)

    monkeypatch.setattr("bptip.files.journal.git_working_tree.time.sleep", sleep)
    record(folder, "ours")
    assert slept
    assert notes(folder) == ["ours"]


@pytest.mark.parametrize("is_dry", [False, True])
def test_a_merge_that_ends_by_itself_is_waited_for(folder: Path, git: Path, is_dry: bool) -> None:
    """Between merging and committing, Git leaves for a moment what it leaves in a conflict."""
    begin(git, "MERGE_HEAD")
    record(folder, "ours", dry_run=is_dry, tell=lambda _: (git / "MERGE_HEAD").unlink())
    assert notes(folder) == ([] if is_dry else ["ours"])


def test_a_command_that_does_not_end_is_told(
    folder: Path, git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been killed, so the file to delete is named."""
    monkeypatch.setattr(git_state, "WAIT", 0.1)
    (git / "index.lock").write_text("")
    error = refused(lambda: record(folder, "ours"), folder)
    assert error.message.startswith("A Git command is running and has not finished in 0.1 seconds")
    assert f'delete "{git / "index.lock"}"' in error.hints[1]


def test_what_git_overwrote_at_the_same_instant_is_written_again(
    folder: Path, git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git looked at the journal before ours was put in its place, and replaces it afterwards."""
    meanwhile(monkeypatch, lambda: (git / "index.lock").write_text(""))
    pulled = (folder / "progress.toml").read_bytes() + OLD.replace("old", "pulled").encode()

    def finish(_: str) -> None:
        (folder / "progress.toml").write_bytes(pulled)
        (git / "index.lock").unlink()

    done = record(folder, "ours", tell=finish)
    assert [update.id for update in done.above] == ["old", "pulled"]
    assert notes(folder) == ["ours"]


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_merge_that_begins_at_the_same_instant_and_stops(
    folder: Path, git: Path, monkeypatch: pytest.MonkeyPatch, is_kept: bool
) -> None:
    """It is said to be written only if it is in the journal that the merge has left."""
    meanwhile(monkeypatch, lambda: (git / "index.lock").write_text(""))
    before = (folder / "progress.toml").read_bytes()

    def stop(_: str) -> None:
        if not is_kept:
            (folder / "progress.toml").write_bytes(before)
        begin(git, "MERGE_HEAD")
        (git / "index.lock").unlink()

    if is_kept:
        record(folder, "ours", tell=stop)
    else:
        with pytest.raises(BptipError, match="git merge"):
            record(folder, "ours", tell=stop)
    assert notes(folder) == (["ours"] if is_kept else [])


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_write_that_stayed_is_said_although_git_does_not_end(
    folder: Path, git: Path, monkeypatch: pytest.MonkeyPatch, is_kept: bool
) -> None:
    """The second attempt fails; the message must not say that nothing was written."""
    monkeypatch.setattr(git_state, "WAIT", 0.2)
    meanwhile(monkeypatch, lambda: (git / "index.lock").write_text(""))
    before, lines = (folder / "progress.toml").read_bytes(), []

    def undo(line: str) -> None:
        lines.append(line)
        if not is_kept:
            (folder / "progress.toml").write_bytes(before)

    with pytest.raises(BptipError) as error:
        record(folder, "ours", tell=undo)
    assert notes(folder) == (["ours"] if is_kept else [])
    assert ("was written, but Git" in error.value.message) == is_kept
    assert ("nothing was written" in error.value.message) != is_kept
    assert lines[0].startswith(f'Waiting to see whether "{folder / "progress.toml"}" stays')


def test_a_copy_is_taken_in_again_after_git(
    folder: Path, git: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`bptip merge` as well."""
    before = (folder / "progress.toml").read_bytes()
    copy = tmp_path / "copy.toml"
    copy.write_bytes(before + OLD.replace("old", "theirs").encode())
    meanwhile(monkeypatch, lambda: (git / "index.lock").write_text(""))

    def finish(_: str) -> None:
        (folder / "progress.toml").write_bytes(before)
        (git / "index.lock").unlink()

    plan = StoredPlan(PlanFolder(folder))
    taken = take_in(plan, read_copy(copy, plan, folder), folder, tell=finish)
    assert taken.recorded is not None
    assert [update.id for update in taken.recorded.added] == ["theirs"]
    assert b'"theirs"' in (folder / "progress.toml").read_bytes()


@pytest.mark.skipif(shutil.which("git") is None, reason="needs Git")
@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick", "revert"])
def test_what_git_itself_leaves_is_recognised(tmp_path: Path, how: str) -> None:
    """As the Git on this machine has it, in a second working tree too."""
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_EDITOR": "true"}
    name = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org")

    def git(*words: str, cwd: Path, is_conflict: bool = False) -> None:
        done = subprocess.run(
            ["git", *name, *words], cwd=cwd, env=env, capture_output=True, check=False
        )
        assert (done.returncode != 0) == is_conflict, done.stdout + done.stderr

    main, second = tmp_path / "main", tmp_path / "second"
    main.mkdir()
    git("init", "-q", "-b", "main", cwd=main)
    for branch, text in (("main", "one"), ("other", "two"), ("main", "three")):
        if branch == "other":
            git("checkout", "-qb", branch, cwd=main)
        elif text == "three":
            git("checkout", "-q", branch, cwd=main)
        (main / "plan").write_text(text)
        git("add", ".", cwd=main)
        git("commit", "-qm", text, cwd=main)
    git("worktree", "add", "-q", "-b", "here", str(second), "main", cwd=main)
    target = "main~1" if how == "revert" else "other"
    for tree in (main, second):
        assert git_state.git_state(tree).under_way is None
        git(how, *(["--no-edit"] if how == "revert" else []), target, cwd=tree, is_conflict=True)
        state = git_state.git_state(tree / "plans" / "2026")
        assert (state.under_way, state.is_running) == (how, False)
        git(how, "--abort", cwd=tree)
        assert git_state.git_state(tree).under_way is None


# --- Other files that are replaced, such as a report.


@pytest.fixture
def report(folder: Path) -> Path:
    """A report beside the plans, as it was committed."""
    file = folder.parents[1] / "report.md"
    file.write_bytes(b"old")
    return file


def replaced(report: Path, tell: Callable[[str], None] = print) -> bytes:
    """Writes another report in its place; returns what is there afterwards."""
    write_beside_git(report, b"new", replace=True, tell=tell)
    return report.read_bytes()


@pytest.mark.parametrize(("name", "command"), UNDER_WAY.items(), ids=UNDER_WAY)
def test_no_file_is_replaced_while_git_waits_for_a_person(
    report: Path, git: Path, name: str, command: str
) -> None:
    """Undoing the merge would bring the old report back."""
    begin(git, name)
    with pytest.raises(BptipError) as error:
        replaced(report)
    assert error.value.message == (
        f"A `git {command}` is not finished. Git could undo a file replaced now, "
        "so nothing was written."
    )
    assert report.read_bytes() == b"old"
    new = report.with_name("new.md")
    assert replaced(new) == b"new"
    assert sorted(each.name for each in report.parent.glob("*.md")) == ["new.md", "report.md"]


def test_a_running_command_is_waited_for_before_a_file_is_replaced(report: Path, git: Path) -> None:
    """It may be about to bring another report."""
    (git / "index.lock").write_text("")
    lines: list[str] = []

    def finish(line: str) -> None:
        lines.append(line)
        report.write_bytes(b"pulled")
        (git / "index.lock").unlink()

    assert replaced(report, finish) == b"new"
    assert lines == ["Waiting for Git (Ctrl-C stops waiting, and nothing is written) …"]


def test_a_report_that_git_overwrote_at_the_same_instant_is_written_again(
    report: Path, git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before, it was said to be written, and gone."""
    meanwhile(monkeypatch, lambda: (git / "index.lock").write_text(""))

    def finish(_: str) -> None:
        report.write_bytes(b"pulled")
        (git / "index.lock").unlink()

    assert replaced(report, finish) == b"new"


def test_a_report_is_kept_without_force_whatever_git_does(report: Path, git: Path) -> None:
    """The message comes at once, before the wait for Git."""
    (git / "index.lock").write_text("")
    with pytest.raises(BptipError, match="exists already and was kept"):
        write_beside_git(report, b"new", replace=False, tell=print)


def test_an_answer_is_said_to_be_written_although_git_began_at_the_same_instant(
    folder: Path, git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second attempt finds the first one's answer, and does not take it for another's."""
    meanwhile(monkeypatch, lambda: (git / "index.lock").write_text(""))
    plan = StoredPlan(PlanFolder(folder))
    version = plan.versions[0]
    file = VersionFile(plan, version, folder, lambda _: (git / "index.lock").unlink())
    written = file.declare(version, next(iter(version.activities)), ("2022/1.1",))
    assert written.insertion is not None
    assert (folder / "v1.toml").read_text().count('continues = ["2022/1.1"]') == 1
