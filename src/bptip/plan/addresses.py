"""Addresses that evidence may have, and which of them may be linked to."""

from __future__ import annotations

import re
from typing import Final

_WEB: Final = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_MAIL: Final = re.compile(r"mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def links(address: str) -> bool:
    """Whether it is a web or mail address: the only ones that any format links to."""
    plain = not _CONTROL.search(address)
    return plain and bool(_WEB.fullmatch(address) or _MAIL.fullmatch(address))


def is_evidence(address: str) -> bool:
    """Whether evidence may be so: a web or mail address, or a file's relative path.

    A relative path has no scheme ("javascript:", "C:"), and starts neither at a root nor above
    the folder that it is relative to.
    """
    if links(address):
        return True
    parts = re.split(r"[/\\]", address)
    named = address == address.strip() and parts[0] != "" and ".." not in parts
    return named and not _SCHEME.match(address) and not _CONTROL.search(address)
