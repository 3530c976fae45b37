"""The archive of a workbook or a Word file; every part is checked before any is used.

Before any library opens the file, bptip unpacks each part itself, counts the bytes, and refuses a
document type, whose entities can expand without end. The parts are then parsed as a stream of
events, so that memory holds no more than the limits allow.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias
from urllib.parse import unquote
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bptip.files.exchange.limits import (
    MAX_ELEMENTS,
    MAX_PARTS,
    MAX_UNPACKED_BYTES,
    too_large,
    unreadable,
)

Attributes: TypeAlias = Mapping[str, str]
"""The attributes of an element by name; a namespace and a blank may precede the name."""

_CHUNK: Final = 1 << 16
_LARGEST_CHUNK: Final = 1 << 24
"""Sizes of the first and of the largest piece of an unpacked part (bytes)."""

_LONGEST_PROLOG: Final = 1 << 20
"""Maximum length of the text above a part's root element (bytes); programs write about 100."""

_ENTRY: Final = b"PK\x01\x02"
"""The first bytes of an entry in the list of an archive's parts."""

_MAX_ENTRIES: Final = 10 * MAX_PARTS
"""Maximum number of entries in an archive; archives within the archive count too."""

_XML_PARTS: Final = (".xml", ".rels", ".vml")
_PICTURE: Final = ".svg"
"""The extension of pictures that may have a document type: they are never parsed here."""

DAMAGED: Final = "Open the file in its own program, save it under a new name, and try again."


class Relation(NamedTuple):
    """A relation of a part: the last word of its type, and the target part or address."""

    kind: str
    target: str
    is_external: bool


