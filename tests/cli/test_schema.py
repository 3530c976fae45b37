"""`bptip schema`: what an editor needs to help with a plan file."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Bptip

KEYS = {
    "plan": {
        "id", "version", "title", "description", "notice", "partial", "group", "start", "end",
        "released", "authority", "aligned_with", "themes", "parties", "stale_after", "sources",
        "groups", "follows",
    },
    "objective": {"id", "title", "description", "number", "continues", "sources", "activity"},
    "activity": {
        "id", "title", "description", "number", "each", "lead", "partners", "start", "due",
        "themes", "continues", "sources", "extra", "indicator",
    },
    "indicator": {"id", "title", "unit", "baseline", "target"},
}  # fmt: skip
REQUIRED = {
    "plan": {"id", "version", "title", "start", "end"},
    "objective": {"id", "title"},
    "activity": {"id", "title"},
    "indicator": {"id", "title"},
}


@pytest.fixture
def schema(bptip: Bptip) -> dict[str, Any]:
    """The schema, as it is printed."""
    outcome = bptip("schema")
    assert (outcome.code, outcome.err) == (0, "")
    found: dict[str, Any] = outcome.json
    return found


def part(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """Returns the schema of a table: of `plan`, of each `objective`, `activity` or `indicator`."""
    path = {
        "plan": ["plan"],
        "objective": ["objective"],
        "activity": ["objective", "activity"],
        "indicator": ["objective", "activity", "indicator"],
    }[name]
    found = schema
    for key in path:
        found = _resolved(schema, found["properties"][key])
        if "items" in found:
            found = _resolved(schema, found["items"])
    return found


def _resolved(schema: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in found:
        *_, name = found["$ref"].split("/")
        found = schema["$defs"][name]
    return found


@pytest.mark.parametrize("name", KEYS)
def test_every_table_has_exactly_its_keys(schema: dict[str, Any], name: str) -> None:
    """Named as in the file; another one is an error; those that must be there are required."""
    found = part(schema, name)
    assert set(found["properties"]) == KEYS[name]
    assert set(found.get("required", ())) == REQUIRED[name]
    assert found["additionalProperties"] is False


def test_every_key_says_what_it_means(schema: dict[str, Any]) -> None:
    """An editor shows it beside the key."""
    for name in KEYS:
        for key, told in part(schema, name)["properties"].items():
            assert told.get("description"), (name, key)


def test_it_says_that_it_is_a_schema(schema: dict[str, Any]) -> None:
    """And the file's own keys are closed too."""
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert set(schema["properties"]) == {"schema", "plan", "objective"}
    assert set(schema["required"]) == {"schema", "plan"}
    assert schema["additionalProperties"] is False


def test_the_plans_keep_to_it(schema: dict[str, Any], repository: Path, example: Path) -> None:
    """Those that come with bptip, by another program's reading of the schema."""
    validator = jsonschema.Draft202012Validator(schema)
    versions = [*repository.glob("plans/*/v*.toml"), *example.glob("*/v*.toml")]
    assert len(versions) >= 5
    for file in versions:
        data = _as_json(tomllib.loads(file.read_text("utf-8")))
        assert [each.message for each in validator.iter_errors(data)] == [], file


def _as_json(value: Any) -> Any:
    """Returns a TOML value as an editor hands it to a JSON Schema: dates are text."""
    if isinstance(value, dict):
        return {key: _as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_public_plans_have_it_beside_them(bptip: Bptip, repository: Path) -> None:
    """Their first line points at ../plan.schema.json."""
    assert (repository / "plans" / "plan.schema.json").read_bytes() == bptip("schema").raw


@pytest.mark.usefixtures("workspace")
def test_it_can_be_written_to_a_file(bptip: Bptip) -> None:
    """One that is there is kept, unless --force."""
    outcome = bptip("schema", "-o", "plan.schema.json")
    file = bptip.home / "plan.schema.json"
    assert (outcome.code, outcome.out) == (0, "")
    assert file.read_bytes() == bptip("schema", "-o", "-").raw == bptip("schema").raw
    file.write_text("mine", "utf-8")
    assert bptip("schema", "-o", "plan.schema.json").code == 2
    assert file.read_text("utf-8") == "mine"
    assert bptip("schema", "--output", "plan.schema.json", "--force").code == 0
    assert file.read_bytes() == bptip("schema").raw


@pytest.mark.usefixtures("workspace")
def test_it_is_written_to_a_json_file_only(bptip: Bptip) -> None:
    """A workbook of this name could not be opened."""
    outcome = bptip("schema", "-o", "x.xlsx")
    assert (outcome.code, outcome.out) == (2, "")
    assert '"x.xlsx": A JSON Schema is a .json file.' in outcome.err
    assert "-o plan.schema.json" in outcome.err
    assert not (bptip.home / "x.xlsx").exists()
