"""What changed between two editions: a comparison to be read out in front of a minister."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.comparison.diff import TITLE, ChangeKind, Kind
from bptip.comparison.pairing import Match
from bptip.pages.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Line,
    Link,
    Notice,
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
from bptip.pages.parts.lines import Cite
from bptip.pages.parts.redlines import field_lines, plain_value, text_change
from bptip.pages.view import MainList, View, item_name
from bptip.plan import vocabulary

if TYPE_CHECKING:
    from bptip.comparison.diff import Diff, FieldChange, ItemChange, Side
    from bptip.comparison.pairing import Pair
    from bptip.pages.view import Record
    from bptip.plan.model import Item, Source
    from bptip.progress.plan_progress import Progress

TITLE_ROLE: Final = {
    ChangeKind.ADDED: Role.ADDED,
    ChangeKind.REMOVED: Role.REMOVED,
    ChangeKind.CHANGED: Role.STRONG,
    ChangeKind.UNCHANGED: Role.MUTED,
}


WORD_ROLE: Final = {
    ChangeKind.ADDED: Role.GOOD,
    ChangeKind.REMOVED: Role.ERROR,
    ChangeKind.CHANGED: Role.PLAIN,
    ChangeKind.UNCHANGED: Role.MUTED,
}

KIND_HEADING: Final = {Kind.ACTIVITY: "Activities", Kind.OBJECTIVE: "Objectives"}


class DiffSheet(NamedTuple):
    """Two editions compared; with `detailed`, unchanged items and all evidence are shown too.

    `names` are those of two files that are of one version.
    """

    diff: Diff
    source: Source
    detailed: bool = False
    names: tuple[str, str] | None = None


class ObjectiveGroup(NamedTuple):
    """What became of an objective, the new one's if there is one, and of the activities under it.

    `changes` are those of the objective itself: several of a split or a merge, none where an
    activity became an objective.
    """

    objective: Item
    changes: tuple[ItemChange, ...]
    activities: tuple[ItemChange, ...]


def page(sheet: DiffSheet) -> Document:
    """The page: counts, the plan itself, objective by objective, and what was let fall."""
    blocks: list[Block] = [
        *head(sheet.diff, sheet.names),
        *diff_blocks(sheet.diff, detailed=sheet.detailed),
    ]
    return Document(tuple(blocks), lines.foot(sheet.source))


def diff_blocks(diff: Diff, cite: Cite = Link, *, detailed: bool = False) -> Iterator[Block]:
    """All that there is to say of the changes; `cite` says how evidence is given."""
    yield counts_block(diff)
    if diff.within_one_plan and any(each.renumbered for each in diff.changes):
        yield paragraph(muted(vocabulary.BY_NUMBER))
    if diff.is_empty and not detailed:
        return
    yield from plan_blocks(diff)
    for group in groups(diff):
        yield from group_blocks(group, detailed=detailed)
    yield from perhaps_blocks(diff)
    yield from fallen_blocks(diff, cite)


def head(diff: Diff, names: tuple[str, str] | None = None) -> Iterator[Block]:
    """Which editions are compared, as of when, and what their figures are and are not.

    `names` stand for the editions where these alone don't tell them apart.
    """
    old, new = names or (lines.edition(diff.old), lines.edition(diff.new))
    title = f"What changed from {old} to {new}"
    yield Heading(plain(title), 1, plain(f"statuses as of {vocabulary.day(diff.new.as_of)}"))
    titles = dict.fromkeys((diff.old.plan.title, diff.new.plan.title))
    yield paragraph(muted(" → ".join(titles)))
    for notice in dict.fromkeys((diff.old.plan.notice, diff.new.plan.notice)):
        if notice:
            yield Notice(plain(notice))


def counts_block(diff: Diff) -> Block:
    """How many items were added, removed, changed, and stayed as they were."""
    if diff.is_empty:
        return paragraph((Text("Nothing changed.", Role.STRONG),))
    told = ((KIND_HEADING[kind], diff.summary[kind]) for kind in KIND_HEADING)
    return Paragraph(
        tuple(
            (Text(f"{name}: "), Text(", ".join(f"{n} {c}" for c, n in counts.items()), Role.STRONG))
            for name, counts in told
        )
    )


def plan_blocks(diff: Diff) -> Iterator[Block]:
    """What changed of the plan as a whole."""
    if diff.plan_fields:
        yield Heading(plain("The plan itself"))
        yield Table(
            (Column("What"), Column("Change", wrapping=True)),
            tuple(Row((muted(name), line)) for name, line in field_lines(diff.plan_fields)),
            titled=False,
        )


def groups(diff: Diff) -> list[ObjectiveGroup]:
    """The changes by objective, in the new edition's order; then of those that are no more.

    What left an objective stands under what that became.
    """
    became = {
        id(each.old.item): each.new.objective or each.new.item
        for each in reversed(diff.changes)
        if each.old and each.new and each.old.objective is None
    }
    told: dict[int, ObjectiveGroup] = {}
    for each in diff.changes:
        under = _stands_under(each, became)
        group = told.setdefault(id(under), ObjectiveGroup(under, (), ()))
        if each.kind is Kind.OBJECTIVE:
            group = group._replace(changes=(*group.changes, each))
        else:
            group = group._replace(activities=(*group.activities, each))
        told[id(under)] = group
    return list(told.values())


def _stands_under(change: ItemChange, became: Mapping[int, Item]) -> Item:
    """The objective under which a change is told, its own or that of its activity."""
    side = change.new or change.old
    if side is None:
        raise ValueError("a change has at least one side")
    objective = side.objective or side.item
    return objective if change.new else became.get(id(objective), objective)


def group_blocks(group: ObjectiveGroup, *, detailed: bool) -> Iterator[Block]:
    """An objective, and a table of what changed in it and under it."""
    item = group.objective
    yield Heading(plain(f"{item.id}  {item.title}"), aside=became_of(group))
    told = [*group.changes, *group.activities]
    rows = [
        row
        for each in told
        if detailed or worth_telling(each)
        for row in rows_of(each, detailed=detailed)
    ]
    if rows:
        yield change_table(rows)
    unchanged = [each for each in group.activities if each.change is ChangeKind.UNCHANGED]
    if unchanged and not detailed:
        yield paragraph(muted(as_it_was(unchanged)))
    elif not rows and all(each.change is ChangeKind.UNCHANGED for each in group.changes):
        yield paragraph(muted(vocabulary.CHANGE[ChangeKind.UNCHANGED.value]))


def worth_telling(change: ItemChange) -> bool:
    """Whether something changed that the heading doesn't say already."""
    if change.kind is Kind.OBJECTIVE:
        return change.change is ChangeKind.CHANGED
    return change.change is not ChangeKind.UNCHANGED


