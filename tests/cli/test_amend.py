"""`bptip amend` and `bptip new`: files to be edited by people, and nothing ever written over."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from bptip.files.reading.loading import load_version, version_of
from bptip.reporting.provenance import version_digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Bptip, Plans


@pytest.fixture
def folder(workspace: Path) -> Path:
    """A plan with two versions."""
    return workspace / "plans" / "2025-2027"


def content(folder: Path) -> dict[str, bytes]:
    """Returns every file in a folder without the lock."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and each.name != "progress.toml.lock"
    }


def changed_lines(old: Path, new: Path) -> list[tuple[str, str]]:
    """Returns the lines in which two files differ that have the same number of lines.

    The line is left out that says which version is followed.
    """
    pairs = zip(_lines(old), _lines(new), strict=True)
    return [(one, other) for one, other in pairs if one != other]


def _lines(file: Path) -> list[str]:
    lines = file.read_bytes().decode().split("\n")
    return [line for line in lines if not line.startswith("follows = ")]


def test_the_next_version_is_a_copy_with_four_lines_changed(bptip: Bptip, folder: Path) -> None:
    """Comments are kept, also on the lines that change; the present version stays as it is."""
    before = content(folder)
    outcome = bptip(
        "amend", "2025-2027", "--on", "2027-01-01", "--authority", 'The "Fifth" Assembly'
    )
    assert outcome.code == 0
    assert outcome.out.startswith("Created plans/2025-2027/v3.toml: version 3, in force from 1 Jan")
    assert changed_lines(folder / "v2.toml", folder / "v3.toml") == [
        ("version = 2", "version = 3"),
        (
            "released = 2026-03-01    # from this day on, this version is in force",
            "released = 2027-01-01    # from this day on, this version is in force",
        ),
        (
            'authority = "Mid-term review, Port Carrow, 24–25 February 2026"',
            'authority = "The \\"Fifth\\" Assembly"',
        ),
    ]
    version = load_version(folder / "v2.toml").value
    assert version is not None
    follows = f'follows = "v2 {version_digest(version)}"\n'
    assert (folder / "v3.toml").read_text("utf-8").count(follows) == 1
    after = content(folder)
    assert {name: text for name, text in after.items() if name != "v3.toml"} == before
    assert bptip("check", "2025-2027").code == 0


def test_without_a_new_authority_the_old_one_is_shown(bptip: Bptip, folder: Path) -> None:
    """It stays in the file, where it may be wrong."""
    outcome = bptip("amend", "2025-2027", "--on", "2027-01-01")
    assert len(changed_lines(folder / "v2.toml", folder / "v3.toml")) == 2
    assert "authority is still that of version 2" in outcome.err


SHAPES = {
    "keys that are not there": ("", ""),
    "CRLF": ("\r\n", ""),
    "a byte order mark": ("bom", ""),
    "a text over several lines": ("", 'authority = """\nversion = 7\n[plan]\n"""\n'),
    "a literal text": ("", "authority = 'v # 1' # here\n"),
    "released above": ("", "released = 2026-01-05 # then\n"),
}


@pytest.mark.parametrize(("form", "keys"), SHAPES.values(), ids=SHAPES)
def test_whatever_the_file_looks_like(
    bptip_in: Callable[[Path], Bptip], elsewhere: Path, form: str, keys: str
) -> None:
    """Only the four keys change; every other line stays the same, byte for byte."""
    folder = elsewhere / "plans" / "p"
    folder.mkdir(parents=True)
    text = (
        '# first\nschema = 1\n[plan]\n  id = "p" # the id\n  version = 1 # the first\n'
        f'title = "version = 1"\n{keys}start = 2026-01-01\nend = 2026-12-31\n'
        '[[objective]]\nid = "1"\ntitle = "[plan] version = 1"\n# last'
    )
    raw = ("\ufeff" * (form == "bom") + text).encode()
    raw = raw.replace(b"\n", b"\r\n") if form == "\r\n" else raw
    (folder / "v1.toml").write_bytes(raw)
    run = bptip_in(elsewhere)
    outcome = run("amend", "p", "--on", "2026-06-01", "--authority", "Us")
    assert outcome.code == 0, outcome.err
    made = (folder / "v2.toml").read_bytes()
    assert _values(made) == _amended(raw, date(2026, 6, 1), "Us")
    assert made.startswith(b"\xef\xbb\xbf") == (form == "bom")
    assert (made.count(b"\n") == made.count(b"\r\n")) == (form == "\r\n")
    touched = re.compile(
        rb"^\s*(version = \d|released|authority|follows)|^version = 7|^\[plan\]|^\"\"\""
    )
    kept = [line for line in raw.split(b"\n") if not touched.match(line)]
    assert [line for line in made.split(b"\n") if not touched.match(line)] == kept
    assert b"version = 2 # the first" in made
    assert run("check").code == 0


