"""Writes files completely or not at all: a temporary file, flushed, then moved into place.

A run that is killed leaves its temporary file behind. The next write into that folder removes it.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import sys
import threading
import time
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.files.reading.contents import LOST_LINK, MAX_PLAN_BYTES, real_path
from bptip.files.rights import keep, share, share_folder
from bptip.plan.errors import BptipError, ErrorCode, code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TRIES: Final = 20
"""Maximum number of attempts to move a file into place."""

PAUSE: Final = 0.1
"""Pause between two attempts (seconds): on Windows, Excel or a scanner may hold a file briefly."""

TEMPORARY: Final = ".*.bptip.tmp"
"""The names of temporary files, as Git's list of ignored files has them."""

ABANDONED_AFTER: Final = 86_400.0
"""Age (seconds) from which a temporary file that cannot be locked is taken for a dead run's."""

_TEMPORARY: Final = re.compile(r"\..*\.[0-9a-f]{8}\.bptip\.tmp", re.DOTALL)
_NAME_KEPT: Final = 40
"""Maximum length of a file's name in that of its temporary file: systems allow 255 bytes."""

# No link is followed, and a pipe is not waited for.
_SAFELY: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

# No link is followed, and nothing that exists is opened.
_NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Prepared(NamedTuple):
    """A file that is complete under a temporary name, and the place that it is meant for."""

    path: Path
    temporary: Path
    state: os.stat_result
    content: bytes

    def move(self, *, replace: bool) -> None:
        """Moves the file into its place; raises FileExistsError if it must not replace another."""
        temporary, path = self.temporary, self.path
        _with_retries(lambda: temporary.replace(path) if replace else _put_beside(temporary, path))
        _moved.set((*_moved.get(), self))
        _flush_folder(path.parent)

    @property
    def is_in_place(self) -> bool:
        """True if the file at the place is still this one, as it was written."""
        try:
            there = self.path.stat()
        except OSError:
            return False
        parts = ("st_ino", "st_size", "st_mtime_ns")
        return all(getattr(there, part) == getattr(self.state, part) for part in parts)

    @property
    def is_contained(self) -> bool:
        """True if the file at the place begins with this content: others may have added to it.

        A file that cannot be read, as on a disk that fails, is not known to be gone.
        """
        try:
            return self.path.read_bytes().startswith(self.content)
        except OSError as error:
            return not isinstance(error, FileNotFoundError)


_moved: ContextVar[tuple[Prepared, ...]] = ContextVar("moved", default=())


def files_written() -> list[Path]:
    """Returns the files that this run has written, and that still hold what it wrote."""
    return list(dict.fromkeys(each.path for each in _moved.get() if each.is_contained))


def write_file(path: Path, content: bytes, *, replace: bool) -> None:
    """Writes a file; an existing file is kept unless it may be replaced.

    Raises BptipError if it is kept, or if the folder cannot be written to.
    """
    path = place_to_write(path, replace=replace)
    try:
        put_in_place(path, content, replace=replace)
    except FileExistsError:
        raise _is_kept(path) from None
    except OSError as error:
        raise cannot_write(path, error) from error


def place_to_write(path: Path, *, replace: bool) -> Path:
    """Returns the place for a file that a user named, with a link followed.

    Raises BptipError if no file can be written there, or if one is there and must be kept.
    """
    path = _followed(path) if path.is_symlink() else path
    if path.is_dir():
        raise BptipError(f'"{path}" is a folder.', "Name a file in it.", code=ErrorCode.REFUSED)
    if path.exists() and not path.is_file():
        raise BptipError(
            f'"{path}" is not an ordinary file, so nothing is written to it.',
            code=ErrorCode.REFUSED,
        )
    if path.exists() and not replace:
        raise _is_kept(path)
    if not path.parent.is_dir():
        raise BptipError(f'The folder "{path.parent}" does not exist.', code=ErrorCode.NOT_FOUND)
    return path


def _followed(link: Path) -> Path:
    """Returns the file to which a link leads, if it exists and is in the same folder.

    Raises BptipError for any other file: a user who names a file here doesn't mean one elsewhere,
    and the link may have come with a folder that somebody else made.
    """
    file = real_path(link)
    if not file.exists() or file.parent != real_path(link.parent):
        raise BptipError(
            f'"{link}" is a link to "{file}".',
            "Use the name of that file instead.",
            code=ErrorCode.REFUSED,
        )
    return file


def _is_kept(path: Path) -> BptipError:
    return BptipError(
        f'"{path}" exists already and was kept.',
        "Add --force to replace it.",
        code=ErrorCode.REFUSED,
    )


def cannot_write(path: Path, error: OSError) -> BptipError:
    """Returns the error that a file cannot be written, with the system's reason."""
    why = error.strerror or "no reason was given"
    code = code_of(error, ErrorCode.REFUSED)
    return BptipError(f'"{path}" cannot be written: {why}.', code=code)


def write_plan_file(path: Path, content: bytes, *, like: Path | None = None) -> None:
    """Writes a new file of a plan, with the rights that `share` gives it; its folder is made.

    Raises BptipError if there is such a file, or if it could not be read afterwards.
    """
    refuse_too_large(path, content)
    make_folder(path.parent)
    try:
        put_in_place(path, content, replace=False, like=like)
    except FileExistsError:
        raise BptipError(f'"{path}" exists already and was kept.', code=ErrorCode.REFUSED) from None
    except OSError as error:
        raise cannot_write(path, error) from error


def write_missing(file: Path, content: bytes) -> bool:
    """Writes a new file of a plan unless it exists; returns True if it was written.

    Another run may write it at this moment: then it exists too.
    """
    if file.exists():
        return False
    try:
        write_plan_file(file, content)
    except BptipError:
        if file.exists():
            return False
        raise
    return True


