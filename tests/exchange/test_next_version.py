"""The next version from a table: ids are carried over, and nothing is lost or used again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bptip.exchange.importing.next_version import next_version
from bptip.exchange.tables.instructions import Purpose
from bptip.plan.model import Activity
from bptip.problems.reused_ids import reused_ids
from exchange.tables import activities, codes, ids, only, preview
from plan_text import version as read_version

if TYPE_CHECKING:
    from bptip.exchange.importing.preview import ImportPreview
    from bptip.plan.model import Indicator, Version

FIRST = (
    "No. | Objective | Activity | Lead | Due\n"
    "1.1 | Prevent trafficking | Train consular staff in the region | Fiji | 2026-06-30\n"
    "1.2 | | Publish a guide for recruiters | Tonga | 2026-Q3\n"
    "2.1 | Protect victims | Open three shelters on the coast | Fiji | 2026\n"
)


def first_version() -> Version:
    """Returns the version that the first table makes."""
    return preview(FIRST).version


def following(rows: str, version: Version | None = None, **stated: Any) -> ImportPreview:
    """Returns the next version that a table makes."""
    latest = version or first_version()
    made = preview(rows, purpose=Purpose.NEXT, version=latest, **stated)
    assert list(reused_ids(made.version, [latest])) == []
    return made


def counts(made: ImportPreview) -> tuple[int, int, int, int]:
    """Returns how many activities are new, changed, the same and gone."""
    assert made.changes is not None
    return made.changes[:4]


def test_the_same_table_is_the_latest_version() -> None:
    """Then nothing is written."""
    made = following(FIRST)
    assert (made.is_same, counts(made)) == (True, (0, 0, 3, 0))


def test_a_changed_row_keeps_its_id() -> None:
    """A pair that is not the same text is shown with its figure."""
    made = following(FIRST.replace("Train consular staff", "Train consular and border staff"))
    assert counts(made) == (0, 1, 2, 0)
    assert ids(made) == {"1": ["1.1", "1.2"], "2": ["2.1"]}
    assert made.changes is not None
    pairs = {(pair.old.id, pair.new.id, pair.match.value) for pair in made.changes.pairs}
    assert ("1.1", "1.1", "id") in pairs


def test_a_renumbered_row_keeps_its_id_and_gets_the_number() -> None:
    """Numbers are the document's; ids are for ever."""
    made = following(
        "No. | Objective | Activity | Lead | Due\n"
        "1.1 | Prevent trafficking | Publish a guide for recruiters | Tonga | 2026-Q3\n"
        "1.2 | | Train consular staff in the region | Fiji | 2026-06-30\n"
        "2.1 | Protect victims | Open three shelters on the coast | Fiji | 2026\n"
    )
    assert ids(made) == {"1": ["1.2", "1.1"], "2": ["2.1"]}
    assert [each.number for each in activities(made)] == ["1.1", "1.2", None]


def test_rows_in_another_order_without_numbers_keep_their_ids() -> None:
    """As do those of a table that never had any."""
    made = following(
        "Activity | Objective | Due | Lead\n"
        "Open three shelters on the coast | Protect victims | 2026 | Fiji\n"
        "Publish a guide for recruiters | Prevent trafficking | 2026-Q3 | Tonga\n"
        "Train consular staff in the region | Prevent trafficking | 2026-06-30 | Fiji\n"
    )
    assert ids(made) == {"2": ["2.1"], "1": ["1.2", "1.1"]}
    assert counts(made) == (0, 0, 3, 0)


def test_a_new_row_gets_an_id_that_was_never_used() -> None:
    """Also where its number was that of another item."""
    made = following(
        FIRST.replace("1.2 | | Publish a guide for recruiters | Tonga | 2026-Q3\n", "")
        + "1.2 | Prevent trafficking | Map irregular ports in the archipelago | Palau | 2027\n"
    )
    assert counts(made) == (1, 0, 2, 1)
    new = next(each for each in activities(made) if each.title.startswith("Map"))
    assert (new.id, new.number) == ("1.3", "1.2")


