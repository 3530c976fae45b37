"""From what was typed to a statement: any spelling is accepted, any doubt is refused."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

from bptip.plan.errors import BptipError, ErrorCollector
from bptip.plan.model import EMPTY, Reason, Status
from bptip.plan.parties import Parties
from bptip.recording.refusals import refuse_contradiction
from bptip.recording.statements import STATING, Statement, Typed, plan_named, statements_of
from bptip.recording.status_word import with_last_word
from bptip.recording.typed_values import day_reported, figure, number_in, percentage, reporter
from plan_text import version

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


def stated(*items: str, **typed: Any) -> tuple[tuple[Statement, ...], list[str]]:
    """Returns the statements that were understood, and what was wrong."""
    errors = ErrorCollector()
    made = statements_of(
        Typed(items or ("1.1",), **typed), PLAN, (PLAN,),
        today=TODAY, default_reporter=None, errors=errors,
    )  # fmt: skip
    return made, [each.message for each in errors.collected]


def understood(*items: str, **typed: Any) -> Statement:
    """Returns the first statement, if nothing was wrong."""
    made, wrong = stated(*items, **typed)
    assert wrong == []
    return made[0]


def test_everything_is_taken_in_any_spelling() -> None:
    """Each is kept as the file has it."""
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
        item="1.1",
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
    """Nothing new is reported about the item."""
    statement = understood()
    assert statement == Statement("1.1", TODAY)
    assert statement.values is EMPTY


def test_each_item_gets_a_statement() -> None:
    """An item that is named twice gets one, also with its plan in front."""
    made, wrong = stated("1.2", "1", f"{PLAN.plan.id}/1.2", note="x")
    assert wrong == []
    assert [(each.item, each.note) for each in made] == [("1.2", "x"), ("1", "x")]


def test_without_a_plan_the_rest_is_still_checked() -> None:
    """Nothing can be said of the items, but all else that is wrong shows in one run."""
    errors = ErrorCollector()
    typed = Typed(("7.7",), status="nonsense", progress="x", by="Nobody", value=("a",))
    made = statements_of(typed, None, (), today=TODAY, default_reporter=None, errors=errors)
    assert made == ()
    assert [error.message for error in errors.collected] == [
        'There is no status "nonsense".',
        '--progress "x" is not a percentage.',
        '--value "a" is not in the form ID=NUMBER.',
    ]


def test_no_item_is_refused() -> None:
    """The message has an example."""
    errors = ErrorCollector()
    statements_of(Typed(note="x"), PLAN, (PLAN,), today=TODAY, default_reporter=None, errors=errors)
    assert [error.message for error in errors.collected] == ["No item was given."]


@pytest.mark.parametrize(
    ("items", "plan", "named"),
    [
        (("1.1",), None, None),
        (("1.1",), "2025@v1", "2025@v1"),
        (("2022/1.1", "1.2"), None, "2022"),
        (("2025/1.1",), "2025@v1", "2025@v1"),
        (("2022",), None, None),
        (("a/b",), None, None),
    ],
)
def test_the_plan_is_an_option_or_in_front_of_an_item(
    items: tuple[str, ...], plan: str | None, named: str | None
) -> None:
    """In front of an item, only a known plan with a slash counts."""
    assert plan_named(Typed(items, plan=plan), {"2022", "2025"}) == named


@pytest.mark.parametrize(("items", "plan"), [(("2022/1", "2025/1"), None), (("2022/1",), "2025")])
def test_items_of_several_plans_are_refused(items: tuple[str, ...], plan: str | None) -> None:
    """Each plan has a journal of its own."""
    with pytest.raises(BptipError, match="several plans"):
        plan_named(Typed(items, plan=plan), {"2022", "2025"})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("74", 74), ("0", 0), ("-3", -3), ("62.5", 62.5), (" 5 ", 5), ("007", 7),
        ("1,250", None), ("1e3", None), ("nan", None), ("inf", None), ("", None), (".", None),
        ("5.", 5.0), (".5", 0.5), ("٣", 3), ("๗๔", 74), ("9" * 40, None), ("1_000", None),
        ("--1", None),
    ],
)  # fmt: skip
def test_numbers_as_they_are_typed(text: str, number: float | None) -> None:
    """A whole number stays whole; separators of thousands are refused: commas mean two things."""
    assert number_in(text) == number
    assert type(number_in(text)) is type(number)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"status": "ongoing"}, '"Ongoing" has two readings'),
        ({"status": "not-reported"}, '"not-reported" is not a status that can be stated.'),
        ({"progress": "101"}, '--progress "101" is not a percentage.'),
        ({"progress": "-1"}, '--progress "-1" is not a percentage.'),
        ({"progress": "half"}, '--progress "half" is not a percentage.'),
        ({"reason": "rain"}, 'There is no reason "rain".'),
        ({"expected": "soon"}, 'bptip cannot read "soon" as a date.'),
        ({"note": "  "}, "--note is empty."),
        ({"next": ""}, "--next is empty."),
        ({"evidence": ["javascript:1"]}, '--evidence "javascript:1" cannot be used as evidence.'),
        ({"evidence": ["/etc/passwd"]}, '--evidence "/etc/passwd" cannot be used as evidence.'),
        ({"value": ["participants"]}, '--value "participants" is not in the form ID=NUMBER.'),
        ({"value": ["participants=x"]}, '--value "participants=x" is not in the form ID=NUMBER.'),
        ({"value": ["particpants=3"]}, '1.1 has no indicator "particpants".'),
        ({"value": ["courses=1", "courses=2"]}, '--value gives "courses" two values.'),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_refused(typed: dict[str, Any], wrong: str) -> None:
    """The message says what is wrong."""
    _, found = stated(**typed)
    assert len(found) == 1
    assert found[0].casefold().startswith(wrong.casefold())


@pytest.mark.parametrize(
    ("written", "wrong", "hint"),
    [
        (
            "1.234",
            "separators for thousands",
            "Write 1234 without separators. For a fraction, write 1.2340.",
        ),
        (
            "1,234",
            "separators for thousands",
            "Write 1234 without separators. For a fraction, write 1.2340.",
        ),
        ("1.234.567", "separators for thousands", "Write 1234567 without separators."),
        ("12 500", "separators for thousands", "Write 12500 without separators."),
        ("12\u00a0500", "separators for thousands", "Write 12500 without separators."),
        ("0,5", "has a comma", "Write 0.5"),
    ],
)
def test_a_figure_with_two_readings_is_refused_with_both(
    written: str, wrong: str, hint: str
) -> None:
    """A point separates thousands in some countries and a fraction in others."""
    with pytest.raises(BptipError) as refused:
        figure(written)
    assert wrong in refused.value.message
    assert refused.value.hints == (hint,)


def test_a_figure_with_one_reading_is_taken() -> None:
    """No group of thousands begins with a zero, or has other than three digits."""
    assert [figure(text) for text in ("0.125", "62.5", "1.2340", "1234")] == [
        0.125, 62.5, 1.234, 1234,
    ]  # fmt: skip


def test_all_faults_are_shown() -> None:
    """One run shows them all, in the order of the options."""
    _, found = stated(status="ongoing", progress="x", note="", evidence=["x:y", "z:"], value=["a"])
    assert len(found) == 6


def test_every_item_must_have_the_indicator() -> None:
    """The message names an item that does not have it."""
    assert understood("1.1", "1.2", value=["participants=3"]).values == {"participants": 3}
    _, found = stated("1.1", "1.2", "2", value=["courses=3"])
    assert found == ['1.2 has no indicator "courses".', "--value courses: 2 has no indicators."]


@pytest.mark.parametrize(
    ("text", "party"),
    [("indonesia", "Indonesia"), ("viet-nam", "Viet Nam"), ("UAE", "United Arab Emirates")],
)
def test_parties_in_any_spelling(text: str, party: str) -> None:
    """Initials are accepted too."""
    assert reporter(text, None, PLAN.plan.parties) == party


def test_a_party_that_the_plan_does_not_list_is_refused() -> None:
    """The message names the nearest; a plan that lists no parties accepts any."""
    with pytest.raises(BptipError) as refused:
        reporter("Indonesa", None, PLAN.plan.parties)
    assert 'Did you mean "Indonesia"?' in refused.value.hints
    assert reporter("Indonesa", None, ()) == "Indonesa"
    with pytest.raises(BptipError):
        reporter(" ", None, ())


def test_the_usual_party_reports_if_none_is_named() -> None:
    """If it is wrong, the message says where the name comes from."""
    assert reporter(None, "indonesia", PLAN.plan.parties) == "Indonesia"
    assert reporter("UAE", "nonsense", PLAN.plan.parties) == "United Arab Emirates"
    assert reporter(None, None, PLAN.plan.parties) is None
    with pytest.raises(BptipError) as refused:
        reporter(None, "nonsense", PLAN.plan.parties)
    assert refused.value.hints[-1] == "This name comes from the variable BPTIP_BY."


def test_an_offices_own_word_is_kept_beside_the_status() -> None:
    """In any spelling, as the list of its words has it; a spelling of a party is its name."""
    parties = Parties({"Viet Nam": ("VNM",)}, {"Limited progress": Status.IN_PROGRESS})
    errors = ErrorCollector()
    (made,) = statements_of(
        Typed(("1.1",), status="limited PROGRESS", by="vnm"), PLAN, (PLAN,),
        today=TODAY, default_reporter=None, errors=errors, parties=parties,
    )  # fmt: skip
    assert errors.collected == []
    assert (made.status, made.said, made.by) == (
        Status.IN_PROGRESS,
        "Limited progress",
        "Viet Nam",
    )
    typed = with_last_word(Typed(("1.1", "Limited Progress")), PLAN, (PLAN,), parties, TODAY)
    assert (typed.items, typed.status) == (("1.1",), "Limited Progress")


def test_a_day_to_come_is_refused() -> None:
    """So is a period that has begun and not ended; today itself is accepted."""
    assert day_reported(None, TODAY) == TODAY
    assert day_reported("2026-11-24", TODAY) == TODAY
    assert day_reported("2026-10", TODAY) == date(2026, 10, 31)
    for text in ("2026-11-25", "2026", "2026-Q4"):
        with pytest.raises(BptipError, match="in the future"):
            day_reported(text, TODAY)


def test_no_change_contradicts_every_statement() -> None:
    """This holds for each option."""
    refuse_contradiction(Typed(no_change=True))
    refuse_contradiction(Typed(note="x"))
    for name in STATING:
        given: Any = ("x",) if name in ("value", "evidence") else "x"
        with pytest.raises(BptipError, match=f"--{name} contradict"):
            refuse_contradiction(Typed(no_change=True)._replace(**{name: given}))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("0.5", "may mean 50 % or 0.5 %", "Write 50, or with the sign: 0.5%."),
        ("0.25", "may mean 25 % or 0.25 %", "Write 25, or with the sign: 0.25%."),
        ("62,5", "is not a percentage", "Write 62.5."),
        ("๖๒,๕ %", "is not a percentage", "Write 62.5."),
        ("1,234", "may contain separators for thousands", "Write a number from 0 to 100."),
        ("1.234", "may contain separators for thousands", "Write a number from 0 to 100."),
        ("๑.๒๓๔ %", "may contain separators for thousands", "Write a number from 0 to 100."),
        ("12,500%", "may contain separators for thousands", "Write a number from 0 to 100."),
        ("150", "is not a percentage", "Write a number from 0 to 100."),
    ],
)
def test_a_share_of_one_is_not_taken_for_a_percentage(text: str, message: str, hint: str) -> None:
    """A spreadsheet has 0.5 for 50 %; and many countries write a comma for a fraction."""
    with pytest.raises(BptipError) as refused:
        percentage(text)
    assert message in refused.value.message
    assert refused.value.hints == (hint,)


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("1", 1), ("0.5%", 0.5), ("0.5 %", 0.5)])
def test_a_small_percentage_can_be_stated(text: str, value: float) -> None:
    assert percentage(text) == value


def test_a_year_of_another_calendar_is_not_only_called_the_future() -> None:
    """The message says which year is meant."""
    with pytest.raises(BptipError, match="in the future") as refused:
        day_reported("๓๐/๐๖/๒๕๖๙", TODAY)
    assert refused.value.hints[0] == "The Buddhist year 2569 is 2026."
    with pytest.raises(BptipError, match="9 Apr 1405, which is long ago") as refused:
        day_reported("1405-04-09", TODAY)
    assert refused.value.hints == ("The Persian year 1405 is 2026. Write it with that year.",)


def test_several_leads_are_not_taken_for_one_reporter() -> None:
    """Where the plan lists no parties, any name is taken, but no list of its leads."""
    with pytest.raises(BptipError, match="several parties: Fiji and Indonesia"):
        reporter("Fiji and Indonesia", None, (), in_plan=["Fiji", "Indonesia"])
