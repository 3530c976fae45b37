"""Appends blocks to a journal; no block above them changes.

A write holds the plan's lock, checks the whole new content by the rules of `check`, and replaces
the file in one step. If the journal or a new block has an error, nothing is written.

At the instant of replacing, Git may write too, or somebody may delete the lock. So a write checks
the file afterwards: if another program may have written at that instant, the journal is read again
and missing blocks are written again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bptip.files.journal.blocks import heading, with_entries
from bptip.files.journal.git_state import GitState, git_state
from bptip.files.journal.git_working_tree import Attempts
from bptip.files.journal.lock import Tell, quiet
from bptip.files.journal.sole_writer import Turn, sole_writer
from bptip.files.reading.contents import EXTENSION, plan_content, real_path
from bptip.files.reading.loading import Journal, ParsedFile, journal_of
from bptip.files.reading.locating import located
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.files.writing import cannot_write, prepared, refuse_read_only, refuse_too_large
from bptip.plan.errors import BptipError, BrokenFileError, ConflictError, RefusedError
from bptip.plan.journal import NO_RETURNS, Returns, Update
from bptip.problems.fault import Fault
from bptip.problems.folder import other_plan
from bptip.problems.journal.by_itself import bad_evidence
from bptip.problems.journal.checked import checked_journal
from bptip.problems.notices import refusal
from bptip.recording.refusals import refuse_nothing_to_keep, refuse_second_retraction
from bptip.recording.statements import Statement
from bptip.recording.union import Conflict
from bptip.recording.update_ids import Stamps, latest_id, new_ids

if TYPE_CHECKING:
    from bptip.files.journal.copies import Copy


class Recorded(NamedTuple):
    """The updates that were in a journal, the updates written to it, the file, and its returns."""

    above: tuple[Update, ...]
    added: tuple[Update, ...]
    file: Path
    returns: Returns = NO_RETURNS


class Base(NamedTuple):
    """A journal as the user saw it: its content, its updates and its returns."""

    raw: bytes | None
    updates: tuple[Update, ...]
    returns: Returns = NO_RETURNS


class Taken(NamedTuple):
    """The outcome of taking in a copy: what was recorded, and how many updates were already known.

    `redacted` are the updates that only the copy had redacted; `returns` are the numbers of rounds
    and of receipts taken in. With `conflicts`, nothing was taken in.
    """

    recorded: Recorded | None
    known: int
    conflicts: tuple[Conflict[Update], ...] = ()
    redacted: tuple[Update, ...] = ()
    returns: tuple[int, int] = (0, 0)
    is_changed: bool = False


class OpenJournal(NamedTuple):
    """A plan's journal while it is written to: its file, and the file's content if it exists."""

    plan: StoredPlan
    file: Path
    raw: bytes | None
    here: Path
    git: GitState
    turn: Turn | None
    attempts: Attempts

    @property
    def is_ours(self) -> bool:
        """True if no other bptip writes now, and no Git command is running or unfinished.

        False in a dry run, which takes no lock.
        """
        return self.turn is not None and self.turn.is_ours and self.git.under_way is None

    @property
    def above(self) -> bytes:
        """The content above new blocks: the file's content, or the heading of a new journal."""
        return heading(self.plan.id) if self.raw is None else self.raw

    @property
    def parsed(self) -> ParsedFile[Journal]:
        """The parsed journal; the plan's own copy is used if the file is still the same."""
        read = self.plan.journal_file
        if read is not None and read.text is not None and read.text.encode() == self.raw:
            return read
        return journal_of(self.file, self.raw or b"", self.plan.spellings)

    def content(self) -> Journal:
        """Returns the content of the journal; raises BptipError if it cannot be read."""
        parsed = self.parsed
        if parsed.value is None:
            raise self.has_errors(parsed, parsed.faults)
        return parsed.value

    def has_errors(self, parsed: ParsedFile[Journal], faults: Sequence[Fault]) -> BptipError:
        """Returns the refusal of a journal with errors, with the places of the first ones."""
        problems = located(parsed, self.here, faults)
        return refusal("The journal", problems, "nothing was written to it", "bptip check")


