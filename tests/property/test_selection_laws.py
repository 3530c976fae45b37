"""Laws of counts, filters and groups: figures agree, however the plan is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bptip.plan.model import Outlook, Status
from bptip.progress.counts import tally
from bptip.progress.plan_progress import Progress, progress_on
from bptip.progress.selection import GROUPINGS, Filters, group, select

from .strategies import A_FEW_VERSIONS, as_of_days, filters, journals, law, versions

plans = st.builds(progress_on, version=versions(), updates=journals(), as_of=as_of_days)
few_plans = st.builds(progress_on, version=A_FEW_VERSIONS, updates=journals(), as_of=as_of_days)


# Counts.


@law
@given(plans)
def test_every_activity_is_counted_once_by_status_and_once_by_outlook(progress: Progress) -> None:
    total = tally(progress.activities)
    assert total.activities == len(progress.activities)
    assert sum(total.by_status.values()) == total.activities
    assert sum(total.by_outlook.values()) == total.activities


@law
@given(plans)
def test_the_plans_counts_are_the_sums_of_its_objectives(progress: Progress) -> None:
    whole = tally(progress.activities)
    parts = [tally(each.activities) for each in progress.objectives]
    assert whole.activities == sum(part.activities for part in parts)
    assert whole.countable == sum(part.countable for part in parts)
    assert whole.overdue == sum(part.overdue for part in parts)
    for status in Status:
        assert whole.by_status[status] == sum(part.by_status[status] for part in parts)
    for outlook in Outlook:
        assert whole.by_outlook[outlook] == sum(part.by_outlook[outlook] for part in parts)


@law
@given(plans)
def test_no_more_is_completed_than_counts(progress: Progress) -> None:
    total = tally(progress.activities)
    assert 0 <= total.completed <= total.countable <= total.activities
    assert (total.percentage is None) == (total.countable == 0)
    assert (total.percentage == 100) == (total.completed == total.countable > 0)


# Filters.


@law
@given(few_plans)
def test_to_ask_for_nothing_is_to_ask_for_everything(progress: Progress) -> None:
    assert select(progress, Filters()) == progress


@law
@given(few_plans, filters)
def test_to_filter_twice_is_to_filter_once(progress: Progress, asked: Filters) -> None:
    once = select(progress, asked)
    assert select(once, asked) == once


@law
@given(few_plans, filters, filters)
def test_filters_commute(progress: Progress, one: Filters, other: Filters) -> None:
    assert select(select(progress, one), other) == select(select(progress, other), one)


@law
@given(few_plans, filters)
def test_several_filters_are_each_of_them_in_turn(progress: Progress, asked: Filters) -> None:
    in_turn = progress
    for name, value in asked._asdict().items():
        in_turn = select(in_turn, Filters(**{name: value}))
    assert select(progress, asked) == in_turn


@law
@given(few_plans, st.sampled_from(Status), st.sampled_from(Status))
def test_within_one_filter_it_is_or(progress: Progress, one: Status, other: Status) -> None:
    both = {each.activity.id for each in select(progress, Filters(status=(one, other))).activities}
    apart = {
        each.activity.id
        for status in (one, other)
        for each in select(progress, Filters(status=(status,))).activities
    }
    assert both == apart


@law
@given(few_plans, filters)
def test_select_keeps_the_plans_order_and_adds_nothing(progress: Progress, asked: Filters) -> None:
    left = iter(progress.activities)
    assert all(each in left for each in select(progress, asked).activities)


@law
@given(few_plans, filters)
def test_select_never_changes_what_is_said_of_the_whole_objective(
    progress: Progress, asked: Filters
) -> None:
    whole = {each.objective.id: each for each in progress.objectives}
    for each in select(progress, asked).objectives:
        assert each._replace(activities=()) == whole[each.objective.id]._replace(activities=())


@law
@given(few_plans, filters)
def test_select_never_changes_the_date_of_the_latest_report(
    progress: Progress, asked: Filters
) -> None:
    assert select(progress, asked).last_update == progress.last_update


@law
@given(few_plans, filters)
def test_an_objective_has_a_row_only_with_something_in_it(
    progress: Progress, asked: Filters
) -> None:
    for each in select(progress, asked).objectives:
        assert each.activities or each.is_leaf
        if asked.narrows_activities:
            assert each.activities


@law
@given(few_plans)
def test_the_statuses_divide_the_activities(progress: Progress) -> None:
    found = [
        each.activity.id
        for status in Status
        for each in select(progress, Filters(status=(status,))).activities
    ]
    assert sorted(found) == sorted(each.activity.id for each in progress.activities)


# Groups.


@law
@given(few_plans, st.sampled_from(list(GROUPINGS)))
def test_every_activity_stands_in_some_group_once(progress: Progress, by: str) -> None:
    grouped = group(progress, by)
    for each in grouped:
        ids = [activity.activity.id for activity in each.activities]
        assert ids
        assert len(ids) == len(set(ids))
    found = {each.activity.id for one in grouped for each in one.activities}
    assert found == {each.activity.id for each in progress.activities}


@law
@given(few_plans)
def test_a_leads_group_is_what_the_filter_by_that_lead_leaves(progress: Progress) -> None:
    for each in group(progress, "lead"):
        if each.name is not None:
            assert each.activities == select(progress, Filters(lead=(each.name,))).activities


@law
@given(few_plans, st.sampled_from(list(GROUPINGS)))
def test_none_stated_stands_last_and_each_group_has_its_own_name(
    progress: Progress, by: str
) -> None:
    names = [each.name for each in group(progress, by)]
    assert len(names) == len(set(names))
    assert None not in names[:-1]
