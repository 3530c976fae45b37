"""The flags: overdue, due soon and stale are always derived, never stated."""

from __future__ import annotations

from datetime import date

import pytest

from bptip.progress.flags import ItemFacts
from plan_text import activity, journal, objective, stands, version

AS_OF = "2025-06-30"

OPEN_AND_TO_BE_FINISHED = ["not-reported", "not-started", "in-progress", "delayed", "on-hold"]
CLOSED = ["completed", "not-achieved", "discontinued"]


def standing(status: str, *, due: str = "", last: str = "2025-06-01", on: str = AS_OF) -> ItemFacts:
    """Returns the standing, on a day, of an activity with this due date, last reported on `last`.

    One that is not reported has a nil return on that day.
    """
    plan = version(f"""
        [[objective]]
        id = "1"
        activity = [{{ id = "1.1" {", due = " + due if due else ""} }}]
    """)
    word = "" if status == "not-reported" else status
    return activity(stands(plan, journal(f"{last} 1.1 {word}"), on), "1.1").basis


# Overdue and due soon.


@pytest.mark.parametrize(
    ("due", "overdue", "due_soon"),
    [
        pytest.param("2025-01-01", True, False, id="long ago"),
        pytest.param("2025-06-29", True, False, id="yesterday"),
        pytest.param("2025-06-30", False, True, id="today"),
        pytest.param("2025-07-01", False, True, id="tomorrow"),
        pytest.param("2025-08-29", False, True, id="in 60 days"),
        pytest.param("2025-08-30", False, False, id="in 61 days"),
    ],
)
@pytest.mark.parametrize("status", OPEN_AND_TO_BE_FINISHED)
def test_what_is_open_and_due(status: str, due: str, overdue: bool, due_soon: bool) -> None:
    found = standing(status, due=due)
    assert (found.overdue, found.due_soon) == (overdue, due_soon)


@pytest.mark.parametrize("due", ["2025-01-01", "2025-06-30", "2025-07-15"])
@pytest.mark.parametrize("status", CLOSED)
def test_what_is_closed_is_neither_overdue_nor_due_soon(status: str, due: str) -> None:
    found = standing(status, due=due)
    assert not found.overdue
    assert not found.due_soon


@pytest.mark.parametrize("as_of", ["2026-12-31", "2027-01-01"])
@pytest.mark.parametrize(
    ("status", "due"), [("continuous", ""), ("continuous", '"ongoing"'), ("delayed", '"ongoing"')]
)
def test_a_standing_commitment_is_neither_overdue_nor_due_soon(
    status: str, due: str, as_of: str
) -> None:
    result = standing(status, due=due, on=as_of, last="2026-12-01")
    assert result.is_standing
    assert (result.overdue, result.due_soon) == (False, False)


def test_a_stated_due_date_makes_continuous_late_like_any_other() -> None:
    assert standing("continuous", due="2025-06-29").overdue
    assert standing("continuous", due="2025-07-15").due_soon


@pytest.mark.parametrize(
    ("as_of", "overdue", "due_soon"),
    [
        pytest.param("2026-10-31", False, False, id="61 days before the plan's end"),
        pytest.param("2026-11-01", False, True, id="60 days before the plan's end"),
        pytest.param("2026-12-31", False, True, id="the plan's last day"),
        pytest.param("2027-01-01", True, False, id="the day after"),
    ],
)
def test_without_a_due_date_the_plans_end_is_meant(
    as_of: str, overdue: bool, due_soon: bool
) -> None:
    found = standing("in-progress", on=as_of, last="2026-10-01")
    assert (found.overdue, found.due_soon) == (overdue, due_soon)


def test_due_stays_empty_in_the_plan_where_none_is_stated() -> None:
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1" }]
    """)
    found = activity(stands(plan, (), AS_OF), "1.1")
    assert found.activity.due is None
    assert found.basis.due == date(2026, 12, 31)


def test_what_begins_after_the_plans_end_is_not_due_within_it() -> None:
    """It is not yet due to begin, so it cannot be overdue; `check` warns about the start."""
    plan = version("""
        [[objective]]
        id = "1"
        activity = [
            { id = "1.1", start = 2027-03-01 },
            { id = "1.2", start = 2027-03-01, due = 2027-06-30 },
        ]
    """)
    silent = stands(plan, (), "2027-01-15")
    assert [each.overdue for each in silent.activities] == [False, False]
    assert [each.outlook for each in silent.activities] == ["upcoming", "upcoming"]
    assert not stands(plan, (), "2026-11-30").activities[0].due_soon
    late = stands(plan, (), "2027-07-01")
    assert [each.overdue for each in late.activities] == [False, True]
    assert [each.cause for each in late.activities] == ["due-not-reported", "due-not-reported"]


@pytest.mark.parametrize("as_of", ["2026-12-01", "2027-02-01"])
def test_an_objective_is_never_due(as_of: str) -> None:
    plan = version("""
        [[objective]]
        id = "1"

        [[objective]]
        id = "2"
        activity = [{ id = "2.1" }]
    """)
    said = journal("2026-10-01 1 in-progress\n2026-10-01 2 in-progress")
    progress = stands(plan, said, as_of)
    for each in (objective(progress, "1"), objective(progress, "2")):
        assert each.basis.due is None
        assert not each.basis.overdue
        assert not each.basis.due_soon


# Stale.


@pytest.mark.parametrize("status", [*OPEN_AND_TO_BE_FINISHED, "continuous"])
def test_what_is_open_is_stale_once_its_last_update_is_more_than_180_days_old(status: str) -> None:
    assert not standing(status, last="2025-01-01").stale, "180 days"
    assert standing(status, last="2024-12-31").stale, "181 days"


@pytest.mark.parametrize("status", CLOSED)
def test_what_is_closed_is_never_stale(status: str) -> None:
    assert not standing(status, last="2024-01-01").stale


def test_what_was_never_reported_is_not_stale() -> None:
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1" }]
    """)
    assert not activity(stands(plan, (), "2026-12-31"), "1.1").basis.stale


@pytest.mark.parametrize(
    ("stale_after", "last", "stale"),
    [
        (30, "2025-05-31", False),
        (30, "2025-05-30", True),
        (365, "2024-06-30", False),
        (365, "2024-06-29", True),
        (0, "2025-06-30", False),
        (0, "2025-06-29", True),
    ],
)
def test_a_plan_may_say_after_how_many_days_a_report_is_old(
    stale_after: int, last: str, stale: bool
) -> None:
    plan = version(f"""
        plan.stale_after = {stale_after}

        [[objective]]
        id = "1"
        activity = [{{ id = "1.1" }}]
    """)
    said = journal(f"{last} 1.1 in-progress")
    assert activity(stands(plan, said, AS_OF), "1.1").basis.stale is stale


def test_a_nil_return_makes_it_fresh_again() -> None:
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1" }]
    """)
    said = journal("2024-03-01 1.1 in-progress\n2025-06-01 1.1")
    assert activity(stands(plan, said[:1], AS_OF), "1.1").basis.stale
    assert not activity(stands(plan, said, AS_OF), "1.1").basis.stale


@pytest.mark.parametrize(("last", "stale"), [("2025-01-01", False), ("2024-12-31", True)])
def test_an_objective_without_activities_is_stale_by_its_own_reports(
    last: str, stale: bool
) -> None:
    plan = version("""
        [[objective]]
        id = "1"
    """)
    said = journal(f"{last} 1 in-progress")
    assert objective(stands(plan, said, AS_OF), "1").basis.stale is stale
