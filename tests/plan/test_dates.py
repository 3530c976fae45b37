"""Dates on the command line: what a word means as a beginning, and what as an end."""

from __future__ import annotations

from datetime import date

import pytest

from bptip.plan.dates import HOW_TO_WRITE, first_day, last_day, span_in_file, year_hint
from bptip.plan.errors import REFUSED, BptipError

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "as_a_beginning", "as_an_end"),
    [
        pytest.param("2025-06-30", "2025-06-30", "2025-06-30", id="a day"),
        pytest.param("2025-6-3", "2025-06-03", "2025-06-03", id="a day without its noughts"),
        pytest.param("2024-02-29", "2024-02-29", "2024-02-29", id="a leap day"),
        pytest.param("13 Apr 26", "2026-04-13", "2026-04-13", id="a year of two digits"),
        pytest.param("Mon 1/5/2026", "2026-01-05", "2026-01-05", id="the only such Monday"),
        pytest.param("Monday 30 November 2026", "2026-11-30", "2026-11-30", id="its weekday"),
        pytest.param("by Mon. 30-Nov-26", "2026-11-30", "2026-11-30", id="its weekday, short"),
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
        pytest.param("2025-H1", "2025-01-01", "2025-06-30", id="a half-year"),
        pytest.param("2 Dec 2025", "2025-12-02", "2025-12-02", id="as pages write a day"),
        pytest.param("2\u00a0Dec\u00a02025", "2025-12-02", "2025-12-02", id="no-break spaces"),
        pytest.param("2 December 2025", "2025-12-02", "2025-12-02", id="as sentences write it"),
        pytest.param("\u20682 Dec 2025\u2069", "2025-12-02", "2025-12-02", id="isolated"),
        pytest.param("2nd December 2025", "2025-12-02", "2025-12-02", id="an ordinal"),
        pytest.param("December 2, 2025", "2025-12-02", "2025-12-02", id="month first, by name"),
        pytest.param("Dec 2025", "2025-12-01", "2025-12-31", id="a month by name"),
        pytest.param("Sept. 2025", "2025-09-01", "2025-09-30", id="a month cut short"),
        pytest.param("31-Mar-27", "2027-03-31", "2027-03-31", id="as Excel writes a day"),
        pytest.param("31\u2011Mar\u20112027", "2027-03-31", "2027-03-31", id="other hyphens"),
        pytest.param("Q4 2025", "2025-10-01", "2025-12-31", id="a quarter first"),
        pytest.param("H1 2025", "2025-01-01", "2025-06-30", id="a half-year first"),
        pytest.param("end of 2026", "2026-12-31", "2026-12-31", id="its last day, as both"),
        pytest.param("by end-2026", "2026-12-31", "2026-12-31", id="the same with a hyphen"),
        pytest.param("End-June 2026", "2026-06-30", "2026-06-30", id="the same of a month"),
        pytest.param("End of March 2026", "2026-03-31", "2026-03-31", id="the end of a month"),
        pytest.param("31/03/2027", "2027-03-31", "2027-03-31", id="slashes with one reading"),
        pytest.param("12/31/2025", "2025-12-31", "2025-12-31", id="month first, one reading"),
        pytest.param("04/04/2025", "2025-04-04", "2025-04-04", id="both readings the same"),
        pytest.param("28.11.26", "2026-11-28", "2026-11-28", id="a year of two digits"),
        pytest.param("13-04-26", "2026-04-13", "2026-04-13", id="hyphens, no year of a plan first"),
        pytest.param("15/2/27", "2027-02-15", "2027-02-15", id="slashes, a year of two digits"),
        pytest.param("24.11.2026", "2026-11-24", "2026-11-24", id="dots"),
        pytest.param("2025/06/30", "2025-06-30", "2025-06-30", id="year first with slashes"),
        pytest.param("12 Agu 2026", "2026-08-12", "2026-08-12", id="Indonesian, cut short"),
        pytest.param("akhir Desember 2026", "2026-12-31", "2026-12-31", id="Indonesian, an end"),
        pytest.param("1er févr. 2026", "2026-02-01", "2026-02-01", id="French"),
        pytest.param("30. Juni 2026", "2026-06-30", "2026-06-30", id="a full stop behind the day"),
        pytest.param("30.Jun.2026", "2026-06-30", "2026-06-30", id="full stops without blanks"),
        pytest.param("12 de junio de 2026", "2026-06-12", "2026-06-12", id="Spanish"),
        pytest.param("março de 2026", "2026-03-01", "2026-03-31", id="Portuguese"),
        pytest.param("1º de março de 2026", "2026-03-01", "2026-03-01", id="Portuguese, the first"),
        pytest.param("ngày 5 tháng 9 năm 2026", "2026-09-05", "2026-09-05", id="Vietnamese"),
        pytest.param("tháng mười một/2026", "2026-11-01", "2026-11-30", id="Vietnamese words"),
        pytest.param("๑๒ มิถุนายน ๒๕๖๙", "2026-06-12", "2026-06-12", id="Thai, Buddhist era"),
        pytest.param("ไตรมาส 1/2569", "2026-01-01", "2026-03-31", id="Thai, a quarter"),
        pytest.param("ก.ย. 2026", "2026-09-01", "2026-09-30", id="Thai, our era"),
        pytest.param("on the 3rd of May 2026", "2026-05-03", "2026-05-03", id="with all words"),
        pytest.param("within 2026", "2026-01-01", "2026-12-31", id="within a year"),
        pytest.param("during Q3 2026", "2026-07-01", "2026-09-30", id="during a quarter"),
        pytest.param("before 1 October 2026", "2026-09-30", "2026-09-30", id="before a day"),
        pytest.param("prior to June 2026", "2026-05-31", "2026-05-31", id="before a month"),
        pytest.param("before the end of 2026", "2026-12-31", "2026-12-31", id="before an end"),
        pytest.param("second quarter of 2026", "2026-04-01", "2026-06-30", id="a quarter in words"),
        pytest.param("by the 2nd half of 2026", "2026-07-01", "2026-12-31", id="a half in words"),
        pytest.param("end of quarter 3, 2026", "2026-09-30", "2026-09-30", id="a quarter's end"),
        pytest.param("quý 2 năm 2026", "2026-04-01", "2026-06-30", id="Vietnamese, a quarter"),
        pytest.param("2026年3月31日", "2026-03-31", "2026-03-31", id="Chinese and Japanese"),
        pytest.param("2026년 3월", "2026-03-01", "2026-03-31", id="Korean, a month"),
        pytest.param("9999", "9999-01-01", "9999-12-31", id="the last year that there is"),
    ],
)
def test_a_span_is_its_first_day_as_a_beginning_and_its_last_as_an_end(
    text: str, as_a_beginning: str, as_an_end: str
) -> None:
    assert first_day(text, TODAY) == date.fromisoformat(as_a_beginning)
    assert last_day(text, TODAY) == date.fromisoformat(as_an_end)


