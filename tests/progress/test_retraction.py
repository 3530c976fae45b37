"""Taking back: nothing is ever deleted, and what was said can be unsaid on both clocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from bptip.plan.journal import Update
from bptip.plan.model import Status
from bptip.problems.journal.checked import checked_journal
from bptip.problems.journal.context import PlacedUpdate, context_of
from bptip.progress.fold import retracted_ids
from plan_text import activity, ids, journal, objective, stands, updates, version

PLAN = version("""
    plan.parties = ["Indonesia", "Australia"]

    [[objective]]
    id = "1"
    activity = [
        { id = "1.1", indicator = [{ id = "participants", title = "Participants" }] },
        { id = "1.2" },
    ]
""")

A_MISTAKE = """
    right: 2025-03-01  1.1  in-progress
    wrong: 2025-05-01  1.1  completed  recorded=2025-05-02
           2025-05-01  1.1  retracts=wrong  recorded=2025-06-10
"""


def status_of(item: str, said: str, on: str, known_at: str | None = None) -> Status:
    """Returns the status of an activity of `PLAN` on a day."""
    return activity(stands(PLAN, journal(said), on, known_at=known_at), item).status


# What a retraction does.


def test_an_update_that_was_taken_back_counts_no_more() -> None:
    assert status_of("1.1", A_MISTAKE, "2025-12-31") is Status.IN_PROGRESS


def test_an_as_of_date_in_the_past_no_longer_shows_the_mistake() -> None:
    """`retract` writes the day of the update that it takes back, so both begin to count at once."""
    assert status_of("1.1", A_MISTAKE, "2025-05-01") is Status.IN_PROGRESS


@pytest.mark.parametrize(
    ("known_at", "status"),
    [
        pytest.param("2025-05-01", "in-progress", id="before the mistake was written down"),
        pytest.param("2025-05-02", "completed", id="the day of the mistake"),
        pytest.param("2025-06-09", "completed", id="the day before it was taken back"),
        pytest.param("2025-06-10", "in-progress", id="the day on which it was taken back"),
    ],
)
def test_a_known_at_date_before_the_retraction_still_shows_the_mistake(
    known_at: str, status: str
) -> None:
    assert status_of("1.1", A_MISTAKE, "2025-12-31", known_at) == status


def test_a_retraction_takes_effect_only_from_its_own_day() -> None:
    said = """
        wrong: 2025-03-01  1.1  completed
               2025-06-01  1.1  retracts=wrong
    """
    assert status_of("1.1", said, "2025-05-31") is Status.COMPLETED
    assert status_of("1.1", said, "2025-06-01") is Status.NOT_REPORTED


def test_all_that_the_update_said_is_taken_back() -> None:
    said = journal("""
               2025-03-01  1.1  delayed  40%  participants=20  reason=funding
        wrong: 2025-05-01  1.1  on-hold  90%  participants=99  expected=2026-01-01  next=wait
               2025-05-01  1.1  retracts=wrong
    """)
    found = activity(stands(PLAN, said, "2025-12-31"), "1.1").reported
    assert found == activity(stands(PLAN, said[:1], "2025-12-31"), "1.1").reported


def test_a_retraction_is_no_report_it_renews_no_date_and_is_not_counted() -> None:
    said = journal("""
               2025-03-01  1.1  in-progress
        wrong: 2025-03-01  1.1  completed
               2025-05-01  1.1  retracts=wrong  by=Indonesia  note="that was 1.2"
    """)
    progress = stands(PLAN, said, "2025-12-31")
    found = activity(progress, "1.1").reported
    assert found.last_update == date(2025, 3, 1)
    assert ids(found.updates) == ["u1"]
    assert objective(progress, "1").last_update == date(2025, 3, 1)
    assert progress.last_update == date(2025, 3, 1)


def test_where_all_was_taken_back_nobody_has_reported() -> None:
    said = journal("""
        wrong: 2025-03-01  1.1  in-progress
               2025-03-01  1.1  retracts=wrong
    """)
    found = activity(stands(PLAN, said, "2025-12-31"), "1.1").reported
    assert found.status is Status.NOT_REPORTED
    assert found.last_update is None


def test_a_retraction_can_be_taken_back_too_then_the_update_counts_again() -> None:
    said = """
        said:   2025-03-01  1.1  completed
        unsaid: 2025-03-01  1.1  retracts=said    recorded=2025-04-01
        after:  2025-03-01  1.1  retracts=unsaid  recorded=2025-05-01
    """
    assert status_of("1.1", said, "2025-12-31") is Status.COMPLETED
    assert status_of("1.1", said, "2025-12-31", "2025-04-30") is Status.NOT_REPORTED
    assert retracted_ids(journal(said)) == {"unsaid"}


def test_and_that_too() -> None:
    said = """
        said: 2025-03-01  1.1  completed
        no:   2025-03-01  1.1  retracts=said
        yes:  2025-03-01  1.1  retracts=no
        nono: 2025-03-01  1.1  retracts=yes
    """
    assert status_of("1.1", said, "2025-12-31") is Status.NOT_REPORTED
    assert retracted_ids(journal(said)) == {"said", "yes"}


def test_taken_back_twice_it_is_taken_back_until_both_are() -> None:
    said = """
        said:  2025-03-01  1.1  completed
        no:    2025-03-01  1.1  retracts=said
        also:  2025-03-01  1.1  retracts=said
        yes:   2025-03-01  1.1  retracts=no
    """
    assert status_of("1.1", said, "2025-12-31") is Status.NOT_REPORTED
    both = said + "2025-03-01 1.1 retracts=also"
    assert status_of("1.1", both, "2025-12-31") is Status.COMPLETED


def test_a_long_chain_of_retractions_is_followed_to_its_end() -> None:
    lines = ["r0: 2025-03-01 1.1 completed"]
    lines += [f"r{n}: 2025-03-01 1.1 retracts=r{n - 1}" for n in range(1, 3001)]
    assert status_of("1.1", "\n".join(lines), "2025-12-31") is Status.COMPLETED


# What cannot be taken back so: the block is passed by, and what it names counts on.


def counting_of(said: Iterable[Update]) -> list[str]:
    """Returns the ids of a journal's updates that count, sorted."""
    entries = [PlacedUpdate(update, n) for n, update in enumerate(said)]
    return sorted(ids(checked_journal(context_of([PLAN], entries, frozenset())).updates))


