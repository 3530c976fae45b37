"""Parses `contacts.toml`: whom to call about each party.

A line with a fault is skipped, and the other lines are used: no figure depends on the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bptip.files.reading.loading import ParsedFile, toml_of
from bptip.files.reading.validation_faults import kind_of
from bptip.plan.characters import is_blank
from bptip.problems import shape
from bptip.problems.fault import Fault

Contacts = Mapping[str, tuple[str, ...]]
"""The people to call, by party."""


def load_contacts(file: Path) -> ParsedFile[Contacts]:
    """Parses the table of contacts; the value has every line without a fault."""
    toml = toml_of(file)
    faults = list(toml.faults)
    listed = ((party, tuple(_texts(party, value, faults))) for party, value in _lines(toml.sound))
    contacts = {party: texts for party, texts in listed if texts}
    return ParsedFile(file, toml.text, contacts, tuple(faults))


def _lines(table: Mapping[str, Any] | None) -> Iterator[tuple[str, Any]]:
    """Yields each party with its value; a single text becomes a list of one."""
    for party, value in (table or {}).items():
        yield party, [value] if isinstance(value, str) else value


def _texts(party: str, values: object, faults: list[Fault]) -> Iterator[str]:
    """Yields the contacts of a party; adds a fault for values that are not texts or are blank."""
    example = f'For example: "{party}" = ["Office, name@example.org"].'
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        message = f'The contacts of "{party}" are {kind_of(values)}; they must be a list of texts.'
        faults.append(Fault(shape.WRONG_TYPE, (party,), message, example))
    elif is_blank(party) or not values or any(map(is_blank, values)):
        message = f'The contacts of "{party}" include an empty text.'
        faults.append(Fault(shape.BAD_VALUE, (party,), message, example))
    else:
        yield from values
