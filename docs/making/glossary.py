"""The nouns of the code: the public classes of each room, with the first sentence of each."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from making.markdown import table
from making.rooms import REPOSITORY, modules, rooms


class Noun(NamedTuple):
    """A class: its name, the module that it is in, and its first sentence."""

    name: str
    module: str
    sentence: str


def glossary() -> str:
    """Returns a table of the nouns for each room, from the ground up."""
    return "\n".join(_section(room) for room in reversed(rooms()))


def _section(room: str) -> str:
    rows = (
        (f"[`{noun.name}`]({_link(noun)})", noun.sentence)
        for noun in sorted(nouns(room), key=lambda noun: noun.name)
    )
    return f"**{room}/**\n\n{table(('Noun', 'Meaning'), rows)}"


def nouns(room: str) -> Iterator[Noun]:
    """Yields the public classes of a room, without the sheets, which are the values of views."""
    for module in modules().values():
        if module.room != room:
            continue
        for node in ast.parse(module.file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                sentence = _first_sentence(ast.get_docstring(node) or "")
                if not node.name.endswith("Sheet"):
                    yield Noun(node.name, module.name, sentence)


def _first_sentence(docstring: str) -> str:
    paragraph = " ".join(docstring.split("\n\n", maxsplit=1)[0].split())
    return re.split(r"(?<=\.)\s", paragraph)[0].replace("|", r"\|")


def _link(noun: Noun) -> str:
    file = modules()[noun.module].file.relative_to(REPOSITORY)
    return f"../{file.as_posix()}"
