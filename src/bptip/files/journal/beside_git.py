"""Replaces a file in a working tree of Git, where a running Git command could undo it unseen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from bptip.files.journal.git_state import POLL, GitState, git_state
from bptip.files.writing import cannot_write, place_to_write, prepared, write_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bptip.files.journal.lock import Tell
    from bptip.files.writing import Prepared

_WRITTEN: Final = "a file replaced"
"""The name of what Git could undo, in a message."""


def write_beside_git(path: Path, content: bytes, *, replace: bool, tell: Tell) -> None:
    """Writes a file as `write_file` does; where it replaces one, Git must be quiet.

    A new file is left alone by Git. Raises BptipError if a merge or the like is not finished.
    """
    git = git_state(path.parent)
    if git.folder is None or not path.exists():
        write_file(path, content, replace=replace)
        return
    while True:
        place = place_to_write(path, replace=replace)
        git.wait(tell)
        git.refuse_under_way(_WRITTEN)
        try:
            with prepared(place, content) as new:
                if _is_quiet(git):
                    new.move(replace=True)
                    if stays(new, git, lambda: _is_quiet(git)):
                        return
        except OSError as error:
            raise cannot_write(path, error) from error


def _is_quiet(git: GitState) -> bool:
    return not git.is_running and git.under_way is None


def stays(new: Prepared, git: GitState, is_ours: Callable[[], bool]) -> bool:
    """True if a file is the one just written, and nobody is about to replace it."""
    end = time.monotonic() + git.time_to_show(new.state.st_mtime)
    while new.is_in_place and is_ours():
        if time.monotonic() >= end:
            return True
        time.sleep(POLL)
    return False
