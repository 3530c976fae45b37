"""The JSON contract: exactly these keys, of these kinds, in every answer; and figures that agree.

The shapes below restate the contract key by key. They are checked on plans that differ as much as
plans may: the made-up example (running, and ended), the public plans (partial), one without
anything that isn't required, and one with every oddity that is allowed.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from conftest import Bptip, Outcome, Plans

# --- Shapes: a type, a test of a value, several of these (a tuple), [each], {key: …} exactly.

Shape = Any


def misfits(value: Any, shape: Shape, where: str = "$") -> Iterator[str]:
    """What of a value doesn't have the shape; nothing where all of it has."""
    if isinstance(shape, Mapping):
        yield from _misfits_of_record(value, shape, where)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{where}: {value!r} is no list"
            return
        for place, each in enumerate(value):
            yield from misfits(each, shape[0], f"{where}[{place}]")
    elif isinstance(shape, tuple):
        if all(list(misfits(value, each)) for each in shape):
            yield f"{where}: {value!r} is none of the kinds that it may be"
    elif isinstance(shape, type):
        if type(value) is not shape:  # so that true is no number
            yield f"{where}: {value!r} is no {shape.__name__}"
    elif not shape(value):
        yield f"{where}: {value!r} is no {shape.__name__}"


def _misfits_of_record(value: Any, shape: Mapping[str, Shape], where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: {value!r} is no object"
        return
    if value.keys() != shape.keys():
        missing, unknown = shape.keys() - value.keys(), value.keys() - shape.keys()
        yield f"{where}: missing {sorted(missing)}, not in the contract {sorted(unknown)}"
    for key in shape.keys() & value.keys():
        yield from misfits(value[key], shape[key], f"{where}.{key}")


def _one_of(*words: object) -> Callable[[Any], bool]:
    def one_of(value: Any) -> bool:
        return any(value is word or value == word for word in words)

    one_of.__name__ = f"one of {words}"
    return one_of


def day(value: Any) -> bool:
    """A day: "2025-12-02"."""
    if not isinstance(value, str):
        return False
    return date.fromisoformat(value).isoformat() == value


def moment(value: Any) -> bool:
    """A moment in UTC: "2025-12-03T04:05:06Z"."""
    form = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"
    return isinstance(value, str) and bool(re.fullmatch(form, value))


def count(value: Any) -> bool:
    """A whole number from 0."""
    return type(value) is int and value >= 0


def share(value: Any) -> bool:
    """A number from 0 to 1."""
    return type(value) in (int, float) and 0 <= value <= 1


def figures(value: Any) -> bool:
    """Indicator values: numbers by the indicator's id."""
    return isinstance(value, dict) and all(type(each) in (int, float) for each in value.values())


def columns(value: Any) -> bool:
    """Extra columns: text, numbers or dates (as text) by any name."""
    return isinstance(value, dict) and all(
        type(each) in (str, int, float) for each in value.values()
    )


STATUSES: Final = (
    "not-reported", "not-started", "in-progress", "continuous", "delayed", "on-hold", "completed",
    "discontinued",
)  # fmt: skip
OUTLOOKS: Final = ("off-track", "unfinished", "at-risk", "unknown", "on-track", "closed")
REASONS: Final = (
    "funding", "staffing", "approvals", "priorities", "dependency", "security", "other",
)  # fmt: skip
RULES: Final = (
    "all-discontinued", "all-completed", "all-not-reported", "none-started", "all-met",
    "all-on-hold", "all-delayed", "mixed", "no-activities", "stated",
)  # fmt: skip

STATUS: Final = _one_of(*STATUSES)
STATED: Final = _one_of(*STATUSES[1:])
OUTLOOK: Final = _one_of(*OUTLOOKS)
NUMBER: Final = (int, float)
TEXT_OR_NULL: Final = (str, _one_of(None))
DAY_OR_NULL: Final = (day, _one_of(None))
NUMBER_OR_NULL: Final = (int, float, _one_of(None))
BY_STATUS: Final = dict.fromkeys(STATUSES, count)
BY_OUTLOOK: Final = dict.fromkeys(OUTLOOKS, count)

ANSWER: Final = {"format": _one_of(1), "source": {"folder": str, "bundled": bool}}

ACTIVITY: Final = {
    "id": str,
    "title": str,
    "status": STATUS,
    "progress": NUMBER_OR_NULL,
    "outlook": OUTLOOK,
    "lead": [str],
    "partners": [str],
    "themes": [str],
    "start": DAY_OR_NULL,
    "due": DAY_OR_NULL,
    "expected": DAY_OR_NULL,
    "reason": _one_of(None, *REASONS),
    "next": TEXT_OR_NULL,
    "overdue": bool,
    "due_soon": bool,
    "stale": bool,
    "last_update": DAY_OR_NULL,
    "updates": count,
    "continued_by": [str],
}
BARE_OBJECTIVE: Final = {
    "id": str,
    "title": str,
    "status": STATUS,
    "derived_status": STATUS,
    "outlook": OUTLOOK,
    "by_status": BY_STATUS,
    "completed": count,
    "countable": count,
    "overdue": count,
    "last_update": DAY_OR_NULL,
    "continued_by": [str],
}
STATUS_ANSWER: Final = ANSWER | {
    "plan": str,
    "version": count,
    "title": str,
    "notice": TEXT_OR_NULL,
    "partial": bool,
    "as_of": day,
    "known_at": DAY_OR_NULL,
    "period": {"start": day, "end": day, "elapsed": share, "ended": bool},
    "totals": {
        "activities": count,
        "by_status": BY_STATUS,
        "by_outlook": BY_OUTLOOK,
        "completed": count,
        "countable": count,
        "overdue": count,
        "not_reported": count,
        "last_update": DAY_OR_NULL,
    },
    "objectives": [BARE_OBJECTIVE | {"activities": [ACTIVITY]}],
}
GROUP: Final = {
    "name": TEXT_OR_NULL,
    "by_status": BY_STATUS,
    "by_outlook": BY_OUTLOOK,
    "completed": count,
    "countable": count,
    "overdue": count,
    "last_update": DAY_OR_NULL,
    "activities": [str],
}
UPDATE: Final = {
    "id": str,
    "item": str,
    "title": TEXT_OR_NULL,
    "on": day,
    "recorded": moment,
    "by": TEXT_OR_NULL,
    "status": (STATED, _one_of(None)),
    "progress": NUMBER_OR_NULL,
    "reason": _one_of(None, *REASONS),
    "expected": DAY_OR_NULL,
    "next": TEXT_OR_NULL,
    "note": TEXT_OR_NULL,
    "evidence": [str],
    "values": figures,
    "retracts": TEXT_OR_NULL,
    "retracted": bool,
}
SHOWN: Final = {
    "plan": str,
    "version": count,
    "description": TEXT_OR_NULL,
    "sources": [str],
    "continues": [str],
    "extra": columns,
    "indicators": [
        {
            "id": str,
            "title": str,
            "unit": TEXT_OR_NULL,
            "baseline": NUMBER_OR_NULL,
            "target": NUMBER_OR_NULL,
            "latest": NUMBER_OR_NULL,
            "on": DAY_OR_NULL,
        }
    ],
    "history": [UPDATE],
}
SHOW_ACTIVITY: Final = ANSWER | ACTIVITY | SHOWN | {
    "kind": _one_of("activity"),
    "why": {"rule": _one_of("update"), "items": [str], "updates": [str]},
}  # fmt: skip
SHOW_OBJECTIVE: Final = ANSWER | BARE_OBJECTIVE | SHOWN | {
    "kind": _one_of("objective"),
    "why": {"rule": _one_of(*RULES), "items": [str], "updates": [str]},
}  # fmt: skip
A_HIT: Final = {
    "kind": _one_of("objective", "activity"),
    "id": str,
    "title": str,
    "objective": TEXT_OR_NULL,
    "fields": [_one_of("title", "description", "extra")],
}
FIND_ANSWER: Final = ANSWER | {
    "plan": str,
    "version": count,
    "words": str,
    "items": [A_HIT],
    "updates": [UPDATE],
}
LOG_ANSWER: Final = ANSWER | {"plan": str, "updates": [UPDATE]}
A_PLAN: Final = {
    "plan": str,
    "version": count,
    "title": str,
    "start": day,
    "end": day,
    "released": DAY_OR_NULL,
    "in_force": bool,
    "objectives": count,
    "activities": count,
    "completed": count,
    "countable": count,
}
PLANS_ANSWER: Final = ANSWER | {
    "plans": [A_PLAN],
}
A_PROBLEM: Final = {
    "severity": _one_of("error", "warning"),
    "code": lambda value: bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value)),
    "file": str,
    "line": (int, _one_of(None)),
    "column": (int, _one_of(None)),
    "message": str,
    "hint": TEXT_OR_NULL,
}
CHECK_ANSWER: Final = ANSWER | {
    "problems": [A_PROBLEM],
}

