"""A part of a plan: filters and groups.

Values of one filter are joined by *or*, filters by *and*. Counts and rows cover only the selected
activities; an objective's status, outlook and last update stay those of the whole objective.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from bptip.plan.journal import Update
    from bptip.plan.model import Outlook, Status, Version
    from bptip.progress.item_progress import ActivityProgress, ObjectiveProgress
    from bptip.progress.plan_progress import Progress


class Filters(NamedTuple):
    """The filters of activities; an empty one admits everything.

    `lead` and `party` hold names as the plan writes them; a party is a lead or a partner.
    """

    objective: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    outlook: tuple[Outlook, ...] = ()
    overdue: bool = False

    def narrowed(self, progress: ActivityProgress) -> ActivityProgress:
        """Returns the activity as the parties named in the filters do it.

        The activity stays whole unless each of its leads does it for itself.
        """
        named = self.lead or self.party
        return progress.narrowed_to(named) if named and progress.parties else progress

    @property
    def narrows_activities(self) -> bool:
        """True if any filter other than the filter for objectives is set."""
        return self._replace(objective=()) != Filters()

    def admits(self, progress: ActivityProgress) -> bool:
        """True if an activity passes every filter, leaving out the filter for objectives."""
        activity = progress.activity
        return (
            _shares(self.lead, progress.leads)
            and _shares(self.party, (*progress.leads, *progress.partners))
            and _shares(self.theme, activity.themes)
            and (not self.status or progress.status in self.status)
            and (not self.outlook or progress.outlook in self.outlook)
            and (not self.overdue or progress.overdue)
        )


def _shares(wanted: tuple[str, ...], names: Iterable[str]) -> bool:
    """True if one of the names is wanted, or if no name is wanted in particular."""
    return not wanted or not set(wanted).isdisjoint(names)


def select(progress: Progress, filters: Filters) -> Progress:
    """Returns the part of a plan's progress that the filters admit.

    An objective is left out if the filters admit nothing in it.
    """
    spread = progress.plan.spread
    filters = filters._replace(lead=spread(filters.lead), party=spread(filters.party))
    narrowed = (
        objective._replace(activities=tuple(_admitted(objective, filters)))
        for objective in progress.objectives
        if not filters.objective or objective.objective.id in filters.objective
    )
    kept = tuple(objective for objective in narrowed if _is_kept(objective, filters))
    return progress._replace(objectives=kept)


def _admitted(objective: ObjectiveProgress, filters: Filters) -> Iterator[ActivityProgress]:
    return filter(filters.admits, map(filters.narrowed, objective.activities))


def _is_kept(objective: ObjectiveProgress, filters: Filters) -> bool:
    return bool(objective.activities) or (objective.is_leaf and not filters.narrows_activities)


class UpdateFilters(NamedTuple):
    """The filters of updates: about an item, by a party, in a period with both its days.

    `members` are the parties of `by`, if that is a group: their updates pass too.
    """

    item: str | None = None
    by: str | None = None
    since: date | None = None
    until: date | None = None
    members: tuple[str, ...] = ()

    def admits(self, update: Update) -> bool:
        """True if an update passes every filter."""
        return (
            self.item in (None, update.item)
            and (self.by in (None, update.by) or update.by in self.members)
            and (self.since is None or update.on >= self.since)
            and (self.until is None or update.on <= self.until)
        )


class Group(NamedTuple):
    """The activities that share a lead or a theme; `name` is None if they state none."""

    name: str | None
    activities: tuple[ActivityProgress, ...]


GROUPINGS: Final[dict[str, Callable[[ActivityProgress], tuple[str, ...]]]] = {
    "lead": lambda progress: tuple(each.party for each in progress.parties) or progress.leads,
    "theme": lambda progress: progress.activity.themes,
}
"""The ways to group activities, apart from by objective.

An activity that each lead does for itself is in the groups of the leads that the filters admit.
"""


def group(progress: Progress, by: str) -> tuple[Group, ...]:
    """Returns the activities by lead or theme, in order of first mention, "none stated" last.

    An activity with several leads or themes is in several groups. If each of its leads does it for
    itself, each lead's group has the activity as that lead does it.
    """
    names_of = GROUPINGS[by]
    groups: dict[str | None, list[ActivityProgress]] = {}
    for activity in progress.activities:
        parts = activity.by_party() if by == "lead" else {}
        for name in names_of(activity) or (None,):
            groups.setdefault(name, []).append(parts.get(name or "", activity))
    named = [Group(name, tuple(groups[name])) for name in groups if name is not None]
    return (*named, *([Group(None, tuple(groups[None]))] if None in groups else []))


def parties_of(version: Version) -> tuple[str, ...]:
    """Returns every party that a version names: the listed parties, then leads and partners."""
    named = (name for activity in version.activities for name in activity.lead + activity.partners)
    return version.plan.spread(tuple(dict.fromkeys((*version.plan.parties, *named))))


def reporters_of(version: Version, updates: Iterable[Update]) -> tuple[str, ...]:
    """Returns the plan's parties and groups, then whoever else has reported in the journal."""
    reported = (update.by for update in updates if update.by)
    return tuple(dict.fromkeys((*version.plan.parties, *version.plan.groups, *reported)))


def themes_of(version: Version) -> tuple[str, ...]:
    """Returns every theme that a version names: the listed themes, then those of activities."""
    named = [theme for activity in version.activities for theme in activity.themes]
    return tuple(dict.fromkeys((*version.plan.themes, *named)))
