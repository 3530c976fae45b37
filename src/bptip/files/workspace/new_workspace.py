"""Makes a new workspace: a copy of the bundled plans, or of the fictional example, for editing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bptip.files.journal.git_ignored import OWN_FILES
from bptip.files.reading.json_schema import json_schema
from bptip.files.workspace.folders import JOURNAL_NAME, plan_folders, version_files
from bptip.files.workspace.parties_file import CONTACTS_NAME, PARTIES_NAME
from bptip.files.writing import undisturbed, write_missing
from bptip.plan.errors import RefusedError

SCHEMA_NAME: Final = "plan.schema.json"
GITIGNORE: Final = "".join(f"{name}\n" for name in (*OWN_FILES, CONTACTS_NAME))
"""For Git: the files that belong in no commit: locks, temporary files and the contacts."""

GITATTRIBUTES: Final = f"{JOURNAL_NAME} merge=bptip\n"
"""For Git: `bptip merge-driver` merges journals, if it is set up (docs/together.md)."""


def start_workspace(source: Path, target: Path) -> list[Path]:
    """Copies every plan of the source into a folder, with the schema and the files for Git.

    Returns the new files. Raises BptipError if the folder contains plans already, unless a copy
    that was stopped left them.
    """
    for folder in (target, target.parent):  # bptip would find these plans first
        if not any(map(version_files, plan_folders(folder))):
            continue
        if folder == target and _is_unfinished(source, target):
            continue
        raise RefusedError(
            f'"{folder if folder.name else folder.absolute()}" contains plans already; nothing was '
            "changed.",
            "Name another folder: bptip init FOLDER.",
        )
    with undisturbed():
        return list(_copied(source, target))


def _is_unfinished(source: Path, target: Path) -> bool:
    """True if all plan files in the target are copies from the source, and some are missing."""
    copies = {file: copy for file, copy in _contents(source, target) if file.parent != target}
    present = {file for folder in plan_folders(target) for file in _plan_files(folder)}
    return present < copies.keys() and all(file.read_bytes() == copies[file] for file in present)


def _copied(source: Path, target: Path) -> Iterator[Path]:
    for file, content in _contents(source, target):
        if write_missing(file, content):
            yield file


def _contents(source: Path, target: Path) -> Iterator[tuple[Path, bytes]]:
    """Yields the files to write, with their content.

    The plans come last; in a plan, the journal comes first, then the latest version. So a copy that
    was interrupted shows no wrong figures, and can be repeated.
    """
    yield target / ".gitignore", GITIGNORE.encode()
    yield target / ".gitattributes", GITATTRIBUTES.encode()
    for name in (PARTIES_NAME, "LICENSE"):
        if (source / name).is_file():
            yield target / name, (source / name).read_bytes()
    yield target / SCHEMA_NAME, json_schema()
    for folder in plan_folders(source):
        for file in _plan_files(folder):
            yield target / folder.name / file.name, file.read_bytes()


def _plan_files(folder: Path) -> Iterator[Path]:
    """Yields a plan's files in the order in which they are written."""
    versions = sorted(version_files(folder), reverse=True)
    yield from filter(Path.is_file, (folder / JOURNAL_NAME, *versions))
