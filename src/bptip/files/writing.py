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
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Final, NamedTuple

from bptip.files.reading.contents import LOST_LINK, MAX_PLAN_BYTES, real_path
from bptip.files.rights import keep, share, share_folder
from bptip.plan.errors import BptipError, ErrorCode, NotFoundError, RefusedError, code_of

TRIES: Final = 20
"""Maximum number of attempts to move a file into place."""

PAUSE: Final = 0.1
"""Pause between two attempts (seconds): on Windows, Excel or a scanner may hold a file briefly."""

TEMPORARY: Final = ".*.bptip.tmp"
"""The pattern for the names of temporary files in a `.gitignore`."""

ABANDONED_AFTER: Final = 86_400.0
"""Age (seconds) from which a temporary file that cannot be locked counts as abandoned."""

_TEMPORARY: Final = re.compile(r"\..*\.[0-9a-f]{8}\.bptip\.tmp", re.DOTALL)
_NAME_KEPT: Final = 40
"""Maximum length of the file's name within its temporary file's name: systems allow 255 bytes."""

# Opening follows no link and does not wait for a pipe.
_SAFELY: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

# Opening follows no link and refuses a file that exists.
_NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Prepared(NamedTuple):
    """A complete file under a temporary name, and the path to which it will be moved."""

    path: Path
    temporary: Path
    state: os.stat_result
    content: bytes

    def move(self, *, replace: bool) -> None:
        """Moves the file to its path; raises FileExistsError if a file there must be kept."""
        temporary, path = self.temporary, self.path
        _with_retries(lambda: temporary.replace(path) if replace else _put_beside(temporary, path))
        _moved.set((*_moved.get(), self))
        _flush_folder(path.parent)

    @property
    def is_in_place(self) -> bool:
        """True if the file at the path is still this one, unchanged."""
        try:
            there = self.path.stat()
        except OSError:
            return False
        parts = ("st_ino", "st_size", "st_mtime_ns")
        return all(getattr(there, part) == getattr(self.state, part) for part in parts)

    @property
    def is_contained(self) -> bool:
        """True if the file at the path begins with this content: others may have appended to it.

        Also True if the file exists and cannot be read, as on a failing disk.
        """
        try:
            return self.path.read_bytes().startswith(self.content)
        except OSError as error:
            return not isinstance(error, FileNotFoundError)


_moved: ContextVar[tuple[Prepared, ...]] = ContextVar("moved", default=())


def files_written() -> list[Path]:
    """Returns the files that this run has written and that still contain what it wrote."""
    return list(dict.fromkeys(each.path for each in _moved.get() if each.is_contained))


def write_file(path: Path, content: bytes, *, replace: bool) -> None:
    """Writes a file; keeps an existing file unless `replace` is True.

    Raises BptipError if a file is kept, or if the folder cannot be written to.
    """
    path = place_to_write(path, replace=replace)
    try:
        put_in_place(path, content, replace=replace)
    except FileExistsError:
        raise _is_kept(path) from None
    except OSError as error:
        raise cannot_write(path, error) from error


def place_to_write(path: Path, *, replace: bool) -> Path:
    """Returns the path to write for a file that a user named: for a link, the file it leads to.

    Raises BptipError if no file can be written there, or if an existing file must be kept.
    """
    path = _followed(path) if path.is_symlink() else path
    if path.is_dir():
        raise RefusedError(f'"{path}" is a folder.', "Give the path of a file in it.")
    if path.exists() and not path.is_file():
        raise RefusedError(f'"{path}" is not an ordinary file, so nothing was written.')
    if path.exists() and not replace:
        raise _is_kept(path)
    if not path.parent.is_dir():
        raise NotFoundError(f'The folder "{path.parent}" does not exist.')
    return path


def _followed(link: Path) -> Path:
    """Returns the file to which a link leads, if it exists and is in the same folder.

    Raises BptipError for a link to any other place: the user named a file in this folder, and the
    link may have come with a folder that somebody else made.
    """
    file = real_path(link)
    if not file.exists() or file.parent != real_path(link.parent):
        raise RefusedError(f'"{link}" is a link to "{file}".', "Use the name of that file instead.")
    return file


def _is_kept(path: Path) -> BptipError:
    return RefusedError(f'"{path}" exists already and was kept.', "Add --force to replace it.")


