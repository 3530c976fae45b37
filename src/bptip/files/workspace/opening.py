"""Naming a plan: which version of which plan is meant, and what is known of it.

`2024-2026` is its version in force on the as-of date, `2024-2026@v1` that version, a path is a
file or a plan's folder; nothing at all is the plan in force on the as-of date.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.files.reading.contents import real_path
from bptip.files.reading.loading import shown_path
from bptip.files.workspace.folders import JOURNAL_NAME, PlanFolder, Workspace, holds_plan
from bptip.plan.errors import BptipError
from bptip.plan.model import Source
from bptip.plan.names import find_name, nearest, unknown_name
from bptip.problems.notices import (
    left_out_notices,
    reference_notices,
    refusal,
    repeated_notices,
    unreadable_notice,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bptip.plan.model import Item, PlanHistory, Update, Version

_TWO_YEARS: Final = re.compile(r"[0-9]{4}[-–/][0-9]{2,4}")
_NUMBER: Final = re.compile(r"[vV]?([0-9]{1,18})")


class Opened(NamedTuple):
    """A version of a plan with the plan's history, as a reading command gets it.

    `folder` has its files, `others` are the other plans beside it; `notices` are what the user
    must be told of files that could only be read in part. `named` says that the user named this
    version, not just the plan.
    """

    version: Version
    history: PlanHistory
    folder: PlanFolder
    source: Source
    others: tuple[PlanFolder, ...]
    notices: tuple[str, ...]
    named: bool = False

    @property
    def through_time(self) -> PlanHistory:
        """The history for questions about several days; of a version that was named, it alone."""
        return self.history._replace(versions=(self.version,)) if self.named else self.history

    @property
    def updates(self) -> tuple[Update, ...]:
        """The updates of the plan's journal that have no faults."""
        return self.history.updates


def open_plan(workspace: Workspace, name: str | None, as_of: date, here: Path) -> Opened:
    """The plan that is meant; raises BptipError where it is unknown or can't be read."""
    if name is not None and is_path(name):
        return _open_path(workspace, Path(name), as_of, here)
    if name is None:
        folder, number = _in_force(workspace, as_of, here), None
    else:
        folder, number = named_plan(workspace, name)
    refuse_unreadable(folder, here)
    version = folder.history.version_on(as_of) if number is None else numbered(folder, number)
    opened = _opened(workspace, folder, version, here, workspace.source)
    return opened._replace(named=number is not None)


def is_path(name: str) -> bool:
    """Whether a plan's name is meant as a path."""
    return name.lower().endswith(".toml") or "/" in name or "\\" in name


def names_plan(workspace: Workspace, text: str) -> bool:
    """Whether a word names a plan that there is, or two years that are much like such a name."""
    if is_path(text):
        return Path(text).is_file() or holds_plan(Path(text))
    plan = text.partition("@")[0]
    if find_name(plan, workspace.folders) is not None:
        return True
    return bool(_TWO_YEARS.fullmatch(plan)) and nearest(plan, workspace.folders) is not None


def like_a_plan(workspace: Workspace, text: str) -> str | None:
    """The plan that a word is much like, where it has figures as plans' names have; else None."""
    return nearest(text, workspace.folders) if any(map(str.isdigit, text)) else None


def named_plan(workspace: Workspace, name: str) -> tuple[PlanFolder, int | None]:
    """The plan of a name, and the number of its version where one is named.

    Raises BptipError where there is no such plan.
    """
    plan, at, version = name.partition("@")
    found = plan if plan in workspace.folders else find_name(plan, workspace.folders)
    if found is None:
        raise unknown_name("plan", plan, list(workspace.folders))
    folder, number = workspace.folders[found], _NUMBER.fullmatch(version)
    if at and number is None:
        raise _no_such_version(folder, version)
    return folder, int(number[1]) if number else None


def numbered(folder: PlanFolder, number: int) -> Version:
    """The version of a number; raises BptipError where the plan has none such."""
    for version in folder.versions:
        if version.plan.version == number:
            return version
    raise _no_such_version(folder, str(number))


def _no_such_version(folder: PlanFolder, asked: str) -> BptipError:
    known = ", ".join(f"{folder.plan_id}@v{each.plan.version}" for each in folder.versions)
    return BptipError(f'The plan {folder.plan_id} has no version "{asked}".', f"Known: {known}.")


def _in_force(workspace: Workspace, as_of: date, here: Path) -> PlanFolder:
    """The plan in force on a day: of several the one that started later, of none the last before.

    Where none is in force and some plan can't be read, that one might be meant: it is refused.
    """
    readable = [folder for folder in workspace.folders.values() if folder.readable]
    broken = [folder for folder in workspace.folders.values() if not folder.readable]
    current = [folder for folder in readable if folder.outline.is_in_force_on(as_of)]
    if current:
        return max(current, key=lambda folder: folder.outline.version_on(as_of).plan.start)
    if broken:
        refuse_unreadable(broken[0], here)
    periods = {folder: folder.outline.version_on(as_of).plan for folder in readable}
    ended = [folder for folder in readable if periods[folder].end < as_of]
    if ended:
        return max(ended, key=lambda folder: periods[folder].end)
    return min(readable, key=lambda folder: periods[folder].start)


