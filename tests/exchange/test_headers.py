"""The header of a table: below a title, in two rows, under bands of periods."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bptip.exchange.tables.colours import colour_name
from bptip.exchange.tables.periods import period_of
from bptip.plan.model import Status
from exchange.tables import activities, cell, codes, preview, roles, table

if TYPE_CHECKING:
    from bptip.exchange.cells import SheetTable

DAY, LATER = date(2025, 1, 1), date(2026, 12, 31)


def test_the_header_is_the_row_with_most_known_names() -> None:
    """Below a title and an empty row; with an empty first column."""
    made = preview(
        table(
            [
                ["", "Work plan of the Network", "", ""],
                [],
                ["", "Ref", "Action", "Owner"],
                ["", "1", "Train", "Fiji"],
            ],
            merged=[(0, 1, 0, 3)],
        )
    )
    assert made.draft.tables[0].header_row == 3
    assert (made.version.plan.title, activities(made)[0].id) == ("Work plan of the Network", "1.1")


def test_the_map_says_which_row_it_is() -> None:
    """Counted from 1."""
    made = preview("Activity | Lead\nActivity | Lead\nTrain | Fiji", mapped="header = 2")
    assert made.draft.tables[0].header_row == 2


def test_the_header_is_among_the_first_fifteen_rows() -> None:
    """A table that begins later is left out."""
    above = [["text"]] * 14
    rows = [["Activity", "Lead"], ["Train", "Fiji"]]
    assert preview(table([*above, *rows])).draft.tables[0].header_row == 15
    assert codes(preview(table([*above, ["text"], *rows]))) == ["no-activity-column"]


def test_a_header_that_is_repeated_is_no_row() -> None:
    """Word repeats it on every page."""
    made = preview("Activity | Lead\na | Fiji\nActivity | Lead\nb | Fiji")
    assert [each.title for each in activities(made)] == ["a", "b"]


def banded(*rows: list[str], merged: bool = False) -> SheetTable:
    """Returns a table with a band of quarters over pairs of columns."""
    areas = [(0, 2, 0, 3), (0, 4, 0, 5)] if merged else []
    head = [
        ["", "", "Q1", "", "Q2", "", ""],
        ["Network", "Activity", "Planned", "Status", "Planned", "Status", "Comments"],
    ]
    return table([*head, *rows], merged=areas)


def test_a_band_of_periods_is_over_repeated_pairs() -> None:
    """Merged or not: a status is of its period's last day, planned work gives start and due."""
    row = ["N", "Train", "X", "Done", "", "Delayed", "late"]
    for merged in (False, True):
        made = preview(banded(row, merged=merged))
        activity = activities(made)[0]
        assert (activity.start, activity.due) == (date(2026, 1, 1), date(2026, 3, 31))
        assert (activity.start_words, activity.due_words) == ("2026-Q1", "2026-Q1")
        stated = [(entry.statement.on, entry.statement.status) for entry in made.entries]
        assert stated == [
            (date(2026, 3, 31), Status.COMPLETED),
            (date(2026, 6, 30), Status.DELAYED),
        ]


def test_a_period_without_a_year_needs_the_map() -> None:
    """The plan's period gives it, if it is one year."""
    row = ["N", "Train", "X", "Done", "", "", ""]
    made = preview(banded(row), plan="long", start=date(2025, 1, 1), end=date(2026, 12, 31))
    assert codes(made)[0] == "no-day"
    assert made.errors[0].hint == (
        "If the plan has one year, add it: --start 2026-01-01 --end 2026-12-31. "
        'Or say what each means: --dates "Q1=2026-Q1". '
        'In the map: periods = { "Q1" = "2026-Q1" }'
    )
    stated = 'periods = { "Q1" = "2021-Q1", "Q2" = "2021-Q2" }'
    made = preview(
        banded(row), mapped=stated, plan="long", start=date(2025, 1, 1), end=date(2026, 12, 31)
    )
    assert [entry.statement.on for entry in made.entries] == [date(2021, 3, 31)]


