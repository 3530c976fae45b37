"""What ends a command: one class, with the words for the user and the exit code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

NO: Final = 1
"""The answer is no: problems were found, changes were found, the report differs."""

REFUSED: Final = 2
"""Wrong usage, a refused write, or a file that can't be read."""


class BptipError(Exception):
    """A mistake that the user can mend: what is wrong, what would be right, the exit code.

    `message` is complete in itself; each of `hints` is a line of its own.
    """

    def __init__(self, message: str, *hints: str, exit_code: int = REFUSED) -> None:
        super().__init__(message)
        self.message = message
        self.hints = tuple(hint for hint in hints if hint)
        self.exit_code = exit_code


def unknown(
    kind: str, text: str, known: tuple[str, ...] | list[str], near: str | None = None
) -> BptipError:
    """That there is no such thing, with the nearest that there is, and all of them if few.

    `near` is what is meant, where that is known better than by the letters.
    """
    from bptip.plan.names import nearest

    near = near or nearest(text, known)
    listed = ", ".join(known[:24]) + (", …" if len(known) > 24 else "")
    return BptipError(
        f'There is no {kind} "{text}".',
        f'Did you mean "{near}"?' if near else "",
        f"Known: {listed}." if known else "None is known here.",
    )


class Faults:
    """The mistakes of one command line, gathered so that all are told in one run."""

    def __init__(self) -> None:
        self.found: list[BptipError] = []

    def of(self, step: Callable[[], T]) -> T | None:
        """What a step gives; None where the user has made a mistake, which is noted."""
        try:
            return step()
        except BptipError as error:
            if error.message not in [each.message for each in self.found]:
                self.found.append(error)
            return None

    def refuse(self) -> None:
        """Raise BptipError for all that was noted; with nothing noted, do nothing."""
        if len(self.found) == 1:
            raise self.found[0]
        if self.found:
            told = [(each.message, *(f"  {hint}" for hint in each.hints)) for each in self.found]
            raise BptipError(
                f"{len(self.found)} things are wrong, so nothing was done:",
                *(line for lines in told for line in lines),
            )
