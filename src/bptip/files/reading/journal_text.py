"""The text of a journal, cut into its head and a block for each update.

A block is moved exactly as it was written, with its comments, order of keys and quotes. Comments
right above a heading belong to its block; any other comment belongs to what is above it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import tomli

from bptip.files.reading.loading import BOM
from bptip.files.reading.positions import sections

_PLAIN_HEADING: Final = re.compile(r"[ \t]*\[\[[ \t]*update[ \t]*\]\]")
_LONG_QUOTES: Final = ('"""', "'''")


class JournalText(NamedTuple):
    """The text of a journal: the head above the first update, then the block of each update.

    `has_mark` is True if the file begins with a byte order mark, which is part of neither.
    """

    has_mark: bool
    head: str
    blocks: tuple[str, ...]

    def whole(self) -> bytes:
        """Returns the content of the file."""
        return ((BOM if self.has_mark else "") + self.head + "".join(self.blocks)).encode()


def journal_text(raw: bytes) -> JournalText:
    """Returns the text of a journal; raises UnicodeDecodeError if it is not UTF-8."""
    text = raw.decode("utf-8")
    mark = text.startswith(BOM)
    text = text.removeprefix(BOM)
    starts = [_with_comments(text, start) for start, end in sections(text) if _opens(text, start)]
    ends = [*starts, len(text)][1:]
    blocks = tuple(text[start:end] for start, end in zip(starts, ends, strict=True))
    return JournalText(mark, text[: starts[0]] if starts else text, blocks)


def _opens(text: str, start: int) -> bool:
    """True if the line at an offset is the heading `[[update]]`, however it is written."""
    if _PLAIN_HEADING.match(text, start):
        return True
    end = text.find("\n", start)
    line = (text[start:] if end < 0 else text[start:end]).rstrip("\r")
    if not line.lstrip().startswith("[["):
        return False
    try:
        return isinstance(tomli.loads(line).get("update"), list)
    except tomli.TOMLDecodeError:
        return False


def _with_comments(text: str, start: int) -> int:
    """Returns where the comments right above a line begin; the line itself if there are none."""
    begin = start
    while begin:
        above = text.rfind("\n", 0, begin - 1) + 1
        line = text[above:begin]
        # The last line of a multi-line string can begin with "#" too.
        if not line.lstrip().startswith("#") or any(each in line for each in _LONG_QUOTES):
            break
        begin = above
    return begin
