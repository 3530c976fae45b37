"""Finds the update with an id, and its plan: update ids are unique in all plans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final

from bptip.files.journal.writable import Writable, plan_to_write, refuse_bundled
from bptip.files.reading.loading import NEWER
from bptip.files.workspace.finding import Workspace
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.errors import (
    AmbiguousError,
    BptipError,
    BrokenFileError,
    NotFoundError,
    RefusedError,
)
from bptip.plan.journal import Update
from bptip.plan.near_names import nearest
from bptip.plan.vocabulary import day
from bptip.progress.fold import counting
from bptip.recording.update_ids import SHORTEST_PIECE, ids_that_match

IDS_SHOWN: Final = 12
"""Maximum number of updates listed for an ambiguous id."""


def find_update(
    workspace: Workspace, text: str, plan: str | None, today: date
) -> tuple[Writable, Update]:
    """Returns the update with an id, and its plan; raises BptipError unless one update matches."""
    if plan is not None:
        plans: Collection[StoredPlan] = [plan_to_write(workspace, plan, today, today).plan]
    else:
        refuse_bundled(workspace)
        plans = workspace.plans.values()
    written = [(stored, update) for stored in plans for update in updates_in(stored)]
    matching = set(ids_that_match(text, [update.id for _, update in written]))
    matches = {(stored, update.id): update for stored, update in written if update.id in matching}
    if len(matches) == 1:
        (((stored, _), update),) = matches.items()
        name = plan or stored.id
        return plan_to_write(workspace, name, today, today), update
    if matches:
        listed = (
            f"  {update_id}  {update.item}, {day(update.on)}"
            for (_, update_id), update in list(matches.items())[:IDS_SHOWN]
        )
        raise AmbiguousError(
            f'Several updates match "{text}":', *listed, "Type more characters of the id."
        )
    ids = [update.id for _, update in written]
    hints = (*unread_journals(plans), *updates_of_item(text, plans))
    raise unread_update(text, plans) or no_such_update(text, ids, hints)


def last_update(workspace: Workspace, plan: str | None, today: date) -> tuple[Writable, Update]:
    """Returns the plan that a write goes to, and the update that was recorded last in it.

    Only updates that count are considered, without retractions. Raises BptipError if the plan has
    no such update, or if its journal cannot be read.
    """
    journal = plan_to_write(workspace, plan, today, today)
    counted = counting(journal.plan.checked_journal.updates, date.max, None)
    if not counted:
        for unread in unread_journals((journal.plan,)):
            raise BrokenFileError(unread)
        raise NotFoundError(f"The plan {journal.plan.id} has no update to take back.")
    return journal, max(counted, key=lambda update: (update.recorded, update.id))


def updates_in(plan: StoredPlan) -> Iterator[Update]:
    """Yields the updates in a plan's journal; nothing if the journal cannot be read."""
    if plan.journal is not None:
        yield from (placed.update for placed in plan.journal.updates)


def unread_update(text: str, plans: Iterable[StoredPlan]) -> BptipError | None:
    """Returns the error for an id whose update has an error in its journal; None for other ids."""
    for plan in plans:
        journal = plan.journal
        faulty = ids_that_match(text, journal.faulty_ids) if journal else []
        if journal is None or not faulty:
            continue
        (update_id, *_) = sorted(faulty)
        if update_id in journal.newer_ids:
            return RefusedError(
                f"The update {update_id} was written for a newer bptip, so this bptip cannot "
                "change it.",
                NEWER,
            )
        return BrokenFileError(
            f"The update {update_id} has an error.", f"`bptip check {plan.id}` shows it."
        )
    return None


def unread_journals(plans: Iterable[StoredPlan]) -> Iterator[str]:
    """Yields a hint for each plan whose journal cannot be read, since it may have the update."""
    for plan in plans:
        if plan.journal_file and plan.journal is None:
            yield (
                f"The journal of the plan {plan.id} cannot be read: "
                f"`bptip check {plan.id}` says why."
            )


def updates_of_item(text: str, plans: Iterable[StoredPlan]) -> Iterator[str]:
    """Yields a hint for each plan in which this is the id of an item, not of an update."""
    for plan in plans:
        if any(item.id == text for version in plan.versions for item in version.items):
            yield f"{text} is an item. Its updates: bptip log {plan.id} --item {text}"


def no_such_update(text: str, ids: list[str], hints: Iterable[str]) -> BptipError:
    """Returns the error for an unknown update id, with the nearest known id after the `hints`."""
    near = nearest(text, ids)
    return NotFoundError(
        f'There is no update "{text}".',
        *hints,
        f"Did you mean {near}?" if near else "",
        f"Give its id, or at least {SHORTEST_PIECE} letters of its beginning or end. "
        "`bptip log` lists the ids.",
    )
