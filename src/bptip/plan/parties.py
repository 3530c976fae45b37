"""The parties of a workspace: their other spellings, and the office's own words for statuses.

A spelling can be used wherever a party is named. It means the party by its name in the plan, or,
if the plan does not list it, by its name in the table of parties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from bptip.plan.characters import letters_of, same_name
from bptip.plan.errors import BptipError
from bptip.plan.journal import Returns, Update
from bptip.plan.model import EMPTY, Objective, Status, Version
from bptip.plan.status_names import known_status


class Parties(NamedTuple):
    """The values of `parties.toml`: the other spellings of parties, the office's status words."""

    also: Mapping[str, tuple[str, ...]] = EMPTY
    statuses: Mapping[str, Status] = EMPTY


NO_PARTIES: Final = Parties()


def key_of_name(name: str) -> str:
    """Returns a name in the form in which names are compared: as stored, without case."""
    return same_name(name).casefold()


class Spellings:
    """The names of a plan's parties, by each spelling of them.

    `listed` are the names in the plan's own list: a spelling means one of these first. The name of
    one of the plan's `groups` is never a spelling of a party.
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
        """Returns the party's name for each spelling, in the same order; duplicates stay."""
        return tuple(map(self.name, texts))

    def typed(self, text: str) -> str:
        """Returns the party's name for a spelling as people type it; any other text as it is.

        Case, spaces, hyphens and dots do not matter if only one party has these letters.
        """
        wanted = letters_of(text)
        alike = {name for key, name in self._names.items() if letters_of(key) == wanted}
        return self.name(text) if len(alike) != 1 else alike.pop()


AS_WRITTEN: Final = Spellings(NO_PARTIES)
"""The spellings where no table of parties is used: each party keeps its name as written."""


def spellings_of(parties: Parties, versions: Sequence[Version]) -> Spellings:
    """Returns the spellings of the parties of a plan, given its versions, the latest first."""
    listed = [name for version in versions for name in version.plan.parties]
    groups = [group for version in versions for group in version.plan.groups]
    return Spellings(parties, listed, groups)


Spell = Callable[[Iterable[str]], tuple[str, ...]]
"""A function that returns the parties' names for spellings."""


def spelled_version(version: Version, spell: Spell) -> Version:
    """Returns a version with each party under one name, in its list, groups, leads and partners."""
    groups = {group: spell(names) for group, names in version.plan.groups.items()}
    plan = version.plan._replace(
        parties=spell(version.plan.parties), groups=groups or version.plan.groups
    )
    objectives = tuple(_spelled_objective(each, spell) for each in version.objectives)
    return version._replace(plan=plan, objectives=objectives)


def _spelled_objective(objective: Objective, spell: Spell) -> Objective:
    activities = (
        each._replace(lead=spell(each.lead), partners=spell(each.partners))
        for each in objective.activities
    )
    return objective._replace(activities=tuple(activities))


def spelled_update(update: Update, spellings: Spellings) -> Update:
    """Returns an update with its reporter under the name in the plan."""
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
    """The status that was typed, and the office's own word for it, if that word was typed."""

    status: Status
    said: str | None = None


def stated_status(text: str, parties: Parties, statuses: Sequence[Status]) -> StatedStatus:
    """Returns the status that is meant by one of bptip's words or of the office's.

    Raises BptipError for an unknown word, and for a word that may not be stated here.
    """
    wanted = letters_of(text)
    for word, status in parties.statuses.items():
        if wanted and letters_of(word) == wanted:
            if status not in statuses:
                raise BptipError(f'"{word}" means {status}, which cannot be stated here.')
            return StatedStatus(status, word)
    return StatedStatus(known_status(text, statuses))
