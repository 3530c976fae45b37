"""Columns are found by their names, in any order, spelling and place."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from bptip.exchange.cells import column_letters
from bptip.exchange.forms.form_words import HEADINGS, Place
from bptip.exchange.tables.column_names import COLUMN_NAMES
from bptip.exchange.tables.columns import claims_of, plain_header
from bptip.exchange.tables.instructions import Purpose
from bptip.exchange.tables.table_words import ColumnRole
from exchange.tables import activities, codes, only, preview, roles, table, titles
from plan_text import version as read_version


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("No.", "number"),
        ("Reported on", "on"),
        ("Date of last report", "on"),
        ("Last update date", "on"),
        ("S/N", "number"),
        ("#", "number"),
        ("N°", "number"),
        ("Activity", "activity"),
        ("KEY ACTIVITIES", "activity"),
        ("activityTitle", "activity"),
        ("Kegiatan", "activity"),
        ("Actions to be taken", "activity"),
        ("Responsible for the follow-up", "lead"),
        ("Strategic Objective", "objective"),
        ("Pillar (of the strategy)", "objective"),
        ("Output", "objective"),
        ("Responsible Party", "lead"),
        ("Resp. Unit", "lead"),
        ("Bucket Name", "objective"),
        ("Lead\nAgency", "lead"),
        ("Lead department / Ministère responsable", "lead"),
        ("Penanggung Jawab", "lead"),
        ("Focal ministry", "lead"),
        ("Nodal ministry / department", "lead"),
        ("Other ministries", "partners"),
        ("What has been done so far", "note"),
        ("Reasons for non-achievement", "reason"),
        ("Partners", "partners"),
        ("Start date", "start"),
        ("Target date", "due"),
        ("Time-line", "due"),
        ("By when?", "due"),
        ("Current status", "status"),
        ("% complete", "progress"),
        ("Comments (if any)", "note"),
        ("Chalenges", "challenges"),
        ("Next Steps", "next"),
        ("Means of verification", "evidence"),
        ("Date of update", "on"),
        ("Theme", "theme"),
        ("Indicator", "indicator"),
        ("Base-line", "baseline"),
        ("Target", "target"),
        ("Actual", "value"),
        ("Responsible Dept./Unit", "lead"),
        ("Lead Directorate/Section", "lead"),
        ("SRO", "lead"),
        ("Member State", "lead"),
        ("Contributing agencies", "partners"),
        ("What will be done?", "activity"),
        ("Key deliverables", "activity"),
        ("KRA", "objective"),
        ("Percentage of completion", "progress"),
        ("% completion", "progress"),
        ("Further action", "next"),
        ("Target group", "keep"),
        ("Risk rating", "keep"),
        ("MoV", "evidence"),
        ("UoM", "unit"),
        ("TaskID", "number"),
    ],
)
def test_a_header_claims_its_role(header: str, role: str) -> None:
    """Case, signs, a bracketed addition, camelCase and near spellings don't matter."""
    assert claims_of(header)[0].role == role


@pytest.mark.parametrize(
    "header",
    [
        "Cost",
        "Budget (USD)",
        "Measurement",
        "Photo",
        "",
        "2.5",
        "Created By",
        "Agenda item",
        "Sent to",
        "Partner state",
    ],
)
def test_an_unknown_header_claims_nothing(header: str) -> None:
    """It is kept under its own name."""
    assert claims_of(header) == ()


def test_every_role_that_is_found_by_name_has_names_in_the_form_that_is_compared() -> None:
    """A name in another form would never be found."""
    for role, names in COLUMN_NAMES.items():
        assert names, role
        assert [name for name in names if plain_header(name) != name] == []
    assert {*ColumnRole} - {*COLUMN_NAMES} == set()


@pytest.mark.parametrize("header", [Place.SECRETARIAT, HEADINGS[Place.SECRETARIAT]])
def test_the_column_for_the_secretariat_only_is_left_out_of_every_table(header: str) -> None:
    """A form that lost its hidden sheet, as CSV does, is a table like any other."""
    made = preview(f"Activity | {header} | {header} (confidential) | Budget\nTrain | a | b | c")
    assert [*roles(made).values()] == ["activity", "skip", "skip", "keep"]


def test_the_nearer_of_two_columns_has_the_role() -> None:
    """The other is kept; the preview shows both."""
    made = preview("Activity | Action | Lead | Responsible unit\nTrain | x | Fiji | y")
    assert roles(made) == {
        "Activity": "activity",
        "Action": "keep",
        "Lead": "lead",
        "Responsible unit": "keep",
    }
    assert activities(made)[0].extra == {"Action": "x", "Responsible unit": "y"}


