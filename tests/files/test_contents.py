"""The files that are read: of a sane size, whole, and nothing that would make a run wait."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from bptip.files.reading.contents import UnreadableError, content_of, plan_content, real_path

if TYPE_CHECKING:
    from pathlib import Path

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")


def refusal(file: Path, largest: int = 1_000_000) -> str:
    """Returns why a file isn't read."""
    with pytest.raises(OSError, match=r".") as refused:
        content_of(file, largest)
    return str(refused.value.strerror)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    """An empty one too, and one that is just as large as it may be."""
    for content in (b"", b"abc", b"\x00\xff" * 50_000):
        (tmp_path / "file").write_bytes(content)
        assert content_of(tmp_path / "file", 100_000) == content


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    """In words that follow "cannot be read"."""
    assert refusal(tmp_path) == "it is a folder"
    assert refusal(tmp_path / "nowhere") == "it does not exist"
    assert refusal(tmp_path / "\0") == "a file cannot have this name"
    assert refusal(tmp_path / ("x" * 5000)) != ""


@on_posix
def test_nothing_is_waited_for(tmp_path: Path) -> None:
    """A pipe into which nobody writes, and a device that never ends."""
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/zero")
    assert refusal(tmp_path / "pipe") == refusal(tmp_path / "device") == "it is not a file"


@on_posix
def test_a_pipe_that_takes_a_files_place_this_moment_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at it and its opening."""
    file, opened = tmp_path / "file", os.open
    file.write_bytes(b"x")

    def swapped(path: Path, flags: int) -> int:
        file.unlink()
        if sys.platform != "win32":
            os.mkfifo(file)
        return opened(path, flags)

    monkeypatch.setattr("bptip.files.reading.contents.os.open", swapped)
    assert refusal(file) == "it is not a file"


@on_posix
def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    """And where they lead is said all the same, as far as that goes."""
    (tmp_path / "one").symlink_to("other")
    (tmp_path / "other").symlink_to("one")
    assert refusal(tmp_path / "one") == "it is a link that leads back to itself"
    assert real_path(tmp_path / "one").is_absolute()


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    """Nor one that says it is empty and is not, as some of the system's own are."""
    (tmp_path / "file").write_bytes(b"x" * 1_000_001)
    assert refusal(tmp_path / "file") == "it is larger than 1 MB"
    assert content_of(tmp_path / "file", 1_000_001) == b"x" * 1_000_001


def test_a_file_that_grows_meanwhile_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of a journal may be a journal: nobody gets the half of one that is being written."""
    file = tmp_path / "file"
    file.write_bytes(b"old")
    states, fstat = iter([b"newer", b"the newest"]), os.fstat

    def looked(handle: int) -> os.stat_result:
        state = fstat(handle)
        if (content := next(states, None)) is not None:
            file.write_bytes(content)
        return state

    monkeypatch.setattr("bptip.files.reading.contents.os.fstat", looked)
    assert content_of(file) == b"the newest"


def test_a_file_that_never_rests_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a few tries."""
    file, fstat = tmp_path / "file", os.fstat
    file.write_bytes(b"")

    def looked(handle: int) -> os.stat_result:
        state = fstat(handle)
        with file.open("ab") as more:
            more.write(b"x")
        return state

    monkeypatch.setattr("bptip.files.reading.contents.os.fstat", looked)
    assert refusal(file) == "it changes during reading: try again"


@on_posix
def test_a_link_in_a_plans_place_leads_to_plans_alone(tmp_path: Path) -> None:
    """So a folder that somebody sends cannot make bptip read what it shouldn't."""
    for name, content in (("secret", b"key = 1"), ("shared.toml", b"plan = 1")):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "v1.toml").symlink_to("shared.toml")
    (tmp_path / "v2.toml").symlink_to("secret")
    (tmp_path / "v3.toml").symlink_to("v2.toml")
    (tmp_path / "v4.toml").symlink_to("nowhere")
    assert plan_content(tmp_path / "v1.toml") == b"plan = 1"
    for name in ("v2.toml", "v3.toml"):
        with pytest.raises(OSError, match=r"not a \.toml"):
            plan_content(tmp_path / name)
    with pytest.raises(UnreadableError, match="a place that does not exist"):
        plan_content(tmp_path / "v4.toml")
