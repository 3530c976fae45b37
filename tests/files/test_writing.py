"""Writing files: what killed runs left is removed, and what others rely on in a file is kept."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from bptip.files import writing
from bptip.files.reading.contents import MAX_PLAN_BYTES
from bptip.files.writing import (
    files_written,
    make_folder,
    prepared,
    put_in_place,
    write_file,
    write_plan_file,
)
from bptip.plan.errors import BptipError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

on_posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")

LEFT: Final = ".report.md.0123abcd.bptip.tmp"
OTHERS_OWN: Final = (".report.md.tmp", "report.md.0123abcd.bptip.tmp", ".git", ".x.bptip.tmp")


@pytest.fixture
def mask() -> Iterator[None]:
    """The mask that most systems have: only the owner writes."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def names(folder: Path) -> set[str]:
    """Returns the names of what is in a folder."""
    return {each.name for each in folder.iterdir()}


def refusal(write: Callable[[], object]) -> BptipError:
    """Returns the error of a write that is refused."""
    with pytest.raises(BptipError) as refused:
        write()
    return refused.value


# --- Temporary files.


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    """Whatever file it was to be; files of other programs stay."""
    for name in (LEFT, ".progress.toml.89abcdef.bptip.tmp", *OTHERS_OWN):
        (tmp_path / name).write_text("half")
    put_in_place(tmp_path / "v2.toml", b"new")
    assert names(tmp_path) == {"v2.toml", *OTHERS_OWN}


def test_a_temporary_file_in_use_stays(tmp_path: Path) -> None:
    """Two runs may write in one folder at the same time."""
    with prepared(tmp_path / "one.md", b"one") as first:
        put_in_place(tmp_path / "two.md", b"two")
        assert first.temporary.exists()
        first.move(replace=False)
    assert names(tmp_path) == {"one.md", "two.md"}


def test_what_was_not_moved_is_removed(tmp_path: Path) -> None:
    """Nothing is left of a write that was given up."""
    with prepared(tmp_path / "one.md", b"one"):
        pass
    assert names(tmp_path) == set()


