"""The items and updates that contain certain words."""

from __future__ import annotations

from typing import Final, NamedTuple

from bptip.pages import document as doc
from bptip.pages.parts import lines, records
from bptip.pages.parts.update_tables import update_table
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.labels import Labels
from bptip.plan.model import Plan, Source
from bptip.plan.search import Hit, HitsElsewhere, SearchResult


class FindSheet(NamedTuple):
    """The matches in a version of a plan and in its journal, and their number in other plans."""

    plan: Plan
    matches: SearchResult
    labels: Labels
    retracted: frozenset[str]
    source: Source
    elsewhere: tuple[HitsElsewhere, ...] = ()


def page(sheet: FindSheet) -> doc.Document:
    """Returns the items, then the updates."""
    words, items, updates = sheet.matches
    counts = (vocabulary.count(len(items), "item"), vocabulary.count(len(updates), "update"))
    where = doc.plain(f"“{words}” in {vocabulary.listing(counts)}")
    aside = doc.joined([doc.plain(f"version {sheet.plan.version}"), where])
    blocks: list[doc.Block] = list(lines.head(sheet.plan, aside))
    if items:
        columns = (doc.Column("#"), doc.Column("Item", wrapping=True), doc.Column("Found in"))
        blocks.append(doc.Table(columns, tuple(hit_row(hit) for hit in items)))
    if updates:
        blocks.append(doc.heading("Updates"))
        blocks.append(update_table(updates, sheet.labels, sheet.retracted))
    blocks += lines.other_plans(
        [
            lines.AnotherPlan(each.plan, hits(each), ("find", words, each.plan))
            for each in sheet.elsewhere
        ]
    )
    return lines.plan_page(f"Found in {sheet.plan.title}", sheet.plan, blocks, sheet.source)


def hits(elsewhere: HitsElsewhere) -> str:
    """Returns the numbers of items and updates of another plan that have the words."""
    counts = ((elsewhere.items, "item"), (elsewhere.updates, "update"))
    return " and ".join(vocabulary.count(number, name) for number, name in counts if number)


def hit_row(hit: Hit) -> doc.Row:
    """Returns an item, and the fields that have the words."""
    return doc.row(
        lines.number(hit.item), doc.plain(hit.item.title), doc.plain(", ".join(hit.fields))
    )


def record(sheet: FindSheet) -> Record:
    """Returns the items and the updates that have the words."""
    words, items, updates = sheet.matches
    return records.plan_answer(
        sheet.source,
        sheet.plan,
        words=words,
        items=[records.record_of(KEYS, hit, hit.item) for hit in items],
        updates=records.updates(updates, sheet.labels, sheet.retracted),
    )


KEYS: Final = ("kind", "id", "title", "objective", "fields")


VIEW: Final = View(
    page, record, MainList(KEYS, listed("items", items=("id", "objective")), kind="matches")
)
