"""User errors: one class, with the words for the user and the exit code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

NO: Final = 1
"""The answer is no: problems were found, changes were found, the report differs."""

REFUSED: Final = 2
"""Wrong usage, a refused write, or a file that cannot be read."""


class BptipError(Exception):
    """A mistake that the user can correct: what is wrong, what is allowed, the exit code.

    `message` is complete in itself; each of `hints` is a line of its own.
    """

    def __init__(self, message: str, *hints: str, exit_code: int = REFUSED) -> None:
        super().__init__(message)
        self.message = message
        self.hints = tuple(hint for hint in hints if hint)
        self.exit_code = exit_code


class ErrorCollector:
    """The errors of one command line, collected so that one run shows all of them."""

    def __init__(self) -> None:
        self.collected: list[BptipError] = []

    def attempt(self, step: Callable[[], T]) -> T | None:
        """Returns the value of a step; None if it raises BptipError, which is collected."""
        try:
            return step()
        except BptipError as error:
            self.add(error)
            return None

    def add(self, error: BptipError) -> None:
        """Adds an error, once."""
        if error.message not in [known.message for known in self.collected]:
            self.collected.append(error)

    def raise_any(self) -> None:
        """Raises BptipError for all errors collected; does nothing without any."""
        if len(self.collected) == 1:
            raise self.collected[0]
        if self.collected:
            raise BptipError(
                f"{len(self.collected)} things are wrong, so nothing was done:",
                *(line for error in self.collected for line in _indented(error)),
            )


def _indented(error: BptipError) -> tuple[str, ...]:
    return (error.message, *(f"  {hint}" for hint in error.hints))
