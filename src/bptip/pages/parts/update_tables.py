"""Tables of updates: those of a journal, and the history of one item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bptip.pages import document as doc
from bptip.pages.parts import lines, statuses
from bptip.plan.journal import Update
from bptip.plan.labels import Labels

COLUMNS_OF_UPDATES: Final = (
    doc.Column("On", doc.Align.RIGHT),
    doc.Column("#"),
    doc.Column("Item", wrapping=True, priority=3, lines=2),
    doc.Column("Status", wrapping=True, least=16),
    doc.Column("By", priority=2),
    doc.Column("What", wrapping=True),
    doc.Column("Recorded", doc.Align.RIGHT, priority=4),
    doc.Column("Update", priority=1),
)

COLUMNS_OF_HISTORY: Final = (
    doc.Column("On", doc.Align.RIGHT),
    doc.Column("Status", wrapping=True, least=16),
    doc.Column("By", priority=1),
    doc.Column("What", wrapping=True),
    doc.Column("Recorded", doc.Align.RIGHT, priority=3),
    doc.Column("Update", priority=4),
)


def update_table(updates: Sequence[Update], labels: Labels, retracted: frozenset[str]) -> doc.Table:
    """Returns updates with the titles of their items."""
    rows = (
        update_row(
            update,
            labels,
            retracted,
            lines.number_of(update.item, labels),
            doc.plain(labels.titles.get(update.item, "in no version of the plan")),
        )
        for update in updates
    )
    return doc.Table(COLUMNS_OF_UPDATES, tuple(rows), latest_last=True)


def history_table(
    updates: Sequence[Update], labels: Labels, retracted: frozenset[str]
) -> doc.Table:
    """Returns the updates about one item, each with its evidence."""
    rows = (update_row(update, labels, retracted, with_evidence=True) for update in updates)
    return doc.Table(COLUMNS_OF_HISTORY, tuple(rows), latest_last=True)


def update_row(
    update: Update,
    labels: Labels,
    retracted: frozenset[str],
    *item: doc.Line,
    with_evidence: bool = False,
) -> doc.Row:
    """Returns an update; cells about its item are behind its day."""
    evidence = lines.evidence(update.evidence) if with_evidence else ()
    return doc.row(
        lines.optional_day(update.on),
        *item,
        status_cell(update, labels),
        doc.plain(update.by or ""),
        doc.joined([lines.statement(update, labels), *evidence, source(update)], " "),
        lines.optional_day(update.recorded_on),
        doc.muted(lines.short(update.id)),
        struck=update.id in retracted,
    )


def status_cell(update: Update, labels: Labels) -> doc.Line:
    """Returns the status that an update states, in the reporter's own word too; empty if none."""
    if update.status is None:
        return ()
    is_standing = update.item not in labels.dated
    word = statuses.status_word(update.status, update.said, is_standing=is_standing)
    return (doc.StatusMark(update.status, word),)


def source(update: Update) -> doc.Line:
    """Returns what an update belongs to, and where it was read: own part, round, file."""
    parts = [
        "own part" if update.own else "",
        f"round {update.round}" if update.round else "",
        f"from {update.taken_from}" if update.taken_from else "",
    ]
    stated = ", ".join(filter(None, parts))
    return doc.muted(f"({stated})") if stated else ()
