"""`bptip init`: a workspace of one's own, and nothing that is there is ever written over."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from bptip.plan.model import Outlook, Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip


def files(folder: Path) -> dict[str, bytes]:
    """Returns the content of every file in a folder, by its path there."""
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


# --- What the example shows.


@pytest.fixture
def example_here(bptip: Bptip, elsewhere: Path) -> Callable[..., Any]:
    """Runs a command on the example, and returns its answer as data."""
    assert bptip("init", "--example", cwd=elsewhere).code == 0

    def answer(*command: str) -> Any:
        outcome = bptip(*command, "--json", cwd=elsewhere)
        assert (outcome.code, outcome.err) == (0, "")
        return outcome.json

    return answer


def activities(answer: Any) -> dict[str, Any]:
    """Returns the activities of a plan by their id, from the answer of `status`."""
    return {
        each["id"]: each for objective in answer["objectives"] for each in objective["activities"]
    }


def test_the_example_shows_every_status_and_outlook(example_here: Callable[..., Any]) -> None:
    """In its two plans on one day; a part of a shared activity is all that can be inapplicable."""
    seen = {"by_status": set[str](), "by_outlook": set[str]()}
    for plan in ("2022-2024", "2025-2027"):
        answer = example_here("status", plan)
        for key, words in seen.items():
            words.update(word for word, number in answer["totals"][key].items() if number)
        for each in activities(answer).values():
            seen["by_status"].update(party["status"] for party in each["parties"])
    assert sorted(seen["by_status"]) == sorted(status.value for status in Status)
    assert len(seen["by_status"]) == 10
    assert sorted(seen["by_outlook"]) == sorted(outlook.value for outlook in Outlook)
    assert len(seen["by_outlook"]) == 7


def test_the_example_has_an_activity_that_each_party_does(
    example_here: Callable[..., Any],
) -> None:
    """All eight parties lead it, as one group; half have answered, and to one it does not apply."""
    shared = example_here("show", "4.5")
    statuses = [party["status"] for party in shared["parties"]]
    assert (shared["each"], shared["reported"], len(statuses)) == (True, 4, 8)
    assert statuses.count("not-reported") == 4
    assert statuses.count("not-applicable") == 1
    assert all(update["own"] for update in shared["history"])


def test_the_example_names_a_group(bptip: Bptip, example_here: Callable[..., Any]) -> None:
    """Its name is on the page, its parties are in the data."""
    assert "All parties" in bptip("show", "4.5", "--format", "markdown").words
    assert len(example_here("show", "4.5")["lead"]) == 8


def test_the_example_has_every_kind_of_date(example_here: Callable[..., Any]) -> None:
    """A quarter, a standing commitment, and work that begins only next year."""
    items = activities(example_here("status"))
    assert (items["4.5"]["due_words"], items["4.5"]["due"]) == ("2027-Q2", "2027-06-30")
    assert (items["1.4"]["due_words"], items["1.4"]["due"]) == ("ongoing", None)
    assert items["1.4"]["standing"]
    assert (items["4.6"]["outlook"], items["4.6"]["updates"]) == ("upcoming", 0)


def test_the_example_has_an_office_with_its_own_words(example_here: Callable[..., Any]) -> None:
    """Its word is kept beside the status; other spellings of a party are taken too."""
    villages = example_here("show", "4.5")["parties"][0]
    assert (villages["status"], villages["said"]) == ("in-progress", "Limited progress")
    by_spelling = example_here("status", "--lead", "Tidewater Met")
    assert by_spelling == example_here("status", "--lead", "Met Office of Tidewater")
    assert "1.1" in activities(by_spelling)


def test_the_example_has_a_percentage_without_a_status(example_here: Callable[..., Any]) -> None:
    """The status follows from it."""
    marks = example_here("show", "1.5")
    assert (marks["status"], marks["progress"]) == ("in-progress", 40)
    assert marks["why"]["rule"] == "percentage"
    assert marks["why"]["updates"] == [marks["history"][-1]["id"]]


def test_the_example_has_a_number_that_is_not_the_id(example_here: Callable[..., Any]) -> None:
    """The document prints the last objective of the old plan as an annex."""
    assert example_here("show", "A", "--plan", "2022-2024")["id"] == "4"


def test_the_example_says_what_stands_in_the_way_and_where_it_was_read(
    example_here: Callable[..., Any],
) -> None:
    """Difficulties of one party; the e-mail of another."""
    history = {update["by"]: update for update in example_here("show", "4.5")["history"]}
    assert history["Coastal Villages Union"]["challenges"]
    assert history["Salt Marsh Trust"]["taken_from"] == "e-mail, 29 Sep 2026"


def test_the_example_has_statements_of_parties_that_do_not_lead(
    example_here: Callable[..., Any],
) -> None:
    """A status, which counts and is marked; and a note, which is not a report."""
    items = activities(example_here("status"))
    assert (items["2.4"]["lead"], items["2.4"]["said_by"]) == (
        ["Estuary Council"], "University of Eastmarsh",
    )  # fmt: skip
    assert (items["4.2"]["last_update"], items["4.2"]["updates"]) == ("2026-04-21", 2)
    assert example_here("log", "--item", "4.2", "--by", "Estuary Council")["updates"]


def test_the_example_has_a_round_with_receipts(
    bptip: Bptip, example_here: Callable[..., Any]
) -> None:
    """Four returns, one filled in for the party; one party is excused, and one does not answer."""
    journal = bptip.home / "plans" / "2025-2027" / "progress.toml"
    blocks = tomllib.loads(journal.read_text(encoding="utf-8"))
    (asked,) = blocks["round"]
    receipts = blocks["receipt"]
    assert len(asked["asked"]) == 7
    assert len([each for each in receipts if "excused" not in each]) == 4
    assert len([each for each in receipts if "via" in each]) == 1
    outlooks = {each["party"]: each["cause"] for each in example_here("show", "4.5")["parties"]}
    assert outlooks["Met Office of Tidewater"] == "unanswered"
    assert outlooks["River Board"] == "never-reported"


def test_the_example_has_a_text_that_was_redacted(example_here: Callable[..., Any]) -> None:
    """The status and the figures stay."""
    (redacted,) = [each for each in example_here("log")["updates"] if each["redacted"]]
    assert (redacted["item"], redacted["status"], redacted["note"]) == ("2.3", "on-hold", None)


def test_the_example_has_no_warning_but_those_that_its_comments_explain(
    example_here: Callable[..., Any],
) -> None:
    """A standing commitment as an older plan writes it, and an activity that nobody leads yet."""
    problems = example_here("check")["problems"]
    assert [(each["severity"], each["code"], each["message"]) for each in problems] == [
        ("warning", "no-due", "Activity 1.3 has no due date."),
        ("warning", "no-lead", "Activity 4.4 has no lead."),
        ("warning", "no-due", "Activity 4.4 has no due date."),
    ]
