"""The validator's findings in the user's words: code, path, what is wrong, what is allowed.

Nothing of the validator's or of Python's vocabulary passes this place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from bptip.plan import vocabulary
from bptip.plan.model import REPORTABLE, Reason, Status, Update
from bptip.plan.names import AMBIGUOUS, find_name, find_status, folded, nearest
from bptip.problems import shape
from bptip.problems.fault import Fault, FaultPath

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LARGE: Final = 10**18
"""Whole numbers from this one on are told as what they are, and not by their digits."""

WANTED: Final = {
    "string_type": ("a text", 'Write it in quotes: "…".'),
    "int_type": ("a whole number", "Write digits alone, without quotes."),
    "number_type": ("a number", "Write digits, without quotes: 74 or 0.5."),
    "bool_type": ("true or false", "Write true or false, without quotes."),
    "date_type": ("a date", "Write it so, without quotes: 2025-06-30."),
    "datetime_type": ("a moment", "Write it so, without quotes: 2025-12-03T04:05:06Z."),
    "timezone_aware": ("a moment with its offset", 'Write a "Z" (UTC) or "+08:00" at its end.'),
    "tuple_type": ("a list", "Write it in square brackets: [ … ]."),
    "dict_type": ("a table", "Write its name in brackets and its keys below: [name]."),
    "extra_type": ("a text, a number or a date", "Write a longer thing as a text."),
}
"""What a key wants, by the validator's name for the fault, and how that is written."""

BEYOND_RANGE: Final = ("number_type", "extra_type")
"""The faults of a number that is one, but none that can be counted, or out of its limits."""

ALLOWED_ID: Final = 'Allowed: letters, digits, "." "-" "_", beginning with a letter or digit.'


def fault_of(
    detail: ErrorDetails, data: Mapping[str, Any], keys: Mapping[str, Sequence[str]]
) -> Fault:
    """A finding of the validator as a fault; `keys` are those that each table may have."""
    path, kind, value = detail["loc"], detail["type"], detail["input"]
    if kind == "missing_keyword_only_argument":
        return _missing(path, data)
    if kind == "unexpected_keyword_argument":
        return _unknown_key(path, data, keys)
    if kind in BEYOND_RANGE and isinstance(value, int | float) and not isinstance(value, bool):
        return _out_of_range(path, data, value)
    if kind == "literal_error" and isinstance(value, str):
        return _no_such_word(path, data, value)
    if kind in WANTED or kind == "literal_error":
        return _wrong_type(path, data, value, kind)
    return _bad_value(path, data, value, kind)


def item_at(path: FaultPath, data: Mapping[str, Any]) -> str:
    """How messages name the table that a path leads into: "Activity 1.2", "The plan"."""
    name = "The file"
    named: Any = data
    for n, step in enumerate(path):
        if isinstance(step, int) and isinstance(path[n - 1], str):
            inner = named[step] if isinstance(named, list) and step < len(named) else None
            if isinstance(inner, Mapping):
                name = _called(str(path[n - 1]), step, inner)
            named = inner
        else:
            named = named.get(step) if isinstance(named, Mapping) else None
            name = "The plan" if step == "plan" and isinstance(named, Mapping) and n == 0 else name
    return name


def _called(table: str, place: int, inner: Mapping[str, Any]) -> str:
    if (
        table == "update"
        and isinstance(inner.get("on"), date)
        and isinstance(inner.get("item"), str)
    ):
        return f"The update of {inner['on']} about {inner['item']}"
    known = inner.get("id")
    label = known if isinstance(known, str) and known else f"number {place + 1}"
    return f"{table.capitalize()} {label}"


def _key_of(path: FaultPath) -> str:
    keys = [str(step) for step in path if isinstance(step, str)]
    return keys[-1]


def _missing(path: FaultPath, data: Mapping[str, Any]) -> Fault:
    message = f'{item_at(path[:-1], data)} has no "{path[-1]}".'
    example = EXAMPLES.get((*_tables(path), str(path[-1]))) or EXAMPLES[(str(path[-1]),)]
    return Fault(shape.MISSING_KEY, path[:-1], message, f"It needs one: {example}.")


def _tables(path: FaultPath) -> tuple[str, ...]:
    """The name of the innermost table that a path leads into."""
    return tuple(str(step) for step in path[:-1] if isinstance(step, str))[-1:]


EXAMPLES: Final = {
    ("schema",): "schema = 1",
    ("plan",): 'a table [plan] in a plan; plan = "2024-2026" in a journal',
    ("plan", "id"): 'id = "2024-2026"',
    ("update", "id"): "an id that no other update has, such as 2026-11-24-1 in quotes",
    ("id",): 'id = "1.1"',
    ("version",): "version = 1",
    ("title",): 'title = "…"',
    ("start",): "start = 2024-01-01",
    ("end",): "end = 2026-12-31",
    ("item",): 'item = "1.1"',
    ("on",): "on = 2025-12-02",
    ("recorded",): "recorded = 2025-12-03T04:05:06Z",
}
"""How each required key is written."""


