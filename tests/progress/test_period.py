"""Changes in a period: the items listed, from what to what, late entries, and the rest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bptip.pages.parts import period_changes
from bptip.plan.model import Status
from bptip.progress.period import Changes, changes_between, day_before, moves, year_before
from plan_text import history, ids, journal

if TYPE_CHECKING:
    from bptip.plan.journal import PlanHistory

PLAN = """
    [[objective]]
    id = "1"
    activity = [{ id = "1.1" }, { id = "1.2" }]

    [[objective]]
    id = "2"
"""
AMENDED = """
    plan.released = 2025-07-01

    [[objective]]
    id = "1"
    activity = [{ id = "1.2" }, { id = "1.3" }]

    [[objective]]
    id = "2"
    activity = [{ id = "2.1" }]
"""


def plan(text: str, *later: str) -> PlanHistory:
    """Returns the plan with a journal."""
    return history(PLAN, *later, updates=journal(text))


def changed(plan: PlanHistory, since: str, until: str, known_at: str | None = None) -> Changes:
    """Returns what moved in a period."""
    known = date.fromisoformat(known_at) if known_at else None
    return changes_between(plan, date.fromisoformat(since), date.fromisoformat(until), known)


def steps(changes: Changes) -> dict[str, str]:
    """Returns what is listed: "from > to", by the item's id."""
    return {each.item.id: f"{each.before} > {each.after}" for each in changes.listed}


def test_the_day_before_the_period_is_where_it_starts_from() -> None:
    """An update of the period's first day is in the period, one of the day before is not."""
    said = plan("2025-05-31 1.1 in-progress\n2025-06-01 1.2 completed")
    changes = changed(said, "2025-06-01", "2025-06-30")
    assert steps(changes) == {"1.2": "not-reported > completed"}


def test_the_last_day_is_in_the_period_and_the_next_is_not() -> None:
    said = plan("2025-06-30 1.1 in-progress\n2025-07-01 1.2 completed")
    assert steps(changed(said, "2025-06-01", "2025-06-30"))["1.1"] == "not-reported > in-progress"
    assert "1.2" not in steps(changed(said, "2025-06-01", "2025-06-30"))


def test_an_item_that_was_reported_on_is_listed_though_its_status_stayed() -> None:
    """A nil return too: somebody said that nothing is new."""
    said = plan("2025-05-01 1.1 delayed\n2025-06-10 1.1")
    changes = changed(said, "2025-06-01", "2025-06-30")
    assert steps(changes) == {"1.1": "delayed > delayed"}
    assert ids(changes.listed[0].updates) == ["u2"]


def test_an_objective_moves_with_its_activities() -> None:
    """Its status is derived; no update is about it."""
    changes = changed(plan("2025-06-10 1.1 in-progress"), "2025-06-01", "2025-06-30")
    assert steps(changes)["1"] == "not-reported > in-progress"
    assert changes.listed[0].updates == ()


def test_what_was_taken_back_does_not_count() -> None:
    said = plan("slip: 2025-06-10 1.1 completed\n2025-06-10 1.1 retracts=slip")
    assert changed(said, "2025-06-01", "2025-06-30").listed == ()


def test_the_known_at_date_holds_at_both_ends() -> None:
    """An update recorded later is in neither status, in no update, and not late."""
    said = plan("""
        2025-05-01 1.1 delayed recorded=2025-08-01
        2025-06-10 1.1 completed recorded=2025-08-01
    """)
    whole = changed(said, "2025-06-01", "2025-12-31")
    assert steps(whole)["1.1"] == "delayed > completed"
    assert ids(whole.late) == ["u1"]
    before = changed(said, "2025-06-01", "2025-12-31", known_at="2025-07-31")
    assert (before.listed, before.late) == ((), ())


@pytest.mark.parametrize(
    ("on", "recorded", "late"),
    [
        pytest.param("2025-05-31", "2025-06-01", True, id="written on the first day"),
        pytest.param("2025-05-31", "2025-06-30", True, id="written on the last day"),
        pytest.param("2025-05-31", "2025-05-31", False, id="written before"),
        pytest.param("2025-05-31", "2025-07-01", False, id="written after"),
        pytest.param("2025-06-01", "2025-06-10", False, id="true in the period"),
    ],
)
def test_a_late_entry_is_true_before_the_period_and_written_in_it(
    on: str, recorded: str, late: bool
) -> None:
    said = plan(f"{on} 1.1 delayed recorded={recorded}")
    assert bool(changed(said, "2025-06-01", "2025-06-30").late) is late


