"""Finds the plan to write to, and refuses if the plan is unclear or read-only.

Without a name, a write goes to the plan in force today. For a day outside that plan's period, the
user must say which plan: a question is better than figures in the wrong plan's journal.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from bptip.files.workspace.finding import Workspace, is_of_source_tree, is_public
from bptip.files.workspace.naming import is_path, named_plan, named_version, source_of
from bptip.files.workspace.opening import rival_notices
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.files.workspace.unreadable import refuse_unreadable, table_notices, unreadable_notices
from bptip.plan.errors import BptipError, BrokenFileError, RefusedError
from bptip.plan.journal import NO_RETURNS
from bptip.plan.model import Source, Version
from bptip.plan.vocabulary import day, listing


class Writable(NamedTuple):
    """A plan to write to, its version in force on the day of the statement, and notices."""

    plan: StoredPlan
    version: Version
    source: Source
    notices: tuple[str, ...] = ()

    @property
    def versions(self) -> tuple[Version, ...]:
        """All versions of the plan."""
        return self.plan.versions


def plan_to_write(workspace: Workspace, name: str | None, on: date, today: date) -> Writable:
    """Returns the plan for a statement about a day; raises BptipError if the plan is unclear."""
    refuse_bundled(workspace, name)
    number: int | None = None
    rivals: tuple[str, ...] = ()
    if name is None:
        plan, rivals = in_force(workspace, on, today)
    else:
        plan, number = named_plan(workspace, name)
    if not plan.is_readable:
        refuse_unreadable(plan, workspace.here)
    version = named_version(plan, number) or plan.outline.version_on(on)
    source = source_of(workspace, [plan])
    notices = (
        *rival_notices(plan.id, rivals, "--plan"),
        *unreadable_notices(workspace),
        *table_notices(plan, workspace.here),
    )
    return Writable(plan, version, source, notices)


def rounds_of(plan: StoredPlan) -> tuple[str, ...]:
    """Returns the names of the reporting rounds in a plan's journal, latest last."""
    returns = plan.journal.returns if plan.journal else NO_RETURNS
    rounds = sorted(returns.rounds, key=lambda block: block.as_of)
    return tuple(dict.fromkeys(block.round for block in rounds))


def refuse_bundled(workspace: Workspace, name: str | None = None) -> None:
    """Raises BptipError if the plan is one of the public plans that came with bptip."""
    by_path = name is not None and is_path(name)
    place = Path(name) if name and by_path else workspace.root
    if (workspace.source.bundled and not by_path) or is_public(place):
        raise public_plans_refused(workspace.here)


def public_plans_refused(here: Path) -> BptipError:
    """Returns the refusal to write to the public plans, with the command that copies them."""
    command, copies = "bptip init", "./plans"
    if is_of_source_tree(here / "plans"):
        command, copies = "bptip init FOLDER", "a folder of your own"
    return RefusedError(
        "These plans came with bptip and are read-only.",
        f"Type `{command}` to copy them into {copies}, where you can edit them.",
    )


def refuse_version(name: str) -> None:
    """Raises BptipError if a version is named instead of the plan as a whole."""
    plan, at, _ = name.partition("@")
    if at and not is_path(name):
        raise BptipError(
            f'"{name}" is one version of a plan; an amendment always follows the latest version.',
            f"Give the plan without a version: {plan}.",
        )


def in_force(workspace: Workspace, on: date, today: date) -> tuple[StoredPlan, tuple[str, ...]]:
    """Returns the plan in force today, and the ids of other plans in force.

    Raises BptipError if the day `on` is outside the plan's period.
    """
    for name, plan in workspace.plans.items():
        if not plan.is_readable:
            raise BrokenFileError(
                f"The plan {name} cannot be read, so bptip cannot tell which plan is in force.",
                f"Give your plan with --plan, or correct {name}: `bptip check {name}` says how.",
            )
    plans = workspace.plans.values()
    current = [each for each in plans if each.outline.is_in_force_on(today)]
    meant = max(current, key=lambda each: each.outline.version_on(today).plan.start, default=None)
    if meant is not None and meant.outline.is_in_force_on(on):
        return meant, tuple(each.id for each in current if each is not meant)
    fits = [each.id for each in plans if each.outline.is_in_force_on(on)]
    named = f"On that day, {listing(fits, 'or')} is in force: " if fits else "Say which plan: "
    known = list(workspace.plans)
    (typed, *_) = fits or (known if len(known) == 1 else ["…"])
    if meant is None:
        wrong = f"No plan is in force today, {day(today)}."
    else:
        wrong = f"{day(on)} is outside the period of the plan in force, {meant.id}."
    raise RefusedError(wrong, f"{named}add --plan {typed}", f"Known: {', '.join(known)}.")
