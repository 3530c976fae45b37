"""Warnings about names that readers take for one party, and bptip counts as two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bptip.plan.characters import hidden_difference, look
from bptip.plan.model import Version
from bptip.plan.names import states_of
from bptip.problems.fault import Fault, FaultPath, warning
from bptip.problems.version import activities_with_paths
from bptip.progress.plan_progress import Progress

SIMILAR_NAMES: Final = warning(
    name="similar-names",
    what="two names of parties look alike, differ only in case, spaces, hyphens or dots, or name "
    "one state",
    why="The work of one party is counted as the work of two.",
    scene="plan-with-lists",
    wrong='lead = ["Indonesia"]\npartners = ["UNODC", "U.N.O.D.C."]',
    right='lead = ["Indonesia"]\npartners = ["UNODC"]',
)

PlacedName = tuple[str, FaultPath]
"""The name of a party, and the path of the value that names it."""


def similar_names(progress: Progress) -> Iterator[Fault]:
    """Yields a fault for each name in a version that looks like an earlier one."""
    yield from _similar(_names_in(progress.version))


def similar_reporters(progress: Progress, places: Mapping[str, int]) -> Iterator[Fault]:
    """Yields a fault for each reporter that looks like a party of the version or of an update."""
    known = ((name, ()) for name, _ in _names_in(progress.version))
    reporters = (
        (update.by, ("update", places[update.id], "by"))
        for update in progress.updates
        if update.by is not None and update.id in places
    )
    yield from (fault for fault in _similar((*known, *reporters)) if fault.path)


def _names_in(version: Version) -> Iterator[PlacedName]:
    """Yields the names of parties in a version, with their paths."""
    for place, name in enumerate(version.plan.parties):
        yield name, ("plan", "parties", place)
    for activity, path in activities_with_paths(version):
        for key in ("lead", "partners"):
            for place, name in enumerate(getattr(activity, key)):
                yield name, (*path, key, place)


def _similar(names: Iterable[PlacedName]) -> Iterator[Fault]:
    """Yields a fault at the first place of each name that looks like an earlier, different name."""
    first: dict[str | frozenset[str], str] = {}
    seen: set[str] = set()
    for name, path in names:
        if name not in seen:
            seen.add(name)
            alike: tuple[str | frozenset[str], ...] = (look(name), *states_of(name))
            earlier = next((first[each] for each in alike if each in first), name)
            first.update((each, earlier) for each in alike if each)
            if earlier != name:
                difference = hidden_difference(name, earlier)
                message = f'"{name}" and "{earlier}" look like two names of one party.'
                hint = "If they are one party, spell the name the same way everywhere."
                yield Fault(SIMILAR_NAMES, path, message, f"{difference} {hint}".lstrip())
