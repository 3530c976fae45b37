"""`bptip show`: everything about one item, found by its id or by a piece of its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Bptip, Plans


@pytest.mark.parametrize(
    ("named", "plan", "item"),
    [
        ("1.2", "2025-2027", "1.2"),
        ("5", "2025-2027", "5"),
        ("dune grass", "2025-2027", "2.6"),
        ("DUNE", "2025-2027", "2.6"),
        ("joint funding", "2025-2027", "5"),
        ("2022-2024/3.3", "2022-2024", "3.3"),
    ],
)
def test_an_item_is_found(bptip: Bptip, named: str, plan: str, item: str) -> None:
    """By id, by a piece of the title that only one item has, by PLAN/ID."""
    answer = bptip("show", named, "--json").json
    assert (answer["plan"], answer["id"]) == (plan, item)


def test_an_id_is_an_id_before_it_is_a_piece_of_a_title(bptip: Bptip, plans: Plans) -> None:
    """And 1.1 is not 1.10."""
    plans.add(
        """
        [[objective]]
        id = "2"
        title = "Phase 3 and 1.10"
        [[objective.activity]]
        id = "1.1"
        title = "One"
        [[objective.activity]]
        id = "1.10"
        title = "Ten"
        [[objective]]
        id = "3"
        title = "Third"
        """
    )
    there = plans.folder.parent
    for item in ("1.1", "1.10", "3"):
        assert bptip("show", item, "--json", cwd=there).json["id"] == item


def test_several_items_are_listed(bptip: Bptip) -> None:
    """None is guessed."""
    outcome = bptip("show", "flood")
    assert (outcome.code, outcome.out) == (2, "")
    for item in ("1.4", "3.1", "3.2", "2.4", "4.3"):
        assert f"{item}  " in outcome.err


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("9.9", None), ("2.33", "2.3"), ("Publish a flod app for household", "3.2")],
)
def test_an_unknown_item_is_refused(bptip: Bptip, text: str, nearest: str | None) -> None:
    """With the nearest by id or title, and the ids that there are."""
    outcome = bptip("show", text)
    assert (outcome.code, outcome.out) == (2, "")
    assert f'"{text}"' in outcome.err
    assert nearest is None or f"Did you mean {nearest}" in outcome.err
    assert "4.4" in outcome.err


def test_an_item_of_another_version_is_pointed_at(bptip: Bptip) -> None:
    """3.3 was dropped by the amendment: the version that has it is named, ready to be asked."""
    outcome = bptip("show", "3.3")
    assert outcome.code == 2
    assert "--plan 2025-2027@v1" in outcome.err
    assert bptip("show", "3.3", "--plan", "2025-2027@v1", "--json").json["id"] == "3.3"


@pytest.mark.parametrize(
    ("item", "rule", "status", "derived"),
    [
        ("1", "stated", "delayed", "in-progress"),
        ("2", "mixed", "in-progress", "in-progress"),
        ("3", "all-completed", "completed", "completed"),
        ("5", "stated", "in-progress", "in-progress"),
    ],
)
def test_why_an_objective_has_its_status(
    bptip: Bptip, item: str, rule: str, status: str, derived: str
) -> None:
    """The rule by name, and both statuses where they differ."""
    answer = bptip("show", item, "--json").json
    assert answer["why"]["rule"] == rule
    if rule == "stated":
        assert answer["why"]["updates"] == [answer["history"][-1]["id"]]
    assert (answer["status"], answer["derived_status"]) == (status, derived)


def test_why_rests_on_items_and_updates(bptip: Bptip) -> None:
    """A mixed objective on its activities and on the updates that state their statuses."""
    why = bptip("show", "2", "--json").json["why"]
    assert why["items"] == ["2.1", "2.3", "2.5", "2.6"]
    assert len(why["updates"]) == 4
    log = {each["id"]: each for each in bptip("log", "--json").json["updates"]}
    assert [log[each]["item"] for each in why["updates"]] == why["items"]


def test_nobody_has_reported(bptip: Bptip) -> None:
    """The rule is still `update`; there just is none. The page says it in words."""
    answer = bptip("show", "4.4", "--json").json
    assert answer["why"] == {"rule": "update", "items": [], "updates": []}
    assert (answer["status"], answer["last_update"], answer["history"]) == (
        "not-reported",
        None,
        [],
    )
    assert "Nobody has reported" in bptip("show", "4.4").out


def test_the_page_has_everything(bptip: Bptip) -> None:
    """Text, dates, parties, extra columns, figures, what it carries on, evidence."""
    page = " ".join(bptip("show", "1.1", "--format", "markdown").words.split())
    for words in (
        "Add nine tide gauges along the outer coast",
        "Nine more along the outer coast see it two to four hours earlier",
        "See high water coming and warn in time",
        "Met Office of Tidewater",
        "Fishing Fleet Association",
        "31 Dec 2025",
        "early warning",
        "MO-11",
        "Twelve gauges on one public page",
        "Tide gauges that report every ten minutes",
        "2022-2024/1.1",
        "Set up tide gauges at the three river mouths",
        "https://example.org/tidewater/gauges/twelve",
    ):
        assert words in page


def test_what_carries_an_item_on(bptip: Bptip) -> None:
    """Once the plan has ended, the item of the next plan is named with its status."""
    answer = bptip("show", "1.2", "--plan", "2022-2024", "--json").json
    assert answer["continued_by"] == ["2025-2027/1.2"]
    page = bptip("show", "2022-2024/1.2").out
    assert "2025-2027/1.2" in page
    assert "delayed" in page


def test_figures_are_the_latest_stated(bptip: Bptip) -> None:
    """By the day for which they are true: a late entry about the spring changes nothing."""
    (metres,) = bptip("show", "2.1", "--json").json["indicators"]
    assert (metres["baseline"], metres["latest"], metres["target"], metres["on"]) == (
        0,
        890,
        1400,
        "2026-10-27",
    )
    (earlier,) = bptip("show", "2.1", "--as-of", "2026-04-01", "--json").json["indicators"]
    assert earlier["latest"] == 410


def test_the_history_ends_at_both_dates(bptip: Bptip) -> None:
    """As of a day, as known on a day; what was taken back is marked."""

    def history(*days: str) -> list[tuple[str, bool]]:
        updates = bptip("show", "1.2", *days, "--json").json["history"]
        return [(each["on"], each["retracted"]) for each in updates]

    assert ("2025-12-08", True) in history()
    assert max(history("--as-of", "2025-12-31"))[0] == "2025-12-16"
    known = history("--as-of", "2025-12-31", "--known-at", "2025-12-10")
    assert known == [("2025-04-08", False), ("2025-12-08", False)]


def test_an_objective_lists_its_activities_on_the_page(bptip: Bptip) -> None:
    """In data they are not repeated: `status` has them."""
    outcome = bptip("show", "2")
    assert "Plant dune grass" in outcome.out
    assert "activities" not in bptip("show", "2", "--json").json


def test_no_item_is_named(bptip: Bptip) -> None:
    """Exit 2, and which argument is missing."""
    outcome = bptip("show")
    assert (outcome.code, outcome.out) == (2, "")
    assert "ITEM" in outcome.err


def test_a_reason_and_a_date_of_another_party_are_credited_to_it(
    bptip: Bptip, plans: Plans
) -> None:
    """Fiji states the delay; UNODC states later why, and until when: the pages say who."""
    plans.add(
        """
        [[objective]]
        id = "1"
        title = "One"
        [[objective.activity]]
        id = "1.1"
        title = "Survey"
        lead = ["Fiji"]
        partners = ["UNODC"]
        """
    )
    there = plans.folder.parent
    bptip("update", "1.1", "--status", "delayed", "--by", "Fiji", "--reason", "staffing", cwd=there)
    amendment = ("--by", "UNODC", "--reason", "funding", "--expected", "2030-12-31")
    bptip("update", "1.1", *amendment, cwd=there)
    shown = bptip("show", "1.1", cwd=there).out
    assert "funding (said by UNODC)" in shown
    assert "31 Dec 2030 (said by UNODC)" in shown
    known = bptip("report", "--format", "markdown", cwd=there).words
    assert "| 31 Dec 2030 (said by UNODC) | funding (said by UNODC) |" in known
