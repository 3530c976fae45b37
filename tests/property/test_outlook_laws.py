"""Laws of the flags and the outlook: what follows from what, on any day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bptip.plan.journal import Update
from bptip.plan.model import Outlook, Status, Version
from bptip.progress.attention import attention
from bptip.progress.counts import tally
from bptip.progress.flags import ItemFacts, RoundAnswer
from bptip.progress.outlook import (
    CAUSES,
    OUTLOOKS,
    OUTLOOKS_WORST_FIRST,
    Cause,
    cause_of,
    outlook_of,
    worst,
)
from bptip.progress.plan_progress import progress_on

from .strategies import A_FEW_VERSIONS, as_of_days, journals, law, outlooks, standings, versions

some_days = st.integers(1, 100).map(lambda n: timedelta(days=n))
WELL = (Outlook.ON_TRACK, Outlook.UPCOMING, Outlook.CLOSED)


def badness(item: ItemFacts) -> int:
    """Returns how bad the outlook is: more is worse."""
    return -OUTLOOKS_WORST_FIRST.index(outlook_of(item))


# Flags.


@given(standings)
def test_nothing_is_both_overdue_and_due_soon(item: ItemFacts) -> None:
    assert not (item.overdue and item.due_soon)


@given(standings)
def test_what_is_closed_has_no_flags(item: ItemFacts) -> None:
    if not item.status.is_open:
        assert (item.overdue, item.due_soon, item.stale) == (False, False, False)


@given(standings)
def test_what_has_no_due_date_is_neither_overdue_nor_due_soon(item: ItemFacts) -> None:
    undated = item._replace(due=None)
    assert (undated.overdue, undated.due_soon) == (False, False)


@given(standings, some_days)
def test_what_is_overdue_stays_overdue_until_it_is_finished(
    item: ItemFacts, passed: timedelta
) -> None:
    if item.overdue:
        assert item._replace(as_of=item.as_of + passed).overdue


@given(standings)
def test_what_is_due_soon_is_overdue_within_61_days_unless_it_is_finished(
    item: ItemFacts,
) -> None:
    if item.due_soon:
        assert item._replace(as_of=item.as_of + timedelta(days=61)).overdue


@given(standings, some_days)
def test_a_newer_report_never_makes_it_stale(item: ItemFacts, newer: timedelta) -> None:
    if item.last_update and not item.stale:
        assert not item._replace(last_update=item.last_update + newer).stale


# The outlook.


@law
@given(versions(), journals(), as_of_days)
def test_every_activity_has_exactly_one_outlook(
    version: Version, said: tuple[Update, ...], as_of: date
) -> None:
    activities = progress_on(version, said, as_of).activities
    assert sum(tally(activities).by_outlook.values()) == len(activities)


@given(standings)
def test_the_outlook_is_that_of_the_first_rule_that_fits(item: ItemFacts) -> None:
    outlook = outlook_of(item)
    earlier = [fits for fits, each in OUTLOOKS[: [o for _, o in OUTLOOKS].index(outlook)]]
    assert not any(fits(item) for fits in earlier)


@given(standings)
def test_a_closed_status_is_a_closed_outlook_on_every_day(item: ItemFacts) -> None:
    for status in Status:
        if not status.is_open:
            assert outlook_of(item._replace(status=status)) is Outlook.CLOSED


@given(standings)
def test_after_the_plans_end_nothing_is_on_track_and_before_it_nothing_is_unfinished(
    item: ItemFacts,
) -> None:
    ended = outlook_of(item._replace(as_of=item.end + timedelta(days=1)))
    assert ended is not Outlook.ON_TRACK
    assert outlook_of(item._replace(as_of=item.end)) is not Outlook.UNFINISHED


@given(standings)
def test_what_is_overdue_is_never_well(item: ItemFacts) -> None:
    if item.overdue:
        assert outlook_of(item) not in WELL


@given(standings)
def test_silence_is_never_lateness(item: ItemFacts) -> None:
    """An item that nobody has reported on is neither off track nor not completed."""
    silent = item._replace(status=Status.NOT_REPORTED, expected=None, last_update=None)
    assert outlook_of(silent) not in (Outlook.OFF_TRACK, Outlook.UNFINISHED)


@given(standings)
def test_silence_is_never_on_track(item: ItemFacts) -> None:
    outlook = outlook_of(item._replace(status=Status.NOT_REPORTED))
    assert outlook not in (Outlook.ON_TRACK, Outlook.CLOSED)


@given(standings, some_days)
def test_a_later_due_date_never_makes_an_item_late(item: ItemFacts, more: timedelta) -> None:
    if item.due and outlook_of(item._replace(due=item.due + more)) is Outlook.OFF_TRACK:
        assert outlook_of(item) is Outlook.OFF_TRACK


@given(standings, some_days)
def test_a_later_expected_date_never_makes_the_outlook_better(
    item: ItemFacts, more: timedelta
) -> None:
    if item.expected:
        assert badness(item._replace(expected=item.expected + more)) >= badness(item)


@given(standings)
def test_a_fresh_report_of_a_status_never_leaves_the_outlook_unknown(item: ItemFacts) -> None:
    reported = item._replace(last_update=item.as_of, answer=RoundAnswer.ANSWERED)
    if item.status is not Status.NOT_REPORTED:
        assert outlook_of(reported) is not Outlook.UNKNOWN


@given(standings)
def test_every_unknown_outlook_has_a_cause_that_is_true(item: ItemFacts) -> None:
    if outlook_of(item) is Outlook.UNKNOWN:
        fits = dict(zip((cause for _, cause in CAUSES), (fits for fits, _ in CAUSES), strict=True))
        cause = cause_of(item)
        assert item.stale if cause is Cause.STALE else fits[cause](item)


# The outlook of objectives.


@given(st.lists(outlooks, min_size=1), st.data())
def test_the_order_of_the_outlooks_never_matters(found: list[Outlook], data: st.DataObject) -> None:
    assert worst(data.draw(st.permutations(found))) == worst(found)


@given(st.lists(outlooks, min_size=1), outlooks)
def test_one_more_outlook_never_makes_the_worst_better(found: list[Outlook], more: Outlook) -> None:
    assert OUTLOOKS_WORST_FIRST.index(worst([*found, more])) <= OUTLOOKS_WORST_FIRST.index(
        worst(found)
    )


@law
@given(versions(), journals(), as_of_days)
def test_an_objective_is_well_only_if_all_its_activities_are(
    version: Version, said: tuple[Update, ...], as_of: date
) -> None:
    for each in progress_on(version, said, as_of).objectives:
        if not each.is_leaf:
            theirs = [activity.outlook for activity in each.activities]
            assert each.outlook in theirs
            assert (each.outlook in WELL) == all(outlook in WELL for outlook in theirs)


# Needs attention.


@law
@given(A_FEW_VERSIONS, journals(), as_of_days)
def test_needs_attention_is_empty_only_if_every_objective_is_well(
    version: Version, said: tuple[Update, ...], as_of: date
) -> None:
    progress = progress_on(version, said, as_of)
    late, silent = attention(progress)
    all_well = all(each.outlook in WELL for each in progress.objectives)
    assert all_well == (not late and not silent)


@law
@given(A_FEW_VERSIONS, journals(), as_of_days)
def test_nothing_stands_twice_in_needs_attention(
    version: Version, said: tuple[Update, ...], as_of: date
) -> None:
    late, silent = attention(progress_on(version, said, as_of))
    named = [each.item.id for each in (*late, *silent)]
    assert len(named) == len(set(named))
