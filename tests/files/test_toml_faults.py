"""Faults of syntax: what is wrong by its name, where it is, and all of a file in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from bptip.files.reading.loading import version_of

PLAN = """\
schema = 1

[plan]
id = "2026"
version = 1
title = "Work plan 2026"
start = 2026-01-01
end = 2026-12-31

[[objective]]
id = "1"
title = "Share information"

[[objective.activity]]
id = "1.1"
title = "Hold the annual meeting"
lead = ["Indonesia"]
due = 2026-11-30
"""

DUE = "due = 2026-11-30"


def faults(text: str) -> list[tuple[int, int, str]]:
    """Returns the line and column of each fault of a plan's text, and its message with the hint."""
    parsed = version_of(Path("v1.toml"), text.encode())
    return [(*(each.at or (0, 0)), f"{each.message} {each.hint}") for each in parsed.faults]


def one_fault(line: str) -> tuple[int, int, str]:
    """Returns the only fault of the plan with another line in place of the due date."""
    (fault,) = faults(PLAN.replace(DUE, line))
    return fault


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        pytest.param("\u00a0" + DUE, 1, ["U+00A0 (no-break space)", "plain space"], id="blank"),
        pytest.param("due\u00a0= 2026-11-30", 4, ["U+00A0", "plain space"], id="blank-before-="),
        pytest.param("due =\u3000 2026-11-30", 6, ["U+3000 (ideographic space)"], id="wide-blank"),
        pytest.param("\u200b" + DUE, 1, ["U+200B (zero width space)", "delete"], id="invisible"),
        pytest.param("due = 2026\u201111\u201130", 11, ["U+2011", DUE], id="no-break-hyphen"),
        pytest.param("due = 2026\u201311\u201330", 11, ["U+2013 (en dash)", DUE], id="en-dash"),
        pytest.param("due = 2026\u221211\u221230", 11, ["U+2212 (minus sign)", DUE], id="minus"),
        pytest.param("due = \u0e52\u0e50\u0e52\u0e56-11-30", 7, ["thai digit two", DUE], id="thai"),
        pytest.param("due = \uff12\uff10\uff12\uff16-11-30", 7, ["U+FF12", DUE], id="full-width"),
        pytest.param("due \uff1d 2026-11-30", 5, ["U+FF1D", DUE], id="full-width-equals"),
        pytest.param("lead = [\u201cFiji\u201d]", 9, ["U+201C", 'lead = ["Fiji"]'], id="quotes"),
        pytest.param("lead = [\u00abFiji\u00bb]", 9, ["U+00AB", "straight"], id="guillemets"),
        pytest.param('lead\u00e9 = ["Fiji"]', 5, ["U+00E9", "quotes"], id="letter-in-a-key"),
    ],
)
def test_a_sign_that_looks_like_another_is_named(line: str, column: int, words: list[str]) -> None:
    """The message has its Unicode name and its place; the hint has the line as it should be."""
    row, at, said = one_fault(line)
    assert (row, at) == (18, column)
    for word in words:
        assert word in said


def test_the_same_signs_are_allowed_in_texts_and_comments() -> None:
    """Only what is outside of quotes is looked at."""
    line = 'due = 2026-11-30 # \u201cto the end\u201d\ndescription = "\u00a0\u2013\u0e52"'
    assert faults(PLAN.replace(DUE, line)) == []
    row, _, said = one_fault('description = "caf\u00e9 \u2013" "x" # \u201d')
    assert row == 18
    assert "U+" not in said


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("due = 2026-6-30", "Write the date as 2026-06-30."),
        ("due = 30 June 2026 # the end", "Write the date as 2026-06-30."),
        ("due = 30/06/2026", "Write the date as 2026-06-30."),
        ("due = 2026-Q2", 'Put it in quotes: "2026-Q2".'),
        ("due = 03/04/2026", "Write a date as 2025-04-03."),
    ],
)
def test_a_date_in_another_form_is_answered_with_how_to_write_it(line: str, hint: str) -> None:
    """Where it has one reading, the hint has the date itself."""
    assert one_fault(line)[2].endswith(hint)


def test_all_faults_of_a_file_are_shown_in_one_run() -> None:
    """Each fault is on its own line; what does not depend on them is checked too."""
    text = PLAN.replace('id = "1"\n', "id = \u201c1\u201d\n").replace(
        DUE, "due = 2026-6-30\nsart = 1"
    )
    text = text.replace('title = "Work plan 2026"', "title = Work plan 2026")
    assert [line for line, _, _ in faults(text)][:3] == [6, 11, 18]
    parsed = version_of(Path("v1.toml"), text.encode())
    assert [fault.code.name for fault in parsed.faults] == ["toml-syntax"] * 3 + ["unknown-key"]


@pytest.mark.parametrize("line", ['lead = ["Fiji"', 'lead = ["Fiji",', "lead = ["])
def test_a_list_that_is_left_open_is_one_fault(line: str) -> None:
    """The lines below it are not said to be wrong, and the faults further down are shown."""
    text = PLAN.replace('lead = ["Indonesia"]', line).replace(DUE, f"{DUE}\n\nstart = soon")
    found = faults(text)
    assert [fault[0] for fault in found] == [18, 20]
    assert "a list is not closed" in found[0][2]


def test_a_heading_that_is_wrong_causes_no_other_fault() -> None:
    """The lines after it are not taken for a part of the table above it."""
    assert [fault[0] for fault in faults(PLAN.replace("[[objective]]", "[[objective]"))] == [10]


def test_a_file_of_another_encoding_is_one_fault() -> None:
    """Not one for each of its lines."""
    parsed = version_of(Path("v1.toml"), PLAN.encode("utf-16-le"))
    assert [fault.code.name for fault in parsed.faults] == ["toml-syntax"]
