"""The JSON contract: every answer fits the schemas of docs/json, on very different plans.

The schemas are strict: exactly these keys, and values of these kinds.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from jsonschema import Draft202012Validator

from bptip.cli.app import load_command
from bptip.cli.commands import COMMANDS
from bptip.plan.errors import ErrorCode
from bptip.plan.model import REPORTABLE, Outlook, Reason, Status
from bptip.progress.outlook import Cause
from bptip.progress.rollup import (
    NO_ACTIVITIES_RULE,
    PERCENTAGE_RULE,
    ROLL_UP,
    STATED_RULE,
    UPDATE_RULE,
)
from cli.worlds import WORLDS, activities_of, in_every_folder, in_every_world
from json_schemas import SCHEMAS, SHARED, misfits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cli.worlds import Ask, World
    from conftest import Bptip, Plans


@in_every_world
def test_status_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """Every key is always there, whatever the plan leaves out."""
    answer = ask(world, "status", world.plan, "--as-of", world.as_of, "--json").json
    assert misfits(answer, "status") == []
    assert answer["plan"] == world.plan.partition("@")[0]
    assert answer["as_of"] == world.as_of
    assert answer["known_at"] is None


@in_every_world
@pytest.mark.parametrize("by", ["lead", "theme"])
def test_status_by_group_adds_the_groups(ask: Ask, world: World, by: str) -> None:
    """`groups` is there with --group-by lead or theme, and all else is as without."""
    plain = ask(world, "status", world.plan, "--as-of", world.as_of, "--json").json
    grouped = ask(
        world, "status", world.plan, "--as-of", world.as_of, "--group-by", by, "--json"
    ).json
    assert misfits(grouped, "status") == []
    assert grouped.keys() - plain.keys() == {"groups"}
    assert {key: grouped[key] for key in plain} == plain


@in_every_world
def test_show_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """Every item has the keys of `status`, and its own."""
    opened = ("--plan", world.plan, "--as-of", world.as_of, "--json")
    status = ask(world, "status", world.plan, "--as-of", world.as_of, "--json").json
    for objective in status["objectives"]:
        shown = ask(world, "show", objective["id"], *opened).json
        assert (shown["kind"], misfits(shown, "show")) == ("objective", [])
        expected = {key: value for key, value in objective.items() if key != "activities"}
        assert {key: shown[key] for key in expected} == expected
    for activity in activities_of(status):
        shown = ask(world, "show", activity["id"], *opened).json
        assert (shown["kind"], misfits(shown, "show")) == ("activity", [])
        assert {key: shown[key] for key in activity} == activity


@in_every_world
def test_log_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """Also for a plan that has no journal yet."""
    assert misfits(ask(world, "log", world.plan, "--json").json, "log") == []


@in_every_world
def test_changes_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """For the year before, and for one in which nothing happened."""
    for until in (world.as_of, "1999-12-31"):
        answer = ask(world, "changes", world.plan, "--until", until, "--json").json
        assert misfits(answer, "changes") == []
        assert (answer["until"], answer["known_at"]) == (until, None)
        assert answer["since"] == f"{int(until[:4]) - 1}{until[4:]}"


@in_every_world
def test_trend_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """By quarter, and on named dates; there is a status for each date."""
    for asked in ((), ("--at", f"1999,{world.as_of}")):
        answer = ask(world, "trend", world.plan, *asked, "--json").json
        assert misfits(answer, "trend") == []
        dates = [each["at"] for each in answer["columns"]]
        assert dates == sorted(set(dates))
        assert {len(each["statuses"]) for each in answer["objectives"]} <= {len(dates)}


@in_every_world
@pytest.mark.parametrize("words", ["a", "zzzz"])
def test_find_has_exactly_its_keys(ask: Ask, world: World, words: str) -> None:
    """With hits and without."""
    answer = ask(world, "find", words, world.plan, "--json").json
    assert misfits(answer, "find") == []
    assert answer["words"] == words


@in_every_folder
def test_plans_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """There is a row for each version."""
    answer = ask(world, "plans", "--json").json
    assert misfits(answer, "plans") == []
    assert len(answer["plans"]) >= 2


@in_every_folder
def test_check_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """Its warnings; the errors are in test_check."""
    assert misfits(ask(world, "check", "--json").json, "check") == []


def test_check_has_exactly_its_keys_also_of_errors(bptip: Bptip, plans: Plans) -> None:
    """With a hint and without, with a place and without one."""
    plans.add('[[objective]]\nid = "1"\ntitle = "x"\nnotes = "y"', id="typo")
    (plans.folder / "folder").mkdir()
    (plans.folder / "folder" / "v1.toml").mkdir()
    outcome = bptip("check", "--json", cwd=plans.folder.parent)
    assert outcome.code == 1
    assert misfits(outcome.json, "check") == []
    places = {each["code"]: each["line"] for each in outcome.json["problems"]}
    assert places["unknown-key"] is not None
    assert places["unreadable"] is None


def test_the_source_says_where_and_whether_it_is_the_bundled_copy(ask: Ask) -> None:
    """A path to the folder of plans; nobody takes the public copy for their own figures."""
    own = ask(WORLDS[0], "status", "--json").json["source"]
    public = ask(WORLDS[4], "status", "--json").json["source"]
    assert own == {"folder": "plans", "bundled": False}
    assert public["bundled"] is True
    assert Path(public["folder"]).name == "plans"


def test_known_at_is_a_date_where_it_was_asked(ask: Ask) -> None:
    """And the moments of updates are in UTC, wherever they were written down."""
    assert ask(WORLDS[0], "status", "--known-at", "2026", "--json").json["known_at"] == "2026-12-31"
    first, second, *_ = ask(WORLDS[-1], "log", "odd", "--json").json["updates"]
    assert first["recorded"] == "2026-03-01T11:30:00Z"
    assert datetime.fromisoformat(second["recorded"]).utcoffset() == timedelta(0)


def test_numbers_stay_as_they_were_written(ask: Ask) -> None:
    """74 is not 74.0, dates of extra columns are ISO text, `values` has what was stated."""
    shown = ask(WORLDS[-1], "show", "1.10", "--plan", "odd", "--as-of", "2026-12-01", "--json")
    assert '"baseline": 0,' in shown.out
    assert '"target": 60,' in shown.out
    assert shown.json["extra"] == {
        "Expected output": "A text",
        "Cost": 12.5,
        "Number of states": 3,
        "Signed": "2026-03-01",
    }
    assert shown.json["history"][0]["values"] == {"people": 7.5, "bare": 3}
    assert shown.json["history"][0]["note"] == "A note\nof two lines"


def test_a_shared_activity_has_a_record_for_each_of_its_parties(ask: Ask) -> None:
    """The status is rolled up; what only one party states is in that party's record alone."""
    status = ask(WORLDS[-2], "status", "odd", "--as-of", "2026-11-24", "--json").json
    shared = next(each for each in activities_of(status) if each["id"] == "4.1")
    assert (shared["each"], shared["number"], shared["reported"]) == (True, "4 (a)", 2)
    assert (shared["lead"], shared["status"]) == (["Alpha", "Beta", "Gamma"], "in-progress")
    parties = {each["party"]: each for each in shared["parties"]}
    assert parties["Alpha"]["status"] == "completed"
    assert (parties["Beta"]["status"], parties["Beta"]["said"]) == ("in-progress", "Some")
    assert parties["Beta"]["challenges"] == "No staff."
    assert (parties["Gamma"]["status"], parties["Gamma"]["cause"]) == (
        "not-reported",
        "due-not-reported",
    )
    own = ("progress", "reason", "expected", "next", "challenges", "said", "said_by")
    assert {shared[key] for key in own} == {None}
    assert (shared["due"], shared["due_words"]) == ("2026-06-30", "2026-Q2")
    assert (shared["updates"], shared["last_update"]) == (2, "2026-05-02")


