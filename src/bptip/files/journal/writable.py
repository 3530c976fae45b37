"""To which plan a write goes: one that is meant beyond doubt, and that may be written to.

With none named it is the plan in force today; a day outside its period needs a name. Figures in
the wrong plan's journal are worse than a question.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bptip.files.workspace.folders import is_in_package
from bptip.files.workspace.opening import (
    folder_at,
    is_path,
    named_plan,
    numbered,
    refuse_unreadable,
    source_of,
    unreadable_notices,
)
from bptip.plan.errors import BptipError
from bptip.plan.vocabulary import day, listing

if TYPE_CHECKING:
    from datetime import date

    from bptip.files.workspace.folders import PlanFolder, Workspace
    from bptip.plan.model import Source, Version


class Writable(NamedTuple):
    """A plan to write to, its version that counts on the day that is meant, and notices."""

    folder: PlanFolder
    version: Version
    source: Source
    notices: tuple[str, ...] = ()


def plan_to_write(
    workspace: Workspace, name: str | None, on: date, today: date, here: Path
) -> Writable:
    """The plan that a statement about a day goes to; raises BptipError where none is clear."""
    refuse_bundled(workspace, name)
    number = None
    if name is None:
        folder = in_force(workspace, on, today)
    elif is_path(name):
        folder = folder_at(Path(name))
    else:
        folder, number = named_plan(workspace, name)
    if not folder.readable:
        refuse_unreadable(folder, here)
    if number is not None:
        version = numbered(folder, number)
    else:
        version = (folder.only and folder.loaded[0].value) or folder.outline.version_on(on)
    source = source_of(workspace, [folder], here)
    return Writable(folder, version, source, unreadable_notices(workspace))


def refuse_bundled(workspace: Workspace, name: str | None = None) -> None:
    """Raise BptipError where a plan is in the copy that came with bptip, which is read-only."""
    by_path = name is not None and is_path(name)
    bundled = workspace.source.bundled and not by_path
    if bundled or is_in_package(Path(name) if name and by_path else workspace.root):
        raise BptipError(
            "These plans are the copy that came with bptip, which is read-only.",
            "`bptip init` copies them into ./plans, to be edited.",
        )


def refuse_version(name: str) -> None:
    """Raise BptipError where a version is named and it is the plan as a whole that is meant."""
    plan, at, _ = name.partition("@")
    if at and not is_path(name):
        raise BptipError(
            f'"{name}" is one version of a plan, and an amendment goes on from the latest.',
            f"Name the plan alone: {plan}.",
        )


def in_force(workspace: Workspace, on: date, today: date) -> PlanFolder:
    """The plan in force today, if it holds the day; raises BptipError with what does, if not."""
    for name, folder in workspace.folders.items():
        if not folder.readable:
            raise BptipError(
                f"The plan {name} can't be read, so nobody knows which plan is in force.",
                f"Name the plan that you mean with --plan, or mend {name}: "
                f"`bptip check {name}` says how.",
            )
    folders = workspace.folders.values()
    current = [each for each in folders if each.outline.is_in_force_on(today)]
    meant = max(current, key=lambda each: each.outline.version_on(today).plan.start, default=None)
    if meant is not None and meant.outline.is_in_force_on(on):
        return meant
    fits = [each.plan_id for each in folders if each.outline.is_in_force_on(on)]
    named = f"The plan that fits is {listing(fits, 'or')}: " if fits else "Name the plan: "
    known = ", ".join(workspace.folders)
    if meant is None:
        wrong = f"No plan is in force today, {day(today)}."
    else:
        wrong = f"{day(on)} lies outside the plan in force, {meant.plan_id}."
    raise BptipError(wrong, f"{named}add --plan {fits[0] if fits else '…'}", f"Known: {known}.")
