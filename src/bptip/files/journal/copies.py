"""Another copy of a plan's journal, taken in: what it has and the journal lacks comes at its end.

The blocks come as they were written there, with the comments right above them. Where the copies
say different things under one id, nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bptip.files.journal.appending import Addition, add
from bptip.files.journal.lock import Tell, unheard
from bptip.files.reading.contents import content_of
from bptip.files.reading.loading import Journal, journal_of, located
from bptip.files.reading.source import journal_text
from bptip.plan.errors import BptipError
from bptip.problems.journal.checked import checked_journal
from bptip.problems.journal.context import context_of
from bptip.problems.notices import refusal
from bptip.recording.union import Conflict, union

if TYPE_CHECKING:
    from pathlib import Path

    from bptip.files.journal.appending import Recorded
    from bptip.files.workspace.folders import PlanFolder
    from bptip.plan.model import Update
    from bptip.problems.fault import Fault
    from bptip.problems.journal.context import PlacedUpdate
    from bptip.recording.union import Union


class Copy(NamedTuple):
    """Another copy of a journal: its content, and its updates, each once, with their places."""

    raw: bytes
    entries: tuple[PlacedUpdate, ...]


class Taken(NamedTuple):
    """What was taken in from another copy, how many updates of it stood there already.

    With `conflicts`, nothing was taken in.
    """

    recorded: Recorded | None
    there: int
    conflicts: tuple[Conflict[Update], ...] = ()


class _InConflict(Exception):  # noqa: N818  # no fault: it ends a write that must not happen
    """What both copies have under one id, and differs."""

    def __init__(self, conflicts: tuple[Conflict[Update], ...], there: int) -> None:
        super().__init__()
        self.taken = Taken(None, there, conflicts)


def read_copy(file: Path, folder: PlanFolder, here: Path) -> Copy:
    """A copy of the plan's journal; raises BptipError for any other file, and for a broken one."""
    try:
        raw = content_of(file)
    except OSError as error:
        raise BptipError(f'"{file}" can\'t be read: {error.strerror}.') from error
    loaded = journal_of(file, raw)
    journal = loaded.value
    if journal is None:
        raise _broken(file, loaded.text, loaded.faults, here)
    if journal.plan != folder.plan_id:
        raise BptipError(
            f'"{file}" is a journal of the plan {journal.plan}, not of {folder.plan_id}; '
            "nothing was written.",
            f"If that plan is meant: add --plan {journal.plan}",
        )
    entries = _each_once(journal)
    faults = (
        *journal.faults,
        *checked_journal(context_of(folder.versions, entries, journal.faulty_ids)).faults,
    )
    if faults:
        raise _broken(file, loaded.text, faults, here)
    if len(journal_text(raw).blocks) != len(journal.entries):
        raise BptipError(
            f'"{file}" has its updates in one inline list (update = [ … ]), '
            "of which none can be taken.",
            "Write each of them as a block of its own, under [[update]].",
        )
    return Copy(raw, entries)


def _each_once(journal: Journal) -> tuple[PlacedUpdate, ...]:
    """The updates without those that stand above already, word for word."""
    once: dict[str, PlacedUpdate] = {}
    return tuple(
        entry
        for entry in journal.entries
        if once.setdefault(entry.update.id, entry) is entry
        or once[entry.update.id].update != entry.update
    )


def _broken(file: Path, text: str | None, faults: tuple[Fault, ...], here: Path) -> BptipError:
    """That a copy has errors, the first of them with their places."""
    return refusal(f'"{file}"', located(file, text, faults, here), "nothing was taken in")


def take_in(
    folder: PlanFolder, copy: Copy, here: Path, *, dry_run: bool = False, tell: Tell = unheard
) -> Taken:
    """Write what a copy has and the plan's journal lacks at the end of the journal.

    Where there is no journal yet, it is the copy. A dry run does all but write. Raises BptipError
    where anything speaks against writing; conflicts are given back, and then nothing was written.
    """
    said: list[Taken] = []

    def adding(raw: bytes | None) -> Addition:
        ours = () if raw is None else _updates(folder, raw)
        if ours is None:
            return Addition((), raw or b"")  # the write refuses it, with what is wrong
        found = _union(ours, copy)
        if found.conflicts:
            raise _InConflict(_conflicts(ours, copy, found), len(found.there))
        updates = tuple(copy.entries[place].update for place in found.new)
        said.append(Taken(None, len(found.there)))
        return Addition(updates, _joined(raw, copy, found))

    try:
        recorded = add(folder, adding, here, dry_run=dry_run, tell=tell)
    except _InConflict as found:
        return found.taken
    return said[-1]._replace(recorded=recorded)


def _updates(folder: PlanFolder, raw: bytes) -> tuple[Update, ...] | None:
    """The updates that stand in a journal; None where it is none."""
    journal = journal_of(folder.path, raw).value
    return tuple(entry.update for entry in journal.entries) if journal else None


def _union(ours: tuple[Update, ...], copy: Copy) -> Union:
    return union(
        ((each.id, each) for each in ours),
        ((entry.update.id, entry.update) for entry in copy.entries),
    )


def _conflicts(ours: tuple[Update, ...], copy: Copy, found: Union) -> tuple[Conflict[Update], ...]:
    by_id = {each.id: each for each in reversed(ours)}
    theirs = (copy.entries[place].update for place in found.conflicts)
    return tuple(Conflict(by_id[each.id], each) for each in theirs)


def _joined(raw: bytes | None, copy: Copy, found: Union) -> bytes:
    """The journal with the copy's new blocks at its end."""
    if raw is None:
        return copy.raw
    if not found.new:
        return raw
    blocks = journal_text(copy.raw).blocks
    new = [blocks[copy.entries[place].place] for place in found.new]
    return journal_text(raw).with_more(new).whole()
