"""Statuses as people type them, and the words for which bptip only suggests a status."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bptip.plan.characters import letters_of
from bptip.plan.errors import AmbiguousError, BptipError
from bptip.plan.model import REPORTABLE, Status
from bptip.plan.names import find_name
from bptip.plan.near_names import nearest, unknown_name
from bptip.plan.vocabulary import ONGOING_READINGS

COMPLETED_WORDS: Final = ("done", "complete", "finished")
"""Other words that are accepted for "completed"."""

LIKELY_STATUSES: Final = {
    "late": Status.DELAYED,
    "overdue": Status.DELAYED,
    "postponed": Status.DELAYED,
    "behind": Status.DELAYED,
    "cancelled": Status.DISCONTINUED,
    "canceled": Status.DISCONTINUED,
    "dropped": Status.DISCONTINUED,
    "paused": Status.ON_HOLD,
    "suspended": Status.ON_HOLD,
    "waiting": Status.ON_HOLD,
    "notyet": Status.NOT_STARTED,
    "planned": Status.NOT_STARTED,
    "pending": Status.NOT_STARTED,
    "half": Status.IN_PROGRESS,
    "partial": Status.IN_PROGRESS,
    "inhand": Status.IN_PROGRESS,
    "incomplete": Status.IN_PROGRESS,
    "uncomplete": Status.IN_PROGRESS,
    "unfinished": Status.IN_PROGRESS,
    "partly": Status.IN_PROGRESS,
    "running": Status.IN_PROGRESS,
    "started": Status.IN_PROGRESS,
    "underway": Status.IN_PROGRESS,
    "held": Status.COMPLETED,
    "closed": Status.COMPLETED,
    "initiated": Status.IN_PROGRESS,
    "commenced": Status.IN_PROGRESS,
    "blocked": Status.ON_HOLD,
    "stalled": Status.ON_HOLD,
    "offtrack": Status.DELAYED,
    "notontrack": Status.DELAYED,
    "standing": Status.CONTINUOUS,
}
"""The first letters of words that people use for a status, each with the status to suggest.

The status is suggested and never assumed.
"""

AMBIGUOUS: Final = "ongoing"
"""A word that diplomats use both for "in progress" and for "continuous"; it is refused."""


_ENDED: Final = ("completed", *COMPLETED_WORDS)
_STOPPED: Final = ("stopped", "halted")

READINGS: Final = {
    AMBIGUOUS: (Status.IN_PROGRESS, Status.CONTINUOUS),
    **{f"not{word}": (Status.NOT_ACHIEVED, Status.IN_PROGRESS) for word in _ENDED},
    **{f"notyet{word}": (Status.NOT_STARTED, Status.IN_PROGRESS) for word in _ENDED},
    **{f"not{word}yet": (Status.NOT_STARTED, Status.IN_PROGRESS) for word in _ENDED},
    "ok": (Status.COMPLETED, Status.IN_PROGRESS),
    **dict.fromkeys(_STOPPED, (Status.ON_HOLD, Status.DISCONTINUED)),
}
"""The letters of words that can mean either of two statuses in a table."""


def readings_of(text: str) -> tuple[Status, Status] | None:
    """Returns the two statuses that a text can mean; None for any other text.

    "Stopped for lack of money" has the two of "stopped".
    """
    letters = letters_of(text)
    stopped = next((word for word in _STOPPED if letters.startswith(word)), "")
    return READINGS.get(letters) or READINGS.get(stopped)


def is_like_status(text: str) -> bool:
    """True if people use the text for a status that bptip only suggests."""
    return readings_of(text) is not None or letters_of(text) in LIKELY_STATUSES


def likely_status(text: str) -> Status | None:
    """Returns the status to suggest for a word such as "postponed"; None for other words."""
    letters = letters_of(text)
    begun = (status for word, status in LIKELY_STATUSES.items() if letters.startswith(word))
    return next(begun, None) if readings_of(text) is None else None


def find_status(text: str, *, statuses: Iterable[Status] = REPORTABLE) -> Status | None:
    """Returns the status that is meant by "In progress", "in_progress", "done"; else None."""
    if letters_of(text) in COMPLETED_WORDS:
        return Status.COMPLETED
    name = find_name(text, [status.value for status in statuses])
    return Status(name) if name else None


def known_status(text: str, statuses: Iterable[Status] = Status) -> Status:
    """Returns the status that is meant.

    Raises BptipError for an unknown word, and for one with two readings, as "ongoing".
    """
    allowed = tuple(statuses)
    status = find_status(text, statuses=allowed)
    if status is not None:
        return status
    if letters_of(text) == AMBIGUOUS:
        raise AmbiguousError(ONGOING_READINGS)
    if find_name(text, [Status.NOT_REPORTED.value]):
        hint = "Where nobody has reported, there is nothing to record."
        raise BptipError(f'"{text}" is not a status that can be stated.', hint)
    names = [status.value for status in allowed]
    if readings := readings_of(text):
        first, second = readings
        raise AmbiguousError(f'"{text}" can mean two statuses.', f'Write "{first}" or "{second}".')
    suggested = LIKELY_STATUSES | dict.fromkeys(COMPLETED_WORDS, Status.COMPLETED)
    near = likely_status(text) or suggested.get(nearest(text, [*names, *suggested]) or "")
    raise unknown_name("status", text, names, near.value if near in allowed else None)
