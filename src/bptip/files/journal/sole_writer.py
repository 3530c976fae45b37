"""Locks other writers out of a plan's folder: both other runs of bptip and Git."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bptip.files.journal.git_state import GitState, git_state
from bptip.files.journal.lock import Lock, Tell, locked


class Turn(NamedTuple):
    """A writer's turn: the lock that the writer holds, and the state of Git."""

    lock: Lock
    git: GitState

    @property
    def is_ours(self) -> bool:
        """True if nobody else writes now.

        False if a Git command runs, or if the lock file was deleted, so that another writer can
        lock a new file.
        """
        return self.lock.is_current and not self.git.is_running


@contextmanager
def sole_writer(folder: Path, tell: Tell, like: Path | None = None) -> Iterator[Turn]:
    """Locks all other writers out of a plan's folder, after waiting for Git.

    This never waits for Git while it holds the lock, since Git's merge driver needs the lock.
    Raises BptipError if another writer or Git does not finish.
    """
    git = git_state(folder)
    while True:
        waits_for_a_person = git.wait(tell)
        with locked(folder, tell=tell, like=like) as lock:
            turn = Turn(lock, git)
            if turn.is_ours and (waits_for_a_person or git.under_way is None):
                yield turn
                return
