"""Turns Markdown tokens into the parts of a line: texts with their roles, links, breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from bptip.pages import document as doc
from bptip.plan.addresses import addresses_shown

if TYPE_CHECKING:
    from markdown_it.token import Token

ROLES: Final = {
    (False, False): doc.Role.PLAIN,
    (True, False): doc.Role.STRONG,
    (False, True): doc.Role.EMPHASIS,
    (True, True): doc.Role.STRONG_EMPHASIS,
}
"""The role of a text: the first key is True for strong text, the second for emphasis."""

TYPED_BULLET: Final = re.compile(
    r"(\s*)(?:[\u2022\u2023\u25aa\u25ab\u25cf\u25cb\u25e6\u25a0\uf0b7]\s+|o\t+)"
)
"""The sign of a list item as word processors have it: a bullet, or "o" and a tab."""

BREAK: Final = doc.Text("\n")
"""The part that marks a hard break, until the paragraph is split there."""


def text_part(child: Token, role: doc.Role) -> doc.Inline:
    """Returns a piece of text, or a break."""
    if child.type == "code_inline":
        return doc.Text(child.content, doc.Role.CODE)
    if child.type == "softbreak":
        return doc.Text(" ")
    return BREAK if child.type == "hardbreak" else doc.Text(child.content, role)


def link(target: str, parts: Sequence[doc.Inline]) -> doc.Link:
    """Returns a link with its text on one line, or without a text that only repeats the address."""
    words = tuple(part._replace(text=part.text.replace("\n", " "))
                 for part in parts if isinstance(part, doc.Text) and part.text)  # fmt: skip
    return doc.Link(target, () if text_of(words) == target else words)


def other_address_in(text: str, target: str) -> str | None:
    """Returns the first address in a link's text that is not the address to which the link leads.

    "www." and the rest of the path may be missing in the text.
    """
    meant = _compared(target)
    for word, address in addresses_shown(text):
        shown = _compared(address)
        if meant != shown and not meant.startswith((f"{shown}/", f"{shown}?", f"{shown}#")):
            return word
    return None


def _compared(address: str) -> str:
    """Returns an address without its scheme and "www.", in one spelling."""
    from markdown_it.common.normalize_url import normalizeLink

    return re.sub(r"^(https?://|mailto:)(www\.)?", "", normalizeLink(address).lower()).rstrip("/")


def text_of(line: Iterable[doc.Inline]) -> str:
    """Returns the text of a line, without roles and targets."""
    return "".join(part.text for part in line if isinstance(part, doc.Text | doc.Link))


def with_block(line: doc.Line, block: Any) -> doc.Line:  # noqa: ANN401  # a paragraph or a list; others are refused
    """Returns the line of a list item, extended by another block of the item."""
    if isinstance(block, doc.Bullets):
        return (*line, doc.Text(" – " if line else ""), *doc.joined(list(block.items), "; "))
    if isinstance(block, doc.Paragraph):
        return doc.joined([line, *block.parts], " ")
    return line
