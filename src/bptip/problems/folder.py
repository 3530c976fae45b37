"""Faults that show only where the files of a plan's folder are seen together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bptip.problems import scenes
from bptip.problems.fault import Code, Fault

if TYPE_CHECKING:
    from bptip.plan.model import Version

PLAN_ID: Final = Code(
    name="plan-id",
    what="a file names another plan than its folder",
    why="Its figures would be shown under the wrong plan.",
    scene=scenes.PLAN,
    wrong='id = "2025"',
    right='id = "2026"',
)

VERSION_NUMBER: Final = Code(
    name="version-number",
    what="two files of a plan have one version number",
    why="Nobody can say which of the two is meant, or in force.",
    scene=scenes.SECOND_VERSION,
    wrong="version = 1",
    right="version = 2",
)

CODES: Final = (PLAN_ID, VERSION_NUMBER)

_NUMBERED: Final = re.compile(r"v0*([0-9]+)\.toml", re.IGNORECASE)


def other_plan(named: str, folder: str, *, key: tuple[str, ...]) -> Iterator[Fault]:
    """A plan's id, stated at a key of a file, that differs from its folder's name."""
    if named != folder:
        message = f'This file is of the plan "{named}", but it stands in the folder "{folder}".'
        yield Fault(PLAN_ID, key, message, f'Write "{folder}" here, or rename the folder.')


def number_of(file_name: str) -> int | None:
    """The version number that a file's name states: 2 for "v2.toml"; else None."""
    match = _NUMBERED.fullmatch(file_name)
    return int(match[1]) if match else None


def same_number(versions: Sequence[tuple[str, Version]]) -> Iterator[tuple[str, Fault]]:
    """Of files with one version number: those whose names disagree with it, by file name."""
    for name, version in versions:
        number = version.plan.version
        twins = [other for other, each in versions if each.plan.version == number and other != name]
        if twins and (number_of(name) != number or all(number_of(t) == number for t in twins)):
            message = f"The version number {number} is already that of {twins[0]}."
            yield name, Fault(VERSION_NUMBER, ("plan", "version"), message)
