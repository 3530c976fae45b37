"""Refuses a plan that cannot be read, or gives notices of the parts that are left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bptip.files.reading.locating import located
from bptip.files.workspace.finding import Workspace
from bptip.files.workspace.stored_plan import StoredPlan, editions_of
from bptip.plan.command_lines import command_line
from bptip.plan.model import Version
from bptip.problems.fault import Fault, Problem
from bptip.problems.notices import (
    left_out_lines_notices,
    left_out_notices,
    newer_notices,
    reference_notices,
    refusal,
    repeated_notices,
    unreadable_notice,
)


def errors_in(plan: StoredPlan, here: Path) -> list[Problem]:
    """Returns the errors that make a plan unreadable: in its versions, or in its whole journal."""
    files = list(plan.version_files)
    problems = [problem for parsed in files for problem in located(parsed, here)]
    if plan.journal_file is not None and plan.journal is None:
        problems += located(plan.journal_file, here)
    return problems


def refuse_unreadable(plan: StoredPlan, here: Path) -> None:
    """Raises BptipError if a plan cannot be read, with the errors in it."""
    problems = errors_in(plan, here)
    if problems:
        see_all = command_line(("check", plan.id)) or "bptip check"
        raise refusal(f"The plan {plan.id}", problems, "it cannot be read", see_all)


def unreadable_notices(workspace: Workspace, *, with_journals: bool = False) -> tuple[str, ...]:
    """Returns a notice for each plan that cannot be read and is missing from a page.

    With `with_journals`, also for each plan whose journal alone cannot be read.
    """
    return tuple(
        unreadable_notice(name)
        for name, plan in workspace.plans.items()
        if not (plan.is_whole if with_journals else plan.is_readable)
    )


def partly_read_notices(
    plan: StoredPlan, version: Version, workspace: Workspace
) -> tuple[str, ...]:
    """Returns notices of updates left out, of repeated updates, and of unknown references."""
    here = workspace.here
    # An update can have several errors.
    left_out = len({fault.path[1] for fault in plan.checked_journal.left_out})
    newer = plan.journal.newer if plan.journal else ()
    return (
        *table_notices(plan, here),
        *left_out_notices(left_out_updates(plan, here), left_out),
        *repeated_notices(repeated_updates(plan, here)),
        *newer_notices(_in_journal(plan, here, newer)),
        *_dangling_references(plan, version, workspace),
    )


def table_notices(plan: StoredPlan, here: Path) -> tuple[str, ...]:
    """Returns the notice of the lines that are left out of the table of parties."""
    parsed = plan.parties_file.parsed
    return left_out_lines_notices(located(parsed, here)) if parsed is not None else ()


def left_out_updates(plan: StoredPlan, here: Path) -> list[Problem]:
    """Returns the errors of the updates that do not count."""
    return _in_journal(plan, here, plan.checked_journal.left_out)


def repeated_updates(plan: StoredPlan, here: Path) -> list[Problem]:
    """Returns the errors of the updates that the journal repeats."""
    return _in_journal(plan, here, plan.checked_journal.repeated)


def _in_journal(plan: StoredPlan, here: Path, faults: Sequence[Fault]) -> list[Problem]:
    """Returns faults of the journal with their places."""
    return located(plan.journal_file, here, faults) if plan.journal_file else []


def _dangling_references(
    plan: StoredPlan, version: Version, workspace: Workspace
) -> tuple[str, ...]:
    """Returns the notice of `continues` entries that lead to no item."""
    if not any(item.continues for item in version.items):
        return ()
    from bptip.problems.references import unknown_references

    by_plan = editions_of(plan, workspace.plans.values())
    return reference_notices(list(unknown_references(version, by_plan)))
