"""The paragraphs and tables of own words in a Word file, as the tokens of a Markdown parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from markdown_it.token import Token

from bptip.files.exchange.word_document import StyledParagraph
from bptip.files.exchange.word_styles import BODY_TEXT, BULLET, DOCUMENT_TITLE

HIGHEST_SECTION: Final = 2
LOWEST_HEADING: Final = 6
"""The level of a section's heading, and the lowest level of a subheading."""


class WordPiece(NamedTuple):
    """A text of a paragraph with its format and its link; line breaks are line feeds."""

    text: str
    strong: bool
    em: bool
    target: str


class WordParagraph(StyledParagraph):
    """A paragraph being read; `number` counts the paragraphs of the file from 1."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.pieces: list[WordPiece] = []
        self.label = ""

    @property
    def text(self) -> str:
        """The words, without formats."""
        return self.written.strip()

    @property
    def written(self) -> str:
        """The words with the blanks around them, without formats."""
        return "".join(piece.text for piece in self.pieces)

    def remove_start(self, letters: int) -> None:
        """Removes the first letters, which may be in several pieces."""
        for place, piece in enumerate(self.pieces):
            self.pieces[place] = piece._replace(text=piece.text[letters:])
            letters = max(0, letters - len(piece.text))


Table: TypeAlias = "list[list[WordParagraph]]"


def tokens_of(blocks: Sequence[WordParagraph | Table]) -> Iterator[Token]:
    """Yields the tokens of all blocks; the highest headings are sections."""
    levels = [each.heading for each in blocks if isinstance(each, WordParagraph) and each.text]
    highest = min((each for each in levels if each and each < BODY_TEXT), default=1)
    items: list[WordParagraph] = []
    for block in blocks:
        if isinstance(block, WordParagraph) and block.label and _level(block) is None:
            items += [block] if block.text else []
            continue
        yield from _list(items, 0)
        items = []
        if isinstance(block, WordParagraph):
            if block.text:
                yield from _paragraph(block, highest)
        elif block:
            yield from _table(block)
    yield from _list(items, 0)


def _level(paragraph: WordParagraph) -> int | None:
    """Returns the level of a heading; None for other texts."""
    level = paragraph.heading
    return level if level is not None and level < BODY_TEXT else None


def _paragraph(paragraph: WordParagraph, highest: int) -> Iterator[Token]:
    level, kind, tag = _level(paragraph), "paragraph", "p"
    if level is not None:
        lower = min(LOWEST_HEADING, level - highest + HIGHEST_SECTION)
        kind, tag = "heading", f"h{1 if level == DOCUMENT_TITLE else lower}"
    yield _token(f"{kind}_open", 1, paragraph, tag=tag)
    yield _inline(paragraph, is_plain=level is not None)
    yield _token(f"{kind}_close", -1, tag=tag)


def _list(items: Sequence[WordParagraph], depth: int) -> Iterator[Token]:
    """Yields a list for each run of items of one kind; deeper items belong to the item above."""
    place = 0
    while place < len(items):
        first = items[place]
        kind = "bullet_list" if first.label == BULLET else "ordered_list"
        yield _token(f"{kind}_open", 1, first, depth)
        while place < len(items) and (items[place].label == BULLET) == (first.label == BULLET):
            end = place + 1
            top = items[place].list_level or 0
            while end < len(items) and (items[end].list_level or 0) > top:
                end += 1
            yield _token("list_item_open", 1, items[place], depth + 1)
            yield _token("paragraph_open", 1, items[place], depth + 2)
            yield _inline(items[place])
            yield _token("paragraph_close", -1, depth=depth + 2)
            yield from _list(items[place + 1 : end], depth + 2)
            yield _token("list_item_close", -1, depth=depth + 1)
            place = end
        yield _token(f"{kind}_close", -1, depth=depth)


def _table(rows: Table) -> Iterator[Token]:
    width = max(map(len, rows))
    yield _token("table_open", 1, rows[0][0])
    for number, row in enumerate(rows):
        yield _token("tr_open", 1, depth=1)
        kind = "td" if number else "th"
        empty = [WordParagraph(row[-1].number) for _ in range(width - len(row))]
        for cell in (*row, *empty):
            yield _token(f"{kind}_open", 1, depth=2)
            yield _inline(cell)
            yield _token(f"{kind}_close", -1, depth=2)
        yield _token("tr_close", -1, depth=1)
    yield _token("table_close", -1)


def _token(
    kind: str, nesting: int, paragraph: WordParagraph | None = None, depth: int = 0, tag: str = ""
) -> Token:
    place = [paragraph.number - 1, paragraph.number] if paragraph else None
    return Token(kind, tag, nesting, map=place, level=depth)  # type: ignore[arg-type]


def _inline(paragraph: WordParagraph, *, is_plain: bool = False) -> Token:
    """Returns the token with the texts of a paragraph; blanks around a format do not have it."""
    token = _token("inline", 0, paragraph)
    children: list[Token] = []
    pieces = list(_tidy(paragraph.pieces, is_plain=is_plain))
    for place, piece in enumerate(pieces):
        marks = [*(["strong"] if piece.strong else []), *(["em"] if piece.em else [])]
        before, after = pieces[place - 1 : place], pieces[place + 1 : place + 2]
        if piece.target and not (before and before[0].target == piece.target):
            children.append(Token("link_open", "a", 1, attrs={"href": piece.target}))
        children += [Token(f"{mark}_open", mark, 1) for mark in marks]
        lines = piece.text.split("\n")
        for number, line in enumerate(lines):
            children += [Token("hardbreak", "br", 0)] if number else []
            children.append(Token("text", "", 0, content=line))
        children += [Token(f"{mark}_close", mark, -1) for mark in reversed(marks)]
        if piece.target and not (after and after[0].target == piece.target):
            children.append(Token("link_close", "a", -1))
    token.children = children
    return token


def _tidy(pieces: Sequence[WordPiece], *, is_plain: bool) -> Iterator[WordPiece]:
    """Yields the pieces of a paragraph, and joins neighbours with the same format.

    Each blank is single, and has a format only if the pieces on both sides have it.
    """
    parts = list(_split(pieces, is_plain=is_plain))
    joined: list[WordPiece] = []
    for place, part in enumerate(parts):
        piece = part
        if not part.text.strip() and parts[place - 1][1:] == parts[place + 1][1:]:
            piece = parts[place - 1]._replace(text=part.text)
        if joined and joined[-1][1:] == piece[1:]:
            joined[-1] = piece._replace(text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    yield from joined


def _split(pieces: Sequence[WordPiece], *, is_plain: bool) -> Iterator[WordPiece]:
    """Yields words and, between two of them, one blank or line end without a format."""
    blank, is_begun = "", False
    for piece in pieces:
        form = piece._replace(strong=False, em=False) if is_plain else piece
        for text in re.split(r"([ \t\r\n]+)", piece.text):
            if not text.strip(" \t\r\n"):
                blank = "\n" if "\n" in blank + text else (" " if text else blank)
                continue
            if blank and is_begun:
                yield WordPiece(blank, strong=False, em=False, target="")
            yield form._replace(text=text)
            blank, is_begun = "", True
