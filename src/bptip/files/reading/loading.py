"""TOML files → the model, with every fault of every file.

A version with a fault is not used. A journal is used without the updates that have faults, unless
it can't be read as a journal at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from bptip.files.reading.contents import plan_content
from bptip.files.reading.validation import JournalFile, build
from bptip.files.reading.validation_faults import MANY_DIGITS
from bptip.plan.model import NO_RETURNS, SCHEMA, Returns, Version
from bptip.problems import shape
from bptip.problems.fault import Fault
from bptip.problems.journal.checked import CheckedJournal, checked_journal
from bptip.problems.journal.context import Context, PlacedUpdate, context_of
from bptip.problems.version import version_faults

T = TypeVar("T")

BOM = "\ufeff"


class ParsedFile(NamedTuple, Generic[T]):
    """A file after parsing: its value, or None where it can't be used, and its faults.

    `text` is None where the file has no readable text.
    """

    file: Path
    text: str | None
    value: T | None
    faults: tuple[Fault, ...] = ()

    def with_faults(self, further: Iterable[Fault]) -> ParsedFile[T]:
        """Returns the file with further faults; with any of them, its value can't be used."""
        added = tuple(further)
        return self._replace(value=None, faults=self.faults + added) if added else self


class Journal(NamedTuple):
    """The well-formed updates of a journal, and the faults of the others.

    `faulty_ids` are the ids that ill-formed updates state. `sound_parts` are those updates without
    their ill-formed keys: they are checked for further faults, and never counted. `returns` are
    the well-formed rounds and receipts.
    """

    plan: str
    updates: tuple[PlacedUpdate, ...] = ()
    faults: tuple[Fault, ...] = ()
    faulty_ids: frozenset[str] = frozenset()
    sound_parts: tuple[PlacedUpdate, ...] = ()
    returns: Returns = NO_RETURNS

    def context(self, versions: Sequence[Version]) -> Context:
        """Returns what the updates are checked against, given the versions of the plan."""
        return context_of(versions, self.updates, self.faulty_ids)

    def checked_against(self, versions: Sequence[Version]) -> CheckedJournal:
        """Returns the updates that count, and the faults of all others, ill-formed ones first."""
        checked = checked_journal(self.context(versions))
        return checked._replace(left_out=(*self.faults, *checked.left_out))


def load_version(file: Path) -> ParsedFile[Version]:
    """Parses a version's file; its value is None if it has any fault."""
    return _version(file, *_read(file))


def version_of(file: Path, raw: bytes) -> ParsedFile[Version]:
    """Parses the content of a version's file, whether or not it is on the disk."""
    return _version(file, *_decoded(raw))


def _version(
    file: Path, text: str | None, data: dict[str, Any] | None, faults: tuple[Fault, ...]
) -> ParsedFile[Version]:
    if data is None:
        return ParsedFile(file, text, None, faults)
    version, found = build(Version, data)
    if version is None:
        from bptip.files.reading.sound_parts import faults_in_sound_part

        return ParsedFile(file, text, None, (*found, *faults_in_sound_part(data)))
    faults = tuple(version_faults(version))
    return ParsedFile(file, text, None if faults else version, faults)


def load_journal(file: Path) -> ParsedFile[Journal]:
    """Parses a journal's file; its value is None only if the file is not a journal at all."""
    return _journal(file, *_read(file))


def journal_of(file: Path, raw: bytes) -> ParsedFile[Journal]:
    """Parses the content of a journal's file, whether or not it is on the disk."""
    return _journal(file, *_decoded(raw))


def _journal(
    file: Path, text: str | None, data: dict[str, Any] | None, faults: tuple[Fault, ...]
) -> ParsedFile[Journal]:
    if data is None:
        return ParsedFile(file, text, None, faults)
    content, found = build(JournalFile, data)
    if content is not None:
        placed = tuple(PlacedUpdate(update, n) for n, update in enumerate(content.updates))
        returns = Returns(content.rounds, content.receipts)
        return ParsedFile(file, text, Journal(content.plan, placed, returns=returns))
    if not all(map(_is_in_block, found)):
        return ParsedFile(file, text, None, tuple(found))
    return ParsedFile(file, text, _without_faulty(data, found))


BLOCKS: Final = ("update", "round", "receipt")
"""The kinds of block in a journal."""


