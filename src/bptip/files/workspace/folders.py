"""The folders and files of plans, as they are found on the disk, before any is read."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import Final, NamedTuple

JOURNAL_NAME: Final = "progress.toml"
PLAN_HINT: Final = "A plan is a folder that contains a v1.toml."
_VERSION_FILE: Final = re.compile(r"v.*\.toml", re.IGNORECASE)


class PlanFolder(NamedTuple):
    """The folder in which a plan's files are.

    `single_file` is set where the user named one file by its path: it is the version that is
    meant, and the files beside it count only if they are versions of the same plan.
    """

    path: Path
    single_file: Path | None = None

    @property
    def journal_file(self) -> Path:
        """The path of the journal, whether or not it exists."""
        return self.path / JOURNAL_NAME

    def version_files(self) -> list[Path]:
        """Returns the files of the plan's versions, by name; raises OSError as the function."""
        return sorted(version_files(self.path))


def version_files(folder: Path) -> list[Path]:
    """Returns the files in a folder that are versions by their name: "v1.toml".

    Raises OSError if the folder exists and cannot be read.
    """
    return [each for each in _inside(folder) if _VERSION_FILE.fullmatch(each.name)]


def plan_folders(root: Path) -> list[Path]:
    """Returns the folders in a folder that hold a plan, by name.

    Raises OSError if the folder exists and cannot be read.
    """
    return [each for each in sorted(_inside(root)) if each.is_dir() and holds_plan(each)]


def holds_plan(folder: Path) -> bool:
    """Returns True if a folder holds a version of a plan, or a journal, which needs one.

    A folder that cannot be read is assumed to hold one.
    """
    try:
        return bool(version_files(folder)) or os.path.lexists(folder / JOURNAL_NAME)
    except OSError:
        return True


def _inside(folder: Path) -> list[Path]:
    """Returns what a folder contains: nothing if it is missing, or a link that never ends."""
    try:
        return list(folder.iterdir())
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG):
            return []
        raise