def test_marks_under_periods_give_start_and_due() -> None:
    """X, a tick, "Y", or a colour; a dash and an empty cell are none."""
    made = preview(
        table(
            [
                ["Activity", "Q1", "Q2", "Q3", "Q4"],
                ["a", "", "X", "✓", ""],
                ["b", cell(fill="FFFF00"), "", "", "-"],
                ["c", "–", "", "", ""],
                ["d", "", "", "", "Y"],
            ]
        )
    )
    spans = [(each.start_words, each.due_words) for each in activities(made)]
    assert spans == [
        ("2026-Q2", "2026-Q3"),
        ("2026-Q1", "2026-Q1"),
        (None, None),
        ("2026-Q4", "2026-Q4"),
    ]


def test_periods_may_be_in_a_second_row_below_their_year() -> None:
    """The year above a quarter is its year."""
    made = preview(
        table(
            [
                ["No", "Activity", "2027", "", "2028", ""],
                ["", "", "H1", "H2", "H1", "H2"],
                ["1", "a", "", "X", "X", ""],
            ],
            merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)],
        ),
        plan="2027-2028",
    )
    assert (activities(made)[0].start_words, activities(made)[0].due_words) == (
        "2027-H2",
        "2028-H1",
    )


def test_names_may_be_in_a_second_row_below_a_group() -> None:
    """ "Timeline" over "Start" and "End"."""
    made = preview("No | Activity | Timeline |\n | | Start | End\n1 | a | 2026-02-01 | May 2026")
    assert roles(made) == {"No": "number", "Activity": "activity", "Start": "start", "End": "due"}
    assert activities(made)[0].start == date(2026, 2, 1)


def test_a_text_in_a_planned_column_is_kept() -> None:
    """It is a mark too."""
    row = ["N", "Train", "Draft the guide", "", "", "", ""]
    made = preview(banded(row))
    assert activities(made)[0].due_words == "2026-Q1"
    assert activities(made)[0].extra == {"Q1 Planned": "Draft the guide"}


def test_an_epic_is_the_objective_beside_a_priority() -> None:
    """A column of ranks is not one, and a link to an epic is not a source."""
    made = preview("Summary | Priority | Epic Link\na | High | Prevention\nb | Low | Protection")
    assert roles(made) == {"Summary": "activity", "Priority": "keep", "Epic Link": "objective"}


def test_a_colour_is_a_status_if_the_map_says_so() -> None:
    """Where the cell has a text, the text counts."""
    rows = table(
        [["Activity", "Status"], ["a", cell(fill="00B050")], ["b", cell("Delayed", fill="00B050")]]
    )
    made = preview(rows, mapped='colours = { "00b050" = "completed" }', on=date(2026, 6, 30))
    assert [entry.statement.status for entry in made.entries] == [Status.COMPLETED, Status.DELAYED]


def test_a_colour_below_a_month_without_a_year_is_no_status() -> None:
    """The error says how the year is stated, and what the map's line would be."""
    rows = table([["Activity", "Mar", "Apr"], ["a", cell(fill="0070C0"), cell(fill="0070C0")]])
    made = preview(rows, plan="coasts", start=date(2025, 1, 1), end=date(2026, 12, 31))
    assert made.notes == ()
    assert made.errors[0].hint.endswith('In the map: periods = { "Mar" = "2026-03" }')
    assert "--start 2026-01-01 --end 2026-12-31" in made.errors[0].hint