def append(
    plan: StoredPlan,
    statements: Sequence[Statement],
    stamps: Stamps,
    here: Path,
    *,
    dry_run: bool = False,
    base: Base | None = None,
    tell: Tell = quiet,
) -> Recorded:
    """Appends an update for each statement to a journal; makes the journal if it is missing.

    A dry run does everything except writing. With a `base`, the journal must still be the same.
    `tell` gets a line about each long wait. Raises BptipError if the write is refused; then nothing
    was written.
    """
    recorded, attempts = None, Attempts(tell)
    while True:
        with opened(plan, here, attempts, dry_run=dry_run) as journal:
            if recorded is not None and _has_all(journal, recorded.added):
                return recorded
            journal.git.refuse_under_way()
            if base is not None:
                _refuse_changed(journal.file, base.raw, journal.raw)
            latest = latest_id((journal.raw or b"").decode("utf-8", "replace"))
            moment = stamps.clock()
            ids = new_ids(len(statements), moment, stamps.chance, latest)
            added = tuple(
                Update(id=update_id, recorded=moment, **statement._asdict())
                for update_id, statement in zip(ids, statements, strict=True)
            )
            content = with_entries(journal.above, added)
            updates, returns = checked(journal, content, added)
            recorded = Recorded(updates, added, journal.file, returns)
            for update in added:
                if update.retracts is not None:
                    refuse_second_retraction(update.retracts, recorded.above)
                elif update.is_nil:
                    refuse_nothing_to_keep(update, recorded.above)
            if dry_run or try_to_replace(journal, content, tell):
                return recorded


def take_in(
    plan: StoredPlan, copy: Copy, here: Path, *, dry_run: bool = False, tell: Tell = quiet
) -> Taken:
    """Appends the updates that a copy has and the journal lacks.

    If there is no journal yet, the copy becomes the journal. A dry run does everything except
    writing. Conflicts are returned, and a refusal raises BptipError: then nothing is written.
    """
    from bptip.files.journal.uniting import united

    taken, attempts = None, Attempts(tell)
    while True:
        with opened(plan, here, attempts, dry_run=dry_run) as journal:
            journal.git.refuse_under_way()
            ours = () if journal.raw is None else journal.content().updates
            merged = united(journal.raw, ours, copy)
            if merged.conflicts:
                return Taken(None, merged.known, merged.conflicts)
            if taken is not None and merged.content == journal.raw:
                return taken
            above, returns = checked(journal, merged.content, merged.added)
            if not _is_there(merged.replaced, above):
                raise inline(journal.file)
            recorded = Recorded(above, merged.added, journal.file, returns)
            texts_shown = {each.update.id for each in ours if each.update.redacted is None}
            redacted = tuple(
                update
                for update in merged.replaced
                if update.redacted is not None and update.id in texts_shown
            )
            known = merged.known + len(merged.replaced) - len(redacted)
            is_changed = merged.content != journal.raw
            taken = Taken(recorded, known, (), redacted, merged.returns, is_changed)
            if dry_run or try_to_replace(journal, merged.content, tell):
                return taken


def _is_there(replaced: Sequence[Update], updates: Sequence[Update]) -> bool:
    """True if a journal has the updates that should have replaced others."""
    there = {(update.id, update.recorded, update.redacted) for update in updates}
    return all((each.id, each.recorded, each.redacted) in there for each in replaced)


def look(plan: StoredPlan, here: Path) -> Base:
    """Returns a journal as it is now; raises BptipError if a write to it would be refused."""
    with opened(plan, here, Attempts(quiet), dry_run=True) as journal:
        journal.git.refuse_under_way()
        return Base(journal.raw, *checked(journal, journal.above, ()))


@contextmanager
def opened(
    plan: StoredPlan, here: Path, attempts: Attempts, *, dry_run: bool
) -> Iterator[OpenJournal]:
    """Gives the open journal, and locks out other writers except in a dry run."""
    with attempts.attempt() as tell:
        file = journal_file(plan)
        _refuse_unwritable(file, is_linked=plan.journal_paths[0].is_symlink())
        if dry_run:
            git = git_state(file.parent)
            git.wait(tell)
            yield OpenJournal(plan, file, _content(file), here, git, None, attempts)
            return
        with sole_writer(file.parent, tell, _model(plan, file)) as turn:
            yield OpenJournal(plan, file, _content(file), here, turn.git, turn, attempts)


def _model(plan: StoredPlan, file: Path) -> Path:
    """Returns the file whose rights the lock and a new journal copy: the journal, or a version."""
    return file if file.exists() else plan.version_files[0].file


def _has_all(journal: OpenJournal, updates: Sequence[Update]) -> bool:
    """True if the journal already has these updates, because an earlier attempt wrote them."""
    return all(update.id.encode() in (journal.raw or b"") for update in updates)


def journal_file(plan: StoredPlan) -> Path:
    """Returns the file of a plan's journal, which may not exist yet, with links followed."""
    file, *twins = plan.journal_paths
    if twins:
        raise RefusedError(
            f'"{file}" and "{twins[0]}" differ only by case; nothing was written.',
            "Rename one of them; then `bptip check` shows what only that file has.",
        )
    return real_path(file) if file.is_symlink() else file