def test_a_late_entry_is_already_in_the_status_before() -> None:
    said = plan("2025-05-01 1.1 delayed recorded=2025-06-10")
    assert changed(said, "2025-06-01", "2025-06-30").listed == ()


@pytest.mark.parametrize(
    ("slip", "retraction", "expected"),
    [
        pytest.param("2025-05-02", "2025-06-10", True, id="known before, taken back in the period"),
        pytest.param("2025-05-02", "2025-05-31", False, id="taken back before the period"),
        pytest.param("2025-06-02", "2025-06-10", False, id="never known before the period"),
        pytest.param("2025-05-02", "2025-07-01", False, id="taken back after it"),
    ],
)
def test_what_was_told_before_and_taken_back_since_is_told(
    slip: str, retraction: str, expected: bool
) -> None:
    """So that a reader of the last report sees why the status before is another one now."""
    said = plan(f"""
        slip: 2025-05-01 1.1 completed recorded={slip}
        2025-05-01 1.1 retracts=slip recorded={retraction}
    """)
    changes = changed(said, "2025-06-01", "2025-06-30")
    assert ids(changes.retracted) == (["slip"] if expected else [])
    assert (changes.listed, changes.late) == ((), ())


def test_what_was_taken_back_and_counts_again_is_not_told() -> None:
    said = plan("""
        slip: 2025-05-01 1.1 completed
        back: 2025-05-01 1.1 retracts=slip recorded=2025-06-10
        2025-05-01 1.1 retracts=back recorded=2025-06-11
    """)
    assert changed(said, "2025-06-01", "2025-06-30").retracted == ()


def test_what_stayed_is_all_but_what_joined_and_left() -> None:
    said = plan("2025-05-01 1.1 delayed\n2025-07-02 1.2 in-progress", AMENDED)
    changes = changed(said, "2025-06-01", "2025-12-31")
    assert ids(each.item for each in changes.only_stayed.items) == ["1", "1.2", "2"]
    assert (changes.only_stayed.joined, changes.only_stayed.left) == ((), ())
    assert changes.only_stayed.unchanged == changes.unchanged


def test_what_joined_and_left_has_no_status_where_it_was_not_in_the_plan() -> None:
    """The version in force on each of the two days decides, whatever was reported."""
    said = plan("2025-05-01 1.1 delayed\n2025-05-02 1.3 in-progress", AMENDED)
    changes = changed(said, "2025-06-01", "2025-12-31")
    assert steps(changes)["1.1"] == "delayed > None"
    assert steps(changes)["1.3"] == "None > in-progress"
    assert steps(changes)["2.1"] == "None > not-reported"
    assert ids(each.item for each in changes.joined) == ["1.3", "2.1"]
    assert ids(each.item for each in changes.left) == ["1.1"]


def test_what_left_stands_at_the_end_of_its_objective() -> None:
    changes = changed(plan("", AMENDED), "2025-06-01", "2025-12-31")
    assert ids(each.item for each in changes.items) == ["1", "1.2", "1.3", "1.1", "2", "2.1"]


def test_what_a_version_between_had_is_listed_if_it_was_reported_on() -> None:
    """Nothing that was said in the period goes missing."""
    between = 'plan.released = 2025-07-01\n[[objective]]\nid = "1"\nactivity = [{ id = "1.9" }]'
    last = f"plan.released = 2025-08-01\n{PLAN}"
    said = plan("2025-07-10 1.9 completed", between, last)
    assert steps(changed(said, "2025-06-01", "2025-12-31")) == {"1.9": "None > None"}


def test_the_unchanged_are_the_activities_in_the_plan_that_are_not_listed() -> None:
    """Objectives are not among them, nor is what has left."""
    said = plan("2025-06-10 1.2 delayed", AMENDED)
    assert ids(each.item for each in changed(said, "2025-06-01", "2025-06-30").unchanged) == ["1.1"]
    assert changed(said, "2025-06-01", "2025-12-31").unchanged == ()
    assert ids(each.item for each in changed(said, "2025-08-01", "2025-12-31").unchanged) == [
        "1.2", "1.3", "2.1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("in-progress", "completed", "completed"),
        ("in-progress", "delayed", "delayed"),
        ("on-hold", "delayed", "delayed"),
        ("delayed", "on-hold", "on-hold"),
        ("delayed", "discontinued", "discontinued"),
        ("in-progress", "continuous", "continuous"),
        ("not-started", "in-progress", "begun"),
        ("not-reported", "in-progress", "first-reported"),
        ("delayed", "in-progress", "resumed"),
        ("completed", "in-progress", "resumed"),
        ("continuous", "in-progress", "in-progress"),
        ("in-progress", "not-achieved", "not-achieved"),
        ("not-reported", "not-started", "not-started"),
    ],
)
def test_kinds_of_change(before: str, after: str, kind: str) -> None:
    first = f"2025-05-01 1.1 {before}\n" if before != Status.NOT_REPORTED else ""
    changes = changed(plan(f"{first}2025-06-10 1.1 {after}"), "2025-06-01", "2025-06-30")
    assert {name: ids(e.item for e in moved) for name, moved in moves(changes).items()} == {
        kind: ["1.1"]
    }


