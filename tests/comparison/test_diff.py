"""The diff of two editions: changed fields, moved items, finished and dropped items."""

from __future__ import annotations

from datetime import date

import pytest

from bptip.comparison.diff import ChangeKind, Diff, FieldChange, ItemChange, Kind, diff_of
from bptip.comparison.pairs import Match
from bptip.progress.plan_progress import progress_on
from outline import edition
from plan_text import journal, stands, version

DAY = date(2025, 6, 30)

WHOLE = """
    [[objective]]
    id = "1"
    title = "Prevention"

    [[objective.activity]]
    id = "1.1"
    title = "Training of judges"
    description = "Two courses, twice a year."
    lead = ["Indonesia", "Fiji"]
    partners = ["UNODC", "IOM"]
    start = 2025-01-01
    due = 2025-06-30
    themes = ["prevention", "protection"]
    sources = ["https://example.org/a", "https://example.org/b"]
    extra = { Budget = 100 }

    [[objective.activity.indicator]]
    id = "people"
    title = "Judges trained"
    target = 60

    [[objective.activity.indicator]]
    id = "courses"
    title = "Courses held"

    [[objective]]
    id = "2"
    title = "Protection of victims"
"""


def compare(old: str, new: str) -> Diff:
    """Returns the diff of two versions of one plan, given as TOML."""
    return diff_of(stands(version(old), (), "2025-06-30"), stands(version(new), (), "2025-06-30"))


def outlined(old: str, new: str, plan: str = "2024") -> Diff:
    """Returns the diff of two outlines: versions of one plan, unless the new plan is named."""
    number = 2 if plan == "2024" else 1
    return diff_of(
        progress_on(edition(old), (), DAY), progress_on(edition(new, plan, number), (), DAY)
    )


def row(diff: Diff, old: str | None, new: str | None) -> ItemChange:
    """Returns the change of these two items."""
    return next(
        each
        for each in diff.changes
        if (each.old and each.old.item.id, each.new and each.new.item.id) == (old, new)
    )


# Fields.


@pytest.mark.parametrize(
    ("before", "after", "field", "values"),
    [
        ("Training of judges", "Training of all judges", "title", None),
        ("Two courses", "Three courses", "description", None),
        ('"Indonesia", "Fiji"', '"Fiji"', "lead", (("Indonesia", "Fiji"), ("Fiji",))),
        ('"UNODC", "IOM"', '"UNODC"', "partners", (("UNODC", "IOM"), ("UNODC",))),
        ("2025-01-01", "2025-02-01", "start", (date(2025, 1, 1), date(2025, 2, 1))),
        ("    due = 2025-06-30\n", "", "due", (date(2025, 6, 30), None)),
        ("due = 2025-06-30", 'due = "2025-Q2"', "due", (date(2025, 6, 30), "2025-Q2")),
        ("due = 2025-06-30", 'due = "ongoing"', "due", (date(2025, 6, 30), "ongoing")),
        (
            "    due = 2025-06-30\n",
            "    due = 2025-06-30\n    each = true\n",
            "each",
            (False, True),
        ),
        ('title = "Training', 'number = "1 (a)"\n    title = "Training', "number", (None, "1 (a)")),
        ('"prevention", "protection"', "", "themes", (("prevention", "protection"), ())),
        ("target = 60", "target = 90", "indicators", None),
        ("org/a", "org/c", "sources", None),
        ("Budget = 100", "Budget = 90", "extra", ({"Budget": 100}, {"Budget": 90})),
    ],
)
def test_a_field_that_differs_has_its_old_and_new_value(
    before: str, after: str, field: str, values: tuple[object, object] | None
) -> None:
    forth = row(compare(WHOLE, WHOLE.replace(before, after)), "1.1", "1.1")
    back = row(compare(WHOLE.replace(before, after), WHOLE), "1.1", "1.1")
    (change,) = forth.fields
    assert change.field == field
    assert values is None or (change.old, change.new) == values
    assert back.fields == (FieldChange(field, change.new, change.old),)
    assert forth.change is back.change is ChangeKind.CHANGED


def indicators_turned(text: str) -> str:
    """Returns the plan with its two indicators in the other order."""
    head, first, second = text.split("    [[objective.activity.indicator]]\n")
    second, tail = second.split("    [[objective]]\n")
    mark = "    [[objective.activity.indicator]]\n"
    return f"{head}{mark}{second}{mark}{first}    [[objective]]\n{tail}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('"Indonesia", "Fiji"', '"Fiji", "Indonesia"', id="leads in another order"),
        pytest.param('"UNODC", "IOM"', '"IOM", "UNODC"', id="partners"),
        pytest.param('"prevention", "protection"', '"protection", "prevention"', id="themes"),
        pytest.param(
            '"https://example.org/a", "https://example.org/b"',
            '"https://example.org/b", "https://example.org/a"',
            id="sources",
        ),
        pytest.param("Two courses, twice", "Two courses,\\n  twice", id="line breaks"),
        pytest.param("Training of judges", " Training  of judges ", id="blanks in the title"),
        pytest.param('id = "1.1"', 'id = "1.7"', id="the id alone"),
        pytest.param(
            'title = "Protection', 'description = ""\n title = "Protection', id="described by ''"
        ),
    ],
)
def test_values_with_the_same_meaning_are_unchanged(before: str, after: str) -> None:
    assert before in WHOLE
    assert compare(WHOLE, WHOLE.replace(before, after)).is_empty


