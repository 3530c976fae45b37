"""`bptip status`: the activities shown and counted, the as-of date, and the words of the page.

The example's activities on 24 Nov 2026, by id: status, lead.
1.1 completed, Met Office · 1.2 delayed, University · 1.3 in progress and overdue, Council ·
1.4 continuous, Harbour · 2.1 in progress, Works · 2.3 on hold, River · 2.5 completed, Marsh ·
2.6 not started, Marsh and Villages · 3.1 completed, Villages · 3.2 discontinued, Council ·
2.4 completed, Council · 4.2 in progress, Harbour · 4.3 completed, River ·
1.5 in progress, Villages · 4.4 not reported, nobody · 4.6 not reported, River ·
4.5 in progress, each of the eight parties for itself.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Bptip, Outcome, Plans


def shown(outcome: Outcome) -> list[str]:
    """Returns the ids of the activities in an answer."""
    assert outcome.code == 0, outcome.err
    answer = outcome.json
    actual = [each["id"] for one in answer["objectives"] for each in one["activities"]]
    assert answer["totals"]["activities"] == len(actual)
    return actual


FILTERS: Final = [
    # One of a kind, in any spelling.
    (["--lead", "Estuary Council"], "1.3 3.2 2.4 4.5"),
    (["--lead", "estuary-council"], "1.3 3.2 2.4 4.5"),
    (["--lead", "ESTUARYCOUNCIL"], "1.3 3.2 2.4 4.5"),
    (["--lead", "EC"], "1.3 3.2 2.4 4.5"),
    (["--lead", "e.c."], "1.3 3.2 2.4 4.5"),
    (["--lead", "MOT"], "1.1 4.5"),
    (["--party", "University of Eastmarsh"], "1.2 2.5 3.2 2.4 4.5"),
    (["--party", "Radio Estuary"], "1.3"),
    (["--theme", "recovery"], "4.2 4.3 4.4 4.5 4.6"),
    (["--theme", "Early_Warning"], "1.1 1.2 1.3 1.4 3.2"),
    (["--status", "in-progress"], "1.3 1.5 2.1 4.2 4.5"),
    (["--status", "In progress"], "1.3 1.5 2.1 4.2 4.5"),
    (["--status", "in_progress"], "1.3 1.5 2.1 4.2 4.5"),
    (["--status", "done"], "1.1 2.5 3.1 2.4 4.3"),
    (["--status", "not-reported"], "4.4 4.6"),
    (["--outlook", "at-risk"], "2.3 2.6"),
    (["--outlook", "At risk"], "2.3 2.6"),
    (["--overdue"], "1.3"),
    (["--objective", "2"], "2.1 2.3 2.5 2.6"),
    # Or within one.
    (["--lead", "River Board", "--lead", "Harbour Office"], "1.4 2.3 4.2 4.3 4.5 4.6"),
    (["--lead", "River Board,Harbour Office"], "1.4 2.3 4.2 4.3 4.5 4.6"),
    (["--lead", "river board , harbour-office ,"], "1.4 2.3 4.2 4.3 4.5 4.6"),
    (["--status", "delayed,on-hold", "--status", "not started"], "1.2 2.3 2.6"),
    (["--objective", "4,1"], "1.1 1.2 1.3 1.4 1.5 4.2 4.3 4.4 4.5 4.6"),
    # And between them.
    (["--lead", "Estuary Council", "--status", "completed"], "2.4"),
    (["--theme", "community", "--outlook", "closed", "--objective", "3"], "3.1 3.2 2.4"),
    (["--party", "Harbour Office", "--lead", "Coastal Villages Union"], "3.1 4.5"),
    (["--overdue", "--lead", "River Board"], ""),
    # What two leads share counts once.
    (["--lead", "Salt Marsh Trust,Coastal Villages Union"], "1.5 2.5 2.6 3.1 4.5"),
]


@pytest.mark.parametrize(("filters", "ids"), FILTERS, ids=str)
def test_filters_leave_what_was_asked_for(bptip: Bptip, filters: list[str], ids: str) -> None:
    """Or within one, and between them; names in any spelling."""
    assert shown(bptip("status", *filters, "--json")) == ids.split()


def test_counts_are_of_what_is_left(bptip: Bptip) -> None:
    """An objective's status, outlook and last update stay those of the whole objective."""
    whole = {each["id"]: each for each in bptip("status", "--json").json["objectives"]}
    answer = bptip("status", "--lead", "Estuary Council", "--json").json
    assert [each["id"] for each in answer["objectives"]] == ["1", "3", "4"]
    assert [each["countable"] for each in answer["objectives"]] == [1, 1, 1]
    assert [each["completed"] for each in answer["objectives"]] == [0, 1, 0]
    assert answer["totals"]["overdue"] == 1
    for record in answer["objectives"]:
        for key in ("status", "derived_status", "outlook", "last_update", "title"):
            assert record[key] == whole[record["id"]][key]


