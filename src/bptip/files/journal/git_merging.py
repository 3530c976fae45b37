"""Two commits' journals made one, as Git's merge driver: the union, written where Git looks for it.

Where they say different things under one id, or one of them can't be read, what is left is a file
that no program takes for a journal, with both between Git's own marks, for a person to settle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from bptip.files.reading.contents import content_of
from bptip.files.reading.loading import journal_of
from bptip.files.reading.source import JournalText, in_lines, journal_text, same_text
from bptip.files.writing import write_file
from bptip.plan.vocabulary import count
from bptip.recording.union import Union, union

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bptip.plan.model import Update


class CommitJournal(NamedTuple):
    """A commit's journal: its plan, its text, and what each block says, by its id.

    An update with faults says what its keys are; one without an id goes by its text.
    """

    plan: str
    text: JournalText
    said: tuple[tuple[str, Update | dict[str, Any]], ...]


class Outcome(NamedTuple):
    """Whether the merge is clean, and what a person must be told."""

    clean: bool
    notices: tuple[str, ...]


def merge_for_git(base: Path, ours: Path, theirs: Path) -> Outcome:
    """Write the union of two journals into the file of ours; `base` is what both come from."""
    here, there = content_of(ours), content_of(theirs)
    sides = [_side(ours, here), _side(theirs, there)]
    one, other = sides
    if one is None or other is None:
        whose = "ours" if one is None else "theirs"
        return _whole(ours, here, there, f"the journal of {whose} can't be read")
    if one.plan != other.plan:
        plans = f"one is of the plan {one.plan}, the other of {other.plan}"
        return _whole(ours, here, there, f"these are journals of two plans: {plans}")
    before = _side(base, content_of(base))
    found = union(one.said, other.said)
    merged = _with_comments(one, other, before, found)
    new = [other.text.blocks[place] for place in found.new]
    write_file(ours, _marked(merged, one, other, found).with_more(new).whole(), replace=True)
    notices = [*_conflicts(other, found), *_restored(one, other, before)]
    return Outcome(not found.conflicts, tuple(notices))


def _side(file: Path, raw: bytes) -> CommitJournal | None:
    """A journal that can be read, whatever faults its updates have; None for any other file."""
    journal = journal_of(file, raw).value
    if journal is None:
        return None
    text = journal_text(raw)
    sound = {entry.place: entry.update for entry in journal.entries}
    if len(text.blocks) < len(sound):
        return None  # one inline list, which has no blocks
    said = tuple(_said(block, sound.get(place)) for place, block in enumerate(text.blocks))
    return CommitJournal(journal.plan, text, said)


def _said(block: str, update: Update | None) -> tuple[str, Update | dict[str, Any]]:
    if update is not None:
        return update.id, update
    (stated,) = tomli.loads(block)["update"]
    return str(stated.get("id", in_lines(block, "\n"))), stated


def _with_comments(
    one: CommitJournal, other: CommitJournal, before: CommitJournal | None, found: Union
) -> JournalText:
    """Our text, with a head or a block as they wrote it where only they have rewritten it."""
    if before is None:
        return one.text
    old = _texts(before)
    theirs = {other.said[place][0]: other.text.blocks[place] for place in found.there}
    blocks = [
        _rewritten(block, theirs.get(name), old.get(name), one.text.newline)
        for (name, _), block in zip(one.said, one.text.blocks, strict=True)
    ]
    head = _rewritten(one.text.head, other.text.head, before.text.head, one.text.newline)
    return JournalText(one.text.mark, head, tuple(blocks))


def _rewritten(ours: str, theirs: str | None, old: str | None, newline: str) -> str:
    if theirs is None or old is None or not same_text(ours, old) or same_text(ours, theirs):
        return ours
    return in_lines(theirs, newline) + ours[len(ours.rstrip()) :]


def _texts(side: CommitJournal) -> dict[str, str]:
    return {name: block for (name, _), block in zip(side.said, side.text.blocks, strict=True)}


def _marked(
    merged: JournalText, one: CommitJournal, other: CommitJournal, found: Union
) -> JournalText:
    """The text with each block that is in conflict beside theirs, between Git's marks."""
    theirs = {other.said[place][0]: other.text.blocks[place] for place in found.conflicts}
    newline, blocks = merged.newline, []
    for (name, _), block in zip(one.said, merged.blocks, strict=True):
        if name in theirs:
            blocks.append(_between_marks(block, theirs.pop(name), newline))
        else:
            blocks.append(block)
    return JournalText(merged.mark, merged.head, tuple(blocks))


def _between_marks(ours: str, theirs: str, newline: str) -> str:
    one, other = in_lines(ours, newline), in_lines(theirs, newline)
    return newline.join(("<<<<<<< ours", one, "=======", other, ">>>>>>> theirs", "", ""))


def _whole(file: Path, ours: bytes, theirs: bytes, why: str) -> Outcome:
    """Both files between the marks, since nothing in them can be told apart."""
    parts = (b"<<<<<<< ours", ours.rstrip(), b"=======", theirs.rstrip(), b">>>>>>> theirs", b"")
    write_file(file, b"\n".join(parts), replace=True)
    told = (
        f"bptip: {why}, so both stand whole between the marks.",
        (
            "  Undo this (git merge --abort, git rebase --abort), mend that journal, and pull "
            "again; `bptip check` says what is wrong in it."
        ),
    )
    return Outcome(clean=False, notices=told)


def _conflicts(other: CommitJournal, found: Union) -> list[str]:
    names = [other.said[place][0] for place in found.conflicts]
    if not names:
        return []
    return [
        (
            f"bptip: {count(len(names), 'update')} with one id and different values: "
            f"{', '.join(names[:12])}."
        ),
        (
            "  Both stand between the marks in the journal. Keep the one that is right, or give "
            "one an id of its own; take the marks out, then: bptip check, git add."
        ),
    ]


def _restored(one: CommitJournal, other: CommitJournal, before: CommitJournal | None) -> list[str]:
    """That an update which one side deleted by hand stays, since the other has it."""
    if before is None:
        return []
    sides: Sequence[set[str]] = [{name for name, _ in each.said} for each in (one, other)]
    gone = [name for name, _ in before.said if (name in sides[0]) != (name in sides[1])]
    if not gone:
        return []
    return [
        f"bptip: {count(len(gone), 'update')} deleted on one side stays: {', '.join(gone[:12])}.",
        "  A journal loses nothing; to take an update back: bptip retract.",
    ]
