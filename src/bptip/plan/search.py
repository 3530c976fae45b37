"""Search in a plan and its journal: titles, descriptions, extra columns, notes, next steps."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from bptip.plan.characters import search_form
from bptip.plan.errors import AmbiguousError, BptipError, NotFoundError
from bptip.plan.journal import Update
from bptip.plan.model import Item, Version
from bptip.plan.near_names import nearest


class Hit(NamedTuple):
    """An item that has the words, and the names of the fields that have them.

    `objective` is the id of the activity's objective; None for an objective itself.
    """

    item: Item
    objective: str | None
    fields: tuple[str, ...]


class SearchResult(NamedTuple):
    """All matches for the words: items in the plan's order, updates in the fold's order."""

    words: str
    items: tuple[Hit, ...]
    updates: tuple[Update, ...]


class HitsElsewhere(NamedTuple):
    """The numbers of matching items and updates in another plan."""

    plan: str
    items: int
    updates: int


def has_words(text: str | None, words: str) -> bool:
    """True if the text has all the words, in any order, with any case and accents."""
    if not text:
        return False
    searched = search_form(text)
    return all(word in searched for word in search_form(words).split())


def find(words: str, version: Version, updates: Sequence[Update]) -> SearchResult:
    """Returns the items of a version and the updates that have the words."""
    return SearchResult(
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
    if item.kind == "activity":
        for name, value in item.extra.items():
            yield "extra", f"{name} {value}"


MAX_IDS: Final = 40
"""Maximum number of ids in a refusal: two lines of a terminal."""


def find_item(text: str, version: Version, versions: Iterable[Version] = ()) -> Item:
    """Returns the item that is meant: by its id, its number, or a part of its title.

    "id 2.1" always means an id; pages show it beside a different number. Raises BptipError for an
    unknown item, for a part of several titles, and for an id that is another item's number; a hint
    names each of the other `versions` that has an item with this id.
    """
    items = list(version.items)
    for item in items:
        if text == id_words(item):
            return item
    by_id = [item for item in items if item.id == text]
    by_number = [item for item in items if item.number == text and item.id != text]
    if by_id and by_number:
        message = f'"{text}" is the number of one item and the id of another:'
        hint = f'Write its id, for example "{id_words(by_id[0])}", or a part of the title.'
        raise _ambiguous_item(message, (*by_number, *by_id), (hint,))
    wanted = search_form(text.strip())
    matches = (
        by_id
        or by_number
        or [item for item in items if search_form(item.id) == wanted]
        or [item for item in items if item.number and search_form(item.number) == wanted]
        or [item for item in items if search_form(item.title) == wanted]
        or [each for each in items if wanted not in NO_PART and wanted in search_form(each.title)]
    )
    if len(matches) == 1:
        return matches[0]
    elsewhere = _elsewhere(text, versions)
    if matches:
        where = "as their number" if matches[0].number == text else "in their titles"
        raise _ambiguous_item(f'Several items have "{text}" {where}:', matches, elsewhere)
    raise _unknown_item(text, items, elsewhere)


def _ambiguous_item(message: str, matches: Iterable[Item], hints: tuple[str, ...]) -> BptipError:
    """Returns the refusal of a name that several items have, with these items."""
    listed = (f"  {shown_number(item)}  {item.title}" for item in matches)
    return AmbiguousError(message, *listed, *hints)


def shown_number(item: Item) -> str:
    """Returns the number of an item, followed by its id if the two differ."""
    is_another = item.number is not None and item.number != item.id
    return f"{item.number} (id {item.id})" if is_another else item.id


def id_words(item: Item) -> str:
    """Returns the words that mean an item by its id, and never by a number."""
    return f"id {item.id}"


def typed_number(item: Item, version: Version) -> str:
    """Returns the words to type for an item that can mean no other item."""
    is_number = any(each.number == item.id for each in version.items if each.id != item.id)
    return item.id if item.number in (None, item.id) and not is_number else id_words(item)


def _elsewhere(text: str, versions: Iterable[Version]) -> tuple[str, ...]:
    """Returns a hint for each version of a plan that has an item with this id."""
    return tuple(
        f"Version {version.plan.version} has it: "
        f"add --plan {version.plan.id}@v{version.plan.version}"
        for version in versions
        if any(item.id == text for item in version.items)
    )


NO_PART: Final = ("", "all", "every", "everything")
"""Texts that never mean the one item that has them in its title."""

_RANGE: Final = re.compile(r"\d[\d.]*(?:-|\.\.| to )\d[\d.]*|[\d.]*\*|[\d.]+x|all|every(?:thing)?")
"""Texts that mean several items at once."""


def _several(text: str, known: Collection[str]) -> list[str]:
    """Returns the ids that were typed as one word, such as "1.1,1.2"; empty for other texts."""
    ids = [each for each in re.split(r"[\s,;]+", text) if each]
    return ids if len(ids) > 1 and all(each in known for each in ids) else []


def _unknown_item(text: str, items: Sequence[Item], hints: tuple[str, ...]) -> BptipError:
    """Returns the refusal of an unknown item, with the nearest item by id, number or title."""
    titles = {item.title: item for item in items}
    titles |= {item.number: item for item in items if item.number}
    titles |= {item.id: item for item in items}
    if several := _several(text, titles):
        one_by_one = f"These are {len(several)} items: type a blank between them, not a comma."
        return NotFoundError(f'There is no item "{text}".', one_by_one)
    near = nearest(text, titles)
    meant = f"Did you mean {shown_number(titles[near])}, {titles[near].title}?" if near else ""
    if _RANGE.fullmatch(search_form(text)):
        meant = "Name each item, with a blank between them."
    first = ", ".join(map(shown_number, items[:MAX_IDS]))
    ids = first + (", …" if len(items) > MAX_IDS else "")
    known = f"Items: {ids}." if items else "This plan has no items yet."
    return NotFoundError(f'There is no item "{text}".', *hints, meant, known)