# --- The plans on which all this is checked.

ODD: Final = """
[[objective]]
id = "1"
title = "Everything that may be left out is there"
description = "With a description."
continues = ["earlier/1", "v1/9"]
sources = ["https://example.org/objective"]

[[objective.activity]]
id = "1.10"
title = "= not a formula, 日本語, עברית, [bold red], | and `$(touch x)`"
description = '''Two
lines.'''
lead = ["Alpha", "Beta"]
partners = ["Gamma"]
start = 2026-02-01
due = 2026-12-24
themes = ["one", "two"]
continues = ["earlier/1.2"]
sources = ["https://example.org/activity"]
extra = { "Expected output" = "A text", Cost = 12.5, "Number of states" = 3, Signed = 2026-03-01 }

[[objective.activity.indicator]]
id = "people"
title = "People"
unit = "people"
baseline = 0
target = 60

[[objective.activity.indicator]]
id = "bare"
title = "Without a unit, a baseline, a target"

[[objective.activity]]
id = "1.2"
title = "Never reported"

[[objective]]
id = "2"
title = "Without activities"

[[objective]]
id = "3"
title = "Let fall"

[[objective.activity]]
id = "3.1"
title = "Discontinued"
"""
ODD_JOURNAL: Final = """
[[update]]
id = "a"
item = "1.10"
on = 2026-03-01
recorded = 2026-03-02T00:30:00+13:00
status = "delayed"
progress = 12.5
reason = "other"
expected = 2027-01-31
next = "A next step"
note = '''A note
of two lines'''
evidence = ["https://example.org/evidence", "papers/evidence.pdf"]

[update.values]
people = 7.5
bare = 3

[[update]]
id = "b"
item = "1.10"
on = 2026-03-01
recorded = 2026-03-05T10:00:00.250Z
retracts = "a"

[[update]]
id = "c"
item = "3.1"
on = 2026-04-01
recorded = 2026-04-01T10:00:00Z
by = "Alpha"
status = "discontinued"

[[update]]
id = "d"
item = "2"
on = 2026-04-01
recorded = 2026-04-01T11:00:00Z
"""


