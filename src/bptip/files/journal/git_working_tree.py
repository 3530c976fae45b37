"""Replaces a file in a working tree of Git, where a running Git command could undo the change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bptip.files.journal.git_state import POLL, GitState, git_state
from bptip.files.journal.lock import Tell
from bptip.files.writing import Prepared, cannot_write, place_to_write, prepared, write_file
from bptip.plan.errors import BptipError

_WRITTEN: Final = "a file replaced"
"""The words in a message for the change that Git could undo."""


class Attempts:
    """The attempts of one write, which is repeated if Git may have written at the same instant.

    An earlier attempt may already have replaced the file. Then "nothing was written" would be wrong
    if a later attempt fails or is stopped.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._moved: Prepared | None = None

    @contextmanager
    def attempt(self) -> Iterator[Tell]:
        """Gives the function that shows why this attempt waits.

        Raises BptipError; its message says if an earlier attempt has written the file.
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
        """True if the file just written is still in place, and nobody is about to replace it."""
        self._moved = new
        end = time.monotonic() + git.time_to_show(new.state.st_mtime)
        while new.is_in_place and is_ours():
            if time.monotonic() >= end:
                return True
            time.sleep(POLL)
        return False


def write_beside_git(path: Path, content: bytes, *, replace: bool, tell: Tell) -> None:
    """Writes a file as `write_file` does, but waits until Git is quiet before replacing a file.

    Git does not touch a new file. Raises BptipError if a merge or the like is not finished.
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