def _is_in_block(fault: Fault) -> bool:
    """Returns True if a fault is in one block, so that the others can be used."""
    return len(fault.path) > 1 and fault.path[0] in BLOCKS


def _without_faulty(data: Mapping[str, Any], faults: Sequence[Fault]) -> Journal:
    """Returns the journal without the blocks that have faults; places are those in the file."""
    sound = {kind: _sound_places(data, kind, faults) for kind in BLOCKS}
    kept = {kind: [data[kind][n] for n in places] for kind, places in sound.items() if places}
    others = {key: value for key, value in data.items() if key not in BLOCKS}
    content, _ = build(JournalFile, {**others, **kept})
    blocks, places = data.get("update", ()), sound["update"]
    faulty = [n for n, _ in enumerate(blocks) if n not in places]
    updates = content.updates if content else ()
    returns = Returns(content.rounds, content.receipts) if content else NO_RETURNS
    placed = tuple(PlacedUpdate(update, n) for n, update in zip(places, updates, strict=True))
    stated = (blocks[n].get("id") for n in faulty if isinstance(blocks[n], Mapping))
    ids = frozenset(each for each in stated if isinstance(each, str))
    from bptip.files.reading.sound_parts import sound_updates

    in_updates = [fault for fault in faults if fault.path[0] == "update"]
    parts = tuple(sound_updates(blocks, in_updates))
    return Journal(data["plan"], placed, tuple(faults), ids, parts, returns)


def _sound_places(data: Mapping[str, Any], kind: str, faults: Sequence[Fault]) -> list[int]:
    """Returns the places of the blocks of a kind that have no fault."""
    faulty = {fault.path[1] for fault in faults if fault.path[0] == kind}
    return [n for n, _ in enumerate(data.get(kind, ())) if n not in faulty]


def _read(file: Path) -> tuple[str | None, dict[str, Any] | None, tuple[Fault, ...]]:
    """Returns the text and the TOML values of a file; None for what is missing, and the faults."""
    try:
        raw = plan_content(file)
    except OSError as error:
        return None, None, (_unreadable(error),)
    return _decoded(raw)


def _decoded(raw: bytes) -> tuple[str | None, dict[str, Any] | None, tuple[Fault, ...]]:
    """Returns the text and the TOML values of bytes; None for what is missing, and the faults."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(raw, error)
    data, faults = _parse(text.removeprefix(BOM))
    return text, data, faults


def _unreadable(error: OSError) -> Fault:
    return Fault(shape.UNREADABLE, (), f"The file can't be read: {_why(error)}.")


def unlisted(folder: Path, error: OSError) -> ParsedFile[Version]:
    """Returns the versions in a folder that cannot be listed: one file, with that fault."""
    message = f"The folder can't be listed: {_why(error)}."
    hint = "Ask its owner for the right to list it: nobody knows which versions are in it."
    return ParsedFile(folder, None, None, (Fault(shape.UNREADABLE, (), message, hint),))


def _why(error: OSError) -> str:
    why = str(error.strerror)
    return why[:1].lower() + why[1:]


def _not_utf8(raw: bytes, error: UnicodeDecodeError) -> tuple[str, None, tuple[Fault, ...]]:
    before = raw[: error.start].decode("utf-8").removeprefix(BOM)
    message = f"The file is not UTF-8: the byte 0x{raw[error.start]:02X} is not allowed here."
    hint = "Save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)."
    at = (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    return before, None, (Fault(shape.NOT_UTF8, (), message, hint, at),)


def _parse(text: str) -> tuple[dict[str, Any] | None, tuple[Fault, ...]]:
    import tomli

    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        from bptip.files.reading.toml_faults import syntax_fault

        return None, (syntax_fault(error.msg, error.lineno, error.colno, text),)
    except RecursionError:
        from bptip.files.reading.toml_faults import too_deep

        return None, (too_deep(text),)
    except ValueError:
        from bptip.files.reading.toml_faults import too_long

        return None, (too_long(text),)
    schema = data.get("schema")
    if isinstance(schema, int) and not isinstance(schema, bool) and schema > SCHEMA:
        number = f" (schema = {schema})" if schema < MANY_DIGITS else ""
        message = f"The file was written for a newer bptip{number}."
        return None, (Fault(shape.NEWER_SCHEMA, ("schema",), message, "Install a newer bptip."),)
    return data, ()
