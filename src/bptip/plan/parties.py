"""The parties of a workspace: their other spellings, and the office's own words for statuses.

A spelling is read wherever a party is named. It means the party as the plan spells it, else the
name that the table has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.plan.characters import letters_of, same_name
from bptip.plan.errors import BptipError
from bptip.plan.model import EMPTY, Status
from bptip.plan.names import find_status, known_status

if TYPE_CHECKING:
    from bptip.plan.model import Activity, Objective, Update, Version


class Parties(NamedTuple):
    """The values of `parties.toml`: other spellings by party, and statuses by the office's word."""

    also: Mapping[str, tuple[str, ...]] = EMPTY
    statuses: Mapping[str, Status] = EMPTY


NO_PARTIES: Final = Parties()


def _key(name: str) -> str:
    """Returns a name as names are compared: as they are stored, without case."""
    return same_name(name).casefold()


def duplicate_names(parties: Parties, groups: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Returns the names that mean two things, each with the party or group that has it first."""
    first: dict[str, str] = {}
    duplicates: list[tuple[str, str]] = []
    named = [(party, name) for party, also in parties.also.items() for name in (party, *also)]
    for owner, name in (*named, *((group, group) for group in groups)):
        holder = first.setdefault(_key(name), owner)
        if holder != owner:
            duplicates.append((name, holder))
    return duplicates


class Spellings:
    """The names of a plan's parties by every spelling that is read for them."""

    def __init__(self, parties: Parties, listed: Sequence[str] = ()) -> None:
        self._names: dict[str, str] = {}
        own = {_key(name): name for name in reversed(listed)}
        for party, also in parties.also.items():
            spellings = (party, *also)
            name = next((own[_key(each)] for each in spellings if _key(each) in own), party)
            self._names.update({_key(each): name for each in spellings})

    def __bool__(self) -> bool:
        """Returns True if any other spelling is known."""
        return bool(self._names)

    def name(self, text: str) -> str:
        """Returns the party's name for a spelling; any other text as it is."""
        return self._names.get(_key(text), text)

    def names(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Returns the names for these spellings, each once."""
        return tuple(dict.fromkeys(map(self.name, texts)))


def spelled_version(version: Version, parties: Parties) -> Version:
    """Returns a version with each party under one name, in its list, groups, leads and partners."""
    spellings = Spellings(parties, version.plan.parties)
    if not spellings:
        return version
    groups = {group: spellings.names(names) for group, names in version.plan.groups.items()}
    plan = version.plan._replace(
        parties=spellings.names(version.plan.parties), groups=groups or version.plan.groups
    )
    objectives = tuple(_spelled_objective(each, spellings) for each in version.objectives)
    return version._replace(plan=plan, objectives=objectives)


def _spelled_objective(objective: Objective, spellings: Spellings) -> Objective:
    activities = tuple(_spelled_activity(each, spellings) for each in objective.activities)
    return objective._replace(activities=activities)


def _spelled_activity(activity: Activity, spellings: Spellings) -> Activity:
    return activity._replace(
        lead=spellings.names(activity.lead), partners=spellings.names(activity.partners)
    )


def spelled_updates(
    updates: Iterable[Update], parties: Parties, listed: Sequence[str]
) -> tuple[Update, ...]:
    """Returns the updates with each reporter under the name that a plan with these parties has."""
    spellings = Spellings(parties, listed)
    if not spellings:
        return tuple(updates)
    return tuple(
        update if update.by is None else update._replace(by=spellings.name(update.by))
        for update in updates
    )


class StatedStatus(NamedTuple):
    """A status as it was typed: ours, and the office's own word for it, if that was typed."""

    status: Status
    said: str | None = None


def stated_status(text: str, parties: Parties, statuses: Sequence[Status]) -> StatedStatus:
    """Returns the status that is meant, by our word or the office's.

    Raises BptipError for an unknown word, and for a word that may not be stated here.
    """
    wanted = letters_of(text)
    for word, status in parties.statuses.items():
        if wanted and letters_of(word) == wanted:
            if status not in statuses:
                raise BptipError(f'"{word}" means {status}, which cannot be stated here.')
            return StatedStatus(status, word)
    return StatedStatus(known_status(text, statuses))


def misleading_words(parties: Parties) -> list[tuple[str, Status]]:
    """Returns the office's words that are ours with another meaning, with our meaning."""
    ours = ((word, status, find_status(word)) for word, status in parties.statuses.items())
    return [(word, meant) for word, status, meant in ours if meant not in (None, status)]