@on_posix
@pytest.mark.parametrize(("age", "left"), [(3600, {LEFT}), (90_000, set())])
def test_without_locks_only_old_files_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: int, left: set[str]
) -> None:
    """Nobody can say whether a run still writes to a fresh one."""
    (tmp_path / LEFT).write_text("half")
    then = (tmp_path / LEFT).stat().st_mtime - age
    os.utime(tmp_path / LEFT, (then, then))

    def refused(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", refused)
    put_in_place(tmp_path / "v2.toml", b"new")
    assert names(tmp_path) == {"v2.toml"} | left


@on_posix
def test_a_temporary_file_swept_too_early_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its making and its locking, another run may take it for a dead run's."""
    real = writing._lock
    swept: list[Path] = []

    def lock(handle: int) -> None:
        if not swept:
            swept.extend(tmp_path.iterdir())
            swept[0].unlink()
        real(handle)

    monkeypatch.setattr(writing, "_lock", lock)
    put_in_place(tmp_path / "page.md", b"page")
    assert swept
    assert (tmp_path / "page.md").read_bytes() == b"page"


def test_a_name_as_long_as_can_be_is_written(tmp_path: Path) -> None:
    """The name of its temporary file is not longer than systems allow."""
    name = "ü" * 120 + ".md"
    put_in_place(tmp_path / name, b"page")
    assert names(tmp_path) == {name}


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX")
def test_a_new_file_that_is_there_is_not_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its temporary name, a second one of the same file, can be removed later."""

    def refused(self: Path, missing_ok: bool = False) -> None:
        raise OSError(5, "I/O error", str(self))

    monkeypatch.setattr(Path, "unlink", refused)
    write_file(tmp_path / "a.md", b"new", replace=False)
    monkeypatch.undo()
    assert (tmp_path / "a.md").read_bytes() == b"new"
    write_file(tmp_path / "b.md", b"new", replace=False)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.md", "b.md"]


@pytest.mark.parametrize("size", [MAX_PLAN_BYTES, MAX_PLAN_BYTES + 1])
def test_a_plans_file_is_not_larger_than_what_can_be_read(tmp_path: Path, size: int) -> None:
    """Else the plan could not be read any more."""
    file = tmp_path / "v2.toml"
    if size == MAX_PLAN_BYTES:
        write_plan_file(file, b"x" * size)
        assert file.stat().st_size == size
    else:
        refused = refusal(lambda: write_plan_file(file, b"x" * size))
        assert "would become larger than 32 MB" in refused.message
        assert names(tmp_path) == set()


# --- What others rely on.


def test_a_file_with_a_second_name_is_not_replaced(tmp_path: Path) -> None:
    """The second name would keep the old text, and nobody would know."""
    file = tmp_path / "progress.toml"
    file.write_text("old")
    (tmp_path / "second.toml").hardlink_to(file)
    refused = refusal(lambda: write_file(file, b"new", replace=True))
    assert "has another name on this disk (a hard link)" in refused.message
    assert "delete the original, and rename the copy" in refused.hints[0]
    assert (file.read_text(), names(tmp_path)) == ("old", {"progress.toml", "second.toml"})


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
def test_attributes_are_kept(tmp_path: Path) -> None:
    """As far as the system lets us; access lists are attributes too."""
    file = tmp_path / "progress.toml"
    file.write_text("old")
    kept = {"user.office": b"Legal", "system.posix_acl_access": ACCESS_LIST}
    if sys.platform != "win32":
        try:
            for name, value in kept.items():
                os.setxattr(file, name, value)
        except OSError:
            pytest.skip("needs extended attributes")
        put_in_place(file, b"new")
        assert {name: os.getxattr(file, name) for name in os.listxattr(file)} == kept
    assert file.read_text() == "new"


# As setfacl -m u:1000:rw writes it: a number of the form, then entries of tag, rights, account.
ACCESS_LIST: Final = b"".join(
    [
        (2).to_bytes(4, "little"),
        *(
            tag.to_bytes(2, "little") + rights.to_bytes(2, "little") + who.to_bytes(4, "little")
            for tag, rights, who in [
                (0x01, 6, 0xFFFFFFFF), (0x02, 6, 1000), (0x04, 4, 0xFFFFFFFF),
                (0x10, 6, 0xFFFFFFFF), (0x20, 4, 0xFFFFFFFF),
            ]
        ),
    ]
)  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
@pytest.mark.parametrize(
    ("name", "code", "is_refused"),
    [
        ("user.office", "EPERM", True), ("system.posix_acl_access", "EPERM", True),
        ("security.selinux", "EPERM", False), ("system.nfs4_acl", "ENOTSUP", False),
    ],
)  # fmt: skip
def test_an_attribute_that_cannot_be_kept_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str, is_refused: bool
) -> None:
    """Before anything is written; not where only the system sets such an attribute."""
    import errno

    file = tmp_path / "progress.toml"
    file.write_text("old")

    def fails(*_: object, **__: object) -> None:
        raise OSError(getattr(errno, code), "Operation not permitted")

    monkeypatch.setattr(os, "listxattr", lambda path: [name] if Path(path) == file else [])
    monkeypatch.setattr(os, "getxattr", lambda *_, **__: b"value")
    monkeypatch.setattr(os, "setxattr", fails)
    if is_refused:
        refused = refusal(lambda: put_in_place(file, b"new"))
        assert f"has an attribute, {name}, that cannot be kept" in refused.message
    else:
        put_in_place(file, b"new")
    assert file.read_text() == ("old" if is_refused else "new")
    assert names(tmp_path) == {"progress.toml"}


def without_powers(monkeypatch: pytest.MonkeyPatch, *, groups: set[int]) -> list[int]:
    """Lets nobody give a file away, and a group only to its members; returns the groups given."""
    given: list[int] = []

    def chown(_: object, owner: int, group: int) -> None:
        if owner != -1 or group not in groups:
            raise PermissionError(1, "Operation not permitted")
        given.append(group)

    monkeypatch.setattr(os, "chown", chown)
    return given


def owned(monkeypatch: pytest.MonkeyPatch, file: Path, group: int) -> None:
    """Lets a file belong to another account and to a group."""
    real = Path.stat

    def looked(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        state = real(self, follow_symlinks=follow_symlinks)
        if self != file:
            return state
        return os.stat_result([*state[:4], state.st_uid + 1, group, *state[6:]])

    monkeypatch.setattr(Path, "stat", looked)


@on_posix
def test_a_members_group_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member may give a file to the group, though not to another owner."""
    file = tmp_path / "progress.toml"
    file.write_text("old")
    file.chmod(0o660)
    owned(monkeypatch, file, 64_000)
    given = without_powers(monkeypatch, groups={64_000})
    put_in_place(file, b"new")
    assert given == [64_000]


@on_posix
@pytest.mark.parametrize(("mode", "is_refused"), [(0o660, True), (0o664, True), (0o644, False)])
def test_a_group_that_cannot_be_kept_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, is_refused: bool
) -> None:
    """Before anything is written, if the group may do more than everybody."""
    file = tmp_path / "progress.toml"
    file.write_text("old")
    file.chmod(mode)
    owned(monkeypatch, file, 64_000)
    without_powers(monkeypatch, groups=set())
    if is_refused:
        refused = refusal(lambda: put_in_place(file, b"new"))
        assert "belongs to the group 64000, and you are not a member" in refused.message
        assert "make you a member" in refused.hints[0]
    else:
        put_in_place(file, b"new")
    assert file.read_text() == ("old" if is_refused else "new")


