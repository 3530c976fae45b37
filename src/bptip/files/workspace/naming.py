"""Finds a plan by its name: "2024-2026", "2024-2026@v1" for one version, or a path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from bptip.files.reading.contents import real_path
from bptip.files.reading.locating import shown_path
from bptip.files.workspace.finding import Workspace
from bptip.files.workspace.folders import (
    JOURNAL_NAME,
    PLAN_HINT,
    PlanFolder,
    holds_plan,
    plain_name,
)
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.command_lines import command_line
from bptip.plan.errors import BptipError, NotFoundError
from bptip.plan.model import Source, Version
from bptip.plan.names import find_name, find_parties
from bptip.plan.near_names import nearest, unknown_name
from bptip.plan.vocabulary import listing

_TWO_YEARS: Final = re.compile(r"[0-9]{4}[-–/][0-9]{2,4}")
_VERSION_NUMBER: Final = re.compile(r"[vV]?([0-9]{1,18})")


def is_path(name: str) -> bool:
    """True if the name of a plan is a path; "2026/2027" is one only if it exists."""
    if "/" in name and _TWO_YEARS.fullmatch(name):
        return Path(name).exists()
    return name.lower().endswith(".toml") or "/" in name or "\\" in name


def names_plan(workspace: Workspace, text: str) -> bool:
    """True if a word names a plan, or has two years that are close to a plan's name."""
    if is_path(text):
        return Path(text).is_file() or holds_plan(Path(text))
    plan = text.partition("@")[0]
    if find_name(plan, workspace.plans) is not None:
        return True
    return bool(_TWO_YEARS.fullmatch(plan)) and nearest(plan, workspace.plans) is not None


def like_a_plan(workspace: Workspace, text: str) -> str | None:
    """Returns the plan whose name is close to a word with digits; None if there is no such plan."""
    return nearest(text, workspace.plans) if any(map(str.isdigit, text)) else None


def named_plan(workspace: Workspace, name: str) -> tuple[StoredPlan, int | None]:
    """Returns the plan with a name or a path, and the number of the version if the name has one.

    Raises BptipError if there is no such plan.
    """
    if is_path(name):
        return plan_at(Path(name)), None
    plan_id, at, version = name.partition("@")
    known_id = plan_id if plan_id in workspace.plans else find_name(plan_id, workspace.plans)
    if known_id is None:
        error = unknown_name("plan", plan_id, list(workspace.plans), error=NotFoundError)
        meant = list(meant_by(workspace, plan_id))
        near = nearest(plan_id, workspace.plans)
        is_astray = bool(meant) and near is not None and near not in " ".join(meant)
        raise error.with_hints(*meant, *error.hints[1 if is_astray else 0 :])
    plan, number = workspace.plans[known_id], _VERSION_NUMBER.fullmatch(version)
    if at and number is None:
        raise _no_such_version(plan, version)
    return plan, int(number[1]) if number else None


_YEAR: Final = re.compile(r"20[0-9]{2}")


def meant_by(workspace: Workspace, text: str, opened: str | None = None) -> Iterator[str]:
    """Yields hints for a text that names no plan or item: it may be a party, a year, a folder.

    `opened` is the plan in which the text was looked for as an item.
    """
    yield from workspace.misnamed
    versions = [version for plan in workspace.plans.values() for version in plan.versions]
    having = [
        plan.id
        for plan in workspace.plans.values()
        if plan.id != opened
        and any(item.id == text for version in plan.versions for item in version.items)
    ]
    if len(having) == len(workspace.plans):
        yield f"{text} is an item: bptip show {text}"
    else:
        yield from (f"{plan} has an item {text}: bptip show {plan}/{text}" for plan in having)
    yield from _filters_meant(workspace, versions, text)
    number = _VERSION_NUMBER.fullmatch(text)
    if number and text[:1] in "vV":
        wanted = int(number[1])
        having = [
            plan.id
            for plan in workspace.plans.values()
            if any(version.plan.version == wanted for version in plan.versions)
        ]
        plan = having[-1] if having else "PLAN"
        yield f"Write a version after its plan: {plan}@v{wanted}"
    for stored in workspace.plans.values():
        rounds = stored.journal.returns.rounds if stored.journal else ()
        if name := find_name(text, [each.round for each in rounds]):
            line = command_line(("round", stored.id, "--round", name))
            yield f"{name} is a reporting round of {stored.id}: {line}" if line else ""
    if _YEAR.fullmatch(text):
        last = date(int(text), 12, 31)
        covering = [
            plan.id
            for plan in workspace.plans.values()
            if plan.is_readable and plan.outline.is_in_force_on(last)
        ]
        if covering:
            option = workspace.date_option
            dated = f" For a date: {option} {text}" if option else ""
            yield f"{text} is a year of the plan {listing(covering)}.{dated}"
    if Path(text).is_dir():
        yield f'"{text}" is a folder: --plans {text}'


