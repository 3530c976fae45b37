"""Names as people type them: matched whatever the case, spaces and signs, or by initials.

A name that is unknown is refused, with the nearest one that is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from typing import Final, TypeVar

from bptip.plan.errors import BptipError, ErrorCode
from bptip.plan.model import REPORTABLE, Status
from bptip.plan.vocabulary import ONGOING_READINGS, listing

T = TypeVar("T")

_IGNORED: Final = re.compile(r"[\W_]+")
_SMALL_WORDS: Final = frozenset({"and", "for", "of", "the"})

# --- Matching.


def folded(name: str) -> str:
    """Returns the name as it is compared: its letters and digits, without case."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name).casefold())


def initials(name: str) -> str:
    """Returns the initials of a name of several words, folded: "usa"; else an empty text."""
    words = [word for word in re.split(r"[\s\-]+", name) if word.casefold() not in _SMALL_WORDS]
    return "".join(word[0] for word in words if word).casefold() if len(words) > 1 else ""


def find_name(text: str, known: Iterable[str]) -> str | None:
    """Returns the known name that equals the text, or that has the same letters; else None."""
    names = list(dict.fromkeys(known))
    if text in names:
        return text
    same_letters = [name for name in names if folded(text) and folded(name) == folded(text)]
    return same_letters[0] if len(same_letters) == 1 else None


def find_parties(text: str, known: Iterable[str]) -> list[str]:
    """Returns the known parties that the text can mean: by letters, else by initials (USA)."""
    names = list(dict.fromkeys(known))
    by_letters = find_name(text, names)
    if by_letters is not None:
        return [by_letters]
    wanted = folded(text)
    return [name for name in names if wanted and initials(name) == wanted]


MIN_LIKENESS: Final = 0.6
"""Minimum likeness of a name to be suggested (0 to 1): the default of `difflib`."""


def nearest(text: str, known: Iterable[str]) -> str | None:
    """Returns the known name that begins with the text, else the one most like it, or None."""
    from difflib import get_close_matches

    by_text = {name.casefold(): name for name in known}
    wanted = text.strip().casefold()
    beginning = [name for name in by_text if wanted and name.startswith(wanted)]
    close = beginning or get_close_matches(wanted, by_text, n=1, cutoff=MIN_LIKENESS)
    return by_text[close[0]] if close else None


# --- Hints.

MAX_LOOKUPS: Final = 20
"""Maximum number of unknown names for which a near match is looked up.

A look-up among thousands of names takes milliseconds; a file with more unknown names than this has
another fault than typing mistakes.
"""


def cached_hint(hint: Callable[[str], T]) -> Callable[[str], T | None]:
    """Returns the hint function with a cache; it gives None for names after `MAX_LOOKUPS`."""
    cache: dict[str, T] = {}

    def cached(text: str) -> T | None:
        if text not in cache and len(cache) < MAX_LOOKUPS:
            cache[text] = hint(text)
        return cache.get(text)

    return cached


MAX_NAMES: Final = 60
"""Maximum number of names in a hint: four lines of a terminal."""


def listed(names: Collection[str]) -> str:
    """Returns the names as a list, "a, b, c"; after `MAX_NAMES` only how many more there are."""
    first = ", ".join(islice(names, MAX_NAMES))
    more = len(names) - MAX_NAMES
    return f"{first} … and {more:,} more" if more > 0 else first


MAX_KNOWN: Final = 24
"""Maximum number of known names in a refusal: two lines of a terminal."""


def unknown_name(
    kind: str,
    text: str,
    known: Sequence[str],
    near: str | None = None,
    code: ErrorCode = ErrorCode.USAGE,
) -> BptipError:
    """Returns the refusal of an unknown name, with the nearest name and the first known ones.

    `near` is the name that is meant, where it is known better than by its letters. The code is
    `usage` for a word of bptip's own.
    """
    near = near or nearest(text, known)
    some = ", ".join(known[:MAX_KNOWN]) + (", …" if len(known) > MAX_KNOWN else "")
    return BptipError(
        f'There is no {kind} "{text}".',
        f'Did you mean "{near}"?' if near else "",
        f"Known: {some}." if known else "None is known here.",
        code=code,
    )


def known_party(text: str, parties: Iterable[str]) -> str:
    """Returns the party that is meant.

    Raises BptipError for an unknown name, and for initials that several parties have.
    """
    names = list(parties)
    matches = find_parties(text, names)
    if len(matches) > 1:
        raise BptipError(
            f'"{text}" could mean {listing(matches, "or")}.',
            "Write the whole name.",
            code=ErrorCode.AMBIGUOUS,
        )
    if not matches:
        raise unknown_name("party", text, names, code=ErrorCode.NOT_FOUND)
    return matches[0]


# --- Statuses.

COMPLETED_WORDS: Final = ("done", "complete", "finished")
"""Other words that are taken for "completed"."""

LIKELY_STATUSES: Final = {
    "late": Status.DELAYED,
    "overdue": Status.DELAYED,
    "postponed": Status.DELAYED,
    "behind": Status.DELAYED,
    "cancelled": Status.DISCONTINUED,
    "canceled": Status.DISCONTINUED,
    "dropped": Status.DISCONTINUED,
    "stopped": Status.DISCONTINUED,
    "paused": Status.ON_HOLD,
    "suspended": Status.ON_HOLD,
    "waiting": Status.ON_HOLD,
    "planned": Status.NOT_STARTED,
    "pending": Status.NOT_STARTED,
    "started": Status.IN_PROGRESS,
    "underway": Status.IN_PROGRESS,
    "standing": Status.CONTINUOUS,
}
"""Words that people use for a status, each with the status that is suggested, never assumed."""

AMBIGUOUS: Final = "ongoing"
"""A word that diplomats use both for "in progress" and for "continuous"; it is refused."""


def find_status(text: str, *, statuses: Iterable[Status] = REPORTABLE) -> Status | None:
    """Returns the status that is meant by "In progress", "in_progress", "done"; else None."""
    if folded(text) in COMPLETED_WORDS:
        return Status.COMPLETED
    name = find_name(text, [status.value for status in statuses])
    return Status(name) if name else None


def known_status(text: str, statuses: Iterable[Status] = Status) -> Status:
    """Returns the status that is meant.

    Raises BptipError for an unknown word, and for "ongoing" with its two readings.
    """
    allowed = tuple(statuses)
    status = find_status(text, statuses=allowed)
    if status is not None:
        return status
    if folded(text) == AMBIGUOUS:
        raise BptipError(ONGOING_READINGS, code=ErrorCode.AMBIGUOUS)
    likely = LIKELY_STATUSES.get(folded(text))
    near = likely.value if likely in allowed else None
    raise unknown_name("status", text, [status.value for status in allowed], near)
