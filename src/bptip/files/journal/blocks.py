"""Writes entries as blocks of text, and appends blocks to a journal.

The present content of a journal stays byte for byte: comments, line ends, a byte order mark. New
blocks always follow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

import tomli
import tomli_w

from bptip.plan.dates import moment
from bptip.plan.errors import BptipError
from bptip.plan.journal import Receipt, Round, Update
from bptip.plan.model import SCHEMA

_BLANK: Final = " \t\r\n"


class _Moment(datetime):
    """A moment that prints in the form of plan files: "2025-12-03T04:05:06Z"."""

    def __str__(self) -> str:
        return moment(self)


Entry = Update | Round | Receipt
"""An entry of a journal: the value of one block."""


def _block(entry: Entry) -> str:
    """Returns an entry of a journal as a block; every line ends with a newline.

    tomli-w would write a list of short tables inline, and no block can be appended to such a list.
    So an update is written as a single table, `[update]`, and its heading is then changed to
    `[[update]]`. A table within, `[update.values]`, belongs to the block above it.
    """
    kind = type(entry).__name__.lower()
    heading, _, rest = tomli_w.dumps({kind: _stated(entry)}).partition("\n")
    return f"[{heading}]\n{rest}"


def _stated(entry: Entry) -> dict[str, Any]:
    """Returns the keys of an entry that differ from their defaults, with TOML values."""
    defaults = entry._field_defaults
    return {
        key: _plain(value)
        for key, value in entry._asdict().items()
        if key not in defaults or value != defaults[key]
    }


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        utc = value.astimezone(UTC)
        return _Moment.combine(utc.date(), utc.timetz())
    return dict(value) if isinstance(value, Mapping) else value


def heading(plan: str) -> bytes:
    """Returns the beginning of a new journal."""
    return tomli_w.dumps({"schema": SCHEMA, "plan": plan}).encode()


def with_entries(above: bytes, entries: Iterable[Entry]) -> bytes:
    """Returns a journal's content with entries appended, as `with_blocks` appends blocks."""
    return with_blocks(above, map(_block, entries))


def with_blocks(above: bytes, blocks: Iterable[str]) -> bytes:
    """Returns a journal's content with blocks appended, each after a blank line.

    The blocks get the line ends of the journal; without blocks the content is unchanged. Raises
    BptipError for a text that UTF-8 cannot encode: half of a surrogate pair.
    """
    newline = line_end(above)
    try:
        parts = [f"\n{block}".encode().replace(b"\n", newline) for block in blocks]
    except UnicodeEncodeError:
        raise BptipError(
            "A text contains half of a character (a lone surrogate), which a file cannot store.",
            "Type that text again.",
        ) from None
    if not parts:
        return above
    return (above if above.endswith(b"\n") else above + newline) + b"".join(parts)


def line_end(content: bytes) -> bytes:
    """Returns the last line end of a file's content; a plain newline if the content has none."""
    return b"\r\n" if content[: content.rfind(b"\n") + 1].endswith(b"\r\n") else b"\n"


def copied(text: str) -> str:
    """Returns a block of another journal in the form of a new block."""
    return in_lines(text, "\n") + "\n"


def in_lines(block: str, newline: str) -> str:
    """Returns a block without blank lines around it and with these line ends; its values stay."""
    return block.strip(_BLANK).replace("\r\n", "\n").replace("\n", newline)


def in_place_of(block: str, chosen: str, newline: str) -> str:
    """Returns the text for the place of a block: the chosen text, and the blank lines below it."""
    return in_lines(chosen, newline) + block[len(block.rstrip()) :]


def keys_in(block: str, kind: str) -> tuple[str, dict[str, Any]]:
    """Returns the id and the keys of a block of some kind; without an id, the block's text."""
    (stated,) = tomli.loads(block)[kind]
    return str(stated.get("id", in_lines(block, "\n"))), stated


def is_same_block(ours: str, theirs: str) -> bool:
    """True if two blocks have the same text, apart from their line ends."""
    return in_lines(ours, "\n") == in_lines(theirs, "\n")
