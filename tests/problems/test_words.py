"""Whatever stands at whatever key, what is said of it is in the user's words, and located."""

from __future__ import annotations

import copy
import re
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, Final

import pytest
import tomli_w
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bptip.files.checking import problems_of
from bptip.files.workspace import PlanFolder
from bptip.problems.catalogue import CODES
from bptip.problems.fault import Problem

TODAY: Final = date(2025, 7, 1)

OF_PYTHON: Final = re.compile(
    r"""\b( str | int | float | bool | dict | tuple | set | None | NoneType | True | False
          | dataclass | datetime | timezone | tzinfo | pydantic | valid(ation|ator) | Input | input
          | instance | object | mapping | enum | union | keyword | argument | positional | literal
          | Traceback | array | string | boolean | integer )\b
      | \b[A-Z][a-z]+Error\b | \(\s*'[^']*',? | \\[nrtx0] | [{[]'""",
    re.VERBOSE,
)
"""Words and spellings of a programming language, which say nothing to who keeps a plan."""

# What a plan and a journal with every key hold; one value of them is then replaced.

EARLIER: Final[Mapping[str, Any]] = {
    "schema": 1,
    "plan": {
        "id": "2022", "version": 1, "title": "The plan before",
        "start": date(2022, 1, 1), "end": date(2024, 12, 31),
    },
    "objective": [
        {"id": "1", "title": "Share", "activity": [{"id": "1.1", "title": "Meet"}]},
    ],
}  # fmt: skip
"""What the plan carries on."""

VERSION: Final[Mapping[str, Any]] = {
    "schema": 1,
    "plan": {
        "id": "2025", "version": 1, "title": "Work plan", "description": "All of it.",
        "notice": "Made up.", "partial": True, "group": "A group", "start": date(2025, 1, 1),
        "end": date(2025, 12, 31), "released": date(2024, 11, 21), "authority": "A meeting",
        "aligned_with": ["A strategy"], "themes": ["prevention"], "parties": ["Việt Nam"],
        "stale_after": 90, "sources": ["https://example.org/"],
    },
    "objective": [
        {
            "id": "1", "title": "Share", "description": "With all.", "continues": ["2022/1"],
            "sources": ["https://example.org/"],
            "activity": [
                {
                    "id": "1.1", "title": "Meet", "description": "Once a year.",
                    "lead": ["Việt Nam"], "partners": ["UNODC"], "start": date(2025, 1, 1),
                    "due": date(2025, 11, 30), "themes": ["prevention"], "continues": ["2022/1.1"],
                    "sources": ["https://example.org/"], "extra": {"Output": "Minutes"},
                    "indicator": [
                        {"id": "people", "title": "People", "unit": "people", "baseline": 0,
                         "target": 60},
                    ],
                },
            ],
        },
    ],
}  # fmt: skip

JOURNAL: Final[Mapping[str, Any]] = {
    "schema": 1,
    "plan": "2025",
    "update": [
        {
            "id": "u1", "item": "1.1", "on": date(2025, 3, 31),
            "recorded": datetime(2025, 4, 1, 9, tzinfo=UTC), "by": "Việt Nam", "status": "delayed",
            "progress": 80, "reason": "funding", "expected": date(2025, 12, 1), "next": "Ask",
            "note": "Waits.", "evidence": ["https://example.org/"], "values": {"people": 74},
        },
        {
            "id": "u2", "item": "1.1", "on": date(2025, 3, 31),
            "recorded": datetime(2025, 4, 2, 9, tzinfo=UTC), "retracts": "u1",
        },
    ],
}  # fmt: skip


def places(value: object) -> Iterator[tuple[str | int, ...]]:
    """Every path in a value, its own aside."""
    steps: list[tuple[str | int, object]] = []
    if isinstance(value, Mapping):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    for step, inner in steps:
        yield (step,)
        yield from ((step, *rest) for rest in places(inner))


texts = st.sampled_from(
    ["", " ", "ongoing", "In progress", "not-reported", "2025-06-30", "80 %", "yes", "1.1", "v1",
     "Việt Nam", "u1", "a/b", "javascript:x", "two\nlines", "\u202e\x07", "x" * 300]
)  # fmt: skip
keys = st.sampled_from(["titel", "Lead", "", "Expected output", "id", "due", "a.b", "é", "status"])
numbers = st.sampled_from(
    [-1, 0, 1, 2, 101, 2**63, 10**30, -0.5, 1e300, *map(float, ("nan", "inf"))]
)
days = st.sampled_from([date(1, 1, 1), date(2025, 6, 30), date(9999, 12, 31)])
moments = st.builds(
    datetime.combine,
    days,
    st.just(time(1, 2, 3)),
    st.sampled_from([None, UTC, timezone(timedelta(hours=10)), timezone(timedelta(hours=-10))]),
)
plain = texts | numbers | st.booleans() | days | moments | st.just(time(17, 0))
toml_values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=4,
)


@st.composite
def changed(draw: st.DrawFn, whole: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of a file with one of them replaced, left out, or added."""
    data = copy.deepcopy(dict(whole))
    *way, last = draw(st.sampled_from(list(places(whole))))
    parent: Any = data
    for step in way:
        parent = parent[step]
    what = draw(st.sampled_from(["replaced", "replaced", "left out", "added"]))
    if what == "left out":
        del parent[last]
    elif what == "added" and isinstance(parent, dict):
        parent[draw(keys)] = draw(toml_values)
    else:
        parent[last] = draw(toml_values)
    return data


def problems(version: Mapping[str, Any], journal: Mapping[str, Any]) -> list[Problem]:
    """What `check` says of a plan with these files."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "2025"
        folder.mkdir()
        (folder / "v1.toml").write_text(tomli_w.dumps(version), encoding="utf-8")
        (folder / "progress.toml").write_text(tomli_w.dumps(journal), encoding="utf-8")
        before = Path(home) / "2022"
        before.mkdir()
        (before / "v1.toml").write_text(tomli_w.dumps(EARLIER), encoding="utf-8")
        return list(problems_of(PlanFolder(folder), TODAY, Path(home), [PlanFolder(before)]))


def assert_in_the_users_words(found: list[Problem]) -> None:
    for problem in found:
        assert problem.code in CODES
        assert problem.line is not None
        assert problem.column is not None
        assert problem.message[:1].isupper()
        assert problem.message.endswith(".")
        for said in (problem.message, problem.hint or ""):
            assert not OF_PYTHON.search(said), said


def test_the_whole_plan_and_the_whole_journal_are_sound() -> None:
    """So what is said below is said of the value that was replaced."""
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


# What the TOML library says of a text that is no TOML is put into these words too.


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
def test_a_text_that_is_no_toml(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "2025"
    folder.mkdir()
    (folder / "v1.toml").write_bytes(text.encode())
    found = list(problems_of(PlanFolder(folder), TODAY, tmp_path))
    assert [problem.code.name for problem in found] == ["toml-syntax"]
    assert_in_the_users_words(found)
