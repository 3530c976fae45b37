"""What was recorded: each item as it stood before, and as it stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import (
    Column,
    Document,
    Facts,
    Heading,
    Line,
    Paragraph,
    Role,
    Row,
    Table,
    Text,
    joined,
    muted,
    paragraph,
    plain,
)
from bptip.pages.parts import lines, records
from bptip.pages.view import MainList, View, listed
from bptip.plan import vocabulary
from bptip.recording.statements import omissions

if TYPE_CHECKING:
    from datetime import date

    from bptip.pages.document import Block
    from bptip.pages.view import Record
    from bptip.plan.labels import Labels
    from bptip.plan.model import Plan, Source, Update
    from bptip.progress.item_progress import ItemProgress
    from bptip.recording.effects import Effects, ItemEffect


class RecordedSheet(NamedTuple):
    """What new updates change, as of a day; after a dry run nothing of it is written.

    `target` is the update that was taken back, if that is what the new one does.
    """

    plan: Plan
    effects: Effects
    as_of: date
    labels: Labels
    dry_run: bool
    source: Source
    target: Update | None = None


def page(sheet: RecordedSheet) -> Document:
    """Before and after, item by item, then what to type if it was a mistake."""
    many = vocabulary.count(len(sheet.effects.items), "update")
    done = f"{many}: a dry run, nothing was written" if sheet.dry_run else f"{many} written"
    aside = (Text(done, Role.WARNING if sheet.dry_run else Role.GOOD),)
    head = Heading(plain(sheet.plan.title), level=1, aside=aside)
    blocks: list[Block] = [head]
    for change in sheet.effects.items:
        blocks += change_blocks(change, sheet)
    blocks += [objective_line(*each) for each in sheet.effects.objectives]
    if not sheet.dry_run:
        blocks.append(Paragraph((way_back(sheet),)))
    return Document(tuple(blocks), lines.foot(sheet.source))


def change_blocks(change: ItemEffect, sheet: RecordedSheet) -> Iterator[Block]:
    """An item: what is stated, then how that changes it."""
    yield Heading(plain(f"{change.item.id}  {change.item.title}"))
    yield Facts(tuple((name, line) for name, line in stated(change.update, sheet)))
    columns = (Column(""), Column("Before", wrapping=True), Column("After", wrapping=True))
    yield Table(columns, tuple(compared(change, sheet.labels)))
    for omission in omissions(change.update):
        yield paragraph(muted(vocabulary.OMISSION[omission.value]))
    later = change.later
    if later is not None:
        yield Paragraph(
            (plain(f"The status of {vocabulary.day(later.on)} is later: it stays in force."),)
        )


def stated(update: Update, sheet: RecordedSheet) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """What an update says, beside what before and after show."""
    by = f" by {update.by}" if update.by else ""
    if sheet.target is not None:
        yield "Takes back", (taken_back(sheet.target, sheet.labels),)
        yield "Stated for", (plain(vocabulary.day(update.on) + by),)
    else:
        yield "Stated for", (plain(vocabulary.day(update.on) + by),)
        if update.is_nil:
            yield "Report", (muted("nothing new: what was reported still holds"),)
    if update.note:
        yield "Note", (plain(update.note),)
    if update.evidence:
        yield "Evidence", tuple(lines.evidence(update.evidence))


def taken_back(target: Update, labels: Labels) -> Line:
    """The update that no longer counts."""
    said = f"the update of {vocabulary.day(target.on)}" + (f" by {target.by}" if target.by else "")
    status = lines.status_mark(target.status) if target.status else ()
    return joined([plain(said), status, lines.statement(target, labels) if status == () else ()])


def compared(change: ItemEffect, labels: Labels) -> Iterator[Row]:
    """A row for the status, the outlook, the latest report, and for whatever else there is."""
    before, after = change.before, change.after
    for name, show in ALWAYS_SHOWN:
        yield row(name, show(before), show(after))
    for name, show in SHOWN_IF_THERE:
        if show(before) or show(after):
            yield row(name, show(before), show(after))
    units = labels.units.get(change.item.id, {})
    for name in dict.fromkeys((*before.reported.figures, *after.reported.figures)):
        yield row(
            name,
            *(
                plain(lines.figure(name, found.value, units)) if found else ()
                for found in (each.reported.figures.get(name) for each in (before, after))
            ),
        )


def row(name: str, before: Line, after: Line) -> Row:
    """A value before and after; where it is the same, the latter steps back."""
    same = before == after
    now = muted("unchanged") if same else after or lines.DASH
    return Row((plain(name), before or lines.DASH, now))


def per_cent(each: ItemProgress) -> Line:
    """How far an item is."""
    done = each.reported.progress
    return () if done is None else plain(f"{vocabulary.number(done)} %")


ALWAYS_SHOWN: Final[tuple[tuple[str, Callable[[ItemProgress], Line]], ...]] = (
    ("Status", lines.status),
    ("Outlook", lines.outlook),
)

SHOWN_IF_THERE: Final[tuple[tuple[str, Callable[[ItemProgress], Line]], ...]] = (
    ("Progress", per_cent),
    (
        "Reason",
        lambda each: plain(vocabulary.REASON[each.reported.reason]) if each.reported.reason else (),
    ),
    (
        "Expected",
        lambda each: lines.optional_day(each.reported.expected) if each.reported.expected else (),
    ),
    ("Next step", lambda each: plain(each.reported.next) if each.reported.next else ()),
    (
        "Last update",
        lambda each: lines.optional_day(each.last_update) if each.last_update else (),
    ),
)


def objective_line(before: ItemProgress, after: ItemProgress) -> Paragraph:
    """An objective whose status or outlook its activities have changed."""
    parts = [
        (*show(before), Text(" → "), *show(after))
        for show in (lines.status, lines.outlook)
        if show(before) != show(after)
    ]
    return Paragraph(((Text(f"Objective {after.item.id}: "), *joined(parts)),))


def way_back(sheet: RecordedSheet) -> Line:
    """What to type if it was a mistake."""
    parts: list[Line] = [
        (Text(f"bptip retract {change.update.id[-8:]}", Role.CODE),)
        for change in sheet.effects.items
    ]
    return (Text("A mistake? It can be taken back: "), *joined(parts, ", "))


def state(each: ItemProgress) -> Record:
    """How an item stands, with the keys of `status`."""
    reported = each.reported
    return {
        "status": each.status.value,
        "outlook": each.outlook.value,
        "progress": reported.progress,
        "reason": reported.reason.value if reported.reason else None,
        "expected": reported.expected,
        "next": reported.next,
        "values": {name: figure.value for name, figure in reported.figures.items()},
        "last_update": each.last_update,
    }


def item(change: ItemEffect) -> Record:
    """An item before and after."""
    return {
        "id": change.item.id,
        "title": change.item.title,
        "update": change.update.id,
        "before": state(change.before),
        "after": state(change.after),
    }


def record(sheet: RecordedSheet) -> Record:
    """The updates, as in `log`, and their items before and after."""
    added = [change.update for change in sheet.effects.items]
    return records.answer(
        sheet.source,
        plan=sheet.plan.id,
        version=sheet.plan.version,
        as_of=sheet.as_of,
        written=not sheet.dry_run,
        updates=records.updates(added, sheet.labels, frozenset()),
        items=[item(change) for change in sheet.effects.items],
    )


IN_ROWS: Final = ("status", "outlook", "progress", "reason", "expected", "next", "last_update")

VIEW: Final = View(
    page,
    record,
    MainList(
        (
            *("id", "title", "update"),
            *(f"{time}.{key}" for time in ("before", "after") for key in IN_ROWS),
        ),
        listed("items", items=("id",)),
    ),
)
