"""The difference between two editions: what changed, and which commitments were dropped.

An edition is a version on a day, so each change comes with the statuses of its items on that day.
`pairing` says which items are a pair. Every item of both editions is in at least one change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bptip.comparison.pairing import matching_of
from bptip.comparison.pairs import Match, Pair, took_effect
from bptip.comparison.suggestions import Candidate, candidates_of
from bptip.plan.characters import same_text
from bptip.plan.model import Activity, Item, Objective, Outlook, Status, Version

if TYPE_CHECKING:
    from bptip.progress.item_progress import ItemProgress
    from bptip.progress.plan_progress import Progress

TITLE: Final = "title"

PARENT: Final = "parent"
"""The field that holds the objectives of a pair of activities."""

PLAN_FIELDS: Final = (
    "title", "description", "notice", "start", "end", "group", "authority", "themes", "parties",
    "sources",
)  # fmt: skip
OBJECTIVE_FIELDS: Final = ("title", "description", "number", "sources")
ACTIVITY_FIELDS: Final = (
    "title", "description", "number", "lead", "partners", "start", "due", "each", "themes",
    "indicators", "sources", "extra",
)  # fmt: skip
"""The fields that are compared, in the order of the files; ids are not, since people renumber."""

PARTY_FIELDS: Final = frozenset({"lead", "partners"})
"""The fields in which groups are replaced by their members before they are compared."""

UNORDERED_FIELDS: Final = frozenset(
    {"lead", "partners", "themes", "parties", "sources", "indicators"}
)
"""The fields whose values have no meaningful order."""

CLEARLY_SIMILAR: Final = 0.3
"""Minimum similarity (0 to 1) at which a pair's old item is not counted as dropped; set by hand."""


