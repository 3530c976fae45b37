"""Contradictions between parties, and updates that a version does not count."""

from __future__ import annotations

from datetime import date

import pytest

from bptip.progress.contradictions import contradictions, not_counted
from plan_text import ids, journal, stands, version

PLAN = version("""
    [[objective]]
    id = "1"
    activity = [{ id = "1.1", lead = ["Fiji", "Tonga"] }]
""")


@pytest.mark.parametrize(
    ("said", "pair"),
    [
        pytest.param(
            "2025-06-01 1.1 delayed by=Fiji\n2025-06-01 1.1 completed by=Tonga",
            ("u2", "u1"),
            id="two leads, on one day",
        ),
        pytest.param(
            "2025-05-01 1.1 delayed by=Fiji\n2025-06-01 1.1 completed by=Tonga",
            None,
            id="two leads, on two days",
        ),
        pytest.param(
            "2025-05-01 1.1 delayed by=Fiji\n2025-06-01 1.1 completed by=UNODC",
            ("u2", "u1"),
            id="another party overrides a lead",
        ),
        pytest.param(
            "2025-05-01 1.1 in-progress by=Fiji\n2025-05-01 1.1 delayed by=Tonga\n"
            "2025-06-01 1.1 completed by=UNODC",
            ("u3", "u2"),
            id="the lead that spoke last",
        ),
        pytest.param(
            "2024-05-01 1.1 delayed by=Fiji\n2025-06-01 1.1 completed by=UNODC",
            None,
            id="the lead's statement is stale",
        ),
        pytest.param(
            "2025-05-01 1.1 completed by=Fiji\n2025-06-01 1.1 completed by=UNODC",
            None,
            id="both say the same",
        ),
        pytest.param(
            "2025-05-01 1.1 completed by=UNODC\n2025-06-01 1.1 delayed by=Fiji",
            None,
            id="a lead overrides another party",
        ),
        pytest.param(
            "2025-05-01 1.1 delayed by=Fiji\n2025-06-01 1.1 completed by=Fiji",
            None,
            id="one party says something new",
        ),
    ],
)
def test_statements_that_contradict_each_other(said: str, pair: tuple[str, str] | None) -> None:
    result = list(contradictions(stands(PLAN, journal(said), "2025-06-30")))
    assert [tuple(ids(each)) for each in result] == ([pair] if pair else [])


def test_own_statements_do_not_count_without_each() -> None:
    whole, own = journal("2025-05-01 1.1 delayed by=Fiji\n2025-06-01 1.1 completed by=Fiji")
    said = [whole, own._replace(own=True)]
    assert ids(not_counted(stands(PLAN, said, "2025-06-30"), said)) == ["u2"]


@pytest.mark.parametrize("lead", ["Co-chairs", "Australia"])
def test_a_group_speaks_for_a_lead_that_belongs_to_it(lead: str) -> None:
    """Its status is that of a lead, its note renews the date, and an outsider's does neither."""
    plan = version(f"""
        [plan]
        groups = {{ "Co-chairs" = ["Australia", "Indonesia"] }}

        [[objective]]
        id = "1"
        activity = [{{ id = "1.1", lead = ["{lead}"] }}]
    """)
    said = journal("""
        2025-05-02  1.1  delayed      by=Co-chairs
        2025-06-01  1.1  by=Co-chairs  note=x
        2025-06-02  1.1  by=UNODC  note=x
    """)
    progress = stands(plan, said, "2025-06-30")
    [activity] = progress.activities
    assert not activity.is_said_by_another
    assert (activity.last_update, progress.last_update) == (date(2025, 6, 1), date(2025, 6, 1))
    assert activity.last_report is not None
    assert activity.last_report.by == "Co-chairs"
    overridden = journal("""
        2025-05-02  1.1  delayed    by=Co-chairs
        2025-06-01  1.1  completed  by=UNODC
    """)
    [found] = contradictions(stands(plan, overridden, "2025-06-30"))
    assert ids(found) == ["u2", "u1"]


def test_a_group_that_leads_is_a_lead_itself() -> None:
    """Its notes renew the date, and its status is not that of an outsider."""
    plan = version("""
        [plan]
        groups = { "Co-chairs" = ["Australia", "Indonesia"] }

        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Co-chairs"] }]
    """)
    said = journal("""
        2025-05-01  1.1  in-progress  by=Australia
        2025-05-02  1.1  delayed      by=Co-chairs
        2025-06-01  1.1  by=Co-chairs  note=x
    """)
    [activity] = stands(plan, said, "2025-06-30").activities
    assert not activity.is_said_by_another
    assert activity.last_update == date(2025, 6, 1)
    assert list(contradictions(stands(plan, said, "2025-06-30"))) == []