A_CHANGE: Final = {
    "kind": _one_of("objective", "activity"),
    "id": str,
    "title": str,
    "objective": TEXT_OR_NULL,
    "from": _one_of(None, *STATUSES),
    "to": _one_of(None, *STATUSES),
    "updates": [str],
    "notes": [str],
    "evidence": [str],
}
CHANGES_ANSWER: Final = ANSWER | {
    "plan": str,
    "version": int,
    "since": day,
    "until": day,
    "known_at": DAY_OR_NULL,
    "changes": [A_CHANGE],
    "late": [UPDATE],
    "unchanged": count,
}
A_DATE: Final = {
    "at": day,
    "by_status": BY_STATUS,
    "by_outlook": BY_OUTLOOK,
    "completed": count,
    "countable": count,
    "overdue": count,
    "not_reported": count,
    "joined": count,
    "left": count,
}
TREND_ANSWER: Final = ANSWER | {
    "plan": str,
    "version": int,
    "known_at": DAY_OR_NULL,
    "columns": [A_DATE],
    "objectives": [{"id": str, "title": str, "statuses": [_one_of(None, *STATUSES)]}],
}


@dataclass(frozen=True)
class World:
    """A plan on which the contract is checked: where, which one, as of when."""

    home: str
    plan: str
    as_of: str

    def __str__(self) -> str:
        return f"{self.home}-{self.plan}-{self.as_of}"


