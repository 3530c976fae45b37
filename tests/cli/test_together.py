"""The story of docs/together.md, as real commands, and the set-up that it tells."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Process


def blocks(repository: Path) -> list[list[str]]:
    """The command lines of each block of the page."""
    text = (repository / "docs" / "together.md").read_text("utf-8")
    return [each.splitlines() for each in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)]


def test_the_story_runs_as_written(process: Process, elsewhere: Path, repository: Path) -> None:
    """Every command of it, by processes of their own; a colleague has recorded meanwhile."""
    story = blocks(repository)[-1]
    assert len(story) == 9
    last, file = "", elsewhere / "from-a-colleague.toml"
    journal = elsewhere / "plans" / "2025-2027" / "progress.toml"
    for line in story:
        words = [last if each == "LAST" else each for each in shlex.split(line)[1:]]
        outcome = process(*words, cwd=elsewhere)
        assert outcome.code == 0, (line, outcome.err)
        shown = re.search(r"bptip retract (\S+)", outcome.out)
        last = shown[1] if shown else last
        if words[0] == "init":
            file.write_bytes(journal.read_bytes())
            colleague = elsewhere / "colleague"
            assert process("init", colleague, "--example", cwd=elsewhere).code == 0
            recorded = process("update", "3.1", "--no-change", "--plans", colleague / "plans")
            assert recorded.code == 0, recorded.err
            file.write_bytes((colleague / "plans" / "2025-2027" / "progress.toml").read_bytes())
    assert "1 update taken in" in outcome.out
    assert process("check", "2025-2027", cwd=elsewhere).code == 0
