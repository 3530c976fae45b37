"""Refusals of statements that contradict themselves, the plan or the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bptip.plan.errors import BptipError, RefusedError
from bptip.plan.journal import PlanHistory, Update
from bptip.plan.model import Status, Version
from bptip.plan.vocabulary import day, day_by, listing
from bptip.progress.fold import retracted_ids

if TYPE_CHECKING:
    from bptip.recording.statements import Statement, Typed


def refuse_contradiction(typed: Typed) -> None:
    """Raises BptipError if --no-change is given together with a statement."""
    if typed.no_change and typed.stating:
        options = listing([f"--{name}" for name in typed.stating])
        raise BptipError(f"--no-change and {options} contradict each other.", "Leave one out.")


def refuse_part_that_is_none(statement: Statement, versions: Sequence[Version]) -> None:
    """Raises BptipError if a whole item is stated as not applicable."""
    if statement.status is not Status.NOT_APPLICABLE or statement.own:
        return
    version = PlanHistory(tuple(versions)).version_on(statement.on) if versions else None
    activities = version.activities if version else ()
    wrong = f'{statement.item} cannot be "not applicable" as a whole'
    if any(activity.each and activity.id == statement.item for activity in activities):
        raise BptipError(
            f"{wrong}: only a lead's own part of it can.",
            "Give the lead with --by. If the whole activity was dropped: --status discontinued.",
        )
    raise BptipError(
        f"{wrong}, and its leads have no parts of their own.",
        "If it was dropped: --status discontinued. If it concerns only some of its leads: --note.",
    )


def refuse_nothing_to_keep(statement: Update, updates: Iterable[Update]) -> None:
    """Raises BptipError for "no change" if the journal has no earlier report to repeat."""
    about = [update for update in updates if update.item == statement.item]
    gone = retracted_ids(about)
    reported = (
        update
        for update in about
        if update.id not in gone and update.retracts is None and update.on <= statement.on
        if update.own is statement.own and (not update.own or update.by == statement.by)
    )
    if any(reported):
        return
    what = f"its own part of {statement.item}" if statement.own else statement.item
    who = f"{statement.by} has not reported on" if statement.own else "Nobody has reported on"
    raise BptipError(
        f"{who} {what} yet, so there is no report that still holds.",
        f"State its status: bptip update {statement.item} --status in-progress",
    )


def refuse_expected_completion(statement: Statement, today: date) -> None:
    """Raises BptipError if something completed is expected to be completed later."""
    expected = statement.expected
    if statement.status is Status.COMPLETED and expected is not None and expected > today:
        raise BptipError(
            f'"completed" and --expected {day(expected)}, which is in the future, contradict each '
            "other.",
            "Leave --expected out, or state another status: in-progress, delayed.",
        )


def refuse_second_retraction(retracted: str, updates: Sequence[Update]) -> None:
    """Raises BptipError if the update with this id is already retracted."""
    taken_back = retracted_ids(updates)
    if retracted not in taken_back:
        return
    retraction = next(
        update for update in updates if update.retracts == retracted and update.id not in taken_back
    )
    on = day_by(retraction.recorded_on, retraction.by)
    raise RefusedError(
        f"The update {retracted} was already taken back, on {on}.",
        f"To make it count again: bptip retract {retraction.id}",
    )
