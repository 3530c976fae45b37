"""The map of a table: a person's corrections where bptip's guess is wrong or missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from bptip.exchange.tables.colours import COLOUR_WORDS
from bptip.exchange.tables.date_orders import is_order
from bptip.exchange.tables.party_names import parties_meant
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.characters import letters_of
from bptip.plan.dates import Days, days_of
from bptip.plan.errors import BptipError, BrokenFileError
from bptip.plan.model import EMPTY, ONGOING, REPORTABLE, Status
from bptip.plan.months import NUMBER_OF
from bptip.plan.names import known_name
from bptip.plan.near_names import did_you_mean, nearest
from bptip.plan.references import toml_text
from bptip.plan.status_names import known_status
from bptip.plan.vocabulary import listing

SOURCES: Final = ("column", "rows", "headings", "sheet", "bare", "title")
"""The places from which a row's objective can come."""


class MatrixMap(NamedTuple):
    """A table with a row per party and a column per item; `totals` names the rows to set aside."""

    party: str
    items: Mapping[str, str]
    totals: str | None = None


class TableMap(NamedTuple):
    """The keys of a map; a key that the map does not state is None or empty."""

    sheet: str | None = None
    header: int | None = None
    objective: str | None = None
    objective_matches: str | None = None
    columns: Mapping[str, ColumnRole] = EMPTY
    periods: Mapping[str, str] = EMPTY
    status: Mapping[str, Status] = EMPTY
    colours: Mapping[str, Status] = EMPTY
    parties: Mapping[str, str] = EMPTY
    items: Mapping[str, str] = EMPTY
    matrix: MatrixMap | None = None
    dates: str | None = None
    fiscal_year: int | None = None
    seasons: str | None = None
    separator: str | None = None
    split: str | None = None
    level: int | None = None
    middle: str | None = None

    @property
    def party_names(self) -> tuple[str, ...]:
        """The parties that the map's spellings mean; one spelling can mean several parties."""
        return tuple(name for meant in self.parties.values() for name in parties_meant(meant))


NO_MAP: Final = TableMap()


def parsed_map(data: Mapping[str, Any]) -> TableMap:
    """Returns the map in TOML values; raises BptipError for the first wrong value."""
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in READERS:
            raise BrokenFileError(
                f'The map: "{key}" is not a key that bptip knows.',
                did_you_mean(key, nearest(key, READERS)),
                f"Keys of a map: {listing(list(READERS))}.",
            )
        values[key.replace("-", "_")] = READERS[key](key, value)
    return TableMap(**values)


def with_typed(table_map: TableMap, key: str, typed: Sequence[str]) -> TableMap:
    """Returns a map with what was typed for a key, such as "Held=completed" for a status."""
    stated: dict[str, Any] = {}
    for text in typed:
        name, _, meaning = text.rpartition("=")
        if not name.strip() or not meaning.strip():
            raise BptipError(
                f'bptip cannot read "{text}".',
                f"Write the name, then what it means: {NAMED_KEYS[key].example}",
            )
        if meaning.strip() in (NO_GUESS, PLACE_OF_DATE):
            choices = listing(NAMED_KEYS[key].meanings, "or")
            raise BptipError(f'Replace "{text}" by its meaning.', f"It can be {choices}.")
        if key == "periods":
            date_meant(meaning.strip())
        for own, meant in READERS[key](key, {name.strip(): meaning.strip()}).items():
            if stated.setdefault(own, meant) != meant:
                raise BptipError(
                    f'"{name.strip()}" is given two meanings.', "Leave one of them out."
                )
    values: dict[str, Any] = {key: {**getattr(table_map, key), **stated}}
    return table_map._replace(**values)


def with_keys_set(table_map: TableMap, typed: Sequence[str]) -> TableMap:
    """Returns a map with the keys that were typed as "seasons=north"."""
    stated: dict[str, Any] = {}
    for text in typed:
        key, _, value = (part.strip() for part in text.partition("="))
        if key not in SETTABLE or not value:
            raise BptipError(
                f'bptip cannot set "{text}".',
                did_you_mean(key, nearest(key, SETTABLE)),
                f"Write seasons=north; the keys are {listing([*SETTABLE])}.",
            )
        is_number = key == "level" and value.isdecimal()
        try:
            read = READERS[key](key, int(value) if is_number else value)
        except BptipError as error:
            raise BptipError(
                f'--set {key} cannot be "{value}".', f"Write {SETTABLE[key]}."
            ) from error
        stated[key.replace("-", "_")] = read
    return table_map._replace(**stated)


