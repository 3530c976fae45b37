"""One writer at a time: the lock beside a journal.

The system holds the lock for a process and releases it when that process ends, however it ends.
So the lock's file may stay behind, and means nothing by itself. If the system has no locks, as on
some network folders, nothing is written: a mere file used as a lock would stay when its owner
dies, and keep everybody out.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from bptip.files.workspace.folders import JOURNAL_NAME
from bptip.plan.errors import BptipError, ErrorCode, code_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

LOCK_NAME: Final = f"{JOURNAL_NAME}.lock"

WAIT: Final = 120.0
"""Maximum wait for other writers (seconds): 16 writers to 20,000 updates took 40 seconds."""

NOTICE_AFTER: Final = 1.0
"""Wait after which the user is told why (seconds)."""

Tell = Callable[[str], object]
"""Shows the user a line while the work goes on."""

_NO_LOCKS: Final = frozenset(
    getattr(errno, name, None) for name in ("ENOSYS", "ENOLCK", "ENOTSUP", "EOPNOTSUPP")
)


def quiet(_: str) -> None:
    """Shows nothing."""


@contextmanager
def locked(folder: Path, wait: float | None = None, tell: Tell = quiet) -> Iterator[None]:
    """Keeps all other writers out of a plan's folder; waits up to `wait` seconds for them.

    Raises BptipError if another doesn't finish in time, or if no lock can be made.
    """
    from filelock import FileLock

    lock = FileLock(folder / LOCK_NAME, fallback_to_soft=False)
    try:
        _acquire(lock, folder, WAIT if wait is None else wait, tell)
    except (OSError, NotImplementedError) as error:
        raise _no_lock(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: BaseFileLock, folder: Path, seconds: float, tell: Tell) -> None:
    from filelock import Timeout

    silent = min(NOTICE_AFTER, seconds)
    try:
        lock.acquire(timeout=silent)
    except Timeout:
        tell(
            f'Waiting for another bptip that is writing in "{folder}" '
            "(Ctrl-C stops waiting, and nothing is written) …"
        )
    else:
        return
    try:
        lock.acquire(timeout=seconds - silent)
    except Timeout:
        raise BptipError(
            f'Another bptip is writing in "{folder}" and has not finished in {seconds:g} seconds.',
            "Nothing was written. Try again later.",
            code=ErrorCode.LOCKED,
        ) from None


def _no_lock(folder: Path, error: OSError | NotImplementedError) -> BptipError:
    why = getattr(error, "strerror", None) or "the system has none"
    own = "Record in a copy on your own disk, then take it in with `bptip merge` where locks work."
    return BptipError(
        f'Nothing can be written in "{folder}": the lock {LOCK_NAME} can\'t be made: {why}.',
        own if getattr(error, "errno", None) in {None, *_NO_LOCKS} else "",
        code=code_of(error, ErrorCode.LOCKED) if isinstance(error, OSError) else ErrorCode.LOCKED,
    )
