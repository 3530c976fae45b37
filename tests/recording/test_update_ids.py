"""Ids of updates: their parts, and their order in time."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from bptip.recording.update_ids import ids_that_match, latest_id, new_ids

NOW: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
LAST: Final = "ffffffff-ffff-7fff-bfff-ffffffffffff"
"""The greatest possible id."""


def ids(many: int, moment: datetime = NOW, after: str | None = None, seed: int = 1) -> list[str]:
    """Returns ids for a moment."""
    return new_ids(many, moment, Random(seed).getrandbits, after)


def test_an_id_is_a_uuid_of_the_seventh_kind() -> None:
    """Its first 48 bits are the moment in milliseconds."""
    (one,) = ids(1)
    read = uuid.UUID(one)
    assert (read.version, read.variant, str(read)) == (7, uuid.RFC_4122, one)
    assert read.int >> 80 == int(NOW.timestamp() * 1000)


@given(st.integers(2, 40), st.integers(0, 2**32))
def test_ids_of_one_run_are_in_order(many: int, seed: int) -> None:
    """They are in the order of the updates, although all are of one millisecond."""
    made = ids(many, seed=seed)
    assert made == sorted(set(made))
    assert all(uuid.UUID(each).version == 7 for each in made)


@given(st.integers(-(10**6), 10**6), st.integers(0, 2**32), st.integers(0, 2**32))
def test_an_id_is_later_than_the_journals_latest(ahead: int, seed: int, other: int) -> None:
    """This holds whatever the clock says, and whatever it said when that id was written."""
    (latest,) = ids(1, NOW + timedelta(milliseconds=ahead), seed=other)
    made = ids(3, after=latest, seed=seed)
    assert [latest, *made] == sorted({latest, *made})


def test_a_clock_that_runs_on_is_followed() -> None:
    """A later moment gives an id of that moment."""
    (first,) = ids(1)
    (second,) = ids(1, NOW + timedelta(hours=1), first)
    assert uuid.UUID(second).int >> 80 == int((NOW + timedelta(hours=1)).timestamp() * 1000)


def test_after_the_last_id_there_is_the_clock() -> None:
    """After an invented id there may be no later one; ids stay unique all the same."""
    made = ids(2, after=LAST)
    assert made == sorted(set(made))
    assert made[0] < LAST


def test_a_moment_before_1970_is_taken() -> None:
    """A clock with a wrong date is accepted."""
    (one,) = ids(1, datetime(1960, 1, 1, tzinfo=UTC))
    assert uuid.UUID(one).version == 7


def test_the_latest_id_of_a_text() -> None:
    """Only ids that hold a moment count; others are ignored."""
    first, second = ids(1)[0], ids(1, NOW + timedelta(days=1))[0]
    text = f'id = "{second}"\nid = "{first}"\nid = "2026-11-24-sea-wall"\nid = "{uuid.uuid4()}"'
    assert latest_id(text) == second
    assert latest_id('id = "2026-11-24-sea-wall"') is None


def test_an_id_by_its_beginning_or_its_end() -> None:
    """Pages show the end; an ambiguous piece finds them all, and one that is too short none."""
    names = ["01aa-bb11", "01aa-cc22", "abcd"]
    assert ids_that_match("01aa-bb11", names) == names[:1]
    assert ids_that_match("…bb11", names) == names[:1]
    assert ids_that_match("CC22", names) == names[1:2]
    assert ids_that_match("01aa", names) == names[:2]
    assert ids_that_match("abcd", names) == names[2:]
    assert ids_that_match("b11", names) == []
    assert ids_that_match("", names) == []
    assert ids_that_match("…", names) == []