WORLDS: Final = (
    World("example", "2025-2027", "2026-11-24"),
    World("example", "2025-2027@v1", "2025-12-10"),
    World("example", "2022-2024", "2026-11-24"),
    World("example", "2022-2024", "2021-01-01"),
    World("public", "2022", "2026-11-24"),
    World("public", "2024-2026", "2026-11-24"),
    World("tiny", "minimal", "2026-11-24"),
    World("tiny", "odd", "2026-11-24"),
    World("tiny", "odd", "2026-03-03"),
)


@pytest.fixture(scope="module")
def ask(
    tmp_path_factory: pytest.TempPathFactory,
    example: Path,
    bptip_in: Callable[[Path], Bptip],
    plans_in: Callable[[Path], Plans],
) -> Callable[..., Outcome]:
    """The outcome of a reading command in the folder of a world; each is asked once."""
    homes = {name: tmp_path_factory.mktemp(name) for name in ("example", "public", "tiny")}
    copytree(example, homes["example"] / "plans")
    tiny = plans_in(homes["tiny"] / "plans")
    tiny.add(id="minimal")
    tiny.add(ODD, ODD_JOURNAL, id="odd", partial=True, notice="Of nobody.", themes=["one", "two"])

    @cache
    def run(world: World, *arguments: object) -> Outcome:
        outcome = bptip_in(homes[world.home])(*arguments)
        assert outcome.code in (0, 1), outcome.err
        return outcome

    return run


Ask = Callable[..., "Outcome"]
in_every_world = pytest.mark.parametrize("world", WORLDS, ids=str)
in_every_folder = pytest.mark.parametrize(
    "world", [WORLDS[0], WORLDS[4], WORLDS[6]], ids=lambda world: world.home
)


