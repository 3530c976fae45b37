"""The updates that another copy of a journal adds, and their items; or its conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from bptip.pages import document as doc
from bptip.pages.parts import lines, records
from bptip.pages.update import before_and_after, effect_record, objective_line
from bptip.pages.view import MainList, Record, Rows, View, item_name
from bptip.plan import vocabulary
from bptip.plan.dates import moment
from bptip.plan.journal import Update
from bptip.plan.labels import Labels
from bptip.plan.model import Plan, Source
from bptip.recording.effects import Effects, ItemEffect
from bptip.recording.union import Conflict, conflict_error, fields_that_differ


class MergeSheet(NamedTuple):
    """The updates that were taken in, how many were there already, and what they change.

    `redacted` are the updates whose texts were redacted in the copy only, and `returns` the
    numbers of rounds and of receipts taken in. With `conflicts`, nothing was taken in. After a dry
    run, nothing of it is written.
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
    redacted: tuple[Update, ...] = ()
    returns: tuple[int, int] = (0, 0)
    is_changed: bool = False

    @property
    def items(self) -> list[ItemEffect]:
        """Each item with new updates, or party's own part, before and after all of them."""
        return list({(each.item.id, each.party): each for each in self.effects.items}.values())

    @property
    def is_written(self) -> bool:
        """True if the journal was changed."""
        return self.is_changed and not self.dry_run


def page(sheet: MergeSheet) -> doc.Document:
    """Returns the page: counts, then each item with its new updates; or each conflict."""
    blocks: list[doc.Block] = [doc.heading(sheet.plan.title, level=1, aside=counts(sheet))]
    for conflict in sheet.conflicts:
        blocks += conflict_blocks(conflict, sheet.labels)
    for effect in sheet.items:
        blocks += effect_blocks(effect, sheet)
    blocks += [objective_line(before, after) for before, after in sheet.effects.objectives]
    shown = {effect.item.id for effect in sheet.items}
    others = dict.fromkeys(update.item for update in sheet.added if update.item not in shown)
    if others:
        items = vocabulary.listing(list(others))
        blocks.append(doc.text_paragraph(f"Updates about items of another version: {items}."))
    rounds, receipts = sheet.returns
    for number, name in ((rounds, "reporting round"), (receipts, "receipt")):
        if number:
            blocks.append(doc.text_paragraph(f"{vocabulary.count(number, name)} taken in."))
    if sheet.redacted:
        count = vocabulary.count(len(sheet.redacted), "update")
        blocks.append(
            doc.text_paragraph(f"The texts of {count} are redacted in the copy, and now here too.")
        )
    return doc.Document(tuple(blocks), lines.foot(sheet.source))


def counts(sheet: MergeSheet) -> doc.Line:
    """Returns how many updates were taken in, and how many were there already."""
    if sheet.conflicts:
        conflicts = vocabulary.count(len(sheet.conflicts), "conflict")
        return (doc.Text(f"{conflicts}: nothing was written", doc.Role.WARNING),)
    taken = vocabulary.count(len(sheet.added), "update") + " taken in"
    dry = (doc.Text(f": {vocabulary.DRY_RUN}", doc.Role.WARNING),) if sheet.dry_run else ()
    return (*doc.plain(f"{taken}, {sheet.known:,} already there"), *dry)


def effect_blocks(effect: ItemEffect, sheet: MergeSheet) -> Iterator[doc.Block]:
    """Yields the new updates about an item, then what they change."""
    whose = f", {effect.party}" if effect.party else ""
    title = doc.Text(f"  {effect.item.title}{whose}")
    yield doc.Heading((*lines.number(effect.item), title))
    about = ((each.item.id, each.party, each.update) for each in sheet.effects.items)
    updates = (update for *part, update in about if part == [effect.item.id, effect.party])
    yield doc.Facts((("Taken in", tuple(update_line(update, sheet.labels) for update in updates)),))
    yield before_and_after(effect, sheet.labels)


def update_line(update: Update, labels: Labels) -> doc.Line:
    """Returns an update on one line: its day, its party, and what it states."""
    status = lines.status_mark(update.status) if update.status else ()
    statement = lines.statement(update, labels)
    return doc.joined([doc.plain(vocabulary.day_by(update.on, update.by)), status, statement])


def conflict_blocks(conflict: Conflict[Update], labels: Labels) -> Iterator[doc.Block]:
    """Yields what the two copies state under one id, side by side, where they differ."""
    title = labels.titles.get(conflict.ours.item, "")
    yield doc.heading(f"{conflict.ours.item}  {title}")
    yield doc.Facts((("Id", (doc.plain(conflict.ours.id),)),))
    columns = (
        doc.Column("Field"),
        doc.Column("Ours", wrapping=True, kept=True),
        doc.Column("Theirs", wrapping=True, kept=True),
    )
    rows = tuple(
        doc.row(
            doc.plain(name), *(doc.plain(as_text(getattr(update, name))) for update in conflict)
        )
        for name in fields_that_differ(conflict)
    )
    yield doc.Table(columns, rows)


def as_text(value: object) -> str:
    """Returns a value of an update as a page shows it."""
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


def record(sheet: MergeSheet) -> Record:
    """Returns the updates, as in `log`, and their items; or an error with the conflicts."""
    if not sheet.conflicts:
        return whole_record(sheet)
    error = conflict_error(len(sheet.conflicts))
    conflicts = conflict_records(sheet)
    return records.error_answer(error.code, error.message, error.hints, conflicts=conflicts)


def whole_record(sheet: MergeSheet) -> Record:
    """Returns the updates, as in `log`, their items before and after, and the conflicts."""
    return records.plan_answer(
        sheet.source,
        sheet.plan,
        as_of=sheet.as_of,
        written=sheet.is_written,
        taken_in=len(sheet.added),
        already_there=sheet.known,
        rounds=sheet.returns[0],
        receipts=sheet.returns[1],
        redacted=[update.id for update in sheet.redacted],
        updates=records.updates(sheet.added, sheet.labels, frozenset()),
        items=[effect_record(effect) for effect in sheet.items],
        conflicts=conflict_records(sheet),
    )


def conflict_records(sheet: MergeSheet) -> list[Record]:
    """Returns both updates of each conflict, and the keys in which they differ."""
    return [
        {
            "fields": list(fields_that_differ(conflict)),
            **{
                name: records.update(update, sheet.labels, frozenset())
                for name, update in conflict._asdict().items()
            },
        }
        for conflict in sheet.conflicts
    ]


def updates_by_kind(record: Record) -> Iterator[Record]:
    """Yields the new updates, then both updates of each conflict."""
    updates = [("new", update) for update in record["updates"]]
    for conflict in record["conflicts"]:
        updates += [(kind, conflict[kind]) for kind in ("ours", "theirs")]
    for kind, update in updates:
        yield {"kind": kind, **update, "item": item_name(record["plan"], update["item"])}


class MergeView(View[MergeSheet]):
    """The view of a merge, whose rows are those of the whole record, with conflicts too."""

    def rows(self, value: MergeSheet) -> Rows:
        """Returns the new updates, or both updates of each conflict."""
        return View(self.page, whole_record, self.main_list).rows(value)


VIEW: Final = MergeView(
    page, record, MainList(("kind", *records.UPDATE_KEYS), updates_by_kind, kind="merged")
)
