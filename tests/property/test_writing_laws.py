"""Laws of writing: what was recorded reads back the same, and nothing above it is lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta, timezone
from typing import Any, Final

import tomli
from hypothesis import given
from hypothesis import strategies as st

from bptip.files.journal.blocks import heading, with_entries
from bptip.files.reading.validation import JournalFile, build
from bptip.plan.characters import is_blank, same_name
from bptip.plan.journal import Update
from bptip.plan.model import REPORTABLE, Reason
from bptip.progress.plan_progress import progress_on

from .strategies import (
    A_FEW_VERSIONS,
    NASTY_TITLES,
    as_of_days,
    journals,
    known_at_days,
    law,
)

_TEXTS: Final = st.sampled_from(
    [*NASTY_TITLES, '"""', "'''", '\\"', "\x00", "\r\n", "[[update]]\nid = 1"]
) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
_NAMES: Final = _TEXTS.map(same_name).filter(lambda name: not is_blank(name))
"""Names in the form in which they are stored; one that shows nothing is never recorded."""

_NUMBERS: Final = st.integers(0, 100) | st.floats(0, 100)
_CLOCKS: Final = st.integers(-12 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
_MOMENTS: Final = st.datetimes(timezones=_CLOCKS).filter(lambda at: 1 < at.year < 9999)
"""Moments with a fixed offset, as TOML has them: in a time zone, an hour can come twice."""


@st.composite
def _updates(draw: st.DrawFn) -> Update:
    """Draws an update with any values that an update can have."""
    return Update(
        id=draw(_TEXTS),
        item=draw(_TEXTS),
        on=draw(st.dates()),
        recorded=draw(_MOMENTS),
        by=draw(st.none() | _NAMES),
        status=draw(st.none() | st.sampled_from(REPORTABLE)),
        progress=draw(st.none() | _NUMBERS),
        reason=draw(st.none() | st.sampled_from(Reason)),
        expected=draw(st.none() | st.dates()),
        next=draw(st.none() | _TEXTS),
        note=draw(st.none() | _TEXTS),
        evidence=tuple(draw(st.lists(_TEXTS, max_size=2))),
        values=draw(st.dictionaries(_TEXTS, _NUMBERS, max_size=2)),
        retracts=draw(st.none() | _TEXTS),
    )


_VALUES_LAST: Final = b"""schema = 1
plan = "p"

[[update]]
id = "a"
item = "1"
on = 2025-01-01
recorded = 2025-01-01T00:00:00+05:00
values.x = 1 # last"""
_HEADS: Final = (
    heading("p"),
    b'\xef\xbb\xbf# comment\r\nschema = 1\r\nplan = "p"',
    _VALUES_LAST,
)


def _written(above: bytes, updates: Iterable[Update]) -> bytes:
    """Returns a journal's content with updates written at its end."""
    return with_entries(above, updates)


def _read(content: bytes) -> tuple[Update, ...]:
    """Returns the updates of a journal's content."""
    journal, faults = build(JournalFile, tomli.loads(content.decode().removeprefix("\ufeff")))
    assert faults == []
    assert journal is not None
    return journal.updates


@law
@given(st.sampled_from(_HEADS), st.lists(_updates(), min_size=1, max_size=3))
def test_what_was_written_reads_back_the_same(above: bytes, added: list[Update]) -> None:
    """This holds for any values, and the result begins with the old content, byte for byte."""
    content = _written(above, added)
    assert content.startswith(above)
    updates = _read(content)
    assert list(updates[-len(added) :]) == added
    assert _read(_written(above, [])) == updates[: -len(added)]


@law
@given(st.sampled_from(_HEADS), st.lists(_updates(), min_size=2, max_size=4), st.integers(1, 3))
def test_written_at_once_or_one_by_one_is_the_same(
    above: bytes, added: list[Update], parts: int
) -> None:
    """A second write keeps what the first has written."""
    assert _read(_written(_written(above, added[:parts]), added[parts:])) == _read(
        _written(above, added)
    )


@law
@given(A_FEW_VERSIONS, journals(), st.randoms(use_true_random=False), as_of_days, known_at_days)
def test_the_order_of_the_blocks_never_matters(
    version: Any, journal: tuple[Update, ...], shuffle: Any, as_of: date, known_at: date | None
) -> None:
    """Written in any order and read back, the updates give the same figures."""
    mixed = list(journal)
    shuffle.shuffle(mixed)
    one = _read(_written(heading("2025"), journal)) if journal else ()
    other = _read(_written(heading("2025"), mixed)) if journal else ()
    assert progress_on(version, one, as_of, known_at) == progress_on(
        version, other, as_of, known_at
    )


@law
@given(A_FEW_VERSIONS, journals(), as_of_days, known_at_days)
def test_later_updates_and_later_knowledge_change_nothing(
    version: Any, journal: tuple[Update, ...], as_of: date, known_at: date | None
) -> None:
    """A journal cut at both clocks gives the same figures as one that continues."""
    cut = [
        each
        for each in journal
        if each.on <= as_of and (known_at is None or each.recorded_on <= known_at)
    ]
    whole = _read(_written(heading("2025"), journal)) if journal else ()
    assert progress_on(version, whole, as_of, known_at) == progress_on(
        version, cut, as_of, known_at
    )