def cannot_write(path: Path, error: OSError) -> BptipError:
    """Returns the error for a file that cannot be written, with the system's reason."""
    why = error.strerror or "no reason was given"
    code = code_of(error, ErrorCode.REFUSED)
    return BptipError(f'"{path}" cannot be written: {why}.', code=code)


def write_plan_file(path: Path, content: bytes, *, like: Path | None = None) -> None:
    """Writes a new file of a plan, with the rights that `share` gives it; makes its folder.

    Raises BptipError if the file exists, or if it would be too large to be read again.
    """
    refuse_too_large(path, content)
    make_folder(path.parent)
    try:
        put_in_place(path, content, replace=False, like=like)
    except FileExistsError:
        raise RefusedError(f'"{path}" exists already and was kept.') from None
    except OSError as error:
        raise cannot_write(path, error) from error


def write_missing(file: Path, content: bytes) -> bool:
    """Writes a new file of a plan unless it exists; returns True if it was written.

    Returns False also if another run writes the file at the same moment.
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
    """Raises BptipError if a file or its folder is read-only.

    A read-only mark is respected even where the system would let the user write.
    """
    for place in (file, file.parent):
        if place.exists() and not _is_writable(place):
            raise RefusedError(f'"{place}" is read-only, so nothing was written.')


def _is_writable(place: Path) -> bool:
    """True if a file or folder is not marked read-only and this user may write to it."""
    return bool(place.stat().st_mode & 0o222) and os.access(place, os.W_OK)


def refuse_too_large(path: Path, content: bytes) -> None:
    """Raises BptipError if a plan's file would be larger than bptip can read."""
    if len(content) > MAX_PLAN_BYTES:
        raise RefusedError(
            f'"{path}" would become larger than {MAX_PLAN_BYTES // 1_000_000} MB, which bptip '
            "cannot read; nothing was written.",
            "Shorten the text, or continue in a new plan: bptip new.",
        )


def make_folder(folder: Path) -> None:
    """Makes a folder and its missing parents; the group of a shared folder can write in them."""
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
    """Writes a file in one step: a reader finds the complete old content or the complete new one.

    A replaced file passes its owner, group, mode and attributes on (see `keep`); a new file gets
    the rights of its folder (see `share`). On return the content is flushed to the disk, and so is
    the folder's entry where the system supports that.

    Ctrl-C takes effect only afterwards. Raises OSError; FileExistsError if the file exists and
    must not be replaced; BptipError if `keep` refuses.
    """
    with prepared(path, content, like=like) as new:
        new.move(replace=replace)


@contextmanager
def prepared(path: Path, content: bytes, *, like: Path | None = None) -> Iterator[Prepared]:
    """Writes a temporary file to replace the real one, and removes it if that does not happen.

    Ctrl-C takes effect only after the context has ended.
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
    """Delays Ctrl-C until the context has ended, so that nothing is left half done."""
    held_back: list[int] = []
    try:
        with at_interrupt(held_back.append):
            yield
    finally:
        if held_back:
            signal.raise_signal(held_back[0])


@contextmanager
def at_interrupt(step: Callable[[int], object]) -> Iterator[None]:
    """Makes Ctrl-C call a function with the signal's number until the context has ended.

    If Ctrl-C is ignored, or this is not the main thread, nothing changes.
    """
    before = signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()
    if before in (None, signal.SIG_IGN) or not is_main:
        yield
        return
    signal.signal(signal.SIGINT, lambda number, _: step(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _temporary_for(path: Path) -> tuple[int, Path]:
    """Returns a new temporary file beside `path`: open, and locked so that no run removes it.

    If it will replace a file, nobody else can read it until it is complete and gets its mode.
    """
    while True:
        name = f".{path.name[:_NAME_KEPT]}.{secrets.token_hex(4)}.bptip.tmp"
        temporary = path.with_name(name)
        handle = os.open(temporary, _NEW, 0o600 if path.exists() else 0o666)
        with suppress(OSError):
            _lock(handle)
        if temporary.exists():
            return handle, temporary
        os.close(handle)  # another run removed the file before it was locked


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
    """True if no run is writing a temporary file: nobody holds its lock, or the file is old."""
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
    """Moves a file to a path where no file is; raises FileExistsError if one appears meanwhile."""
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
    with suppress(OSError):  # if this fails, the next write removes the temporary name
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
    """Flushes the folder's entry to the disk; does nothing on Windows, which cannot do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