def activities_of(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The activities in an answer of `status`, under whatever objective."""
    return [activity for each in answer["objectives"] for activity in each["activities"]]


# --- The keys.


@in_every_world
def test_status_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """Every key is always there, whatever the plan leaves out."""
    answer = ask(world, "status", world.plan, "--as-of", world.as_of, "--json").json
    assert list(misfits(answer, STATUS_ANSWER)) == []
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
    assert list(misfits(grouped, STATUS_ANSWER | {"groups": [GROUP]})) == []
    assert {key: grouped[key] for key in plain} == plain


@in_every_world
def test_show_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """Of every item: those of `status`, and the item's own."""
    opened = ("--plan", world.plan, "--as-of", world.as_of, "--json")
    status = ask(world, "status", world.plan, "--as-of", world.as_of, "--json").json
    for objective in status["objectives"]:
        told = ask(world, "show", objective["id"], *opened).json
        assert list(misfits(told, SHOW_OBJECTIVE)) == []
        expected = {key: value for key, value in objective.items() if key != "activities"}
        assert {key: told[key] for key in expected} == expected
    for activity in activities_of(status):
        told = ask(world, "show", activity["id"], *opened).json
        assert list(misfits(told, SHOW_ACTIVITY)) == []
        assert {key: told[key] for key in activity} == activity


@in_every_world
def test_log_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """Also for a plan that has no journal yet."""
    assert list(misfits(ask(world, "log", world.plan, "--json").json, LOG_ANSWER)) == []


@in_every_world
def test_changes_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """Of the year before, and of one in which nothing happened."""
    for until in (world.as_of, "1999-12-31"):
        answer = ask(world, "changes", world.plan, "--until", until, "--json").json
        assert list(misfits(answer, CHANGES_ANSWER)) == []
        assert (answer["until"], answer["known_at"]) == (until, None)
        assert answer["since"] == f"{int(until[:4]) - 1}{until[4:]}"


@in_every_world
def test_trend_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """By quarter, and on dates of one's own; as many statuses as there are dates."""
    for asked in ((), ("--at", f"1999,{world.as_of}")):
        answer = ask(world, "trend", world.plan, *asked, "--json").json
        assert list(misfits(answer, TREND_ANSWER)) == []
        dates = [each["at"] for each in answer["columns"]]
        assert dates == sorted(set(dates))
        assert {len(each["statuses"]) for each in answer["objectives"]} <= {len(dates)}


@in_every_world
@pytest.mark.parametrize("words", ["a", "zzzz"])
def test_find_has_exactly_its_keys(ask: Ask, world: World, words: str) -> None:
    """With hits and without."""
    answer = ask(world, "find", words, world.plan, "--json").json
    assert list(misfits(answer, FIND_ANSWER)) == []
    assert answer["words"] == words


@in_every_folder
def test_plans_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """A row a version."""
    answer = ask(world, "plans", "--json").json
    assert list(misfits(answer, PLANS_ANSWER)) == []
    assert len(answer["plans"]) >= 2


@in_every_folder
def test_check_has_exactly_its_keys(ask: Ask, world: World) -> None:
    """Of warnings; those of errors are in test_check."""
    assert list(misfits(ask(world, "check", "--json").json, CHECK_ANSWER)) == []


def test_check_has_exactly_its_keys_also_of_errors(bptip: Bptip, plans: Plans) -> None:
    """With a hint and without, with a place and without one."""
    plans.add('[[objective]]\nid = "1"\ntitle = "x"\nnotes = "y"', id="typo")
    (plans.folder / "folder").mkdir()
    (plans.folder / "folder" / "v1.toml").mkdir()
    outcome = bptip("check", "--json", cwd=plans.folder.parent)
    assert outcome.code == 1
    assert list(misfits(outcome.json, CHECK_ANSWER)) == []
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
    told = ask(WORLDS[-1], "show", "1.10", "--plan", "odd", "--as-of", "2026-12-01", "--json")
    assert '"baseline": 0,' in told.out
    assert '"target": 60,' in told.out
    assert told.json["extra"] == {
        "Expected output": "A text",
        "Cost": 12.5,
        "Number of states": 3,
        "Signed": "2026-03-01",
    }
    assert told.json["history"][0]["values"] == {"people": 7.5, "bare": 3}
    assert told.json["history"][0]["note"] == "A note\nof two lines"


def test_the_json_is_plain_ascii_with_a_last_line_feed(ask: Ask) -> None:
    """It arrives whole through any code page."""
    told = ask(WORLDS[-1], "status", "odd", "--json")
    assert told.raw.isascii()
    assert told.raw.endswith(b"}\n")
    assert "日本語" in activities_of(told.json)[0]["title"]


# --- The figures agree with one another.


def summed(records: Sequence[Mapping[str, Any]], key: str) -> Any:
    """The sum of a count, or of counts by word, over records."""
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
    for key in ("by_status", "completed", "countable", "overdue") if objectives else ():
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
    """A record's counts are those of its activities."""
    assert sum(record["by_status"].values()) == len(activities)
    assert record["by_status"] == _counted(activities, "status", STATUSES)
    assert record["completed"] == record["by_status"]["completed"]
    assert record["countable"] == len(activities) - record["by_status"]["discontinued"]
    assert record["overdue"] == sum(each["overdue"] for each in activities)


def _counted(records: Sequence[Mapping[str, Any]], key: str, words: Sequence[str]) -> Any:
    found = Counter(each[key] for each in records)
    return {word: found[word] for word in words}


@in_every_world
def test_the_flags_follow_from_the_dates(ask: Ask, world: World) -> None:
    """Overdue and due soon by the due date (else the plan's end); neither when continuous."""
    answer = ask(world, "status", world.plan, "--as-of", world.as_of, "--json").json
    as_of = date.fromisoformat(answer["as_of"])
    for each in activities_of(answer):
        due = date.fromisoformat(each["due"] or answer["period"]["end"])
        pending = each["status"] not in ("completed", "discontinued", "continuous")
        assert each["overdue"] == (pending and due < as_of), each
        assert each["due_soon"] == (pending and as_of <= due <= as_of + timedelta(60)), each
        assert not (each["stale"] and each["last_update"] is None), each
        assert (each["updates"] == 0) == (each["last_update"] is None), each
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
        told = ask(world, "show", activity["id"], *opened).json
        history = {each["id"]: each for each in told["history"]}
        stated = [history[each]["status"] for each in told["why"]["updates"]]
        assert stated == ([] if activity["status"] == "not-reported" else [activity["status"]])


@in_every_world
@pytest.mark.parametrize("by", ["lead", "theme"])
def test_groups_overlap_and_leave_nothing_out(ask: Ask, world: World, by: str) -> None:
    """Every activity stands in each of its groups; without one, in the group without a name."""
    answer = ask(
        world, "status", world.plan, "--as-of", world.as_of, "--group-by", by, "--json"
    ).json
    key = {"lead": "lead", "theme": "themes"}[by]
    activities = {each["id"]: each for each in activities_of(answer)}
    expected: dict[str | None, list[str]] = {}
    for each in activities.values():
        for name in each[key] or [None]:
            expected.setdefault(name, []).append(each["id"])
    assert {each["name"]: each["activities"] for each in answer["groups"]} == expected
    for group in answer["groups"]:
        members = [activities[each] for each in group["activities"]]
        _assert_counted(group, members)
        assert group["by_outlook"] == _counted(members, "outlook", OUTLOOKS)
    assert None not in [each["name"] for each in answer["groups"][:-1]]


@in_every_folder
def test_plans_counts_as_status_does(ask: Ask, world: World) -> None:
    """A version's counts are those of `status PLAN@vN`."""
    for each in ask(world, "plans", "--json").json["plans"]:
        name = f"{each['plan']}@v{each['version']}"
        answer = ask(world, "status", name, "--json").json
        assert each["objectives"] == len(answer["objectives"])
        for key in ("activities", "completed", "countable"):
            assert each[key] == answer["totals"][key], name


@in_every_folder
def test_one_version_of_a_plan_at_most_is_in_force(ask: Ask, world: World) -> None:
    """And it is the one that `status` shows of that plan, on that day."""
    rows = ask(world, "plans", "--json").json["plans"]
    for each in rows:
        twins = [r for r in rows if r["plan"] == each["plan"] and r["in_force"]]
        assert len(twins) <= 1
        if each["in_force"]:
            shown = ask(world, "status", each["plan"], "--json").json
            assert shown["version"] == each["version"]
            assert each["start"] <= shown["as_of"] <= each["end"]


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
    """The counts under the head line, and a row an objective."""
    asked = ("status", world.plan, "--as-of", world.as_of)
    answer = ask(world, *asked, "--json").json
    page = ask(world, *asked, "--format", format_).out
    totals = answer["totals"]
    counts = re.search(r"(\d+) of (\d+)( known activities)? completed( \((\d+) %\))?", page)
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
    (told,) = re.findall(r".*(?:latest report|has been reported).*", page)
    for word, many in (("overdue", totals["overdue"]), ("not reported", totals["not_reported"])):
        assert (f"{many} {word}" in told) == bool(many)
    assert f"version {answer['version']}" in page
    assert " ".join((answer["notice"] or "").split()[:6]) in page


@in_every_world
def test_the_done_column_has_each_objectives_counts(ask: Ask, world: World) -> None:
    """5 of 7, as in the data; nothing of the kind where there are no activities."""
    asked = ("status", world.plan, "--as-of", world.as_of)
    objectives = ask(world, *asked, "--json").json["objectives"]
    table = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in ask(world, *asked, "--format", "markdown").out.splitlines()
        if line.startswith("|")
    ]
    if not objectives:
        return
    done = table[0].index("Done")
    rows = {row[0].strip("*"): row[done] for row in table[2 : 2 + len(objectives)]}
    for each in objectives:
        counts = f"{each['completed']} of {each['countable']}" if each["activities"] else "–"
        assert rows[each["id"]] == counts