def test_a_column_of_colours_alone_is_shown_and_read_by_the_map() -> None:
    """A shaded row is not a column of colours."""
    rows = table(
        [
            ["Activity", "Lead", "Light"],
            ["a", "x", cell(fill="00B050")],
            [cell("b", fill="EEEEEE"), cell("y", fill="EEEEEE"), cell(fill="EEEEEE")],
        ]
    )
    made = preview(rows)
    assert made.notes[0] == (
        "Column C has colours and no text: green (00B050) in 1 cell and grey (EEEEEE) in 1 cell. "
        'To state what each means: --colour "green=…" --colour "grey=…"'
    )
    made = preview(rows, mapped='colours = { "00B050" = "completed" }', on=date(2026, 6, 30))
    assert [entry.statement.status for entry in made.entries] == [Status.COMPLETED]
    partly = table([["Activity", "Status"], ["a", "Done"], ["b", cell(fill="FF0000")]])
    made = preview(partly, on=date(2026, 6, 30))
    assert made.notes[0] == (
        "Column B has cells with a colour and no text, which state no status: red (FF0000) in "
        '1 cell. To state what each means: --colour "red=…"'
    )
    shaded = table([["Activity", "Light"], [cell("b", fill="EEEEEE"), cell(fill="EEEEEE")]])
    assert preview(shaded).notes == ()


@pytest.mark.parametrize(
    ("stated", "statuses"),
    [
        ('"green" = "completed", "amber" = "delayed"', [Status.COMPLETED] * 2 + [Status.DELAYED]),
        ('"92D050" = "in-progress", "#ff00b050" = "completed"', [Status.COMPLETED, "in-progress"]),
        ('"Hijau" = "completed", "92D050" = "delayed"', [Status.COMPLETED, Status.DELAYED]),
    ],
)
def test_a_colour_is_named_as_one_says_it(stated: str, statuses: list[str]) -> None:
    """Six digits count before a name, and a name is of every shade."""
    rows = table(
        [
            ["Activity", "Status"],
            ["a", cell(fill="00B050")],
            ["b", cell(fill="92D050")],
            ["c", cell(fill="FFC000")],
        ]
    )
    made = preview(rows, mapped=f"colours = {{ {stated} }}", on=date(2026, 6, 30))
    assert [entry.statement.status for entry in made.entries] == statuses


def test_milestones_under_quarters_are_work_planned() -> None:
    """One may begin with a figure; their words are kept."""
    head = "Activity | Q1 2026 | Q2 2026 | Q3 2026"
    made = preview(f"{head}\na | Draft | 50 officers trained |\nb | | 2 workshops | Report")
    assert [(a.start_words, a.due_words) for a in activities(made)] == [
        ("2026-Q1", "2026-Q2"),
        ("2026-Q2", "2026-Q3"),
    ]
    assert activities(made)[0].extra == {"Q1 2026": "Draft", "Q2 2026": "50 officers trained"}


def test_figures_under_years_are_targets_and_no_marks() -> None:
    """They are kept as columns."""
    made = preview("Activity | Lead | 2026 | 2027\na | x | 40 | 60", plan="2026-2027")
    assert activities(made)[0].due is None
    assert activities(made)[0].extra == {"2026": "40", "2027": "60"}


def test_ticks_in_columns_of_statuses_are_the_status() -> None:
    """A row with two ticks has no known status, and a status column of its own counts alone."""
    head = "Task | Due | Not started | Under way | Done | Remarks"
    rows = "a | 2026 | | | X | held\nb | 2026 | x | - | |\nc | 2026 | | ✓ | |\nd | 2026 | | | |"
    made = preview(f"{head}\n{rows}", on=date(2026, 6, 30))
    assert [(e.place, e.statement.status, e.statement.note) for e in made.entries] == [
        ("Plan!E2", Status.COMPLETED, "held"),
        ("Plan!C3", Status.NOT_STARTED, None),
        ("Plan!D4", Status.IN_PROGRESS, None),
    ]
    assert {key for activity in activities(made) for key in activity.extra} == {"Due"}
    twice = preview(f"{head}\na | 2026 | | x | x |", on=date(2026, 6, 30))
    assert [each.value for each in twice.errors] == ["Under way / Done"]
    beside = preview(f"{head} | Status\na | 2026 | | | X | | Delayed", on=date(2026, 6, 30))
    assert [e.statement.status for e in beside.entries] == [Status.DELAYED]


