"""Targets of links, in the form that a web page and a Word file require."""

from __future__ import annotations

import re
from typing import Final

from bptip.render.visible import visible

_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_RESERVED: Final = "%/:?#@!$&'()*+,;=~"
"""The characters that have a meaning in an address, and so are not percent-encoded."""


def target(address: str) -> str:
    """Returns the address with every character percent-encoded that an address may not contain."""
    from urllib.parse import quote

    return quote(_STRAY_PERCENT.sub("%25", visible(address)), safe=_RESERVED)
