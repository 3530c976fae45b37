"""Finds and reads the returned files: the files that the user names, or the files in a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from bptip.exchange.forms.filled_form import FilledForm, filled_form
from bptip.files.exchange.tables import read_table_file
from bptip.plan.errors import BptipError, BrokenFileError, NotFoundError

WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers")
"""The extensions of files in a folder that are read as forms; unreadable kinds are refused."""

OTHER_ANSWERS: Final = (
    ".docx", ".doc", ".odt", ".rtf", ".pdf", ".txt", ".csv", ".eml", ".msg", ".htm", ".html",
    ".jpg", ".jpeg", ".png",
)  # fmt: skip
"""The extensions of files with which a party may have answered instead of the form."""

IN_USE: Final = ("~$", ".")
"""The first characters of lock files, which an open program leaves beside a workbook."""


class ReadFile(NamedTuple):
    """A returned file: its form, or the reason for the refusal (`refused`) and what to do (`hint`).

    `is_workbook` is False if the file could not be read as a workbook.
    """

    path: Path
    form: FilledForm | None
    refused: str = ""
    hint: str = ""
    is_workbook: bool = True


class CameBack(NamedTuple):
    """The returned files: `forms` are read as forms; `others` may be answers of another kind."""

    forms: tuple[Path, ...]
    others: tuple[Path, ...] = ()


def files_named(paths: Sequence[Path]) -> CameBack:
    """Returns the files at the paths and in the folders that the user names, each once.

    Raises BptipError for a path that does not exist, and for a folder without such a file.
    """
    forms: dict[Path, None] = {}
    others: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            came = files_in(path)
            if not any(came):
                raise NotFoundError(f'The folder "{path}" has no form.')
            forms.update(dict.fromkeys(came.forms))
            others.update(dict.fromkeys(came.others))
        elif path.exists() or path.is_symlink():
            forms[path] = None
        else:
            raise NotFoundError(f'"{path}" does not exist.')
    return CameBack(tuple(forms), tuple(each for each in others if each not in forms))


def shown_names(paths: Sequence[Path]) -> Mapping[Path, str]:
    """Returns the names of files on pages; files of the same name get their folder too."""
    uses = Counter(path.name for path in paths)
    return {path: path.name if uses[path.name] == 1 else path.as_posix() for path in paths}


def files_in(folder: Path) -> CameBack:
    """Returns the workbooks in a folder, and the files that may be answers in another form."""
    files = _visible_in(folder)
    forms = (path for path in files if path.suffix.lower() in WORKBOOKS)
    return CameBack(
        tuple(forms), tuple(path for path in files if path.suffix.lower() in OTHER_ANSWERS)
    )


def _visible_in(folder: Path) -> list[Path]:
    """Returns the visible entries of a folder that are not folders; broken links are included."""
    try:
        names = sorted(folder.iterdir())
    except OSError as error:
        raise BrokenFileError(f'"{folder}" cannot be read: {error.strerror}.') from error
    return [path for path in names if not path.is_dir() and not path.name.startswith(IN_USE)]


def not_read(others: Sequence[Path]) -> Iterator[str]:
    """Yields a notice about files that may be answers in another form."""
    if others:
        yield (
            f"Not read: {', '.join(path.name for path in others)}. If there is an answer in them, "
            "record it with bptip update --round, or bptip import --into --round."
        )


def read_forms(files: Sequence[Path]) -> list[ReadFile]:
    """Returns each file with its form; an unreadable file does not stop the others."""
    return [_read(path) for path in files]


def _read(path: Path) -> ReadFile:
    is_workbook = False
    try:
        tables = read_table_file(path, with_hidden=True)
        is_workbook = True
        return ReadFile(path, filled_form(tables))
    except BptipError as error:
        return ReadFile(path, None, error.message, " ".join(error.hints), is_workbook)
