"""A view: how one kind of answer becomes a page, a record, and the rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from bptip.pages.document import Document

T = TypeVar("T")

Record = dict[str, Any]
"""Plain data with the keys of the JSON contract: text, numbers, dates, lists, records, None."""


class Rows(NamedTuple):
    """The rows of a table of data; `columns` are their keys, in order.

    A key of a record within a record is written with a dot.
    """

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]


class MainList(NamedTuple):
    """The list of a record that makes its rows: `elements` takes it from the record.

    The columns are the same if the list is empty.
    """

    columns: tuple[str, ...]
    elements: Callable[[Record], Iterable[Mapping[str, Any]]]


class View(NamedTuple, Generic[T]):
    """How one kind of answer is shown: two pure functions of its value, and its main list."""

    page: Callable[[T], Document]
    record: Callable[[T], Record]
    main_list: MainList

    def rows(self, value: T) -> Rows:
        """Returns the elements of the record's main list."""
        columns, elements = self.main_list
        return Rows(columns, list(elements(self.record(value))))


def listed(
    *path: str, items: Sequence[str] = ()
) -> Callable[[Record], Iterator[Mapping[str, Any]]]:
    """Returns a function that yields the elements of the list at a path of keys.

    The keys `items` hold ids of items; rows name these with their plan.
    """

    def elements(record: Record) -> Iterator[Mapping[str, Any]]:
        for element in _at(record, path):
            plan = element.get("plan") or record.get("plan", "")
            yield {**element, **{key: item_name(plan, element[key]) for key in items}}

    return elements


def _at(record: Mapping[str, Any], path: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Yields the elements of the list at a path of keys; every key holds a list."""
    key, *rest = path
    for element in record[key]:
        if rest:
            yield from _at(element, rest)
        else:
            yield element


def item_name(plan: str, item: str | None) -> str | None:
    """Returns an item as rows name it, "2024-2026/1.10", since Excel reads a bare 1.10 as 1.1."""
    return f"{plan}/{item}" if item else None
