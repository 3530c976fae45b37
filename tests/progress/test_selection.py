"""Filters and groups: or within one filter, and between them; figures are of what is left."""

from __future__ import annotations

from datetime import date

import pytest

from bptip.plan.model import Outlook, Status
from bptip.progress.counts import tally
from bptip.progress.plan_progress import Progress
from bptip.progress.selection import Filters, UpdateFilters, group, parties_of, select, themes_of
from plan_text import ids, journal, objective, stands, version

PLAN = version("""
    plan.parties = ["Indonesia", "Australia", "Malaysia"]
    plan.themes = ["prevention", "protection"]

    [[objective]]
    id = "1"

    [[objective.activity]]
    id = "1.1"
    lead = ["Indonesia"]
    themes = ["prevention"]
    due = 2025-05-31

    [[objective.activity]]
    id = "1.2"
    lead = ["Australia", "Indonesia"]
    partners = ["UNODC"]
    themes = ["protection", "prevention"]

    [[objective.activity]]
    id = "1.3"
    partners = ["Indonesia"]

    [[objective]]
    id = "2"

    [[objective.activity]]
    id = "2.1"
    lead = ["Australia"]
    themes = ["protection"]

    [[objective]]
    id = "3"
""")

SAID = journal("""
    2025-06-01  1.1  in-progress
    2025-06-01  1.2  completed
    2025-06-01  2.1  delayed
    2025-06-20  3    in-progress
""")


def progress() -> Progress:
    """Returns the plan with 1.1 overdue, 1.2 completed, 1.3 silent, 2.1 delayed, 3 bare."""
    return stands(PLAN, SAID, "2025-06-30")


NOTHING_ASKED = Filters()


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        pytest.param(NOTHING_ASKED, ["1.1", "1.2", "1.3", "2.1"], id="nothing asked: all"),
        pytest.param(Filters(objective=("1",)), ["1.1", "1.2", "1.3"], id="of one objective"),
        pytest.param(Filters(objective=("2", "1")), ["1.1", "1.2", "1.3", "2.1"], id="of either"),
        pytest.param(Filters(objective=("3",)), [], id="of one without activities"),
        pytest.param(Filters(lead=("Indonesia",)), ["1.1", "1.2"], id="led by Indonesia"),
        pytest.param(
            Filters(lead=("Indonesia", "Australia")),
            ["1.1", "1.2", "2.1"],
            id="led by Indonesia or Australia",
        ),
        pytest.param(Filters(lead=("UNODC",)), [], id="a partner is not a lead"),
        pytest.param(
            Filters(party=("Indonesia",)), ["1.1", "1.2", "1.3"], id="Indonesia leads or helps"
        ),
        pytest.param(Filters(party=("UNODC",)), ["1.2"], id="UNODC leads or helps"),
        pytest.param(Filters(theme=("prevention",)), ["1.1", "1.2"], id="of one theme"),
        pytest.param(
            Filters(theme=("prevention", "protection")),
            ["1.1", "1.2", "2.1"],
            id="of either theme",
        ),
        pytest.param(Filters(status=(Status.COMPLETED,)), ["1.2"], id="completed"),
        pytest.param(
            Filters(status=(Status.COMPLETED, Status.NOT_REPORTED)),
            ["1.2", "1.3"],
            id="completed or not reported",
        ),
        pytest.param(Filters(status=(Status.ON_HOLD,)), [], id="on hold: none is"),
        pytest.param(Filters(outlook=(Outlook.OFF_TRACK,)), ["1.1", "2.1"], id="off track"),
        pytest.param(
            Filters(outlook=(Outlook.CLOSED, Outlook.UNKNOWN)),
            ["1.2", "1.3"],
            id="closed or unknown",
        ),
        pytest.param(Filters(overdue=True), ["1.1"], id="overdue"),
        pytest.param(
            Filters(lead=("Indonesia",), status=(Status.COMPLETED,)),
            ["1.2"],
            id="led by Indonesia and completed",
        ),
        pytest.param(
            Filters(objective=("2",), lead=("Australia", "Indonesia")),
            ["2.1"],
            id="of objective 2 and led by either",
        ),
        pytest.param(
            Filters(objective=("2",), lead=("Indonesia",)), [], id="of objective 2 and by neither"
        ),
        pytest.param(
            Filters(lead=("Australia",), party=("UNODC",), theme=("protection",)),
            ["1.2"],
            id="three at once",
        ),
    ],
)
def test_filters_are_or_within_one_and_and_between_them(filters: Filters, left: list[str]) -> None:
    assert ids(select(progress(), filters).activities) == left


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        pytest.param(NOTHING_ASKED, ["1", "2", "3"], id="nothing asked"),
        pytest.param(Filters(lead=("Indonesia",)), ["1"], id="one with nothing left has no row"),
        pytest.param(
            Filters(objective=("3",)), ["3"], id="one without activities is kept by its own filter"
        ),
        pytest.param(Filters(objective=("1", "3")), ["1", "3"], id="also beside others"),
        pytest.param(
            Filters(objective=("3",), lead=("Indonesia",)), [], id="but by no other filter"
        ),
        pytest.param(
            Filters(status=(Status.IN_PROGRESS,)), ["1"], id="not even by that of its own status"
        ),
        pytest.param(Filters(overdue=True), ["1"], id="nor by overdue"),
        pytest.param(Filters(status=(Status.ON_HOLD,)), [], id="nothing at all"),
    ],
)
def test_objectives_that_have_a_row(filters: Filters, rows: list[str]) -> None:
    assert ids(select(progress(), filters).objectives) == rows


