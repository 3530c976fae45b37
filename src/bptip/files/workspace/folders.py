"""The folders and files of plans, as they are found on the disk, before any is read."""

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
"""The name of a version's titles in another language, which is kept for them."""

_STRAY: Final = re.compile(r"[^.].*\.toml(\.txt)?")
"""A name that a file of a plan may have got by mistake, or as a copy of it."""


def plain_name(name: str) -> str:
    """Returns the name of a file in the form that is compared, on every system: NFC, no case."""
    return unicodedata.normalize("NFC", name).casefold()


def is_version_name(name: str) -> bool:
    """True if a file of this name, in the form that is compared, is a version of a plan."""
    return _VERSION.fullmatch(name) is not None


class Listing(NamedTuple):
    """The files of a plan's folder by their names.

    `versions` and `journals` are read, `strays` are not, though they may be meant to be. Several
    journals, or versions, differ only by case.
    """

    versions: tuple[Path, ...] = ()
    journals: tuple[Path, ...] = ()
    strays: tuple[Path, ...] = ()


def listing_of(folder: Path) -> Listing:
    """Returns the files in a plan's folder; raises OSError if it exists and cannot be read.

    Files with the name of a version and more count as versions where no file has a right name.
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
    """The folder in which a plan's files are.

    `single_file` is set where the user named one file by its path: it is the version that is
    meant, and the files beside it count only if they are versions of the same plan.
    """

    path: Path
    single_file: Path | None = None

    def listing(self) -> Listing:
        """Returns the files in the folder; raises OSError as the function."""
        return listing_of(self.path)


def version_files(folder: Path) -> list[Path]:
    """Returns the files in a folder that are versions by their name: "v1.toml".

    Raises OSError if the folder exists and cannot be read.
    """
    return list(listing_of(folder).versions)


def plan_folders(root: Path) -> list[Path]:
    """Returns the folders in a folder that hold a plan, by name.

    A link that leads nowhere is assumed to lead to one, unless its name is that of a file: the
    share on which the plan is may not be connected.

    Raises OSError if the folder exists and cannot be read.
    """
    return [
        each
        for each in sorted(_inside(root))
        if (each.is_dir() or _is_lost_folder(each)) and holds_plan(each)
    ]


def _is_lost_folder(path: Path) -> bool:
    """True if a path is a link that leads nowhere, and its name can be a plan's id."""
    is_lost = path.is_symlink() and not path.exists()
    return is_lost and path.name[0] != "." and not path.suffix[1:].isalpha()


def holds_plan(folder: Path) -> bool:
    """True if a folder holds a version of a plan, or a journal, which needs one.

    A folder that cannot be read is assumed to hold one.
    """
    try:
        versions, journals, _ = listing_of(folder)
        return bool(versions or journals)
    except OSError:
        return True


def _inside(folder: Path) -> list[Path]:
    """Returns what a folder contains: nothing if it is missing; raises OSError for a lost link."""
    try:
        return list(folder.iterdir())
    except OSError as error:
        if folder.is_symlink() and error.errno in (errno.ENOENT, errno.ELOOP):
            raise UnreadableError(folder, LOST_LINK) from error
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG):
            return []
        raise


_MISNAMED: Final = re.compile(r"v[0-9]+\.toml?\.\w{2,5}|v[0-9]+\.tml|v[0-9]+\.txt", re.IGNORECASE)
"""Names that editors give to a version's file: Notepad adds ".txt", which Windows hides."""


def misnamed_versions(root: Path) -> list[Path]:
    """Returns what is probably a version with another name, in folders that hold no plan."""
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
    """Returns how to make a version of a file with another name."""
    name = f"{file.name.partition('.')[0].lower()}.toml"
    shown = file.relative_to(here) if file.is_relative_to(here) else file
    return (
        f'"{shown.as_posix()}" is not read: rename it to {name}. '
        "(Windows hides .txt at its end: in Explorer, choose View, Show, File name extensions.)"
    )
