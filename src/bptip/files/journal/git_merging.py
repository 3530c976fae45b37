"""Git's merge driver: writes the union of two commits' journals where Git expects it.

If the two journals have different values under one id, or one cannot be read, the result has both
texts between Git's conflict marks, for a person to settle, and no program can read it as a journal.
The driver writes such a file first. So a driver that fails or is killed leaves a visible conflict,
not the journal of ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from itertools import count as count_from
from pathlib import Path
from typing import Any, Final, NamedTuple

from bptip.files.journal.block_keys import block_of
from bptip.files.journal.blocks import (
    copied,
    in_lines,
    in_place_of,
    is_same_block,
    keys_in,
    line_end,
    with_blocks,
)
from bptip.files.journal.lock import Tell, locked, quiet
from bptip.files.reading.contents import MAX_PLAN_BYTES, content_of
from bptip.files.reading.journal_text import KINDS, JournalText, journal_text
from bptip.files.reading.loading import journal_of
from bptip.files.writing import write_file
from bptip.plan.duplicates import redacted_under_two_ids
from bptip.plan.errors import BptipError
from bptip.plan.journal import Update
from bptip.plan.vocabulary import count, listing
from bptip.recording.union import union

LOCK_WAIT: Final = 10.0
"""Maximum wait for another writer of the journal (seconds): a write takes less than a second."""

IDS_SHOWN: Final = 12
"""Maximum number of ids in a notice."""

_MAXIMUM: Final = f"{MAX_PLAN_BYTES // 1_000_000} MB"


class BlockName(NamedTuple):
    """The kind of a block (update, round or receipt) and its id; without an id, its text."""

    kind: str
    id: str

    def __str__(self) -> str:
        """Returns the name in a notice."""
        return self.id if self.kind == UPDATE else f"{self.kind} {self.id}"


UPDATE: Final = "update"
"""The kind of block that a notice shows by its id alone."""


class CommitJournal(NamedTuple):
    """A commit's journal: its plan, its text, and the name and value of each block.

    The value of a well-formed update is an Update; the value of any other block is its keys.
    """

    plan: str
    text: JournalText
    statements: tuple[tuple[BlockName, Update | dict[str, Any]], ...]

    @property
    def names(self) -> list[BlockName]:
        """The names of the blocks, in order."""
        return [name for name, _ in self.statements]

    @property
    def updates(self) -> list[Update]:
        """The well-formed updates, in order."""
        return [value for _, value in self.statements if isinstance(value, Update)]

    def texts(self, places: Iterable[int]) -> dict[BlockName, str]:
        """Returns the text of the blocks at these places, by name."""
        names = self.names
        return {names[place]: self.text.blocks[place] for place in places}


class Outcome(NamedTuple):
    """The outcome of a merge: whether it is clean, and what the user must know."""

    is_clean: bool
    notices: tuple[str, ...]


def merge_for_git(
    base: Path, ours: Path, theirs: Path, *, journal: Path | None = None, tell: Tell = quiet
) -> Outcome:
    """Writes the union of two journals into the file of ours; `base` is their common ancestor.

    `journal` is the path of the merged journal in the working tree: its lock is held meanwhile.
    """
    with ExitStack() as held:
        # Git holds its own lock, which writers respect, so the merge continues without ours.
        if journal is not None and journal.parent.is_dir():
            with suppress(BptipError):
                held.enter_context(locked(journal.parent, LOCK_WAIT, tell, journal))
        our_raw, their_raw = _side(ours), _side(theirs)
        write_file(ours, _both(our_raw, their_raw), replace=True)
        merged, outcome = _merged(our_raw, their_raw, _commit_journal(_side(base)))
        if merged is not None:
            write_file(ours, merged, replace=True)
    return outcome


def _side(file: Path) -> bytes:
    """Returns a commit's journal, of any size; if unreadable, a TOML comment with the reason."""
    size = file.stat().st_size if file.is_file() else 0
    try:
        return content_of(file, max(size, MAX_PLAN_BYTES))
    except OSError as error:
        return f"# bptip could not read this side: {error.strerror}\n".encode()


