"""The objective of a row, from every place from which it can come; rows that are none."""

from __future__ import annotations

import pytest

from exchange.tables import activities, cell, ids, preview, table, titles


def test_from_a_column_with_blank_cells_below() -> None:
    """A blank cell goes on with the objective above."""
    made = preview("Objective | Activity\nPrevent | a\n | b\nProtect | c")
    assert titles(made) == {"Prevent": ["a", "b"], "Protect": ["c"]}
    assert made.draft.tables[0].source == "column"


def test_from_a_merged_column() -> None:
    """As a blank one."""
    rows = [["Pillar", "Activity"], ["One", "a"], ["", "b"], ["Two", "c"]]
    made = preview(table(rows, merged=[(1, 0, 2, 0)]))
    assert titles(made) == {"One": ["a", "b"], "Two": ["c"]}


def test_only_cells_with_the_maps_text_start_an_objective() -> None:
    """Others in that column are notes and signatures."""
    made = preview(
        "Network | Activity | Lead\nSUN Business | a | x\nsigned J. D. | b | x\n12 May | c | x\n"
        "SUN Donors | d | x",
        mapped='objective-matches = "SUN "',
    )
    assert titles(made) == {"SUN Business": ["a", "b", "c"], "SUN Donors": ["d"]}


def test_from_rows_across_the_table() -> None:
    """Merged across, or with a single text in the first column."""
    head = ["No", "Activity", "Lead"]
    rows = [head, ["Ministry of Roads", "", ""], ["1", "a", "x"], ["Ministry of Sea", "", ""],
            ["2", "b", "x"]]  # fmt: skip
    for merged in ([(1, 0, 1, 2), (3, 0, 3, 2)], []):
        made = preview(table(rows, merged=merged))
        assert titles(made) == {"Ministry of Roads": ["a"], "Ministry of Sea": ["b"]}
        assert made.draft.tables[0].source == "rows"


def test_from_the_nearest_heading_or_the_one_of_a_level() -> None:
    """With the heading's own number."""
    first = table(
        "Milestone | Target date\na | 2026", headings=["## Part A", "### Action 4: Count"]
    )
    second = table("Milestone | Lead\nb | Fiji", headings=["## Part A", "### Action 7: Weigh"])
    made = preview(first, second)
    assert ids(made) == {"4": ["4.1"], "7": ["7.1"]}
    assert titles(made) == {"Count": ["a"], "Weigh": ["b"]}
    assert titles(preview(first, second, mapped="level = 2")) == {"Part A": ["a", "b"]}


def test_a_numbered_part_above_a_table_is_not_the_plan() -> None:
    """It is the objective; a phase that is a plan is the plan."""
    rows = "Activity | Lead\na | Fiji"
    part = preview(f"Objective 1: Prevent\n{rows}")
    assert (titles(part), part.draft.title) == ({"Prevent": ["a"]}, None)
    assert preview(f"Phase 2: Action plan\n{rows}").draft.title == "Phase 2: Action plan"
    assert preview(f"Project 2026: Prevent\n{rows}").draft.title == "Project 2026: Prevent"


def test_the_title_of_a_plan_is_above_all_tables() -> None:
    """A title that is not above all tables names an objective, or a part, and not the plan."""
    columns = "Milestone | Lead\na | Fiji"
    parts = ["# Prevention", "# Protection"]
    common = preview(*(table(columns, headings=["# The plan", f"#{part}"]) for part in parts))
    assert common.draft.title == "The plan"
    apart = preview(*(table(columns, headings=[part]) for part in parts))
    assert apart.draft.title is None
    assert list(titles(apart)) == ["Prevention", "Protection"]
    first, second = (table(f"Part {number} |\n{columns}", name=number) for number in "12")
    assert preview(first, first).draft.title == "Part 1"
    assert preview(first, second).draft.title is None


def test_from_the_sheets_names() -> None:
    """A sheet per pillar; or from the line in it that names the pillar by its number."""
    made = preview(
        table("No | Activity\n1 | a", name="Prevention"),
        table("No | Activity\n1 | b", name="Protection"),
    )
    assert titles(made) == {"Prevention": ["a"], "Protection": ["b"]}
    assert ids(made) == {"1": ["1.1"], "2": ["2.1"]}
    assert [each.number for each in activities(made)] == ["1", "1"]
    made = preview(
        table("Plan 2026 |\nKRA 1: Prevention |\nNo | Activity\n1 | a", name="KRA1"),
        table("Plan 2026 |\nKRA 2: Protection |\nNo | Activity\n1 | b", name="KRA2"),
    )
    assert titles(made) == {"Prevention": ["a"], "Protection": ["b"]}


