"""The figures of the data agree with one another, and those of every format with the data."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import pytest

from cli.worlds import WORLDS, activities_of, in_every_folder, in_every_world
from json_schemas import SHARED, columns

if TYPE_CHECKING:
    from pathlib import Path

    from cli.worlds import Ask, World
    from conftest import Bptip

STATUSES: Final = tuple(SHARED["status"]["enum"])
OUTLOOKS: Final = tuple(SHARED["outlook"]["enum"])


SET_ASIDE: Final = ("discontinued", "not-applicable")
COUNTS: Final = tuple(SHARED["counts"]["properties"])


def summed(records: Sequence[Mapping[str, Any]], key: str) -> Any:
    """Returns the sum of a count, or of counts by word, over records."""
    if not records or not isinstance(records[0][key], dict):
        return sum(each[key] for each in records)
    return {word: sum(each[key][word] for each in records) for word in records[0][key]}


@in_every_world
def test_totals_are_the_sums_over_the_objectives(ask: Ask, world: World) -> None:
    """And every count is the length of a list that the answer has."""
    answer = ask(world, "status", world.plan, "--as-of", world.as_of, "--json").json
    totals, activities = answer["totals"], activities_of(answer)
    objectives = [each for each in answer["objectives"] if each["activities"]]
    assert totals["activities"] == len(activities)
    for key in COUNTS if objectives else ():
        assert totals[key] == summed(objectives, key), key
    _assert_counted(totals, activities)
    assert sum(totals["by_outlook"].values()) == totals["activities"]
    assert totals["by_outlook"] == _counted(activities, "outlook", OUTLOOKS)
    assert totals["not_reported"] == totals["by_status"]["not-reported"]


@in_every_world
def test_an_objective_counts_its_activities(ask: Ask, world: World) -> None:
    """Its counts, its outlook (the worst of theirs), its last update (the latest of theirs)."""
    answer = ask(world, "status", world.plan, "--as-of", world.as_of, "--json").json
    for objective in answer["objectives"]:
        activities = objective["activities"]
        _assert_counted(objective, activities)
        if activities:
            worst = min((each["outlook"] for each in activities), key=OUTLOOKS.index)
            assert objective["outlook"] == worst
        reported = [each["last_update"] for each in activities if each["last_update"]]
        assert (objective["last_update"] or "") >= max(reported, default="")
    dates = [each["last_update"] for each in answer["objectives"] if each["last_update"]]
    assert answer["totals"]["last_update"] == max(dates, default=None)


def _assert_counted(record: Mapping[str, Any], activities: Sequence[Mapping[str, Any]]) -> None:
    """Compares a record's counts with those of its activities."""
    assert sum(record["by_status"].values()) == len(activities)
    assert record["by_status"] == _counted(activities, "status", STATUSES)
    kept = [a["status"] for a in activities if a["status"] not in SET_ASIDE and not a["standing"]]
    standing = [a["status"] for a in activities if a["status"] not in SET_ASIDE and a["standing"]]
    assert (record["completed"], record["countable"]) == (kept.count("completed"), len(kept))
    met = [status for status in standing if status in ("continuous", "completed")]
    assert (record["standing_met"], record["standing"]) == (len(met), len(standing))
    overdue = [each["outlook"] for each in activities if each["overdue"]]
    assert record["overdue"] == len(overdue)
    assert record["overdue_not_reported"] == overdue.count("unknown")
    assert record["reported"] == len(activities) - record["by_status"]["not-reported"]


def _counted(records: Sequence[Mapping[str, Any]], key: str, words: Sequence[str]) -> Any:
    actual = Counter(each[key] for each in records)
    return {word: actual[word] for word in words}


