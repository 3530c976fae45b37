"""What a view is: three pure functions of one value, none of which knows a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from bptip.pages.document import Document

T = TypeVar("T")

Record = dict[str, Any]
"""Plain data with the keys of the JSON contract: text, numbers, dates, lists, records, None."""


class Rows(NamedTuple):
    """The records of a view's main list, for a table of data; `columns` are their keys, in order.

    A key of a record within a record is written with a dot. The columns are the same, however
    few rows there are.
    """

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]


class View(NamedTuple, Generic[T]):
    """How one kind of answer is given: as a page, as a record, as rows."""

    page: Callable[[T], Document]
    record: Callable[[T], Record]
    rows: Callable[[T], Rows]
