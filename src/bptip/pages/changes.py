"""What moved in a period: from which status to which, with what was said and what bears it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Line,
    Link,
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
from bptip.pages.parts.lines import Cite
from bptip.pages.view import MainList, View, listed
from bptip.plan import vocabulary
from bptip.progress.period import moves

if TYPE_CHECKING:
    from bptip.pages.view import Record
    from bptip.plan.labels import Labels
    from bptip.plan.model import Source, Status, Update
    from bptip.progress.period import Changes, ItemInPeriod

NAMED: Final = 8
"""Up to so many items are named beside their number."""


QUOTED: Final = 1000
"""Up to so many updates are quoted on a page; of more, nobody reads any."""


class ChangesSheet(NamedTuple):
    """What moved in a period, and how it is shown.

    `year` says that nobody named the period's first day; with `listing`, late entries are listed
    and not only counted. `labels` are of every item that some version has.
    """

    changes: Changes
    labels: Labels
    source: Source
    year: bool = False
    listing: bool = False


def page(sheet: ChangesSheet) -> Document:
    """The page: what was asked, the sum of it, item by item, late entries."""
    changes = sheet.changes
    blocks: list[Block] = [
        *lines.head(changes.version.plan, asked_line(sheet)),
        *change_blocks(changes, sheet.labels),
        *late_blocks(changes, sheet.labels, listing=sheet.listing),
    ]
    return Document(tuple(blocks), lines.foot(sheet.source))


def asked_line(sheet: ChangesSheet) -> Line:
    """Which version is looked at, in which period, as known when."""
    changes = sheet.changes
    year = " (a year, as no --since was given)" if sheet.year else ""
    parts = [
        plain(f"version {changes.version.plan.version}"),
        plain(f"changes {vocabulary.period(changes.since, changes.until)}{year}"),
        plain(f"as known on {vocabulary.day(changes.known_at)}") if changes.known_at else (),
    ]
    return joined(parts)


def change_blocks(
    changes: Changes, labels: Labels, cite: Cite = Link, quoted: int = QUOTED
) -> tuple[Block, ...]:
    """The sum of what moved, and a table of it; where nothing did, that in words.

    `cite` says how the addresses of evidence are given. Where there are more updates than
    `quoted`, the table has the items alone, and a line says so.
    """
    if not changes.listed:
        return (paragraph(plain(nothing_moved(changes))),)
    many = sum(len(each.updates) for each in changes.items)
    left_out = (paragraph(not_quoted(changes, many)),) if many > quoted else ()
    table = change_table(changes, labels, cite, quoting=many <= quoted)
    return (*summary_blocks(changes), *left_out, table)


def not_quoted(changes: Changes, many: int) -> Line:
    """That there are too many updates to quote them all, and where they are."""
    period = f"--since {changes.since} --until {changes.until}"
    return (
        Text(f"{vocabulary.count(many, 'update')} say so, too many to quote: "),
        Text(f"bptip log {changes.version.plan.id} {period}", Role.CODE),
        Text(" lists them."),
    )


def nothing_moved(changes: Changes) -> str:
    """That nothing moved, and why that is where the period and the plan don't meet."""
    plan = changes.version.plan
    told = "Nothing was reported for these days, and no status changed"
    if changes.until < plan.start:
        return f"{told}: the plan begins on {vocabulary.day(plan.start)}."
    if changes.since > plan.end:
        return f"{told}: the plan ended on {vocabulary.day(plan.end)}."
    return f"{told}."


def summary_blocks(changes: Changes) -> Iterator[Block]:
    """What became of the items, in counts; and what joined and left the plan."""
    moved = [named_count(items, vocabulary.MOVE[name]) for name, items in moves(changes).items()]
    same = [each for each in changes.listed if each.item.is_leaf and not each.has_moved]
    told = [
        (Text(", ".join(moved) if moved else "no status changed", Role.STRONG),),
        plain(f"{len(same)} reported without a change of status") if same else (),
        plain(news(changes)),
    ]
    yield paragraph(joined(told))
    if changes.joined or changes.left:
        yield paragraph(plain(joined_and_left(changes)))


def named_count(items: Sequence[ItemInPeriod], what: str) -> str:
    """What became of how many items, and of which if they are few: "2 completed (1.1, 2.4)"."""
    ids = ", ".join(each.item.id for each in items)
    return f"{len(items)} {what} ({ids})" if len(items) <= NAMED else f"{len(items)} {what}"


def news(changes: Changes) -> str:
    """Of how many activities of the plan there is nothing to tell."""
    known = "known " if changes.version.plan.partial else ""
    every = sum(e.item.kind == "activity" and e.after is not None for e in changes.items)
    activities = vocabulary.count(every, f"{known}activity", f"{known}activities")
    if not every:
        return f"no {known}activities"
    none = len(changes.unchanged)
    return f"no report on {none} of {activities}" if none else f"reports on all of {activities}"


def joined_and_left(changes: Changes) -> str:
    """What joined and left the plan with its later version."""
    plan, before = changes.version.plan, changes.earlier.version.plan.version
    told = [
        named_count(items, what)
        for items, what in ((changes.joined, "joined"), (changes.left, "left"))
        if items
    ]
    return (
        f"Version {plan.version}, in force since {vocabulary.day(changes.version.effective)}, "
        f"beside version {before}, in force when the period began: "
        f"of its activities, {vocabulary.listing(told)}."
    )


