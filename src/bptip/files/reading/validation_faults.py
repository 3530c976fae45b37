"""Turns findings of the validator into faults: code, path, what is wrong, what is allowed.

No word of the validator or of Python reaches the user.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any, Final

from pydantic_core import ErrorDetails

from bptip.files.reading.validation import BLANK
from bptip.plan import vocabulary
from bptip.plan.characters import is_blank, letters_of, numbered
from bptip.plan.dates import days_of
from bptip.plan.errors import BptipError
from bptip.plan.journal import Update
from bptip.plan.model import ONGOING, REPORTABLE, Reason, Status
from bptip.plan.names import find_name
from bptip.plan.near_names import did_you_mean, nearest
from bptip.plan.status_names import AMBIGUOUS, find_status
from bptip.problems import shape
from bptip.problems.fault import Fault, FaultPath

MANY_DIGITS: Final = 10**18
"""Whole numbers from this one on are described in messages instead of printed."""

_TABLE: Final = ("a table", "Write its name in brackets and its keys below: [name].")

EXPECTED: Final = {
    "string_type": ("a text", 'Write it in quotes: "…".'),
    "int_type": ("a whole number", "Write digits only, without quotes."),
    "number_type": ("a number", "Write digits, without quotes: 74 or 0.5."),
    "bool_type": ("true or false", "Write true or false, without quotes."),
    "date_type": ("a date", "Write it like this, without quotes: 2025-06-30."),
    "datetime_type": (
        "a date with a time",
        "Write it like this, without quotes: 2025-12-03T04:05:06Z.",
    ),
    "timezone_aware": ("a date with a time and an offset", 'Add "Z" (UTC) or "+08:00" at its end.'),
    "tuple_type": ("a list", "Write it in square brackets: [ … ]."),
    "dict_type": _TABLE,
    "is_instance_of": _TABLE,
    "extra_type": ("a text, a number or a date", "Write anything longer as a text."),
}
"""The expected kind of value and how to write it, by the validator's name for the fault."""

BEYOND_RANGE: Final = ("number_type", "extra_type")
"""The validator's names for faults that also mean a number outside its limits."""

ALLOWED_ID: Final = 'Allowed: letters, digits, "." "-" "_", beginning with a letter or digit.'


def fault_of(
    detail: ErrorDetails, data: Mapping[str, Any], keys: Mapping[str, Sequence[str]]
) -> Fault:
    """Returns a finding of the validator as a fault; `keys` are the allowed keys of each table."""
    path, kind, value = detail["loc"], detail["type"], detail["input"]
    if kind == "missing_keyword_only_argument":
        return _missing(path, data)
    if kind == "unexpected_keyword_argument":
        return _unknown_key(path, data, keys)
    if kind in BEYOND_RANGE and isinstance(value, int | float) and not isinstance(value, bool):
        return _out_of_range(path, data, value)
    if kind == "literal_error" and isinstance(value, str):
        return _unknown_word(path, data, value)
    if kind == "span_type":
        return _bad_span(path, data, value)
    is_of_wrong_type = kind in EXPECTED or kind == "literal_error"
    return (_wrong_type if is_of_wrong_type else _bad_value)(path, data, value, kind)


def item_at(path: FaultPath, data: Mapping[str, Any]) -> str:
    """Returns the name that messages give to the table at the end of a path: "Activity 1.2"."""
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
    key = str(path[-1])
    example = REQUIRED.get((*_tables(path), key)) or REQUIRED[(key,)]
    return Fault(shape.MISSING_KEY, path[:-1], message, f"Write, for example: {example}.")


def _tables(path: FaultPath) -> tuple[str, ...]:
    """Returns the name of the innermost table on a path, as a tuple; empty for the file."""
    return tuple(str(step) for step in path[:-1] if isinstance(step, str))[-1:]


