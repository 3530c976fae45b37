"""Names as people type them: matched by letters alone, without case, or by initials.

An unknown name is refused, and the nearest known name is suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, combinations
from typing import Final, TypeVar

from bptip.plan.characters import letters_of
from bptip.plan.errors import AmbiguousError, BptipError, NotFoundError
from bptip.plan.near_names import unknown_name
from bptip.plan.vocabulary import listing

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
"""Everyday names of states, with their names in the terminology of the United Nations."""

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

    These are tried in turn until a party is found: the same letters, initials (USA, Lao PDR), an
    everyday name (Laos).
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
    """Returns the names that mean the same state as a text does, in everyday or full form."""
    states = states_of(text)
    return [name for name in names if any(letters_of(name) in letters for letters in states)]


def states_of(text: str) -> list[frozenset[str]]:
    """Returns, for each state that a name can mean, the letters of all its names."""
    wanted = letters_of(text)
    return [letters for letters in _letters_of_states() if wanted in letters]


@cache
def _letters_of_states() -> tuple[frozenset[str], ...]:
    """Returns, for each state, the letters of every name and of every short form."""
    return tuple(
        frozenset(
            {letters_of(everyday), *map(letters_of, official), *chain(*map(short_forms, official))}
        )
        for everyday, official in EVERYDAY_NAMES.items()
    )


MAX_WORDS: Final = 12
"""Maximum number of words in a name that is shortened to initials."""


@cache
def short_forms(name: str) -> frozenset[str]:
    """Returns the letters of a name's short forms, with initials for two or more words in a row.

    The Republic of Korea is "rok" and "rk"; the Lao People's Democratic Republic is "laopdr".
    """
    words = re.split(r"[\s\-‐‑]+", name.strip())
    if not 1 < len(words) <= MAX_WORDS:
        return frozenset()
    main_words = [word for word in words if word.casefold() not in _SMALL_WORDS]
    return frozenset(chain(_shortened(words), _shortened(main_words)))


def _shortened(words: Sequence[str]) -> Iterator[str]:
    """Yields the letters of the words, with each run of two or more words cut to initials."""
    letters = [letters_of(word) for word in words]
    for start, end in combinations(range(len(words) + 1), 2):
        if end - start > 1:
            initials = "".join(word[:1] for word in letters[start:end])
            yield "".join((*letters[:start], initials, *letters[end:]))


def known_name(
    kind: str, text: str, known: Iterable[str], error: type[BptipError] = BptipError
) -> str:
    """Returns the known name that is meant; else raises BptipError with the nearest name."""
    names = list(known)
    name = find_name(text, names)
    if name is None:
        raise unknown_name(kind, text, names, error=error)
    return name


def known_party(text: str, parties: Iterable[str]) -> str:
    """Returns the party that is meant.

    Raises BptipError for an unknown name, and for initials that several parties have.
    """
    names = list(parties)
    matches = find_parties(text, names)
    if len(matches) > 1:
        raise AmbiguousError(
            f'"{text}" could mean {listing(matches, "or")}.', "Write the whole name."
        )
    if not matches:
        refuse_several(text, names)
        raise unknown_name("party", text, names, error=NotFoundError)
    return matches[0]


_BETWEEN_NAMES: Final = re.compile(r"\s*[,;/&+]\s*|\s+and\s+")


def refuse_several(text: str, parties: Sequence[str]) -> None:
    """Raises BptipError for a text that lists parties: "Fiji, Indonesia and Tonga"."""
    matches = [find_parties(each, parties) for each in _BETWEEN_NAMES.split(text)]
    if len(matches) > 1 and all(len(each) == 1 for each in matches):
        several = listing([name for each in matches for name in each])
        raise AmbiguousError(
            f'"{text}" names several parties: {several}.', "Give one of them here."
        )