def test_from_bare_rows() -> None:
    """With a title, perhaps a number, and nothing else."""
    made = preview(
        "No | Activity | Lead\nA | Prevent | \nA1 | a | Fiji\nA2 | b | Fiji\nB | Protect |\n"
        "B1 | c | Fiji"
    )
    assert ids(made) == {"A": ["A1", "A2"], "B": ["B1"]}
    assert titles(made) == {"Prevent": ["a", "b"], "Protect": ["c"]}


def test_bare_rows_are_a_middle_level_where_objectives_come_from_elsewhere() -> None:
    """It is kept under the name "Heading", and begins again with each objective."""
    rows = (
        "Objective | Activity | Lead\nPrevent | Training |\n | a | Fiji\n | b | Fiji\n"
        "Protect | c | Fiji\n | Shelter | \n | d | Fiji"
    )
    made = preview(rows)
    assert titles(made) == {"Prevent": ["a", "b"], "Protect": ["c", "d"]}
    assert [each.extra for each in activities(made)] == [
        {"Heading": "Training"}, {"Heading": "Training"}, {}, {"Heading": "Shelter"},
    ]  # fmt: skip
    made = preview(rows, mapped='middle = "theme"')
    assert [each.themes for each in activities(made)] == [
        ("Training",), ("Training",), (), ("Shelter",),
    ]  # fmt: skip


def test_rows_that_are_all_bare_are_activities() -> None:
    """So is a bare row with a number of the same form, and one that only lacks a report."""
    assert titles(preview("Activity\na\nb")) == {"table": ["a", "b"]}
    numbered = preview("No | Activity | Lead\n1 | a | Fiji\n2 | b |\n3 | c | Fiji")
    assert titles(numbered) == {"table": ["a", "b", "c"]}
    tracker = preview("Activity | Status\na | Done\nb |\nc | Done")
    assert titles(tracker) == {"table": ["a", "b", "c"]}


def test_the_title_is_the_only_objective_where_there_is_no_other() -> None:
    """The text above the header."""
    made = preview("Plan of the harbour |\nActivity | Lead\na | Fiji")
    assert titles(made) == {"Plan of the harbour": ["a"]}
    made = preview("Pillar | Activity\nP | a", mapped='objective = "title"')
    assert titles(made) == {"table": ["a"]}


def test_rows_that_are_no_activities_are_set_aside_and_named() -> None:
    """Totals, texts below the table, rows without a title; a heading above a heading is kept."""
    made = preview(
        "No | Activity | Cost\nPART ONE | |\nPrevent | |\n1 | a | 5\n | | 7\n | Total | 12\n"
        "* Subject to funding | |"
    )
    assert titles(made) == {"Prevent": ["a"]}
    assert activities(made)[0].extra == {"Heading": "PART ONE", "Cost": "5"}
    assert [(row.place, row.why) for row in made.set_aside] == [
        ("Plan!C5", "the row names no activity"),
        ("Plan!B6", "a row of totals"),
        ("Plan!A7", "a text below the table"),
    ]


@pytest.mark.parametrize(
    "caption", ["Legend", "Notes:", "Key: green is done", "Prepared by: A. B."]
)
def test_texts_below_a_caption_are_set_aside(caption: str) -> None:
    """A legend is not an activity; a title that begins with such a word is one."""
    below = f"{caption} | |\n | On track |\n"
    made = preview(f"No | Activity | Lead\nPrevent | |\n1 | a | x\n2 | Key laws |\n{below}")
    assert titles(made) == {"Prevent": ["a", "Key laws"]}
    assert [(row.place, row.why) for row in made.set_aside] == [
        ("Plan!A5", "a text below the table"),
        ("Plan!B6", "a text below the table"),
    ]


def test_the_last_objective_may_have_titles_alone() -> None:
    """Its activities have no lead and no date yet."""
    made = preview("No | Activity | Lead\nPrevent | |\n1 | a | x\nProtect | |\n2 | b |\n3 | c |")
    assert titles(made) == {"Prevent": ["a"], "Protect": ["b", "c"]}
    assert made.set_aside == ()


def test_a_party_merged_over_several_rows_leads_them_all() -> None:
    """As anybody reads it."""
    rows = [["Activity", "Lead"], ["a", "Fiji"], ["b", ""]]
    made = preview(table(rows, merged=[(1, 1, 2, 1)]))
    assert [each.lead for each in activities(made)] == [("Fiji",), ("Fiji",)]


def test_several_rows_of_one_activity_are_its_indicators() -> None:
    """They repeat the activity, or leave it blank."""
    head = "Output | Activity | Indicator | Unit | Baseline | Target | Lead\n"
    for again in ("", "Train"):
        made = preview(
            f"{head}Skills | Train | Number of people trained | people | 0 | 60 | Fiji\n"
            f" | {again} | Number of courses | | 1 | 4 | \n | Meet | Meetings | | | 2 | Tonga"
        )
        first, second = activities(made)
        assert [(i.id, i.title, i.unit, i.baseline, i.target) for i in first.indicators] == [
            ("people-trained", "Number of people trained", "people", 0, 60),
            ("courses", "Number of courses", None, 1, 4),
        ]
        assert [i.target for i in second.indicators] == [2]


