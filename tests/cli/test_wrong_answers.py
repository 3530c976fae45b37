"""Answers about real plans that once were wrong: figures that a member state would protest.

Each test has the plan that led to the wrong answer, small, on 24 Nov 2026, and the right answer in
the data and on the page.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from conftest import Bptip, Plans

AGENCIES: Final = tuple(f"Agency {number:02}" for number in range(1, 25))


@pytest.fixture
def run(plans: Plans, bptip_in: Callable[[Path], Bptip]) -> Bptip:
    """Runs bptip where `plans` are."""
    plans.folder.mkdir()
    return bptip_in(plans.folder.parent)


def activity(item: str, *lines: str, title: str = "A piece of work") -> str:
    """Returns the block of an activity."""
    return "\n".join(
        ("[[objective.activity]]", f'id = "{item}"', f'title = "{title} {item}"', *lines)
    )


def objective(*activities: str) -> str:
    """Returns the block of an objective with these activities."""
    return "\n".join(('[[objective]]\nid = "1"\ntitle = "One aim"', *activities))


def update(number: int, item: str, on: str, *lines: str) -> str:
    """Returns the block of an update, recorded in the evening of its day."""
    head = (f'id = "u{number}"', f'item = "{item}"', f"on = {on}", f"recorded = {on}T20:00:00Z")
    return "\n".join(("[[update]]", *head, *lines))


def journal(updates: Iterable[str]) -> str:
    """Returns the blocks of a journal."""
    return "\n\n".join(updates)


def status(run: Bptip, *options: str) -> Any:
    """Returns the answer of `status`."""
    outcome = run("status", *options, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.json


def the_activity(answer: Any, item: str) -> Any:
    """Returns an activity of the answer of `status`."""
    (found,) = [a for o in answer["objectives"] for a in o["activities"] if a["id"] == item]
    return found


def words(run: Bptip, *command: str) -> str:
    """Returns the words of a page, without its line breaks."""
    outcome = run(*command)
    assert (outcome.code, outcome.err) == (0, "")
    return " ".join(outcome.out.split())


def attention(run: Bptip, heading: str) -> str:
    """Returns the words below a heading of the main screen; empty if it is not there."""
    outcome = run("status", "--format", "markdown")
    assert outcome.code == 0
    return " ".join(outcome.out.partition(f"# {heading}")[2].partition("\n#")[0].split())


def test_of_24_agencies_ten_have_done_it(run: Bptip, plans: Plans) -> None:
    """The last agency to report does not decide for the other 23: it is not "completed"."""
    leads = f"lead = {list(AGENCIES)}".replace("'", '"')
    stated = zip(AGENCIES, ["in-progress"] * 12 + ["completed"] * 10, strict=False)
    plans.add(
        objective(activity("1.1", leads, "each = true")),
        journal(
            update(
                number, "1.1", "2026-10-01", f'by = "{agency}"', f'status = "{word}"', "own = true"
            )
            for number, (agency, word) in enumerate(stated, 100)
        ),
        parties=list(AGENCIES),
    )
    answer = status(run)
    shared = the_activity(answer, "1.1")
    assert (shared["status"], shared["reported"], len(shared["parties"])) == ("in-progress", 22, 24)
    assert (answer["totals"]["completed"], answer["totals"]["countable"]) == (0, 1)
    page = words(run, "status", "-a", "--format", "markdown")
    assert "10 of 24 completed · 2 not reported" in page
    assert "0 of 1 activity completed" in page


def test_a_monthly_percentage_is_a_report(run: Bptip, plans: Plans) -> None:
    """156 figures, thirteen a month for a year: nothing is "not reported"."""
    items = [f"1.{number}" for number in range(1, 14)]
    plans.add(
        objective(*(activity(item, 'lead = ["Fiji"]') for item in items)),
        journal(
            update(100 * month + place, item, day, f"progress = {8 * month}")
            for month, day in enumerate(("2025-12-01", *(f"2026-{m:02}-01" for m in range(1, 12))))
            for place, item in enumerate(items)
        ),
        start=date(2025, 12, 1),
    )
    totals = status(run)["totals"]
    assert totals["by_status"]["in-progress"] == 13
    assert (totals["not_reported"], totals["by_outlook"]["unknown"]) == (0, 0)
    assert "not reported" not in words(run, "status")
    assert "88 %" in words(run, "show", "1.1")


def test_what_begins_next_quarter_is_not_silent(run: Bptip, plans: Plans) -> None:
    """It is "not yet due to begin", and nobody is named for it."""
    plans.add(
        objective(
            activity("1.1", 'lead = ["Fiji"]', 'start = "2027-Q1"', "due = 2027-06-30"),
            activity("1.2", 'lead = ["Fiji"]', "start = 2026-02-01", "due = 2027-06-30"),
            activity("1.3", 'lead = ["Fiji"]'),
        ),
        journal([update(100, "1.3", "2026-10-01", 'status = "in-progress"')]),
        end=date(2027, 12, 31),
    )
    answer = status(run)
    assert the_activity(answer, "1.1")["outlook"] == "upcoming"
    assert the_activity(answer, "1.2")["outlook"] == "unknown"
    silent = attention(run, "No recent report")
    assert "1.2" in silent
    assert "1.1" not in silent
    page = words(run, "status", "-a")
    assert "○ not yet due to begin" in page
    assert "2 not reported, 1 of them not yet due to begin" in page
    moved = words(run, "changes", "--since", "2026-01-01")
    assert "no report on 2 of 3 activities (1 not yet due to begin; open: 1.2)" in moved


def test_a_plan_of_one_activity_is_counted_in_the_singular(run: Bptip, plans: Plans) -> None:
    """Not "reports on all 1 activity"."""
    only = update(100, "1.1", "2026-10-01", 'status = "in-progress"')
    plans.add(objective(activity("1.1", 'lead = ["Fiji"]')), journal([only]))
    assert "a report on 1 activity" in words(run, "changes", "--since", "2026-01-01")


def test_17_standing_commitments_are_never_overdue(run: Bptip, plans: Plans) -> None:
    """Neither as "ongoing" in the plan, nor as continuous without a due date."""
    items = [f"1.{number}" for number in range(1, 18)]
    plans.add(
        objective(
            *(activity(item, 'lead = ["Fiji"]', 'due = "ongoing"') for item in items[:9]),
            *(activity(item, 'lead = ["Fiji"]') for item in items[9:]),
        ),
        journal(
            update(number, item, "2026-10-01", 'status = "continuous"')
            for number, item in enumerate(items, 100)
        ),
    )
    for day in ("2026-11-24", "2027-03-01"):
        totals = status(run, "--as-of", day)["totals"]
        assert totals["overdue"] == totals["by_outlook"]["off-track"] == 0
        assert (totals["standing"], totals["standing_met"]) == (17, 17)
    assert "overdue" not in words(run, "status", "--as-of", "2027-03-01")


def test_a_promise_that_was_not_kept_stays_in_the_count(run: Bptip, plans: Plans) -> None:
    """Ten of 18 were completed and three not achieved: that is 55 %, not ten of 15 (66 %)."""
    items = [f"1.{number}" for number in range(1, 19)]
    stated = ["completed"] * 10 + ["not-achieved"] * 3 + ["in-progress"] * 5
    plans.add(
        objective(*(activity(item, 'lead = ["Fiji"]') for item in items)),
        journal(
            update(number, item, "2026-10-01", f'status = "{word}"')
            for number, item, word in zip(range(100, 118), items, stated, strict=True)
        ),
    )
    totals = status(run)["totals"]
    assert (totals["completed"], totals["countable"]) == (10, 18)
    assert totals["by_status"]["not-achieved"] == 3
    assert totals["by_status"]["discontinued"] == 0
    assert "10 of 18 activities completed (55 %)" in words(run, "status")


def test_silence_is_neither_off_track_nor_unfinished(run: Bptip, plans: Plans) -> None:
    """After its due day and after the plan's end too: nobody has said that it is late."""
    plans.add(
        objective(activity("1.1", 'lead = ["Fiji"]', "due = 2026-10-31")),
        journal([update(100, "1.1", "2026-09-01", 'status = "in-progress"')]),
    )
    for day, overdue in (("2026-11-24", True), ("2027-02-01", True)):
        silent = the_activity(status(run, "--as-of", day), "1.1")
        assert (silent["outlook"], silent["cause"]) == ("unknown", "due-not-reported")
        assert silent["overdue"] is overdue
        page = words(run, "status", "-a", "--as-of", day)
        assert "due 31 Oct 2026, outcome not reported" in page
        assert "off track" not in page
        assert "not completed" not in page


