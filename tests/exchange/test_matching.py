"""Rows that report: they find their items by number and by title, and come once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bptip.exchange.statement_ids import Known
from bptip.exchange.tables.instructions import Purpose
from bptip.plan.errors import BptipError
from bptip.plan.model import Status
from exchange.tables import cell, codes, preview, roles, statuses, table
from plan_text import journal
from plan_text import version as read_version

if TYPE_CHECKING:
    from bptip.exchange.cells import SheetTable
    from bptip.exchange.importing.preview import ImportPreview
    from bptip.plan.journal import Update
    from bptip.plan.model import Version

DAY = date(2026, 6, 30)

PLAN = """
[[objective]]
id = "1"
title = "Prevent trafficking"
[[objective.activity]]
id = "1.1"
title = "Train consular staff in the region"
lead = ["Fiji"]
[[objective.activity.indicator]]
id = "people"
title = "People trained"
[[objective.activity]]
id = "1.2"
number = "1.3"
title = "Publish a guide for recruiters"
lead = ["Tonga"]
[[objective.activity]]
id = "1.4"
title = "Each coast guard counts its boats"
lead = ["Fiji", "Tonga", "Palau"]
each = true
"""


def plan() -> Version:
    """Returns the plan that is reported on."""
    return read_version(PLAN)


def tracker(
    rows: str | SheetTable,
    version: Version | None = None,
    updates: tuple[Update, ...] = (),
    **stated: Any,
) -> ImportPreview:
    """Returns the preview of progress on the plan."""
    return preview(
        rows, purpose=Purpose.INTO, version=version or plan(), plan="2024-2026", updates=updates,
        **({"on": DAY} | stated),
    )  # fmt: skip


def written(made: ImportPreview) -> tuple[Update, ...]:
    """Returns the new statements as updates of a journal."""
    from datetime import UTC, datetime

    from bptip.plan.journal import Update

    moment = datetime(2026, 7, 1, 12, tzinfo=UTC)
    return tuple(
        Update(id=entry.identity.id, recorded=moment, **entry.statement._asdict())
        for entry in made.new_entries
    )


def test_rows_find_their_items_by_number_and_by_title() -> None:
    """By the number that the document prints, by the same text, by likeness, in any order."""
    made = tracker(
        "Status | No | Activity\nDone | 1.3 | Publish a guide for recruiters\n"
        "Delayed | | Train the consular staff of the whole region"
    )
    assert statuses(made) == {"1.2": Status.COMPLETED, "1.1": Status.DELAYED}
    made = tracker("No | Status\n1.1 | Done\n1.3 | Delayed")
    assert statuses(made) == {"1.1": Status.COMPLETED, "1.2": Status.DELAYED}


def test_a_column_with_the_titles_of_the_plan_has_the_activities() -> None:
    """Under whatever name; rows that are like no item are set aside."""
    rows = "No. | What we said | State of play | Place\n" + "\n".join(
        f"{number} | {title} | Done | Suva"
        for number, title in (
            ("7", "Train the consular staff in the region"),
            ("8", "Publish a guide for recruiters"),
            ("9", "Something else"),
        )
    )
    made = tracker(rows)
    assert roles(made)["What we said"] == "activity"
    assert [entry.statement.item for entry in made.entries] == ["1.1", "1.2"]


def test_the_title_says_which_item_a_number_is_of_that_two_items_have() -> None:
    """The first activities of a plan numbered from 1 on share their numbers with objectives."""
    numbered = read_version("""
        [[objective]]
        id = "1"
        title = "Prevent trafficking"
        [[objective.activity]]
        id = "1.1"
        number = "1"
        title = "Train 200 consular staff in the region"
        [[objective.activity]]
        id = "1.2"
        number = "2"
        title = "Publish a guide for recruiters"
    """)
    made = tracker("No | Activity | Status\n1 | Training of 200 consular staff | Done", numbered)
    assert statuses(made) == {"1.1": Status.COMPLETED}
    made = tracker("No | Activity | Status\n1 | Bake bread | Done", numbered)
    assert statuses(made) == {}


def test_a_row_whose_number_and_title_disagree_is_set_aside() -> None:
    """Both are named."""
    made = tracker(
        "No | Activity | Status\n1.1 | Publish a guide for recruiters | Done\n"
        "1.1 | Bake bread | Done\n1.4 | Each coast guard counts boats | Delayed"
    )
    assert statuses(made) == {"1.4": Status.DELAYED}
    assert codes(made) == ["disagrees", "disagrees"]
    assert '1.1 "Train consular' in made.set_aside[0].why
    assert '1.3 (id 1.2) "Publish' in made.set_aside[0].why


def test_a_tracker_keeps_the_numbers_from_before_the_plan_was_renumbered() -> None:
    """The id and the whole title name the item, even if another item has the number now."""
    renumbered = read_version(
        PLAN.replace('id = "1.1"\n', 'id = "1.1"\nnumber = "1.4"\n').replace(
            'id = "1.4"\n', 'id = "1.4"\nnumber = "1.1"\n'
        )
    )
    rows = "No | Activity | Status\n1.1 | Train consular staff in the region | Done"
    assert statuses(tracker(rows, renumbered)) == {"1.1": Status.COMPLETED}
    reworded = rows.replace("in the region", "of the region")
    assert codes(tracker(reworded, renumbered)) == ["disagrees"]


def test_a_row_that_is_like_no_item_is_set_aside() -> None:
    """And named, with the nearest title if there is one."""
    made = tracker("Activity | Status\nBake bread for the school | Done")
    assert (codes(made), made.entries) == (["no-item"], ())
    (new,) = tracker("No | Activity | Status\n5.5 | Bake bread for the school | Done").findings
    assert new.message == "5.5 is not in the plan, and no item is like this row"
    hint = "If it is new, import a table of the whole plan with --next-of 2024-2026"
    assert new.hint == hint
    assert made.findings[0].hint == f"Write its number in the table. {hint}"
    assert made.set_aside[0].place == "Plan!A2"


def test_numbers_of_the_rows_of_a_tracker_alone_are_left_out_with_one_option() -> None:
    """Three rows with the numbers of other items show it; then the titles decide."""
    titles = [each.title for each in plan().activities]
    rows = "No | Activity | Status\n" + "\n".join(
        f"{number} | {title} | Done"
        for number, title in zip(("1.3", "1.4", "1.1"), titles, strict=True)
    )
    made = tracker(rows)
    assert codes(made) == ["disagrees"] * 3
    (note,) = made.notes
    assert note == (
        "The numbers of 3 rows are those of other items than their titles. "
        'If "No" numbers the rows of this table alone, add --column "No=skip".'
    )
    made = tracker(rows, mapped='columns = { "No" = "skip" }')
    assert statuses(made) == dict.fromkeys(("1.1", "1.2", "1.4"), Status.COMPLETED)
    assert made.notes == ()


OTHER_WORK = "Activity | Status\nTrain port staff in the region | Done"


def test_a_row_that_is_only_like_an_item_waits_for_a_word_of_the_user() -> None:
    """Another word in place of one of the item's may be another activity, however alike."""
    made = tracker(OTHER_WORK)
    assert (made.entries, made.alike, codes(made)) == ((), (), ["no-item"])
    ((item, row),) = [(pair.old.id, pair.new.title) for pair in made.not_taken]
    assert (item, row) == ("1.1", "Train port staff in the region")
    assert made.set_aside[0].why == (
        '"Train port staff in the region" is similar to 1.1 "Train consular staff in the region", '
        "not the same"
    )
    assert made.findings[0].hint == (
        'If it is that activity, add --item "Train port staff in the region=1.1".'
    )
    assert made.same_items[-2:] == ("--item", "Train port staff in the region=1.1")
    stated = tracker(OTHER_WORK, mapped='items = { "train port staff in the region" = "1.1" }')
    assert (statuses(stated), stated.set_aside) == ({"1.1": Status.COMPLETED}, ())
    assert stated.not_taken == ()


