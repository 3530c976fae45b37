"""Reads the whole content of an ordinary file, up to a maximum size.

A pipe may never answer and a device never ends, so neither is opened. A file that changes during
reading is read again: the first half of a journal can be a valid, shorter journal.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO, Final

from bptip.plan.errors import BrokenFileError

MAX_PLAN_BYTES: Final = 32_000_000
"""Maximum size of a plan or a journal (bytes): about a hundred thousand updates."""

LOST_LINK: Final = "it is a link to a place that does not exist"
"""The reason why a broken link cannot be read, such as one to a disconnected network folder."""

EXTENSION: Final = ".toml"
"""Extension of a plan's files; a link in place of such a file must lead to the same extension."""

MAX_READS: Final = 3
"""Maximum number of times that a file is read if it changes during reading."""

# Opens without waiting, in case a pipe has replaced the file since its state was checked.
_AT_ONCE: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


_read_files: ContextVar[tuple[Path, ...]] = ContextVar("read_files", default=())


class UnreadableError(OSError):
    """Raised for a file that exists and cannot be read; `strerror` is the reason in plain words."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(None, why, str(file))


def content_of(file: Path, largest: int = MAX_PLAN_BYTES) -> bytes:
    """Returns the content of a file, up to `largest` bytes.

    Raises OSError with the reason in words as `strerror`. A missing file raises FileNotFoundError;
    a broken link raises UnreadableError, since its file may exist on a disconnected disk.
    """
    try:
        _refuse_not_a_file(file, file.stat(), largest)
        with os.fdopen(os.open(file, _AT_ONCE), "rb") as stream:
            content = _read(file, stream, largest)
        _read_files.set((*_read_files.get(), file))
    except UnreadableError:
        raise
    except FileNotFoundError as error:
        if file.is_symlink():
            raise UnreadableError(file, LOST_LINK) from error
        raise FileNotFoundError(error.errno, "it does not exist", str(file)) from error
    except ValueError as error:
        raise UnreadableError(file, "a file cannot have this name") from error
    except OSError as error:
        is_cycle = error.errno == errno.ELOOP
        why = "it is a link that leads back to itself" if is_cycle else error.strerror
        raise UnreadableError(file, why or "no reason was given") from error
    return content


def was_read(file: Path) -> bool:
    """True if this run has read a file, under this name or another."""
    for read in _read_files.get():
        with suppress(OSError):
            if file.samefile(read):
                return True
    return False


def plan_content(file: Path) -> bytes:
    """Returns the content of a plan's file; a link must lead to another file of a plan.

    So a link in a folder of plans cannot expose any other file. Raises OSError as `content_of`.
    """
    if file.is_symlink() and real_path(file).suffix.lower() != EXTENSION and file.is_file():
        raise UnreadableError(file, f"it is a link to a file that is not a {EXTENSION} file")
    return content_of(file)


def read_plan_file(file: Path, name: object) -> bytes:
    """Returns the content of a plan's file; raises BptipError, with the file's name, on failure."""
    try:
        return plan_content(file)
    except OSError as error:
        raise BrokenFileError(f'"{name}" cannot be read: {error.strerror}.') from error


def real_path(path: Path) -> Path:
    """Returns the absolute path with its links followed, as far as they can be."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a link to itself, an impossible name
        return Path(os.path.abspath(path))  # noqa: PTH100  # removes "..", as `absolute` does not


def _read(file: Path, stream: BinaryIO, largest: int) -> bytes:
    for _ in range(MAX_READS):
        before = os.fstat(stream.fileno())
        _refuse_not_a_file(file, before, largest)
        stream.seek(0)
        content = stream.read(largest + 1)
        if len(content) > largest:
            raise UnreadableError(file, _too_large(largest))
        if _unchanged(before, os.fstat(stream.fileno())):
            return content
    raise UnreadableError(file, "it changes during reading: try again")


def _refuse_not_a_file(file: Path, state: os.stat_result, largest: int) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise UnreadableError(file, "it is a folder")
    if not stat.S_ISREG(state.st_mode):
        raise UnreadableError(file, "it is not a file")
    if state.st_size > largest:
        raise UnreadableError(file, _too_large(largest))


def _too_large(largest: int) -> str:
    return f"it is larger than {largest // 1_000_000} MB"


def _unchanged(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


_KINDS: Final = (
    (b"PK\x03\x04", b"word/", "a Word file"),
    (b"PK\x03\x04", b"xl/", "an Excel file"),
    (b"PK\x03\x04", b"", "a ZIP archive, or a file of an office program"),
    (b"\xd0\xcf\x11\xe0", b"", "a file in an old Word or Excel format"),
    (b"%PDF", b"", "a PDF file"),
    (b"{\\rtf", b"", "a formatted text file (RTF)"),
)
"""Kinds of files that are not text: the first bytes, bytes that must occur later, and the name."""


def kind_of_file(raw: bytes) -> str | None:
    """Returns the kind of a file that is not text ("a Word file"); None for any other content."""
    for begin, further, name in _KINDS:
        if raw.startswith(begin) and further in raw:
            return name
    return None