class ChangeKind(StrEnum):
    """The kind of a change; a pair that differs only in its ids is unchanged."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Kind(StrEnum):
    """The kind of an item; a pair of an objective and an activity counts as an activity."""

    OBJECTIVE = "objective"
    ACTIVITY = "activity"


class FieldChange(NamedTuple):
    """The key of a field that differs, with its old and its new value.

    The values of `parent` are the ids of the objectives, None for an objective itself.
    """

    field: str
    old: Any
    new: Any


class Side(NamedTuple):
    """An item in one edition: its progress there, and the objective that it is under."""

    progress: ItemProgress
    objective: Objective | None

    @property
    def item(self) -> Item:
        """The item itself."""
        return self.progress.item

    @property
    def is_completed(self) -> bool:
        """True if the item is completed."""
        return self.progress.status is Status.COMPLETED

    @property
    def is_finished(self) -> bool:
        """True if it is completed, or a standing commitment that was met when its plan ended."""
        is_met = self.progress.status is Status.CONTINUOUS
        return self.is_completed or (is_met and self.progress.outlook is Outlook.CLOSED)

    @property
    def parent(self) -> str | None:
        """The id of the objective that the item is under; None for an objective."""
        return self.objective.id if self.objective else None


class ItemChange(NamedTuple):
    """A change of an item: a pair with the fields that differ, or one side alone.

    `candidates` are the nearest items of the other edition, for an item without a partner.
    """

    old: Side | None
    new: Side | None
    pair: Pair | None = None
    fields: tuple[FieldChange, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def kind(self) -> Kind:
        """The kind of the item."""
        sides = (side for side in (self.old, self.new) if side)
        is_objective = all(side.objective is None for side in sides)
        return Kind.OBJECTIVE if is_objective else Kind.ACTIVITY

    @property
    def change(self) -> ChangeKind:
        """The kind of change."""
        if self.old is None:
            return ChangeKind.ADDED
        if self.new is None:
            return ChangeKind.REMOVED
        return ChangeKind.CHANGED if self.fields else ChangeKind.UNCHANGED

    @property
    def is_moved(self) -> bool:
        """True if the item is under an objective that its former objective did not become."""
        return any(each.field == PARENT for each in self.fields)

    @property
    def is_renumbered(self) -> bool:
        """True if the item has another id than before."""
        return bool(self.old and self.new and self.old.item.id != self.new.item.id)


class Diff(NamedTuple):
    """Two editions on a day, with all changes from the old one to the new one.

    `plan_fields` are the changes of the plan as a whole. `changes` has every pair, including
    unchanged ones, in the order of the new edition, then the items that only the old edition has.
    """

    old: Progress
    new: Progress
    plan_fields: tuple[FieldChange, ...]
    changes: tuple[ItemChange, ...]

    @property
    def is_within_one_plan(self) -> bool:
        """True if both editions are versions of one plan."""
        return self.old.plan.id == self.new.plan.id

    @property
    def is_of_one_version(self) -> bool:
        """True if both editions are the same version of one plan, read from two files."""
        return self.is_within_one_plan and self.old.plan.version == self.new.plan.version

    @property
    def is_backwards(self) -> bool:
        """True if the old edition took effect later than the new one."""
        return took_effect(self.new.version) < took_effect(self.old.version)

    @property
    def later(self) -> Progress:
        """The edition that took effect later."""
        return self.old if self.is_backwards else self.new

    @property
    def is_empty(self) -> bool:
        """True if nothing has changed."""
        return not self.plan_fields and all(c.change is ChangeKind.UNCHANGED for c in self.changes)

    @property
    def summary(self) -> dict[Kind, dict[ChangeKind, int]]:
        """The number of changes, by kind of item and by kind of change."""
        return {
            kind: {
                change: sum(each.kind is kind and each.change is change for each in self.changes)
                for change in ChangeKind
            }
            for kind in Kind
        }

    @property
    def unconfirmed(self) -> tuple[ItemChange, ...]:
        """The pairs that rest on likeness alone, which somebody should confirm."""
        return tuple(c for c in self.changes if c.pair and c.pair.match is Match.SIMILAR)

    @property
    def finished(self) -> tuple[Side, ...]:
        """The items that the new edition doesn't have, since they are completed or were met."""
        return tuple(side for side in self._removed if side.is_finished)

    @property
    def dropped(self) -> tuple[Side, ...]:
        """The old items that are not finished and not certainly carried on, in the old order.

        They include items with only a weak similarity to a new item; `possible_partners` has these
        new items.
        """
        dropped = {id(side.item): side for side in self._removed}
        for change in self.unconfirmed:
            if change.old and not _is_clearly_similar(change):
                dropped[id(change.old.item)] = change.old
        in_order = (dropped[id(each.item)] for each in self.old.items if id(each.item) in dropped)
        return tuple(side for side in in_order if not side.is_finished)

    @property
    def possible_partners(self) -> Mapping[int, Side]:
        """The new items of unconfirmed pairs, by the identity of the old item."""
        pairs = ((each.old, each.new) for each in self.unconfirmed)
        return {id(old.item): new for old, new in pairs if old and new}

    @property
    def candidates(self) -> Mapping[int, tuple[Candidate, ...]]:
        """The candidates for each item without a partner, by the identity of the item."""
        sides = ((each.old or each.new, each.candidates) for each in self.changes)
        return {id(side.item): candidates for side, candidates in sides if side and candidates}

    def is_carried_on(self, item: Item) -> bool:
        """True if an item of the old edition has a partner in the new one."""
        return any(c.old and c.new and c.old.item is item for c in self.changes)

    @property
    def _removed(self) -> tuple[Side, ...]:
        """The items without a partner in the new edition."""
        return tuple(c.old for c in self.changes if c.change is ChangeKind.REMOVED and c.old)


def diff_of(old: Progress, new: Progress, others: Iterable[Version] = ()) -> Diff:
    """Returns the difference between an old edition and a new one.

    `others` are the other known editions: declarations are followed through them.
    """
    matching = matching_of(old.version, new.version, others)
    pairs, candidates = matching.pairs, candidates_of(matching)
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
            changes.append(ItemChange(None, side, candidates=candidates.get(key, ())))
    paired = {id(pair.old) for pair in pairs}
    changes += [
        ItemChange(side, None, candidates=candidates.get(key, ()))
        for key, side in before.items()
        if key not in paired
    ]
    return Diff(old, new, tuple(_field_changes(PLAN_FIELDS, old.plan, new.plan)), tuple(changes))


