"""Parses TOML files into the model, and lists every fault of every file.

A version with a fault is not used. A journal is used without the updates that have faults, unless
it cannot be read as a journal at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeGuard, TypeVar

from bptip.files.reading.contents import plan_content
from bptip.files.reading.validation import JournalFile, build
from bptip.files.reading.validation_faults import MANY_DIGITS
from bptip.plan.journal import NO_RETURNS, Returns
from bptip.plan.model import SCHEMA, Version
from bptip.plan.parties import (
    AS_WRITTEN,
    NO_PARTIES,
    Parties,
    Spellings,
    spelled_returns,
    spelled_update,
)
from bptip.problems import shape
from bptip.problems.fault import Fault, Severity
from bptip.problems.journal.checked import CheckedJournal, checked_journal
from bptip.problems.journal.context import Context, PlacedUpdate, context_of
from bptip.problems.version import version_faults

T = TypeVar("T")

BOM = "\ufeff"


class ParsedFile(NamedTuple, Generic[T]):
    """A file after parsing: its value, None if the file cannot be used, and its faults.

    The value is the TOML table of the file, or the part of the model that was built from it.
    `text` is None if the file has no readable text; in it, lines with a syntax fault are empty.
    `sound_part` is the well-formed part of a file that cannot be used: it is checked for further
    faults, and never shown or counted.
    """

    file: Path
    text: str | None
    value: T | None
    faults: tuple[Fault, ...] = ()
    sound_part: T | None = None

    @property
    def sound(self) -> T | None:
        """The value, or the well-formed part of a file that cannot be used."""
        return self.sound_part if self.value is None else self.value

    def with_faults(self, further: Iterable[Fault]) -> ParsedFile[T]:
        """Returns the file with further faults; any further fault removes the value."""
        added = tuple(further)
        if not added:
            return self
        return self._replace(value=None, faults=self.faults + added, sound_part=self.sound)


Toml = ParsedFile[dict[str, Any]]
"""A file after parsing as TOML; lines with a syntax fault are missing from its value."""


class Journal(NamedTuple):
    """The well-formed updates of a journal, and the faults of the others.

    `faulty_ids` are the ids of ill-formed updates. `sound_parts` are the ill-formed updates
    without their ill-formed keys: they are checked for further faults, and never counted.
    `returns` are the well-formed rounds and receipts. `newer` are the warnings about blocks that a
    newer bptip wrote: these blocks are skipped, and the ids of the updates among them are in
    `newer_ids` and in `faulty_ids`.
    """

    plan: str
    updates: tuple[PlacedUpdate, ...] = ()
    faults: tuple[Fault, ...] = ()
    faulty_ids: frozenset[str] = frozenset()
    sound_parts: tuple[PlacedUpdate, ...] = ()
    returns: Returns = NO_RETURNS
    newer: tuple[Fault, ...] = ()
    newer_ids: frozenset[str] = frozenset()

    def context(self, versions: Sequence[Version]) -> Context:
        """Returns the context in which the updates are checked, given the versions of the plan."""
        return context_of(versions, self.updates, self.faulty_ids)

    def checked_against(self, versions: Sequence[Version]) -> CheckedJournal:
        """Returns the updates that count, and the faults of all others, ill-formed ones first."""
        checked = checked_journal(self.context(versions))
        return checked._replace(left_out=(*self.faults, *checked.left_out))


def load_version(file: Path, parties: Parties = NO_PARTIES) -> ParsedFile[Version]:
    """Parses a version's file; the value is None if the file has any fault.

    Each party is checked under the name that `parties` has for it, but kept as written.
    """
    return _version(toml_of(file), parties)


def version_of(file: Path, raw: bytes, parties: Parties = NO_PARTIES) -> ParsedFile[Version]:
    """Parses the content of a version's file, which need not be on the disk."""
    return _version(_decoded(file, raw), parties)


def _version(toml: Toml, parties: Parties) -> ParsedFile[Version]:
    file, data = toml.file, toml.value
    if data is None:
        return ParsedFile(file, toml.text, None, toml.faults)
    version, of_values = build(Version, data)
    if version is None:
        from bptip.files.reading.sound_parts import sound_version

        version = sound_version(data)
    faults = (
        *toml.faults,
        *_without_missing(of_values, toml.faults),
        *(version_faults(version, parties) if version else ()),
    )
    value = None if faults else version
    return ParsedFile(file, toml.text, value, faults, None if value else version)


