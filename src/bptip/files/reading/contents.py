"""The content of a file: read once, whole, at once, and of nothing but a file of a sane size.

A pipe would be waited for and a device never ends; so neither is opened. What changes while it is
read is read again, since half of a journal may well be a journal, only a shorter one.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import BinaryIO

LARGEST: Final = 32_000_000
"""So many bytes a plan or a journal has at most: a hundred thousand updates."""

EXTENSION: Final = ".toml"
"""What the name of a plan's file ends with, and of a file to which a link in its place leads."""

READINGS: Final = 3
"""So often a file is read that changes meanwhile."""

# A pipe that took a file's place this very moment isn't waited for.
_AT_ONCE: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class UnreadableError(OSError):
    """That a file is there and can't be read, with the reason in plain words as `strerror`."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(None, why, str(file))


def content_of(file: Path, largest: int = LARGEST) -> bytes:
    """A file's bytes, `largest` at most.

    Raises OSError, whose `strerror` says why in words; FileNotFoundError where there is none.
    """
    try:
        _refuse_no_file(file, file.stat(), largest)
        with os.fdopen(os.open(file, _AT_ONCE), "rb") as stream:
            return _read(file, stream, largest)
    except UnreadableError:
        raise
    except FileNotFoundError as error:
        raise FileNotFoundError(error.errno, "there is no such file", str(file)) from error
    except ValueError as error:
        raise UnreadableError(file, "no file can have such a name") from error
    except OSError as error:
        circle = error.errno == errno.ELOOP
        why = "its links lead in a circle" if circle else error.strerror
        raise UnreadableError(file, why or "no reason was given") from error


def plan_content(file: Path) -> bytes:
    """As `content_of`, for a file of a plan: where it is a link, that leads to another such file.

    So no link in a folder of plans brings anything to light but plans.
    """
    if file.is_symlink() and real_path(file).suffix.lower() != EXTENSION and file.is_file():
        raise UnreadableError(file, f"it is a link to a file that is no {EXTENSION}")
    return content_of(file)


def real_path(path: Path) -> Path:
    """Where a path leads, as far as its links can be followed."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle, names that can't be
        return Path(os.path.abspath(path))  # noqa: PTH100  # what `absolute` leaves, ".." goes here


def _read(file: Path, stream: BinaryIO, largest: int) -> bytes:
    for _ in range(READINGS):
        before = os.fstat(stream.fileno())
        _refuse_no_file(file, before, largest)
        stream.seek(0)
        content = stream.read(largest + 1)
        if len(content) > largest:
            raise UnreadableError(file, _too_large(largest))
        if _unchanged(before, os.fstat(stream.fileno())):
            return content
    raise UnreadableError(file, "it changes while it is read: try again")


def _refuse_no_file(file: Path, state: os.stat_result, largest: int) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise UnreadableError(file, "it is a folder")
    if not stat.S_ISREG(state.st_mode):
        raise UnreadableError(file, "it is no file")
    if state.st_size > largest:
        raise UnreadableError(file, _too_large(largest))


def _too_large(largest: int) -> str:
    return f"it is larger than {largest // 1_000_000} MB"


def _unchanged(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
