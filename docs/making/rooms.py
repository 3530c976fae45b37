"""The rooms of the house: their modules with their first sentences, and the imports between them.

The order of the rooms comes from the import contract in pyproject.toml.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from making.markdown import code, table

REPOSITORY: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = REPOSITORY / "src" / "bptip"


class Module(NamedTuple):
    """A module: its file, its first sentence, and the modules of bptip that it imports."""

    name: str
    file: Path
    sentence: str
    imports: frozenset[str]

    @property
    def folder(self) -> str:
        """The dotted name of the room or inner room that the module is in ("files.reading")."""
        return self.name.rpartition(".")[0]

    @property
    def room(self) -> str:
        """The room that the module is in ("files")."""
        return room_of(self.name)


def room_of(name: str) -> str:
    """Returns the room of a module, given its name within the package ("pages.status")."""
    return name.partition(".")[0]


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    """Returns the rooms from top to bottom; rooms of one row do not import from each other."""
    return layers_of(contracts()[0])


@cache
def contracts() -> list[dict[str, Any]]:
    """Returns the contracts of imports: the first is that of the rooms, the others are inner."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    stated: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return stated


def layers_of(contract: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Returns the layers of a contract from top to bottom, each with its rooms or modules."""
    return tuple(tuple(re.split(r" [|:] ", layer)) for layer in contract["layers"])


def inner_order() -> str:
    """Returns a table of the rooms with inner rooms, and which way imports run in each."""
    lines = []
    for contract in contracts()[1:]:
        room = contract["containers"][0].removeprefix("bptip.")
        folders = folders_of(room)
        layers = (
            ", ".join(
                code(f"{each}/" if f"{room}.{each}" in folders else f"{each}.py") for each in layer
            )
            for layer in layers_of(contract)
        )
        lines.append((code(f"{room}/"), " → ".join(layers)))
    return table(("Within", "Imports run"), lines)


def rooms() -> list[str]:
    """Returns every room, from top to bottom."""
    return [room for row in rows() for room in row]


@cache
def modules() -> dict[str, Module]:
    """Returns every module by name, without `__init__` and `__main__`."""
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
        for name in _imported_names(node)
    }
    return Module(name, file, sentence_of(tree), frozenset(imported & set(known)))


def _imported_names(node: ast.ImportFrom) -> Iterator[str]:
    """Yields the modules that an import may name: its source, and those within its source."""
    source = (node.module or "").removeprefix("bptip").removeprefix(".")
    yield source
    yield from (f"{source}.{alias.name}".removeprefix(".") for alias in node.names)


def sentence_of(tree: ast.Module) -> str:
    """Returns the first paragraph of a module's docstring, on one line."""
    paragraph = (ast.get_docstring(tree) or "").split("\n\n")[0]
    return " ".join(paragraph.split())


def folder_sentence(folder: str) -> str:
    """Returns the first sentence of a room or an inner room, from its `__init__.py`."""
    file = PACKAGE.joinpath(*folder.split("."), "__init__.py")
    return sentence_of(ast.parse(file.read_text(encoding="utf-8")))


def folders_of(room: str) -> list[str]:
    """Returns a room and its inner rooms, by dotted name; each has modules."""
    inside = {module.folder for module in modules().values() if module.room == room}
    return sorted(inside)


def modules_of(folder: str) -> list[Module]:
    """Returns the modules that are directly in a room or an inner room."""
    return [module for module in modules().values() if module.folder == folder]


def arrows() -> list[tuple[str, str]]:
    """Returns the pairs of rooms where the first imports from the second, from the top down.

    Raises ValueError for an import that runs up or sideways.
    """
    order = {room: height for height, row in enumerate(rows()) for room in row}
    pairs = {
        (module.room, room_of(name))
        for module in modules().values()
        for name in module.imports
        if module.room != room_of(name)
    }
    if wrong := sorted(pair for pair in pairs if order[pair[0]] >= order[pair[1]]):
        raise ValueError(f"imports run up or sideways: {wrong}")
    places = {room: place for place, room in enumerate(rooms())}
    return sorted(pairs, key=lambda pair: (places[pair[0]], places[pair[1]]))


# --- The page.


def listing() -> str:
    """Returns the rooms with their sentences, from top to bottom."""
    return table(
        ("Room", "What it is for", "Inner rooms"),
        (
            (
                f"[`{room}/`](#{room})",
                folder_sentence(room),
                ", ".join(f"`{folder.partition('.')[2]}/`" for folder in _inner_rooms(room)),
            )
            for room in rooms()
        ),
    )


def sections() -> str:
    """Returns a section for each room, with a table for each of its inner rooms."""
    return "\n".join(_section(room) for room in rooms())


def _section(room: str) -> str:
    parts = [f"### {room}", _folder(room)]
    for inner in _inner_rooms(room):
        parts += [f"#### {inner.replace('.', '/')}", _folder(inner)]
    return "\n\n".join(parts)


def _inner_rooms(room: str) -> list[str]:
    return [folder for folder in folders_of(room) if folder != room]


def _folder(folder: str) -> str:
    head = f"`src/bptip/{folder.replace('.', '/')}/`: {folder_sentence(folder)}"
    listed = [(f"[{_short(each)}]({_link(each)})", each.sentence) for each in modules_of(folder)]
    return f"{head}\n\n{table(('Module', 'What it is'), listed)}" if listed else head


def _short(module: Module) -> str:
    return module.name.rpartition(".")[2]


def _link(module: Module) -> str:
    return "../" + module.file.relative_to(REPOSITORY).as_posix()
