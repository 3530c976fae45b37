"""Messages about any value at any key have a place and use only the user's words."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import tomli_w
from hypothesis import example, given, settings

from bptip.files.workspace.checking import problems_of
from bptip.files.workspace.folders import PlanFolder
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.problems.fault import Problem
from making.catalogue import CODES
from whole_files import EARLIER, JOURNAL, VERSION
from wrong_files import changed

TODAY: Final = date(2025, 7, 1)

OF_PYTHON: Final = re.compile(
    r"""\b( str | int | float | bool | dict | tuple | set | None | NoneType | True | False
          | dataclass | datetime | timezone | tzinfo | pydantic | valid(ation|ator) | Input | input
          | instance | object | mapping | enum | union | keyword | argument | positional | literal
          | Traceback | array | string | boolean | integer )\b
      | \b[A-Z][a-z]+Error\b | \(\s*'[^']*',? | \\[nrtx0] | [{[]'""",
    re.VERBOSE,
)
"""Words and spellings of a programming language, which mean nothing to the user."""


def problems(version: Mapping[str, Any], journal: Mapping[str, Any]) -> list[Problem]:
    """Returns the problems of a plan with these files."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "2025"
        folder.mkdir()
        (folder / "v1.toml").write_text(tomli_w.dumps(version), encoding="utf-8")
        (folder / "progress.toml").write_text(tomli_w.dumps(journal), encoding="utf-8")
        before = Path(home) / "2022"
        before.mkdir()
        (before / "v1.toml").write_text(tomli_w.dumps(EARLIER), encoding="utf-8")
        return list(
            problems_of(
                StoredPlan(PlanFolder(folder)), TODAY, Path(home), [StoredPlan(PlanFolder(before))]
            )
        )


def assert_in_the_users_words(problems: list[Problem]) -> None:
    """Checks that every problem has a place and messages in the user's words."""
    for problem in problems:
        assert problem.code in CODES
        assert problem.line is not None
        assert problem.column is not None
        assert problem.message[:1].isupper()
        assert problem.message.endswith(".")
        for said in (problem.message, problem.hint or ""):
            assert not OF_PYTHON.search(said), said


def test_the_whole_plan_and_the_whole_journal_are_sound() -> None:
    """So the messages below are about the value that was replaced."""
    assert problems(VERSION, JOURNAL) == []


@given(changed(VERSION))
@settings(max_examples=80)
@example({"schema": 1, "plan": [{"id": "2025", "version": 1}]})
@example({"schema": 1, "plan": {"id": date(2025, 1, 1)}, "objective": [["1", "Share"]]})
def test_anything_at_any_key_of_a_plan(version: dict[str, Any]) -> None:
    assert_in_the_users_words(problems(version, JOURNAL))


@given(changed(JOURNAL))
@settings(max_examples=80)
@example({"schema": 1, "plan": "2025", "update": [[False], ["u1", "1.1"], "Held.", 7]})
def test_anything_at_any_key_of_a_journal(journal: dict[str, Any]) -> None:
    assert_in_the_users_words(problems(VERSION, journal))


@given(changed(VERSION), changed(JOURNAL))
def test_anything_in_both(version: dict[str, Any], journal: dict[str, Any]) -> None:
    assert_in_the_users_words(problems(version, journal))


# The messages of the TOML library are translated into these words too.


@pytest.mark.parametrize(
    "text",
    [
        'title = "never closed\n', "title = Annual meeting\n", "title = 'one' 'two'\n",
        "due = 2025-02-30\n", "due = 30.06.2025\n", "due: 2025-06-30\n", "due =\n", "due\n",
        "a = 1\na = 2\n", "[plan]\n[plan]\n", "[plan]\n[[plan]]\n", "[[plan]]\n[plan]\n",
        "plan = {}\n[plan.x]\n", "plan = { a = 1, a = 2 }\n", "plan = { a = 1\n", "a = [1\n",
        "a = [1 2]\n", "a.b = 1\na = 2\n", "a = 1\na.b = 2\n", 'a = "C:\\Users"\n', 'a = "\\q"\n',
        'a = "\0"\n', "a = 'x\r'\n", "a = 0x\n", "a = 1_\n", "a = 007\n", "a = 1,5\n", "[a\n",
        "[]\n", "= 1\n", '"" ""\n', '"""', "'''", "<<<<<<< HEAD\n", "a = 25:00:00\n", "a = \x7f\n",
        "a = " + "[" * 5000 + "\n", "a = " + "1" * 5000 + "\n", 'a = "\\ud800"\n',
    ],
)  # fmt: skip
def test_a_text_that_is_not_valid_toml(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "2025"
    folder.mkdir()
    (folder / "v1.toml").write_bytes(text.encode())
    faulty = list(problems_of(StoredPlan(PlanFolder(folder)), TODAY, tmp_path))
    assert [problem.code.name for problem in faulty if problem.code.name != "unknown-key"] == [
        "toml-syntax"
    ]
    assert_in_the_users_words(faulty)