def test_the_words_of_a_drop_down_list_are_shown_with_the_others() -> None:
    """A word that no cell has stops nothing."""
    rows = table([["Activity", "Status"], ["a", "Done"]])
    rows = rows._replace(choices={1: ("Done", "Stuck", "Under way")})
    made = preview(rows, on=date(2026, 6, 30))
    assert [(each.word, each.status, each.cells) for each in made.cells.statuses] == [
        ("Done", Status.COMPLETED, 1),
        ("Stuck", None, 0),
        ("Under way", Status.IN_PROGRESS, 0),
    ]
    assert made.errors == ()


def test_a_period_in_the_name_of_a_column_is_that_of_its_reports() -> None:
    """A remark and a status of one period are one report."""
    made = preview(
        "Action | Status (Jan-Jun 2026) | Progress update (Jan-Jun 2026) | Status as at 30 Sep 2026"
        " | Remarks\na | In progress | Two held | Completed | x"
    )
    assert [(e.statement.on, e.statement.status, e.statement.note) for e in made.entries] == [
        (date(2026, 6, 30), Status.IN_PROGRESS, "Two held"),
        (date(2026, 9, 30), Status.COMPLETED, "x"),
    ]
    assert codes(made) == []


def test_a_header_in_two_languages_is_known_by_each_of_its_lines() -> None:
    """However long the second is; columns about money and ranks are kept."""
    long = "Expected output\nand baseline, indicators and targets of every year of the plan"
    made = preview(
        table([["No.", "Kegiatan\nActivity", long, "Funding source", "Priority"],
               ["1", "a", "P", "Norway", "High"]])
    )  # fmt: skip
    assert list(roles(made).values()) == ["number", "activity", "objective", "keep", "keep"]


def test_names_in_thai_are_found_with_their_vowel_signs() -> None:
    """A sign above a letter is part of the word."""
    made = preview(
        "ลำดับ | กิจกรรม | หน่วยงานที่รับผิดชอบ | สถานะ\n1 | ก | ข | แล้วเสร็จ", on=date(2026, 6, 30)
    )
    assert list(roles(made).values()) == ["number", "activity", "lead", "status"]
    assert [entry.statement.status for entry in made.entries] == [Status.COMPLETED]


def test_months_in_the_header_have_a_year_of_two_digits_or_are_days() -> None:
    """As Excel shows months, and as it stores them."""
    short = preview("Task | Jan-26 | Feb-26\na | x | x")
    stored = preview(table([["Task", date(2026, 1, 1), date(2026, 2, 1)], ["a", "x", "x"]]))
    for made in (short, stored):
        (activity,) = activities(made)
        assert (activity.start_words, activity.due_words) == ("2026-01", "2026-02")


def test_a_year_in_the_title_is_that_of_the_quarters() -> None:
    """The title is further up than the three rows in which a year is looked for."""
    rows = [["Work plan 2026"], [], [], [], [], ["Task", "Q1", "Q2"], ["a", "x", ""]]
    assert activities(preview(table(rows), plan="p"))[0].due_words == "2026-Q1"


def test_the_title_is_the_line_that_names_the_plan() -> None:
    """Above it may be the name of the office; without such a line the first one counts."""
    head = "Activity | Lead\na | x"
    for lines, title in (
        ("Ministry of Planning\nWork plan on roads\nDraft", "Work plan on roads"),
        ("Bộ Công an\nKế hoạch hành động 2026", "Kế hoạch hành động 2026"),
        ("กระทรวงคมนาคม\nแผนปฏิบัติการ", "แผนปฏิบัติการ"),
        ("Roads\nDraft", "Roads"),
    ):
        assert preview(f"{lines}\n{head}").version.plan.title == title


