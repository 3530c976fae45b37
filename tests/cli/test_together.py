"""The commands of docs/together.md, run as they are written."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip


def blocks(repository: Path) -> list[list[str]]:
    """Returns the command lines of each block of the page."""
    text = (repository / "docs" / "together.md").read_text("utf-8")
    return [each.splitlines() for each in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)]


def test_the_story_runs_as_written(
    bptip_in: Callable[[Path], Bptip], elsewhere: Path, tmp_path: Path, repository: Path
) -> None:
    """Every command is run on one day; a colleague has recorded in another copy."""
    colleague = bptip_in(tmp_path)
    assert colleague("init", "--example").code == 0
    assert colleague("update", "3.1", "--no-change").code == 0
    journal = "plans/2025-2027/progress.toml"
    (elsewhere / "from-a-colleague.toml").write_bytes((tmp_path / journal).read_bytes())
    run, outcomes = bptip_in(elsewhere), {}
    story = blocks(repository)[-1]
    assert len(story) == 10
    for line in story:
        words = shlex.split(line)[1:]
        outcome = outcomes[words[0]] = run(*words)
        assert outcome.code == 0, (line, outcome.err)
    assert "1 update taken in" in outcomes["merge"].out
    assert run("check", "2025-2027").code == 0
    log = run("log", "2025-2027", "--since", "2026-11-24", "--json").json["updates"]
    assert sorted(each["item"] for each in log) == ["1.1", "1.1", "2.1", "2.3", "3.1", "3.1"]
    assert [each["item"] for each in log if each["retracted"]] == ["1.1"]
