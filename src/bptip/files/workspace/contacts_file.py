"""Reads `contacts.toml` beside the plans: whom to call. Only screens and messages show it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from bptip.files.reading.contacts_table import Contacts, load_contacts
from bptip.files.reading.loading import ParsedFile
from bptip.files.reading.locating import located
from bptip.files.workspace.parties_file import CONTACTS_NAME
from bptip.plan.model import EMPTY
from bptip.plan.parties import Spellings
from bptip.problems.notices import left_out_lines_notices


def parsed_contacts(root: Path) -> ParsedFile[Contacts] | None:
    """Returns the parsed contacts of a folder, with the faults of lines; None without the file."""
    file = root / CONTACTS_NAME
    if not os.path.lexists(file):
        return None
    return load_contacts(file)


class ContactsRead(NamedTuple):
    """Whom to call about each party, and notices about the lines that are left out."""

    contacts: Contacts = EMPTY
    notices: tuple[str, ...] = ()


def contacts_of(root: Path, spellings: Spellings, here: Path) -> ContactsRead:
    """Returns the contacts of each party, under the party's name in the plan.

    A line with a fault is left out: no figure depends on it.
    """
    parsed = parsed_contacts(root)
    if parsed is None:
        return ContactsRead()
    contacts: dict[str, tuple[str, ...]] = {}
    for party, texts in (parsed.value or {}).items():
        name = spellings.typed(party)
        contacts[name] = (*contacts.get(name, ()), *texts)
    return ContactsRead(contacts, left_out_lines_notices(located(parsed, here)))
