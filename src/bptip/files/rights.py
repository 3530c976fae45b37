"""The rights to read and write the files that bptip makes or replaces.

In a folder that several accounts share, a file that only its creator can write, or that has the
wrong group, locks the other accounts out. A new file therefore gets the rights of its folder. A
file that replaces another keeps the group, mode and attributes of the old one, or is not written.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from bptip.plan.errors import BptipError, ErrorCode, code_of

_SYSTEMS_OWN: Final = ("security.", "trusted.")
"""Beginnings of the names of attributes that the system sets, and that only it can set."""

_ACCESS_OF_NEW_FILES: Final = "system.posix_acl_default"
"""The attribute of a folder that says which rights the system gives to new files in it."""


def share(handle: int, folder: Path, like: Path | None = None) -> None:
    """Gives a new open file the group and the mode that its folder and a file beside it suggest.

    It is as readable as the file `like`, else as the user's mask says; whoever can read it and
    write in the folder can write to it too.
    """
    if os.name == "nt" or _has_attribute(folder, _ACCESS_OF_NEW_FILES):
        return
    with suppress(OSError):
        new, place = os.fstat(handle), folder.stat()
        model = like.stat() if like is not None and like.exists() else None
        writers = place.st_mode & (0o020 if place.st_mode & stat.S_ISVTX else 0o022)
        readers = (model or new).st_mode & 0o044
        mode = 0o600 | readers | writers & readers >> 1
        if new.st_gid != (group := _group(new, place, model)) and not _has_group(handle, group):
            mode = mode & 0o606 | (mode & 0o006) << 3
        os.fchmod(handle, mode)


def _group(new: os.stat_result, place: os.stat_result, model: os.stat_result | None) -> int:
    """Returns the group for a new file: a private file's own, else that of a shared folder."""
    if model is not None and not model.st_mode & stat.S_IROTH:
        return model.st_gid
    if place.st_mode & stat.S_IWGRP:
        return place.st_gid
    return (model or new).st_gid


def share_folder(folder: Path) -> None:
    """Lets the group of a shared folder write in a new folder inside it, if it can read that."""
    if os.name == "nt" or _has_attribute(folder, _ACCESS_OF_NEW_FILES):
        return
    with suppress(OSError):
        above = folder.parent.stat()
        mode = folder.stat().st_mode
        is_shared = above.st_mode & stat.S_IWGRP and mode & stat.S_IRGRP
        if is_shared and _has_group(folder, above.st_gid):
            folder.chmod(stat.S_IMODE(mode) | above.st_mode & 0o2070)


def keep(temporary: Path, path: Path) -> None:
    """Gives the file that will replace another one its owner, group, mode and attributes.

    Raises BptipError if something that others rely on would be lost.
    """
    replaced = path.stat()
    if replaced.st_nlink > 1:
        raise BptipError(
            f'"{path}" has another name on this disk (a hard link). The file with that name would '
            "keep the old text, so nothing was written.",
            "Make it a separate file: copy it, delete it, and give the copy its name.",
            code=ErrorCode.REFUSED,
        )
    if os.name == "nt":
        return
    _keep_owner(temporary, path, replaced)
    temporary.chmod(stat.S_IMODE(replaced.st_mode))
    for name in _attributes(path):
        _keep_attribute(temporary, path, name)


def _keep_owner(temporary: Path, path: Path, replaced: os.stat_result) -> None:
    """Gives the owner, where the system lets us, and the group; raises BptipError without it."""
    with suppress(OSError):
        os.chown(temporary, replaced.st_uid, replaced.st_gid)
        return
    if temporary.stat().st_gid == replaced.st_gid or _has_group(temporary, replaced.st_gid):
        return
    if (replaced.st_mode & 0o070) >> 3 & ~replaced.st_mode & 0o007:
        raise BptipError(
            f'"{path}" belongs to the group {_group_name(replaced.st_gid)}, and you are not '
            "a member. The group would lose its access to the file, so nothing was written.",
            "Ask the owner of the file to record this, or to make you a member of the group.",
            code=ErrorCode.REFUSED,
        )


def _has_group(file: int | Path, group: int) -> bool:
    """True if the file has this group, or could be given it: members of a group may do that."""
    try:
        os.chown(file, -1, group)
    except OSError:
        return False
    return True


def _group_name(group: int) -> str:
    try:
        import grp

        return grp.getgrgid(group).gr_name
    except (ImportError, KeyError):
        return str(group)


def _attributes(file: Path) -> list[str]:
    """Returns the names of a file's extended attributes; access lists are among them."""
    if not hasattr(os, "listxattr"):
        return []
    try:
        return os.listxattr(file)
    except OSError:
        return []


def _has_attribute(file: Path, name: str) -> bool:
    return name in _attributes(file)


def _keep_attribute(temporary: Path, path: Path, name: str) -> None:
    """Copies an attribute; raises BptipError for one that the system could keep and doesn't."""
    try:
        value = os.getxattr(path, name)
        if name in _attributes(temporary) and os.getxattr(temporary, name) == value:
            return
        os.setxattr(temporary, name, value)
    except OSError as error:
        if name.startswith(_SYSTEMS_OWN) or error.errno in (errno.ENOTSUP, errno.ENODATA):
            return
        raise BptipError(
            f'"{path}" has an attribute, {name}, that cannot be kept: {error.strerror}; '
            "nothing was written.",
            "Ask its owner to record this, or to remove the attribute.",
            code=code_of(error, ErrorCode.REFUSED),
        ) from error
