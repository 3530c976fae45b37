"""Unites a journal with another copy of it, as text: adds and replaces blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from bptip.files.journal.block_keys import block_of
from bptip.files.journal.blocks import copied, in_place_of, keys_in, line_end, with_blocks
from bptip.files.journal.copies import Copy
from bptip.files.reading.journal_text import JournalText, journal_text
from bptip.plan.duplicates import redacted_under_two_ids
from bptip.plan.errors import ConflictError
from bptip.plan.journal import Update
from bptip.problems.journal.context import PlacedUpdate
from bptip.recording.union import Conflict, union

RETURNS: Final = ("round", "receipt")
"""The kinds of block that are not updates."""


class United(NamedTuple):
    """A union: its content, the added and replaced updates, and the number of known updates.

    `returns` are the numbers of rounds and of receipts added. With `conflicts`, the content is
    empty.
    """

    content: bytes
    added: tuple[Update, ...]
    replaced: tuple[Update, ...]
    known: int
    returns: tuple[int, int]
    conflicts: tuple[Conflict[Update], ...] = ()


def united(raw: bytes | None, ours: Sequence[PlacedUpdate], copy: Copy) -> United:
    """Returns the union of a journal's content and a copy; without a journal, the copy itself.

    Raises BptipError if the two have different values for a round or a receipt, or a redacted
    update under two ids.
    """
    theirs = journal_text(copy.raw)
    if raw is None:
        counts = (theirs.kinds.count("round"), theirs.kinds.count("receipt"))
        return United(copy.raw, tuple(each.update for each in copy.entries), (), 0, counts)
    our_updates = [entry.update for entry in ours]
    their_updates = [entry.update for entry in copy.entries]
    if names := redacted_under_two_ids(our_updates, their_updates):
        raise ConflictError(
            f"The updates {names[0]} and {names[1]} say the same, and {names[0]} was redacted; "
            "nothing was written.",
            f"If an id was edited, delete the block {names[1]}: it still has the texts.",
            "If these are two statements, change `recorded` of one of them by a second.",
        )
    combined = union(
        [(update.id, update) for update in our_updates],
        [(update.id, update) for update in their_updates],
    )
    if combined.conflicts:
        conflicts = tuple(combined.conflicts.values())
        return United(b"", (), (), len(combined.known), (0, 0), conflicts)
    text = journal_text(raw)
    blocks = theirs.of_kind("update")
    entries = [copy.entries[place] for place in combined.new]
    new = [copied(blocks[entry.place]) for entry in entries]
    texts: dict[int, str] = {}
    for place, winner in combined.replaced.items():
        entry = copy.entries[place]
        theirs_said = (entry.update, blocks[entry.place])
        texts |= dict(_replacements(text, ours, winner, theirs_said))
    returns = [_new_returns(kind, text, theirs) for kind in RETURNS]
    above = text.with_blocks_replaced(texts).whole()
    # Updates come last, where `checked` looks for them.
    return United(
        content=with_blocks(above, [*map(copied, chain(*returns)), *new]),
        added=tuple(entry.update for entry in entries),
        replaced=tuple(combined.replaced.values()),
        known=len(combined.known),
        returns=(len(returns[0]), len(returns[1])),
    )


def _replacements(
    text: JournalText, ours: Sequence[PlacedUpdate], winner: Update, theirs: tuple[Update, str]
) -> Iterator[tuple[int, str]]:
    """Yields the index of each of our blocks with the winner's id, and the winner's text for it."""
    newline = line_end(text.whole()).decode()
    places = [place for place, kind in enumerate(text.kinds) if kind == "update"]
    for entry in ours:
        if entry.update.id == winner.id:
            block = text.blocks[places[entry.place]]
            chosen = block_of(winner, [(entry.update, block), theirs])
            yield places[entry.place], in_place_of(block, chosen, newline)


def _new_returns(kind: str, ours: JournalText, theirs: JournalText) -> list[str]:
    """Returns the blocks of the rounds or receipts that only the copy has."""
    blocks = theirs.of_kind(kind)
    combined = union(
        [keys_in(block, kind) for block in ours.of_kind(kind)],
        [keys_in(block, kind) for block in blocks],
    )
    for conflict in combined.conflicts.values():
        name = conflict.ours.get("id")
        raise ConflictError(
            f'The two copies have different values for the {kind} "{name}"; nothing was written.',
            "Agree with the sender of the copy: make both the same, or change the id of one.",
        )
    return [blocks[place] for place in combined.new]
