"""`bptip trace`: an item through every edition, on the page and in data, and refusals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip, Plans


def steps(bptip: Bptip, *arguments: str) -> list[tuple[str, int, str, str | None]]:
    """Returns the plan, version, id and evidence of each step."""
    outcome = bptip("trace", *arguments, "--json")
    assert outcome.code == 0, outcome.err
    actual: list[dict[str, Any]] = outcome.json["steps"]
    return [(each["plan"], each["version"], each["id"], each["match"]) for each in actual]


def test_forwards_through_a_split(bptip: Bptip) -> None:
    assert steps(bptip, "2022-2024/2.3") == [
        ("2022-2024", 1, "2.3", None),
        ("2025-2027", 1, "2.2", "declared"),
        ("2025-2027", 2, "2.5", "declared"),
        ("2025-2027", 2, "2.6", "declared"),
    ]


def test_backwards_from_one_part_of_it(bptip: Bptip) -> None:
    assert steps(bptip, "2.6") == [
        ("2022-2024", 1, "2.3", "declared"),
        ("2025-2027", 1, "2.2", "declared"),
        ("2025-2027", 2, "2.6", None),
    ]


def test_a_version_is_named_as_data_name_it(bptip: Bptip) -> None:
    assert steps(bptip, "2025-2027@v1/2.2") == steps(bptip, "2.2", "--plan", "2025-2027@v1")


def test_the_last_status_is_that_before_the_next_version(bptip: Bptip) -> None:
    """The ended plan shows 2.3 as of today; a replaced version shows it as of its last day."""
    outcome = bptip("trace", "2.6", "--json").json["steps"]
    before = bptip("show", "2.2", "--plan", "2025-2027@v1", "--as-of", "2026-02-28", "--json").json
    assert outcome[1]["status"] == before["status"]
    assert set(outcome[0]) == {
        "plan", "version", "id", "title", "match", "similarity", "status", "last_update",
    }  # fmt: skip


def test_what_likeness_alone_found_says_so(bptip: Bptip) -> None:
    page = bptip("trace", "2022-2024/3.2", "--format", "markdown").words
    assert "very like (0." in page
    assert "this pair rests only on it" in page


def test_a_journal_that_cannot_be_read_gives_no_status(bptip: Bptip, workspace: Path) -> None:
    journal = workspace / "plans" / "2022-2024" / "progress.toml"
    journal.write_text(journal.read_text(encoding="utf-8") + "\nx = = 1\n", encoding="utf-8")
    outcome = bptip("trace", "2025-2027/1.1", "--json")
    assert outcome.code == 0
    assert "2022-2024" in outcome.err
    assert outcome.json["steps"][0]["status"] is None


def test_a_plan_beside_draws_no_thread_away(
    elsewhere: Path, plans: Plans, bptip_in: Callable[[Path], Bptip]
) -> None:
    """A similar item of another plan is not a step on the way to the next version."""
    head = '[[objective]]\nid = "1"\ntitle = "Courts"\n'

    def activity(id_: str, title: str) -> str:
        return f'[[objective.activity]]\nid = "{id_}"\ntitle = "{title}"\n'

    judges = activity("1.1", "Train judges and prosecutors in Fiji on trafficking law")
    teachers = activity("1.3", "Train judges and teachers in law schools")
    plans.add(head + judges, id="A", version=1, released=date(2026, 1, 1))
    plans.add(head + judges + teachers, id="A", version=2, released=date(2026, 3, 1))
    beside = activity("1.4", "Train judges and teachers of trafficking law schools")
    plans.add(head + beside, id="B", released=date(2026, 2, 1))
    actual = steps(bptip_in(elsewhere), "1.1", "--plan", "A@v1")
    assert ("A", 2, "1.1", "exact") in actual
    assert ("A", 2, "1.3", "similar") not in actual


def test_an_item_that_no_other_edition_has(
    elsewhere: Path, plans: Plans, bptip_in: Callable[[Path], Bptip]
) -> None:
    plans.add('[[objective]]\nid = "1"\ntitle = "Courts"\n')
    assert (
        "No other plan or version in this folder has it." in bptip_in(elsewhere)("trace", "1").out
    )


def test_what_there_is_not_is_refused(bptip: Bptip) -> None:
    outcome = bptip("trace", "9.9")
    assert (outcome.code, outcome.out) == (2, "")
    assert "9.9" in outcome.err
