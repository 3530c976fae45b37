"""Reads the text files that a user names: a report to verify, or own words for a report."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bptip.files.reading.contents import content_of, kind_of_file
from bptip.plan.errors import BrokenFileError, NotFoundError

MAX_TEXT_BYTES: Final = 16_000_000
"""Maximum size of a text file (bytes): far more than any report has."""


def read_text(file: Path, wanted: str) -> str:
    """Returns the text of a UTF-8 file; raises BptipError, naming the `wanted` text, on failure."""
    raw = read_bytes(file, wanted)
    kind = kind_of_file(raw)
    if kind is not None:
        raise BrokenFileError(
            f'"{file}" is {kind}.', f"Give the path of a text file with {wanted}."
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BrokenFileError(
            f'"{file}", line {line}: the text is not UTF-8.', f"Save {wanted} as UTF-8."
        ) from error


def read_bytes(file: Path, wanted: str) -> bytes:
    """Returns the content of a file; raises BptipError, naming the `wanted` text, on failure."""
    try:
        return content_of(file, MAX_TEXT_BYTES)
    except FileNotFoundError as error:
        raise NotFoundError(f'The file "{file}" does not exist.') from error
    except OSError as error:
        raise BrokenFileError(
            f'"{file}" cannot be read: {error.strerror}.', f"Give the path of a file with {wanted}."
        ) from error
