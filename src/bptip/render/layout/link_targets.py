"""Where a link leads, written as a web page and a Word file must have it."""

from __future__ import annotations

import re
from typing import Final

from bptip.render.visible import visible

_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MEANT: Final = "%/:?#@!$&'()*+,;=~"
"""The signs that mean something in an address, and so stay as they are."""


def target(address: str) -> str:
    """A safe address in the characters that an address may have, the others percent-encoded."""
    from urllib.parse import quote

    return quote(_STRAY_PERCENT.sub("%25", visible(address)), safe=_MEANT)