def test_continuous_with_a_due_day_is_late_like_any_other(run: Bptip, plans: Plans) -> None:
    """Reporting *continuous* does not keep an item on track while its honest neighbour is late."""
    plans.add(
        objective(
            activity("1.1", 'lead = ["Fiji"]', "due = 2026-10-31"),
            activity("1.2", 'lead = ["Nauru"]', "due = 2026-10-31"),
        ),
        journal(
            [
                update(100, "1.1", "2026-11-10", 'by = "Fiji"', 'status = "continuous"'),
                update(101, "1.2", "2026-11-10", 'by = "Nauru"', 'status = "in-progress"'),
            ]
        ),
    )
    answer = status(run)
    for item in ("1.1", "1.2"):
        late = the_activity(answer, item)
        assert (late["outlook"], late["overdue"], late["standing"]) == ("off-track", True, False)
    problems = run("check", "--json").json["problems"]
    assert [each["message"] for each in problems if each["code"] == "continuous-with-due"]


def test_called_twice_and_no_answer_is_not_a_report(run: Bptip, plans: Plans) -> None:
    """The secretariat's note makes nothing on track: the lead has been silent since January."""
    plans.add(
        objective(activity("1.1", 'lead = ["Fiji"]', "due = 2027-06-30")),
        journal(
            [
                update(100, "1.1", "2026-01-15", 'by = "Fiji"', 'status = "in-progress"'),
                update(
                    101, "1.1", "2026-11-20", 'by = "Secretariat"',
                    'note = "Called twice, no answer."',
                ),
            ]
        ),
        end=date(2027, 12, 31),
    )  # fmt: skip
    silent = the_activity(status(run), "1.1")
    assert (silent["outlook"], silent["cause"]) == ("unknown", "stale")
    assert (silent["last_update"], silent["updates"]) == ("2026-01-15", 2)
    assert "no report since 15 Jan 2026" in words(run, "status", "-a")
    assert "Called twice, no answer." in words(run, "show", "1.1")


def test_standing_commitments_have_a_figure_of_their_own(run: Bptip, plans: Plans) -> None:
    """One of one is completed, and two of two are met: not "1 of 3" for ever."""
    plans.add(
        objective(
            activity("1.1", 'lead = ["Fiji"]', "due = 2026-06-30"),
            activity("1.2", 'lead = ["Fiji"]', 'due = "ongoing"'),
            activity("1.3", 'lead = ["Fiji"]', 'due = "ongoing"'),
        ),
        journal(
            [
                update(100, "1.1", "2026-06-20", 'status = "completed"'),
                update(101, "1.2", "2026-10-01", 'status = "continuous"'),
                update(102, "1.3", "2026-10-01", 'status = "continuous"'),
            ]
        ),
    )
    answer = status(run)
    (only,) = answer["objectives"]
    for counts in (answer["totals"], only):
        assert (counts["completed"], counts["countable"]) == (1, 1)
        assert (counts["standing"], counts["standing_met"]) == (2, 2)
    assert (only["status"], only["outlook"]) == ("continuous", "on-track")
    page = words(run, "status")
    assert "1 of 1 activity completed" in page
    assert "2 of 2 standing commitments met" in page
    assert "of 3 completed" not in page
