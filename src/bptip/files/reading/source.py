"""The text of a journal, cut into what stands above its updates and the block of each of them.

A block is moved as it was written: with its comments, its order of keys, its way of quoting. The
comments right above a heading belong to its block; what is further off stays with what it follows.
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
    """A journal's text: what stands above the updates, and their blocks, which make up the whole.

    A byte order mark is part of neither; `mark` says whether there is one.
    """

    mark: bool
    head: str
    blocks: tuple[str, ...]

    def whole(self) -> bytes:
        """The content of the file."""
        return ((BOM if self.mark else "") + self.head + "".join(self.blocks)).encode()


def journal_text(raw: bytes) -> JournalText:
    """The text of a journal that can be read; raises UnicodeDecodeError for one that can't."""
    text = raw.decode("utf-8")
    mark = text.startswith(BOM)
    text = text.removeprefix(BOM)
    starts = [_with_comments(text, start) for start, end in sections(text) if _opens(text, start)]
    ends = [*starts, len(text)][1:]
    blocks = tuple(text[start:end] for start, end in zip(starts, ends, strict=True))
    return JournalText(mark, text[: starts[0]] if starts else text, blocks)


def _opens(text: str, start: int) -> bool:
    """Whether an update begins with the line that starts here: `[[update]]`, however written."""
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
    """Where the comments right above a line begin; the line itself where there are none."""
    begin = start
    while begin:
        above = text.rfind("\n", 0, begin - 1) + 1
        line = text[above:begin]
        # The last line of a text over several lines may begin with "#" too.
        if not line.lstrip().startswith("#") or any(each in line for each in _LONG_QUOTES):
            break
        begin = above
    return begin
