"""Files that are written whole or not at all: a temporary file, flushed, then put in place."""

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
from bptip.plan.errors import BptipError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TRIES: Final = 20
PAUSE: Final = 0.1
"""Seconds between two tries: on Windows, Excel or a scanner may hold a file for a moment."""


def write_file(path: Path, content: bytes, *, replace: bool) -> None:
    """Write a file; one that is there is kept unless it may be replaced.

    Raises BptipError where it is kept, or where the folder can't be written to.
    """
    path = _followed(path) if path.is_symlink() else path
    if path.is_dir():
        raise BptipError(f'"{path}" is a folder.', "Name a file in it.")
    if path.exists() and not path.is_file():
        raise BptipError(f'"{path}" is no file, so nothing is written to it.')
    if path.exists() and not replace:
        raise _is_kept(path)
    if not path.parent.is_dir():
        raise BptipError(f'There is no folder "{path.parent}".')
    try:
        put_in_place(path, content, replace=replace)
    except FileExistsError:
        raise _is_kept(path) from None
    except OSError as error:
        raise cannot_write(path, error) from error


def _followed(link: Path) -> Path:
    """The file to which a link leads, if it is there and in the same folder.

    Raises BptipError for any other: who names a file here doesn't mean one elsewhere, and the
    link may have come with a folder that somebody else has made.
    """
    file = real_path(link)
    if not file.exists() or file.parent != real_path(link.parent):
        raise BptipError(f'"{link}" is a link to "{file}".', "Name that file itself.")
    return file


def _is_kept(path: Path) -> BptipError:
    return BptipError(f'"{path}" is there already and was kept.', "Add --force to replace it.")


def cannot_write(path: Path, error: OSError) -> BptipError:
    """That a file can't be written, with the system's reason."""
    return BptipError(f'"{path}" can\'t be written: {error.strerror or "no reason was given"}.')


def put_in_place(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file at once: whoever looks finds the old content or the new one, whole.

    Its mode and its owner stay those of the file that was there. The content is on the disk when
    this returns, and so is the folder's entry, where the system can promise that.

    Ctrl-C is held back until it is done. Raises OSError; FileExistsError where it is there and may
    not be replaced.
    """
    with undisturbed():
        _put_in_place(path, content, replace=replace)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back until this is over, so that nothing is left half done."""
    came: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    here = threading.current_thread() is threading.main_thread()
    if before in (None, signal.SIG_IGN) or not here:
        yield
        return
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(came[0])


def _put_in_place(path: Path, content: bytes, *, replace: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=_prefix(path), suffix=_SUFFIX, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _make_like(temporary, path)
        _patiently(lambda: temporary.replace(path) if replace else _put_beside(temporary, path))
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _flush_folder(path.parent)


def sweep(path: Path) -> None:
    """Take away the temporary files that killed runs left beside a file.

    Only for who holds the file's lock: to anyone else, such a file may still be of use.
    """
    with suppress(OSError):
        for left in path.parent.iterdir():
            if left.name.startswith(_prefix(path)) and left.name.endswith(_SUFFIX):
                left.unlink()


_SUFFIX: Final = ".tmp"


def _prefix(path: Path) -> str:
    return f".{path.name}."


def _make_like(temporary: Path, path: Path) -> None:
    """Give the temporary file the mode and owner of the file that it replaces."""
    try:
        there = path.stat()
    except OSError:
        temporary.chmod(0o666 & ~_umask())
        return
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(temporary, there.st_uid, there.st_gid)
    temporary.chmod(there.st_mode)


def _put_beside(temporary: Path, path: Path) -> None:
    """Put a file in place only if there is none, even if one appears at this very moment."""
    if os.name == "nt":
        temporary.rename(path)
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: a moment stays open between the look and the step.
        if path.exists():
            raise FileExistsError from None
        temporary.replace(path)
        return
    temporary.unlink()


def _patiently(step: Callable[[], object]) -> None:
    """Try a step again for a moment while another program holds the file."""
    for _ in range(TRIES - 1):
        try:
            step()
        except PermissionError:
            time.sleep(PAUSE)
        else:
            return
    step()


def _flush_folder(folder: Path) -> None:
    """Have the folder's entry on the disk too; Windows knows no such thing."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    """The permissions that new files don't get; asking means setting it for a moment."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
