"""Writes files completely or not at all: a temporary file, flushed, then moved into place."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bptip.files.reading.contents import real_path
from bptip.plan.errors import BptipError, ErrorCode, code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TRIES: Final = 20
"""Maximum number of attempts to move a file into place."""

PAUSE: Final = 0.1
"""Pause between two attempts (seconds): on Windows, Excel or a scanner may hold a file briefly."""


def write_file(path: Path, content: bytes, *, replace: bool) -> None:
    """Writes a file; an existing file is kept unless it may be replaced.

    Raises BptipError if it is kept, or if the folder can't be written to.
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
        raise BptipError(f'There is no folder "{path.parent}".', code=ErrorCode.NOT_FOUND)
    try:
        put_in_place(path, content, replace=replace)
    except FileExistsError:
        raise _is_kept(path) from None
    except OSError as error:
        raise cannot_write(path, error) from error


def _followed(link: Path) -> Path:
    """Returns the file to which a link leads, if it exists and is in the same folder.

    Raises BptipError for any other file: a user who names a file here doesn't mean one elsewhere,
    and the link may have come with a folder that somebody else made.
    """
    file = real_path(link)
    if not file.exists() or file.parent != real_path(link.parent):
        raise BptipError(
            f'"{link}" is a link to "{file}".', "Name that file itself.", code=ErrorCode.REFUSED
        )
    return file


def _is_kept(path: Path) -> BptipError:
    return BptipError(
        f'"{path}" exists already and was kept.',
        "Add --force to replace it.",
        code=ErrorCode.REFUSED,
    )


def cannot_write(path: Path, error: OSError) -> BptipError:
    """Returns the error that a file can't be written, with the system's reason."""
    why = error.strerror or "no reason was given"
    code = code_of(error, ErrorCode.REFUSED)
    return BptipError(f'"{path}" can\'t be written: {why}.', code=code)


def put_in_place(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Writes a file in one step: a reader finds the old content or the new one, complete.

    The mode and the owner of an existing file stay. The content is on the disk when this returns,
    and so is the folder's entry, if the system can promise that.

    Ctrl-C is held back until it is done. Raises OSError; FileExistsError if the file exists and
    must not be replaced.
    """
    with undisturbed():
        _put_in_place(path, content, replace=replace)


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


def _put_in_place(path: Path, content: bytes, *, replace: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=_prefix(path), suffix=_SUFFIX, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _make_like(temporary, path)
        _with_retries(lambda: temporary.replace(path) if replace else _put_beside(temporary, path))
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _flush_folder(path.parent)


def sweep(path: Path) -> None:
    """Removes the temporary files that killed runs left beside a file.

    Only the holder of the file's lock may call this: another writer may be using such a file.
    """
    with suppress(OSError):
        for file in path.parent.iterdir():
            if file.name.startswith(_prefix(path)) and file.name.endswith(_SUFFIX):
                file.unlink()


_SUFFIX: Final = ".tmp"


def _prefix(path: Path) -> str:
    return f".{path.name}."


def _make_like(temporary: Path, path: Path) -> None:
    """Gives the temporary file the mode and owner of the file that it replaces."""
    try:
        replaced = path.stat()
    except OSError:
        temporary.chmod(0o666 & ~_umask())
        return
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(temporary, replaced.st_uid, replaced.st_gid)
    temporary.chmod(replaced.st_mode)


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


def _umask() -> int:
    """Returns the permissions that new files don't get; reading the mask means setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