def test_counts_are_of_what_is_left() -> None:
    only = select(progress(), Filters(lead=("Indonesia",)))
    total = tally(objective(only, "1").activities)
    assert (total.activities, total.completed, total.countable, total.overdue) == (2, 1, 2, 1)
    assert {status: many for status, many in total.by_status.items() if many} == {
        "in-progress": 1,
        "completed": 1,
    }
    assert {outlook: many for outlook, many in total.by_outlook.items() if many} == {
        "off-track": 1,
        "closed": 1,
    }


def test_an_objectives_status_outlook_and_last_update_stay_those_of_the_whole() -> None:
    whole = objective(progress(), "1")
    part = objective(select(progress(), Filters(status=(Status.NOT_REPORTED,))), "1")
    assert ids(part.activities) == ["1.3"]
    assert (part.status, part.outlook) == (Status.IN_PROGRESS, Outlook.OFF_TRACK)
    assert (part.status, part.derived, part.rule) == (whole.status, whole.derived, whole.rule)
    assert part.last_update == date(2025, 6, 1)


def test_under_a_filter_the_date_of_the_latest_report_stays_the_whole_plans() -> None:
    assert select(progress(), Filters(lead=("Indonesia",))).last_update == date(2025, 6, 20)


@pytest.mark.parametrize(
    ("filters", "narrows"),
    [
        (Filters(), False),
        (Filters(objective=("1",)), False),
        (Filters(lead=("Indonesia",)), True),
        (Filters(party=("Indonesia",)), True),
        (Filters(theme=("prevention",)), True),
        (Filters(status=(Status.DELAYED,)), True),
        (Filters(outlook=(Outlook.UNKNOWN,)), True),
        (Filters(overdue=True), True),
        (Filters(objective=("1",), overdue=True), True),
    ],
)
def test_any_filter_but_that_of_objectives_is_one_of_activities(
    filters: Filters, narrows: bool
) -> None:
    assert filters.narrows_activities is narrows


# Groups.


def test_grouped_by_lead_rows_overlap_and_no_lead_stated_has_a_row() -> None:
    """In the order in which the plan first names them."""
    assert [(each.name, ids(each.activities)) for each in group(progress(), "lead")] == [
        ("Indonesia", ["1.1", "1.2"]),
        ("Australia", ["1.2", "2.1"]),
        (None, ["1.3"]),
    ]


def test_grouped_by_theme() -> None:
    assert [(each.name, ids(each.activities)) for each in group(progress(), "theme")] == [
        ("prevention", ["1.1", "1.2"]),
        ("protection", ["1.2", "2.1"]),
        (None, ["1.3"]),
    ]


def test_the_row_for_none_stated_is_there_only_if_it_has_something() -> None:
    only = select(progress(), Filters(objective=("2",)))
    assert [each.name for each in group(only, "lead")] == ["Australia"]


# The journal's filters: periods include both their days and are of `on`.


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        pytest.param(UpdateFilters(), ["a", "b", "c"], id="nothing asked: all"),
        pytest.param(UpdateFilters(item="1.1"), ["a", "c"], id="about an item"),
        pytest.param(UpdateFilters(by="Australia"), ["b", "c"], id="by a party"),
        pytest.param(UpdateFilters(since=date(2025, 4, 1)), ["b", "c"], id="since a day: with it"),
        pytest.param(UpdateFilters(since=date(2025, 4, 2)), ["c"], id="since the day after"),
        pytest.param(UpdateFilters(until=date(2025, 4, 1)), ["a", "b"], id="until a day: with it"),
        pytest.param(UpdateFilters(until=date(2025, 3, 31)), ["a"], id="until the day before"),
        pytest.param(
            UpdateFilters(item="1.1", by="Australia", since=date(2025, 4, 1)),
            ["c"],
            id="and between them",
        ),
    ],
)
def test_updates_that_are_left(filters: UpdateFilters, left: list[str]) -> None:
    said = journal("""
        a: 2025-03-01  1.1  in-progress  by=Indonesia  recorded=2025-08-01
        b: 2025-04-01  1.2  in-progress  by=Australia  recorded=2025-08-01
        c: 2025-05-01  1.1  completed    by=Australia  recorded=2025-08-01
    """)
    assert ids(each for each in said if filters.admits(each)) == left


# What names a plan knows.


def test_the_parties_of_a_plan_are_those_listed_then_leads_and_partners() -> None:
    assert parties_of(PLAN) == ("Indonesia", "Australia", "Malaysia", "UNODC")


def test_the_themes_of_a_plan_are_those_listed_then_those_of_its_activities() -> None:
    unlisted = version("""
        plan.themes = ["prevention"]

        [[objective]]
        id = "1"
        activity = [{ id = "1.1", themes = ["disruption", "prevention"] }]
    """)
    assert themes_of(unlisted) == ("prevention", "disruption")


def test_the_updates_of_a_group_are_its_own_and_its_members() -> None:
    said = journal("""
        2025-03-01 1.1 by=Co-chairs
        2025-04-01 1.1 by=Australia
        2025-05-01 1.1 by=Fiji
    """)
    filters = UpdateFilters(by="Co-chairs", members=("Australia", "Indonesia"))
    assert ids([each for each in said if filters.admits(each)]) == ["u1", "u2"]