_DOTTED = """plan.id = "p"
plan.version = 1
plan.title = "P"
plan.start = 2026-01-01
plan.end = 2026-12-31
"""
_INLINE = 'plan = { id = "p", version = 1, title = "P", start = 2026-01-01, end = 2026-12-31 }\n'
_TIGHT = '[plan]\n"id"="p"\nversion=1\ntitle="P"\nstart=2026-01-01\nend=2026-12-31'


_QUOTED = """[plan]
"id" = "p"
"version" = 1
"title" = "P"
"start" = 2026-01-01
"end" = 2026-12-31
"""
_HEADS = {
    "dotted": _DOTTED,
    "inline": _INLINE,
    "tight": _TIGHT,
    "quoted": _QUOTED,
    "quoted, with all keys": f'{_QUOTED}"released" = 2026-01-05\n"authority" = "Them"\n',
    "literal": _QUOTED.replace('"version"', "'version'"),
    "escaped": _QUOTED.replace('"version"', '"ver\\u0073ion"'),
    "spaced": _QUOTED.replace("[plan]", "[ plan ]").replace(" = ", "\t =\t"),
    "dotted and spaced": _DOTTED.replace("plan.", "plan . "),
    "dotted and quoted": _DOTTED.replace("plan.", '"plan".').replace("version", '"version"'),
    "quoted heading": _QUOTED.replace("[plan]", "['plan']"),
    "inline and quoted": _INLINE.replace("version", '"version"'),
}


@pytest.mark.parametrize("head", _HEADS.values(), ids=_HEADS)
def test_other_ways_to_write_the_table(
    bptip_in: Callable[[Path], Bptip], elsewhere: Path, head: str
) -> None:
    """TOML allows several; bptip never guesses at one that it does not understand."""
    folder = elsewhere / "plans" / "p"
    folder.mkdir(parents=True)
    raw = f"schema = 1\n{head}".encode()
    (folder / "v1.toml").write_bytes(raw)
    outcome = bptip_in(elsewhere)("amend", "p", "--on", "2026-06-01", "--authority", "Us")
    assert outcome.code == 0, outcome.err
    assert _values((folder / "v2.toml").read_bytes()) == _amended(raw, date(2026, 6, 1), "Us")


def _values(raw: bytes) -> dict[str, Any]:
    return tomli.loads(raw.decode().removeprefix("\ufeff"))


def _amended(raw: bytes, released: date, authority: str) -> dict[str, Any]:
    """Returns the values that the next version should have."""
    values = _values(raw)
    version = version_of(Path("v1.toml"), raw).value
    assert version is not None
    follows = f"v1 {version_digest(version)}"
    values["plan"] |= {
        "version": 2, "released": released, "authority": authority, "follows": follows
    }  # fmt: skip
    return values


def test_an_earlier_day_is_refused(bptip: Bptip, folder: Path) -> None:
    """The latest version has a later day; the same day is accepted."""
    before = content(folder)
    outcome = bptip("amend", "2025-2027", "--on", "2026-02-28")
    assert outcome.code == 2
    assert "28 Feb 2026 is before 1 Mar 2026, the date of the latest version." in outcome.err
    assert "Write --on 2026-03-01, or a later date." in outcome.err
    assert content(folder) == before
    assert bptip("amend", "2025-2027", "--on", "2026-03-01").code == 0


@pytest.mark.parametrize("command", [("amend", "2025-2027", "--on"), ("new", "2570", "--start")])
def test_a_year_of_another_calendar_is_not_written(
    bptip: Bptip, folder: Path, command: tuple[str, ...]
) -> None:
    """A version is never edited once it is released, so it is not enough to say so."""
    before = content(folder)
    more = ("--title", "T", "--end", "2026") if command[0] == "new" else ()
    outcome = bptip(*command, "2569-01-01", *more)
    assert outcome.code == 2
    assert f"{command[-1]} would be 1 Jan 2569." in outcome.err
    assert "The Buddhist year 2569 is 2026. Write the date with that year." in outcome.err
    assert content(folder) == before
    assert not (folder.parent / "2570").exists()


@pytest.mark.parametrize("name", ["v3.toml", "V3.toml"])
def test_nothing_is_written_over(bptip: Bptip, folder: Path, name: str) -> None:
    """This includes a file that holds no version."""
    (folder / name).write_text("", encoding="utf-8")
    before = content(folder)
    outcome = bptip("amend", "2025-2027", "--on", "2027-01-01")
    assert outcome.code == 2
    assert content(folder) == before


def test_a_version_is_not_what_is_amended(bptip: Bptip, folder: Path) -> None:
    """The next version always follows the latest, so no version may be named."""
    outcome = bptip("amend", "2025-2027@v1", "--on", "2027-01-01")
    assert outcome.code == 2
    assert "Give the plan without a version: 2025-2027." in outcome.err
    assert not (folder / "v3.toml").exists()


