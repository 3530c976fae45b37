"""Files with tables: what kind a file is, and its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bptip.files.exchange.limits import MAX_PACKED_BYTES, too_large, unreadable
from bptip.files.reading.contents import content_of, kind_of_file
from bptip.plan.errors import BptipError, ErrorCode

if TYPE_CHECKING:
    from pathlib import Path

    from bptip.exchange.cells import TableFile

KNOWN: Final = "bptip reads tables from .xlsx, .docx, .csv and .md files."

_CSV: Final = (".csv", ".tsv", ".txt")
_MARKDOWN: Final = (".md", ".markdown")


def read_table_file(file: Path) -> TableFile:
    """Returns the tables of a workbook, a Word file, a CSV file or a Markdown file.

    Raises BptipError for a missing file, and TableFileError for a file that cannot be read: it is
    broken, of another kind, or too large.
    """
    raw = _content(file)
    kind = kind_of_file(raw)
    if kind is not None:
        raise unreadable(file, f"is {kind}", KNOWN)
    if file.suffix.lower() in _MARKDOWN:
        from bptip.files.exchange.markdown_tables import read_markdown

        return read_markdown(file, raw)
    if file.suffix.lower() in _CSV:
        from bptip.files.exchange.csv_tables import read_csv

        return read_csv(file, raw)
    raise unreadable(file, "is not a file with tables that bptip can read", KNOWN)


def _content(file: Path) -> bytes:
    try:
        if file.is_file() and file.stat().st_size > MAX_PACKED_BYTES:
            raise too_large(file, f"more than {MAX_PACKED_BYTES // 1_000_000} MB")
        return content_of(file, MAX_PACKED_BYTES)
    except FileNotFoundError as error:
        raise BptipError(f'The file "{file}" does not exist.', code=ErrorCode.NOT_FOUND) from error
    except OSError as error:
        raise unreadable(file, f"can't be read: {error.strerror}", KNOWN) from error