def _merged(
    our_raw: bytes, their_raw: bytes, ancestor: CommitJournal | None
) -> tuple[bytes | None, Outcome]:
    """Returns the union of two journals (None if they cannot be compared) and the outcome."""
    our_journal, their_journal = _commit_journal(our_raw), _commit_journal(their_raw)
    for whose, raw, read in (("ours", our_raw, our_journal), ("theirs", their_raw, their_journal)):
        if len(raw) > MAX_PLAN_BYTES:
            return None, _both_kept(f"the journal of {whose} is larger than {_MAXIMUM}")
        if read is None:
            return None, _both_kept(f"the journal of {whose} cannot be read")
    assert our_journal is not None
    assert their_journal is not None
    if our_journal.plan != their_journal.plan:
        plans = f"{our_journal.plan} and {their_journal.plan}"
        return None, _both_kept(f"these are journals of two plans, {plans}")
    if names := redacted_under_two_ids(our_journal.updates, their_journal.updates):
        return None, _both_kept(f"{names[1]} has the texts of {names[0]}, which was redacted")
    combined = union(our_journal.statements, their_journal.statements)
    text = our_journal.text
    if ancestor is not None:
        ours = dict(our_journal.statements)
        theirs = their_journal.statements
        same = [place for place in combined.known if ours.get(theirs[place][0]) == theirs[place][1]]
        text = _with_rewritten(our_journal, their_journal, ancestor, same)
    text = _with_replaced(text, our_journal, their_journal, combined.replaced)
    marked = _with_marks(text, our_journal.names, their_journal.texts(combined.conflicts))
    new = [copied(their_journal.text.blocks[place]) for place in combined.new]
    merged = with_blocks(marked.whole(), new)
    if len(merged) > MAX_PLAN_BYTES:
        return None, _both_kept(f"together, the journals are larger than {_MAXIMUM}")
    conflicts = list(their_journal.texts(combined.conflicts))
    deleted = _deleted_once(our_journal, their_journal, ancestor)
    notices = (*_conflict_notices(conflicts), *_deleted_notices(deleted))
    return merged, Outcome(not conflicts, notices)


def _commit_journal(raw: bytes) -> CommitJournal | None:
    """Returns a journal, even if its updates have faults; None if it cannot be read by blocks."""
    journal = journal_of(Path(), raw).value if len(raw) <= MAX_PLAN_BYTES else None
    if journal is None:
        return None
    text = journal_text(raw)
    sound = {entry.place: entry.update for entry in journal.updates}
    if len(text.of_kind(UPDATE)) < len(sound) or not text.is_regular:
        return None  # one inline list, which has no blocks, or blocks that cannot be moved
    updates = count_from(0)
    statements = tuple(
        _statement(block, kind, sound.get(next(updates)) if kind == UPDATE else None)
        for block, kind in zip(text.blocks, text.kinds, strict=True)
    )
    return CommitJournal(journal.plan, text, statements)


def _statement(
    block: str, kind: str, update: Update | None
) -> tuple[BlockName, Update | dict[str, Any]]:
    """Returns the name and the value of a block; parses it unless a well-formed update is given."""
    if update is not None:
        return BlockName(kind, update.id), update
    name, stated = keys_in(block, kind)
    return BlockName(kind, name), stated


def _with_replaced(
    text: JournalText,
    ours: CommitJournal,
    theirs: CommitJournal,
    replaced: Mapping[int, Update | dict[str, Any]],
) -> JournalText:
    """Returns our text with the winning blocks: those that were redacted, or recorded earlier."""
    newline = line_end(text.whole()).decode()
    texts: dict[int, str] = {}
    for place, winner in replaced.items():
        name = theirs.names[place]
        for our_place, (our_name, our_value) in enumerate(ours.statements):
            if our_name == name:
                block = text.blocks[our_place]
                sides = (
                    (our_value, block),
                    (theirs.statements[place][1], theirs.text.blocks[place]),
                )
                texts[our_place] = in_place_of(block, block_of(winner, sides), newline)
    return text.with_blocks_replaced(texts)


