"""Questions on a terminal, and the answers to them.

Questions go to stderr, so that stdout holds only the answer of the command. If stdin is not a
terminal, nobody could answer, so nothing is asked.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from select import select
from time import sleep
from typing import TYPE_CHECKING, Final, TypeVar

from bptip.cli.output import say
from bptip.files.writing import at_interrupt
from bptip.plan import vocabulary
from bptip.plan.errors import BptipError, RefusedError
from bptip.plan.journal import Update

if TYPE_CHECKING:
    from bptip.plan.labels import Labels
    from bptip.recording.statements import Statement

T = TypeVar("T")

STOPPED: Final = "Nothing was written."


def is_answered() -> bool:
    """True if somebody can read questions and answer them."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None


def asked_until(
    question: str,
    meaning: Callable[[str], T],
    stopped: str = STOPPED,
    *,
    takes_lines: bool = False,
) -> T:
    """Asks until an answer has a meaning, and returns the meaning; says what is wrong with others.

    `stopped` is printed after Ctrl-C: it says what was written so far. With `takes_lines`, all
    lines of a pasted text are one answer. A blank line from before the question, such as the end of
    a pasted text, only skips it: it never agrees to what nobody has seen yet.
    """
    while True:
        with at_interrupt(lambda _: _leave(stopped)):
            is_early = _has_input()
            print(question, end=" ", file=sys.stderr, flush=True)  # noqa: T201
            line = sys.stdin.readline()
            while takes_lines and line.strip() and line.endswith("\n") and _has_input():
                line += sys.stdin.readline() or " "  # the end of the input
        if not line:
            raise BptipError(f"The input ended. {stopped}")
        try:
            answer = meaning(line.strip())
        except BptipError as error:
            say(*error.lines)
            continue
        if line.strip() or not (is_early and answer):
            return answer


PASTE_PAUSE: Final = 0.05
"""Maximum pause between two lines of a pasted text (seconds); set by hand."""

if sys.platform == "win32":

    def _has_input() -> bool:
        from msvcrt import kbhit

        sleep(PASTE_PAUSE)
        return kbhit()

else:

    def _has_input() -> bool:
        """True if a further line follows at once, as in a pasted text."""
        return bool(select([sys.stdin], [], [], PASTE_PAUSE)[0])


def _leave(stopped: str) -> None:
    """Says what was written, and ends the run as Ctrl-C does anywhere else."""
    os.write(2, f"\n{stopped}\n".encode())
    os._exit(128 + signal.SIGINT)


def as_typed(meaning: Callable[[str], object]) -> Callable[[str], str | None]:
    """Returns the function that keeps an answer with a meaning as it is; an empty one is None."""

    def kept(text: str) -> str | None:
        if text:
            meaning(text)
        return text or None

    return kept


def yes(text: str) -> bool:
    """Returns True for yes, False for no or an empty answer; raises BptipError for any other."""
    if text.casefold() not in YES_AND_NO:
        raise BptipError('Answer "yes" or "no".')
    return text.casefold() in ("y", "yes")


YES_AND_NO: Final = ("y", "yes", "n", "no", "")
"""The answers to a question of yes or no."""


def yes_or_enter(text: str) -> bool:
    """Returns True for yes or an empty answer, False for no; raises BptipError for any other."""
    return not text or yes(text)


def confirm(question: str) -> None:
    """Asks a question of yes or no on a terminal; raises BptipError if the answer is no."""
    if is_answered() and not asked_until(f"{question} (yes or no)", yes):
        raise RefusedError(STOPPED)


def summary(update: Update | Statement, labels: Labels) -> Iterator[str]:
    """Yields an update, a line each: its item, its day and party, and what it states."""
    yield f"{update.item}  {labels.titles.get(update.item, '')}".rstrip()
    part = ", its own part" if update.own else ""
    yield f"  {vocabulary.day_by(update.on, update.by)}{part}"
    for name in SUMMARISED:
        value = getattr(update, name)
        if value is not None:
            shown = vocabulary.day(value) if isinstance(value, date) else str(value)
            yield f"  {name}: {shown}"
    yield from (f"  {name}: {value}" for name, value in update.values.items())
    yield from (f"  evidence: {address}" for address in update.evidence)


SUMMARISED: Final = (
    "status", "said", "progress", "reason", "challenges", "expected", "next", "note", "round",
    "taken_from",
)  # fmt: skip
"""The keys of an update that its summary shows, by their names in the journal."""
