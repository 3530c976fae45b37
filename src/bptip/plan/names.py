"""Names as people type them: matched without regard to case, spaces and signs, or by initials.

An unknown name is refused, and the nearest known name is suggested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, combinations, islice
from typing import Final, TypeVar

from bptip.plan.characters import hidden_difference, letters_of, look
from bptip.plan.errors import BptipError, ErrorCode
from bptip.plan.model import REPORTABLE, Status
from bptip.plan.vocabulary import ONGOING_READINGS, listing

T = TypeVar("T")

_SMALL_WORDS: Final = frozenset({"and", "for", "of", "the"})

EVERYDAY_NAMES: Final = {
    "brunei": ("Brunei Darussalam",),
    "burma": ("Myanmar",),
    "east timor": ("Timor-Leste",),
    "iran": ("Islamic Republic of Iran", "Iran (Islamic Republic of)"),
    "laos": ("Lao PDR", "Lao People's Democratic Republic"),
    "north korea": ("DPR Korea", "Democratic People's Republic of Korea"),
    "russia": ("Russian Federation",),
    "south korea": ("Republic of Korea",),
    "syria": ("Syrian Arab Republic",),
    "turkey": ("Türkiye",),
    "uk": ("United Kingdom", "United Kingdom of Great Britain and Northern Ireland"),
    "us": ("United States", "United States of America"),
}
"""Short names of states in speech, with their names in the terminology of the United Nations."""

# --- Matching.


def find_name(text: str, known: Iterable[str]) -> str | None:
    """Returns the known name that equals the text, or that has the same letters; else None."""
    names = list(dict.fromkeys(known))
    if text in names:
        return text
    wanted = letters_of(text)
    same_letters = [name for name in names if wanted and letters_of(name) == wanted]
    return same_letters[0] if len(same_letters) == 1 else None


def find_parties(text: str, known: Iterable[str]) -> list[str]:
    """Returns the known parties that the text can mean.

    The first step that finds any decides: the same letters, initials (USA, Lao PDR), a name that
    people use in speech (Laos).
    """
    names = list(dict.fromkeys(known))
    by_letters = find_name(text, names)
    if by_letters is not None:
        return [by_letters]
    return [name for name in names if _shortens(text, name)] or _of_one_state(text, names)


def _shortens(text: str, name: str) -> bool:
    """True if one of the two is a short form of the other."""
    return letters_of(text) in short_forms(name) or letters_of(name) in short_forms(text)


def _of_one_state(text: str, names: Iterable[str]) -> list[str]:
    """Returns the names of the state that a text names, in speech or in full."""
    wanted = letters_of(text)
    states = [letters for letters in _letters_of_states() if wanted in letters]
    return [name for name in names if any(letters_of(name) in letters for letters in states)]


@cache
def _letters_of_states() -> tuple[frozenset[str], ...]:
    """Returns the letters of every name of each state, with those of the short forms."""
    return tuple(
        frozenset(
            {letters_of(everyday), *map(letters_of, official), *chain(*map(short_forms, official))}
        )
        for everyday, official in EVERYDAY_NAMES.items()
    )


MAX_WORDS: Final = 12
"""Maximum number of words of a name that is shortened to initials."""


@cache
def short_forms(name: str) -> frozenset[str]:
    """Returns the letters of the short forms of a name: initials of two neighbours or more.

    The Republic of Korea is "rok" and "rk"; the Lao People's Democratic Republic is "laopdr".
    """
    words = re.split(r"[\s\-‐‑]+", name.strip())
    if not 1 < len(words) <= MAX_WORDS:
        return frozenset()
    main_words = [word for word in words if word.casefold() not in _SMALL_WORDS]
    return frozenset(chain(_shortened(words), _shortened(main_words)))


def _shortened(words: Sequence[str]) -> Iterator[str]:
    """Yields the letters of the words with each stretch of two or more replaced by initials."""
    letters = [letters_of(word) for word in words]
    for start, end in combinations(range(len(words) + 1), 2):
        if end - start > 1:
            initials = "".join(word[:1] for word in letters[start:end])
            yield "".join((*letters[:start], initials, *letters[end:]))


MIN_LIKENESS: Final = 0.6
"""Minimum likeness of a name to be suggested (0 to 1): the default of `difflib`."""


def nearest(text: str, known: Iterable[str]) -> str | None:
    """Returns the known name that looks the same, begins with the text, or is most like it."""
    from difflib import get_close_matches

    by_text = {name.casefold(): name for name in known}
    wanted, shape = text.strip().casefold(), look(text)
    alike = [name for name in by_text if shape and look(name) == shape]
    beginning = alike or [name for name in by_text if wanted and name.startswith(wanted)]
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


def did_you_mean(text: str, near: str | None) -> str:
    """Returns the question whether a known name was meant; "" without one.

    Where the two look the same, it says which character differs.
    """
    if not near:
        return ""
    return " ".join(filter(None, (f'Did you mean "{near}"?', hidden_difference(text, near))))


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
        did_you_mean(text, near),
        f"Known: {some}." if known else f"The plan names no {kind}.",
        code=code,
    )


def known_name(
    kind: str, text: str, known: Iterable[str], code: ErrorCode = ErrorCode.USAGE
) -> str:
    """Returns the known name that is meant; raises BptipError with the nearest if there is none."""
    names = list(known)
    name = find_name(text, names)
    if name is None:
        raise unknown_name(kind, text, names, code=code)
    return name


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
        refuse_several(text, names)
        raise unknown_name("party", text, names, code=ErrorCode.NOT_FOUND)
    return matches[0]


_BETWEEN_NAMES: Final = re.compile(r"\s*[,;/&+]\s*|\s+and\s+")


def refuse_several(text: str, parties: Sequence[str]) -> None:
    """Raises BptipError for a text that lists parties: "Fiji, Indonesia and Tonga"."""
    matches = [find_parties(each, parties) for each in _BETWEEN_NAMES.split(text)]
    if len(matches) > 1 and all(len(each) == 1 for each in matches):
        several = listing([name for each in matches for name in each])
        raise BptipError(
            f'"{text}" names several parties: {several}.',
            "Name one of them here.",
            code=ErrorCode.AMBIGUOUS,
        )


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
    "notyet": Status.NOT_STARTED,
    "planned": Status.NOT_STARTED,
    "pending": Status.NOT_STARTED,
    "halfdone": Status.IN_PROGRESS,
    "inhand": Status.IN_PROGRESS,
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
    "halted": Status.ON_HOLD,
    "offtrack": Status.DELAYED,
    "standing": Status.CONTINUOUS,
}
"""Words that people use for a status, each with the status that is suggested, never assumed."""

AMBIGUOUS: Final = "ongoing"
"""A word that diplomats use both for "in progress" and for "continuous"; it is refused."""


def is_like_status(text: str) -> bool:
    """True if people use the text for a status, and bptip refuses it with advice."""
    return letters_of(text) == AMBIGUOUS or letters_of(text) in LIKELY_STATUSES


def find_status(text: str, *, statuses: Iterable[Status] = REPORTABLE) -> Status | None:
    """Returns the status that is meant by "In progress", "in_progress", "done"; else None."""
    if letters_of(text) in COMPLETED_WORDS:
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
    if letters_of(text) == AMBIGUOUS:
        raise BptipError(ONGOING_READINGS, code=ErrorCode.AMBIGUOUS)
    names = [status.value for status in allowed]
    suggested = LIKELY_STATUSES | dict.fromkeys(COMPLETED_WORDS, Status.COMPLETED)
    letters = letters_of(text)
    word = letters if letters in suggested else nearest(text, [*names, *suggested])
    near = suggested.get(word or "")
    raise unknown_name("status", text, names, near.value if near in allowed else None)
