"""The keys of the two file formats: their meanings, whether they are required, their types.

All of it comes from the model, except the examples, which are lines from the files on the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import NoneType
from typing import Any, Final, get_args, get_origin

from bptip.files.reading.validation import key_hints, key_of
from bptip.plan.journal import Receipt, Round, Update
from bptip.plan.model import (
    ID_PATTERN,
    REPORTABLE,
    Activity,
    Indicator,
    Meta,
    Objective,
    Plan,
    Status,
)
from making.markdown import code, table

TABLES: Final[Mapping[str, Any]] = {
    "plan": Plan,
    "objective": Objective,
    "objective.activity": Activity,
    "objective.activity.indicator": Indicator,
    "update": Update,
    "round": Round,
    "receipt": Receipt,
}
"""The class of each table of the files, by its heading without the brackets."""

KINDS: Final = {
    str: "text",
    bool: "`true` or `false`",
    int: "whole number",
    float: "number",
    date: "date",
    datetime: "moment",
}
"""The words for the type of a key's value."""

_LINE: Final = re.compile(r"(\w+) = (.*?)(?:  +#.*)?")


def keys_of(heading: str, page: str) -> str:
    """Returns the table of the keys below a heading, with the examples from the page."""
    examples = examples_in(page)
    made = TABLES[heading]
    rows = []
    for name, hint in key_hints(made):
        kind, says = get_args(hint)[:2]
        if _is_tables(kind):
            continue
        key = key_of(name)
        own = examples.get((f"{heading}.{key}", ""))
        example = own or examples.get((heading, key), "")
        needed = "" if name in made._field_defaults else "**needed**; "
        held = needed + holds(kind, says) + _default(made, name)
        written = f"[{heading}.{key}]" if own else key
        rows.append((code(written), says.meaning, held, code(example) if example else ""))
    return table(("Key", "Meaning", "Holds", "Example"), rows)


def examples_in(page: str) -> dict[tuple[str, str], str]:
    """Returns the first line for each key in a page's TOML, by its heading and its name.

    The first line of a table with free names, such as `[update.values]`, has an empty name.
    """
    examples: dict[tuple[str, str], str] = {}
    for text in re.findall(r"^```toml\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        heading = ""
        for line in text.splitlines():
            if line.startswith("["):
                heading = line.strip("[]")
            elif match := _LINE.fullmatch(line):
                examples.setdefault((heading, match[1]), match[2])
                examples.setdefault((heading, ""), line)
    return examples


def _is_tables(kind: Any) -> bool:  # noqa: ANN401  # any annotation
    """True if a key holds tables that have keys of their own."""
    return get_origin(kind) is tuple and hasattr(get_args(kind)[0], "_fields")


def holds(kind: Any, says: Meta) -> str:  # noqa: ANN401  # any annotation
    """Returns the type of a key's value in words, with its limits."""
    kinds = [each for each in get_args(kind) or (kind,) if each is not NoneType]
    if get_origin(kind) is tuple or get_origin(kinds[0]) is tuple:
        return "list of texts"
    if get_origin(kind) is Mapping:
        return _held_by_name(kinds[1])
    if int in kinds and float in kinds:
        return "number" + _range(says.limits)
    if issubclass(kinds[0], StrEnum):
        words = REPORTABLE if kinds[0] is Status else tuple(kinds[0])
        return "one of " + ", ".join(code(each) for each in words)
    if says.limits.get("pattern") == ID_PATTERN:
        return "id"
    return "date, or a span in quotes" if says.span else KINDS[kinds[0]] + _range(says.limits)


def _held_by_name(kind: Any) -> str:  # noqa: ANN401  # any annotation
    """Returns what a table of one's own names holds."""
    if get_origin(kind) is tuple:
        return "lists of texts, by any name"
    return "texts, numbers or dates, by any name" if str in get_args(kind) else "numbers"


def _range(limits: Mapping[str, Any]) -> str:
    if "ge" in limits and "le" in limits:
        return f", {limits['ge']} to {limits['le']}"
    return f", {limits['ge']} or more" if "ge" in limits else ""


def _default(made: Any, name: str) -> str:  # noqa: ANN401  # a class of the model
    """Returns the words for the default of a key, or an empty text."""
    default = made._field_defaults.get(name)
    if not isinstance(default, int):
        return ""
    return f"; {code(str(default).lower())} if left out"
