"""Dates in cells: days, spans, ongoing, recurring, and words that name no date."""

from __future__ import annotations

from datetime import date

import pytest

from bptip.exchange.tables.cell_dates import Calendar, date_in_text
from bptip.exchange.tables.collected import BUDDHIST_NOTE
from exchange.tables import activities, cell, codes, preview, table

PLAIN = Calendar()


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("2026-06-30", "day", date(2026, 6, 30)),
        ("30 June 2026", "day", date(2026, 6, 30)),
        ("June 30, 2026*", "day", date(2026, 6, 30)),
        ("30 Juni 2026", "day", date(2026, 6, 30)),
        ("31/03/2027", "day", date(2027, 3, 31)),
        ("13 Apr 26", "day", date(2026, 4, 13)),
        ("Mon 1/5/26", "day", date(2026, 1, 5)),
        ("Fri 10/9/26", "day", date(2026, 10, 9)),
        ("Monday, 30 November 2026", "day", date(2026, 11, 30)),
        ("30/11/2026 (Mon)", "day", date(2026, 11, 30)),
        ("Monthly 1/6/2026", "words", None),
        ("by 30 June 2026", "day", date(2026, 6, 30)),
        ("End of 2026", "day", date(2026, 12, 31)),
        ("by the end of June 2026", "day", date(2026, 6, 30)),
        ("before 1 October 2026", "day", date(2026, 9, 30)),
        ("before Q3 2026", "day", date(2026, 6, 30)),
        ("2026", "span", "2026"),
        ("Within 2026", "span", "2026"),
        ("during the third quarter of 2026", "span", "2026-Q3"),
        ("By 2026", "span", "2026"),
        ("By March 2026", "span", "2026-03"),
        ("Q2 2026", "span", "2026-Q2"),
        ("H1 2026", "span", "2026-H1"),
        ("By February 2026 and February 2027", "span", "2027-02"),
        ("Draft by March 2026; final report by June 2026", "span", "2026-06"),
        ("Jan – Mar 2026", "span", "2026-03"),
        ("2025-2027", "span", "2027"),
        ("March 2026 and ongoing", "span", "2026-03"),
        ("Ongoing", "ongoing", "ongoing"),
        ("Continuous", "ongoing", "ongoing"),
        ("ongoing, annually", "ongoing", "ongoing"),
        ("Annually", "recurring", None),
        ("Quarterly", "recurring", None),
        ("Once every quarter", "recurring", None),
        ("every meeting", "recurring", None),
        ("Once every quaarter", "recurring", None),
        ("Twice a year", "recurring", None),
        ("Six-monthly", "recurring", None),
        ("1 May every year", "recurring", None),
        ("Ongoing every 24 months", "words", None),
        ("1 activity per quarter, in any order", "words", None),
        ("June and November", "words", None),
        ("annually until 2027", "recurring", None),
        ("Within 90 days of adoption", "words", None),
        ("TBC", "words", None),
        ("early 2026", "words", None),
        ("mid-2026", "words", None),
        ("late June 2026", "words", None),
        ("Before the meeting of June 2026", "words", None),
        ("The guide is ready in June 2026 at the latest", "words", None),
        ("12 months", "words", None),
        ("See above", "words", None),
    ],
)
def test_a_text_has_one_kind(text: str, kind: str, due: object) -> None:
    """Several dates are the last one; a date inside a sentence is words."""
    dated = date_in_text(text, PLAIN)
    assert (dated.kind, dated.stored, dated.doubt) == (kind, due, None)


@pytest.mark.parametrize(
    "text",
    [
        "By 2026",
        "before 1 October 2026",
        "Ongoing",
        "Annually",
        "TBC",
        "End of 2026",
        "Jan – Mar 2026",
    ],
)
def test_the_words_of_a_date_that_is_no_plain_day_are_kept(text: str) -> None:
    """Under the column's name."""
    made = preview(f"Activity | Target date\nTrain | {text}")
    assert activities(made)[0].extra == {"Target date": text}


@pytest.mark.parametrize("text", ["2026-06-30", "30 Jun 2026", "30 June 2026"])
def test_a_plain_day_keeps_no_words(text: str) -> None:
    """They would say the same."""
    made = preview(f"Activity | Target date\nTrain | {text}")
    assert (activities(made)[0].due, activities(made)[0].extra) == (date(2026, 6, 30), {})


