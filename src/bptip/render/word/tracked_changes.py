"""Tracked changes of a Word file: insertions and deletions that officials accept or reject."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple
from xml.sax.saxutils import quoteattr

from bptip.render.visible import on_one_line

LONGEST_AUTHOR: Final = 255
"""Maximum length of the author of a tracked change (characters); Word refuses longer names."""


class Revision(NamedTuple):
    """The number, author and day of a tracked change; the number is unique in the file."""

    number: int
    author: str
    day: date

    def attributes(self) -> str:
        """Returns the XML attributes of the change: its number, author and day."""
        author = quoteattr(on_one_line(self.author)[:LONGEST_AUTHOR])
        return f'w:id="{self.number}" w:author={author} w:date="{self.day}T00:00:00Z"'


def inserted(runs: str, revision: Revision) -> str:
    """Returns runs as a tracked insertion."""
    return f"<w:ins {revision.attributes()}>{runs}</w:ins>"


def deleted(runs: str, revision: Revision) -> str:
    """Returns runs as a tracked deletion, in which the texts are `w:delText` elements."""
    texts = runs.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"<w:del {revision.attributes()}>{texts}</w:del>"