def test_indicators_in_another_order_are_the_same() -> None:
    turned = indicators_turned(WHOLE)
    assert turned != WHOLE
    assert compare(WHOLE, turned).is_empty


def test_fields_are_in_the_order_of_the_files() -> None:
    new = WHOLE.replace("100", "90").replace("2025-06-30", "2025-07-31").replace("Two c", "Six c")
    fields = row(compare(WHOLE, new), "1.1", "1.1").fields
    assert [each.field for each in fields] == ["description", "due", "extra"]


def test_a_declaration_is_not_a_field() -> None:
    old = 'plan.version = 2\n[[objective]]\nid = "1"'
    assert compare(old, f'{old}\ncontinues = ["2022/1"]').is_empty


# Moved, renumbered.

MOVABLE = """
    1  Prevention
      1.1  Training of judges
    2  Protection of victims
      2.1  Shelters
"""


def test_an_activity_under_another_objective_has_moved() -> None:
    new = """
        1  Prevention
        2  Protection of victims
          2.1  Shelters
          2.2  Training of judges
    """
    change = row(outlined(MOVABLE, new), "1.1", "2.2")
    assert change.fields == (FieldChange("parent", "1", "2"),)
    assert (change.is_moved, change.is_renumbered, change.change) == (
        True,
        True,
        ChangeKind.CHANGED,
    )


def test_an_activity_whose_objective_was_renumbered_has_not_moved() -> None:
    new = MOVABLE.replace("1  Prev", "A  Prev")
    change = row(outlined(MOVABLE, new, "2027"), "1.1", "1.1")
    assert (change.is_moved, change.is_renumbered, change.change) == (
        False,
        False,
        ChangeKind.UNCHANGED,
    )
    objective = row(outlined(MOVABLE, new, "2027"), "1", "A")
    assert (objective.is_renumbered, objective.change) == (True, ChangeKind.UNCHANGED)


def test_an_activity_has_moved_if_its_objective_has_the_old_id_and_is_another() -> None:
    new = """
        1  Aviation fuels
          1.1  Training of judges
        3  Prevention
    """
    change = row(outlined(MOVABLE, new, "2027"), "1.1", "1.1")
    assert change.fields == (FieldChange("parent", "1", "1"),)
    assert change.is_moved


def test_an_activity_that_became_an_objective_counts_as_one_and_has_moved() -> None:
    new = """
        1  Prevention
        2  Protection of victims
          2.1  Shelters
        3  Training of judges  <v1/1.1
    """
    change = row(outlined(MOVABLE, new), "1.1", "3")
    assert (change.kind, change.is_moved) == (Kind.ACTIVITY, True)
    assert change.fields == (FieldChange("parent", "1", None),)


# The whole.


def test_changes_are_in_the_new_order_and_removed_items_follow_in_the_old_order() -> None:
    old = "1  Prevention\n  1.1  Alpha\n  1.2  Beta\n  1.3  Gamma\n2  Gone\n  2.1  Delta"
    new = "3  Novelty\n  3.1  Epsilon\n1  Prevention\n  1.3  Gamma"
    rows = [
        (each.old and each.old.item.id, each.new and each.new.item.id)
        for each in outlined(old, new).changes
    ]
    assert rows == [
        (None, "3"), (None, "3.1"), ("1", "1"), ("1.3", "1.3"),
        ("1.1", None), ("1.2", None), ("2", None), ("2.1", None),
    ]  # fmt: skip


def test_the_summary_counts_rows_by_kind_and_change() -> None:
    old = "1  Prevention\n  1.1  Alpha\n  1.2  Beta\n  1.3  Gamma rays"
    new = "1  Prevention\n  1.1  Alpha  @Fiji\n  1.3  Gamma rays\n  1.4  Delta\n2  New\n  2.1  Zeta"
    diff = outlined(old, new)
    assert diff.summary == {
        "objective": {"added": 1, "removed": 0, "changed": 0, "unchanged": 1},
        "activity": {"added": 2, "removed": 1, "changed": 1, "unchanged": 1},
    }
    assert not diff.is_empty
    assert diff.is_within_one_plan


def test_an_item_that_was_split_is_counted_in_each_row() -> None:
    old = "1  Prevention\n  1.1  Alpha"
    new = "1  Prevention\n  1.2  Beta  <v1/1.1\n  1.3  Gamma  <v1/1.1"
    assert outlined(old, new).summary[Kind.ACTIVITY][ChangeKind.CHANGED] == 2


