"""The last word of `bptip update 2.1 completed`: a status, unless it is an item of the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bptip.plan.command_lines import command_line
from bptip.plan.errors import AmbiguousError, BptipError
from bptip.plan.model import REPORTABLE, Item, Version
from bptip.plan.near_names import nearest
from bptip.plan.parties import Parties, stated_status
from bptip.plan.search import find_item
from bptip.plan.status_names import is_like_status

if TYPE_CHECKING:
    from bptip.recording.statements import Typed


def with_last_word(
    typed: Typed, version: Version, versions: Sequence[Version], parties: Parties
) -> Typed:
    """Returns what was typed, with the last word as the status if it is a status.

    This is for an update without --status: with --status, every word is an item. Raises BptipError
    for a word that is both a status and a part of an item's title, and for a word that is nearly a
    status.
    """
    if not typed.items:
        return typed
    *items, word = typed.items
    item = _item(word, version, versions)
    if not _is_status(word, parties):
        if items and item is not None:
            _refuse_first_word(items, word, version, versions, parties)
        near = nearest(word, [*REPORTABLE, *parties.statuses])
        meant = f'Did you mean "{near}"?' if near else _meant_by(word, items)
        if items and item is None and meant is not None:
            raise BptipError(f'"{word}" is neither an item nor a status.', meant)
        return typed
    if item is None:
        return typed._replace(items=tuple(items), status=word)
    if not items or word.strip() in (item.id, item.title):
        return typed
    raise AmbiguousError(
        f'"{word}" is a status, and a part of the title of {item.id}, {item.title}.',
        f"For the status: --status {word}. For the item: {item.id}.",
    )


def _refuse_first_word(
    items: Sequence[str], last: str, version: Version, versions: Sequence[Version], parties: Parties
) -> None:
    """Raises BptipError if the first word is a status and not an item."""
    first, *others = items
    if _is_status(first, parties) and _item(first, version, versions) is None:
        line = command_line(("update", *others, last, first))
        hints = [f"Type this: {line}"] if line else []
        raise BptipError(f'The status "{first}" comes after the item.', *hints)


def _meant_by(word: str, items: Sequence[str]) -> str | None:
    """Returns the line to type if the last word is a percentage or a text; None for other words."""
    if re.fullmatch("100|[0-9]{1,2}", word):
        return f"For a percentage: --progress {word}"
    if " " not in word.strip():
        return None
    line = command_line(("update", *items, "--note", word))
    return f"Type this: {line}" if line else "For a text: --note TEXT"


def _is_status(word: str, parties: Parties) -> bool:
    """True if a word is a status, or a word for which bptip suggests a status."""
    try:
        stated_status(word, parties, REPORTABLE)
    except BptipError:
        return is_like_status(word)
    return True


def _item(word: str, version: Version, versions: Sequence[Version]) -> Item | None:
    """Returns the item that a word means; None if it means no item, or several."""
    try:
        return find_item(word, version, versions)
    except BptipError:
        return None