def test_a_figure_may_have_its_year_in_its_name() -> None:
    """The target of the last year is the target; the others are kept."""
    made = preview(
        "Activity | Indicator | Baseline 2024 | Target 2027 | 2029 target | Target 2028\n"
        "a | i | 1 | 7 | 9 | 8"
    )
    assert [*roles(made).values()] == [
        "activity", "indicator", "baseline", "keep", "target", "keep",
    ]  # fmt: skip
    assert activities(made)[0].indicators[0].target == 9


def test_the_only_unknown_column_full_of_status_words_has_the_statuses() -> None:
    """Under whatever name; a column of one party, filled where the party has a part, has not."""
    rows = [
        "Activity | Fiji | Overall", "a | Done | Done", "b | | 40 %", "c | | Ongoing",
        "d | Delayed | On track",
    ]  # fmt: skip
    assert roles(preview("\n".join(rows), on=date(2026, 6, 30)))["Overall"] == "status"
    assert (
        roles(preview("\n".join([*rows[:1], *(f"{r} | Done" for r in rows[1:])])))["Overall"]
        == "keep"
    )
    assert roles(preview("Activity | Place | Status\na | Done | Done"))["Place"] == "keep"


def test_an_output_of_each_activity_alone_is_not_the_objective() -> None:
    """After the activity it is kept; one that several activities have is their objective."""
    head = "Activity | Due | Output"
    made = preview(f"{head}\na | 2026 | Guide\nb | 2026 | Map\nc | 2026 | Law")
    assert (roles(made)["Output"], len(made.version.objectives)) == ("keep", 1)
    made = preview(f"{head}\na | 2026 | Guide\nb | 2026 | Map\nc | 2026 | Map")
    assert titles(made) == {"Guide": ["a"], "Map": ["b", "c"]}


def test_the_column_that_may_have_a_lacking_role_is_named_with_its_option() -> None:
    """The leads of a plan; the remarks of reports. A column with a known name is enough."""
    made = preview("Activity | Desk | Cost\na | PSD | 5\nb | PSD | 6")
    assert only(made.notes) == (
        'No column was taken for the leads of activities. If "Desk" is this column, '
        'add --column "Desk=lead".'
    )
    assert preview("Activity | Desk | Lead\na | PSD | Fiji\nb | PSD | Fiji").notes == ()
    assert preview("Activity | Fiji | Tonga\na | L | S\nb | L | L").notes == ()
    assert preview("Activity | Risk\na | High\nb | High").notes == ()
    plan = read_version(
        '[[objective]]\nid = "1"\ntitle = "o"\n[[objective.activity]]\nid = "1.1"\ntitle = "a"'
    )
    made = preview(
        "No | Status | Story\n1.1 | Done | Three courses were held in May.",
        purpose=Purpose.INTO, version=plan, plan="2024-2026", on=date(2026, 6, 30),
    )  # fmt: skip
    assert only(made.notes) == (
        'No column was taken for what was done. If "Story" is this column, '
        'add --column "Story=note".'
    )


def test_output_is_the_objective_where_no_column_is_nearer() -> None:
    """Else it is kept."""
    assert roles(preview("Output | Activity\no | a"))["Output"] == "objective"
    made = preview("Objective | Output | Activity\no | p | a")
    assert (roles(made)["Output"], activities(made)[0].extra) == ("keep", {"Output": "p"})


@pytest.mark.parametrize(
    ("columns", "mapped", "objectives"),
    [
        (["Activity", "Lead", "Output"], "", ["Courts", "Borders"]),
        (["Activity", "Lead", "Expected results"], "", ["Courts", "Borders"]),
        (["Activity", "Lead", "Output"], 'objective = "column"', ["Form", "Guide"]),
        (["Activity", "Lead", "Output"], 'columns = { "Output" = "objective" }', ["Form", "Guide"]),
        (["Activity", "Lead", "Objective"], "", ["Form", "Guide"]),
    ],
)
def test_rows_across_the_table_are_nearer_than_an_output_after_the_activity(
    columns: list[str], mapped: str, objectives: list[str]
) -> None:
    """There it is what the activity produces, and is kept; the map and other names decide."""
    rows = [columns, ["Courts", "", ""], ["Train", "Fiji", "Form"]]
    rows += [["Borders", "", ""], ["Hold", "Fiji", "Guide"]]
    made = preview(table(rows, merged=[(1, 0, 1, 2), (3, 0, 3, 2)]), mapped=mapped)
    assert [objective.title for objective in made.version.objectives] == objectives
    is_kept = objectives == ["Courts", "Borders"]
    assert activities(made)[0].extra == ({columns[2]: "Form"} if is_kept else {})


RESULTS_BELOW_ROWS: Final = [
    ["No", "Expected result", "Activity", "Lead"],
    ["Aim 1: Clear rules", "", "", ""],
    ["1.1", "A decree is adopted", "Draft it", "Fiji"],
    ["1.2", "A law is amended", "Review it", "Samoa"],
    ["Aim 2: Able officials", "", "", ""],
    ["2.1", "Officials are trained", "Train them", "Fiji"],
]
"""A table with rows across it, and a result for each activity before the activity."""