def test_the_open_round_and_the_standing_commitments_are_counted(ask: Ask) -> None:
    """A round is open until its due day; a standing commitment is not countable."""
    for as_of, round_ in (
        (
            "2026-06-30",
            {
                "round": "2026",
                "as_of": "2026-06-30",
                "due": "2026-07-31",
                "days_left": 31,
                "received": 1,
                "asked": 2,
            },
        ),
        ("2026-08-01", None),
    ):
        status = ask(WORLDS[-1], "status", "odd", "--as-of", as_of, "--json").json
        assert status["round"] == round_
    counted = status["objectives"][-1]
    assert (counted["countable"], counted["standing"], counted["standing_met"]) == (1, 1, 1)
    assert (counted["overdue"], counted["overdue_not_reported"], counted["reported"]) == (1, 1, 2)


def test_the_json_is_plain_ascii_with_a_last_line_feed(ask: Ask) -> None:
    """It arrives whole through any code page."""
    shown = ask(WORLDS[-1], "status", "odd", "--json")
    assert shown.raw.isascii()
    assert shown.raw.endswith(b"}\n")
    assert "日本語" in activities_of(shown.json)[0]["title"]


EDITIONS: Final = (
    (WORLDS[0], "2025-2027@v1", "2025-2027@v2"),
    (WORLDS[0], "2022-2024", "2025-2027"),
    (WORLDS[4], "2024-2026", "2022"),
    (WORLDS[6], "minimal", "odd"),
    (WORLDS[6], "odd", "odd"),
)


