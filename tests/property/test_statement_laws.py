"""Laws of the second edition: spans, single leads, notes by outsiders, files without new keys."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from bptip.files.journal.blocks import heading, with_entries
from bptip.files.reading.loading import journal_of, version_of
from bptip.plan.journal import Update
from bptip.plan.model import Version
from bptip.progress.counts import tally
from bptip.progress.period import changes_between
from bptip.progress.plan_progress import progress_on
from plan_text import PLAN, history, version

from .strategies import A_FEW_VERSIONS, START, as_of_days, journals, law

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bptip.progress.item_progress import ActivityProgress
    from bptip.progress.plan_progress import Progress

Said = tuple[Update, ...]


def positions(progress: Progress) -> list[tuple[object, ...]]:
    """Returns all that is derived for each activity, without its words and its row of parties."""
    return [_position(each) for each in progress.activities]


def _position(each: ActivityProgress) -> tuple[object, ...]:
    flags = (each.overdue, each.due_soon, each.stale, each.standing)
    return each.item.id, each.status, each.outlook, each.cause, each.last_update, *flags


def counted(progress: Progress) -> list[object]:
    """Returns the counts, and what is derived for each objective."""
    derived = [(each.status, each.outlook, each.last_update) for each in progress.objectives]
    return [tally(progress.activities), *derived]


# --- Spans.

SPANS: Final = {
    "2024": (date(2024, 1, 1), date(2024, 12, 31)),
    "2025": (date(2025, 1, 1), date(2025, 12, 31)),
    "2025-H1": (date(2025, 1, 1), date(2025, 6, 30)),
    "2025-Q1": (date(2025, 1, 1), date(2025, 3, 31)),
    "2024-Q4": (date(2024, 10, 1), date(2024, 12, 31)),
    "2025-01": (date(2025, 1, 1), date(2025, 1, 31)),
    "2025-02": (date(2025, 2, 1), date(2025, 2, 28)),
}
"""Spans, each with its first and its last day as a calendar has them."""

spans = st.sampled_from(sorted(SPANS))


def planned(start: object, due: object) -> Version:
    """Returns a version with one activity that has these dates, as the file has them."""
    activity = {"id": "1.1", "title": "x", "start": start, "due": due}
    objective = {"id": "1", "title": "x", "activity": [activity, {"id": "1.2", "title": "y"}]}
    plan = {"start": START, "end": date(2025, 3, 31)}
    return version(tomli_w.dumps({"plan": plan, "objective": [objective]}))


@law
@given(spans, spans, journals(), as_of_days)
def test_a_span_and_its_days_give_the_same_outlook(
    start: str, due: str, said: Said, as_of: date
) -> None:
    """A beginning counts as its first day, a due date as its last."""
    in_words = progress_on(planned(start, due), said, as_of)
    in_days = progress_on(planned(SPANS[start][0], SPANS[due][1]), said, as_of)
    assert positions(in_words) == positions(in_days)
    assert counted(in_words) == counted(in_days)


# --- An activity that its only lead does for itself.


def led_by_one(of: Version, *, each: bool) -> Version:
    """Returns the version with every activity led by Indonesia alone."""
    return of._replace(
        objectives=tuple(
            objective._replace(
                activities=tuple(
                    activity._replace(lead=("Indonesia",), each=each)
                    for activity in objective.activities
                )
            )
            for objective in of.objectives
        )
    )


def by_its_lead(said: Iterable[Update], of: Version, *, own: bool) -> Said:
    """Returns the updates as Indonesia states them, of activities for its own part or the whole."""
    activities = {activity.id for activity in of.activities}
    return tuple(
        update._replace(by="Indonesia", own=own and update.item in activities) for update in said
    )


@law
@given(A_FEW_VERSIONS, journals(), as_of_days, st.integers(0, 40))
def test_an_activity_with_one_lead_is_the_same_with_each_and_without(
    of: Version, said: Said, as_of: date, days: int
) -> None:
    """Except for the row of its party, which has what the activity has without `each`."""
    shared, whole = led_by_one(of, each=True), led_by_one(of, each=False)
    own, plain = by_its_lead(said, of, own=True), by_its_lead(said, of, own=False)
    with_each, without = progress_on(shared, own, as_of), progress_on(whole, plain, as_of)
    assert positions(with_each) == positions(without)
    assert counted(with_each) == counted(without)
    for one, other in zip(with_each.activities, without.activities, strict=True):
        [part] = one.parties
        assert (part.basis, part.outlook) == (other.basis, other.outlook)
        updates = tuple(update._replace(own=False) for update in part.reported.updates)
        stated = part.reported.status_from
        reported = part.reported._replace(
            updates=updates, status_from=stated and stated._replace(own=False)
        )
        assert reported == other.reported
        assert one.reported == part.reported
    since = as_of - timedelta(days=days)
    moved, same = (
        changes_between(history()._replace(versions=(plan,), updates=updates), since, as_of)
        for plan, updates in ((shared, own), (whole, plain))
    )
    assert [(e.before, e.after, e.has_moved, e.is_reported) for e in moved.items] == [
        (e.before, e.after, e.has_moved, e.is_reported) for e in same.items
    ]


# --- Notes by outsiders.

outsiders = st.sampled_from(["Secretariat", "ASEANAPOL", None])


@st.composite
def notes(draw: st.DrawFn, items: Sequence[str]) -> Update:
    """Draws a note by a party that neither leads nor helps."""
    on = START + timedelta(days=draw(st.integers(0, 100)))
    return Update(
        id="a note",
        item=draw(st.sampled_from(items)),
        on=on,
        recorded=datetime(on.year, on.month, on.day, tzinfo=UTC),
        by=draw(outsiders),
        note="Called twice, no answer.",
    )


@law
@given(A_FEW_VERSIONS, journals(), as_of_days, st.data(), st.booleans())
def test_a_note_by_an_outsider_changes_no_outlook(
    of: Version, said: Said, as_of: date, data: st.DataObject, each: bool
) -> None:
    """Nor any other figure, of the activity, its objective or the plan."""
    plan = led_by_one(of, each=each)
    note = data.draw(notes([activity.id for activity in plan.activities]))
    stated = by_its_lead(said, of, own=each)
    before, after = progress_on(plan, stated, as_of), progress_on(plan, (*stated, note), as_of)
    assert positions(after) == positions(before)
    assert counted(after) == counted(before)
    assert after.last_update == before.last_update


# --- Files of the first edition.

FIRST_EDITION: Final = (
    {"id": "1.1", "title": "x", "lead": ["Indonesia"], "due": date(2025, 2, 15)},
    {"id": "1.1", "title": "x", "partners": ["UNODC"], "themes": ["prevention"]},
    {"id": "1.1", "title": "x", "start": date(2025, 1, 1), "extra": {"Budget": 100}},
    {"id": "1.1", "title": "x", "indicator": [{"id": "i", "title": "y", "target": 60}]},
)
"""Activities with the keys of the first edition alone."""


@law
@given(st.sampled_from(FIRST_EDITION), journals(), as_of_days)
def test_a_file_without_new_keys_loads_as_before(
    activity: dict[str, Any], said: Said, as_of: date
) -> None:
    """Without a fault, with nothing of the new keys in it; and every statement counts."""
    plan = {**PLAN, "start": START, "end": date(2025, 3, 31)}
    objective = {"id": "1", "title": "x", "activity": [activity]}
    raw = tomli_w.dumps({"schema": 1, "plan": plan, "objective": [objective]}).encode()
    loaded = version_of(Path("v1.toml"), raw)
    assert loaded.faults == ()
    assert loaded.value is not None
    [read] = loaded.value.activities
    assert (read.number, read.each, read.start_words, read.due_words) == (None, False, None, None)
    assert read.is_ongoing is False
    about = tuple(update for update in said if update.item in ("1", "1.1"))
    parsed = journal_of(Path("progress.toml"), with_entries(heading(str(PLAN["id"])), about))
    journal = parsed.value
    assert journal is not None
    assert (parsed.faults, journal.faults, journal.newer) == ((), (), ())
    assert tuple(placed.update for placed in journal.updates) == about
    assert not any(update.own or update.said or update.round for update in about)
    progress = progress_on(loaded.value, about, as_of)
    assert all(each.parties == () for each in progress.activities)
    if not any(update.retracts for update in about):
        on_time = {update.id for update in about if update.on <= as_of}
        assert {update.id for update in progress.updates} == on_time
