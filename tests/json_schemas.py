"""The JSON contract in docs/json, and the places where an answer breaks it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "json"
ENDING: Final = ".schema.json"

SCHEMAS: Final[Mapping[str, Any]] = {
    file.name.removesuffix(ENDING): json.loads(file.read_text(encoding="utf-8"))
    for file in FOLDER.glob(f"*{ENDING}")
}
"""The schemas by the command whose answer they describe, and the one that they share."""

SHARED: Final[Mapping[str, Any]] = SCHEMAS["shared"]["$defs"]

_REGISTRY: Final = Registry[Any]().with_resources(
    (f"{name}{ENDING}", Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)


@cache
def _validator(command: str) -> Draft202012Validator:
    return Draft202012Validator(
        {"$ref": f"{command}{ENDING}"},
        registry=_REGISTRY,
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def misfits(answer: Any, command: str) -> list[str]:
    """Returns the faults of a command's answer against the contract, each with its place."""
    errors = _validator(command).iter_errors(answer)
    return [f"{error.json_path}: {error.message}" for error in errors]


def columns(command: str, key: str, **nested: list[str]) -> list[str]:
    """Returns the header of a CSV file: the keys of a list's elements, inner records replaced."""
    resolver = _REGISTRY.resolver(f"{command}{ENDING}")
    element = SCHEMAS[command]["properties"][key]["items"]
    if "$ref" in element:
        element = resolver.lookup(element["$ref"]).contents
    return [name for each in element["properties"] for name in nested.get(each, [each])]
