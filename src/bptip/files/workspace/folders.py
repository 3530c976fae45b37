"""Where the plans are: the folder that is meant, and the plan folders in it.

`--plans DIR`, else `BPTIP_PLANS`, else the nearest `plans/` here or above that holds a plan, else
the copy inside the installed package, which is read-only.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from bptip.files.reading.contents import real_path
from bptip.files.reading.loading import (
    Journal,
    Loaded,
    load_journal,
    load_version,
    located,
    shown_path,
)
from bptip.plan.errors import BptipError
from bptip.plan.model import PlanHistory, Source, Version
from bptip.problems.fault import Fault
from bptip.problems.folder import other_plan, same_number
from bptip.problems.journal.checked import checked_journal
from bptip.problems.journal.context import Context, context_of

if TYPE_CHECKING:
    from bptip.problems.fault import Problem
    from bptip.problems.journal.checked import CheckedJournal
    from bptip.problems.references import Editions

T = TypeVar("T")

JOURNAL_NAME: Final = "progress.toml"
JOURNAL_ALONE: Final = "A plan is a folder with a v1.toml in it; here is a journal alone."
_VERSION_FILE: Final = re.compile(r"v.*\.toml", re.IGNORECASE)


class PlanFolder:
    """A plan's folder: its versions' files and its journal, each read once, when first asked for.

    With `only`, a file that stands anywhere: it is the version that is meant, and of the files
    beside it those of the same plan that can be read.
    """

    def __init__(self, path: Path, only: Path | None = None) -> None:
        self.path = path
        self.only = only
        self.name = path.name

    @cached_property
    def version_files(self) -> tuple[Path, ...]:
        """The files of the plan's versions, by name."""
        return tuple(sorted(version_files(self.path)))

    @cached_property
    def loaded(self) -> tuple[Loaded[Version], ...]:
        """Every version's file as it was read, with the faults that show between them."""
        if self.only is not None:
            return self._around(self.only)
        try:
            files = self.version_files
        except OSError:  # the folder can't be looked into, and so neither can its files
            return (self._no_version(None),)
        if not files:
            return (self._no_version(JOURNAL_ALONE),)
        loaded = [load_version(file) for file in files]
        found = dict[str, list[Fault]]()
        for each in loaded:
            if each.value:
                id_faults = other_plan(each.value.plan.id, self.name, key=("plan", "id"))
                found[each.file.name] = list(id_faults)
        readable = [(each.file.name, each.value) for each in loaded if each.value]
        for name, fault in same_number(readable):
            found[name].append(fault)
        return tuple(_with(each, found.get(each.file.name, ())) for each in loaded)

    def _no_version(self, hint: str | None) -> Loaded[Version]:
        """The first version's file, where none is known."""
        loaded = load_version(self.path / "v1.toml")
        return loaded._replace(faults=tuple(each._replace(hint=hint) for each in loaded.faults))

    def _around(self, file: Path) -> tuple[Loaded[Version], ...]:
        """A single file first, then those beside it that are versions of the same plan."""
        meant = load_version(file)
        beside = [load_version(each) for each in self.version_files if each.name != file.name]
        known = {meant.value.plan.version} if meant.value else set()
        siblings = [
            each
            for each in beside
            if meant.value
            and each.value
            and each.value.plan.id == meant.value.plan.id
            and each.value.plan.version not in known
        ]
        return (meant, *siblings)

    @cached_property
    def journal(self) -> Loaded[Journal] | None:
        """The journal as it was read; None where there is none."""
        file = self.path / JOURNAL_NAME
        if not os.path.lexists(file):
            return None
        loaded = load_journal(file)
        if loaded.value is None:
            return loaded
        return _with(loaded, other_plan(loaded.value.plan, self.plan_id, key=("plan",)))

    @cached_property
    def plan_id(self) -> str:
        """The id of the plan: its folder's name, or what a file that is meant by its path says."""
        if self.only is None:
            return self.name
        meant = self.loaded[0].value
        return meant.plan.id if meant else self.only.name

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """The versions that can be used, by number."""
        readable = [each.value for each in self.loaded if each.value]
        return tuple(sorted(readable, key=lambda version: version.plan.version))

    @cached_property
    def context(self) -> Context:
        """What the journal's updates are checked against."""
        journal = self.journal.value if self.journal else None
        if journal is None:
            return context_of(self.versions, (), frozenset())
        return context_of(self.versions, journal.entries, journal.faulty_ids)

    @cached_property
    def checked_journal(self) -> CheckedJournal:
        """The journal's updates that count, and those passed by."""
        return checked_journal(self.context)

    def problems(self, relative_to: Path) -> list[Problem]:
        """What makes the plan unreadable: the errors of its versions, and of its journal's form."""
        unreadable = [(each.file, each.text, each.faults) for each in self.loaded]
        if self.journal is not None and self.journal.value is None:
            unreadable.append((self.journal.file, self.journal.text, self.journal.faults))
        return [
            problem
            for file, text, faults in unreadable
            if faults
            for problem in located(file, text, faults, relative_to)
        ]

    @property
    def passed_by_faults(self) -> tuple[Fault, ...]:
        """The faults of the updates that were passed by."""
        if self.journal is None or self.journal.value is None:
            return ()
        return (*self.journal.value.faults, *self.checked_journal.left_out)

    @property
    def passed_by_count(self) -> int:
        """How many updates were passed by."""
        return len({fault.path[1] for fault in self.passed_by_faults})

    def passed_by(self, relative_to: Path) -> list[Problem]:
        """The errors of the updates that were passed by."""
        return self._in_journal(self.passed_by_faults, relative_to)

    def repeated(self, relative_to: Path) -> list[Problem]:
        """The errors of the updates that stand there again, word for word, and count once."""
        return self._in_journal(self.checked_journal.repeated, relative_to)

    def _in_journal(self, faults: tuple[Fault, ...], relative_to: Path) -> list[Problem]:
        if self.journal is None or not faults:
            return []
        return located(self.journal.file, self.journal.text, faults, relative_to)

    def names_of(self, versions: Iterable[Version]) -> tuple[str, ...]:
        """The files that hold these versions, and the journal, relative to the plans' folder."""
        meant = tuple(versions)
        held = [each.file for each in self.loaded if any(each.value is one for one in meant)]
        journal = [self.journal.file] if self.journal else []
        return tuple(f"{self.plan_id}/{file.name}" for file in (*held, *journal))

    @property
    def outline(self) -> PlanHistory:
        """The plan with all its versions, without its updates."""
        return PlanHistory(self.versions)

    @property
    def history(self) -> PlanHistory:
        """The plan with all its versions, and its journal's updates that have no faults."""
        return PlanHistory(self.versions, self.checked_journal.updates)

    @property
    def whole(self) -> bool:
        """Whether every file of its versions can be used, and its journal read."""
        return self.readable and (self.journal is None or self.journal.value is not None)

    @property
    def readable(self) -> bool:
        """Whether every file of its versions can be used."""
        return bool(self.loaded) and all(each.value is not None for each in self.loaded)


