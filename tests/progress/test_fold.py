"""The fold: what a journal adds up to on a day, and what was known of it on another."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from bptip.pages.parts import statuses
from bptip.plan.model import Outlook, Reason, Status
from bptip.progress.counts import tally
from bptip.progress.fold import counting, in_order
from bptip.progress.item_progress import amending_party
from plan_text import (
    activities_with,
    activity,
    ids,
    item_of,
    journal,
    objective,
    stands,
    updates,
    version,
)

PLAN = version("""
    [[objective]]
    id = "1"
    activity = [{ id = "1.1" }, { id = "1.2" }]

    [[objective]]
    id = "2"
""")


def status_of(item: str, said: str, on: str, known_at: str | None = None) -> Status:
    """Returns the status of an activity of `PLAN` on a day."""
    return activity(stands(PLAN, journal(said), on, known_at=known_at), item).status


# Silence.


def test_what_nobody_has_reported_is_not_reported_and_not_not_started() -> None:
    silent = activity(stands(PLAN, (), "2025-06-30"), "1.1")
    assert silent.status is Status.NOT_REPORTED
    assert silent.reported.last_update is None
    assert silent.reported.updates == ()


def test_an_update_of_one_activity_says_nothing_of_the_next() -> None:
    assert status_of("1.2", "2025-03-01 1.1 completed", "2025-06-30") is Status.NOT_REPORTED


def test_an_activity_with_nothing_but_nil_returns_has_been_reported_without_a_status() -> None:
    said = journal("""
        2025-03-01  1.1
        2025-04-01  1.1
    """)
    found = activity(stands(PLAN, said, "2025-06-30"), "1.1")
    assert found.status is Status.NOT_REPORTED
    assert found.reported.last_update == date(2025, 4, 1)


def test_an_indicators_value_gives_no_status() -> None:
    result = activity(stands(PLAN, journal("2025-03-01 1.1 participants=74"), "2025-06-30"), "1.1")
    assert (result.status, result.rule) == (Status.NOT_REPORTED, "update")
    assert result.last_update == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("said", "status", "rule"),
    [
        pytest.param("2025-03-01 1.1 40%", "in-progress", "percentage", id="above 0"),
        pytest.param("2025-03-01 1.1 0.5%", "in-progress", "percentage", id="just above 0"),
        pytest.param("2025-03-01 1.1 0%", "not-started", "percentage", id="0"),
        pytest.param(
            "2025-03-01 1.1 100%", "in-progress", "percentage", id="100: nobody declared it"
        ),
        pytest.param(
            "2025-03-01 1.1 40%\n2025-04-01 1.1 0%", "not-started", "percentage", id="the latest"
        ),
        pytest.param(
            "2025-03-01 1.1 on-hold\n2025-04-01 1.1 60%", "on-hold", "update", id="stated before"
        ),
        pytest.param(
            "2025-03-01 1.1 60%\n2025-04-01 1.1 on-hold", "on-hold", "update", id="stated after"
        ),
    ],
)
def test_a_percentage_gives_a_status_where_none_is_stated(
    said: str, status: str, rule: str
) -> None:
    result = activity(stands(PLAN, journal(said), "2025-06-30"), "1.1")
    assert (result.status, result.rule) == (status, rule)


def test_the_reporters_words_belong_to_the_status_like_its_reason() -> None:
    said = updates("""
        [[update]]
        id = "1"
        item = "1.1"
        on = 2025-03-01
        recorded = 2025-03-01T12:00:00Z
        status = "in-progress"
        said = "Limited progress"
        challenges = "No funds."

        [[update]]
        id = "2"
        item = "1.1"
        on = 2025-04-01
        recorded = 2025-04-01T12:00:00Z
        challenges = "Still no funds."

        [[update]]
        id = "3"
        item = "1.1"
        on = 2025-05-01
        recorded = 2025-05-01T12:00:00Z
        status = "delayed"
    """)
    amended = activity(stands(PLAN, said, "2025-04-01"), "1.1").reported
    assert (amended.said, amended.challenges) == ("Limited progress", "Still no funds.")
    replaced = activity(stands(PLAN, said, "2025-05-01"), "1.1").reported
    assert (replaced.said, replaced.challenges) == (None, None)


# The as-of date: what was true.

A_LIFE = """
    2025-01-15  1.1  not-started
    2025-03-01  1.1  in-progress
    2025-06-01  1.1  on-hold
    2025-09-01  1.1  completed