@in_every_world
def test_the_flags_follow_from_the_dates(ask: Ask, world: World) -> None:
    """Overdue and due soon by the due date (else the plan's end); neither where it stands."""
    answer = ask(world, "status", world.plan, "--as-of", world.as_of, "--json").json
    as_of = date.fromisoformat(answer["as_of"])
    closed = ("completed", "not-achieved", "discontinued", "not-applicable")
    for record in activities_of(answer):
        due = date.fromisoformat(record["due"] or answer["period"]["end"])
        statuses = [each["status"] for each in record["parties"]] or [record["status"]]
        pending = not record["standing"] and any(each not in closed for each in statuses)
        assert record["overdue"] == (pending and due < as_of), record
        assert record["due_soon"] == (pending and as_of <= due <= as_of + timedelta(60)), record
        assert not (record["stale"] and record["last_update"] is None), record
        assert (record["updates"] == 0) == (record["last_update"] is None), record
    assert answer["period"]["ended"] == (as_of > date.fromisoformat(answer["period"]["end"]))


@in_every_world
def test_a_status_is_derived_unless_it_is_stated(ask: Ask, world: World) -> None:
    """And what it rests on is there: updates of the history, activities of the objective."""
    opened = ("--plan", world.plan, "--as-of", world.as_of, "--json")
    status = ask(world, "status", world.plan, "--as-of", world.as_of, "--json").json
    for objective in status["objectives"]:
        why = ask(world, "show", objective["id"], *opened).json["why"]
        ids = [each["id"] for each in objective["activities"]]
        if why["rule"] != "stated":
            assert objective["status"] == objective["derived_status"]
            assert why["items"] == ids
        assert (why["rule"] == "no-activities") <= (not ids)
    for activity in activities_of(status):
        shown = ask(world, "show", activity["id"], *opened).json
        history = {each["id"]: each for each in shown["history"]}
        rests_on = [history[each] for each in shown["why"]["updates"]]
        if shown["why"]["rule"] == "percentage":
            assert [(e["status"], e["progress"]) for e in rests_on] == [(None, shown["progress"])]
            continue
        stated = [each["status"] for each in rests_on]
        statuses = [each["status"] for each in activity["parties"]] or [activity["status"]]
        assert stated == [each for each in statuses if each != "not-reported"]


@in_every_world
@pytest.mark.parametrize("by", ["lead", "theme"])
def test_groups_overlap_and_leave_nothing_out(ask: Ask, world: World, by: str) -> None:
    """Every activity is in each of its groups; without one, in the group without a name.

    A lead's group has the lead's own part of a shared activity, as a filter of that lead has.
    """
    answer = ask(
        world, "status", world.plan, "--as-of", world.as_of, "--group-by", by, "--json"
    ).json
    key = {"lead": "lead", "theme": "themes"}[by]
    activities = {each["id"]: each for each in activities_of(answer)}
    expected: dict[str | None, list[str]] = {}
    for record in activities.values():
        for name in record[key] or [None]:
            expected.setdefault(name, []).append(record["id"])
    assert {each["name"]: each["activities"] for each in answer["groups"]} == expected
    for group in answer["groups"]:
        members = [activities[each] for each in group["activities"]]
        if by == "lead" and group["name"]:
            asked = ("--lead", group["name"], "--as-of", world.as_of, "--json")
            members = activities_of(ask(world, "status", world.plan, *asked).json)
            assert [each["id"] for each in members] == group["activities"]
        _assert_counted(group, members)
        assert group["by_outlook"] == _counted(members, "outlook", OUTLOOKS)
    assert None not in [each["name"] for each in answer["groups"][:-1]]


@in_every_folder
def test_plans_counts_as_status_does(ask: Ask, world: World) -> None:
    """A version's counts are those of `status PLAN@vN`."""
    for record in ask(world, "plans", "--json").json["plans"]:
        name = f"{record['plan']}@v{record['version']}"
        answer = ask(world, "status", name, "--json").json
        assert record["objectives"] == len(answer["objectives"])
        for key in ("activities", "completed", "countable"):
            assert record[key] == answer["totals"][key], name


@in_every_folder
def test_one_version_of_a_plan_at_most_is_in_force(ask: Ask, world: World) -> None:
    """And it is the one that `status` shows of that plan, on that day."""
    rows = ask(world, "plans", "--json").json["plans"]
    for record in rows:
        twins = [r for r in rows if r["plan"] == record["plan"] and r["in_force"]]
        assert len(twins) <= 1
        if record["in_force"]:
            shown = ask(world, "status", record["plan"], "--json").json
            assert shown["version"] == record["version"]
            assert record["start"] <= shown["as_of"] <= record["end"]


