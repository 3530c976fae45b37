"""The journal: every update, in the fold's order, with those taken back struck through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import (
    Align,
    Column,
    Document,
    Line,
    Role,
    Row,
    Table,
    Text,
    joined,
    muted,
    plain,
)
from bptip.pages.parts import lines, records
from bptip.pages.view import MainList, View, listed
from bptip.plan import vocabulary

if TYPE_CHECKING:
    from bptip.pages.view import Record
    from bptip.plan.labels import Labels
    from bptip.plan.model import Plan, Source, Update
    from bptip.progress.selection import UpdateFilters


class LogSheet(NamedTuple):
    """Updates of a plan's journal in the fold's order, what was asked for, and whose they are.

    `labels` are of every item that some version has; `retracted` the ids taken back. `elsewhere`
    is how many updates of the same kind other plans have.
    """

    plan: Plan
    filters: UpdateFilters
    updates: tuple[Update, ...]
    labels: Labels
    retracted: frozenset[str]
    source: Source
    elsewhere: tuple[tuple[str, int], ...] = ()


def page(sheet: LogSheet) -> Document:
    """The journal as a table, oldest first."""
    asked = filter_words(sheet.filters)
    parts = [
        plain("journal"),
        plain(vocabulary.count(len(sheet.updates), "update")),
        *([(Text(f"only {asked}", Role.STRONG),)] if asked else []),
    ]
    table = [update_table(sheet.updates, sheet.labels, sheet.retracted)] if sheet.updates else []
    head = lines.head(sheet.plan, joined(parts))
    also = lines.elsewhere(
        [
            lines.ElsewhereLine(
                plan,
                vocabulary.count(many, "update"),
                ("log", plan, *filter_options(sheet.filters)),
            )
            for plan, many in sheet.elsewhere
        ]
    )
    return Document((*head, *table, *also), lines.foot(sheet.source))


def filter_words(filters: UpdateFilters) -> str:
    """What was asked for, in words: "about 1.2, from 1 Jan 2025"."""
    parts = [
        f"about {filters.item}" if filters.item else "",
        f"by {filters.by}" if filters.by else "",
        f"from {vocabulary.day(filters.since)}" if filters.since else "",
        f"until {vocabulary.day(filters.until)}" if filters.until else "",
    ]
    return ", ".join(filter(None, parts))


def filter_options(filters: UpdateFilters) -> Iterator[str]:
    """What was asked for, as one types it; an item is of this plan alone."""
    if filters.by:
        yield from ("--by", filters.by)
    if filters.since:
        yield from ("--since", filters.since.isoformat())
    if filters.until:
        yield from ("--until", filters.until.isoformat())


def update_table(updates: Sequence[Update], labels: Labels, retracted: frozenset[str]) -> Table:
    """Updates with the titles of their items."""
    columns = (
        Column("On", Align.RIGHT),
        Column("#"),
        Column("Item", wrapping=True, priority=3, lines=2),
        Column("Status"),
        Column("By", priority=2),
        Column("What", wrapping=True),
        Column("Recorded", Align.RIGHT, priority=4),
        Column("Update", priority=1),
    )
    rows = tuple(
        Row(
            (
                lines.optional_day(each.on),
                plain(each.item),
                plain(labels.titles.get(each.item, "in no version of the plan")),
                *cells(each, labels),
            ),
            struck=each.id in retracted,
        )
        for each in updates
    )
    return Table(columns, rows)


def cells(update: Update, labels: Labels) -> tuple[Line, ...]:
    """An update's status, party, statement, moment and id."""
    return (
        lines.status_mark(update.status) if update.status else (),
        plain(update.by or ""),
        lines.statement(update, labels),
        lines.optional_day(update.recorded_on),
        muted(lines.short(update.id)),
    )


def history_table(updates: Sequence[Update], labels: Labels, retracted: frozenset[str]) -> Table:
    """The updates of one item, with the evidence of each."""
    columns = (
        Column("On", Align.RIGHT),
        Column("Status"),
        Column("By", priority=1),
        Column("What", wrapping=True),
        Column("Recorded", Align.RIGHT, priority=3),
        Column("Update", priority=4),
    )
    return Table(
        columns,
        tuple(
            Row(
                (lines.optional_day(each.on), *with_evidence(cells(each, labels), each)),
                struck=each.id in retracted,
            )
            for each in updates
        ),
    )


def with_evidence(found: tuple[Line, ...], update: Update) -> tuple[Line, ...]:
    """The cells of an update, its evidence after its statement."""
    status, by, what, *rest = found
    return (status, by, joined([what, *lines.evidence(update.evidence)], " "), *rest)


def record(sheet: LogSheet) -> Record:
    """The updates, each with its item's title."""
    updates = records.updates(sheet.updates, sheet.labels, sheet.retracted)
    return records.answer(sheet.source, plan=sheet.plan.id, updates=updates)


VIEW: Final = View(page, record, MainList(records.UPDATE_KEYS, listed("updates", items=("item",))))
