"""Files that no answer replaces, not even with --force: those of a plan, and those just read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from bptip.files.reading.contents import EXTENSION, real_path, was_read
from bptip.files.workspace.folders import JOURNAL_NAME, is_version_name, plain_name
from bptip.files.workspace.parties_file import CONTACTS_NAME, PARTIES_NAME
from bptip.plan.errors import BptipError, ErrorCode

_FORMAT_KEY: Final = re.compile(rb"""^\s*["']?schema["']?\s*=""", re.MULTILINE)
"""The key that every version and every journal has, and no map."""


def refuse_kept(file: Path, instead: str, *, rewritten: Path | None = None) -> None:
    """Raises BptipError for a file that a user named for an answer, and that must be kept.

    `instead` is the option with another name, as it is typed. `rewritten` is a file that may be
    written again though this run has read it.
    """
    if _is_of_plan(file):
        why = "is a file of a plan, so nothing else is written to it."
    elif file != rewritten and was_read(file):
        why = "is a file that this command reads, so it was kept."
    else:
        return
    raise BptipError(f'"{file}" {why}', f"Name another file: {instead}", code=ErrorCode.REFUSED)


def _is_of_plan(file: Path) -> bool:
    """True if a file is a plan's by its name, or by its content, as a copy of one is."""
    names = {plain_name(each.name) for each in (file, real_path(file))}
    if names & {JOURNAL_NAME, PARTIES_NAME, CONTACTS_NAME} or any(map(is_version_name, names)):
        return True
    try:
        is_toml = file.suffix.lower() == EXTENSION and file.is_file()
        return is_toml and bool(_FORMAT_KEY.search(file.read_bytes()))
    except OSError:
        return False
