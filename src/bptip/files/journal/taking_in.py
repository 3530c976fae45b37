"""Appends entries that already have ids to a journal, in one write.

The id is made from the content of the entry. So an entry that the journal already has, from another
clone or an earlier run, is not written again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from bptip.files.journal.appending import Recorded, checked, opened, try_to_replace
from bptip.files.journal.blocks import Entry, with_entries
from bptip.files.journal.git_working_tree import Attempts
from bptip.files.journal.lock import Tell, quiet
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.journal import NO_RETURNS, Returns, Update
from bptip.recording.statements import Statement
from bptip.recording.update_ids import Stamps

STEP: Final = timedelta(milliseconds=1)
"""The time between two statements of one run, so that the last one about an item decides."""


class Identified(NamedTuple):
    """A statement, and the id of its update."""

    id: str
    statement: Statement


class Entries(NamedTuple):
    """The statements that a run takes in, in the plan's order, with its rounds and receipts.

    Rounds and receipts are recorded at the moment of writing.
    """

    statements: tuple[Identified, ...] = ()
    returns: Returns = NO_RETURNS


def append_entries(
    plan: StoredPlan,
    entries: Entries,
    stamps: Stamps,
    here: Path,
    *,
    dry_run: bool = False,
    tell: Tell = quiet,
) -> Recorded:
    """Appends the missing entries to a journal; makes the journal if it is missing.

    A dry run does everything except writing. `tell` gets a line about each long wait. Raises
    BptipError if the write is refused; then nothing was written.
    """
    added: tuple[Update, ...] | None = None
    attempts = Attempts(tell)
    while True:
        with opened(plan, here, attempts, dry_run=dry_run) as journal:
            journal.git.refuse_under_way()
            written = _ID.findall(journal.raw or b"")
            known = frozenset(each.decode("utf-8", "replace") for each in written)
            moment = stamps.clock()
            new = tuple(_updates(entries, moment, known))
            returns = _returns(entries.returns, moment, known)
            # Updates come last, where `checked` looks for them.
            all_new: tuple[Entry, ...] = (*returns.rounds, *returns.receipts, *new)
            content = with_entries(journal.above, all_new)
            above, there = checked(journal, content, new)
            added = new if added is None else added
            recorded = Recorded(above, added, journal.file, there)
            if dry_run or not all_new or try_to_replace(journal, content, tell):
                return recorded


_ID: Final = re.compile(rb"""^[ \t]*id[ \t]*=[ \t]*["']([^"'\r\n]+)["']""", re.MULTILINE)
"""The id of a block."""


def _updates(entries: Entries, moment: datetime, known: Collection[str]) -> Iterator[Update]:
    """Yields the updates that a journal lacks, recorded one millisecond apart."""
    written: set[str] = set()
    for update_id, statement in entries.statements:
        if update_id not in known and update_id not in written:
            recorded = moment + len(written) * STEP
            written.add(update_id)
            yield Update(id=update_id, recorded=recorded, **statement._asdict())


def _returns(returns: Returns, moment: datetime, known: Collection[str]) -> Returns:
    """Returns the rounds and receipts that a journal lacks, recorded at this moment, each once."""
    rounds = {each.id: each for each in returns.rounds if each.id not in known}
    receipts = {each.id: each for each in returns.receipts if each.id not in known}
    return Returns(
        tuple(each._replace(recorded=moment) for each in rounds.values()),
        tuple(each._replace(recorded=moment) for each in receipts.values()),
    )
