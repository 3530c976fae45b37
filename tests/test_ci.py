"""Checks before a change: no test is skipped that could have run, and each reason is known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import programs
import pytest
from programs import PROGRAMS, SYSTEM, Program, Skipped, could_have_run, skipped_tests

TESTS: Final = Path(__file__).resolve().parent

NEVER: Final = Program(("no-program-has-this-name",), ())
"""A program that no machine has."""

SUMMARY: Final = """\
2 passed, 3 skipped in 1.00s
SKIPPED [2] tests/render/test_pandoc.py:51: needs pandoc
SKIPPED [1] tests/cli/test_pipes.py:20: needs /dev/full
"""


def test_skipped_tests_are_read_from_the_summary() -> None:
    """With how many they are, their place and the reason."""
    assert skipped_tests(SUMMARY) == [
        Skipped(2, "tests/render/test_pandoc.py:51", "needs pandoc"),
        Skipped(1, "tests/cli/test_pipes.py:20", "needs /dev/full"),
    ]


@pytest.mark.parametrize("installable", [True, False])
def test_a_missing_program_excuses_a_skip_where_it_cannot_be_installed(
    monkeypatch: pytest.MonkeyPatch, installable: bool
) -> None:
    monkeypatch.setitem(PROGRAMS, "pandoc", NEVER)
    monkeypatch.setattr(programs, "can_install", lambda: installable)
    assert could_have_run(Skipped(1, "tests/a.py:1", "needs pandoc")) is installable


def test_a_program_that_is_there_excuses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does a reason that nobody has heard of."""
    monkeypatch.setitem(PROGRAMS, "pandoc", Program(("python3", "python"), ()))
    monkeypatch.setitem(SYSTEM, "POSIX", lambda: True)
    for reason in ("needs pandoc", "needs POSIX", "not today"):
        assert could_have_run(Skipped(1, "tests/a.py:1", reason))


def test_every_reason_for_a_skip_is_known() -> None:
    """A test that is skipped for another reason fails the checks."""
    reasons = {
        reason
        for file in TESTS.rglob("test_*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if "skipif(" in line or "pytest.skip(" in line
        for reason in re.findall(r'(?:reason=|skip\()"([^"]+)"', line)
    }
    assert reasons <= {f"needs {name}" for name in (*PROGRAMS, *SYSTEM)} | {"needs bptip installed"}
    assert "needs pandoc" in reasons
