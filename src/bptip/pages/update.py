"""The answer of `update` and `retract`: each item before and after the new updates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple, TypeVar

from bptip.pages import document as doc
from bptip.pages.parts import lines, records, statuses
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.journal import Update
from bptip.plan.labels import Labels
from bptip.plan.model import Plan, Source
from bptip.progress.item_progress import ItemProgress, Part
from bptip.recording.effects import Effects, ItemEffect
from bptip.recording.statements import omissions

T = TypeVar("T")

LAST_UPDATE: Final = "Last update"
"""The name of the day of an item's last update."""


class UpdateSheet(NamedTuple):
    """New updates and their effects on a day. After a dry run, nothing is written.

    `target` is the update that the new one takes back, if it is a retraction.
    """

    plan: Plan
    effects: Effects
    as_of: date
    labels: Labels
    dry_run: bool
    source: Source
    target: Update | None = None


def page(sheet: UpdateSheet) -> doc.Document:
    """Returns the page: each item before and after, then what to type if it was a mistake."""
    updates = vocabulary.count(len(sheet.effects.items), "update")
    aside = lines.written(updates if sheet.dry_run else f"{updates} written", dry_run=sheet.dry_run)
    blocks: list[doc.Block] = [doc.heading(sheet.plan.title, level=1, aside=aside)]
    is_single = len(sheet.effects.items) == 1
    blocks += effect_blocks(sheet.effects.items[0], sheet) if is_single else several_blocks(sheet)
    blocks += [objective_line(before, after) for before, after in sheet.effects.objectives]
    if not sheet.dry_run:
        blocks.append(doc.Paragraph((way_back(sheet),)))
    return doc.Document(tuple(blocks), lines.foot(sheet.source))


def effect_blocks(effect: ItemEffect, sheet: UpdateSheet) -> Iterator[doc.Block]:
    """Yields what is stated about an item, then what that changes."""
    yield doc.Heading(item_line(effect))
    yield doc.Facts(tuple(stated(effect.update, sheet)))
    yield before_and_after(effect, sheet.labels)
    yield from map(doc.paragraph, remarks(effect, sheet))


def several_blocks(sheet: UpdateSheet) -> Iterator[doc.Block]:
    """Yields what is stated about several items, once, then what changes in each of them.

    The rows that do not change are counted, and the last update is the day for which it is stated.
    """
    effects = sheet.effects.items
    facts = [tuple(stated(effect.update, sheet)) for effect in effects]
    notes = [tuple(remarks(effect, sheet)) for effect in effects]
    shared_facts, shared_notes = shared(facts), shared(notes)
    yield doc.Facts(shared_facts)
    for effect, own_facts, own_notes in zip(effects, facts, notes, strict=True):
        rows = [each for each in compared(effect, sheet.labels) if each.name != LAST_UPDATE]
        changed = [each for each in rows if each.before != each.after]
        same = len(rows) - len(changed)
        yield doc.Heading(item_line(effect), aside=doc.muted(f"{same} unchanged") if same else ())
        own = [each for each in own_facts if each not in shared_facts]
        if own or changed:
            yield doc.Facts((*own, *map(change_fact, changed)))
        yield from (doc.paragraph(each) for each in own_notes if each not in shared_notes)
    yield from map(doc.paragraph, shared_notes)


def shared(lists: Sequence[Sequence[T]]) -> tuple[T, ...]:
    """Returns the elements that all lists have, in the order of the first list."""
    return tuple(each for each in lists[0] if all(each in others for others in lists))


def item_line(effect: ItemEffect) -> doc.Line:
    """Returns the number and the title of an item."""
    return (*lines.number(effect.item), doc.Text(f"  {effect.item.title}"))


def remarks(effect: ItemEffect, sheet: UpdateSheet) -> Iterator[doc.Line]:
    """Yields that an update does not count, what it should say too, and what stays in force."""
    if not effect.is_counted and sheet.target is None:
        yield (doc.Text(vocabulary.NOT_COUNTED, doc.Role.WARNING),)
    for omission in omissions(effect.update):
        yield doc.muted(vocabulary.OMISSION[omission.value])
    if effect.later is not None:
        day = vocabulary.day(effect.later.on)
        yield doc.plain(f"A later status, of {day}, stays in force.")


def stated(update: Update, sheet: UpdateSheet) -> Iterator[doc.Fact]:
    """Yields what an update states and the table of before and after does not show."""
    when = vocabulary.day_by(update.on, update.by)
    if sheet.target is not None:
        yield "Takes back", (taken_back(sheet.target, sheet.labels),)
        yield "Stated for", (doc.plain(when),)
    else:
        part = ", its own part" if update.own else ""
        yield "Stated for", (doc.plain(when + part),)
        if update.said:
            yield "In its words", (doc.plain(update.said),)
        if update.is_nil:
            yield "Report", (doc.muted("nothing new: the last report still holds"),)
    for name, text in (("Round", update.round), ("Taken from", update.taken_from)):
        if text:
            yield name, (doc.plain(text),)
    if update.note:
        yield "Note", (doc.plain(update.note),)
    if update.evidence:
        yield "Evidence", tuple(lines.evidence(update.evidence))


def taken_back(target: Update, labels: Labels) -> doc.Line:
    """Returns the update that no longer counts on one line."""
    update = doc.plain(f"the update of {vocabulary.day_by(target.on, target.by)}")
    if target.status:
        return doc.joined([update, lines.status_mark(target.status)])
    return doc.joined([update, lines.statement(target, labels)])


def before_and_after(effect: ItemEffect, labels: Labels) -> doc.Table:
    """Returns the table of an item before and after; a party's own part comes above the whole."""
    columns = (
        doc.Column(""),
        doc.Column("Before", wrapping=True, kept=True),
        doc.Column("After", wrapping=True, kept=True),
    )
    return doc.Table(columns, tuple(map(row, compared(effect, labels))))