def _without_missing(of_values: Iterable[Fault], of_syntax: Sequence[Fault]) -> Iterable[Fault]:
    """Returns the faults of values; beside a syntax fault, without those about missing keys.

    The missing key may be on the line that could not be parsed.
    """
    return [fault for fault in of_values if not of_syntax or fault.code is not shape.MISSING_KEY]


def load_journal(file: Path, spellings: Spellings = AS_WRITTEN) -> ParsedFile[Journal]:
    """Parses a journal's file; the value is None if the file as a whole cannot be used.

    Each party gets the name that `spellings` has for it.
    """
    return journal_in(toml_of(file), spellings)


def journal_of(file: Path, raw: bytes, spellings: Spellings = AS_WRITTEN) -> ParsedFile[Journal]:
    """Parses the content of a journal's file, which need not be on the disk."""
    return journal_in(_decoded(file, raw), spellings)


def journal_in(toml: Toml, spellings: Spellings) -> ParsedFile[Journal]:
    """Returns the journal in a file that was parsed as TOML."""
    file, data = toml.file, toml.value
    if data is None:
        return ParsedFile(file, toml.text, None, toml.faults)
    content, of_values = build(JournalFile, data)
    if content is not None:
        placed = tuple(map(PlacedUpdate, content.updates, count()))
        returns = Returns(content.rounds, content.receipts)
        journal = Journal(content.plan, placed, returns=returns)
    elif all(map(_is_in_block, of_values)):
        journal = _without_faulty(data, list(_with_newer(data, of_values)))
    else:
        faults = (*toml.faults, *_without_missing(of_values, toml.faults))
        return ParsedFile(file, toml.text, None, faults)
    if spellings:
        journal = _spelled(journal, spellings)
    if toml.faults:
        kept = tuple(_without_missing(journal.faults, toml.faults))
        return ParsedFile(file, toml.text, None, toml.faults, journal._replace(faults=kept))
    return ParsedFile(file, toml.text, journal)


def _spelled(journal: Journal, spellings: Spellings) -> Journal:
    """Returns the journal with each party under the name that `spellings` has for it."""

    def spelled(placed: tuple[PlacedUpdate, ...]) -> tuple[PlacedUpdate, ...]:
        return tuple(
            each._replace(update=spelled_update(each.update, spellings)) for each in placed
        )

    return journal._replace(
        updates=spelled(journal.updates),
        sound_parts=spelled(journal.sound_parts),
        returns=spelled_returns(journal.returns, spellings),
    )


BLOCKS: Final = ("update", "round", "receipt")
"""The kinds of block in a journal."""


def _is_in_block(fault: Fault) -> bool:
    """True if a fault is in one block, so that the others can be used."""
    return len(fault.path) > 1 and fault.path[0] in BLOCKS


