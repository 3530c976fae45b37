"""The parts of a report that no screen has: the balance, the amendment, the usual period."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bptip.plan.vocabulary import ENDING, ending
from bptip.progress.continuation import Continuation
from bptip.reporting.report import (
    Ending,
    Report,
    ReportDates,
    completed_on,
    default_start,
    report_of,
)
from plan_text import history, journal
from progress.test_each import own

if TYPE_CHECKING:
    from bptip.plan.journal import PlanHistory
    from bptip.progress.continuation import Continuations

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
        "1.4": Ending.STANDING_MET,
        "1.5": Ending.CARRIED_ON,
        "1.6": Ending.NOT_REPORTED,
        "2": Ending.NOT_REPORTED,
    }


ONGOING = 'due = "ongoing"'


@pytest.mark.parametrize(
    ("said", "keys", "as_of", "ending"),
    [
        # What has ended is what was said of it.
        ("2026-06-01 1.1 not-achieved", "", "2026-12-01", Ending.NOT_ACHIEVED),
        ("2026-06-01 1.1 not-achieved", "", "2027-02-01", Ending.NOT_ACHIEVED),
        # A plan that runs: what was last heard of long ago is not said to be running.
        ("", "", "2026-12-01", Ending.NOT_REPORTED),
        ("2026-11-01 1.1 not-started", "", "2026-12-01", Ending.NOT_BEGUN),
        ("", "start = 2027-03-01", "2026-12-01", Ending.UPCOMING),
        ("2024-11-01 1.1 not-started", "start = 2026-12-15", "2026-12-01", Ending.UPCOMING),
        ("", "start = 2027-03-01", "2027-02-01", Ending.UPCOMING),
        ("2026-11-01 1.1 in-progress", "", "2026-12-01", Ending.RUNNING),
        ("2026-11-01 1.1 delayed", "", "2026-12-01", Ending.RUNNING),
        ("2024-11-01 1.1 in-progress", "", "2026-12-01", Ending.NOT_KNOWN),
        ("2024-11-01 1.1 not-started", "", "2026-12-01", Ending.NOT_KNOWN),
        ("2024-11-01 1.1 delayed", "", "2026-12-01", Ending.NOT_KNOWN),
        ("2026-09-01 1.1 in-progress", "due = 2026-10-01", "2026-12-01", Ending.NOT_KNOWN),
        # A plan that has ended: only a report since then says that something is not completed.
        ("2026-11-01 1.1 in-progress", "", "2027-02-01", Ending.NOT_KNOWN),
        ("2026-11-01 1.1 delayed", "", "2027-02-01", Ending.NOT_KNOWN),
        ("2027-01-05 1.1 in-progress", "", "2027-02-01", Ending.NOT_COMPLETED),
        ("2027-01-05 1.1 not-started", "", "2027-02-01", Ending.NOT_COMPLETED),
        ("2027-01-05 1.1", "", "2027-02-01", Ending.NOT_REPORTED),
        # A standing commitment is met or not.
        ("2025-01-01 1.1 continuous", "", "2027-02-01", Ending.STANDING_MET),
        ("2026-11-01 1.1 continuous", ONGOING, "2026-12-01", Ending.STANDING_MET),
        ("2026-06-01 1.1 completed", ONGOING, "2027-02-01", Ending.STANDING_MET),
        ("2027-01-05 1.1 completed", ONGOING, "2027-02-01", Ending.STANDING_MET),
        ("2026-11-01 1.1 delayed", ONGOING, "2026-12-01", Ending.STANDING_NOT_MET),
        ("2027-01-05 1.1 in-progress", ONGOING, "2027-02-01", Ending.STANDING_NOT_MET),
        ("2026-11-01 1.1 in-progress", ONGOING, "2027-02-01", Ending.NOT_KNOWN),
        ("", ONGOING, "2027-02-01", Ending.NOT_REPORTED),
        ("2027-01-05 1.1 continuous", "due = 2026-12-31", "2027-02-01", Ending.NOT_COMPLETED),
    ],
)
def test_the_ending_claims_nothing_that_nobody_said(
    said: str, keys: str, as_of: str, ending: Ending
) -> None:
    plan = history(f'[[objective]]\nid = "1"\n[[objective.activity]]\nid = "1.1"\n{keys}',
                   updates=journal(said))  # fmt: skip
    assert endings(report(plan, "2026-01-01", as_of)) == {"1.1": ending}


@pytest.mark.parametrize(
    ("said", "keys", "ending"),
    [
        ("not-achieved 2026-06-01, not-achieved 2026-07-01", "", Ending.NOT_ACHIEVED),
        ("completed 2026-06-01, not-achieved 2026-07-01", "", Ending.NOT_ACHIEVED),
        ("not-applicable 2026-06-01, not-applicable 2026-07-01", "", Ending.NOT_APPLICABLE),
        ("completed 2026-06-01, completed 2026-07-01", "", Ending.COMPLETED),
        ("completed 2026-06-01, completed 2027-01-10", "", Ending.COMPLETED_LATER),
        ("completed 2026-06-01, discontinued 2026-07-01", "", Ending.COMPLETED),
        ("completed 2027-01-10, in-progress 2026-07-01", "", Ending.NOT_KNOWN),
        ("completed 2026-06-01, in-progress 2027-01-10", "", Ending.NOT_COMPLETED),
        ("completed 2026-06-01", "", Ending.NOT_KNOWN),
        ("continuous 2026-06-01, completed 2026-07-01", ONGOING, Ending.STANDING_MET),
        ("continuous 2027-01-10, delayed 2026-07-01", ONGOING, Ending.NOT_KNOWN),
        ("continuous 2026-06-01, delayed 2027-01-10", ONGOING, Ending.STANDING_NOT_MET),
        ("", "", Ending.NOT_REPORTED),
    ],
)
def test_what_each_party_does_for_itself_has_one_ending(
    said: str, keys: str, ending: Ending
) -> None:
    """It is that of the outstanding parts; all have completed when the last of them has."""
    parts = [part.split() for part in said.split(", ") if part]
    updates = own(
        *(f"{on} 1.1 {status} by={party}"
          for (status, on), party in zip(parts, ("Fiji", "Tonga"), strict=False))
    )  # fmt: skip
    plan = history(
        '[[objective]]\nid = "1"\n[[objective.activity]]\nid = "1.1"\n'
        f'lead = ["Fiji", "Tonga"]\neach = true\n{keys}',
        updates=updates,
    )
    assert endings(report(plan, "2026-01-01", "2027-02-01")) == {"1.1": ending}


def test_the_words_of_an_ending_fit_its_number() -> None:
    assert {name: ending(name, 1) for name in ENDING} == {
        name: f"1 {words.replace('commitments', 'commitment')}" for name, words in ENDING.items()
    }
    assert ending("standing-met", 2) == "2 standing commitments met"
    assert set(ENDING) == set(Ending)


def test_before_the_end_nothing_is_final() -> None:
    """The plan runs until 31 Dec 2026."""
    plan = history(PLAN, updates=journal(AT_THE_END))
    found = endings(report(plan, "2026-01-01", "2026-12-01"))
    assert (found["1.2"], found["1.6"]) == ("not-reported", "not-reported")
    assert found["1.5"] == "not-known"  # last reported on 1 June


@pytest.mark.parametrize(("as_of", "closes"), [("2026-10-31", False), ("2026-11-01", True)])
def test_the_balance_closes_from_sixty_days_before_the_end(as_of: str, closes: bool) -> None:
    assert bool(report(history(PLAN), "2026-01-01", as_of).balance) is closes


def test_what_was_taken_up_again_is_completed_from_the_second_time_on() -> None:
    said = "2026-01-01 1.1 completed\n2026-02-01 1.1 in-progress\n2026-03-01 1.1 completed"
    found = report(history(PLAN, updates=journal(said)), "2026-01-01", "2026-12-31")
    (first, *others) = found.balance
    assert first.completed_on == day("2026-03-01")
    assert {completed_on(each.progress) for each in others} == {None}


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
    silent = [each.progress.item.id for each in found.not_reported]
    assert silent == ["1.2", "1.3", "1.4", "1.5", "1.6", "2"]
    assert [each.name for each in found.grouped("theme")] == ["protection", None]
    assert found.grouped("lead") == ()


@pytest.mark.parametrize(
    ("as_of", "start"),
    [("2026-11-24", "2025-11-24"), ("2024-06-01", "2024-01-01"), ("2023-06-01", "2022-06-01")],
)
def test_the_default_period(as_of: str, start: str) -> None:
    """A year, within the plan; before the plan, a year too."""
    assert default_start(history(PLAN).versions[0].plan, day(as_of)) == day(start)
