"""The status of an objective: what its activities add up to, and what was stated of it itself."""

from __future__ import annotations

import pytest

from bptip.plan.model import Outlook, Status
from bptip.progress.rollup import ROLL_UP, roll_up
from plan_text import activities_with, journal, objective, stands, version


def test_the_rules_are_those_of_the_design_in_its_order() -> None:
    assert [(rule.name, rule.status.value) for rule in ROLL_UP] == [
        ("all-not-applicable", "not-applicable"),
        ("all-discontinued", "discontinued"),
        ("all-completed", "completed"),
        ("all-not-reported", "not-reported"),
        ("all-ended", "not-achieved"),
        ("all-met", "continuous"),
        ("none-started", "not-started"),
        ("all-on-hold", "on-hold"),
        ("all-delayed", "delayed"),
        ("mixed", "in-progress"),
    ]


@pytest.mark.parametrize(
    ("activities", "rule", "status"),
    [
        # 1. All are discontinued, or not applicable.
        ("not-applicable not-applicable", "all-not-applicable", "not-applicable"),
        ("not-applicable discontinued", "all-discontinued", "discontinued"),
        ("discontinued", "all-discontinued", "discontinued"),
        ("discontinued discontinued", "all-discontinued", "discontinued"),
        # 2. The discontinued and the not applicable set aside, all are completed.
        ("completed not-applicable", "all-completed", "completed"),
        ("completed completed", "all-completed", "completed"),
        ("completed discontinued", "all-completed", "completed"),
        # 3. Nobody has stated the status of any.
        ("not-reported not-reported", "all-not-reported", "not-reported"),
        ("not-reported discontinued", "all-not-reported", "not-reported"),
        # 4. All have ended, and some were not achieved.
        ("not-achieved", "all-ended", "not-achieved"),
        ("completed not-achieved discontinued", "all-ended", "not-achieved"),
        # 6. None was started; silence about some does not change that.
        ("not-started not-started", "none-started", "not-started"),
        ("not-started not-reported", "none-started", "not-started"),
        ("not-started not-reported discontinued", "none-started", "not-started"),
        # 5. Each is completed, or stands and is met.
        ("continuous", "all-met", "continuous"),
        ("continuous completed", "all-met", "continuous"),
        ("continuous completed discontinued", "all-met", "continuous"),
        # 7. All that are open wait; silence about some does not change that.
        ("on-hold on-hold", "all-on-hold", "on-hold"),
        ("on-hold completed", "all-on-hold", "on-hold"),
        ("on-hold completed discontinued", "all-on-hold", "on-hold"),
        # 8. All that are open are late or wait; the same holds.
        ("delayed", "all-delayed", "delayed"),
        ("delayed on-hold", "all-delayed", "delayed"),
        ("delayed on-hold completed discontinued", "all-delayed", "delayed"),
        # 9. Everything else.
        ("not-achieved in-progress", "mixed", "in-progress"),
        ("not-achieved continuous", "mixed", "in-progress"),
        ("completed not-achieved not-reported", "mixed", "in-progress"),
        ("in-progress", "mixed", "in-progress"),
        ("in-progress in-progress", "mixed", "in-progress"),
        ("completed not-started", "mixed", "in-progress"),
        ("completed not-reported", "mixed", "in-progress"),
        ("completed in-progress discontinued", "mixed", "in-progress"),
        ("continuous not-reported", "mixed", "in-progress"),
        ("continuous on-hold", "mixed", "in-progress"),
        ("continuous delayed", "mixed", "in-progress"),
        ("delayed not-reported", "all-delayed", "delayed"),
        ("delayed not-started", "mixed", "in-progress"),
        ("on-hold not-reported", "all-on-hold", "on-hold"),
        ("delayed in-progress", "mixed", "in-progress"),
    ],
)
def test_activities_that_stand_so_make_the_objective(
    activities: str, rule: str, status: str
) -> None:
    found = objective(stands(*activities_with(activities), "2025-06-30"), "1")
    assert (found.rule, found.status, found.derived) == (rule, status, status)


@pytest.mark.parametrize("activities", ["completed in-progress", "in-progress completed"])
def test_the_order_of_the_activities_does_not_matter(activities: str) -> None:
    assert roll_up([Status(word) for word in activities.split()]).name == "mixed"


# An objective without activities.

BARE = version("""
    [[objective]]
    id = "1"
""")


@pytest.mark.parametrize(
    ("said", "status", "rule"),
    [
        pytest.param("", "not-reported", "no-activities", id="nobody has reported"),
        pytest.param("2025-03-01 1", "not-reported", "no-activities", id="only a nil return"),
        pytest.param("2025-03-01 1 delayed", "delayed", "stated", id="its own last update"),
        pytest.param(
            "2025-03-01 1 delayed\n2025-04-01 1 continuous", "continuous", "stated", id="the last"
        ),
        pytest.param(
            "2025-03-01 1 delayed\n2025-04-01 1", "delayed", "stated", id="a nil return after it"
        ),
    ],
)
def test_an_objective_without_activities_has_the_status_of_its_own_last_update(
    said: str, status: str, rule: str
) -> None:
    found = objective(stands(BARE, journal(said), "2025-06-30"), "1")
    assert (found.status, found.rule) == (status, rule)
    assert found.derived == status, "without activities the derived status is the same"


# An objective whose status an update states.


def test_a_stated_status_is_shown_and_the_derived_one_kept_beside_it() -> None:
    plan, said = activities_with("completed in-progress")
    stated = journal("2025-06-10 1 delayed")
    found = objective(stands(plan, (*said, *stated), "2025-06-30"), "1")
    assert (found.status, found.derived, found.rule) == ("delayed", "in-progress", "stated")


def test_a_stated_status_holds_whatever_its_activities_report_later() -> None:
    plan, said = activities_with("completed completed")
    stated = journal("2025-01-10 1 on-hold")
    found = objective(stands(plan, (*said, *stated), "2025-06-30"), "1")
    assert (found.status, found.derived) == ("on-hold", "completed")


def test_an_update_of_the_objective_that_states_no_status_leaves_the_derived_one() -> None:
    plan, said = activities_with("completed completed")
    noted = journal("2025-06-10 1 note=well")
    found = objective(stands(plan, (*said, *noted), "2025-06-30"), "1")
    assert (found.status, found.rule) == ("completed", "all-completed")


def test_a_stated_status_that_was_taken_back_leaves_the_derived_one() -> None:
    plan, said = activities_with("completed completed")
    mistaken = journal("wrong: 2025-06-10 1 delayed\n2025-06-10 1 retracts=wrong")
    found = objective(stands(plan, (*said, *mistaken), "2025-06-30"), "1")
    assert (found.status, found.rule) == ("completed", "all-completed")


def test_a_stated_status_never_moves_the_objectives_outlook() -> None:
    """The outlook is the worst of its activities'; what was said of the objective is a status."""
    plan, said = activities_with("in-progress completed")
    stated = journal("2025-06-10 1 delayed")
    found = objective(stands(plan, (*said, *stated), "2025-06-30"), "1")
    assert found.outlook is Outlook.ON_TRACK


def test_each_objective_is_rolled_up_from_its_own_activities() -> None:
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1" }, { id = "2.9" }]

        [[objective]]
        id = "2"
        activity = [{ id = "1.3" }]
    """)
    said = journal("""
        2025-03-01  1.1  completed
        2025-03-01  2.9  completed
        2025-03-01  1.3  delayed
    """)
    progress = stands(plan, said, "2025-06-30")
    assert objective(progress, "1").status is Status.COMPLETED
    assert objective(progress, "2").status is Status.DELAYED
