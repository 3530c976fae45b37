"""The walks in docs/walks are true: applied to a copy of the repository, all their tests pass.

A block that begins with `--- FILE` changes that file: the lines that it removes, and those around
them, must be there once. A block whose first line is a file's name in a comment is that file. The
commands in `sh` blocks run the tests of what the walks add.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Final

REPOSITORY: Final = Path(__file__).resolve().parents[1]
WALKS: Final = ("check", "view", "command", "format")
"""The walks in the order in which they are applied: a command shows the page of its view."""
TEXTS: Final = {
    name: (REPOSITORY / "docs" / "walks" / f"{name}.md").read_text(encoding="utf-8")
    for name in WALKS
}

BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE: Final = re.compile(r"(?:#|//) (\S+/\S+)\n")
BLOCKS: Final = [block for text in TEXTS.values() for block in BLOCK.findall(text)]
COMMANDS: Final = [
    line for language, block in BLOCKS if language == "sh" for line in block.splitlines()
]

NEW: Final = (
    "lead-and-partner or due or wiki or bare or written or stands or section or listed or spoken"
)
"""The tests that are about what the walks add."""


def applied(block: str, house: Path) -> Path:
    """Makes or changes the file of a block, and returns its path."""
    if block.startswith("--- "):
        name, _, changes = block.removeprefix("--- ").partition("\n")
        file = house / name
        text = file.read_text(encoding="utf-8")
        for hunk in changes.split("@@\n"):
            text = changed(text, hunk)
    else:
        name_line = FILE.match(block)
        assert name_line, block
        file, text = house / name_line[1], block[name_line.end() :]
        assert not file.exists(), file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def changed(text: str, hunk: str) -> str:
    """Returns a text with a hunk applied; its lines must be there once."""
    lines = hunk.splitlines(keepends=True)
    before = "".join(line[1:] or "\n" for line in lines if line[0] in " -\n")
    after = "".join(line[1:] or "\n" for line in lines if line[0] in " +\n")
    assert text.count(before) == 1, before
    return text.replace(before, after)


def run(house: Path, *arguments: str) -> str:
    """Runs Python in the copy of the repository, and returns its output; it must succeed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    output = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode == 0, output
    return output


def test_the_folder_has_these_walks() -> None:
    """And CONTRIBUTING leads to each."""
    contributing = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert {file.stem for file in (REPOSITORY / "docs" / "walks").iterdir()} == set(WALKS)
    assert [name for name in WALKS if f"](docs/walks/{name}.md)" not in contributing] == []


def test_the_walks_end_where_they_should(tmp_path: Path) -> None:
    """All of them, one after the other, in the house's style and English."""
    house = tmp_path / "house"
    unneeded = ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "work")
    copytree(REPOSITORY, house, ignore=unneeded)
    files = [applied(block, house) for language, block in BLOCKS if language not in ("sh", "text")]
    (shown,) = (block for language, block in BLOCKS if language == "text")

    tests = [word for line in COMMANDS for word in line.split() if word.startswith("tests/")]
    assert [test for test in tests if not (house / test).exists()] == []
    run(house, "docs/make_pages.py")
    options = ("-q", "-n0", "-p", "no:cacheprovider", "--snapshot-update", "-k", NEW)
    output = run(house, "-m", "pytest", *dict.fromkeys(tests), *options)

    assert "passed" in output
    (case,) = house.glob("tests/corpus/invalid/lead-and-partner/*/expected.txt")
    assert case.read_text(encoding="utf-8") == shown
    modules = [str(file.relative_to(house)) for file in files if file.suffix == ".py"]
    run(house, "-m", "ruff", "check", "--no-cache", *modules)
    run(house, "-m", "ruff", "format", "--no-cache", "--check", *modules)
    run(house, "tests/prose.py", *(name for name in modules if not (REPOSITORY / name).exists()))


def test_their_commands_are_of_the_kinds_that_are_run() -> None:
    """No walk shows a command that no test runs."""
    known = ("python -m pytest -q -n0 tests/", "python docs/make_pages.py", "git diff docs; git ")
    assert [line for line in COMMANDS if not line.startswith(known)] == []
    assert len(COMMANDS) > len(WALKS)
