"""Every problem of a plan's files, errors and warnings, with its place, in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptip.files.reading.locating import located
from bptip.files.workspace.stored_plan import editions_of
from bptip.problems.journal.checked import faults_by_itself, faults_of_parts, harmless_faults
from bptip.problems.journal.context import context_of
from bptip.problems.references import unknown_references
from bptip.problems.reused_ids import reused_ids
from bptip.problems.upkeep import journal_warnings, version_warnings
from bptip.progress.plan_progress import progress_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from bptip.files.reading.loading import Journal
    from bptip.files.workspace.stored_plan import StoredPlan
    from bptip.plan.model import Version
    from bptip.problems.fault import Fault, Problem


def file_count(plan: StoredPlan) -> int:
    """Returns the number of files of a plan that are checked."""
    return len(plan.version_files) + (plan.journal_file is not None)


def problems_of(
    plan: StoredPlan, today: date, here: Path, others: Iterable[StoredPlan] = ()
) -> Iterator[Problem]:
    """Yields the problems of a plan's versions, then of its journal, in the order of their places.

    `others` are the other plans, to which this one may refer.
    """
    for parsed in plan.version_files:
        faults = [*parsed.faults]
        if parsed.value:
            faults += _lineage_faults(plan, parsed.value, others)
            faults += _version_warnings(plan, parsed.value, today)
        yield from located(parsed, here, faults)
    if plan.journal_file is not None:
        faults = [*plan.journal_file.faults]
        if plan.journal is not None:
            faults += _journal_faults(plan, plan.journal, today)
        yield from located(plan.journal_file, here, faults)


def _lineage_faults(
    plan: StoredPlan, version: Version, others: Iterable[StoredPlan]
) -> Iterator[Fault]:
    """Yields the faults between a version and earlier ones, if all of these can be read."""
    yield from unknown_references(version, editions_of(plan, others))
    if plan.is_readable:
        number = version.plan.version
        yield from reused_ids(
            version, [each for each in plan.versions if each.plan.version < number]
        )


def _version_warnings(plan: StoredPlan, version: Version, today: date) -> list[Fault]:
    """Returns the warnings of a version that is in force, or will be."""
    if not plan.is_readable:
        return []
    current = plan.outline.version_on(today)
    if (version.effective, version.plan.version) < (current.effective, current.plan.version):
        return []
    return version_warnings(progress_on(version, plan.checked_journal.updates, today))


def _journal_faults(plan: StoredPlan, journal: Journal, today: date) -> list[Fault]:
    """Returns the faults of the updates.

    If a version cannot be read, the faults that need all versions are left out.
    """
    context = journal.context(plan.versions)
    if not plan.is_readable:
        return [*journal.faults, *faults_by_itself(context)]
    progress = progress_on(plan.outline.version_on(today), plan.checked_journal.updates, today)
    places = {placed.update.id: placed.place for placed in journal.updates}
    parts = context_of(plan.versions, journal.sound_parts, frozenset())
    return [
        *plan.checked_journal.faults,
        *faults_of_parts(parts),
        *harmless_faults(context),
        *journal_warnings(progress, places),
    ]
