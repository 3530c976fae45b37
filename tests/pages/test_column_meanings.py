"""The meanings of columns in workbooks are those that docs/json has for the keys."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest

from bptip.pages.column_meanings import ELEMENTS
from bptip.pages.view import View
from json_schemas import ENDING, SCHEMAS

LISTS: Final = {
    "activities": ("status", "objectives", "activities"),
    "updates": ("log", "updates"),
    "changes": ("changes", "changes"),
    "problems": ("check", "problems"),
    "cells": ("import", "problems"),
    "pairs": ("diff", "changes"),
    "matches": ("find", "items"),
    "versions": ("plans", "plans"),
    "parties": ("request", "parties"),
    "returns": ("collect", "returns"),
    "answers": ("round", "parties"),
    "steps": ("trace", "steps"),
    "dates": ("trend", "columns"),
    "effects": ("update", "items"),
}
"""The list of an answer that has the elements of each kind: the command, then the keys."""

WITHOUT_KEYS: Final = {"", "differences", "merged", "reported"}
"""The kinds whose rows are not elements of a list: their columns are described here alone."""

Node = tuple[Any, str, str]
"""A part of a schema, the schema that it is in, and its description where that is beside a
reference."""


def followed(node: Node) -> Node:
    """Returns the part that references lead to."""
    part, schema, description = node
    while "$ref" in part:
        description = description or part.get("description", "")
        file, _, path = part["$ref"].partition("#")
        schema = file.removesuffix(ENDING) or schema
        part = SCHEMAS[schema]
        for key in path.strip("/").split("/"):
            part = part[key]
    return part, schema, description or part.get("description", "")


def keys_of(node: Node) -> dict[str, Node]:
    """Returns the keys of a record, or of one that may also be null."""
    part, schema, _ = followed(node)
    keys = {key: (value, schema, "") for key, value in part.get("properties", {}).items()}
    for choice in (each for name in ("anyOf", "allOf") for each in part.get(name, [])):
        keys |= keys_of((choice, schema, ""))
    return keys


def described(kind: str) -> Iterator[tuple[str, str]]:
    """Yields the columns of a kind with their meanings in docs/json."""
    command, *path = LISTS[kind]
    node: Node = (SCHEMAS[command], command, "")
    for key in path:
        part, schema, _ = followed(keys_of(node)[key])
        node = (part["items"], schema, "")
    keys = keys_of(node)
    for column in ELEMENTS[kind].meanings:
        outer, _, inner = column.partition(".")
        description = followed(keys[outer])[2]
        if inner:
            description = f"{description}: {followed(keys_of(keys[outer])[inner])[2]}"
        yield column, description


@pytest.mark.parametrize("kind", LISTS)
def test_a_column_means_what_docs_json_says_of_its_key(kind: str) -> None:
    """Word for word."""
    assert dict(described(kind)) == ELEMENTS[kind].meanings


def test_every_kind_is_compared() -> None:
    """But for those whose rows are made for the workbook."""
    assert {*LISTS, *WITHOUT_KEYS} == {*ELEMENTS}


def test_every_column_of_every_view_has_a_meaning() -> None:
    """No column of a workbook is left unexplained."""
    folder = Path(__file__).resolve().parents[2] / "src" / "bptip" / "pages"
    views = [
        (file.stem, import_module(f"bptip.pages.{file.stem}").VIEW)
        for file in folder.glob("*.py")
        if "VIEW: Final" in file.read_text("utf-8")
    ]
    assert len(views) >= 16
    for name, view in views:
        assert isinstance(view, View)
        columns, _, kind = view.main_list
        assert set(columns) <= set(ELEMENTS[kind].meanings), name
