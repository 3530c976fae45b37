"""Reporting rounds: blocks that add up, and what an answer or none means for the outlook."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bptip.files.reading.validation import JournalFile, build
from bptip.pages import document
from bptip.pages.parts import attention, statuses
from bptip.plan.journal import PlanHistory, Returns, Update
from bptip.plan.model import Outlook, Version
from bptip.progress.plan_progress import progress_on
from bptip.progress.returns import ReturnState, returns_on
from bptip.progress.rounds import latest_due, rounds_on
from plan_text import PLAN, activity, journal, version

ROUNDS = """
    [[round]]
    id = "r1"
    round = "2025"
    as_of = 2025-06-30
    due = 2025-07-31
    version = 1
    asked = ["Australia"]
    recorded = 2025-06-01T08:00:00Z

    [[round]]
    id = "r2"
    round = "2025"
    as_of = 2025-06-30
    due = 2025-08-15
    version = 1
    asked = ["Fiji", "Australia"]
    recorded = 2025-07-20T08:00:00Z
"""

EXCUSED = """
    [[receipt]]
    id = "c1"
    round = "2025"
    party = "Fiji"
    excused = "declined by note verbale"
    recorded = 2025-08-01T08:00:00Z
"""

DRAFT = EXCUSED.replace('excused = "declined by note verbale"', "draft = true")

RECEIVED = EXCUSED.replace('excused = "declined by note verbale"\n', "")
"""The receipt of a return, cleared."""

FIJIS = version("""
    [[objective]]
    id = "1"
    activity = [{ id = "1.1", lead = ["Fiji"] }]
""")


def returns(text: str) -> Returns:
    """Returns the rounds and the receipts of a journal's text."""
    import tomli

    content, faults = build(JournalFile, {"schema": 1, "plan": PLAN["id"], **tomli.loads(text)})
    assert content is not None, faults
    return Returns(content.rounds, content.receipts)


def test_blocks_of_one_round_add_up() -> None:
    """Asked is their union; the due day is of the block that was recorded last."""
    [state] = rounds_on(returns(ROUNDS), None)
    assert state.asked == ("Australia", "Fiji")
    assert (state.as_of, state.due) == (date(2025, 6, 30), date(2025, 8, 15))
    assert state.recorded == datetime(2025, 6, 1, 8, tzinfo=UTC)


def test_a_block_counts_from_the_day_on_which_it_was_recorded() -> None:
    [state] = rounds_on(returns(ROUNDS), date(2025, 7, 19))
    assert (state.asked, state.due) == (("Australia",), date(2025, 7, 31))
    assert rounds_on(returns(ROUNDS), date(2025, 5, 31)) == ()


@pytest.mark.parametrize(("as_of", "is_due"), [("2025-08-15", False), ("2025-08-16", True)])
def test_a_round_is_due_after_its_due_day(as_of: str, is_due: bool) -> None:
    states = rounds_on(returns(ROUNDS), None)
    assert (latest_due(states, date.fromisoformat(as_of)) is not None) is is_due


ANSWER = Update(
    id="answer",
    item="1.1",
    on=date(2025, 6, 30),
    recorded=journal("2025-06-30 1.1")[0].recorded,
    by="Fiji",
    round="2025",
)


@pytest.mark.parametrize(
    ("said", "more", "as_of", "outlook", "cause"),
    [
        pytest.param((), "", "2025-08-15", "on-track", None, id="the due day has not passed"),
        pytest.param((), "", "2025-08-16", "unknown", "unanswered", id="asked, no answer"),
        pytest.param((ANSWER,), "", "2025-08-16", "on-track", None, id="answered"),
        pytest.param((ANSWER,), "", "2026-06-30", "on-track", None, id="answered, so not stale"),
        pytest.param((), EXCUSED, "2025-08-16", "on-track", None, id="excused: by its age"),
        pytest.param((), EXCUSED, "2026-06-30", "unknown", "stale", id="excused, and old"),
    ],
)
def test_the_answer_to_the_latest_round_decides_whether_it_is_stale(
    said: tuple[Update, ...], more: str, as_of: str, outlook: str, cause: str | None
) -> None:
    reported = (*journal("2025-06-01 1.1 in-progress by=Fiji"), *said)
    day = date.fromisoformat(as_of)
    progress = progress_on(FIJIS, reported, day, returns=returns(ROUNDS + more))
    result = activity(progress, "1.1")
    assert (result.outlook, result.cause) == (outlook, cause)
    assert result.stale is (result.outlook is Outlook.UNKNOWN)


