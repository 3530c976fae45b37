"""Reads the table of parties beside the plans, once, when it is first needed."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Final

from bptip.files.reading.loading import ParsedFile
from bptip.plan.parties import NO_PARTIES, Parties

PARTIES_NAME: Final = "parties.toml"
CONTACTS_NAME: Final = "contacts.toml"
"""Names of the files beside the plans: spellings and status words, and people to call."""


class PartiesFile:
    """The `parties.toml` of a folder of plans."""

    def __init__(self, root: Path) -> None:
        self.path = root / PARTIES_NAME

    @cached_property
    def parsed(self) -> ParsedFile[Parties] | None:
        """The parsed file, with the faults of lines that are left out; None without the file."""
        if not os.path.lexists(self.path):
            return None
        from bptip.files.reading.parties_table import load_parties

        return load_parties(self.path)

    @property
    def parties(self) -> Parties:
        """The spellings and words of the lines without faults."""
        parsed = self.parsed
        return parsed.value if parsed is not None and parsed.value is not None else NO_PARTIES
