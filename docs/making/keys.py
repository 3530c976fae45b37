"""The keys of the two file formats: what they mean, whether they are needed, what they hold.

All of it comes from the model, but for the examples: these are lines of the files that the page
shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints

from bptip.files.reading.shapes import key_of
from bptip.plan.model import (
    ID_PATTERN,
    REPORTABLE,
    Activity,
    Indicator,
    Meta,
    Objective,
    Plan,
    Status,
    Update,
)
from making.markdown import code, table

TABLES: Final[Mapping[str, Any]] = {
    "plan": Plan,
    "objective": Objective,
    "objective.activity": Activity,
    "objective.activity.indicator": Indicator,
    "update": Update,
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
"""What a key holds, by the type of its value."""

_LINE: Final = re.compile(r"(\w+) = (.*?)(?:  +#.*)?")


def keys_of(heading: str, page: str) -> str:
    """The table of the keys below a heading, with the examples that stand in the page."""
    examples = examples_in(page)
    made = TABLES[heading]
    rows = []
    for name, hint in get_type_hints(made, include_extras=True).items():
        kind, says = get_args(hint)[:2]
        if _is_tables(kind):
            continue
        key = key_of(name)
        own = examples.get((f"{heading}.{key}", ""))
        example = own or examples[heading, key]
        needed = "" if name in made._field_defaults else "**needed**; "
        held = needed + holds(kind, says) + _default(made, name)
        written = f"[{heading}.{key}]" if own else key
        rows.append((code(written), says.meaning, held, code(example)))
    return table(("Key", "Meaning", "Holds", "Example"), rows)


def examples_in(page: str) -> dict[tuple[str, str], str]:
    """How each key is written in a page's TOML, the first time, by its heading and its name.

    A table of one's own names, such as `[update.values]`, has its first line under no name.
    """
    found: dict[tuple[str, str], str] = {}
    for text in re.findall(r"^```toml\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        heading = ""
        for line in text.splitlines():
            if line.startswith("["):
                heading = line.strip("[]")
            elif match := _LINE.fullmatch(line):
                found.setdefault((heading, match[1]), match[2])
                found.setdefault((heading, ""), line)
    return found


def _is_tables(kind: Any) -> bool:  # noqa: ANN401  # any annotation
    """Whether a key holds tables that have keys of their own."""
    return get_origin(kind) is tuple and hasattr(get_args(kind)[0], "_fields")


def holds(kind: Any, says: Meta) -> str:  # noqa: ANN401  # any annotation
    """What a key holds, in words, with its limits."""
    kinds = [each for each in get_args(kind) or (kind,) if each is not NoneType]
    if get_origin(kind) is tuple:
        return "list of texts"
    if get_origin(kind) is Mapping:
        return "texts, numbers or dates, by any name" if str in get_args(kinds[1]) else "numbers"
    if int in kinds and float in kinds:
        return "number" + _range(says.limits)
    if issubclass(kinds[0], StrEnum):
        words = REPORTABLE if kinds[0] is Status else tuple(kinds[0])
        return "one of " + ", ".join(code(each) for each in words)
    if says.limits.get("pattern") == ID_PATTERN:
        return "id"
    return KINDS[kinds[0]] + _range(says.limits)


def _range(limits: Mapping[str, Any]) -> str:
    if "ge" in limits and "le" in limits:
        return f", {limits['ge']} to {limits['le']}"
    return f", {limits['ge']} or more" if "ge" in limits else ""


def _default(made: Any, name: str) -> str:  # noqa: ANN401  # a class of the model
    """What is meant where the key is left out, if that is not nothing."""
    default = made._field_defaults.get(name)
    if not isinstance(default, int):
        return ""
    return f"; {code(str(default).lower())} if left out"