def test_a_misspelt_title_is_the_items() -> None:
    """A slip of one letter changes no activity; another word may."""
    made = tracker("Activity | Status\nTrain the conslar staff in the region | Done")
    assert statuses(made) == {"1.1": Status.COMPLETED}
    assert [pair.old.id for pair in made.alike] == ["1.1"]


def test_a_row_with_more_or_fewer_words_is_taken_and_shown() -> None:
    """With both texts and their likeness, since the table's text is not the plan's."""
    made = tracker("Activity | Status\nTrain all new consular staff in the region | Done")
    assert statuses(made) == {"1.1": Status.COMPLETED}
    assert [(p.old.id, p.new.title) for p in made.alike] == [
        ("1.1", "Train all new consular staff in the region")
    ]
    assert tracker("No | Activity | Status\n1.1 | Train new consular staff | Done").alike == ()


def test_a_number_that_the_plan_lacks_is_never_another_item() -> None:
    """Only the item's own words can overrule it."""
    made = tracker("No | Activity | Status\n1.10 | Train staff in the region | Done")
    assert (made.entries, codes(made)) == ((), ["no-item"])
    assert made.set_aside[0].why.startswith('1.10 is not in the plan; "Train staff in the region"')


def test_an_item_that_the_map_states_for_a_row_is_one_of_the_plan() -> None:
    """Another number is refused; an id that is another's number is stated as an id."""
    with pytest.raises(BptipError, match=r"9\.9"):
        tracker(OTHER_WORK, mapped='items = { "Train port staff" = "9.9" }')
    stated = tracker(
        "Activity | Status\nWrite a leaflet | Done",
        mapped='items = { "Write a leaflet" = "id 1.2" }',
    )
    assert statuses(stated) == {"1.2": Status.COMPLETED}


