"""Finds the kind of a file, and reads its tables."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bptip.exchange.cells import TableFile
from bptip.files.exchange.limits import MAX_PACKED_BYTES, too_large, unreadable
from bptip.files.exchange.office_files import (
    ARCHIVE,
    AS_WORKBOOK,
    OLD,
    old_file_error,
    read_office_file,
)
from bptip.files.reading.contents import content_of, kind_of_file
from bptip.plan.errors import NotFoundError

KNOWN: Final = "bptip reads tables from .xlsx, .docx, .csv and .md files."

_CSV: Final = (".csv", ".tsv", ".txt")
_MARKDOWN: Final = (".md", ".markdown")
_WEB_PAGE: Final = (b"<!doctype", b"<html", b"<table", b"<?xml")
"""The first characters of web pages, which some programs write with the extension .xls."""


def read_table_file(file: Path, *, with_hidden: bool = False) -> TableFile:
    """Returns the tables of a workbook, a Word file, a CSV file or a Markdown file.

    Hidden sheets are included if `with_hidden`. Raises BptipError for a missing file, and
    TableFileError for a file that is broken, of another kind, or too large.
    """
    raw = _content(file)
    extension = file.suffix.lower()
    if raw.startswith(ARCHIVE):
        return read_office_file(file, raw, with_hidden=with_hidden)
    if raw.startswith(OLD):
        raise old_file_error(file, raw)
    kind = kind_of_file(raw)
    if kind is not None:
        hint = f"Ask for the Word or Excel file that it was made from. {KNOWN}"
        raise unreadable(file, f"is {kind}", hint)
    if extension in _MARKDOWN:
        from bptip.files.exchange.markdown_tables import read_markdown

        return read_markdown(file, raw)
    if extension in _CSV:
        from bptip.files.exchange.csv_tables import read_csv

        return read_csv(file, raw)
    if raw.lstrip(b"\xef\xbb\xbf \r\n\t")[:9].lower().startswith(_WEB_PAGE):
        raise unreadable(file, "is a web page or an XML file", AS_WORKBOOK)
    if extension in (".xlsx", ".docx"):
        raise unreadable(file, f"is not a {extension} file, or is damaged", KNOWN)
    raise unreadable(file, "is not a file with tables that can be read", KNOWN)


def _content(file: Path) -> bytes:
    try:
        if file.is_file() and file.stat().st_size > MAX_PACKED_BYTES:
            raise too_large(file, f"more than {MAX_PACKED_BYTES // 1_000_000} MB")
        return content_of(file, MAX_PACKED_BYTES)
    except FileNotFoundError as error:
        raise NotFoundError(f'The file "{file}" does not exist.') from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "a file cannot have this name"
        raise unreadable(file, f"cannot be read: {why}", KNOWN) from error
