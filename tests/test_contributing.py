"""The pages for programmers: the set-up is the README's, and every file that they name exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from test_walks import BLOCKS, FILE

REPOSITORY: Final = Path(__file__).resolve().parents[1]
CONTRIBUTING: Final = REPOSITORY / "CONTRIBUTING.md"

PAGES: Final = [
    CONTRIBUTING,
    *(REPOSITORY / "docs" / f"{name}.md" for name in ("architecture", "tenets", "testing")),
    REPOSITORY / "docs" / "releasing.md",
    *sorted((REPOSITORY / "docs" / "walks").glob("*.md")),
]
"""The pages for those who work on bptip."""

OF_A_WORKSPACE: Final = frozenset({"contacts.toml", "parties.toml"})
"""The files that a workspace may have, and that neither the example nor the public plans have."""


def test_its_set_up_is_that_of_the_readme() -> None:
    """On every system."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    contributing = CONTRIBUTING.read_text(encoding="utf-8")
    lines = re.findall(r"^.*\[dev\].*$", contributing, re.MULTILINE)
    assert len(lines) == 2
    assert [line for line in lines if line not in readme] == []


def test_it_can_be_read_in_one_sitting() -> None:
    """Longer descriptions have pages of their own."""
    assert len(CONTRIBUTING.read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_file_that_is_named_exists(page: Path) -> None:
    """By the whole of its path or the end of it; or a walk makes it."""
    folders = ("src", "tests", "docs", "benchmarks", "plans", ".ci")
    there = [file.as_posix() for folder in folders for file in (REPOSITORY / folder).rglob("*.*")]
    there += [file.as_posix() for file in REPOSITORY.glob("*.*")]
    made = [name[1] for _, block in BLOCKS if (name := FILE.match(block))]
    text = page.read_text(encoding="utf-8")
    names = re.findall(r"(?<![\w/])((?:[\w.-]+/)*[\w-]+\.(?:py|md|toml))\b", text)
    ends = [
        f"/{name.removeprefix('../')}" for name in names if name not in {*made, *OF_A_WORKSPACE}
    ]
    assert [end for end in ends if not any(file.endswith(end) for file in there)] == []