def test_importing_again_adds_nothing() -> None:
    """Sorted or on another day; a corrected cell adds one, and one more row adds one."""
    rows = "No | Activity | Status | Comments\n1.1 | | Done | fine\n1.3 | | Delayed | rain"
    updates = written(tracker(rows))
    assert len(updates) == 2
    again = tracker(rows, updates=updates)
    assert (again.is_same, again.not_written[Known.SAME]) == (True, 2)
    later = tracker(rows, updates=updates, on=date(2026, 7, 31))
    assert (later.is_same, later.not_written[Known.SAME]) == (True, 2)
    head, first, second = rows.split("\n")
    assert tracker(f"{head}\n{second}\n{first}", updates=updates).is_same
    corrected = tracker(rows.replace("rain", "wind"), updates=updates)
    assert [e.statement.note for e in corrected.new_entries] == ["wind"]
    more = tracker(f"{rows}\n1.4 | | Done | all", updates=updates)
    assert [e.statement.item for e in more.new_entries] == ["1.4"]


def test_what_was_replaced_or_taken_back_comes_back_only_with_again() -> None:
    """A row of a day of its own is known by its id."""
    rows = "No | Status | Date of update\n1.1 | Done | 30 June 2026"
    (update,) = written(tracker(rows))
    retraction = update._replace(id="r", retracts=update.id, status=None, taken_from=None)
    made = tracker(rows, updates=(update, retraction))
    assert made.not_written[Known.TAKEN_BACK] == 1
    assert len(tracker(rows, updates=(update, retraction), again=True).new_entries) == 1


def test_two_rows_that_differ_about_one_item_are_both_set_aside() -> None:
    """Neither is taken for it; two equal rows are one."""
    made = tracker("No | Status\n1.1 | Done\n1.1 | Delayed\n1.3 | Done\n1.3 | Done")
    assert [each.place for each in made.set_aside] == ["Plan!B2", "Plan!B3"]
    assert codes(made) == ["twice", "twice"]
    assert [e.statement.item for e in made.new_entries] == ["1.2"]


def test_rows_of_one_activity_are_one_statement() -> None:
    """Its status from the first, its figures from all."""
    made = tracker(
        "No | Activity | Indicator | Actual | Status\n"
        "1.1 | Train consular staff in the region | People trained | 40 | Done\n"
        " | | Sites visited | 3 | "
    )
    (entry,) = made.new_entries
    assert (entry.statement.status, dict(entry.statement.values)) == (
        Status.COMPLETED,
        {"people": 40},
    )
    assert codes(made) == ["no-item"]


def test_a_party_states_its_own_part_where_each_does_it_for_itself() -> None:
    """If it is a lead."""
    made = tracker("No | Status | Reported by\n1.4 | Done | Fiji\n1.1 | Done | Fiji")
    assert {e.statement.item: e.statement.own for e in made.entries} == {"1.4": True, "1.1": False}


def test_an_unknown_reporter_is_an_error_if_the_plan_lists_parties() -> None:
    """With the option, and the line for the map."""
    version = plan()
    listed = version._replace(plan=version.plan._replace(parties=("Fiji", "Tonga", "Palau")))
    made = tracker("No | Status | By\n1.1 | Done | Fidji", listed)
    (finding,) = made.errors
    assert (finding.code, finding.hint) == (
        "unknown-party",
        'Add --party "Fidji=Fiji". In the map: parties = { "Fidji" = "Fiji" }',
    )
    assert tracker("No | Status | By\n1.1 | Done | fiji", listed).errors == ()


def test_a_round_and_a_reporter_are_those_of_the_command() -> None:
    """Where the table names none."""
    made = tracker("No | Status\n1.1 | Done", by="Fiji", round="2026")
    told = made.entries[0].statement
    assert (told.by, told.round) == ("Fiji", "2026")


MATRIX = (
    "Agency | Trained its staff? | Has a plan? | Other\nFiji | Y | N | x\nTonga | Y | – | x\n"
    "Palau | N | Y | x\nTotal of agencies | 2 | 2 | x"
)

