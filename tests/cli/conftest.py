"""The fixtures of the contract's tests: the answers of every command in every world."""

from __future__ import annotations

from functools import cache
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from cli.worlds import ODD, ODD_JOURNAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.worlds import Ask, World
    from conftest import Bptip, Outcome, Plans


@pytest.fixture(scope="session")
def ask(
    tmp_path_factory: pytest.TempPathFactory,
    example: Path,
    bptip_in: Callable[[Path], Bptip],
    plans_in: Callable[[Path], Plans],
) -> Ask:
    """The outcome of a reading command in the folder of a world; each is asked once."""
    homes = {name: tmp_path_factory.mktemp(name) for name in ("example", "public", "tiny")}
    copytree(example, homes["example"] / "plans")
    tiny = plans_in(homes["tiny"] / "plans")
    tiny.add(id="minimal")
    tiny.add(
        ODD, ODD_JOURNAL, id="odd", partial=True, notice="Nobody's plan.", themes=["one", "two"]
    )

    @cache
    def run(world: World, *arguments: object) -> Outcome:
        outcome = bptip_in(homes[world.home])(*arguments)
        assert outcome.code in (0, 1), outcome.err
        return outcome

    return run