def _refuse_unwritable(file: Path, *, is_linked: bool) -> None:
    if file.is_dir():
        raise RefusedError(f'"{file}" is a folder, but should be the journal.')
    if file.suffix.lower() != EXTENSION:
        raise RefusedError(f'The journal is a link to "{file}", which is not a {EXTENSION} file.')
    if not file.parent.is_dir():
        raise RefusedError(f'The journal "{file}" cannot be written: its folder does not exist.')
    if is_linked and not os.path.lexists(file):
        raise BrokenFileError(
            f'The journal is a link to "{file}", which does not exist.',
            "Connect the disk or network folder that contains it, or remove the link. A new "
            "journal would lack the updates of the linked one.",
        )
    refuse_read_only(file)


def _content(file: Path) -> bytes | None:
    try:
        return plan_content(file)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BrokenFileError(f'"{file}" cannot be read: {error.strerror}.') from error


def _refuse_changed(file: Path, before: bytes | None, now: bytes | None) -> None:
    if before != now:
        raise ConflictError(
            f'Somebody else changed "{file}" while this command was running; nothing was written.',
            "Look at the journal again (bptip log), then repeat the command if you still want it.",
        )


def try_to_replace(journal: OpenJournal, content: bytes, tell: Tell) -> bool:
    """Replaces the journal's file; returns False if another process may have written just then.

    The journal must then be read again. Raises BptipError if somebody has saved it since it was
    read, or if it cannot be written.
    """
    if content == journal.raw:
        return True
    refuse_too_large(journal.file, content)
    try:
        with prepared(journal.file, content, like=_model(journal.plan, journal.file)) as new:
            if not journal.is_ours:
                return False
            # Editors ignore the lock: a text saved in an editor since must not be overwritten.
            _refuse_changed(journal.file, journal.raw, _content(journal.file))
            new.move(replace=True)
            if not journal.attempts.stays(new, journal.git, lambda: journal.is_ours):
                return False
    except OSError as error:
        raise cannot_write(journal.file, error) from error
    if journal.turn is not None and journal.turn.lock.is_new:
        from bptip.files.journal.git_ignored import ignore_notices

        for notice in ignore_notices(journal.plan.folder.path.parent, journal.here):
            tell(notice)
    return True


def checked(
    journal: OpenJournal, content: bytes, added: tuple[Update, ...]
) -> tuple[tuple[Update, ...], Returns]:
    """Returns the counted updates above the added ones, and the rounds with their receipts.

    Raises BptipError for any fault.

    Only the new content is parsed, since parsing a large journal takes most of a run's time. This
    suffices: if its last updates are the added ones, no unclosed text above contains them.
    """
    file, spellings = journal.file, journal.plan.spellings
    is_new = content != journal.raw
    parsed = journal_of(file, content, spellings) if is_new else journal.parsed
    written = parsed.value
    first_added = len(written.updates) - len(added) if written else -1
    if written is None or _last_updates(written, first_added) != added:
        raise _broken(journal) or inline(file)
    context = written.context(journal.plan.versions)
    judged = checked_journal(context)
    faults = [
        *other_plan(written.plan, journal.plan.id, key=("plan",)),
        *written.faults,
        *judged.faults,
        *(fault for _, fault in bad_evidence(context)),
    ]
    if faults:
        place = written.updates[first_added].place if added else None
        raise _refused(journal, parsed, faults, place)
    return judged.updates[:first_added], written.returns


def _last_updates(written: Journal, first: int) -> tuple[Update, ...]:
    """Returns the updates of a journal from an index on."""
    return tuple(placed.update for placed in written.updates[max(0, first) :])


def _broken(journal: OpenJournal) -> BptipError | None:
    """Returns the error for a journal that already had errors; None if it had none."""
    if journal.raw is None:
        return None
    parsed = journal.parsed
    return journal.has_errors(parsed, parsed.faults) if parsed.faults else None


def inline(file: Path) -> BptipError:
    """Returns the error for a journal with an inline list, to which no block can be added."""
    return BrokenFileError(
        f'"{file}" has its updates in one inline list (update = [ … ]). '
        "bptip cannot add an update to such a list.",
        "Write each update as a separate block, under [[update]].",
    )


def _refused(
    journal: OpenJournal,
    parsed: ParsedFile[Journal],
    faults: Sequence[Fault],
    first_added: int | None,
) -> BptipError:
    """Returns the error for the faults in the journal; if it has none, for those of new updates."""
    above = [fault for fault in faults if first_added is None or not _is_within(fault, first_added)]
    if above:
        return journal.has_errors(parsed, above)
    return RefusedError(
        "Nothing was written: " + faults[0].message,
        faults[0].hint or "",
        *(fault.message for fault in faults[1:]),
    )


def _is_within(fault: Fault, first_added: int) -> bool:
    """True if a fault is in one of the new updates."""
    return len(fault.path) > 1 and fault.path[0] == "update" and int(fault.path[1]) >= first_added
