"""The updates of a journal that count: updates without a fault that makes a figure wrong.

An update with such a fault is left out until somebody corrects it, and every page says so. After
two other faults an update counts: evidence at an address that cannot be used is shown as text, and
an update that the journal has twice counts once, with the earlier moment of recording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from bptip.plan.duplicates import one_of
from bptip.plan.journal import Update
from bptip.problems.fault import Fault
from bptip.problems.journal.against_plan import (
    far_dates,
    unknown_indicators,
    unknown_items,
    unknown_reporters,
)
from bptip.problems.journal.by_itself import (
    DUPLICATE_UPDATE,
    bad_evidence,
    bad_retractions,
    duplicate_updates,
    moments_beyond_utc,
    on_after_recorded,
    said_without_status,
    status_of_the_whole,
)
from bptip.problems.journal.context import Context, PlacedUpdate, blocks_with_one_id

Check = Callable[[Context], Iterator[tuple[PlacedUpdate, "Fault"]]]

BY_ITSELF: Final[tuple[Check, ...]] = (
    bad_retractions,
    status_of_the_whole,
    said_without_status,
    moments_beyond_utc,
    duplicate_updates,
)
"""Checks that need only the journal; an update with one of their faults does not count.

If several updates with the same id say the same, one of them does count.
"""

AGAINST_PLAN: Final[tuple[Check, ...]] = (unknown_items, unknown_reporters, unknown_indicators)
"""Checks that need the plan's versions; an update with one of their faults does not count."""

HARMLESS: Final[tuple[Check, ...]] = (bad_evidence, on_after_recorded, far_dates)
"""Checks for faults worth correcting; an update with one of these faults still counts."""


class CheckedJournal(NamedTuple):
    """The updates of a journal that count, and the faults of the others.

    `left_out` has the faults of updates that do not count; `repeated` has the faults of updates
    that repeat an earlier update, which counts once.
    """

    updates: tuple[Update, ...]
    left_out: tuple[Fault, ...]
    repeated: tuple[Fault, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults of both kinds."""
        return (*self.left_out, *self.repeated)


def checked_journal(context: Context) -> CheckedJournal:
    """Returns the journal's updates that count, after all checks that can leave out an update."""
    faults = [placed for check in (*AGAINST_PLAN, *BY_ITSELF) for placed in check(context)]
    updates = _counted(context, faults)
    left_out: list[Fault] = []
    repeated: list[Fault] = []
    for entry, fault in sorted(faults, key=lambda placed: placed[0].place):
        if not _is_repeat(fault, entry, context):
            left_out.append(fault)
        elif entry.update.id in updates:
            repeated.append(fault)
        else:
            # Both have another fault too, so neither counts: "It counts once" would be wrong.
            left_out.append(fault._replace(hint=None))
    return CheckedJournal(tuple(updates.values()), tuple(left_out), tuple(repeated))


def _counted(context: Context, faults: list[tuple[PlacedUpdate, Fault]]) -> dict[str, Update]:
    """Returns the updates that count, by id, in the journal's order."""
    wrong = {entry.place for entry, fault in faults if not _is_repeat(fault, entry, context)}
    counted = [
        entry
        for entry in context.entries
        if entry.place not in wrong and entry.update.id not in context.ambiguous
    ]
    updates: dict[str, Update] = {}
    for entry in counted:
        updates.setdefault(entry.update.id, entry.update)
    for update_id, blocks in blocks_with_one_id(counted).items():
        updates[update_id] = one_of(blocks) or updates[update_id]
    return updates


def _is_repeat(fault: Fault, entry: PlacedUpdate, context: Context) -> bool:
    """True if the only fault is that the journal has the update twice."""
    return fault.code is DUPLICATE_UPDATE and entry.update.id not in context.ambiguous


def faults_of(checks: Iterable[Check], context: Context) -> list[Fault]:
    """Returns the faults that some of the checks find, in the order of the checks."""
    return [fault for check in checks for _, fault in check(context)]