def test_an_objective_without_activities_moves_for_itself_and_no_other() -> None:
    said = plan("2025-06-10 1.1 in-progress\n2025-06-10 2 completed")
    moved = moves(changed(said, "2025-06-01", "2025-06-30"))
    assert ids(each.item for each in moved["completed"]) == ["2"]
    assert ids(each.item for each in moved["first-reported"]) == ["1.1"]


STANDING = """
    [[objective]]
    id = "1"
    activity = [{ id = "1.1", due = "ongoing" }, { id = "1.2", due = 2025-12-31 }]
"""


def kinds_of(*lines: str) -> dict[str, list[str]]:
    """Returns the kinds of change in June, with the activities of each."""
    said = history(STANDING, updates=journal("\n".join(lines)))
    moved = moves(changed(said, "2025-06-01", "2025-06-30"))
    return {name: ids(each.item for each in items) for name, items in moved.items()}


@pytest.mark.parametrize("status", ["continuous", "completed"])
def test_a_standing_commitment_is_met_and_never_completed(status: str) -> None:
    """It has no end of its own, whichever of the two words its lead uses."""
    assert kinds_of(f"2025-06-10 1.1 {status}") == {"continuous": ["1.1"]}


def test_the_other_word_for_met_is_no_change() -> None:
    assert kinds_of("2025-05-10 1.1 continuous", "2025-06-10 1.1 completed") == {}


@pytest.mark.parametrize(
    ("before", "after"), [("continuous", "in-progress"), ("in-progress", "continuous")]
)
def test_continuous_with_a_due_date_is_in_progress_in_both_statuses(
    before: str, after: str
) -> None:
    assert kinds_of(f"2025-05-10 1.2 {before}", f"2025-06-10 1.2 {after}") == {}


def test_an_update_of_the_period_is_a_report() -> None:
    """A status that another version derives, or silence, is none."""
    changes = changed(plan("2025-06-10 1.1"), "2025-06-01", "2025-06-30")
    assert [each.item.id for each in changes.items if each.is_reported] == ["1.1"]


def test_what_had_ended_before_the_period_is_known() -> None:
    said = plan("2025-05-10 1.1 completed\n2025-05-10 1.2 delayed\n2025-06-10 1.2 completed")
    changes = changed(said, "2025-06-01", "2025-06-30")
    assert [each.item.id for each in changes.items if each.has_ended_before] == ["1.1"]


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2026-11-24", "2025-11-24"),
        ("2024-02-29", "2023-02-28"),
        ("2025-02-28", "2024-02-28"),
        ("0001-06-01", "0001-01-01"),
    ],
)
def test_the_same_day_a_year_earlier(day: str, before: str) -> None:
    assert year_before(date.fromisoformat(day)) == date.fromisoformat(before)


def test_the_first_day_that_there_is_has_none_before_it() -> None:
    assert day_before(date.min) == date.min
    assert day_before(date(2025, 3, 1)) == date(2025, 2, 28)
    assert changes_between(plan("2025-06-10 1.1 delayed"), date.min, date(2025, 12, 31)).listed


def test_what_left_the_plan_has_its_last_status() -> None:
    """The row of an item that left shows what the report shows, not the status before."""
    said = plan("2025-06-15 1.1 completed", AMENDED)
    changes = changed(said, "2025-06-01", "2025-07-31")
    [gone] = changes.left
    assert (gone.item.id, gone.before, gone.after) == ("1.1", Status.NOT_REPORTED, None)
    assert gone.last is not None
    assert gone.last.status is Status.COMPLETED
    shown = "".join(getattr(part, "text", "") for part in period_changes.status_change(gone))
    assert shown == "completed → left the plan"
    assert all(each.last is None for each in changes.items if each is not gone)
