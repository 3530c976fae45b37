"""Finds the item of the plan for each row that reports, by number and by title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from bptip.comparison.pairing import pairs_of
from bptip.comparison.pairs import Pair
from bptip.comparison.thresholds import SURE
from bptip.comparison.wording import stems_of, words_of
from bptip.exchange.importing.building import version_of
from bptip.exchange.importing.item_ids import ItemIds
from bptip.exchange.importing.stating import ItemReports
from bptip.exchange.tables.drafts import Draft, DraftActivity, DraftIndicator, DraftObjective
from bptip.exchange.tables.findings import Finding, SetAside, shortened, warning
from bptip.exchange.tables.maps import typed_option
from bptip.plan.characters import letters_of, same_text
from bptip.plan.model import EMPTY, Item, Version
from bptip.plan.near_names import nearest
from bptip.plan.search import find_item, shown_number, typed_number

ANOTHER_PLAN: Final = "table"
"""The plan id of a table in a comparison: its item ids are unrelated to the plan's."""


class Matched(NamedTuple):
    """The reports with their items, the rows set aside, and warnings.

    `alike` are the pairs of an item and a row that were accepted because their titles are alike;
    `open` are pairs with alike titles that were not accepted.
    """

    items: tuple[ItemReports, ...]
    set_aside: tuple[SetAside, ...]
    findings: tuple[Finding, ...]
    alike: tuple[Pair, ...] = ()
    open: tuple[Pair, ...] = ()


def matched(draft: Draft, version: Version, stated: Mapping[str, str] = EMPTY) -> Matched:
    """Returns the item of each row that reports; sets aside rows without a clear item.

    `stated` are the user's numbers of items, by the titles of rows.
    """
    meant = {letters_of(title): find_item(number, version) for title, number in stated.items()}
    rows = [row for row in draft.activities if row.reports]
    by_title = _by_title([row for row in rows if not row.each], version)
    numbers = _Numbers(version)
    items, aside, findings = [], [], []
    alike: dict[int, Pair] = {}
    open_pairs: dict[int, Pair] = {}
    for row in rows:
        number = numbers.item(row.number)
        titled, pair = by_title.get(id(row), (None, None))
        if said := meant.get(letters_of(row.title)):
            titled, number, pair = said, said, None
        elif titled is not None and (
            numbers.shares(row.number, titled) or _is_as_before(row, titled)
        ):
            number = titled
        item = titled or number
        problem: Finding | None
        if pair is None or number is not None:
            problem = _problem(row, number, titled, version, numbers)
        elif is_sure(pair, is_numbered=row.number is not None):
            alike[id(pair.new)], problem = pair, None
        else:
            open_pairs[id(pair.new)], problem = pair, _only_alike(row, pair, version, numbers)
        if problem is not None or item is None:
            assert problem is not None
            aside.append(SetAside(row.place, problem.message))
            findings.append(problem)
            continue
        indicators, unknown = _indicators(row, item)
        findings += unknown
        items.append(ItemReports(item.id, row.reports, indicators, row.each))
    return Matched(
        tuple(items),
        tuple(aside),
        tuple(findings),
        tuple(alike.values()),
        tuple(open_pairs.values()),
    )


def is_sure(pair: Pair, *, is_numbered: bool = False) -> bool:
    """True if a row's title surely means an item: it only adds words to the item's, or omits some.

    "20 schools" is as like "20 hospitals" as a change of style is, but means another activity. A
    row with a number that the plan does not have must have all words of the item.
    """
    texts = [{*words_of(item.title)} for item in (pair.old, pair.new)]
    stems = stems_of(texts[0] | texts[1])
    old, new = ({stems[word] for word in words} for words in texts)
    new = {_corrected(word, old) for word in new}
    if is_numbered:
        return old == new
    return old == new or ((old <= new or new <= old) and (pair.similarity or 0.0) >= SURE)


MISSPELT: Final = 0.9
"""Minimum likeness of a word to an item's word that it may misspell (0 to 1).

One letter too few or too many in six reaches it; "regional" and "national" have 0.75.
"""


def _corrected(word: str, known: AbstractSet[str]) -> str:
    """Returns the known word that a word misspells; else the word itself."""
    if word in known or not word.isalpha():
        return word
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, n=1, cutoff=MISSPELT)), word)


def _only_alike(row: DraftActivity, pair: Pair, version: Version, numbers: _Numbers) -> Finding:
    """Returns the finding that a row is not taken for the item with a similar title."""
    is_unknown = row.number is not None and not numbers.has(row.number)
    begin = f"{row.number} is not in the plan; " if is_unknown else ""
    message = f'{begin}"{shortened(row.title)}" is similar to {_named(pair.old)}, not the same'
    option = typed_option("items", row.title, typed_number(pair.old, version))
    hint = f"If it is that activity, add {option}."
    return warning("no-item", row.place, row.title, message, hint)


def _is_as_before(row: DraftActivity, item: Item) -> bool:
    """True if a row has an item's title and id: its number before the plan was renumbered."""
    return row.number == item.id and _key(row.title) == _key(item.title)


