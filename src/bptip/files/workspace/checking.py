"""Every problem of a plan's files, errors and warnings, located, in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptip.files.reading.loading import located
from bptip.files.workspace.folders import editions_of
from bptip.problems.journal.checked import (
    faults_by_itself,
    faults_of_parts,
    harmless_faults,
)
from bptip.problems.journal.context import context_of
from bptip.problems.lineage import reused_ids
from bptip.problems.references import unknown_references
from bptip.problems.upkeep import journal_warnings, version_warnings
from bptip.progress.plan_progress import progress_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from bptip.files.workspace.folders import PlanFolder
    from bptip.plan.model import Version
    from bptip.problems.fault import Fault, Problem


def files_of(folder: PlanFolder) -> int:
    """How many files of a plan are looked at."""
    return len(folder.loaded) + (folder.journal is not None)


def problems_of(
    folder: PlanFolder, today: date, here: Path, others: Iterable[PlanFolder] = ()
) -> Iterator[Problem]:
    """The problems of a plan's versions, then of its journal, in the order of their places.

    `others` are the other plans, to which this one may refer.
    """
    for each in folder.loaded:
        found = [*each.faults]
        if each.value:
            found += _lineage_faults(folder, each.value, others)
            found += _version_warnings(folder, each.value, today)
        if found:
            yield from located(each.file, each.text, found, here)
    journal = folder.journal
    if journal is None:
        return
    faults = (*journal.faults, *_journal_faults(folder, today))
    if faults:
        yield from located(journal.file, journal.text, faults, here)


def _lineage_faults(
    folder: PlanFolder, version: Version, others: Iterable[PlanFolder]
) -> Iterator[Fault]:
    """What is wrong between a version and earlier ones; nothing, where one can't be read."""
    yield from unknown_references(version, editions_of(folder, others))
    if folder.readable:
        number = version.plan.version
        yield from reused_ids(version, [e for e in folder.versions if e.plan.version < number])


def _version_warnings(folder: PlanFolder, version: Version, today: date) -> list[Fault]:
    """What is worth a look in a version that is in force, or will be."""
    if not folder.readable:
        return []
    current = folder.outline.version_on(today)
    if (version.effective, version.plan.version) < (current.effective, current.plan.version):
        return []
    return version_warnings(progress_on(version, folder.checked_journal.updates, today))


def _journal_faults(folder: PlanFolder, today: date) -> list[Fault]:
    """The faults of the updates; what needs all versions is left out where one can't be read."""
    journal = folder.journal.value if folder.journal else None
    if journal is None:
        return []
    if not folder.readable:
        return [*journal.faults, *faults_by_itself(folder.context)]
    progress = progress_on(folder.outline.version_on(today), folder.checked_journal.updates, today)
    places = {entry.update.id: entry.place for entry in journal.entries}
    parts = context_of(folder.versions, journal.sound_parts, frozenset())
    return [
        *journal.faults,
        *faults_of_parts(parts),
        *folder.checked_journal.faults,
        *harmless_faults(folder.context),
        *journal_warnings(progress, places),
    ]
