"""The items of two editions, objective by objective: added, removed, changed, unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from bptip.comparison.diff import (
    PARENT,
    TITLE,
    ChangeKind,
    Diff,
    FieldChange,
    ItemChange,
    Kind,
    whole_fields,
)
from bptip.comparison.pairs import Match, Pair
from bptip.pages import document as doc
from bptip.pages.parts import lines, pair_words
from bptip.pages.parts.redlines import field_lines, text_change
from bptip.plan import vocabulary
from bptip.plan.model import Item

TITLE_ROLE: Final = {
    ChangeKind.ADDED: doc.Role.ADDED,
    ChangeKind.REMOVED: doc.Role.REMOVED,
    ChangeKind.CHANGED: doc.Role.STRONG,
    ChangeKind.UNCHANGED: doc.Role.MUTED,
}

WORD_ROLE: Final = {
    ChangeKind.ADDED: doc.Role.GOOD,
    ChangeKind.REMOVED: doc.Role.ERROR,
    ChangeKind.CHANGED: doc.Role.PLAIN,
    ChangeKind.UNCHANGED: doc.Role.MUTED,
}

COLUMNS_OF_CHANGES: Final = (
    doc.Column("Was", kept=True),
    doc.Column("Now", kept=True),
    doc.Column("Change", priority=1),
    doc.Column("What", wrapping=True, least=32),
)


class ObjectiveGroup(NamedTuple):
    """The changes of an objective, in its new edition if there is one, and of its activities.

    `changes` are those of the objective itself: several after a split or a merge, none if an
    activity became an objective.
    """

    objective: Item
    changes: tuple[ItemChange, ...]
    activities: tuple[ItemChange, ...]


def groups(diff: Diff) -> list[ObjectiveGroup]:
    """Returns the changes by objective, in the new edition's order; then removed objectives.

    An activity removed from an objective is listed under what that objective became.
    """
    became = {
        id(each.old.item): each.new.objective or each.new.item
        for each in reversed(diff.changes)
        if each.old and each.new and each.old.objective is None
    }
    groups: dict[int, ObjectiveGroup] = {}
    for change in diff.changes:
        objective = _objective_of(change, became)
        group = groups.setdefault(id(objective), ObjectiveGroup(objective, (), ()))
        if change.kind is Kind.OBJECTIVE:
            group = group._replace(changes=(*group.changes, change))
        else:
            group = group._replace(activities=(*group.activities, change))
        groups[id(objective)] = group
    return list(groups.values())


def _objective_of(change: ItemChange, became: Mapping[int, Item]) -> Item:
    """Returns the objective under which a change is listed; an objective is listed under itself."""
    side = change.new or change.old
    if side is None:
        raise ValueError("a change has at least one side")
    objective = side.objective or side.item
    return objective if change.new else became.get(id(objective), objective)


def group_blocks(
    group: ObjectiveGroup, *, detailed: bool, tracked: bool = False
) -> Iterator[doc.Block]:
    """Yields the heading of an objective, and a table of the changes in it and its activities.

    With `tracked`, the table has every text of the items that only one edition has.
    """
    item = group.objective
    title = (*lines.number(item), doc.Text(f"  {item.title}"))
    yield doc.Heading(title, aside=heading_aside(group))
    rows = [
        row
        for change in (*group.changes, *group.activities)
        if detailed or needs_row(change, tracked=tracked)
        for row in rows_of(change, detailed=detailed, tracked=tracked)
    ]
    if rows:
        yield doc.Table(COLUMNS_OF_CHANGES, tuple(rows))
    unchanged = [each for each in group.activities if each.change is ChangeKind.UNCHANGED]
    if unchanged and not detailed:
        yield doc.muted_paragraph(unchanged_line(unchanged))
    elif not rows and all(each.change is ChangeKind.UNCHANGED for each in group.changes):
        yield doc.muted_paragraph(vocabulary.CHANGE[ChangeKind.UNCHANGED.value])


def needs_row(change: ItemChange, *, tracked: bool) -> bool:
    """True if something changed that the heading does not show already.

    A heading is ordinary text, so a `tracked` objective that was added or removed has a row too.
    """
    if change.kind is Kind.OBJECTIVE and not tracked:
        return change.change is ChangeKind.CHANGED
    return change.change is not ChangeKind.UNCHANGED


def heading_aside(group: ObjectiveGroup) -> doc.Line:
    """Returns what an objective's heading shows beside its title: added, removed, renumbered."""
    parts: list[doc.Line] = []
    for change in group.changes:
        if change.change in (ChangeKind.ADDED, ChangeKind.REMOVED):
            parts.append((doc.Text(word_for(change), WORD_ROLE[change.change]),))
        elif change.is_renumbered and change.old:
            parts.append(doc.plain(f"was {change.old.item.id}"))
    return doc.joined(parts, ", ")


