"""What another copy of a journal brought: its updates by item, before and after; or conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import (
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Role,
    Row,
    Table,
    Text,
    joined,
    plain,
)
from bptip.pages.parts import lines, records
from bptip.pages.recorded import compared, item, objective_line
from bptip.pages.view import MainList, View, item_name
from bptip.plan import vocabulary
from bptip.plan.dates import moment
from bptip.recording.union import fields_that_differ

if TYPE_CHECKING:
    from bptip.pages.document import Block, Line
    from bptip.pages.view import Record
    from bptip.plan.labels import Labels
    from bptip.plan.model import Plan, Source, Update
    from bptip.recording.effects import Effects, ItemEffect
    from bptip.recording.union import Conflict


class MergedSheet(NamedTuple):
    """The updates that were taken in, how many stood there already, and what they change.

    With `conflicts` nothing was taken in; after a dry run nothing of it is written.
    """

    plan: Plan
    added: tuple[Update, ...]
    known: int
    effects: Effects
    conflicts: tuple[Conflict[Update], ...]
    as_of: date
    labels: Labels
    dry_run: bool
    source: Source

    @property
    def changes(self) -> list[ItemEffect]:
        """Each item that an update was taken in about, before and after all of them."""
        return list({each.item.id: each for each in self.effects.items}.values())

    @property
    def written(self) -> bool:
        """Whether the journal is another one now."""
        return bool(self.added) and not self.dry_run and not self.conflicts


def page(sheet: MergedSheet) -> Document:
    """Counts, then item by item what came, and before and after; or each conflict."""
    blocks: list[Block] = [Heading(plain(sheet.plan.title), level=1, aside=counts(sheet))]
    for conflict in sheet.conflicts:
        blocks += conflict_blocks(conflict, sheet.labels)
    for change in sheet.changes:
        blocks += change_blocks(change, sheet)
    blocks += [objective_line(*each) for each in sheet.effects.objectives]
    shown = {each.item.id for each in sheet.effects.items}
    others = dict.fromkeys(each.item for each in sheet.added if each.item not in shown)
    if others:
        told = f"About items of another version: {vocabulary.listing(list(others))}."
        blocks.append(Paragraph((plain(told),)))
    return Document(tuple(blocks), lines.foot(sheet.source))


def counts(sheet: MergedSheet) -> Line:
    """How many updates came, and how many were there already."""
    if sheet.conflicts:
        many = vocabulary.count(len(sheet.conflicts), "conflict")
        return (Text(f"{many}: nothing was written", Role.WARNING),)
    taken = vocabulary.count(len(sheet.added), "update") + " taken in"
    done = joined([plain(taken), plain(f"{sheet.known:,} already there")], ", ")
    dry = (Text(": a dry run, nothing was written", Role.WARNING),) if sheet.dry_run else ()
    return (*done, *dry)


def change_blocks(change: ItemEffect, sheet: MergedSheet) -> Iterator[Block]:
    """An item: the updates that came, then how they change it."""
    yield Heading(plain(f"{change.item.id}  {change.item.title}"))
    came = (each for each in sheet.added if each.item == change.item.id)
    yield Facts((("Taken in", tuple(update_line(each, sheet.labels) for each in came)),))
    columns = (Column(""), Column("Before", wrapping=True), Column("After", wrapping=True))
    yield Table(columns, tuple(compared(change, sheet.labels)))


def update_line(update: Update, labels: Labels) -> Line:
    """An update on one line: for which day, by whom, and what it says."""
    by = f" by {update.by}" if update.by else ""
    status = lines.status_mark(update.status) if update.status else ()
    said = lines.statement(update, labels)
    return joined([plain(vocabulary.day(update.on) + by), status, said], " · ")


def conflict_blocks(conflict: Conflict[Update], labels: Labels) -> Iterator[Block]:
    """What both copies have under one id, where they differ, side by side."""
    title = labels.titles.get(conflict.ours.item, "")
    yield Heading(plain(f"{conflict.ours.item}  {title}"))
    yield Facts((("Id", (plain(conflict.ours.id),)),))
    columns = (Column("Field"), Column("Ours", wrapping=True), Column("Theirs", wrapping=True))
    rows = tuple(
        Row((plain(name), *(plain(as_text(getattr(each, name))) for each in conflict)))
        for name in fields_that_differ(conflict)
    )
    yield Table(columns, rows)


def as_text(value: object) -> str:
    """A value of an update, as a page shows it."""
    if value is None or value in ((), {}):
        return "–"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return vocabulary.day(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {number}" for name, number in value.items())
    if isinstance(value, tuple):
        return "; ".join(value)
    return value.value if isinstance(value, StrEnum) else str(value)


def record(sheet: MergedSheet) -> Record:
    """The updates, as in `log`, their items before and after, and the conflicts."""
    return records.answer(
        sheet.source,
        plan=sheet.plan.id,
        version=sheet.plan.version,
        as_of=sheet.as_of,
        written=sheet.written,
        taken_in=len(sheet.added),
        already_there=sheet.known,
        updates=records.updates(sheet.added, sheet.labels, frozenset()),
        items=[item(change) for change in sheet.changes],
        conflicts=[
            {
                "fields": list(fields_that_differ(each)),
                **{
                    name: records.update(said, sheet.labels, frozenset())
                    for name, said in each._asdict().items()
                },
            }
            for each in sheet.conflicts
        ],
    )


def updates_by_kind(record: Record) -> Iterator[Record]:
    """Yields the updates that came, then both updates of each conflict."""
    said = [("new", update) for update in record["updates"]]
    for conflict in record["conflicts"]:
        said += [(kind, conflict[kind]) for kind in ("ours", "theirs")]
    for kind, update in said:
        yield {"kind": kind, **update, "item": item_name(record["plan"], update["item"])}


VIEW: Final = View(page, record, MainList(("kind", *records.UPDATE_KEYS), updates_by_kind))
