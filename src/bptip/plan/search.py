"""Where words stand in a plan and its journal: titles, descriptions, extra, notes, next steps."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bptip.plan.errors import BptipError
from bptip.plan.model import Activity
from bptip.plan.names import nearest

if TYPE_CHECKING:
    from bptip.plan.model import Item, Update, Version


class Hit(NamedTuple):
    """An item in whose text the words stand, and in which of its fields.

    `objective` is the id of the objective that an activity stands under, None for an objective.
    """

    item: Item
    objective: str | None
    fields: tuple[str, ...]


class Found(NamedTuple):
    """All that has the words: items in the plan's order, updates in the fold's order."""

    words: str
    items: tuple[Hit, ...]
    updates: tuple[Update, ...]


class HitsElsewhere(NamedTuple):
    """How much of what was asked for stands in another plan."""

    plan: str
    items: int
    updates: int


def has_words(text: str | None, words: str) -> bool:
    """Whether all the words stand in the text, whatever the case, in any order."""
    if not text:
        return False
    folded = _folded(text)
    return all(word in folded for word in _folded(words).split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def find(words: str, version: Version, updates: Sequence[Update]) -> Found:
    """What has the words, in a version and in these updates."""
    return Found(
        words,
        tuple(_hits(words, version)),
        tuple(
            each for each in updates if has_words(each.note, words) or has_words(each.next, words)
        ),
    )


def _hits(words: str, version: Version) -> Iterator[Hit]:
    for item, objective in version.items_with_objective:
        fields = dict.fromkeys(name for name, text in _texts(item) if has_words(text, words))
        if fields:
            yield Hit(item, objective, tuple(fields))


def _texts(item: Item) -> Iterator[tuple[str, str | None]]:
    yield "title", item.title
    yield "description", item.description
    if isinstance(item, Activity):
        for name, value in item.extra.items():
            yield "extra", f"{name} {value}"


def find_item(text: str, version: Version, versions: Iterable[Version] = ()) -> Item:
    """Returns the item that the text names: by its id, or by words that only its title has.

    Raises BptipError where it names none, or several, and names the other one of `versions` that
    has an item with this id.
    """
    items = list(version.items)
    for item in items:
        if item.id == text:
            return item
    wanted = _folded(text.strip())
    by_id = [item for item in items if _folded(item.id) == wanted]
    by_title = [item for item in items if _folded(item.title) == wanted]
    by_piece = [item for item in items if wanted and wanted in _folded(item.title)]
    found = by_id or by_title or by_piece
    if len(found) == 1:
        return found[0]
    if found:
        listed = (f"  {item.id}  {item.title}" for item in found)
        raise BptipError(
            f'Several items have "{text}" in their titles:', *listed, *_elsewhere(text, versions)
        )
    raise _no_such_item(text, items, _elsewhere(text, versions))


def _elsewhere(text: str, versions: Iterable[Version]) -> tuple[str, ...]:
    """Returns a hint for each version of a plan that has an item with this id."""
    return tuple(
        f"Version {version.plan.version} has it: "
        f"add --plan {version.plan.id}@v{version.plan.version}"
        for version in versions
        if any(item.id == text for item in version.items)
    )


def _no_such_item(text: str, items: Sequence[Item], hints: tuple[str, ...]) -> BptipError:
    """Returns the error that no item is named so, with the nearest id or title."""
    titles = {item.title: item for item in items} | {item.id: item for item in items}
    near = nearest(text, titles)
    meant = f"Did you mean {titles[near].id}, {titles[near].title}?" if near else ""
    ids = ", ".join(item.id for item in items[:40]) + (", …" if len(items) > 40 else "")
    known = f"Items: {ids}." if items else "This plan has no items yet."
    return BptipError(f'There is no item "{text}".', *hints, meant, known)
