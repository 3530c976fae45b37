"""The parties of a workspace: their other spellings, and the office's own words for statuses.

A spelling is read wherever a party is named. It means the party as the plan spells it, else the
name that the table has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from bptip.plan.characters import letters_of, same_name
from bptip.plan.errors import BptipError
from bptip.plan.journal import Returns, Update
from bptip.plan.model import EMPTY, Activity, Objective, Status, Version
from bptip.plan.status_names import known_status


class Parties(NamedTuple):
    """The values of `parties.toml`: other spellings by party, and statuses by the office's word."""

    also: Mapping[str, tuple[str, ...]] = EMPTY
    statuses: Mapping[str, Status] = EMPTY


NO_PARTIES: Final = Parties()


def key_of_name(name: str) -> str:
    """Returns a name as names are compared: as they are stored, without case."""
    return same_name(name).casefold()


class Spellings:
    """The names of a plan's parties by every spelling that is read for them.

    `listed` are the names that the plan itself lists: they are its own spellings. The name of one
    of its `groups` is never another spelling of a party.
    """

    def __init__(
        self, parties: Parties, listed: Iterable[str] = (), groups: Iterable[str] = ()
    ) -> None:
        self._names: dict[str, str] = {}
        own: dict[str, str] = {}
        for name in listed if parties.also else ():
            own.setdefault(key_of_name(name), name)
        for party, also in parties.also.items():
            spellings = dict.fromkeys(map(key_of_name, (party, *also)))
            name = next((own[each] for each in spellings if each in own), party)
            self._names.update(dict.fromkeys(spellings, name))
        for group in groups if parties.also else ():
            self._names.pop(key_of_name(group), None)

    def __bool__(self) -> bool:
        """True if any other spelling is known."""
        return bool(self._names)

    def name(self, text: str) -> str:
        """Returns the party's name for a spelling; any other text as it is."""
        return self._names.get(key_of_name(text), text) if self._names else text

    def names(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Returns the names for these spellings, each once."""
        return tuple(dict.fromkeys(map(self.name, texts)))

    def in_place(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Returns a name for each of these spellings, in their places."""
        return tuple(map(self.name, texts))

    def typed(self, text: str) -> str:
        """Returns the party's name for a spelling as people type it; any other text as it is.

        Case, spaces, hyphens and dots don't matter, where only one party has these letters.
        """
        wanted = letters_of(text)
        alike = {name for key, name in self._names.items() if letters_of(key) == wanted}
        return self.name(text) if len(alike) != 1 else alike.pop()


AS_WRITTEN: Final = Spellings(NO_PARTIES)
"""No other spelling is known: each party keeps the name that is written."""


def spellings_of(parties: Parties, versions: Sequence[Version]) -> Spellings:
    """Returns the spellings that a plan with these versions, the latest first, reads."""
    listed = [name for version in versions for name in version.plan.parties]
    groups = [group for version in versions for group in version.plan.groups]
    return Spellings(parties, listed, groups)


Spell = Callable[[Iterable[str]], tuple[str, ...]]
"""Returns the names for spellings."""


def spelled_version(version: Version, spell: Spell) -> Version:
    """Returns a version with each party under one name, in its list, groups, leads and partners."""
    groups = {group: spell(names) for group, names in version.plan.groups.items()}
    plan = version.plan._replace(
        parties=spell(version.plan.parties), groups=groups or version.plan.groups
    )
    objectives = tuple(_spelled_objective(each, spell) for each in version.objectives)
    return version._replace(plan=plan, objectives=objectives)


def _spelled_objective(objective: Objective, spell: Spell) -> Objective:
    activities = tuple(_spelled_activity(each, spell) for each in objective.activities)
    return objective._replace(activities=activities)


def _spelled_activity(activity: Activity, spell: Spell) -> Activity:
    return activity._replace(lead=spell(activity.lead), partners=spell(activity.partners))


def spelled_update(update: Update, spellings: Spellings) -> Update:
    """Returns an update with its reporter under the name that the plan has."""
    return update if update.by is None else update._replace(by=spellings.name(update.by))


def spelled_returns(returns: Returns, spellings: Spellings) -> Returns:
    """Returns rounds and receipts with each party under one name."""
    return Returns(
        tuple(each._replace(asked=spellings.names(each.asked)) for each in returns.rounds),
        tuple(
            each._replace(
                party=spellings.name(each.party), via=each.via and spellings.name(each.via)
            )
            for each in returns.receipts
        ),
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
