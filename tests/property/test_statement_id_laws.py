"""Laws of taking in: in any order, in one run or many, here or in a clone, the updates are one set.

The statements of a law have keys of their own: two that contradict each other are set aside in one
run, and the second replaces the first in two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from hypothesis import given
from hypothesis import strategies as st

from bptip.exchange.statement_ids import content_of, identities, key_of
from bptip.plan.journal import Update
from bptip.plan.model import Status
from bptip.recording.statements import Statement
from bptip.recording.union import union

from .strategies import NASTY_TITLES, law

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DAYS: Final = st.sampled_from([date(2026, 6, 29), date(2026, 6, 30)])
_TEXTS: Final = st.sampled_from([None, *NASTY_TITLES, "two\r\nlines"])

statements = st.builds(
    Statement,
    item=st.sampled_from(["1", "1.1", "1.2", "2.1"]),
    on=_DAYS,
    by=st.sampled_from([None, "Fiji", "Indonesia"]),
    status=st.sampled_from([None, Status.DELAYED, Status.COMPLETED]),
    note=_TEXTS,
    own=st.booleans(),
    round=st.sampled_from([None, "2026", "2027"]),
    taken_from=st.sampled_from([None, "a.xlsx", "b.xlsx"]),
    values=st.sampled_from([{}, {"a": 1}, {"a": 1.0, "b": 0.5}]),
)
returns = st.lists(statements, max_size=8, unique_by=lambda each: key_of("p", each))
moments = st.integers(0, 5).map(lambda n: datetime(2026, 7, 1, tzinfo=UTC) + timedelta(hours=n))


def after(
    journal: Sequence[Update], taken: Sequence[Statement], moment: datetime
) -> tuple[Update, ...]:
    """Returns a journal after a run that takes statements in."""
    judged = zip(taken, identities("p", taken, journal), strict=True)
    new = (
        Update(id=identity.id, recorded=moment, **statement._asdict())
        for statement, identity in judged
        if identity.writes
    )
    return (*journal, *new)


def said(journal: Iterable[Update]) -> list[tuple[str, str]]:
    """Returns the updates of a journal as a set: their ids with what they say."""
    return sorted((update.id, content_of(update)) for update in journal)


@law
@given(returns, st.randoms(use_true_random=False), moments, moments)
def test_the_order_of_rows_and_the_number_of_runs_do_not_matter(
    taken: list[Statement], chance: object, first: datetime, second: datetime
) -> None:
    mixed = list(taken)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random
    one_run = after((), taken, first)
    many: tuple[Update, ...] = ()
    for statement in mixed:
        many = after(many, [statement], second)
    assert said(one_run) == said(after((), mixed, second)) == said(many)
    assert len(one_run) == len(taken)


@law
@given(returns, moments)
def test_taking_in_twice_adds_nothing(taken: list[Statement], moment: datetime) -> None:
    once = after((), taken, moment)
    assert after(once, taken, moment) == once
    assert len({update.id for update in once}) == len(once)


@law
@given(returns, st.data(), moments, moments)
def test_one_more_row_is_one_more_update(
    taken: list[Statement], data: st.DataObject, first: datetime, second: datetime
) -> None:
    keys = {key_of("p", each) for each in taken}
    more = data.draw(statements.filter(lambda each: key_of("p", each) not in keys))
    once = after((), taken, first)
    assert len(after(once, [*taken, more], second)) == len(once) + 1


@law
@given(returns, st.data(), moments, moments)
def test_two_clones_that_merge_have_what_one_run_has(
    taken: list[Statement], data: st.DataObject, first: datetime, second: datetime
) -> None:
    """Each clone takes in a part, some of it both, at another moment and from another file."""
    ours = after((), [each for each in taken if data.draw(st.booleans())], first)
    theirs = after((), [each._replace(taken_from="c.xlsx") for each in taken], second)
    combined = union(
        [(update.id, update) for update in ours], [(update.id, update) for update in theirs]
    )
    assert not combined.conflicts
    merged = (*ours, *(theirs[place] for place in combined.new))
    assert said(merged) == said(after((), taken, first))
    for place, winner in combined.replaced.items():
        assert winner.recorded <= theirs[place].recorded
