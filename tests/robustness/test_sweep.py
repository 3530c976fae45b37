"""Every bad workspace through every reading command.

Each gives its answer or refuses in words that name file and line, with the right exit code, and
leaves the disk as it was. How long it takes and how much memory is measured by hand, by processes
of their own: `python tests/robustness/limits.py`.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from bptip.files.reading.contents import plan_content
from bptip.problems.notices import MOST_SHOWN
from render.isolates import without_isolates
from robustness.commands import ABOUT_ALL, ABOUT_ONE_PLAN, FORMATS, TODAY, Meant, meant_in
from robustness.workspaces import ANYWHERE, CASES, CORPUS, NAMES, POSIX_ALONE, journal, version

if TYPE_CHECKING:
    from conftest import Bptip, Outcome

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")

LEFT_TO_CHECK: Final = frozenset({"unknown-continues", "id-reused"})
"""Errors of a version with which its plan is shown all the same."""

OF_THE_WHOLE: Final = frozenset(
    {"toml-syntax", "not-utf8", "unreadable", "newer-schema", "plan-id"}
)
"""Errors with which a journal is none."""

LATER: Final = date(2025, 2, 1)
"""The plan that starts later is the one in force."""

NO_ANSWER: Final = re.compile("This plan has no items yet|A trend shows 400 dates at most")
"""Why a sound plan may have no answer to a question: there is nothing to ask about, or too much."""


def state_of(home: Path) -> dict[str, tuple[object, ...]]:
    """Returns the files of a workspace by name: the kind, size, time and bytes of each."""
    return {
        os.fsdecode(path): (
            path.lstat().st_mode, path.lstat().st_size, path.lstat().st_mtime_ns,
            path.read_bytes() if path.is_file() and path.lstat().st_size < 10_000_000 else None,
        )
        for path in sorted(home.rglob("*"))
    }  # fmt: skip


def run_all(bptip: Bptip, meant: Meant, turn: int = 0) -> Iterator[tuple[str, Outcome]]:
    """Yields the outcome of each command, in one format after the other."""
    for command, turned in zip((*ABOUT_ONE_PLAN, *ABOUT_ALL), count(turn), strict=False):
        name = FORMATS[turned % len(FORMATS)]
        asked = [] if command == ("schema",) else ["--format", name]
        outcome = bptip(*meant.said(command), *asked)
        assert outcome.code in (0, 1, 2), (command, outcome.err)
        assert "Traceback" not in outcome.err
        assert acting(without_isolates(outcome.err)) == set(), (command, outcome.err)
        assert acting(without_isolates(outcome.raw.decode("utf-8"))) == set(), (command, name)
        yield " ".join(command), outcome


def acting(text: str) -> set[str]:
    """Returns the characters in what was printed that would act and not show."""
    kinds = {each: unicodedata.category(each) for each in set(text) - set("\n\r\t\ufeff")}
    return {each for each, kind in kinds.items() if kind in ("Cc", "Cs", "Zl", "Zp")} | (
        set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    )


def errors_of(outcome: Outcome, plan: str) -> list[dict[str, Any]]:
    """Returns the errors that `check` finds in a plan's files."""
    return [
        each
        for each in outcome.json["problems"]
        if each["severity"] == "error" and f"/{plan}/" in each["file"]
    ]


def of_evidence(problem: dict[str, Any]) -> bool:
    """True if the fault is in an address alone: pages show it as text, and its update counts."""
    return bool(OF_EVIDENCE.search(problem["message"]))


OF_EVIDENCE: Final = re.compile(
    r"cannot be used as evidence|\" (begins|ends) with .\.$|contains an invisible character"
    r"|needs (https://|mailto:) at its beginning|is a text, not an address"
)


def makes_unreadable(problem: dict[str, Any], home: Path) -> bool:
    """True if the plan cannot be shown for it: it lies in a version, or in a journal as a whole."""
    file = home / problem["file"]
    if file.name != "progress.toml":
        return problem["code"] not in LEFT_TO_CHECK
    if (
        problem["message"].startswith('The file: "update"')
        and "must be a table" in problem["message"]
    ):
        return False
    if problem["code"] in OF_THE_WHOLE or problem["message"].startswith("The file"):
        return True
    above = file.read_text("utf-8-sig").partition("[update")[0].count("\n") + 1
    inline = "update =" in file.read_text("utf-8-sig")
    return problem["line"] <= above and not inline


