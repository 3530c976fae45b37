"""Makes the next version of a plan from a table: items that continue keep their ids.

The comparison pairs the items of the latest version with rows. Fields without a column in the table
are kept from the paired item.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from bptip.comparison.pairing import pairs_of
from bptip.comparison.pairs import Match, Pair
from bptip.exchange.importing.building import dated, version_of, years_in
from bptip.exchange.importing.item_ids import ItemIds, UsedIds
from bptip.exchange.tables.cell_dates import Calendar, CellDate, date_in_text, date_words
from bptip.exchange.tables.drafts import Draft, DraftActivity
from bptip.exchange.tables.numbers import is_sound
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.characters import letters_of, same_text
from bptip.plan.model import EMPTY, Activity, Indicator, Item, Objective, Plan, Version
from bptip.plan.search import find_item
from bptip.plan.vocabulary import FIELD, count, day, listing


class NextVersion(NamedTuple):
    """The next version, its pairs with the latest version, sentences about it, and its draft."""

    version: Version
    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]
    draft: Draft


COLUMN_OF: Final[Mapping[str, tuple[ColumnRole, ...]]] = {
    "description": (ColumnRole.DESCRIPTION,),
    "lead": (ColumnRole.LEAD,),
    "partners": (ColumnRole.PARTNERS,),
    "start": (ColumnRole.START, ColumnRole.PLANNED),
    "due": (ColumnRole.DUE, ColumnRole.PLANNED),
    "themes": (ColumnRole.THEME,),
    "indicators": (ColumnRole.INDICATOR,),
}
"""The columns for each field of an activity; if a table has none of these, the field is kept."""

ALWAYS_KEPT: Final = ("each", "continues", "sources")
"""The fields for which no table has a column."""


def next_version(
    plan: Plan,
    latest: Version,
    earlier: Sequence[Version],
    draft: Draft,
    stated: Mapping[str, str] = EMPTY,
) -> NextVersion:
    """Returns the version that follows the latest one by a table; `earlier` has all versions.

    `stated` are the user's numbers of items, or "new", by the titles of rows.
    """
    table = _as_version(latest, draft)
    pairs = _with_stated(pairs_of(latest, table), latest, table, stated)
    before = {id(pair.new): pair.old for pair in pairs}
    used = {item.id for version in (*earlier, latest) for item in version.items}
    rows = [before.get(id(made)) for made in table.activities]
    former = [*map(_former_due, draft.activities, rows)]
    kept = [row for row, due in zip(rows, former, strict=True) if row and due]
    draft = _with_dues(draft, former)
    carrier = _Carrier(draft, before, used, table)
    if all(use.source in (None, "title") for use in draft.tables) and before:
        objectives = carrier.under_former_objectives(latest, table)
    else:
        objectives = tuple(map(carrier.objective, table.objectives))
    version = Version(latest.schema, _with_new_names(plan, objectives), objectives)
    by_id = {id(old): new for old, new in carrier.carried}
    final = tuple(pair._replace(new=by_id.get(id(pair.new), pair.new)) for pair in pairs)
    notes = (*carrier.notes(), *_kept_dues(kept, latest), *_beyond_end(plan, draft))
    notes += (*_placed(version, used),)
    return NextVersion(version, final, notes, draft)


def _objective_named(number: str | None, objectives: Iterable[Objective]) -> Objective | None:
    """Returns the objective whose number begins an activity's number: A for A6, 2 for 2.3."""
    for objective in objectives:
        start = objective.shown_number
        if number and re.fullmatch(rf"{re.escape(start)}(?:(?<!\d)|[.-])\d.*", number):
            return objective
    return None


def _placed(version: Version, used: Collection[str]) -> Iterator[str]:
    """Yields a sentence for each new activity under another objective than its number names."""
    for objective in version.objectives:
        for activity in objective.activities:
            number = activity.shown_number
            named = _objective_named(number, version.objectives)
            if activity.id not in used and named not in (None, objective):
                yield (
                    f"{number} is new, and is under objective {objective.shown_number} as in the "
                    "table. If its number is right, move the row in the table."
                )


def _former_due(row: DraftActivity, old: Item | None) -> CellDate | None:
    """Returns the date that the plan has for a row's words without one; None without such a date.

    The words must be those of the item's earlier table, to which the user gave a meaning then.
    """
    words = row.due.words
    if not isinstance(old, Activity) or words is None or row.due.stored is not None:
        return None
    former = {same_text(each) for each in old.extra.values() if isinstance(each, str)}
    meant = old.due_words or (old.due.isoformat() if old.due else None)
    if meant is None or same_text(words) not in former:
        return None
    calendar = Calendar(periods=((date_words(words), meant),))
    dated = date_in_text(words, calendar)._replace(place=row.due.place)
    return dated if dated.stored is not None else None


