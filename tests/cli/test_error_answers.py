"""A command that fails where JSON was asked for: an error with a code on stdout."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bptip.plan.errors import ErrorCode
from json_schemas import misfits

if TYPE_CHECKING:
    from conftest import Bptip

ERRORS = [
    # Typer's own refusals, and ours before a command runs.
    ("usage", ["status", "--as-off", "2025", "--json"]),
    ("usage", ["--json", "status"]),
    ("usage", ["show", "--json"]),
    ("usage", ["statsu", "--json"]),
    ("usage", ["status", "2022-2024", "2025-2027", "--format", "json"]),
    # Values.
    ("usage", ["status", "--as-of", "whenever", "--format=json"]),
    ("usage", ["status", "--outlook", "on-time", "--as-of", "x", "--format", "JSON"]),
    ("usage", ["status", "--group-by", "colour", "--json"]),
    ("usage", ["update", "2.1", "--status", "fine", "--json"]),
    ("usage", ["update", "2.1", "--progress", "many", "--json"]),
    ("usage", ["update", "2.1", "--json"]),
    ("usage", ["new", "x", "--title", "T", "--start", "never", "--end", "2028", "--json"]),
    # Names.
    ("not-found", ["status", "2031", "--json"]),
    ("not-found", ["status", "2025-2027@v9", "--json"]),
    ("not-found", ["status", "nowhere.toml", "-o", "x.json"]),
    ("not-found", ["status", "--lead", "Nobody", "--json"]),
    ("not-found", ["show", "9.9", "--json"]),
    ("not-found", ["update", "9.9", "--no-change", "--json"]),
    ("not-found", ["update", "2.1", "--value", "x=1", "--json"]),
    ("not-found", ["retract", "abcdef", "--json"]),
    ("not-found", ["amend", "2031", "--on", "2026", "--json"]),
    ("not-found", ["merge", "nowhere.toml", "--json"]),
    ("not-found", ["verify", "nowhere.md", "--json"]),
    ("not-found", ["status", "--plans", "nowhere", "--json"]),
    ("ambiguous", ["show", "the", "--json"]),
    ("ambiguous", ["update", "2.1", "--status", "ongoing", "--json"]),
    # Refusals.
    ("refused", ["status", "-o", "kept.json"]),
    ("refused", ["init", ".", "--json"]),
    ("refused", ["amend", "2025-2027", "--on", "2020-01-01", "--json"]),
    ("refused", ["update", "2.1", "--on", "2020-01-01", "--no-change", "--json"]),
]


@pytest.mark.parametrize(("code", "arguments"), ERRORS, ids=lambda each: " ".join(each)[:60])
@pytest.mark.usefixtures("workspace")
def test_an_error_has_a_code_a_message_and_hints(
    bptip: Bptip, code: str, arguments: list[str]
) -> None:
    """The exit code and stderr are the same as without JSON."""
    (bptip.home / "kept.json").write_text("kept", encoding="utf-8")
    outcome = bptip(*arguments)
    answer = outcome.json
    assert misfits(answer, "error") == []
    assert answer.keys() == {"format", "error"}
    assert (outcome.code, answer["error"]["code"]) == (2, code)
    told = [f"bptip: {answer['error']['message']}", *(f"  {x}" for x in answer["error"]["hints"])]
    assert outcome.err.splitlines() == told
    assert (bptip.home / "kept.json").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    "arguments",
    [
        ["status", "2031"],
        ["status", "2031", "--format", "csv"],
        ["status", "2031", "-o", "x.md"],
        ["status", "2031", "-o", "x.json", "--format", "csv"],
        ["show", "9.9", "--", "--json"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("workspace")
def test_nothing_is_on_stdout_where_json_was_not_asked_for(
    bptip: Bptip, arguments: list[str]
) -> None:
    """Whatever is only like the option is none."""
    outcome = bptip(*arguments)
    assert (outcome.code, outcome.out) == (2, "")


@pytest.mark.usefixtures("workspace")
def test_a_file_with_errors(bptip: Bptip) -> None:
    """The hints have the place of each error, as on stderr."""
    file = bptip.home / "plans" / "2025-2027" / "v2.toml"
    file.write_text(file.read_text("utf-8").replace("version = 2", 'version = "two"'), "utf-8")
    for command in (["status", "2025-2027"], ["update", "2.1", "--no-change"]):
        outcome = bptip(*command, "--json")
        assert outcome.json["error"]["code"] == "broken-file"
    shown = bptip("status", "2025-2027", "--json").json["error"]
    assert "plans/2025-2027/v2.toml:" in shown["hints"][0]


@pytest.mark.usefixtures("workspace")
def test_several_mistakes_are_one_error(bptip: Bptip) -> None:
    """Its code is that of the first."""
    outcome = bptip("update", "9.9", "--status", "fine", "--json")
    error = outcome.json["error"]
    assert error["message"].startswith("2 things are wrong")
    assert error["code"] == "not-found"


@pytest.mark.usefixtures("workspace")
def test_another_writer_and_a_full_disk(bptip: Bptip, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program can wait for the one and must ask for help with the other."""
    from bptip.files.journal.lock import locked

    monkeypatch.setattr("bptip.files.journal.lock.WAIT", 0.01)
    with locked(bptip.home / "plans" / "2025-2027"):
        waiting = bptip("update", "2.1", "--no-change", "--json")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcomes = [waiting, bptip("update", "2.1", "--no-change", "--json")]
    assert [(each.code, each.json["error"]["code"]) for each in outcomes] == [
        (2, "locked"),
        (2, "no-space"),
    ]


@pytest.mark.usefixtures("workspace")
def test_a_fault_of_our_own(bptip: Bptip, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the exit code 70."""

    def fault(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("bptip.cli.context.open_plan", fault)
    outcome = bptip("status", "--json")
    assert (outcome.code, outcome.json["error"]["code"]) == (70, ErrorCode.INTERNAL)
    assert misfits(outcome.json, "error") == []


@pytest.mark.usefixtures("workspace")
def test_an_answer_of_no_is_no_error(bptip: Bptip) -> None:
    """`check` and `diff --exit-code` end with 1, and answer what was asked."""
    diff = bptip("diff", "2022-2024", "2025-2027", "--exit-code", "--json")
    check = bptip("check", "--strict", "--json")
    assert (diff.code, check.code) == (1, 1)
    assert ("error" in diff.json, "error" in check.json) == (False, False)
