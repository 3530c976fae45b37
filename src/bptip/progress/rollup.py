"""The status of an objective, from the statuses of its activities: a table of named rules.

The discontinued activities are set aside; then the first rule that fits decides, and its name is
the reason that `show` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from bptip.plan.model import Status

STATED_RULE: Final = "stated"
"""The name of the rule where an update states the objective's status itself."""

NO_ACTIVITIES_RULE: Final = "no-activities"
"""The name of the rule where an objective has no activities: its own last update decides."""

Statuses = Sequence[Status]


class Rule(NamedTuple):
    """A rule: its name, a function that is true of the statuses it fits, the status it gives."""

    name: str
    fits: Callable[[Statuses], bool]
    status: Status


def _open(statuses: Statuses) -> list[Status]:
    return [status for status in statuses if status.is_open]


def all_discontinued(statuses: Statuses) -> bool:
    """True if nothing is left after the discontinued were set aside."""
    return not statuses


def all_completed(statuses: Statuses) -> bool:
    """True if each is completed."""
    return all(status is Status.COMPLETED for status in statuses)


def all_not_reported(statuses: Statuses) -> bool:
    """True if each is not reported."""
    return all(status is Status.NOT_REPORTED for status in statuses)


def none_started(statuses: Statuses) -> bool:
    """True if each is not started or not reported."""
    return all(status in (Status.NOT_REPORTED, Status.NOT_STARTED) for status in statuses)


def all_met(statuses: Statuses) -> bool:
    """True if each is completed or continuous."""
    return all(status in (Status.COMPLETED, Status.CONTINUOUS) for status in statuses)


def all_on_hold(statuses: Statuses) -> bool:
    """True if each open one is on hold."""
    return all(status is Status.ON_HOLD for status in _open(statuses))


def all_delayed(statuses: Statuses) -> bool:
    """True if each open one is delayed or on hold."""
    return all(status in (Status.DELAYED, Status.ON_HOLD) for status in _open(statuses))


def mixed(_: Statuses) -> bool:
    """True if no earlier rule fits."""
    return True


ROLL_UP: Final = (
    Rule("all-discontinued", all_discontinued, Status.DISCONTINUED),
    Rule("all-completed", all_completed, Status.COMPLETED),
    Rule("all-not-reported", all_not_reported, Status.NOT_REPORTED),
    Rule("none-started", none_started, Status.NOT_STARTED),
    Rule("all-met", all_met, Status.CONTINUOUS),
    Rule("all-on-hold", all_on_hold, Status.ON_HOLD),
    Rule("all-delayed", all_delayed, Status.DELAYED),
    Rule("mixed", mixed, Status.IN_PROGRESS),
)
"""The rules in their order, which is a contract."""


def roll_up(statuses: Statuses) -> Rule:
    """Returns the rule that gives an objective its status, from those of its activities."""
    kept = [status for status in statuses if status is not Status.DISCONTINUED]
    return next(rule for rule in ROLL_UP if rule.fits(kept))
