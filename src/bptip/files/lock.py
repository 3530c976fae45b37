"""One writer at a time: the lock beside a journal.

The system itself holds the lock for a process and lets go of it when that process ends, however
it ends; so the lock's file may stay behind, and means nothing by itself.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from bptip.errors import BptipError
from bptip.files.workspace import JOURNAL_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_NAME: Final = f"{JOURNAL_NAME}.lock"

WAIT: Final = 120.0
"""Seconds after which waiting for others ends: sixteen who write to 20,000 updates take forty."""


@contextmanager
def locked(folder: Path, wait: float | None = None) -> Iterator[None]:
    """Be the only one that writes the plan in a folder; waits so many seconds for another.

    Raises BptipError where the other doesn't finish, or where no lock can be made.
    """
    from filelock import FileLock, Timeout

    file = folder / LOCK_NAME
    seconds = WAIT if wait is None else wait
    lock = FileLock(file, timeout=seconds)
    try:
        lock.acquire()
    except Timeout:
        raise BptipError(
            f'Another bptip is writing in "{folder}" and has not finished in {seconds:g} seconds.',
            "Nothing was written: try again when it has.",
        ) from None
    except OSError as error:
        why = error.strerror or "no reason was given"
        raise BptipError(
            f'Nothing can be written in "{folder}": the lock {file.name} can\'t be made: {why}.'
        ) from error
    try:
        yield
    finally:
        lock.release()
