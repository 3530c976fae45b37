"""CONTRIBUTING is true: its walks, applied to a copy of the house, end where it says they do.

Its blocks are what is typed. One that begins with `--- FILE` changes that file: what it takes out
and what stands around it must be there, once. One whose first line is a file's name in a comment is
that file. Those of `sh` are run, on what the walks add.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Final

import pytest

REPOSITORY: Final = Path(__file__).resolve().parents[1]
TEXT: Final = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")

HEADINGS: Final = ("A check", "A view", "A command", "A format")
SECTIONS: Final = re.split(r"^## (.+)$", TEXT, flags=re.MULTILINE)
WALKS: Final = {
    title: text
    for title, text in zip(SECTIONS[1::2], SECTIONS[2::2], strict=True)
    if title in HEADINGS
}
"""The text of each walk, by its heading."""

PROGRAMMERS: Final = ("architecture", "tenets", "testing", "releasing")
"""The pages in docs/ for who works on bptip."""

BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE: Final = re.compile(r"(?:#|//) (\S+/\S+)\n")
COMMANDS: Final = [
    line
    for walk in WALKS.values()
    for language, block in BLOCK.findall(walk)
    if language == "sh"
    for line in block.splitlines()
]

NEW: Final = "lead-and-partner or due or wiki or bare or written or stands or section or told"
"""What of the tests is about what the walks add."""


def applied(block: str, house: Path) -> Path:
    """The file that a block makes or changes, made or changed."""
    if block.startswith("--- "):
        name, _, changes = block.removeprefix("--- ").partition("\n")
        file = house / name
        text = file.read_text(encoding="utf-8")
        for hunk in changes.split("@@\n"):
            text = changed(text, hunk)
    else:
        named = FILE.match(block)
        assert named, block
        file, text = house / named[1], block[named.end() :]
        assert not file.exists(), file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def changed(text: str, hunk: str) -> str:
    """A text with its lines before put in the place of its lines after."""
    lines = hunk.splitlines(keepends=True)
    before = "".join(line[1:] or "\n" for line in lines if line[0] in " -\n")
    after = "".join(line[1:] or "\n" for line in lines if line[0] in " +\n")
    assert text.count(before) == 1, before
    return text.replace(before, after)


def run(house: Path, *arguments: str) -> str:
    """What Python says, where it has done what it should, in the copy of the house."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode == 0, said
    return said


def test_its_set_up_is_that_of_the_readme() -> None:
    """On every system."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^.*\[dev\].*$", TEXT, re.MULTILINE)
    assert len(lines) == 2
    assert [line for line in lines if line not in readme] == []


def test_every_walk_is_there() -> None:
    assert tuple(WALKS) == HEADINGS


def test_the_walks_end_where_they_should(tmp_path: Path) -> None:
    """All of them, one upon the other; the style is that of the house."""
    house = tmp_path / "house"
    unneeded = ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "work")
    copytree(REPOSITORY, house, ignore=unneeded)
    typed = [each for walk in WALKS.values() for each in BLOCK.findall(walk)]
    files = [applied(block, house) for language, block in typed if language not in ("sh", "text")]
    shown = next(block for language, block in typed if language == "text")

    tests = [each for line in COMMANDS for each in line.split() if each.startswith("tests/")]
    assert [each for each in tests if not (house / each).exists()] == []
    run(house, "docs/make_pages.py")
    options = ("-q", "-n0", "-p", "no:cacheprovider", "--snapshot-update", "-k", NEW)
    said = run(house, "-m", "pytest", *dict.fromkeys(tests), *options)

    assert "passed" in said
    (case,) = house.glob("tests/corpus/invalid/lead-and-partner/*/expected.txt")
    assert case.read_text(encoding="utf-8") == shown
    ours = [str(each) for each in files if each.suffix == ".py"]
    run(house, "-m", "ruff", "check", "--no-cache", *ours)
    run(house, "-m", "ruff", "format", "--no-cache", "--check", *ours)


def test_its_commands_are_of_the_kinds_that_are_run() -> None:
    """Nothing is promised of a command that no test knows."""
    known = ("python -m pytest -q -n0 tests/", "python docs/make_pages.py", "git diff docs; git ")
    assert [line for line in COMMANDS if not line.startswith(known)] == []
    assert len(COMMANDS) > len(HEADINGS)


PAGES: Final = [
    REPOSITORY / "CONTRIBUTING.md",
    *(REPOSITORY / "docs" / f"{name}.md" for name in PROGRAMMERS),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_file_that_is_spoken_of_is_there(page: Path) -> None:
    """By the whole of its path or the end of it; or a walk makes it."""
    folders = ("src", "tests", "docs", "benchmarks", "plans", ".ci")
    there = [file.as_posix() for folder in folders for file in (REPOSITORY / folder).rglob("*.*")]
    there += [file.as_posix() for file in REPOSITORY.glob("*.*")]
    made = [named[1] for _, block in BLOCK.findall(TEXT) if (named := FILE.match(block))]
    text = page.read_text(encoding="utf-8")
    spoken = re.findall(r"(?<![\w/])((?:[\w.-]+/)*[\w-]+\.(?:py|md|toml))\b", text)
    ends = [f"/{name.removeprefix('../')}" for name in spoken if name not in made]
    assert [end for end in ends if not any(file.endswith(end) for file in there)] == []