def assert_no_answer(outcome: Outcome) -> None:
    """Checks that the command failed; stdout is empty, or holds the error as JSON."""
    assert outcome.code == 2
    if outcome.raw:
        assert set(outcome.json) == {"format", "error"}
        assert outcome.json["error"]["message"]


def assert_refused(outcome: Outcome, unreadable: list[dict[str, Any]]) -> None:
    """Checks for words with the place of the first fault, and for no answer."""
    assert_no_answer(outcome)
    first, *hints = outcome.err.splitlines()
    assert first.startswith("bptip: The plan ")
    places = [
        ":".join(str(each[key]) for key in ("file", "line", "column") if each[key] is not None)
        for each in unreadable
    ]
    told = [hint for hint in hints if re.match(r"  .+: [a-z0-9-]+: ", hint)]
    assert {hint.strip().partition(": ")[0] for hint in told} <= set(places)
    assert len(told) == min(MOST_SHOWN, len(places))


def is_left_out(problem: dict[str, Any]) -> bool:
    """True if it is a line of the table of parties, a block of a newer bptip, or a text file."""
    if problem["file"] == "plans/parties.toml":
        return "is the name of a group" not in problem["message"]
    is_block = problem["code"] == "newer-schema" and problem["severity"] == "warning"
    return is_block or str(problem["file"]).endswith(".toml.txt")


TOO_LONG_A_PICTURE: Final = "lines; a picture has at most 200."
"""The refusal of a picture of a page that no reader would look through."""


def assert_right(home: Path, meant: Meant, outcomes: dict[str, Outcome]) -> None:
    """Checks every exit code, and the messages beside the answers."""
    errors = errors_of(outcomes["check"], meant.plan)
    unreadable = [each for each in errors if makes_unreadable(each, home)]
    problems = outcomes["check"].json["problems"]
    told = [each for each in errors if each["code"] != "id-reused" and not of_evidence(each)]
    told += [each for each in problems if is_left_out(each)]
    # A screen says it on its last line, and any other answer beside it.
    has_stray_journal = any("that the journal lacks" in each["message"] for each in problems)
    for command in ABOUT_ONE_PLAN:
        outcome = outcomes[" ".join(command)]
        if unreadable:
            assert_refused(outcome, unreadable)
        elif NO_ANSWER.search(outcome.err):
            assert_no_answer(outcome)
        elif TOO_LONG_A_PICTURE in outcome.err:
            assert (outcome.code, outcome.raw) == (2, b"")
        else:
            # The report that is verified is a made-up one, which no plan gives.
            assert outcome.code == (1 if command[0] == "verify" else 0), (command, outcome.err)
            assert outcome.raw
            if not has_stray_journal:
                assert (outcome.err == "") == (not told), (command, outcome.err)
    assert outcomes["check"].code == any(each["severity"] == "error" for each in problems)
    assert outcomes["check --strict"].code == bool(problems)
    if TOO_LONG_A_PICTURE not in outcomes["plans"].err:
        assert outcomes["plans"].code == (2 if unreadable else 0) or len(problems) > len(errors)
    assert outcomes["schema"].code == 0


@pytest.fixture
def swept(tmp_path: Path, bptip_in: Callable[..., Bptip]) -> Callable[..., dict[str, Outcome]]:
    """Runs everything in a workspace; nothing in it may have changed then."""

    def sweep(home: Path, plan: str | None = None, turn: int = 0) -> dict[str, Outcome]:
        bptip = bptip_in(home, TODAY)
        meant = meant_in(home, tmp_path, plan)
        before = state_of(home)
        outcomes = dict(run_all(bptip, meant, turn))
        outcomes["check"] = bptip("check", "--json")
        assert state_of(home) == before
        assert_right(home, meant, outcomes)
        return outcomes

    return sweep


@pytest.mark.parametrize(
    ("turn", "case"),
    list(enumerate(CASES)),
    ids=[case.relative_to(CORPUS).as_posix() for case in CASES],
)
def test_a_case_of_the_corpus(
    swept: Callable[..., dict[str, Outcome]], turn: int, case: Path
) -> None:
    """Each command in another format, and each case in others again."""
    problems = (
        sorted((case / "expected.txt").read_text("utf-8").split("plans/")[1:2])
        if (case / "expected.txt").exists()
        else []
    )
    plan = problems[0].partition("/")[0] if problems else None
    swept(case, plan, turn)


