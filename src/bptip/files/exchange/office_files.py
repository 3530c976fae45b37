"""Finds the kind of an office program's file, and reads its tables if bptip knows the kind."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from bptip.exchange.cells import TableFile
from bptip.files.exchange.limits import TableFileError, unreadable
from bptip.files.exchange.package import Package

ARCHIVE: Final = b"PK\x03\x04"
"""The first bytes of .xlsx and .docx files, which are archives."""

OLD: Final = b"\xd0\xcf\x11\xe0"
"""The first bytes of .xls and .doc files, and of password-protected files."""

_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xltx", ".xltm")
_WORD_FILES: Final = (".docx", ".docm", ".dotx", ".dotm")

_PASSWORD: Final = "EncryptedPackage".encode("utf-16-le")
"""The name of the encrypted part within a password-protected file."""

AS_WORKBOOK: Final = "Open it in Excel or LibreOffice, and save it as .xlsx."
_AS_WORD_FILE: Final = "Open it in Word or LibreOffice, and save it as .docx."
_AS_EITHER: Final = "Open it in its own program, and save it as .xlsx or .docx."


class OtherKind(NamedTuple):
    """A kind of file that bptip does not read: its name, and what to do."""

    name: str
    hint: str


_OPEN_DOCUMENTS: Final = {
    "spreadsheet": OtherKind("an OpenDocument spreadsheet", AS_WORKBOOK),
    "text": OtherKind("an OpenDocument text", _AS_WORD_FILE),
}
"""The kinds of LibreOffice files, by the last word of the type that the file names."""

_NUMBERS_OR_PAGES: Final = OtherKind(
    "a file of Numbers or Pages", "Export it there: File › Export To › Excel or Word."
)
_BINARY: Final = OtherKind("a binary workbook (.xlsb)", AS_WORKBOOK)
_OLD_KINDS: Final = {
    ".xls": OtherKind("a workbook of an older Excel", AS_WORKBOOK),
    ".doc": OtherKind("a file in an old Word format", _AS_WORD_FILE),
}


def read_office_file(file: Path, raw: bytes, *, with_hidden: bool = False) -> TableFile:
    """Returns the tables of a workbook or a Word file; raises TableFileError for other kinds."""
    package = Package(file, raw)
    kind = _other_kind(package)
    if kind is not None:
        raise unreadable(file, f"is {kind.name}", kind.hint)
    main = package.main_part()
    folder = main.lower().partition("/")[0]
    if folder not in ("xl", "word") or not package.has(main):
        raise unreadable(file, "is not a workbook and not a Word file", _AS_EITHER)
    name, extensions = (
        ("an Excel workbook", _WORKBOOKS) if folder == "xl" else ("a Word file", _WORD_FILES)
    )
    if file.suffix.lower() not in extensions:
        raise unreadable(file, f"is {name}", f"Rename it: its name must end in {extensions[0]}.")
    if folder == "word":
        from bptip.files.exchange.word_tables import read_word_file

        return read_word_file(package, main)
    from bptip.files.exchange.workbook import read_workbook

    return read_workbook(package, main, with_hidden=with_hidden)


def _other_kind(package: Package) -> OtherKind | None:
    """Returns the kind of an archive of another program; None if no other kind is recognized."""
    written = package.text_of("mimetype")
    if "opendocument." in written:
        return _OPEN_DOCUMENTS.get(
            written.strip().rpartition(".")[2], OtherKind("an OpenDocument file", _AS_EITHER)
        )
    if any(name.startswith("index/") or name == "index.zip" for name in package.parts):
        return _NUMBERS_OR_PAGES
    return _BINARY if package.has("xl/workbook.bin") else None


def old_file_error(file: Path, raw: bytes) -> TableFileError:
    """Returns the error for a file in an old Office format, or with a password."""
    if _PASSWORD in raw:
        return unreadable(
            file,
            "is protected by a password",
            "Open it, save it without the password, and try again.",
        )
    kind = _OLD_KINDS.get(
        file.suffix.lower(), OtherKind("a file in an old Word or Excel format", _AS_EITHER)
    )
    return unreadable(file, f"is {kind.name}", kind.hint)
