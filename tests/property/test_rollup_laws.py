"""Laws of the roll-up: what holds of an objective's status, whatever its activities are."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bptip.plan.journal import Update
from bptip.plan.model import REPORTABLE, Status, Version
from bptip.progress.counts import tally
from bptip.progress.plan_progress import progress_on
from bptip.progress.rollup import SET_ASIDE, roll_up

from .strategies import A_FEW_VERSIONS, as_of_days, journals, law, statuses, versions

several = st.lists(statuses, min_size=1, max_size=6)


@given(several, st.data())
def test_the_order_of_the_activities_never_matters(
    found: list[Status], data: st.DataObject
) -> None:
    assert roll_up(data.draw(st.permutations(found))) == roll_up(found)


@given(several)
def test_how_many_stand_alike_never_matters(found: list[Status]) -> None:
    assert roll_up(found + found) == roll_up(found) == roll_up(list(set(found)))


@given(statuses, st.integers(1, 5))
def test_activities_that_all_stand_alike_make_the_objective_stand_so(
    status: Status, many: int
) -> None:
    assert roll_up([status] * many).status is status


@given(several)
def test_the_discontinued_and_the_not_applicable_are_set_aside(found: list[Status]) -> None:
    others = [status for status in found if status not in SET_ASIDE]
    if others:
        assert roll_up(found) == roll_up(others)
    else:
        assert roll_up(found).name in ("all-discontinued", "all-not-applicable")


@given(several)
def test_an_objective_is_open_as_long_as_one_of_its_activities_is(found: list[Status]) -> None:
    assert roll_up(found).status.is_open == any(status.is_open for status in found)


@given(several)
def test_silence_about_one_is_never_taken_for_an_end(found: list[Status]) -> None:
    derived = roll_up([*found, Status.NOT_REPORTED]).status
    assert derived not in (Status.COMPLETED, Status.NOT_ACHIEVED, Status.CONTINUOUS)


@given(several)
def test_silence_about_one_changes_no_status_that_the_others_have_in_common(
    found: list[Status],
) -> None:
    """From "none started" on, the silent are set aside: they agree to nothing."""
    common = (Status.NOT_STARTED, Status.ON_HOLD, Status.DELAYED, Status.IN_PROGRESS)
    rule = roll_up(found)
    if rule.status in common:
        assert roll_up([*found, Status.NOT_REPORTED]) == rule


@given(several)
def test_a_status_other_than_in_progress_is_one_that_some_activity_has(
    found: list[Status],
) -> None:
    derived = roll_up(found).status
    assert derived is Status.IN_PROGRESS or derived in found


@law
@given(A_FEW_VERSIONS, journals(), as_of_days, st.sampled_from(REPORTABLE))
def test_a_stated_status_is_shown_and_moves_neither_the_derived_one_nor_the_outlook(
    version: Version, said: tuple[Update, ...], as_of: date, status: Status
) -> None:
    last = Update("z", "1", as_of, datetime(2026, 1, 1, tzinfo=UTC), status=status)
    before = progress_on(version, said, as_of).objectives[0]
    after = progress_on(version, (*said, last), as_of).objectives[0]
    assert (after.status, after.rule) == (status, "stated")
    assert after.last_update == as_of
    if after.is_leaf:
        assert after.derived is status
    else:
        assert (after.derived, after.outlook) == (before.derived, before.outlook)


@law
@given(versions(), journals(), as_of_days)
def test_an_objective_completes_only_with_the_last_of_its_countable_activities(
    version: Version, said: tuple[Update, ...], as_of: date
) -> None:
    for each in progress_on(version, said, as_of).objectives:
        total = tally(each.activities)
        if each.derived is Status.COMPLETED and not each.is_leaf:
            assert total.completed == total.countable > 0