SETTABLE: Final = {
    "objective": listing(SOURCES, "or"),
    "objective-matches": "a text that begins each objective",
    "fiscal-year": "the month in which the year begins, such as 04 or April",
    "seasons": "north or south",
    "separator": "the sign between two parties in a cell",
    "split": "numbered",
    "level": "the level of the heading that is the objective, such as 3",
    "middle": "theme",
}
"""The keys of a map that --set takes, each with its allowed value."""

NO_GUESS: Final = "?"
"""The sign for a meaning that bptip does not guess; the user replaces it."""

MEANT: Final = (*REPORTABLE, Status.NOT_REPORTED)
"""The possible meanings of a word for a status; with the last one, a cell states nothing."""

PLACE_OF_DATE: Final = "DATE"
"""The word in the place of a date that bptip does not guess; the user replaces it."""


class NamedKey(NamedTuple):
    """A key of a map below which names have meanings: its option, an example, the meanings."""

    option: str
    example: str
    meanings: Sequence[str]


_STATUSES: Final = [status.value for status in MEANT]

NAMED_KEYS: Final[Mapping[str, NamedKey]] = {
    "status": NamedKey("--word", '"Held=completed"', _STATUSES),
    "columns": NamedKey("--column", '"Pillar=objective"', [role.value for role in ColumnRole]),
    "colours": NamedKey("--colour", '"green=completed"', _STATUSES),
    "periods": NamedKey(
        "--dates",
        '"mid-2026=2026-06"',
        ["2026-06-30", "2026-06", "2026-Q2", "2026-H1", "2026", ONGOING],
    ),
    "parties": NamedKey(
        "--party", '"Vietnam=Viet Nam"', ["a party", 'several with ";" between them']
    ),
    "items": NamedKey(
        "--item",
        '"Train local staff=2.1"',
        ["the number of an item of the plan, such as 2.1", "new with --next-of"],
    ),
}


def typed_pair(name: str, meaning: str) -> str:
    """Returns a name and its meaning, to be typed; leaves out signs with a meaning for a shell."""
    plain = " ".join(re.sub(r"[^\w./,@+~#&;:%?()' -]", " ", name).split()).lstrip("-,@+~#&;:%?)' ")
    return f"{plain if plain and letters_of(plain) == letters_of(name) else name}={meaning}"


def map_line(key: str, name: str, meaning: str) -> str:
    """Returns the line of a map that states the meaning of a name below a key."""
    return f"{key} = {{ {toml_text(name)} = {toml_text(meaning)} }}"


def typed_option(key: str, name: str, meaning: str) -> str:
    """Returns the option that states the meaning of a name, to be typed."""
    return f'{NAMED_KEYS[key].option} "{typed_pair(name, meaning)}"'


def option_or_line(key: str, name: str, meaning: str) -> str:
    """Returns the option that states the meaning of a name, then the line of a map for it."""
    return f"{typed_option(key, name, meaning)}. In the map: {map_line(key, name, meaning)}"


def _wrong(key: str, value: object, allowed: str) -> BptipError:
    shown = value if isinstance(value, str | int | float) else type(value).__name__
    return BrokenFileError(f'The map: {key} cannot be "{shown}".', f"Write {allowed}")


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong(key, value, f'a text in quotes: {key} = "…"')
    return value


def _sheet(key: str, value: object) -> str:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else _text(key, value)


def _from(*allowed: str) -> Callable[[str, object], str]:
    def read(key: str, value: object) -> str:
        if value not in allowed:
            choices = listing([f'"{each}"' for each in allowed], "or")
            raise _wrong(key, value, f"{key} = {choices}")
        return str(value)

    return read


