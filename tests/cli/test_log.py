"""`bptip log`: the whole journal, oldest first, with retracted updates marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Bptip, Plans


def logged(bptip: Bptip, *arguments: str) -> list[dict[str, Any]]:
    """Returns the updates in an answer."""
    outcome = bptip("log", *arguments, "--json")
    assert outcome.code == 0, outcome.err
    actual: list[dict[str, Any]] = outcome.json["updates"]
    return actual


def test_updates_are_sorted_by_the_day_they_are_true_for(bptip: Bptip) -> None:
    """A late entry is sorted by its own day, not by the day on which it was recorded."""
    days = [each["on"] for each in logged(bptip)]
    assert days == sorted(days)
    recorded = [each["recorded"] for each in logged(bptip)]
    assert recorded != sorted(recorded)


@pytest.mark.usefixtures("workspace")
def test_the_order_of_the_blocks_never_matters(bptip: Bptip) -> None:
    """A journal turned upside down is the same journal."""
    before = logged(bptip)
    journal = bptip.home / "plans" / "2025-2027" / "progress.toml"
    head, *blocks = journal.read_text("utf-8").split("[[update]]")
    journal.write_text("[[update]]".join([head, *reversed([f"{b}\n" for b in blocks])]), "utf-8")
    assert logged(bptip) == before


@pytest.mark.parametrize(
    ("arguments", "key", "values"),
    [
        (["--item", "1.2"], "item", {"1.2"}),
        (["--item", "dune grass"], "item", {"2.6"}),
        (["--item", "3.3"], "item", {"3.3"}),
        (["--by", "River Board"], "by", {"River Board"}),
        (["--by", "river-board"], "by", {"River Board"}),
        (["--by", "CVU"], "by", {"Coastal Villages Union"}),
        (["--item", "2.6", "--by", "CVU"], "on", {"2026-10-12"}),
    ],
)
def test_filters_leave_what_was_asked_for(
    bptip: Bptip, arguments: list[str], key: str, values: set[str]
) -> None:
    """All matching updates and no others; 3.3 is only in version 1 and has a log too."""
    actual = logged(bptip, *arguments)
    assert {each[key] for each in actual} == values
    if key != "on":
        assert len(actual) == sum(each[key] in values for each in logged(bptip))


@pytest.mark.parametrize(
    ("arguments", "first", "last"),
    [
        (["--since", "2026-10-06"], "2026-10-06", "2026-11-02"),
        (["--since", "2026-10"], "2026-10-01", "2026-11-02"),
        (["--until", "2025-02-14"], "2025-02-10", "2025-02-14"),
        (["--until", "2025-03"], "2025-02-10", "2025-03-17"),
        (["--since", "2026-Q2", "--until", "2026-Q2"], "2026-04-14", "2026-06-22"),
    ],
)
def test_a_period_has_both_its_days(
    bptip: Bptip, arguments: list[str], first: str, last: str
) -> None:
    """A span means its first day as a beginning, and its last day as an end."""
    days = [each["on"] for each in logged(bptip, *arguments)]
    assert (days[0], days[-1]) == (first, last)


def test_what_was_taken_back_stays_and_is_marked(bptip: Bptip) -> None:
    """True in data, struck through in Markdown; the update that takes it back isn't."""
    updates = logged(bptip, "--item", "1.2")
    (mistake,) = [each for each in updates if each["retracted"]]
    (retraction,) = [each for each in updates if each["retracts"]]
    assert retraction["retracts"] == mistake["id"]
    page = bptip("log", "--item", "1.2", "--format", "markdown").words
    (struck,) = [line for line in page.splitlines() if "All twelve gauges report" in line]
    assert "~~100 % · All twelve gauges report every ten minutes.~~" in struck
    (second,) = [line for line in page.splitlines() if "Written under the wrong number" in line]
    assert "~~" not in second


def test_what_was_taken_back_is_marked_on_a_terminal(bptip: Bptip) -> None:
    """Struck through, where a terminal can."""
    page = bptip("log", "--item", "1.2", "--color", "always").out
    (struck,) = [line for line in page.splitlines() if "completed" in line]
    assert any("9" in code.split("m")[0].split(";") for code in struck.split("\x1b[")[1:])


def test_what_was_taken_back_is_marked_where_nothing_can_be_struck_through(bptip: Bptip) -> None:
    """In a pipe, or in a .txt that is sent on, a mistake must not read like a report."""
    page = bptip("log", "--item", "1.2").out
    (line,) = [line for line in page.splitlines() if "completed" in line]
    marks = ("taken back", "retracted", "withdrawn", "[-", "~~")
    assert any(mark in line for mark in marks), page


