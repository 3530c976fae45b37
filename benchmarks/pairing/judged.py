"""The contents of a folder: two editions, and the judgement which item became which."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from bptip.files.reading.loading import load_version
from bptip.plan.model import Version

BENCH: Final = Path(__file__).resolve().parent
REPOSITORY: Final = BENCH.parent.parent

CHOOSING: Final = "choosing"
"""The half on which weights and thresholds are chosen."""

HELD_OUT: Final = "held-out"
"""The half whose results are only reported, and not used for choosing."""

HALVES: Final = (CHOOSING, HELD_OUT)

IdPair = tuple[str, str]
"""The ids of an old item and of a new one."""


class Judged(NamedTuple):
    """Two editions without their `continues`, and the judgement of a reader.

    `true` are the pairs to find. `traps` are tempting pairs that are wrong, with the reason, if one
    is given. `doubtful` pairs don't change a score.
    """

    name: str
    half: str
    old: Version
    new: Version
    true: tuple[IdPair, ...]
    traps: Mapping[IdPair, str]
    doubtful: tuple[IdPair, ...]


def all_judged(half: str | None = None) -> list[Judged]:
    """Returns the folders of the bench, or of one half, in the order of their names."""
    every = [read_judged(file.parent) for file in sorted(BENCH.glob("*/judged.toml"))]
    return [judged for judged in every if half in (None, judged.half)]


def read_judged(folder: Path) -> Judged:
    """Reads a folder; raises `ValueError` if a plan in it can't be used."""
    content = tomllib.loads((folder / "judged.toml").read_text(encoding="utf-8"))
    old, new = (edition(folder, content, which) for which in ("old", "new"))
    return Judged(
        name=folder.name,
        half=content["half"],
        old=old,
        new=new,
        true=tuple(map(ids, content["pair"])),
        traps={ids(trap): trap.get("why", "") for trap in content.get("trap", ())},
        doubtful=tuple(map(ids, content.get("doubtful", ()))),
    )


def edition(folder: Path, content: Mapping[str, Any], which: str) -> Version:
    """Reads the old or the new edition, from the folder or from a file that it names.

    Raises `ValueError` if the edition has a fault.
    """
    named = content.get(f"{which}_path")
    file = REPOSITORY / named if named else folder / f"{which}.toml"
    loaded = load_version(file)
    if loaded.value is None:
        raise ValueError(f"{file}: {'; '.join(fault.message for fault in loaded.faults)}")
    return without_continues(loaded.value)


def without_continues(version: Version) -> Version:
    """Returns a version without its `continues`."""
    return version._replace(
        objectives=tuple(
            objective._replace(
                continues=None,
                activities=tuple(each._replace(continues=None) for each in objective.activities),
            )
            for objective in version.objectives
        )
    )


def ids(block: Mapping[str, str]) -> IdPair:
    """Returns the pair of a block."""
    return block["old"], block["new"]
