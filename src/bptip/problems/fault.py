"""What a fault is: a code with its documentation, a path to the place, and plain words.

A check yields faults by path, never by line: paths become lines only when there are faults.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bptip.problems.scenes import Scene

FaultPath = tuple[str | int, ...]
"""Where a fault is, as keys and places from 0: ("objective", 0, "lead", 1)."""


class Severity(StrEnum):
    """Whether a fault makes figures wrong, or is only worth a look."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
    """A kind of fault, with its documentation: what it is, why it matters, wrong and right.

    `wrong` and `right` are lines that stand in the scene; where there is none, they are said in
    words.
    """

    name: str
    what: str
    why: str
    wrong: str
    right: str
    scene: Scene | None = None
    severity: Severity = Severity.ERROR


class Fault(NamedTuple):
    """One thing that is wrong in a file, at a path: of a key, a list's value, or a heading.

    `at` is the line and column, from 1, where there are no values yet that a path could lead to.
    """

    code: Code
    path: FaultPath
    message: str
    hint: str | None = None
    at: tuple[int, int] | None = None


class Problem(NamedTuple):
    """A fault with its place: lines and columns count from 1, None where there is no text."""

    code: Code
    file: str
    line: int | None
    column: int | None
    message: str
    hint: str | None

    @property
    def severity(self) -> Severity:
        """The severity of its code."""
        return self.code.severity

    @property
    def place(self) -> str:
        """Where it is: "plans/2022/v1.toml:12:3"."""
        where = [self.file, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(where)


def warning(*, name: str, what: str, why: str, wrong: str, right: str, scene: Scene) -> Code:
    """A code for what is only worth a look."""
    return Code(name, what, why, wrong, right, scene, Severity.WARNING)
