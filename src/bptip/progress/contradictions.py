"""Statements that contradict each other, and updates that a version does not count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from bptip.plan.journal import Update
from bptip.progress.fold import in_order

if TYPE_CHECKING:
    from bptip.progress.item_progress import ActivityProgress
    from bptip.progress.plan_progress import Progress


class Contradiction(NamedTuple):
    """The statement of a status in force, and another party's statement that it contradicts."""

    in_force: Update
    contradicted: Update


def contradictions(progress: Progress) -> Iterator[Contradiction]:
    """Yields the contradictions about each activity that is reported on as a whole."""
    for activity in progress.activities:
        rival = contradicted(activity)
        in_force = activity.reported.status_from
        if in_force is not None and rival is not None:
            yield Contradiction(in_force, rival)


def contradicted(activity: ActivityProgress) -> Update | None:
    """Returns the latest statement of another party that the status in force contradicts.

    The statement is for the same day; or a lead made it, it is not yet stale, and a party that
    does not lead has stated the status in force.
    """
    in_force = activity.reported.status_from
    if in_force is None or in_force.by is None:
        return None
    latest = {each.by: each for each in activity.reported.updates if each.status and each.by}
    age = activity.basis.stale_after
    for rival in reversed(in_order(latest.values())):
        if rival.status is in_force.status or rival.by == in_force.by:
            continue
        is_fresh = (activity.basis.as_of - rival.on).days <= age
        overrides_a_lead = activity.is_said_by_another and rival.by in activity.voices and is_fresh
        if rival.on == in_force.on or overrides_a_lead:
            return rival
    return None


def not_counted(progress: Progress, counted: Iterable[Update]) -> Iterator[Update]:
    """Yields the reports on items of this version that do not count in it, leaving out notes.

    `counted` are the updates from `fold.counting`: neither retracted nor recorded later.
    """
    items = {item.id for item in progress.version.items}
    in_version = {update.id for update in progress.updates}
    return (
        each
        for each in counted
        if each.item in items
        if each.id not in in_version
        if each.states_progress or each.is_nil
    )
