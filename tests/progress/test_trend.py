"""How a plan went, date by date: the dates, the version of each, what joined and left."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from bptip.plan.model import Status
from bptip.progress.trend import Trend, interval_ends, trend_on
from plan_text import history, ids, journal, version

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
    id = "3"
    activity = [{ id = "3.1" }]

    [[objective]]
    id = "1"
    title = "Reworded"
    activity = [{ id = "1.2" }, { id = "1.3" }]
"""


def days(*texts: str) -> list[date]:
    """Returns these days."""
    return [date.fromisoformat(text) for text in texts]


def trend(text: str, *asked: str, known_at: str | None = None) -> Trend:
    """Returns the amended plan with a journal, on these days."""
    known = date.fromisoformat(known_at) if known_at else None
    return trend_on(history(PLAN, AMENDED, updates=journal(text)), days(*asked), known)


def test_each_date_counts_what_was_true_by_then() -> None:
    found = trend(
        "2025-02-01 1.1 in-progress\n2025-03-31 1.1 completed\n2025-04-01 1.2 delayed",
        "2025-01-31", "2025-02-28", "2025-03-31", "2025-06-30",
    )  # fmt: skip
    assert [point.total.not_reported for point in found.points] == [2, 1, 1, 0]
    assert [point.total.completed for point in found.points] == [0, 0, 1, 1]
    assert [point.total.by_status[Status.DELAYED] for point in found.points] == [0, 0, 0, 1]


def test_each_date_uses_the_version_in_force_then() -> None:
    found = trend("", "2025-06-30", "2025-07-01")
    assert [point.version.plan.version for point in found.points] == [1, 2]
    assert [point.total.activities for point in found.points] == [2, 3]
    assert found.version.plan.version == 2


def test_what_joined_and_left_stands_at_the_date_by_which_it_did() -> None:
    """And of the first date, nothing is known to have done so."""
    found = trend("", "2025-01-31", "2025-06-30", "2025-09-30", "2025-12-31")
    assert [point.joined for point in found.points] == [(), (), ("3.1", "1.3"), ()]
    assert [point.left for point in found.points] == [(), (), ("1.1",), ()]


def test_an_objective_has_no_status_where_it_was_not_in_the_plan() -> None:
    """Those of the last date's version come first, in its order and words."""
    found = trend("2025-02-01 1.2 on-hold\n2025-02-01 2 completed", "2025-06-30", "2025-12-31")
    assert ids(each.objective for each in found.objectives) == ["3", "1", "2"]
    assert found.objectives[1].objective.title == "Reworded"
    assert [each.statuses for each in found.objectives] == [
        (None, Status.NOT_REPORTED),
        (Status.ON_HOLD, Status.ON_HOLD),
        (Status.COMPLETED, None),
    ]


def test_the_known_at_date_holds_on_every_date() -> None:
    text = "2025-02-01 1.1 completed recorded=2025-09-01"
    assert [point.total.completed for point in trend(text, "2025-03-01", "2025-06-30").points] == [
        1, 1,
    ]  # fmt: skip
    known = trend(text, "2025-03-01", "2025-06-30", known_at="2025-08-31")
    assert [point.total.completed for point in known.points] == [0, 0]


def test_what_is_taken_back_later_counts_until_then() -> None:
    """A retraction that was written for a later day than what it takes back; and one of that."""
    text = """
        2025-02-01 1.1 in-progress
        slip: 2025-03-01 1.1 completed
        other: 2025-03-01 1.2 completed
        back: 2025-04-15 1.1 retracts=slip
        2025-04-16 1.2 retracts=other
        2025-05-15 1.1 retracts=back
    """
    found = trend(text, "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31")
    assert [point.total.completed for point in found.points] == [0, 2, 0, 1]
    assert [point.total.by_status[Status.IN_PROGRESS] for point in found.points] == [1, 0, 1, 0]
    assert [point.total.not_reported for point in found.points] == [1, 0, 1, 1]


PERIOD = version("plan.start = 2025-02-15\nplan.end = 2026-05-31").plan


@pytest.mark.parametrize(
    ("every", "today", "ends"),
    [
        pytest.param(
            "quarter",
            "2025-11-24",
            ["2025-03-31", "2025-06-30", "2025-09-30", "2025-11-24"],
            id="the last is today",
        ),
        pytest.param(
            "quarter", "2025-06-30", ["2025-03-31", "2025-06-30"], id="today ends a quarter: once"
        ),
        pytest.param("quarter", "2025-03-01", ["2025-03-01"], id="in the first quarter"),
        pytest.param(
            "month", "2025-04-01", ["2025-02-28", "2025-03-31", "2025-04-01"], id="months"
        ),
        pytest.param("year", "2030-01-01", ["2025-12-31", "2026-05-31"], id="the plan's end"),
        pytest.param("quarter", "2025-01-01", ["2025-01-01"], id="before the plan begins"),
    ],
)
def test_the_dates_of_an_interval(every: str, today: str, ends: list[str]) -> None:
    assert interval_ends(every, PERIOD, date.fromisoformat(today)) == tuple(days(*ends))


def test_the_end_of_the_calendar_is_the_end() -> None:
    """A plan may run to the last day that there is."""
    forever = version("plan.start = 9998-01-01\nplan.end = 9999-12-31").plan
    ends = interval_ends("quarter", forever, date.max)
    assert (len(ends), ends[-1]) == (8, date.max)
    assert all(one < other for one, other in pairwise(ends))
