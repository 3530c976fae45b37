"""Texts that people hand over: a report to be verified, their own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bptip.files.reading.contents import content_of
from bptip.plan.errors import BptipError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST: Final = 16_000_000
"""So many bytes at most: more is no text that anybody wrote or reads."""


def read_text(file: Path, wanted: str) -> str:
    """A file's text, in UTF-8; raises BptipError where it is none, saying what is wanted."""
    try:
        raw = content_of(file, LARGEST)
    except FileNotFoundError as error:
        raise BptipError(f'There is no file "{file}".') from error
    except OSError as error:
        raise BptipError(
            f'"{file}" can\'t be read: {error.strerror}.', f"Name a file: {wanted}."
        ) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BptipError(
            f'"{file}", line {line}: this is not UTF-8.', f"Wanted: {wanted}, saved as UTF-8."
        ) from error
