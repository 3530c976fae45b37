"""Tables of updates: those of a journal, and the history of one item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bptip.pages.document import (
    Align,
    Column,
    Line,
    Row,
    StatusMark,
    Table,
    joined,
    muted,
    plain,
)
from bptip.pages.parts import lines, statuses

if TYPE_CHECKING:
    from bptip.plan.labels import Labels
    from bptip.plan.model import Update

COLUMNS_OF_UPDATES: Final = (
    Column("On", Align.RIGHT),
    Column("#"),
    Column("Item", wrapping=True, priority=3, lines=2),
    Column("Status"),
    Column("By", priority=2),
    Column("What", wrapping=True),
    Column("Recorded", Align.RIGHT, priority=4),
    Column("Update", priority=1),
)

COLUMNS_OF_HISTORY: Final = (
    Column("On", Align.RIGHT),
    Column("Status"),
    Column("By", priority=1),
    Column("What", wrapping=True),
    Column("Recorded", Align.RIGHT, priority=3),
    Column("Update", priority=4),
)


def update_table(updates: Sequence[Update], labels: Labels, retracted: frozenset[str]) -> Table:
    """Returns updates with the titles of their items."""
    rows = (
        Row(
            (
                lines.optional_day(update.on),
                lines.number_of(update.item, labels),
                plain(labels.titles.get(update.item, "in no version of the plan")),
                status_cell(update, labels),
                plain(update.by or ""),
                joined([lines.statement(update, labels), source(update)], " "),
                lines.optional_day(update.recorded_on),
                muted(lines.short(update.id)),
            ),
            struck=update.id in retracted,
        )
        for update in updates
    )
    return Table(COLUMNS_OF_UPDATES, tuple(rows))


def history_table(updates: Sequence[Update], labels: Labels, retracted: frozenset[str]) -> Table:
    """Returns the updates about one item, each with its evidence."""
    rows = (
        Row(
            (
                lines.optional_day(update.on),
                status_cell(update, labels),
                plain(update.by or ""),
                joined(
                    [
                        lines.statement(update, labels),
                        *lines.evidence(update.evidence),
                        source(update),
                    ],
                    " ",
                ),
                lines.optional_day(update.recorded_on),
                muted(lines.short(update.id)),
            ),
            struck=update.id in retracted,
        )
        for update in updates
    )
    return Table(COLUMNS_OF_HISTORY, tuple(rows))


def status_cell(update: Update, labels: Labels) -> Line:
    """Returns the status that an update states, in the reporter's own word too; empty if none."""
    if update.status is None:
        return ()
    word = statuses.status_word(update.status, is_standing=update.item not in labels.dated)
    word = statuses.with_own_word(word, update.said)
    return (StatusMark(update.status, word),)


def source(update: Update) -> Line:
    """Returns what an update belongs to, and where it was read: own part, round, file."""
    parts = [
        "own part" if update.own else "",
        f"round {update.round}" if update.round else "",
        f"from {update.taken_from}" if update.taken_from else "",
    ]
    stated = ", ".join(filter(None, parts))
    return muted(f"({stated})") if stated else ()