def became_of(group: ObjectiveGroup) -> Line:
    """What became of an objective: added, removed, renumbered."""
    told: list[Line] = []
    for each in group.changes:
        if each.change in (ChangeKind.ADDED, ChangeKind.REMOVED):
            told.append((Text(word_for(each), WORD_ROLE[each.change]),))
        elif each.renumbered and each.old:
            told.append(plain(f"was {each.old.item.id}"))
    return joined(told, ", ")


def as_it_was(unchanged: Sequence[ItemChange]) -> str:
    """How many activities are as they were, and which of them have another number."""
    told = f"{vocabulary.count(len(unchanged), 'activity', 'activities')} unchanged"
    moves = [
        f"{c.old.item.id} → {c.new.item.id}" for c in unchanged if c.renumbered and c.old and c.new
    ]
    return f"{told}; renumbered: {', '.join(moves)}" if moves else told


def change_table(rows: Sequence[Row]) -> Table:
    """Changes, each with the numbers before and after, and below it the fields that differ."""
    columns = (
        Column("Was"),
        Column("Now"),
        Column("Change", priority=1),
        Column("What", wrapping=True, least=32),
    )
    return Table(columns, tuple(rows))


def rows_of(change: ItemChange, *, detailed: bool) -> Iterator[Row]:
    """A change, and a row for each field that differs; with `detailed`, how the pair was found."""
    cells = (
        plain(change.old.item.id) if change.old else lines.DASH,
        plain(change.new.item.id) if change.new else lines.DASH,
        (Text(word_for(change), WORD_ROLE[change.change]),),
        (*title_line(change), *how_sure(change)),
    )
    yield Row(cells)
    fields = [each for each in change.fields if each.field != TITLE]
    for name, line in field_lines(fields):
        yield Row(((), (), (), (*muted(f"{name}: "), *line)), level=1)
    if detailed and change.pair:
        yield Row(((), (), (), muted(evidence_of(change.pair))), level=1)


