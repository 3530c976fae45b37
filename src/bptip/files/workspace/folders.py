"""Lists the folders and files of plans on the disk, without reading any file."""

from __future__ import annotations

import errno
import re
import unicodedata
from pathlib import Path
from typing import Final, NamedTuple

from bptip.files.reading.contents import LOST_LINK, UnreadableError

JOURNAL_NAME: Final = "progress.toml"
PLAN_HINT: Final = "A plan is a folder that contains a v1.toml."
FIRST_VERSION: Final = "v1.toml"

_VERSION: Final = re.compile(r"v[0-9]+\.toml")
_LIKE_A_VERSION: Final = re.compile(r"v.*\.toml")
_TRANSLATION: Final = re.compile(r"v[0-9]+\.[a-z]{2,3}(-[a-z0-9]+)*\.toml")
"""The name that is reserved for a version's titles in another language."""

_STRAY: Final = re.compile(r"[^.].*\.toml(\.txt)?")
"""The name of a file that may be a misnamed file of a plan, or a copy of one."""


def plain_name(name: str) -> str:
    """Returns the name of a file in the form for comparing names on every system: NFC, casefold."""
    return unicodedata.normalize("NFC", name).casefold()


def is_version_name(name: str) -> bool:
    """True if a name, in the form that `plain_name` returns, is that of a version: "v1.toml"."""
    return _VERSION.fullmatch(name) is not None


class Listing(NamedTuple):
    """The files of a plan's folder, sorted by kind of name.

    bptip reads `versions` and `journals`. `strays` are not read, but the user may expect it. More
    than one journal means that their names differ only by case.
    """

    versions: tuple[Path, ...] = ()
    journals: tuple[Path, ...] = ()
    strays: tuple[Path, ...] = ()


def listing_of(folder: Path) -> Listing:
    """Returns the files in a plan's folder; raises OSError if it exists and cannot be read.

    If no file has the exact name of a version, files such as "v1 copy.toml" count as versions.
    """
    versions, journals, alike, strays = [], [], [], []
    for file in sorted(_inside(folder)):
        name = plain_name(file.name)
        if name == JOURNAL_NAME:
            journals.append(file)
        elif is_version_name(name):
            versions.append(file)
        elif _LIKE_A_VERSION.fullmatch(name) and not _TRANSLATION.fullmatch(name):
            alike.append(file)
        elif _STRAY.fullmatch(name) and not _TRANSLATION.fullmatch(name) and file.is_file():
            strays.append(file)
    if versions:
        return Listing(tuple(versions), tuple(journals), tuple(sorted((*alike, *strays))))
    return Listing(tuple(alike), tuple(journals), tuple(strays))


class PlanFolder(NamedTuple):
    """The folder of a plan's files.

    `single_file` is set if the user gave the path of one file: this is the version to use, and the
    files beside it count only if they are versions of the same plan.
    """

    path: Path
    single_file: Path | None = None

    def listing(self) -> Listing:
        """Returns the files in the folder; raises OSError as `listing_of`."""
        return listing_of(self.path)


def version_files(folder: Path) -> list[Path]:
    """Returns the files in a folder whose names are those of versions: "v1.toml".

    Raises OSError if the folder exists and cannot be read.
    """
    return list(listing_of(folder).versions)


def plan_folders(root: Path) -> list[Path]:
    """Returns the subfolders that hold a plan, by name.

    A broken link is assumed to lead to a plan on a network folder that is not connected, unless the
    name of the link is that of a file.

    Raises OSError if the folder exists and cannot be read.
    """
    return [
        each
        for each in sorted(_inside(root))
        if (each.is_dir() or _is_lost_folder(each)) and holds_plan(each)
    ]


def _is_lost_folder(path: Path) -> bool:
    """True if a path is a broken link whose name can be a plan's id."""
    is_lost = path.is_symlink() and not path.exists()
    return is_lost and path.name[0] != "." and not path.suffix[1:].isalpha()


def holds_plan(folder: Path) -> bool:
    """True if a folder holds a version or a journal of a plan.

    A folder that cannot be read is assumed to hold a plan.
    """
    try:
        versions, journals, _ = listing_of(folder)
        return bool(versions or journals)
    except OSError:
        return True


def _inside(folder: Path) -> list[Path]:
    """Returns the content of a folder, empty if it is missing; raises OSError for a broken link."""
    try:
        return list(folder.iterdir())
    except OSError as error:
        if folder.is_symlink() and error.errno in (errno.ENOENT, errno.ELOOP):
            raise UnreadableError(folder, LOST_LINK) from error
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG):
            return []
        raise


_MISNAMED: Final = re.compile(r"v[0-9]+\.toml?\.\w{2,5}|v[0-9]+\.tml|v[0-9]+\.txt", re.IGNORECASE)
"""Wrong names that editors give to a version's file: Notepad adds ".txt", which Windows hides."""


def misnamed_versions(root: Path) -> list[Path]:
    """Returns files that are probably misnamed versions, in subfolders that hold no plan."""
    try:
        folders = [each for each in _inside(root) if each.is_dir() and not holds_plan(each)]
        return sorted(
            file
            for folder in folders
            for file in _inside(folder)
            if _MISNAMED.fullmatch(file.name) and file.is_file()
        )
    except OSError:
        return []


def misnamed_hint(file: Path, here: Path) -> str:
    """Returns the hint to rename a misnamed version."""
    name = f"{file.name.partition('.')[0].lower()}.toml"
    shown = file.relative_to(here) if file.is_relative_to(here) else file
    return (
        f'"{shown.as_posix()}" is not read: rename it to {name}. (Windows hides .txt at the end '
        "of a name: in Explorer, choose View, Show, File name extensions.)"
    )