@pytest.mark.parametrize(
    ("text", "readings", "line"),
    [
        ("03/04/2026", "3 Apr 2026 or 4 Mar 2026", 'dates = "%d/%m/%Y"'),
        ("03.04.2026", "3 Apr 2026 or 4 Mar 2026", 'dates = "%d.%m.%Y"'),
        ("03/04/26", "3 Apr 2026 or 4 Mar 2026", 'dates = "%d/%m/%y"'),
        ("27-03-31", "27 Mar 2031 or 31 Mar 2027", 'dates = "%d-%m-%y"'),
        ("15/02/69", "15 Feb 2069", 'dates = "%d/%m/%y"'),
        ("03/04/2026", "3 Apr 2026 or 4 Mar 2026", "Add --dates day-first. In the map: "),
        ("Tue 10/9/26", "10 Sep 2026 or 9 Oct 2026", "Add --dates day-first."),
        ("010326", "1 Mar 2026 or 26 Mar 2001", 'dates = "%d%m%y"'),
        ("Spring 2026", "31 May 2026 in the north, on 30 Nov 2026 in the south", "seasons"),
        ("FY 2026-27", "31 Dec 2026", 'fiscal-year = "04"'),
        ("Q3 2026-27", "30 Sep 2026", 'fiscal-year = "04"'),
    ],
)
def test_a_date_with_two_readings_is_told_with_both(text: str, readings: str, line: str) -> None:
    """It becomes no date, its words are kept, and it stops nothing."""
    made = preview(f"Activity | Due\nTrain | {text}")
    (finding,) = made.findings
    assert (finding.code, finding.severity, finding.place) == (
        "ambiguous-date",
        "warning",
        "Plan!B2",
    )
    assert readings in finding.message
    assert line in finding.hint
    assert (activities(made)[0].due, activities(made)[0].extra) == (None, {"Due": text})


@pytest.mark.parametrize(
    "text",
    [
        "Friday 30 November 2026",
        "Fri 30/11/26",
        "30 November 2026 (Friday)",
        "by Friday 30 November 2026 and Monday 7 December 2026",
    ],
)
def test_a_date_under_the_name_of_another_day_is_no_date(text: str) -> None:
    made = preview(f"Activity | Due\nTrain | {text}")
    (finding,) = made.findings
    assert (finding.code, finding.message) == (
        "bad-date",
        f'"{text}" names two days: 30 Nov 2026 is a Monday, not a Friday.',
    )
    assert (activities(made)[0].due, activities(made)[0].extra) == (None, {"Due": text})


def test_the_name_of_a_day_contradicts_a_date_in_the_order_of_the_map() -> None:
    made = preview("Activity | Due\na | Tue 10/9/26", mapped='dates = "day-first"')
    assert codes(made) == ["bad-date"]
    assert "10 Sep 2026 is a Thursday, not a Tuesday" in made.findings[0].message


def test_the_map_states_the_order_of_a_date() -> None:
    """With it, integers are dates too; a lost zero at their beginning is filled in."""
    made = preview("Activity | Due\na | 03/04/2026", mapped='dates = "%d/%m/%Y"')
    assert (activities(made)[0].due, codes(made)) == (date(2026, 4, 3), [])
    made = preview(table([["Activity", "Due"], ["a", 10326]]), mapped='dates = "%d%m%y"')
    assert activities(made)[0].due == date(2026, 3, 1)
    for order, due in (("day-first", date(2031, 3, 27)), ("year-first", date(2027, 3, 31))):
        made = preview("Activity | Due\na | 27-03-31", mapped=f'dates = "{order}"')
        assert (activities(made)[0].due, codes(made)) == (due, [])


@pytest.mark.parametrize(
    ("text", "seasons", "due"),
    [
        ("By spring 2026", "north", date(2026, 5, 31)),
        ("Summer 2026", "north", date(2026, 8, 31)),
        ("fall 2026", "north", date(2026, 11, 30)),
        ("autumn 2026", "north", date(2026, 11, 30)),
        ("winter 2028", "north", date(2028, 2, 29)),
        ("spring 2026", "south", date(2026, 11, 30)),
    ],
)
def test_a_season_is_its_last_day(text: str, seasons: str, due: date) -> None:
    """It is stored as that day, and counted as a span."""
    made = preview(f"Activity | Due\na | {text}", mapped=f'seasons = "{seasons}"')
    assert activities(made)[0].due == due
    assert made.draft.objectives[0].activities[0].due.kind == "span"


@pytest.mark.parametrize(
    ("text", "month", "due"),
    [
        ("By fiscal year 2026-27", "04", date(2027, 3, 31)),
        ("FY 2026/27", "07", date(2027, 6, 30)),
        ("FY2026", "10", date(2026, 9, 30)),
        ("Q3 2024-25", "04", date(2024, 12, 31)),
        ("Q4 FY2025", "10", date(2025, 9, 30)),
        ("h1 of FY 2026/27", "07", date(2026, 12, 31)),
        ("FY 26-27", "04", date(2027, 3, 31)),
    ],
)
def test_a_fiscal_year_ends_before_its_first_month(text: str, month: str, due: date) -> None:
    """A year alone is named by its last day."""
    made = preview(f"Activity | Due\na | {text}", mapped=f'fiscal-year = "{month}"')
    assert activities(made)[0].due == due


