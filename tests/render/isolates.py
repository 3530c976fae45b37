"""The marks that isolate right-to-left texts: left out where a test compares the words."""

from __future__ import annotations

import re

ISOLATES = re.compile("\u2068([^\u2068\u2069]*)\u2069")


def without_isolates(text: str) -> str:
    """Returns the text without isolating marks, which must be in pairs on one line."""
    for isolated in ISOLATES.findall(text):
        assert "\n" not in isolated, isolated
    return ISOLATES.sub(r"\1", text)