def _open_path(workspace: Workspace, path: Path, as_of: date, here: Path) -> Opened:
    folder = folder_at(path)
    refuse_unreadable(folder, here)
    meant = folder.loaded[0].value if folder.only else None
    version = meant or folder.history.version_on(as_of)
    source = Source(shown_path(folder.path, here), bundled=False)
    opened = _opened(workspace, folder, version, here, source)
    return opened._replace(named=meant is not None)


def _opened(
    workspace: Workspace, folder: PlanFolder, version: Version, here: Path, source: Source
) -> Opened:
    others = tuple(
        each
        for each in workspace.folders.values()
        if each.readable and each.plan_id != folder.plan_id
    )
    return Opened(
        version=version,
        history=folder.history,
        folder=folder,
        source=source,
        others=others,
        notices=(
            *unreadable_notices(workspace),
            *left_out_notices(folder.passed_by(here), folder.passed_by_count),
            *repeated_notices(folder.repeated(here)),
            *_unfollowed_notices(workspace, folder, version),
        ),
    )


def unreadable_notices(workspace: Workspace, *, with_journals: bool = False) -> tuple[str, ...]:
    """A line for each plan that can't be read, so that nobody takes the others for all.

    With `with_journals`, also for those of which only the journal can't.
    """
    return tuple(
        unreadable_notice(name)
        for name, folder in workspace.folders.items()
        if not (folder.whole if with_journals else folder.readable)
    )


def refuse_unreadable(folder: PlanFolder, here: Path) -> None:
    """Raise BptipError where a plan can't be read, with what is wrong in it."""
    problems = folder.problems(here)
    if problems:
        plan = folder.plan_id
        raise refusal(f"The plan {plan}", problems, "it can't be read", f"bptip check {plan}")


def _unfollowed_notices(
    workspace: Workspace, folder: PlanFolder, version: Version
) -> tuple[str, ...]:
    """A line for the references that can't be followed, since they lead nowhere."""
    if not any(item.continues for item in version.items):
        return ()
    from bptip.files.workspace.folders import editions_of
    from bptip.problems.references import unknown_references

    by_plan = editions_of(folder, workspace.folders.values())
    return reference_notices(list(unknown_references(version, by_plan)))


def open_item(
    workspace: Workspace, text: str, plan: str | None, as_of: date, here: Path
) -> tuple[Opened, Item]:
    """The item that is meant, in its plan; "2022/1.2" names both.

    Raises BptipError where there is none; of one that only another version has, with that version.
    """
    from bptip.plan.search import find_item

    prefix, slash, rest = text.partition("/")
    if plan is None and slash and prefix.partition("@")[0] in workspace.folders:
        plan, text = prefix, rest
    opened = open_plan(workspace, plan, as_of, here)
    return opened, find_item(text, opened.version, opened.history.versions)


def editions(opened: Opened) -> tuple[Version, ...]:
    """Every edition that is known where a plan was opened: its own versions, then other plans'."""
    others = (version for folder in opened.others for version in folder.outline.versions)
    return (*opened.history.versions, *others)


def folder_of(opened: Opened, plan: str) -> PlanFolder | None:
    """The folder of another plan beside the one that was opened; None for that one itself."""
    return next((folder for folder in opened.others if folder.plan_id == plan), None)


def named_folders(workspace: Workspace, names: Iterable[str] | None) -> list[PlanFolder]:
    """The plans of these names, of paths to them, or all where none is named."""
    if not names:
        return list(workspace.folders.values())
    return list(dict.fromkeys(_folder_of(workspace, name) for name in names))


def _folder_of(workspace: Workspace, name: str) -> PlanFolder:
    if is_path(name):
        return folder_at(Path(name))
    folder, number = named_plan(workspace, name)
    if number is not None:
        numbered(folder, number)
    return folder


def folder_at(path: Path) -> PlanFolder:
    """The plan at a path: of its folder, or of one of its files; raises BptipError for none."""
    if path.is_dir():
        if not holds_plan(path):
            raise BptipError(f'"{path}" holds no plan.', "A plan is a folder with a v1.toml in it.")
        return PlanFolder(real_path(path))
    if not path.exists():
        raise BptipError(f'There is no file "{path}".')
    if path.name == JOURNAL_NAME:
        return folder_at(path.parent)
    return PlanFolder(path.parent, only=path)


def source_of(workspace: Workspace, folders: Iterable[PlanFolder], here: Path) -> Source:
    """Where plans were read: the workspace, or the folder of the first that stands elsewhere."""
    known = set(workspace.folders.values())
    elsewhere = [folder for folder in folders if folder not in known]
    if not elsewhere:
        return workspace.source
    return Source(shown_path(elsewhere[0].path, here), bundled=False)