@pytest.mark.parametrize(
    ("month", "number"), [("Mac", 3), ("Julai", 7), ("Ogos", 8), ("Disember", 12)]
)
def test_a_month_may_have_its_malay_name(month: str, number: int) -> None:
    assert last_day(f"30 {month} 2026", TODAY) == date(2026, number, 30)


def test_a_month_that_does_not_exist_is_not_a_financial_year() -> None:
    """The advice was the end of a financial year, 2027-06-30."""
    assert "financial" not in " ".join(refusal("2027-13").hints)


def refusal(text: str) -> BptipError:
    """Returns the refusal of a text, the same as a beginning and as an end."""
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
            "3/4/25",
            "It could mean 2025-04-03 (3 Apr 2025) or 2025-03-04 (4 Mar 2025).",
            id="a year of two digits",
        ),
        pytest.param(
            "27-03-31",
            "It could mean 2031-03-27 (27 Mar 2031) or 2027-03-31 (31 Mar 2027).",
            id="hyphens, and a year of two digits first or last",
        ),
    ],
)
def test_a_date_with_slashes_is_refused_with_its_readings(text: str, readings: str) -> None:
    assert readings in refusal(text).hints


@pytest.mark.parametrize(
    "text",
    [
        "Friday 30 November 2026",
        "by the Friday, November 30, 2026",
        "before Fri. 30/11/2026",
        "fri 30-Nov-26",
        "FRIDAY 2026-11-30",
        "Friday ๓๐/๑๑/2026",
    ],
)
def test_a_date_under_the_name_of_another_day_is_refused_with_both(text: str) -> None:
    refused = refusal(text)
    assert refused.message == f'"{text}" names two days: 30 Nov 2026 is a Monday, not a Friday.'
    assert refused.hints == ("Correct the date, or the day of the week.",)