def _unknown_key(
    path: FaultPath, data: Mapping[str, Any], keys: Mapping[str, Sequence[str]]
) -> Fault:
    key, table = str(path[-1]), "".join(_tables(path))
    allowed = keys[table]
    near = nearest(key, allowed)
    meant = ELSEWHERE.get((table, key)) or (f'Did you mean "{near}"?' if near else "")
    told = f"{meant} Allowed: {', '.join(allowed)}.".strip()
    if table == "activity" and not near:
        told += " A column of your own goes into extra."
    message = f'{item_at(path[:-1], data)}: there is no key "{key}".'
    return Fault(shape.UNKNOWN_KEY, path, message, told)


ELSEWHERE: Final = {
    ("", "activity"): "Write [[objective.activity]], below its [[objective]].",
    ("", "indicator"): "Write [[objective.activity.indicator]], below its activity.",
    ("", "update"): "Updates go into the journal, progress.toml.",
    **{
        ("objective", key): "That is a key of an activity."
        for key in ("lead", "partners", "start", "due", "themes", "extra", "indicator")
    },
}
"""Where a key belongs that stands in the wrong place."""


def _wrong_type(path: FaultPath, data: Mapping[str, Any], value: object, kind: str) -> Fault:
    wanted, how = WANTED["string_type" if kind == "literal_error" else kind]
    message = (
        f'{item_at(path[:-1], data)}: "{_key_of(path)}" is {kind_of(value)}; it must be {wanted}.'
    )
    if "values" in path[:-1] and path[-1] in Update._fields:
        how = "Perhaps [[update]] is missing above it."
    if kind == "tuple_type" and _key_of(path) in BLOCKS:
        how = f"Write [[{BLOCKS[_key_of(path)]}]] above its keys."
    return Fault(shape.WRONG_TYPE, path, message, how)


BLOCKS: Final = {
    "objective": "objective",
    "activity": "objective.activity",
    "indicator": "objective.activity.indicator",
    "update": "update",
}
"""The headings of the tables that there may be several of."""


def kind_of(value: object) -> str:  # noqa: PLR0911  # one case a kind
    """What kind of TOML value it is, in plain words."""
    match value:
        case str():
            return "a text"
        case bool():
            return "true or false"
        case int():
            return "a whole number"
        case float():
            return "a number"
        case datetime():
            return "a date with a time" if value.tzinfo else "a date with a time but no offset"
        case date():
            return "a date"
        case time():
            return "a time"
        case list():
            return "a list"
        case _:
            return "a table"


def _no_such_word(path: FaultPath, data: Mapping[str, Any], value: str) -> Fault:
    key = _key_of(path)
    message = f'{item_at(path[:-1], data)}: "{value}" is no {key}.'
    return Fault(shape.BAD_VALUE, path, message, word_hint(key, value))


def word_hint(key: str, value: str) -> str:
    """What is allowed in the place of a word that is no status or reason, the nearest first."""
    if key == "status" and folded(value) == AMBIGUOUS:
        return vocabulary.ONGOING_READINGS
    allowed = [each.value for each in (REPORTABLE if key == "status" else Reason)]
    if key == "status" and folded(value) == folded(Status.NOT_REPORTED):
        return f"Leave it out: silence is no status. Allowed: {', '.join(allowed)}."
    status: Status | None = find_status(value) if key == "status" else None
    near = status or find_name(value, allowed) or nearest(value, allowed)
    meant = f'Did you mean "{near}"? ' if near else ""
    return f"{meant}Allowed: {', '.join(allowed)}."


def _out_of_range(path: FaultPath, data: Mapping[str, Any], value: float) -> Fault:
    message = f'{item_at(path[:-1], data)}: "{path[-1]}" can\'t be {told_number(value)}.'
    if isinstance(value, int) or isfinite(value):
        hint = "Allowed: 0 to 100." if _tables(path) == ("update",) else FEWER_DIGITS
    else:
        hint = "Allowed: a number that can be counted."
    return Fault(shape.BAD_VALUE, path, message, hint)


FEWER_DIGITS: Final = "Allowed: whole numbers of 18 digits at most."


def told_number(value: float) -> str:
    """A number in a message: of a whole one of many digits, just that."""
    return "so large a number" if isinstance(value, int) and abs(value) >= LARGE else str(value)


def _bad_value(path: FaultPath, data: Mapping[str, Any], value: str | float, kind: str) -> Fault:
    where = item_at(path[:-1], data)
    told = (f'"{value}"' if value else "empty") if isinstance(value, str) else told_number(value)
    hint = {
        "string_pattern_mismatch": ALLOWED_ID,
        "string_too_short": "Allowed: any text that says something.",
        "less_than_equal": FEWER_DIGITS,
        "greater_than_equal": "Allowed: 1 or more."
        if path[-1] != "stale_after"
        else "Allowed: 0 or more.",
    }.get(kind)
    return Fault(shape.BAD_VALUE, path, f'{where}: "{_key_of(path)}" can\'t be {told}.', hint)
