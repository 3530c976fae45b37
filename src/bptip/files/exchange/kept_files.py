"""Refuses to overwrite bptip's own files and the files that a run has read, even with --force."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from bptip.files.journal.lock import LOCK_NAME
from bptip.files.reading.contents import EXTENSION, real_path, was_read
from bptip.files.workspace.folders import JOURNAL_NAME, is_version_name, plain_name
from bptip.files.workspace.new_workspace import SCHEMA_NAME
from bptip.files.workspace.parties_file import CONTACTS_NAME, PARTIES_NAME
from bptip.plan.errors import BptipError, RefusedError

_BESIDE_PLANS: Final = frozenset({SCHEMA_NAME, LOCK_NAME, ".gitignore", ".gitattributes"})
"""The names of files that bptip and Git need beside the plans."""

_FORMAT_KEY: Final = re.compile(rb"""^\s*["']?schema["']?\s*=""", re.MULTILINE)
"""A key that every version and every journal has, and a map has not."""


def refuse_kept(file: Path, instead: str, *, rewritten: Path | None = None) -> None:
    """Raises BptipError if the file that a user named for output must be kept.

    `instead` is the option with another file name, to be typed. `rewritten` is a file that may be
    overwritten although this run has read it, or although bptip or Git needs it.
    """
    if _is_of_plan(file):
        why = "is a file of a plan, so nothing else is written to it."
    elif file != rewritten and _names(file) & _BESIDE_PLANS:
        why = "is a file that bptip or Git needs, so nothing else is written to it."
    elif _is_form(file):
        why = "is a form of a round, which may have been filled in, so it was kept."
    elif file != rewritten and was_read(file):
        why = "is a file that this command reads, so it was kept."
    else:
        return
    raise RefusedError(f'"{file}" {why}', f"Choose another file: {instead}")


def _names(file: Path) -> set[str]:
    """Returns the names of a file and of the file to which it leads, for comparing them."""
    return {plain_name(each.name) for each in (file, real_path(file))}


def _is_of_plan(file: Path) -> bool:
    """True if a file belongs to a plan: by its name or, for a copy, by its content."""
    names = _names(file)
    if names & {JOURNAL_NAME, PARTIES_NAME, CONTACTS_NAME} or any(map(is_version_name, names)):
        return True
    try:
        is_toml = file.suffix.lower() == EXTENSION and file.is_file()
        return is_toml and bool(_FORMAT_KEY.search(file.read_bytes()))
    except OSError:
        return False


def _is_form(file: Path) -> bool:
    """True if a file is a workbook that bptip knows as one of its forms."""
    if file.suffix.lower() != ".xlsx" or not file.is_file():
        return False
    from bptip.files.exchange.office_files import read_office_file

    try:
        # Not by `content_of`: a file that is only looked at here may be replaced.
        return read_office_file(file, file.read_bytes()).is_form
    except (BptipError, OSError):
        return False