def test_the_name_of_a_day_before_no_day_is_refused() -> None:
    """Its reading would leave the name out: of two readings neither is a Tuesday."""
    assert "2026-09-10 (10 Sep 2026) or 2026-10-09 (9 Oct 2026)" in refusal("Tue 10/9/26").hints[0]
    assert "cannot read" in refusal("Friday November 2026").message
    assert "cannot read" in refusal("Monthly 1/6/2026").message


@pytest.mark.parametrize(
    "text", ["2025-02-29", "2025-13", "2025-00-10", "2025-06-31", "0000", "31/02/2026", "29.2.2026"]
)
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
        "99/99/2025",
        "2025-06-30\n2025",
        "3O June 2026",
        "1O June 2026",
    ],
)
def test_what_is_no_date_is_refused_with_the_forms_that_are(text: str) -> None:
    refused = refusal(text)
    assert refused.message == f'bptip cannot read "{text}" as a date.'
    assert refused.hints[-1] == HOW_TO_WRITE


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("mid-2027", "half-year that is meant: 2027-06, 2027-H1."),
        ("the middle of 2027", "2027-06"),
        ("mid-August", "the day or the month that is meant: 2026-08-15, 2026-08."),
        ("late June 2027", "2027-06-20"),
        ("spring 2027", "hemisphere. Write the quarter that is meant: 2027-Q1 to 2027-Q4."),
        ("FY 26/27", "financial year: 2027-06-30."),
        ("FY2027", "financial year: 2027-06-30."),
        ("2027/28", "financial year: 2028-06-30."),
        ("end of FY 2027/28", "financial year: 2028-06-30."),
        ("March", "Add the year: 2026-03."),
        ("by the end of March", "Add the year: 2026-03."),
        ("by 2 Dec", "Write the year with four digits"),
        ("early 2027", "2027-Q1"),
        ("late 2027", "2027-Q4"),
        ("late Q3 2027", "quarter or half-year that is meant: 2027-Q3."),
        ("15/02/69", "four digits"),
        ("2 Dec", "Write the year with four digits"),
        ("Apr 13, 26", "Write the year with four digits"),
        ("13 Apr 69", "Write the year with four digits"),
        ("April 26", "Write the year with four digits"),
    ],
)
def test_a_text_that_is_nearly_a_date_is_refused_with_what_to_write(text: str, advice: str) -> None:
    assert any(advice in hint for hint in refusal(text).hints[:-1])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-06", "2025-06-01", "2025-06-30"),
        ("2025-Q2", "2025-04-01", "2025-06-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
    ],
)
def test_a_span_in_a_plans_file(text: str, first: str, last: str) -> None:
    span = span_in_file(text)
    assert span is not None
    assert span.words == text
    assert span.days == (date.fromisoformat(first), date.fromisoformat(last))


def test_ongoing_is_a_span_without_days() -> None:
    assert span_in_file("ongoing") == ("ongoing", None)


@pytest.mark.parametrize("text", ["", "soon", "2025-13", "2025-Q5", "Q2 2025", "0000"])
def test_no_other_text_is_a_span_in_a_plans_file(text: str) -> None:
    assert span_in_file(text) is None


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2569, 12, 31), "2569 is 543 years after 2026. The Buddhist year 2569 is 2026."),
        (date(3026, 1, 1), "3026 is 1000 years after 2026."),
        (date(1448, 1, 1), "1448 is 576 years before 2024. The Islamic year 1448 is 2027."),
        (date(115, 1, 1), "115 is 1909 years before 2024. The Minguo year 115 is 2026."),
        (date(2050, 1, 1), None),
        (date(2025, 1, 1), None),
    ],
)
def test_a_year_decades_away_may_be_of_another_calendar(day: date, said: str | None) -> None:
    """The year that is probably meant is named."""
    assert year_hint(day, date(2024, 1, 1), date(2026, 12, 31)) == said
