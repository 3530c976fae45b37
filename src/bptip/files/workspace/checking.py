"""Finds every problem in a plan's files in one run: errors and warnings with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from bptip.files.reading.contacts_table import Contacts
from bptip.files.reading.loading import Journal, ParsedFile
from bptip.files.reading.locating import located
from bptip.files.workspace.contacts_file import parsed_contacts
from bptip.files.workspace.evidence_files import is_there
from bptip.files.workspace.finding import Workspace
from bptip.files.workspace.parties_file import PartiesFile
from bptip.files.workspace.stored_plan import StoredPlan, editions_of
from bptip.files.workspace.strays import folders_without_plan, stray_problems, strays_beside_plans
from bptip.plan.model import Version
from bptip.problems.fault import Fault, Problem
from bptip.problems.folder import changed_version
from bptip.problems.journal.by_itself import UNKNOWN_UPDATE, bad_evidence, missing_files
from bptip.problems.journal.checked import AGAINST_PLAN, BY_ITSELF, HARMLESS, faults_of
from bptip.problems.journal.context import context_of
from bptip.problems.parties import names_of_groups
from bptip.problems.references import unknown_references
from bptip.problems.reused_ids import reused_ids
from bptip.problems.shape import MISSING_KEY
from bptip.problems.version import parse_follows
from bptip.problems.warnings import journal_warnings, version_warnings
from bptip.progress.fold import counting
from bptip.progress.plan_progress import progress_on
from bptip.reporting.provenance import version_digest


def file_count(plans: Iterable[StoredPlan]) -> int:
    """Returns the number of files that are checked for these plans."""
    listed = tuple(plans)
    tables = {plan.parties_file.path for plan in listed if plan.parties_file.parsed}
    journals = sum(plan.journal_file is not None for plan in listed)
    beside = len(tables) + len(_contacts_beside(listed))
    return sum(len(plan.version_files) for plan in listed) + journals + beside


def problems_in(workspace: Workspace, plans: Sequence[StoredPlan], today: date) -> list[Problem]:
    """Returns the problems of these plans, and of the files beside them.

    If these are all plans of the workspace, folders and files that nothing reads are included.
    """
    here, everywhere = workspace.here, workspace.plans.values()
    tables = {plan.parties_file.path: plan.parties_file for plan in plans}
    problems = [
        problem
        for table in tables.values()
        for problem in problems_of_parties(table, everywhere, here)
    ]
    for contacts in _contacts_beside(plans):
        problems += located(contacts, here, contacts.faults)
    for plan in plans:
        problems += problems_of(plan, today, here, everywhere)
    if set(everywhere) <= set(plans):
        problems += folders_without_plan(workspace.root, workspace.plans, here)
        problems += strays_beside_plans(workspace.root, here)
    return problems


def problems_of(
    plan: StoredPlan, today: date, here: Path, others: Iterable[StoredPlan] = ()
) -> Iterator[Problem]:
    """Yields the problems of a plan's versions, its journal, and the files beside them.

    `others` are the other plans, to which this one may refer.
    """
    for parsed in plan.version_files:
        faults = [*parsed.faults]
        version = parsed.sound
        if version and version.plan.id == plan.id:
            faults += _lineage_faults(plan, version, others)
        if parsed.value:
            faults += _version_warnings(plan, parsed.value, today)
            faults += _changes_of(plan, parsed.value.plan.version)
        yield from located(parsed, here, faults)
    if plan.journal_file is not None:
        faults = [*plan.journal_file.faults]
        journal, part = plan.journal, plan.journal_file.sound_part
        if journal is not None:
            faults += _journal_faults(plan, journal, today)
        elif part is not None:
            faults += [each for each in _update_faults(plan, part) if each.code not in _HIDDEN]
        yield from located(plan.journal_file, here, faults)
    yield from stray_problems(plan, here)


def problems_of_parties(
    parties_file: PartiesFile, plans: Iterable[StoredPlan], here: Path
) -> Iterator[Problem]:
    """Yields the problems of a table of parties and its plans."""
    parsed = parties_file.parsed
    if parsed is not None:
        versions = [version for plan in plans for version in plan.versions]
        groups = names_of_groups(parties_file.parties, versions)
        yield from located(parsed, here, [*parsed.faults, *groups])


def _contacts_beside(plans: Iterable[StoredPlan]) -> list[ParsedFile[Contacts]]:
    """Returns the tables of contacts beside these plans, each once."""
    roots = dict.fromkeys(plan.folder.path.parent for plan in plans)
    return [parsed for root in roots if (parsed := parsed_contacts(root)) is not None]


def _lineage_faults(
    plan: StoredPlan, version: Version, others: Iterable[StoredPlan]
) -> Iterator[Fault]:
    """Yields unknown references and, if all versions can be read, ids that were used again."""
    yield from unknown_references(version, editions_of(plan, others))
    if plan.is_readable:
        number = version.plan.version
        yield from reused_ids(
            version, [each for each in plan.versions if each.plan.version < number]
        )


def _version_warnings(plan: StoredPlan, version: Version, today: date) -> list[Fault]:
    """Returns the warnings of a version that is in force today or will be; none for older ones."""
    if not plan.is_readable:
        return []
    current = plan.outline.version_on(today)
    if (version.effective, version.plan.version) < (current.effective, current.plan.version):
        return []
    history = plan.history
    return version_warnings(progress_on(version, history.updates, today, returns=history.returns))


def _changes_of(plan: StoredPlan, number: int) -> Iterator[Fault]:
    """Yields a fault if a version has changed since a later version was made from it."""
    written = {each.value.plan.version: each.value for each in plan.written_files if each.value}
    for later in written.values():
        follows = parse_follows(later.plan.follows or "")
        if follows and follows[0] == number and follows[1] != version_digest(written[number]):
            yield changed_version(number, later.plan.version)


_HIDDEN: Final = (MISSING_KEY, UNKNOWN_UPDATE)
"""Faults that a syntax fault in a journal may cause: the faulty line may have the id."""


def _update_faults(plan: StoredPlan, journal: Journal) -> list[Fault]:
    """Returns the errors of the updates, and the warnings that need no status of the plan.

    If a version cannot be read and may have further items, faults that depend on all versions are
    left out.
    """
    versions = plan.known_versions
    if versions is None:
        context = journal.context(plan.versions)
        return [*journal.faults, *faults_of((*BY_ITSELF, *HARMLESS), context)]
    is_own = journal is plan.journal and plan.is_readable
    checked = plan.checked_journal if is_own else journal.checked_against(versions)
    parts = context_of(versions, journal.sound_parts, frozenset())
    context = journal.context(versions)
    root = plan.folder.path.parent
    missing = missing_files(context, lambda path: is_there(path, root))
    # The well-formed keys of an ill-formed update are checked too.
    in_parts = faults_of((*AGAINST_PLAN, bad_evidence), parts)
    return [*checked.faults, *in_parts, *faults_of(HARMLESS, context), *missing]


def _journal_faults(plan: StoredPlan, journal: Journal, today: date) -> list[Fault]:
    """Returns the faults of the updates, and the warnings about the plan's progress today."""
    faults = [*journal.newer, *_update_faults(plan, journal)]
    if not plan.is_readable:
        return faults
    updates, returns = plan.checked_journal.updates, journal.returns
    progress = progress_on(plan.outline.version_on(today), updates, today, returns=returns)
    places = {placed.update.id: placed.place for placed in journal.updates}
    return [*faults, *journal_warnings(progress, counting(updates, today, None), places)]