def _with_rewritten(
    ours: CommitJournal, theirs: CommitJournal, ancestor: CommitJournal, known: Iterable[int]
) -> JournalText:
    """Returns our text; if only their side changed the head or a block, with their form of it."""
    newline = line_end(ours.text.whole()).decode()
    old = ancestor.texts(range(len(ancestor.names)))
    rewritten = theirs.texts(known)
    blocks = [
        _rewritten(block, rewritten.get(name), old.get(name), newline)
        for name, block in zip(ours.names, ours.text.blocks, strict=True)
    ]
    head = _rewritten(ours.text.head, theirs.text.head, ancestor.text.head, newline)
    return ours.text._replace(head=head, blocks=tuple(blocks))


def _rewritten(ours: str, theirs: str | None, old: str | None, newline: str) -> str:
    """Returns their text if only they changed it, with our trailing blank lines; else our text."""
    if theirs is None or old is None or not is_same_block(ours, old) or is_same_block(ours, theirs):
        return ours
    return in_place_of(ours, theirs, newline)


def _with_marks(
    text: JournalText, names: Iterable[BlockName], theirs: dict[BlockName, str]
) -> JournalText:
    """Returns the text with each block in conflict beside theirs, between Git's marks."""
    newline = line_end(text.whole()).decode()
    blocks = [
        _between_marks(block, theirs.pop(name), newline) if name in theirs else block
        for name, block in zip(names, text.blocks, strict=True)
    ]
    return text._replace(blocks=tuple(blocks))


def _between_marks(ours: str, theirs: str, newline: str) -> str:
    our_lines, their_lines = in_lines(ours, newline), in_lines(theirs, newline)
    marked = ("<<<<<<< ours", our_lines, "=======", their_lines, ">>>>>>> theirs", "", "")
    return newline.join(marked)


def _both(ours: bytes, theirs: bytes) -> bytes:
    """Returns both whole files between Git's marks."""
    parts = (b"<<<<<<< ours", ours.rstrip(), b"=======", theirs.rstrip(), b">>>>>>> theirs", b"")
    return b"\n".join(parts)


def _both_kept(why: str) -> Outcome:
    """Returns the outcome of journals whose blocks cannot be compared."""
    notices = (
        f"bptip: {why}, so the file now contains both journals between Git's marks.",
        (
            "  Undo the merge (git merge --abort or git rebase --abort), correct that journal "
            "(`bptip check` shows its errors), and pull again."
        ),
    )
    return Outcome(is_clean=False, notices=notices)


def _conflict_notices(names: list[BlockName]) -> tuple[str, ...]:
    """Returns the notice of blocks in conflict, with instructions."""
    if not names:
        return ()
    numbers = Counter(name.kind for name in names)
    blocks = listing([count(numbers[kind], kind) for kind in KINDS if kind in numbers])
    return (
        f"bptip: {blocks} with one id and different values: {_listed(names)}.",
        (
            "  Both texts are in the journal, between Git's marks. Keep the right one, or give one "
            "of them another id. Delete the marks, then type: bptip check, git add."
        ),
    )


def _deleted_once(
    ours: CommitJournal, theirs: CommitJournal, ancestor: CommitJournal | None
) -> list[BlockName]:
    """Returns the names of blocks that one side deleted by hand and the other kept."""
    if ancestor is None:
        return []
    kept, other_kept = set(ours.names), set(theirs.names)
    return [each for each in ancestor.names if (each in kept) != (each in other_kept)]


def _deleted_notices(names: list[BlockName]) -> tuple[str, ...]:
    """Returns the notice that deleted blocks are kept, with the command that retracts an update."""
    if not names:
        return ()
    is_update = any(name.kind == UPDATE for name in names)
    return (
        f"bptip: deleted on one side, but kept: {_listed(names)}.",
        "  A journal never loses an entry." + " To take an update back: bptip retract." * is_update,
    )


def _listed(names: list[BlockName]) -> str:
    return ", ".join(map(str, names[:IDS_SHOWN]))
