"""Faults of the table of parties: names with two meanings, and words that mislead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bptip.plan.characters import letters_of
from bptip.plan.model import Status, Version
from bptip.plan.parties import Parties, key_of_name
from bptip.plan.status_names import find_status
from bptip.problems.fault import Code, Fault, FaultPath
from bptip.problems.shape import BAD_VALUE

DUPLICATE_PARTY: Final = Code(
    name="duplicate-party",
    what="one name means two parties, or a party and a group",
    why="A report under this name could count for either of the two.",
    scene="parties",
    wrong='[party."Indonesia"]\nalso = ["Viet Nam"]',
    right='[party."Indonesia"]\nalso = ["INA"]',
)


def sound_parties(parties: Parties) -> tuple[Parties, list[Fault]]:
    """Returns the table without the lines that have a fault, and these faults."""
    faults: list[Fault] = []
    owners: dict[str, str] = {}
    also: dict[str, tuple[str, ...]] = {}
    for party, spellings in parties.also.items():
        owner = owners.setdefault(key_of_name(party), party)
        if owner != party:
            faults.append(_duplicate(("party", party), party, owner))
            continue
        kept = []
        for place, spelling in enumerate(spellings):
            owner = owners.setdefault(key_of_name(spelling), party)
            if owner == party:
                kept.append(spelling)
            else:
                path = ("party", party, "also", place)
                faults.append(_duplicate(path, spelling, owner))
        also[party] = tuple(kept)
    misleading = dict(_misleading(parties.statuses))
    faults += misleading.values()
    statuses = {word: each for word, each in parties.statuses.items() if word not in misleading}
    return Parties(also, statuses), faults


def _duplicate(path: FaultPath, name: str, owner: str) -> Fault:
    message = f'"{name}" already means {owner}.'
    return Fault(DUPLICATE_PARTY, path, message, "Keep the name in one place only.")


def _misleading(statuses: Mapping[str, Status]) -> Iterator[tuple[str, Fault]]:
    """Yields the office's words that already have another meaning, each with its fault.

    Words are read by their letters alone, so two of them may be the same word.
    """
    first: dict[str, str] = {}
    for word, status in statuses.items():
        same = first.setdefault(letters_of(word) or word, word)
        if statuses[same] is not status:
            message = f'"{word}" cannot mean {status}: it is read as "{same}".'
            hint = f'"{same}" means {statuses[same]}. Keep one of the two lines.'
            yield word, Fault(BAD_VALUE, ("statuses", word), message, hint)
            continue
        ours = find_status(word)
        if ours not in (None, status):
            message = f'"{word}" cannot mean {status}: everywhere else it means {ours}.'
            hint = f'Write "{word}" = "{ours}", or delete the line.'
            yield word, Fault(BAD_VALUE, ("statuses", word), message, hint)


def names_of_groups(parties: Parties, versions: Iterable[Version]) -> Iterator[Fault]:
    """Yields a fault for each party or spelling that is the name of a group in a plan."""
    groups = {
        key_of_name(group): (group, version.plan.id)
        for version in versions
        for group in version.plan.groups
    }
    for party, also in parties.also.items():
        paths: list[tuple[str, FaultPath]] = [(party, ("party", party))]
        paths += [(name, ("party", party, "also", place)) for place, name in enumerate(also)]
        for name, path in paths:
            if key_of_name(name) in groups:
                group, plan = groups[key_of_name(name)]
                message = f'"{name}" is the name of a group in the plan {plan}: "{group}".'
                hint = "The plan lists the parties of the group. Delete this name here."
                yield Fault(DUPLICATE_PARTY, path, message, hint)
