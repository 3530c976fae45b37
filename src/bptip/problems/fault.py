"""Codes of `bptip check` with their documentation, faults at a path, and problems at a line.

A check yields faults, which have a path. A path becomes a line and a column only when there is
something to report, since finding lines takes a second parse of the file.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

FaultPath = tuple[str | int, ...]
"""The place of a fault: keys, and list indexes from 0, as in ("objective", 0, "lead", 1)."""


class Severity(StrEnum):
    """The severity of a fault: an error makes figures wrong, a warning is worth correcting."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
    """A kind of fault, with its documentation: what it is, why it matters, wrong and right lines.

    `scene` names a file in docs/making/scenes.py whose placeholder `wrong` and `right` fill;
    without a scene, `wrong` and `right` are sentences.
    """

    name: str
    what: str
    why: str
    wrong: str
    right: str
    scene: str | None = None
    severity: Severity = Severity.ERROR


class Fault(NamedTuple):
    """One thing that is wrong in a file, at a path.

    The path leads to a key, to a value in a list, or to the item in which something is missing.
    `at` is the line and column, counted from 1, of a fault in a file that cannot be parsed, so that
    no path leads to it. `severity` is given if it differs from the code's, and `item` if the fault
    is about an item.
    """

    code: Code
    path: FaultPath
    message: str
    hint: str | None = None
    at: tuple[int, int] | None = None
    severity: Severity | None = None
    item: str | None = None


class Problem(NamedTuple):
    """A fault with its place in a file: line and column, counted from 1, None for a whole file.

    `own_severity` is given if it differs from the code's, and `item` if the fault is about an item.
    """

    code: Code
    file: str
    line: int | None
    column: int | None
    message: str
    hint: str | None
    own_severity: Severity | None = None
    item: str | None = None

    @property
    def severity(self) -> Severity:
        """The severity of the problem."""
        return self.own_severity or self.code.severity

    @property
    def place(self) -> str:
        """The place as editors write it: "plans/2022/v1.toml:12:3"."""
        position = (str(number) for number in (self.line, self.column) if number is not None)
        return ":".join((self.file, *position))


def warning(
    *, name: str, what: str, why: str, wrong: str, right: str, scene: str | None = None
) -> Code:
    """Returns a code with the severity of a warning."""
    return Code(name, what, why, wrong, right, scene, Severity.WARNING)
