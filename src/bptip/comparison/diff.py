"""What changed between two editions, and what was let fall: values, which a view makes a page of.

An edition is a version as it stands on a day, so that each change comes with the statuses of its
items. Two items are a pair by the evidence of `pairing`; every item of both editions stands in the
changes at least once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bptip.comparison.pairing import Match, pairs_of
from bptip.comparison.wording import same_text
from bptip.plan.model import Activity, Status

if TYPE_CHECKING:
    from datetime import date

    from bptip.comparison.pairing import Pair
    from bptip.plan.model import Item, Objective, Version
    from bptip.progress.item_progress import ItemProgress
    from bptip.progress.plan_progress import Progress

TITLE: Final = "title"

PARENT: Final = "parent"
"""The field of a pair that says which objectives its items stand under."""

OF_PLANS: Final = (
    "title", "description", "notice", "start", "end", "group", "authority", "themes", "parties",
    "sources",
)  # fmt: skip
OF_OBJECTIVES: Final = ("title", "description", "sources")
OF_ACTIVITIES: Final = (
    "title", "description", "lead", "partners", "start", "due", "themes", "indicators", "sources",
    "extra",
)  # fmt: skip
"""The fields that are compared, in the order of the files. An id is none: people renumber."""

AS_SETS: Final = frozenset({"lead", "partners", "themes", "parties", "sources", "indicators"})
"""The fields of which the order says nothing."""


FAINT: Final = 0.3
"""The similarity below which an item that isn't completed is named among the fallen too."""


class ChangeKind(StrEnum):
    """What became of an item; a pair of which only the id differs is unchanged."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Kind(StrEnum):
    """What an item is; a pair of one of each counts as an activity."""

    OBJECTIVE = "objective"
    ACTIVITY = "activity"


class FieldChange(NamedTuple):
    """A field that differs, by its key, with its value before and after.

    Of `parent`, the values are the ids of the objectives; None for an objective itself.
    """

    field: str
    old: Any
    new: Any


class Side(NamedTuple):
    """An item of one edition: how it stands there, and the objective that it stands under."""

    progress: ItemProgress
    objective: Objective | None

    @property
    def item(self) -> Item:
        """The item itself."""
        return self.progress.item

    @property
    def parent(self) -> str | None:
        """The id of the objective that it stands under; None for an objective."""
        return self.objective.id if self.objective else None


class ItemChange(NamedTuple):
    """What became of an item: a pair and the fields that differ in it, or one side alone."""

    old: Side | None
    new: Side | None
    pair: Pair | None = None
    fields: tuple[FieldChange, ...] = ()

    @property
    def kind(self) -> Kind:
        """Whether this is about an objective or an activity."""
        sides = (side for side in (self.old, self.new) if side)
        return Kind.OBJECTIVE if all(s.objective is None for s in sides) else Kind.ACTIVITY

    @property
    def change(self) -> ChangeKind:
        """What became of the item."""
        if self.old is None:
            return ChangeKind.ADDED
        if self.new is None:
            return ChangeKind.REMOVED
        return ChangeKind.CHANGED if self.fields else ChangeKind.UNCHANGED

    @property
    def moved(self) -> bool:
        """Whether it stands under another objective than the one that its own became."""
        return any(each.field == PARENT for each in self.fields)

    @property
    def renumbered(self) -> bool:
        """Whether it has another id than before."""
        return bool(self.old and self.new and self.old.item.id != self.new.item.id)


class Diff(NamedTuple):
    """Two editions as they stand on a day, and all that there is between them.

    `plan_fields` are those of the plan as a whole; `changes` has every pair, the unchanged ones
    too, in the new edition's order, and then what only the old one has, in its own.
    """

    old: Progress
    new: Progress
    plan_fields: tuple[FieldChange, ...]
    changes: tuple[ItemChange, ...]

    @property
    def within_one_plan(self) -> bool:
        """Whether both editions are versions of one plan."""
        return self.old.plan.id == self.new.plan.id

    @property
    def of_one_version(self) -> bool:
        """Whether both editions are one version of one plan, as two files can be."""
        return self.within_one_plan and self.old.plan.version == self.new.plan.version

    @property
    def backwards(self) -> bool:
        """Whether the edition that is called old is the later one."""
        return _took_effect(self.new) < _took_effect(self.old)

    @property
    def later(self) -> Progress:
        """The edition that took effect later."""
        return self.old if self.backwards else self.new

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all has changed."""
        return not self.plan_fields and all(c.change is ChangeKind.UNCHANGED for c in self.changes)

    @property
    def summary(self) -> dict[Kind, dict[ChangeKind, int]]:
        """How many rows there are of each kind and change."""
        return {
            kind: {
                change: sum(each.kind is kind and each.change is change for each in self.changes)
                for change in ChangeKind
            }
            for kind in Kind
        }

    @property
    def perhaps(self) -> tuple[ItemChange, ...]:
        """The pairs by likeness alone, which somebody should confirm."""
        return tuple(c for c in self.changes if c.pair and c.pair.match is Match.SIMILAR)

    @property
    def finished(self) -> tuple[Side, ...]:
        """What the new edition has no more because it is completed."""
        return tuple(side for side in self._gone if side.progress.status is Status.COMPLETED)

    @property
    def fallen(self) -> tuple[Side, ...]:
        """What was promised, not completed, and not carried forward for certain.

        What is but faintly like another item is among it; `faint_partners` has that one.
        """
        gone = {id(side.item): side for side in self._gone}
        gone |= {id(each.old.item): each.old for each in self.perhaps if each.old and _faint(each)}
        in_order = (gone[id(each.item)] for each in self.old.items if id(each.item) in gone)
        return tuple(side for side in in_order if side.progress.status is not Status.COMPLETED)

    @property
    def faint_partners(self) -> Mapping[int, Side]:
        """What old items are like, by their identity; those that are surely gone have none."""
        pairs = ((each.old, each.new) for each in self.perhaps)
        return {id(old.item): new for old, new in pairs if old and new}

    def carries_on(self, item: Item) -> bool:
        """Whether an item of the old edition has a partner in the new one."""
        return any(c.old and c.new and c.old.item is item for c in self.changes)

    @property
    def _gone(self) -> tuple[Side, ...]:
        return tuple(c.old for c in self.changes if c.change is ChangeKind.REMOVED and c.old)