def test_a_group_is_asked_and_answers_for_its_members() -> None:
    """Its return is that of each member, and so is its update. Australia leads nothing."""
    plan = version("""
        [plan]
        groups = { "Co-chairs" = ["Fiji", "Tonga"] }

        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Fiji"] }, { id = "1.2", lead = ["Tonga"] }]
    """)
    asked = returns(ROUNDS.replace('"Fiji"', '"Co-chairs"'))
    reported = journal("2025-06-01 1.1 in-progress by=Fiji")
    open_day, due_day = date(2025, 8, 15), date(2025, 8, 16)
    silent = progress_on(plan, reported, due_day, returns=asked)
    assert activity(silent, "1.1").cause == "unanswered"
    answers = (*reported, ANSWER._replace(by="Co-chairs"))
    answered = progress_on(plan, answers, due_day, returns=asked)
    assert activity(answered, "1.1").cause is None
    state = progress_on(plan, answers, open_day, returns=asked).open_round
    assert state is not None
    assert state.asked == ("Australia", "Fiji", "Tonga")
    came = returns_on(PlanHistory((plan,), answers, asked), state, open_day)
    assert [(each.party, each.state) for each in came.parties] == [
        ("Australia", ReturnState.NOT_RECEIVED),
        ("Fiji", ReturnState.COMPLETE),
        ("Tonga", ReturnState.NOT_RECEIVED),
    ]


@pytest.mark.parametrize(
    ("leads", "as_of", "has_come"),
    [
        (("Fiji",), "2025-08-16", True),
        (("Fiji",), "2025-07-31", False),
        (("Australia",), "2025-08-16", False),
        (("Fiji", "Australia"), "2025-08-16", True),
    ],
)
@pytest.mark.parametrize(("key", "came"), [("draft = true", "draft"), ("", "return")])
def test_a_return_counts_for_the_lead_that_sent_it_from_its_day_on(
    leads: tuple[str, ...], as_of: str, has_come: bool, key: str, came: str
) -> None:
    receipt = EXCUSED.replace('excused = "declined by note verbale"', key)
    (state,) = rounds_on(returns(ROUNDS + receipt), None)
    expected = came if has_come else "nothing"
    owing = state.owing("1.1", leads, date.fromisoformat(as_of))
    assert owing == {lead: expected if lead == "Fiji" else "nothing" for lead in leads}


@pytest.mark.parametrize(
    ("receipts", "answers", "words"),
    [
        pytest.param("", (), "no answer", id="nothing came"),
        pytest.param(RECEIVED, (), "left open in the return", id="a receipt"),
        pytest.param("", ("1.2",), "left open in the return", id="an answer on another item"),
        pytest.param(RECEIVED, ("1.1",), None, id="an answer"),
    ],
)
def test_a_party_whose_return_came_is_not_said_to_have_given_no_answer(
    receipts: str, answers: tuple[str, ...], words: str | None
) -> None:
    """It left the item open: the cause is the same in data, the words are not."""
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Fiji"] }, { id = "1.2", lead = ["Fiji"] }]
    """)
    before = journal("2025-06-01 1.1 in-progress by=Fiji")
    said = (*before, *(ANSWER._replace(item=item) for item in answers))
    folded = progress_on(plan, said, date(2025, 8, 16), returns=returns(ROUNDS + receipts))
    shown = statuses.cause(activity(folded, "1.1"))
    assert shown == (f"asked on 20 Jul 2025, {words}" if words else None)
    assert activity(folded, "1.1").cause == ("unanswered" if words else None)


def test_a_shared_activity_keeps_what_came_from_each_party() -> None:
    """Australia has sent its return, and Fiji nothing."""
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Australia", "Fiji"], each = true }]
    """)
    receipt = RECEIVED.replace("Fiji", "Australia")
    folded = progress_on(plan, (), date(2025, 8, 16), returns=returns(ROUNDS + receipt))
    [item] = folded.activities
    assert [part.basis.owing for part in item.parties] == [
        {"Australia": "return"},
        {"Fiji": "nothing"},
    ]
    assert item.basis.owing == {"Australia": "return", "Fiji": "nothing"}


OF_BOTH = version("""
    [[objective]]
    id = "1"
    activity = [{ id = "1.1", lead = ["Fiji", "Australia"] }]
""")


