"""One writer at a time: the lock beside a journal.

The system itself holds the lock for a process and lets go of it when that process ends, however
it ends; so the lock's file may stay behind, and means nothing by itself. Where the system has no
locks, as on some network folders, nothing is written: a file that only looks like a lock would
stay when its owner dies, and keep everybody out.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from bptip.files.workspace.folders import JOURNAL_NAME
from bptip.plan.errors import BptipError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

LOCK_NAME: Final = f"{JOURNAL_NAME}.lock"

WAIT: Final = 120.0
"""Seconds after which waiting for others ends: sixteen who write to 20,000 updates take forty."""

SILENCE: Final = 1.0
"""Seconds after which it is said that others are waited for."""

Tell = Callable[[str], object]
"""Tells the user a line while the work goes on."""

_NO_LOCKS: Final = frozenset(
    getattr(errno, name, None) for name in ("ENOSYS", "ENOLCK", "ENOTSUP", "EOPNOTSUPP")
)


def unheard(_: str) -> None:
    """Tell nobody."""


@contextmanager
def locked(folder: Path, wait: float | None = None, tell: Tell = unheard) -> Iterator[None]:
    """Be the only one that writes the plan in a folder; waits so many seconds for another.

    Raises BptipError where the other doesn't finish, or where no lock can be made.
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

    silent = min(SILENCE, seconds)
    try:
        lock.acquire(timeout=silent)
    except Timeout:
        tell(
            f'Waiting for another bptip that is writing in "{folder}" '
            "(Ctrl-C ends this; then nothing is written) …"
        )
    else:
        return
    try:
        lock.acquire(timeout=seconds - silent)
    except Timeout:
        raise BptipError(
            f'Another bptip is writing in "{folder}" and has not finished in {seconds:g} seconds.',
            "Nothing was written: try again when it has.",
        ) from None


def _no_lock(folder: Path, error: OSError | NotImplementedError) -> BptipError:
    why = getattr(error, "strerror", None) or "the system has none"
    own = "Record in a copy on a disk of your own; `bptip merge` takes that in where locks work."
    return BptipError(
        f'Nothing can be written in "{folder}": the lock {LOCK_NAME} can\'t be made: {why}.',
        own if getattr(error, "errno", None) in {None, *_NO_LOCKS} else "",
    )
