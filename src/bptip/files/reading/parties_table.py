"""Parses `parties.toml`: other spellings of parties, and the office's own words for statuses.

A line with a fault is skipped, and the other lines are used: people edit the file at any time, and
no figure may disappear because of a typing mistake in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from bptip.files.reading.loading import ParsedFile, toml_of
from bptip.files.reading.validation_faults import kind_of, word_hint
from bptip.plan.characters import is_blank, same_name
from bptip.plan.model import REPORTABLE, Status
from bptip.plan.near_names import nearest
from bptip.plan.parties import Parties
from bptip.problems import shape
from bptip.problems.fault import Fault, FaultPath
from bptip.problems.parties import sound_parties

TABLES: Final = ("party", "statuses")
"""The tables of the file."""


def load_parties(file: Path) -> ParsedFile[Parties]:
    """Parses the table of parties; the value has every line without a fault."""
    toml = toml_of(file)
    faults = list(toml.faults)
    data = toml.value or {}
    faults += _unknown_keys(data, TABLES, ())
    also = dict(_spellings(_table(data, "party", (), faults), faults))
    statuses = dict(_words(_table(data, "statuses", (), faults), faults))
    parties, further = sound_parties(Parties(also, statuses))
    return ParsedFile(file, toml.text, parties, (*faults, *further))


def _table(
    holder: Mapping[str, Any], key: str, above: FaultPath, faults: list[Fault]
) -> Mapping[str, Any]:
    """Returns the table under a key, empty if missing; adds a fault for a value of another kind."""
    table = holder.get(key, {})
    if isinstance(table, Mapping):
        return table
    faults.append(_wrong_type((*above, key), table, "a table", f'Write [party."{key}"].'))
    return {}


def _spellings(
    table: Mapping[str, Any], faults: list[Fault]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields each party with its other spellings; adds the faults of both to `faults`."""
    for name in table:
        path = ("party", name)
        if is_blank(name):
            faults.append(_shows_nothing(path))
            continue
        keys = _table(table, name, ("party",), faults)
        faults += _unknown_keys(keys, ("also",), path)
        spellings = keys.get("also", [])
        if not isinstance(spellings, list):
            hint = f'Write it in square brackets: also = ["{spellings}"].'
            faults.append(_wrong_type((*path, "also"), spellings, "a list", hint))
            spellings = []
        yield same_name(name), tuple(_texts(spellings, (*path, "also"), faults))


def _texts(values: list[Any], path: FaultPath, faults: list[Fault]) -> Iterator[str]:
    """Yields the texts of a list; adds a fault for each value that is not a text or is blank."""
    for place, value in enumerate(values):
        if not isinstance(value, str):
            hint = 'Write it in quotes: "…".'
            faults.append(_wrong_type((*path, place), value, "a text", hint))
        elif is_blank(value):
            faults.append(_shows_nothing((*path, place)))
        else:
            yield same_name(value)


def _words(table: Mapping[str, Any], faults: list[Fault]) -> Iterator[tuple[str, Status]]:
    """Yields the office's words with their statuses; adds the faults of both to `faults`."""
    for word, status in table.items():
        path = ("statuses", word)
        if is_blank(word):
            faults.append(_shows_nothing(path))
        elif not isinstance(status, str):
            hint = f'Write, for example: "{word}" = "in-progress".'
            faults.append(_wrong_type(path, status, "a text", hint))
        elif status not in REPORTABLE:
            message = f'"{word}" cannot mean "{status}": that is not a status.'
            hint = word_hint("status", status)
            faults.append(Fault(shape.BAD_VALUE, path, message, hint))
        else:
            yield word, Status(status)


def _unknown_keys(
    table: Mapping[str, Any], allowed: tuple[str, ...], path: FaultPath
) -> Iterator[Fault]:
    """Yields a fault for each unknown key of a table, with the nearest allowed key."""
    for key in table:
        if key not in allowed:
            near = nearest(key, allowed)
            meant = f'Did you mean "{near}"? ' if near else ""
            message = f'The table of parties: there is no key "{key}".'
            hint = f"{meant}Allowed: {', '.join(allowed)}."
            yield Fault(shape.UNKNOWN_KEY, (*path, key), message, hint)


def _wrong_type(path: FaultPath, value: object, expected: str, hint: str) -> Fault:
    message = f'"{path[-1]}" is {kind_of(value)}; it must be {expected}.'
    if isinstance(path[-1], int):
        message = f'"{path[-2]}" has {kind_of(value)}; it must have texts only.'
    return Fault(shape.WRONG_TYPE, path, message, hint)


def _shows_nothing(path: FaultPath) -> Fault:
    message = "The table of parties has an empty name."
    return Fault(shape.BAD_VALUE, path, message, "Write a name, or delete the line.")
