"""Laws of what is asked of several days: what moved in a period, and how a plan went."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from bptip.plan.journal import PlanHistory, Update
from bptip.progress.counts import tally
from bptip.progress.fold import counting
from bptip.progress.period import Changes, ItemInPeriod, changes_between
from bptip.progress.plan_progress import RunningFold, progress_on
from bptip.progress.trend import trend_on

from .strategies import A_FEW_VERSIONS, START, as_of_days, journals, known_at_days, law

ONE_DAY = timedelta(days=1)


class Case(NamedTuple):
    """A plan of two versions, the second at any time, and a period."""

    history: PlanHistory
    since: date
    until: date
    known_at: date | None

    @property
    def changes(self) -> Changes:
        """The changes of the plan in the period."""
        return changes_between(*self)


@st.composite
def histories(draw: st.DrawFn) -> PlanHistory:
    """Returns a plan that was amended, on a day before, in or after the days that are asked for."""
    first, second = draw(A_FEW_VERSIONS), draw(A_FEW_VERSIONS)
    released = draw(st.sampled_from([START + timedelta(days=n) for n in (20, 40, 60, 200)]))
    later = second._replace(plan=second.plan._replace(version=2, released=released))
    return PlanHistory((first, later), draw(journals()))


periods = st.tuples(as_of_days, as_of_days).map(sorted)
cases = st.builds(
    lambda history, period, known_at: Case(history, period[0], period[1], known_at),
    histories(),
    periods,
    known_at_days,
)
days = st.lists(as_of_days, min_size=1, max_size=5, unique=True).map(sorted)


# One journal, folded on several days.


@settings(max_examples=300)  # what is taken back between two days is rare, and the heart of it
@given(histories(), days, st.just(None) | known_at_days)
def test_a_course_through_days_is_what_each_day_is_by_itself(
    history: PlanHistory, asked: list[date], known_at: date | None
) -> None:
    course = RunningFold(history.updates, asked[-1], known_at)
    for day in asked:
        version = history.version_on(day)
        by_itself = progress_on(version, history.updates, day, known_at)
        assert course.progress(version, day) == by_itself
        assert course.counted == counting(history.updates, day, known_at)


# What moved in a period.


@law
@given(cases)
def test_changes_and_the_fold_agree(case: Case) -> None:
    """`before` is the status on the day before, `after` that on the last day; None: not there."""
    history, since, until, known_at = case
    eve = since - ONE_DAY
    stands = [
        {
            each.item.id: each.status
            for each in progress_on(history.version_on(day), history.updates, day, known_at).items
        }
        for day in (eve, until)
    ]
    for each in case.changes.items:
        assert [each.before, each.after] == [of_day.get(each.item.id) for of_day in stands]


@law
@given(cases)
def test_each_update_that_counts_in_the_period_stands_with_its_item(case: Case) -> None:
    """Once, whichever version has the item; and an item is listed for that, or for having moved."""
    history, since, until, known_at = case
    known = {item.id for version in history.versions for item in version.items}
    counted = [
        update
        for update in counting(history.updates, until, known_at)
        if update.on >= since and update.item in known
    ]
    changes = case.changes
    assert sorted(u.id for each in changes.items for u in each.updates) == sorted(
        update.id for update in counted
    )
    for each in changes.items:
        assert all(update.item == each.item.id for update in each.updates)
        assert each.is_listed == (bool(each.updates) or each.before is not each.after)


@law
@given(cases)
def test_nothing_moves_where_nothing_is_said_and_nothing_amended(case: Case) -> None:
    history, since, until, known_at = case
    said = tuple(u for u in history.updates if not since <= u.on <= until)
    one = history._replace(versions=history.versions[:1], updates=said)
    assert changes_between(one, since, until, known_at).listed == ()


@law
@given(cases)
def test_changes_ignore_later_updates(case: Case) -> None:
    history, _, until, _ = case
    by_then = history._replace(updates=tuple(u for u in history.updates if u.on <= until))
    assert case._replace(history=by_then).changes == case.changes


@law
@given(cases)
def test_changes_ignore_later_knowledge(case: Case) -> None:
    known_at = case.known_at or date(2025, 1, 21)
    midnight = datetime.combine(known_at + ONE_DAY, datetime.min.time(), UTC)
    written = tuple(u for u in case.history.updates if u.recorded < midnight)
    by_then = case.history._replace(updates=written)
    asked = case._replace(known_at=known_at)
    assert asked._replace(history=by_then).changes == asked.changes


@law
@given(cases)
def test_every_item_stands_in_the_changes_once(case: Case) -> None:
    changes = case.changes
    ids = [each.item.id for each in changes.items]
    assert len(ids) == len(set(ids))
    assert set(ids) == {item.id for v in case.history.versions for item in v.items}


@law
@given(cases)
def test_unchanged_and_listed_are_all_the_activities_of_the_last_day(case: Case) -> None:
    changes = case.changes
    there = {each.activity.id for each in changes.later.activities}
    listed = {each.item.id for each in changes.listed}
    assert {each.item.id for each in changes.unchanged} == there - listed


@law
@given(cases)
def test_a_late_entry_counts_and_is_neither_of_the_period_nor_written_outside_it(
    case: Case,
) -> None:
    history, since, until, known_at = case
    known = {item.id for version in history.versions for item in version.items}
    late = [
        update
        for update in counting(history.updates, until, known_at)
        if update.item in known and update.on < since <= update.recorded_on <= until
    ]
    assert list(case.changes.late) == late


@law
@given(cases)
def test_joined_and_left_are_the_differences_of_the_two_versions(case: Case) -> None:
    changes = case.changes
    before = {each.id for each in case.history.version_on(case.since - ONE_DAY).activities}
    after = {each.id for each in case.history.version_on(case.until).activities}
    assert {each.item.id for each in changes.joined} == after - before
    assert {each.item.id for each in changes.left} == before - after


@law
@given(cases, st.data())
def test_the_order_in_the_file_never_matters_to_changes(case: Case, data: st.DataObject) -> None:
    shuffled: list[Update] = data.draw(st.permutations(case.history.updates))
    turned = case.history._replace(updates=tuple(shuffled))
    assert case._replace(history=turned).changes == case.changes


# How a plan went.


@law
@given(histories(), days, known_at_days)
def test_each_date_of_a_trend_is_what_that_day_is_by_itself(
    history: PlanHistory, asked: list[date], known_at: date | None
) -> None:
    trend = trend_on(history, asked, known_at)
    for place, (point, day) in enumerate(zip(trend.points, asked, strict=True)):
        progress = progress_on(history.version_on(day), history.updates, day, known_at)
        assert (point.at, point.version, point.total) == (
            day, progress.version, tally(progress.activities),
        )  # fmt: skip
        statuses = {each.objective.id: each.status for each in progress.objectives}
        for each in trend.objectives:
            assert each.statuses[place] is statuses.get(each.objective.id)


@law
@given(histories(), days)
def test_what_joined_and_left_are_the_differences_between_two_dates(
    history: PlanHistory, asked: list[date]
) -> None:
    points = trend_on(history, asked).points
    assert (points[0].joined, points[0].left) == ((), ())
    for one, other in pairwise(points):
        before = {each.id for each in one.version.activities}
        after = {each.id for each in other.version.activities}
        assert (set(other.joined), set(other.left)) == (after - before, before - after)
        assert one.total.activities + len(other.joined) - len(other.left) == (
            other.total.activities
        )


@law
@given(histories(), days, st.data())
def test_the_order_in_the_file_never_matters_to_a_trend(
    history: PlanHistory, asked: list[date], data: st.DataObject
) -> None:
    shuffled: list[Update] = data.draw(st.permutations(history.updates))
    turned = history._replace(updates=tuple(shuffled))
    assert trend_on(turned, asked) == trend_on(history, asked)


@law
@given(histories(), days, known_at_days)
def test_a_trend_and_the_changes_between_its_dates_agree(
    history: PlanHistory, asked: list[date], known_at: date | None
) -> None:
    """The items counted as completed on each of the two dates, item by item."""
    for one, other in pairwise(trend_on(history, asked, known_at).points):
        changes = changes_between(history, one.at + ONE_DAY, other.at, known_at)
        joined = [each.item.id for each in changes.joined]
        assert (len(joined), len(changes.left)) == (len(other.joined), len(other.left))
        for status, many in other.total.by_status.items():
            came = [e for e in _activities(changes) if e.after is status and e.before is not status]
            went = [e for e in _activities(changes) if e.before is status and e.after is not status]
            assert one.total.by_status[status] + len(came) - len(went) == many


def _activities(changes: Changes) -> list[ItemInPeriod]:
    return [each for each in changes.items if each.objective is not None]