def _whole(key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _wrong(key, value, f"a number, counted from 1: {key} = 3")
    return value


def _month(key: str, value: object) -> int:
    number = int(value) if isinstance(value, int | str) and str(value).isdecimal() else 0
    number = number or NUMBER_OF.get(str(value).strip().casefold(), 0)
    if not 1 <= number <= 12:
        raise _wrong(key, value, f'the month in which it begins: {key} = "04"')
    return number


def _table(key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(key, value, f'a table: {key} = {{ "…" = "…" }}')
    return value


def _texts(key: str, value: object) -> dict[str, str]:
    return {name: _text(f"{key}, {name}", each) for name, each in _table(key, value).items()}


def _columns(key: str, value: object) -> dict[str, ColumnRole]:
    return {
        name: ColumnRole(known_name("role of a column", role, [role.value for role in ColumnRole]))
        for name, role in _texts(key, value).items()
    }


def _statuses(key: str, value: object) -> dict[str, Status]:
    """Returns the status that each word means; leaves out words that still have a "?"."""
    return {
        name: known_status(word, MEANT)
        for name, word in _texts(key, value).items()
        if word.strip() != NO_GUESS
    }


def _colours(key: str, value: object) -> dict[str, Status]:
    """Returns the status that each colour means; a word such as "amber" can mean two colours."""
    by_colour: dict[str, Status] = {}
    also: dict[str, Status] = {}
    for name, status in _statuses(key, value).items():
        digits = re.fullmatch("#?(?:[0-9a-f]{2})?([0-9a-f]{6})", name.strip().lower())
        known = digits or COLOUR_WORDS.get(name.strip().lower())
        if not known:
            choices = f"{listing([*COLOUR_WORDS][:9], 'or')}, or six digits such as 00B050"
            raise _wrong(key, name, f"a colour: {choices}.")
        first, *others = (digits[1].upper(),) if digits else COLOUR_WORDS[name.strip().lower()]
        by_colour[first] = status
        also |= dict.fromkeys(others, status)
    return {**also, **by_colour}


def _periods(key: str, value: object) -> dict[str, str]:
    periods = _texts(key, value)
    for name, words in periods.items():
        if not is_period_meant(words):
            choices = listing([f'"{each}"' for each in NAMED_KEYS[key].meanings], "or")
            raise _wrong(f"{key}, {name}", words, f"{choices}.")
    return periods


def _matrix(key: str, value: object) -> MatrixMap:
    table = _table(key, value)
    unknown = [name for name in table if name not in MatrixMap._fields]
    if unknown or not {"party", "items"} <= {*table}:
        example = 'matrix = { party = "Agency", items = { "Did it …?" = "2.1" }, totals = "Total" }'
        raise _wrong(key, unknown[0] if unknown else "incomplete", example)
    totals = table.get("totals")
    return MatrixMap(
        _text(f"{key}, party", table["party"]),
        _texts(f"{key}, items", table["items"]),
        None if totals is None else _text(f"{key}, totals", totals),
    )


def _order(key: str, value: object) -> str:
    text = _text(key, value)
    if not is_order(text):
        raise _wrong(key, value, f'the order of day, month and year: {key} = "day-first"')
    return text


READERS: Final[Mapping[str, Callable[[str, object], Any]]] = {
    "sheet": _sheet,
    "header": _whole,
    "objective": _from(*SOURCES),
    "objective-matches": _text,
    "columns": _columns,
    "periods": _periods,
    "status": _statuses,
    "colours": _colours,
    "parties": _texts,
    "items": _texts,
    "matrix": _matrix,
    "dates": _order,
    "fiscal-year": _month,
    "seasons": _from("north", "south"),
    "separator": _text,
    "split": _from("numbered"),
    "level": _whole,
    "middle": _from("theme"),
}
"""The keys of a map in the order of the file, each with the function that reads its value."""


def date_meant(words: str) -> str:
    """Returns words that a user typed for a date; raises BptipError if they name no date."""
    if not is_period_meant(words):
        raise BptipError(
            f'bptip cannot read "{words}" as a date.',
            f"Write {listing(NAMED_KEYS['periods'].meanings, 'or')}.",
        )
    return words


def is_period_meant(words: str) -> bool:
    """True if words can be the meaning of a period: a period, a date or "ongoing"."""
    return words == ONGOING or period_days(words) is not None


def period_days(words: str) -> Days | None:
    """Returns the days of a period or a date in a map's words; None if they name neither."""
    try:
        return days_of(words, date(1970, 1, 1)) if any(map(str.isdigit, words)) else None
    except BptipError:
        return None
