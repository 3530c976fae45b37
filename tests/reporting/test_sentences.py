"""The sentences at the beginning of a report: each rule with plain values, and their figures."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bptip.plan.journal import Receipt, Returns, Round
from bptip.reporting.report import ReportDates, report_of
from bptip.reporting.sentences import Sentence, sentences
from plan_text import history, journal

if TYPE_CHECKING:
    from bptip.plan.journal import PlanHistory

PLAN: Final = """
    [[objective]]
    id = "1"
    activity = [
        { id = "1.1", due = 2025-06-30 }, { id = "1.2", due = 2025-06-30 },
        { id = "1.3", due = 2025-07-01 }, { id = "1.4", due = 2025-12-31 },
        { id = "1.5", due = "ongoing" }, { id = "1.6" },
    ]
"""
PROGRESS: Final = """
    2025-05-01 1.1 completed
    2025-07-01 1.2 in-progress
    2025-02-01 1.4 delayed
    2025-02-01 1.5 continuous
"""


def made(plan: PlanHistory, since: str, as_of: str) -> dict[str, Sentence]:
    dates = ReportDates(date.fromisoformat(as_of), None, date.fromisoformat(since))
    return {each.rule: each for each in sentences(report_of(plan, dates, {}))}


def text(plan: str, updates: str, as_of: str, rule: str, since: str = "2025-01-01") -> str:
    return made(history(plan, updates=journal(updates)), since, as_of)[rule].text


def activities(*lines: str, partial: bool = False) -> str:
    listed = ", ".join(f'{{ id = "1.{n}"{", " + each if each else ""} }}'
                       for n, each in enumerate(lines, 1))  # fmt: skip
    head = "plan.partial = true\n" if partial else ""
    return f'{head}[[objective]]\nid = "1"\nactivity = [{listed}]'


@pytest.mark.parametrize(
    ("as_of", "sentence"),
    [
        (
            "2025-07-01",
            (
                "1 of the 3 activities due by 1 July 2025 is completed; 1 has passed its due date "
                "and 1 is due today."
            ),
        ),
        (
            "2025-08-01",
            (
                "1 of the 3 activities due by 1 August 2025 is completed; 1 has passed its due "
                "date and the outcome of 1 has not been reported."
            ),
        ),
        (
            "2027-01-01",
            (
                "1 of the 5 activities due by 1 January 2027 is completed; 2 have passed their due "
                "date and the outcome of 2 has not been reported."
            ),
        ),
    ],
)
def test_what_was_due_and_how_it_ended(as_of: str, sentence: str) -> None:
    """The parts add up; the standing commitment 1.5 has no end and is not counted."""
    assert text(PLAN, PROGRESS, as_of, "due") == sentence


def test_what_was_given_up_or_does_not_apply_was_not_due() -> None:
    """1.1 is completed, 1.2 discontinued, 1.3 not achieved."""
    plan = activities("due = 2025-03-31", "due = 2025-03-31", "due = 2025-03-31")
    updates = """
        2025-03-01 1.1 completed
        2025-03-01 1.2 discontinued
        2025-03-01 1.3 not-achieved
    """
    assert text(plan, updates, "2025-06-30", "due") == (
        "1 of the 2 activities due by 30 June 2025 is completed; 1 was not achieved."
    )


@pytest.mark.parametrize(
    ("updates", "sentence"),
    [
        ("2025-03-01 1.1 completed", ("1 of the 2 activities due by 30 June 2025 is completed; "
         "the outcome of 1 has not been reported.")),
        ("2025-03-01 1.1 completed\n2025-03-01 1.2 completed",
         "All 2 activities due by 30 June 2025 are completed."),
        ("", "The outcome of the 2 activities due by 30 June 2025 has not been reported."),
        ("2025-06-01 1.1 in-progress", ("None of the 2 activities due by 30 June 2025 is reported "
         "as completed; 1 has passed its due date and the outcome of 1 has not been reported.")),
    ],
)  # fmt: skip
def test_all_some_and_none(updates: str, sentence: str) -> None:
    plan = activities("due = 2025-03-31", "due = 2025-03-31", "due = 2025-12-31")
    assert text(plan, updates, "2025-06-30", "due") == sentence


@pytest.mark.parametrize(
    ("updates", "sentence"),
    [
        ("2025-03-01 1.1 completed", "The 1 activity due by 30 June 2025 is completed."),
        ("2025-06-01 1.1 in-progress",
         "The 1 activity due by 30 June 2025 is not completed; 1 has passed its due date."),
        ("2025-03-01 1.1 in-progress",
         "The outcome of the 1 activity due by 30 June 2025 has not been reported."),
    ],
)  # fmt: skip
def test_a_single_activity_is_due(updates: str, sentence: str) -> None:
    plan = activities("due = 2025-03-31", "due = 2025-12-31")
    assert text(plan, updates, "2025-06-30", "due") == sentence


@pytest.mark.parametrize(
    ("dates", "updates", "sentence"),
    [
        pytest.param(
            ["", "due = 2025-07-31", "start = 2025-08-01, due = 2025-12-31"],
            "2025-06-01 1.1 in-progress",
            "The latest report is of 1 June 2025; the status of 1 of 2 activities was never "
            "stated; 1 more is not yet due to begin.",
            id="at risk and never reported on",
        ),
        pytest.param(
            ["start = 2025-08-01", "start = 2025-08-01"],
            "",
            "No report has been received; none of the 2 activities is due to begin yet.",
            id="nothing is due to begin",
        ),
        pytest.param(
            ["start = 2025-08-01", "start = 2025-08-01"],
            "2025-06-01 1.1 not-started",
            "The latest report is of 1 June 2025; no report on the 1 activity is outstanding; "
            "1 more is not yet due to begin.",
            id="reported on before it begins",
        ),
    ],
)
def test_work_not_yet_due_to_begin_owes_no_report(
    dates: list[str], updates: str, sentence: str
) -> None:
    """It is counted apart; what is at risk and was never reported on has no report."""
    assert text(activities(*dates), updates, "2025-06-30", "latest-report") == sentence


def test_nothing_was_due_yet() -> None:
    plan = activities("due = 2025-12-31", "due = 2025-12-31", "due = 2025-12-31")
    updates = "2025-03-01 1.1 in-progress\n2025-03-01 1.2 completed"
    assert text(plan, updates, "2025-06-30", "under-way") == (
        "No activity was due by 30 June 2025; 1 of the 3 activities is reported as "
        "under way and 1 as completed."
    )


def test_nothing_was_due_yet_and_all_that_moved_is_completed() -> None:
    """The sentence then begins with the completed ones."""
    plan = activities("due = 2025-12-31", "due = 2025-12-31")
    updates = "2025-03-01 1.1 completed"
    assert text(plan, updates, "2025-06-30", "under-way") == (
        "No activity was due by 30 June 2025; 1 of the 2 activities is reported as completed."
    )
    assert text(plan, "", "2025-06-30", "under-way") == (
        "No activity was due by 30 June 2025; none of the 2 activities is reported as under way."
    )


def test_standing_commitments_are_not_counted_as_under_way() -> None:
    """They have no end, so they are counted only in a plan that has nothing else."""
    standing = 'due = "ongoing"'
    updates = "2025-03-01 1.1 continuous\n2025-03-01 1.2 on-hold"
    assert text(activities(standing, standing), updates, "2025-06-30", "under-way") == (
        "No activity was due by 30 June 2025; 1 of the 2 standing commitments is met."
    )
    assert text(activities(standing, "due = 2025-12-31"), updates, "2025-06-30", "under-way") == (
        "No activity was due by 30 June 2025; the 1 activity is not reported as under way."
    )


def test_nothing_is_counted_where_nothing_is_left() -> None:
    """A plan without items lists none; what is discontinued is not among what is under way."""
    empty = made(history(""), "2025-01-01", "2025-06-30")
    assert empty["under-way"].text == ("No objective was due by 30 June 2025; the plan lists none.")
    assert empty["latest-report"].text == (
        "No report has been received; the plan lists no objectives."
    )
    dropped = "2025-03-01 1.1 discontinued\n2025-03-01 1.2 discontinued"
    assert text(activities("", ""), dropped, "2025-06-30", "under-way") == (
        "No activity was due by 30 June 2025; all are discontinued or not applicable."
    )


def test_a_partial_plan_counts_the_known_activities() -> None:
    plan = activities("due = 2025-03-31", "due = 2025-03-31", partial=True)
    assert text(plan, "2025-03-01 1.1 completed", "2025-06-30", "due") == (
        "1 of the 2 known activities due by 30 June 2025 is completed; "
        "the outcome of 1 has not been reported."
    )


def test_a_plan_without_activities_counts_its_objectives() -> None:
    plan = '[[objective]]\nid = "1"\n[[objective]]\nid = "2"'
    updates = "2025-03-01 1 in-progress"
    assert text(plan, updates, "2025-06-30", "under-way") == (
        "No objective was due by 30 June 2025; 1 of the 2 objectives is reported as under way."
    )


def test_what_moved_in_the_period() -> None:
    """An item completed before the period did not move in it; a note moves nothing."""
    plan = activities(*[""] * 6)
    updates = """
        2024-06-01 1.1 completed
        2024-06-01 1.2 in-progress
        2025-02-01 1.2 completed
        2024-06-01 1.3 in-progress
        2025-02-01 1.3 delayed
        2025-02-01 1.4 in-progress
        2024-06-01 1.5 in-progress
        2025-02-01 1.5 discontinued
        2024-06-01 1.6 on-hold
        2025-02-01 1.6 note=waiting
    """
    assert text(plan, updates, "2025-06-30", "moved") == (
        "Since 1 January 2025, 1 activity was completed, 1 was discontinued, "
        "1 is newly off track and 1 has a status for the first time."
    )


def test_nothing_moved() -> None:
    assert text(activities("", ""), "2024-06-01 1.1 delayed", "2025-06-30", "moved") == (
        "Since 1 January 2025, no activity was completed or discontinued, "
        "and none is newly off track."
    )


def test_what_joined_the_plan_did_not_move() -> None:
    """It is counted apart, so that the number of completed activities can be followed."""
    amended = "plan.released = 2025-03-01\n" + activities("", "", "")
    updates = journal("2025-04-01 1.2 completed\n2025-04-01 1.3 in-progress")
    moved = made(history(activities(""), amended, updates=updates), "2025-01-01", "2025-06-30")
    assert moved["moved"].text == (
        "Since 1 January 2025, no activity was completed or discontinued, and none is newly off "
        "track; of the activities added to the plan, 1 is completed."
    )


@pytest.mark.parametrize(
    ("updates", "sentence"),
    [
        ("", "No report has been received on the 3 activities."),
        (
            "2024-06-01 1.1 in-progress\n2025-06-01 1.2 in-progress",
            (
                "The latest report is of 1 June 2025; 1 of 3 activities has no recent report and "
                "the status of 1 was never stated."
            ),
        ),
        (
            "2025-06-01 1.1 completed\n2025-06-01 1.2 in-progress",
            (
                "The latest report is of 1 June 2025; the status of 1 of 3 activities was never "
                "stated."
            ),
        ),
        (
            "2025-06-01 1.1 completed\n2025-06-01 1.2 in-progress\n2025-06-02 1.3 in-progress",
            "The latest report is of 2 June 2025; no report on the 3 activities is outstanding.",
        ),
    ],
)
def test_how_old_the_reports_are(updates: str, sentence: str) -> None:
    assert text(activities("", "", ""), updates, "2025-06-30", "latest-report") == sentence


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        pytest.param("2025-06-01 1.1 delayed by=Fiji", "is not completed; 1 has passed its due "
                     "date", id="the worst party decides its outlook, and hides the silent one"),
        pytest.param("2025-06-01 1.1 completed by=Fiji", "has been reported in part",
                     id="the silent party decides its outlook, and hides the other one"),
    ],
)  # fmt: skip
def test_a_shared_activity_is_outstanding_while_some_parties_are_silent(
    line: str, sentence: str
) -> None:
    """A party that has reported is not counted as silent because another one is."""
    plan = """
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Fiji", "Tonga"], each = true, due = 2025-05-31 }]
    """
    said = tuple(each._replace(own=True) for each in journal(line))
    found = made(history(plan, updates=said), "2025-01-01", "2025-06-30")
    assert found["latest-report"].text == (
        "The latest report is of 1 June 2025; on 1 of 1 activity some parties have no recent "
        "report."
    )
    outcome = "The outcome of the" if "in part" in sentence else "The"
    assert found["due"].text == f"{outcome} 1 activity due by 30 June 2025 {sentence}."


def test_an_outcome_reported_in_part_is_apart_from_those_of_which_nothing_is_known() -> None:
    plan = """
        [[objective]]
        id = "1"
        activity = [
            { id = "1.1", lead = ["Fiji", "Tonga"], each = true, due = 2025-05-31 },
            { id = "1.2", lead = ["Tonga"], due = 2025-05-31 },
        ]
    """
    said = [each._replace(own=True) for each in journal("2025-06-01 1.1 completed by=Fiji")]
    found = made(history(plan, updates=tuple(said)), "2025-01-01", "2025-06-30")
    assert found["due"].text == (
        "None of the 2 activities due by 30 June 2025 is reported as completed; the outcome of 1 "
        "has not been reported and the outcome of 1 has been reported in part."
    )
    assert found["latest-report"].text == (
        "The latest report is of 1 June 2025; the status of 1 of 2 activities was never stated "
        "and on 1 some parties have no recent report."
    )


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        pytest.param("", "No report that counts has been received on the 2 activities.", id="none"),
        pytest.param(
            "2025-06-01 1.2 in-progress by=Fiji",
            "The latest report is of 1 June 2025; the status of 1 of 2 activities was not stated "
            "in a report that counts.",
            id="another",
        ),
    ],
)
def test_a_status_that_does_not_count_was_stated(others: str, sentence: str) -> None:
    """A version that drops `each` passes the parties' own statements by."""
    own = journal("2025-02-01 1.1 completed by=Fiji")[0]._replace(id="own", own=True)
    plan = history(activities("", ""), updates=(own, *journal(others)))
    assert made(plan, "2025-01-01", "2025-06-30")["latest-report"].text == sentence


