"""Finds rows that repeat bptip's own pages, since they come from a table that bptip wrote."""

from __future__ import annotations

from collections.abc import Sequence

from bptip.exchange.statement_ids import canonical
from bptip.plan.characters import letters_of
from bptip.plan.journal import Update
from bptip.plan.model import Version
from bptip.progress.item_progress import ActivityProgress
from bptip.progress.plan_progress import progress_on
from bptip.recording.statements import Statement


def shown_activities(version: Version, updates: Sequence[Update]) -> dict[str, ActivityProgress]:
    """Returns the progress of a version's activities after the last update, by id."""
    if not updates:
        return {}
    progress = progress_on(version, updates, max(update.on for update in updates))
    return {each.activity.id: each for each in progress.activities}


def is_shown(statement: Statement, shown: ActivityProgress) -> bool:
    """True if an activity already shows each value of a row, for the row's party and day.

    A row of `bptip status` joins the last values of several updates, so no single update has all of
    them.
    """
    reported = shown.reported
    values = {
        "status": shown.status,
        "progress": reported.progress,
        "reason": reported.reason,
        "expected": reported.expected,
        "next": reported.next,
        "challenges": reported.challenges,
    }
    stated = {name: getattr(statement, name) for name in values}
    return (
        statement.on == shown.last_update
        and statement.by in (None, reported.said_by)
        and not statement.own
        and not statement.values
        and all(
            value is None or canonical(value) == canonical(values[name])
            for name, value in stated.items()
        )
        and _is_shown_note(statement, shown)
    )


def _is_shown_note(statement: Statement, shown: ActivityProgress) -> bool:
    """True if the latest note and its addresses are those of the row."""
    notes = [update.note for update in shown.reported.updates if update.note is not None]
    latest = notes[-1] if notes else ""
    for address in statement.evidence:
        if address not in latest:
            return False
        latest = latest.replace(address, "")
    return statement.note is None or letters_of(statement.note) == letters_of(latest)
