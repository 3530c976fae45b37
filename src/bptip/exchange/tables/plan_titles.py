"""Finds the title of a plan among the lines above its table, by words such as "plan"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bptip.exchange.tables.table_words import ORGANISATIONS, PLAN_WORDS


def plan_title(lines: Iterable[str]) -> str | None:
    """Returns the first line that is the title of a plan; None if no line is.

    "Office of Planning" and "Ministry of Plan Implementation" are names of an office.
    """
    return next((line for line in lines if is_plan_title(line)), None)


def is_plan_title(line: str) -> bool:
    """True if a line has a word such as "plan", and is not the name of an office."""
    text = line.casefold()
    words = re.findall(r"\w+", text)
    is_plan = not _PLAN_WORDS.isdisjoint(words) or any(word in text for word in _ANYWHERE)
    return is_plan and words[0] not in ORGANISATIONS


_PLAN_WORDS: Final = frozenset(PLAN_WORDS)
_ANYWHERE: Final = tuple(word for word in PLAN_WORDS if not word.isascii())
"""Words to look for in the whole line: Thai has no spaces, and "kế hoạch" is two words."""