def _filters_meant(workspace: Workspace, versions: Sequence[Version], text: str) -> Iterator[str]:
    """Yields hints for a text that is a party, a group, a theme or a status."""
    from bptip.plan.parties import spellings_of
    from bptip.plan.status_names import find_status
    from bptip.progress.selection import parties_of, themes_of

    parties = dict.fromkeys(party for version in versions for party in parties_of(version))
    parties |= dict.fromkeys(group for version in versions for group in version.plan.groups)
    spelled = spellings_of(workspace.parties_file.parties, versions).typed(text)
    for party in find_parties(spelled, parties):
        yield f'{party} is a party: bptip status --party "{party}"'
    themes = dict.fromkeys(theme for version in versions for theme in themes_of(version))
    if theme := find_name(text, themes):
        yield f'{theme} is a theme: bptip status --theme "{theme}"'
    if status := find_status(text):
        yield f"{status} is a status: bptip status --status {status}"
    if text in ("overdue", "late"):
        yield "For activities that are overdue: bptip status --overdue"


def named_version(plan: StoredPlan, number: int | None) -> Version | None:
    """Returns the version that was named, by its number or by its path; None if none was.

    Raises BptipError if the plan has no version with this number.
    """
    if number is None:
        return plan.version_by_path
    for version in plan.versions:
        if version.plan.version == number:
            return version
    raise _no_such_version(plan, str(number))


def _no_such_version(plan: StoredPlan, number: str) -> BptipError:
    known = ", ".join(f"{plan.id}@v{version.plan.version}" for version in plan.versions)
    return NotFoundError(f'The plan {plan.id} has no version "{number}".', f"Known: {known}.")


def named_plans(workspace: Workspace, names: Iterable[str] | None) -> list[StoredPlan]:
    """Returns the plans of these names or paths, each once; all plans if nothing is named."""
    if not names:
        return list(workspace.plans.values())
    plans: dict[StoredPlan, None] = {}
    for name in names:
        plan, number = named_plan(workspace, name)
        if number is not None:
            named_version(plan, number)  # which refuses an unknown number
        plans[plan] = None
    return list(plans)


def plan_at(path: Path) -> StoredPlan:
    """Returns the plan whose folder or file is at a path; raises BptipError without a plan."""
    if path.is_dir():
        if not holds_plan(path):
            raise NotFoundError(f'"{path}" contains no plan.', PLAN_HINT)
        return StoredPlan(PlanFolder(real_path(path)))
    if not path.exists():
        raise NotFoundError(f'The file "{path}" does not exist.')
    if plain_name(path.name) == JOURNAL_NAME:
        return plan_at(path.parent)
    return StoredPlan(PlanFolder(path.parent, single_file=path))


def source_of(workspace: Workspace, plans: Iterable[StoredPlan]) -> Source:
    """Returns the source of plans: the workspace, or the folder of the first plan outside it."""
    inside = set(workspace.plans.values())
    outside = [plan for plan in plans if plan not in inside]
    if not outside:
        return workspace.source
    return Source(shown_path(outside[0].folder.path, workspace.here), bundled=False)
