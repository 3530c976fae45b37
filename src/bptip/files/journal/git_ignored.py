"""Advice to let Git ignore bptip's own files, which belong in no commit."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from bptip.files.journal.git_state import git_state
from bptip.files.journal.lock import LOCK_NAME
from bptip.files.reading.contents import content_of, real_path
from bptip.files.reading.locating import shown_path
from bptip.files.writing import TEMPORARY

OWN_FILES: Final = (LOCK_NAME, TEMPORARY)
"""The lines of a `.gitignore` for the lock and for the temporary files of killed runs."""

MAX_BYTES: Final = 1_000_000
"""Maximum size of a list of ignored files that is read (bytes)."""


def ignore_notices(folder: Path, here: Path) -> tuple[str, ...]:
    """Returns advice if Git does not ignore bptip's own files in a folder; empty without Git."""
    git = git_state(folder)
    if git.folder is None or git.tree is None:
        return ()
    places = [git.folder / "info" / "exclude"]
    for above in (real_path(folder), *real_path(folder).parents):
        places.append(above / ".gitignore")
        if above == git.tree:
            break
    lines = [line for place in places for line in _lines(place)]
    missing = [name for name in OWN_FILES if not any(fnmatch(name, line) for line in lines)]
    if not missing:
        return ()
    file = shown_path(folder / ".gitignore", here)
    return (f"For Git: add {' and '.join(missing)} to {file}, a line each.",)


def _lines(file: Path) -> Iterator[str]:
    """Yields the file patterns in a list of ignored files, without the folders in front of them."""
    try:
        text = content_of(file, MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        return
    for line in map(str.strip, text.splitlines()):
        if line and not line.startswith(("#", "!")) and not line.endswith("/"):
            yield line.rpartition("/")[2]