def test_a_table_without_a_header_goes_on_with_the_one_above() -> None:
    """A table is divided by hand, as at the end of a page; signatures below it are not rows."""
    first = table("No | Activity | Lead\n1 | a | x", name="1")
    rest = table([["2", "b", "y"], ["", "c", ""]], merged=[(0, 2, 1, 2)], name="2")
    signed = table("Agreed by | A. B. | Minister", name="3")
    made = preview(first, rest, signed)
    assert [(each.title, each.lead) for each in activities(made)] == [
        ("a", ("x",)),
        ("b", ("y",)),
        ("c", ("y",)),
    ]
    assert "Table 2 has no header, so its rows continue the table above." in made.notes
    assert [row.place for row in made.set_aside] == ["3!A1"]
    dated = preview(
        table("Activity | Due\na | 2026", name="1"), table("b | Q2 2026", name="2"),
        table("Signed | later", name="3"), plan="p",
    )  # fmt: skip
    assert [each.title for each in activities(dated)] == ["a", "b"]
    parts = [table("b | Q2 2026", name="2", headings=["# Part B"])]
    made = preview(table("Activity | Due\na | 2026", name="1", headings=["# Part A"]), *parts)
    assert [each.title for each in activities(made)] == ["a"]


def test_a_year_in_the_name_of_a_sheet_is_that_of_the_months() -> None:
    """The year above a column counts before it."""
    made = preview(table("Task | Jan | Feb\na | | x", name="Gantt 2027"), plan="p")
    assert activities(made)[0].due_words == "2027-02"
    rows = [["Task", "2026", "", "2027", ""], ["", "Q1", "Q2", "Q1", "Q2"], ["a", "", "x", "x", ""]]
    made = preview(table(rows, merged=[(0, 1, 0, 2), (0, 3, 0, 4)], name="2030"), plan="p")
    assert (activities(made)[0].start_words, activities(made)[0].due_words) == (
        "2026-Q2",
        "2027-Q1",
    )
    assert [*roles(made)][1:] == ["2026 Q1", "2026 Q2", "2027 Q1", "2027 Q2"]


@pytest.mark.parametrize(
    ("title", "rows", "period"),
    [
        ("Road plan 2026–2028", "a | 2026-05-01", (2026, 2028)),
        ("Road plan 2026 to 2028", "a | 2026-05-01", (2026, 2028)),
        ("Road plan 2026", "a | TBC", (2026, 2026)),
        ("Road plan 2026", "a | 2027-05-01", (2027, 2027)),
        ("Road plan 2026/27", "a | 2026-05-01", (2026, 2026)),
        ("Road plan 2028-2026", "a | 2027-05-01", (2027, 2027)),
    ],
)
def test_the_years_in_a_title_are_the_plans_period(
    title: str, rows: str, period: tuple[int, int]
) -> None:
    """They count if no date is outside them; years with a slash may be fiscal ones."""
    made = preview(f"{title}\nActivity | Due\n{rows}", plan="roads")
    plan = made.version.plan
    assert (plan.start, plan.end) == (date(period[0], 1, 1), date(period[1], 12, 31))
    is_named = str(period[0]) in title and "/" not in title
    source = "its title" if is_named else "the dates in the table"
    assert made.notes[0] == f"Its period comes from {source}. To state it: --start … --end …"


def test_figures_of_a_period_are_those_of_the_rows_indicator() -> None:
    """Each for the last day of its period; of several rows, each of its own indicator."""
    header = "Action | KPI | Target | Actual 2025 | Actual 2026"
    made = preview(f"{header}\na | Forms | 80 | 35 | 60\n | Days | 10 | 25 |")
    assert [(e.statement.on, dict(e.statement.values)) for e in made.entries] == [
        (date(2025, 12, 31), {"forms": 35, "days": 25}),
        (date(2026, 12, 31), {"forms": 60}),
    ]


@pytest.mark.parametrize(
    ("fill", "name"),
    [
        ("C6EFCE", "green"),
        ("FFC7CE", "red"),
        ("FFEB9C", "yellow"),
        ("FFD966", "yellow"),
        ("FFC000", "orange"),
        ("F6B26B", "orange"),
    ],
)
def test_pale_colours_are_named_as_office_programs_name_them(fill: str, name: str) -> None:
    """The styles "Good", "Bad" and "Neutral" of Excel, and the palettes of colours."""
    assert colour_name(fill) == name


