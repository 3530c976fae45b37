"""One writer at a time: the lock beside a journal.

The system holds the lock for a process and releases it when that process ends, however it ends.
So a lock file without a running process blocks nobody. If the system has no locks, as on some
network folders, nothing is written: a lock that is only a file would stay when its owner crashes,
and lock everybody out.

While a process holds the lock, `git clean -X` or a service that synchronises folders can delete the
lock file. Then the next writer makes a new lock file, and two writers hold a lock.
`Lock.is_current` detects this.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from bptip.files.rights import share
from bptip.files.workspace.folders import JOURNAL_NAME
from bptip.plan.errors import BptipError, ErrorCode, LockedError, code_of

LOCK_NAME: Final = f"{JOURNAL_NAME}.lock"

WAIT: Final = 120.0
"""Maximum wait for other writers (seconds): 16 writers to a journal of 20,000 updates took 40."""

NOTICE_AFTER: Final = 1.0
"""Wait after which a message gives the reason (seconds)."""

POLL: Final = 0.05
"""Pause between two attempts to take the lock (seconds)."""

Tell = Callable[[str], object]
"""A function that shows the user a line while the work continues."""

_NO_LOCKS: Final = frozenset(
    getattr(errno, name, None) for name in ("ENOSYS", "ENOLCK", "ENOTSUP", "EOPNOTSUPP")
)
_HELD: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK})

# Opening follows no link and does not wait for a pipe in place of the lock file.
_SAFELY: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def quiet(_: str) -> None:
    """Shows nothing."""


class Lock(NamedTuple):
    """A lock that this process holds: its file, the open handle, and True if the file is new."""

    file: Path
    handle: int
    is_new: bool = False

    @property
    def is_current(self) -> bool:
        """True if the lock file has not been deleted or replaced since it was opened."""
        try:
            there = self.file.stat(follow_symlinks=False)
        except OSError:
            return False
        return os.path.samestat(there, os.fstat(self.handle))


@contextmanager
def locked(
    folder: Path, wait: float | None = None, tell: Tell = quiet, like: Path | None = None
) -> Iterator[Lock]:
    """Locks all other writers out of a plan's folder; waits up to `wait` seconds for them.

    A new lock file gets the rights of the file `like`, so that all who write there can use it.
    Raises BptipError if another writer does not finish in time, or if no lock can be made.
    """
    try:
        lock = _acquired(folder / LOCK_NAME, WAIT if wait is None else wait, tell, like)
    except OSError as error:
        raise _no_lock(folder, error) from error
    try:
        yield lock
    finally:
        _release(lock)


def _acquired(file: Path, seconds: float, tell: Tell, like: Path | None) -> Lock:
    """Returns the lock once no other process holds it; raises BptipError if that takes too long."""
    start, is_silent = time.monotonic(), True
    while True:
        lock = _opened(file, like)
        if lock is not None:
            if _is_taken(lock):
                return lock
            os.close(lock.handle)
        waited = time.monotonic() - start
        if waited >= seconds:
            raise LockedError(
                f'Another bptip is writing in "{file.parent}" and has not finished in '
                f"{seconds:g} seconds.",
                "Nothing was written. Try again later.",
            )
        if is_silent and waited >= min(NOTICE_AFTER, seconds):
            is_silent = False
            tell(
                f'Waiting for another bptip that is writing in "{file.parent}" '
                "(Ctrl-C stops waiting, and nothing is written) …"
            )
        time.sleep(POLL)


def _opened(file: Path, like: Path | None) -> Lock | None:
    """Returns the opened lock file, not locked yet; None if it was deleted at this moment.

    A lock file of another account may allow reading only, which is enough for locking it.
    """
    try:
        lock = Lock(
            file, os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | _SAFELY, 0o666), is_new=True
        )
    except FileExistsError:
        pass
    else:
        share(lock.handle, file.parent, like)
        return lock
    try:
        try:
            return _ordinary(Lock(file, os.open(file, os.O_RDWR | _SAFELY)))
        except PermissionError:
            return _ordinary(Lock(file, os.open(file, os.O_RDONLY | _SAFELY)))
    except FileNotFoundError:
        return None


def _ordinary(lock: Lock) -> Lock:
    """Returns the lock if it is an ordinary file; raises OSError for anything else."""
    if not stat.S_ISREG(os.fstat(lock.handle).st_mode):
        os.close(lock.handle)
        raise OSError(errno.EINVAL, "it is not an ordinary file", str(lock.file))
    return lock


def _is_taken(lock: Lock) -> bool:
    """Takes the lock; returns False if another process holds it or its file was deleted."""
    try:
        _lock_by_system(lock.handle)
    except OSError as error:
        if error.errno in _HELD:
            return False
        os.close(lock.handle)
        raise
    return lock.is_current


if sys.platform == "win32":

    def _lock_by_system(handle: int) -> None:
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _release(lock: Lock) -> None:
        import msvcrt

        os.lseek(lock.handle, 0, os.SEEK_SET)
        msvcrt.locking(lock.handle, msvcrt.LK_UNLCK, 1)
        os.close(lock.handle)

else:

    def _lock_by_system(handle: int) -> None:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(lock: Lock) -> None:
        os.close(lock.handle)


def _no_lock(folder: Path, error: OSError) -> BptipError:
    why = "it is a link" if error.errno == errno.ELOOP else error.strerror
    hint = ""
    if error.errno in _NO_LOCKS:
        hint = (
            "This disk has no locks. Record in a copy of the plans on your own disk, and add that "
            "journal with `bptip merge` on a computer where locks work."
        )
    elif isinstance(error, PermissionError) and (folder / LOCK_NAME).exists():
        hint = (
            "Another account created the lock file. When nobody is writing, delete the file; "
            "bptip makes a new one."
        )
    return BptipError(
        f'bptip cannot write in "{folder}", because it cannot lock the file {LOCK_NAME}: {why}.',
        hint,
        code=code_of(error, ErrorCode.LOCKED),
    )