def _with_dues(draft: Draft, dues: Iterable[CellDate | None]) -> Draft:
    """Returns a draft with other due dates; a row without one keeps its own."""
    left = iter(dues)
    return draft._replace(
        objectives=tuple(
            objective._replace(
                activities=tuple(
                    row._replace(due=next(left) or row.due) for row in objective.activities
                )
            )
            for objective in draft.objectives
        )
    )


def _kept_dues(kept: Sequence[Item], latest: Version) -> Iterator[str]:
    """Yields a sentence about due dates that were kept, since their words are the same."""
    if kept:
        named = listing([item.shown_number for item in kept])
        yield (
            f"Due dates kept from version {latest.plan.version}, since the table has the same "
            f"words for them: {named}."
        )


def _beyond_end(plan: Plan, draft: Draft) -> Iterator[str]:
    """Yields a sentence if years or due dates of a table are after the plan's end."""
    begun, ended = years_in(draft.title or "")
    late = [each.due.days.last for each in draft.activities if each.due.days]
    late = [due for due in late if due > plan.end]
    if ended > plan.end.year:
        years = f"{begun}-{ended}" if begun < ended else f"{ended}"
        yield (
            f"The title of the table has {years}, and the plan ends on {day(plan.end)}. If it is "
            f"the next plan, write --plan {years} instead of --next-of {plan.id}."
        )
    if late:
        yield (
            f"{count(len(late), 'due date is', 'due dates are')} after the plan's end, "
            f"{day(plan.end)}. If the plan ends later now, add --end {max(late).year}-12-31."
        )


NEW_WORK: Final = "new"
"""The word instead of an item's number for a row that carries on no item."""


def _with_stated(
    pairs: Sequence[Pair], latest: Version, table: Version, stated: Mapping[str, str]
) -> tuple[Pair, ...]:
    """Returns the pairs, with the pairs that the user states; the first row with a title counts."""
    meant = {
        letters_of(title): None if number == NEW_WORK else find_item(number, latest)
        for title, number in stated.items()
    }
    rows = {letters_of(item.title): item for item in reversed([*table.items])}
    declared = {
        id(item): Pair(item, rows[title], Match.DECLARED)
        for title, item in meant.items()
        if item is not None and title in rows
    }
    others = (
        pair
        for pair in pairs
        if letters_of(pair.new.title) not in meant and id(pair.old) not in declared
    )
    return (*others, *declared.values())


def _as_version(latest: Version, draft: Draft) -> Version:
    """Returns a table as a version to compare; a row's id is that of the item with its number.

    A row without a number gets an id that the plan does not have, so that it matches no item.
    """
    by_number = {item.shown_number: item.id for item in latest.items}
    numbers = [objective.number for objective in draft.objectives]
    numbers += [activity.number for activity in draft.activities]
    repeated = {number for number, times in Counter(numbers).items() if times > 1}
    made = iter(range(1, len(numbers) + 1))

    def as_id(number: str | None) -> str:
        place = next(made)
        if number is None or number in repeated:
            return f"row-{place}"
        return by_number.get(number, number if number not in by_number.values() else f"row-{place}")

    ids = ItemIds(
        tuple(as_id(objective.number) for objective in draft.objectives),
        tuple(
            tuple(as_id(activity.number) for activity in objective.activities)
            for objective in draft.objectives
        ),
    )
    return version_of(latest.plan, draft.objectives, ids)


def _numbers_in(draft: Draft, table: Version) -> dict[int, str | None]:
    """Returns the number in the table of each item, by the identity of the item's object."""
    numbers: dict[int, str | None] = {}
    for drafted, made in zip(draft.objectives, table.objectives, strict=True):
        numbers[id(made)] = drafted.number
        for row, activity in zip(drafted.activities, made.activities, strict=True):
            numbers[id(activity)] = row.number
    return numbers