def test_the_corpus_is_large_enough() -> None:
    """Two hundred at the least."""
    assert len(CASES) >= 200


def beside_a_sound_one(home: Path, name: str) -> Path:
    """Returns the folder of a plan, in a workspace that has a sound plan too."""
    sound = home / "plans" / "sound"
    sound.mkdir(parents=True)
    (sound / "v1.toml").write_bytes(version("sound", "A sound plan", start=LATER))
    folder = home / "plans" / name
    folder.mkdir()
    return folder


def assert_no_other_is_hidden(outcomes: dict[str, Outcome], *, readable: bool) -> None:
    """Checks that the sound plan is shown, and a message says that the other is left out."""
    assert outcomes["status"].code == 0
    assert outcomes["status"].raw
    if not readable:
        assert "left out" in outcomes["plans"].err


@pytest.mark.parametrize("name", ANYWHERE)
def test_what_is_too_large_or_too_odd_for_a_repository(
    tmp_path: Path, swept: Callable[..., dict[str, Outcome]], name: str
) -> None:
    """Made on the spot, beside a plan that is sound."""
    make, readable = ANYWHERE[name]
    make(beside_a_sound_one(tmp_path / "home", "2025"))
    outcomes = swept(tmp_path / "home", "2025")
    assert (outcomes["status PLAN"].code == 0) == readable
    assert_no_other_is_hidden(outcomes, readable=readable)


@on_posix
@pytest.mark.parametrize("name", POSIX_ALONE)
def test_what_is_no_file(
    tmp_path: Path, swept: Callable[..., dict[str, Outcome]], name: str
) -> None:
    """Pipes that would be waited for, devices that never end, links that lead astray."""
    make, readable = POSIX_ALONE[name]
    make(beside_a_sound_one(tmp_path / "home", "2025"))
    outcomes = swept(tmp_path / "home", "2025")
    assert (outcomes["status PLAN"].code == 0) == readable
    assert_no_other_is_hidden(outcomes, readable=readable)
    for outcome in outcomes.values():
        assert "root:" not in outcome.err
        assert b"PATH=" not in outcome.raw


@on_posix
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_folder_of_any_name(tmp_path: Path, bptip_in: Callable[..., Bptip], name: str) -> None:
    """It does nothing where it is shown; that its plan is called otherwise is said."""
    folder = beside_a_sound_one(tmp_path / "home", name)
    (folder / "v1.toml").write_bytes(version())
    bptip = bptip_in(tmp_path / "home", TODAY)
    before = state_of(tmp_path / "home")
    outcomes = dict(run_all(bptip, meant_in(tmp_path / "home", tmp_path, name)))
    assert state_of(tmp_path / "home") == before
    assert outcomes["check"].code == 1
    assert "plan-id" in outcomes["check"].raw.decode()
    assert_no_other_is_hidden(outcomes, readable=False)


@pytest.mark.parametrize("name", ["v1.toml", "progress.toml"])
def test_a_file_that_vanishes_between_listing_and_reading(
    tmp_path: Path,
    bptip_in: Callable[..., Bptip],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """It is reported as missing; `check` answers, and the other plan is shown."""
    home = tmp_path / "home"
    folder = beside_a_sound_one(home, "2025")

    def vanishing(file: Path) -> bytes:
        if file.parent == folder and file.name == name:
            file.unlink()
        return plan_content(file)

    monkeypatch.setattr("bptip.files.reading.loading.plan_content", vanishing)
    bptip, meant = bptip_in(home, TODAY), meant_in(home, tmp_path, "sound")
    for command in (*ABOUT_ONE_PLAN, *ABOUT_ALL):
        (folder / "v1.toml").write_bytes(version())
        (folder / "progress.toml").write_bytes(journal())
        outcome = bptip(*meant._replace(plan="2025", item="9").said(command))
        if command in ABOUT_ALL:
            expected = {"check": 1, "plans": 2}.get(command[0], 0)
            assert outcome.code == expected, (command, outcome.err)
        elif command[0] != "verify":  # which is of the plan that is sound
            assert_no_answer(outcome)
            assert f"plans/2025/{name}: unreadable: " in outcome.err
            assert "it does not exist" in outcome.err
