"""The status of an objective, from the statuses of its activities: a table of named rules.

The first rule that fits wins; its name is what `show` gives as the reason. Discontinued
activities are set aside after the first rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from bptip.plan.model import Status

STATED: Final = "stated"
"""The name of the reason where an update states the objective's status itself."""

NO_ACTIVITIES: Final = "no-activities"
"""The name of the reason where an objective has no activities: its own last update counts."""

Statuses = Sequence[Status]


class Rule(NamedTuple):
    """One rule: its name, which statuses it fits, and the status that it gives the objective."""

    name: str
    fits: Callable[[Statuses], bool]
    status: Status


def _open(statuses: Statuses) -> list[Status]:
    return [status for status in statuses if status.open]


def nothing_left(statuses: Statuses) -> bool:
    """Every activity is discontinued."""
    return not statuses


def all_completed(statuses: Statuses) -> bool:
    """Each is completed."""
    return all(status is Status.COMPLETED for status in statuses)


def all_not_reported(statuses: Statuses) -> bool:
    """Nobody has stated the status of any."""
    return all(status is Status.NOT_REPORTED for status in statuses)


def none_started(statuses: Statuses) -> bool:
    """Each is not started, or not reported."""
    return all(status in (Status.NOT_REPORTED, Status.NOT_STARTED) for status in statuses)


def all_met(statuses: Statuses) -> bool:
    """Each is completed, or a standing commitment that is being met."""
    return all(status in (Status.COMPLETED, Status.CONTINUOUS) for status in statuses)


def all_on_hold(statuses: Statuses) -> bool:
    """Each open one is on hold."""
    return all(status is Status.ON_HOLD for status in _open(statuses))


def all_delayed(statuses: Statuses) -> bool:
    """Each open one is delayed, or on hold."""
    return all(status in (Status.DELAYED, Status.ON_HOLD) for status in _open(statuses))


def mixed(_: Statuses) -> bool:
    """None of the others."""
    return True


ROLL_UP: Final = (
    Rule("all-discontinued", nothing_left, Status.DISCONTINUED),
    Rule("all-completed", all_completed, Status.COMPLETED),
    Rule("all-not-reported", all_not_reported, Status.NOT_REPORTED),
    Rule("none-started", none_started, Status.NOT_STARTED),
    Rule("all-met", all_met, Status.CONTINUOUS),
    Rule("all-on-hold", all_on_hold, Status.ON_HOLD),
    Rule("all-delayed", all_delayed, Status.DELAYED),
    Rule("mixed", mixed, Status.IN_PROGRESS),
)


def roll_up(statuses: Statuses) -> Rule:
    """The rule that makes an objective's status from those of its activities, one or more."""
    kept = [status for status in statuses if status is not Status.DISCONTINUED]
    return next(rule for rule in ROLL_UP if rule.fits(kept))
