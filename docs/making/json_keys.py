"""The keys of the JSON answers, with types and meanings, from the JSON Schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from bptip.cli.commands import COMMANDS
from making.markdown import anchor, code, sentence, table

SCHEMAS: Final = Path(__file__).resolve().parents[1] / "json"
SHARED: Final = "shared.schema.json"

Schema = Mapping[str, Any]


@cache
def schema(name: str) -> Schema:
    """Returns the schema in a file."""
    content: Schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    return content


def answers() -> str:
    """Returns a section for each command that answers in JSON."""
    return "\n".join(answer(name) for name in COMMANDS if (SCHEMAS / schema_file(name)).is_file())


def schema_file(command: str) -> str:
    """Returns the name of the file with the schema of a command's answer."""
    return f"{command}.schema.json"


def answer(command: str) -> str:
    """Returns the section of a command's answer."""
    name = schema_file(command)
    whole = schema(name)
    parts = [f"### bptip {command}\n", f"Its schema: [{name}](json/{name}).\n"]
    if "properties" in whole:
        parts.append(keys_of(whole, name))
    elif "$ref" in whole:
        parts.append(f"{sentence(holds(whole, name))}\n")
    for inner in whole.get("$defs", {}).values():
        parts += [f"*{_heading(inner)}*\n", keys_of(inner, name)]
    return "\n".join(parts)


def shared() -> str:
    """Returns a section for each record that several answers have."""
    records = [each for each in schema(SHARED)["$defs"].values() if _is_titled_record(each)]
    return "\n".join(f"### {_heading(each)}\n\n{keys_of(each, SHARED)}" for each in records)


def keys_of(record: Schema, file: str) -> str:
    """Returns the table of a record's keys, or only their names if none has a description.

    Keys of records within the record are written with a dot.
    """
    keys = record["properties"]
    if not any("description" in described(each, file) for each in keys.values()):
        return f"{', '.join(map(code, keys))}: each a count.\n"
    return _borrowed(record) + table(("Key", "Holds", "Meaning"), _rows(record, file, ""))


def _rows(record: Schema, file: str, prefix: str) -> Iterator[tuple[str, str, str]]:
    for key, node in record["properties"].items():
        if _lender(node) is not None:
            continue
        yield code(prefix + key), holds(node, file), sentence(described(node, file)["description"])
        inner = node.get("items", node)
        if "properties" in inner:
            more = "[]." if inner is not node else "."
            yield from _rows(inner, file, f"{prefix}{key}{more}")


def described(node: Schema, file: str) -> Schema:
    """Returns the schema of a key together with the schema that it refers to."""
    return {**_resolved(node["$ref"], file)[0], **node} if "$ref" in node else node


def _resolved(reference: str, file: str) -> tuple[Schema, str]:
    """Returns the schema that a reference leads to, itself resolved, and its file."""
    name, _, path = reference.partition("#")
    name = name or file
    target = schema(name)
    for step in path.split("/")[1:]:
        target = target[step]
    return (described(target, name), name)


def holds(node: Schema, file: str) -> str:
    """Returns the type of a key's value in words."""
    if "anyOf" in node:
        return " or ".join(holds(each, file) for each in node["anyOf"])
    if "$ref" in node:
        return _holds_reference(node["$ref"], file)
    if "title" in node:
        return _linked(node["title"])
    if "enum" in node or "const" in node:
        words = node.get("enum", [node.get("const")])
        return ", ".join(code(json.dumps(each).strip('"')) for each in words)
    if "items" in node:
        return _list_of(node["items"], file) + (" or null" if "null" in node["type"] else "")
    kinds = [node["type"]] if isinstance(node["type"], str) else node["type"]
    return " or ".join(WORDS[each] for each in kinds)


def _holds_reference(reference: str, file: str) -> str:
    """Returns the type in words of a reference to an answer, a shared record or a kind."""
    if "#" not in reference:
        command = reference.removesuffix(".schema.json")
        return f"the answer of [bptip {command}](#bptip-{command})"
    target, name = _resolved(reference, file)
    if _is_titled_record(target) and name == SHARED:
        return f"[{target['title']}](#{anchor(_heading(target))})"
    return holds(target, name)


def _linked(title: str) -> str:
    """Returns the name of a kind, with a link if docs/words.md explains it."""
    word = title.split(maxsplit=1)[0]
    return f"[{title}](words.md#{word})" if word in ("status", "outlook", "reason") else title


def _list_of(inner: Schema, file: str) -> str:
    lenders = list(filter(None, map(_lender, inner.get("properties", {}).values())))
    if lenders:
        return f"list, each {lenders[0]} with more"
    if inner.get("type") in ("string", "object"):
        return f"list of {WORDS[inner['type']]}s"
    return f"list, each {holds(inner, file)}"


WORDS: Final = {
    "string": "text",
    "number": "number",
    "integer": "number",
    "boolean": "true or false",
    "object": "record",
    "null": "null",
}
"""The types of JSON Schema in words."""


def _is_titled_record(node: Schema) -> bool:
    return "properties" in node and "title" in node


def _heading(record: Schema) -> str:
    return sentence(record["title"])[:-1]


def _lender(node: Schema) -> str | None:
    """Returns a link to the record that a key comes from, "" for every answer, or None."""
    for name, link in LENDERS.items():
        if node.get("$ref", "").startswith(f"{SHARED}#/$defs/{name}/"):
            return link
    return None


LENDERS: Final = {
    "answer": "",
    "activity": "[an activity](#an-activity)",
    "objective": "[an objective](#an-objective)",
}
"""The records whose keys other records include, with the link that says so."""


def _borrowed(record: Schema) -> str:
    lenders = list(filter(None, map(_lender, record["properties"].values())))
    return f"All keys of {lenders[0]}, and:\n\n" if lenders else ""
