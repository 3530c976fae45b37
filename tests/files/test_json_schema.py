"""The JSON Schema, by which editors help: it takes every sound plan and refuses faults of form."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
import tomli

from bptip.files.reading.json_schema import json_schema
from bptip.files.reading.loading import BOM
from bptip.files.reading.validation import build
from bptip.files.workspace.folders import plan_folders, version_files
from bptip.plan.model import Version

CORPUS: Final = Path(__file__).parents[1] / "corpus"
ROOT: Final = Path(__file__).parents[2]

BEYOND_THE_SCHEMA: Final = {
    "bad-value/figures-beyond-counting": "JSON knows neither NaN nor infinity",
    "bad-value/extra-beyond-counting": "JSON knows neither NaN nor infinity",
    "bad-value/whole-numbers-without-end": "this validator cannot print so long a number",
    "newer-schema/a-number-without-end": "this validator cannot print so long a number",
    "bad-value/id-with-a-line-break": "Python's $ lets a last line break pass, an editor's doesn't",
    "wrong-type/whole-number-with-a-point": "to JSON, 1.0 is a whole number",
}
"""Faults of form that `check` finds, and this validator cannot."""


@cache
def schema() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(json_schema())
    return read


def as_json(value: Any) -> Any:
    """Returns a TOML value as editors give it to a validator: dates and times as texts."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def parsed(file: Path) -> dict[str, Any] | None:
    try:
        return tomli.loads(file.read_bytes().decode().removeprefix(BOM))
    except (OSError, ValueError, RecursionError):
        return None


def complaints(data: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(
        schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    return [error.message for error in validator.iter_errors(as_json(data))]


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


SOUND: Final = [
    file
    for plans in (
        *sorted((CORPUS / "valid").glob("*/plans")),
        ROOT / "plans",
        ROOT / "src/bptip/example/plans",
    )
    for folder in plan_folders(plans)
    for file in version_files(folder)
]
"""The names that bptip reads as a version: those such as `v1.id.toml` are kept for later."""

FAULTY_IN_FORM: Final = [
    file
    for file in sorted((CORPUS / "invalid").glob("*/*/plans/*/v*.toml"))
    if f"{file.parents[3].name}/{file.parents[2].name}" not in BEYOND_THE_SCHEMA
    and (data := parsed(file)) is not None
    and build(Version, data)[1]
]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_it_is_the_same_each_time() -> None:
    assert json_schema() == json_schema()
    assert json_schema().endswith(b"}\n")


@pytest.mark.parametrize("file", SOUND, ids=named)
def test_it_takes_a_sound_plan(file: Path) -> None:
    assert complaints(parsed(file)) == []


def test_there_are_faults_of_form_to_refuse() -> None:
    assert len(FAULTY_IN_FORM) > 40


@pytest.mark.parametrize("file", FAULTY_IN_FORM, ids=named)
def test_it_refuses_a_fault_of_form(file: Path) -> None:
    assert complaints(parsed(file)) != []


def tables(part: Any) -> list[dict[str, Any]]:
    """Returns every schema of a table with keys of its own, at any depth."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    found = [each for one in inner for each in tables(one)]
    return [part, *found] if isinstance(part, dict) and "properties" in part else found


def test_no_table_takes_a_key_that_is_unknown() -> None:
    assert len(tables(schema())) == 5
    assert all(each.get("additionalProperties") is False for each in tables(schema()))


def test_every_key_says_what_it_means() -> None:
    for table in tables(schema()):
        for key, said in table["properties"].items():
            assert said.get("description"), key


def test_nothing_in_it_is_pythons() -> None:
    assert "Tuple" not in json_schema().decode()
    assert "NoneType" not in json_schema().decode()
