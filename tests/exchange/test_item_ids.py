"""Ids: the table's numbers if they are sound and unique, else made from the objective's."""

from __future__ import annotations

from datetime import date

import pytest

from bptip.exchange.tables.numbers import clean_number, numbered_title
from exchange.tables import activities, cell, ids, preview, table


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.", "1"), ("1)", "1"), ("(1)", "1"), ("Action 1", "1"), ("No. 3", "3"), ("1.2", "1.2"),
     ("C01.2.1", "C01.2.1"), ("১.২", "1.2"), ("A-1", "A-1"), ("", "")],
)  # fmt: skip
def test_a_number_is_cleaned(text: str, number: str) -> None:
    """Brackets, dots at its end, and the word before it are left out."""
    assert clean_number(text) == number


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("1. Train", "1", "Train"),
        ("1.1 Train", "1.1", "Train"),
        ("Action 1: Train", "1", "Train"),
        ("Objective 2 – Protect", "2", "Protect"),
        ("Pillar A: Prevent", "A", "Prevent"),
        ("IV. Return", "IV", "Return"),
        ("10 workshops held", None, "10 workshops held"),
        ("Project new roads", None, "Project new roads"),
        ("A workshop", None, "A workshop"),
        ("2026 report", None, "2026 report"),
        ("5-day course", None, "5-day course"),
        ("1. Build\n2. Hire", None, "1. Build\n2. Hire"),
    ],
)
def test_a_leading_number_leaves_the_title(text: str, number: str | None, title: str) -> None:
    """A figure before a word is none."""
    assert numbered_title(text) == (number, title)


def test_numbers_are_ids_if_they_are_sound_and_unique() -> None:
    """Objectives have the number that theirs begin with."""
    made = preview("No. | Objective | Activity\n1.1 | P | a\n1.2 | | b\n3.1 | Q | c")
    assert ids(made) == {"1": ["1.1", "1.2"], "3": ["3.1"]}
    assert [each.number for each in activities(made)] == [None, None, None]


@pytest.mark.parametrize(
    "numbers", [("1", "2", "1"), ("1", "1", "2"), ("a b", "b/c", "3")], ids=str
)
def test_else_they_are_made_and_the_old_number_is_kept(numbers: tuple[str, str, str]) -> None:
    """Numbers that restart, that two rows have, or that no id can be."""
    first, second, third = numbers
    made = preview(f"No. | Pillar | Activity\n{first} | P | a\n{second} | | b\n{third} | Q | c")
    assert ids(made) == {"1": ["1.1", "1.2"], "2": ["2.1"]}
    assert [each.number for each in activities(made)] == [*numbers]


def test_numbers_are_unique_among_objectives_too() -> None:
    """ "1" is the first objective, so it is not the first activity."""
    made = preview("No. | Pillar | Activity\n1 | P | a\n2 | | b")
    assert ids(made) == {"1": ["1.1", "1.2"]}


def test_numbers_before_the_titles_are_numbers_where_no_column_has_one() -> None:
    """In bold or not; one figure among many titles is none."""
    made = preview("Activity | Lead\n1.1 Train | x\n1.2 Meet | x")
    assert [(each.id, each.title) for each in activities(made)] == [
        ("1.1", "Train"),
        ("1.2", "Meet"),
    ]
    bold = table([["Activity", "Lead"], [cell("2.4 Train", bold="2.4"), "x"], ["2.5 Go", "x"]])
    assert [each.id for each in activities(preview(bold))] == ["2.4", "2.5"]
    made = preview("Activity | Lead\n3.5 million people | x\nMeet | x\nTrain | x")
    assert activities(made)[0].title == "3.5 million people"


def test_activities_without_any_number_are_counted() -> None:
    """In the order of the table."""
    assert ids(preview("Task | Owner\na | x\nb | x")) == {"1": ["1.1", "1.2"]}


def test_a_row_without_a_number_among_others_gets_a_new_one() -> None:
    """The others keep theirs."""
    made = preview("No | Pillar | Activity | Lead\n1.1 | P | a | x\n | | b | x\n1.3 | | c | x")
    assert ids(made) == {"1": ["1.1", "1.4", "1.3"]}


def test_a_number_with_zeros_is_kept_as_it_is_shown() -> None:
    """4.1 that a workbook shows as 4.10 is "4.10"."""
    shown = table([["No", "Activity"], [cell("4.10")._replace(value=4.1), "a"]])
    assert [each.id for each in activities(preview(shown))] == ["4.10"]


def test_two_rows_with_one_number_and_title_are_named() -> None:
    """They become two activities; a number that begins again with other titles is none of these."""
    rows = [
        "No. | Activity",
        "1.1 | Train officers",
        "1.2 | Map",
        "1.1 | Train Officers",
        "1.2 | Go",
    ]
    made = preview("\n".join(rows))
    assert [(each.code, each.place) for each in made.findings if each.code == "twice"] == [
        ("twice", "Plan!B4")
    ]
    assert len(activities(made)) == 4


def test_a_title_in_two_sheets_is_named_with_the_option_for_one() -> None:
    """An old sheet beside the new one has some of its activities, with other numbers or none."""
    new = table("No. | Objective | Activity\n1 | Access | Open offices\n2 | Access | Print forms")
    old = "Objective | Activity\nAccess | Print forms\nQuality | Open offices"
    made = preview(new, table(old, name="Old plan"))
    (finding,) = [each for each in made.findings if each.code == "twice"]
    assert (finding.place, finding.message, finding.hint) == (
        "Old plan!B2",
        '"Print forms" is in Plan!C3 too, so it became two activities.',
        'To read one sheet alone, add --sheet "Plan".',
    )


def test_a_date_in_the_place_of_a_number_is_none() -> None:
    """Excel makes 1 January of 1-1; the day would be the id for ever."""
    made = preview(table([["No.", "Activity"], [date(2026, 1, 1), "Train"], ["1-13", "Map"]]))
    assert [each.id for each in activities(made)] == ["1.1", "1-13"]
    assert [(each.code, each.place) for each in made.findings if each.code == "bad-number"] == [
        ("bad-number", "Plan!A2")
    ]
