"""The journal: every update, oldest first, with retracted updates struck through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from bptip.pages.document import Document, Role, Text, joined, plain
from bptip.pages.parts import lines, records
from bptip.pages.parts.update_tables import update_table
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.journal import Update
from bptip.plan.labels import Labels
from bptip.plan.model import Plan, Source
from bptip.progress.selection import UpdateFilters


class LogSheet(NamedTuple):
    """The updates of a plan's journal that pass the filters, in the order of the fold.

    `labels` are those of every item that any version has; `retracted` holds the ids of retracted
    updates. `elsewhere` has the number of matching updates of each other plan.
    """

    plan: Plan
    filters: UpdateFilters
    updates: tuple[Update, ...]
    labels: Labels
    retracted: frozenset[str]
    source: Source
    elsewhere: tuple[tuple[str, int], ...] = ()


def page(sheet: LogSheet) -> Document:
    """Returns the journal as a table, oldest first."""
    filters = filter_words(sheet.filters)
    parts = [
        plain("journal"),
        plain(vocabulary.count(len(sheet.updates), "update")),
        *([(Text(f"only {filters}", Role.STRONG),)] if filters else []),
    ]
    table = [update_table(sheet.updates, sheet.labels, sheet.retracted)] if sheet.updates else []
    others = [
        lines.AnotherPlan(
            plan, vocabulary.count(number, "update"), ("log", plan, *filter_options(sheet.filters))
        )
        for plan, number in sheet.elsewhere
    ]
    blocks = (*lines.head(sheet.plan, joined(parts)), *table, *lines.other_plans(others))
    return lines.plan_page(f"Updates on {sheet.plan.title}", sheet.plan, blocks, sheet.source)


def filter_words(filters: UpdateFilters) -> str:
    """Returns the filters in words: "about 1.2, from 1 Jan 2025"."""
    parts = [
        f"about {filters.item}" if filters.item else "",
        f"by {filters.by}{' and its members' if filters.members else ''}" if filters.by else "",
        f"from {vocabulary.day(filters.since)}" if filters.since else "",
        f"until {vocabulary.day(filters.until)}" if filters.until else "",
    ]
    return ", ".join(filter(None, parts))


def filter_options(filters: UpdateFilters) -> Iterator[str]:
    """Yields the filters as options, without the item, which belongs to this plan only."""
    if filters.by:
        yield from ("--by", filters.by)
    if filters.since:
        yield from ("--since", filters.since.isoformat())
    if filters.until:
        yield from ("--until", filters.until.isoformat())


def record(sheet: LogSheet) -> Record:
    """Returns the updates, each with its item's title."""
    updates = records.updates(sheet.updates, sheet.labels, sheet.retracted)
    return records.answer(sheet.source, plan=sheet.plan.id, updates=updates)


VIEW: Final = View(
    page, record, MainList(records.UPDATE_KEYS, listed("updates", items=("item",)), kind="updates")
)
