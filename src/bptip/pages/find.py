"""What has certain words: items of a plan, and updates of its journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages import log
from bptip.pages.document import (
    Block,
    Column,
    Document,
    Heading,
    Row,
    Table,
    joined,
    plain,
)
from bptip.pages.parts import lines, records
from bptip.pages.view import MainList, View, listed
from bptip.plan import vocabulary

if TYPE_CHECKING:
    from bptip.pages.view import Record
    from bptip.plan.labels import Labels
    from bptip.plan.model import Plan, Source
    from bptip.plan.search import Found, Hit, HitsElsewhere


class FoundSheet(NamedTuple):
    """What was found in a version of a plan and in its journal, and how much of it in others."""

    plan: Plan
    found: Found
    labels: Labels
    retracted: frozenset[str]
    source: Source
    elsewhere: tuple[HitsElsewhere, ...] = ()


def page(sheet: FoundSheet) -> Document:
    """The items, then the updates."""
    found = sheet.found
    asked = [
        plain(f"version {sheet.plan.version}"),
        plain(
            f"“{found.words}” in {vocabulary.count(len(found.items), 'item')} "
            f"and {vocabulary.count(len(found.updates), 'update')}"
        ),
    ]
    blocks: list[Block] = list(lines.head(sheet.plan, joined(asked)))
    if found.items:
        columns = (Column("#"), Column("Item", wrapping=True), Column("Found in"))
        blocks.append(Table(columns, tuple(hit_row(hit) for hit in found.items)))
    if found.updates:
        blocks.append(Heading(plain("Updates")))
        blocks.append(log.update_table(found.updates, sheet.labels, sheet.retracted))
    blocks += lines.elsewhere(
        [
            lines.ElsewhereLine(each.plan, hits(each), ("find", found.words, each.plan))
            for each in sheet.elsewhere
        ]
    )
    return Document(tuple(blocks), lines.foot(sheet.source))


def hits(there: HitsElsewhere) -> str:
    """How many items and updates of another plan have the words, of those that do."""
    counts = ((there.items, "item"), (there.updates, "update"))
    return " and ".join(vocabulary.count(many, name) for many, name in counts if many)


def hit_row(hit: Hit) -> Row:
    """An item, and where the words stand in it."""
    return Row((plain(hit.item.id), plain(hit.item.title), plain(", ".join(hit.fields))))


def record(sheet: FoundSheet) -> Record:
    """The items and the updates that have the words."""
    found = sheet.found
    return records.answer(
        sheet.source,
        plan=sheet.plan.id,
        version=sheet.plan.version,
        words=found.words,
        items=[hit_record(hit) for hit in found.items],
        updates=records.updates(found.updates, sheet.labels, sheet.retracted),
    )


def hit_record(hit: Hit) -> Record:
    """An item, its objective, and the fields in which the words stand."""
    return {
        "kind": hit.item.kind,
        "id": hit.item.id,
        "title": hit.item.title,
        "objective": hit.objective,
        "fields": list(hit.fields),
    }


VIEW: Final = View(
    page,
    record,
    MainList(
        ("kind", "id", "title", "objective", "fields"),
        listed("items", items=("id", "objective")),
    ),
)
