"""Nothing is taken in twice: ids from keys and contents, and what is known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from bptip.exchange.statement_ids import (
    Identity,
    Known,
    content_of,
    digest_of,
    identities,
    is_latest,
    statement_id,
)
from bptip.plan.journal import Update
from bptip.plan.model import Status
from bptip.recording.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2026, 6, 30)
ANSWER = Statement("1.2", DAY, "Fiji", Status.DELAYED, note="Two workshops.", round="2026")


def recorded(statement: Statement, n: int = 0, minute: int = 0, **keys: Any) -> Update:
    """Returns the update that a statement becomes when it is written for the n-th time."""
    moment = datetime(2026, 7, 3, 8, minute, tzinfo=UTC)
    keys = statement._asdict() | {"id": statement_id("p", statement, n), "recorded": moment} | keys
    return Update(**keys)


def judged(
    statement: Statement, updates: Sequence[Update], *, again: bool = False
) -> tuple[Known, bool]:
    """Returns what is known of a statement, and whether it is written."""
    (identity,) = identities("p", [statement], updates, again=again)
    return identity.known, identity.writes


def test_an_id_is_a_uuid_of_version_8() -> None:
    made = UUID(statement_id("p", ANSWER))
    assert made.version == 8
    assert made.variant == "specified in RFC 4122"


@pytest.mark.parametrize(
    "keys",
    [
        {"taken_from": "fiji.xlsx, Return, row 9"},
        {"note": "Two workshops.\r\n "},
        {"note": " Two workshops."},
    ],
    ids=str,
)
def test_the_place_and_the_ends_of_a_text_are_no_content(keys: dict[str, Any]) -> None:
    assert statement_id("p", ANSWER._replace(**keys)) == statement_id("p", ANSWER)


@pytest.mark.parametrize(
    "keys",
    [
        {"item": "1.3"},
        {"by": "Samoa"},
        {"by": None},
        {"own": True},
        {"round": "2027"},
        {"round": None},
        {"on": date(2026, 6, 29)},
        {"status": Status.ON_HOLD},
        {"note": "Two  workshops."},
        {"challenges": "Two workshops.", "note": None},
        {"values": {"participants": 74}},
        {"evidence": ("https://example.org",)},
        {"said": "Late"},
        {"progress": 0},
        {"expected": DAY},
    ],
    ids=str,
)
def test_whatever_is_said_is_part_of_the_id(keys: dict[str, Any]) -> None:
    assert statement_id("p", ANSWER._replace(**keys)) != statement_id("p", ANSWER)
    assert statement_id("q", ANSWER) != statement_id("p", ANSWER)


def test_numbers_are_compared_by_value_and_links_in_any_order() -> None:
    links = ("https://b.example", "https://a.example")
    first = ANSWER._replace(progress=40.0, values={"b": 74.0, "a": 0.5}, evidence=links)
    second = ANSWER._replace(progress=40, values={"a": 0.5, "b": 74}, evidence=links[::-1])
    assert content_of(first) == content_of(second)


def test_letters_are_compared_composed() -> None:
    assert content_of(ANSWER._replace(note="Cafe\u0301")) == content_of(
        ANSWER._replace(note="Caf\u00e9")
    )


def test_a_new_statement_is_written() -> None:
    assert judged(ANSWER, []) == (Known.NEW, True)


def test_a_statement_in_force_is_not_written_again() -> None:
    assert judged(ANSWER, [recorded(ANSWER)]) == (Known.SAME, False)
    assert judged(ANSWER, [recorded(ANSWER)], again=True) == (Known.SAME, False)


CORRECTED = ANSWER._replace(status=Status.IN_PROGRESS)


def test_a_corrected_statement_is_new_and_replaces_the_former() -> None:
    assert judged(CORRECTED, [recorded(ANSWER)]) == (Known.NEW, True)
    journal = [recorded(ANSWER), recorded(CORRECTED, minute=1)]
    assert judged(CORRECTED, journal) == (Known.SAME, False)
    assert judged(ANSWER, journal) == (Known.REPLACED, False)


def test_what_was_replaced_is_written_again_on_request_and_once_only() -> None:
    journal = [recorded(ANSWER), recorded(CORRECTED, minute=1)]
    assert identities("p", [ANSWER], journal, again=True) == (
        Identity(statement_id("p", ANSWER, 1), Known.REPLACED, writes=True),
    )
    journal.append(recorded(ANSWER, 1, minute=2))
    assert judged(ANSWER, journal, again=True) == (Known.SAME, False)
    assert judged(CORRECTED, journal) == (Known.REPLACED, False)


def test_another_round_replaces_nothing_in_this_one() -> None:
    later = CORRECTED._replace(round="2027", on=date(2027, 6, 30))
    assert judged(ANSWER, [recorded(ANSWER), recorded(later)]) == (Known.SAME, False)


def test_a_note_alone_does_not_replace_a_status() -> None:
    note = Statement("1.2", DAY, "Fiji", note="Called.", round="2026")
    assert judged(ANSWER, [recorded(ANSWER), recorded(note, minute=5)]) == (Known.SAME, False)


def test_what_was_taken_back_never_comes_back_by_itself() -> None:
    retraction = Statement("1.2", DAY, retracts=statement_id("p", ANSWER))
    journal = [recorded(ANSWER), recorded(retraction, id="r", minute=1)]
    assert judged(ANSWER, journal) == (Known.TAKEN_BACK, False)
    assert judged(ANSWER, journal, again=True) == (Known.TAKEN_BACK, True)
    redacted = recorded(ANSWER, note=None, redacted="2026-07-04: names a person")
    assert judged(ANSWER, [redacted]) == (Known.TAKEN_BACK, False)


def test_two_rows_with_one_key_and_different_content_are_both_set_aside() -> None:
    other = ANSWER._replace(item="1.3")
    first, second, third, fourth = identities("p", [ANSWER, other, CORRECTED, ANSWER], [])
    assert [each.writes for each in (first, second, third, fourth)] == [False, True, False, False]
    assert (first.differs_from, third.differs_from) == ((2,), (0, 3))
    assert second.differs_from == ()


def test_two_rows_that_say_the_same_are_written_once() -> None:
    first, second = identities("p", [ANSWER, ANSWER._replace(taken_from="elsewhere")], [])
    assert (first.writes, second.writes) == (True, False)
    assert first.id == second.id


def test_a_row_that_says_nothing_new_is_the_latest() -> None:
    earlier = recorded(ANSWER._replace(round=None, on=date(2026, 1, 31), values={"people": 60}))
    row = Statement("1.2", DAY, "Fiji", Status.DELAYED)
    assert is_latest(row, [earlier])
    assert is_latest(row._replace(values={"people": 60.0}), [earlier])
    assert not is_latest(row._replace(values={"people": 61}), [earlier])
    assert not is_latest(row._replace(status=Status.COMPLETED), [earlier])
    assert not is_latest(row._replace(by="Samoa"), [earlier])
    assert not is_latest(row, [])
    late = row._replace(expected=date(2026, 12, 31))
    assert is_latest(late, [recorded(late)])
    assert not is_latest(late, [recorded(late), recorded(ANSWER)])


def test_a_digest_is_of_the_value() -> None:
    assert digest_of({"a": 1, "b": "x\r\n"}) == digest_of({"b": "x", "a": 1.0})
    assert digest_of({"a": 1}) != digest_of({"a": 2})
