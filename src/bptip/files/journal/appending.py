"""Writing to a journal: blocks come at its end, and nothing above them ever changes.

A write holds the plan's lock, checks the whole of what the file would then be, by the rules of
`check`, and puts it in place at once. Where anything is wrong with what stands there or with what
comes, nothing is written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple

from bptip.files.journal.blocks import appended, heading
from bptip.files.journal.lock import Tell, locked, unheard
from bptip.files.reading.contents import EXTENSION, plan_content, real_path
from bptip.files.reading.loading import journal_of, load_journal, located
from bptip.files.workspace.folders import JOURNAL_NAME
from bptip.files.writing import cannot_write, put_in_place, sweep
from bptip.plan.errors import BptipError
from bptip.plan.model import Update
from bptip.problems.folder import other_plan
from bptip.problems.journal.by_itself import bad_evidence
from bptip.problems.journal.checked import checked_journal
from bptip.problems.journal.context import context_of
from bptip.problems.notices import refusal
from bptip.recording.update_ids import latest_id

if TYPE_CHECKING:
    from pathlib import Path

    from bptip.files.workspace.folders import PlanFolder
    from bptip.problems.fault import Fault

Compose = Callable[[str | None], Sequence[Update]]
"""Gives the updates to write, for the latest id that stands in the journal."""


class Recorded(NamedTuple):
    """The updates that stood in a journal, those written to it, and the file."""

    above: tuple[Update, ...]
    added: tuple[Update, ...]
    file: Path


class Addition(NamedTuple):
    """Updates to be added, and what the journal's file then holds."""

    updates: tuple[Update, ...]
    content: bytes


class Base(NamedTuple):
    """A journal's content, and its updates, at the moment at which something was decided by it."""

    raw: bytes | None
    updates: tuple[Update, ...]


def record(
    folder: PlanFolder,
    compose: Compose,
    here: Path,
    *,
    dry_run: bool = False,
    base: Base | None = None,
    objection: Callable[[Recorded], None] | None = None,
    tell: Tell = unheard,
) -> Recorded:
    """Write updates at the end of a plan's journal, which is made where there is none.

    A dry run does all but write. With a `base`, what was decided by it holds only if the journal
    is still the same. An `objection` is asked last, and raises if it has one. What takes long is
    told through `tell`.

    Raises BptipError where anything speaks against it; then nothing was written.
    """

    def blocks(raw: bytes | None) -> Addition:
        added = tuple(compose(latest_id((raw or b"").decode("utf-8", "replace"))))
        return Addition(added, appended(heading(folder.plan_id) if raw is None else raw, added))

    return add(folder, blocks, here, dry_run=dry_run, base=base, objection=objection, tell=tell)


def add(
    folder: PlanFolder,
    adding: Callable[[bytes | None], Addition],
    here: Path,
    *,
    dry_run: bool = False,
    base: Base | None = None,
    objection: Callable[[Recorded], None] | None = None,
    tell: Tell = unheard,
) -> Recorded:
    """As `record`, for who says what the file will hold; it is given what stands there.

    Raises BptipError where that isn't what stands there with the updates at its end.
    """
    file = journal_file(folder)
    _refuse_unwritable(file)
    with nullcontext() if dry_run else locked(file.parent, tell=tell):
        raw = _content(file)
        if base is not None:
            _refuse_changed(file, base.raw, raw)
        added, content = adding(raw)
        recorded = Recorded(_checked(folder, file, raw, content, added, here), added, file)
        if objection is not None:
            objection(recorded)
        if not dry_run and content != raw:
            # An editor heeds no lock: what was saved in it since is not written over.
            _refuse_changed(file, raw, _content(file))
            _write(file, content)
    return recorded


def look(folder: PlanFolder, here: Path) -> Base:
    """A journal as it is now; raises BptipError where nothing could be written to it."""
    file = journal_file(folder)
    _refuse_unwritable(file)
    raw = _content(file)
    content = heading(folder.plan_id) if raw is None else raw
    return Base(raw, _checked(folder, file, raw, content, (), here))


