"""Every key with a value of every wrong kind, from one table.

Each is reported with its code, at its own line and column. Every reading command is tried with one
value in forty; with all of them, by hand:

    BPTIP_ALL=1 python -m pytest -n auto tests/robustness/test_keys.py
"""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import tomli_w

from bptip.files.workspace.checking import problems_of
from bptip.files.workspace.folders import PlanFolder
from bptip.files.workspace.stored_plan import StoredPlan
from robustness.commands import TODAY, meant_in
from robustness.test_sweep import assert_right, run_all, state_of
from whole_files import EARLIER, JOURNAL, VERSION, places

if TYPE_CHECKING:
    from bptip.problems.fault import Problem
    from conftest import Bptip

KINDS: Final[Mapping[str, Any]] = {
    "text": "x",
    "whole": 7,
    "number": 0.5,
    "truth": True,
    "day": date(2025, 6, 30),
    "moment": datetime(2025, 6, 30, 9, tzinfo=UTC),
    "local": datetime(2025, 6, 30, 9),  # noqa: DTZ001  # a moment without an offset is meant
    "hour": time(9, 30),
    "list": ["x"],
    "numbers": [7],
    "table": {"x": 1},
}
"""A value of each kind that TOML has, and a list of what no list here is of."""

TEXTS: Final = {"text"}
LISTS: Final = {"list"}

WANTED: Final[Mapping[tuple[str, str], set[str]]] = {
    ("", "schema"): {"whole"},
    ("version", "plan"): {"table"},
    ("journal", "plan"): TEXTS,
    **{("plan", key): TEXTS for key in ("id", "title", "description", "notice", "group")},
    ("plan", "authority"): TEXTS,
    ("plan", "version"): {"whole"},
    ("plan", "stale_after"): {"whole"},
    ("plan", "partial"): {"truth"},
    **{("plan", key): {"day"} for key in ("start", "end", "released")},
    **{("plan", key): LISTS for key in ("aligned_with", "themes", "parties", "sources")},
    **{("objective", key): TEXTS for key in ("id", "title", "description")},
    **{("objective", key): LISTS for key in ("continues", "sources")},
    **{("activity", key): TEXTS for key in ("id", "title", "description")},
    **{("activity", key): LISTS for key in ("lead", "partners", "themes", "continues", "sources")},
    **{("activity", key): {"day", "text"} for key in ("start", "due")},  # a span is a text
    ("activity", "extra"): {"table"},
    **{("indicator", key): TEXTS for key in ("id", "title", "unit")},
    **{("indicator", key): {"whole", "number"} for key in ("baseline", "target")},
    **{("update", key): TEXTS for key in ("id", "item", "by", "status", "reason", "next", "note")},
    ("update", "retracts"): TEXTS,
    **{("update", key): {"day"} for key in ("on", "expected")},
    ("update", "recorded"): {"moment"},
    ("update", "progress"): {"whole", "number"},
    ("update", "evidence"): LISTS,
    ("update", "values"): {"table"},
    ("values", "people"): {"whole", "number"},
    ("extra", "Output"): {"text", "whole", "number", "day"},
    **{(table, key): set() for table, key in (
        ("", "objective"), ("objective", "activity"), ("activity", "indicator"), ("", "update"),
    )},
}  # fmt: skip
"""The value that each key takes; the lists of tables take none of these values."""

Path_ = tuple[str | int, ...]


def keys_of(whole: Mapping[str, Any]) -> Iterator[Path_]:
    """Yields the path of each key; of the updates' keys, the first update that has them."""
    seen = set()
    for path in places(whole):
        names = tuple(step for step in path if isinstance(step, str))
        if isinstance(path[-1], str) and names not in seen:
            seen.add(names)
            yield path


def wanted(path: Path_, file: str) -> set[str]:
    """Returns the kinds of value that a key takes."""
    names = ["", *(step for step in path if isinstance(step, str))]
    return WANTED.get((file, names[-1]) if len(names) == 2 else ("?", "?")) or WANTED.get(
        (names[-2], names[-1]), set()
    )


