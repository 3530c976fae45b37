"""From what was typed to a statement: any spelling is taken, what is doubtful is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

from bptip.plan.errors import BptipError, Faults
from bptip.plan.model import EMPTY, Outlook, Reason, Status
from bptip.problems.journal.context import Context, context_of
from bptip.recording.statements import (
    Statement,
    Typed,
    contradiction,
    day_reported,
    effects,
    number_in,
    reporter,
    statement_of,
    update_meant,
)
from plan_text import journal, version

TODAY: Final = date(2026, 11, 24)
PLAN: Final = version("""
    plan.parties = ["Indonesia", "United Arab Emirates", "Viet Nam"]
    plan.start = 2026-01-01

    [[objective]]
    id = "1"

    [[objective.activity]]
    id = "1.1"
    indicator = [{ id = "participants", title = "People" }, { id = "courses", title = "Courses" }]

    [[objective.activity]]
    id = "1.2"
    indicator = [{ id = "participants", title = "People" }]

    [[objective]]
    id = "2"
""")
CONTEXT: Final[Context] = context_of([PLAN], (), frozenset())


def stated(*items: str, **typed: Any) -> tuple[Statement, list[str]]:
    """The statement that was understood, and what was wrong."""
    faults = Faults()
    made = statement_of(
        Typed(**typed), items or ("1.1",), CONTEXT, on=TODAY, by=None, today=TODAY, faults=faults
    )
    return made, [each.message for each in faults.found]


def understood(*items: str, **typed: Any) -> Statement:
    """The statement, where nothing was wrong."""
    made, wrong = stated(*items, **typed)
    assert wrong == []
    return made


def test_everything_is_taken_in_any_spelling() -> None:
    """And kept as the file has it."""
    made = understood(
        status="In progress",
        progress="80 %",
        value=["Participants=74", "courses=0.5"],
        reason="Approvals",
        expected="2027-Q1",
        next="Ask  the ministers",
        note="two\nlines",
        evidence=["https://example.org/a", "photos/wall.jpg"],
    )
    assert made == Statement(
        on=TODAY,
        status=Status.IN_PROGRESS,
        progress=80,
        reason=Reason.APPROVALS,
        expected=date(2027, 3, 31),
        next="Ask  the ministers",
        note="two\nlines",
        evidence=("https://example.org/a", "photos/wall.jpg"),
        values={"participants": 74, "courses": 0.5},
    )


def test_nothing_stated_is_nothing() -> None:
    """The update of it is a nil return."""
    update = understood().about("1.1", "u1", datetime(2026, 11, 24, 12, tzinfo=UTC))
    assert update.is_nil
    assert update.values is EMPTY


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("74", 74), ("0", 0), ("-3", -3), ("62.5", 62.5), (" 5 ", 5), ("007", 7),
        ("1,250", None), ("1e3", None), ("nan", None), ("inf", None), ("", None), (".", None),
        ("5.", 5.0), (".5", 0.5), ("٣", None), ("9" * 40, None), ("1_000", None), ("--1", None),
    ],
)  # fmt: skip
def test_numbers_as_they_are_typed(text: str, number: float | None) -> None:
    """A whole number stays whole; thousands are not set apart, since commas mean two things."""
    assert number_in(text) == number
    assert type(number_in(text)) is type(number)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"status": "ongoing"}, '"Ongoing" has two readings'),
        ({"status": "not-reported"}, 'There is no status "not-reported".'),
        ({"progress": "101"}, '--progress "101" is no percentage.'),
        ({"progress": "-1"}, '--progress "-1" is no percentage.'),
        ({"progress": "half"}, '--progress "half" is no percentage.'),
        ({"reason": "rain"}, 'There is no reason "rain".'),
        ({"expected": "soon"}, '"soon" is no date.'),
        ({"note": "  "}, "--note is empty."),
        ({"next": ""}, "--next is empty."),
        ({"evidence": ["javascript:alert(1)"]}, '--evidence "javascript:alert(1)" is no address'),
        ({"evidence": ["/etc/passwd"]}, '--evidence "/etc/passwd" is no address'),
        ({"value": ["participants"]}, '--value "participants" is no value.'),
        ({"value": ["participants=many"]}, '--value "participants=many" is no value.'),
        ({"value": ["particpants=3"]}, '1.1 has no indicator "particpants".'),
        ({"value": ["courses=1", "courses=2"]}, '--value gives "courses" two values.'),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_refused(typed: dict[str, Any], wrong: str) -> None:
    """Each with what is wrong."""
    _, found = stated(**typed)
    assert len(found) == 1
    assert found[0].casefold().startswith(wrong.casefold())


def test_all_faults_are_told() -> None:
    """In one run, in the order of the options."""
    _, found = stated(status="ongoing", progress="x", note="", evidence=["x:y", "z:"], value=["a"])
    assert len(found) == 6


def test_every_item_must_have_the_indicator() -> None:
    """One that hasn't is named."""
    assert understood("1.1", "1.2", value=["participants=3"]).values == {"participants": 3}
    _, found = stated("1.1", "1.2", "2", value=["courses=3"])
    assert found == ['1.2 has no indicator "courses".', "--value courses: 2 has no indicators."]