def journal_file(folder: PlanFolder) -> Path:
    """The file of a plan's journal, which may not be there yet; of a link, what it leads to."""
    file = folder.path / JOURNAL_NAME
    return real_path(file) if file.is_symlink() else file


def _refuse_unwritable(file: Path) -> None:
    if file.is_dir():
        raise BptipError(f'"{file}" is a folder, where the journal should be.')
    if file.suffix.lower() != EXTENSION:
        raise BptipError(f'The journal is a link to "{file}", which is no {EXTENSION} file.')
    if not file.parent.is_dir():
        raise BptipError(f'The journal "{file}" can\'t be written: there is no such folder.')
    for place in (file, file.parent):
        if place.exists() and not _writable(place):
            raise BptipError(f'"{place}" is read-only, so nothing was written.')


def _writable(place: Path) -> bool:
    """Whether a place may be written to; what is marked read-only may not, even by its owner."""
    return bool(place.stat().st_mode & 0o222) and os.access(place, os.W_OK)


def _content(file: Path) -> bytes | None:
    try:
        return plan_content(file)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BptipError(f'"{file}" can\'t be read: {error.strerror}.') from error


def _refuse_changed(file: Path, before: bytes | None, now: bytes | None) -> None:
    if before != now:
        raise BptipError(
            f'Somebody else has written to "{file}" in the meantime; nothing was written.',
            "Look again, and say it again if it still holds.",
        )


def _write(file: Path, content: bytes) -> None:
    sweep(file)
    try:
        put_in_place(file, content)
    except OSError as error:
        raise cannot_write(file, error) from error


def _checked(
    folder: PlanFolder,
    file: Path,
    raw: bytes | None,
    content: bytes,
    added: tuple[Update, ...],
    here: Path,
) -> tuple[Update, ...]:
    """The updates above the added ones that count; raises BptipError where there is any fault.

    Only the new content is parsed, since a large journal takes most of a run's time. That is
    enough: if the last of its updates are the added ones, nothing above reaches into them.
    """
    loaded = journal_of(file, content)
    journal = loaded.value
    many = len(journal.entries) - len(added) if journal else -1
    if journal is None or tuple(e.update for e in journal.entries[max(0, many) :]) != added:
        raise _broken(file, raw, here) or _inline(file)
    context = context_of(folder.versions, journal.entries, journal.faulty_ids)
    sound = checked_journal(context)
    faults = [
        *other_plan(journal.plan, folder.plan_id, key=("plan",)),
        *journal.faults,
        *sound.faults,
        *(fault for _, fault in bad_evidence(context)),
    ]
    if faults:
        first_added = journal.entries[many].place if added else len(journal.entries)
        raise _refused(file, loaded.text, faults, first_added, here)
    return sound.updates[:many]


def _broken(file: Path, raw: bytes | None, here: Path) -> BptipError | None:
    """That the journal as it stands is none; None where it is one."""
    loaded = load_journal(file) if raw is None else journal_of(file, raw)
    return _has_errors(file, loaded.text, loaded.faults, here) if loaded.faults else None


def _inline(file: Path) -> BptipError:
    """That the updates are written in a form to which no block can be added."""
    return BptipError(
        f'"{file}" has its updates in one inline list (update = [ … ]), '
        "to which nothing can be added.",
        "Write each of them as a block of its own, under [[update]].",
    )


def _refused(
    file: Path, text: str | None, faults: Sequence[Fault], first_added: int, here: Path
) -> BptipError:
    above = [fault for fault in faults if not _within(fault, first_added)]
    if above:
        return _has_errors(file, text, above, here)
    return BptipError(
        "Nothing was written: " + faults[0].message,
        *((each.hint or "") for each in faults[:1]),
        *(fault.message for fault in faults[1:]),
    )


def _within(fault: Fault, first_added: int) -> bool:
    """Whether a fault is in one of the updates that were to be added."""
    return len(fault.path) > 1 and fault.path[0] == "update" and int(fault.path[1]) >= first_added


def _has_errors(file: Path, text: str | None, faults: Sequence[Fault], here: Path) -> BptipError:
    """That the journal has errors, the first of them with their places."""
    problems = located(file, text, faults, here)
    return refusal("The journal", problems, "nothing was written to it", "bptip check")