def refuse_read_only(file: Path) -> None:
    """Raises BptipError if a file or its folder is read-only, even where the system would write."""
    for place in (file, file.parent):
        if place.exists() and not _is_writable(place):
            raise BptipError(
                f'"{place}" is read-only, so nothing was written.', code=ErrorCode.REFUSED
            )


def _is_writable(place: Path) -> bool:
    """True if a place may be written to: it is not marked read-only, not even for its owner."""
    return bool(place.stat().st_mode & 0o222) and os.access(place, os.W_OK)


def refuse_too_large(path: Path, content: bytes) -> None:
    """Raises BptipError if a plan's file would have more bytes than bptip reads."""
    if len(content) > MAX_PLAN_BYTES:
        raise BptipError(
            f'"{path}" would become larger than {MAX_PLAN_BYTES // 1_000_000} MB, and could not be '
            "read then; nothing was written.",
            "Shorten the text, or go on in a new plan: bptip new.",
            code=ErrorCode.REFUSED,
        )


def make_folder(folder: Path) -> None:
    """Makes a folder, and those above it, which the group of a shared folder may write to too."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        why = error.strerror
        if isinstance(error, FileExistsError):
            why = LOST_LINK if folder.is_symlink() else "a file has this name"
        raise BptipError(
            f'"{folder}" cannot be created: {why}.', code=code_of(error, ErrorCode.REFUSED)
        ) from error
    share_folder(folder)


def put_in_place(
    path: Path, content: bytes, *, replace: bool = True, like: Path | None = None
) -> None:
    """Writes a file in one step: a reader finds the old content or the new one, complete.

    What others rely on in an existing file stays, as `keep` says; a new one is shared as `share`
    says. The content is on the disk when this returns, and so is the folder's entry, if the system
    can promise that.

    Ctrl-C is held back until it is done. Raises OSError; FileExistsError if the file exists and
    must not be replaced; BptipError if replacing it would lose something.
    """
    with prepared(path, content, like=like) as new:
        new.move(replace=replace)


@contextmanager
def prepared(path: Path, content: bytes, *, like: Path | None = None) -> Iterator[Prepared]:
    """Writes a temporary file that can replace the real one; removes it if it did not.

    Ctrl-C is held back until this is over.
    """
    with undisturbed():
        _sweep(path.parent)
        handle, temporary = _temporary_for(path)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                if path.exists():
                    keep(temporary, path)
                else:
                    share(file.fileno(), path.parent, like)
                if sys.platform != "win32":  # there, an open file cannot be moved
                    yield Prepared(path, temporary, temporary.stat(), content)
            if sys.platform == "win32":
                yield Prepared(path, temporary, temporary.stat(), content)
        finally:
            with suppress(OSError):
                temporary.unlink()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Holds Ctrl-C back until this is over, so that nothing is left half done."""
    held_back: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()
    if before in (None, signal.SIG_IGN) or not is_main:
        yield
        return
    signal.signal(signal.SIGINT, lambda number, _: held_back.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if held_back:
            signal.raise_signal(held_back[0])


def _temporary_for(path: Path) -> tuple[int, Path]:
    """Returns a new file beside another, open, and locked so that nobody sweeps it away.

    Nobody else can read it if it will replace a file; its mode follows once it is complete.
    """
    while True:
        name = f".{path.name[:_NAME_KEPT]}.{secrets.token_hex(4)}.bptip.tmp"
        temporary = path.with_name(name)
        handle = os.open(temporary, _NEW, 0o600 if path.exists() else 0o666)
        with suppress(OSError):
            _lock(handle)
        if temporary.exists():
            return handle, temporary
        os.close(handle)  # another run swept it away before it was locked


def _sweep(folder: Path) -> None:
    """Removes the temporary files that killed runs of bptip left in a folder."""
    with suppress(OSError):
        for file in [
            Path(entry) for entry in os.scandir(folder) if _TEMPORARY.fullmatch(entry.name)
        ]:
            with suppress(OSError):
                if _is_abandoned(file):
                    file.unlink()


def _is_abandoned(file: Path) -> bool:
    """True if no run is writing a temporary file: nobody holds its lock, or it is old."""
    try:
        handle = os.open(file, _SAFELY)
    except OSError:
        return time.time() - file.lstat().st_mtime > ABANDONED_AFTER
    try:
        _lock(handle)
    except BlockingIOError:
        return False
    except OSError:
        return time.time() - file.lstat().st_mtime > ABANDONED_AFTER
    finally:
        os.close(handle)
    return True


if sys.platform == "win32":

    def _lock(_: int) -> None:
        raise OSError("an open file cannot be deleted here, which is lock enough")

else:

    def _lock(handle: int) -> None:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _put_beside(temporary: Path, path: Path) -> None:
    """Moves a file into place only if there is none, even if one appears at this very moment."""
    if os.name == "nt":
        temporary.rename(path)
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # Without hard links, another file could still appear between this check and the move.
        if path.exists():
            raise FileExistsError from None
        temporary.replace(path)
        return
    with suppress(OSError):  # the file is there; the next write removes its temporary name
        temporary.unlink()


def _with_retries(step: Callable[[], object]) -> None:
    """Retries a step for a moment while another program holds the file."""
    for _ in range(TRIES - 1):
        try:
            step()
        except PermissionError:
            time.sleep(PAUSE)
        else:
            return
    step()


def _flush_folder(folder: Path) -> None:
    """Flushes the folder's entry to the disk too; Windows has no way to do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
