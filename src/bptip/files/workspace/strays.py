"""Finds stray files beside a plan's files: copies by a synchronised folder, or misnamed files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bptip.files.reading.loading import Journal, ParsedFile, Toml, journal_in, toml_of
from bptip.files.reading.locating import located, shown_path
from bptip.files.workspace.folders import FIRST_VERSION, JOURNAL_NAME, listing_of, plain_name
from bptip.files.workspace.parties_file import CONTACTS_NAME, PARTIES_NAME
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.command_lines import command_line
from bptip.plan.duplicates import one_of
from bptip.plan.vocabulary import count
from bptip.problems.fault import Fault, Problem
from bptip.problems.folder import (
    misnamed,
    number_of,
    stray_beside_plans,
    stray_journal,
    stray_journal_of,
    stray_other,
    stray_version,
)


def stray_problems(plan: StoredPlan, here: Path) -> Iterator[Problem]:
    """Yields a problem for each stray file in a plan's folder, and for each misnamed one."""
    for file, fault in (*_misnamed(plan), *_strays(plan, here)):
        yield from located(ParsedFile(file, "", None), here, [fault])


def _misnamed(plan: StoredPlan) -> Iterator[tuple[Path, Fault]]:
    """Yields the files that are read although their names are not exactly right."""
    if plan.folder.single_file is not None:
        return
    for file in plan.listing.versions:
        number = number_of(plain_name(file.name))
        right = plain_name(file.name) if number is not None else FIRST_VERSION
        if file.name != right and len(plan.listing.versions) == 1:
            yield file, misnamed(right)
    if len(plan.journal_paths) == 1 and plan.journal_paths[0].name != JOURNAL_NAME:
        yield plan.journal_paths[0], misnamed(JOURNAL_NAME)


def _strays(plan: StoredPlan, here: Path) -> Iterator[tuple[Path, Fault]]:
    for file in plan.listing.strays:
        toml = toml_of(file)
        stated = (toml.value or {}).get("plan")
        if stated == plan.id:
            lacking = _lacking(toml, plan)
            yield file, stray_journal(lacking, merging(file, plan, here))
        elif plan.folder.single_file is not None:
            continue
        elif isinstance(stated, str):
            yield file, stray_journal_of(stated)
        else:
            yield file, stray_version(file.name) if stated is not None else stray_other()


def _lacking(toml: Toml, plan: StoredPlan) -> int:
    """Returns the number of updates in a copy that are missing or different in the journal."""
    copy = journal_in(toml, plan.spellings).sound
    if copy is None:
        return 0
    placed = plan.journal.updates if plan.journal else ()
    ours = {each.update.id: each.update for each in placed}
    lacking = {
        update.id
        for update, _ in copy.updates
        if update.id not in ours or one_of((ours[update.id], update)) != ours[update.id]
    }
    return len(lacking | (copy.faulty_ids - _ids(plan.journal)))


def _ids(journal: Journal | None) -> frozenset[str]:
    if journal is None:
        return frozenset()
    return journal.faulty_ids.union(placed.update.id for placed in journal.updates)


def merging(file: Path, plan: StoredPlan, here: Path) -> str | None:
    """Returns the command that takes in a copy; None if the copy's name is not safe to type."""
    return command_line(["merge", shown_path(file, here), "--plan", plan.id])


def stray_notices(plan: StoredPlan, here: Path) -> Iterator[str]:
    """Yields a notice for each copy of a plan's journal with updates that the journal lacks."""
    for file in plan.listing.strays:
        toml = toml_of(file)
        lacking = _lacking(toml, plan) if (toml.value or {}).get("plan") == plan.id else 0
        if lacking:
            missing = count(lacking, "update")
            message = f"{shown_path(file, here)} has {missing} that the journal lacks"
            command = merging(file, plan, here)
            yield f"{message}: {command}" if command else f"{message}."


def folders_without_plan(root: Path, known: Iterable[str], here: Path) -> Iterator[Problem]:
    """Yields a problem for each misnamed file in a folder without a plan."""
    names = set(known)
    for folder in sorted(root.iterdir()):
        if folder.name not in names and folder.is_dir():
            for file in listing_of(folder).strays:
                fault = stray_version(file.name)
                yield from located(ParsedFile(file, "", None), here, [fault])


def strays_beside_plans(root: Path, here: Path) -> Iterator[Problem]:
    """Yields a problem for each TOML file beside the plans' folders that nothing reads.

    Such a file is a copy of the table of parties or contacts, or a file of a plan.
    """
    for file in sorted(root.glob("*.toml")):
        if file.name not in (PARTIES_NAME, CONTACTS_NAME) and file.is_file():
            is_copy = file.name.casefold().startswith(("parties", "contacts"))
            if is_copy or "plan" in (toml_of(file).value or {}):
                yield from located(ParsedFile(file, "", None), here, [stray_beside_plans()])
