"""Checks files given as evidence, and returns their paths from the plans folder."""

from __future__ import annotations

import os
from pathlib import Path

from bptip.files.reading.contents import real_path
from bptip.plan.addresses import as_web_address, evidence_fault, is_link
from bptip.plan.errors import BptipError


def is_there(path: str, root: Path) -> bool:
    """Returns True if the plans folder has something at a path that leads through no link."""
    place = root
    for step in path.split("/"):
        if place.is_symlink() and place != root:
            return False
        place /= step
    return os.path.lexists(place)


def as_kept(text: str, root: Path, here: Path) -> str:
    """Returns evidence as the journal stores it: a file by its path from the plans folder.

    A path is looked up from the plans folder, then from the working folder `here`. Raises
    BptipError if neither has the file. A text that is not allowed as evidence is returned as it is.
    """
    if evidence_fault(text) is not None or is_link(text):
        return text
    path = text.replace("\\", "/")
    if (root / path).is_file():
        return path
    named = real_path(here / path)
    if named.is_file() and named.is_relative_to(real_path(root)):
        return named.relative_to(real_path(root)).as_posix()
    if named.is_file():
        raise BptipError(
            f'--evidence "{text}" is a file outside the folder of the plans, "{root}".',
            "Copy the file into that folder, where your colleagues can find it, or give its web "
            "address.",
        )
    web = as_web_address(path)
    raise BptipError(
        f'--evidence "{text}": this file is not in the plans folder, "{root}".',
        f"If you mean a web address: {web}" if web else "",
        "Allowed: https://…, http://…, mailto:…, or the path of a file. "
        "Write a text in note (--note).",
    )