def test_a_lead_that_is_excused_owes_no_answer() -> None:
    """A lead whose excuse is recorded is not named for the silence of another."""
    folded = progress_on(OF_BOTH, (), date(2025, 8, 16), returns=returns(ROUNDS + EXCUSED))
    [item] = folded.activities
    assert item.basis.owing == {"Australia": "nothing"}
    assert statuses.owing_parties(item) == ("Australia",)
    assert statuses.cause(item) == "asked on 1 Jun 2025, no answer from Australia"


def test_a_party_is_asked_on_the_day_of_its_own_block() -> None:
    """Fiji was added by a later block than Australia; for both, the later day is true."""
    [state] = rounds_on(returns(ROUNDS), None)
    assert state.day_asked(("Fiji",)) == date(2025, 7, 20)
    assert state.day_asked(("Australia",)) == date(2025, 6, 1)
    assert state.day_asked(("Australia", "Fiji")) == date(2025, 7, 20)
    assert state.day_asked(()) is None
    folded = progress_on(FIJIS, (), date(2025, 8, 16), returns=returns(ROUNDS))
    assert statuses.cause(activity(folded, "1.1")) == "asked on 20 Jul 2025, no answer"


@pytest.mark.parametrize(
    ("on", "aside"),
    [
        pytest.param("2025-06-29", "", id="before the round's days"),
        pytest.param("2025-06-30", "; last report 30 Jun 2025", id="for the as-of date"),
        pytest.param("2025-08-10", "; last report 10 Aug 2025", id="later"),
    ],
)
def test_a_report_that_is_not_marked_as_an_answer_is_shown(on: str, aside: str) -> None:
    """A lead that has reported is not only said not to have answered."""
    reported = journal(f"{on} 1.1 in-progress by=Fiji")
    folded = progress_on(FIJIS, reported, date(2025, 8, 16), returns=returns(ROUNDS))
    words = f"asked on 20 Jul 2025, no answer{aside}"
    assert statuses.cause(activity(folded, "1.1")) == words
    table = attention.silent_table(folded.activities, folded.as_of)
    assert table.rows[0].cells[2] == document.plain(words)


def test_the_silent_are_the_leads_that_owe_an_answer() -> None:
    """The table of the silent has a row for Australia, not for the excused Fiji."""
    folded = progress_on(OF_BOTH, (), date(2025, 8, 16), returns=returns(ROUNDS + EXCUSED))
    [row] = attention.silent_table(folded.activities, folded.as_of).rows
    assert row.cells[0] == document.plain("Australia")
    assert row.cells[2] == document.plain("asked on 1 Jun 2025, no answer")
    assert list(attention.parties_to_call(folded.activities[0])) == ["Australia"]


@pytest.mark.parametrize(
    ("receipt", "came"),
    [
        (RECEIVED, "left open in the return from Fiji"),
        (DRAFT, "draft received from Fiji, not cleared yet"),
    ],
)
def test_joint_leads_of_which_some_have_answered_are_told_apart(receipt: str, came: str) -> None:
    """Fiji has sent a return or a draft, Australia nothing: neither has the words of the other."""
    folded = progress_on(OF_BOTH, (), date(2025, 8, 16), returns=returns(ROUNDS + receipt))
    [item] = folded.activities
    words = f"asked on 20 Jul 2025, no answer from Australia; {came}"
    assert statuses.cause(item) == words
    [row] = attention.silent_table(folded.activities, folded.as_of).rows
    assert row.cells[2] == document.plain(words)


def test_a_party_was_not_asked_about_what_it_leads_only_since_a_later_version() -> None:
    """Fiji was asked about 1.1, which it led then; it leads 1.2 only since version 2."""
    text = """
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Fiji"] }, { id = "1.2", lead = ["Tonga"] }]
    """
    first, second = version(text), version(text.replace("Tonga", "Fiji"), number=2)
    asked = returns(ROUNDS)._replace(versions=(first, second))
    progress = progress_on(second, (), date(2025, 8, 16), returns=asked)
    assert [each.cause for each in progress.activities] == ["unanswered", "never-reported"]


