"""Faults that show only when the files of a plan's folder are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bptip.plan.model import ID_PATTERN, Version
from bptip.plan.vocabulary import count
from bptip.problems.fault import Code, Fault, FaultPath, Severity, warning

PLAN_ID: Final = Code(
    name="plan-id",
    what="the plan's id in a file differs from the name of the folder",
    why="Its figures would be shown under the wrong plan.",
    scene="plan",
    wrong='id = "2025"',
    right='id = "2026"',
)

VERSION_NUMBER: Final = Code(
    name="version-number",
    what="two files of a plan have the same version number",
    why="Nobody can say which of the two is in force.",
    scene="second-version",
    wrong="version = 1",
    right="version = 2",
)

STRAY_FILE: Final = warning(
    name="stray-file",
    what="a file beside the files of a plan is not read, or has a wrong name",
    why="Whatever the file says counts nowhere, and no page shows it.",
    wrong="progress (1).toml, which a synchronised folder has put beside progress.toml",
    right="progress.toml alone, after `bptip merge` has taken in the updates of the other file",
)

CHANGED_VERSION: Final = warning(
    name="changed-version",
    what="a version was edited after the next version was made from it",
    why="A released version says what was agreed then, and reports on it no longer agree with it.",
    wrong="v1.toml, edited after `bptip amend` made v2.toml from it",
    right="v1.toml as it was, and the correction in v2.toml",
)


def changed_version(number: int, later: int) -> Fault:
    """Returns the fault of a version that was edited after a later version was made from it."""
    message = f"Version {number} has changed since version {later} was made from it."
    hint = (
        "Restore it from Git or from a copy, and make the correction in a new version: "
        "`bptip amend`."
    )
    return Fault(CHANGED_VERSION, ("plan", "version"), message, hint)


WHOLE_FILE: Final = (1, 1)
"""The line and column of a fault of a whole file: its beginning."""


def stray_journal(lacking: int, command: str | None) -> Fault:
    """Returns the fault of a second copy of the journal; the journal may lack updates of it."""
    if not lacking:
        message = "This copy of the journal is not read. The journal has all of its updates."
        return _stray(message, "Delete it.")
    message = (
        "This copy of the journal is not read. "
        f"It has {count(lacking, 'update')} that the journal lacks."
    )
    if command is None:
        return _stray(message, "Give it a name of letters and digits, then use bptip merge.")
    return _stray(message, f"Take in its updates, then delete it: {command}")


def stray_journal_of(plan: str) -> Fault:
    """Returns the fault of the journal of another plan."""
    message = f'This file is not read. It is a journal of the plan "{plan}".'
    return _stray(message, "Move it to that plan's folder.")


def stray_version(name: str) -> Fault:
    """Returns the fault of a file that has a version, and not the name of a version."""
    message = "This file is not read because of its name. The file of version 2 is called v2.toml."
    return _stray(message, f"If {name} is a copy, delete it. If not, name it after its version.")


def stray_other() -> Fault:
    """Returns the fault of a file that is neither a version nor a journal."""
    message = "This file is not read: it is neither a version nor a journal."
    return _stray(message, "If it does not belong to the plan, move it to another folder.")


def stray_beside_plans() -> Fault:
    """Returns the fault of a plan's file, or a table of parties, beside the plans' folders."""
    message = "This file is not read: here, bptip reads only parties.toml and contacts.toml."
    hint = "Put a plan's file into the plan's folder. Keep one parties.toml and one contacts.toml."
    return _stray(message, hint)


def misnamed(right: str) -> Fault:
    """Returns the fault of a file that is read though its name is not quite right."""
    return _stray(f"This file is read as {right}, though its name differs.", f"Rename it: {right}")


def twin(name: str, right: str) -> Fault:
    """Returns the fault of two files whose names differ only by case: an error."""
    message = f"Most computers take {name} and {right} for the same file. Here, they are two."
    hint = "Delete or rename one of them. If both are journals, `bptip check` then compares them."
    return _stray(message, hint)._replace(severity=Severity.ERROR)


def _stray(message: str, hint: str) -> Fault:
    return Fault(STRAY_FILE, (), message, hint, WHOLE_FILE)


_NUMBERED: Final = re.compile(r"v0*([0-9]+)\.toml", re.IGNORECASE)


def other_plan(plan: str, folder: str, *, key: FaultPath) -> Iterator[Fault]:
    """Yields a fault if the plan's id in a file differs from the name of the folder."""
    if plan != folder:
        message = f'This file belongs to the plan "{plan}", but it is in the folder "{folder}".'
        is_id = re.match(ID_PATTERN, folder)
        here = f'Write "{folder}" here, or rename the folder.'
        away = f'Rename the folder: "{plan}". If it is a copy of that plan, move it elsewhere.'
        yield Fault(PLAN_ID, key, message, here if is_id else away)


def number_of(file_name: str) -> int | None:
    """Returns the version number in a file's name, 2 for "v2.toml"; None for other names."""
    match = _NUMBERED.fullmatch(file_name)
    return int(match[1]) if match else None


def same_number(versions: Sequence[tuple[str, Version]]) -> Iterator[tuple[str, Fault]]:
    """Yields, with the file's name, a fault for a version number that another file also has.

    If only one of the two is named after the number, the other has the fault; else both have it.
    """
    for name, version in versions:
        number = version.plan.version
        twins = [twin for twin, each in versions if each.plan.version == number and twin != name]
        if twins and (number_of(name) != number or all(number_of(t) == number for t in twins)):
            message = f"The file {twins[0]} also has the version number {number}."
            own = number_of(name)
            hint = (
                f"Write version = {own}, as in the name of this file."
                if own not in (None, number)
                else "Give each version its own number, or delete one of the two files."
            )
            yield name, Fault(VERSION_NUMBER, ("plan", "version"), message, hint)