def test_unconfirmed_pairs_are_those_by_likeness_alone() -> None:
    new = MOVABLE.replace("Training of judges", "Judges' training").replace("2.1  ", "2.9  ")
    diff = outlined(MOVABLE, new, "2027")
    assert not diff.is_within_one_plan
    assert [each.new and each.new.item.id for each in diff.unconfirmed] == ["1.1"]
    assert all(each.pair and each.pair.match is Match.SIMILAR for each in diff.unconfirmed)


def test_changed_fields_of_the_plan_make_the_diff_not_empty() -> None:
    old = 'plan.title = "A plan"\nplan.themes = ["x", "y"]\nplan.parties = ["Fiji"]'
    new = 'plan.title = "The plan"\nplan.themes = ["y", "x"]\nplan.parties = []'
    diff = compare(old, f"{new}\nplan.stale_after = 10\nplan.partial = true")
    assert diff.plan_fields == (
        FieldChange("title", "A plan", "The plan"),
        FieldChange("parties", ("Fiji",), ()),
    )
    assert diff.changes == ()
    assert not diff.is_empty


@pytest.mark.parametrize("key", ["description", "notice", "group", "authority"])
def test_each_text_of_the_plan_is_compared(key: str) -> None:
    (field,) = compare("", f'plan.{key} = "New"').plan_fields
    assert field == (key, None, "New")


@pytest.mark.parametrize("key", ["start", "end"])
def test_its_period_is_compared(key: str) -> None:
    (field,) = compare("", f"plan.{key} = 2025-06-01").plan_fields
    assert (field.field, field.new) == (key, date(2025, 6, 1))


@pytest.mark.parametrize(
    ("day", "finished", "dropped"),
    [
        pytest.param("2024-12-31", [], ["1.1", "1.2"], id="while the plan runs"),
        pytest.param("2025-01-01", ["1.1"], ["1.2"], id="when it has ended"),
    ],
)
def test_a_standing_commitment_that_was_met_to_the_end_is_not_dropped(
    day: str, finished: list[str], dropped: list[str]
) -> None:
    """It has no end of its own: nobody can complete it."""
    old = edition("1  Prevention\n" + "".join(f"  1.{n}  Word{n}\n" for n in range(1, 4)))
    said = journal("2024-11-01  1.1  continuous\n2024-12-01  1.2  in-progress")
    new = edition("1  Prevention\n  1.3  Word3", number=2)
    on = date.fromisoformat(day)
    diff = diff_of(progress_on(old, said, on), progress_on(new, said, on))
    assert [side.item.id for side in diff.finished] == finished
    assert [side.item.id for side in diff.dropped] == dropped


def test_a_removed_item_is_finished_if_it_is_completed_and_dropped_otherwise() -> None:
    old = edition("1  Prevention\n" + "".join(f"  1.{n}  Word{n}\n" for n in range(1, 6)))
    said = journal("""
        2025-03-01  1.1  completed
        2025-03-01  1.2  in-progress
        2025-03-01  1.3  discontinued
        2025-09-01  1.4  completed
    """)
    new = edition("1  Prevention\n  1.5  Word5", number=2)
    diff = diff_of(progress_on(old, said, DAY), progress_on(new, said, DAY))
    assert [side.item.id for side in diff.finished] == ["1.1"]
    assert [side.item.id for side in diff.dropped] == ["1.2", "1.3", "1.4"]
    assert [side.parent for side in diff.dropped] == ["1", "1", "1"]
    assert [str(side.progress.status) for side in diff.dropped] == [
        "in-progress",
        "discontinued",
        "not-reported",
    ]


def with_groups(lead: str, members: str = '["Fiji", "Tonga"]') -> str:
    """Returns a version with one activity and one group."""
    return f"""
        [plan]
        groups = {{ "Co-chairs" = {members} }}

        [[objective]]
        id = "1"
        activity = [{{ id = "1.1", lead = {lead}, partners = {lead} }}]
    """


def party_fields(old: str, new: str) -> list[FieldChange]:
    """Returns the fields that differ of the activity of two versions."""
    return [field for change in compare(old, new).changes for field in change.fields]


def test_a_group_and_its_members_are_the_same_parties() -> None:
    """Groups are spread before leads and partners are compared."""
    by_group, by_name = with_groups('["Co-chairs"]'), with_groups('["Tonga", "Fiji"]')
    assert party_fields(by_group, by_name) == []
    (lead, partners) = party_fields(by_group, with_groups('["Fiji"]'))
    assert lead == ("lead", ("Co-chairs",), ("Fiji",))
    assert partners == ("partners", ("Co-chairs",), ("Fiji",))


def test_another_member_of_a_group_is_another_party() -> None:
    """The name that is written is the same, so the parties are shown."""
    old = with_groups('["Co-chairs"]')
    lead, _ = party_fields(old, with_groups('["Co-chairs"]', '["Fiji", "Samoa"]'))
    assert lead == ("lead", ("Fiji", "Tonga"), ("Fiji", "Samoa"))