def _with(loaded: Loaded[T], faults: Iterable[Fault]) -> Loaded[T]:
    """The file with further faults, for which it can't be used."""
    found = tuple(faults)
    return loaded._replace(value=None, faults=loaded.faults + found) if found else loaded


class Workspace:
    """A folder of plans: each in a folder of its own, named by its id."""

    def __init__(self, root: Path, source: Source) -> None:
        self.root = root
        self.source = source

    @cached_property
    def folders(self) -> dict[str, PlanFolder]:
        """The plan folders, by name."""
        return {path.name: PlanFolder(path) for path in plan_folders(self.root)}


def version_files(folder: Path) -> list[Path]:
    """The files in a folder that are versions by their name: "v1.toml".

    Raises OSError where it is there and can't be looked into.
    """
    return [each for each in _inside(folder) if _VERSION_FILE.fullmatch(each.name)]


def plan_folders(root: Path) -> list[Path]:
    """The folders in a folder that hold a plan, by name; raises OSError as `version_files`."""
    return [each for each in sorted(_inside(root)) if each.is_dir() and holds_plan(each)]


def holds_plan(folder: Path) -> bool:
    """Whether a folder holds a version of a plan, or at least a journal, which needs one.

    Of one that can't be looked into it must be thought.
    """
    try:
        return bool(version_files(folder)) or os.path.lexists(folder / JOURNAL_NAME)
    except OSError:
        return True


def _inside(folder: Path) -> list[Path]:
    """What is in a folder; nothing where there is none, or links that lead in a circle."""
    try:
        return list(folder.iterdir())
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG):
            return []
        raise


def find_workspace(asked: str | None, from_environment: str | None, here: Path) -> Workspace:
    """The workspace that is meant; raises BptipError where a named one holds no plan."""
    for named, how in ((asked, "--plans"), (from_environment, "BPTIP_PLANS")):
        if named:
            return _named_workspace(Path(named), how, here)
    for folder in (here, *here.parents):
        if plan_folders(folder / "plans"):
            return _workspace(folder / "plans", here)
    return Workspace(bundled_folder(), Source(shown_path(bundled_folder(), here), bundled=True))


def _named_workspace(root: Path, how: str, here: Path) -> Workspace:
    if plan_folders(root):
        return _workspace(root, here)
    if not root.is_dir():
        raise BptipError(f'{how}: there is no folder "{root}".')
    below = root / "plans"
    if plan_folders(below):
        raise BptipError(f'{how}: "{root}" holds no plan.', f'Did you mean "{below}"?')
    if version_files(root):
        raise BptipError(f'{how}: "{root}" is a plan itself.', f'Did you mean "{root.parent}"?')
    raise BptipError(
        f'{how}: "{root}" holds no plan.',
        "A plan is a folder with a v1.toml in it; `bptip init` makes a workspace.",
    )


def _workspace(root: Path, here: Path) -> Workspace:
    return Workspace(root, Source(shown_path(root, here), bundled=False))


def bundled_folder() -> Path:
    """The copy of the public plans in the package; in a source tree, the tree's own."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "plans"
    return installed if installed.is_dir() else package.parents[1] / "plans"


def is_in_package(path: Path) -> bool:
    """Whether a path leads into the installed package, which the next install replaces."""
    package = Path(__file__).resolve().parents[2]
    return package in real_path(path).parents


def example_folder() -> Path:
    """The made-up workspace in the package."""
    return Path(__file__).resolve().parents[2] / "example" / "plans"


def editions_of(folder: PlanFolder, others: Iterable[PlanFolder]) -> Editions:
    """The versions of each plan that there is; None for a plan that can't be read."""
    found = {each.plan_id: each.versions if each.readable else None for each in others}
    return {**found, folder.plan_id: folder.versions}