REQUIRED: Final = {
    ("schema",): "schema = 1",
    ("plan",): 'a table [plan] in a plan; plan = "2024-2026" in a journal',
    ("plan", "id"): 'id = "2024-2026"',
    ("objective", "id"): 'id = "1"',
    ("indicator", "id"): 'id = "participants"',
    ("update", "id"): 'id = "2026-11-24-1", an id that no other update has',
    ("id",): 'id = "1.1"',
    ("version",): "version = 1",
    ("title",): 'title = "…"',
    ("start",): "start = 2024-01-01",
    ("end",): "end = 2026-12-31",
    ("round", "id"): 'id = "2026-06-01-1", an id that no other round has',
    ("receipt", "id"): 'id = "2026-07-03-1", an id that no other receipt has',
    ("round",): 'round = "2026"',
    ("as_of",): "as_of = 2026-06-30",
    ("due",): "due = 2026-07-31",
    ("asked",): 'asked = ["Australia", "Fiji"]',
    ("party",): 'party = "Fiji"',
    ("item",): 'item = "1.1"',
    ("on",): "on = 2025-12-02",
    ("recorded",): "recorded = 2025-12-03T04:05:06Z",
}
"""An example of each required key, by table and key, or by key alone."""


def _unknown_key(
    path: FaultPath, data: Mapping[str, Any], keys: Mapping[str, Sequence[str]]
) -> Fault:
    key, table = str(path[-1]), "".join(_tables(path))
    allowed = keys[table]
    near = nearest(key, allowed)
    meant = MISPLACED.get((table, key)) or did_you_mean(key, near)
    hint = f"{meant} Allowed: {', '.join(allowed)}.".strip()
    if table == "activity" and not near:
        hint += " Your own columns go into extra."
    message = f'{item_at(path[:-1], data)}: there is no key "{key}".'
    return Fault(shape.UNKNOWN_KEY, path, message, hint)


RECORDED: Final = "This is recorded in the journal: bptip update ID --{}."

MISPLACED: Final = {
    ("", "activity"): "Write [[objective.activity]], below its [[objective]].",
    ("", "indicator"): "Write [[objective.activity.indicator]], below its activity.",
    ("", "update"): "Updates go into the journal, progress.toml.",
    **{
        ("objective", key): "This is a key of an activity."
        for key in ("lead", "partners", "start", "due", "themes", "extra", "indicator")
    },
    **{
        (table, key): RECORDED.format(key)
        for table in ("objective", "activity")
        for key in ("status", "progress", "reason", "expected", "note", "evidence", "next")
    },
}
"""Hints for keys in the wrong table, by that table and the key."""


def _wrong_type(path: FaultPath, data: Mapping[str, Any], value: object, kind: str) -> Fault:
    expected, hint = EXPECTED["string_type" if kind == "literal_error" else kind]
    message = (
        f'{item_at(path[:-1], data)}: "{_key_of(path)}" is {kind_of(value)}; it must be {expected}.'
    )
    if "values" in path[:-1] and path[-1] in Update._fields:
        hint = "Perhaps the line [[update]] is missing above."
    if kind == "tuple_type" and _key_of(path) in BLOCKS:
        hint = f"Write [[{BLOCKS[_key_of(path)]}]] above its keys."
    return Fault(shape.WRONG_TYPE, path, message, hint)


BLOCKS: Final = {
    "objective": "objective",
    "activity": "objective.activity",
    "indicator": "objective.activity.indicator",
    "update": "update",
    "round": "round",
    "receipt": "receipt",
}
"""The headings of tables that can occur several times in a file, by their last key."""


def kind_of(value: object) -> str:  # noqa: PLR0911  # one case a kind
    """Returns the kind of a TOML value in plain words."""
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


def _unknown_word(path: FaultPath, data: Mapping[str, Any], value: str) -> Fault:
    key = _key_of(path)
    message = f'{item_at(path[:-1], data)}: "{value}" is not a {key}.'
    return Fault(shape.BAD_VALUE, path, message, word_hint(key, value))


