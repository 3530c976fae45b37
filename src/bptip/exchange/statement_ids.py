"""The identity of an imported or collected statement, so that it is never recorded twice.

The id of such a statement is made only from its key and its content: the party, the item and the
reported values, but not the file, the place or the day of reading. So one more row adds one update,
a sorted table adds none, and two clones that collect the same form agree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from itertools import count
from typing import Any, Final, NamedTuple
from uuid import UUID

from bptip.plan.characters import normal_form
from bptip.plan.journal import Update
from bptip.progress.fold import in_order, not_retracted, retracted_ids
from bptip.recording.statements import Statement

FORMAT: Final = "bptip/1"
"""The version of this way to make an id; another way needs another version."""

CONTENT: Final = (
    "on", "status", "progress", "reason", "expected", "next", "note", "challenges", "said",
    "evidence", "values",
)  # fmt: skip
"""The fields of an update that are its content; the others are in its Key, or are provenance."""

OF_STATUS: Final = ("reason", "expected", "next", "challenges", "said")
"""The keys that belong to a status: a newer status replaces them."""


class Key(NamedTuple):
    """The key of a statement: the plan, the item, the party and the occasion.

    The occasion is the reporting round; without one, the day for which the statement is true.
    """

    plan: str
    occasion: str
    item: str
    by: str | None
    own: bool


class Known(StrEnum):
    """The state of a statement in the journal."""

    NEW = "new"
    SAME = "same"
    """It is in force."""
    REPLACED = "replaced"
    """It is recorded, and a later one has replaced it."""
    TAKEN_BACK = "taken-back"
    """It is recorded, and was retracted or redacted: it never comes back by itself."""


class Identity(NamedTuple):
    """The identity of a statement, and its state in the journal.

    `id` is the statement's id in the journal, or the id for writing it. `writes` is True if it must
    be written. `differs_from` are the places of statements of the same run with the same key and
    other content: none of these is written.
    """

    id: str
    known: Known
    writes: bool
    differs_from: tuple[int, ...] = ()


def key_of(plan: str, statement: Statement | Update) -> Key:
    """Returns the key of a statement about an item of a plan."""
    occasion = statement.round if statement.round is not None else statement.on.isoformat()
    by = None if statement.by is None else plain_text(statement.by)
    return Key(plan, plain_text(occasion), statement.item, by, statement.own)


def content_of(statement: Statement | Update) -> str:
    """Returns the content of a statement as canonical JSON: equal contents give equal texts."""
    defaults = statement._field_defaults
    stated = {name: getattr(statement, name) for name in CONTENT}
    return canonical(
        {
            name: _stored(name, value)
            for name, value in stated.items()
            if name not in defaults or value != defaults[name]
        }
    )


def _stored(name: str, value: Any) -> Any:  # noqa: ANN401  # any value of an update
    return sorted({*map(plain_text, value)}) if name == "evidence" else value


def canonical(value: object) -> str:
    """Returns a value as canonical JSON: values with the same meaning give the same text."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    """Returns a value for JSON: texts composed, numbers by value, days in ISO form."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {plain_text(str(name)): _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def plain_text(text: str) -> str:
    """Returns a text with composed letters and plain line ends, without blanks at its ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return normal_form("NFC", lines).strip()


def id_of(parts: object) -> str:
    """Returns the id (UUIDv8) that is made from a value alone."""
    digest = sha256(canonical(parts).encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:16], "big")
    number &= ~(0xF << 76 | 0b11 << 62)
    return str(UUID(int=number | 0x8 << 76 | 0b10 << 62))


def statement_id(plan: str, statement: Statement | Update, n: int = 0) -> str:
    """Returns the id of a statement; `n` counts how often it was written again."""
    key = key_of(plan, statement)
    return id_of([FORMAT, list(key), json.loads(content_of(statement)), n])


def identities(
    plan: str, statements: Sequence[Statement], updates: Sequence[Update], *, again: bool = False
) -> tuple[Identity, ...]:
    """Returns the identity of each statement of one run, given the updates of the plan's journal.

    `updates` are all updates of the journal, retracted ones included. With `again`, statements that
    were replaced or retracted are written once more. Statements with the same key count as
    different only if one of them would be written.
    """
    judge = _KnownUpdates(plan, updates).identity
    places: dict[Key, dict[str, list[int]]] = {}
    for place, statement in enumerate(statements):
        contents = places.setdefault(key_of(plan, statement), {})
        contents.setdefault(content_of(statement), []).append(place)
    result: dict[int, Identity] = {}
    for contents in places.values():
        judged = [judge(statements[own[0]], again) for own in contents.values()]
        has_new = any(each.writes for each in judged)
        for own, known in zip(contents.values(), judged, strict=True):
            others = tuple(p for theirs in contents.values() if theirs is not own for p in theirs)
            is_disputed = others and has_new
            first = known._replace(writes=False, differs_from=others) if is_disputed else known
            result.update(dict.fromkeys(own, first._replace(writes=False)))
            result[own[0]] = first
    return tuple(result[place] for place in range(len(statements)))


class _KnownUpdates:
    """The updates of a journal, by key and by id."""

    def __init__(self, plan: str, updates: Sequence[Update]) -> None:
        self._plan = plan
        self._updates = updates
        self._by_id = {update.id: update for update in updates}

    @cached_property
    def _retracted(self) -> frozenset[str]:
        return retracted_ids(self._updates)

    @cached_property
    def _counting(self) -> dict[Key, list[Update]]:
        """The updates that count, by key, in the order in which they apply."""
        by_key: dict[Key, list[Update]] = {}
        for update in in_order(not_retracted(self._updates, self._retracted)):
            by_key.setdefault(key_of(self._plan, update), []).append(update)
        return by_key

    def identity(self, statement: Statement, again: bool) -> Identity:
        """Returns the identity of a statement, without comparing it with others of the run."""
        copies = list(self._copies(statement))
        if not copies:
            return Identity(statement_id(self._plan, statement), Known.NEW, writes=True)
        known = self._known(key_of(self._plan, statement), copies)
        if again and known is not Known.SAME:
            return Identity(statement_id(self._plan, statement, len(copies)), known, writes=True)
        return Identity(copies[-1].id, known, writes=False)

    def _copies(self, statement: Statement) -> Iterator[Update]:
        """Yields the updates with the same content: the first one, then those written again."""
        for n in count():
            update = self._by_id.get(statement_id(self._plan, statement, n))
            if update is None:
                return
            yield update

    def _known(self, key: Key, copies: Sequence[Update]) -> Known:
        """Returns the state of a statement in the journal, given the updates with its content."""
        ids = {copy.id for copy in copies}
        if all(copy.redacted or copy.id in self._retracted for copy in copies):
            return Known.TAKEN_BACK
        has_status = any(copy.status is not None for copy in copies)
        of_key = self._counting.get(key, [])
        rivals = [each for each in of_key if each.status is not None or not has_status]
        return Known.SAME if rivals and rivals[-1].id in ids else Known.REPLACED


def is_latest(statement: Statement, updates: Iterable[Update]) -> bool:
    """True if the party's latest updates about the item already have all values of a statement.

    Then a row without a date would add nothing. `updates` are those that count, in the order in
    which they apply.
    """
    latest: dict[str, object] = {}
    for update in updates:
        if (update.item, update.by, update.own) == (statement.item, statement.by, statement.own):
            if update.status is not None:
                latest = {name: value for name, value in latest.items() if name not in OF_STATUS}
            latest.update(_values(update))
    return all(
        name in latest and latest[name] == value for name, value in _values(statement).items()
    )


def _values(statement: Statement | Update) -> dict[str, object]:
    """Returns the values of a statement by name; each indicator's figure has its own name."""
    stated: dict[str, object] = json.loads(content_of(statement))
    stated.pop("on")
    stated.pop("values", None)
    return stated | {f"values.{name}": figure for name, figure in statement.values.items()}


def digest_of(value: object) -> str:
    """Returns a short digest of a value, such as a promised item or the content of a return."""
    return sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()[:16]
