"""The JSON Schema of a plan file, for editors: made from the same types that load it."""

from __future__ import annotations

import json

from bptip.files.shapes import schema_of
from bptip.model import Version


def json_schema() -> bytes:
    """The schema of a plan's version, as JSON."""
    from pydantic.json_schema import GenerateJsonSchema

    schema = GenerateJsonSchema(by_alias=True).generate(schema_of(Version), mode="serialization")
    titled = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A version of a work plan, as bptip reads it",
        "additionalProperties": False,
    }
    return (json.dumps(titled, indent=2, ensure_ascii=False) + "\n").encode()
