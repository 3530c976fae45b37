"""The only writer in a plan's folder: no other bptip, and no Git, writes there meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bptip.files.journal.git_state import GitState, git_state
from bptip.files.journal.lock import Lock, Tell, locked, quiet


class Turn(NamedTuple):
    """A writer's turn: the lock that it holds, and what Git does in its working tree."""

    lock: Lock
    git: GitState

    @property
    def is_ours(self) -> bool:
        """True if nobody else writes now.

        False if a Git command runs, or if the lock's file was deleted, so that another writer can
        hold "the" lock.
        """
        return self.lock.is_current and not self.git.is_running


@contextmanager
def sole_writer(folder: Path, tell: Tell = quiet, like: Path | None = None) -> Iterator[Turn]:
    """Keeps all other writers out of a plan's folder, and waits for Git.

    Git is never waited for while the lock is held: its merge driver needs the lock itself.
    Raises BptipError if another writer or Git doesn't finish.
    """
    git = git_state(folder)
    while True:
        waits_for_a_person = git.wait(tell)
        with locked(folder, tell=tell, like=like) as lock:
            turn = Turn(lock, git)
            if turn.is_ours and (waits_for_a_person or git.under_way is None):
                yield turn
                return