def test_the_latest_report_stays_that_of_the_whole_plan(bptip: Bptip) -> None:
    """A filter doesn't make a plan look stale."""
    whole = bptip("status", "--json").json["totals"]["last_update"]
    part = bptip("status", "--lead", "River Board", "--json").json["totals"]["last_update"]
    assert part == whole == "2026-11-02"
    page = " ".join(bptip("status", "--lead", "River Board").out.split())
    assert "2 Nov 2026, 22 days ago" in page


def test_an_objective_without_activities_is_kept_by_objective_alone(bptip: Bptip) -> None:
    """Together with a filter of activities it has nothing left, so it has no row."""
    alone = bptip("status", "--objective", "5", "--json").json
    narrowed = bptip("status", "--objective", "5", "--status", "in-progress", "--json").json
    assert [each["id"] for each in alone["objectives"]] == ["5"]
    assert narrowed["objectives"] == []


def test_the_head_line_names_the_filter(bptip: Bptip) -> None:
    """In the plan's own spelling, whatever was typed."""
    page = bptip("status", "--lead", "EC,river-board", "--overdue").out
    head = " ".join(page.split("\n\n", 1)[0].split())
    assert "led by Estuary Council or River Board" in head
    assert "overdue" in head


def test_a_filter_of_activities_shows_the_activities(bptip: Bptip) -> None:
    """Under their objectives as plain headings; those of other leads aren't there at all."""
    page = bptip("status", "--lead", "River Board", "--format", "markdown").words
    rows = [line for line in page.splitlines() if line.startswith("|")]
    headings = [row for row in rows if "Hold the water" in row]
    assert len(headings) == 1
    assert "at risk" not in headings[0]
    assert any("Operate the sluice gates" in row and "on hold" in row for row in rows)
    assert "sea wall" not in page


def test_needs_attention_is_narrowed_too(bptip: Bptip) -> None:
    """Page and counts are of the same activities."""
    page = bptip("status", "--theme", "recovery", "--format", "markdown").words
    assert "relief fund" in page
    assert "storm-surge" not in page


def test_an_empty_answer_says_so_in_words(bptip: Bptip) -> None:
    """With what is known, and with exit code 0: nothing went wrong."""
    outcome = bptip("status", "--lead", "Fishing Fleet Association")
    assert (outcome.code, outcome.err) == (0, "")
    text = " ".join(outcome.out.split())
    assert "0 of 17 activities match: led by Fishing Fleet Association" in text
    assert "leads are known for 16 of 17" in text
    empty = bptip("status", "--lead", "Fishing Fleet Association", "--json").json
    assert empty["objectives"] == []
    assert empty["totals"]["activities"] == empty["totals"]["countable"] == 0


def test_an_empty_plan_says_so_in_words(bptip: Bptip, plans: Plans) -> None:
    """A plan without objectives is a beginning, not a fault."""
    plans.add()
    outcome = bptip("status", cwd=plans.folder.parent)
    assert (outcome.code, outcome.err) == (0, "")
    assert "no objectives yet" in outcome.out


