"""Lines as plain text: for a file's title, a name read aloud, the width of a cell."""

from __future__ import annotations

from collections.abc import Mapping

from bptip.pages import document as doc
from bptip.plan import vocabulary
from bptip.plan.model import Segment
from bptip.render.visible import on_one_line


def plain_text(line: doc.Line) -> str:
    """Returns the words of a line, in visible characters, without blanks at its ends."""
    return " ".join(on_one_line("".join(map(part_text, line))).split())


def part_text(part: doc.Inline) -> str:
    """Returns the words of one part of a line; a text is returned exactly as written."""
    match part:
        case doc.Text(text) | doc.StatusMark(_, text) | doc.OutlookMark(_, text):
            return text
        case doc.Link(address):
            return part.text or address
        case doc.Citation(number):
            return f"[{number}]"
        case doc.Day(date):
            return vocabulary.day(date)
        case doc.Bar(counts):
            return counts_text(counts)
        case doc.Strip(statuses):
            return " → ".join(vocabulary.STATUS[each] if each else "–" for each in statuses)


def counts_text(counts: Mapping[Segment, int]) -> str:
    """Returns the counts of a bar in words: "1 completed, 2 in progress"."""
    return ", ".join(
        f"{count} {vocabulary.SEGMENT[segment]}" for segment, count in counts.items() if count
    )


def page_title(document: doc.Document) -> str:
    """Returns the first heading of level 1 that has words, else the first words of the page."""
    titles = [block.line for block in document.blocks
              if isinstance(block, doc.Heading) and block.level == 1]  # fmt: skip
    words = map(plain_text, (*titles, *map(_first_line, document.blocks)))
    return next(filter(None, words), "bptip")


def _first_line(block: doc.Block) -> doc.Line:
    """Returns the first line of a block of text; an empty line for other blocks."""
    match block:
        case doc.Heading(line, _, _) | doc.Notice(line):
            return line
        case doc.Paragraph(lines):
            return next(iter(lines), ())
        case _:
            return ()