@in_every_world
def test_the_log_has_every_block_of_the_journal(ask: Ask, world: World, repository: Path) -> None:
    """In the fold's order, and each with the item's title."""
    answer = ask(world, "log", world.plan, "--json").json
    places = [(each["on"], each["recorded"], each["id"]) for each in answer["updates"]]
    assert places == sorted(places)
    folders = {
        "example": repository / "src/bptip/example/plans",
        "public": repository / "plans",
    }
    if world.home in folders:
        journal = folders[world.home] / answer["plan"] / "progress.toml"
        blocks = tomllib.loads(journal.read_text(encoding="utf-8"))["update"]
        assert sorted(each["id"] for each in answer["updates"]) == sorted(b["id"] for b in blocks)
        assert all(each["title"] for each in answer["updates"])
    taken_back = {each["retracts"] for each in answer["updates"] if each["retracts"]}
    assert {each["id"] for each in answer["updates"] if each["retracted"]} == taken_back


# --- The formats agree with one another.


@in_every_world
@pytest.mark.parametrize("format_", ["table", "markdown"])
def test_pages_have_the_figures_of_the_data(ask: Ask, world: World, format_: str) -> None:
    """The counts under the head line, and a row for each objective."""
    asked = ("status", world.plan, "--as-of", world.as_of)
    answer = ask(world, *asked, "--json").json
    page = ask(world, *asked, "--format", format_).words
    totals = answer["totals"]
    counts = re.search(r"(\d+) of (\d+) (known )?activit(?:y|ies) completed( \((\d+) %\))?", page)
    if not totals["activities"]:
        assert "no activities" in page
    elif counts is None:
        pytest.fail(page)
    else:
        assert (int(counts[1]), int(counts[2])) == (totals["completed"], totals["countable"])
        assert (counts[3] is not None) == answer["partial"]
        if answer["partial"] or not totals["countable"]:
            assert counts[4] is None
        else:
            assert int(counts[5]) == 100 * totals["completed"] // totals["countable"]
    (shown,) = re.findall(r".*(?:known until|has been reported).*", page)
    shown = " ".join(re.split(r"\n(?:\||#  )", page, maxsplit=1)[0].split())
    for word, number in (
        ("overdue", totals["overdue"]),
        ("not reported", totals["not_reported"]),
        ("discontinued", totals["by_status"]["discontinued"]),
    ):
        assert (f"{number} {word}" in shown) == bool(number)
    met = f"{totals['standing_met']} of {totals['standing']} standing commitment"
    assert (met in shown) == bool(totals["standing"])
    assert f"version {answer['version']}" in page
    assert " ".join((answer["notice"] or "").split()[:6]) in page


@in_every_world
def test_the_column_completed_has_each_objectives_counts(ask: Ask, world: World) -> None:
    """5 of 7, as in the data; nothing of the kind where there are no activities."""
    asked = ("status", world.plan, "--as-of", world.as_of)
    objectives = ask(world, *asked, "--json").json["objectives"]
    table = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in ask(world, *asked, "--format", "markdown").words.splitlines()
        if line.startswith("|")
    ]
    if not objectives:
        return
    done = table[0].index("Completed")
    rows = {row[0].strip("*"): row[done] for row in table[2 : 2 + len(objectives)]}
    for record in objectives:
        counts = f"{record['completed']} of {record['countable']}"
        if not record["countable"]:
            counts = f"{record['standing_met']} of {record['standing']} met"
        counts = counts if record["countable"] or record["standing"] else "–"
        shown = f"{record['number']} (id {record['id']})" if record["number"] else record["id"]
        assert rows[shown] == counts


@in_every_world
def test_csv_has_a_row_an_activity(ask: Ask, world: World) -> None:
    """Its header is the JSON keys, its cells are the JSON values."""
    asked = ("status", world.plan, "--as-of", world.as_of)
    answer = ask(world, *asked, "--json").json
    outcome = ask(world, *asked, "--format", "csv")
    activities = activities_of(answer)
    assert outcome.out.splitlines()[0].lstrip("\ufeff").split(",") == list(
        SHARED["activity"]["properties"]
    )
    assert len(outcome.rows) == answer["totals"]["activities"]
    for row, record in zip(outcome.rows, activities, strict=True):
        assert row["id"] == f"{answer['plan']}/{record['id']}"
        assert {key: row[key] for key in row if key not in ("id", "title", "next")} == {
            key: as_cell(value)
            for key, value in record.items()
            if key not in ("id", "title", "next")
        }
    statuses = Counter(row["status"] for row in outcome.rows)
    assert statuses == Counter(each["status"] for each in activities)


