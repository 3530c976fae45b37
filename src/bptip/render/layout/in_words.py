"""A line in words alone: for a title, a name that is read aloud, the measure of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptip.pages.document import Bar, Citation, Day, Link, OutlookMark, StatusMark, Strip, Text
from bptip.plan import vocabulary
from bptip.render.visible import on_one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bptip.pages.document import Inline, Line
    from bptip.plan.model import Status


def in_words(line: Line) -> str:
    """What a line says, in visible characters, without blanks at its ends."""
    return " ".join(on_one_line("".join(map(told, line))).split())


def told(part: Inline) -> str:
    """What a part of a line says; the text as it was written."""
    match part:
        case Text(text) | StatusMark(_, text) | OutlookMark(_, text):
            return text
        case Link(address):
            return part.text or address
        case Citation(number):
            return f"[{number}]"
        case Day(date):
            return vocabulary.day(date)
        case Bar(counts):
            return counted(counts)
        case Strip(statuses):
            return " → ".join(vocabulary.STATUS[each] if each else "–" for each in statuses)


def counted(counts: Mapping[Status, int]) -> str:
    """What a bar shows, in words: "1 completed, 2 in progress"."""
    return ", ".join(f"{many} {vocabulary.STATUS[each]}" for each, many in counts.items() if many)
