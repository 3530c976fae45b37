"""Updates as the blocks of text that a journal is made of, and a journal with more of them.

What stands in a journal stays as it is, byte for byte: comments, line ends, a byte order mark.
Blocks only ever come after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import tomli_w

from bptip.plan.errors import BptipError
from bptip.plan.model import SCHEMA

if TYPE_CHECKING:
    from bptip.plan.model import Update


class _Moment(datetime):
    """A moment that is written as plans have it: "2025-12-03T04:05:06Z"."""

    def __str__(self) -> str:
        return self.astimezone(UTC).isoformat().replace("+00:00", "Z")


def block(update: Update) -> str:
    """An update as a block of its own, with lines that end in a newline.

    tomli-w would write a list of short tables inline, to which nothing can be appended; so the
    update is written as a single table, `[update]`, whose heading is then made that of a list's
    element. A table within, `[update.values]`, belongs to the element above it as it stands.
    """
    heading, _, rest = tomli_w.dumps({"update": _stated(update)}).partition("\n")
    return f"[{heading}]\n{rest}"


def _stated(update: Update) -> dict[str, Any]:
    """The keys of an update that say something, with values as TOML has them."""
    defaults = update._field_defaults
    return {
        key: _plain(value)
        for key, value in update._asdict().items()
        if key not in defaults or value != defaults[key]
    }


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        moment = value.astimezone(UTC)
        return _Moment.combine(moment.date(), moment.timetz())
    return dict(value) if isinstance(value, Mapping) else value


def heading(plan: str) -> bytes:
    """What a new journal begins with."""
    return tomli_w.dumps({"schema": SCHEMA, "plan": plan}).encode()


def appended(above: bytes, updates: Iterable[Update]) -> bytes:
    """A journal's content with updates at its end, in the line ends that it has.

    Raises BptipError for a text that UTF-8 can't hold: a lone half of a surrogate pair.
    """
    newline = _newline(above)
    try:
        blocks = [block(update).encode() for update in updates]
    except UnicodeEncodeError:
        raise BptipError(
            "A text holds half of a character (a lone surrogate), which no file can hold.",
            "Type that text anew.",
        ) from None
    parts = [b"\n" + each for each in blocks]
    ended = above if above.endswith(b"\n") else above + newline
    return ended + b"".join(parts).replace(b"\n", newline)


def _newline(above: bytes) -> bytes:
    """The last line end of a file; where it has none, a plain one."""
    return b"\r\n" if above[: above.rfind(b"\n") + 1].endswith(b"\r\n") else b"\n"
