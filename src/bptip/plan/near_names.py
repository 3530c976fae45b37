"""The known name that is nearest to an unknown name: "Did you mean …?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from typing import Final, TypeVar

from bptip.plan.characters import hidden_difference, look
from bptip.plan.errors import BptipError

T = TypeVar("T")

MIN_LIKENESS: Final = 0.6
"""Minimum likeness at which a name is suggested (0 to 1): the default of `difflib`."""


def nearest(text: str, known: Iterable[str]) -> str | None:
    """Returns the known name that looks like a text, begins with or has it, or is nearest.

    None if nothing is near. A text is in a name if its words are whole words of the name, and of no
    other name: *Korea* is in *Republic of Korea*.

    A word with "not" before it is the opposite of the word, and never near it.
    """
    from difflib import get_close_matches

    by_text = {name.casefold(): name for name in known}
    wanted, shape = text.strip().casefold(), look(text)
    alike = [name for name in by_text if shape and look(name) == shape]
    beginning = alike or [name for name in by_text if wanted and name.startswith(wanted)]
    same = [name for name in by_text if denies(name) is denies(wanted)]
    having = [name for name in same if wanted and f" {wanted} " in f" {name} "]
    close = beginning or (having if len(having) == 1 else [])
    close = close or get_close_matches(wanted, same, n=1, cutoff=MIN_LIKENESS)
    return by_text[close[0]] if close else None


def denies(text: str) -> bool:
    """True if a text in lower case begins with a word that denies the rest."""
    return re.match(r"(?:no|non|not|never|belum|tidak)[\W_]", text) is not None


MAX_LOOKUPS: Final = 20
"""Maximum number of unknown names for which a near match is looked up.

A look-up among thousands of names takes milliseconds; in a file with more unknown names than this,
the fault is not a few typing mistakes.
"""


def cached_hint(hint: Callable[[str], T]) -> Callable[[str], T | None]:
    """Returns the hint function with a cache; after `MAX_LOOKUPS` names, new names get None."""
    cache: dict[str, T] = {}

    def cached(text: str) -> T | None:
        if text not in cache and len(cache) < MAX_LOOKUPS:
            cache[text] = hint(text)
        return cache.get(text)

    return cached


def did_you_mean(text: str, near: str | None) -> str:
    """Returns the question "Did you mean …?" about the near name; "" if there is none.

    If the two names look the same, a sentence about the character that differs follows.
    """
    if not near:
        return ""
    return " ".join(filter(None, (f'Did you mean "{near}"?', hidden_difference(text, near))))


MAX_NAMES: Final = 60
"""Maximum number of names in a hint: four lines of a terminal."""


def listed(names: Collection[str]) -> str:
    """Returns the names as a list, "a, b, c"; after `MAX_NAMES`, the number of further names."""
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
    error: type[BptipError] = BptipError,
) -> BptipError:
    """Returns the refusal of an unknown name, with the nearest name and the first known names.

    `near` is the name that is meant, if the caller knows; else it is looked up by its letters.
    `error` is its class; BptipError is for one of bptip's own words.
    """
    near = near or nearest(text, known)
    some = ", ".join(known[:MAX_KNOWN]) + (", …" if len(known) > MAX_KNOWN else "")
    return error(
        f'There is no {kind} "{text}".',
        did_you_mean(text, near),
        f"Known: {some}." if known else f"The plan names no {kind}.",
    )
