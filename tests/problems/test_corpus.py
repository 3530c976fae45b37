"""Every folder of the corpus is a small workspace with the page that `check` shows for it.

`tests/corpus/invalid/CODE/CASE/expected.txt` is the whole page; `valid/CASE` has no problem. For a
new case, or after a change of a message, let the pages be written, and read the difference before
you commit it:

    python -m pytest -n0 tests/problems/test_corpus.py --snapshot-update
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from bptip.files.workspace.checking import file_count, problems_in
from bptip.files.workspace.finding import find_workspace
from bptip.pages.check import CheckSheet, page
from bptip.plan.model import Source
from bptip.problems.fault import Problem
from bptip.render.layout.canvas import Canvas
from bptip.render.terminal import page as terminal
from making.catalogue import CODES

CORPUS: Final = Path(__file__).parents[1] / "corpus"
TODAY: Final = date(2025, 7, 1)
SEVERAL: Final = "several-codes"
"""The folder of the cases with several codes."""

INVALID: Final = sorted((CORPUS / "invalid").glob("*/*"))
VALID: Final = sorted((CORPUS / "valid").glob("*"))


def named(case: Path) -> str:
    return case.relative_to(CORPUS).as_posix()


def within(path: Path) -> str:
    return path.relative_to(CORPUS.parents[1]).as_posix()


@cache
def checked(case: Path) -> tuple[list[Problem], str]:
    """Returns the problems of a case and the page that `check --all` shows for them."""
    workspace = find_workspace(str(case / "plans"), None, case)
    plans = list(workspace.plans.values())
    problems = problems_in(workspace, plans, TODAY)
    sheet = CheckSheet(
        tuple(problems),
        file_count(plans),
        detailed=True,
        source=Source("plans", bundled=False),
    )
    return problems, terminal.draw(page(sheet), Canvas(width=100)).decode()


@pytest.mark.parametrize("case", INVALID, ids=named)
def test_check_shows_the_expected_page_for_a_bad_workspace(
    case: Path, pytestconfig: pytest.Config
) -> None:
    _, shown = checked(case)
    expected = case / "expected.txt"
    if pytestconfig.getoption("update_snapshots"):
        expected.write_bytes(shown.encode())
    assert expected.is_file(), (
        f"write tests/corpus/{named(expected)} with --snapshot-update, and read it"
    )
    assert shown == expected.read_bytes().decode()


@pytest.mark.parametrize("case", INVALID, ids=named)
def test_a_case_has_a_problem_with_the_code_of_its_folder(case: Path) -> None:
    codes = {problem.code.name for problem in checked(case)[0]}
    assert len(codes) > 1 if case.parent.name == SEVERAL else case.parent.name in codes


@pytest.mark.parametrize("case", VALID, ids=named)
def test_a_good_workspace_has_no_problem(case: Path) -> None:
    assert checked(case)[0] == []


@pytest.mark.parametrize("code", [code.name for code in CODES])
def test_every_code_has_a_case(code: str) -> None:
    cases = CORPUS / "invalid" / code
    assert any(cases.glob("*")), (
        f"make tests/corpus/{named(cases)}/CASE/plans/PLAN/v1.toml with the fault"
    )


def test_every_folder_is_a_code() -> None:
    assert {case.parent.name for case in INVALID} <= {code.name for code in CODES} | {SEVERAL}


@pytest.mark.parametrize("case", [*INVALID, *VALID], ids=named)
def test_every_case_has_a_file_of_a_plan(case: Path) -> None:
    assert any(case.glob("plans/*/[vV]*.toml"))


def test_no_folder_is_empty() -> None:
    assert [each for each in CORPUS.rglob("*") if each.is_dir() and not any(each.iterdir())] == []


def test_only_invalid_cases_have_an_expected_page() -> None:
    pages = {each.parent for each in CORPUS.rglob("expected.txt")}
    assert pages <= set(INVALID)


@pytest.mark.parametrize("case", INVALID, ids=named)
def test_every_problem_has_its_place_and_whole_sentences(case: Path) -> None:
    for problem in checked(case)[0]:
        assert (problem.line is None) == (problem.code.name == "unreadable")
        assert (problem.column is None) == (problem.line is None)
        assert re.fullmatch(r"plans/([^/]+/)?[^/]+\.toml(\.txt)?", problem.file)
        assert problem.message.endswith(".")