@pytest.mark.parametrize(
    "with_it", ["", "by=Indonesia", "note=slip", "evidence=https://example.org/minutes"]
)
def test_a_block_that_retracts_may_say_by_whom_why_and_with_what_evidence(with_it: str) -> None:
    said = journal(f"""
        a: 2025-03-01  1.1  completed
        r: 2025-03-01  1.1  retracts=a  {with_it}
    """)
    assert counting_of(said) == ["a", "r"]


@pytest.mark.parametrize(
    "with_it",
    [
        "in-progress",
        "0%",
        "80%",
        "reason=funding",
        "expected=2025-12-31",
        "next=ask",
        "participants=0",
    ],
)
def test_a_block_that_retracts_and_states_something_is_passed_by(with_it: str) -> None:
    said = journal(f"""
        a: 2025-03-01  1.1  completed
        r: 2025-03-01  1.1  retracts=a  {with_it}
    """)
    assert counting_of(said) == ["a"]


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        pytest.param(
            "a: 2025-03-01 1.1 completed\nr: 2025-03-01 1.2 retracts=a",
            ["a"],
            id="of another item than the update that it takes back",
        ),
        pytest.param("r: 2025-03-01 1.1 retracts=r", [], id="of itself"),
        pytest.param("r: 2025-03-01 1.1 retracts=z", [], id="of an update that isn't there"),
        pytest.param(
            """
            a: 2025-03-01  1.1  completed
            r: 2025-03-01  1.1  retracts=s
            s: 2025-03-01  1.1  retracts=r
            """,
            ["a"],
            id="in a circle of two, both",
        ),
        pytest.param(
            """
            p: 2025-03-01  1.1  retracts=q
            q: 2025-03-01  1.1  retracts=r
            r: 2025-03-01  1.1  retracts=p
            """,
            [],
            id="in a circle of three, all",
        ),
        pytest.param(
            """
            r: 2025-03-01  1.1  retracts=s
            s: 2025-03-01  1.1  retracts=r
            t: 2025-03-01  1.1  retracts=r
            """,
            ["t"],
            id="but not one that leads into a circle from outside",
        ),
    ],
)
def test_a_retraction_is_passed_by(said: str, counts: list[str]) -> None:
    assert counting_of(journal(said)) == counts


