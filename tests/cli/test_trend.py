"""`bptip trend`: the progress of a plan date by date, on the page and in data, and refusals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip, Plans


def trend(bptip: Bptip, *arguments: str) -> dict[str, Any]:
    """Returns the answer as data."""
    outcome = bptip("trend", *arguments, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    actual: dict[str, Any] = outcome.json
    return actual


def dates(bptip: Bptip, *arguments: str) -> list[str]:
    """Returns the dates of the columns."""
    return [each["at"] for each in trend(bptip, *arguments)["columns"]]


def test_each_column_is_what_status_says_on_that_day(bptip: Bptip) -> None:
    """With the version in force then; and each objective's status too."""
    answer = trend(bptip)
    for place, column in enumerate(answer["columns"]):
        status = bptip("status", "--as-of", column["at"], "--json").json
        totals = status["totals"]
        shared = column.keys() & totals.keys()
        assert {key: column[key] for key in shared} == {key: totals[key] for key in shared}
        assert len(shared) == 10
        shown = {each["id"]: each["status"] for each in status["objectives"]}
        for record in answer["objectives"]:
            assert record["statuses"][place] == shown.get(record["id"])


def test_by_default_the_ends_of_quarters_and_today(bptip: Bptip) -> None:
    assert dates(bptip) == [
        "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30",
        "2026-09-30", "2026-11-24",
    ]  # fmt: skip
    assert dates(bptip, "--every", "quarter") == dates(bptip)


def test_a_plan_that_has_ended_ends_with_its_period(bptip: Bptip) -> None:
    assert dates(bptip, "2022-2024", "--every", "year") == [
        "2022-12-31",
        "2023-12-31",
        "2024-12-31",
    ]


def test_months_in_any_spelling(bptip: Bptip) -> None:
    assert len(dates(bptip, "--every", "Month")) == 23


def test_dates_of_ones_own_are_sorted_and_stand_once(bptip: Bptip) -> None:
    own = ("--at", "2026-06, 2025-12-31", "--at", "2026-06-30", "--at", "today")
    assert dates(bptip, *own) == ["2025-12-31", "2026-06-30", "2026-11-24"]


def test_a_named_day_chooses_the_plan(bptip: Bptip) -> None:
    """The one in force on the last of them."""
    assert trend(bptip, "--at", "2023,2024-06")["plan"] == "2022-2024"


def test_joined_and_left_are_counted_apart(bptip: Bptip) -> None:
    columns = {each["at"]: each for each in trend(bptip)["columns"]}
    assert [(each["joined"], each["left"]) for each in columns.values() if each["joined"]] == [
        (8, 3)
    ]
    assert (columns["2026-03-31"]["joined"], columns["2026-03-31"]["left"]) == (8, 3)
    shown = " ".join(bptip("trend").out.split())
    assert (
        "31 Mar 2026 (version 2, in force since 1 Mar 2026): "
        "8 activities joined (1.5, 2.5, 2.6, 4.2, 4.3, 4.4, 4.5, 4.6)" in shown
    )
    assert "3 activities left (2.2, 3.3, 4.1)" in shown


def test_a_version_that_is_named_is_meant_on_every_date(bptip: Bptip) -> None:
    answer = trend(bptip, "2025-2027@v1")
    assert {each["joined"] + each["left"] for each in answer["columns"]} == {0}
    assert answer["version"] == 1


def test_known_at_holds_on_every_date(bptip: Bptip) -> None:
    """The mistake of December 2025 counts until it was retracted."""
    asked = ("--at", "2025-12-08", "--known-at", "2025-12-09")
    assert trend(bptip, *asked)["columns"][0]["completed"] == 1
    assert trend(bptip, *asked)["known_at"] == "2025-12-09"
    assert "reports received by 9 Dec 2025" in " ".join(bptip("trend", *asked).out.split())


def test_a_strip_has_a_sign_a_date_and_the_words_beside_it(bptip: Bptip) -> None:
    (row,) = [line for line in bptip("trend").out.splitlines() if line.startswith("3  ")]
    assert "○ ◐ ◐ ◐ ◐ ✓ ✓ ✓" in row
    assert "○ not started; by 30 Jun 2025 ◐ in progress; by 30 Jun 2026" in row
    source = bptip("trend", "--format", "markdown").words
    assert "| not started; by 30 Jun 2025 in progress; by 30 Jun 2026 completed |" in source
    (close,) = [
        line for line in bptip("trend", "--every", "month").out.splitlines() if line[:3] == "3  "
    ]
    assert "??○○◐◐◐◐◐◐◐◐◐◐◐◐◐✓✓✓✓✓✓" in close


def test_signs_that_ascii_has(bptip: Bptip) -> None:
    outcome = bptip("trend", encoding="ascii")
    (row,) = [line for line in outcome.out.splitlines() if line.startswith("3  ")]
    assert "o > > > > + + +" in row


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["--every", "week"], 'There is no interval "week"'),
        (["--every", "months"], 'Did you mean "month"?'),
        (["--every", "month", "--at", "2025"], "cannot be used together"),
        (["--at", " , "], "--at needs a date"),
        (["--at", "soon"], "as a date"),
        (["--at", "2025,03/04/2025"], "2025-04-03"),
        (["--known-at", "never"], "as a date"),
        (["2023"], 'There is no plan "2023"'),
    ],
)
def test_what_makes_no_sense_is_refused(bptip: Bptip, arguments: list[str], shown: str) -> None:
    outcome = bptip("trend", *arguments)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert shown in outcome.err


def test_a_plan_without_activities_has_a_trend(bptip: Bptip, plans: Any) -> None:
    plans.add('[[objective]]\nid = "1"\ntitle = "x"')
    outcome = bptip("trend", cwd=plans.folder.parent)
    assert (outcome.code, outcome.err) == (0, "")
    assert "no activities" in outcome.out
    plans.add(id="bare")
    assert bptip("trend", "bare", cwd=plans.folder.parent).code == 0


def test_a_period_of_ages_is_refused_unless_dates_are_named(
    bptip_in: Callable[[Path], Bptip], plans: Plans
) -> None:
    """Nobody can read forty thousand columns, or ten thousand."""
    plans.add(start=date(1, 1, 1), end=date(9999, 12, 31))
    bptip = bptip_in(plans.folder.parent)
    for every in ((), ("--every", "year")):
        outcome = bptip("trend", *every)
        assert (outcome.code, outcome.out) == (2, "")
        assert "A trend shows 400 dates at most" in outcome.err
        assert "--at" in outcome.err
    assert bptip("trend", "--at", "0001,2026,9999").code == 0
