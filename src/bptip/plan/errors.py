"""User errors: a class for each kind, with a message for the user, a code for programs."""

from __future__ import annotations

import errno
from collections.abc import Callable
from enum import StrEnum
from typing import Final, Self, TypeVar

T = TypeVar("T")

NO: Final = 1
"""Exit code of the answer "no": problems or changes were found, or the report differs."""

REFUSED: Final = 2
"""Exit code of wrong usage, a refused write, or a file that cannot be read."""


class ErrorCode(StrEnum):
    """The kind of an error, for programs: a few words that never change.

    USAGE: the command line is wrong. NO_SPACE: the disk is full, or a quota is reached. INTERNAL: a
    fault in bptip itself. Each of the others has a class of errors.
    """

    USAGE = "usage"
    NOT_FOUND = "not-found"
    AMBIGUOUS = "ambiguous"
    BROKEN_FILE = "broken-file"
    REFUSED = "refused"
    CONFLICT = "conflict"
    LOCKED = "locked"
    NO_SPACE = "no-space"
    INTERNAL = "internal"


class BptipError(Exception):
    """A mistake that the user can correct: what is wrong, what is allowed, the exit code.

    `message` is complete in itself; each of `hints` is a line of its own. `code` is for programs.
    """

    code = ErrorCode.USAGE

    def __init__(
        self, message: str, *hints: str, exit_code: int = REFUSED, code: ErrorCode | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hints = tuple(hint for hint in hints if hint)
        self.exit_code = exit_code
        self.code = code or self.code

    @property
    def lines(self) -> tuple[str, ...]:
        """The message, then the hints, each on an indented line."""
        return (self.message, *(f"  {hint}" for hint in self.hints))

    def with_hints(self, *hints: str) -> Self:
        """Returns this error with these hints in place of its own, as `with_traceback` does."""
        self.hints = tuple(hint for hint in hints if hint)
        return self


class NotFoundError(BptipError):
    """Raised if there is no plan, item, party, update or file with this name."""

    code = ErrorCode.NOT_FOUND


class AmbiguousError(BptipError):
    """Raised for a name or an id that could mean several things."""

    code = ErrorCode.AMBIGUOUS


class BrokenFileError(BptipError):
    """Raised for a file that has errors, or cannot be read."""

    code = ErrorCode.BROKEN_FILE


class RefusedError(BptipError):
    """Raised where something would be lost or wrong, although bptip could do it."""

    code = ErrorCode.REFUSED


class ConflictError(BptipError):
    """Raised if two copies say different things, or a file was changed in the meantime."""

    code = ErrorCode.CONFLICT


class LockedError(BptipError):
    """Raised if another bptip is writing, or no lock can be made."""

    code = ErrorCode.LOCKED


DISK_FULL: Final = frozenset(
    getattr(errno, name, errno.ENOSPC) for name in ("ENOSPC", "EDQUOT", "EFBIG")
)
"""Error numbers of a full disk, a quota that is used up, or a file at its largest size."""


def code_of(error: OSError, otherwise: ErrorCode) -> ErrorCode:
    """Returns the code for an error of the system: NO_SPACE for a full disk, else `otherwise`."""
    return ErrorCode.NO_SPACE if error.errno in DISK_FULL else otherwise


class ErrorCollector:
    """The errors of one command, collected so that one run shows all of them."""

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
        """Raises one BptipError for all collected errors; does nothing if there are none."""
        if len(self.collected) == 1:
            raise self.collected[0]
        if self.collected:
            raise BptipError(
                f"{len(self.collected)} things are wrong, so nothing was done:",
                *(line for error in self.collected for line in error.lines),
                code=self.collected[0].code,
            )
