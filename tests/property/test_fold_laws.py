"""Laws of the fold: two clocks, any order, and what taking back means."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from bptip.plan.journal import Update
from bptip.plan.model import Status, Version
from bptip.problems.journal.checked import checked_journal
from bptip.problems.journal.context import PlacedUpdate, context_of
from bptip.progress.fold import counting
from bptip.progress.plan_progress import progress_on

from .strategies import (
    A_FEW_VERSIONS,
    as_of_days,
    journals,
    known_at_days,
    law,
    reports,
    takes_back,
)

ONE_DAY = timedelta(days=1)


class Case(NamedTuple):
    """A version, a journal, and the two dates of a question."""

    version: Version
    said: tuple[Update, ...]
    as_of: date
    known_at: date | None


cases = st.builds(
    Case, version=A_FEW_VERSIONS, said=journals(), as_of=as_of_days, known_at=known_at_days
)
with_updates = st.builds(
    Case,
    version=A_FEW_VERSIONS,
    said=journals().filter(bool),
    as_of=as_of_days,
    known_at=known_at_days,
)


# Which updates count.


@law
@given(cases)
def test_fold_ignores_later_updates(case: Case) -> None:
    version, said, as_of, known_at = case
    by_then = [update for update in said if update.on <= as_of]
    assert progress_on(version, by_then, as_of, known_at) == progress_on(*case)


@law
@given(cases)
def test_fold_ignores_later_knowledge(case: Case) -> None:
    version, said, as_of, known_at = case
    known_at = known_at or as_of
    midnight = datetime.combine(known_at + ONE_DAY, datetime.min.time(), UTC)
    written = [update for update in said if update.recorded < midnight]
    by_then = progress_on(version, written, as_of)._replace(known_at=known_at)
    assert progress_on(version, said, as_of, known_at) == by_then


@law
@given(cases)
def test_what_is_known_long_after_is_all_that_was_written(case: Case) -> None:
    version, said, as_of, _ = case
    after = date(2030, 1, 1)
    known = progress_on(version, said, as_of, after)
    assert known._replace(known_at=None) == progress_on(version, said, as_of)


@law
@given(cases, st.data())
def test_the_order_in_the_file_never_matters(case: Case, data: st.DataObject) -> None:
    version, said, as_of, known_at = case
    shuffled = data.draw(st.permutations(said))
    assert progress_on(version, shuffled, as_of, known_at) == progress_on(*case)


@law
@given(cases)
def test_an_update_about_an_item_that_the_version_has_not_changes_nothing(case: Case) -> None:
    version, said, as_of, known_at = case
    ids = {item.id for item in version.items}
    ours = [update for update in said if update.item in ids]
    assert progress_on(version, ours, as_of, known_at) == progress_on(*case)


@law
@given(with_updates)
def test_an_update_of_one_activity_changes_no_other(case: Case) -> None:
    version, said, as_of, known_at = case
    last = said[-1]
    with_it = progress_on(*case).activities
    without = progress_on(version, said[:-1], as_of, known_at).activities
    for one, other in zip(with_it, without, strict=True):
        assert one == other or one.activity.id == last.item


@law
@given(cases)
def test_nothing_is_reported_for_a_day_to_come(case: Case) -> None:
    progress = progress_on(*case)
    assert all(update.on <= case.as_of for update in progress.updates)
    assert progress.last_update is None or progress.last_update <= case.as_of


@law
@given(cases)
def test_each_update_that_counts_is_of_exactly_one_item(case: Case) -> None:
    progress = progress_on(*case)
    of_items = [update.id for item in progress.items for update in item.reported.updates]
    assert sorted(of_items) == sorted(update.id for update in progress.updates)


@law
@given(cases)
def test_an_item_is_reported_on_a_day_only_if_an_update_says_so_for_that_day(case: Case) -> None:
    for item in progress_on(*case).items:
        days = {update.on for update in item.reported.updates}
        assert item.reported.last_update == (max(days) if days else None)


# What they add up to.


@law
@given(cases)
def test_a_status_is_stated_or_that_of_a_percentage_and_silence_is_not_reported(case: Case) -> None:
    for item in progress_on(*case).items:
        reported = item.reported
        stated = [update.status for update in reported.updates if update.status]
        if stated:
            assert reported.status in stated
            continue
        assert reported.status_from is None
        if reported.progress is None:
            assert reported.status is Status.NOT_REPORTED
        else:
            is_begun = reported.progress > 0
            assert reported.status is (Status.IN_PROGRESS if is_begun else Status.NOT_STARTED)


@law
@given(cases)
def test_no_status_that_counts_is_stated_for_a_later_day_than_the_one_in_force(case: Case) -> None:
    for item in progress_on(*case).items:
        in_force = item.reported.status_from
        for update in item.reported.updates:
            assert update.status is None or (in_force is not None and update.on <= in_force.on)


@law
@given(cases, st.sampled_from(["1", "1.1", "2.1"]))
def test_a_nil_return_renews_the_date_and_nothing_else(case: Case, item: str) -> None:
    version, said, as_of, known_at = case
    nil = Update(id="nil", item=item, on=as_of, recorded=datetime(2024, 12, 1, tzinfo=UTC))
    before = {each.item.id: each.reported for each in progress_on(*case).items}
    after = progress_on(version, (*said, nil), as_of, known_at).items
    for each in after:
        told, was = each.reported, before[each.item.id]
        if each.item.id == item:
            assert told.last_update == as_of
            assert len(told.updates) == len(was.updates) + 1
        assert told._replace(updates=()) == was._replace(updates=())


@law
@given(cases, reports("later"))
def test_a_stated_status_replaces_what_belonged_to_the_one_before(
    case: Case, update: Update
) -> None:
    """The newest that states a status is the only one whose reason, date and step are left."""
    version, said, as_of, _ = case
    newest = update._replace(
        on=as_of, recorded=datetime(2026, 1, 1, tzinfo=UTC), status=Status.DELAYED
    )
    for each in progress_on(version, (*said, newest), as_of).items:
        if each.item.id == newest.item:
            told = each.reported
            assert told.status_from == newest
            assert (told.reason, told.expected, told.next) == (
                newest.reason,
                newest.expected,
                newest.next,
            )


# Taking back.


@law
@given(with_updates, st.data())
def test_retracted_is_the_same_as_never_said(case: Case, data: st.DataObject) -> None:
    version, said, as_of, _ = case
    mistake = data.draw(st.sampled_from(said))
    never_said = [update for update in said if update is not mistake]
    unsaid = [*said, takes_back(mistake, "unsaid")]
    assert progress_on(version, unsaid, as_of) == progress_on(version, never_said, as_of)


@law
@given(with_updates, st.data())
def test_a_retraction_counts_only_from_its_own_day_on(case: Case, data: st.DataObject) -> None:
    version, said, as_of, _ = case
    mistake = data.draw(st.sampled_from(said))
    later = takes_back(mistake, "unsaid")._replace(on=as_of + ONE_DAY)
    assert progress_on(version, (*said, later), as_of) == progress_on(version, said, as_of)
    today = later._replace(on=as_of)
    never_said = [update for update in said if update is not mistake]
    assert progress_on(version, (*said, today), as_of) == progress_on(version, never_said, as_of)


@law
@given(with_updates, st.data())
def test_before_it_was_known_the_mistake_still_shows(case: Case, data: st.DataObject) -> None:
    version, said, as_of, _ = case
    mistake = data.draw(st.sampled_from(said))
    unsaid = takes_back(mistake, "unsaid")
    day_before = unsaid.recorded.date() - ONE_DAY
    assert progress_on(version, (*said, unsaid), as_of, day_before) == progress_on(
        version, said, as_of, day_before
    )


@law
@given(with_updates, st.data())
def test_a_retraction_of_a_retraction_restores(case: Case, data: st.DataObject) -> None:
    version, said, as_of, _ = case
    mistake = data.draw(st.sampled_from(said))
    unsaid = takes_back(mistake, "unsaid")
    said_again = takes_back(unsaid, "said again")
    assert progress_on(version, (*said, unsaid, said_again), as_of) == progress_on(
        version, said, as_of
    )


@law
@given(with_updates, st.data())
def test_to_retract_twice_is_to_retract_once(case: Case, data: st.DataObject) -> None:
    version, said, as_of, _ = case
    mistake = data.draw(st.sampled_from(said))
    once = (*said, takes_back(mistake, "once"))
    twice = (*once, takes_back(mistake, "twice"))
    assert progress_on(version, twice, as_of) == progress_on(version, once, as_of)


@law
@given(cases)
def test_a_retraction_is_no_report(case: Case) -> None:
    _, said, as_of, known_at = case
    assert all(update.retracts is None for update in counting(said, as_of, known_at))


# Before the fold: the blocks of a file, doubles and circles included.


@st.composite
def raw_journals(draw: st.DrawFn) -> list[Update]:
    """Draws blocks as a file may hold them: ids used twice, retractions in circles."""
    said = list(draw(journals()))
    if said:
        doubles = draw(st.lists(st.sampled_from(said), max_size=2))
        changed = draw(st.booleans())
        said += [each._replace(note="another") if changed else each for each in doubles]
        for name in draw(st.lists(st.sampled_from("xyz"), unique=True)):
            of = draw(st.sampled_from([*(each.id for each in said), *"xyz"]))
            item = draw(st.sampled_from(("1", "1.1")))
            recorded = datetime(2025, 2, 1, tzinfo=UTC)
            said.append(
                Update(id=name, item=item, on=date(2025, 2, 1), recorded=recorded, retracts=of)
            )
    return said


def folded(version: Version, blocks: list[Update], as_of: date) -> object:
    """Returns the progress that the blocks of a file make, without those that are passed by."""
    entries = [PlacedUpdate(update, n) for n, update in enumerate(blocks)]
    return progress_on(
        version, checked_journal(context_of([version], entries, frozenset())).updates, as_of
    )


@law
@given(A_FEW_VERSIONS, raw_journals(), as_of_days, st.data())
def test_nor_does_the_order_matter_to_what_is_passed_by(
    version: Version, blocks: list[Update], as_of: date, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(blocks))
    assert folded(version, shuffled, as_of) == folded(version, blocks, as_of)


@law
@given(A_FEW_VERSIONS, journals(), as_of_days)
def test_a_journal_that_stands_twice_in_a_file_counts_once(
    version: Version, said: tuple[Update, ...], as_of: date
) -> None:
    once = list(said)
    assert folded(version, once + once, as_of) == folded(version, once, as_of)