"""


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        pytest.param("2025-01-14", "not-reported", id="the day before the first update"),
        pytest.param("2025-01-15", "not-started", id="the day of the first update"),
        pytest.param("2025-02-28", "not-started", id="the day before the second"),
        pytest.param("2025-03-01", "in-progress", id="the day of the second"),
        pytest.param("2025-08-31", "on-hold", id="between the third and the fourth"),
        pytest.param("2030-01-01", "completed", id="long after all"),
    ],
)
def test_updates_true_by_the_as_of_date_count(as_of: str, status: str) -> None:
    assert status_of("1.1", A_LIFE, as_of) == status


# Which of two updates wins.


@pytest.mark.parametrize(
    ("said", "wins"),
    [
        pytest.param(
            """
            2025-03-02  1.1  completed    recorded=2025-03-02
            2025-03-01  1.1  in-progress  recorded=2025-05-30
            """,
            "completed",
            id="the later day, though written down first",
        ),
        pytest.param(
            """
            2025-03-01  1.1  completed    recorded=2025-03-03
            2025-03-01  1.1  in-progress  recorded=2025-03-02
            """,
            "completed",
            id="of one day, the one written down later",
        ),
        pytest.param(
            """
            2025-03-01  1.1  completed    recorded=2025-03-02T09:00:01Z
            2025-03-01  1.1  in-progress  recorded=2025-03-02T09:00:00Z
            """,
            "completed",
            id="even a second later",
        ),
        pytest.param(
            """
            2025-03-01  1.1  completed    recorded=2025-03-02T00:30:00Z
            2025-03-01  1.1  in-progress  recorded=2025-03-02T08:00:00+09:00
            """,
            "completed",
            id="moments are compared, not clocks: eight in Tokyo is before half past midnight UTC",
        ),
        pytest.param(
            """
            b: 2025-03-01  1.1  completed    recorded=2025-03-02T09:00:00Z
            a: 2025-03-01  1.1  in-progress  recorded=2025-03-02T09:00:00Z
            """,
            "completed",
            id="of one moment, the later id",
        ),
        pytest.param(
            """
            b: 2025-03-01  1.1  completed    recorded=2025-03-02T09:00:00Z
            a: 2025-03-01  1.1  in-progress  recorded=2025-03-02T18:00:00+09:00
            """,
            "completed",
            id="one moment on two clocks is one moment",
        ),
    ],
)
def test_of_two_statuses_wins(said: str, wins: str) -> None:
    assert status_of("1.1", said, "2025-06-30") == wins


def test_the_order_of_the_blocks_in_the_file_never_matters() -> None:
    said = journal("""
        2025-03-01  1.1  delayed  40%  reason=funding  expected=2025-09-30
        2025-03-01  1.1  in-progress  participants=20  recorded=2025-03-02
        2025-04-01  1.1  next="hold the first course"
        wrong: 2025-05-01  1.1  completed
        2025-05-01  1.1  retracts=wrong
    """)
    expected = stands(PLAN, said, "2025-06-30")
    assert activity(expected, "1.1").status is Status.IN_PROGRESS
    for order in permutations(said):
        assert stands(PLAN, order, "2025-06-30") == expected


def test_updates_are_listed_by_day_then_moment_then_id() -> None:
    said = journal("""
        d: 2025-03-02  1.1  recorded=2025-03-02
        c: 2025-03-01  1.1  recorded=2025-03-05
        b: 2025-03-01  1.1  recorded=2025-03-04
        a: 2025-03-01  1.1  recorded=2025-03-05
    """)
    assert ids(in_order(said)) == ["b", "a", "c", "d"]


# The known-at date: what we said.


@pytest.mark.parametrize(
    ("known_at", "status"),
    [
        pytest.param("2025-03-31", "not-reported", id="before anything was written down"),
        pytest.param("2025-04-01", "in-progress", id="the day on which it was written down"),
        pytest.param("2025-07-09", "in-progress", id="before the correction"),
        pytest.param("2025-07-10", "delayed", id="the day of the correction"),
        pytest.param(None, "delayed", id="no known-at date: all that has been written"),
    ],
)
def test_updates_written_down_after_the_known_at_date_do_not_count(
    known_at: str | None, status: str
) -> None:
    said = """
        2025-03-01  1.1  in-progress  recorded=2025-04-01
        2025-03-15  1.1  delayed      recorded=2025-07-10
    """
    assert status_of("1.1", said, "2025-12-31", known_at) == status


@pytest.mark.parametrize(
    ("recorded", "counts"),
    [
        pytest.param("2025-04-01T23:59:59Z", True, id="the last second of the day in London"),
        pytest.param("2025-04-02T00:00:00Z", False, id="midnight after it"),
        pytest.param("2025-04-02T08:59:00+09:00", True, id="already tomorrow in Tokyo"),
        pytest.param("2025-04-01T20:00:00-05:00", False, id="still today in Lima"),
    ],
)
def test_the_known_at_date_is_a_day_in_utc(recorded: str, counts: bool) -> None:
    said = f"2025-03-01 1.1 in-progress recorded={recorded}"
    found = status_of("1.1", said, "2025-12-31", known_at="2025-04-01")
    assert found == ("in-progress" if counts else "not-reported")


def test_the_two_clocks_run_apart() -> None:
    """Both must be satisfied: true by the one date, written down by the other."""
    said = "2025-08-01 1.1 completed recorded=2025-03-01"
    assert status_of("1.1", said, "2025-07-31", known_at="2025-12-31") is Status.NOT_REPORTED
    assert status_of("1.1", said, "2025-12-31", known_at="2025-02-28") is Status.NOT_REPORTED
    assert status_of("1.1", said, "2025-08-01", known_at="2025-03-01") is Status.COMPLETED


# What is kept, each on its own.


def test_status_progress_and_each_indicator_keep_their_latest_value_each_on_its_own() -> None:
    said = journal("""
        2025-01-10  1.1  in-progress  10%  participants=20  courses=1
        2025-02-10  1.1  40%
        2025-03-10  1.1  participants=74
        2025-04-10  1.1  delayed
    """)
    reported = activity(stands(PLAN, said, "2025-06-30"), "1.1").reported
    assert reported.status is Status.DELAYED
    assert reported.progress == 40
    assert {name: (each.value, each.on) for name, each in reported.figures.items()} == {
        "participants": (74, date(2025, 3, 10)),
        "courses": (1, date(2025, 1, 10)),
    }


def test_the_status_is_that_of_the_update_that_states_it_not_of_the_last() -> None:
    said = journal("""
        hold: 2025-01-10  1.1  on-hold
        nil:  2025-02-10  1.1
    """)
    status_from = activity(stands(PLAN, said, "2025-06-30"), "1.1").reported.status_from
    assert status_from is not None
    assert status_from.id == "hold"


@pytest.mark.parametrize("later", ["completed", "discontinued", "not-started"])
def test_completed_does_not_make_progress_100_nor_any_status_another_figure(later: str) -> None:
    said = journal(f"""
        2025-01-10  1.1  in-progress  80%  participants=20
        2025-02-10  1.1  {later}
    """)
    reported = activity(stands(PLAN, said, "2025-06-30"), "1.1").reported
    assert reported.progress == 80
    assert reported.figures["participants"].value == 20


def test_completed_alone_states_no_progress() -> None:
    found = activity(stands(PLAN, journal("2025-01-10 1.1 completed"), "2025-06-30"), "1.1")
    assert found.reported.progress is None


def test_a_progress_of_nothing_is_a_statement() -> None:
    said = journal("""
        2025-01-10  1.1  in-progress  80%
        2025-02-10  1.1  0%  participants=0
    """)
    reported = activity(stands(PLAN, said, "2025-06-30"), "1.1").reported
    assert reported.progress == 0
    assert reported.figures["participants"].value == 0


def test_a_number_is_kept_as_it_is_written() -> None:
    said = updates("""
        [[update]]
        id = "u1"
        item = "1.1"
        on = 2025-12-02
        recorded = 2025-12-03T04:05:06Z
        progress = 80
        values = { participants = 74, hectares = 0.5 }
    """)
    reported = activity(stands(PLAN, said, "2025-12-31"), "1.1").reported
    assert repr(reported.progress) == "80"
    assert repr(reported.figures["participants"].value) == "74"
    assert repr(reported.figures["hectares"].value) == "0.5"


# Reason, expected and next belong to the status.


@pytest.mark.parametrize(
    ("then", "reason", "expected", "next_step"),
    [
        pytest.param("", "funding", "2025-09-30", "ask", id="nothing more is said"),
        pytest.param("delayed", None, None, None, id="the same status again replaces all three"),
        pytest.param("in-progress", None, None, None, id="another status replaces all three"),
        pytest.param(
            "on-hold reason=security",
            "security",
            None,
            None,
            id="another status replaces all three by what it says itself",
        ),
        pytest.param(
            "reason=staffing", "staffing", "2025-09-30", "ask", id="a reason amends the status"
        ),
        pytest.param(
            "expected=2025-12-31", "funding", "2025-12-31", "ask", id="so does an expected date"
        ),
        pytest.param("next=sign", "funding", "2025-09-30", "sign", id="and a next step"),
        pytest.param(
            "50% participants=74", "funding", "2025-09-30", "ask", id="a figure leaves them alone"
        ),
        pytest.param(
            "note=met", "funding", "2025-09-30", "ask", id="a note leaves them alone as well"
        ),
    ],
)
def test_reason_expected_and_next_after_a_delay(
    then: str, reason: str | None, expected: str | None, next_step: str | None
) -> None:
    said = journal(f"""
        2025-03-01  1.1  delayed  reason=funding  expected=2025-09-30  next=ask
        2025-04-01  1.1  {then}
    """)
    reported = activity(stands(PLAN, said, "2025-06-30"), "1.1").reported
    assert reported.reason == reason
    assert reported.expected == (date.fromisoformat(expected) if expected else None)
    assert reported.next == next_step


def test_an_amendment_holds_only_until_the_next_status() -> None:
    said = journal("""
        2025-03-01  1.1  delayed
        2025-04-01  1.1  reason=funding  expected=2025-09-30  next=ask
        2025-05-01  1.1  in-progress
    """)
    reported = activity(stands(PLAN, said, "2025-06-30"), "1.1").reported
    assert (reported.reason, reported.expected, reported.next) == (None, None, None)


@pytest.mark.parametrize(
    ("said", "reason", "expected"),
    [
        pytest.param("2025-03-01 1.1 delayed by=Fiji reason=staffing", None, None, id="its own"),
        pytest.param(
            """
            2025-03-01 1.1 delayed by=Fiji reason=staffing
            2025-04-01 1.1 by=UNODC reason=funding
            2025-05-01 1.1 by=Fiji expected=2026-06-30
            """,
            "UNODC",
            None,
            id="another's reason",
        ),
        pytest.param(
            """
            2025-03-01 1.1 delayed by=Fiji
            2025-04-01 1.1 by=UNODC reason=funding expected=2026-06-30
            2025-05-01 1.1 by=Fiji reason=staffing
            """,
            None,
            "UNODC",
            id="amended again",
        ),
        pytest.param(
            """
            2025-04-01 1.1 by=UNODC reason=funding expected=2026-06-30
            2025-05-01 1.1 delayed by=Fiji reason=staffing
            """,
            None,
            None,
            id="a status replaces it",
        ),
        pytest.param("2025-04-01 1.1 by=UNODC reason=funding", "UNODC", None, id="no status"),
        pytest.param("2025-04-01 1.1 by=Fiji reason=funding", None, None, id="a lead, no status"),
    ],
)
def test_an_amendment_by_another_party_is_that_partys(
    said: str, reason: str | None, expected: str | None
) -> None:
    """Whoever states a reason or a date is named, unless the status is that party's own."""
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Fiji"], partners = ["UNODC"] }]
    """)
    item = activity(stands(plan, journal(said), "2025-12-01"), "1.1")
    assert amending_party(item, "reason") == reason
    assert amending_party(item, "expected") == expected


def test_an_amendment_that_is_true_before_the_status_does_not_amend_it() -> None:
    """It amends the status in force on its own day, though it was written down last."""
    said = journal("""
        2025-03-01  1.1  in-progress
        2025-05-01  1.1  delayed
        2025-04-01  1.1  reason=funding  recorded=2025-05-20
    """)
    assert activity(stands(PLAN, said, "2025-06-30"), "1.1").reported.reason is None
    assert activity(stands(PLAN, said, "2025-04-30"), "1.1").reported.reason is Reason.FUNDING


def test_before_any_status_they_stand_alone() -> None:
    said = journal("2025-03-01 1.1 reason=funding expected=2025-09-30 next=ask")
    found = activity(stands(PLAN, said, "2025-06-30"), "1.1")
    assert found.status is Status.NOT_REPORTED
    assert found.reported.reason is Reason.FUNDING
    assert found.reported.expected == date(2025, 9, 30)
    assert found.reported.next == "ask"


def test_expected_counts_for_the_outlook_where_there_is_no_status_yet() -> None:
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", due = 2026-06-30 }]
    """)
    said = journal("2025-03-01 1.1 expected=2026-07-01")
    found = activity(stands(plan, said, "2025-06-30"), "1.1")
    assert found.status is Status.NOT_REPORTED
    assert found.outlook is Outlook.OFF_TRACK


