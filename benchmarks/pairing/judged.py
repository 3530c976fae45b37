"""A pair of editions, and the judgement of which item became which: what a folder here holds."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from bptip.files.reading.loading import load_version
from bptip.plan.model import Version

BENCH: Final = Path(__file__).resolve().parent
REPOSITORY: Final = BENCH.parent.parent

CHOOSING: Final = "choosing"
"""The half on which weights and thresholds may be chosen."""

HELD_OUT: Final = "held-out"
"""The half at which nobody looked while choosing."""

HALVES: Final = (CHOOSING, HELD_OUT)

IdPair = tuple[str, str]
"""The ids of an old item and of a new one."""


class Judged(NamedTuple):
    """Two editions without their `continues`, and what a reader found.

    `true` pairs are to be found; `traps` are tempting ones that are wrong, with the reason where
    one is given; `doubtful` ones neither add to a score nor take from it.
    """

    name: str
    half: str
    old: Version
    new: Version
    true: tuple[IdPair, ...]
    traps: Mapping[IdPair, str]
    doubtful: tuple[IdPair, ...]


def all_judged(half: str | None = None) -> list[Judged]:
    """Every folder of the bench, or of one half, by name."""
    every = [read_judged(file.parent) for file in sorted(BENCH.glob("*/judged.toml"))]
    return [judged for judged in every if half in (None, judged.half)]


def read_judged(folder: Path) -> Judged:
    """What a folder holds. Raises `ValueError` where a plan in it can't be used."""
    said = tomllib.loads((folder / "judged.toml").read_text(encoding="utf-8"))
    old, new = (edition(folder, said, which) for which in ("old", "new"))
    return Judged(
        name=folder.name,
        half=said["half"],
        old=old,
        new=new,
        true=tuple(map(ids, said["pair"])),
        traps={ids(trap): trap.get("why", "") for trap in said.get("trap", ())},
        doubtful=tuple(map(ids, said.get("doubtful", ()))),
    )


def edition(folder: Path, said: Mapping[str, Any], which: str) -> Version:
    """The old or the new edition: the folder's own file, or the file of this repository it names.

    Raises `ValueError` where it has a fault.
    """
    named = said.get(f"{which}_path")
    file = REPOSITORY / named if named else folder / f"{which}.toml"
    loaded = load_version(file)
    if loaded.value is None:
        raise ValueError(f"{file}: {'; '.join(fault.message for fault in loaded.faults)}")
    return without_continues(loaded.value)


def without_continues(version: Version) -> Version:
    """A version that declares nothing of what its items carry on."""
    return version._replace(
        objectives=tuple(
            objective._replace(
                continues=(),
                activities=tuple(each._replace(continues=()) for each in objective.activities),
            )
            for objective in version.objectives
        )
    )


def ids(block: Mapping[str, str]) -> IdPair:
    """The pair that a block is about."""
    return block["old"], block["new"]