@pytest.mark.parametrize(("world", "old", "new"), EDITIONS, ids=str)
def test_diff_has_exactly_its_keys(ask: Ask, world: World, old: str, new: str) -> None:
    """With pairs of all kinds, with none, and where nothing differs."""
    answer = ask(world, "diff", old, new, "--json").json
    assert misfits(answer, "diff") == []
    assert [answer[each]["plan"] for each in ("old", "new")] == [
        each.partition("@")[0] for each in (old, new)
    ]


@in_every_folder
def test_trace_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """For every item; the item named in the command is a step itself."""
    status = ask(world, "status", world.plan, "--as-of", world.as_of, "--json").json
    for item in (*status["objectives"], *activities_of(status)):
        shown = ask(world, "trace", item["id"], "--plan", world.plan, "--json").json
        assert misfits(shown, "trace") == []
        assert shown["item"] == item["id"]
        assert [each["id"] for each in shown["steps"] if each["match"] is None] == [item["id"]]


@in_every_world
def test_report_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """The answers of three commands; of the comparison, if a version was released meanwhile."""
    answer = ask(world, "report", world.plan, "--as-of", world.as_of, "--json").json
    assert misfits(answer, "report") == []
    assert (answer["diff"] is not None) == (str(world) == "example-2025-2027-2026-11-24")


@pytest.mark.usefixtures("workspace")
def test_verify_has_exactly_its_keys(bptip: Bptip) -> None:
    """Where it is the same, and where an update came later."""
    assert bptip("report", "-o", "report.md").code == 0
    same = bptip("verify", "report.md", "--json").json
    assert bptip("update", "2.1", "--note", "Later.", "--on", "2026-11-20").code == 0
    second = bptip("verify", "report.md", "--json").json
    assert [misfits(each, "verify") for each in (same, second)] == [[], []]
    assert (same["same"], same["later_updates"]) == (True, [])
    assert (second["same"], len(second["later_updates"])) == (False, 1)


@pytest.mark.usefixtures("workspace")
def test_what_writes_has_exactly_its_keys(bptip: Bptip) -> None:
    """For an objective, an activity with figures, a retraction; and in a dry run."""
    updated = [
        bptip("update", "1", "2.1", "--value", "metres=900", "--json"),
        bptip("update", "2.1", "--value", "metres=900", "--status", "delayed", "--json"),
        bptip("update", "1", "2.1", "--no-change", "-n", "--json"),
    ]
    assert [each.code for each in updated] == [2, 0, 0]
    written, tried = (each.json for each in updated[1:])
    taken_back = bptip("retract", written["updates"][0]["id"], "--json").json
    assert [misfits(each, "update") for each in (written, tried)] == [[], []]
    assert misfits(taken_back, "retract") == []
    assert (written["written"], tried["written"], taken_back["written"]) == (True, False, True)


