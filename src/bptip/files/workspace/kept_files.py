"""Refuses to overwrite a plan's files and the files that a run has read, even with --force."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from bptip.files.reading.contents import EXTENSION, real_path, was_read
from bptip.files.workspace.folders import JOURNAL_NAME, is_version_name, plain_name
from bptip.files.workspace.parties_file import CONTACTS_NAME, PARTIES_NAME
from bptip.plan.errors import RefusedError

_FORMAT_KEY: Final = re.compile(rb"""^\s*["']?schema["']?\s*=""", re.MULTILINE)
"""A key that every version and every journal has, and a map has not."""


def refuse_kept(file: Path, instead: str, *, rewritten: Path | None = None) -> None:
    """Raises BptipError if the file that a user named for output must be kept.

    `instead` is the option with another file name, to be typed. `rewritten` is a file that may be
    overwritten although this run has read it.
    """
    if _is_of_plan(file):
        why = "is a file of a plan, so nothing else is written to it."
    elif file != rewritten and was_read(file):
        why = "is a file that this command reads, so it was kept."
    else:
        return
    raise RefusedError(f'"{file}" {why}', f"Choose another file: {instead}")


def _is_of_plan(file: Path) -> bool:
    """True if a file belongs to a plan: by its name or, for a copy, by its content."""
    names = {plain_name(each.name) for each in (file, real_path(file))}
    if names & {JOURNAL_NAME, PARTIES_NAME, CONTACTS_NAME} or any(map(is_version_name, names)):
        return True
    try:
        is_toml = file.suffix.lower() == EXTENSION and file.is_file()
        return is_toml and bool(_FORMAT_KEY.search(file.read_bytes()))
    except OSError:
        return False
