"""`bptip changes`: the changes of a period, on the page and in data, and refusals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Bptip, Plans


def changed(bptip: Bptip, *arguments: str) -> dict[str, Any]:
    """Returns the answer as data."""
    outcome = bptip("changes", *arguments, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    actual: dict[str, Any] = outcome.json
    return actual


def page(bptip: Bptip, *arguments: str, **options: Any) -> str:
    """Returns the page on one line."""
    outcome = bptip("changes", *arguments, **options)
    assert (outcome.code, outcome.err) == (0, "")
    return " ".join(outcome.out.split())


def test_the_statuses_are_those_that_status_shows(bptip: Bptip) -> None:
    """On the day before the period, and on its last day."""
    answer = changed(bptip, "--since", "2026-01-01", "--until", "2026-06-30")
    for key, day in (("from", "2025-12-31"), ("to", "2026-06-30")):
        status = bptip("status", "--as-of", day, "--json").json
        shown = {
            each["id"]: each["status"]
            for objective in status["objectives"]
            for each in (objective, *objective["activities"])
        }
        assert answer["changes"]
        for record in answer["changes"]:
            assert record[key] == shown.get(record["id"]), (record["id"], key)


def test_the_updates_are_those_that_the_log_has(bptip: Bptip) -> None:
    """Those of the period, without the retracted ones and the retractions."""
    answer = changed(bptip, "--since", "2025-12", "--until", "2025-12")
    log = bptip("log", "--since", "2025-12", "--until", "2025-12", "--json").json["updates"]
    counted = [each for each in log if not each["retracted"] and not each["retracts"]]
    assert len(counted) < len(log)
    listed = [update for each in answer["changes"] for update in each["updates"]]
    assert sorted(listed) == sorted(each["id"] for each in counted)
    notes = {each["note"] for each in counted if each["note"]}
    assert {note for each in answer["changes"] for note in each["notes"]} == notes


def test_without_since_it_is_the_year_before_and_says_so(bptip: Bptip) -> None:
    answer = changed(bptip)
    assert (answer["since"], answer["until"]) == ("2025-11-24", "2026-11-24")
    assert "24 Nov 2025 – 24 Nov 2026 (a year, as no --since was given)" in page(bptip)
    assert "--since" not in page(bptip, "--since", "2025-11-24")
    assert changed(bptip, "2022-2024", "--until", "2024-02-29")["since"] == "2023-02-28"


def test_a_span_is_meant_whole(bptip: Bptip) -> None:
    """Its first day as the beginning, its last as the end."""
    answer = changed(bptip, "--since", "2026-Q2", "--until", "2026-Q2")
    assert (answer["since"], answer["until"]) == ("2026-04-01", "2026-06-30")


def test_the_plan_is_the_one_in_force_on_the_last_day(bptip: Bptip) -> None:
    assert changed(bptip, "--until", "2024-06")["plan"] == "2022-2024"


def test_a_version_that_is_named_is_meant_at_both_ends(bptip: Bptip) -> None:
    """Without its name, activities left with it."""
    period = ("--since", "2025-12", "--until", "2026-06")
    assert {each["to"] for each in changed(bptip, *period)["changes"]} >= {None}
    named = changed(bptip, "2025-2027@v1", *period)
    assert named["version"] == 1
    assert None not in {each[key] for each in named["changes"] for key in ("from", "to")}


def test_late_entries_are_counted_and_listed_on_demand(bptip: Bptip) -> None:
    period = ("--since", "2026-08", "--until", "2026-08")
    (late,) = changed(bptip, *period)["late"]
    assert (late["item"], late["on"], late["recorded"][:10]) == ("2.1", "2026-03-30", "2026-08-06")
    assert "1 late entry" in page(bptip, *period)
    assert late["note"] not in page(bptip, *period)
    assert late["note"] in page(bptip, *period, "--late", "--format", "markdown")
    assert "No late entries" in page(bptip, "--since", "2026-10", "--late")


def test_the_page_counts_what_was_retracted_since(bptip: Bptip) -> None:
    """The gauges of 1.1 were reported under 1.2 for three days."""
    shown = page(bptip, "--since", "2025-12-10", "--until", "2025-12-31")
    assert "1 update for days before 10 Dec 2025 was retracted since then (1.2)" in shown
    assert "taken back" not in page(bptip, "--since", "2025-12-01", "--until", "2025-12-31")


def test_known_at_takes_back_what_was_written_later(bptip: Bptip) -> None:
    """In the example, updates about October 2025 were recorded in January 2026."""
    asked = ("--since", "2025-10", "--until", "2025-10")
    later, then = changed(bptip, *asked), changed(bptip, *asked, "--known-at", "2025-11-01")
    ids = [each["id"] for each in later["changes"]]
    assert "3.1" in ids
    assert [each for each in ids if each != "3.1"] == [each["id"] for each in then["changes"]]
    assert "reports received by 1 Nov 2025" in page(bptip, *asked, "--known-at", "2025-11-01")


def test_the_page_sums_it_up(bptip: Bptip) -> None:
    """It names the items that were completed and those that are newly late."""
    shown = page(bptip, "--since", "2025-12-01", "--until", "2026-01-31")
    assert "2 completed (1.1, 2.4), 1 newly delayed (1.2), 1 put on hold (3.3)" in shown
    number = 12 - changed(bptip, "--since", "2025-12-01", "--until", "2026-01-31")["unchanged"]
    assert f"no report on {12 - number} of 12 activities" in shown


def test_the_page_says_who_said_it_when_and_on_what_grounds(bptip: Bptip) -> None:
    source = bptip("changes", "--since", "2026-01-20", "--format", "markdown").words
    (row,) = [line for line in source.splitlines() if "All 24 villages are drawn" in line]
    assert row.startswith("| 20 Jan 2026 | University of Eastmarsh: ")
    assert "<https://example.org/tidewater/maps/first-to-flood>" in row or "](https" in row


def test_nothing_moved_is_an_answer(bptip: Bptip) -> None:
    """In words, with exit 0; and why, where the plan had not begun or was over."""
    answer = "Nothing was reported for these days, and no status changed"
    assert f"{answer}." in page(bptip, "--since", "2026-11-10")
    early = page(bptip, "2022-2024", "--since", "2020", "--until", "2020")
    assert f"{answer}: the plan begins on " in early
    over = page(bptip, "2022-2024", "--since", "2026-01", "--until", "2026-02")
    assert f"{answer}: the plan ended on 31 Dec 2024." in over


def test_what_was_stated_of_an_item_that_left_the_plan_is_shown(bptip: Bptip, plans: Plans) -> None:
    """Its row has its last status: a completed activity must not look unreported."""
    objective = '[[objective]]\nid = "1"\ntitle = "Train"\n'
    activity = '[[objective.activity]]\nid = "1.1"\ntitle = "Train officers"'
    update = (
        '[[update]]\nid = "u1"\nitem = "1.1"\non = 2026-05-01\n'
        'recorded = 2026-05-01T08:00:00Z\nby = "Fiji"\nstatus = "completed"'
    )
    plans.add(objective + activity, update)
    plans.add(objective, version=2, released=date(2026, 9, 1))
    shown = page(bptip, "tiny", cwd=plans.folder.parent)
    assert "completed → left the plan 1 May 2026 Fiji ✓ completed" in shown


def test_too_many_updates_to_read_are_not_quoted(bptip: Bptip, plans: Plans) -> None:
    """The items and the command that lists the updates are shown; data has all updates."""
    block = '[[update]]\nid = "u{0}"\nitem = "1"\non = 2026-02-01\nrecorded = {1}\nnote = "said"'
    blocks = [block.format(n, f"2026-02-01T00:{n // 60:02}:{n % 60:02}Z") for n in range(1001)]
    plans.add('[[objective]]\nid = "1"\ntitle = "x"', "\n".join(blocks))
    there = plans.folder.parent
    shown = page(bptip, "tiny", cwd=there)
    assert "1,001 updates: too many to quote here. List them with bptip log tiny" in shown
    assert "bptip log tiny --since 2025-11-24" in shown
    assert "said" not in shown
    assert len(bptip("changes", "--json", cwd=there).json["changes"][0]["notes"]) == 1001


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["--since", "2026-12", "--until", "2026-01"], "The period ends before it begins"),
        (["--since", "2027"], "--until 2026-11-24 is before --since 2027-01-01"),
        (["--since", "soon"], "as a date"),
        (["--until", "1/2/2026"], "2026-02-01"),
        (["--known-at", "2026-02-30"], "no such day"),
        (["2023"], 'There is no plan "2023"'),
        (["2025-2027@v9"], "has no version"),
    ],
)
def test_what_makes_no_sense_is_refused(bptip: Bptip, arguments: list[str], shown: str) -> None:
    outcome = bptip("changes", *arguments)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert shown in outcome.err


def test_the_first_day_that_there_is(bptip: Bptip) -> None:
    """The calendar's ends are days like others."""
    assert changed(bptip, "--since", "0001")["since"] == "0001-01-01"
    assert changed(bptip, "--until", "0001-06-01")["since"] == "0001-01-01"
    assert changed(bptip, "--until", "9999")["until"] == "9999-12-31"


def test_csv_names_items_with_their_plan(bptip: Bptip) -> None:
    """Lists in one cell, nothing where an item was not in the plan."""
    rows = bptip("changes", "--format", "csv").rows
    (left,) = [row for row in rows if row["id"] == "2025-2027/3.3"]
    assert (left["objective"], left["from"], left["to"]) == ("2025-2027/3", "delayed", "")
    (several,) = [row for row in rows if row["id"] == "2025-2027/2.4"]
    assert several["evidence"].count("; ") == 1
