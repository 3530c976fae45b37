"""Splits the text of a journal into its head and its blocks: updates, rounds and receipts.

A block is moved exactly as it was written, with its comments, order of keys and quotes. Comments
right above a heading belong to its block; any other comment belongs to the block or head above.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import tomli

from bptip.files.reading.fault_positions import sections
from bptip.files.reading.loading import BOM

KINDS: Final = ("update", "round", "receipt")
"""The kinds of block, which are also their headings."""

_PLAIN_HEADING: Final = re.compile(rf"[ \t]*\[\[[ \t]*({'|'.join(KINDS)})[ \t]*\]\]")
_PLAIN_TABLE: Final = re.compile(rf"[ \t]*\[[ \t]*({'|'.join(KINDS)})[ \t]*\.")
_LONG_QUOTES: Final = ('"""', "'''")


class JournalText(NamedTuple):
    """The text of a journal: the head above the first block, then each block.

    `has_mark` is True if the file begins with a byte order mark, which is in neither the head nor
    a block. `kinds` has the kind of each block. `is_regular` is False if a table is not right
    below the block to which it belongs: then the blocks cannot be moved.
    """

    has_mark: bool
    head: str
    blocks: tuple[str, ...]
    kinds: tuple[str, ...]
    is_regular: bool = True

    def whole(self) -> bytes:
        """Returns the content of the file."""
        return ((BOM if self.has_mark else "") + self.head + "".join(self.blocks)).encode()

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Returns the blocks of one kind, in the file's order."""
        return tuple(
            block for block, its in zip(self.blocks, self.kinds, strict=True) if its == kind
        )

    def with_blocks_replaced(self, texts: Mapping[int, str]) -> JournalText:
        """Returns the journal with these texts instead of the blocks at their indexes."""
        blocks = tuple(texts.get(place, block) for place, block in enumerate(self.blocks))
        return self._replace(blocks=blocks)


def journal_text(raw: bytes) -> JournalText:
    """Returns the text of a journal; raises UnicodeDecodeError if it is not UTF-8."""
    text = raw.decode("utf-8")
    mark = text.startswith(BOM)
    text = text.removeprefix(BOM)
    opened: list[tuple[int, str]] = []
    is_regular = True
    for start, _ in sections(text):
        kind = _kind(text, start)
        if kind is not None:
            opened.append((start, kind))
        elif (owner := _owner(text, start)) is not None:
            is_regular &= bool(opened) and opened[-1][1] == owner
    starts = [_with_comments(text, start) for start, _ in opened]
    ends = [*starts, len(text)][1:]
    blocks = tuple(text[start:end] for start, end in zip(starts, ends, strict=True))
    head = text[: starts[0]] if starts else text
    return JournalText(mark, head, blocks, tuple(kind for _, kind in opened), is_regular)


def _kind(text: str, start: int) -> str | None:
    """Returns the kind of block that the line at an offset begins, in any TOML spelling."""
    if match := _PLAIN_HEADING.match(text, start):
        return match[1]
    opened = _opened(text, start, "[[")
    return next((kind for kind in KINDS if isinstance(opened.get(kind), list)), None)


def _owner(text: str, start: int) -> str | None:
    """Returns the kind of the block to which a table belongs, given the offset of its heading."""
    if match := _PLAIN_TABLE.match(text, start):
        return match[1]
    return next((kind for kind in KINDS if kind in _opened(text, start, "[")), None)


def _opened(text: str, start: int, brackets: str) -> dict[str, Any]:
    """Returns the TOML values of the line at an offset, if it begins with `brackets`; else none."""
    end = text.find("\n", start)
    line = (text[start:] if end < 0 else text[start:end]).rstrip("\r")
    if not line.lstrip().startswith(brackets):
        return {}
    try:
        return tomli.loads(line)
    except tomli.TOMLDecodeError:
        return {}


def _with_comments(text: str, start: int) -> int:
    """Returns the offset of the comments right above a line; without comments, of the line."""
    begin = start
    while begin:
        above = text.rfind("\n", 0, begin - 1) + 1
        line = text[above:begin]
        # The last line of a multi-line string can begin with "#" too.
        if not line.lstrip().startswith("#") or any(each in line for each in _LONG_QUOTES):
            break
        begin = above
    return begin