def in_round(*receipts: Receipt, due: str) -> Returns:
    asked = Round(
        id="r",
        round="2025",
        as_of=date(2025, 3, 31),
        due=date.fromisoformat(due),
        version=1,
        asked=("Fiji", "Nepal", "Tonga"),
        recorded=moment("2025-04-01"),
    )
    return Returns((asked,), receipts)


def moment(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def receipt(party: str, *, draft: bool = False) -> Receipt:
    day = "2025-05-01"
    return Receipt(
        id=party,
        round="2025",
        party=party,
        received=date.fromisoformat(day),
        recorded=moment(day),
        draft=draft,
    )


def test_a_round_that_is_due_says_from_whom_reports_came() -> None:
    """A draft is not a return, and is named beside; so is a party that will not answer."""
    declined = receipt("Tonga")._replace(excused="declined")
    returns = in_round(receipt("Fiji"), receipt("Nepal", draft=True), declined, due="2025-05-31")
    plan = history(activities("", ""))._replace(returns=returns)
    found = made(plan, "2025-01-01", "2025-06-30")
    assert found["returns"].text == (
        "Reports were received from 1 of 3 parties in round 2025; 1 draft is not cleared yet "
        "and 1 party is excused."
    )
    assert "open-round" not in found


def test_a_round_before_the_period_says_nothing_about_it() -> None:
    plan = history(activities("", ""))._replace(returns=in_round(due="2025-05-31"))
    assert "returns" not in made(plan, "2025-04-01", "2025-06-30")


def test_an_open_round_has_a_fourth_sentence() -> None:
    plan = history(activities("", ""))._replace(returns=in_round(receipt("Fiji"), due="2025-07-31"))
    found = made(plan, "2025-01-01", "2025-06-30")
    assert list(found) == ["under-way", "moved", "latest-report", "open-round"]
    assert found["open-round"].text == (
        "Returns on the status of 31 March 2025 are awaited until 31 July 2025; 1 of 3 has come."
    )


DATES: Final = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
NUMBERS: Final = re.compile(r"\d[\d,]*")
LINES: Final = st.lists(
    st.builds(
        "{}-{:02}-01 1.{} {}".format,
        st.sampled_from([2024, 2025]),
        st.integers(1, 12),
        st.integers(1, 4),
        st.sampled_from(["completed", "in-progress", "delayed", "discontinued", "not-achieved"]),
    ),
    max_size=12,
)


@given(LINES, st.dates(date(2025, 1, 1), date(2027, 6, 1)))
def test_every_number_in_a_sentence_is_among_its_figures(lines: list[str], as_of: date) -> None:
    """The parts of the first sentence add up to its whole."""
    plan = activities("due = 2025-03-31", "due = 2025-12-31", 'due = "ongoing"', "")
    found = made(history(plan, updates=journal("\n".join(lines))), "2025-01-01", as_of.isoformat())
    for sentence in found.values():
        figures = set(sentence.figures.values())
        numbers = NUMBERS.findall(DATES.sub("", sentence.text))
        assert {int(each.replace(",", "")) for each in numbers} <= figures
    if "due" in found:
        parts = dict(found["due"].figures)
        del parts["due_by"]
        whole = parts.pop("due")
        assert sum(n for n in parts.values() if isinstance(n, int)) == whole
