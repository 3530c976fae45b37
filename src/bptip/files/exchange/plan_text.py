"""Writes a version of a plan as the text of its file; the keys have the order of `bptip new`.

tomli-w writes each value. The layout is bptip's: a block for each item, and `extra` on one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import tomli_w

from bptip.plan.errors import BptipError
from bptip.plan.model import Activity, Indicator, Objective, Plan, Version

HEAD: Final = "#:schema ../plan.schema.json\n"

_PLAN: Final = (
    "id", "version", "title", "description", "notice", "partial", "group", "start", "end",
    "released", "authority", "aligned_with", "themes", "parties", "groups", "stale_after",
    "sources", "follows",
)  # fmt: skip
_OBJECTIVE: Final = ("id", "number", "title", "description", "continues", "sources")
_ACTIVITY: Final = (
    "id", "number", "title", "description", "lead", "partners", "start", "due", "each", "themes",
    "continues", "sources", "extra",
)  # fmt: skip
_INDICATOR: Final = ("id", "title", "unit", "baseline", "target")
"""The keys of each table, in the order of the file."""


def plan_text(version: Version) -> bytes:
    """Returns the text of a version's file; raises BptipError for a lone surrogate."""
    try:
        return "".join(_lines(version)).encode("utf-8")
    except UnicodeEncodeError:
        raise BptipError(
            "A cell contains half of a character (a lone surrogate), which a file cannot store.",
            "Type that cell again.",
        ) from None


def _lines(version: Version) -> Iterator[str]:
    yield HEAD
    yield f"schema = {version.schema}\n\n[plan]\n"
    yield from _keys(version.plan, _PLAN)
    for objective in version.objectives:
        yield "\n[[objective]]\n"
        yield from _keys(objective, _OBJECTIVE)
        for activity in objective.activities:
            yield "\n[[objective.activity]]\n"
            yield from _keys(activity, _ACTIVITY)
            for indicator in activity.indicators:
                yield "\n[[objective.activity.indicator]]\n"
                yield from _keys(indicator, _INDICATOR)


def _keys(item: Plan | Objective | Activity | Indicator, names: tuple[str, ...]) -> Iterator[str]:
    """Yields a line for each key whose value is not the default."""
    defaults = item._field_defaults
    for name in names:
        value = getattr(item, f"{name}_words", None) or getattr(item, name)
        if name not in defaults or value != defaults[name]:
            yield f"{name} = {literal(value)}\n"


def literal(value: Any) -> str:  # noqa: ANN401  # any value of a plan
    """Returns a value as TOML, on one line."""
    if isinstance(value, Mapping):
        pairs = (f"{_key(name)} = {literal(each)}" for name, each in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(literal, value))}]"
    return tomli_w.dumps({"k": value}).removeprefix("k = ").rstrip("\n")


def _key(name: str) -> str:
    return tomli_w.dumps({name: 0}).removesuffix(" = 0\n")