def change_table(
    changes: Changes, labels: Labels, cite: Cite = Link, *, quoting: bool = True
) -> Table:
    """A row an item, under its objective; with `quoting`, below it one for each update about it."""
    columns = (
        Column("#"),
        Column("Item, and what was said of it" if quoting else "Item", wrapping=True, least=32),
        Column("Status", wrapping=True, least=16),
    )
    rows: list[Row] = []
    for each in told_of(changes):
        rows.append(item_row(each))
        if quoting:
            several = len(each.updates) > 1
            rows += [update_row(update, labels, cite, several=several) for update in each.updates]
    return Table(columns, tuple(rows))


def told_of(changes: Changes) -> Iterator[ItemInPeriod]:
    """What there is something to tell of, each activity below its objective."""
    groups: dict[str, list[ItemInPeriod]] = {}
    for each in changes.items:
        groups.setdefault(each.objective or each.item.id, []).append(each)
    for group in groups.values():
        if any(each.is_listed for each in group):
            yield from (each for each in group if each.is_listed or each.item.kind == "objective")


def item_row(change: ItemInPeriod) -> Row:
    """An item, and what became of its status."""
    activity = change.item.kind == "activity"
    title = Text(change.item.title, Role.STRONG if activity else Role.PLAIN)
    cells: tuple[Line, ...] = (plain(change.item.id), (title,), status_change(change))
    return Row(cells, level=int(activity), heading=not activity)


def status_change(change: ItemInPeriod) -> Line:
    """From which status to which: "in progress → completed"; of one that stayed, that one."""
    if not change.has_moved:
        return optional_status(change.after, "not in the plan")
    before = optional_status(change.before, "new in the plan")
    after = optional_status(change.after, "left the plan")
    return (*before, Text(" → "), *after)


def optional_status(status: Status | None, otherwise: str) -> Line:
    """A status in its own words; where there is none, the words for that."""
    return lines.status_mark(status) if status else muted(otherwise)


def update_row(update: Update, labels: Labels, cite: Cite, *, several: bool) -> Row:
    """What an update says, who says it, of which day; and of several, its status."""
    status = lines.status_mark(update.status) if several and update.status else ()
    return Row((lines.optional_day(update.on), said(update, labels, cite), status), level=2)


def said(update: Update, labels: Labels, cite: Cite) -> Line:
    """What an update says, who says it, and what bears it out."""
    told = joined([lines.statement(update, labels), *lines.evidence(update.evidence, cite)], " ")
    by = plain(f"{update.by}: " if told else update.by) if update.by else ()
    return (*by, *told)


def late_blocks(
    changes: Changes, labels: Labels, cite: Cite = Link, *, listing: bool
) -> Iterator[Block]:
    """How many entries came late; with `listing`, each of them. What was taken back is counted."""
    since = vocabulary.day(changes.since)
    if changes.retracted:
        yield paragraph(muted(taken_back(changes)))
    if not changes.late:
        if listing:
            yield paragraph(muted(f"No late entries: nothing of days before {since} came in."))
        return
    many = vocabulary.count(len(changes.late), "late entry", "late entries")
    told = f"{many}: true of days before {since}, written down since then"
    if listing:
        yield Heading(plain("Late entries"))
        yield paragraph(plain(f"{told}."))
        yield late_table(changes.late, labels, cite)
    else:
        yield paragraph((*muted(f"{told} ("), Text("--late", Role.CODE), *muted(" lists them).")))


def taken_back(changes: Changes) -> str:
    """How many updates of days before the period were taken back in it, and on which items."""
    many = len(changes.retracted)
    items = ", ".join(dict.fromkeys(each.item for each in changes.retracted))
    been = "has" if many == 1 else "have"
    return (
        f"{vocabulary.count(many, 'update')} of days before {vocabulary.day(changes.since)} {been} "
        f"been taken back since then ({items}): "
        "the log shows what was said and why it no longer holds."
    )


def late_table(updates: Sequence[Update], labels: Labels, cite: Cite = Link) -> Table:
    """Late entries: of which day, on what, saying what, written down when."""
    columns = (
        Column("On", Align.RIGHT),
        Column("#"),
        Column("What was said", wrapping=True),
        Column("Status"),
        Column("Recorded", Align.RIGHT, priority=1),
    )
    rows = (
        Row(
            (
                lines.optional_day(each.on),
                plain(each.item),
                said(each, labels, cite),
                lines.status_mark(each.status) if each.status else (),
                lines.optional_day(each.recorded_on),
            )
        )
        for each in updates
    )
    return Table(columns, tuple(rows))


def record(sheet: ChangesSheet) -> Record:
    """The items of which there is something to tell, and the late entries."""
    changes = sheet.changes
    return records.answer(
        sheet.source,
        plan=changes.version.plan.id,
        version=changes.version.plan.version,
        since=changes.since,
        until=changes.until,
        known_at=changes.known_at,
        changes=[change_record(each) for each in changes.listed],
        late=records.updates(changes.late, sheet.labels, frozenset()),
        unchanged=len(changes.unchanged),
    )


def change_record(change: ItemInPeriod) -> Record:
    """An item's statuses before and after, and what its updates say in the period."""
    addresses = (address for update in change.updates for address in update.evidence)
    return {
        "kind": change.item.kind,
        "id": change.item.id,
        "title": change.item.title,
        "objective": change.objective,
        "from": change.before.value if change.before else None,
        "to": change.after.value if change.after else None,
        "updates": [update.id for update in change.updates],
        "notes": [update.note for update in change.updates if update.note is not None],
        "evidence": list(dict.fromkeys(addresses)),
    }


VIEW: Final = View(
    page,
    record,
    MainList(
        ("kind", "id", "title", "objective", "from", "to", "updates", "notes", "evidence"),
        listed("changes", items=("id", "objective")),
    ),
)