def word_for(change: ItemChange) -> str:
    """What became of an item, in a word or two."""
    if change.moved:
        return vocabulary.MOVED
    if change.renumbered and change.change is ChangeKind.UNCHANGED:
        return vocabulary.RENUMBERED
    return vocabulary.CHANGE[change.change.value]


def title_line(change: ItemChange) -> Line:
    """The title, with its changes marked; of what came or went, in that role."""
    if change.old and change.new:
        return text_change(change.old.item.title, change.new.item.title)
    side = change.new or change.old
    return (Text(side.item.title, TITLE_ROLE[change.change]),) if side else ()


def how_sure(change: ItemChange) -> Line:
    """Of a pair that nothing but likeness makes: that, with its figure."""
    if change.pair and change.pair.match is Match.SIMILAR:
        return muted(f"  ({alike(change.pair)})")
    return ()


def alike(pair: Pair) -> str:
    """How much two items resemble each other, from 0 to 1."""
    return f"{vocabulary.MATCH[pair.match.value]} {pair.similarity:.2f}"


def evidence_of(pair: Pair) -> str:
    """On what evidence two items are taken for one."""
    found = pair.evidence
    if found is None:
        return f"A pair: {vocabulary.MATCH[pair.match.value]}"
    told = [f"wording {found.wording:.2f}"]
    if found.words:
        told.append(f"both say {', '.join(found.words)}")
    if found.same_objective:
        told.append("same objective")
    if found.leads:
        told.append(f"same lead {', '.join(found.leads)}")
    if found.same_dates:
        told.append("same date")
    name = alike(pair) if pair.match is Match.SIMILAR else vocabulary.MATCH[pair.match.value]
    return f"A pair: {name} ({'; '.join(told)})"


def perhaps_blocks(diff: Diff) -> Iterator[Block]:
    """The pairs by likeness alone, with the line that would declare them in the later edition."""
    if not diff.perhaps or diff.of_one_version:
        return
    yield Heading(plain("Perhaps carried on"))
    yield paragraph(plain(vocabulary.PERHAPS))
    columns = (
        Column("Was"),
        Column("Now"),
        Column("Alike"),
        Column(f"If it is true, paste this into {lines.edition(diff.later)}", wrapping=True),
    )
    rows = (
        Row(
            (
                plain(each.old.item.id),
                plain(each.new.item.id),
                plain(f"{each.pair.similarity:.2f}"),
                (Text(declaration(diff, each.old, each.new), Role.CODE),),
            )
        )
        for each in diff.perhaps
        if each.old and each.new and each.pair
    )
    yield Table(columns, tuple(rows))


def declaration(diff: Diff, old: Side, new: Side) -> str:
    """The line of TOML that says what the later of two items carries on, with what it declares."""
    earlier, later = (new, old) if diff.backwards else (old, new)
    plan = diff.new.plan if diff.backwards else diff.old.plan
    reference = f"v{plan.version}" if diff.within_one_plan else plan.id
    declared = [*later.item.continues, f"{reference}/{earlier.item.id}"]
    return f"continues = [{', '.join(map(quoted, declared))}]"


