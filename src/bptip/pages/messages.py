"""Messages to paste into e-mails, each in a block of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bptip.exchange.forms.messages import Message
from bptip.pages import document as doc


class MessagesSheet(NamedTuple):
    """The messages of a round, under a title, with a sentence on what to do with them."""

    title: str
    intro: str
    messages: tuple[Message, ...]


def page(sheet: MessagesSheet) -> doc.Document:
    """Returns the page: a heading and a block for each party."""
    blocks = (message_blocks(message) for message in sheet.messages)
    return doc.Document(
        (
            doc.heading(sheet.title, level=1),
            doc.text_paragraph(sheet.intro),
            *(block for of_party in blocks for block in of_party),
        )
    )


def message_blocks(message: Message) -> Iterator[doc.Block]:
    """Yields a party's message, with the file to attach."""
    yield doc.heading(message.party)
    if message.attach:
        attached = (doc.Text("Attach: "), doc.Text(message.attach, doc.Role.CODE))
        yield doc.paragraph(attached)
    yield doc.Example("\n".join(message.lines))