def _problem(
    row: DraftActivity,
    number: Item | None,
    titled: Item | None,
    version: Version,
    numbers: _Numbers,
) -> Finding | None:
    """Returns the finding that a row has no clear item: number and title disagree, or none fits."""
    text = row.title or row.number or ""
    if number is not None and titled is not None and number is not titled:
        message = f"the number is that of {_named(number)}, and the title that of {_named(titled)}"
        return warning("disagrees", row.place, text, message, "Correct one of them in the table.")
    if titled is not None or (number is not None and (row.each or not row.title)):
        return None
    if number is not None and _has_words_in_common(row.title, number.title):
        return None
    if number is not None:
        message = f"the number is that of {_named(number)}, and the title is like no item's"
        return warning("disagrees", row.place, text, message, "Correct one of them in the table.")
    titles = {item.title: item for item in version.items}
    near = nearest(row.title, titles)
    meant = ""
    if near:
        option = typed_option("items", row.title, typed_number(titles[near], version))
        meant = f"If it is {_named(titles[near])}, add {option}. "
    plan = version.plan.id
    new = f"If it is new, import a table of the whole plan with --next-of {plan}"
    if row.number is not None and not numbers.has(row.number):
        like = ", and no item is like this row" if row.title else ""
        message = f"{row.number} is not in the plan{like}"
        return warning("no-item", row.place, text, message, f"{meant}{new}")
    hint = meant.strip() or f"Write its number in the table. {new}"
    return warning("no-item", row.place, text, "no item of the plan is like this row", hint)


def _named(item: Item) -> str:
    return f'{shown_number(item)} "{shortened(item.title)}"'


def _has_words_in_common(first: str, second: str) -> bool:
    """True if two titles share a word of four letters or more."""
    words, others = ({*filter(_is_long, map(letters_of, text.split()))} for text in (first, second))
    return bool(words & others)


def _is_long(word: str) -> bool:
    return len(word) >= 4


class _Numbers:
    """The items of a version by their printed numbers, and by their ids."""

    def __init__(self, version: Version) -> None:
        self._printed: dict[str, list[Item]] = {}
        for item in version.items:
            self._printed.setdefault(letters_of(item.shown_number), []).append(item)
        self._by_id = {item.id: item for item in version.items}

    def has(self, number: str) -> bool:
        """True if one or more items of the plan have a number."""
        return letters_of(number) in self._printed or number in self._by_id

    def item(self, number: str | None) -> Item | None:
        """Returns the item with a number; None if no item or several items have it."""
        if number is None:
            return None
        items = self._printed.get(letters_of(number), [])
        if items:
            return items[0] if len(items) == 1 else None
        return self._by_id.get(number)

    def shares(self, number: str | None, item: Item) -> bool:
        """True if several items have a number, and this item is one of them."""
        items = self._printed.get(letters_of(number), []) if number else []
        return len(items) > 1 and any(each is item for each in items)


def _by_title(
    rows: Sequence[DraftActivity], version: Version
) -> dict[int, tuple[Item, Pair | None]]:
    """Returns the item with each row's title: the same text, or else the nearest wording.

    An item that is only similar comes with its pair from the comparison.
    """
    titles: dict[str, list[Item]] = {}
    for item in version.items:
        titles.setdefault(_key(item.title), []).append(item)
    exact = {id(row): titles[_key(row.title)] for row in rows if _key(row.title) in titles}
    meant: dict[int, tuple[Item, Pair | None]] = {}
    for row in rows:
        items = exact.get(id(row), [])
        numbered = [item for item in items if row.number in (item.id, item.number)]
        if len(items) == 1 or len(numbered) == 1:
            meant[id(row)] = (numbered or items)[0], None
    rest = [row for row in rows if id(row) not in exact and row.title]
    if rest:
        meant |= _alike(rest, version, {id(item) for item, _ in meant.values()})
    return meant


def _key(title: str) -> str:
    return same_text(title).casefold()


def _alike(
    rows: Sequence[DraftActivity], version: Version, taken: set[int]
) -> Iterator[tuple[int, tuple[Item, Pair]]]:
    """Yields the item whose wording is nearest to a row's, as the comparison pairs them.

    The comparison sees two rows with one title as one row, since both are about the same item.
    """
    first: dict[str, DraftActivity] = {}
    for row in rows:
        first.setdefault(_key(row.title), row)
    ids = tuple(f"row-{place}" for place, _ in enumerate(first.values(), 1))
    ours = version._replace(
        objectives=tuple(
            objective._replace(
                continues=None,
                activities=tuple(
                    activity._replace(continues=None)
                    for activity in objective.activities
                    if id(activity) not in taken
                ),
            )
            for objective in version.objectives
        )
    )
    table = _table(list(first.values()), ids, version)
    items = {item.id: item for item in version.items}
    places = dict(zip(ids, first, strict=True))
    meant = {
        places[pair.new.id]: (items[pair.old.id], pair)
        for pair in pairs_of(ours, table)
        if pair.new.id in places
    }
    for row in rows:
        if (item_and_pair := meant.get(_key(row.title))) is not None:
            yield id(row), item_and_pair


def _table(rows: Sequence[DraftActivity], ids: tuple[str, ...], version: Version) -> Version:
    plan = version.plan._replace(id=ANOTHER_PLAN)
    below = DraftObjective("", ANOTHER_PLAN, None, tuple(rows))
    return version_of(plan, [below], ItemIds(("rows",), (ids,)))


def _indicators(row: DraftActivity, item: Item) -> tuple[tuple[str | None, ...], list[Finding]]:
    """Returns the indicator id for each of a row's indicators, and warnings on unknown ones."""
    if not row.indicators:
        return (), []
    known = item.indicators if item.kind == "activity" else ()
    by_title = {_key(each.title): each.id for each in known}
    ids: list[str | None] = []
    findings = []
    for indicator in row.indicators:
        known_id = _indicator(indicator, by_title)
        ids.append(known_id)
        if known_id is None:
            message = (
                f'{item.id} has no indicator "{shortened(indicator.title)}"; its value is left out.'
            )
            findings.append(warning("no-item", row.place, indicator.title, message))
    return tuple(ids), findings


def _indicator(indicator: DraftIndicator, by_title: dict[str, str]) -> str | None:
    near = by_title.get(_key(indicator.title)) or nearest(_key(indicator.title), by_title)
    return by_title.get(near, near) if near else None
