"""Markdown as GitHub reads it: which blocks there are, and each character with its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from render.isolates import without_isolates

READER: Final = MarkdownIt("commonmark").enable(["table", "strikethrough"])
if find_spec("linkify_it"):
    READER.enable("linkify")
    READER.options["linkify"] = True
    assert READER.linkify is not None
    READER.linkify.set({"fuzzy_link": False, "fuzzy_email": False})

MARKS: Final = {"strong": "strong", "em": "em", "s": "struck", "link": "link"}
"""The marks of inline tokens, by the first part of their type."""

BARE_ADDRESS: Final = re.compile(r"(?:https?|ftp)://|(?<![a-z0-9])www\.", re.IGNORECASE)
"""Addresses that GitHub links to without being asked."""


class Character(NamedTuple):
    """A character other than a blank, with the marks around it."""

    character: str
    marks: frozenset[str]


def tokens(source: str) -> list[Token]:
    """Returns the tokens of blocks and of inlines, in order."""
    return [token for block in READER.parse(source) for token in (block, *(block.children or ()))]


def shape(source: str) -> list[str]:
    """Returns everything except the texts: blocks, cells, marks, links."""
    found = [
        token
        for token in tokens(source)
        if token.type not in ("inline", "softbreak")
        and not (token.type == "text" and token.content in ("", "\u2068", "\u2069"))
    ]
    kinds = [f"{token.type} {token.tag}".strip() for token in found]
    return [
        kind
        for kind, before in zip(kinds, ["", *kinds], strict=False)
        if kind != "text" or before != "text"
    ]


def text_of(children: Sequence[Token]) -> str:
    """Returns the text of some tokens; line breaks are blanks."""
    breaks = ("softbreak", "hardbreak")
    text = "".join(" " if token.type in breaks else token.content for token in children)
    return without_isolates(text)


def blocks_of_text(source: str) -> Iterator[str]:
    """Yields the text of each paragraph, heading, cell and example, in order."""
    for block in READER.parse(source):
        if block.type == "inline":
            yield text_of(block.children or ())
        elif block.type == "fence":
            yield block.content


def words(source: str) -> list[str]:
    """Returns the words that a reader finds."""
    return " ".join(blocks_of_text(source)).split()


def characters(source: str) -> list[Character]:
    """Returns each character other than a blank, with its marks."""
    found: list[Character] = []
    marks: list[str] = []
    for token in tokens(source):
        kind, _, side = token.type.rpartition("_")
        if kind in MARKS and side == "open":
            marks.append(MARKS[kind])
        elif kind in MARKS and side == "close":
            marks.remove(MARKS[kind])
        elif token.type in ("text", "code_inline"):
            code = {"code"} if token.type == "code_inline" else set()
            standing = frozenset({*marks, *code})
            found += [
                Character(each, standing)
                for each in token.content
                if not each.isspace() and each not in "\u2068\u2069"
            ]
    return found


def addresses(source: str) -> list[str]:
    """Returns where the links and images lead."""
    found = [token.attrGet("href") or token.attrGet("src") for token in tokens(source)]
    return [str(address) for address in found if address is not None]
