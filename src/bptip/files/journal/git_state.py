"""The state of Git in the working tree of a journal, read from Git's files without running Git.

Git writes to a journal too, and does not use bptip's lock. What bptip writes after Git has read
the file and before Git replaces it is lost. A file `index.lock` exists while a Git command runs,
and other files while a merge or a rebase waits for a person.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.files.reading.contents import content_of, real_path
from bptip.plan.errors import BptipError, ErrorCode

if TYPE_CHECKING:
    from bptip.files.journal.lock import Tell

INDEX_LOCK: Final = "index.lock"

WAIT: Final = 10.0
"""Maximum wait for a Git command (seconds): merging journals of 20,000 updates takes 2."""

WAIT_UNDER_WAY: Final = 2.0
"""Maximum wait for a merge that may end by itself (seconds): Git commits it in 0.1."""

QUIET: Final = 0.5
"""Time without any change in Git's folder after which no command is at work (seconds).

A command looks at a file before it takes its lock, and between two steps it gives the lock back: a
merge that fails resets the files, then restores what was not committed. What is written at such a
moment is lost. Tuned with pulls in a loop on a busy computer.
"""

NOTICE_AFTER: Final = 1.0
"""Wait after which a message says why (seconds)."""

POLL: Final = 0.02
"""Pause between two looks at Git's lock (seconds)."""

MAXIMUM_LINK: Final = 10_000
"""Maximum size (bytes) of a `.git` file, which names another folder: paths are shorter."""

_UNDER_WAY: Final = (
    ("rebase-apply/applying", "am"),
    ("rebase-apply", "rebase"),
    ("rebase-merge", "rebase"),
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("sequencer", "cherry-pick"),
)
"""Files of Git that are there while a command waits for a person, with the command."""


class GitState(NamedTuple):
    """Where Git keeps what it knows of a working tree, and the top of that; None outside one."""

    folder: Path | None = None
    tree: Path | None = None

    @property
    def is_running(self) -> bool:
        """True if a Git command is running that may write to the working tree."""
        return self.folder is not None and os.path.lexists(self.folder / INDEX_LOCK)

    @property
    def under_way(self) -> str | None:
        """The Git command that a person must still finish, such as "merge"; None without one."""
        if self.folder is None:
            return None
        names = (command for name, command in _UNDER_WAY if os.path.lexists(self.folder / name))
        return next(names, None)

    @property
    def changed(self) -> float:
        """The moment of the last change in Git's folder: every command makes a lock in it."""
        try:
            return 0.0 if self.folder is None else self.folder.stat().st_mtime
        except OSError:
            return 0.0

    def time_to_show(self, moment: float) -> float:
        """Returns the time (seconds) in which a command that had begun at a moment takes its lock.

        That is 0 if Git was quiet then.
        """
        return QUIET if moment - self.changed < QUIET else 0.0

    def refuse_under_way(self, what: str = "an update recorded") -> None:
        """Raises BptipError if a merge, a rebase or the like has begun and is not finished.

        `what` is written, and could be undone.
        """
        command = self.under_way
        if command is not None:
            raise BptipError(
                f"A `git {command}` is not finished. Git could undo {what} now, so nothing was "
                "written.",
                f"Finish it: git {command} --continue",
                f"Or undo it: git {command} --abort",
                code=ErrorCode.REFUSED,
            )

    def wait(self, tell: Tell) -> bool:
        """Waits until Git is quiet; True if a merge or the like waits for a person.

        A merge that needs nobody is over in a moment, and is waited for. Raises BptipError if a
        command runs for too long.
        """
        start, is_silent = time.monotonic(), True
        changed, quiet_since = self.changed, start - max(0.0, time.time() - self.changed)
        while True:
            now = time.monotonic()
            if self.changed != changed:
                changed, quiet_since = self.changed, now
            is_running, waited = self.is_running, now - start
            is_free = not is_running and self.under_way is None
            if is_free and (now - quiet_since >= QUIET or waited >= WAIT):
                return False
            if is_running and waited >= WAIT:
                raise self._is_stuck()
            if not is_free and not is_running and waited >= WAIT_UNDER_WAY:
                return True
            if is_silent and waited >= NOTICE_AFTER:
                is_silent = False
                tell("Waiting for Git (Ctrl-C stops waiting, and nothing is written) …")
            time.sleep(POLL)

    def _is_stuck(self) -> BptipError:
        assert self.folder is not None
        return BptipError(
            f"A Git command is running and has not finished in {WAIT:g} seconds; nothing was "
            "written.",
            "Try again when it has finished (it may be waiting for you in an editor).",
            f'If no Git command is running, one was stopped: delete "{self.folder / INDEX_LOCK}".',
            code=ErrorCode.LOCKED,
        )


def git_state(folder: Path) -> GitState:
    """Returns the state of Git for the working tree that holds a folder."""
    real = real_path(folder)
    for above in (real, *real.parents):
        folder_of_git = _git_folder(above / ".git")
        if folder_of_git is not None:
            return GitState(folder_of_git, above)
    return GitState()


def _git_folder(place: Path) -> Path | None:
    """Returns Git's folder at `.git`, or the one that a file there names: in a second worktree."""
    if place.is_file():
        try:
            text = content_of(place, MAXIMUM_LINK).decode("utf-8", "surrogateescape")
        except OSError:
            return None
        if not text.startswith("gitdir:"):
            return None
        place = place.parent / text.removeprefix("gitdir:").strip()
    return place if os.path.lexists(place / "HEAD") else None