# Two blocks with one id.


def test_equal_blocks_with_one_id_count_once() -> None:
    assert counting_of(journal("a: 2025-03-01 1.1 completed") * 3) == ["a"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("a: 2025-03-01  1.1  delayed", id="another status"),
        pytest.param("a: 2025-03-01  1.2  completed", id="another item"),
        pytest.param("a: 2025-03-02  1.1  completed", id="another day"),
        pytest.param("a: 2025-03-01  1.1  completed  note=x", id="a note more"),
        pytest.param(
            "a: 2025-03-01  9.9  completed", id="another item, which the plan doesn't have"
        ),
        pytest.param(
            "a: 2025-03-01  1.1  completed  by=Atlantis", id="a party, which the plan doesn't have"
        ),
        pytest.param(
            "a: 2025-03-01  1.1  completed  visits=1", id="an indicator, which the item lacks"
        ),
    ],
)
def test_different_blocks_with_one_id_do_not_count_at_all(other: str) -> None:
    one = journal("a: 2025-03-01 1.1 completed")
    assert counting_of(one + journal(other)) == []
    assert counting_of(journal(other) + one) == []


def test_blocks_recorded_at_different_moments_are_one_update_of_the_earlier_moment() -> None:
    one, late = journal("""
        a: 2025-03-01  1.1  completed  recorded=2025-03-02
        a: 2025-03-01  1.1  completed  recorded=2025-03-05
    """)
    late = late._replace(taken_from="indonesia.xlsx, row 7")
    for said in ((one, late), (late, one)):
        entries = [PlacedUpdate(update, n) for n, update in enumerate(said)]
        counted = checked_journal(context_of([PLAN], entries, frozenset())).updates
        assert counted == (one,)


def test_two_equal_blocks_and_a_third_that_differs_do_not_count_at_all() -> None:
    said = journal("""
        a: 2025-03-01  1.1  completed
        a: 2025-03-01  1.1  completed
        a: 2025-03-01  1.1  delayed
        b: 2025-04-01  1.1  in-progress
    """)
    assert counting_of(said) == ["b"]


def test_a_circle_is_found_where_one_of_its_blocks_has_a_faulty_double() -> None:
    """Else the fold would go round for ever."""
    said = journal("""
        d: 2025-03-01  1.1  retracts=x
        x: 2025-03-01  1.1  retracts=d
        d: 2025-03-01  1.1  by=Atlantis
    """)
    assert "d" not in counting_of(said)


def test_nothing_is_deleted_the_journal_still_has_what_was_taken_back() -> None:
    said = updates("""
        [[update]]
        id = "wrong"
        item = "1.1"
        on = 2025-03-01
        recorded = 2025-03-01T12:00:00Z
        status = "completed"

        [[update]]
        id = "sorry"
        item = "1.1"
        on = 2025-03-01
        recorded = 2025-03-05T12:00:00Z
        retracts = "wrong"
    """)
    assert counting_of(said) == ["sorry", "wrong"]
    assert retracted_ids(said) == {"wrong"}
