"""What a report says beside the screens: the closing balance, the amendment, the usual period."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bptip.plan.references import Continuation
from bptip.reporting.report import (
    Ending,
    Report,
    ReportDates,
    completed_on,
    default_start,
    report_of,
)
from plan_text import history, journal

if TYPE_CHECKING:
    from bptip.plan.model import PlanHistory
    from bptip.plan.references import Continuations

PLAN = """
    [[objective]]
    id = "1"
    activity = [
        { id = "1.1" }, { id = "1.2" }, { id = "1.3" }, { id = "1.4" }, { id = "1.5" },
        { id = "1.6", themes = ["protection"], indicator = [{ id = "n", title = "Number" }] },
    ]

    [[objective]]
    id = "2"
"""
AMENDED = """
    plan.released = 2025-07-01

    [[objective]]
    id = "1"
    activity = [{ id = "1.1" }, { id = "1.7" }]
"""
AT_THE_END = """
    2026-06-01 1.1 completed
    2027-01-10 1.1 completed
    2027-01-05 1.2 completed
    2026-06-01 1.3 discontinued
    2026-06-01 1.4 continuous
    2026-06-01 1.5 in-progress
"""


def day(text: str) -> date:
    return date.fromisoformat(text)


def report(
    plan: PlanHistory, since: str, as_of: str, continued: Continuations | None = None
) -> Report:
    return report_of(plan, ReportDates(day(as_of), None, day(since)), continued or {})


def endings(found: Report) -> dict[str, str]:
    return {each.progress.item.id: each.ending.value for each in found.balance}


def test_every_promise_has_one_ending() -> None:
    """To say in January that what was done in June is done makes it no later."""
    plan = history(PLAN, updates=journal(AT_THE_END))
    item = plan.versions[0].objectives[0].activities[4]
    found = report(plan, "2026-01-01", "2027-02-01", {"1.5": (Continuation("2027-2029", item),)})
    assert endings(found) == {
        "1.1": Ending.COMPLETED,
        "1.2": Ending.COMPLETED_LATER,
        "1.3": Ending.DISCONTINUED,
        "1.4": Ending.RUNNING,
        "1.5": Ending.CARRIED_ON,
        "1.6": Ending.DROPPED,
        "2": Ending.DROPPED,
    }


def test_before_the_end_nothing_is_dropped() -> None:
    plan = history(PLAN, updates=journal(AT_THE_END))
    found = endings(report(plan, "2026-01-01", "2026-12-01"))
    assert (found["1.2"], found["1.5"], found["1.6"]) == ("not-begun", "running", "not-begun")


@pytest.mark.parametrize(("as_of", "closes"), [("2026-10-31", False), ("2026-11-01", True)])
def test_the_balance_closes_from_sixty_days_before_the_end(as_of: str, closes: bool) -> None:
    assert bool(report(history(PLAN), "2026-01-01", as_of).balance) is closes


def test_what_was_taken_up_again_is_completed_from_the_second_time_on() -> None:
    said = "2026-01-01 1.1 completed\n2026-02-01 1.1 in-progress\n2026-03-01 1.1 completed"
    found = report(history(PLAN, updates=journal(said)), "2026-01-01", "2026-12-31")
    (first, *others) = found.balance
    assert first.completed_on == day("2026-03-01")
    assert {completed_on(each.progress.reported) for each in others} == {None}


def test_a_version_released_in_the_period_is_compared_with_the_one_before() -> None:
    plan = history(PLAN, AMENDED)
    found = report(plan, "2025-07-01", "2025-12-31").diff
    assert found is not None
    assert (found.old.plan.version, found.new.plan.version) == (1, 2)
    assert found.new.as_of == found.old.as_of == day("2025-12-31")
    assert report(plan, "2025-07-02", "2025-12-31").diff is None
    assert report(plan, "2025-01-01", "2025-06-30").diff is None


def test_a_first_version_is_no_new_one() -> None:
    late = history(f"plan.released = 2024-03-01\n{PLAN}")
    assert report(late, "2024-01-01", "2024-12-31").diff is None


def test_silence_and_groups() -> None:
    """Objectives without activities stand for themselves; what nobody states has no groups."""
    found = report(history(PLAN, updates=journal("2026-01-01 1.1 completed")), "2026-01-01",
                   "2026-06-30")  # fmt: skip
    assert [each.item.id for each in found.not_reported] == ["1.2", "1.3", "1.4", "1.5", "1.6", "2"]
    assert [each.name for each in found.grouped("theme")] == ["protection", None]
    assert found.grouped("lead") == ()
    assert [(each.activity.activity.id, each.latest) for each in found.indicators] == [
        ("1.6", None)
    ]


@pytest.mark.parametrize(
    ("as_of", "start"),
    [("2026-11-24", "2025-11-24"), ("2024-06-01", "2024-01-01"), ("2023-06-01", "2022-06-01")],
)
def test_the_default_period(as_of: str, start: str) -> None:
    """A year, within the plan; before the plan, a year too."""
    assert default_start(history(PLAN).versions[0].plan, day(as_of)) == day(start)
