"""Needs attention: what is late or at risk, and what has no recent report."""

from __future__ import annotations

from datetime import date

import pytest

from bptip.pages import document
from bptip.pages.parts.attention import late_row, silent_table
from bptip.pages.parts.statuses import outlook
from bptip.pages.report.first_lists import obstacle
from bptip.progress.attention import attention
from bptip.progress.plan_progress import progress_on
from bptip.progress.selection import Filters, select
from bptip.render.layout.plain_text import plain_text
from plan_text import ids, journal, stands, version

PLAN = version("""
    [[objective]]
    id = "1"
    activity = [
        { id = "1.1", lead = ["Indonesia"] },
        { id = "1.2", lead = ["Australia"] },
        { id = "1.3", lead = ["Indonesia"] },
    ]

    [[objective]]
    id = "2"
""")

ALL_WELL = """
    2025-06-01  1.1  in-progress
    2025-06-01  1.2  completed
    2025-06-01  1.3  continuous
    2025-06-01  2    in-progress
"""


def needs(said: str, on: str = "2025-06-30") -> tuple[list[str], list[str]]:
    """Returns the ids in the two parts, on a day."""
    found = attention(stands(PLAN, journal(said), on))
    return ids(found.late_or_at_risk), ids(found.no_recent_report)


def test_it_is_empty_if_all_is_well() -> None:
    assert needs(ALL_WELL) == ([], [])


def test_it_is_empty_only_if_all_is_well() -> None:
    """One update fewer, and somebody is named."""
    lines = ALL_WELL.strip().splitlines()
    for n, line in enumerate(lines):
        rest = "\n".join(lines[:n] + lines[n + 1 :])
        assert needs(rest) == ([], [line.split()[1]])


@pytest.mark.parametrize(
    ("line", "late_or_at_risk", "no_recent_report"),
    [
        pytest.param("2025-06-01 1.1 delayed", True, False, id="off track"),
        pytest.param("2025-06-01 1.1 on-hold", True, False, id="at risk"),
        pytest.param("2024-06-01 1.1 in-progress", False, True, id="stale"),
        pytest.param("2025-06-01 1.1", False, True, id="reported, but no status"),
        pytest.param("2025-06-01 1.1 discontinued", False, False, id="closed"),
    ],
)
def test_an_activity_stands_in_the_part_of_its_outlook(
    line: str, late_or_at_risk: bool, no_recent_report: bool
) -> None:
    rest = "\n".join(ALL_WELL.strip().splitlines()[1:])
    expected = (["1.1"] if late_or_at_risk else [], ["1.1"] if no_recent_report else [])
    assert needs(f"{line}\n{rest}") == expected


def test_when_the_plan_has_ended_what_is_reported_as_open_is_late_and_the_rest_silent() -> None:
    assert needs(ALL_WELL, on="2027-01-01") == ([], ["1.1", "2"])
    said = f"{ALL_WELL}\n2027-01-01 1.1 in-progress"
    assert needs(said, on="2027-01-01") == (["1.1"], ["2"])


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2023-12-31", "never reported; plan starts 1 Jan 2024"),
        ("2024-01-01", "never reported"),
    ],
)
def test_before_the_plans_first_day_the_silent_are_said_to_be_early(on: str, words: str) -> None:
    rows = silent_table(attention(stands(PLAN, (), on)).no_recent_report, date.fromisoformat(on))
    assert {row.cells[2] for row in rows.rows} == {document.plain(words)}


@pytest.mark.parametrize("parts", ["", ", each = true"], ids=["as a whole", "of a party"])
@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param("2025-03-01 1.1 on-hold by=Fiji", "last reported 1 Mar 2025", id="on hold"),
        pytest.param("2025-04-29 1.1 delayed by=Fiji", "last reported 29 Apr 2025", id="delayed"),
        pytest.param("2025-04-30 1.1 on-hold by=Fiji", "", id="reported on the due day"),
    ],
)
def test_what_was_last_reported_before_it_was_due_is_said_to_be_so(
    parts: str, said: str, words: str
) -> None:
    """It is past due, and nobody knows whether it is still open: no page leaves that out."""
    plan = version(f"""
        [[objective]]
        id = "1"
        activity = [{{ id = "1.1", lead = ["Fiji", "Tonga"], due = 2025-04-30{parts} }}]
    """)
    reported = tuple(each._replace(own=bool(parts)) for each in journal(said))
    [item] = stands(plan, reported, "2025-06-30").activities
    part = item.parties[0] if parts else item
    row = plain_text(late_row(item, {}).cells[3])
    before = f"{words}, before it was due"
    assert (before in row) is bool(words)
    assert (before in obstacle(part, has_names=True)) is bool(words)
    assert ("last reported before it was due" in plain_text(outlook(part))) is bool(words)
    assert row.count("before it was due") == bool(words)


def test_what_is_not_yet_due_to_begin_needs_no_attention() -> None:
    plan = version('[[objective]]\nid = "1"\nactivity = [{ id = "1.1", start = 2025-07-01 }]')
    assert attention(stands(plan, (), "2025-06-30")) == ((), ())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("2025-06-01 2 delayed", (["2"], []), id="late"),
        pytest.param("2024-01-01 2 in-progress", ([], ["2"]), id="stale"),
    ],
)
def test_an_objective_without_activities_stands_for_itself(
    line: str, expected: tuple[list[str], list[str]]
) -> None:
    others = "\n".join(ALL_WELL.strip().splitlines()[:-1])
    assert needs(f"{others}\n{line}") == expected


def test_for_an_objective_with_activities_these_speak() -> None:
    assert needs(ALL_WELL + "2025-06-10 1 delayed") == ([], [])


def test_the_worst_stand_first_and_the_plans_order_holds_among_equals() -> None:
    said = """
        2025-06-01  1.1  on-hold
        2025-06-01  1.2  delayed
        2025-06-01  1.3  on-hold
        2025-06-01  2    delayed
    """
    assert needs(said) == (["1.2", "2", "1.1", "1.3"], [])


def test_under_a_filter_it_is_narrowed_too() -> None:
    said = journal("""
        2025-06-01  1.1  delayed
        2025-06-01  1.2  delayed
    """)
    only = select(stands(PLAN, said, "2025-06-30"), Filters(lead=("Indonesia",)))
    late, silent = attention(only)
    assert (ids(late), ids(silent)) == (["1.1"], ["1.3"])


def test_what_is_due_longest_stands_first() -> None:
    """Within one outlook; where only the first are shown, they are the worst."""
    plan = version(
        '[[objective]]\nid = "1"\n'
        '[[objective.activity]]\nid = "1.1"\ndue = 2025-05-01\n'
        '[[objective.activity]]\nid = "1.2"\ndue = 2025-02-01\n'
        '[[objective.activity]]\nid = "1.3"\ndue = 2025-03-01\n'
    )
    said = journal("\n".join(f"2025-05-30 {item} delayed" for item in ("1.1", "1.2", "1.3")))
    late = attention(progress_on(plan, said, date(2025, 6, 1))).late_or_at_risk
    assert [each.item.id for each in late] == ["1.2", "1.3", "1.1"]