@in_every_world
def test_csv_has_a_row_an_activity(ask: Ask, world: World) -> None:
    """Its header is the JSON keys, its cells are the JSON values."""
    asked = ("status", world.plan, "--as-of", world.as_of)
    answer = ask(world, *asked, "--json").json
    outcome = ask(world, *asked, "--format", "csv")
    activities = activities_of(answer)
    assert outcome.out.splitlines()[0].lstrip("\ufeff").split(",") == list(ACTIVITY)
    assert len(outcome.rows) == answer["totals"]["activities"]
    for row, each in zip(outcome.rows, activities, strict=True):
        assert row["id"] == f"{answer['plan']}/{each['id']}"
        assert {key: row[key] for key in row if key not in ("id", "title", "next")} == {
            key: as_cell(value) for key, value in each.items() if key not in ("id", "title", "next")
        }
    statuses = Counter(row["status"] for row in outcome.rows)
    assert statuses == Counter(each["status"] for each in activities)


def as_cell(value: Any) -> str:
    """A JSON value as CSV has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _columns(shape: Mapping[str, Shape], **nested: Sequence[str]) -> list[str]:
    """The header of a CSV file: the keys, those of inner records with a dot."""
    return [name for key in shape for name in nested.get(key, [key])]


CSV: Final = [
    (("plans",), "plans", _columns(A_PLAN)),
    (("find", "flood"), "items", _columns(A_HIT)),
    (("find", "zzzz"), "items", _columns(A_HIT)),
    (("check",), "problems", _columns(A_PROBLEM)),
    (
        ("log",),
        "updates",
        _columns(
            UPDATE,
            values=["values.gauges", "values.wardens", "values.villages", "values.metres"],
        ),
    ),
    (("log", "--until", "2020"), "updates", _columns(UPDATE)),
    (("show", "1.1"), "history", _columns(UPDATE, values=["values.gauges"])),
    (("changes",), "changes", _columns(A_CHANGE)),
    (("changes", "--since", "2027", "--until", "2027"), "changes", _columns(A_CHANGE)),
    (
        ("trend",),
        "columns",
        _columns(
            A_DATE,
            by_status=[f"by_status.{each}" for each in STATUSES],
            by_outlook=[f"by_outlook.{each}" for each in OUTLOOKS],
        ),
    ),
]


@pytest.mark.parametrize(("arguments", "key", "header"), CSV, ids=str)
def test_csv_has_a_row_an_element_of_the_main_list(
    bptip: Bptip, arguments: tuple[str, ...], key: str, header: list[str]
) -> None:
    """Also where the list is empty: then the header stands alone."""
    records = bptip(*arguments, "--json").json[key]
    outcome = bptip(*arguments, "--format", "csv")
    assert outcome.out.splitlines()[0].lstrip("\ufeff").split(",") == header
    assert len(outcome.rows) == len(records)


def test_csv_is_what_excel_reads(ask: Ask) -> None:
    """A byte order mark, CRLF, ids that are no numbers, and no cell that is a formula."""
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
    many = len(bptip(*arguments, "--json").json[key])
    for format_ in ("table", "markdown"):
        told = re.search(words, bptip(*arguments, "--format", format_).out)
        assert told is not None
        assert int(told[1]) == many


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