class _Carrier:
    """Gives the items of a table the ids and the fields of the items that they carry on."""

    def __init__(
        self,
        draft: Draft,
        before: Mapping[int, Item],
        used: Collection[str],
        table: Version,
    ) -> None:
        self.before = before
        self.used = UsedIds([*used, *(each.id for each in before.values())])
        self.roles = {column.role for use in draft.tables for column in use.columns}
        self.headers = {c.key or c.header for use in draft.tables for c in use.columns}
        self._numbers = _numbers_in(draft, table)
        rows = zip(draft.activities, table.activities, strict=True)
        self._dues = {id(made): dated("due", row.due.stored) for row, made in rows}
        self.carried: list[tuple[Item, Item]] = []
        self._kept: Counter[str] = Counter()
        self._has_numbers = any(each.number for each in draft.activities)

    def objective(self, made: Objective) -> Objective:
        """Returns an objective of the table with the plan's id and fields, and its activities."""
        old = self.before.get(id(made))
        own = self._id(made, old, None)
        new = made._replace(id=own, number=self._number(made, own))
        if old is not None:
            new = new._replace(
                description=old.description, continues=old.continues, sources=old.sources
            )
        activities = tuple(self.activity(each, own) for each in made.activities)
        new = new._replace(activities=activities)
        self.carried.append((made, new))
        return new

    def activity(self, made: Activity, objective: str) -> Activity:
        """Returns an activity of the table with the plan's id and kept fields."""
        old = self.before.get(id(made))
        own = self._id(made, old, objective)
        new = made._replace(id=own, number=self._number(made, own), **self._dues[id(made)])
        if isinstance(old, Activity):
            new = self._with_kept(new, old)
        self.carried.append((made, new))
        return new

    def under_former_objectives(self, latest: Version, table: Version) -> tuple[Objective, ...]:
        """Returns the plan's objectives with the activities of a table without objectives.

        A new activity gets the objective that its number names, or else that of the row above it.
        """
        home = {
            id(a): objective.id for objective in latest.objectives for a in objective.activities
        }
        groups: dict[str, list[Activity]] = {each.id: [] for each in latest.objectives}
        current = latest.objectives[0].id
        for made in table.activities:
            old = self.before.get(id(made))
            current = home.get(id(old), current)
            named = _objective_named(self._numbers[id(made)], latest.objectives if not old else ())
            groups[named.id if named else current].append(made)
        return tuple(
            objective._replace(
                activities=tuple(self.activity(each, objective.id) for each in groups[objective.id])
            )
            for objective in latest.objectives
        )

    def _id(self, made: Item, old: Item | None, objective: str | None) -> str:
        """Returns the id of the item that is carried on, or else an unused id."""
        if old is not None:
            return old.id
        number = self._numbers.get(id(made))
        if number is not None and is_sound(number) and number not in self.used:
            own = number
        elif objective is not None:
            own = self.used.new_below(objective)
        else:
            own = next(str(n) for n in range(1, len(self.used) + 2) if str(n) not in self.used)
        self.used.add(own)
        return own

    def _number(self, made: Item, own: str) -> str | None:
        """Returns the number in the table; None if it is the id."""
        old = self.before.get(id(made))
        printed = self._numbers.get(id(made))
        if printed is None and old is not None and not self._has_numbers:
            return old.number
        return None if printed == own else printed

    def _with_kept(self, new: Activity, old: Activity) -> Activity:
        """Returns an activity with the old values of fields without a column in the table."""
        kept: dict[str, Any] = {}
        for field, roles in COLUMN_OF.items():
            if self.roles & {*roles} or getattr(new, field):
                continue
            for name in (field, f"{field}_words"):
                if getattr(old, name, None):
                    kept[name] = getattr(old, name)
        kept |= {field: getattr(old, field) for field in ALWAYS_KEPT if getattr(old, field)}
        extra = {name: value for name, value in old.extra.items() if name not in self.headers}
        if extra:
            kept["extra"] = {**extra, **new.extra}
        self._kept.update(field for field in kept if field in FIELD)
        if "indicators" not in kept:
            kept["indicators"] = tuple(_with_ids(new.indicators, old.indicators))
        return new._replace(**kept)

    def notes(self) -> Iterator[str]:
        """Yields a sentence about fields that were kept, since the table has no column for them."""
        fields = [
            f"{FIELD[field].lower()} ({count(number, 'activity', 'activities')})"
            for field, number in self._kept.items()
        ]
        if fields:
            yield f"Kept, since the table has no column for it: {listing(fields)}."


def _with_ids(new: Iterable[Indicator], old: Iterable[Indicator]) -> Iterator[Indicator]:
    """Yields indicators with the former ids of indicators with the same title."""
    by_title = {same_text(each.title): each.id for each in old}
    taken = set(by_title.values())
    for indicator in new:
        own = by_title.get(same_text(indicator.title), indicator.id)
        if own in taken and same_text(indicator.title) not in by_title:
            ids = (f"{indicator.id}-{n}" for n in itertools.count(2))
            own = next(each for each in ids if each not in taken)
        taken.add(own)
        yield indicator._replace(id=own)


def _with_new_names(plan: Plan, objectives: Sequence[Objective]) -> Plan:
    """Returns the plan with the new parties and themes in its lists, if it has lists."""
    activities = [activity for objective in objectives for activity in objective.activities]
    if plan.parties:
        leads = (lead for activity in activities for lead in activity.lead)
        new = dict.fromkeys(lead for lead in leads if lead not in plan.reporters)
        plan = plan._replace(parties=(*plan.parties, *new))
    if plan.themes:
        named = (theme for activity in activities for theme in activity.themes)
        plan = plan._replace(themes=tuple(dict.fromkeys((*plan.themes, *named))))
    return plan