def named(file: str, path: Path_) -> str:
    """Returns how a test of a key is called."""
    return f"{file}-{'.'.join(map(str, path))}"


PLACES: Final = [
    (file, path)
    for file, whole in (("version", VERSION), ("journal", JOURNAL))
    for path in keys_of(whole)
]
"""The file and the path of each key."""


def replaced(whole: Mapping[str, Any], path: Path_, value: object) -> dict[str, Any]:
    """Returns a file's values with another one at a path."""
    data: Any = copy.deepcopy(dict(whole))
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return dict(data)


def workspace(home: Path, file: str, path: Path_, kind: str) -> Path:
    """Returns the file that has a wrong value, in a workspace where all else is right."""
    files = {"version": VERSION, "journal": JOURNAL}
    files[file] = replaced(files[file], path, KINDS[kind])
    for name, content in (
        ("2022/v1.toml", EARLIER),
        ("2025/v1.toml", files["version"]),
        ("2025/progress.toml", files["journal"]),
    ):
        (home / "plans" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "plans" / name).write_text(tomli_w.dumps(content), encoding="utf-8")
    return home / "plans" / "2025" / ("v1.toml" if file == "version" else "progress.toml")


def problems_in(home: Path) -> list[Problem]:
    """Returns what `check` says."""
    folders = [StoredPlan(PlanFolder(home / "plans" / name)) for name in ("2025", "2022")]
    return list(problems_of(folders[0], TODAY, home, folders))


def is_at(problem: Problem, text: str, key: str) -> bool:
    """True if a problem is said to be at a key, at its heading, or at a value in its list."""
    assert problem.line is not None
    assert problem.column is not None
    line = text.split("\n")[problem.line - 1]
    stands = line[problem.column - 1 :]
    if line.strip() in ("7,", '"x",', "x = 1"):  # tomli-w writes a list's values, a line each
        return True
    return key in re.findall(r"[\w-]+", line) and stands.startswith((key, "[", "7", '"x"'))


@pytest.mark.parametrize(("file", "path"), PLACES, ids=[named(*each) for each in PLACES])
def test_a_value_of_every_wrong_kind_is_told_at_its_key(
    tmp_path: Path, file: str, path: Path_
) -> None:
    """And a value of a right kind is not said to be of a wrong one."""
    for kind in KINDS:
        written = workspace(tmp_path, file, path, kind)
        wrong = [each for each in problems_in(tmp_path) if each.code.name == "wrong-type"]
        told = [each for each in wrong if each.file.endswith(written.name)]
        text = written.read_text("utf-8")
        found = any(is_at(each, text, str(path[-1])) for each in told)
        assert found == (kind not in wanted(path, file)), (kind, told)


def test_the_table_is_of_every_key() -> None:
    """So a new key cannot be forgotten in it."""
    unknown = [
        (file, path)
        for file, path in PLACES
        if not wanted(path, file)
        and path[-1] not in ("objective", "activity", "indicator", "update")
    ]
    assert unknown == []


SAMPLED: Final = [
    pytest.param(file, path, kind, id=f"{named(file, path)}-{kind}")
    for file, path in PLACES
    for kind in KINDS
    if kind not in wanted(path, file)
][:: 1 if os.environ.get("BPTIP_ALL") else 41]


@pytest.mark.parametrize(("file", "path", "kind"), SAMPLED)
def test_every_reading_command_refuses_it_or_passes_it_by(
    tmp_path: Path, bptip_in: Callable[..., Bptip], file: str, path: Path_, kind: str
) -> None:
    """With the place, the right exit code, and nothing touched."""
    home = tmp_path / "home"
    workspace(home, file, path, kind)
    before = state_of(home)
    bptip, meant = bptip_in(home, TODAY), meant_in(home, tmp_path, "2025")
    outcomes = dict(run_all(bptip, meant))
    outcomes["check"] = bptip("check", "--json")
    assert state_of(home) == before
    assert outcomes["check"].code == 1
    assert_right(home, meant, outcomes)