@pytest.mark.usefixtures("workspace")
def test_merge_has_exactly_its_keys(bptip: Bptip) -> None:
    """For updates taken in, and for a conflict."""
    journal = bptip.home / "plans" / "2025-2027" / "progress.toml"
    ours = journal.read_text(encoding="utf-8")
    assert bptip("update", "2.1", "--note", "Theirs.").code == 0
    copy = bptip.home / "from-a-colleague.toml"
    copy.write_text(journal.read_text(encoding="utf-8"), encoding="utf-8")
    journal.write_text(ours, encoding="utf-8")
    came = bptip("merge", copy, "--json").json
    copy.write_text(copy.read_text(encoding="utf-8").replace("Theirs.", "Other."), encoding="utf-8")
    differs = bptip("merge", copy, "--json").json
    assert [misfits(came, "merge"), misfits(differs, "error")] == [[], []]
    assert (came["taken_in"], len(came["items"]), came["conflicts"]) == (1, 1, [])
    assert (differs["error"]["code"], len(differs["conflicts"])) == ("conflict", 1)


@pytest.mark.usefixtures("workspace")
def test_what_creates_files_has_exactly_its_keys(bptip: Bptip) -> None:
    """The files that are there afterwards."""
    new = ("new", "2028", "--title", "T", "--start", "2028", "--end", "2028", "--json")
    created = [
        (command, bptip(*arguments).json)
        for command, arguments in (
            ("new", new),
            ("amend", ("amend", "2025-2027", "--on", "2026-12-01", "--json")),
            ("init", ("init", "practice", "--json")),
        )
    ]
    assert [misfits(answer, command) for command, answer in created] == [[], [], []]
    files = [file for _, answer in created for file in answer["created"]]
    assert "plans/2028/v1.toml" in files
    assert all((bptip.home / file).is_file() for file in files)


# --- The schemas.


def test_every_command_that_answers_in_json_has_a_schema() -> None:
    """And no other has."""
    answering = {
        name
        for name in COMMANDS
        if any("--json" in option.opts for option in load_command(name).params)
    }
    of_commands = SCHEMAS.keys() - {"shared", "error"}
    assert not answering - of_commands, "each wants docs/json/NAME.schema.json"
    assert not of_commands - answering, "no command answers so"


def records_in(node: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields every record that a schema describes, with its place."""
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield where, node
        for key, inner in node.items():
            yield from records_in(inner, f"{where}/{key}")
    for inner in node if isinstance(node, list) else ():
        yield from records_in(inner, where)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_lets_nothing_pass_that_it_does_not_name(name: str) -> None:
    """Every key is always there, but for three that are named here, and there are no others."""
    optional = {
        ("status", ""): {"groups"},
        ("error", ""): {"conflicts"},
        ("round", ""): {"messages"},
    }
    Draft202012Validator.check_schema(SCHEMAS[name])
    for where, record in records_in(SCHEMAS[name]):
        if "properties" in record:
            left_out = record["properties"].keys() - record["required"]
            assert left_out == optional.get((name, where), set()), where
            assert record["additionalProperties"] is False, where
        else:
            assert record["additionalProperties"]["type"], where


def test_the_words_of_the_schemas_are_those_of_the_model() -> None:
    """All statuses, outlooks, reasons and rules, and no others."""
    objective = SCHEMAS["show"]["$defs"]["objective"]["properties"]
    words = {
        "status": Status,
        "stated_status": REPORTABLE,
        "outlook": Outlook,
        "cause": Cause,
        "reason": Reason,
    }
    for name, members in words.items():
        assert SHARED[name]["enum"] == [each.value for each in members]
    assert list(SHARED["by_status"]["properties"]) == SHARED["status"]["enum"]
    assert list(SHARED["by_outlook"]["properties"]) == SHARED["outlook"]["enum"]
    error = SCHEMAS["error"]["properties"]["error"]["properties"]
    assert error["code"]["enum"] == [each.value for each in ErrorCode]
    rolled_up = [rule.name for rule in ROLL_UP]
    rules = objective["why"]["properties"]["rule"]["enum"]
    assert rules == [*rolled_up, NO_ACTIVITIES_RULE, PERCENTAGE_RULE, STATED_RULE]
    activity = SCHEMAS["show"]["$defs"]["activity"]["properties"]
    rules = activity["why"]["properties"]["rule"]["enum"]
    assert rules == [*rolled_up, PERCENTAGE_RULE, UPDATE_RULE]
