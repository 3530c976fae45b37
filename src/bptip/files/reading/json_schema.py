"""Makes the JSON Schema of a plan file, for editors, from the types that validate the file."""

from __future__ import annotations

import json
from typing import Any

from bptip.files.reading.validation import schema_of
from bptip.plan.model import Version


def json_schema() -> bytes:
    """Returns the schema of a plan's version, as JSON."""
    from pydantic.json_schema import GenerateJsonSchema

    made = GenerateJsonSchema(by_alias=True).generate(schema_of(Version), mode="serialization")
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A version of a work plan, as bptip reads it",
        **_trimmed(made),
    }
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()


def _trimmed(node: Any) -> Any:  # noqa: ANN401  # any part of a schema
    """Returns a part of the schema without titles and empty defaults, which editors would insert.

    A key of the plan file that is called "title" stays.
    """
    if isinstance(node, list):
        return [_trimmed(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {
        name: value
        for name, value in node.items()
        if not (name == "title" and isinstance(value, str))
        and not (name == "default" and value in (None, [], {}))
    }
    return {name: _trimmed(value) for name, value in kept.items()}
