"""Gives each party of a table one spelling, and proposes similar names as one party."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from bptip.plan.characters import letters_of
from bptip.plan.names import find_parties


class PartyCount(NamedTuple):
    """A party of a table: its name, its spellings, its number of cells, and True if it is known."""

    name: str
    spellings: tuple[str, ...]
    cells: int
    known: bool


class NearParties(NamedTuple):
    """Two names that may be one party."""

    name: str
    near: str


class JoinedParties(NamedTuple):
    """A name that may mean several parties: the known parties in the name, and its parts.

    `parts` are the texts between slashes, or else the parties in the name.
    """

    name: str
    inside: tuple[str, ...]
    parts: tuple[str, ...]


class Names:
    """The name of each party of a table, by its spelling.

    Spellings that differ only in case, spaces, hyphens and dots mean one party. Its name comes from
    the map or the known names, or else is the first spelling.
    """

    def __init__(self, known: Sequence[str], stated: Mapping[str, str]) -> None:
        self._by_letters = {letters_of(name): name for name in reversed(known)}
        self._stated = {letters_of(name): meant for name, meant in stated.items()}
        self._known = frozenset(known)
        self._counts: Counter[str] = Counter()
        self._spellings: dict[str, dict[str, None]] = {}
        self.places: dict[str, str] = {}

    def name(self, spelling: str, place: str) -> str:
        """Returns the name of a party in a cell, and counts the cell."""
        letters = letters_of(spelling)
        meant = self._stated.get(letters, spelling)
        name = self._by_letters.setdefault(letters_of(meant), meant)
        self._counts[name] += 1
        self._spellings.setdefault(name, {})[spelling] = None
        self.places.setdefault(name, place)
        return name

    def names(self, spellings: Sequence[str], place: str) -> tuple[str, ...]:
        """Returns the names of the parties in a cell, each once."""
        parties = (party for spelling in spellings for party in self._meant(spelling))
        return tuple(dict.fromkeys(self.name(party, place) for party in parties))

    def _meant(self, spelling: str) -> Sequence[str]:
        """Returns the parties that a spelling means by the map; else the spelling itself."""
        meant = self._stated.get(letters_of(spelling), "")
        return parties_meant(meant) if ";" in meant else [spelling]

    @property
    def counted(self) -> tuple[PartyCount, ...]:
        """The counted parties, most frequent first."""
        return tuple(
            PartyCount(name, tuple(self._spellings[name]), count, name in self._known)
            for name, count in self._counts.most_common()
        )

    @property
    def near(self) -> tuple[NearParties, ...]:
        """The new names that resemble another name: short forms, misspellings."""
        from difflib import get_close_matches

        joined = {each.name for each in self.joined}
        counted = [
            name for name in self._counts if len(letters_of(name)) > 3 and name not in joined
        ]
        candidates = list(dict.fromkeys([*self._known, *counted]))
        pairs: dict[frozenset[str], NearParties] = {}
        for name in counted[:MAX_COMPARED]:
            if name in self._known:
                continue
            count = counters(name)
            others = [other for other in candidates if other != name and counters(other) == count]
            near = find_parties(name, others) or get_close_matches(name, others, 1, MIN_LIKENESS)
            if near:
                pairs.setdefault(frozenset((name, near[0])), self._rarer_first(name, near[0]))
        return tuple(pairs.values())

    @property
    def joined(self) -> tuple[JoinedParties, ...]:
        """The new names with a slash or "with" between two: "Fiji/UNODC", "Fiji with UNODC"."""
        joined = []
        for name in self._counts:
            parts = tuple(part.strip() for part in name.split("/"))
            is_slashed = len(parts) > 1 and all(map(_IS_NAME.match, parts))
            if name in self._known or not (is_slashed or _LINK.search(name)):
                continue
            inside = self._inside(name)
            if is_slashed or inside:
                joined.append(JoinedParties(name, inside, parts if is_slashed else inside))
        return tuple(joined)

    def _inside(self, name: str) -> tuple[str, ...]:
        """Returns the parties whose names are inside a name, in order."""
        places = {
            other: match.start()
            for other in (*self._counts, *self._known)
            if other != name and (match := re.search(rf"(?<!\w){re.escape(other)}(?!\w)", name))
        }
        return tuple(sorted(places, key=lambda other: places[other]))

    def _rarer_first(self, name: str, near: str) -> NearParties:
        """Returns two names, the rarer one first; a known name is last."""
        order = list(self._counts)
        is_usual = near not in self._known and (-self._counts[name], order.index(name)) < (
            -self._counts[near], order.index(near)
        )  # fmt: skip
        return NearParties(near, name) if is_usual else NearParties(name, near)


_COUNTER: Final = re.compile(r"\d+|(?<=\s)(?:[A-Z]|[IVX]+)\Z")
"""A number, or a last word that counts as one: a letter, a Roman numeral."""


def parties_meant(text: str) -> list[str]:
    """Returns the parties that a map names as the meaning of a spelling, with ";" between them."""
    return [part.strip() for part in text.split(";") if part.strip()]


def counters(name: str) -> list[str]:
    """Returns the counters that tell names apart: "6" in "Ministry 6", "B" in "Team B"."""
    return _COUNTER.findall(name)


_LINK: Final = re.compile(r"\b(?:with|by|from)\b", re.IGNORECASE)
"""A word that links a party with one that helps it."""

_IS_NAME: Final = re.compile(r"\s*[^\W\d_a-z]\w")
"""The beginning of a name: a letter other than a to z, then another letter."""

MAX_COMPARED: Final = 200
"""Maximum number of new names that are compared with the others."""

MIN_LIKENESS: Final = 0.85
"""Minimum likeness (0 to 1) of two names that are perhaps one party; set by hand."""