@pytest.mark.parametrize("result", ["Expected result", "Objective"])
def test_rows_across_the_table_are_nearer_than_a_column_with_one_text_for_each(result: str) -> None:
    """The column is kept, wherever it is."""
    head, *rows = RESULTS_BELOW_ROWS
    wide = [(1, 0, 1, 3), (4, 0, 4, 3)]
    made = preview(table([[head[0], result, *head[2:]], *rows], merged=wide))
    assert titles(made) == {
        "Aim 1: Clear rules": ["Draft it", "Review it"],
        "Aim 2: Able officials": ["Train them"],
    }
    assert [each.extra for each in activities(made)] == [
        {result: "A decree is adopted"},
        {result: "A law is amended"},
        {result: "Officials are trained"},
    ]
    assert (made.set_aside, made.notes) == ((), ())


def test_a_row_across_the_table_that_is_no_objective_is_named() -> None:
    """The map takes the column instead: nothing is lost without a word."""
    rows = table(RESULTS_BELOW_ROWS, merged=[(1, 0, 1, 3), (4, 0, 4, 3)])
    made = preview(rows, mapped='columns = { "Expected result" = "objective" }')
    assert len(made.version.objectives) == 3
    assert [(each.place, each.why) for each in made.set_aside] == [
        ("Plan!A2", '"Aim 1: Clear rules" is not taken for an objective'),
        ("Plan!A5", '"Aim 2: Able officials" is not taken for an objective'),
    ]


def test_a_column_with_an_objective_for_each_activity_is_asked_about() -> None:
    """The option that keeps the column is in the note, until the map says what it is."""
    head, *rows = [row for row in RESULTS_BELOW_ROWS if row[1]]
    made = preview(table([head, *rows]))
    assert only(made.notes) == (
        "The table has 3 objectives for 3 activities. "
        'If "Expected result" is not the objective, add --column "Expected result=keep".'
    )
    stated = preview(table([head, *rows]), mapped='columns = { "Expected result" = "objective" }')
    assert (len(stated.version.objectives), stated.notes) == (3, ())
    two = preview(table([head, *rows[:2]]))
    assert (len(two.version.objectives), two.notes) == (2, ())


def test_a_date_is_the_due_date_unless_another_column_is() -> None:
    """Then it is the day of the report."""
    assert roles(preview("Date | Deliverable\n2026-06-30 | a"))["Date"] == "due"
    made = preview("Date | Deliverable | Deadline | Status\n2026-06-30 | a | 2026 | Done")
    assert (roles(made)["Date"], roles(made)["Deadline"]) == ("on", "due")


def test_a_column_beside_another_numbers_it() -> None:
    """ "Milestone no." is the number of the milestone."""
    made = preview("Goal no. | Goal | Activity no. | Activity\nG1 | Aim | G1.4 | Train")
    assert [(o.id, [a.id for a in o.activities]) for o in made.version.objectives] == [
        ("G1", ["G1.4"])
    ]


def test_the_map_decides() -> None:
    """By the name of a column, or by its letter."""
    made = preview(
        "A | Pillar | Activity | Cost\n7 | P | Train | 5",
        mapped='columns = { "column:A" = "number", "Pillar" = "theme", "Cost" = "skip" }',
    )
    activity = activities(made)[0]
    assert (activity.id, activity.themes, activity.extra) == ("7", ("P",), {})


@pytest.mark.parametrize("header", ["Status", "Status:", "STATUS *", "Status\n"])
def test_what_is_in_a_column_never_overrules_the_map(header: str) -> None:
    """Sentences in it are words to correct, whatever signs the header has beside its name."""
    sentence = "The team finished the whole draft and sent it to every ministry."
    rows = table([["Activity", header], ["Train", sentence], ["Hold", sentence]])
    made = preview(rows, mapped='columns = { "Status" = "status" }', on=date(2026, 6, 30))
    assert list(roles(made).values()) == ["activity", "status"]
    assert codes(made) == ["unknown-status"]


def test_a_column_without_a_header_is_kept_by_its_letter() -> None:
    """An empty one is left out."""
    made = preview(table([["", "Activity", "", "Lead"], ["", "Train", "loose", "Fiji"]]))
    assert activities(made)[0].extra == {"Column C": "loose"}
    assert [column.letter for column in made.draft.tables[0].columns] == ["B", "C", "D"]


