"""Refusals and notices: the messages about problems that a command doesn't list in full.

`bptip check` lists every problem. Any other command either refuses the file, and shows its first
errors, or leaves something out and says so on one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bptip.plan.errors import BptipError, ErrorCode
from bptip.plan.vocabulary import count

if TYPE_CHECKING:
    from bptip.problems.fault import Fault, Problem

MOST_SHOWN: Final = 40
"""Maximum number of errors that a refusal shows: about two screens."""


def on_one_line(problem: Problem) -> str:
    """Returns a problem on one line: its place, its code, what is wrong, what to write instead."""
    hint = f" {problem.hint}" if problem.hint else ""
    return f"{problem.place}: {problem.code.name}: {problem.message}{hint}"


def refusal(
    subject: str, problems: Sequence[Problem], consequence: str, see_all: str = ""
) -> BptipError:
    """Returns the error that refuses something with errors: how many, and the first of them.

    `see_all` is the command that lists them all, if there is one.
    """
    hidden = len(problems) - MOST_SHOWN
    more = f"… and {hidden:,} more." if hidden > 0 else ""
    if more and see_all:
        more += f" `{see_all}` lists them all."
    return BptipError(
        f"{subject} has {count(len(problems), 'error')}, so {consequence}.",
        *(on_one_line(problem) for problem in problems[:MOST_SHOWN]),
        more,
        code=ErrorCode.BROKEN_FILE,
    )


def unreadable_notice(plan_id: str) -> str:
    """Returns the notice that a plan can't be read, so that a list is not taken for complete."""
    return f"The plan {plan_id} can't be read, so it is left out. `bptip check {plan_id}` says why."


def left_out_notices(problems: Sequence[Problem], updates: int) -> tuple[str, ...]:
    """Returns the notice that updates with errors are left out; an update can have several."""
    if not problems:
        return ()
    first = on_one_line(problems[0])
    if updates == 1:
        return (f"An update with an error is left out: {first}",)
    return (f"{count(updates, 'update')} with errors are left out; the first: {first}",)


def left_out_lines_notices(problems: Sequence[Problem]) -> tuple[str, ...]:
    """Returns the notice that lines of a file with errors are left out."""
    if not problems:
        return ()
    first = on_one_line(problems[0])
    if len(problems) == 1:
        return (f"A line with an error is left out: {first}",)
    return (f"{count(len(problems), 'line')} with errors are left out; the first: {first}",)


def newer_notices(problems: Sequence[Problem]) -> tuple[str, ...]:
    """Returns the notice that blocks of the journal, written by a newer bptip, are passed by."""
    if not problems:
        return ()
    first = on_one_line(problems[0])
    if len(problems) == 1:
        return (f"A newer bptip wrote a block of the journal: {first}",)
    blocks = count(len(problems), "block")
    return (f"A newer bptip wrote {blocks} of the journal; the first: {first}",)


def repeated_notices(problems: Sequence[Problem]) -> tuple[str, ...]:
    """Returns the notice that the journal repeats updates."""
    if not problems:
        return ()
    first = on_one_line(problems[0])
    if len(problems) == 1:
        return (f"An update is in the journal twice: {first}",)
    return (f"{count(len(problems), 'update')} in the journal are repeats; the first: {first}",)


def reference_notices(faults: Sequence[Fault]) -> tuple[str, ...]:
    """Returns the notice that entries of `continues` lead to no item."""
    if not faults:
        return ()
    first = faults[0].message
    if len(faults) == 1:
        return (f"A `continues` entry leads nowhere: {first}",)
    return (f"{len(faults):,} `continues` entries lead nowhere; the first: {first}",)
