"""A part of a plan: filters that are *or* within one and *and* between them, and groups.

Counts and rows are of what is left; an objective's status, outlook and last update stay those of
the whole objective.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from bptip.plan.model import Activity, Outlook, Status, Update, Version
    from bptip.progress.fold import ActivityProgress, ObjectiveProgress, Progress


class Filters(NamedTuple):
    """What is asked for; an empty filter asks for everything.

    `lead` and `party` hold names as the plan writes them; a party is a lead or a partner.
    """

    objective: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    outlook: tuple[Outlook, ...] = ()
    overdue: bool = False

    @property
    def of_activities(self) -> bool:
        """Whether anything narrows the activities within an objective."""
        return self._replace(objective=()) != Filters()

    def admits(self, progress: ActivityProgress) -> bool:
        """Whether an activity passes every filter but the objective's."""
        activity = progress.activity
        return (
            _any_of(self.lead, activity.lead)
            and _any_of(self.party, (*activity.lead, *activity.partners))
            and _any_of(self.theme, activity.themes)
            and (not self.status or progress.status in self.status)
            and (not self.outlook or progress.outlook in self.outlook)
            and (not self.overdue or progress.standing.overdue)
        )


def _any_of(wanted: tuple[str, ...], has: Iterable[str]) -> bool:
    return not wanted or not set(wanted).isdisjoint(has)


def select(progress: Progress, filters: Filters) -> Progress:
    """The part of a plan's progress that the filters leave; objectives with nothing left go."""
    narrowed = (
        objective._replace(activities=tuple(filter(filters.admits, objective.activities)))
        for objective in progress.objectives
        if not filters.objective or objective.objective.id in filters.objective
    )
    kept = tuple(each for each in narrowed if _stays(each, filters))
    return progress._replace(objectives=kept)


def _stays(objective: ObjectiveProgress, filters: Filters) -> bool:
    return bool(objective.activities) or (objective.bare and not filters.of_activities)


class UpdateFilters(NamedTuple):
    """Which updates are asked for: about an item, by a party, in a period with both its days."""

    item: str | None = None
    by: str | None = None
    since: date | None = None
    until: date | None = None

    def admits(self, update: Update) -> bool:
        """Whether an update passes every filter."""
        return (
            self.item in (None, update.item)
            and self.by in (None, update.by)
            and (self.since is None or update.on >= self.since)
            and (self.until is None or update.on <= self.until)
        )


class Group(NamedTuple):
    """The activities that share a lead or a theme; a name of None: none is stated."""

    name: str | None
    activities: tuple[ActivityProgress, ...]


GROUPINGS: Final[dict[str, Callable[[Activity], tuple[str, ...]]]] = {
    "lead": lambda activity: activity.lead,
    "theme": lambda activity: activity.themes,
}
"""What activities can be grouped by, beside their objective."""


def group(progress: Progress, by: str) -> tuple[Group, ...]:
    """The activities by lead or by theme, in the order of first mention; "none stated" last.

    An activity with several leads or themes stands in several groups.
    """
    names_of = GROUPINGS[by]
    found: dict[str | None, list[ActivityProgress]] = {}
    for each in progress.activities:
        for name in names_of(each.activity) or (None,):
            found.setdefault(name, []).append(each)
    named = [Group(name, tuple(found[name])) for name in found if name is not None]
    return (*named, *([Group(None, tuple(found[None]))] if None in found else []))


def parties_of(version: Version) -> tuple[str, ...]:
    """Every party that a version names: those listed, then leads and partners."""
    named = [name for activity in version.activities for name in activity.lead + activity.partners]
    return tuple(dict.fromkeys((*version.plan.parties, *named)))


def reporters_of(version: Version, updates: Iterable[Update]) -> tuple[str, ...]:
    """Who reports in a journal, and who may: the plan's parties, then whoever did."""
    reported = (update.by for update in updates if update.by)
    return tuple(dict.fromkeys((*version.plan.parties, *reported)))


def themes_of(version: Version) -> tuple[str, ...]:
    """Every theme that a version names: those listed, then those of its activities."""
    named = [theme for activity in version.activities for theme in activity.themes]
    return tuple(dict.fromkeys((*version.plan.themes, *named)))
