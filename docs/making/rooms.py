"""The rooms of the house: its modules with their first sentences, and what imports from what.

In which order the modules of the core stand, pyproject.toml says.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from making.markdown import table

REPOSITORY: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = REPOSITORY / "src" / "bptip"

CORE: Final = "core"
CORE_FOLDER: Final = "problems"
"""The one folder whose modules belong to the core."""

CORE_SENTENCE: Final = (
    "What a plan is, and all that follows from it; it knows no files, no terminal and no clock."
)
ROOMS: Final = ("cli", "files", "views", "render", CORE)
"""The rooms as the page and the picture have them; arrows run from earlier ones to later ones."""


class Module(NamedTuple):
    """A module: its file, its first sentence, and the modules of ours that it imports."""

    name: str
    file: Path
    sentence: str
    imports: frozenset[str]

    @property
    def room(self) -> str:
        """The room that it is in: its folder, or the core."""
        return room_of(self.name)


def room_of(name: str) -> str:
    """The room of a module, by the module's name within the package ("views.status")."""
    first, dot, _ = name.partition(".")
    return first if dot and first != CORE_FOLDER else CORE


@cache
def modules() -> dict[str, Module]:
    """Every module of the package but its doors, `__init__` and `__main__`, by name."""
    files = {
        file.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."): file
        for file in sorted(PACKAGE.rglob("*.py"))
        if not file.stem.startswith("__")
    }
    return {name: _module(name, file, files.keys()) for name, file in files.items()}


def _module(name: str, file: Path, known: Collection[str]) -> Module:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bptip")
        for name in _named(node)
    }
    return Module(name, file, sentence_of(tree), frozenset(imported & set(known)))


def _named(node: ast.ImportFrom) -> Iterator[str]:
    """The names that an import may mean: of a module, or of modules within a folder."""
    source = (node.module or "").removeprefix("bptip").removeprefix(".")
    yield source
    yield from (f"{source}.{alias.name}".removeprefix(".") for alias in node.names)


def sentence_of(tree: ast.Module) -> str:
    """The first sentence of a module's docstring, on one line."""
    told = (ast.get_docstring(tree) or "").split("\n\n")[0]
    return " ".join(told.split())


def room_sentence(room: str) -> str:
    """What a room is for: the first sentence of its folder."""
    if room == CORE:
        return CORE_SENTENCE
    return sentence_of(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8")))


def layers() -> list[list[str]]:
    """The modules of the core, from what rests on all the others to what rests on none."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = project["tool"]["importlinter"]["contracts"]
    split = [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]
    return [names for names in split if not set(names) & set(ROOMS)]


def arrows() -> list[tuple[str, str]]:
    """From which room to which other one imports run; raises ValueError where one runs back."""
    drawn = {
        (each.room, room_of(name))
        for each in modules().values()
        for name in each.imports
        if each.room != room_of(name)
    }
    back = [pair for pair in drawn if ROOMS.index(pair[0]) > ROOMS.index(pair[1])]
    if back:
        raise ValueError(f"imports run back: {sorted(back)}")
    return sorted(drawn, key=lambda pair: (ROOMS.index(pair[0]), ROOMS.index(pair[1])))


# --- The page.


def sections() -> str:
    """A section a room, with a row a module; those of the core from the ground up."""
    return "\n".join(section(room) for room in ROOMS)


def section(room: str) -> str:
    """One room."""
    inside = [each for each in modules().values() if each.room == room]
    ordered = sorted(inside, key=_from_the_ground) if room == CORE else inside
    path = "src/bptip/" if room == CORE else f"src/bptip/{room}/"
    rows = ((f"[{_short(each)}]({_link(each)})", each.sentence) for each in ordered)
    return f"### {room}: `{path}`\n\n{room_sentence(room)}\n\n" + table(
        ("Module", "What it is"), rows
    )


def _from_the_ground(module: Module) -> tuple[int, str]:
    top = module.name.split(".")[0]
    return -next(n for n, names in enumerate(layers()) if top in names), module.name


def _short(module: Module) -> str:
    return module.name if module.room == CORE else module.name.removeprefix(f"{module.room}.")


def _link(module: Module) -> str:
    return "../" + module.file.relative_to(REPOSITORY).as_posix()
