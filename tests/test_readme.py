"""The README is true: the five tasks work as it says, and CI runs its set-up."""

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

FIVE_THINGS: Final = re.findall(r"^\| \*\*(\w+)\*\* \|(.*)$", README, re.MULTILINE)


def test_the_five_things_are_there() -> None:
    """In the order of the year."""
    assert [name for name, _ in FIVE_THINGS] == ["See", "Record", "Compare", "Amend", "Report"]


def test_the_five_things_work_as_they_are_told(
    bptip_in: Callable[[Path], Bptip], elsewhere: Path
) -> None:
    """All their commands, in the README's order, in a folder that has only an office's tracker."""
    from openpyxl import Workbook

    run = bptip_in(elsewhere)
    tracker = Workbook(write_only=True)
    sheet = tracker.create_sheet("Tracker")
    for row in (("No.", "Activity", "Remarks", "Date of update"), ("2.1", "", "Held.", "May 2026")):
        sheet.append(row)
    tracker.save(elsewhere / "tracker.xlsx")
    for _, row in FIVE_THINGS:
        for command in re.findall(r"`(bptip [^`]+)`", row):
            outcome = run(*shlex.split(command)[1:])
            assert outcome.code == 0, (command, outcome.err)
    assert "# Progress report" in (elsewhere / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("mark", ["status", "tests"])
def test_ci_runs_the_set_up_of_the_readme(mark: str) -> None:
    """The marked commands are there, and CI takes them from here."""
    assert re.search(rf"<!-- set-up: {mark} -->\n```sh\n(.+)\n```", README)
    ci = (REPOSITORY / ".ci" / "checks.py").read_text(encoding="utf-8")
    assert f'readme_command("{mark}")' in ci
    assert "checks.py" in (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