def test_an_id_of_any_version_is_never_used_again() -> None:
    """Ids of items that are gone count too."""
    second = following(
        FIRST.replace("1.2 | | Publish a guide for recruiters | Tonga | 2026-Q3\n", "")
    ).version
    rows = FIRST.replace(
        "1.2 | | Publish a guide for recruiters", "1.2 | | Count the boats in every harbour"
    )
    draft = preview(rows).draft
    made_version = next_version(second.plan, second, [first_version(), second], draft).version
    assert "1.2" not in [each.id for each in made_version.activities]


def test_what_the_table_has_no_column_for_is_kept_and_told() -> None:
    """Indicators, themes, `each`, sources, own columns."""
    old = read_version(
        """
        [[objective]]
        id = "1"
        title = "Prevent trafficking"
        description = "The aim."
        [[objective.activity]]
        id = "1.1"
        title = "Train consular staff in the region"
        lead = ["Fiji"]
        partners = ["UNODC"]
        due = 2026-06-30
        each = true
        themes = ["prevention"]
        sources = ["https://example.org/1"]
        extra = { Cost = "5" }
        [[objective.activity.indicator]]
        id = "people"
        title = "People"
        target = 60
        """
    )
    made = following(
        "Objective | Activity | Due\n"
        "Prevent trafficking | Train consular staff in the region | 2026-09-30",
        old,
    )
    (activity,) = activities(made)
    assert activity == next(old.activities)._replace(due=date(2026, 9, 30))
    assert made.version.objectives[0].description == "The aim."
    (note,) = made.notes
    assert note.startswith("Kept, since the table has no column for it: ")
    for word in (
        "lead",
        "partners",
        "themes",
        "indicators",
        "sources",
        "each lead",
        "other columns",
    ):
        assert word in note


def test_a_blank_cell_of_a_column_is_no_longer_stated() -> None:
    """Only what has no column is kept."""
    made = following(FIRST.replace("| Tonga | 2026-Q3", "| | "))
    lost = next(each for each in activities(made) if each.id == "1.2")
    assert (lost.lead, lost.due) == ((), None)


def test_columns_of_progress_are_named_and_left_out() -> None:
    """--into takes them in."""
    made = following(
        FIRST.replace("| Due\n", "| Due | Status\n").replace("2026-06-30\n", "2026-06-30 | Done\n")
    )
    assert (counts(made), made.entries, codes(made)) == ((0, 0, 3, 0), (), [])
    assert any('"Status": left out.' in note for note in made.notes)
    assert all(each.extra.get("Status") is None for each in activities(made))


def test_a_table_without_objectives_leaves_the_activities_where_they_are() -> None:
    """New activities come below the row above them."""
    made = following(
        "Activity | Lead\nTrain consular staff in the region | Fiji\n"
        "Publish a guide for recruiters | Tonga\nOpen three shelters on the coast | Fiji\n"
        "Feed the guards of the shelters | Fiji\n"
    )
    assert ids(made) == {"1": ["1.1", "1.2"], "2": ["2.1", "2.2"]}
    assert activities(made)[1].due_words == "2026-Q3"


def test_new_parties_and_themes_join_the_plans_lists() -> None:
    """So that the version has no error."""
    old = first_version()
    old = old._replace(plan=old.plan._replace(parties=("Fiji", "Tonga"), themes=("a",)))
    rows = FIRST.replace("| Tonga |", "| Palau |").replace("| Due\n", "| Due | Theme\n")
    made = following(rows.replace("2026-Q3\n", "2026-Q3 | b\n"), old)
    assert made.version.plan.parties == ("Fiji", "Tonga", "Palau")
    assert made.version.plan.themes == ("a", "b")
    assert {party.name: party.known for party in made.cells.parties} == {
        "Fiji": True,
        "Palau": False,
    }


