"""Finds the workspace: the folder that contains all plans.

`--plans DIR`, else `BPTIP_PLANS`, else the nearest `plans/` here or above that has a plan, else
the copy inside the installed package, which is read-only.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Final

from bptip.files.reading.contents import real_path
from bptip.files.reading.locating import shown_path
from bptip.files.workspace.folders import (
    PLAN_HINT,
    PlanFolder,
    misnamed_hint,
    misnamed_versions,
    plan_folders,
    version_files,
)
from bptip.files.workspace.parties_file import PartiesFile
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.errors import NotFoundError
from bptip.plan.model import Source


class Workspace:
    """A folder of plans: each plan has a subfolder, named by the plan's id.

    Messages show paths relative to the working folder `here`. `date_option` is the option for a
    date of the present command; None if the command has no such option.
    """

    date_option: str | None = "--as-of"

    def __init__(self, root: Path, source: Source, here: Path) -> None:
        self.root = root
        self.source = source
        self.here = here

    @property
    def misnamed(self) -> list[str]:
        """A hint for each file that is probably a misnamed version, in this folder or in plans/."""
        roots = dict.fromkeys((self.root, self.here / "plans"))
        return [
            misnamed_hint(file, self.here) for root in roots for file in misnamed_versions(root)
        ]

    @cached_property
    def plans(self) -> dict[str, StoredPlan]:
        """The plans, by the names of their folders."""
        return {
            path.name: StoredPlan(PlanFolder(path), self.parties_file)
            for path in plan_folders(self.root)
        }

    @cached_property
    def parties_file(self) -> PartiesFile:
        """The table of parties that all plans share."""
        return PartiesFile(self.root)


def find_workspace(
    asked: str | None, from_environment: str | None, here: Path, *, may_be_empty: bool = False
) -> Workspace:
    """Returns the user's workspace; raises BptipError if a named folder has no plan.

    With `may_be_empty`, the folder is for a first plan, and need not exist.
    """
    for named, how in ((asked, "--plans"), (from_environment, "BPTIP_PLANS")):
        if named:
            return _named_workspace(Path(named), how, here, may_be_empty=may_be_empty)
    for folder in (here, *here.parents):
        if plan_folders(folder / "plans"):
            return _workspace(folder / "plans", here)
    root = public_folder()
    return Workspace(root, Source(shown_path(root, here), bundled=True), here)


def public_folder() -> Path:
    """Returns the copy of the public plans; raises BptipError if this installation has none."""
    return _installed(bundled_folder(), "public plans are")


def example_folder() -> Path:
    """Returns the made-up workspace; raises BptipError if this installation has none."""
    package = Path(__file__).resolve().parents[2]
    return _installed(package / "example" / "plans", "made-up example is")


def _installed(root: Path, what: str) -> Path:
    """Returns a folder of plans that comes with bptip; raises BptipError if it has none."""
    if not plan_folders(root):
        raise NotFoundError(
            f"The {what} missing from this installation of bptip.",
            "Install bptip with pip (it cannot run from a ZIP archive), or give the folder of your "
            "own plans: --plans DIR",
        )
    return root


def _named_workspace(root: Path, how: str, here: Path, *, may_be_empty: bool) -> Workspace:
    if plan_folders(root) or (may_be_empty and not root.exists()):
        return _workspace(root, here)
    if root.is_file():
        raise NotFoundError(
            f'{how}: "{root}" is a file, not a folder of plans.',
            f'Did you mean "{root.parent.parent if version_files(root.parent) else root.parent}"?',
        )
    if not root.is_dir():
        raise NotFoundError(f'{how}: the folder "{root}" does not exist.')
    below = root / "plans"
    if plan_folders(below):
        raise NotFoundError(f'{how}: "{root}" contains no plan.', f'Did you mean "{below}"?')
    if version_files(root):
        raise NotFoundError(
            f'{how}: "{root}" is a single plan, not a folder of plans.',
            f'Did you mean "{root.parent}"?',
        )
    misnamed = misnamed_versions(root)
    if may_be_empty and not misnamed:
        return _workspace(root, here)
    raise NotFoundError(
        f'{how}: "{root}" contains no plan.',
        *(misnamed_hint(file, here) for file in misnamed),
        f"{PLAN_HINT} `bptip init` makes a workspace.",
    )


def _workspace(root: Path, here: Path) -> Workspace:
    return Workspace(root, Source(shown_path(root, here), bundled=False), here)


def bundled_folder() -> Path:
    """Returns the copy of the public plans in the package; in a source tree, the tree's own."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "plans"
    return installed if installed.is_dir() else package.parents[1] / "plans"


def is_public(path: Path) -> bool:
    """True if a path leads to the public plans, in the installed package or in bptip's source.

    The next installation or download would overwrite any change there.
    """
    package = Path(__file__).resolve().parents[2]
    there = real_path(path)
    return package in there.parents or any(map(is_of_source_tree, (there, *there.parents)))


_OWN_NAME: Final = re.compile(r'^name\s*=\s*"bptip"\s*$', re.MULTILINE)


def is_of_source_tree(folder: Path) -> bool:
    """True if a folder is plans/ in bptip's source, beside its pyproject.toml and src/bptip.

    The user's own repository has neither beside its plans.
    """
    project = folder.parent / "pyproject.toml"
    is_beside = folder.name == "plans" and (folder.parent / "src" / "bptip").is_dir()
    try:
        return is_beside and bool(_OWN_NAME.search(project.read_text("utf-8", "replace")))
    except OSError:
        return False