MAP = """
matrix = { party = "Agency", items = { "Trained its staff?" = "1.4", "Has a plan?" = "1.1" }, totals = "Total" }
status = { "Y" = "completed", "N" = "not-started" }
"""  # noqa: E501


def test_a_matrix_has_an_own_update_for_each_filled_cell() -> None:
    """A row of totals is not an agency; a total that doesn't add up is a warning."""
    made = tracker(MATRIX, mapped=MAP)
    stated = [(e.statement.item, e.statement.by, e.statement.status) for e in made.entries]
    assert stated == [
        ("1.4", "Fiji", Status.COMPLETED),
        ("1.4", "Tonga", Status.COMPLETED),
        ("1.4", "Palau", Status.NOT_STARTED),
        ("1.1", "Fiji", Status.NOT_STARTED),
        ("1.1", "Palau", Status.COMPLETED),
    ]
    assert all(e.statement.own for e in made.entries)
    assert [(f.code, f.place, f.value) for f in made.findings] == [("totals", "Plan!C5", "2")]
    assert made.set_aside[0].why == "a row of totals"
    assert [note for note in made.notes if note.startswith("1.1: ")] != []


def test_a_row_of_totals_is_found_by_its_name_and_its_numbers() -> None:
    """The map does not have to name it; a party whose name has such a word stays a party."""
    plain = MAP.replace(', totals = "Total"', "")
    made = tracker(MATRIX.replace("Palau", "Summary Court"), mapped=plain)
    assert [row.place for row in made.set_aside] == ["Plan!A5"]
    parties = {entry.statement.by for entry in made.entries}
    assert (parties, codes(made)) == ({"Fiji", "Tonga", "Summary Court"}, ["totals"])


def test_a_colour_in_a_matrix_is_a_status() -> None:
    """Where the map says what it means; a dash in a coloured cell is nothing more."""
    mapped = 'colours = { "00B050" = "completed" }\n' + MAP.partition("status")[0]
    rows = table(
        [
            ["Agency", "Trained its staff?", "Has a plan?"],
            ["Fiji", cell(fill="00B050"), cell("–", fill="00B050")],
            ["Tonga", cell(fill="FFC000"), ""],
        ]
    )
    made = tracker(rows, mapped=mapped)
    stated = [(e.statement.item, e.statement.by, e.statement.status) for e in made.entries]
    assert stated == [("1.4", "Fiji", Status.COMPLETED), ("1.1", "Fiji", Status.COMPLETED)]


def test_an_unknown_word_in_a_matrix_is_an_error() -> None:
    """As in any column of statuses."""
    made = tracker(MATRIX.replace("Fiji | Y", "Fiji | Perhaps"), mapped=MAP)
    assert [f.value for f in made.errors] == ["Perhaps"]


def test_a_matrix_makes_a_plan_too() -> None:
    """Its columns are activities that each party does for itself."""
    made = preview(MATRIX, mapped=MAP, on=DAY)
    assert [(a.id, a.title, a.each, a.lead) for a in made.version.activities] == [
        ("1.4", "Trained its staff?", True, ("Fiji", "Tonga", "Palau")),
        ("1.1", "Has a plan?", True, ("Fiji", "Tonga", "Palau")),
    ]
    assert len(made.new_entries) == 5


def test_a_matrix_is_read_without_a_map_where_it_is_plain() -> None:
    """Its columns are called by numbers or titles of activities; one alone is not enough."""
    stated = tracker(MATRIX, mapped=MAP.replace('"Y"', '"y"'))
    numbers = MATRIX.replace("Trained its staff?", "1.4").replace("Has a plan?", "1.1")
    words = MAP[MAP.index("status") :]
    made = tracker(f"As of June | | |\n{numbers}", mapped=words)
    assert [each.statement for each in made.entries] == [
        each.statement._replace(taken_from=mine.statement.taken_from)
        for each, mine in zip(stated.entries, made.entries, strict=True)
    ]
    assert made.notes[0] == (
        'Read as a matrix: "Agency" is the party, and each of "1.4" and "1.1" an activity.'
    )
    assert codes(tracker(numbers.replace("1.4", "Staff"), mapped=words)) == ["no-activity-column"]
    ordinary = "No | Agency | Status\n1.1 | Fiji | Done"
    assert [each.statement.own for each in tracker(ordinary).entries] == [False]