def test_a_group_is_asked_with_the_members_that_it_had_then() -> None:
    """Fiji belonged to the group of the first version, which was asked; Tonga took its place."""
    text = """
        plan.groups = { "Co-chairs" = ["Australia", "Fiji"] }
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Co-chairs"], each = true }]
    """
    first, second = version(text), version(text.replace("Fiji", "Tonga"), number=2)
    asked = ROUNDS.replace('"Fiji", "Australia"', '"Co-chairs"') + RECEIVED
    known = returns(asked)._replace(versions=(first, second))
    folded = progress_on(second, (), date(2025, 8, 16), returns=known)
    assert {part.party: part.cause for part in folded.activities[0].parties} == {
        "Australia": "unanswered",
        "Tonga": "never-reported",
    }
    assert folded.due_round is not None
    came = returns_on(PlanHistory((first, second), (), known), folded.due_round, folded.as_of)
    assert [(each.party, each.state) for each in came.parties] == [
        ("Australia", ReturnState.NOT_RECEIVED),
        ("Fiji", ReturnState.IN_PART),
    ]


def test_a_draft_names_its_sender_and_an_excuse_is_beside_the_silence() -> None:
    """A party that declined is not shown as one that was never heard of."""
    other = EXCUSED.replace("c1", "c2").replace("Fiji", "Australia")
    for plan, receipts, words in (
        (OF_BOTH, DRAFT + other, "asked on 20 Jul 2025, draft received from Fiji, not cleared yet"),
        (FIJIS, EXCUSED, "never reported; excused from the last round"),
    ):
        folded = progress_on(plan, (), date(2025, 8, 16), returns=returns(ROUNDS + receipts))
        assert statuses.cause(folded.activities[0]) == words


@pytest.mark.parametrize(
    ("receipt", "words"),
    [
        (DRAFT, "not reported; draft received, not cleared yet"),
        (EXCUSED, "not reported; excused from the last round"),
        ("", "not reported"),
    ],
)
def test_what_is_due_soon_and_not_reported_has_the_draft_or_the_excuse_beside_it(
    receipt: str, words: str
) -> None:
    """It is at risk by its due date, but its party has written."""
    plan = version("""
        [[objective]]
        id = "1"
        activity = [{ id = "1.1", lead = ["Fiji"], due = 2025-09-01 }]
    """)
    folded = progress_on(plan, (), date(2025, 8, 16), returns=returns(ROUNDS + receipt))
    [item] = folded.activities
    assert (item.outlook, statuses.status_in_context(item)) == ("at-risk", words)


def returns_by_party(
    plan: Version, said: tuple[Update, ...], receipts: str = ""
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Returns the state of each party's return, and the parties that answered for it."""
    asked = returns(ROUNDS + receipts)
    [state] = rounds_on(asked, None)
    came = returns_on(PlanHistory((plan,), said, asked), state, date(2025, 8, 16))
    return {each.party: (each.state.value, each.answered_for_it) for each in came.parties}


@pytest.mark.parametrize("receipts", ["", DRAFT, EXCUSED], ids=["nothing", "a draft", "an excuse"])
def test_a_party_that_sent_no_return_is_complete_through_another_alone(receipts: str) -> None:
    """Australia has answered for both; Fiji has cleared nothing."""
    said = (ANSWER._replace(by="Australia"),)
    assert returns_by_party(OF_BOTH, said, receipts) == {
        "Australia": ("complete", ()),
        "Fiji": ("complete", ("Australia",)),
    }


def test_a_party_that_was_asked_about_nothing_has_answered_if_it_reports() -> None:
    """Australia leads nothing; it has reported on what Fiji leads."""
    assert returns_by_party(FIJIS, ())["Australia"] == ("not-received", ())
    said = (ANSWER._replace(by="Australia"),)
    assert returns_by_party(FIJIS, said)["Australia"] == ("complete", ())


@pytest.mark.parametrize(
    ("others", "words"),
    [
        pytest.param("2025-07-01 1.2 in-progress by=UNODC", " by UNODC", id="none of them leads"),
        pytest.param("2025-07-01 1.2 in-progress by=Fiji", "", id="a lead among them"),
    ],
)
def test_the_last_report_of_several_items_has_its_party(others: str, words: str) -> None:
    """A party is not named for the report of another."""
    plan = version("""
        [[objective]]
        id = "1"
        activity = [
            { id = "1.1", lead = ["Fiji"], partners = ["UNODC"] },
            { id = "1.2", lead = ["Fiji"], partners = ["UNODC"] },
        ]
    """)
    said = journal(f"2025-07-01 1.1 in-progress by=UNODC\n{others}")
    folded = progress_on(plan, said, date(2025, 8, 16), returns=returns(ROUNDS))
    [row] = attention.silent_table(folded.activities, folded.as_of).rows
    cause = f"asked on 20 Jul 2025, no answer; last report 1 Jul 2025{words}"
    assert row.cells[2] == document.plain(cause)
