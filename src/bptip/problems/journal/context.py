"""The other updates and the plan's versions, against which an update is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.plan.duplicates import one_of
from bptip.plan.journal import Update
from bptip.plan.model import Activity, Version
from bptip.problems.fault import FaultPath

NO_DAY: Final = date(9999, 12, 31)
"""The stand-in for an ill-formed day of an update; compared by identity, and never shown."""


class PlacedUpdate(NamedTuple):
    """An update and its place in the journal's file, counted from 0."""

    update: Update
    place: int

    def path(self, *keys: str | int) -> FaultPath:
        """Returns the path of the update's heading, or of one of its keys."""
        return ("update", self.place, *keys)

    @property
    def name(self) -> str:
        """The name of the update in messages; it has no day if that is ill-formed."""
        day = "" if self.update.on is NO_DAY else f" of {self.update.on.isoformat()}"
        return f"The update{day} about {self.update.item}"


class KnownItem(NamedTuple):
    """An item as the checks of a journal need it: its title and its indicators in all versions."""

    title: str
    indicators: frozenset[str]


class Context(NamedTuple):
    """The journal's updates, and what they may refer to in the plan and in the journal.

    `parties` is empty if a version lists no parties, since anyone may then report. Updates with an
    id in `faulty_ids` cannot be parsed in full: they exist, but do not count. Updates with an id in
    `circling` take each other back in a cycle. The ids in `ambiguous` belong to several updates
    that differ, or to an update that cannot be parsed in full: such updates do not count. `period`
    spans all versions; None if there is no version. `named` has the parties that lead or help.
    """

    entries: Sequence[PlacedUpdate]
    items: Mapping[str, KnownItem]
    parties: tuple[str, ...]
    by_id: Mapping[str, PlacedUpdate]
    faulty_ids: frozenset[str]
    circling: frozenset[str]
    ambiguous: frozenset[str]
    period: tuple[date, date] | None
    named: tuple[str, ...]


def context_of(
    versions: Sequence[Version], entries: Sequence[PlacedUpdate], faulty_ids: frozenset[str]
) -> Context:
    """Returns the context of a journal's updates, for all versions of its plan."""
    has_parties = all(version.plan.parties for version in versions)
    parties = dict.fromkeys(party for version in versions for party in version.plan.reporters)
    return Context(
        entries=entries,
        items=_known_items(versions),
        parties=tuple(parties) if has_parties else (),
        by_id={entry.update.id: entry for entry in entries},
        faulty_ids=faulty_ids,
        circling=frozenset(_circling(entries)),
        ambiguous=faulty_ids.union(
            update_id
            for update_id, blocks in blocks_with_one_id(entries).items()
            if one_of(blocks) is None
        ),
        period=_period(versions),
        named=tuple(dict.fromkeys(_named(versions))),
    )


def _named(versions: Iterable[Version]) -> Iterator[str]:
    """Yields the parties that lead an activity of any version, or help with it."""
    for version in versions:
        for activity in version.activities:
            yield from version.plan.spread((*activity.lead, *activity.partners))


def _period(versions: Sequence[Version]) -> tuple[date, date] | None:
    """Returns the first and the last day of any version; None if there is none."""
    if not versions:
        return None
    plans = [version.plan for version in versions]
    return min(plan.start for plan in plans), max(plan.end for plan in plans)


def _known_items(versions: Iterable[Version]) -> dict[str, KnownItem]:
    """Returns the items of all versions, each with its latest title."""
    items: dict[str, KnownItem] = {}
    for version in versions:
        for item in version.items:
            known = items[item.id].indicators if item.id in items else frozenset[str]()
            own = item.indicators if isinstance(item, Activity) else ()
            items[item.id] = KnownItem(item.title, known.union(each.id for each in own))
    return items


def _circling(entries: Iterable[PlacedUpdate]) -> Iterator[str]:
    """Yields the ids from which the chain of `retracts` leads back to the same id."""
    taken_back = {e.update.id: e.update.retracts for e in entries if e.update.retracts is not None}
    walked: set[str] = set()
    for start in taken_back:
        steps: dict[str, None] = {}
        current = start
        while current in taken_back and current not in walked and current not in steps:
            steps[current] = None
            current = taken_back[current]
        # The chain has met itself: the cycle begins at `current`, and the steps before it only
        # lead there.
        if current in steps:
            trail = list(steps)
            yield from trail[trail.index(current) :]
        walked.update(steps)


def blocks_with_one_id(entries: Iterable[PlacedUpdate]) -> dict[str, list[Update]]:
    """Returns, for each id that several blocks have, the updates in these blocks."""
    first: dict[str, Update] = {}
    several: dict[str, list[Update]] = {}
    for entry in entries:
        update = entry.update
        earlier = first.setdefault(update.id, update)
        if earlier is not update:
            several.setdefault(update.id, [earlier]).append(update)
    return several