def test_all_faults_of_an_amendment_are_shown(bptip: Bptip, folder: Path) -> None:
    """One run shows them all."""
    before = content(folder)
    outcome = bptip("amend", "2025-2028", "--on", "01/02/2027", "--authority", "")
    assert outcome.code == 2
    assert "3 things are wrong" in outcome.err
    assert content(folder) == before


# --- A new plan.


def test_a_new_plan_in_an_empty_place(bptip_in: Callable[[Path], Bptip], elsewhere: Path) -> None:
    """Makes plans/, with the schema, and passes `check` without a warning."""
    run = bptip_in(elsewhere)
    title = 'A "new" plan \\ ünd more'
    outcome = run("new", "2027-2029", "--title", title, "--start", "2027", "--end", "2029")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "Created plans/2027-2029/v1.toml",
        "Created plans/plan.schema.json",
        "Created plans/.gitignore",
    ]
    assert run("check", "--strict").code == 0
    (plan,) = run("plans", "--json").json["plans"]
    assert (plan["title"], plan["start"], plan["end"]) == (title, "2027-01-01", "2029-12-31")
    assert (elsewhere / "plans" / "plan.schema.json").read_bytes() == run("schema").raw


def test_the_skeleton_teaches_the_format(
    bptip_in: Callable[[Path], Bptip], elsewhere: Path
) -> None:
    """With the "#" taken away from every example, it is a plan without an error."""
    run = bptip_in(elsewhere)
    run("new", "p", "--title", "P", "--start", "2027", "--end", "2029")
    file = elsewhere / "plans" / "p" / "v1.toml"
    text = re.sub(r"^# (?=\[|[a-z_]+ = )", "", file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    outcome = run("check", "--json")
    assert outcome.json["problems"] == []
    read = tomli.loads(text)
    assert read["plan"]["parties"] == ["Australia", "Indonesia"]
    assert read["objective"][0]["activity"][0]["indicator"][0]["target"] == 60


def test_a_new_plan_beside_others(bptip: Bptip, workspace: Path) -> None:
    """Comes into their folder, from below it too."""
    below = workspace / "minutes"
    below.mkdir()
    outcome = bptip(
        "new", "2028-2030", "--title", "Next", "--start", "2028", "--end", "2030", cwd=below
    )
    assert outcome.code == 0
    assert (workspace / "plans" / "2028-2030" / "v1.toml").exists()


def test_a_new_plan_in_a_folder_that_is_named(bptip: Bptip, elsewhere: Path) -> None:
    """Which is made if it isn't there."""
    target = elsewhere / "work"
    arguments = ("new", "p", "--title", "P", "--start", "2027", "--end", "2029")
    assert bptip(*arguments, "--plans", target).code == 0
    assert bptip("status", "p", "--plans", target).code == 0


def test_a_plan_that_is_there_is_kept(bptip: Bptip, folder: Path) -> None:
    """With what one may have meant."""
    before = content(folder)
    outcome = bptip("new", "2025-2027", "--title", "T", "--start", "2025", "--end", "2027")
    assert outcome.code == 2
    assert "bptip amend 2025-2027" in outcome.err
    assert content(folder) == before


@pytest.mark.parametrize("name", ["v1", "V2", "../up", "a/b", "", "-", "a b", ".", "x.", "CON"])
def test_an_id_that_makes_no_plan_is_refused(
    bptip_in: Callable[[Path], Bptip], elsewhere: Path, name: str
) -> None:
    """Nothing is made, inside the folder or out of it."""
    outcome = bptip_in(elsewhere)(
        "new", "--title", "T", "--start", "2025", "--end", "2027", "--", name
    )
    assert outcome.code == 2
    assert list(elsewhere.iterdir()) == []


def test_all_faults_of_a_new_plan_are_shown(
    bptip_in: Callable[[Path], Bptip], elsewhere: Path
) -> None:
    """In one run; a plan that ends before it begins is one too."""
    run = bptip_in(elsewhere)
    outcome = run("new", "p", "--title", " ", "--start", "soon", "--end", "1/2/2027")
    assert outcome.code == 2
    assert "3 things are wrong" in outcome.err
    outcome = run("new", "p", "--title", "T", "--start", "2029", "--end", "2027")
    assert "ends before it begins" in outcome.err
    assert list(elsewhere.iterdir()) == []


def test_an_amendment_of_a_new_plan(plans: Plans, bptip_in: Callable[[Path], Bptip]) -> None:
    """A plan without a release date: its start is that of its first version."""
    plans.add()
    run = bptip_in(plans.folder.parent)
    assert run("amend", "tiny", "--on", "2025-12-31").code == 2
    assert run("amend", "tiny", "--on", "2026-02-01").code == 0
    assert [each["released"] for each in run("plans", "--json").json["plans"]] == [
        None, "2026-02-01"
    ]  # fmt: skip