def test_the_likely_order_is_that_of_most_dates_with_one_order() -> None:
    """One date in another order does not decide."""
    rows = "Activity | Due\na | 03/04/2026\nb | 12/31/2026"
    for days, order in (("", "month-first"), ("\nc | 30/09/2026\nd | 28.2.2026", "day-first")):
        dates = preview(rows + days).cells.dates
        assert dates is not None
        assert (dates.text, dates.cells, dates.order) == ("03/04/2026", 1, order)


def test_a_day_that_does_not_exist_is_told() -> None:
    """It becomes no date."""
    made = preview("Activity | Due\na | 31/02/2026")
    assert (codes(made), activities(made)[0].due) == (["bad-date"], None)


@pytest.mark.parametrize("text", ["Apr 13, 26", "13 Apr 69", "13 April"])
def test_a_day_without_its_year_has_a_warning(text: str) -> None:
    """It becomes no date, and its words are kept."""
    made = preview(f"Activity | Due\na | {text}")
    (finding,) = made.findings
    assert (finding.code, finding.message) == (
        "bad-date",
        f'"{text}" has no year of four digits.',
    )
    assert (activities(made)[0].due, activities(made)[0].extra) == (None, {"Due": text})


def test_a_month_with_a_year_of_two_digits_is_proposed() -> None:
    """The command that dates words has it; not "Apr 13, 26", and no word for a status."""
    rows = ("Dec-26", "Apr 13, 26", "mid-2026", "1 May 2026", "Jan-26 to Jun-26", "Completed")
    made = preview("Activity | Due\n" + "\n".join(f"Do {due} | {due}" for due in rows))
    options = [word for word in made.dated if "=" in word]
    assert options == ["Dec-26=2026-12", "mid-2026=2026-06", "Jan-26 to Jun-26=2026-06"]
    made = preview("Activity | Due\na | Dec-26", mapped='periods = { "Dec-26" = "2026-12" }')
    assert activities(made)[0].due_words == "2026-12"
    assert made.findings == ()


def test_what_is_struck_out_is_the_former_due_date() -> None:
    """It is shown, and does not count."""
    made = preview(
        table([["Activity", "Due"], ["a", cell("31 October 2026", struck="30 June 2026")]])
    )
    assert activities(made)[0].due == date(2026, 10, 31)
    assert made.cells.struck == (("Plan!B2", "30 June 2026"),)


def test_every_text_that_is_struck_out_is_named() -> None:
    """A status that was crossed out is none, and an activity is not taken for a row without one."""
    made = preview(
        table(
            [
                ["Activity", "Status"],
                ["a", cell(struck="Completed")],
                [cell(struck="b"), "Delayed"],
                ["c", "Delayed"],
            ]
        ),
        on=date(2026, 6, 30),
    )
    assert made.cells.struck == (("Plan!B2", "Completed"), ("Plan!A3", "b"))
    assert [(each.place, each.why) for each in made.set_aside] == [
        ("Plan!B3", "its activity is struck out")
    ]


def test_a_span_begins_and_ends() -> None:
    """ "January to March" gives the beginning too, where no column has it."""
    (activity,) = activities(preview("Activity | Timeline\na | January to March 2026"))
    assert (activity.start_words, activity.due_words) == ("2026-01", "2026-03")


def test_an_activity_that_ends_before_it_begins_is_a_warning() -> None:
    """The table's dates are kept."""
    made = preview("Activity | Start | Finish\na | 2026-06-01 | 2026-03-01")
    assert [(each.code, each.severity) for each in made.findings] == [
        ("ends-before-it-begins", "warning")
    ]
    assert activities(made)[0].start == date(2026, 6, 1)