def diff_of(old: Progress, new: Progress, others: Iterable[Version] = ()) -> Diff:
    """What changed from the old edition to the new one.

    `others` are the other editions that are known: what is declared can lead through them.
    """
    pairs = pairs_of(old.version, new.version, others)
    partners = {(id(pair.old), id(pair.new)) for pair in pairs}
    before = {id(side.item): side for side in _sides(old)}
    after = {id(side.item): side for side in _sides(new)}
    of_new: dict[int, list[Pair]] = {}
    for pair in pairs:
        of_new.setdefault(id(pair.new), []).append(pair)
    changes = []
    for key, side in after.items():
        for pair in of_new.get(key, ()):
            was = before[id(pair.old)]
            changes.append(ItemChange(was, side, pair, tuple(_changes(was, side, partners))))
        if key not in of_new:
            changes.append(ItemChange(None, side))
    paired = {id(pair.old) for pair in pairs}
    changes += [ItemChange(side, None) for key, side in before.items() if key not in paired]
    return Diff(old, new, tuple(_field_changes(OF_PLANS, old.plan, new.plan)), tuple(changes))


def _faint(change: ItemChange) -> bool:
    """Whether two items are so little alike that the old one may as well be gone."""
    similarity = change.pair.similarity if change.pair else None
    return similarity is not None and similarity < FAINT


def _took_effect(progress: Progress) -> tuple[date, date, int]:
    """When an edition took effect, to tell the later of two."""
    plan = progress.plan
    return progress.version.effective, plan.start, plan.version


def _sides(progress: Progress) -> Iterator[Side]:
    """Every item of an edition, in its order."""
    for each in progress.objectives:
        yield Side(each, None)
        for activity in each.activities:
            yield Side(activity, each.objective)


def _changes(old: Side, new: Side, partners: set[tuple[int, int]]) -> Iterator[FieldChange]:
    """The fields of a pair that differ, and its objective where the two are no pair."""
    activities = isinstance(old.item, Activity) and isinstance(new.item, Activity)
    fields = OF_ACTIVITIES if activities else OF_OBJECTIVES
    yield from _field_changes(fields, old.item, new.item)
    if old.objective is new.objective is None:
        return
    if (id(old.objective), id(new.objective)) not in partners:
        yield FieldChange(PARENT, old.parent, new.parent)


def _field_changes(fields: Iterable[str], old: object, new: object) -> Iterator[FieldChange]:
    """The fields that differ, in their order."""
    for field in fields:
        before, after = getattr(old, field), getattr(new, field)
        if _compared(field, before) != _compared(field, after):
            yield FieldChange(field, before, after)


def _compared(field: str, value: Any) -> object:  # noqa: ANN401  # any field's value
    """A value as it is compared: text whatever its line breaks, lists whatever their order."""
    if isinstance(value, Mapping):
        return {name: as_compared(each) for name, each in value.items()}
    return frozenset(value) if field in AS_SETS else as_compared(value)


def as_compared(value: Any) -> object:  # noqa: ANN401  # any single value
    """A single value as it is compared; an empty text is the same as none."""
    return same_text(value) or None if isinstance(value, str) else value