SILENT: Final = """
[[objective]]
id = "1"
title = "Objective 1: Protection"
[[objective.activity]]
id = "1.1"
title = "Write the guide"
due = 2026-03-01
[[objective.activity]]
id = "1.2"
title = "Print the guide"
start = 2026-12-01
"""
"""An objective whose title has its own number; nobody has reported on its activities."""


def test_a_plan_without_reports_says_so_once(bptip: Bptip, plans: Plans) -> None:
    """The number of those not reported stays; that their outcomes are unknown is not said twice."""
    plans.add(SILENT)
    shown = " ".join(bptip("status", cwd=plans.folder.parent).out.split())
    counts = (
        "0 of 2 activities completed (0 %) · 1 overdue · "
        "2 not reported, 1 of them not yet due to begin"
    )
    assert f"{counts} · nothing has been reported" in shown


def test_a_title_with_its_own_number_has_it_once(bptip: Bptip, plans: Plans) -> None:
    plans.add(SILENT)
    shown = bptip("show", "1.1", cwd=plans.folder.parent).out
    report = bptip("report", "--format", "markdown", cwd=plans.folder.parent).out
    assert "Objective 1: Protection" in shown
    assert "### Objective 1: Protection" in report
    assert "Objective 1: Objective 1" not in shown + report