@on_posix
@pytest.mark.usefixtures("mask")
@pytest.mark.parametrize(
    ("folder", "beside", "new"),
    [
        (0o755, None, 0o644),
        (0o775, None, 0o664),
        (0o2775, None, 0o664),
        (0o2770, None, 0o664),
        (0o777, None, 0o666),
        (0o1777, None, 0o664),
        (0o755, 0o644, 0o644),
        (0o755, 0o640, 0o640),
        (0o755, 0o664, 0o644),
        (0o2775, 0o644, 0o664),
        (0o2770, 0o640, 0o660),
        (0o2770, 0o600, 0o600),
        (0o777, 0o666, 0o666),
    ],
)
def test_a_new_file_is_as_open_as_its_place(
    tmp_path: Path, folder: int, beside: int | None, new: int
) -> None:
    """As writable as the folder; as readable as the file beside it, else as the mask says."""
    place = tmp_path / "2026"
    place.mkdir()
    place.chmod(folder)
    like = place / "v1.toml" if beside is not None else None
    if like is not None and beside is not None:
        like.write_text("")
        like.chmod(beside)
    put_in_place(place / "progress.toml", b"new", like=like)
    assert oct(stat.S_IMODE((place / "progress.toml").stat().st_mode)) == oct(new)


@on_posix
def test_a_new_file_is_readable_whatever_the_mask(tmp_path: Path) -> None:
    """A journal that colleagues cannot read makes the whole plan unreadable for them."""
    (tmp_path / "v1.toml").write_text("")
    (tmp_path / "v1.toml").chmod(0o644)
    before = os.umask(0o077)
    try:
        put_in_place(tmp_path / "progress.toml", b"new", like=tmp_path / "v1.toml")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "progress.toml").stat().st_mode) == 0o644


@on_posix
def test_what_a_user_keeps_private_stays_private(tmp_path: Path) -> None:
    """A report, or a new plan, of a user whose mask lets nobody else read."""
    tmp_path.chmod(0o2775)
    before = os.umask(0o077)
    try:
        put_in_place(tmp_path / "report.md", b"new")
        make_folder(tmp_path / "plans")
    finally:
        os.umask(before)
    modes = [(tmp_path / name).stat().st_mode & 0o077 for name in ("report.md", "plans")]
    assert modes == [0, 0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_with_the_name_of_a_temporary_file_is_not_waited_for(tmp_path: Path) -> None:
    """Nor a folder or a link of such a name: somebody else may have made it."""
    if sys.platform != "win32":
        os.mkfifo(tmp_path / LEFT)
    (tmp_path / LEFT.replace("report", "folder")).mkdir()
    (tmp_path / LEFT.replace("report", "link")).symlink_to(tmp_path / "page.md")
    put_in_place(tmp_path / "page.md", b"page")
    assert (tmp_path / "page.md").read_bytes() == b"page"


@on_posix
@pytest.mark.usefixtures("mask")
def test_a_new_file_is_not_opened_to_a_wrong_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the folder's group cannot be given, its rights are not given to another group."""
    tmp_path.chmod(0o775)
    owned(monkeypatch, tmp_path, 64_000)
    without_powers(monkeypatch, groups=set())
    put_in_place(tmp_path / "progress.toml", b"new")
    assert stat.S_IMODE((tmp_path / "progress.toml").stat().st_mode) == 0o644


@on_posix
@pytest.mark.usefixtures("mask")
def test_a_new_folder_is_as_open_as_the_one_above(tmp_path: Path) -> None:
    """So that colleagues can record progress of a plan that one of them has started."""
    shared, own = tmp_path / "shared", tmp_path / "own"
    for folder, mode in ((shared, 0o2770), (own, 0o755)):
        folder.mkdir()
        folder.chmod(mode)
        make_folder(folder / "plans" / "2026")
    assert oct((shared / "plans" / "2026").stat().st_mode & 0o2070) == oct(0o2070)
    assert oct((own / "plans" / "2026").stat().st_mode & 0o2070) == oct(0o050)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """With the reason."""
    (tmp_path / "plans").write_text("a file")
    refused: Any = refusal(lambda: write_plan_file(tmp_path / "plans" / "v1.toml", b""))
    assert "cannot be created: a file has this name." in refused.message


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_a_folder_is_not_made_where_a_link_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "share").symlink_to("not connected")
    refused: Any = refusal(lambda: make_folder(tmp_path / "share" / "forms"))
    assert refused.message.endswith(
        "cannot be created: it is a link to a place that does not exist."
    )


def test_what_a_run_has_written_is_named_unless_it_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that cannot be read on a failing disk was written all the same."""
    there, gone, changed = (tmp_path / name for name in ("a", "b", "c"))
    before = len(files_written())
    for file in (there, gone, changed):
        write_file(file, b"x", replace=False)
    gone.unlink()
    changed.write_bytes(b"y")
    assert files_written()[before:] == [there]

    def fail(_: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fail)
    assert there in files_written()