def test_nothing_logged_is_an_answer(bptip: Bptip, plans: Plans) -> None:
    """In words, with exit 0: no journal yet, nothing in a period, an item nobody reported on."""
    plans.add('[[objective]]\nid = "1"\ntitle = "x"')
    for arguments, there in (
        ((), plans.folder.parent),
        (("--since", "2027"), bptip.home),
        (("--item", "4.4"), bptip.home),
    ):
        outcome = bptip("log", *arguments, cwd=there)
        assert (outcome.code, outcome.err) == (0, "")
        assert "0 updates" in outcome.out or "no updates" in outcome.out


def test_a_period_that_ends_before_it_begins_is_a_slip(bptip: Bptip) -> None:
    """And is refused, since nobody means it."""
    outcome = bptip("log", "--since", "2026-12", "--until", "2026-01")
    assert (outcome.code, outcome.raw) == (2, b"")
    assert "before it begins" in outcome.err


def test_the_page_names_what_was_asked_for(bptip: Bptip) -> None:
    """The filter, in the plan's own spelling."""
    head = " ".join(bptip("log", "--by", "CVU", "--since", "2026").out.split("\n\n")[0].split())
    assert "Coastal Villages Union" in head
    assert "1 Jan 2026" in head


@pytest.mark.parametrize(
    ("option", "word", "shown"),
    [
        ("--item", "9.9", "There is no item"),
        ("--item", "flood", "Several items"),
        ("--by", "Harbor Office", 'Did you mean "Harbour Office"?'),
        ("--since", "soon", "as a date"),
        ("--until", "1/2/2026", "2026-02-01"),
    ],
)
def test_what_is_unknown_is_refused(bptip: Bptip, option: str, word: str, shown: str) -> None:
    """With exit 2, on stderr alone."""
    outcome = bptip("log", option, word)
    assert (outcome.code, outcome.out) == (2, "")
    assert shown in outcome.err


def test_a_party_that_may_report_but_never_did_is_known(bptip: Bptip, plans: Plans) -> None:
    """`parties` are known; without them, the parties that the journal names."""
    plans.add('[[objective]]\nid = "1"\ntitle = "x"', "", parties=["Alpha", "Beta"])
    assert bptip("log", "--by", "alpha", cwd=plans.folder.parent).code == 0
    plans.add(
        '[[objective]]\nid = "1"\ntitle = "x"',
        '[[update]]\nid = "a"\nitem = "1"\non = 2026-02-01\n'
        'recorded = 2026-02-01T00:00:00Z\nby = "Gamma"',
        id="free",
    )
    assert bptip("log", "free", "--by", "gamma", cwd=plans.folder.parent).code == 0


def test_the_value_1_follows_its_unit(bptip: Bptip, plans: Plans) -> None:
    """Units are written in the plural: nobody says "1 meetings"."""
    plans.add(
        '[[objective]]\nid = "1"\ntitle = "x"\n[[objective.activity]]\nid = "1.1"\ntitle = "y"\n'
        '[[objective.activity.indicator]]\nid = "m"\ntitle = "Meetings"\nunit = "meetings"',
        '[[update]]\nid = "a"\nitem = "1.1"\non = 2026-01-01\nrecorded = 2026-01-01T00:00:00Z\n'
        "values = { m = 1 }\n"
        '[[update]]\nid = "b"\nitem = "1.1"\non = 2026-02-01\nrecorded = 2026-02-01T00:00:00Z\n'
        "values = { m = 2 }",
    )
    page = bptip("log", cwd=plans.folder.parent).out
    assert "meetings: 1" in page
    assert "2 meetings" in page


def test_matches_in_other_journals_are_counted_with_a_command(bptip: Bptip) -> None:
    """With the same party and period, but without the item, whose number means another there."""
    plain = bptip("log").out.splitlines()[-3]
    assert plain.startswith("Also in 2022-2024: ")
    assert plain.endswith(" updates: bptip log 2022-2024")
    number = len(bptip("log", "2022-2024", "--by", "River Board", "--json").json["updates"])
    assert number
    assert bptip("log", "--by", "River Board").out.splitlines()[-3] == (
        f"Also in 2022-2024: {number} update{'s' if number > 1 else ''}: "
        'bptip log 2022-2024 --by "River Board"'
    )
    assert "Also in" not in bptip("log", "--item", "1.1").out
    assert "Also in" not in bptip("log", "--since", "2026").out
