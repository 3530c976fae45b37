"""Texts in the form and length that a cell of a workbook can hold."""

from __future__ import annotations

from typing import Final

from bptip.render.visible import visible

MAX_UNITS: Final = 32_767
"""Maximum length of a cell's text (UTF-16 code units, which workbooks count)."""

CUT: Final = " … [cut: a cell holds 32,767 characters]"
"""The end of a text that was cut."""

_RICH: Final = ("<r>", "</r>")
"""The start and the end of a text that XlsxWriter would write as XML."""


def cell_text(text: str) -> str:
    """Returns a text with acting characters made visible, cut to the maximum length of a cell."""
    safe = visible(text)
    if 2 * len(safe) > MAX_UNITS and units(safe) > MAX_UNITS:
        room = MAX_UNITS - len(CUT)
        head = safe[:room]
        while units(head) > room:
            head = head[: len(head) - (units(head) - room + 1) // 2]
        safe = head + CUT
    return f"{safe} " if safe.startswith(_RICH[0]) and safe.endswith(_RICH[1]) else safe


def units(text: str) -> int:
    """Returns the length of a text in UTF-16 code units, in which most emoji count as two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
