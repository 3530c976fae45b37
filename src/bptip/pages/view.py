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

    def names(self) -> list[str]:
        """Returns the names of the columns; a column of records has one for each of their keys."""
        return [name for column in self.columns for name in self._names(column)]

    def _names(self, column: str) -> list[str]:
        records = [row[column] for row in self.rows if isinstance(row.get(column), Mapping)]
        keys = dict.fromkeys(key for record in records for key in record)
        return [f"{column}.{key}" for key in keys] or [column]


def value_in(row: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401  # data of any kind
    """Returns the value of a column in a row, or of a key of a record in it."""
    if name in row:
        return row[name]
    outer, _, key = name.partition(".")
    return (row[outer] or {}).get(key)


class AnswerTable(NamedTuple):
    """The rows of an answer, with its record and page; `elements` names the kind of the rows."""

    elements: str
    rows: Rows
    record: Record
    page: Document


class MainList(NamedTuple):
    """The list of a record that makes its rows: `elements` takes it from the record.

    The columns are the same if the list is empty. `kind` names the elements; the table of the
    meanings of columns has it.
    """

    columns: tuple[str, ...]
    elements: Callable[[Record], Iterable[Mapping[str, Any]]]
    kind: str = ""


class View(NamedTuple, Generic[T]):
    """How one kind of answer is shown: two pure functions of its value, and its main list.

    `tracked_page` is the page for a format with tracked changes, if it differs.
    """

    page: Callable[[T], Document]
    record: Callable[[T], Record]
    main_list: MainList
    tracked_page: Callable[[T], Document] | None = None

    def rows(self, value: T) -> Rows:
        """Returns the elements of the record's main list."""
        columns, elements, _ = self.main_list
        return Rows(columns, list(elements(self.record(value))))

    def table(self, value: T) -> AnswerTable:
        """Returns the rows beside the record and the page."""
        rows = self.rows(value)
        return AnswerTable(self.main_list.kind, rows, self.record(value), self.page(value))


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
