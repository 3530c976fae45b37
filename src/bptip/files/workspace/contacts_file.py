"""`contacts.toml`, beside the plans: whom to call. It is for the screen and for messages alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bptip.files.reading.loading import toml_of
from bptip.files.workspace.parties_file import CONTACTS_NAME
from bptip.plan.characters import is_blank

if TYPE_CHECKING:
    from pathlib import Path

    from bptip.plan.parties import Spellings


def contacts_of(root: Path, spellings: Spellings) -> Mapping[str, tuple[str, ...]]:
    """Returns the contacts of each party, under the name that the plan has.

    A line that is not a text or a list of texts is left out, and so is a file with faults: nothing
    that is counted or sent depends on it.
    """
    file = root / CONTACTS_NAME
    if not file.is_file():
        return {}
    data = toml_of(file).sound or {}
    listed = (
        (party, [value] if isinstance(value, str) else value) for party, value in data.items()
    )
    return {
        spellings.name(party): tuple(each for each in value if not is_blank(each))
        for party, value in listed
        if isinstance(value, list) and all(isinstance(each, str) for each in value)
    }
