"""`bptip init`: a workspace of one's own, and nothing that is there is ever written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Bptip


def files(folder: Path) -> dict[str, bytes]:
    """The content of every file in a folder, by its path there."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file()
    }


@pytest.mark.parametrize("options", [(), ("--example",)])
def test_the_plans_are_copied_byte_for_byte(
    bptip: Bptip, elsewhere: Path, repository: Path, example: Path, options: tuple[str, ...]
) -> None:
    """With the schema that their first line points at, and a .gitignore for the lock."""
    outcome = bptip("init", *options, cwd=elsewhere)
    assert outcome.code == 0
    made = files(elsewhere / "plans")
    source = example if options else repository / "plans"
    copied = {name: text for name, text in files(source).items() if name.endswith(".toml")}
    assert copied
    assert {name: text for name, text in made.items() if name.endswith(".toml")} == copied
    assert made["plan.schema.json"] == bptip("schema").raw
    assert "progress.toml.lock" in made[".gitignore"].decode().splitlines()


def test_what_was_made_is_listed(bptip: Bptip, elsewhere: Path) -> None:
    """A line a file on stdout, what to do next on stderr."""
    outcome = bptip("init", cwd=elsewhere)
    made = files(elsewhere)
    lines = outcome.out.splitlines()
    assert len(lines) == len(made)
    assert all(any(line.endswith(name) for line in lines) for name in made)
    assert "bptip status" in outcome.err


def test_the_licence_comes_along(bptip: Bptip, elsewhere: Path, repository: Path) -> None:
    """The public plans are CC BY 4.0."""
    bptip("init", cwd=elsewhere)
    assert (elsewhere / "plans" / "LICENSE").read_bytes() == (
        repository / "plans" / "LICENSE"
    ).read_bytes()


@pytest.mark.parametrize("options", [(), ("--example",)])
def test_from_then_on_these_plans_are_meant(
    bptip: Bptip, elsewhere: Path, options: tuple[str, ...]
) -> None:
    """They can be read and checked at once, and the page says whose they are."""
    bptip("init", *options, cwd=elsewhere)
    outcome = bptip("status", "--json", cwd=elsewhere)
    assert outcome.code == 0
    assert outcome.json["source"] == {"folder": "plans", "bundled": False}
    assert bptip("check", cwd=elsewhere).code == 0


def test_another_folder_can_be_named(bptip: Bptip, elsewhere: Path) -> None:
    """It is made where it is missing; the next command names it."""
    outcome = bptip("init", "deep/er", "--example", cwd=elsewhere)
    assert outcome.code == 0
    assert (elsewhere / "deep" / "er" / "plans" / "2025-2027" / "v2.toml").is_file()
    assert "--plans deep/er/plans" in outcome.err
    assert bptip("status", "--plans", "deep/er/plans", cwd=elsewhere).code == 0


@pytest.mark.parametrize("options", [(), ("--example",)])
def test_plans_that_are_there_are_kept(bptip: Bptip, options: tuple[str, ...]) -> None:
    """Exit 2, with the way out, and not a byte is changed."""
    before = files(bptip.home)
    outcome = bptip("init", *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert "plans" in outcome.err
    assert "bptip init" in outcome.err
    assert files(bptip.home) == before


def test_files_that_are_there_are_kept(bptip: Bptip, elsewhere: Path) -> None:
    """A .gitignore of one's own stays as it is, and isn't listed as made."""
    (elsewhere / "plans").mkdir()
    (elsewhere / "plans" / ".gitignore").write_text("mine\n", "utf-8")
    outcome = bptip("init", cwd=elsewhere)
    assert outcome.code == 0
    assert (elsewhere / "plans" / ".gitignore").read_text("utf-8") == "mine\n"
    assert ".gitignore" not in outcome.out


def test_a_file_in_the_way_is_refused(bptip: Bptip, elsewhere: Path) -> None:
    """In one clear message."""
    (elsewhere / "plans").write_text("a file", "utf-8")
    outcome = bptip("init", cwd=elsewhere)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("bptip: ")
    assert "plans" in outcome.err
    assert (elsewhere / "plans").read_text("utf-8") == "a file"


def test_the_example_shows_everything(bptip: Bptip, elsewhere: Path) -> None:
    """Every status and every outlook but those that one day can't show together."""
    bptip("init", "--example", cwd=elsewhere)
    seen = {"by_status": set[str](), "by_outlook": set[str]()}
    for plan in ("2022-2024", "2025-2027"):
        totals = bptip("status", plan, "--json", cwd=elsewhere).json["totals"]
        for key, words in seen.items():
            words.update(word for word, many in totals[key].items() if many)
    assert len(seen["by_status"]) == 8
    assert len(seen["by_outlook"]) == 5
