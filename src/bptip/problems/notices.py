"""Refusals and notices: the messages about problems that a command doesn't list in full.

`bptip check` lists every problem. Any other command either refuses the file, and shows its first
errors, or leaves something out and says so on one line.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from bptip.plan.command_lines import command_line
from bptip.plan.errors import BptipError, BrokenFileError
from bptip.plan.vocabulary import count
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
    """Returns the refusal of something with errors: their number, and the first of them.

    `see_all` is the command that lists all errors, if there is one.
    """
    hidden = len(problems) - MOST_SHOWN
    more = f"… and {hidden:,} more." if hidden > 0 else ""
    if more and see_all:
        more += f" `{see_all}` lists them all."
    return BrokenFileError(
        f"{subject} has {count(len(problems), 'error')}, so {consequence}.",
        *(on_one_line(problem) for problem in problems[:MOST_SHOWN]),
        more,
    )


def unreadable_notice(plan_id: str) -> str:
    """Returns the notice that a plan cannot be read, so that nobody takes a list for complete."""
    checking = command_line(("check", plan_id)) or "bptip check"
    return f"The plan {plan_id} cannot be read, so it is left out. `{checking}` says why."


def left_out_notices(problems: Sequence[Problem], updates: int) -> tuple[str, ...]:
    """Returns the notice that updates with errors are left out; an update can have several."""
    several = f"{count(updates, 'update')} with errors are left out"
    return _with_first(problems, updates, "An update with an error is left out", several)


def left_out_lines_notices(problems: Sequence[Problem]) -> tuple[str, ...]:
    """Returns the notice that lines of a file with errors are left out."""
    several = f"{count(len(problems), 'line')} with errors are left out"
    return _with_first(problems, len(problems), "A line with an error is left out", several)


def newer_notices(problems: Sequence[Problem]) -> tuple[str, ...]:
    """Returns the notice that blocks of the journal are skipped, since a newer bptip wrote them."""
    several = f"A newer bptip wrote {count(len(problems), 'block')} of the journal"
    single = "A newer bptip wrote a block of the journal"
    return _with_first(problems, len(problems), single, several)


def repeated_notices(problems: Sequence[Problem]) -> tuple[str, ...]:
    """Returns the notice that the journal repeats updates."""
    several = f"{count(len(problems), 'update')} in the journal are repeats"
    return _with_first(problems, len(problems), "An update is in the journal twice", several)


def reference_notices(faults: Sequence[Fault]) -> tuple[str, ...]:
    """Returns the notice that entries of `continues` lead to no item."""
    several = f"{len(faults):,} `continues` entries lead nowhere"
    return _with_first(faults, len(faults), "A `continues` entry leads nowhere", several)


def other_plan_hint(plan: str, plans: Collection[str]) -> str:
    """Returns the hint for a file of another plan, which may or may not be in the folder."""
    if plan in plans:
        return f"If that plan is meant, add --plan {plan}."
    return "That plan is not in this folder of plans. Give the folder that has it: --plans FOLDER."


def _with_first(
    faults: Sequence[Problem | Fault], number: int, single: str, several: str
) -> tuple[str, ...]:
    """Returns the notice for one fault or several, with the first fault; () without faults."""
    if not faults:
        return ()
    first = faults[0]
    shown = first.message if isinstance(first, Fault) else on_one_line(first)
    return (f"{single}: {shown}" if number == 1 else f"{several}; the first: {shown}",)
