"""Files that are written whole or not at all: a temporary file, flushed, then put in place."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

from bptip.errors import BptipError

if TYPE_CHECKING:
    from pathlib import Path


def write_file(path: Path, content: bytes, *, replace: bool) -> None:
    """Write a file; one that is there is kept unless it may be replaced.

    Raises BptipError where it is kept, or where the folder can't be written to.
    """
    path = path.resolve() if path.is_symlink() else path
    if path.is_dir():
        raise BptipError(f'"{path}" is a folder.', "Name a file in it.")
    if path.exists() and not replace:
        raise BptipError(f'"{path}" is there already and was kept.', "Add --force to replace it.")
    if not path.parent.is_dir():
        raise BptipError(f'There is no folder "{path.parent}".')
    try:
        _put_in_place(path, content)
    except OSError as error:
        why = error.strerror or "no reason was given"
        raise BptipError(f'"{path}" can\'t be written: {why}.') from error


def _put_in_place(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
        os.chmod(name, mode)  # noqa: PTH101  # the name is a string here
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


def _umask() -> int:
    """The permissions that new files don't get; asking means setting it for a moment."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