def _with_newer(data: Mapping[str, Any], faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yields the faults; a block that a newer bptip wrote gets one warning instead of faults."""
    warned: set[tuple[str | int, ...]] = set()
    for fault in faults:
        kind, place = fault.path[:2]
        block = data[str(kind)][int(place)]
        schema = block.get("schema") if isinstance(block, Mapping) else None
        if not _is_newer(schema):
            yield fault
        elif (kind, place) not in warned:
            warned.add((kind, place))
            message = f"This {kind} was written for a newer bptip, and is skipped."
            path = (kind, place, "schema")
            yield Fault(shape.NEWER_SCHEMA, path, message, NEWER, severity=Severity.WARNING)


NEWER: Final = "Install a newer bptip."


def _is_newer(schema: object) -> TypeGuard[int]:
    """True if a file format's number is higher than the ones that this bptip knows."""
    return isinstance(schema, int) and not isinstance(schema, bool) and schema > SCHEMA


def _without_faulty(data: Mapping[str, Any], faults: Sequence[Fault]) -> Journal:
    """Returns the journal without the faulty blocks; the others keep their places in the file."""
    faulty = {kind: {fault.path[1] for fault in faults if fault.path[0] == kind} for kind in BLOCKS}
    kept = {
        kind: [block for n, block in enumerate(data.get(kind, ())) if n not in faulty[kind]]
        for kind in BLOCKS
    }
    content, _ = build(JournalFile, {**data, **kept})
    blocks = data.get("update", ())
    places = (n for n, _ in enumerate(blocks) if n not in faulty["update"])
    updates = content.updates if content else ()
    returns = Returns(content.rounds, content.receipts) if content else NO_RETURNS
    placed = tuple(map(PlacedUpdate, updates, places))
    ids = _stated_ids(blocks, faulty["update"])
    from bptip.files.reading.sound_parts import sound_updates

    newer = tuple(fault for fault in faults if fault.code is shape.NEWER_SCHEMA)
    others = tuple(fault for fault in faults if fault.code is not shape.NEWER_SCHEMA)
    in_updates = [fault for fault in others if fault.path[0] == "update"]
    parts = tuple(sound_updates(blocks, in_updates))
    newer_ids = _stated_ids(blocks, [each.path[1] for each in newer if each.path[0] == "update"])
    return Journal(data["plan"], placed, others, ids, parts, returns, newer, newer_ids)


def _stated_ids(blocks: Sequence[Any], places: Iterable[int | str]) -> frozenset[str]:
    """Returns the ids of the blocks at these places."""
    stated = (
        blocks[int(place)].get("id") for place in places if isinstance(blocks[int(place)], Mapping)
    )
    return frozenset(each for each in stated if isinstance(each, str))


def toml_of(file: Path) -> Toml:
    """Returns the text and the TOML values of a file."""
    try:
        raw = plan_content(file)
    except OSError as error:
        fault = Fault(shape.UNREADABLE, (), f"The file cannot be read: {_why(error)}.")
        return ParsedFile(file, None, None, (fault,))
    return _decoded(file, raw)


def _decoded(file: Path, raw: bytes) -> Toml:
    """Returns the text and the TOML values of a file's content."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(file, raw, error)
    return toml_in(file, text)


def unlisted(folder: Path, error: OSError) -> ParsedFile[Version]:
    """Returns a stand-in for the versions in a folder that cannot be listed, with that fault."""
    message = f"The folder cannot be listed: {_why(error)}."
    connect = "Connect the disk or network folder that contains it"
    ask = "Ask its owner for the right to list it"
    asked = ask if isinstance(error, PermissionError) else connect
    hint = f"{asked}: bptip must see which versions are in it."
    return ParsedFile(folder, None, None, (Fault(shape.UNREADABLE, (), message, hint),))


def _why(error: OSError) -> str:
    why = str(error.strerror)
    return why[:1].lower() + why[1:]


def _not_utf8(file: Path, raw: bytes, error: UnicodeDecodeError) -> Toml:
    before = raw[: error.start].decode("utf-8").removeprefix(BOM)
    message = f"The file is not UTF-8: the byte 0x{raw[error.start]:02X} is not allowed here."
    hint = "Save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."
    at = (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    return ParsedFile(file, before, None, (Fault(shape.NOT_UTF8, (), message, hint, at),))


def toml_in(file: Path, text: str) -> Toml:
    """Returns the TOML values of a file's text."""
    import tomli

    written = text.removeprefix(BOM)
    try:
        data = tomli.loads(written)
    except tomli.TOMLDecodeError as error:
        from bptip.files.reading.toml_faults import syntax_faults

        syntax = syntax_faults(error, written)
        return ParsedFile(file, syntax.rest, syntax.data, syntax.faults)
    except RecursionError:
        from bptip.files.reading.toml_faults import too_deep

        return ParsedFile(file, text, None, (too_deep(written),))
    except ValueError:
        from bptip.files.reading.toml_faults import too_long

        return ParsedFile(file, text, None, (too_long(written),))
    schema = data.get("schema")
    if _is_newer(schema):
        number = f" (schema = {schema})" if schema < MANY_DIGITS else ""
        message = f"The file was written for a newer bptip{number}."
        fault = Fault(shape.NEWER_SCHEMA, ("schema",), message, NEWER)
        return ParsedFile(file, text, None, (fault,))
    return ParsedFile(file, text, data)