def test_an_indicators_unit_may_be_behind_its_target() -> None:
    """A text without a figure is a warning."""
    made = preview("Activity | Indicator | Target\na | People | 60 people\nb | Sites | many")
    first, second = activities(made)
    assert (first.indicators[0].unit, first.indicators[0].target) == ("people", 60)
    assert second.indicators[0].target is None
    assert [(f.code, f.place) for f in made.findings] == [("bad-number", "Plan!C3")]


def test_a_column_of_indicators_and_targets_has_both() -> None:
    """A figure before the unit or behind the name is the target; other texts are names alone."""
    cells = ("64 events", "People trained: 1 200", "Law adopted / 2 books", "3 homes by 2027")
    rows = "\n".join(f"{name} | {cell}" for name, cell in zip("abcd", cells, strict=True))
    made = preview(f"Activity | Indicator / Target\n{rows}")
    indicators = [each.indicators[0] for each in activities(made)]
    assert [(each.title, each.target, each.unit) for each in indicators] == [
        ("64 events", 64, "events"),
        ("People trained: 1 200", 1200, None),
        ("Law adopted / 2 books", None, None),
        ("3 homes by 2027", None, None),
    ]
    made = preview("Activity | Indicator\na | 64 events")
    assert activities(made)[0].indicators[0].target is None


def test_numbered_lines_in_a_cell_stay_one_activity_unless_split() -> None:
    """Bengali digits are digits."""
    rows = table([["No", "Activity", "Lead"], ["1", "১. Dig\n২. Fill\nand level", "Fiji"]])
    assert len(activities(preview(rows))) == 1
    made = preview(rows, mapped='split = "numbered"')
    assert [(each.id, each.title) for each in activities(made)] == [
        ("1.1", "Dig"),
        ("1.2", "Fill\nand level"),
    ]


def test_the_text_is_kept_exactly() -> None:
    """In every script, but for trailing blanks."""
    text = "  প্রশিক্ষণ — “quoted”  \nsecond line \t"
    made = preview(table([["Activity", "Lead"], [cell(text), "Fiji"]]))
    assert activities(made)[0].title == "প্রশিক্ষণ — “quoted”\nsecond line"


def test_bare_rows_of_the_only_table_are_its_objectives() -> None:
    """The heading above the table is that of all rows, so it would tell none apart."""
    rows = (
        "Action | Lead\nPriority 1: Law | \n1.1 Draft it | Fiji\nPriority 2: Skills | \n"
        "2.1 Train | Fiji"
    )
    made = preview(table(rows, headings=["## Implementation matrix"]))
    assert titles(made) == {"Law": ["Draft it"], "Skills": ["Train"]}


def test_the_title_of_the_table_is_the_objective_above_the_first_bare_row() -> None:
    """As where each part has its own title and header."""
    made = preview(
        "Pillar A | \nAction | Lead\na | Fiji\n | \nPillar B | \nAction | Lead\nb | Tonga"
    )
    assert titles(made) == {"Pillar A": ["a"], "Pillar B": ["b"]}


def test_summary_tasks_of_a_schedule_are_objectives() -> None:
    """By their WBS numbers; deeper ones are headings between, and a lone first one the project."""
    rows = [
        "WBS | Task Name | Duration | Finish | Resource Names",
        "1 | Coast project | 300 d | 30-Sep-26 | ",
        "1.1 | Prevention | 120 d | 30-Jun-26 | ",
        "1.1.1 | Write it | 60 d | 31-Mar-26 | Ana",
        "1.1.2 | Training | 60 d | 30-Jun-26 | ",
        "1.1.2.1 | Train police | 60 d | 30-Jun-26 | Bob",
        "1.2 | Protection | 90 d | 30-Sep-26 | ",
        "1.2.1 | Print it | 30 d | 31-Jul-26 | Ana",
    ]
    version = preview("\n".join(rows)).version
    assert [
        (each.id, each.title, [activity.id for activity in each.activities])
        for each in version.objectives
    ] == [("1.1", "Prevention", ["1.1.1", "1.1.2.1"]), ("1.2", "Protection", ["1.2.1"])]
    assert version.objectives[0].activities[1].extra["Heading"] == "Training"
    plain = preview("\n".join(rows).replace("WBS", "No.")).version
    assert [len(each.activities) for each in plain.objectives] == [7]


def test_the_number_of_a_section_is_not_part_of_the_title() -> None:
    """The heading above the only table is the plan's title."""
    made = preview(table("Activity | Lead\na | Fiji", headings=["# 3. Programme of work"]))
    assert made.version.plan.title == "Programme of work"