@pytest.mark.parametrize(
    ("header", "last"),
    [
        ("Q2", date(2026, 6, 30)),
        ("Qtr. 2 status", date(2026, 6, 30)),
        ("Q1–Q2", date(2026, 6, 30)),
        ("Q1 and Q2", date(2026, 6, 30)),
        ("Q1/Q3", date(2026, 9, 30)),
        ("H1-H2", date(2026, 12, 31)),
        ("Jan–Jun", date(2026, 6, 30)),
        ("second quarter", date(2026, 6, 30)),
        ("TW III", date(2026, 9, 30)),
        ("ไตรมาสที่ 3", date(2026, 9, 30)),
    ],
)
def test_a_header_names_a_period_in_every_way_that_a_cell_does(header: str, last: date) -> None:
    """Under the year: the last of several quarters ends the period."""
    period = period_of(header, "2026", {})
    assert period is not None
    assert period.last == last


@pytest.mark.parametrize("header", ["Q1+Q2 status", "H3", "Q5", "Task 1", "Status", "10 Jan"])
def test_other_headers_name_no_period(header: str) -> None:
    """Two quarters with other words name no single period."""
    assert period_of(header, "2026", {}) is None


def test_names_above_blank_cells_of_a_second_row_make_the_header() -> None:
    """With merged cells or without; the second row has more names than the first."""
    rows = [
        ["No.", "Activity", "Responsibility", "", "Planned", "", "Actual", ""],
        ["", "", "Lead", "Support", "Start", "End", "Start", "% complete"],
        ["1.1", "Train", "Fiji", "Tonga", "2026-01-05", "2026-03-31", "2026-02-01", "40"],
    ]
    areas = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5), (0, 6, 0, 7)]
    for merged in ((), areas):
        made = preview(table(rows, merged=merged), on=date(2026, 6, 30))
        (train,) = activities(made)
        assert made.draft.tables[0].header_row == 1
        assert (train.id, train.title, train.lead, train.partners) == (
            "1.1", "Train", ("Fiji",), ("Tonga",),
        )  # fmt: skip
        assert train.due == date(2026, 3, 31)


def test_names_below_groups_are_told_apart_by_the_group() -> None:
    """A start below "Actual" is not the planned one, wherever it is."""
    rows = [
        ["Activity", "Lead", "Actual", "", "Planned", ""],
        ["", "", "Start", "End", "Start", "End"],
        ["Train", "Fiji", "2026-02-01", "2026-05-01", "2026-01-05", "2026-03-31"],
    ]
    areas = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)]
    made = preview(table(rows, merged=areas))
    (train,) = activities(made)
    assert (train.start, train.due) == (date(2026, 1, 5), date(2026, 3, 31))
    assert train.extra == {"Actual Start": "2026-02-01", "Actual End": "2026-05-01"}


def test_a_row_of_longer_names_is_a_header_where_no_other_row_is() -> None:
    """Each ends with a name that is known: "Proposed interventions"."""
    head = ["Policy pillars", "Proposed interventions", "Concerned party", "Estimated timeline"]
    made = preview(table([["Programme of the coast"], head, ["A", "Train", "Fiji", "2026"]]))
    assert made.draft.tables[0].header_row == 2
    assert [each.title for each in activities(made)] == ["Train"]


def test_a_period_without_its_year_in_the_name_of_a_status_has_that_of_the_table() -> None:
    """Two columns without any year are asked about; the status of the first is not for all."""
    rows = "{}\nActivity | Status (June) | Status (Sept) | Narrative\na | Delayed | Done | Held"
    made = preview(rows.format("As at 30 September 2026 | | |"))
    assert [(e.statement.status, e.statement.on) for e in made.entries] == [
        (Status.DELAYED, date(2026, 6, 30)),
        (Status.COMPLETED, date(2026, 9, 30)),
    ]
    undated = preview(rows.format("Tracker | | |"), plan="north", start=DAY, end=LATER)
    error = undated.errors[0]
    assert error.message == '"June" names a period without a year.'
    assert "June = " in error.hint.replace('"', "")
    lone = rows.replace("Status (Sept)", "Budget").format("Tracker | | |")
    assert roles(preview(lone, plan="north", start=DAY, end=LATER))["Status (June)"] == "status"