def test_a_new_plan_is_read_from_a_plain_matrix() -> None:
    """All of its columns have statuses, or yes and no; a column with other texts is a table's."""
    rows = "Agency | 1. Trained? | 2. Has a plan?\nFiji | Y | Completed\nTonga | N | Delayed"
    made = preview(rows, mapped=MAP[MAP.index("status") :], on=DAY)
    assert [(a.number or a.id, a.each, a.lead) for a in made.version.activities] == [
        ("1", True, ("Fiji", "Tonga")),
        ("2", True, ("Fiji", "Tonga")),
    ]
    assert len(made.new_entries) == 4
    for other in (rows.replace("N |", "Funds |").replace("Y |", "Staff |"), rows + "\n | |"):
        read = preview(other, mapped=MAP[MAP.index("status") :], on=DAY)
        assert codes(read) == (["no-activity-column"] if "Funds" in other else [])


def test_updates_of_a_journal_by_hand_are_known_too() -> None:
    """A row that says what the party's latest update says is not new."""
    updates = journal("2026-06-01 1.1 completed by=Fiji")
    made = tracker("No | Status | By\n1.1 | Done | Fiji", updates=tuple(updates))
    assert made.is_same


def test_a_table_without_rows_reports_nothing() -> None:
    """A header alone, as in a tracker that nobody has filled in."""
    made = tracker("No | Activity | Status")
    assert (made.entries, made.errors, made.set_aside) == ((), (), ())


def test_a_date_beside_a_status_is_the_day_of_the_report() -> None:
    """A column "Date" dates the reports, with --on or without; the other reading is offered."""
    rows = "No | Status | Date\n1.1 | Done | 15.06.2026\n1.4 | Done | 14.06.2026"
    for on in (None, DAY):
        made = tracker(rows, on=on)
        days = [entry.statement.on for entry in made.entries]
        assert (days, made.errors) == ([date(2026, 6, 15), date(2026, 6, 14)], ())
        assert "--on" not in made.command
        (note,) = made.notes
        assert note.startswith('"Date" was taken for the day of each report.')
        assert note.endswith('--column "Date=due"')


def test_a_date_beside_a_status_is_the_due_date_where_the_table_shows_it() -> None:
    """By its name, by the map, by the plan's due dates, or as most days are still to come."""
    rows = "No | Status | Date\n1.1 | Done | 15.06.2026\n1.4 | Done | 14.06.2026"
    for text, mapped in (
        (rows.replace("Date", "Deadline"), ""),
        (rows, 'columns = { "Date" = "due" }'),
        (rows.replace("2026", "2027"), ""),
    ):
        made = tracker(text, mapped=mapped)
        assert ([each.statement.on for each in made.entries], made.notes) == ([DAY, DAY], ())
        (missing,) = tracker(text, on=None, mapped=mapped).errors
        assert missing.hint == "Add the day: --on 2026-07-01"
    dues = PLAN.replace("each = true", "each = true\ndue = 2026-06-14")
    dues = dues.replace('lead = ["Fiji"]', 'lead = ["Fiji"]\ndue = 2026-06-15')
    assert [each.statement.on for each in tracker(rows, read_version(dues)).entries] == [DAY, DAY]


def test_reports_for_days_to_come_are_named() -> None:
    """A day and a month that were taken for each other are seen before they are written."""
    rows = "No | Status | As of\n1.1 | Delayed | 2026-07-02\n1.4 | In progress | 2026-07-01"
    (note,) = tracker(rows).notes
    assert note == (
        "1 report for a day in the future, counted from that day on: 1.1 on 2 Jul 2026 (Plan!B2)."
    )


def test_a_status_for_a_day_before_that_of_another_reporter_is_named() -> None:
    """The later day decides on a whole item, whoever states it; beside a note nothing does."""
    updates = written(tracker("No | Status | As of\n1.1 | Delayed | 2026-06-20"))
    earlier = "No | Reported by | {} | As of\n1.1 | Fiji | Done | 2026-06-10"
    (note,) = tracker(earlier.format("Status"), updates=updates).notes
    assert note.endswith("which stays in force: 1.1 on 10 Jun 2026, before 20 Jun 2026.")
    assert tracker(earlier.format("Remarks"), updates=updates).notes == ()


def test_reports_of_days_before_the_last_one_are_named() -> None:
    """Each of the first three, and the number of the others."""
    rows = "No | Status | As of\n1.1 | Done | 2026-06-20\n1.3 | Delayed | 2026-06-21"
    updates = written(tracker(rows))
    (note,) = tracker(rows.replace("2026-06-2", "2026-06-1"), updates=updates).notes
    assert note == (
        "2 reports of a day before the plan's last report, which stays in force: "
        "1.1 on 10 Jun 2026, before 20 Jun 2026; 1.2 on 11 Jun 2026, before 21 Jun 2026."
    )