def unchanged_line(unchanged: Sequence[ItemChange]) -> str:
    """Returns the number of unchanged activities, and the ids of those renumbered."""
    counted = f"{vocabulary.count(len(unchanged), 'activity', 'activities')} unchanged"
    renumbered = [
        f"{c.old.item.id} → {c.new.item.id}"
        for c in unchanged
        if c.is_renumbered and c.old and c.new
    ]
    return f"{counted}; renumbered: {', '.join(renumbered)}" if renumbered else counted


def rows_of(change: ItemChange, *, detailed: bool, tracked: bool) -> Iterator[doc.Row]:
    """Yields a row for a change and each changed field.

    With `detailed`, the evidence for the pair follows, or the candidates for an item without one.
    """
    is_whole = tracked and change.pair is None
    note = similarity_note(change)
    cells = (
        lines.number(change.old.item) if change.old else lines.DASH,
        lines.number(change.new.item) if change.new else lines.DASH,
        (doc.Text(word_for(change), WORD_ROLE[change.change]),),
        doc.joined([title_line(change), () if tracked else note]),
    )
    yield doc.Row(cells)
    fields = whole_fields(change) if is_whole else change.fields
    texts = (with_objectives(each, change) for each in fields if each.field != TITLE)
    for name, line in field_lines(texts, tracked=tracked):
        yield doc.row((), (), (), (*doc.muted(f"{name}: "), *line), level=1)
    if tracked and note:
        yield doc.row((), (), (), note, level=1)
    if detailed and change.pair:
        yield doc.row((), (), (), doc.muted(evidence_of(change.pair)), level=1)
    for line in pair_words.nearest(change.candidates) if detailed else ():
        yield doc.row((), (), (), line, level=1)


def with_objectives(field: FieldChange, change: ItemChange) -> FieldChange:
    """Returns a field; two objectives with the same number are named by their titles too."""
    sides = (side.objective for side in (change.old, change.new) if side)
    names = [f"{objective.id} {objective.title}" for objective in sides if objective]
    if field.field != PARENT or field.old != field.new or len(names) != 2:
        return field
    return field._replace(old=names[0], new=names[1])


def word_for(change: ItemChange) -> str:
    """Returns a change in a word."""
    if change.is_moved:
        return vocabulary.MOVED
    if change.is_renumbered and change.change is ChangeKind.UNCHANGED:
        return vocabulary.RENUMBERED
    return vocabulary.CHANGE[change.change.value]


def title_line(change: ItemChange) -> doc.Line:
    """Returns the title with its changes marked; an added or removed title in that role."""
    if change.old and change.new:
        return text_change(change.old.item.title, change.new.item.title)
    side = change.new or change.old
    return (doc.Text(side.item.title, TITLE_ROLE[change.change]),) if side else ()


def similarity_note(change: ItemChange) -> doc.Line:
    """Returns the similarity of a pair that rests on nothing else."""
    if change.pair and change.pair.match is Match.SIMILAR:
        return doc.muted(pair_words.match_of(change.pair))
    return ()


def evidence_of(pair: Pair) -> str:
    """Returns the evidence on which two items are taken for the same one."""
    likeness = pair.evidence
    if likeness is None:
        return f"A pair: {pair_words.match_of(pair)}"
    parts = [f"wording {pair_words.alike(likeness.wording)}"]
    if said := pair_words.both_say(pair):
        parts.append(f"both say {said}")
    if likeness.has_same_objective:
        parts.append("same objective")
    if likeness.leads:
        parts.append(f"same lead {', '.join(likeness.leads)}")
    if likeness.has_same_dates:
        parts.append("same date")
    return "; ".join((f"A pair: {pair_words.match_of(pair)}", *parts))