def word_hint(key: str, value: str) -> str:
    """Returns a hint for an unknown status or reason: the nearest word, then all allowed words."""
    if key == "status" and letters_of(value) == AMBIGUOUS:
        return vocabulary.ONGOING_READINGS
    allowed = [each.value for each in (REPORTABLE if key == "status" else Reason)]
    if key == "status" and letters_of(value) == letters_of(Status.NOT_REPORTED):
        known = ", ".join(allowed)
        return f"Leave it out: an item without a status is not reported. Allowed: {known}."
    status: Status | None = find_status(value) if key == "status" else None
    near = status or find_name(value, allowed) or nearest(value, allowed)
    return f"{did_you_mean(value, near)} Allowed: {', '.join(allowed)}.".lstrip()


def _out_of_range(path: FaultPath, data: Mapping[str, Any], value: float) -> Fault:
    message = f'{item_at(path[:-1], data)}: "{path[-1]}" cannot be {number_in_words(value)}.'
    if isinstance(value, int) or isfinite(value):
        hint = "Allowed: 0 to 100." if _tables(path) == ("update",) else FEWER_DIGITS
    else:
        hint = "Allowed: a finite number."
    return Fault(shape.BAD_VALUE, path, message, hint)


FEWER_DIGITS: Final = "Allowed: whole numbers of 18 digits at most."


def number_in_words(value: float) -> str:
    """Returns a number for a message: its digits, or a description if it has too many digits."""
    is_long = isinstance(value, int) and abs(value) >= MANY_DIGITS
    return "a number this large" if is_long else str(value)


SPAN_FORMS: Final = 'Allowed: 2027-03-31 without quotes; "2027", "2027-03", "2027-Q1", "2027-H1"'


def _day_in(text: str) -> date | None:
    """Returns the day that a text names; None if it names a span of days or no day."""
    try:
        days = days_of(text, date.min + timedelta(days=1))
    except BptipError:
        return None
    return days.first if days.first == days.last and days.first.year > 1 else None


def _bad_span(path: FaultPath, data: Mapping[str, Any], value: object) -> Fault:
    """Returns the fault of a start or a due date that is not a date or has an unknown form."""
    key, where = _key_of(path), item_at(path[:-1], data)
    if isinstance(value, str):
        day = _day_in(value)
        if day is None:
            allowed = f'{SPAN_FORMS}, "ongoing".' if key == "due" else f"{SPAN_FORMS}."
            if value == ONGOING:
                allowed = f'Only due = "{ONGOING}" is allowed. Leave "start" out.'
            return Fault(shape.BAD_VALUE, path, f'{where}: "{key}" cannot be "{value}".', allowed)
        how = f"Write it without quotes: {key} = {day.isoformat()}."
    elif isinstance(value, int) and not isinstance(value, bool):
        how = f'Write a year in quotes: {key} = "{value}".'
    else:
        how = EXPECTED["date_type"][1]
    message = f'{where}: "{key}" is {kind_of(value)}; it must be a date.'
    return Fault(shape.WRONG_TYPE, path, message, how)


def _bad_value(path: FaultPath, data: Mapping[str, Any], value: str | float, kind: str) -> Fault:
    where = item_at(path[:-1], data)
    named = f'"{_key_of(path)}"'
    if path[-1] == IN_KEY:
        path, named = path[:-1], f'a name in "{path[-3]}"'
    written = _written(value) if isinstance(value, str) else number_in_words(value)
    hint = {
        "string_pattern_mismatch": ALLOWED_ID,
        "string_too_short": ANY_TEXT,
        BLANK: ANY_TEXT,
        "less_than_equal": FEWER_DIGITS,
        "greater_than_equal": "Allowed: 1 or more."
        if path[-1] != "stale_after"
        else "Allowed: 0 or more.",
    }.get(kind)
    return Fault(shape.BAD_VALUE, path, f"{where}: {named} cannot be {written}.", hint)


IN_KEY: Final = "[key]"
"""The last step of the validator's path if the fault is in a key, not in its value."""

ANY_TEXT: Final = "Allowed: any text with at least one visible character."


def _written(value: str) -> str:
    """Returns a text for a message: in quotes, or described if no character of it is visible."""
    if not value:
        return "empty"
    if is_blank(value):
        return f"a text that shows nothing ({numbered(value)})"
    return f'"{value}"'
