"""Replaces a file in a working tree of Git, where a running Git command could undo it unseen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bptip.files.journal.git_state import POLL, GitState, git_state
from bptip.files.writing import Prepared, cannot_write, place_to_write, prepared, write_file
from bptip.plan.errors import BptipError

if TYPE_CHECKING:
    from bptip.files.journal.lock import Tell

_WRITTEN: Final = "a file replaced"
"""The name of what Git could undo, in a message."""


class Attempts:
    """The attempts of one write, which is repeated if another may have written at its instant.

    A former attempt may have put the file in its place. Then it would not be true that "nothing was
    written" if a later one fails or is stopped.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._moved: Prepared | None = None

    @contextmanager
    def attempt(self) -> Iterator[Tell]:
        """Gives what tells the user why this attempt waits; says in an error what a former one did.

        Raises BptipError.
        """
        moved = self._moved
        try:
            yield self._tell if moved is None else self._tell_again
        except BptipError as error:
            if moved is None or not moved.is_contained:
                raise
            raise BptipError(
                f'"{moved.path}" was written, but Git or another program was writing at the same '
                "moment and can still undo it.",
                "Look at the file again when that program has finished.",
                code=error.code,
            ) from error

    def _tell_again(self, line: str) -> None:
        moved = self._moved
        if moved is not None and moved.is_contained:
            line = (
                f'Waiting to see whether "{moved.path}" stays as written (Ctrl-C stops waiting) …'
            )
        self._tell(line)

    def stays(self, new: Prepared, git: GitState, is_ours: Callable[[], bool]) -> bool:
        """True if a file is the one just written, and nobody is about to replace it."""
        self._moved = new
        end = time.monotonic() + git.time_to_show(new.state.st_mtime)
        while new.is_in_place and is_ours():
            if time.monotonic() >= end:
                return True
            time.sleep(POLL)
        return False


def write_beside_git(path: Path, content: bytes, *, replace: bool, tell: Tell) -> None:
    """Writes a file as `write_file` does; where it replaces one, Git must be quiet.

    A new file is left alone by Git. Raises BptipError if a merge or the like is not finished.
    """
    git = git_state(path.parent)
    if git.folder is None or not path.exists():
        write_file(path, content, replace=replace)
        return
    attempts = Attempts(tell)
    while True:
        with attempts.attempt() as tell_waiting:
            place = place_to_write(path, replace=replace)
            git.wait(tell_waiting)
            git.refuse_under_way(_WRITTEN)
            try:
                with prepared(place, content) as new:
                    if _is_quiet(git):
                        new.move(replace=True)
                        if attempts.stays(new, git, lambda: _is_quiet(git)):
                            return
            except OSError as error:
                raise cannot_write(path, error) from error


def _is_quiet(git: GitState) -> bool:
    return not git.is_running and git.under_way is None
