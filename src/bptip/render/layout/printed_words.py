"""Words as printed in files for readers: a date or a count is never broken."""

from __future__ import annotations

import re
from typing import Final

from bptip.pages.document import VERBATIM, Role
from bptip.plan.vocabulary import COUNTED, MONTHS
from bptip.render.visible import NO_BREAK_SPACE, on_one_line

_MONTHS: Final = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_COUNTED: Final = "|".join(COUNTED)
_TOGETHER: Final = re.compile(
    rf"(?<!\w)(?:\d{{1,2}} )?(?:{_MONTHS}) \d{{4}}(?!\w)"  # a date: "2 Dec 2025", "Dec 2025"
    r"|\d of (?:the )?(?=\d)"  # "5 of the 6"
    rf"|\d (?=%|(?:{_COUNTED})(?!\w))"  # "63 %", "6 activities"
)


def printed_words(text: str, role: Role = Role.PLAIN) -> str:
    """Returns a text on one line; no line can break inside a date or a count.

    A text that is shown word for word keeps its blanks.
    """
    shown = on_one_line(text)
    return shown if role in VERBATIM else kept_together(shown)


def kept_together(text: str) -> str:
    """Returns the text so that no line breaks inside a date or a count: "5 of 6", "63 %"."""
    return _TOGETHER.sub(lambda match: match[0].replace(" ", NO_BREAK_SPACE), text)