@pytest.mark.parametrize(
    ("option", "word", "nearest"),
    [
        ("--lead", "Harbor Office", "Harbour Office"),
        ("--party", "Radio Estury", "Radio Estuary"),
        ("--theme", "recovry", "recovery"),
        ("--status", "complete-d-x", "completed"),
        ("--status", "canceled", None),
        ("--outlook", "off-trak", "off-track"),
        ("--objective", "9", None),
        ("--group-by", "leads", "lead"),
        ("--group-by", "status", None),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(
    bptip: Bptip, option: str, word: str, nearest: str | None
) -> None:
    """And with all that there are."""
    outcome = bptip("status", option, word)
    assert (outcome.code, outcome.out) == (2, "")
    assert f'"{word}"' in outcome.err
    assert (f'Did you mean "{nearest}"?' if nearest else "Known: ") in outcome.err
    assert "Known: " in outcome.err


def test_one_unknown_name_of_several_is_refused(bptip: Bptip) -> None:
    """Nothing is quietly left out."""
    outcome = bptip("status", "--lead", "River Board,Nobody at all")
    assert (outcome.code, outcome.out) == (2, "")
    assert '"Nobody at all"' in outcome.err


LEADS: Final = """
[[objective]]
id = "1"
title = "x"
[[objective.activity]]
id = "1.1"
title = "y"
lead = ["{}"]
[[objective.activity]]
id = "1.2"
title = "z"
lead = ["{}"]
"""


def test_a_name_as_the_plan_writes_it_is_that_name(bptip: Bptip, plans: Plans) -> None:
    """Whatever else would be read the same way: of two that differ in signs, the one typed."""
    plans.add(LEADS.format("C", "C++"))
    for name, ids in (("C", ["1.1"]), ("C++", ["1.2"])):
        assert shown(bptip("status", "--lead", name, "--json", cwd=plans.folder.parent)) == ids


def test_initials_of_two_are_refused_with_both(bptip: Bptip, plans: Plans) -> None:
    """The first of them is not simply taken."""
    plans.add(LEADS.format("Ministry of Works", "Ministry of Water"))
    outcome = bptip("status", "--lead", "MW", cwd=plans.folder.parent)
    assert (outcome.code, outcome.out) == (2, "")
    assert "Ministry of Works" in outcome.err
    assert "Ministry of Water" in outcome.err


def test_ongoing_is_refused_with_its_two_readings(bptip: Bptip) -> None:
    """Diplomats use it for both."""
    outcome = bptip("status", "--status", "Ongoing")
    assert (outcome.code, outcome.out) == (2, "")
    assert "in-progress" in outcome.err
    assert "continuous" in outcome.err


# --- Rows by lead or by theme.


def test_rows_by_lead_overlap_and_say_so(bptip: Bptip) -> None:
    """A shared activity is in the rows of both leads; those without a lead have their own row."""
    outcome = bptip("status", "--group-by", "lead")
    assert "in several rows" in outcome.out
    assert "no lead stated" in outcome.out
    groups = {
        each["name"]: each["activities"]
        for each in bptip("status", "--group-by", "lead", "--json").json["groups"]
    }
    assert groups["Salt Marsh Trust"] == ["2.5", "2.6", "4.5"]
    assert groups["Coastal Villages Union"] == ["1.5", "2.6", "3.1", "4.5"]
    assert groups[None] == ["4.4"]
    assert list(groups)[-1] is None


def test_rows_by_objective_are_the_usual_ones(bptip: Bptip) -> None:
    """Naming the default changes nothing; the case doesn't matter."""
    assert bptip("status", "--group-by", "Objective").raw == bptip("status").raw
    assert bptip("status", "--group-by", "THEME").raw == bptip("status", "--group-by", "theme").raw


def test_groups_are_of_what_the_filters_leave(bptip: Bptip) -> None:
    """Filters and groups go together."""
    answer = bptip("status", "--group-by", "theme", "--lead", "River Board", "--json").json
    assert {each["name"]: each["activities"] for each in answer["groups"]} == {
        "protection": ["2.3"],
        "community": ["4.6"],
        "recovery": ["4.3", "4.5", "4.6"],
    }


# --- Days.


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-31", "2026-10-31"),
        ("2026-9-5", "2026-09-05"),
        ("2026-02", "2026-02-28"),
        ("2026-Q3", "2026-09-30"),
        ("2026q3", "2026-09-30"),
        ("2026", "2026-12-31"),
        ("today", "2026-11-24"),
        ("Yesterday", "2026-11-23"),
    ],
)
def test_as_of_takes_days_and_spans(bptip: Bptip, text: str, day: str) -> None:
    """A span means its last day."""
    assert bptip("status", "--as-of", text, "--json").json["as_of"] == day
    assert bptip("status", "--known-at", text, "--json").json["known_at"] == day


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("3/4/2026", ["2026-04-03", "2026-03-04"]),
        ("2026-02-30", []),
        ("2026-13", []),
        ("soon", []),
        ("", []),
    ],
)
def test_what_is_no_day_is_refused(bptip: Bptip, text: str, readings: list[str]) -> None:
    """With the readings that it may have, and the forms that are taken."""
    outcome = bptip("status", "--as-of", text)
    assert (outcome.code, outcome.out) == (2, "")
    assert all(reading in outcome.err for reading in readings)
    assert "2027-03-31" in outcome.err


@pytest.mark.parametrize(
    ("as_of", "plan", "version"),
    [
        ("2021-06-30", "2022-2024", 1),
        ("2022-01-01", "2022-2024", 1),
        ("2024-12-31", "2022-2024", 1),
        ("2025-01-01", "2025-2027", 1),
        ("2026-02-28", "2025-2027", 1),
        ("2026-03-01", "2025-2027", 2),
        ("2029-06-30", "2025-2027", 2),
    ],
)
def test_the_day_decides_which_plan_is_meant(
    bptip: Bptip, as_of: str, plan: str, version: int
) -> None:
    """And which of its versions."""
    answer = bptip("status", "--as-of", as_of, "--json").json
    assert (answer["plan"], answer["version"]) == (plan, version)


