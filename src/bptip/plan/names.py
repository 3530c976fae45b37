"""Names as people write them: found whatever the case, spaces and signs, or by initials.

What is unknown is answered with the nearest that is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from itertools import islice
from typing import Final, TypeVar

from bptip.plan.model import REPORTABLE, Status

T = TypeVar("T")

_IGNORED: Final = re.compile(r"[\W_]+")
_SMALL_WORDS: Final = frozenset({"and", "for", "of", "the"})

MEANS_COMPLETED: Final = ("done", "complete", "finished")
NEAR_STATUSES: Final = {
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
"""Words that people use for a status, each with what is most likely meant: asked, never taken."""

AMBIGUOUS: Final = "ongoing"
"""What diplomats use both for what will be finished and for what stands; so it is refused."""


def folded(name: str) -> str:
    """The name as it is compared: letters and digits alone, without case."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name).casefold())


def initials(name: str) -> str:
    """The folded initials of a name of several words: "usa"; empty for a single word."""
    words = [word for word in re.split(r"[\s\-]+", name) if word.casefold() not in _SMALL_WORDS]
    return "".join(word[0] for word in words if word).casefold() if len(words) > 1 else ""


def find_name(text: str, known: Iterable[str]) -> str | None:
    """The known name that the text is, or that has the same letters; else None."""
    names = list(dict.fromkeys(known))
    if text in names:
        return text
    found = [name for name in names if folded(text) and folded(name) == folded(text)]
    return found[0] if len(found) == 1 else None


def find_parties(text: str, known: Iterable[str]) -> list[str]:
    """The known parties that the text can mean: by its letters, else by their initials (USA)."""
    names = list(dict.fromkeys(known))
    by_letters = find_name(text, names)
    if by_letters is not None:
        return [by_letters]
    wanted = folded(text)
    return [name for name in names if wanted and initials(name) == wanted]


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known name that begins so, else the one most like the text, or None."""
    from difflib import get_close_matches

    by_text = {name.casefold(): name for name in known}
    wanted = text.strip().casefold()
    begun = [name for name in by_text if wanted and name.startswith(wanted)]
    close = begun or get_close_matches(wanted, by_text, n=1, cutoff=0.6)
    return by_text[close[0]] if close else None


MEANT: Final = 20
"""Of so many different texts it is looked up what was meant: more are no slips of the pen."""


def sparing(hint: Callable[[str], T]) -> Callable[[str], T | None]:
    """What works out a hint once for each text, and no more for any further text after `MEANT`.

    A look at every known name takes a moment, and there may be thousands of texts.
    """
    found: dict[str, T] = {}

    def spared(text: str) -> T | None:
        if text not in found and len(found) < MEANT:
            found[text] = hint(text)
        return found.get(text)

    return spared


LISTED: Final = 60
"""So many names at most stand in a hint."""


def listed(names: Collection[str]) -> str:
    """Names after each other: "a, b, c"; of very many the first, and how many more there are."""
    first = ", ".join(islice(names, LISTED))
    more = len(names) - LISTED
    return f"{first} … and {more:,} more" if more > 0 else first


def find_status(text: str, *, statuses: Iterable[Status] = REPORTABLE) -> Status | None:
    """The status that the text means: "In progress", "in_progress", "done"; else None."""
    if folded(text) in MEANS_COMPLETED:
        return Status.COMPLETED
    found = find_name(text, [status.value for status in statuses])
    return Status(found) if found else None
