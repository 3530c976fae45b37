"""Dates on the command line: what a word means as a beginning, and what as an end."""

from __future__ import annotations

from datetime import date

import pytest

from bptip.plan.dates import first_day, last_day
from bptip.plan.errors import REFUSED, BptipError

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "as_a_beginning", "as_an_end"),
    [
        pytest.param("2025-06-30", "2025-06-30", "2025-06-30", id="a day"),
        pytest.param("2025-6-3", "2025-06-03", "2025-06-03", id="a day without its noughts"),
        pytest.param("2024-02-29", "2024-02-29", "2024-02-29", id="a leap day"),
        pytest.param("today", "2026-03-01", "2026-03-01", id="today"),
        pytest.param("Today", "2026-03-01", "2026-03-01", id="today, with a capital"),
        pytest.param("yesterday", "2026-02-28", "2026-02-28", id="yesterday"),
        pytest.param("2025-11", "2025-11-01", "2025-11-30", id="a month"),
        pytest.param("2025-12", "2025-12-01", "2025-12-31", id="December"),
        pytest.param("2024-02", "2024-02-01", "2024-02-29", id="February of a leap year"),
        pytest.param("2025-02", "2025-02-01", "2025-02-28", id="February"),
        pytest.param("2025-Q1", "2025-01-01", "2025-03-31", id="the first quarter"),
        pytest.param("2025-Q2", "2025-04-01", "2025-06-30", id="the second quarter"),
        pytest.param("2025-Q3", "2025-07-01", "2025-09-30", id="the third quarter"),
        pytest.param("2025-Q4", "2025-10-01", "2025-12-31", id="the fourth quarter"),
        pytest.param("2025-q4", "2025-10-01", "2025-12-31", id="a quarter in small letters"),
        pytest.param("2025Q4", "2025-10-01", "2025-12-31", id="a quarter without a hyphen"),
        pytest.param("2025", "2025-01-01", "2025-12-31", id="a year"),
        pytest.param(" 2025 ", "2025-01-01", "2025-12-31", id="with spaces around it"),
        pytest.param("9999", "9999-01-01", "9999-12-31", id="the last year that there is"),
    ],
)
def test_a_span_is_its_first_day_as_a_beginning_and_its_last_as_an_end(
    text: str, as_a_beginning: str, as_an_end: str
) -> None:
    assert first_day(text, TODAY) == date.fromisoformat(as_a_beginning)
    assert last_day(text, TODAY) == date.fromisoformat(as_an_end)


def refusal(text: str) -> BptipError:
    """The refusal of a text, the same as a beginning and as an end."""
    with pytest.raises(BptipError) as begun:
        first_day(text, TODAY)
    with pytest.raises(BptipError) as ended:
        last_day(text, TODAY)
    assert (begun.value.message, begun.value.hints) == (ended.value.message, ended.value.hints)
    assert begun.value.exit_code == REFUSED
    return begun.value


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        pytest.param(
            "03/04/2025",
            "It could mean 2025-04-03 (3 Apr 2025) or 2025-03-04 (4 Mar 2025).",
            id="two readings, one for each side of an ocean",
        ),
        pytest.param(
            "3/4/2025",
            "It could mean 2025-04-03 (3 Apr 2025) or 2025-03-04 (4 Mar 2025).",
            id="without noughts",
        ),
        pytest.param(
            "31/12/2025", "It could mean 2025-12-31 (31 Dec 2025).", id="only as day and month"
        ),
        pytest.param(
            "12/31/2025", "It could mean 2025-12-31 (31 Dec 2025).", id="only as month and day"
        ),
        pytest.param("04/04/2025", "It could mean 2025-04-04 (4 Apr 2025).", id="twice the same"),
    ],
)
def test_a_date_with_slashes_is_refused_with_its_readings(text: str, readings: str) -> None:
    assert readings in refusal(text).hints


@pytest.mark.parametrize("text", ["2025-02-29", "2025-13", "2025-00-10", "2025-06-31", "0000"])
def test_a_day_that_there_is_not_is_refused(text: str) -> None:
    assert refusal(text).message == f'There is no such day as "{text}".'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "25",
        "2025-Q5",
        "2025-Q0",
        "2025-06-30T12:00:00Z",
        "30 June 2025",
        "2025/06/30",
        "99/99/2025",
        "2025-06-30\n2025",
    ],
)
def test_what_is_no_date_is_refused_with_the_forms_that_are(text: str) -> None:
    refused = refusal(text)
    assert refused.message == f'bptip cannot read "{text}" as a date.'
    assert refused.hints == ("Write 2025-06-30, 2025-06, 2025-Q2, 2025, today or yesterday.",)