def test_the_six_kinds_add_up() -> None:
    """`with_due` is a day, a span or ongoing; the page says of the first two that they are due."""
    from bptip.pages.import_record import counts, due_kinds
    from bptip.pages.import_table import found

    made = preview(
        "Activity | Due\na | 2026-06-30\nb | 2026\nc | Ongoing\nd | Annually\ne | TBC\nf | –\n"
        "g | 2026"
    )
    kinds = due_kinds(made)
    assert {kind.value: number for kind, number in kinds.items()} == {
        "day": 1, "span": 2, "ongoing": 1, "recurring": 1, "words": 1, "none": 1,
    }  # fmt: skip
    assert (counts(made)["with_due"], sum(kinds.values())) == (4, counts(made)["activities"])
    assert found(made) == "1 objective and 7 activities: 0 with a lead, 3 with a due date"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Triwulan II 2026", "2026-Q2"),
        ("2.º trimestre de 2026", "2026-Q2"),
        ("Quý II/2026", "2026-Q2"),
        ("ไตรมาสที่ 3/2569", "2026-Q3"),
        ("1er trimestre 2026", "2026-Q1"),
        ("4ème trimestre de 2026", "2026-Q4"),
        ("third quarter of 2026", "2026-Q3"),
        ("by the 2nd half of 2026", "2026-H2"),
        ("Semester 1 2026", "2026-H1"),
        ("Suku ke-2 2026", "2026-Q2"),
        ("1Q 2026", "2026-Q1"),
        ("by 2H 2026", "2026-H2"),
        ("Q1 & Q2 2026", "2026-Q2"),
        ("Oct–Dec, 2026", "2026-12"),
        ("Dec, 2026", "2026-12"),
        ("throughout 2026", "2026"),
        ("by the close of 2026", date(2026, 12, 31)),
        ("4H 2026", None),
        ("quarter of a million", None),
    ],
)
def test_quarters_in_words_are_spans(text: str, due: str | None) -> None:
    """In the languages in which columns are found."""
    assert date_in_text(text, PLAIN).stored == due


@pytest.mark.parametrize("half", ["2nd half of 2026", "H2 2026", "Semester 2 2026"])
def test_the_end_of_a_half_is_its_last_day_in_words_as_in_digits(half: str) -> None:
    assert date_in_text(f"by the end of the {half}", PLAIN).stored == date(2026, 12, 31)
    before = date_in_text(f"before the end of the {half}", PLAIN)
    assert before.stored == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("até 31 de dezembro de 2026", date(2026, 12, 31)),
        ("março de 2026", "2026-03"),
        ("junio de 2026", "2026-06"),
        ("akhir Juni 2026", date(2026, 6, 30)),
        ("fim de 2026", date(2026, 12, 31)),
        ("tháng 12 năm 2026", "2026-12"),
        ("12/2026", "2026-12"),
        ("28.11.26", date(2026, 11, 28)),
        ("Jun'27", "2027-06"),
        ("30 June ’27", date(2027, 6, 30)),
        ("Tuesday, 30 June 2026", date(2026, 6, 30)),
        ("2026-06-30T00:00:00Z", date(2026, 6, 30)),
        ("01/May/26 3:14 PM", date(2026, 5, 1)),
        ("5 November 2026 (World Tsunami Day)", date(2026, 11, 5)),
        ("31 March 2026 (was 30 January 2026)", date(2026, 3, 31)),
        ("31 March 2026 (was 30 June 2026)", date(2026, 3, 31)),
        ("30 June 2026 (formerly 31/12/2026)", date(2026, 6, 30)),
        ("\u0e53\u0e50/\u0e50\u0e56/\u0e52\u0e55\u0e56\u0e59", date(2026, 6, 30)),
        ("\u200f30/06/2026\u200e", date(2026, 6, 30)),
        ("yesterday", None),
        ("today", None),
        ("31 ธันวาคม พ.ศ. 2569", date(2026, 12, 31)),
        ("มิ.ย. 2569", "2026-06"),
        ("พ.ศ. 2569", "2026"),
        ("ต่อเนื่อง", "ongoing"),
        ("2500 people by 2026", None),
    ],
)
def test_dates_are_read_as_the_region_writes_them(text: str, due: date | str | None) -> None:
    """In its languages, and as programs export them; what is more than a day keeps its words."""
    assert date_in_text(text, PLAIN).stored == due


def test_buddhist_years_are_read_as_ours_and_noted() -> None:
    """In any digits, and in a date of the workbook; the note is there once."""
    made = preview(
        table(
            [["Activity", "Due"], ["a", "30/6/2569"], ["b", date(2570, 6, 30)], ["c", "๓๐/๐๖/๒๕๖๙"]]
        )
    )
    days = [each.due for each in activities(made)]
    assert days == [date(2026, 6, 30), date(2027, 6, 30), date(2026, 6, 30)]
    assert [each.extra for each in activities(made)] == [
        {"Due": "30/6/2569"},
        {"Due": "2570-06-30"},
        {"Due": "๓๐/๐๖/๒๕๖๙"},
    ]
    assert [note for note in made.notes if "Buddhist" in note] == [BUDDHIST_NOTE]


@pytest.mark.parametrize("text", ["2026-27", "2026/27", "2026/2027"])
def test_two_years_that_follow_each_other_need_the_map(text: str) -> None:
    """They are a fiscal year or two calendar years."""
    unclear = date_in_text(text, PLAIN)
    assert (unclear.stored, unclear.doubt and unclear.doubt[0]) == (None, "ambiguous-date")
    assert date_in_text(text, Calendar(fiscal_year=4)).stored == date(2027, 3, 31)
    assert date_in_text("2026-29", PLAIN).doubt is None