def test_a_table_without_activities_is_passed_by_and_named() -> None:
    """Another table of the file is read; without one, the map can say which column it is."""
    made = preview("Name | Country\nA | B", "Activity | Lead\nTrain | Fiji")
    assert titles(made) == {"table": ["Train"]}
    assert [row.why for row in made.set_aside] == [
        'sheet "Plan" is left out: no row has known column names'
    ]
    made = preview("Output | Indicator | Target\no | i | 5", start=_day(), end=_day())
    assert codes(made) == ["no-activity-column"]
    assert made.errors[0].hint == (
        'Add --column "Output=activity". In the map: columns = { "Output" = "activity" }'
    )


def _day() -> object:
    from datetime import date

    return date(2026, 1, 1)


@pytest.mark.parametrize(
    ("cells", "role"),
    [
        (["80 %", "100"], "progress"),
        (["Done", "In progress"], "status"),
        (["We have trained forty officers of six posts in May.", "Nothing yet"], "note"),
    ],
    ids=["percentages", "words", "sentences"],
)
def test_progress_is_what_is_in_the_column(cells: list[str], role: str) -> None:
    """Offices call percentages, statuses and narratives by that name."""
    rows = "\n".join(f"a{place} | {text}" for place, text in enumerate(cells))
    found = roles(preview(f"Activity | Progress\n{rows}"))["Progress"]
    assert found == ("keep" if role == "note" else role)


def test_a_target_with_dates_is_the_due_date() -> None:
    """With figures and no indicator it is kept."""
    assert roles(preview("Activity | Target\na | June 2026"))["Target"] == "due"
    assert roles(preview("Activity | Target\na | 60 people"))["Target"] == "keep"


def test_letters_of_columns_go_on_after_z() -> None:
    """As in a workbook."""
    assert [column_letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_a_long_header_is_known_by_the_name_with_which_it_begins() -> None:
    """The words after it say whose it is."""
    made = preview(
        table(
            [
                ["No.", "Strategic objective of the regional network", "Progress made in it",
                 "Activity to be carried out by the members of the network", "Status",
                 "Responsible agency or agencies"],
                ["1", "P", "Two held", "a", "Done", "Fiji"],
            ]
        )
    )  # fmt: skip
    assert [*roles(made).values()] == [
        "number", "objective", "note", "activity", "status", "lead"
    ]  # fmt: skip


def test_an_expected_completion_is_the_due_date_of_a_plan_without_another() -> None:
    """A revised date is news about the plan, and so is an expected one beside a deadline."""
    head = ["Activity", "Lead", "Expected completion", "Status"]
    row = ["Train", "Fiji", "March 2026", "Done"]
    assert roles(preview(table([head, row])))["Expected completion"] == "due"
    for other in ("Revised date", "Forecast"):
        made = preview(table([[*head[:2], other, "Status"], row]))
        assert roles(made)[other] == "expected"
    both = preview(table([[*head, "Deadline"], [*row, "May 2026"]]))
    assert roles(both)["Expected completion"] == "expected"


def test_texts_in_a_column_of_progress_are_remarks_unless_they_are_words_for_a_status() -> None:
    """So is a long text below "Results"; a day below "Completed" is not a status."""
    head = ["Activity", "Progress", "Completed"]
    told = ["Bill drafted", "Map published", "Two courses held"]
    rows = [[name, text, "30 Mar 2026"] for name, text in zip("abc", told, strict=True)]
    made = roles(preview(table([head, *rows]), on=date(2026, 6, 30)))
    assert (made["Progress"], made["Completed"]) == ("note", "keep")
    for row, word in zip(rows, ["Begun", "Begun", "Stuck"], strict=True):
        row[1] = word
    assert roles(preview(table([head, *rows])))["Progress"] == "status"
    results = [["a", "All regions of the country were mapped by May", "Done"]]
    made = roles(preview(table([["Activity", "Results", "Status"], *results])))
    assert made["Results"] == "note"


def test_remarks_that_begin_with_statuses_have_them_where_no_other_column_has() -> None:
    """One word is a remark like any other."""
    head = ["Activity", "Remarks"]
    rows = [["a", "Completed: held in May"], ["b", "Delayed: no funds"]]
    assert roles(preview(table([head, *rows])))["Remarks"] == "status"
    assert roles(preview(table([head, rows[0]])))["Remarks"] == "keep"
    unknown = ["Activity", "Where we are"]
    assert roles(preview(table([unknown, rows[0]])))["Where we are"] == "status"
    made = preview(table([[*head, "Status"], *([*row, "In progress"] for row in rows)]))
    assert roles(made)["Remarks"] == "note"


def test_statuses_below_a_name_of_the_lead_are_statuses() -> None:
    """The words of a lead are not the names of parties."""
    rows = [["a", "Completed: both are open"], ["b", "In progress, 80 trained"]]
    made = preview(table([["Activity", "Lead's report"], *rows]), on=date(2026, 6, 30))
    assert roles(made)["Lead's report"] == "status"
    assert activities(made)[0].lead == ()
