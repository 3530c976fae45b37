"""Which update of which plan an id means: ids are unique for ever, so they name both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptip.files.journal.writable import Writable, plan_to_write, refuse_bundled
from bptip.plan.errors import BptipError
from bptip.plan.names import nearest
from bptip.plan.vocabulary import day
from bptip.recording.statements import SHORTEST, update_meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from bptip.files.workspace.folders import PlanFolder, Workspace
    from bptip.plan.model import Update


def find_update(
    workspace: Workspace, text: str, plan: str | None, today: date, here: Path
) -> tuple[Writable, Update]:
    """The update that is meant, and its plan; raises BptipError for none, and for several."""
    if plan is not None:
        folders: Iterable[PlanFolder] = [plan_to_write(workspace, plan, today, today, here).folder]
    else:
        refuse_bundled(workspace)
        folders = workspace.folders.values()
    written = [(folder, update) for folder in folders for update in updates_in(folder)]
    meant = {each.id for each in update_meant(text, (update for _, update in written))}
    found = {(folder, update.id): update for folder, update in written if update.id in meant}
    if len(found) == 1:
        (((folder, _), update),) = found.items()
        name = plan or folder.plan_id
        return plan_to_write(workspace, name, today, today, here), update
    if found:
        listed = (
            f"  {name}  {update.item}, {day(update.on)}"
            for (_, name), update in list(found.items())[:12]
        )
        raise BptipError(f'Several updates have an id like "{text}":', *listed)
    raise no_such_update(text, [update.id for _, update in written])


def updates_in(folder: PlanFolder) -> Iterator[Update]:
    """The updates of a plan's journal, as they stand there; none where it can't be read."""
    journal = folder.journal.value if folder.journal else None
    if journal is not None:
        yield from (entry.update for entry in journal.entries)


def no_such_update(text: str, ids: list[str]) -> BptipError:
    """That there is no such update, with the nearest id."""
    near = nearest(text, ids)
    return BptipError(
        f'There is no update "{text}".',
        f"Did you mean {near}?" if near else "",
        f"Give its id, or {SHORTEST} letters or more of its beginning or end; "
        "`bptip log` lists them.",
    )
