"""The wrong and right examples of each code, as workspaces on which `bptip check` can be run."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bptip.files.reading.loading import version_of
from bptip.files.workspace.checking import problems_in
from bptip.files.workspace.finding import find_workspace
from bptip.files.workspace.parties_file import PARTIES_NAME
from bptip.reporting.provenance import version_digest
from making import scenes
from making.scenes import SCENES, filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bptip.plan.model import Version
    from bptip.problems.fault import Code, Problem
    from making.scenes import Scene

TODAY: Final = date(2026, 7, 1)
"""The day on which the examples are checked."""

HEADS: Final = {
    "v1.toml": filled(scenes.PLAN, 'id = "2026"'),
    "v2.toml": filled(scenes.SECOND_VERSION, "version = 2"),
    "progress.toml": 'schema = 1\nplan = "2026"\n',
}
"""The lines above a scene, for scenes that are only a part of their file."""

SOUND: Final = {
    "2022/v1.toml": """\
schema = 1

[plan]
id = "2022"
version = 1
title = "Work plan 2022"
start = 2022-01-01
end = 2022-12-31

[[objective]]
id = "2"
title = "Share information"

[[objective.activity]]
id = "2.1"
title = "Hold a meeting"
lead = ["Indonesia"]
due = 2022-11-30
""",
    "2026/v1.toml": f"{HEADS['v1.toml']}\n{filled(scenes.INDICATOR, 'target = 60')}",
    "2026/progress.toml": HEADS["progress.toml"],
}
"""A workspace without a fault, by the names of its files; a scene takes the place of one."""

Content = bytes | None
"""The content of a file; None for a folder in its place."""

_ACCENTED: Final = SOUND["2026/v1.toml"].replace("Work plan", "Plan d’activité")


def _version_of(text: str) -> Version:
    """Returns the version of a plan in a text."""
    version = version_of(Path("v1.toml"), text.encode()).value
    assert version is not None
    return version


_RIGHT: Final[Mapping[str, Content]] = {"2026/v1.toml": _ACCENTED.encode()}

_COPY: Final = f"""\
{HEADS["progress.toml"]}
{filled(scenes.UPDATE, 'status = "in-progress"')}"""

_NEXT: Final = SOUND["2026/v1.toml"].replace(
    "version = 1",
    f'version = 2\nfollows = "v1 {version_digest(_version_of(SOUND["2026/v1.toml"]))}"',
)

SAID_IN_WORDS: Final[Mapping[str, tuple[Mapping[str, Content], Mapping[str, Content]]]] = {
    "unreadable": ({"2026/v1.toml": None}, _RIGHT),
    "not-utf8": ({"2026/v1.toml": _ACCENTED.encode("windows-1252")}, _RIGHT),
    "newer-schema": (
        {"2026/v1.toml": _ACCENTED.replace("schema = 1", "schema = 2").encode()},
        _RIGHT,
    ),
    "changed-version": (
        {"2026/v1.toml": _ACCENTED.encode(), "2026/v2.toml": _NEXT.encode()},
        {"2026/v2.toml": _NEXT.encode()},
    ),
    "stray-file": (
        {"2026/progress (1).toml": _COPY.encode()},
        {"2026/progress.toml": _COPY.encode()},
    ),
}
"""The wrong and the right files of the codes that no lines can show."""


def problems_of_example(code: Code, *, wrong: bool) -> list[Problem]:
    """Returns the problems that `bptip check` finds in the wrong or right example of a code."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        for name, content in _workspace(code, wrong=wrong).items():
            _put(here / "plans" / name, content)
        workspace = find_workspace(str(here / "plans"), None, here)
        return problems_in(workspace, [workspace.plans["2026"]], TODAY)


def _workspace(code: Code, *, wrong: bool) -> dict[str, Content]:
    sound: dict[str, Content] = {name: text.encode() for name, text in SOUND.items()}
    if code.scene is None:
        return {**sound, **SAID_IN_WORDS[code.name][not wrong]}
    scene = SCENES[code.scene]
    file, _ = scene
    text = whole(scene, code.wrong if wrong else code.right)
    return sound | {file if file == PARTIES_NAME else f"2026/{file}": text.encode()}


def whole(scene: Scene, lines: str) -> str:
    """Returns the whole file of a scene, with the lines in their place."""
    file, _ = scene
    text = filled(scene, lines)
    head = HEADS.get(file)
    return text if head is None or text.startswith("schema") else f"{head}\n{text}"


def _put(file: Path, content: Content) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.mkdir() if content is None else file.write_bytes(content)
