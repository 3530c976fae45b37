"""Faults that show only when the files of a plan's folder are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bptip.problems import scenes
from bptip.problems.fault import Code, Fault, FaultPath

if TYPE_CHECKING:
    from bptip.plan.model import Version

PLAN_ID: Final = Code(
    name="plan-id",
    what="a file has another plan's id than its folder",
    why="Its figures would be shown under the wrong plan.",
    scene=scenes.PLAN,
    wrong='id = "2025"',
    right='id = "2026"',
)

VERSION_NUMBER: Final = Code(
    name="version-number",
    what="two files of a plan have the same version number",
    why="Nobody can say which of the two is in force.",
    scene=scenes.SECOND_VERSION,
    wrong="version = 1",
    right="version = 2",
)

CODES: Final = (PLAN_ID, VERSION_NUMBER)

_NUMBERED: Final = re.compile(r"v0*([0-9]+)\.toml", re.IGNORECASE)


def other_plan(plan: str, folder: str, *, key: FaultPath) -> Iterator[Fault]:
    """Yields the fault that the plan's id in a file differs from the name of its folder."""
    if plan != folder:
        message = f'This file belongs to the plan "{plan}", but it is in the folder "{folder}".'
        yield Fault(PLAN_ID, key, message, f'Write "{folder}" here, or rename the folder.')


def number_of(file_name: str) -> int | None:
    """Returns the version number in a file's name, 2 for "v2.toml", or None."""
    match = _NUMBERED.fullmatch(file_name)
    return int(match[1]) if match else None


def same_number(versions: Sequence[tuple[str, Version]]) -> Iterator[tuple[str, Fault]]:
    """Yields, with the file's name, the fault that two files have the same version number.

    The fault is in the file whose name has another number; if none has, or both have, in each.
    """
    for name, version in versions:
        number = version.plan.version
        twins = [twin for twin, each in versions if each.plan.version == number and twin != name]
        if twins and (number_of(name) != number or all(number_of(t) == number for t in twins)):
            message = f"The file {twins[0]} has the version number {number} too."
            own = number_of(name)
            hint = (
                f"Write version = {own}, as in the name of this file."
                if own not in (None, number)
                else "Give each version its own number, or delete one of the two files."
            )
            yield name, Fault(VERSION_NUMBER, ("plan", "version"), message, hint)
