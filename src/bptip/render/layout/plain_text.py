"""Lines in words alone: for a file's title, a name read aloud, the measure of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bptip.pages.document import (
    Bar,
    Citation,
    Day,
    Heading,
    Link,
    Notice,
    OutlookMark,
    Paragraph,
    StatusMark,
    Strip,
    Text,
)
from bptip.plan import vocabulary
from bptip.render.visible import on_one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bptip.pages.document import Block, Document, Inline, Line
    from bptip.plan.model import Status


def plain_text(line: Line) -> str:
    """Returns the words of a line, in visible characters, without blanks at its ends."""
    return " ".join(on_one_line("".join(map(part_text, line))).split())


def part_text(part: Inline) -> str:
    """Returns the words of one part of a line; those of a text exactly as written."""
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
            return counts_text(counts)
        case Strip(statuses):
            return " → ".join(vocabulary.STATUS[each] if each else "–" for each in statuses)


def counts_text(counts: Mapping[Status, int]) -> str:
    """Returns the counts of a bar in words: "1 completed, 2 in progress"."""
    return ", ".join(
        f"{count} {vocabulary.STATUS[status]}" for status, count in counts.items() if count
    )


def page_title(document: Document) -> str:
    """Returns the first heading of level 1 that has words, else the first words of the page."""
    titles = [block.line for block in document.blocks
              if isinstance(block, Heading) and block.level == 1]  # fmt: skip
    words = map(plain_text, (*titles, *map(_first_line, document.blocks)))
    return next(filter(None, words), "bptip")


def _first_line(block: Block) -> Line:
    """Returns the first line of a block of text; nothing for other blocks."""
    match block:
        case Heading(line, _, _) | Notice(line):
            return line
        case Paragraph(lines):
            return next(iter(lines), ())
        case _:
            return ()