def as_cell(value: Any) -> str:
    """Returns a JSON value as CSV has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(map(as_cell, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {as_cell(part)}" for key, part in value.items())
    return "" if value is None else str(value)


CSV: Final = [
    (("plans",), "plans", columns("plans", "plans")),
    (("find", "flood"), "items", columns("find", "items")),
    (("find", "zzzz"), "items", columns("find", "items")),
    (("check",), "problems", columns("check", "problems")),
    (
        ("log",),
        "updates",
        columns(
            "log",
            "updates",
            values=["values.gauges", "values.wardens", "values.villages", "values.metres"],
        ),
    ),
    (("log", "--until", "2020"), "updates", columns("log", "updates")),
    (("show", "1.1"), "history", columns("log", "updates", values=["values.gauges"])),
    (("changes",), "changes", columns("changes", "changes")),
    (("changes", "--since", "2027", "--until", "2027"), "changes", columns("changes", "changes")),
    (
        ("trend",),
        "columns",
        columns(
            "trend",
            "columns",
            by_status=[f"by_status.{each}" for each in STATUSES],
            by_outlook=[f"by_outlook.{each}" for each in OUTLOOKS],
        ),
    ),
]


@pytest.mark.parametrize(("arguments", "key", "header"), CSV, ids=str)
def test_csv_has_a_row_an_element_of_the_main_list(
    bptip: Bptip, arguments: tuple[str, ...], key: str, header: list[str]
) -> None:
    """If the list is empty, there is only the header."""
    records = bptip(*arguments, "--json").json[key]
    outcome = bptip(*arguments, "--format", "csv")
    assert outcome.out.splitlines()[0].lstrip("\ufeff").split(",") == header
    assert len(outcome.rows) == len(records)


def test_csv_is_what_excel_reads(ask: Ask) -> None:
    """A byte order mark, CRLF, ids that do not look like numbers, and no cell with a formula."""
    outcome = ask(WORLDS[-1], "status", "odd", "--format", "csv")
    assert outcome.raw.startswith(b"\xef\xbb\xbf")
    assert outcome.raw.count(b"\r\n") == outcome.raw.count(b"\n") == 1 + len(outcome.rows)
    assert outcome.rows[0]["id"] == "odd/1.10"
    assert outcome.rows[0]["title"].startswith("'= not a formula")


@pytest.mark.parametrize(
    ("arguments", "key", "words"),
    [
        (("log",), "updates", r"(\d+) updates?"),
        (("log", "--by", "River Board"), "updates", r"(\d+) updates?"),
        (("find", "flood"), "items", r"(\d+) items?"),
        (("find", "winter"), "updates", r"(\d+) updates?"),
        (("check",), "problems", r"(\d+) warnings?"),
    ],
    ids=lambda each: each if isinstance(each, str) else None,
)
def test_a_page_says_how_many_there_are(
    bptip: Bptip, arguments: tuple[str, ...], key: str, words: str
) -> None:
    """As many as the data has, in the table and in Markdown."""
    number = len(bptip(*arguments, "--json").json[key])
    for format_ in ("table", "markdown"):
        shown = re.search(words, bptip(*arguments, "--format", format_).words)
        assert shown is not None
        assert int(shown[1]) == number


@pytest.mark.parametrize(
    ("command", "format_"),
    list(
        product(
            ["status", "plans", "log", "check", "changes", "trend"],
            ["table", "markdown", "json", "csv"],
        )
    ),
)
def test_the_same_question_gives_the_same_bytes(bptip: Bptip, command: str, format_: str) -> None:
    """Nothing depends on the run: no clock, no order of a set."""
    once, twice = (bptip(command, "--format", format_) for _ in range(2))
    assert once.raw == twice.raw
    assert once.err == ""