@pytest.mark.parametrize(
    ("name", "plan", "version"),
    [
        ("2022-2024", "2022-2024", 1),
        ("2025-2027", "2025-2027", 2),
        ("2025-2027@v1", "2025-2027", 1),
        ("2025-2027@1", "2025-2027", 1),
        ("plans/2025-2027", "2025-2027", 2),
        ("plans/2025-2027/v1.toml", "2025-2027", 1),
    ],
)
def test_a_plan_can_be_named(bptip: Bptip, name: str, plan: str, version: int) -> None:
    """By id, by version, by its folder, by a file."""
    answer = bptip("status", name, "--json").json
    assert (answer["plan"], answer["version"]) == (plan, version)


def test_a_version_that_there_is_not_is_refused(bptip: Bptip) -> None:
    """With those that there are."""
    outcome = bptip("status", "2025-2027@v3")
    assert (outcome.code, outcome.out) == (2, "")
    assert "2025-2027@v2" in outcome.err


def test_the_two_clocks(bptip: Bptip) -> None:
    """A mistake of 8 December, taken back on the 11th: what was true, and what we said.

    An as-of date no longer shows the mistake; a known-at date before the retraction still does.
    """

    def status_of(*days: str) -> str:
        answer = bptip("status", *days, "--json").json
        return str(answer["objectives"][0]["activities"][1]["status"])

    assert status_of("--as-of", "2025-12-10") == "in-progress"
    assert status_of("--as-of", "2025-12-10", "--known-at", "2025-12-10") == "completed"
    assert status_of("--as-of", "2025-12-10", "--known-at", "2025-12-11") == "in-progress"
    head = " ".join(bptip("status", "--known-at", "2025-12-10").out.split())
    assert "reports received by 10 Dec 2025" in head


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("2027-11-24", "ends in 37 days"),
        ("2027-12-30", "ends in 1 day"),
        ("2027-12-31", "ends today"),
        ("2028-01-01", "ended 31 Dec 2027"),
        ("2024-12-31", "starts in 1 day"),
    ],
)
def test_the_head_line_says_how_long_the_plan_still_runs(
    bptip: Bptip, as_of: str, words: str
) -> None:
    """In days, or since when it is over."""
    assert words in bptip("status", "2025-2027", "--as-of", as_of).out.splitlines()[0]


def test_an_ended_plan_names_what_carries_its_items_on(bptip: Bptip) -> None:
    """And how that stands; in data by PLAN/ID, from the versions in force today."""
    page = " ".join(bptip("status", "2022-2024", "--format", "markdown").words.split())
    assert "No recent report" in page
    assert "carried on by 2025-2027/2.3 on hold" in page
    answer = bptip("status", "2022-2024", "--json").json
    carried = {
        each["id"]: each["continued_by"]
        for one in answer["objectives"]
        for each in one["activities"]
    }
    assert carried["1.3"] == ["2025-2027/1.4"]
    assert carried["2.3"] == ["2025-2027/2.5"]
    assert carried["4.2"] == []
    assert answer["objectives"][0]["continued_by"] == ["2025-2027/1"]


def test_no_percentage_where_only_known_activities_are_listed(
    bptip: Bptip, elsewhere: Path
) -> None:
    """The public plans are partial: counts say "known", and no share is worked out from them."""
    page = bptip("status", "2022", cwd=elsewhere).out
    assert "known activities completed" in page
    assert "%" not in page.split("\n\n", 1)[0]


def test_the_latest_updates_are_three_newest_first(bptip: Bptip) -> None:
    """The rest is for `log`."""
    page = bptip("status", "--format", "markdown").words
    actual = [page.rindex(day) for day in ("2 Nov 2026", "27 Oct 2026", "20 Oct 2026")]
    assert all(earlier < later for earlier, later in pairwise(actual))


def test_activities_have_a_row_each(bptip: Bptip) -> None:
    """With -a every activity is there by id and title; without, only what is named below."""
    every = bptip("status", "-a", "--format", "markdown").words
    assert bptip("status", "--activities", "--format", "markdown").words == every
    for record in bptip("status", "--json").json["objectives"]:
        for activity in record["activities"]:
            assert activity["title"] in every
    assert "Keep the flood watch staffed" not in bptip("status", "--format", "markdown").words


