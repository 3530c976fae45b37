"""Which version of a plan is in force, and when the plan is."""

from __future__ import annotations

from datetime import date

import pytest

from plan_text import history, ids, version

AMENDED = history(
    "plan.released = 2024-02-01",
    "plan.released = 2024-11-21",
    "plan.released = 2025-06-15",
)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        pytest.param("2024-01-15", 1, id="before any release: the first"),
        pytest.param("2024-02-01", 1, id="the day of the first release"),
        pytest.param("2024-11-20", 1, id="the day before the amendment"),
        pytest.param("2024-11-21", 2, id="the day on which it took effect"),
        pytest.param("2025-06-14", 2, id="the day before the next"),
        pytest.param("2030-01-01", 3, id="long after: the last"),
    ],
)
def test_the_version_in_force_is_the_latest_released(day: str, number: int) -> None:
    assert AMENDED.version_on(date.fromisoformat(day)).plan.version == number


def test_a_version_without_a_release_counts_from_the_plans_start() -> None:
    plan = history("", "plan.released = 2024-11-21")
    assert plan.version_on(date(2024, 1, 1)).plan.version == 1
    assert plan.version_on(date(2024, 11, 20)).plan.version == 1
    assert plan.version_on(date(2024, 11, 21)).plan.version == 2


def test_released_is_null_where_it_is_not_stated() -> None:
    assert version("").plan.released is None


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(
            ("plan.released = 2024-11-21", "plan.released = 2024-11-21"), id="released on one day"
        ),
        pytest.param(("", ""), id="neither states a release"),
        pytest.param(("", "plan.released = 2024-01-01"), id="released on the plan's first day"),
    ],
)
def test_of_two_with_one_date_the_higher_number_is_in_force(texts: tuple[str, str]) -> None:
    assert history(*texts).version_on(date(2025, 1, 1)).plan.version == 2


def test_the_release_decides_not_the_number() -> None:
    plan = history("plan.released = 2025-03-01", "plan.released = 2024-03-01")
    assert plan.version_on(date(2024, 6, 1)).plan.version == 2
    assert plan.version_on(date(2025, 6, 1)).plan.version == 1


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        pytest.param("2023-12-31", False, id="the day before its start"),
        pytest.param("2024-01-01", True, id="its first day, though not yet released"),
        pytest.param("2026-12-31", True, id="its last day"),
        pytest.param("2027-01-01", False, id="the day after its end"),
    ],
)
def test_a_plan_is_in_force_within_its_period(day: str, in_force: bool) -> None:
    assert AMENDED.is_in_force_on(date.fromisoformat(day)) is in_force


def test_the_period_is_that_of_the_version_in_force_on_that_day() -> None:
    """An amendment that prolongs the plan counts from its release."""
    prolonged = history(
        "plan.released = 2024-01-01\nplan.end = 2025-12-31",
        "plan.released = 2026-03-01\nplan.end = 2026-12-31",
    )
    assert not prolonged.is_in_force_on(date(2026, 2, 28)), (
        "it had ended, by the version then in force"
    )
    assert prolonged.is_in_force_on(date(2026, 3, 1))


def test_items_stand_in_the_order_of_the_file() -> None:
    plan = version("""
        [[objective]]
        id = "2"
        activity = [{ id = "2.10" }, { id = "1.3" }, { id = "2.9" }]

        [[objective]]
        id = "1"
    """)
    assert ids(plan.items) == ["2", "2.10", "1.3", "2.9", "1"]
    assert ids(plan.activities) == ["2.10", "1.3", "2.9"]
    assert [under for _, under in plan.items_with_objective] == [None, "2", "2", "2", None]