def _is_clearly_similar(change: ItemChange) -> bool:
    """True if an unconfirmed pair is so alike that its old item is not counted as dropped."""
    similarity = change.pair.similarity if change.pair else None
    return similarity is None or similarity >= CLEARLY_SIMILAR


def _sides(progress: Progress) -> Iterator[Side]:
    """Yields every item of an edition, in its order."""
    for objective in progress.objectives:
        yield Side(objective, None)
        for activity in objective.activities:
            yield Side(activity, objective.objective)


def _changes(old: Side, new: Side, partners: set[tuple[int, int]]) -> Iterator[FieldChange]:
    """Yields the fields in which a pair differs, and its objectives if they are not a pair."""
    are_activities = isinstance(old.item, Activity) and isinstance(new.item, Activity)
    fields = ACTIVITY_FIELDS if are_activities else OBJECTIVE_FIELDS
    for field in fields:
        if field in PARTY_FIELDS:
            yield from _party_change(field, old.progress, new.progress)
        else:
            yield from _field_changes((field,), old.item, new.item)
    if old.objective is new.objective is None:
        return
    if (id(old.objective), id(new.objective)) not in partners:
        yield FieldChange(PARENT, old.parent, new.parent)


def _party_change(field: str, old: ItemProgress, new: ItemProgress) -> Iterator[FieldChange]:
    """Yields a field of parties that differs, once groups are replaced by their members.

    The change has the names as written; if only the members of a group differ, it has the members.
    """
    before, after = _parties(field, old), _parties(field, new)
    if {*before} == {*after}:
        return
    written = tuple(_field_changes((field,), old.item, new.item))
    yield from written or (FieldChange(field, before, after),)


def _parties(field: str, progress: ItemProgress) -> tuple[str, ...]:
    """Returns the leads or the partners of an activity, with groups replaced by their members."""
    if progress.kind == "objective":
        return ()
    return progress.leads if field == "lead" else progress.partners


def changed_fields(old: Item, new: Item) -> Iterator[FieldChange]:
    """Yields the fields in which two items differ as written; objectives are not compared."""
    are_activities = isinstance(old, Activity) and isinstance(new, Activity)
    yield from _field_changes(ACTIVITY_FIELDS if are_activities else OBJECTIVE_FIELDS, old, new)


def _field_changes(fields: Iterable[str], old: object, new: object) -> Iterator[FieldChange]:
    """Yields the fields that differ, in their order."""
    for field in fields:
        before, after = _written(old, field), _written(new, field)
        if _compared(field, before) != _compared(field, after):
            yield FieldChange(field, before, after)


def whole_fields(change: ItemChange) -> Iterator[FieldChange]:
    """Yields the fields of an item that only one edition has, as added or removed."""
    side = change.new or change.old
    if side is None:
        return
    for field in ACTIVITY_FIELDS if isinstance(side.item, Activity) else OBJECTIVE_FIELDS:
        if value := _written(side.item, field):
            none: Any = {} if isinstance(value, Mapping) else None
            yield FieldChange(field, *((none, value) if change.new else (value, none)))


def _written(item: object, field: str) -> Any:  # noqa: ANN401  # any field's value
    """Returns the value of a field; for a span of days, its words as written."""
    return getattr(item, f"{field}_words", None) or getattr(item, field)


def _compared(field: str, value: Any) -> object:  # noqa: ANN401  # any field's value
    """Returns a value in the form that is compared: texts on one line, lists without order."""
    if isinstance(value, Mapping):
        return {name: as_compared(each) for name, each in value.items()}
    return frozenset(value) if field in UNORDERED_FIELDS else as_compared(value)


def as_compared(value: Any) -> object:  # noqa: ANN401  # any single value
    """Returns a single value in the form that is compared; an empty text equals no text."""
    return same_text(value) or None if isinstance(value, str) else value
