"""Opens a plan and one of its versions for reading.

Without a name, this is the plan in force on the as-of date. For the name of a plan without a
version, it is the plan's version in force on that date.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bptip.files.workspace.finding import Workspace
from bptip.files.workspace.naming import meant_by, named_plan, named_version, source_of
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.files.workspace.unreadable import (
    partly_read_notices,
    refuse_unreadable,
    unreadable_notices,
)
from bptip.plan.errors import NotFoundError
from bptip.plan.journal import PlanHistory, Update
from bptip.plan.labels import Labels, labels_of
from bptip.plan.model import Item, Source, Version
from bptip.plan.vocabulary import listing


class OpenPlan(NamedTuple):
    """A version of a plan, opened by a reading command.

    `names_version` is True if the user named this version, and not just the plan. `rivals` are the
    other plans in force on the day, if the user named no plan.
    """

    version: Version
    plan: StoredPlan
    workspace: Workspace
    names_version: bool
    rivals: tuple[str, ...] = ()

    @property
    def history(self) -> PlanHistory:
        """The history for questions about several days.

        The history has all versions of the plan; if the user named a version, only that version.
        """
        history = self.plan.history
        return history._replace(versions=(self.version,)) if self.names_version else history

    @property
    def versions(self) -> tuple[Version, ...]:
        """All versions of the plan, by number."""
        return self.plan.versions

    @property
    def labels(self) -> Labels:
        """The titles and units of the items of all versions, worded as in this one."""
        return labels_of(*self.versions, self.version)

    @property
    def updates(self) -> tuple[Update, ...]:
        """The updates of the plan's journal that count."""
        return self.plan.checked_journal.updates

    @property
    def others(self) -> tuple[StoredPlan, ...]:
        """The other plans of the workspace that can be read."""
        return tuple(
            plan
            for plan in self.workspace.plans.values()
            if plan.is_readable and plan.id != self.plan.id
        )

    @property
    def source(self) -> Source:
        """Where the plan was read."""
        return source_of(self.workspace, [self.plan])

    @property
    def notices(self) -> tuple[str, ...]:
        """Notices about files that could be read only in part."""
        return (
            *rival_notices(self.plan.id, self.rivals, "bptip status"),
            *unreadable_notices(self.workspace),
            *partly_read_notices(self.plan, self.version, self.workspace),
        )

    @property
    def editions(self) -> tuple[Version, ...]:
        """Every known version: first of this plan, then of the other plans."""
        others = (version for plan in self.others for version in plan.versions)
        return (*self.versions, *others)

    def plan_of(self, version: Version) -> StoredPlan:
        """Returns the plan of one of the editions."""
        plans = (plan for plan in self.others if plan.id == version.plan.id)
        return next(plans, self.plan)


def open_plan(workspace: Workspace, name: str | None, as_of: date) -> OpenPlan:
    """Returns the plan with a name; raises BptipError if it is unknown or cannot be read."""
    number: int | None = None
    rivals: tuple[str, ...] = ()
    if name is None:
        plan, rivals = _plan_in_force(workspace, as_of)
    else:
        plan, number = named_plan(workspace, name)
    refuse_unreadable(plan, workspace.here)
    named = named_version(plan, number)
    version = named or plan.outline.version_on(as_of)
    return OpenPlan(version, plan, workspace, names_version=named is not None, rivals=rivals)


def rival_notices(plan: str, rivals: Sequence[str], command: str) -> tuple[str, ...]:
    """Returns the notice that other plans are also in force, with the command for one of them."""
    if not rivals:
        return ()
    also = f"{listing(rivals)} {'is' if len(rivals) == 1 else 'are'} in force too"
    return (f"This is the plan {plan}; {also}: {command} {rivals[0]}",)


def _plan_in_force(workspace: Workspace, as_of: date) -> tuple[StoredPlan, tuple[str, ...]]:
    """Returns the plan in force on a day, and the ids of other plans in force.

    If several plans are in force, this is the plan that started last. If no plan is in force, it is
    the plan that ended last, or else the plan that will start first. Raises BptipError if no
    readable plan is in force and a plan cannot be read: that plan may be in force.
    """
    plans = workspace.plans.values()
    readable = [plan for plan in plans if plan.is_readable]
    current = [plan for plan in readable if plan.outline.is_in_force_on(as_of)]
    if current:
        latest = max(current, key=lambda plan: plan.outline.version_on(as_of).plan.start)
        return latest, tuple(plan.id for plan in current if plan is not latest)
    for plan in plans:
        if not plan.is_readable:
            refuse_unreadable(plan, workspace.here)
    periods = {plan: plan.outline.version_on(as_of).plan for plan in readable}
    ended = [plan for plan in readable if periods[plan].end < as_of]
    if ended:
        return max(ended, key=lambda plan: periods[plan].end), ()
    return min(readable, key=lambda plan: periods[plan].start), ()


def open_item(
    workspace: Workspace, text: str, plan: str | None, as_of: date
) -> tuple[OpenPlan, Item]:
    """Returns an item and its plan; the text "2022/1.2" names both.

    Raises BptipError if the version has no such item; a hint names another version that has it.
    """
    from bptip.plan.search import find_item

    prefix, slash, rest = text.partition("/")
    if plan is None and slash and prefix.partition("@")[0] in workspace.plans:
        plan, text = prefix, rest
    opened = open_plan(workspace, plan, as_of)
    try:
        return opened, find_item(text, opened.version, opened.versions)
    except NotFoundError as error:
        is_plan = [f"{text} is a plan: bptip status {text}"] if text in workspace.plans else []
        meant = meant_by(workspace, text, opened.plan.id)
        raise error.with_hints(*is_plan, *meant, *error.hints) from None
