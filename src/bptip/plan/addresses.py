"""Addresses that evidence may have, and which of them may be linked to."""

from __future__ import annotations

import re
from typing import Final

_WEB: Final = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_MAIL: Final = re.compile(r"mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def is_link(address: str) -> bool:
    """True if it is a web or mail address; formats link to no other."""
    is_printable = not _CONTROL.search(address)
    return is_printable and bool(_WEB.fullmatch(address) or _MAIL.fullmatch(address))


def is_evidence(address: str) -> bool:
    """True if it is a web or mail address, or a file's relative path.

    A relative path has no scheme ("javascript:", "C:"), and starts neither at a root nor above
    the folder it is relative to.
    """
    if is_link(address):
        return True
    parts = re.split(r"[/\\]", address)
    is_relative = address == address.strip() and parts[0] != "" and ".." not in parts
    return is_relative and not _SCHEME.match(address) and not _CONTROL.search(address)
