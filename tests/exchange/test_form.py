"""The form of a party: what is asked, what is shown, and what may be chosen."""

from __future__ import annotations

import pytest

from bptip.exchange.forms.form import promised
from bptip.exchange.forms.form_guide import example, steps
from bptip.exchange.forms.form_words import (
    HEADINGS,
    OUR_WORDS,
    Place,
    chosen_status,
    is_draft,
    is_no_change,
    is_ticked,
)
from bptip.plan.model import REPORTABLE, Status
from bptip.plan.parties import Parties
from exchange.forms import JOURNAL, VERSION, asking, form


def test_a_party_is_asked_about_what_it_leads_and_is_open() -> None:
    asked = {party: [each.item for each in asking().asked(party)] for party in asking().parties}
    assert asked == {
        "Fiji": ["1.1", "1.2", "1.4", "2.1"],
        "Samoa": ["1.2"],
        "Tonga": ["2.1"],
    }
    assert asking().nobody == ("1.5", "3")


def test_each_row_shows_the_promise_and_the_last_report() -> None:
    shown = {row.key: row.locked for row in form().rows}
    assert shown == {
        "1.1": ("1.1", "Hold a meeting", "Due: 30 Sep 2026", "In progress, 1 Mar 2026"),
        "1.2": (
            "1.2",
            "Train officers",
            "In every port\nDue: 2026-Q1\nLed jointly with Samoa: one answer is enough",
            "Delayed, 2 Mar 2026, by Samoa",
        ),
        "1.2#people": (
            "",
            "Indicator: Officers trained",
            "Baseline: 0 people\nTarget: 60 people",
            "20 people, 2 Mar 2026",
        ),
        "1.4": ("1.4", "Keep a hotline", "Ongoing, with no end of its own", "Never reported"),
        "2.1": (
            "2.1",
            "Train your staff",
            "Due: 31 Dec 2026\nAnswer for Fiji alone",
            "Never reported",
        ),
    }


def test_what_is_closed_is_shown_and_not_asked() -> None:
    (row,) = form().closed
    assert (row.key, row.last, row.fills) == ("1.3", "Completed, 1 May 2026", frozenset())


def test_the_update_that_is_shown_is_kept() -> None:
    assert {row.key: row.shown for row in form().rows} == {
        "1.1": "a", "1.2": "b", "1.2#people": None, "1.4": None, "2.1": None,
    }  # fmt: skip


def test_no_change_is_offered_where_a_status_was_stated_and_the_due_day_is_not_over() -> None:
    made = form()
    offered = {row.key: made.choices[row.choices][-1] for row in made.rows if row.choices}
    assert offered == {
        "1.1": "No change since the last report",
        "1.2": "Discontinued",
        "1.4": "Discontinued",
        "2.1": "Not applicable",
    }


def test_an_office_chooses_from_its_own_words() -> None:
    """A choice that theirs leaves out is in ours."""
    words = Parties(statuses={"Limited progress": Status.IN_PROGRESS, "Done": Status.COMPLETED})
    assert form(parties=words).choices["item"] == (
        "Limited progress", "Done", "Not started", "Continuous (no end of its own)", "Delayed",
        "On hold", "Ended, not achieved", "Discontinued",
    )  # fmt: skip


def test_every_status_can_be_chosen_and_is_read_back() -> None:
    assert {*OUR_WORDS, Status.NOT_APPLICABLE} == {*REPORTABLE}
    assert all(chosen_status(word.upper()) is status for status, word in OUR_WORDS.items())
    assert chosen_status("not applicable") is Status.NOT_APPLICABLE
    assert chosen_status("Complete-ish") is None


def test_ticks_and_other_small_words_are_read_as_people_write_them() -> None:
    assert is_no_change("no change")
    assert is_no_change("NO CHANGE SINCE THE LAST REPORT.")
    assert not is_no_change("No changes at the border")
    assert all(map(is_ticked, ("Yes", "x", "✓", "1")))
    assert not any(map(is_ticked, ("", " ", "No", "0")))
    assert is_draft("DRAFT")
    assert not is_draft("Final")


def test_a_promise_has_another_digest_if_its_words_change() -> None:
    first, second, *_ = form().rows
    assert first.promise
    assert first.promise != second.promise


def test_the_example_has_a_status_of_the_list() -> None:
    """An example with another word would send its reader to look for it in the list."""
    ours = Parties(statuses={"Limited progress": Status.IN_PROGRESS, "Done": Status.COMPLETED})
    for parties, word in ((Parties(), "In progress"), (ours, "Limited progress")):
        made = form(parties=parties)
        assert example(made.in_progress)[Place.STATUS] == word
        assert word in made.choices["item"]


def test_the_help_says_what_an_empty_day_means() -> None:
    (text,) = [step.text for step in steps(form().head) if step.name == HEADINGS[Place.DAY]]
    assert "if you leave it empty, 30 Jun 2026 is recorded" in text


@pytest.mark.parametrize(
    ("by", "last"),
    [
        ("Fiji", "In progress, 1 Mar 2026; last report 20 May 2026"),
        ("Samoa", "In progress, 1 Mar 2026"),
    ],
)
def test_a_later_report_without_a_status_is_shown_by_its_day(by: str, last: str) -> None:
    """Its author would otherwise believe that it was lost; a note by others is not a report."""
    later = f"""
[[update]]
id = "z"
item = "1.1"
on = 2026-05-20
recorded = 2026-05-20T12:00:00Z
by = "{by}"
note = "The room is booked."
"""
    (row,) = [each for each in form(journal=JOURNAL + later).rows if each.key == "1.1"]
    assert row.last == last


def test_the_promise_of_work_that_comes_again_has_the_words_of_the_plan() -> None:
    """Without a due date nothing else says how often it is done."""
    question = next(each for each in asking().asked("Fiji") if each.item == "1.1")
    promise = question.activity.activity._replace(due=None, due_words=None)
    for extra, begin in (({"Timeframe": "twice a year"}, "Twice a year; no"), ({}, "No")):
        activity = question.activity._replace(activity=promise._replace(extra=extra))
        lines = promised(question._replace(activity=activity), VERSION, "Fiji")
        assert [*lines] == [f"{begin} due date; the plan ends on 31 Dec 2026"]