def test_due_stays_what_was_promised_whatever_is_expected() -> None:
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", due = 2025-05-31 }]
    """)
    said = journal("2025-03-01 1.1 in-progress expected=2025-12-31")
    found = activity(stands(plan, said, "2025-06-30"), "1.1")
    assert found.basis.due == date(2025, 5, 31)
    assert found.basis.overdue


# Nil returns, and what is counted.


def test_a_nil_return_renews_the_last_update_and_changes_nothing_else() -> None:
    before = journal(
        "2025-03-01 1.1 delayed 40% participants=74 reason=funding expected=2025-09-30 next=ask"
    )
    nil = journal("nil: 2025-05-01 1.1")
    was = activity(stands(PLAN, before, "2025-06-30"), "1.1").reported
    now = activity(stands(PLAN, before + nil, "2025-06-30"), "1.1").reported
    assert now.last_update == date(2025, 5, 1)
    assert now == was._replace(updates=(*before, *nil))


def test_updates_counts_what_counts_nil_returns_included_and_retracted_ones_not() -> None:
    said = journal("""
        2025-03-01  1.1  in-progress
        2025-04-01  1.1
        wrong: 2025-05-01  1.1  completed
        2025-05-01  1.1  retracts=wrong
        2025-12-01  1.1  completed
    """)
    found = activity(stands(PLAN, said, "2025-06-30"), "1.1")
    assert ids(found.reported.updates) == ["u1", "u2"]


def test_the_last_update_is_the_latest_day_not_the_last_written() -> None:
    said = journal("""
        2025-05-01  1.1  in-progress  recorded=2025-05-01
        2025-02-01  1.1               recorded=2025-06-15
    """)
    reported = activity(stands(PLAN, said, "2025-06-30"), "1.1").reported
    assert reported.last_update == date(2025, 5, 1)


@pytest.mark.parametrize(
    ("said", "last"),
    [
        pytest.param("", None, id="nobody has reported"),
        pytest.param("2025-03-01 1 in-progress", "2025-03-01", id="its own"),
        pytest.param("2025-03-01 1.2 in-progress", "2025-03-01", id="an activity's"),
        pytest.param("2025-03-01 1.2", "2025-03-01", id="an activity's nil return"),
        pytest.param(
            "2025-03-01 1.1 completed\n2025-04-01 1.2\n2025-02-01 1 delayed",
            "2025-04-01",
            id="the latest of all",
        ),
        pytest.param(
            "2025-03-01 1.1 completed\n2025-05-01 1 delayed", "2025-05-01", id="its own is later"
        ),
        pytest.param("2025-03-01 2 completed", None, id="another objective's is not its own"),
    ],
)
def test_an_objectives_last_update_is_the_latest_of_its_activities_and_its_own(
    said: str, last: str | None
) -> None:
    found = objective(stands(PLAN, journal(said), "2025-06-30"), "1").last_update
    assert found == (date.fromisoformat(last) if last else None)


def test_the_plans_latest_report_is_the_latest_about_any_of_its_items() -> None:
    said = journal("""
        2025-03-01  1.1  completed
        2025-05-01  2
        2025-04-01  1.2  in-progress
        2025-12-01  1.2  completed
    """)
    assert stands(PLAN, said, "2025-06-30").last_update == date(2025, 5, 1)
    assert stands(PLAN, (), "2025-06-30").last_update is None


# One journal serves all versions of a plan.


def test_an_update_about_an_item_that_only_another_version_has_is_left_out_of_the_figures() -> None:
    said = journal("""
        2025-03-01  1.1  in-progress
        2025-05-01  3.1  completed
    """)
    found = stands(PLAN, said, "2025-06-30")
    assert ids(found.updates) == ["u1"]
    assert found.last_update == date(2025, 3, 1)
    assert found == stands(PLAN, said[:1], "2025-06-30")


def test_that_update_is_kept_for_the_version_that_has_the_item() -> None:
    older = version("""
        [[objective]]
        id = "3"
        activity = [{ id = "3.1" }]
    """)
    said = journal("2025-05-01 3.1 completed")
    assert activity(stands(older, said, "2025-06-30"), "3.1").status is Status.COMPLETED
    assert ids(counting(said, date(2025, 6, 30), None)) == ["u1"]


def test_an_activity_that_moved_to_another_objective_keeps_its_reports() -> None:
    moved = version("""
        [[objective]]
        id = "2"
        activity = [{ id = "1.1" }]
    """)
    said = journal("2025-03-01 1.1 in-progress")
    assert objective(stands(moved, said, "2025-06-30"), "2").status is Status.IN_PROGRESS
    assert item_of(moved, "1.1").title == "Activity 1.1"


# The whole of an activity.


@pytest.mark.parametrize(
    ("as_of", "elapsed"),
    [
        pytest.param("2023-12-31", 0.0, id="before the start: nothing"),
        pytest.param("2024-01-01", 0.0, id="the first day"),
        pytest.param("2024-01-06", 0.5, id="half of it"),
        pytest.param("2024-01-09", 0.8, id="eight days of ten"),
        pytest.param("2024-01-11", 1.0, id="the last day: all"),
        pytest.param("2024-01-12", 1.0, id="after the end: all, and no more"),
    ],
)
def test_elapsed_is_the_part_of_the_period_that_has_gone_by(as_of: str, elapsed: float) -> None:
    plan = version("plan.start = 2024-01-01\nplan.end = 2024-01-11")
    assert stands(plan, (), as_of).elapsed == pytest.approx(elapsed)


@pytest.mark.parametrize(
    ("as_of", "elapsed"), [("2024-05-31", 0.0), ("2024-06-01", 1.0), ("2024-06-02", 1.0)]
)
def test_of_a_plan_of_one_day_nothing_has_gone_by_before_it_and_all_from_then_on(
    as_of: str, elapsed: float
) -> None:
    plan = version("plan.start = 2024-06-01\nplan.end = 2024-06-01")
    assert stands(plan, (), as_of).elapsed == elapsed


@pytest.mark.parametrize(("as_of", "ended"), [("2026-12-31", False), ("2027-01-01", True)])
def test_a_plan_has_ended_after_its_last_day(as_of: str, ended: bool) -> None:
    assert stands(PLAN, (), as_of).ended is ended


@pytest.mark.parametrize(
    ("statuses", "completed", "countable", "percentage"),
    [
        pytest.param("in-progress", 0, 1, 0, id="none of one"),
        pytest.param("completed in-progress", 1, 2, 50, id="one of two"),
        pytest.param("completed completed in-progress", 2, 3, 66, id="rounded down"),
        pytest.param("completed " * 199 + "delayed", 199, 200, 99, id="never up to all of them"),
        pytest.param(
            "completed discontinued in-progress", 1, 2, 50, id="the discontinued are left out"
        ),
        pytest.param("completed discontinued", 1, 1, 100, id="all that is left"),
        pytest.param("continuous completed", 1, 1, 100, id="a standing commitment is apart"),
        pytest.param("not-reported completed", 1, 2, 50, id="the not reported are counted"),
        pytest.param("discontinued discontinued", 0, 0, None, id="nothing left: no percentage"),
        pytest.param("", 0, 0, None, id="no activities: no percentage"),
    ],
)
def test_completion_leaves_the_discontinued_out(
    statuses: str, completed: int, countable: int, percentage: int | None
) -> None:
    total = tally(stands(*activities_with(statuses), "2025-06-30").activities)
    assert (total.completed, total.countable, total.percentage) == (
        completed,
        countable,
        percentage,
    )


def test_every_status_and_every_outlook_is_counted_with_its_zero() -> None:
    plan, said = activities_with("delayed delayed not-reported completed")
    total = tally(stands(plan, said, "2025-06-30").activities)
    assert total.activities == 4
    assert total.by_status == {
        "not-reported": 1,
        "not-started": 0,
        "in-progress": 0,
        "continuous": 0,
        "delayed": 2,
        "on-hold": 0,
        "completed": 1,
        "not-achieved": 0,
        "discontinued": 0,
        "not-applicable": 0,
    }
    assert total.by_outlook == {
        "off-track": 2,
        "unfinished": 0,
        "at-risk": 0,
        "unknown": 1,
        "on-track": 0,
        "upcoming": 0,
        "closed": 1,
    }
    assert total.not_reported == 1


def test_overdue_is_counted_as_a_number_and_the_last_update_is_the_latest_of_all() -> None:
    plan = version("""
        [[objective]]
        id = "1"
        activity = [
            { id = "1.1", due = 2025-05-31 },
            { id = "1.2", due = 2025-05-31 },
            { id = "1.3", due = 2025-05-31 },
            { id = "1.4", due = 2025-08-31 },
        ]
    """)
    said = journal("""
        2025-03-01  1.1  in-progress
        2025-04-01  1.2  completed
    """)
    total = tally(stands(plan, said, "2025-06-30").activities)
    assert total.overdue == 2
    assert total.last_update == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param("", "not reported", id="silence"),
        pytest.param("2025-03-01 1.1 by=Fiji", "status not stated", id="a nil return"),
        pytest.param(
            "2025-03-01 1.1 by=Fiji expected=2026-06-30", "status not stated", id="a date"
        ),
        pytest.param("2025-03-01 1.1 by=UNODC note=Called", "not reported", id="a stranger"),
    ],
)
def test_a_report_without_a_status_is_not_called_no_report(said: str, words: str) -> None:
    """The status stays *not reported* in data; its words say that a report came."""
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Fiji"] }]
    """)
    progress = stands(plan, journal(said), "2025-12-01")
    item = activity(progress, "1.1")
    assert item.status is Status.NOT_REPORTED
    assert statuses.status_words(item) == words
    assert statuses.status_words(objective(progress, "1")) == words