def test_an_indicator_of_the_same_title_keeps_its_id() -> None:
    """The journal knows it by that."""
    rows = "Activity | Indicator | Target\nTrain staff in the region | {} | 5"
    old = preview(rows.format("People trained")).version
    activity = next(old.activities)
    renamed = activity.indicators[0]._replace(id="heads")
    objective = old.objectives[0]._replace(activities=(activity._replace(indicators=(renamed,)),))
    old = old._replace(objectives=(objective,))
    made = following(rows.format("People trained"), old)
    assert [each.id for each in _indicators(made)] == ["heads"]
    made = following(rows.format("Posts trained"), old)
    assert [each.id for each in _indicators(made)] == ["posts-trained"]


def _indicators(made: ImportPreview) -> tuple[Indicator, ...]:
    (activity,) = activities(made)
    assert isinstance(activity, Activity)
    return activity.indicators


REWORDED = (
    "Objective | Activity | Due\n"
    "Prevent trafficking | Train consular guards in the region | 2026-06-30\n"
    " | Publish a guide for recruiters | 2026-Q3\n"
    "Protect victims | Open three shelters on the coast | 2026\n"
)


def test_the_user_says_which_item_a_reworded_row_is() -> None:
    """The likely one, so that it is not asked about again, or new work."""
    made = following(REWORDED)
    assert [(p.old.id, p.new.title) for p in made.pairs_by_likeness] == [
        ("1.1", "Train consular guards in the region")
    ]
    stated = 'items = {{ "Train consular guards in the region" = "{}" }}'
    new = following(REWORDED, mapped=stated.format("new"))
    assert (ids(new), counts(new)) == ({"1": ["1.3", "1.2"], "2": ["2.1"]}, (1, 0, 2, 1))
    same = following(REWORDED, mapped=stated.format("1.1"))
    assert (ids(same), same.pairs_by_likeness) == (ids(made), ())


def test_years_after_the_plans_end_are_named() -> None:
    """Those of the title are the next plan's; due dates alone may be of a longer plan."""
    rows = FIRST.replace("2026-06-30", "2027-06-30")
    assert following(rows, end=date(2027, 12, 31)).notes == ()
    assert only(following(rows).notes) == (
        "1 due date is after the plan's end, 31 Dec 2026. If the plan ends later now, add --end "
        "2027-12-31."
    )
    assert only(following(f"Coast plan 2027-2029\n\n{FIRST}").notes) == (
        "The title of the table has 2027-2029, and the plan ends on 31 Dec 2026. If it is the next "
        "plan, write --plan 2027-2029 instead of --next-of 2026."
    )


def test_a_column_with_the_former_titles_has_the_activities_again() -> None:
    """The option of the first import is not in its plan, and may be left out for the next one."""
    rows = (
        "No | Result | Activity | Lead\n1 | A decree | Draft it | Fiji\n"
        "2 | A law | Review it | Tonga\n3 | A code | Sign it | Fiji\n"
    )
    stated = 'columns = { "Result" = "activity" }'
    latest = preview(rows, mapped=stated).version
    made = following(rows, latest)
    assert made.is_same
    assert made.notes == ('Columns are taken as for the plan before: "Result" for the activity.',)
    assert following(rows, latest, mapped=stated).is_same
    otherwise = following(rows, latest, mapped='columns = { "Activity" = "activity" }')
    assert [each.title for each in otherwise.version.activities] == [
        "Draft it", "Review it", "Sign it",
    ]  # fmt: skip
    assert following(rows.replace("Draft it", "Write it"), preview(rows).version).notes == ()


