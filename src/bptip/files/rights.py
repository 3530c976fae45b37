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

from bptip.plan.errors import BptipError, ErrorCode, RefusedError, code_of

_SYSTEMS_OWN: Final = ("security.", "trusted.")
"""Prefixes of the attributes that only the system can set."""

_ACCESS_OF_NEW_FILES: Final = "system.posix_acl_default"
"""The attribute of a folder with the rights that the system gives to new files in the folder."""


def share(handle: int, folder: Path, like: Path | None) -> None:
    """Gives a new open file its group and its mode, taken from the folder and the file `like`.

    Whoever can read `like` can read the new file; without `like`, the user's mask decides. Whoever
    can read the new file and write in the folder can write to the file too.
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
    """Returns the group for a new file.

    This is the model's group if the model is private, else the folder's if the folder is shared,
    else the model's, or the one that the system gave the new file.
    """
    if model is not None and not model.st_mode & stat.S_IROTH:
        return model.st_gid
    if place.st_mode & stat.S_IWGRP:
        return place.st_gid
    return (model or new).st_gid


def share_folder(folder: Path) -> None:
    """Lets the group of a shared folder write in a new subfolder that the group can read."""
    if os.name == "nt" or _has_attribute(folder, _ACCESS_OF_NEW_FILES):
        return
    with suppress(OSError):
        above = folder.parent.stat()
        mode = folder.stat().st_mode
        is_shared = above.st_mode & stat.S_IWGRP and mode & stat.S_IRGRP
        if is_shared and _has_group(folder, above.st_gid):
            folder.chmod(stat.S_IMODE(mode) | above.st_mode & 0o2070)


def keep(temporary: Path, path: Path) -> None:
    """Copies owner, group, mode and attributes from a file to the one that will replace it.

    Raises BptipError if other users would lose their access, another name or an attribute.
    """
    replaced = path.stat()
    if replaced.st_nlink > 1:
        raise RefusedError(
            f'"{path}" has another name on this disk (a hard link). The file with that name would '
            "keep the old text, so nothing was written.",
            "Copy the file, delete the original, and rename the copy.",
        )
    if os.name == "nt":
        return
    _keep_owner(temporary, path, replaced)
    temporary.chmod(stat.S_IMODE(replaced.st_mode))
    for name in _attributes(path):
        _keep_attribute(temporary, path, name)


def _keep_owner(temporary: Path, path: Path, replaced: os.stat_result) -> None:
    """Copies the owner, where the system allows that, and the group.

    Raises BptipError if the group would lose its access to the file.
    """
    with suppress(OSError):
        os.chown(temporary, replaced.st_uid, replaced.st_gid)
        return
    if temporary.stat().st_gid == replaced.st_gid or _has_group(temporary, replaced.st_gid):
        return
    if (replaced.st_mode & 0o070) >> 3 & ~replaced.st_mode & 0o007:
        raise RefusedError(
            f'"{path}" belongs to the group {_group_name(replaced.st_gid)}, and you are not '
            "a member. The group would lose its access to the file, so nothing was written.",
            "Ask the owner of the file to record this, or to make you a member of the group.",
        )


def _has_group(file: int | Path, group: int) -> bool:
    """True if the file has this group now: members of a group may give a file to the group."""
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
    """Returns the names of a file's extended attributes, which include its access lists."""
    if not hasattr(os, "listxattr"):
        return []
    try:
        return os.listxattr(file)
    except OSError:
        return []


def _has_attribute(file: Path, name: str) -> bool:
    return name in _attributes(file)


def _keep_attribute(temporary: Path, path: Path, name: str) -> None:
    """Copies an attribute from `path`; raises BptipError if the system refuses.

    An attribute that only the system sets, or that this disk does not support, is left out.
    """
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
            "Ask the owner of the file to record this, or to remove the attribute.",
            code=code_of(error, ErrorCode.REFUSED),
        ) from error