@pytest.mark.parametrize(
    ("text", "party"),
    [("indonesia", "Indonesia"), ("viet-nam", "Viet Nam"), ("UAE", "United Arab Emirates")],
)
def test_parties_in_any_spelling(text: str, party: str) -> None:
    """And by their initials."""
    assert reporter(text, CONTEXT.parties) == party


def test_a_party_that_the_plan_does_not_list_is_refused() -> None:
    """With the nearest; where the plan lists none, any is taken as it is."""
    with pytest.raises(BptipError) as refused:
        reporter("Indonesa", CONTEXT.parties)
    assert 'Did you mean "Indonesia"?' in refused.value.hints
    assert reporter("Indonesa", ()) == "Indonesa"
    with pytest.raises(BptipError):
        reporter(" ", ())


def test_a_day_to_come_is_refused() -> None:
    """Also where it is the end of a span that has begun; the day itself is no day to come."""
    assert day_reported(None, TODAY) == TODAY
    assert day_reported("2026-11-24", TODAY) == TODAY
    assert day_reported("2026-10", TODAY) == date(2026, 10, 31)
    for text in ("2026-11-25", "2026", "2026-Q4"):
        with pytest.raises(BptipError, match="still to come"):
            day_reported(text, TODAY)


def test_no_change_contradicts_every_statement() -> None:
    """Whichever it is."""
    contradiction(Typed(), no_change=True)
    contradiction(Typed(note="x"), no_change=False)
    for name in Typed._fields:
        given: Any = ("x",) if name in ("value", "evidence") else "x"
        with pytest.raises(BptipError, match=f"--{name} contradict"):
            contradiction(Typed()._replace(**{name: given}), no_change=True)


def test_what_an_update_changes() -> None:
    """The item before and after, and the objective whose status follows."""
    above = journal("""
        2026-02-01  1.1  in-progress  40%  reason=funding
        2026-02-01  1.2  completed
    """)
    (new,) = journal("n: 2026-03-01  1.1  completed  100%")
    found = effects(PLAN, above, [new], TODAY)
    (change,) = found.changes
    assert (change.before.status, change.after.status) == (Status.IN_PROGRESS, Status.COMPLETED)
    assert (change.before.reported.reason, change.after.reported.reason) == (Reason.FUNDING, None)
    assert change.later is None
    ((before, after),) = found.objectives
    assert (before.item.id, before.status, after.status) == (
        "1", Status.IN_PROGRESS, Status.COMPLETED
    )  # fmt: skip
    assert (before.outlook, after.outlook) == (Outlook.UNKNOWN, Outlook.CLOSED)


def test_a_later_status_stays_in_force() -> None:
    """An update of an earlier day is recorded, and the page can say why nothing changes."""
    above = journal("2026-09-01  1.1  completed")
    (new,) = journal("n: 2026-03-01  1.1  delayed")
    (change,) = effects(PLAN, above, [new], TODAY).changes
    assert change.after.status is Status.COMPLETED
    assert change.later == above[0]


def test_an_id_by_its_beginning_or_its_end() -> None:
    """As pages show it; a piece that several have means them all, one too short none."""
    found = journal("01aa-bb11: 2026-02-01  1.1\n01aa-cc22: 2026-02-02  1.1\nabcd: 2026-02-03  1")
    assert update_meant("01aa-bb11", found) == [found[0]]
    assert update_meant("…bb11", found) == [found[0]]
    assert update_meant("CC22", found) == [found[1]]
    assert update_meant("01aa", found) == [found[0], found[1]]
    assert update_meant("abcd", found) == [found[2]]
    assert update_meant("b11", found) == []
    assert update_meant("", found) == []
    assert update_meant("…", found) == []
