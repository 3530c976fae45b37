"""The words after the items of `bptip update`: a status; other words are refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import dropwhile, takewhile
from typing import Final, NamedTuple

from bptip.plan.characters import letters_of, search_form
from bptip.plan.command_lines import command_line
from bptip.plan.dates import last_day, readings_in
from bptip.plan.errors import AmbiguousError, BptipError
from bptip.plan.model import REPORTABLE, Item, Reason, Status, Version
from bptip.plan.names import find_name
from bptip.plan.near_names import denies, nearest
from bptip.plan.parties import Parties, stated_status
from bptip.plan.search import find, find_item
from bptip.plan.status_names import find_status, is_like_status, likely_status, readings_of
from bptip.recording.statements import Typed
from bptip.recording.typed_values import number_in, percentage


def with_last_word(
    typed: Typed, version: Version, versions: Sequence[Version], parties: Parties, today: date
) -> Typed:
    """Returns what was typed without --status, with the last word as the status if it is a status.

    Raises BptipError for a word that is both a status and a part of an item's title, and as
    `refuse_words` does.
    """
    if not typed.items:
        return typed
    *items, word = typed.items
    item = _item(word, version, versions)
    is_status = _is_status(word, parties)
    if items and item is not None and is_status and word.strip() not in (item.id, item.title):
        raise AmbiguousError(
            f'"{word}" is a status, and a part of the title of {item.id}, {item.title}.',
            f"For the status: --status {word}. For the item: {item.id}.",
        )
    refuse_words(typed, version, versions, parties, today)
    return typed._replace(items=tuple(items), status=word) if is_status and not item else typed


def refuse_words(
    typed: Typed, version: Version, versions: Sequence[Version], parties: Parties, today: date
) -> None:
    """Raises BptipError for words that are not items and state something, with the line to type.

    Without --status, the last word may be a status.
    """
    has_status = typed.status is None and _is_status(typed.items[-1], parties)
    items = typed.items[:-1] if has_status else typed.items
    meant_items = {each: _item(each, version, versions) for each in items}
    if all(meant_items.values()):
        _refuse_parts_beside_ids(meant_items, version)
        return
    parted = _parted(typed.items, version, versions, parties)
    if parted is None:
        return
    meant = (parted.status,) if parted.status else _options_meant(parted.rest, parties, today)
    known_statuses = [*REPORTABLE, *parties.statuses]
    # 1. A single unknown word may be a status with a typing mistake.
    if meant is None and len(parted.rest) == 1:
        near = nearest(parted.rest[0], known_statuses)
        meant = (near,) if near else None
    # 2. Words that are neither an item nor a status, such as those of another language.
    text = " ".join(parted.rest)
    is_word = letters_of(text) and not any(map(str.isdigit, text)) and not typed.stating
    if meant is None and is_word and not find(text, version, ()).items:
        statuses = f"It is not a status either. Known: {', '.join(known_statuses)}."
        raise BptipError(f'There is no item "{text}".', statuses)
    # 3. Words that state something: the line to type has them as a status or as options.
    has_two_statuses = typed.status is not None and meant and not meant[0].startswith("--")
    if meant is None or has_two_statuses:
        return
    line = command_line(("update", *parted.items, *meant, *_options(typed)))
    raise BptipError(*parted.wrong, *([f"Type this: {line}"] if line else []))


class _Parted(NamedTuple):
    """The words that were typed, as items and the rest.

    `wrong` says why they are refused. `status` is a status before the items; then nothing is left.
    """

    wrong: tuple[str, ...]
    items: tuple[str, ...]
    rest: tuple[str, ...] = ()
    status: str | None = None


def _parted(
    typed: Sequence[str], version: Version, versions: Sequence[Version], parties: Parties
) -> _Parted | None:
    """Returns the words as items and the rest.

    None if the words are items alone, or begin with neither an item nor a status.
    """
    known = {name for item in version.items for name in (item.id, item.number)}
    first, *others = _pieces(typed, known)
    ids = list(takewhile(lambda word: word == "and" or word.rstrip(",;:") in known, others))
    items, rest = tuple(each for each in ids if each != "and"), tuple(others[len(ids) :])
    if not others or (len(rest) > 1 and known.issuperset(rest[1:])):
        return None
    if _item(first, version, versions) is not None:
        wrong = f'bptip cannot read "{" ".join(typed)}".'
        return _Parted((wrong, ORDER), (first, *items), rest)
    if _is_status(first, parties) and items and not rest:
        return _Parted((f'The status "{first}" comes after the item.',), items, status=first)
    return None


def _refuse_parts_beside_ids(items: Mapping[str, Item | None], version: Version) -> None:
    """Raises BptipError for a word of a title beside an id, such as "not" in 2.1 not done."""
    names = (name for each in version.items for name in (each.id, each.number or "", each.title))
    whole = set(map(search_form, names))
    is_whole = {each: " " in each or search_form(_plain(each, version)) in whole for each in items}
    for word, item in items.items():
        if item and any(is_whole.values()) and not is_whole[word]:
            raise AmbiguousError(
                f'"{word}" is a part of the title of {item.id}, {item.title}.',
                f"Beside an id, name that item by its id too: {item.id}.",
            )


ORDER: Final = "Items come first, then a status. All else needs an option."


def _pieces(words: Sequence[str], known: Collection[str | None]) -> Iterator[str]:
    """Yields the words; "2.1=completed" and "2.1 completed" are two."""
    for word in words:
        item, *rest = re.split(r"[=:\s]+", word, maxsplit=1)
        yield from (item, *rest) if rest and item in known else (word,)


_FILLERS: Final = frozenset(
    {"to", "is", "are", "as", "was", "and", "now", "at", "%", "percent", "status"}
)
"""Words that state nothing beside a status or a percentage."""

_BEFORE_A_DAY: Final = frozenset({"on", "by", "until", "till", "in", "to", "since"})

_NAMES: Final = (
    "status", "progress", "reason", "challenges", "expected", "next", "note", "evidence", "by",
)  # fmt: skip
"""Names of options that people write without hyphens, a value behind them."""

_SILENT: Final = frozenset({"nochange", "nothing", "nothingnew", "same", "unchanged"})
"""The letters of words for --no-change."""

_PERCENTAGE: Final = re.compile(r"(100|\d{1,2})|(100|\d{1,2}(?:\.\d+)?) ?(?:%|percent)|0?[.,]\d+")


def _options_meant(words: Sequence[str], parties: Parties, today: date) -> tuple[str, ...] | None:
    """Returns what to type in place of words that state something; None if that is unclear."""
    words = [word.rstrip(",;") for word in words]
    plain = list(dropwhile(lambda word: word.casefold() in _FILLERS, words))
    text = " ".join(plain)
    if readings_of(text):
        stated_status(text, parties, REPORTABLE)  # which refuses it, with both readings
    if letters_of(text) in _SILENT:
        return ("--no-change",)
    for status, rest in _statuses_in(plain, parties):
        is_denied = list(rest) == plain[: len(rest)] and denies(text.casefold())
        if any(_is_status(word, parties) for word in rest) or (rest and is_denied):
            return None
        options = _circumstances(rest, today)
        if options is None:
            return None
        is_part = options[:1] == ("--progress",) and options[1] != "100"
        is_completed = find_status(status) is Status.COMPLETED
        return options if is_part and is_completed else (status, *options)
    return _option_meant(plain, today) if plain else ()


def _statuses_in(words: Sequence[str], parties: Parties) -> Iterator[tuple[str, Sequence[str]]]:
    """Yields the statuses that words begin or end with, and the other words; the likeliest first.

    A status that bptip only suggests is all of two words, or the first one.
    """
    for end in range(min(len(words), 3), 0, -1):
        if status := _status_in(words[:end], parties):
            yield status, words[end:]
    for end in (2, 1) if len(words) == 2 else (1,):
        if likely := likely_status(" ".join(words[:end])):
            yield likely, words[end:]
    for start in range(max(len(words) - 3, 0), len(words)):
        if status := _status_in(words[start:], parties):
            yield status, words[:start]


def _status_in(words: Sequence[str], parties: Parties) -> str | None:
    """Returns the status to type for words; None for any other words."""
    text = " ".join(words)
    try:
        stated = stated_status(text, parties, REPORTABLE)
    except BptipError:
        return None
    return text if " " not in text else stated.said or stated.status


def _circumstances(words: Sequence[str], today: date) -> tuple[str, ...] | None:
    """Returns the option for the words beside a status; None for words without letters."""
    if not words:
        return ()
    text = " ".join(words)
    note = ("--note", text) if letters_of(text) and not text[0].isdecimal() else None
    return _option_meant(words, today) or note


def _option_meant(words: Sequence[str], today: date) -> tuple[str, ...] | None:
    """Returns the option for words that are a date, a percentage, a reason or a quoted text.

    Raises BptipError for a date or a percentage with two readings.
    """
    text, (name, *rest) = " ".join(words), words
    dated = " ".join(rest) if name.casefold() in _BEFORE_A_DAY and rest else text
    if day := _day_in(dated, today):
        return ("--on" if day <= today else "--expected", dated)
    if match := _PERCENTAGE.fullmatch(text):
        return ("--progress", match[1] or match[2] or str(percentage(text)))
    reason = find_name(re.sub("^(because of|due to) ", "", text), [each.value for each in Reason])
    if reason:
        return ("--reason", reason)
    return _named_option(name, " ".join(rest)) if rest else _option_of(text)


def _named_option(name: str, value: str) -> tuple[str, ...] | None:
    """Returns an option that was written without its hyphens; None for other words."""
    is_option = name.casefold() in _NAMES and not value.startswith("the ")
    return (f"--{name.casefold()}", value) if is_option else None


def _option_of(word: str) -> tuple[str, ...] | None:
    """Returns the option for one word: "patrols=5", an address, or a text in quotes."""
    name, _, value = word.partition("=")
    if re.match(r"https?://|www\.", word):
        return ("--evidence", word)
    if number_in(value) is not None and name not in _NAMES:
        return ("--value", word)
    return ("--note", word) if " " in word else _named_option(name, value) if value else None


def _day_in(text: str, today: date) -> date | None:
    """Returns the day of a text; None for any other text, and for a number."""
    if (text.isdecimal() and len(text) != 4) or not (
        any(map(str.isdigit, text)) or text in ("today", "yesterday")
    ):
        return None
    try:
        return last_day(text, today)
    except BptipError:
        if readings_in(text):
            raise
        return None


def _options(typed: Typed) -> Iterator[str]:
    """Yields the options that were typed, each with its value."""
    for name, value in typed._replace(items=())._asdict().items():
        option = f"--{'from' if name == 'taken_from' else name.replace('_', '-')}"
        if value is True:
            yield option
        else:
            for text in (value,) if isinstance(value, str) else value or ():
                yield from (option, text)


def _is_status(word: str, parties: Parties) -> bool:
    """True if a word is a status, or a word for which bptip suggests a status."""
    return _status_in([word], parties) is not None or is_like_status(word)


def _item(word: str, version: Version, versions: Sequence[Version]) -> Item | None:
    """Returns the item that a word means; None if it means no item, or several."""
    try:
        return find_item(_plain(word, version), version, versions)
    except BptipError:
        return None


def _plain(word: str, version: Version) -> str:
    """Returns a word without its plan in front and a sign behind it: "2024-2026/2.1,"."""
    return word.removeprefix(f"{version.plan.id}/").rstrip(",;:")