def quoted(text: str) -> str:
    """A text as a TOML string of one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def fallen_blocks(diff: Diff, cite: Cite) -> Iterator[Block]:
    """What the new edition has no more: the finished in one line, what was let fall one by one."""
    if not diff.finished and not diff.fallen:
        return
    yield Heading(plain(vocabulary.ONLY_IN_OLD if diff.backwards else vocabulary.FALLEN))
    if diff.fallen:
        yield fallen_table(diff, cite)
    else:
        yield paragraph(plain("Nothing: whatever is not in the new edition is completed."))
    if diff.finished:
        names = (f"{side.item.id} {side.item.title}" for side in diff.finished)
        yield paragraph(plain(f"Finished, and so in the plan no more: {'; '.join(names)}."))


def fallen_table(diff: Diff, cite: Cite) -> Table:
    """What was let fall, with its last status, its lead, and what bears the status out."""
    columns = (
        Column("Was"),
        Column("What", wrapping=True, least=32),
        Column("Last status", wrapping=True, least=16),
        Column("Lead", wrapping=True, priority=1),
        Column("Last update", Align.RIGHT, priority=2),
    )
    rows: list[Row] = []
    faint = diff.faint_partners
    for side in diff.fallen:
        perhaps = faint.get(id(side.item))
        unless = muted(f" (unless {perhaps.item.id} carries it on)") if perhaps else ()
        cells = (
            plain(side.item.id),
            (*plain(side.item.title), *unless),
            lines.status(side.progress),
            led_by(diff, side),
            lines.optional_day(side.progress.reported.last_update),
        )
        rows.append(Row(cells))
        borne_out = lines.evidence(lines.grounds(side.progress.reported), cite)
        rows += [Row(((), line, (), (), ()), level=1) for line in borne_out]
    return Table(columns, tuple(rows))


def led_by(diff: Diff, side: Side) -> Line:
    """Who leads an item; of an objective with activities, how many of these are carried on."""
    if side.progress.kind == "activity" or side.progress.is_leaf:
        return lines.leads(side.progress)
    activities = side.progress.objective.activities
    carried = sum(diff.carries_on(each) for each in activities)
    return muted(
        f"{carried} of {vocabulary.count(len(activities), 'activity', 'activities')} carried on"
    )


def record(sheet: DiffSheet) -> Record:
    """Both editions, what changed of the plan, the counts, and every pair."""
    return records.answer(sheet.source, **diff_record(sheet.diff))


def diff_record(diff: Diff) -> Record:
    """A comparison as data."""
    return {
        "old": edition_record(diff.old),
        "new": edition_record(diff.new),
        "plan_fields": [field_record(each) for each in diff.plan_fields],
        "summary": {
            kind.value: {change.value: many for change, many in counts.items()}
            for kind, counts in diff.summary.items()
        },
        "changes": [change_record(each) for each in diff.changes],
    }


def edition_record(progress: Progress) -> Record:
    """Which edition it is."""
    plan = progress.plan
    return {"plan": plan.id, "version": plan.version, "title": plan.title}


def field_record(change: FieldChange) -> Record:
    """A field before and after."""
    return {"field": change.field, "old": plain_value(change.old), "new": plain_value(change.new)}


def change_record(change: ItemChange) -> Record:
    """What became of an item, and on what evidence."""
    pair = change.pair
    return {
        "kind": change.kind.value,
        "change": change.change.value,
        "old": side_record(change.old),
        "new": side_record(change.new),
        "match": pair.match.value if pair else None,
        "similarity": pair.similarity if pair else None,
        "fields": [field_record(each) for each in change.fields],
        "old_status": change.old.progress.status.value if change.old else None,
        "new_status": change.new.progress.status.value if change.new else None,
    }


def side_record(side: Side | None) -> Record | None:
    """An item of one edition."""
    if side is None:
        return None
    return {"id": side.item.id, "title": side.item.title, "objective": side.parent}


def sides_named(record: Record) -> Iterator[Record]:
    """Yields the changes with the ids of both sides as rows name them.

    Between two versions of one plan, an item is named with its version.
    """
    within_one_plan = record["old"]["plan"] == record["new"]["plan"]
    for change in record["changes"]:
        yield {
            **change,
            **{
                side: _named(change[side], record[side], with_version=within_one_plan)
                for side in ("old", "new")
            },
        }


def _named(item: Record | None, edition: Record, *, with_version: bool) -> Record | None:
    """Returns an item of one edition with its ids as rows name them."""
    if item is None:
        return None
    plan = f"{edition['plan']}@v{edition['version']}" if with_version else edition["plan"]
    return {**item, **{key: item_name(plan, item[key]) for key in ("id", "objective")}}


VIEW: Final = View(
    page,
    record,
    MainList(
        (
            "kind", "change", "old.id", "old.title", "old.objective", "new.id", "new.title",
            "new.objective", "match", "similarity", "fields", "old_status", "new_status",
        ),
        sides_named,
    ),
)  # fmt: skip
