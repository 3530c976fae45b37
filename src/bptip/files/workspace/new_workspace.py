"""A new workspace: the bundled plans, or the fictional example, copied for editing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bptip.files.reading.json_schema import json_schema
from bptip.files.workspace.folders import JOURNAL_NAME, plan_folders, version_files
from bptip.files.writing import undisturbed, write_file
from bptip.plan.errors import BptipError, ErrorCode, code_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA_NAME: Final = "plan.schema.json"
GITIGNORE: Final = f"{JOURNAL_NAME}.lock\n.*.tmp\n"
GITATTRIBUTES: Final = f"{JOURNAL_NAME} merge=bptip\n"
"""For Git: `bptip merge-driver` merges journals, if it is set up (docs/together.md)."""


def start_workspace(source: Path, target: Path) -> list[Path]:
    """Copies every plan of the source into a folder, with the schema and the files for Git.

    Returns the new files. Raises BptipError if the folder contains plans already.
    """
    if any(map(version_files, plan_folders(target))):
        raise BptipError(
            f'"{target}" contains plans already; nothing was changed.',
            "Name another folder: bptip init FOLDER.",
            code=ErrorCode.REFUSED,
        )
    with undisturbed():
        return list(_copied(source, target))


def _copied(source: Path, target: Path) -> Iterator[Path]:
    for file, content in _contents(source, target):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BptipError(
                f'"{file.parent}" can\'t be created: {error.strerror}.',
                code=code_of(error, ErrorCode.REFUSED),
            ) from error
        if not file.exists():
            write_file(file, content, replace=False)
            yield file


def _contents(source: Path, target: Path) -> Iterator[tuple[Path, bytes]]:
    for folder in plan_folders(source):
        for file in (*sorted(version_files(folder)), folder / JOURNAL_NAME):
            if file.is_file():
                yield target / folder.name / file.name, file.read_bytes()
    if (source / "LICENSE").is_file():
        yield target / "LICENSE", (source / "LICENSE").read_bytes()
    yield target / SCHEMA_NAME, json_schema()
    yield target / ".gitignore", GITIGNORE.encode()
    yield target / ".gitattributes", GITATTRIBUTES.encode()
