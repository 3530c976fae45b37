"""The README is true: its commands run, its update counts, its set-up is what CI runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Bptip

REPOSITORY: Final = Path(__file__).resolve().parents[1]
README: Final = (REPOSITORY / "README.md").read_text(encoding="utf-8")

IN_BLOCKS: Final = [
    command
    for block in re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    for command in re.findall(r"^(bptip .*?)(?:\s+#.*)?$", block, re.MULTILINE)
]
IN_TABLES: Final = [
    command
    for row in re.findall(r"^\| \*\*.*$", README, re.MULTILINE)
    for command in re.findall(r"`(bptip [^`]+)`", row)
]


def test_there_is_something_to_run() -> None:
    """The patterns above find the commands."""
    assert len(IN_BLOCKS) > 15
    assert len(IN_TABLES) >= 5


@pytest.mark.parametrize("commands", [IN_BLOCKS, IN_TABLES], ids=["examples", "five things"])
def test_every_command_runs(
    bptip_in: Callable[[Path], Bptip], elsewhere: Path, commands: list[str]
) -> None:
    """All of them, in the README's order, in a folder that has nothing."""
    run = bptip_in(elsewhere)
    for command in commands:
        outcome = run(*shlex.split(command)[1:])
        assert outcome.code == 0, (command, outcome.err)


def test_the_example_of_an_update_counts(
    bptip_in: Callable[[Path], Bptip], elsewhere: Path
) -> None:
    """Pasted at the end of the made-up journal, it has no faults and is the latest report."""
    run = bptip_in(elsewhere)
    run("init", "--example")
    journal = elsewhere / "plans" / "2025-2027" / "progress.toml"
    block = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert block is not None
    journal.write_text(journal.read_text("utf-8") + "\n" + block[1], encoding="utf-8")
    assert run("check").code == 0
    shown = run("show", "2.1", "--as-of", "2026-11-24", "--json").json
    assert (shown["last_update"], shown["progress"]) == ("2026-11-20", 65)


@pytest.mark.parametrize("mark", ["status", "tests"])
def test_ci_runs_the_set_up_of_the_readme(mark: str) -> None:
    """The marked commands are there, and CI takes them from here."""
    assert re.search(rf"<!-- set-up: {mark} -->\n```sh\n(.+)\n```", README)
    ci = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    assert f"readme_command {mark}" in ci


def test_every_link_leads_somewhere() -> None:
    """Files that the README links to are there."""
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets
    assert [each for each in targets if not (REPOSITORY / each).exists()] == []
