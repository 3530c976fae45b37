"""Reads the state of Git in the working tree of a journal from Git's files, without running Git.

Git writes to a journal too, and does not use bptip's lock. If bptip writes after Git has read the
file and before Git replaces it, bptip's text is lost. A file `index.lock` exists while a Git
command runs, and other files exist while a merge or a rebase waits for a person.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final, NamedTuple

from bptip.files.journal.lock import Tell
from bptip.files.reading.contents import content_of, real_path
from bptip.plan.errors import BptipError, LockedError, RefusedError

INDEX_LOCK: Final = "index.lock"

WAIT: Final = 10.0
"""Maximum wait for a Git command (seconds): merging journals of 20,000 updates takes 2."""

WAIT_UNDER_WAY: Final = 2.0
"""Maximum wait for a merge that may end by itself (seconds): Git commits it in 0.1."""

QUIET: Final = 0.5
"""Time without a change in Git's folder after which no command is assumed to run (seconds).

A command reads files before it takes its lock, and releases the lock between two steps: a failing
merge resets the files, then restores uncommitted changes. A text that is written at such a moment
is lost. Tuned with pulls in a loop on a busy computer.
"""

NOTICE_AFTER: Final = 1.0
"""Wait after which a message gives the reason (seconds)."""

POLL: Final = 0.02
"""Pause between two checks of Git's lock (seconds)."""

MAXIMUM_LINK: Final = 10_000
"""Maximum size of a `.git` file, which has the path of another folder (bytes)."""

_UNDER_WAY: Final = (
    ("rebase-apply/applying", "am"),
    ("rebase-apply", "rebase"),
    ("rebase-merge", "rebase"),
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("sequencer", "cherry-pick"),
)
"""The files that exist while a Git command waits for a person, with the command."""


class GitState(NamedTuple):
    """Git's own folder for a working tree, and the tree's top folder; None outside of Git."""

    folder: Path | None = None
    tree: Path | None = None

    @property
    def is_running(self) -> bool:
        """True if a Git command that may write to the working tree is running."""
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
        """The moment of the last change in Git's folder, where every command makes a lock."""
        try:
            return 0.0 if self.folder is None else self.folder.stat().st_mtime
        except OSError:
            return 0.0

    def time_to_show(self, moment: float) -> float:
        """Returns the time (seconds) to wait until a command begun by this moment shows its lock.

        Returns 0 if Git was quiet at the moment.
        """
        return QUIET if moment - self.changed < QUIET else 0.0

    def refuse_under_way(self, what: str = "an update recorded") -> None:
        """Raises BptipError if a merge, a rebase or the like has begun and is not finished.

        `what` names the text that bptip would write and Git could undo.
        """
        command = self.under_way
        if command is not None:
            raise RefusedError(
                f"A `git {command}` is not finished. Git could undo {what} now, so nothing was "
                "written.",
                f"Finish it: git {command} --continue",
                f"Or undo it: git {command} --abort",
            )

    def wait(self, tell: Tell) -> bool:
        """Waits until Git is quiet; returns True if a merge or the like waits for a person.

        A merge that needs no person ends in a moment, so this waits for it. Raises BptipError if a
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
        return LockedError(
            f"A Git command is running and has not finished in {WAIT:g} seconds; nothing was "
            "written.",
            "Try again when it has finished (it may be waiting for you in an editor).",
            f'If no Git command is running, delete "{self.folder / INDEX_LOCK}", which a stopped '
            "command left.",
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
    """Returns Git's folder: `.git`, or the folder that a file `.git` names (in a worktree)."""
    if place.is_file():
        try:
            text = content_of(place, MAXIMUM_LINK).decode("utf-8", "surrogateescape")
        except OSError:
            return None
        if not text.startswith("gitdir:"):
            return None
        place = place.parent / text.removeprefix("gitdir:").strip()
    return place if os.path.lexists(place / "HEAD") else None
