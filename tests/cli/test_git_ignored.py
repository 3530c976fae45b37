"""The files that bptip leaves beside plans: Git ignores them, or a message says how it can."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Final

import pytest

from conftest import clean_environment

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Bptip

UPDATE: Final = ("update", "2.1", "--plan", "2025-2027", "--no-change")
BOTH: Final = "For Git: add progress.toml.lock and .*.bptip.tmp to plans/.gitignore, a line each."
LEFT: Final = (
    "plans/2025-2027/progress.toml.lock",
    "plans/2025-2027/.progress.toml.0123abcd.bptip.tmp",
    "plans/..gitignore.0123abcd.bptip.tmp",
)


@pytest.fixture
def tree(workspace: Path) -> Path:
    """The workspace as a working tree of Git."""
    (workspace / ".git" / "info").mkdir(parents=True)
    (workspace / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    return workspace


@pytest.mark.usefixtures("tree")
def test_the_first_update_says_what_to_ignore(bptip: Bptip) -> None:
    """Once: when it makes the lock."""
    first, second = bptip(*UPDATE), bptip(*UPDATE)
    assert (first.code, BOTH in first.err.splitlines()) == (0, True)
    assert (second.code, "For Git" in second.err) == (0, False)


@pytest.mark.usefixtures("workspace")
def test_without_git_nothing_is_said(bptip: Bptip) -> None:
    """Most offices have no Git."""
    assert "For Git" not in bptip(*UPDATE).err


@pytest.mark.parametrize(
    ("place", "lines", "missing"),
    [
        ("plans/.gitignore", "progress.toml.lock\n.*.bptip.tmp\n", None),
        (".gitignore", "*.lock\r\n*.tmp\r\n", None),
        (".git/info/exclude", "**/progress.toml.lock\n.*.tmp\n", None),
        (".gitignore", "plans/*/progress.toml.lock\n", ".*.bptip.tmp"),
        (".gitignore", "# *\n!*\nplans.lock/\n*.tmp", "progress.toml.lock"),
    ],
)
def test_only_what_is_not_ignored_is_named(
    bptip: Bptip, tree: Path, place: str, lines: str, missing: str | None
) -> None:
    """Wherever Git's lists are."""
    (tree / place).write_text(lines, "utf-8", newline="")
    said = [line for line in bptip(*UPDATE).err.splitlines() if line.startswith("For Git")]
    expected = f"For Git: add {missing} to plans/.gitignore, a line each."
    assert said == ([] if missing is None else [expected])


@pytest.mark.parametrize("start", [("init",), ("new", "2030", "--title", "x")])
def test_a_list_that_exists_is_kept_and_what_it_lacks_is_said(
    bptip: Bptip, elsewhere: Path, start: tuple[str, ...]
) -> None:
    """A new workspace writes over nothing."""
    (elsewhere / ".git").mkdir()
    (elsewhere / ".git" / "HEAD").write_text("")
    (elsewhere / "plans").mkdir()
    (elsewhere / "plans" / ".gitignore").write_text("*.bak\n")
    dates = ("--start", "2030", "--end", "2030") if start[0] == "new" else ()
    outcome = bptip(*start, *dates, cwd=elsewhere)
    assert outcome.code == 0
    assert BOTH in outcome.err
    assert (elsewhere / "plans" / ".gitignore").read_text() == "*.bak\n"


@pytest.mark.skipif(shutil.which("git") is None, reason="needs Git")
@pytest.mark.parametrize("options", [(), ("--example",)])
def test_git_ignores_them_in_a_new_workspace(
    bptip: Bptip, elsewhere: Path, options: tuple[str, ...]
) -> None:
    """As Git itself says."""
    assert bptip("init", *options, cwd=elsewhere).code == 0
    env = clean_environment()
    subprocess.run(["git", "init", "-q"], cwd=elsewhere, env=env, check=True)
    done = subprocess.run(
        ["git", "check-ignore", *LEFT], cwd=elsewhere, env=env, check=True, capture_output=True
    )
    assert done.stdout.decode().split() == list(LEFT)