@pytest.mark.usefixtures("workspace")
def test_a_broken_plan_hides_no_other(bptip: Bptip) -> None:
    """One line on stderr says that it is left out; naming it is refused, with the place."""
    broken = bptip.home / "plans" / "2022-2024" / "v1.toml"
    broken.write_text(broken.read_text("utf-8").replace("title =", "titel =", 1), "utf-8")
    others = bptip("status")
    assert others.code == 0
    assert "Coastal Flood Resilience Plan" in others.out
    assert len(others.err.splitlines()) == 1
    assert "2022-2024" in others.err
    itself = bptip("status", "2022-2024")
    assert (itself.code, itself.out) == (2, "")
    assert "plans/2022-2024/v1.toml:" in itself.err


@pytest.mark.usefixtures("workspace")
def test_a_faulty_update_is_passed_by_with_one_line(bptip: Bptip) -> None:
    """However many there are: one line, with the count and the first."""
    journal = bptip.home / "plans" / "2025-2027" / "progress.toml"
    block = (
        '\n[[update]]\nid = "{}"\nitem = "9.9"\non = 2026-11-01\nrecorded = 2026-11-01T00:00:00Z\n'
    )
    before = bptip("status", "--json").json
    with journal.open("a", encoding="utf-8") as file:
        file.write(block.format("x1"))
    first = bptip("status", "--json")
    assert (first.code, len(first.err.splitlines())) == (0, 1)
    assert "unknown-item" in first.err
    assert first.json == before
    with journal.open("a", encoding="utf-8") as file:
        file.write(block.format("x2"))
    two = bptip("status", "--json")
    assert (two.code, len(two.err.splitlines())) == (0, 1)
    assert "2" in two.err
    assert two.json == before


@pytest.mark.usefixtures("workspace")
def test_a_journal_that_is_no_toml_is_refused(bptip: Bptip) -> None:
    """For a reading command that is exit 2, with the place."""
    journal = bptip.home / "plans" / "2025-2027" / "progress.toml"
    journal.write_text(journal.read_text("utf-8") + "\n[[update\n", "utf-8")
    outcome = bptip("status")
    assert (outcome.code, outcome.out) == (2, "")
    assert "plans/2025-2027/progress.toml:" in outcome.err
    assert "toml-syntax" in outcome.err


def test_a_percentage_older_than_the_status_is_left_out(bptip: Bptip, plans: Plans) -> None:
    """It is of a day before the status was stated; data has it as last stated."""
    blocks = [f'[[objective.activity]]\nid = "1.{number}"\ntitle = "A"\n' for number in range(1, 4)]
    updates = [
        ("1.1", "2026-02-01", 'status = "not-started"\nprogress = 0'),
        ("1.1", "2026-03-01", 'status = "in-progress"'),
        ("1.2", "2026-03-01", 'status = "in-progress"\nprogress = 40'),
        ("1.3", "2026-03-01", 'status = "completed"'),
    ]
    journal = "".join(
        f'[[update]]\nid = "u{number}"\nitem = "{item}"\non = {day}\n'
        f"recorded = 2026-04-01T12:00:00Z\n{stated}\n"
        for number, (item, day, stated) in enumerate(updates)
    )
    plans.add('[[objective]]\nid = "1"\ntitle = "One"\n' + "".join(blocks), journal)
    home = plans.folder.parent
    page = bptip("status", "-a", "--format", "markdown", cwd=home).words
    cells = [row.split(" | ")[3] for row in page.splitlines() if row.startswith("| 1.")]
    assert cells[:3] == ["–", "40 %", "yes"]
    (objective,) = bptip("status", "--json", cwd=home).json["objectives"]
    assert [each["progress"] for each in objective["activities"]] == [0, 40, None]