def test_columns_of_objectives_and_parties_have_these_roles_again() -> None:
    """A name in a list of several counts, and so does an objective with its number."""
    rows = (
        "Batch | Errand | Post | Others | Output | Due\n"
        "1. Roads | Map black spots | North Desk | Police, Fire Brigade | Map | 2026\n"
        "1. Roads | Redesign junctions | South Desk; North Desk | | Plan | 2026\n"
        "2. Rules | Amend the act | Legal Desk | Police | Act | 2026\n"
    )
    stated = (
        'columns = { "Batch" = "objective", "Errand" = "activity", "Post" = "lead", '
        '"Others" = "partners", "Output" = "keep" }'
    )
    latest = preview(rows, mapped=stated).version
    made = following(rows.replace("Amend the act", "Amend the road act"), latest)
    assert counts(made) == (0, 1, 2, 0)
    assert made.notes[0] == (
        'Columns are taken as for the plan before: "Errand" for the activity, "Batch" for '
        'the objective, "Post" for the lead and "Others" for the partners.'
    )


def test_a_version_with_nothing_that_is_the_same_names_its_columns() -> None:
    """Three activities that are gone are enough for that; one that is the same is proof."""
    rows = "Objective | Activity | Lead\n" + "".join(
        f"Aim | {title} | Fiji\n" for title in ("Pave roads", "Plant mangroves", "Fund clinics")
    )
    made = following(rows)
    assert counts(made) == (3, 0, 0, 3)
    assert made.notes[-1] == (
        "No activity is the same as in version 1, and 3 are gone. Perhaps other columns were "
        'taken for that version: now "Objective" is the objective and "Activity" is the activity. '
        'To take another column, add --column "…=activity".'
    )
    shared = "Objective | Activity | Lead\nAim | Open three shelters on the coast | Fiji\n"
    former = "Aim | Train staff | Fiji\nAim | Publish a guide | Fiji\nAim | Hold talks | Fiji\n"
    same = following(shared + rows.partition("\n")[2], preview(shared + former).version)
    assert (counts(same), same.notes) == ((3, 0, 1, 3), ())


def test_words_keep_the_date_that_the_user_gave_them_in_the_first_import() -> None:
    """The dates are not asked for again, and the preview names what it kept."""
    rows = (
        "No. | Activity | Due\n1.1 | Train | mid-2027\n1.2 | Print | after the vote\n"
        "1.3 | Meet | in 2027, if funded\n1.4 | Sing | to be agreed\n"
    )
    meant = '"mid-2027" = "2027-06", "after the vote" = "ongoing", "in 2027, if funded" = "2027"'
    first = preview(rows, mapped=f"periods = {{ {meant} }}", end=date(2027, 12, 31)).version
    made = following(f"{rows}1.5 | Dance | mid-2027\n", first)
    dues = [each.due_words or each.due for each in activities(made)]
    assert dues == ["2027-06", "ongoing", "2027", None, None]
    kept = "Due dates kept from version 1, since the table has the same words for them: "
    assert f"{kept}1.1, 1.2 and 1.3." in made.notes
    other = following(rows.replace("mid-2027", "late 2027"), first)
    assert activities(other)[0].due is None
    assert f"{kept}1.2 and 1.3." in other.notes


def test_a_new_row_goes_where_its_number_says() -> None:
    """Below another objective's rows too; where the table says otherwise, the row is named."""
    first = preview(
        "No. | Objective | Activity\nA1 | A. Train | Teach\nB1 | B. Print | Make\n"
    ).version
    assert ids(following("No. | Activity\nA1 | Teach\nB1 | Make\nA2 | Sing\n", first)) == {
        "A": ["A1", "A2"],
        "B": ["B1"],
    }
    rows = "No. | Objective | Activity\nA1 | A. Train | Teach\nB1 | B. Print | Make\nA2 | | Sing\n"
    made = following(rows, first)
    assert ids(made) == {"A": ["A1"], "B": ["B1", "A2"]}
    assert made.notes[-1] == (
        "A2 is new, and is under objective B as in the table. If its number is right, move the "
        "row in the table."
    )