class Compared(NamedTuple):
    """A value before and after an update."""

    name: str
    before: doc.Line
    after: doc.Line


def compared(effect: ItemEffect, labels: Labels) -> Iterator[Compared]:
    """Yields the status, the outlook, and each other known value, before and after."""
    before, after = effect.parts
    for name, show in SHOWN_IF_THERE:
        if show(before) or show(after):
            yield Compared(name, show(before), show(after))
    for name in dict.fromkeys((*before.reported.figures, *after.reported.figures)):
        shown = (figure(name, part, effect.item.id, labels) for part in (before, after))
        yield Compared(name, *shown)
    yield from _of_all(effect)


def _of_all(effect: ItemEffect) -> Iterator[Compared]:
    """Yields the position of all parties, below the own part of one of them."""
    if effect.party is not None:
        whole = (effect.before, effect.after)
        yield Compared("All parties", *map(statuses.status, whole))
        yield Compared("Their outlook", *map(statuses.outlook, whole))


def row(value: Compared) -> doc.Row:
    """Returns a value before and after; if it is the same, the second cell says so."""
    is_same = value.before == value.after
    changed = doc.muted("unchanged") if is_same else value.after or lines.DASH
    return doc.row(doc.plain(value.name), value.before or lines.DASH, changed)


def change_fact(value: Compared) -> doc.Fact:
    """Returns a value that changes on one line, before and after."""
    return value.name, (arrow(value.before or lines.DASH, value.after or lines.DASH),)


def arrow(before: doc.Line, after: doc.Line) -> doc.Line:
    """Returns what was before, an arrow, and what is after."""
    return (*before, doc.Text(" → "), *after)


def figure(name: str, part: Part, item: str, labels: Labels) -> doc.Line:
    """Returns the value of an indicator with its unit; an empty line if there is none."""
    known = part.reported.figures.get(name)
    units = labels.units.get(item, {})
    return doc.plain(lines.figure(name, known.value, units)) if known else ()


def percentage(item: Part) -> doc.Line:
    """Returns the percentage done; an empty line if none was reported."""
    done = item.reported.progress
    return () if done is None else lines.percentage(done)


def reason(item: Part) -> doc.Line:
    """Returns the reason in words; an empty line if there is none."""
    return doc.plain(vocabulary.REASON[item.reported.reason]) if item.reported.reason else ()


def text(value: str | None) -> doc.Line:
    """Returns a text; an empty line if there is none."""
    return doc.plain(value) if value else ()


def day(date: date | None) -> doc.Line:
    """Returns a date; an empty line if there is none."""
    return lines.optional_day(date) if date else ()


SHOWN_IF_THERE: Final[tuple[tuple[str, Callable[[Part], doc.Line]], ...]] = (
    ("Status", statuses.status),
    ("Outlook", statuses.outlook),
    ("Progress", percentage),
    ("Reason", reason),
    ("Challenges", lambda part: text(part.reported.challenges)),
    ("Expected", lambda part: day(part.reported.expected)),
    ("Next step", lambda part: text(part.reported.next)),
    (LAST_UPDATE, lambda part: day(part.last_update)),
)


def objective_line(before: ItemProgress, after: ItemProgress) -> doc.Paragraph:
    """Returns the line about an objective whose status or outlook has changed."""
    parts = [
        arrow(show(before), show(after))
        for show in (statuses.status, statuses.outlook)
        if show(before) != show(after)
    ]
    return doc.Paragraph(
        ((doc.Text(f"Objective {after.item.shown_number}: "), *doc.joined(parts)),)
    )


def way_back(sheet: UpdateSheet) -> doc.Line:
    """Returns what to type if it was a mistake."""
    parts: list[doc.Line] = [
        (doc.Text(f"bptip retract {effect.update.id[-8:]}", doc.Role.CODE),)
        for effect in sheet.effects.items
    ]
    return (doc.Text("A mistake? Take it back: "), *doc.joined(parts, ", "))


POSITION_KEYS: Final = (
    "status", "said", "outlook", "progress", "reason", "challenges", "expected", "next", "values",
    "last_update",
)  # fmt: skip


def position(item: Part) -> Record:
    """Returns the position of an item or of a party's own part, with the keys of `status`."""
    values = {name: figure.value for name, figure in item.reported.figures.items()}
    return records.record_of(POSITION_KEYS, item, item.reported, values=values)


def effect_record(effect: ItemEffect) -> Record:
    """Returns an item before and after as data, and the party's own part if it is about that."""
    before, after = map(position, effect.parts)
    own = {"party": effect.party, "before": before, "after": after}
    return {
        "id": effect.item.id,
        "title": effect.item.title,
        "update": effect.update.id,
        "before": position(effect.before),
        "after": position(effect.after),
        "own": own if effect.party is not None else None,
    }


def record(sheet: UpdateSheet) -> Record:
    """Returns the updates, as in `log`, and their items before and after."""
    added = [effect.update for effect in sheet.effects.items]
    return records.plan_answer(
        sheet.source,
        sheet.plan,
        as_of=sheet.as_of,
        written=not sheet.dry_run,
        updates=records.updates(added, sheet.labels, frozenset()),
        items=[effect_record(effect) for effect in sheet.effects.items],
    )


VIEW: Final = View(
    page,
    record,
    MainList(
        (
            *("id", "title", "update"),
            *(
                f"{time}.{key}"
                for time in ("before", "after")
                for key in POSITION_KEYS
                if key != "values"
            ),
        ),
        listed("items", items=("id",)),
        kind="effects",
    ),
)
