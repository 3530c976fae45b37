"""Finds the plans that carry on a plan's items, and the state of those items."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from bptip.files.workspace.opening import OpenPlan
from bptip.files.workspace.stored_plan import StoredPlan, file_names
from bptip.plan.model import Version
from bptip.progress.continuation import Continuations, continued_by, refers_to
from bptip.progress.plan_progress import progress_on


class Successor(NamedTuple):
    """A version of another plan that declares to carry on items of this plan."""

    plan: StoredPlan
    version: Version

    @property
    def file(self) -> str:
        """The version's file, relative to the plans folder."""
        return self.files[0]

    @property
    def files(self) -> tuple[str, ...]:
        """The version's file and the journal, relative to the plans folder."""
        return file_names(self.plan, [self.version])


def successors(opened: OpenPlan, today: date) -> tuple[Successor, ...]:
    """Returns the other plans that carry this plan on, in their versions in force on a day."""
    plan_id = opened.version.plan.id
    candidates = (Successor(plan, plan.outline.version_on(today)) for plan in opened.others)
    return tuple(each for each in candidates if refers_to(each.version, plan_id))


def successors_in(opened: OpenPlan, files: Collection[str]) -> tuple[Successor, ...]:
    """Returns the versions in these files, relative to the plans folder, that carry the plan on."""
    plan_id = opened.version.plan.id
    candidates = (Successor(plan, version) for plan in opened.others for version in plan.versions)
    return tuple(
        each for each in candidates if each.file in files and refers_to(each.version, plan_id)
    )


def continuations(
    opened: OpenPlan,
    successors: Iterable[Successor],
    as_of: date,
    known_at: date | None,
    *,
    with_progress: bool,
) -> Continuations:
    """Returns the items that carry on each item of the plan; `with_progress`, also their status.

    A successor whose journal cannot be read gives no status.
    """
    listed = tuple(successors)
    progress = {
        plan.id: progress_on(version, plan.history.updates, as_of, known_at, plan.history.returns)
        for plan, version in listed
        if with_progress and plan.is_whole
    }
    return continued_by(opened.version.plan.id, (each.version for each in listed), progress)