class Package:
    """The parts of a checked file, by their names in lower case."""

    def __init__(self, file: Path, raw: bytes) -> None:
        self.file = file
        self.elements = 0
        if raw.count(_ENTRY) > _MAX_ENTRIES:
            raise too_large(file, f"it has more than {MAX_PARTS:,} parts")
        try:
            self._archive = ZipFile(BytesIO(raw))
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise self.damaged() from error
        entries = self._archive.infolist()
        if len(entries) > MAX_PARTS:
            raise too_large(file, f"it has more than {MAX_PARTS:,} parts")
        self.parts: dict[str, ZipInfo] = {}
        for entry in entries:
            name = entry.filename.replace("\\", "/").lstrip("/").lower()
            if name in self.parts:
                raise self.damaged()
            self.parts[name] = entry
        self._guard()

    def damaged(self) -> Exception:
        """Returns the error for an archive, or a part of it, that cannot be read."""
        return unreadable(self.file, "is damaged", DAMAGED)

    def doctype(self) -> Exception:
        """Returns the error for a part with a document type."""
        why = "declares a document type, which no office program writes"
        return unreadable(self.file, why, DAMAGED)

    def _guard(self) -> None:
        """Refuses an archive that unpacks to too much, or has a document type or a broken part."""
        unpacked = 0
        for name, entry in self.parts.items():
            if entry.flag_bits & 1:
                raise unreadable(self.file, "is protected by a password", "Remove the password.")
            prolog = _Prolog()
            for chunk in self._chunks(entry):
                unpacked += len(chunk)
                if unpacked > MAX_UNPACKED_BYTES:
                    megabytes = MAX_UNPACKED_BYTES // 1_000_000
                    raise too_large(self.file, f"it unpacks to more than {megabytes} MB")
                prolog.read(chunk)
            if prolog.is_broken and name.endswith(_XML_PARTS):
                raise self.damaged()
            if prolog.has_doctype and not name.endswith(_PICTURE):
                raise self.doctype()

    def _chunks(self, entry: ZipInfo) -> Iterator[bytes]:
        """Yields a part while unpacking it, in pieces of growing size.

        With each piece, the parser reads an unfinished tag or comment from the beginning: in pieces
        of one size, a comment of 200 MB would take hours.
        """
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self.damaged()
        try:
            with self._archive.open(entry) as stream:
                size = _CHUNK
                while chunk := stream.read(size):
                    yield chunk
                    size = min(2 * size, _LARGEST_CHUNK)
        except (BadZipFile, OSError, EOFError, ValueError, RuntimeError, zlib.error) as error:
            raise self.damaged() from error

    def has(self, name: str) -> bool:
        """True if the file has a part of this name."""
        return name.lower() in self.parts

    def text_of(self, name: str, largest: int = 1000) -> str:
        """Returns the beginning of a part as text."""
        entry = self.parts.get(name.lower())
        first = next(self._chunks(entry), b"") if entry else b""
        return first[:largest].decode("utf-8", "replace")

    def parse(
        self,
        name: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Parses a part; passes the names of elements to the functions without their namespace."""
        entry = self.parts.get(name.lower())
        if entry is None:
            raise self.damaged()
        parser = expat.ParserCreate(namespace_separator=" ")
        local = _LocalNames()

        def begin(element: str, attributes: dict[str, str]) -> None:
            self.elements += 1
            if self.elements > MAX_ELEMENTS:
                raise too_large(self.file, f"it has more than {MAX_ELEMENTS:,} elements")
            start(local[element], attributes)

        def doctype(*_: object) -> None:
            raise self.doctype()

        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = doctype
        parser.StartElementHandler = begin
        if end is not None:
            finish = end
            parser.EndElementHandler = lambda element: finish(local[element])
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            for chunk in self._chunks(entry):
                parser.Parse(chunk)
            parser.Parse(b"", True)  # noqa: FBT003  # it takes no keyword
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise self.damaged() from error

    def notices(self) -> Iterator[str]:
        """Yields a sentence if the file has macros."""
        if any(name.endswith("vbaproject.bin") for name in self.parts):
            yield "The file has macros. bptip did not run them."

    def relations(self, part: str) -> dict[str, Relation]:
        """Returns the relations of a part by their ids; the part "" is the whole file."""
        folder, name = posixpath.split(part)
        relations: dict[str, Relation] = {}

        def start(element: str, attributes: Attributes) -> None:
            if element == "Relationship" and "Id" in attributes:
                target = attributes.get("Target", "")
                is_external = attributes.get("TargetMode", "").lower() == "external"
                if not is_external:
                    path = posixpath.normpath(posixpath.join("/" + folder, unquote(target)))
                    target = path.lstrip("/")
                kind = attributes.get("Type", "").rpartition("/")[2]
                relations[attributes["Id"]] = Relation(kind, target, is_external)

        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if self.has(listed):
            self.parse(listed, start)
        return relations

    def main_part(self) -> str:
        """Returns the name of the main part; "" if the archive does not name it."""
        kinds = self.relations("").values()
        return next((each.target for each in kinds if each.kind == "officeDocument"), "")


class _LocalNames(dict[str, str]):
    """A cache of the names of elements without their namespace."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition(" ")[2]
        return local


def relation_id(attributes: Attributes) -> str:
    """Returns the id of the relation that an element refers to; "" without a relation."""
    return next((value for name, value in attributes.items() if name.endswith(" id")), "")


def value_of(attributes: Attributes, name: str = "val") -> str | None:
    """Returns an attribute by its name without the namespace; None if it is missing."""
    ending = f" {name}"
    values = (value for key, value in attributes.items() if key.endswith(ending) or key == name)
    return next(values, None)


def is_switched_on(attributes: Attributes) -> bool:
    """True if an element such as "b" switches a format on; a missing value counts as on."""
    return (value_of(attributes) or "1").lower() not in ("0", "false", "none", "off")


def whole_number(text: str | None, otherwise: int) -> int:
    """Returns the number of up to nine digits in a text, or `otherwise` for any other text."""
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if text is not None and is_number else otherwise


class _RootReachedError(Exception):
    """Stops the parser of a prolog at the root element."""


class _Prolog:
    """The text of a part above its root element, the only place for a document type."""

    def __init__(self) -> None:
        self.has_doctype = False
        self.is_broken = False
        self._is_open = True
        self._bytes = 0
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._root

    def read(self, chunk: bytes) -> None:
        """Reads the next bytes of the part, up to the root element."""
        if not self._is_open:
            return
        self._bytes += len(chunk)
        if self._bytes > _LONGEST_PROLOG:
            self._is_open = False
            self.is_broken = True
            return
        try:
            self._parser.Parse(chunk)
        except _RootReachedError:
            self._is_open = False
        except (expat.ExpatError, LookupError, ValueError):
            self._is_open = False
            self.is_broken = True

    def _doctype(self, *_: object) -> None:
        self.has_doctype = True
        raise _RootReachedError

    def _root(self, *_: object) -> None:
        raise _RootReachedError
