"""The status of an objective from its activities, and of an `each` activity from its parties.

Discontinued and not applicable parts are set aside; then the first rule that fits decides, and its
name is the reason that `show` gives. From `none-started` on, parts that are not reported are set
aside too: silence is not agreement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from bptip.plan.model import Status

STATED_RULE: Final = "stated"
"""The name of the rule where an update states the objective's status itself."""

NO_ACTIVITIES_RULE: Final = "no-activities"
"""The name of the rule where an objective has no activities: its own last update decides."""

UPDATE_RULE: Final = "update"
"""The name of the rule where an update states an activity's status, or nobody has reported."""

PERCENTAGE_RULE: Final = "percentage"
"""The name of the rule where updates state a percentage and no status."""

SET_ASIDE: Final = frozenset({Status.DISCONTINUED, Status.NOT_APPLICABLE})
"""The statuses that all rules after the first two leave out."""

Statuses = Sequence[Status]


class Rule(NamedTuple):
    """A rule: its name, a test of the statuses of the parts, and the status of the whole."""

    name: str
    fits: Callable[[Statuses], bool]
    status: Status


def kept(statuses: Statuses) -> list[Status]:
    """Returns the statuses that are not set aside."""
    return [status for status in statuses if status not in SET_ASIDE]


def _reported(statuses: Statuses) -> list[Status]:
    return [status for status in kept(statuses) if status is not Status.NOT_REPORTED]


def _open(statuses: Statuses) -> list[Status]:
    return [status for status in _reported(statuses) if status.is_open]


def all_not_applicable(statuses: Statuses) -> bool:
    """True if every status is not applicable."""
    return all(status is Status.NOT_APPLICABLE for status in statuses)


def all_discontinued(statuses: Statuses) -> bool:
    """True if every status is discontinued or not applicable."""
    return not kept(statuses)


def all_completed(statuses: Statuses) -> bool:
    """True if every status that is kept is completed."""
    return all(status is Status.COMPLETED for status in kept(statuses))


def all_not_reported(statuses: Statuses) -> bool:
    """True if every status that is kept is not reported."""
    return all(status is Status.NOT_REPORTED for status in kept(statuses))


def all_ended(statuses: Statuses) -> bool:
    """True if every status that is kept is completed or not achieved."""
    ended = (Status.COMPLETED, Status.NOT_ACHIEVED)
    return all(status in ended for status in kept(statuses))


def all_met(statuses: Statuses) -> bool:
    """True if every status that is kept is completed or continuous."""
    return all(status in (Status.COMPLETED, Status.CONTINUOUS) for status in kept(statuses))


def none_started(statuses: Statuses) -> bool:
    """True if every status that is reported is not started."""
    return all(status is Status.NOT_STARTED for status in _reported(statuses))


def all_on_hold(statuses: Statuses) -> bool:
    """True if some parts are reported as open, and all of these are on hold."""
    still_open = _open(statuses)
    return bool(still_open) and all(status is Status.ON_HOLD for status in still_open)


def all_delayed(statuses: Statuses) -> bool:
    """True if some parts are reported as open, and all of these are delayed or on hold."""
    still_open = _open(statuses)
    late = (Status.DELAYED, Status.ON_HOLD)
    return bool(still_open) and all(status in late for status in still_open)


def mixed(_: Statuses) -> bool:
    """True if no earlier rule fits."""
    return True


ROLL_UP: Final = (
    Rule("all-not-applicable", all_not_applicable, Status.NOT_APPLICABLE),
    Rule("all-discontinued", all_discontinued, Status.DISCONTINUED),
    Rule("all-completed", all_completed, Status.COMPLETED),
    Rule("all-not-reported", all_not_reported, Status.NOT_REPORTED),
    Rule("all-ended", all_ended, Status.NOT_ACHIEVED),
    Rule("all-met", all_met, Status.CONTINUOUS),
    Rule("none-started", none_started, Status.NOT_STARTED),
    Rule("all-on-hold", all_on_hold, Status.ON_HOLD),
    Rule("all-delayed", all_delayed, Status.DELAYED),
    Rule("mixed", mixed, Status.IN_PROGRESS),
)
"""The rules in their order, which is a contract."""


def roll_up(statuses: Statuses) -> Rule:
    """Returns the rule that gives the status of a whole, from the statuses of its parts."""
    return next(rule for rule in ROLL_UP if rule.fits(statuses))
