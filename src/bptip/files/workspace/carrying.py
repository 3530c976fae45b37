"""What carries items on between the plans of a workspace: which versions, and how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bptip.plan.references import Continuation, Reference, continued_by, parse_reference
from bptip.progress.plan_progress import progress_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from bptip.files.workspace.folders import PlanFolder
    from bptip.files.workspace.opening import Opened
    from bptip.plan.model import Item, Status, Version
    from bptip.plan.references import Continuations


class Carrier(NamedTuple):
    """A version of another plan that declares to carry items of this one on, and its folder."""

    folder: PlanFolder
    version: Version

    @property
    def file(self) -> str:
        """The version's file, relative to the plans' folder."""
        return self.folder.names_of([self.version])[0]


def carriers(opened: Opened, today: date) -> tuple[Carrier, ...]:
    """What carries the plan on, of the versions of the other plans in force on a day."""
    plan = opened.version.plan.id
    found = (Carrier(each, each.outline.version_on(today)) for each in opened.others)
    return tuple(each for each in found if _refers_to(each.version, plan))


def carriers_in(opened: Opened, files: Collection[str]) -> tuple[Carrier, ...]:
    """The versions of the other plans that stand in these files, relative to the plans' folder."""
    found = (Carrier(each, version) for each in opened.others for version in each.outline.versions)
    return tuple(each for each in found if each.file in files)


def continuations(
    opened: Opened,
    carrying: Iterable[Carrier],
    as_of: date,
    known_at: date | None,
    *,
    with_status: bool,
) -> Continuations:
    """What carries the plan's items on, and `with_status` how that stands."""
    known = tuple(carrying)
    statuses = {
        each.folder.plan_id: _statuses(each, as_of, known_at) for each in known if with_status
    }
    return continued_by(opened.version.plan.id, (each.version for each in known), statuses)


def _refers_to(version: Version, plan: str) -> bool:
    references: Iterable[str] = (each for item in version.items for each in item.continues)
    parsed = (parse_reference(each, version.plan.id) for each in references)
    return any(each is not None and each.plan == plan for each in parsed)


def _statuses(carrier: Carrier, as_of: date, known_at: date | None) -> Mapping[str, Status]:
    """The statuses of a plan's items on a day; none where its journal can't be read."""
    folder = carrier.folder
    if folder.journal is not None and folder.journal.value is None:
        return {}
    progress = progress_on(carrier.version, folder.history.updates, as_of, known_at)
    return {each.item.id: each.status for each in progress.items}


def carries_on(opened: Opened, item: Item) -> tuple[tuple[str, str | None], ...]:
    """What an item declares to carry on, each with its title where it can be found."""
    parsed = ((text, parse_reference(text, opened.version.plan.id)) for text in item.continues)
    return tuple((text, _title(opened, ref) if ref else None) for text, ref in parsed)


def _title(opened: Opened, reference: Reference) -> str | None:
    histories = (opened.history, *(folder.outline for folder in opened.others))
    versions = (
        version
        for history in histories
        for version in reversed(history.versions)
        if version.plan.id == reference.plan and reference.version in (None, version.plan.version)
    )
    items = (item for version in versions for item in version.items)
    return next((item.title for item in items if item.id == reference.item), None)


def carried_on_here(opened: Opened, item: Item) -> tuple[Continuation, ...]:
    """What carries an item on in other versions of its own plan."""
    plan = opened.version.plan
    meant = Reference(plan.id, item.id, plan.version)
    return tuple(
        Continuation(f"v{version.plan.version}", each)
        for version in opened.history.versions
        for each in version.items
        if meant in [parse_reference(text, plan.id) for text in each.continues]
    )
